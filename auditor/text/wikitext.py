"""Wikitext read as plain text: how to know it."""

from __future__ import annotations

_LINKS = 3  # fewest [[links]]: an article in plain text keeps one or two at most
_SIGNS = (b"{{", b"<ref", b"'''", b"{|", b"\n==", b"[[Category:", b"[[File:")
_KINDS = 2  # fewest kinds of other signs


def is_wikitext(data: bytes) -> bool:
    """Tell whether text is written in wikitext: several links in double brackets, and templates, notes or headings of a wiki."""
    if b"[[" not in data or min(data.count(b"[["), data.count(b"]]")) < _LINKS:
        return False
    return sum(sign in data for sign in _SIGNS) >= _KINDS
