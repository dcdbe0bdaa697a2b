"""What the network says of a text's sources, as data: `Verdict` values that stand in the evidence of a `Document`.

`auditor.verify.run` asks; each kind of target has a file (`links`, `registers`, `search`); `archive` looks for copies of what
is gone, `page` reads what came, `store` keeps it, `evidence` saves and replays it. Nothing here is imported by a plain check.
"""
