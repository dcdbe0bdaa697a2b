"""Write the catalogue of rules from the rules: `python .ci/catalogue.py > rules/README.md`."""

from __future__ import annotations

from itertools import groupby

from auditor.rules import load_rules

HEAD = """# The rules

Made from the rule files by `python .ci/catalogue.py > rules/README.md`; `auditor rules explain ID` shows all that a rule says of
itself: why, how to mend, whose code of practice backs it, examples and
how its precision was measured.

`auditor fix` mends what rules marked *safe* find, and never changes what is said; what those marked *unsafe* find, with
`--unsafe-fixes` only.

A *preview* rule runs only with `--preview` and never counts in a score: its precision is not established yet.
"""


def cell(text: str) -> str:
    """Give a text that keeps inside its table cell."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def catalogue() -> str:
    """Give the whole page."""
    rules = sorted(load_rules().rules, key=lambda rule: (rule.category, rule.id))
    stable = sum(rule.status == "stable" for rule in rules)
    parts = [HEAD, f"{len(rules)} rules, {stable} of them stable.\n"]
    for category, members in groupby(rules, key=lambda rule: rule.category):
        parts.append(f"\n## {category}\n\n| rule | level | what it finds | the fix | `auditor fix` |\n|---|---|---|---|---|\n")
        for rule in members:
            marks = [rule.level]
            marks += ["preview"] * (rule.status == "preview") + ["only when selected"] * (not rule.enabled)
            link = f"[`{rule.id}`]({category}/{rule.id}.toml)"
            parts.append(f"| {link} | {', '.join(marks)} | {cell(rule.summary)} | {cell(rule.fix)} | {rule.safety} |\n")
    return "".join(parts)


if __name__ == "__main__":
    print(catalogue(), end="")
