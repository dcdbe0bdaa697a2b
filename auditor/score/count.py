"""What model 1 counts in a document: its claims and their sources, and which places rules found bad."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cached_property
from operator import attrgetter
from typing import Any

from auditor.model import Span
from auditor.model.made import NamedTuple
from auditor.profiles import DEFAULT
from auditor.score.model1 import Places, Tally
from auditor.text.language import language_name
from auditor.text.support import Labels, distinct_sources, evidence_links, marker_sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from auditor.check import Hit
    from auditor.document import Document
    from auditor.model import Claim, Marker, SupportKind

_Key = tuple[str, int]
_BadPlaces = dict[_Key, dict[str, float]]

_BY_NAME: set[SupportKind] = {"voice"}
_CONTACT, _EDITORS = (b"media contact", b"press contact"), (b"note to editors", b"notes to editors", b"notes for editors")
_RELEASE: dict[bytes, tuple[bytes, ...]] = {  # what only a press release says of itself, by one word of it
    b"immediate": (b"for immediate release",),
    b"contact": _CONTACT,
    b"contacts": _CONTACT,
    b"inquiries": (b"media inquiries", b"press inquiries"),
    b"enquiries": (b"media enquiries", b"press enquiries"),
    b"prnewswire": (b"/prnewswire/",),
    b"wire": (b"(business wire)",),
    b"newswire": (b"globe newswire",),
    b"editors": _EDITORS,
}


class Body(NamedTuple):
    """A damaged text as it stands, and the damage found in it: its sentences count, where all else is read as if it were mended."""

    document: Document
    hits: Sequence[Hit]
    ignored: Sequence[Hit]


def count(
    document: Document, hits: Sequence[Hit], ignored: Sequence[Hit] = (), *, profile: str = DEFAULT, body: Body | None = None
) -> Tally:
    """Count a document as model 1 does.

    ``hits`` of stable rules mark bad places; a place of ``ignored`` hits is neither bad nor clean, and a claim there that has no
    source is not counted. ``body`` is what holds the damage, where the document is read without.
    """
    places = _marked_by(document, hits, ignored)
    claims = [c for c in document.claims if c.support or not places.frees(c)]
    kinds = [{s.kind for s in c.support} for c in claims if c.support]
    sourced, named = len(kinds), kinds.count(_BY_NAME)
    all_kinds = frozenset().union(*kinds)
    return Tally(
        claims=len(claims),
        linked=sourced - named,
        named=named,
        sources=len(distinct_sources(claims, document.references, document.bodies)),
        own_work="own-work" in all_kinds,
        issuer=all_kinds.isdisjoint(("link", "marker")) and _is_release(document),
        marked=_marked(document, claims),
        english=document.english,
        language="" if document.english or not document.language else language_name(document.language),
        profile=profile,
        opened=_opened(document),
        in_text=places.of("in-text", len(places.in_text)),
        entries=places.of("entry", len(document.references)),
        voices=places.of("voice", len(document.attributions)),
        sentences=_marked_by(*body).touched_by(document, (*hits, *ignored)).sentences() if body else places.sentences(),
    )


def freed_sentences(document: Document, ignored: Iterable[Hit]) -> frozenset[int]:
    """Give the sentences with an ignored finding: one that has no source is not counted as a claim."""
    return frozenset(_marked_by(document, (), ignored).freed)


def _marked(document: Document, claims: Sequence[Claim]) -> int:
    """How many claims without a source carry a citation marker."""
    if not document.markers:
        return 0
    starts = [s.start for s in document.sentences]
    carrying = set(marker_sentences(document.data, document.markers, document.sentences, starts))
    return sum(c.sentence in carrying for c in claims if not c.sourced)


def _opened(document: Document) -> bool:
    """Tell whether some source was seen online, and none was found gone."""
    answers = {verdict.answer for verdict in document.evidence.values()}
    return not answers.isdisjoint(("ok", "moved")) and "gone" not in answers


def _is_release(document: Document) -> bool:
    return any(cue in document.lower for word in document.vocabulary & _RELEASE.keys() for cue in _RELEASE[word])


class _Marked:
    """The places of a document that hits touch: bad ones with the rules that found them, and spared ones."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.bad: _BadPlaces = defaultdict(dict)
        self.spared: _BadPlaces = defaultdict(dict)
        self._touched: set[int] = set()  # sentences with any finding
        self.freed: set[int] = set()  # sentences with an ignored finding
        self._missing: dict[str, int] = {}  # what bad markers point to and no list holds

    @cached_property
    def in_text(self) -> list[Span]:
        """Where the running text links or cites something."""
        document = self.document
        own = document.url or document.metadata.url or ""
        links = {Span(x.start, x.end) for x in evidence_links(document.all_links, own) if not document.in_references(x.start)}
        return sorted(links.union(Span(m.start, m.end) for m in document.markers))

    def mark(self, hit: Hit, into: _BadPlaces) -> None:
        """Enter a hit's places under the part of the score that its rule costs."""
        rule = hit.rule
        if rule.status != "stable":
            return
        spans = hit.match.spans if not hit.match.in_source else [self._in_prose(span) for span in hit.match.spans]
        sentences = {self.document.sentence_at(start) for start, _ in spans}
        self._touched |= sentences
        if into is self.spared:
            self.freed |= sentences
        for key in self._keys(hit, spans) if rule.part else ():
            into[key][rule.id] = max(rule.weight, into[key].get(rule.id, 0.0))

    def touched_by(self, mended: Document, hits: Iterable[Hit]) -> Self:
        """Enter what was found in the text as it reads when it is mended: the sentences there are clean no more."""
        for hit in hits:
            if hit.rule.status == "stable":
                for start, _ in hit.match.spans:
                    at = start if hit.match.in_source else mended.offsets.source_start(start)
                    self._touched.add(self._sentence_of(at))
        return self

    def _in_prose(self, span: Span) -> Span:
        """The start of the sentence that stands where a place of the source is."""
        at = self.document.sentences[self._sentence_of(span.start)].start if self.document.sentences else 0
        return Span(at, at)

    def _sentence_of(self, at: int) -> int:
        return max(bisect_right(self._source_starts, at) - 1, 0)

    @cached_property
    def _source_starts(self) -> list[int]:
        where = self.document.offsets.source_start
        return [where(sentence.start) for sentence in self.document.sentences]

    def _keys(self, hit: Hit, spans: Sequence[Span]) -> Iterable[_Key]:
        rule, document = hit.rule, self.document
        if rule.covers == "entries":
            return [("entry", i) for i in range(len(document.references))]
        if rule.covers == "markers":
            markers = {Span(m.start, m.end) for m in document.markers}
            here = [("in-text", _overlapping(self.in_text, span)) for span in hit.match.places]  # flattened ones are no markers
            covered = [("in-text", i) for i, span in enumerate(self.in_text) if span in markers]
            return [*self._lost(document.markers), *here, *covered]
        if rule.part == "text":
            return [("sentence", document.sentence_at(start)) for start, _ in spans]
        if rule.part == "attribution":
            return [("voice", _overlapping(document.attributions, span)) for span in spans]
        if rule.part == "references":
            return [key for span in spans for key in self._reference_keys(span)]
        return []

    def _reference_keys(self, span: Span) -> Iterable[_Key]:
        if self.document.in_references(span.start):
            return [("entry", _overlapping(self.document.references, span))]
        return [("in-text", _overlapping(self.in_text, span)), *self._lost(self.document.markers_in(*span))]

    def _lost(self, markers: Sequence[Marker]) -> Iterable[_Key]:
        """The entries that some markers ask for and no list holds: they count as bad, so that removing an entry never pays."""
        lost = {key for m in markers if self._labels.resolve(m) is None for key in m.keys}
        below = ~len(self.document.data)  # keys of their own, apart from those of places
        return [("entry", below - self._missing.setdefault(key, len(self._missing))) for key in sorted(lost)]

    @cached_property
    def _labels(self) -> Labels:
        document = self.document
        return Labels(document.data, document.references, document.footnotes, document.all_links)

    def frees(self, claim: Claim) -> bool:
        """Tell whether an ignored finding stands in a claim."""
        return claim.sentence in self.freed

    def of(self, sort: str, total: int) -> Places:
        """Give the places of a sort, of which ``total`` stand in the document."""
        bad = {i: rules for (kind, i), rules in self.bad.items() if kind == sort}
        spared = {i for kind, i in self.spared if kind == sort}
        clean = total - sum(0 <= i < total for i in spared.union(bad))
        return Places(clean, tuple(bad[i] for i in sorted(bad)))

    def sentences(self) -> Places:
        """Give the sentences of the body; one with a finding of any other part is neither clean nor bad."""
        document = self.document
        bad = {i: rules for (kind, i), rules in self.bad.items() if kind == "sentence"}
        touched = self._touched.union(bad)
        if not document.reference_spans:
            return Places(max(len(document.sentences) - len(touched), 0), tuple(bad[i] for i in sorted(bad)))  # “</p>” has none
        clean = sum(i not in touched and not document.in_references(s.start) for i, s in enumerate(document.sentences))
        return Places(clean, tuple(bad[i] for i in sorted(bad)))


def _marked_by(document: Document, hits: Iterable[Hit], ignored: Iterable[Hit]) -> _Marked:
    places = _Marked(document)
    for hit in ignored:
        places.mark(hit, places.spared)
    for hit in hits:
        places.mark(hit, places.bad)
    return places


def _overlapping(items: Sequence[Any], span: Span) -> int:
    """Give the index of an item that overlaps a span, the first of them; a place of its own, a negative number, where none does."""
    after = bisect_left(items, span.end, key=attrgetter("start"))
    found = [i for i in range(max(after - _NEAR, 0), after) if items[i].end > span.start]
    return found[0] if found else ~span.start


_NEAR = 8  # items looked at before a place: what overlaps it is among the last few that begin before its end
