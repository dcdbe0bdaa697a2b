"""`auditor rules`."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.output import color_option, complain, paper, write_lines
from auditor.cli.settings import known_rules

_FOLDER = click.Path(path_type=Path)
_PACKS = click.option("--rules", "packs", multiple=True, type=_FOLDER, metavar="DIR", help="Add a directory of rules.")


@click.group(epilog="\b\nExamples:\n  auditor rules list\n  auditor rules explain no-locator\n  auditor rules test my-rules/")
def rules() -> None:
    """List the rules, explain one, or test your own."""


@rules.command("list", epilog="\b\nExample:\n  auditor rules list --rules my-rules/")
@_PACKS
@color_option
def list_(packs: tuple[Path, ...], color: str) -> int:
    """List every rule: its level, its state, what it finds."""
    from auditor.report.catalogue import rule_list  # noqa: PLC0415 — `--help` needs none of these

    found, problems = known_rules(packs)
    write_lines(rule_list(found, paper(color)))
    return 2 if problems else 0


@rules.command(epilog="\b\nExample:\n  auditor rules explain no-locator")
@click.argument("rule_id", metavar="ID")
@_PACKS
@color_option
def explain(rule_id: str, packs: tuple[Path, ...], color: str) -> int:
    """Explain one rule: why it matters, how to mend what it finds, what backs it, examples.

    Of a category, list the rules.
    """
    from auditor.config import nearest  # noqa: PLC0415
    from auditor.errors import UsageError  # noqa: PLC0415
    from auditor.report.catalogue import rule_list  # noqa: PLC0415
    from auditor.report.explain import INTERNAL_ERROR, internal_error_page, rule_page  # noqa: PLC0415

    found, problems = known_rules(packs)
    rule = next((r for r in found if rule_id == r.id or rule_id in r.aliases), None)
    if rule is None and rule_id == INTERNAL_ERROR:
        write_lines(internal_error_page(paper(color)))
        return 2 if problems else 0
    members = [r for r in found if r.category == rule_id]
    if rule is None and members:
        write_lines(rule_list(members, paper(color)))
        return 2 if problems else 0
    if rule is None:
        near = nearest(rule_id, (r.id for r in found))
        raise UsageError(f"no rule “{rule_id}”{near}{'' if 'did you mean' in near else '; rules of your own: --rules DIR'}")
    write_lines(rule_page(rule, paper(color)))
    return 2 if problems else 0


@rules.command(epilog="\b\nExamples:\n  auditor rules test\n  auditor rules test my-rules/")
@click.argument("directory", required=False, type=click.Path(path_type=Path))
def test(directory: Path | None) -> int:
    """Run the examples of every rule in DIRECTORY (default: auditor's own) against the rule.

    Exit status 0: all hold. 1: an example does not. 2: a rule file is broken.
    """
    from auditor.prove import prove  # noqa: PLC0415
    from auditor.report.catalogue import proof_outcome  # noqa: PLC0415
    from auditor.rules import load_rules  # noqa: PLC0415

    loaded = load_rules(directory)
    for problem in loaded.problems:
        complain(str(problem))
    failed = 0
    for rule in loaded.rules:
        wrong = prove(rule)
        failed += bool(wrong)
        write_lines(f"{rule.category}/{rule.id}: {sentence}" for sentence in wrong)
    write_lines([proof_outcome(loaded, failed)])
    return 2 if loaded.problems else 1 if failed else 0
