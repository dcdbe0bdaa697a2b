"""Citation markers and reference lists, found together: what is a marker depends on where the lists are."""

from __future__ import annotations

from auditor.model import Block, Footnote, Link, Mark, Marker, ReferenceList, Span
from auditor.text.markers import find_markers
from auditor.text.references import find_lists, prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def find_citations(
    data: bytes,
    blocks: Sequence[Block],
    links: Sequence[Link],
    marks: Sequence[Mark],
    footnotes: Sequence[Footnote],
    *,
    real_headings: bool = True,
) -> tuple[tuple[Marker, ...], tuple[ReferenceList, ...]]:
    """Give the citation markers of the running text and the reference lists, each in order.

    ``real_headings`` is false for plain text, where a heading is only a guess from the look of a line.
    """
    lists = find_lists(prose(data, blocks, links, real_headings=real_headings), footnotes, links)
    skip = [Span(one.heading.start if one.heading else one.start, one.end) for one in lists if one.entries]
    return find_markers(data, blocks, links, marks, skip), lists
