"""The network: the only package that opens a socket, and the only one that knows httpx.

`auditor.net.values` says what is asked and answered, `auditor.net.guard` which addresses may be spoken to,
`auditor.net.client` asks. httpx is imported when the first question is asked.
"""

from __future__ import annotations

from auditor.net.values import Answer, Hop, Pace, Terms

__all__ = ["Answer", "Hop", "Pace", "Terms"]
