"""Quotations that nobody is said to have said."""

from __future__ import annotations

from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Quote


_PASSIVES = frozenset(
    "dismissed praised criticised criticized described hailed condemned remarked ridiculed mocked lauded derided".split()
)


def find_unattributed_quote(document: Document, *, words: int) -> Iterator[Match]:
    """Yield each quotation of direct speech of at least so many ``words`` without a speaker, a link or a citation marker.

    Titles, terms, block quotations and words in headings, captions, code and lists of references need no speaker.
    """
    for quote in document.quotes:
        if quote.role != "speech" or quote.words < words or (quote.speaker and not _passive(document, quote)):
            continue
        block = document.blocks[document.block_at(quote.start)]
        if block.kind in ("heading", "caption", "code", "cell") or document.marked(quote.start, quote.end, "code"):
            continue
        if document.data[quote.start - 1 : quote.start] == b"=" or b"\\n" in document.data[quote.start : quote.end]:
            continue  # the value of an attribute, or a string of a program
        sentence = document.sentences[quote.sentence]
        low, high = min(sentence.start, quote.start), max(sentence.end, quote.end)
        if not document.links_in(low, high) and not document.markers_in(low, high):
            yield Match(quote.start, quote.end)


def _passive(document: Document, quote: Quote) -> bool:
    """Whether only a verb in the passive stands where the speaker should: “was dismissed as “…””."""
    return (
        not quote.told and quote.speaker in _PASSIVES and document.data.endswith((b" as ", b" as a ", b" as an "), 0, quote.start)
    )
