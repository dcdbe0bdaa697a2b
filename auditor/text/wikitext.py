"""Wikitext read as plain text: how to know it."""

from __future__ import annotations

from auditor.lexicon import later

_LINKS = 3  # fewest [[links]]: an article in plain text keeps one or two at most
_SIGNS = (b"{{", b"<ref", b"'''", b"{|", b"\n==", b"[[Category:", b"[[File:")
_PIPED = later(rb"\[\[[^\[\]\n|]{1,80}\|")
_KINDS = 2  # fewest kinds of other signs


def is_wikitext(data: bytes) -> bool:
    """Tell whether text is written in wikitext: several links in double brackets, and templates, notes or headings of a wiki.

    >>> is_wikitext(b"'''Ribe''' lies on the [[Ribe River|river]] in [[Jutland]], [[Denmark]].")
    True
    >>> is_wikitext(b"The mayor [[link]] said so.{{cite web}}")
    False
    """
    if b"[[" not in data or min(data.count(b"[["), data.count(b"]]")) < _LINKS:
        return False
    return sum(sign in data for sign in _SIGNS) + bool(_PIPED.search(data)) >= _KINDS
