"""The report for a terminal: one article in full, several as a table, worst first, with one line a finding."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from auditor.gate import count, outcome
from auditor.model import Failure
from auditor.model.made import NamedTuple
from auditor.profiles import profile
from auditor.report.article import article, bar, closing, grade_style, ignored_lines, quote_and_question
from auditor.report.common import Settings, ignored_count, language_note, shown
from auditor.report.layout import head, one_line, tail, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.model import Score
    from auditor.report.layout import Paper
    from auditor.report.verdicts import Answers

_BAR = 10
_ROOMY = 72  # cells from which a table has room for bars


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield the report of a run piece by piece; no result is kept once it has been told."""
    stream = iter(results)
    first = next(stream, None)
    second = next(stream, None) if first is not None else None
    if first is not None and second is None and not isinstance(first, Failure):
        yield _text(article(first, settings))
        yield _text(chain(_outcome(settings), closing(first, settings)))
        return
    opening = [result for result in (first, second) if result is not None]
    del first, second
    yield from _several(_drain(opening, stream), settings)


def _drain(opening: list[Audit | Failure], stream: Iterator[Audit | Failure]) -> Iterator[Audit | Failure]:
    while opening:
        yield opening.pop(0)
    yield from stream


class _Row(NamedTuple):
    """What a table and the lines below it need of one article: no document."""

    name: str
    score: Score
    levels: tuple[int, int]
    lines: tuple[str, ...]
    suggested: str
    answers: Answers | None = None


def _several(results: Iterator[Audit | Failure], settings: Settings) -> Iterator[str]:
    paper = settings.paper
    rows: list[_Row] = []
    failures: list[Failure] = []
    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
            continue
        if settings.full:
            rule = paper.ink(("-" if paper.ascii else "─") * paper.columns, "dim")
            yield _text(chain(article(result, settings), closing(result, settings), ["", rule, ""]))
        rows.append(_row(result, settings))
        del result
        yield ""
    rows.sort(key=_worst_first)
    if rows:
        yield _text(_table(rows, paper))
    if not settings.full:
        for row in rows:
            if row.lines:
                yield _text(chain(["", paper.ink(paper.text(one_line(row.name)), "bold")], row.lines))
    if failures and not settings.told:
        yield _text(chain(["", paper.ink("Not audited", "bold")], _failures(failures, paper)))
    yield _text(chain([""] if rows or not settings.told else [], _outcome(settings), _note(rows, settings)))


def _row(audit: Audit, settings: Settings) -> _Row:
    found = shown(audit.findings, notes=True)
    levels = (sum(f.level == "error" for f in found), sum(f.level == "warning" for f in found))
    lines = () if settings.full else tuple(_finding_lines(audit, settings))
    return _Row(audit.name, audit.score, levels, lines, audit.suggested, _answers(audit))


def _answers(audit: Audit) -> Answers | None:
    """Give what the network said of a text's sources, where it was asked."""
    if not audit.looked_up:
        return None
    from auditor.report.verdicts import answers_of  # noqa: PLC0415 — plain runs ask nobody

    return answers_of(audit.document, audit.document.evidence)


def _worst_first(row: _Row) -> tuple[bool, int, int, int, str]:
    value = row.score.value
    return value is None, value or 0, -row.levels[0], -row.levels[1], row.name


def _finding_lines(audit: Audit, settings: Settings) -> Iterator[str]:
    """One line a finding: where, level, rule and how many places, the words, what is asked."""
    paper = settings.paper
    found = shown(audit.findings, notes=settings.notes)
    rules = [f"{f.rule.id} {paper.text('×')}{len(f.places)}" if len(f.places) > 1 else f.rule.id for f in found]
    rules += ["internal-error"] * len(audit.broken)
    column = max(map(len, rules), default=0)
    room = paper.columns - 21 - column - 1
    for finding, rule in zip(found, rules, strict=False):
        where = paper.ink(f"  {finding.line}:{finding.column}".ljust(11), "dim")
        level = paper.ink(f"{finding.level:8}", finding.level)
        yield f"{where} {level} {rule:<{column}} {quote_and_question(finding, room, paper)}"
    if ignored_count(audit.findings):
        yield from list(ignored_lines(audit, settings))[:-1]
    if audit.unread:
        yield paper.ink(f"  {head(paper.text(language_note(audit)), paper.columns - 2, paper.ellipsis)}", "dim")
    for broken, error in audit.broken:
        message = paper.text(f"{broken.id} failed on this text ({one_line(error)}); please report it")
        level = paper.ink("error   ", "error")
        yield f"  1:1       {level}  {'internal-error':<{column}} {head(message, room, paper.ellipsis)}"


