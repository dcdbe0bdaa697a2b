"""Keys by which a finding is known again when its text was moved, wrapped anew or its file renamed.

A place is known by its words and by the sentence that it stands in, letters of either case and white space of any kind alike:
neither its line nor its file counts. A finding about a whole text, such as that nothing in it has a source, is known by its rule.

Plain text has no marks for its paragraphs: where so few or so short lines are wrapped that the reader takes each for a line of its
own, a sentence over two of them is two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property
from hashlib import blake2b
from unicodedata import normalize

from auditor.domains import registered_domain
from auditor.finders import WHOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.model import Finding, Place
    from auditor.pipeline import Audit

_SKETCH = 10  # the smallest so many hashes of sentences stand for a text
_HASH = 6  # hexadecimal digits of one of them


def keys(audit: Audit) -> tuple[str, ...]:
    """Give a key for each of ``audit.findings``, in their order: 32 hexadecimal digits, no two alike.

    It is made of the rule, the words of every place, the sentences these stand in, and a number among findings that are equal in
    all that.
    """
    met: Counter[str] = Counter()
    made = []
    for finding, places in zip(audit.findings, place_keys(audit), strict=True):
        whole = _digest(finding.rule.id, *sorted(places))
        made.append(_digest(whole, str(met[whole]), size=16))
        met[whole] += 1
    return tuple(made)


def place_keys(audit: Audit) -> tuple[tuple[str, ...], ...]:
    """Give, for each of ``audit.findings``, a key for each of its places: 20 hexadecimal digits, the same for equal places.

    The rule is no part of it, so that a rule may get another id.
    """
    if not audit.findings:
        return ()
    around = _Sentences(audit.document)
    return tuple(_of_places(finding, around) for finding in audit.findings)


def words_key(finding: Finding, place: Place) -> str:
    """Give a key of the rule and the words of a place, whatever stands around it; of the rule alone where it judges the whole."""
    return _digest(finding.rule.id, "" if finding.rule.finder in WHOLE else normal(place.text))


def sketch(document: Document) -> str:
    """Give a short string by which a text is known again when its file is renamed, though it was edited since; see `likeness`."""
    found = {_digest(normal(document.words(s.start, s.end)))[:_HASH] for s in document.sentences}
    return "".join(sorted(found)[:_SKETCH])


def likeness(one: str, other: str) -> float:
    """Give about which share of the sentences of two texts, by their sketches, both of them have: from 0 to 1."""
    a, b = parts_of(one), parts_of(other)
    smallest = sorted(a | b)[:_SKETCH]
    return sum(part in a and part in b for part in smallest) / len(smallest) if smallest else 0.0


def parts_of(sketched: str) -> set[str]:
    """Give the hashes of sentences that a sketch holds."""
    return {sketched[i : i + _HASH] for i in range(0, len(sketched), _HASH)}


def normal(text: str) -> str:
    """Give words such that wrapping them anew, or writing them in capitals, makes no difference."""
    return " ".join(normalize("NFC", text).split()).casefold()


def _of_places(finding: Finding, around: _Sentences) -> tuple[str, ...]:
    if finding.rule.finder in WHOLE:  # what is told once a site, of whichever page, is known by the site
        return tuple(_digest("", around.site if finding.rule.once else "") for _ in finding.places)
    return tuple(_digest(normal(place.text), around.of(place)) for place in finding.places)


def _digest(*parts: str, size: int = 10) -> str:
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


class _Sentences:
    """The sentences of a document by where they stand in its source (code points)."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def site(self) -> str:
        """The domain that the text says it is from; empty where it does not say."""
        return registered_domain(self._document.url or self._document.metadata.url or "")

    def of(self, place: Place) -> str:
        """Give the sentences that a place touches, normalised; nothing where it touches none, as a tag between paragraphs does."""
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
