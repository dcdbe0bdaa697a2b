"""`auditor config`."""

from __future__ import annotations

from pathlib import Path

import click

from auditor.cli.output import color_option, format_option, paper, write, write_lines
from auditor.cli.settings import config_option, configured, overridden, selected, tell


@click.group(epilog="\b\nExamples:\n  auditor config show article.md\n  auditor config schema > auditor.schema.json")
def config() -> None:
    """Show which configuration holds for a file, or the schema of configurations."""


@config.command(epilog="\b\nExamples:\n  auditor config show article.md\n  auditor config show posts/ --format json")
@click.argument("file", default=".")
@format_option
@config_option
@color_option
def show(file: str, format_: str, config_file: Path | None, color: str) -> int:
    """Show every setting that holds for FILE and where it comes from, and what becomes of each rule.

    FILE is an article or a directory. The nearest configuration upwards of it holds; the gate (fail-on, fail-under, max-warnings),
    notes, include and exclude are those of the run: of the nearest upwards of where you are.
    """
    from auditor.config.applied import front_matter  # noqa: PLC0415 — `--help` needs none of these
    from auditor.report.config import show as lines  # noqa: PLC0415
    from auditor.report.config import show_json  # noqa: PLC0415

    options = {"config_file": config_file}
    top, mistakes = configured(options, (file,))
    within = f"{file}/*" if Path(file).is_dir() else file
    chosen, problems = selected(top, options, (within,))
    selection, asked = front_matter(file, chosen.of(within))
    top = overridden(top, options)
    if format_ == "json":
        write(show_json(file, selection, top, asked) + "\n")
    else:
        write_lines(lines(file, selection, top, asked, paper(color)))
    return 2 if tell((*mistakes, *problems)) else 0


@config.command(epilog="\b\nExample:\n  auditor config schema > auditor.schema.json")
def schema() -> None:
    """Print the JSON Schema of configurations, by which editors complete and check them."""
    from auditor.config.schema import PATH  # noqa: PLC0415

    write(PATH.read_text(encoding="utf-8"))
