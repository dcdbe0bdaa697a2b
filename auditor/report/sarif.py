"""SARIF 2.1.0, for code scanning: findings of every state, and what could not be audited.

An ignored finding is suppressed in its source, a known one from outside; known ones and those outside the change are unchanged
against the baseline. Results stream; rules, texts and the end of the run, which are known last, follow them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from auditor.fingerprint import keys
from auditor.gate import count, outcome
from auditor.model import Failure
from auditor.report.common import suggestions
from auditor.report.json import dump, rows
from auditor.report.places import rule_page
from auditor.report.told import INTERNAL_ERROR, NOT_AUDITED, broken, message, reason, told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.document import Document
    from auditor.model import Edit, Finding, Fix, Place, Rule
    from auditor.report.common import Settings

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT = "auditorContent/v1"
_BASE = "%SRCROOT%"
_LONGEST = 2_000  # characters of a place that are shown with it
_MEDIA = {"text": "text/plain", "markdown": "text/markdown", "html": "text/html"}
_PLACEHOLDER = re.compile(r"\{(?=\d+\})")
_UNTOLD = {
    NOT_AUDITED: ("A text could not be audited", "Nothing is known of it.", "Do what the message says, or leave the text out."),
    INTERNAL_ERROR: (
        "A rule failed on a text",
        "What it would have found is not known; the other rules ran.",
        "Report it, please.",
    ),
}


@dataclass(slots=True)
class _Run:
    """What has been met so far and is told at the end."""

    settings: Settings
    rules: dict[str, tuple[int, Rule]] = field(default_factory=dict)
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    notifications: list[dict[str, Any]] = field(default_factory=list)

    def rule(self, rule: Rule) -> int:
        """Give the index of a rule."""
        return self.rules.setdefault(rule.id, (len(self.rules), rule))[0]


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield one log with one run, the results of each text together."""
    run = _Run(settings)
    yield f'{{"$schema":{dump(SCHEMA)},"version":"2.1.0","runs":[{{"columnKind":"unicodeCodePoints",'
    yield '"newlineSequences":["\\r\\n","\\n","\\r"],"results":['
    yield from rows(results, partial(_results, run=run))
    yield "\n],\n" + ",\n".join(f"{dump(key)}:{dump(value)}" for key, value in _closing(run).items()) + "}]}\n"


def _closing(run: _Run) -> dict[str, Any]:
    from auditor import __version__  # noqa: PLC0415 — the package's name is set when everything is loaded

    driver: dict[str, Any] = {
        "name": "auditor",
        "semanticVersion": __version__,
        "rules": [_rule(rule, run.settings.home) for _, rule in run.rules.values()],
        "notifications": [_described(name, *texts) for name, texts in _UNTOLD.items()],
    }
    if run.settings.home:
        driver["informationUri"] = run.settings.home
    about = {"description": {"text": "The root of the repository that was audited."}}
    return {
        "artifacts": run.artifacts,
        "originalUriBaseIds": {_BASE: about},
        "invocations": [_invocation(run)],
        "tool": {"driver": driver},
    }


def _invocation(run: _Run) -> dict[str, Any]:
    tally = run.settings.tally
    mistakes = f"{count(tally.problems, 'mistake')} in options, configuration or rules"
    return {
        "executionSuccessful": tally.status < 2,
        "exitCode": tally.status,
        "exitCodeDescription": " ".join(outcome(tally).split()),
        "toolExecutionNotifications": run.notifications,
        "toolConfigurationNotifications": [{"level": "error", "message": {"text": mistakes}}] if tally.problems else [],
    }


def _results(result: Audit | Failure, run: _Run) -> Iterator[dict[str, Any]]:
    """Yield the results of a text; one that could not be audited is told at the end."""
    if isinstance(result, Failure):
        run.notifications.append(_notification(NOT_AUDITED, reason(result), {"artifactLocation": _artifact(result.name, run)}))
    else:
        yield from _audit(result, run)


def _audit(audit: Audit, run: _Run) -> Iterator[dict[str, Any]]:
    location = _artifact(audit.name, run)
    index = len(run.artifacts)  # of this text among those audited
    score = {"sourcingScore": audit.score.value, "grade": audit.score.grade} if audit.score.value is not None else {}
    about = {"profile": audit.score.profile, "claims": audit.score.claims, "claimsTraced": audit.score.sourced, **score}
    media = {"mimeType": _MEDIA[audit.document.format]}
    run.artifacts.append({"location": location, **media, "roles": ["analysisTarget"], "properties": about})
    for rule, error in audit.broken:
        where = {"artifactLocation": {**location, "index": index}}
        note = _notification(INTERNAL_ERROR, broken(rule, error), where)
        run.notifications.append({**note, "associatedRule": {"id": rule.id, "index": run.rule(rule)}})
    for finding, key in told(audit, keys(audit), notes=run.settings.notes):
        yield _result(audit, finding, key, {**location, "index": index}, run)


