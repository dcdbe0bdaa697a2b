"""Findings as an editor underlines them: each place by itself, with the context that belongs to it."""

from __future__ import annotations

from lsprotocol import types

from auditor.report.layout import one_line
from auditor.report.places import rule_page
from auditor.report.told import INTERNAL_ERROR, NOT_AUDITED, broken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lsp.audits import Audited
    from auditor.lsp.client import Client
    from auditor.model import Finding, Place

SOURCE = "auditor"
_SEVERITY = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "note": types.DiagnosticSeverity.Information,
}


def diagnostics(audited: Audited, client: Client, home: str) -> list[types.Diagnostic]:
    """Give what is to be shown of a text; ``home`` is the address of the rules, if any."""
    return [*_untold(audited), *(_diagnostic(audited, f, place, client, home) for f in audited.found for place in f.places)]


def _diagnostic(audited: Audited, finding: Finding, place: Place, client: Client, home: str) -> types.Diagnostic:
    where = audited.positions.range
    page = rule_page(home, finding.rule) if client.linked else ""
    related = [
        types.DiagnosticRelatedInformation(types.Location(audited.text.uri, where(other.start, other.end)), one_line(why))
        for other, why in finding.related
    ]
    return types.Diagnostic(
        range=where(place.start, place.end),
        severity=_SEVERITY[finding.level],
        code=finding.rule.id,
        code_description=types.CodeDescription(page) if page else None,
        source=SOURCE,
        message=one_line(finding.message),
        related_information=related if related and client.related else None,
    )


def _untold(audited: Audited) -> Iterator[types.Diagnostic]:
    """Say at the head of a text that it could not be audited, or which rules failed on it."""
    if audited.reason:
        yield _at_the_head(audited, NOT_AUDITED, f"This text is not audited: {audited.reason}")
    for rule, error in audited.plain.broken if audited.plain else ():
        yield _at_the_head(audited, INTERNAL_ERROR, broken(rule, error))


def _at_the_head(audited: Audited, code: str, message: str) -> types.Diagnostic:
    severity = types.DiagnosticSeverity.Error
    return types.Diagnostic(audited.positions.range(0, 0), message, severity=severity, code=code, source=SOURCE)
