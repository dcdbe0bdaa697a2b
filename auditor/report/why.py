"""Why a sentence is a claim, and what it rests on or why nothing carries it: the reasons of `auditor claims --why`."""

from __future__ import annotations

from bisect import bisect_left

from auditor.domains import link_kind
from auditor.gate import count
from auditor.model import Span
from auditor.report.layout import head, one_line, wrap
from auditor.text.carryover import CARRY_OVERS
from auditor.text.cue_words import words_for
from auditor.text.support import NAMED_VOICES, NO_EVIDENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.audited import Audit
    from auditor.model import Attribution, Claim, ClaimKind, Support
    from auditor.report.layout import Paper

_KINDS = {"link": "link", "marker": "reference", "document": "document", "voice": "voice", "own-work": "own work"}
_REASONS = {
    "number": "gives a number",
    "event": "tells of an event",
    "quotation": "quotes someone",
    "superlative": "says that something is the first, the most or the only",
    "accusation": "accuses someone",
    "causal": "says that one thing led to another",
    "specialist": "makes a specialist statement",
    "cited": "was given a source by its author",
}
_UNNAMED = "refers to a source without saying which"  # a cited sentence that nothing supports: “many fear”, “see here”, a lost [3]
_MOST_SHOWN = 60  # cells of a cue's words
_FIRM = frozenset({"link", "marker", "document"})


def coverage(claims: Sequence[Claim]) -> str:
    """Give the share of claims with a source, and how many of them a reader can follow further than a name."""
    sourced = [c for c in claims if c.sourced]
    firm = sum(any(s.kind in _FIRM for s in c.support) for c in sourced)
    own = sum(all(s.kind == "own-work" for s in c.support) for c in sourced)
    share = round(100 * len(sourced) / len(claims))
    named = len(sourced) - firm - own
    parts = [
        f"{firm} by link, reference or document" if firm else "",
        f"{named} by name only" if named else "",
        f"{own} by the author's own work" if own else "",
    ]
    how = ", ".join(part for part in parts if part)
    return f"citation coverage {share} %{': ' + how if how else ''}"


def reasons_for(audit: Audit, claim: Claim, paper: Paper, room: int) -> Iterator[str]:
    """Yield the lines that say why a sentence needs a source, what it rests on, or why nothing supports it."""
    because = " and ".join(_reason(audit, claim, kind) for kind in claim.kinds)
    yield from wrap(paper.text(f"a claim: the sentence {because}"), room, room)
    for rests in dict.fromkeys(_support(audit, support) for support in claim.support):
        yield from wrap(paper.text(f"rests on {rests}"), room, room)
    if not claim.support:
        yield from wrap(paper.text(_why_nothing(audit, claim)), room, room)


def _reason(audit: Audit, claim: Claim, kind: ClaimKind) -> str:
    document = audit.document
    if kind == "cited" and not claim.sourced:
        says, words = _UNNAMED, _pointing_words(audit, claim)
    else:
        says, words = _REASONS[kind], words_for(document.data, _span(audit, claim), kind)
    if kind == "quotation":
        words = next((document.words(q.start, q.end) for q in document.quotes if q.sentence == claim.sentence), "").strip('"“”')
    return f"{says} (“{head(one_line(words), _MOST_SHOWN)}”)" if words else says


def _span(audit: Audit, claim: Claim) -> Span:
    """Where the sentence of a claim stands in the prose; the claims of an audit count code points of the source."""
    start, end, _ = audit.document.sentences[claim.sentence]
    return Span(start, end)


def _pointing_words(audit: Audit, claim: Claim) -> str:
    """The words of a sentence that give it to a source which nobody can find: a vague voice, else a lost citation."""
    vague = _voice(audit, claim)
    if vague:
        return audit.document.words(vague.start, vague.end)
    markers = audit.document.markers_in(*_span(audit, claim))
    return audit.document.words(markers[0].start, markers[0].end) if markers else ""


def _voice(audit: Audit, claim: Claim) -> Attribution | None:
    """The first attribution in the sentence of a claim."""
    voices = audit.document.attributions
    i = bisect_left(voices, claim.sentence, key=lambda one: one.sentence)
    return voices[i] if i < len(voices) and voices[i].sentence == claim.sentence else None


def _why_nothing(audit: Audit, claim: Claim) -> str:
    """Say what a claim has that is no source, and why no source near it serves it."""
    document = audit.document
    markers = document.markers_in(*_span(audit, claim))
    if markers:
        return (
            f"nothing supports it: {one_line(document.words(markers[0].start, markers[0].end))} leads to no entry, note or address"
        )
    for link in document.links_in(*_span(audit, claim)):
        kind = link_kind(link.target, document.url or document.metadata.url or "")
        if link.kind != "image" and kind in NO_EVIDENCE:
            return f"nothing supports it: its link ({kind}) leads to no page that shows what is said"
    voice = _voice(audit, claim)
    if voice and "cited" in claim.kinds:
        words = one_line(document.words(voice.start, voice.end))
        if voice.kind in NAMED_VOICES:
            return f"nothing supports it: “{words}” tells what somebody did, not what they said"
        return f"nothing supports it: “{words}” names nobody, and no source near it may speak for them"
    return f"nothing in it that a reader can follow: no link, citation, named document or named voice. {_nearest(audit, claim)}"


def _nearest(audit: Audit, claim: Claim) -> str:
    """Where the nearest claim stands that has a source of its own, which no rule carries so far."""
    own = [c for c in audit.claims if any(not s.carried for s in c.support)]
    if not own:
        return "No other sentence has a source that could serve it"
    nearest = min(own, key=lambda c: abs(c.sentence - claim.sentence))
    line = audit.document.lines.line_column(nearest.start)[0]
    away = count(abs(nearest.sentence - claim.sentence), "sentence")
    return f"The nearest claim with a source is in line {line}, {away} away: no rule carries it here"


def _support(audit: Audit, support: Support) -> str:
    name = one_line(support.name)
    where = ""
    if support.carried:
        says = CARRY_OVERS.get(support.rule, support.rule)
        line = audit.document.lines.line_column(support.start)[0]
        where = f"{f', in line {line}' if support.end else ''}, carried over by “{support.rule}”: {says}"
    return f"{_KINDS[support.kind]} {name}{where}".rstrip()
