"""The Reviewdog Diagnostic Format: new findings only, since reviewdog makes a comment of each. Columns count bytes of UTF-8."""

from __future__ import annotations

from functools import partial

from auditor.model import Failure
from auditor.report.common import Settings, shown
from auditor.report.json import rows
from auditor.report.places import rule_page
from auditor.report.told import INTERNAL_ERROR, NOT_AUDITED, broken, message, reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.model import Edit, Level
    from auditor.offsets import LineIndex

_SEVERITY: dict[Level, str] = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield one JSON object, the diagnostics of each result together."""
    yield '{"source":{"name":"auditor"},"diagnostics":['
    yield from rows(results, partial(_diagnostics, settings=settings))
    yield "\n]}\n"


def _diagnostics(result: Audit | Failure, settings: Settings) -> Iterator[dict[str, object]]:
    if isinstance(result, Failure):
        yield _diagnostic({"path": result.name}, reason(result), "error", {"value": NOT_AUDITED})
        return
    for rule, error in result.broken:
        yield _diagnostic({"path": result.name}, broken(rule, error), "error", {"value": INTERNAL_ERROR})
    lines = result.document.lines
    for finding in shown(result.findings, notes=settings.notes):
        first = finding.places[0]
        span = {"start": _position(lines, first.line, first.column), "end": _position(lines, first.end_line, first.end_column)}
        page = rule_page(settings.home, finding.rule)
        code = {"value": finding.rule.id} | ({"url": page} if page else {})
        told = _diagnostic({"path": result.name, "range": span}, message(finding), finding.level, code)
        suggested = [_suggestion(edit, result) for fix in finding.fixes for edit in fix.edits]
        yield told | ({"suggestions": suggested} if suggested else {})


def _suggestion(edit: Edit, audit: Audit) -> dict[str, object]:
    lines = audit.document.lines
    start, end = (_position(lines, *audit.points[at]) for at in (edit.start, edit.end))
    return {"range": {"start": start, "end": end}, "text": edit.text}


def _position(lines: LineIndex, line: int, column: int) -> dict[str, int]:
    before = lines.line(line)[: column - 1]
    return {"line": line, "column": len(before.encode("utf-8", "replace")) + 1}


def _diagnostic(location: dict[str, object], words: str, level: Level, code: dict[str, str]) -> dict[str, object]:
    return {"message": words, "location": location, "severity": _SEVERITY[level], "code": code}
