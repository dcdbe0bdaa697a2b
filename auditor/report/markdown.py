"""The report for a code host or a CI job summary, in Markdown; every word of an article is escaped."""

from __future__ import annotations

from itertools import chain
from urllib.parse import quote

from auditor.gate import count, outcome, said
from auditor.lexicon import later
from auditor.model import Failure
from auditor.model.made import NamedTuple
from auditor.read.sources import is_address
from auditor.report.common import (
    PART_NAMES,
    Settings,
    caveats,
    differ,
    excerpt,
    grouped,
    ignored,
    ignored_count,
    main_kind,
    on_lines,
    quoted,
    remedy,
    sentence,
    shown,
    title_of,
    unrated,
    without_quote,
)
from auditor.report.layout import one_line
from auditor.report.places import Links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.model import Finding, Score
    from auditor.report.common import Grouped

_SPECIAL = later(r"[\\`*_{}\[\]()<>#+!|~$&]|(?<=^)[-=]|(?<=\d)\.(?=\s)")
_NOTHING = "\u200b"  # takes up no room, and ends what a code host would take for an address or a mention
_IN_ADDRESSES = ":/?#@!$&'*+,;=%~"  # marks of an address that a link in Markdown takes as they are
_PLACES = 8  # places of one finding that are listed one by one
_CLAIMS = 200  # claims listed for one article


def escape(text: str) -> str:
    r"""Give words of an article such that Markdown shows them and does nothing else: no markup, mention, issue or link.

    >>> escape("see <b> and [x](y), @you")
    'see \\<b\\> and \\[x\\]\\(y\\), @\u200byou'
    """
    safe = _SPECIAL.sub(r"\\\g<0>", one_line(text))
    return safe.replace("@", "@\u200b").replace("://", ":\u200b//").replace("www.", "www\u200b.").replace("\\#", "\\#\u200b")


def code(text: str) -> str:
    """Give a name as inline code; backticks cannot stand in it."""
    return f"`{one_line(text).replace('`', 'ʼ').replace('|', '¦')}`"


