"""GitLab's Code Quality report. What is known or outside the change is there as information: GitLab compares with its last report.

A finding that its author ignores is left out; GitLab would show it as one more that is open.
"""

from __future__ import annotations

from functools import partial
from hashlib import sha256

from auditor.fingerprint import keys
from auditor.model import Failure
from auditor.report.json import rows
from auditor.report.told import INTERNAL_ERROR, NOT_AUDITED, broken, message, reason, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.model import Finding, Level
    from auditor.report.common import Settings

_SEVERITY: dict[Level, str] = {"error": "major", "warning": "minor", "note": "info"}


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield one JSON array, the issues of each result together."""
    yield "["
    yield from rows(results, partial(_issues, settings=settings))
    yield "\n]\n"


def _issues(result: Audit | Failure, settings: Settings) -> Iterator[dict[str, object]]:
    path = settings.workspace.path(result.name)
    if isinstance(result, Failure):
        yield _issue(path, 1, NOT_AUDITED, result.kind, description=reason(result), severity="blocker")
        return
    for rule, error in result.broken:
        yield _issue(path, 1, INTERNAL_ERROR, rule.id, description=broken(rule, error), severity="blocker")
    for finding, key in told(result, keys(result), notes=settings.notes):
        if finding.state != "ignored":
            said = {"description": message(finding), "severity": _severity(finding)}
            yield _issue(path, finding.line, finding.rule.id, key, **said)


def _severity(finding: Finding) -> str:
    return _SEVERITY[finding.level] if finding.state == "new" else "info"


def _issue(path: str, line: int, name: str, key: str, *, description: str, severity: str) -> dict[str, object]:
    """Give one issue; its fingerprint is made of path and content, and so is unique in the report."""
    return {
        "description": description,
        "check_name": name,
        "fingerprint": sha256(f"{path}\0{name}\0{key}".encode("utf-8", "replace")).hexdigest(),
        "severity": severity,
        "location": {"path": path, "lines": {"begin": line}},
    }
