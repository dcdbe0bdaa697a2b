"""Charts, maps, tables and pictures that do not say where they come from."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from auditor.lexicon import lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Link

Kind = Literal["chart", "table", "picture"]

_CHART = lazy(
    r"\b(?:bar|pie|line|area|flow|donut)?[-_ ]?(?:charts?|graphs?|histograms?|infographics?|choropleths?|scatter ?plots?"
    r"|heat ?maps?)\b"
    r"|\bmaps? (?:of|showing)\b|\b(?:rates?|share|number|percentage|prices?|costs?|population"
    r"|emissions?|temperatures?) (?:of|by|per|over) "
)
_SAYS = lazy(
    r"\b(?:sources?|data|datasets?|credits?|courtesy|via|according to|based on|adapted|own|calculat\w+|compiled|survey(?:ed)?"
    r"|polls?|estimates?|census|photo(?:graph)?s? by|graphic by|image by|licen[sc]ed?|creative commons|public domain|screenshots?"
    r"|generated|example|diagram|we|our|ours|my|i|made|created|illustrat\w+)\b|©|\(c\)|https?://"
)
_BESIDE = 400  # bytes to either side of a chart in which its source may stand
_FEWEST_NUMBERS = 6  # cells with numbers that make a table one of data
_NUMBER = lazy(r"[0-9][0-9.,]*[0-9]|[0-9]+ ?%")


def find_unsourced_charts(document: Document, *, kinds: list[Kind] = ["chart"]) -> Iterator[Match]:  # noqa: B006 — never changed
    """Yield charts and maps, tables of numbers or pictures (as ``kinds`` says) with no source, link or marker beside them.

    A chart is an image whose words, title or caption call it one. Whoever says “our survey” or “I made this” has said whose it is.
    """
    if document.templated:
        return
    if "chart" in kinds or "picture" in kinds:
        for image in document.images:
            chart = _is_chart(document, image)
            if ("chart" if chart else "picture") in kinds and not _answered(document, image.start, image.end):
                yield Match(*image.source, in_source=True)
    if "table" in kinds:
        for span in _tables(document):
            if not _answered(document, *span):
                yield Match(span.start, min(span.end, span.start + 60))


def _is_chart(document: Document, image: Link) -> bool:
    words = f"{document.words(image.start, image.end)} {image.title}".encode()
    if _CHART.find(words)[0] >= 0:
        return True
    index = document.block_at(image.start)
    after = document.blocks[index : index + 2]
    return any(block.kind == "caption" and _CHART.find(document.data, block.start, block.end)[0] >= 0 for block in after)


def _answered(document: Document, start: int, end: int) -> bool:
    low, high = max(0, start - _BESIDE), min(len(document.data), end + _BESIDE)
    if _SAYS.find(document.data, low, high)[0] >= 0 or document.markers_in(low, high):
        return True
    return any(link.kind != "image" for link in document.links_in(low, high))


def _tables(document: Document) -> Iterator[Span]:
    """Yield the tables of a document that hold numbers."""
    starts = [i for i, block in enumerate(document.blocks) if block.kind == "cell"]
    first = starts[0] if starts else 0
    for here, following in pairwise([*starts, -1]):
        if following == here + 1 and document.blocks[following].container == document.blocks[here].container:
            continue
        cells = document.blocks[first : here + 1]
        if sum(_NUMBER.find(document.data, c.start, c.end)[0] >= 0 for c in cells) >= _FEWEST_NUMBERS:
            yield Span(cells[0].start, cells[-1].end)
        first = following
