"""What model 1 counts in a document: its claims and their sources, and which places rules found bad."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

from auditor.domains import registered_domain
from auditor.lexicon import lazy
from auditor.model import Span
from auditor.score.model1 import Places, Tally
from auditor.text.support import Labels, evidence_links, marker_sentences

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.check import Hit
    from auditor.document import Document
    from auditor.model import Claim, Support

_Key = tuple[str, int]
_BadPlaces = dict[_Key, dict[str, float]]

_RELEASE = lazy(
    r"\bfor immediate release\b|(?:media|press) (?:contacts?|inquiries|enquiries|office) ?:|/ ?prnewswire ?/|\(business wire\)|globe ?newswire|"
    r"\bnotes? to editors\b|(?m)^#* ?about (?-i:[A-Z])[\w .&-]{1,40}$"
)


def count(document: Document, hits: Iterable[Hit], ignored: Iterable[Hit] = ()) -> Tally:
    """Count a document as model 1 does.

    ``hits`` of stable rules mark bad places; a place of ``ignored`` hits is neither bad nor clean, and a claim there that has no
    source is not counted.
    """
    places = _Marked(document)
    for hit in ignored:
        places.mark(hit, places.spared)
    for hit in hits:
        places.mark(hit, places.bad)
    claims = [c for c in document.claims if c.sourced or not places.frees(c)]
    linked = [c for c in claims if any(s.kind != "voice" for s in c.support)]
    sources = sources_in_use(document, claims)
    return Tally(
        claims=len(claims),
        linked=len(linked),
        named=sum(c.sourced for c in claims) - len(linked),
        sources=len(sources),
        own_work=any(s.kind == "own-work" for c in claims for s in c.support),
        issuer=_is_release(document) and not any(s.kind in ("link", "marker") for c in claims for s in c.support),
        marked=_marked(document, claims),
        opened=any(v.answer in ("ok", "moved") for v in document.evidence.values()),
        in_text=places.of("in-text", len(places.in_text)),
        entries=places.of("entry", len(document.references)),
        voices=places.of("voice", len(document.attributions)),
        sentences=places.sentences(),
    )


def _marked(document: Document, claims: Sequence[Claim]) -> int:
    """How many claims without a source carry a citation marker."""
    if not document.markers:
        return 0
    starts = [s.start for s in document.sentences]
    carrying = set(marker_sentences(document.data, document.markers, document.sentences, starts))
    return sum(c.sentence in carrying for c in claims if not c.sourced)


def sources_in_use(document: Document, claims: Sequence[Claim]) -> frozenset[str]:
    """Give the distinct independent sources of some claims: a site, an entry, a document or a voice once each."""
    sites = {entry.label or str(n): _site(entry.fields.get("url", "")) for n, entry in enumerate(document.references, 1)}
    return frozenset(name for c in claims for s in c.support if (name := _source(s, sites)))


def _site(url: str) -> str:
    return registered_domain(url) if url else ""


def _source(support: Support, sites: dict[str, str]) -> str:
    if support.kind == "own-work":
        return ""
    if support.kind == "marker":
        return sites.get(support.name) or f"[{support.name}]"
    if support.kind == "voice":
        name = support.name.lower().split()
        return name[-1].removesuffix("'s").removesuffix("’s") if name and support.name.lower() not in _NOBODY else ""
    return support.name.lower()


_NOBODY = frozenset("he she they it who we i you".split())


def _is_release(document: Document) -> bool:
    return _RELEASE.search(document.data) is not None


@dataclass(slots=True)
class _Marked:
    """The places of a document that hits touch: bad ones with the rules that found them, and spared ones."""

    document: Document
    bad: _BadPlaces = field(default_factory=lambda: defaultdict(dict))
    spared: _BadPlaces = field(default_factory=lambda: defaultdict(dict))
    touched: set[int] = field(default_factory=set)          # sentences with any finding
    freed: set[int] = field(default_factory=set)            # sentences with an ignored finding
    in_text: list[Span] = field(init=False)
    missing: dict[str, int] = field(default_factory=dict)   # what bad markers point to and no list holds

    def __post_init__(self) -> None:
        document = self.document
        own = document.url or document.metadata.url or ""
        markers = [Span(m.start, m.end) for m in document.markers]
        taken = set(markers)
        links = [Span(x.start, x.end) for x in evidence_links(document.all_links, own) if not document.in_references(x.start)]
        self.in_text = sorted({*markers, *(x for x in links if x not in taken)})

    def mark(self, hit: Hit, into: _BadPlaces) -> None:
        """Enter a hit's places under the part of the score that its rule costs."""
        rule = hit.rule
        if rule.status != "stable":
            return
        spans = self._spans(hit)
        sentences = {self.document.sentence_at(start) for start, _ in spans}
        self.touched |= sentences
        if into is self.spared:
            self.freed |= sentences
        for key in self._keys(hit, spans) if rule.part else ():
            into[key][rule.id] = max(rule.weight, into[key].get(rule.id, 0.0))

    def _spans(self, hit: Hit) -> Sequence[Span]:
        if not hit.match.in_source or self.document.format == "text":
            return hit.match.spans
        starts = [self.document.offsets.to_source(s.start, s.end).start for s in self.document.sentences]
        found = []
        for start, _ in hit.match.spans:   # the sentence that stands there in the source
            i = max(bisect_right(starts, start) - 1, 0)
            at = self.document.sentences[i].start if self.document.sentences else 0
            found.append(Span(at, at))
        return found

    def _keys(self, hit: Hit, spans: Sequence[Span]) -> Iterable[_Key]:
        rule, document = hit.rule, self.document
        if rule.covers == "entries":
            return [("entry", i) for i in range(len(document.references))]
        if rule.covers == "markers":
            return [*self._missing(), *(("in-text", self.in_text.index(Span(m.start, m.end))) for m in document.markers)]
        if rule.part == "text":
            return [("sentence", document.sentence_at(start)) for start, _ in spans]
        if rule.part == "attribution":
            return [("voice", _overlapping(document.attributions, span, ~span.start)) for span in spans]
        if rule.part == "references":
            return [key for span in spans for key in self._reference_keys(span)]
        return []

    def _reference_keys(self, span: Span) -> Iterable[_Key]:
        document = self.document
        if document.in_references(span.start):
            return [("entry", _overlapping(document.references, span, ~span.start))]
        found = _overlapping(self.in_text, span, ~span.start)
        return [("in-text", found), *self._missing(span)]

    def _missing(self, span: Span | None = None) -> Iterable[_Key]:
        """The entries that are not there for the markers in a span (all markers without one): removing an entry must never pay."""
        document = self.document
        markers = document.markers if span is None else document.markers_in(*span)
        if not markers:
            return []
        labels = Labels(document.data, document.references, document.footnotes, document.all_links)
        lost = {key for m in markers if labels.resolve(m) is None for key in m.keys}
        return [("entry", ~self.missing.setdefault(key, len(self.missing)) - len(document.data)) for key in sorted(lost)]

    def frees(self, claim: Claim) -> bool:
        """Tell whether an ignored finding stands in a claim."""
        return claim.sentence in self.freed

    def of(self, sort: str, total: int) -> Places:
        """Give the places of a sort, of which ``total`` stand in the document."""
        bad = {i: rules for (kind, i), rules in self.bad.items() if kind == sort}
        spared = {i for kind, i in self.spared if kind == sort and i not in bad}
        clean = total - sum(0 <= i < total for i in (*bad, *spared))
        return Places(clean, tuple(bad[i] for i in sorted(bad)))

    def sentences(self) -> Places:
        """Give the sentences of the body: one with a finding of another part is neither clean nor bad."""
        document = self.document
        bad = {i: rules for (kind, i), rules in self.bad.items() if kind == "sentence"}
        body = sum(not document.in_references(s.start) for s in document.sentences)
        dirty = sum(not document.in_references(document.sentences[i].start) for i in self.touched | set(bad) if i < len(document.sentences))
        return Places(max(body - dirty, 0), tuple(bad[i] for i in sorted(bad)))


def _overlapping(items: Sequence[object], span: Span, otherwise: int) -> int:
    """Give the index of the first item that overlaps a span; a place of its own (a negative number) where none does."""
    for i, item in enumerate(items):
        if item.start < span.end and span.start < item.end:  # type: ignore[attr-defined]
            return i
    return otherwise