class _Told(NamedTuple):
    """What the summary needs of one article, and its section, ready."""

    name: str
    score: Score
    levels: tuple[int, int]
    section: str


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield the summary of the run, then each article; documents are let go one by one."""
    told: list[_Told] = []
    failures: list[Failure] = []
    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
        else:
            found = shown(result.findings, notes=True)
            levels = (sum(f.level == "error" for f in found), sum(f.level == "warning" for f in found))
            told.append(_Told(result.name, result.score, levels, _lines(_article(result, settings))))
        del result
        yield ""
    yield _lines(_summary(told, failures, settings))
    yield from (row.section for row in sorted(told, key=_worst_first))


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def _summary(told: list[_Told], failures: list[Failure], settings: Settings) -> Iterator[str]:
    tally = settings.tally
    result = "" if tally.ungated else ", passed" if tally.status == 0 else ", failed"
    yield f"# Sourcing report: {count(len(told) + len(failures), 'text')}{result}"
    yield ""
    if told:
        yield "| text | sourcing score | claims traced | errors | warnings |"
        yield "|---|--:|--:|--:|--:|"
        for row in sorted(told, key=_worst_first):
            score = row.score
            figure = f"**{score.value}** {score.grade}" if score.value is not None else "not rated"
            traced = f"{score.sourced} of {score.claims}" if score.claims else "–"
            yield f"| {_file_link(row.name, settings.links)} | {figure} | {traced} | {row.levels[0]} | {row.levels[1]} |"
        yield ""
    ended = f"{said(tally)}." if tally.ungated else outcome(tally).replace("  ", " ", 1)
    yield f"**{escape(ended)}**"
    yield ""
    if failures:
        yield "**Not audited:**"
        yield ""
        yield from (f"- {_reason(failure)}" for failure in failures)
        yield ""


def _reason(failure: Failure) -> str:
    name, reason = failure.name, failure.reason
    return _name(name) + escape(reason[len(name) :]) if reason.startswith(name) else escape(reason)


def _worst_first(row: _Told) -> tuple[bool, int, int, int, str]:
    value = row.score.value
    return value is None, value or 0, -row.levels[0], -row.levels[1], row.name


def _name(name: str) -> str:
    """Give the name of a text to be read; an address of the web is one link, whole and to be copied."""
    return _file_link(name, Links()) if is_address(name) else escape(name)


def _file_link(name: str, links: Links, line: int = 0) -> str:
    if is_address(name):  # within a link nothing else is made of its words, and its page has no lines
        return f"line {line}" if line else f"[{escape(name).replace(_NOTHING, '')}]({quote(one_line(name), safe=_IN_ADDRESSES)})"
    words = f"line {line}" if line else escape(name)
    return words if name == "-" else f"[{words}]({links.to(name, line)})"


# --- one article ----------------------------------------------------------------------------------------------


def _article(audit: Audit, settings: Settings) -> Iterator[str]:
    title = title_of(audit)
    yield f"## {escape(title) if title else _name(audit.name)}"
    yield ""
    if title:
        yield _name(audit.name)
        yield ""
    score = audit.score
    if score.value is None:
        yield f"**Sourcing not rated.** {escape(sentence(unrated(score)))}".rstrip(" .") + "."
        if score.without_ignores is not None:
            yield f"Without ignores it would be {score.without_ignores} of 100."
        yield ""
    else:
        yield f"**Sourcing {score.value} of 100 ({score.grade}).** {escape(score.verdict)}"
        yield ""
        if score.without_ignores not in (None, score.value):
            yield f"Without ignores it would be {score.without_ignores} of 100."
            yield ""
        yield from _parts(score)
    yield from _steps(score)
    yield from _findings(audit, settings)
    yield from _claims(audit, settings.links)
    yield from _sources(audit)


def _parts(score: Score) -> Iterator[str]:
    yield "| part | points | why |"
    yield "|---|--:|---|"
    for part in score.parts:
        yield f"| {PART_NAMES.get(part.name, part.name)} | {part.points:.0f} of {part.of:.0f} | {escape(part.why)} |"
    yield ""
    if score.ceiling:
        yield f"Held down by: {escape(score.ceiling)}"
        yield ""


def _steps(score: Score) -> Iterator[str]:
    if not score.steps:
        return
    yield "### What to do, in this order" if len(score.steps) > 1 else "### What to do"
    yield ""
    for number, step in enumerate(score.steps, 1):
        gain = f": **{step.before} → {step.after}**" if step.after != step.before else ""
        yield f"{number}. {escape(step.what)}{gain}"
    yield ""


def _findings(audit: Audit, settings: Settings) -> Iterator[str]:
    found = shown(audit.findings, notes=settings.notes)
    notes = len(shown(audit.findings, notes=True)) - len(found)
    if found:
        yield "### Findings"
        yield ""
        for group in grouped(found):
            yield from _group(audit.name, group, settings.links)
    elif not audit.broken:
        hidden = f"; {count(notes, 'note')} not shown" if notes else ""
        yield f"No errors or warnings{hidden}."
    for rule, error in audit.broken:
        yield f"- **error** `internal-error`: {code(rule.id)} failed on this text ({escape(error)}). Please report it."
    yield ""
    yield from _ignored(audit, settings.links)


def _ignored(audit: Audit, links: Links) -> Iterator[str]:
    said = ignored_count(audit.findings)
    if not said:
        return
    yield f"<details><summary>{said}</summary>"
    yield ""
    for finding in ignored(audit.findings):
        where = _file_link(audit.name, links, finding.line)
        reason = escape(sentence(finding.reason or "No reason given"))
        yield f"- {code(finding.rule.id)} · {where}: {escape(sentence(finding.message))} *{reason}*"
    yield ""
    yield "</details>"
    yield ""


def _group(name: str, group: Grouped, links: Links) -> Iterator[str]:
    """One finding is one item; those of one rule that ask the same stand below the first of them."""
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in group.findings:
        same.setdefault((finding.rule.id, without_quote(finding)), []).append(finding)
    for first, *others in same.values():
        yield from _finding(name, first, links)
        yield from (f"  - {_file_link(name, links, f.line)}: {escape(quoted(_short(excerpt(f))))}" for f in others)


def _finding(name: str, finding: Finding, links: Links) -> Iterator[str]:
    where = _file_link(name, links, finding.line)
    yield f"- **{finding.level}** {code(finding.rule.id)} · {where}: {escape(sentence(finding.message))}  "
    yield f"  *Fix:* {escape(remedy(finding))}"
    others = finding.places[1:]
    if not others:
        return
    if differ(finding) and len(others) <= _PLACES:
        yield from (f"  - {_file_link(name, links, p.line)}: {escape(quoted(_short(p.text)))}" for p in others)
    else:
        yield f"  - {count(len(others), 'more place')}: {on_lines((p.line for p in others), 30)}"


def _short(text: str, most: int = 160) -> str:
    text = one_line(text[: most * 4])
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _claims(audit: Audit, links: Links) -> Iterator[str]:
    missing = [claim for claim in audit.claims if not claim.sourced]
    if not missing:
        return
    yield f"<details><summary>Claims without a source: {len(missing)} of {len(audit.claims)}</summary>"
    yield ""
    for claim in missing[:_CLAIMS]:
        where = _file_link(audit.name, links, audit.line_column(claim)[0])
        yield f"- {where}, {main_kind(claim)}: {escape(quoted(_short(audit.words(claim), 240)))}"
    if len(missing) > _CLAIMS:
        yield f"- and {len(missing) - _CLAIMS} more: `auditor claims` lists them"
    yield ""
    yield "</details>"
    yield ""


def _sources(audit: Audit) -> Iterator[str]:
    from auditor import __version__  # noqa: PLC0415 — set when everything is loaded

    used: dict[str, int] = {}
    for claim in audit.claims:
        for name in {f"[{s.name}]" if s.kind == "marker" and s.name.isdigit() else s.name for s in claim.support if s.name}:
            used[name] = used.get(name, 0) + 1
    ranked = sorted(used.items(), key=lambda row: (-row[1], row[0]))
    some = ", ".join(f"{escape(name)} ({times}×)" for name, times in ranked[:12])
    more = f" and {len(ranked) - 12} more" if len(ranked) > 12 else ""
    yield f"**Sources used:** {some or 'none'}{more}."
    yield from chain([""], (escape(caveat) for caveat in caveats(audit)))
    yield ""
    yield f"auditor {escape(__version__)}, score model {audit.score.model}, profile {escape(audit.score.profile)}"
    yield ""
