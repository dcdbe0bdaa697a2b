"""Two versions of articles beside each other: for a terminal, in Markdown, and as JSON."""

from __future__ import annotations

from typing import Any

from auditor.gate import count
from auditor.model import LEVELS
from auditor.report.common import PART_NAMES, quoted
from auditor.report.layout import head, one_line, width, wrap
from auditor.report.markdown import code, escape

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.difference import Difference, Differences, Said, Spot
    from auditor.report.layout import Paper

VERSION = 1
_MOST = 8  # findings or claims of a kind that are listed, unless all are wanted
_FIXED = "Fixed, by line of the old version"
_BARED = "Told one by one now, together before"


def verdict(found: Differences) -> str:
    """Give BETTER, WORSE, MIXED or UNCHANGED."""
    better = any(one.better for one in found.articles)
    if found.worse:
        return "MIXED" if better else "WORSE"
    return "BETTER" if better else "UNCHANGED"


def summary(found: Differences) -> str:
    """Say in one line what changed in all articles."""
    fixed, added, kept, hushed = (
        sum(len(getattr(one, name)) for one in found.articles) for name in ("fixed", "added", "kept", "hushed")
    )
    parts = [f"{fixed} fixed, {added} new, {kept} unchanged"]
    bared = sum(len(one.bared) for one in found.articles)
    parts += [f"{bared} told one by one now"] if bared else []
    parts += [f"{hushed} ignored now"] if hushed else []
    if len(found.articles) == 1:
        (one,) = found.articles
        parts += [f"score {one.before} → {one.after}"] if one.before is not None else []
    else:
        rose, fell = (sum(sign * one.change > 0 for one in found.articles) for sign in (1, -1))
        parts.append(f"score up in {count(rose, 'text')}, down in {fell}, of {len(found.articles)}")
    parts += [f"{count(len(found.gone), 'text')} only in the old report"] if found.gone else []
    parts += [f"{count(len(found.fresh), 'text')} only in the new one"] if found.fresh else []
    parts += [f"{count(len(found.failed), 'text')} could not be audited"] if found.failed else []
    broken = len({rule for one in found.articles for rule in one.broken})
    parts += [f"{count(broken, 'rule')} failed, so that what it finds is not compared"] if broken else []
    return "; ".join(parts)


def _changed(one: Difference) -> bool:
    return bool(one.better or one.worse or one.hushed or one.unsourced or one.broken)


# --- terminal -------------------------------------------------------------------------------------------------


def terminal(found: Differences, paper: Paper, full: bool) -> Iterator[str]:  # noqa: FBT001 — one signature for all formats
    """Yield the lines of the report for a terminal."""
    for one in found.articles:
        if full or len(found.articles) == 1 or _changed(one):
            yield from _article(one, paper, full=full)
    for title, names in (("Only in the old report", found.gone), ("Only in the new report", found.fresh)):
        if names:
            yield paper.ink(f"{title}: {len(names)}", "bold")
            yield from (f"  {paper.text(one_line(name))}" for name in (names if full else names[:_MOST]))
            yield from _more(len(names), paper, full=full)
            yield ""
    for notice in found.notices:
        yield from (paper.ink(line, "dim") for line in wrap(paper.text(one_line(notice)), paper.columns, paper.columns))
    word = verdict(found)
    lines = wrap(paper.text(summary(found)) + ".", paper.columns - len(word) - 2, paper.columns - len(word) - 2)
    yield f"{paper.ink(word, {'BETTER': 'good', 'WORSE': 'error', 'MIXED': 'warning'}.get(word, 'bold'))}  {lines[0]}"
    yield from (" " * (len(word) + 2) + line for line in lines[1:])


