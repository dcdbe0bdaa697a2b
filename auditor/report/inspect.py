"""What `auditor claims` and `auditor sources` print: the map of claims, and the inventory of sources."""

from __future__ import annotations

from collections import defaultdict

from auditor.audited import article_links
from auditor.gate import count
from auditor.report.article import heading
from auditor.report.common import line_list, main_kind
from auditor.report.layout import head, one_line, width, wrap
from auditor.report.phrases import set_phrases
from auditor.report.sources import PERENNIAL, Use, in_words, kind_of, load, sites, spread
from auditor.report.voices import voice_loads
from auditor.report.why import coverage, reasons_for
from auditor.text.support import Labels

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.audited import Audit
    from auditor.model import Claim
    from auditor.report.layout import Paper


def claim_map(audit: Audit, paper: Paper, *, why: bool) -> Iterator[str]:
    """Yield a line for each claim: where, whether it is sourced, its kind, its words; with ``why``, the reasons for both."""
    claims = audit.claims
    if not claims:
        none = (
            "no sentence in this text needs a source"
            if audit.document.english
            else "claims are told in English texts only, and this one is not"
        )
        yield f"{paper.text(one_line(audit.name))}: {none}"
        return
    sourced = sum(c.sourced for c in claims)
    yield heading(audit, paper)
    yield f"{sourced} of {count(len(claims), 'claim')} {'leads' if sourced == 1 or len(claims) == 1 else 'lead'} to a source"
    yield coverage(claims)
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
            reasons = reasons_for(audit, claim, paper, paper.columns - len(left))
            yield from (paper.ink(" " * len(left) + line, "dim") for line in reasons)


def claims_json(audit: Audit, *, why: bool) -> Iterator[str]:
    """Yield the same map as one JSON object for programs, each claim as in the JSON report; with ``why``, the reasons, too."""
    from auditor.report.json import claim_value, pretty  # noqa: PLC0415 — the map in words does without
    from auditor.report.layout import Paper  # noqa: PLC0415

    endless = Paper(1 << 30)
    value = {
        "version": 1,
        "name": audit.name,
        "language": audit.language or None,
        "claims": [
            {**claim_value(audit, c), **({"why": list(reasons_for(audit, c, endless, endless.columns))} if why else {})}
            for c in audit.claims
        ],
    }
    yield pretty(value)


# --- the inventory --------------------------------------------------------------------------------------------


def inventory(audit: Audit, paper: Paper) -> Iterator[str]:
    """Yield every source of a text by kind: how often claims use it, where it stands, and what its site is."""
    sections = _sections(audit)
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
            yield _row(paper, words, f"{kind + ', ' if kind else ''}{_used(verb, times)}, {_where(lines)}", 2)
    if empty:
        yield "no link, reference, named document or named voice in this text"
    yield from _sites(audit, paper)
    yield from _spread(audit, paper)
    yield from voice_loads(audit, paper)
    yield from set_phrases(audit, paper)
    yield ""
    yield paper.ink("Nothing was looked up online.", "dim")


def inventory_json(audit: Audit) -> Iterator[str]:
    """Yield the same inventory as one JSON object for programs: every source, the sites with basis and date, and the spread.

    ``claims`` counts the claims that rest on a source, ``times`` how often a reference is cited or a voice speaks.
    """
    from auditor.report.json import pretty  # noqa: PLC0415 — the inventory in words does without

    found = spread(audit.document)
    value = {
        "version": 1,
        "name": audit.name,
        **{
            name.replace(" ", "_"): [
                {"source": words, ("claims" if name == "links" else "times"): times, "lines": sorted(lines), "kind": kind or None}
                for words, times, lines, kind in rows
            ]
            for name, _, rows in _sections(audit)
        },
        "sites": [
            {
                "domain": site.domain,
                "kind": group.kind if group.date else None,
                "basis": group.basis if group.date else None,
                "date": group.date or None,
                "caution": site.caution or None,
                "decisions": [
                    {"source": one.name, "status": one.status, "year": one.year or None, "list": PERENNIAL, "date": one.date}
                    for one in site.rulings
                ],
                "claims": site.times,
                "lines": list(site.lines),
            }
            for group in sites(_addresses(audit))
            for site in group.sites
        ],
        "spread": found._asdict() if found else None,
    }
    yield pretty(value)


def _sections(audit: Audit) -> list[tuple[str, str, _Rows]]:
    """Give the parts of the inventory: name, what is said of a source in use, and the sources."""
    return [
        ("references", "cited", _entries(audit)),
        ("links", "used", _links(audit)),
        ("voices", "", _named(audit, ("person", "organisation", "described", "vague"))),
        ("documents named", "", _named(audit, ("document",))),
    ]


