"""Claims that lead to no source: runs of them, single numbers, and texts where none leads anywhere."""

from __future__ import annotations

from auditor.lexicon import later, lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.document import Document
    from auditor.lexicon import Lazy
    from auditor.model import Claim

_FIRST_PERSON = lazy(r"\b(?:i|i['’](?:m|ve|d|ll)|my|me|we|we['’](?:re|ve|d|ll)|our|(?-i:us))\b")
_ADDRESS = lazy(r"\b(?:i|my|me|we|our|(?-i:us)|you|your)\b")
_ENGLISH = lazy(r"\b(?:the|of|and|to|in|is|that)\b")
_CITED_ELSEWHERE = later(r"<d-cite|\\cite|\{% ?cite|\[@")  # citations that a build step turns into marks
_STRONG = lazy(
    r"\d ?%|\bper ?cent\b|[$€£¥] ?\d|\b(?:million|billion|trillion)s?\b|\b\d{1,3},\d{3}\b|\b(?:two|three)[- ](?:thirds|"
    r"quarters|fifths)\b"
)
# What is reckoned out, supposed or told of oneself has no source to name.
_RECKONED = lazy(r"\b(?:would|could|should|might|if|i|i['’](?:m|ve|d|ll)|my|we|our|suppose|assuming|say)\b")
_WORDS_SHOWN = 9
_OWN_ACCOUNT = 60  # one "I", "we" or "you" in so many words: the author tells of themselves, or what to do
_PLAIN = 10  # English has one of its commonest words in so many
_OPINION = 2  # so many make a text an opinion
_FEW = 4  # a text with one claim in more sentences than that hardly claims anything
_REPORTS = 2  # so many claims are given to others: the text reports


def find_unsourced_run(document: Document, *, least: int = 4) -> Iterator[Match]:
    """Yield each run of at least ``least`` claims, one after the other, that lead to no source.

    A heading, a list of references or a claim with a source ends a run; sentences that need no source do not.
    """
    run: list[Claim] = []
    for claim in document.claims:
        if claim.sourced or (run and _apart(document, run[-1], claim)):
            yield from _run(document, run, least)
            run = []
        if not claim.sourced:
            run.append(claim)
    yield from _run(document, run, least)


def _run(document: Document, run: Sequence[Claim], least: int) -> Iterator[Match]:
    if len(run) >= least:
        places = tuple(Span(c.start, c.end) for c in run)
        opening = " ".join(document.words(run[0].start, run[0].end).split()[:_WORDS_SHOWN])
        yield Match(run[0].start, run[0].end, places, {"opening": opening})


def _apart(document: Document, one: Claim, other: Claim) -> bool:
    """Tell whether a heading stands between two claims."""
    first, last = document.sentences[one.sentence].block, document.sentences[other.sentence].block
    return any(document.blocks[i].kind == "heading" for i in range(first + 1, last))


def find_unsourced_number(document: Document) -> Iterator[Match]:
    """Yield each share, sum of money or large count that leads to no source, nor does any claim of its paragraph.

    Sentences that suppose, reckon or speak in the first person are left alone.
    """
    traced = {document.sentences[c.sentence].block for c in document.claims if c.sourced}
    for claim in document.claims:
        if "number" not in claim.kinds or claim.sourced or document.sentences[claim.sentence].block in traced:
            continue
        start, end = _STRONG.find(document.data, claim.start, claim.end)
        if start < 0 or document.marked(start, end, "code", "math"):
            continue
        if _RECKONED.find(document.data, claim.start, claim.end)[0] < 0:
            yield Match(claim.start, claim.end)


def find_no_sources(document: Document, *, claims: int = 8, words: int = 400) -> Iterator[Match]:
    """Yield the first claim of a text of so many claims and words with no link, marker, list, quotation or named voice at all.

    Texts about the author's own doings, and those that tell the reader what to do, are left alone: they are their own source.
    """
    found = document.claims
    if len(found) < claims or len(document.data) < 2 * words or any(c.sourced for c in found) or _leads_anywhere(document):
        return
    length = len(document.data.split())
    if length < words:
        return
    named = any(a.source and a.kind in ("person", "organisation", "document") for a in document.attributions)
    quoted = any(q.role in ("speech", "block") for q in document.quotes)
    if not named and not quoted and _count(_ADDRESS, document) * _OWN_ACCOUNT < length < _count(_ENGLISH, document) * _PLAIN:
        yield _first(document, found)


def find_no_claim_sourced(document: Document, *, claims: int = 8) -> Iterator[Match]:
    """Yield the first claim of a text of so many claims where not one leads to a source, though it reports what others say.

    Texts that speak in the first person are left alone: an opinion says whose it is. So are texts with citation markers or
    a list of references: what is wrong there has rules of its own; and so are those that claim little, as directions do.
    """
    found = document.claims
    if len(found) < claims or any(c.sourced for c in found) or _leads_anywhere(document):
        return
    reports = sum("cited" in c.kinds for c in found)
    told = sum(document.blocks[s.block].kind not in ("heading", "code") for s in document.sentences)
    if reports >= _REPORTS and len(found) * _FEW >= told and _count(_FIRST_PERSON, document) < _OPINION:
        yield _first(document, found)


def _leads_anywhere(document: Document) -> bool:
    found = document.all_links or document.markers or document.reference_lists or document.footnotes
    return bool(found) or _CITED_ELSEWHERE.search(document.source) is not None


def _count(words: Lazy, document: Document) -> int:
    return sum(1 for _ in words.spans(document.data))


def _first(document: Document, claims: Sequence[Claim]) -> Match:
    first = claims[0]
    return Match(first.start, first.end, values={"claims": str(len(claims)), "words": str(len(document.data.split()))})
