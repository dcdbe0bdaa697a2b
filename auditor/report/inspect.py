"""What `auditor claims` and `auditor sources` print: the map of claims, and the inventory of sources."""

from __future__ import annotations

from collections import defaultdict

from auditor.gate import count
from auditor.report.article import heading
from auditor.report.common import article_links, line_list, main_kind
from auditor.report.layout import head, one_line, width, wrap
from auditor.report.phrases import set_phrases
from auditor.text.carryover import CARRY_OVERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Claim, Support
    from auditor.pipeline import Audit
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


def claim_map(audit: Audit, paper: Paper, *, why: bool) -> Iterator[str]:
    """Yield a line for each claim: where, whether it is sourced, its kind, its words; with ``why``, what it rests on."""
    claims = audit.claims
    if not claims:
        yield f"{paper.text(one_line(audit.name))}: no sentence in this text needs a source"
        return
    sourced = sum(c.sourced for c in claims)
    yield heading(audit, paper)
    yield f"{sourced} of {count(len(claims), 'claim')} {'leads' if sourced == 1 else 'lead'} to a source"
    yield ""
    lines = audit.document.lines
    for claim in claims:
        line, column = lines.line_column(claim.start)
        state = "sourced" if claim.sourced else "no source"
        left = f"  {f'{line}:{column}':<8} {state:<9}  {main_kind(claim):<11} "
        words = paper.text(f"“{one_line(audit.words(claim))}”")
        painted = left.replace(state, paper.ink(state, "good" if claim.sourced else "error"), 1)
        if not why and width(words) > paper.columns - len(left):
            words = head(words, paper.columns - len(left) - 1, paper.ellipsis) + paper.text("”")
        wrapped = wrap(words, paper.columns - len(left), paper.columns - len(left))
        yield painted + wrapped[0]
        yield from (" " * len(left) + line for line in wrapped[1:])
        if why:
            reasons = _reasons(audit, claim, paper, paper.columns - len(left))
            yield from (paper.ink(" " * len(left) + line, "dim") for line in reasons)


def _reasons(audit: Audit, claim: Claim, paper: Paper, room: int) -> Iterator[str]:
    reasons = {**_REASONS, "cited": _REASONS["cited"] if claim.sourced else _UNNAMED}
    because = " and ".join(reasons[kind] for kind in claim.kinds)
    yield from wrap(f"a claim: the sentence {because}", room, room)
    for rests in dict.fromkeys(_support(audit, support) for support in claim.support):
        yield from wrap(paper.text(f"rests on {rests}"), room, room)
    if not claim.support:
        yield from wrap(
            "nothing in it or near it that a reader can follow: no link or citation that leads to a source,"
            " no named document, no named voice",
            room,
            room,
        )


def _support(audit: Audit, support: Support) -> str:
    name = one_line(support.name)
    where = ""
    if support.carried:
        says = CARRY_OVERS.get(support.rule, support.rule)
        line = audit.document.lines.line_column(support.start)[0]
        where = f", in line {line}. {says}" if support.end else f". {says}"
    return f"{_KINDS[support.kind]} {name}{where}".rstrip()


# --- the inventory --------------------------------------------------------------------------------------------


def inventory(audit: Audit, paper: Paper) -> Iterator[str]:
    """Yield every source of a text by kind: how often claims use it, and where it stands."""
    sections = [
        ("references", "cited", _entries(audit)),
        ("links", "used", _links(audit)),
        ("voices", "", _named(audit, ("person", "organisation", "described", "vague"))),
        ("documents named", "", _named(audit, ("document",))),
    ]
    yield heading(audit, paper)
    empty = True
    for name, verb, rows in sections:
        if not rows:
            continue
        empty = False
        yield ""
        places = sum(len(lines) for _, _, lines, _ in rows)
        yield f"{paper.ink(name.capitalize(), 'bold')} ({len(rows)}{f', in {places} places' if places > len(rows) else ''})"
        for words, times, lines, kind in rows:
            used = f"{verb} {times}{paper.text('×')}".lstrip() if times else f"not {verb}"
            where = f"line {lines[0]}" if len(set(lines)) == 1 else f"lines {line_list(lines, 6)}"
            right = paper.text(f"{kind + ', ' if kind else ''}{used}, {where}")
            room = max(24, paper.columns - width(right) - 4)
            left = head(paper.text(words), room, paper.ellipsis)
            yield f"  {left}{' ' * max(2, paper.columns - 2 - width(left) - width(right))}{paper.ink(right, 'dim')}"
    if empty:
        yield "no link, reference, named document or named voice in this text"
    yield from set_phrases(audit, paper)
    yield ""
    yield paper.ink("Nothing was looked up online.", "dim")


_Rows = list[tuple[str, int, list[int], str]]


def _line(audit: Audit, start: int) -> int:
    """Give the line of a byte of the prose."""
    lines = audit.document.lines
    return lines.line_column(lines.point(audit.document.offsets.to_source(start, start + 1).start))[0]


def _entries(audit: Audit) -> _Rows:
    document = audit.document
    cited: dict[str, int] = defaultdict(int)
    for marker in document.markers:
        for key in marker.keys:
            cited[key] += 1
    rows = []
    for entry in document.references:
        words = one_line(document.words(entry.start, min(entry.end, entry.start + 400)))
        label = f"[{entry.label}] " if entry.label and not words.lstrip("([").startswith(entry.label) else ""
        rows.append((label + words, cited.get(entry.label or "", 0), [_line(audit, entry.start)], ""))
    return rows


def _links(audit: Audit) -> _Rows:
    document = audit.document
    supports = _uses(document.claims)
    where: dict[str, list[int]] = defaultdict(list)
    used: dict[str, int] = defaultdict(int)
    for link in article_links(document):
        where[link.target].append(_line(audit, link.start))
        used[link.target] += supports["link", link.start]
    return [(one_line(target[:400]), used[target], lines, "") for target, lines in where.items()]


def _named(audit: Audit, kinds: tuple[str, ...]) -> _Rows:
    """Group attributions by the words that name their source; those nobody is named for stand last."""
    where: dict[tuple[str, str], list[int]] = defaultdict(list)
    for attribution in audit.document.attributions:
        if attribution.kind in kinds:
            where[attribution.source or "", attribution.kind].append(_line(audit, attribution.start))
    rows = [(one_line(name), len(lines), lines, kind) for (name, kind), lines in where.items() if name]
    nobody = sorted(line for (name, _), lines in where.items() if not name for line in lines)
    return [*rows, ("nobody is named", len(nobody), nobody, "vague")] if nobody else rows


def _uses(claims: Iterable[Claim]) -> defaultdict[tuple[str, int], int]:
    used: defaultdict[tuple[str, int], int] = defaultdict(int)
    for claim in claims:
        for kind, start in {(s.kind, s.start) for s in claim.support}:
            used[kind, start] += 1
    return used