def _row(paper: Paper, words: str, right: str, indent: int) -> str:
    """Give a line with words at its left and what is said of them at its right; the words give way."""
    right = paper.text(right)
    left = head(paper.text(words), max(16, paper.columns - width(right) - indent - 2), paper.ellipsis)
    gap = " " * max(2, paper.columns - indent - width(left) - width(right))
    return f"{' ' * indent}{left}{gap}{paper.ink(right, 'dim')}"


def _used(verb: str, times: int) -> str:
    return f"{verb} {times}×".lstrip() if times else f"not {verb}"


def _where(lines: Sequence[int]) -> str:
    return f"line {lines[0]}" if len(set(lines)) == 1 else f"lines {line_list(lines, 6)}"


def _sites(audit: Audit, paper: Paper) -> Iterator[str]:
    """Yield the sites of links and entries, those of one kind together under what makes them that."""
    groups = sites(_addresses(audit))
    if not groups:
        return
    yield ""
    number = len({site.domain for group in groups for site in group.sites})
    yield f"{paper.ink('Sites', 'bold')} ({number}), by what they are, not by how good"
    for group in groups:
        date = f" ({group.date})" if group.date else ""
        first, *rest = wrap(paper.text(f"{group.kind}: {group.basis}{date}"), paper.columns - 2, paper.columns - 4)
        yield f"  {first.replace(group.kind, paper.ink(group.kind, 'bold'), 1)}"
        yield from (f"    {line}" for line in rest)
        for site in group.sites:
            yield _row(paper, one_line(site.domain), f"{_used('used', site.times)}, {_where(site.lines)}", 4)
            room = paper.columns - 6
            for said in site.advice:
                yield from (
                    paper.ink(f"      {line}", "note") for line in wrap(paper.text(f"advice: {one_line(said)}"), room, room)
                )


def _addresses(audit: Audit) -> Iterator[Use]:
    """Yield the addresses that links and entries give, with how many claims rest on them there."""
    document = audit.document
    supports = _uses(document.claims)
    for link in article_links(document):
        yield Use(link.target, supports["link", link.start], _line(audit, link.start))
    named: dict[str, int] = defaultdict(int)
    for claim in document.claims:
        for name in {one.name for one in claim.support if one.kind == "marker"}:
            named[name] += 1
    for number, entry in enumerate(document.references, 1):
        if url := entry.fields.get("url", ""):
            yield Use(url, named[entry.label or str(number)], _line(audit, entry.start))


def _spread(audit: Audit, paper: Paper) -> Iterator[str]:
    """Yield how evenly claims rest on sources: a figure to think about, no finding."""
    found = spread(audit.document)
    said = [in_words(found)] if found else []
    if carries := load(audit.document):
        said.append(carries)
    if said:
        yield ""
        yield paper.ink("Spread", "bold")
        for text in said:
            yield from (f"  {line}" for line in wrap(paper.text(one_line(text)), paper.columns - 2, paper.columns - 2))


_Rows = list[tuple[str, int, list[int], str]]


def _line(audit: Audit, start: int) -> int:
    """Give the line of a byte of the prose."""
    lines = audit.document.lines
    return lines.line_column(lines.point(audit.document.offsets.to_source(start, start + 1).start))[0]


def _entries(audit: Audit) -> _Rows:
    document = audit.document
    cited: dict[str, int] = defaultdict(int)
    labels = Labels(document.data, document.references, document.footnotes, ())
    for marker in document.markers:
        for key in marker.keys if marker.kind != "author-year" else ():
            cited[key] += 1
        if marker.kind == "author-year" and (name := labels.resolve(marker)):
            cited[name] += 1
    rows = []
    for number, entry in enumerate(document.references, 1):
        words = one_line(document.words(entry.start, min(entry.end, entry.start + 400)))
        label = f"[{entry.label}] " if entry.label and not words.lstrip("([").startswith(entry.label) else ""
        kind = kind_of(entry.fields.get("url", ""))
        rows.append((label + words, cited.get(entry.label or str(number), 0), [_line(audit, entry.start)], kind))
    return rows


def _links(audit: Audit) -> _Rows:
    document = audit.document
    supports = _uses(document.claims)
    where: dict[str, list[int]] = defaultdict(list)
    used: dict[str, int] = defaultdict(int)
    for link in article_links(document):
        where[link.target].append(_line(audit, link.start))
        used[link.target] += supports["link", link.start]
    return [(one_line(target[:400]), used[target], lines, kind_of(target)) for target, lines in where.items()]


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