def _table(rows: list[_Row], paper: Paper) -> Iterator[str]:
    yield paper.ink(count(len(rows), "text") + (", worst sourced first" if len(rows) > 1 else ""), "bold")
    yield ""
    cells = _BAR if paper.columns >= _ROOMY else 0
    wide = cells + 8 if cells else len("not rated")
    yield f"  {'sourcing':<{wide}}  {'claims traced':>13}  {'errors':>6}  {'warnings':>8}  text"
    for row in rows:
        score = row.score
        if score.value is None:
            painted = figures = "not rated".ljust(wide)
        else:
            drawn = bar(score.value, cells, paper)
            figures = f"{score.value:3d}  {score.grade}  {drawn}".ljust(wide)
            painted = f"{score.value:3d}  {score.grade}  {paper.ink(drawn, grade_style(score))}".ljust(len(figures))
        traced = f"{score.sourced} of {score.claims}" if score.claims else paper.text("–")
        left = f"  {figures}  {traced:>13}  {row.levels[0] or paper.text('–'):>6}  {row.levels[1] or paper.text('–'):>8}  "
        name = tail(paper.text(one_line(row.name)), max(paper.columns - width(left), 12), paper.ellipsis)
        yield left.replace(figures, painted, 1) + name


def _failures(failures: list[Failure], paper: Paper) -> Iterator[str]:
    for failure in failures:
        lines = wrap(paper.text(one_line(failure.reason)), paper.columns - 2, paper.columns - 4)
        yield from (("  " if i == 0 else "    ") + line for i, line in enumerate(lines))


def _outcome(settings: Settings) -> Iterator[str]:
    paper, tally = settings.paper, settings.tally
    lines = wrap(paper.text(one_line(outcome(tally))), paper.columns - 1, paper.columns - 8)
    word, _, rest = lines[0].partition(" ")
    yield f"{paper.ink(word, 'good' if tally.status == 0 else 'error')}  {rest}"
    yield from ("        " + line for line in lines[1:])


def _note(rows: list[_Row], settings: Settings) -> Iterator[str]:
    if rows:
        more = "" if settings.full else " Every finding with its source line: --full, or name one file."
        paper = settings.paper
        for line in wrap(paper.text(f"{_profiles(rows)} {_looked_up(rows)}{more}"), paper.columns, paper.columns):
            yield paper.ink(line, "dim")


def _looked_up(rows: list[_Row]) -> str:
    answers = [row.answers for row in rows if row.answers is not None]
    if not answers:
        return "Nothing was looked up online."
    from auditor.report.verdicts import all_looked_up  # noqa: PLC0415

    return all_looked_up(answers)


def _profiles(rows: list[_Row]) -> str:
    """Name the profiles of a run, and those that its texts read like."""
    used = Counter(row.score.profile for row in rows)
    each = ", ".join(name if len(used) == 1 else f"{name} ({number})" for name, number in sorted(used.items()))
    like = Counter(row.suggested for row in rows if row.suggested)
    hints = [
        f"{count(n, 'text')} read{'s' * (n == 1)} like {profile(name).reads_like} (--profile {name})"
        for name, n in sorted(like.items())
    ]
    return f"Profile{'s' * (len(used) > 1)}: {each}.{''.join(f' {hint}.' for hint in hints)}"


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def export_svg(results: Iterable[Audit | Failure], columns: int = 100, *, title: str = "auditor check") -> str:
    """Draw the terminal report of a run as an SVG image, in colour. The tally is made here."""
    from io import StringIO  # noqa: PLC0415 — pictures are drawn rarely

    from rich.console import Console  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    from auditor.gate import Gate, Tally  # noqa: PLC0415
    from auditor.report.layout import Paper  # noqa: PLC0415

    tally = Tally(Gate())
    settings = Settings(Paper(columns, color=True), tally=tally)
    console = Console(record=True, width=columns, file=StringIO(), force_terminal=True, color_system="standard")
    for piece in report(tally.watch(results), settings):
        console.print(Text.from_ansi(piece), end="\n" if not piece.endswith("\n") else "", soft_wrap=True)
    return console.export_svg(title=title, unique_id="auditor")
