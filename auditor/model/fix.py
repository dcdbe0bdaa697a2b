"""Fixes: what would mend a finding, as data."""

from __future__ import annotations

from typing import Literal

from auditor.model.made import NamedTuple, dataclass

Safety = Literal["safe", "unsafe", "suggestion"]

SAFETIES: tuple[Safety, ...] = ("safe", "unsafe", "suggestion")  # from what is always right to what only a person can decide


class Edit(NamedTuple):
    """What stands at ``[start, end)`` of the source gives way to ``text``; nothing is replaced where both offsets are one."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding, or one of its places: all of its ``edits`` or none, in order, none overlapping another.

    ``safety`` "safe" changes nothing that is said, "unsafe" may, and is applied on request; a "suggestion" is for a person to
    judge, is never applied, and may have no edits. ``what`` says in a few words what is done. The offsets are bytes of the source
    where a fixer yields it, code points on a `Finding`.
    """

    edits: tuple[Edit, ...]
    what: str
    safety: Safety = "safe"
