"""`auditor diff`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath
from typing import Any

import click

from auditor.cli.output import color_option, complain, paper, write
from auditor.cli.settings import config_option, configured, profile_option, selected, tell
from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.config import Selections
    from auditor.difference import Differences
    from auditor.report.stored import Stored

_EPILOG = """\b
Examples:
  auditor diff before.md after.md
  git show HEAD:post.md | auditor diff - post.md --fail-on-regression
  auditor check posts/ --format json > new.json; auditor diff old.json new.json

\b
Worse is a new error or warning (a note with --notes), a lower score, or a
claim that lost its source. Exit status: 0, or 1 with --fail-on-regression
where anything is worse; 2 wrong usage, or versions that do not compare;
3 something could not be read or audited.
"""
_FORMATS = ("terminal", "markdown", "json")


@click.command(epilog=_EPILOG)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="terminal", help="Report on standard output.")
@click.option("--fail-on-regression", is_flag=True, help="Exit with status 1 where anything got worse.")
@click.option("--notes", is_flag=True, help="Count notes, too.")
@click.option("--full", is_flag=True, help="List everything, unchanged findings too.")
@profile_option
@config_option
@color_option
def diff(old: str, new: str, **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Compare two versions of an article: what got better, what got worse, and the score.

    OLD and NEW are articles, or reports made by “auditor check --format json”, or “-” for standard input, which is read in the
    format of the other.
    """
    from auditor.report.differences import FORMATS  # noqa: PLC0415 — `--help` needs none of these

    read, mistakes = configured(options, (old, new))
    selection, problems = selected(read, {key: options[key] for key in ("profile", "config_file")}, (old, new))
    wrong = tell((*mistakes, *problems))
    found = _compared(old, new, selection, notes=options["notes"])
    for reason in found.failed:
        complain(reason)
    write("".join(f"{line}\n" for line in FORMATS[options["format_"]](found, paper(options["color"]), options["full"])))
    if wrong:
        return 2
    if found.failed or any(one.broken for one in found.articles):
        return 3
    return 1 if options["fail_on_regression"] and found.worse else 0


def _compared(old: str, new: str, selection: Selections, *, notes: bool) -> Differences:
    from auditor.difference import compare  # noqa: PLC0415

    if old == new == "-":
        raise UsageError("OLD and NEW are both “-”: standard input holds one version; name a file for the other")
    before, after = (_stored(name, other, selection) for name, other in ((old, new), (new, old)))
    try:
        found = compare(before.results, after.results, notes=notes)
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{old} or {new}: is a damaged report ({type(error).__name__}: {error}); make it anew") from error
    if not found.articles and not found.failed:
        raise UsageError(f"{old} and {new}: have no article of the same name in common; audit both from one directory")
    if before.auditor == after.auditor:
        return found
    made = f"Made by auditor {before.auditor} and auditor {after.auditor}: rules may differ."
    return replace(found, notices=(made,))


def _stored(name: str, other: str, selection: Selections) -> Stored:
    """Give a version: the report that a file holds, or one made of the article in it."""
    from auditor import __version__  # noqa: PLC0415
    from auditor.pipeline import audit_document  # noqa: PLC0415
    from auditor.read import SUFFIXES  # noqa: PLC0415
    from auditor.read.sources import read_document, read_source  # noqa: PLC0415
    from auditor.report.json import audit_value  # noqa: PLC0415
    from auditor.report.stored import Stored, stored_report  # noqa: PLC0415

    suffix = PurePath(other).suffix.lower()
    source = read_source(name, format=SUFFIXES.get(suffix) if name == "-" else None)
    found = stored_report(source)
    return found or Stored(
        [audit_value(audit_document(read_document(source), selection.of(other if name == "-" else name)))], __version__
    )
