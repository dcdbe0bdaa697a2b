"""The summary of a corpus in a terminal: tables and bars."""

from __future__ import annotations

from auditor.corpus.figures import Figures, length_name
from auditor.gate import count
from auditor.report.layout import Paper, head, one_line, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Cells = Sequence[str]

_BAR = 24
_INK = {"A": "good", "B": "good", "C": "warning", "D": "error", "F": "error"}


def sheet(figures: Figures, paper: Paper) -> Iterator[str]:
    """Yield the lines of the summary."""
    yield from _opening(figures, paper)
    if not figures.documents:
        return
    for title, lines in (
        ("Scores", _scores(figures, paper)),
        ("Grades", _grades(figures, paper)),
        ("Most frequent findings", _rules(figures, paper)),
        ("Domains", _domains(figures, paper)),
        ("Months", _months(figures, paper)),
        ("Claims with a source, by length", _lengths(figures, paper)),
        ("Worst", _articles(figures.worst, paper)),
        ("Best", _articles(figures.best, paper)),
        ("Not audited", _failures(figures, paper)),
    ):
        told = list(lines)
        if told:
            yield from ("", paper.ink(title, "bold"), *told)


def _opening(figures: Figures, paper: Paper) -> Iterator[str]:
    yield paper.ink(paper.text(one_line(figures.out)), "bold")
    if not figures.complete:
        yield paper.ink("The run is not complete: this is what is done so far.", "warning")
    rated = f"{figures.rated:,} rated" + (f", mean score {figures.mean:.1f}, median {figures.median:.0f}" if figures.rated else "")
    yield f"{count(figures.documents, 'article')}, {figures.words:,} words; {rated}"
    if figures.claims:
        yield f"{figures.claims:,} claims, {figures.sourced / figures.claims:.0%} with a source"
    yield ", ".join(count(number, level) for level, number in figures.findings.items())
    if len(figures.languages) > 1:
        yield "Languages: " + ", ".join(f"{code} {number:,}" for code, number in figures.languages)


def _scores(figures: Figures, paper: Paper) -> Iterator[str]:
    if figures.rated:
        names = [f"{low}–{low + 9 if low < 90 else 100}" for low in range(0, 100, 10)]
        yield from _bars(names, figures.scores, figures.rated, paper)


def _grades(figures: Figures, paper: Paper) -> Iterator[str]:
    unrated = figures.documents - figures.rated
    rows = [
        (grade, f"{number:,}", f"{number / figures.documents:.0%}")
        for grade, number in (*figures.grades.items(), ("not rated", unrated))
        if number
    ]
    yield from (paper.ink(line, _INK.get(row[0], "")) for line, row in zip(_table(rows, "lrr", paper), rows, strict=True))


def _rules(figures: Figures, paper: Paper) -> Iterator[str]:
    rows = [("rule", "level", "findings", "articles", "of all")]
    rows += [(rule, level, f"{n:,}", f"{docs:,}", f"{docs / figures.documents:.0%}") for rule, level, n, docs in figures.rules]
    yield from _table(rows, "llrrr", paper) if len(rows) > 1 else ()


def _domains(figures: Figures, paper: Paper) -> Iterator[str]:
    rows = [("domain", "articles", "rated", "mean score", "claims with a source")]
    for domain, number, rated, mean, claims, sourced in figures.domains:
        rows.append((domain, f"{number:,}", f"{rated:,}", _mean(mean), f"{sourced / claims:.0%}" if claims else "–"))
    if figures.domains:
        yield from _table(rows, "lrrrr", paper)
        if figures.domain_count > len(figures.domains):
            yield f"  {figures.domain_count:,} domains in all"


def _months(figures: Figures, paper: Paper) -> Iterator[str]:
    rows = [("month", "articles", "rated", "mean score")]
    shown = figures.months[-24:]
    rows += [(month, f"{number:,}", f"{rated:,}", _mean(mean)) for month, number, rated, mean in shown]
    yield from _table(rows, "lrrr", paper) if shown else ()


def _lengths(figures: Figures, paper: Paper) -> Iterator[str]:
    rows = [("words", "articles", "claims with a source")]
    rows += [(length_name(least), f"{n:,}", f"{share:.0%}" if share is not None else "–") for least, n, _, share in figures.lengths]
    yield from _table(rows, "lrr", paper)


def _articles(articles: Sequence[tuple[object, ...]], paper: Paper) -> Iterator[str]:
    for score, name, title, *_ in articles:
        left = f"  {score:>3}  {paper.text(one_line(str(name)))}"
        line = f"{left}  {paper.text(one_line(str(title)))}" if title else left
        yield head(line, paper.columns, paper.ellipsis)


def _failures(figures: Figures, paper: Paper) -> Iterator[str]:
    for cause, number, example in figures.failures:
        yield head(f"  {cause:<11} {number:>8,}  {paper.text(one_line(example))}", paper.columns, paper.ellipsis)


def _mean(mean: float | None) -> str:
    return f"{mean:.1f}" if mean is not None else "–"


def _bars(names: Cells, numbers: Sequence[int], total: int, paper: Paper) -> Iterator[str]:
    most = max(numbers) or 1
    wide = max(map(len, names))
    for name, number in zip(names, numbers, strict=True):
        filled = paper.text("█" * max(round(_BAR * number / most), 1 if number else 0))
        yield f"  {paper.text(name):>{wide}}  {filled}{' ' * (_BAR - len(filled))}  {number:>9,} {number / total:>5.0%}"


def _table(rows: Sequence[Cells], sides: str, paper: Paper) -> Iterator[str]:
    """Yield rows whose columns are as wide as their widest cell, l(eft) or r(ight)."""
    told = [[head(paper.text(one_line(cell)), 40, paper.ellipsis) for cell in row] for row in rows]
    wide = [max(map(width, column)) for column in zip(*told, strict=True)]
    for row in told:
        cells = []
        for cell, cells_wide, side in zip(row, wide, sides, strict=True):
            space = " " * (cells_wide - width(cell))
            cells.append(cell + space if side == "l" else space + cell)
        yield ("  " + "  ".join(cells)).rstrip()
