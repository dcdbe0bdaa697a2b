"""What must occur in a text for a pattern to match there: a cheap test that spares most patterns their run.

The cues are read off the pattern itself (`auditor.finders.cue_reader`), so no rule has to declare them and none can declare
them wrongly.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from auditor.compiled import compiled
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document


class Need(NamedTuple):
    """One of ``words`` (runs of ASCII letters) or of ``pieces`` (any bytes) occurs; both in lower case."""

    words: frozenset[bytes]
    pieces: tuple[bytes, ...]

    def met(self, document: Document) -> bool:
        """Tell whether the prose holds one of them."""
        if not self.words.isdisjoint(document.vocabulary):
            return True
        return bool(self.pieces) and any(map(document.lower.__contains__, self.pieces))


class Cues(NamedTuple):
    """In every match all needs of one of the ``ways`` are met. No ways: nothing is known, and the pattern always runs."""

    ways: tuple[tuple[Need, ...], ...]

    def may_occur(self, document: Document) -> bool:
        """Tell whether the pattern may match in a document."""
        if not self.ways:
            return True
        for way in self.ways:
            for need in way:
                if not need.met(document):
                    break
            else:
                return True
        return False


def as_data(cues: Cues) -> list[Any]:
    """Give cues as plain data, for the compiled rules."""
    return [[[sorted(w.decode() for w in n.words), [p.decode() for p in n.pieces]] for n in way] for way in cues.ways]


def from_data(data: list[Any]) -> Cues:
    """Give the cues that `as_data` wrote down."""
    return Cues(tuple(tuple(Need(frozenset(map(str.encode, w)), tuple(map(str.encode, p))) for w, p in way) for way in data))


@lru_cache(maxsize=1024)
def pattern_cues(pattern: str) -> Cues:
    """Give the cues of a pattern, from the compiled rule data where it has them."""
    stored = compiled().get("cues", {}).get(pattern)
    if stored is not None:
        return from_data(stored)
    from auditor.finders.cue_reader import read_cues  # noqa: PLC0415 — only patterns of a user's own rules come here

    return read_cues(pattern)
