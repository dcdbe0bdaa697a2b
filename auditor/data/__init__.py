"""Loads the lists that are not shipped: from where they are published, checked as a whole, into one file (`auditor.lists`).

`auditor.data.update` asks for them, `auditor.data.keep` stores them; each list has a file that reads what came: `perennial`,
`retractions`, `suffixes`.
"""
