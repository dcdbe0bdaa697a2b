"""Checkstyle's XML, which Jenkins, reviewdog and many others read: new findings only; the format knows no other state."""

from __future__ import annotations

from auditor.model import Failure
from auditor.report.common import Settings, shown
from auditor.report.told import INTERNAL_ERROR, NOT_AUDITED, broken, message, reason
from auditor.report.xml import PROLOGUE, tag

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.model import Level

_SEVERITY: dict[Level, str] = {"error": "error", "warning": "warning", "note": "info"}


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield a ``file`` element for each result, empty for a clean text."""
    yield f'{PROLOGUE}<checkstyle version="4.3">\n'
    for result in results:
        errors = [tag("error", error) for error in _errors(result, settings)]
        name = result.name
        del result
        yield "".join(f"{line}\n" for line in (tag("file", {"name": name}, ">"), *errors, "</file>"))
    yield "</checkstyle>\n"


def _errors(result: Audit | Failure, settings: Settings) -> Iterator[dict[str, object]]:
    if isinstance(result, Failure):
        yield _error(1, 1, "error", reason(result), NOT_AUDITED)
        return
    for rule, error in result.broken:
        yield _error(1, 1, "error", broken(rule, error), INTERNAL_ERROR)
    for finding in shown(result.findings, notes=settings.notes):
        yield _error(finding.line, finding.column, finding.level, message(finding), finding.rule.id)


def _error(line: int, column: int, level: Level, words: str, rule: str) -> dict[str, object]:
    return {"line": line, "column": column, "severity": _SEVERITY[level], "message": words, "source": f"auditor.{rule}"}