def _article(one: Difference, paper: Paper, *, full: bool) -> Iterator[str]:
    names = one_line(one.new) if one.old == one.new else f"{one_line(one.old)} → {one_line(one.new)}"
    yield paper.ink(head(paper.text(names), paper.columns, paper.ellipsis), "bold")
    yield from _score(one, paper)
    yield ""
    for title, style, spots in (
        (_FIXED, "good", one.fixed),
        ("New", "error", one.added),
        (_BARED, "warning", one.bared),
        ("Ignored now", "bold", one.hushed),
    ):
        yield from _spots(title, style, spots, paper, full=full)
    if full:
        yield from _spots("Unchanged", "bold", one.kept, paper, full=full)
    for title, style, claims in (
        ("Claims that gained a source", "good", one.gained),
        ("Claims that lost their source", "error", one.lost),
        ("New claims without a source", "warning", one.unsourced),
    ):
        yield from _claims(title, style, claims, paper, full=full)


def _score(one: Difference, paper: Paper) -> Iterator[str]:
    (had, of), (has, now) = one.traced
    if one.before is None or one.after is None:
        yield from wrap(paper.text(f"Scores are not compared: {one.apart}."), paper.columns, paper.columns)
    else:
        figures = f"Sourcing {one.before} {one.grades[0]} → {one.after} {one.grades[1]}"
        style = "good" if one.change > 0 else "error" if one.change < 0 else ""
        yield f"{paper.ink(paper.text(figures), 'bold')}  {paper.ink(f'{one.change:+d}' if one.change else 'as before', style)}"
    moved = [part for part in one.parts if round(part.before) != round(part.after)]
    if moved or (had, of) != (has, now):
        yield ""
    for part in moved:
        points = f"{part.before:3.0f} {paper.text('→')} {part.after:.0f} of {part.of:.0f}"
        left = f"  {PART_NAMES.get(part.name, part.name):16} {points:<{15 + len(paper.text('→'))}} "
        lines = wrap(paper.text(one_line(part.why)), paper.columns - len(left), paper.columns - len(left))
        yield left + (lines[0] if lines else "")
        yield from (" " * len(left) + line for line in lines[1:])
    if (had, of) != (has, now):
        yield f"  {'claims traced':16} {had} of {of} {paper.text('→')} {has} of {now}"


def _spots(title: str, style: str, spots: Sequence[Spot], paper: Paper, *, full: bool) -> Iterator[str]:
    if not spots:
        return
    yield paper.ink(f"{title}: {len(spots)}", style)
    ordered = sorted(spots, key=lambda spot: (LEVELS.index(spot.level), spot.line, spot.column))
    some = ordered if full else ordered[:_MOST]
    column = max(len(spot.rule) for spot in some)
    for spot in some:
        left = f"  {f'{spot.line}:{spot.column}':<8} {spot.level:8} {spot.rule:<{column}} "
        words = paper.text(quoted(head(one_line(spot.words), max(paper.columns - width(left) - 2, 16), "…")))
        yield left.replace(f" {spot.level:8}", f" {paper.ink(f'{spot.level:8}', spot.level)}", 1) + words
    yield from _more(len(spots), paper, full=full)
    yield ""


def _claims(title: str, style: str, claims: Sequence[Said], paper: Paper, *, full: bool) -> Iterator[str]:
    if not claims:
        return
    yield paper.ink(f"{title}: {len(claims)}", style)
    for claim in claims if full else claims[:_MOST]:
        left = f"  {f'{claim.line}:{claim.column}':<8} "
        yield left + paper.text(quoted(head(one_line(claim.words), paper.columns - width(left) - 2, "…")))
    yield from _more(len(claims), paper, full=full)
    yield ""


def _more(number: int, paper: Paper, *, full: bool) -> Iterator[str]:
    if not full and number > _MOST:
        yield paper.ink(f"  and {number - _MOST} more: --full", "dim")


# --- markdown -------------------------------------------------------------------------------------------------


def markdown(found: Differences, _paper: Paper, full: bool) -> Iterator[str]:  # noqa: FBT001
    """Yield the lines of the report for a pull request or a job summary."""
    yield f"# Sourcing: {verdict(found).lower()}"
    yield ""
    yield f"{escape(summary(found))}."
    yield ""
    for one in found.articles:
        if full or len(found.articles) == 1 or _changed(one):
            yield from _section(one, full=full)
    for title, names in (("Only in the old report", found.gone), ("Only in the new report", found.fresh)):
        if names:
            yield f"**{title}:** {', '.join(map(escape, names))}"
            yield ""
    yield from (escape(text) for text in (*found.failed, *found.notices))


