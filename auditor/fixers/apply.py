"""Edits of one pass: which fixes can be made together, and the text that they make.

Fixes are taken in order of place, at one place the one that reaches further, then in order of rules. One that would touch what an
earlier one changes, or has only white space between, waits for the next pass. Texts are strings or bytes, edits in their offsets.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TypeVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Edit, Fix

MOST_PASSES = 20  # far more than defects nest; a rule of somebody's own might never come to an end

_T = TypeVar("_T")


def disjoint(source: str | bytes, fixes: Iterable[tuple[Fix, str, _T]]) -> list[tuple[Fix, str, _T]]:
    """Give the fixes that can be made in one pass, each with the id of its rule and whatever comes with it, in order of place."""
    rows = sorted(fixes, key=lambda row: (row[0].edits[0].start, -row[0].edits[-1].end, row[1]))
    taken: list[tuple[int, int]] = []
    chosen = []
    for row in rows:
        edits = row[0].edits
        if all(_free(source, edit, taken) for edit in edits):
            for edit in edits:
                insort(taken, (edit.start, edit.end))
            chosen.append(row)
    return chosen


def _free(source: str | bytes, edit: Edit, taken: list[tuple[int, int]]) -> bool:
    """Tell whether an edit touches none that is taken, nor has only white space between."""
    start, end = edit.start, edit.end
    while start > 0 and source[start - 1 : start].isspace():
        start -= 1
    while end < len(source) and source[end : end + 1].isspace():
        end += 1
    i = bisect_left(taken, (start, start))
    before = taken[i - 1] if i else None
    return not (before and before[1] >= start) and not (i < len(taken) and taken[i][0] <= end)


def edited(source: str, edits: Iterable[Edit]) -> str:
    """Give a text with edits made; they lie in it and none overlaps another."""
    parts: list[str] = []
    at = 0
    for start, end, text in sorted(edits):
        assert at <= start <= end <= len(source)  # noqa: S101 — a fixer that breaks this has lost its place: better no text than a wrong one
        parts += [source[at:start], text]
        at = end
    return "".join([*parts, source[at:]])
