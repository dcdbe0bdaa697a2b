"""Words that need other words near them: a comparison its base, a share its whole, a poll its pollster."""

from __future__ import annotations

from functools import lru_cache

from auditor.lexicon import Lazy, lazy, letter_after, letter_before
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_FAR = 1500  # bytes on either side that are read where sentences have no end


def find_without(
    document: Document,
    *,
    patterns: list[str],
    unless: list[str],
    before: int = 0,
    after: int = 0,
    anywhere: list[str] = [],  # noqa: B006 — never changed; the default is part of the schema
    uncited: bool = True,
) -> Iterator[Match]:
    """Yield the first match of ``patterns`` in each sentence where ``unless`` matches neither in it nor in its neighbours.

    The neighbours are so many sentences ``before`` and ``after`` it. Where ``anywhere`` matches in the text, nothing is reported.
    With ``uncited`` a sentence with a link or a citation marker is left alone: what is missing stands there. So are headings,
    captions, cells, lists of references, quotations, code and questions.
    """
    regex, excuse, everywhere = _compiled(tuple(patterns)), _compiled(tuple(unless)), _compiled(tuple(anywhere))
    data, sentences, done = document.data, document.sentences, -1
    if anywhere and regex.find(data)[0] >= 0 and everywhere.find(data)[0] >= 0:
        return
    for start, end in regex.spans(data):
        at = document.sentence_at(start)
        if at <= done or letter_before(data, start) or letter_after(data, end) or not in_prose(document, at, start, end):
            continue
        first, last = sentences[max(at - before, 0)], sentences[min(at + after, len(sentences) - 1)]
        low, high = max(first.start, start - _FAR), min(last.end, end + _FAR)
        if excuse.find(data, low, high)[0] >= 0:
            continue
        low, high = max(sentences[at].start, start - _FAR), min(sentences[at].end, end + _FAR)
        if not uncited or not (document.links_in(low, high) or document.markers_in(low, high)):
            done = at
            yield Match(start, end)


def in_prose(document: Document, at: int, start: int, end: int) -> bool:
    """Tell whether the author states something at a place: no heading, caption, cell, reference, quotation, code or question."""
    sentence = document.sentences[at]
    block = document.blocks[sentence.block]
    if end > sentence.end or block.kind not in ("paragraph", "item") or block.quoted or document.in_references(start):
        return False
    if document.data[sentence.end - 1 : sentence.end] == b"?" or document.marked(start, end, "code", "math"):
        return False
    return not in_quotation(document, start)


def in_quotation(document: Document, at: int) -> bool:
    """Tell whether a place is inside a quotation."""
    return document.quoted_at(at)


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> Lazy:
    return lazy("|".join(f"(?:{p})" for p in patterns))