def _section(one: Difference, *, full: bool) -> Iterator[str]:
    yield f"## {escape(one.new)}"
    yield ""
    (had, of), (has, now) = one.traced
    if one.before is None or one.after is None:
        yield f"Scores are not compared: {escape(one.apart)}."
        yield ""
    yield "| | before | after |"
    yield "|---|--:|--:|"
    if one.before is not None and one.after is not None:
        yield f"| **sourcing score** | {one.before} {one.grades[0]} | **{one.after}** {one.grades[1]} |"
    for part in one.parts:
        yield f"| {PART_NAMES.get(part.name, part.name)} (of {part.of:.0f}) | {part.before:.0f} | {part.after:.0f} |"
    yield f"| claims traced | {had} of {of} | {has} of {now} |"
    yield ""
    lists: list[tuple[str, Sequence[Spot]]] = [("New", one.added), (_FIXED, one.fixed), (_BARED, one.bared)]
    lists.append(("Ignored now", one.hushed))
    for title, spots in [*lists, ("Unchanged", one.kept)] if full else lists:
        yield from _list(title, [f"**{s.level}** {code(s.rule)}, line {s.line}: {_short(s.words)}" for s in spots], full=full)
    for title, claims in (
        ("Claims that lost their source", one.lost),
        ("Claims that gained a source", one.gained),
        ("New claims without a source", one.unsourced),
    ):
        yield from _list(title, [f"line {claim.line}: {_short(claim.words)}" for claim in claims], full=full)


def _list(title: str, items: Sequence[str], *, full: bool) -> Iterator[str]:
    if not items:
        return
    yield f"**{title}: {len(items)}**"
    yield ""
    yield from (f"- {item}" for item in (items if full else items[:_MOST]))
    if not full and len(items) > _MOST:
        yield f"- and {len(items) - _MOST} more"
    yield ""


def _short(words: str) -> str:
    return escape(quoted(head(one_line(words), 160)))


# --- json -----------------------------------------------------------------------------------------------------


def as_json(found: Differences, _paper: Paper, _full: bool) -> Iterator[str]:  # noqa: FBT001
    """Yield one JSON object with everything in it."""
    from auditor import __version__  # noqa: PLC0415 — the package's name is set when everything is loaded
    from auditor.report.json import pretty  # noqa: PLC0415 — differences in words do without

    value = {
        "version": VERSION,
        "auditor": __version__,
        "verdict": verdict(found).lower(),
        "worse": found.worse,
        "summary": summary(found),
        "articles": [_value(one) for one in found.articles],
        "only_old": found.gone,
        "only_new": found.fresh,
        "failed": found.failed,
        "notices": found.notices,
    }
    yield pretty(value)


def _value(one: Difference) -> dict[str, Any]:
    compared = one.before is not None and one.after is not None
    findings = {"fixed": one.fixed, "new": one.added, "told_singly": one.bared, "unchanged": one.kept, "ignored_now": one.hushed}
    claims = {"gained": one.gained, "lost": one.lost, "new_unsourced": one.unsourced}
    return {
        "old": one.old,
        "new": one.new,
        "worse": one.worse,
        "better": one.better,
        "score": {
            "before": one.before,
            "after": one.after,
            "change": one.change if compared else None,
            "not_compared": one.apart or None,
            "parts": [part._asdict() for part in one.parts],
        },
        "findings": {name: [_spot(spot) for spot in spots] for name, spots in findings.items()},
        "claims": {
            "before": dict(zip(("sourced", "all"), one.traced[0], strict=True)),
            "after": dict(zip(("sourced", "all"), one.traced[1], strict=True)),
            **{name: [claim._asdict() for claim in some] for name, some in claims.items()},
        },
        "broken_rules": one.broken,
    }


def _spot(spot: Spot) -> dict[str, Any]:
    return {name: value for name, value in spot._asdict().items() if name not in ("key", "ignored", "covers")}


FORMATS: dict[str, Callable[[Differences, Paper, bool], Iterator[str]]] = {
    "terminal": terminal,
    "markdown": markdown,
    "json": as_json,
}
