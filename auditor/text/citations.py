"""Citation markers and reference lists, found together: what is a marker depends on where the lists are."""

from __future__ import annotations

from auditor.model import Block, Footnote, Link, Mark, Marker, ReferenceList

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def find_citations(
    data: bytes,
    blocks: Sequence[Block],
    links: Sequence[Link],
    marks: Sequence[Mark],
    footnotes: Sequence[Footnote],
) -> tuple[tuple[Marker, ...], tuple[ReferenceList, ...]]:
    """Give the citation markers of the running text and the reference lists, each in order."""
    return (), ()
