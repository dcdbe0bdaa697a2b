"""JUnit's XML: a suite an article, a case a rule that found something, and one for the score. A case fails where the gate does.

So a dashboard is red when the run is: findings below ``--fail-on`` pass, and their words stand in the output of the case. What
is ignored, known or outside the change is skipped, with its reason. A text that could not be audited, or a rule that broke, is
an error.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from auditor.gate import count
from auditor.model import Failure
from auditor.report.told import INTERNAL_ERROR, NOT_AUDITED, aside, broken, message, reason, told
from auditor.report.xml import PROLOGUE, tag, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Literal

    from auditor.audited import Audit
    from auditor.gate import Gate
    from auditor.model import Finding
    from auditor.report.common import Settings

    Outcome = Literal["passed", "failure", "error", "skipped"]
    Case = tuple[str, Outcome, str, str, Sequence[str]]  # name, outcome, type, message, lines

SCORE = "sourcing-score"


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield a ``testsuite`` element for each result."""
    yield f'{PROLOGUE}<testsuites name="auditor">\n'
    for result in results:
        name = result.name
        cases = list(_cases(result, settings))
        del result
        yield _suite(name, cases)
    yield "</testsuites>\n"


def _suite(name: str, cases: list[Case]) -> str:
    outcomes = Counter(outcome for _, outcome, *_ in cases)
    numbers = {"tests": len(cases), "failures": outcomes["failure"], "errors": outcomes["error"], "skipped": outcomes["skipped"]}
    head = tag("testsuite", {"name": name, **numbers, "file": name}, ">")
    return f"{head}\n{''.join(_case(name, case) for case in cases)}</testsuite>\n"


def _case(suite: str, case: Case) -> str:
    name, outcome, kind, said, lines = case
    head = {"name": name, "classname": suite}
    body = "".join(f"{words(line)}\n" for line in lines)
    if outcome == "passed":
        return f"{tag('testcase', head, '>')}<system-out>{body}</system-out></testcase>\n" if body else f"{tag('testcase', head)}\n"
    attributes = {"type": kind, "message": said} if kind else {"message": said}
    return f"{tag('testcase', head, '>')}{tag(outcome, attributes, '>')}{body}</{outcome}></testcase>\n"


def _cases(result: Audit | Failure, settings: Settings) -> Iterator[Case]:
    if isinstance(result, Failure):
        yield NOT_AUDITED, "error", result.kind, reason(result), ()
        return
    gate = settings.tally.gate
    yield _score(result, gate)
    for rule, error in result.broken:
        yield f"{INTERNAL_ERROR}: {rule.id}", "error", INTERNAL_ERROR, broken(rule, error), ()
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding, _ in told(result, [""] * len(result.findings), notes=settings.notes):
        by_rule[finding.rule.id].append(finding)
    for name, findings in by_rule.items():
        yield _rule(result.name, name, findings, gate)


def _score(audit: Audit, gate: Gate) -> Case:
    value, least = audit.score.value, gate.fail_under
    if value is None:
        return SCORE, "skipped", "", "not rated: too few claims", ()
    said = f"sourcing {value} of 100 ({audit.score.grade})"
    if least is not None and value < least:
        return SCORE, "failure", "score", f"{said}; at least {least:g} is asked", ()
    return SCORE, "passed", "", "", (said,)


def _rule(name: str, rule: str, findings: Sequence[Finding], gate: Gate) -> Case:
    """Give the case of one rule: what fails stands first, then what passes, then what does not count."""
    lines = [f"{name}:{f.line}:{f.column}: {_standing(f)} {message(f)}" for f in findings]
    counted = [f for f in findings if f.state == "new"]
    failing = [f for f in counted if gate.fails_on(f.level)]
    if failing:
        more = f" (and {count(len(failing) - 1, 'more finding')})" if len(failing) > 1 else ""
        return rule, "failure", failing[0].level, f"{message(failing[0])}{more}", lines
    if counted:
        return rule, "passed", "", "", lines
    return rule, "skipped", "", "; ".join(dict.fromkeys(aside(f) for f in findings)), lines


def _standing(finding: Finding) -> str:
    why = aside(finding)
    return f"{finding.level} ({why})" if why else finding.level
