"""The report for programs: versioned JSON, described by ``schema.json`` beside this file.

Offsets are code points of the source; lines and columns count from 1. Within a version, keys are only added.
"""

from __future__ import annotations

import json
from typing import Any

from auditor.fingerprint import keys
from auditor.gate import outcome
from auditor.model import LEVELS, Failure
from auditor.report.common import title_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.audited import Audit
    from auditor.gate import Tally
    from auditor.model import Attribution, Claim, Edit, Finding, Place, Reference, Score
    from auditor.report.common import Settings

VERSION = 1


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield one JSON object, a result at a time: notes and all, whatever the other formats hide."""
    from auditor import __version__  # noqa: PLC0415 — the package's name is set when everything is loaded

    yield f'{{\n"version": {VERSION},\n"auditor": {json.dumps(__version__)},\n"results": ['
    yield from rows(results, lambda result: [_failure(result) if isinstance(result, Failure) else audit_value(result)])
    yield f'\n],\n"summary": {dump(_summary(settings.tally))}\n}}\n'


def rows(results: Iterable[Audit | Failure], values: Callable[[Audit | Failure], Iterable[object]]) -> Iterator[str]:
    """Yield what becomes of each result as values of a JSON array, one a line; a result is let go before the next is made."""
    separator = "\n"
    for result in results:
        found = [dump(value) for value in values(result)]
        del result
        yield (separator + ",\n".join(found)) if found else ""
        separator = ",\n" if found else separator


def dump(value: object) -> str:
    """Give JSON on one line, in ASCII: it survives any pipe, no control character gets through, nor a command to a CI system."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).replace("##[", "#\\u0023[")


def pretty(value: object) -> str:
    """Give JSON on many lines, for one who also reads it; as safe to print as `dump`."""
    return json.dumps(value, ensure_ascii=True, indent=1).replace("##[", "#\\u0023[")


def _failure(failure: Failure) -> dict[str, Any]:
    return {"kind": "failure", "name": failure.name, "reason": failure.reason, "cause": failure.kind}


def audit_value(audit: Audit) -> dict[str, Any]:
    """Give an audit as plain values."""
    return {
        "kind": "audit",
        "name": audit.name,
        "format": audit.format,
        "title": title_of(audit),
        "language": audit.language or None,
        "profile": {"name": audit.score.profile, "chosen_by": audit.chosen, "suggested": audit.suggested or None},
        "score": _score(audit.score),
        "earlier": {"score": audit.earlier.score} if audit.earlier else None,
        "findings": [_finding(f, key, audit) for f, key in zip(audit.findings, keys(audit), strict=True)],
        "claims": [claim_value(audit, claim) for claim in audit.claims],
        "attributions": [{**_span(audit, a), "source": a.source, "kind": a.kind, "cue": a.cue} for a in audit.attributions],
        "references": [{**_span(audit, r), "label": r.label, "fields": dict(r.fields)} for r in audit.references],
        "evidence": _evidence(audit),
        "broken_rules": [{"rule": rule.id, "error": error} for rule, error in audit.broken],
        "unread_rules": [rule.id for rule in audit.unread],
    }


def claim_value(audit: Audit, claim: Claim) -> dict[str, Any]:
    """Give a claim of an audit as plain values."""
    return {
        **_span(audit, claim),
        "kinds": list(claim.kinds),
        "sourced": claim.sourced,
        "support": [
            {"kind": s.kind, "name": s.name, "start": s.start, "end": s.end, "carried_by": s.rule or None} for s in claim.support
        ],
    }


def _span(audit: Audit, item: Claim | Attribution | Reference) -> dict[str, Any]:
    line, column = audit.line_column(item)
    return {"start": item.start, "end": item.end, "line": line, "column": column, "text": audit.words(item)}


def _evidence(audit: Audit) -> list[dict[str, Any]]:
    """Give what the network said of each source; nothing where it was not asked."""
    if not audit.looked_up:
        return []
    from auditor.report.verdicts import answers_of, source_value  # noqa: PLC0415 — plain runs ask nobody

    return [source_value(asked) for asked in answers_of(audit.document, audit.document.evidence).sources]


def _score(score: Score) -> dict[str, Any]:
    return {
        "model": score.model,
        "profile": score.profile,
        "value": score.value,
        "grade": score.grade if score.value is not None else None,
        "verdict": score.verdict,
        "claims": score.claims,
        "sourced": score.sourced,
        "ceiling": score.ceiling or None,
        "without_ignores": score.without_ignores,
        "parts": [
            {"name": p.name, "points": round(p.points, 2), "of": p.of, "why": p.why, "rules": list(p.rules)} for p in score.parts
        ],
        "steps": [{"what": s.what, "before": s.before, "after": s.after, "rules": list(s.rules)} for s in score.steps],
    }


def _finding(finding: Finding, key: str, audit: Audit) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "category": finding.rule.category,
        "level": finding.level,
        "state": finding.state,
        "reason": finding.reason or None,
        "message": finding.message,
        "fix": finding.fix,
        "fixes": [
            {"safety": fix.safety, "what": fix.what, "edits": [_edit(edit, audit) for edit in fix.edits]} for fix in finding.fixes
        ],
        "fingerprint": key,
        "covers": finding.rule.covers or None,
        "places": [_place(p) for p in finding.places],
        "related": [{**_place(p), "why": why} for p, why in finding.related],
    }


def _edit(edit: Edit, audit: Audit) -> dict[str, Any]:
    (line, column), (end_line, end_column) = audit.points[edit.start], audit.points[edit.end]
    return {**edit._asdict(), "line": line, "column": column, "end_line": end_line, "end_column": end_column}


def _place(place: Place) -> dict[str, Any]:
    return dict(place._asdict())


def _summary(tally: Tally) -> dict[str, Any]:
    return {
        "exit_status": tally.status,
        "passed": tally.status == 0,
        "outcome": outcome(tally),
        "audited": tally.audited,
        "failed": tally.failed,
        "skipped": tally.skipped,
        "not_rated": tally.unrated,
        "unchanged": tally.unchanged,
        "stale": tally.stale,
        "fell": [{"name": name, "before": before, "value": value} for name, before, value in tally.fell],
        "findings": {level: tally.findings[level] for level in LEVELS},
        "aside": {state: tally.aside[state] for state in ("ignored", "known", "context")},
    }
