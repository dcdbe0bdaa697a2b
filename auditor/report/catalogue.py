"""What `auditor rules` prints: the list of rules, and the page of one."""

from __future__ import annotations

from itertools import groupby

from auditor.gate import count
from auditor.report.layout import clean, head, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Example, Rule
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


def rule_page(rule: Rule, paper: Paper) -> Iterator[str]:
    """Yield everything a rule says of itself."""
    yield f"{paper.ink(rule.id, 'bold')}  {paper.ink(rule.level, rule.level)}  {rule.category}, {rule.status} since {rule.since}"
    yield from _paragraph(rule.summary, paper)
    yield ""
    for name, text in (("Why", rule.why), ("Fix", rule.fix), ("Measured", rule.measured)):
        if text:
            yield paper.ink(name, "bold")
            yield from _paragraph(text, paper)
            yield ""
    if rule.part:
        yield paper.ink("Score", "bold")
        yield from _paragraph(f"A place costs “{rule.part}” with weight {rule.weight:g}.", paper)
        yield ""
    yield paper.ink("Backed by", "bold")
    for reference in rule.references:
        yield from _paragraph(reference, paper)
    yield ""
    for title, examples in (("Flagged", rule.bad), ("Left alone", rule.good)):
        yield paper.ink(title, "bold")
        for example in examples:
            yield from _example(example, paper)
    if rule.options:
        yield paper.ink("Options", "bold") + f" (finder “{rule.finder}”; set in [rules.{rule.id}] of auditor.toml)"
        for key, value in rule.options.items():
            shown = f"{len(value)} patterns" if key == "patterns" and isinstance(value, list) else repr(value)
            yield from _paragraph(f"{key} = {shown}", paper)


def proof_outcome(loaded: RuleSet, failed: int) -> str:
    """Say in one line how the examples of rules held."""
    examples = sum(len(rule.bad) + len(rule.good) for rule in loaded.rules)
    total = f"{count(len(loaded.rules), 'rule')}, {count(examples, 'example')}"
    wrong = [f"{count(failed, 'rule')} {'does' if failed == 1 else 'do'} not hold"] if failed else []
    if loaded.problems:
        wrong.append(f"{count(len(loaded.problems), 'file')} broken")
    return f"FAILED  {total}: {', '.join(wrong)}" if wrong else f"PASSED  {total}"


def _paragraph(text: str, paper: Paper) -> Iterator[str]:
    for line in wrap(paper.text(text), paper.columns - 2, paper.columns - 2):
        yield f"  {line}"


def _example(example: Example, paper: Paper) -> Iterator[str]:
    for line in paper.text(example.text).rstrip("\n").split("\n"):
        yield f"  | {clean(line)}".rstrip()
    for flag in example.flags:
        yield f"    {paper.ink('^ ' + clean(paper.text(flag)), 'caret')}"
    yield ""
