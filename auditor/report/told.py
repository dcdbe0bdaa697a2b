"""What the reports for CI systems share: which findings they tell, in which words, and what they call what is no finding."""

from __future__ import annotations

from auditor.gate import count
from auditor.report.common import line_list
from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.model import Failure, Finding, Rule, State

NOT_AUDITED = "not-audited"  # in the place of a rule's id: a text that could not be audited
INTERNAL_ERROR = "internal-error"  # a rule that failed on a text
_MOST_LINES = 8
_WHY: dict[State, str] = {"new": "", "known": "known from the baseline", "ignored": "ignored", "context": "outside the change"}


def told(audit: Audit, keys: Iterable[str], *, notes: bool) -> Iterator[tuple[Finding, str]]:
    """Give the findings of every state with their fingerprints: notes only on request."""
    for finding, key in zip(audit.findings, keys, strict=True):
        if notes or finding.level != "note":
            yield finding, key


def message(finding: Finding) -> str:
    """Give the message of a finding on one line, safe to print, with the lines of its other places."""
    words = one_line(finding.message)
    others = finding.places[1:]
    if not others:
        return words
    lines = sorted({place.line for place in others})
    where = f"line{'s' if len(lines) > 1 else ''} {line_list(lines, _MOST_LINES)}"
    return f"{words} (and {count(len(others), 'more place')}: {where})"


def aside(finding: Finding) -> str:
    """Say why the gate does not count a finding: its state, and the reason that somebody gave; nothing for a new one."""
    why = _WHY[finding.state]
    return f"{why}: {one_line(finding.reason)}" if why and finding.reason else why


def broken(rule: Rule, error: str) -> str:
    """Say that a rule failed on a text."""
    return f"the rule {rule.id} failed on this text ({one_line(error)}); please report it. The other rules ran."


def reason(failure: Failure) -> str:
    """Say why a text could not be audited, on one line, safe to print."""
    return one_line(failure.reason)
