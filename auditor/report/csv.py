"""A table for spreadsheets: RFC 4180, one finding a row, all levels and states; no cell is a formula."""

from __future__ import annotations

import csv
from io import StringIO

from auditor.fingerprint import keys
from auditor.model import Failure
from auditor.report.common import excerpt
from auditor.report.layout import one_line
from auditor.report.told import INTERNAL_ERROR, NOT_AUDITED, broken, reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.audited import Audit
    from auditor.report.common import Settings

COLUMNS = (
    "path",
    "line",
    "column",
    "level",
    "state",
    "rule",
    "category",
    "quote",
    "message",
    "fix",
    "places",
    "reason",
    "fingerprint",
)
_FORMULA = tuple("=+-@＝＋－＠\t\r|%")  # what spreadsheets take for the beginning of a formula
_MOST = 32_000  # characters that a cell holds everywhere


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield the header, then the rows of each result together."""
    yield _rows([COLUMNS])
    for result in results:
        rows = _failure(result) if isinstance(result, Failure) else _audit(result)
        del result
        yield settings.paper.text(_rows(rows))


def _failure(failure: Failure) -> Iterator[Sequence[object]]:
    yield failure.name, "", "", "error", "new", NOT_AUDITED, "", "", reason(failure), "", "", "", ""


def _audit(audit: Audit) -> Iterator[Sequence[object]]:
    name = audit.name
    for finding, key in zip(audit.findings, keys(audit), strict=True):
        rule = finding.rule
        where = (name, finding.line, finding.column, finding.level, finding.state, rule.id, rule.category)
        yield *where, excerpt(finding), finding.message, finding.fix, len(finding.places), finding.reason, key
    for rule, error in audit.broken:
        yield name, 1, 1, "error", "new", INTERNAL_ERROR, rule.category, "", broken(rule, error), "", "", "", ""


def _rows(rows: Iterable[Sequence[object]]) -> str:
    sheet = StringIO()
    csv.writer(sheet, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return sheet.getvalue()


def _cell(value: object) -> object:
    """Give a cell on one line, safe to print, which no spreadsheet takes for a formula: such a text begins with an apostrophe."""
    if not isinstance(value, str):
        return value
    text = one_line(value)
    text = text if len(text) <= _MOST else text[: _MOST - 1] + "…"
    return f"'{text}" if text.startswith(_FORMULA) else text
