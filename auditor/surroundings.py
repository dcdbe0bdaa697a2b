"""What stands around a place: the sentences that it touches, however they are wrapped and whatever line they are on."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from hashlib import blake2b
from unicodedata import normalize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.model import Place


def normal(text: str) -> str:
    """Give words such that wrapping them anew, or writing them in capitals, makes no difference."""
    return " ".join(normalize("NFC", text).split()).casefold()


def digest(*parts: str, size: int = 10) -> str:
    """Give ``size`` bytes, in hexadecimal digits, that stand for some texts."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


class Surroundings:
    """The sentences of a document by where they stand in its source (code points)."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def of(self, place: Place) -> str:
        """Give a digest of the sentences that a place touches: that of nothing for a tag between paragraphs."""
        return digest(self._sentences(place))

    def _sentences(self, place: Place) -> str:
        starts, spans = self._index
        first = max(bisect_right(starts, place.start) - 1, 0)
        touched = [span for span in spans[first : bisect_right(starts, max(place.start, place.end - 1))] if place.start < span[1]]
        if not touched and (at := self._link(place)) is not None:
            sentence = self._document.sentences[self._document.sentence_at(at)]
            return normal(self._document.words(sentence.start, sentence.end))
        return normal(" ".join(self._document.words(start, end) for _, _, start, end in touched))

    @cached_property
    def _index(self) -> tuple[list[int], list[tuple[int, int, int, int]]]:
        document = self._document
        spans = sorted((*self._points(*document.offsets.to_source(s.start, s.end)), s.start, s.end) for s in document.sentences)
        return [span[0] for span in spans], spans

    def _points(self, start: int, end: int) -> tuple[int, int]:
        lines = self._document.lines
        return lines.point(start), lines.point(end)

    def _link(self, place: Place) -> int | None:
        """Give where the words of the link begin in whose source a place stands, as an address does that ends a sentence."""
        i = bisect_right(self._links, (place.start + 1,))
        for start, end, at in reversed(self._links[max(i - 2, 0) : i]):  # two: an image may stand in a link
            if start <= place.start < end:
                return at
        return None

    @cached_property
    def _links(self) -> list[tuple[int, ...]]:
        document = self._document
        return sorted((*self._points(*link.source), link.start) for link in (*document.all_links, *document.images))
