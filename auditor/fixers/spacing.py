"""Spaces that are lost or too many."""

from __future__ import annotations

import re

from auditor.english import common
from auditor.fixers.places import exact
from auditor.lexicon import later, words
from auditor.model import Edit, Fix
from auditor.text.glued import find_glued, is_slip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match

_TORN = later(r"""[ \t\u00a0]+(['’]) (s|t|re|ve|ll|d|m)""")
_LOOSE = later(r"[ \t\u00a0]+([,.;!?])")
_RUN_ON = later(r"""([a-z]+[,.!?]["”’]?)([A-Za-z]+)""")
_CAMEL = later(r"([a-z]+)([A-Z][a-z]+)")
_NUMBER = later(rb"(?:.*[^0-9])?[0-9]{1,3}[ \t]+[.,][ \t]+[0-9]{1,3}(?:[^0-9].*)?", re.DOTALL)
_CODE = (b".", b"_", b"$", b"@", b"#", b"/")
_LETTERS = later(r"[A-Za-z]+")
_SHORT = frozenset("a an as at be by do he i if in is it me my no of on or so to up us we am".split())  # halves of few letters


def mend_spacing(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each place: a space taken out before a mark, put in after one, or between two words run together.

    Two words are parted only where they can be parted in one way.
    """
    for start, end in match.spans:
        text = document.words(start, end)
        if document.data[end : end + 1] == b"(" or document.data[start - 1 : start] in _CODE:
            continue  # a call, or part of a longer name
        if _NUMBER.fullmatch(document.data[max(0, start - 4) : end + 6]):
            continue  # “1 . 2”: a version, a decimal or two numbers
        right = _right(text)
        where = exact(document, start, end)
        if right and where and where.end - where.start == end - start:
            yield Fix((Edit(*_least(text, right, where.start, where.end)),), _what(text, right))


def _right(text: str) -> str | None:
    if found := _TORN.fullmatch(text):
        return found[1] + found[2]
    if found := _LOOSE.fullmatch(text):
        return found[1]
    if text.startswith("%"):
        return f"% {text[1:]}"
    if found := _RUN_ON.fullmatch(text) or _CAMEL.fullmatch(text):
        return f"{found[1]} {found[2]}"
    return parted(text) if _LETTERS.fullmatch(text) else None


def parted(word: str) -> str | None:
    """Give the two words that run together in one, with a space between; None where they might part at two places.

    >>> parted("theharbor")
    'the harbor'
    """
    found = next(find_glued(frozenset({word.lower().encode()})), None)
    if found is None:
        return None
    first, last, unsure = found
    if unsure and is_slip(first, last):
        return None
    lower = word.lower().encode()
    others = [i for i in range(1, len(lower)) if i != len(first) and _may_part(lower[:i], lower[i:])]
    return None if others else f"{word[: len(first)]} {word[len(first) :]}"


def _may_part(first: bytes, last: bytes) -> bool:
    """Tell whether both halves are words that might stand side by side."""
    return all(
        half.decode() in _SHORT if len(half) < 3 else common(half) or half.decode() in words("glued-first")
        for half in (first, last)
    )


def _least(text: str, right: str, start: int, end: int) -> tuple[int, int, str]:
    """Give the smallest edit that makes one text the other: other edits may stand close by."""
    before = 0
    while before < min(len(text), len(right)) and text[before] == right[before]:
        before += 1
    after = 0
    while after < min(len(text), len(right)) - before and text[-1 - after] == right[-1 - after]:
        after += 1
    last = len(text) - after
    return start + len(text[:before].encode()), end - len(text[last:].encode()), right[before : len(right) - after]


def _what(text: str, right: str) -> str:
    return "takes the space out" if len(right) < len(text) else "puts the space in"
