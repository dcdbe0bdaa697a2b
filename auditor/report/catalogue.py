"""What `auditor rules` prints: the list of rules, and how their examples held. The page of one is `explain`'s."""

from __future__ import annotations

from itertools import groupby

from auditor.gate import count
from auditor.report.layout import width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Rule
    from auditor.report.layout import Paper
    from auditor.rules import RuleSet

_ROOM = 24  # cells that a summary takes beside its rule; with fewer it stands below


def rule_list(rules: Iterable[Rule], paper: Paper) -> Iterator[str]:
    """Yield the rules by category: id, level, what it finds."""
    rules = sorted(rules, key=lambda r: (r.category, r.id))
    wide = max((len(rule.id) for rule in rules), default=0)
    for category, members in groupby(rules, key=lambda r: r.category):
        yield paper.ink(category, "bold")
        for rule in members:
            state = "preview" if rule.status == "preview" else "" if rule.enabled else "off"
            left = f"  {rule.id:<{wide}} {rule.level:<8} {state:<8} "
            painted = f"  {rule.id:<{wide}} {paper.ink(f'{rule.level:<8}', rule.level)} {paper.ink(f'{state:<8}', 'dim')} "
            room = paper.columns - width(left)
            if room < _ROOM:
                yield painted.rstrip()
                yield from (f"    {line}" for line in wrap(paper.text(rule.summary), paper.columns - 4, paper.columns - 4))
                continue
            first, *more = wrap(paper.text(rule.summary), room, room)
            yield painted + first
            yield from (" " * width(left) + line for line in more)
        yield ""
    if any(rule.status == "preview" for rule in rules):
        yield from wrap("preview: its precision is not established yet; shown with --preview", *[paper.columns] * 2)
    if any(rule.status != "preview" and not rule.enabled for rule in rules):
        yield from wrap("off: shown only where --select or the configuration names it", *[paper.columns] * 2)
    yield f"{count(len(rules), 'rule')}. One in full: auditor rules explain ID"


def proof_outcome(loaded: RuleSet, failed: int) -> str:
    """Say in one line how the examples of rules held."""
    examples = sum(len(rule.bad) + len(rule.good) for rule in loaded.rules)
    total = f"{count(len(loaded.rules), 'rule')}, {count(examples, 'example')}"
    wrong = [f"{count(failed, 'rule')} {'does' if failed == 1 else 'do'} not hold"] if failed else []
    if loaded.problems:
        wrong.append(f"{count(len(loaded.problems), 'file')} broken")
    return f"FAILED  {total}: {', '.join(wrong)}" if wrong else f"PASSED  {total}"
