"""`auditor claims` and `auditor sources`."""

from __future__ import annotations

import click

from auditor.cli.output import color_option, paper, write_lines


@click.command(epilog="\b\nExamples:\n  auditor claims article.md\n  auditor claims article.md --why")
@click.argument("file")
@click.option("--why", is_flag=True, help="Say why each sentence needs a source, and what it rests on.")
@color_option
def claims(file: str, why: bool, color: str) -> None:  # noqa: FBT001 — click's signature
    """Show every sentence of an article that needs a source, and whether it has one."""
    from auditor.pipeline import audit  # noqa: PLC0415 — `--help` needs none of these
    from auditor.report.inspect import claim_map  # noqa: PLC0415

    write_lines(claim_map(audit(file), paper(color), why=why))


@click.command(epilog="\b\nExample:\n  auditor sources article.md")
@click.argument("file")
@color_option
def sources(file: str, color: str) -> None:
    """Show every source of an article: references, links, voices and documents, how often they are used, and where."""
    from auditor.pipeline import audit  # noqa: PLC0415
    from auditor.report.inspect import inventory  # noqa: PLC0415

    write_lines(inventory(audit(file), paper(color)))
