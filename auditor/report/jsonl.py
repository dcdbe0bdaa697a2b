"""One JSON object a line, for `jq`, log collectors and data frames: findings, and what could not be audited.

``kind`` tells them apart: "finding", "failure" (a text that could not be audited), "broken-rule" (a rule that failed on a text).
Every level and every state is there, as in JSON. A clean run writes nothing.
"""

from __future__ import annotations

from auditor.fingerprint import keys
from auditor.model import Failure
from auditor.report.json import dump

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.report.common import Settings


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:  # noqa: ARG001 — nothing to choose
    """Yield the lines of each result together."""
    for result in results:
        values = _failure(result) if isinstance(result, Failure) else _audit(result)
        del result
        yield "".join(f"{dump(value)}\n" for value in values)


def _failure(failure: Failure) -> Iterator[dict[str, object]]:
    yield {"kind": "failure", "path": failure.name, "reason": failure.reason, "cause": failure.kind}


def _audit(audit: Audit) -> Iterator[dict[str, object]]:
    for finding, key in zip(audit.findings, keys(audit), strict=True):
        first = finding.places[0]
        yield {
            "kind": "finding",
            "path": audit.name,
            "line": first.line,
            "column": first.column,
            "end_line": first.end_line,
            "end_column": first.end_column,
            "rule": finding.rule.id,
            "category": finding.rule.category,
            "level": finding.level,
            "state": finding.state,
            "reason": finding.reason or None,
            "message": finding.message,
            "fix": finding.fix,
            "quote": finding.text,
            "places": len(finding.places),
            "fingerprint": key,
        }
    for rule, error in audit.broken:
        yield {"kind": "broken-rule", "path": audit.name, "rule": rule.id, "error": error}
