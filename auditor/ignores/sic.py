"""``[sic]`` inside a quotation: its words are as their author wrote them, mistakes of writing included."""

from __future__ import annotations

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Span

SIC = frozenset(("markup", "residue"))  # categories of what a copyist may have let stand on purpose
_SIGN = later(rb"[\[(]sic!?[\])]")


def said_so(document: Document) -> bool:
    """Tell whether a text has the sign somewhere."""
    return b"sic" in document.vocabulary and _SIGN.search(document.lower) is not None


def verbatim(document: Document) -> Iterator[Span]:
    """Give the quotations that hold the sign, as bytes of the source."""
    for quote in document.quotes:
        if _SIGN.search(document.lower, quote.start, quote.end):
            yield document.offsets.to_source(quote.start, quote.end)
