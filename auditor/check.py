"""Run the rules over a document: matches become findings, and a rule that breaks is reported, not fatal."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from functools import partial
from itertools import accumulate

from auditor.finders import FINDERS
from auditor.fixers import fixes_of
from auditor.model import Finding, Level, Match, Place, Rule, Span
from auditor.model.made import dataclass
from auditor.plan import plan_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.document import Document


_WORD = 60  # bytes in which the word before a sign is looked for


@dataclass(frozen=True, slots=True)
class Hit:
    """A match with the rule that made it, still in the document's own offsets: what the score counts."""

    rule: Rule
    match: Match
    level: Level


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules found: ``hits`` for the score, ``broken`` the rules that failed on this document and how."""

    hits: tuple[Hit, ...]
    broken: tuple[tuple[Rule, str], ...] = ()


def check(document: Document, rules: Sequence[Rule], levels: Mapping[str, Level] | None = None) -> Checked:
    """Run each rule that applies to the document's format; order of places, then of rules.

    ``levels`` overrides the level of a rule by its id. Where two rules report one place, a rule that names the other in
    ``supersedes`` keeps it.
    """
    return settled(matched(document, rules, levels))


def matched(
    document: Document,
    rules: Sequence[Rule],
    levels: Mapping[str, Level] | None = None,
    *,
    among: frozenset[str] | None = None,
) -> Checked:
    """Run rules as `check` does, or those with an id ``among`` some; gives their hits in order of rules.

    None is settled yet, since further rules may be to come.
    """
    hits: list[Hit] = []
    broken: list[tuple[Rule, str]] = []
    for rule in plan_for(rules).due(document, among) if rules else ():
        try:
            matches = list(FINDERS[rule.finder](document, **rule.options))
        except Exception as error:  # noqa: BLE001 — one broken rule must not cost the others
            broken.append((rule, f"{type(error).__name__}: {error}"))
            continue
        if matches:
            level = (levels or {}).get(rule.id, rule.level)
            hits += [Hit(rule, match, level) for match in matches]
    return Checked(tuple(hits), tuple(broken))


def settled(*found: Checked) -> Checked:
    """Give what `matched` found, in order of places, then of rules, each place with the rule that keeps it."""
    hits = [hit for one in found for hit in one.hits]
    hits.sort(key=lambda hit: (hit.match.in_source, hit.match.start, hit.match.end, hit.rule.id))
    return Checked(tuple(settle(hits)), tuple(row for one in found for row in one.broken))


def settle(hits: Sequence[Hit]) -> Sequence[Hit]:
    """Take from each rule the places that a superseding rule reports."""
    if not any(hit.rule.supersedes for hit in hits):
        return hits
    taken: dict[tuple[str, bool], list[Span]] = {}  # places of the source are no places of the prose
    for hit in hits:
        for name in hit.rule.supersedes:
            taken.setdefault((name, hit.match.in_source), []).extend(hit.match.spans)
    covers = {key: _Cover(spans) for key, spans in taken.items()}
    settled = []
    for hit in hits:
        cover = covers.get((hit.rule.id, hit.match.in_source))
        if not cover:
            settled.append(hit)
            continue
        left = tuple(span for span in hit.match.spans if not cover.touches(span))
        if left:
            settled.append(replace(hit, match=replace(hit.match, start=left[0].start, end=left[0].end, places=left)))
    return settled


class _Cover:
    """Spans in any order, some of them over others, that one asks of thousands of places whether they overlap any."""

    def __init__(self, spans: Sequence[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))  # the furthest end of all that start no later

    def touches(self, span: Span) -> bool:
        i = bisect_left(self._starts, span.end) - 1
        return i >= 0 and self._ends[i] > span.start


def findings(document: Document, hits: Sequence[Hit]) -> tuple[Finding, ...]:
    """Turn hits into findings with code points, lines and columns of the source, sorted by place and rule."""
    made = [_finding(document, hit) for hit in hits]
    made.sort(key=lambda f: (f.places[0].start, f.places[0].end, f.rule.id))
    return tuple(made)


def _finding(document: Document, hit: Hit) -> Finding:
    match = hit.match
    places = tuple(place(document, span, in_source=match.in_source) for span in match.spans)
    text = " ".join(places[0].text.split())
    if not match.in_source and not any(map(str.isalnum, text)):
        text = _with_word_before(document, match.end) or text
    values = {"text": _short(text), "count": str(len(places)), **match.values}
    related = tuple((place(document, span), why) for span, why in match.related)
    message = hit.rule.message.format_map(values).replace("““", "“").replace("””", "”")  # words that bring their own marks
    fixer = partial(fixes_of, document, hit.rule, match) if hit.rule.fixer else None
    return Finding(hit.rule, hit.level, message, places, related, fixer=fixer)


def place(document: Document, span: Span, *, in_source: bool = False) -> Place:
    """Give the place in the source that a span of the prose (or of the source, in bytes) stands for."""
    start, end = span if in_source else document.offsets.to_source(span.start, span.end)
    lines = document.lines
    first = lines.point(start)
    last = max(first, lines.point(end))
    line, column = lines.line_column(first)
    end_line, end_column = lines.line_column(last)
    words = document.source[first:last] if in_source else document.words(span.start, span.end)
    return Place(first, last, line, column, end_line, end_column, words)


def _with_word_before(document: Document, end: int) -> str:
    """Give a sign that ends at an offset with the word before it: a comma alone says nothing."""
    words = document.words(max(0, end - _WORD), end).split()[-2:]
    return words[-1] if words and any(map(str.isalnum, words[-1])) else " ".join(words)


def _short(text: str, most: int = 80) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
