"""One line a finding, as editors and scripts read it: ``path:line:col: level rule message``."""

from __future__ import annotations

from auditor.model import Failure
from auditor.report.common import Settings, ignored, shown
from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield a line for each finding, in order of file and place; a finding of several places says how many."""
    for result in results:
        if isinstance(result, Failure):
            yield ""
            continue
        name = one_line(result.name)
        lines = []
        for finding in shown(result.findings, notes=settings.notes):
            more = f" (and {len(finding.places) - 1} more)" if len(finding.places) > 1 else ""
            where = f"{name}:{finding.line}:{finding.column}"
            lines.append(f"{where}: {finding.level} {finding.rule.id} {one_line(finding.message)}{more}\n")
        for finding in ignored(result.findings) if settings.ignored else ():
            said = f"{one_line(finding.message)} ({one_line(finding.reason) or 'no reason given'})"
            lines.append(f"{name}:{finding.line}:{finding.column}: ignored {finding.rule.id} {said}\n")
        for rule, error in result.broken:
            lines.append(f"{name}:1:1: error internal-error {rule.id} failed: {one_line(error)}\n")
        yield settings.paper.text("".join(lines))
