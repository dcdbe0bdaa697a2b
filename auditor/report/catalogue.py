"""What `auditor rules` prints: the list of rules, and how their examples held. The page of one is `explain`'s."""

from __future__ import annotations

from itertools import groupby

from auditor.gate import count
from auditor.report.layout import head, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Rule
    from auditor.report.layout import Paper
    from auditor.rules import RuleSet


def rule_list(rules: Iterable[Rule], paper: Paper) -> Iterator[str]:
    """Yield the rules by category: id, level, what it finds."""
    rules = sorted(rules, key=lambda r: (r.category, r.id))
    for category, members in groupby(rules, key=lambda r: r.category):
        yield paper.ink(category, "bold")
        for rule in members:
            state = "preview" if rule.status == "preview" else "" if rule.enabled else "off"
            left = f"  {rule.id:<24} {rule.level:<8} {state:<8} "
            painted = f"  {rule.id:<24} {paper.ink(f'{rule.level:<8}', rule.level)} {paper.ink(f'{state:<8}', 'dim')} "
            yield painted + head(paper.text(rule.summary), max(paper.columns - width(left), 24), paper.ellipsis)
        yield ""
    yield f"{count(len(rules), 'rule')}. One in full: auditor rules explain ID"


def proof_outcome(loaded: RuleSet, failed: int) -> str:
    """Say in one line how the examples of rules held."""
    examples = sum(len(rule.bad) + len(rule.good) for rule in loaded.rules)
    total = f"{count(len(loaded.rules), 'rule')}, {count(examples, 'example')}"
    wrong = [f"{count(failed, 'rule')} {'does' if failed == 1 else 'do'} not hold"] if failed else []
    if loaded.problems:
        wrong.append(f"{count(len(loaded.problems), 'file')} broken")
    return f"FAILED  {total}: {', '.join(wrong)}" if wrong else f"PASSED  {total}"