def _result(audit: Audit, finding: Finding, key: str, file: dict[str, Any], run: _Run) -> dict[str, Any]:
    def physical(place: Place) -> dict[str, Any]:
        return {"artifactLocation": file, "region": _region(audit.document, place)}

    others = [(place, "also here") for place in finding.places[1:]] + list(finding.related)
    result: dict[str, Any] = {
        "ruleId": finding.rule.id,
        "ruleIndex": run.rule(finding.rule),
        "level": finding.level,
        "message": {"text": _plain(f"{message(finding)}{_maybe(finding)}")},
        "locations": [{"physicalLocation": physical(finding.places[0])}],
        "partialFingerprints": {_FINGERPRINT: key},
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": physical(place), "message": {"text": _plain(why)}}
            for number, (place, why) in enumerate(others, 1)
        ]
    fixes = [_fix(fix, file, audit) for fix in finding.fixes if fix.edits]
    return {**result, **({"fixes": fixes} if fixes else {}), **_state(finding)}


def _maybe(finding: Finding) -> str:
    """Say what may be meant: a suggestion that changes nothing has no place among the fixes."""
    return "".join(f" Suggestion: {what}." for what in suggestions(finding))


def _fix(fix: Fix, file: dict[str, Any], audit: Audit) -> dict[str, Any]:
    """Give a fix, all of its edits together; how safe it is stands in what it does."""
    doubt = "" if fix.safety == "safe" else f" ({fix.safety}: read it before it is applied)"
    changes = [{"deletedRegion": _gap(edit, audit), "insertedContent": {"text": edit.text}} for edit in fix.edits]
    return {
        "description": {"text": _plain(f"{fix.what}{doubt}")},
        "artifactChanges": [{"artifactLocation": file, "replacements": changes}],
    }


def _gap(edit: Edit, audit: Audit) -> dict[str, Any]:
    (line, column), (end_line, end_column) = audit.points[edit.start], audit.points[edit.end]
    lines = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    return {**lines, "charOffset": edit.start, "charLength": edit.end - edit.start}


def _state(finding: Finding) -> dict[str, Any]:
    if finding.state == "ignored":
        return {"suppressions": [_suppression("inSource", finding.reason)]}
    if finding.state == "known":
        return {"baselineState": "unchanged", "suppressions": [_suppression("external", finding.reason or "in the baseline")]}
    return {"baselineState": "unchanged"} if finding.state == "context" else {}


def _suppression(kind: str, why: str) -> dict[str, Any]:
    return {"kind": kind, "status": "accepted", **({"justification": why} if why else {})}


def _region(document: Document, place: Place) -> dict[str, Any]:
    words = document.source[place.start : place.end]
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": place.start,
        "charLength": place.end - place.start,
        **({"snippet": {"text": words}} if words and len(words) <= _LONGEST else {}),
    }


def _artifact(name: str, run: _Run) -> dict[str, Any]:
    uri = run.settings.workspace.uri(name)
    return {"uri": uri} if uri.startswith(("file:", "http:", "https:")) else {"uri": uri, "uriBaseId": _BASE}


def _notification(kind: str, words: str, where: dict[str, Any]) -> dict[str, Any]:
    location = {"physicalLocation": where}
    return {"descriptor": {"id": kind}, "level": "error", "message": {"text": _plain(words)}, "locations": [location]}


def _plain(text: str) -> str:
    """Give words as SARIF takes no link or placeholder to be in: both are broken in two."""
    return _PLACEHOLDER.sub("{ ", text.replace("](", "] ("))


def _rule(rule: Rule, home: str) -> dict[str, Any]:
    page = rule_page(home, rule)
    backed = "; ".join(rule.references)
    known = {"deprecatedIds": list(rule.aliases)} if rule.aliases else {}
    severity = {"error": "error", "warning": "warning", "note": "recommendation"}[rule.level]
    return {
        **_described(rule.id, rule.summary, rule.why, f"{rule.fix} Backed by: {backed}."),
        **({"helpUri": page} if page else {}),
        **known,
        "defaultConfiguration": {"level": rule.level, "enabled": rule.enabled},
        "properties": {
            "tags": ["sourcing", rule.category],
            "precision": "high" if rule.status == "stable" else "medium",
            "problem.severity": severity,
        },
    }


def _described(name: str, summary: str, why: str, mend: str) -> dict[str, Any]:
    return {
        "id": name,
        "name": "".join(part.capitalize() for part in name.split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": why},
        "help": {"text": mend},
    }
