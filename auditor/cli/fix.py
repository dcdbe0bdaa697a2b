"""`auditor fix`, and what `auditor check --fix` does first."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from auditor.cli.network import evidence_of, network_options
from auditor.cli.output import color_option, complain, paper, remark, write_data, write_lines
from auditor.cli.rewrite import RewriteError, put_back
from auditor.cli.sections import Sectioned
from auditor.cli.settings import config_option, configured, names, overridden, profile_option, selected, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.cli.network import Evidence
    from auditor.config import Selections
    from auditor.fix import Look, Rewritten
    from auditor.model import Failure
    from auditor.read.sources import Found
    from auditor.report.fixes import Mending

_EPILOG = """\b
Examples:
  auditor fix article.md              mend what can be mended safely
  auditor fix posts/ --diff           show what would change, change nothing
  auditor fix posts/ --select markup  only what rules of this category find
  auditor fix post.md --unsafe-fixes --online   names and archive copies
  pbpaste | auditor fix -             the mended text on standard output

\b
Safe fixes change nothing that is said: broken tags, entities, encodings,
spacing, tracking, numbers of lists. Unsafe ones may, and want your eyes.
`auditor rules explain ID` says what the fix of a rule does.

\b
Exit status: 0 done, 1 something would change (--diff), 2 wrong usage,
3 a file could not be read or written. What is left is for auditor check.
"""


@click.command(cls=Sectioned, epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--diff", is_flag=True, help="Print the changes as a unified diff, and make none.")
@click.option("--dry-run", is_flag=True, help="Say what would be mended, and mend nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="Also make fixes that may change what is said.")
@click.option("--select", multiple=True, callback=names, metavar="NAMES", help="Mend only what these rules or categories find.")
@click.option("--ignore", multiple=True, callback=names, metavar="NAMES", help="Leave what these rules or categories find.")
@profile_option
@click.option("--preview", is_flag=True, default=None, help="Also mend what rules find whose precision is not established.")
@click.option("--rules", "packs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Add a directory of rules.")
@config_option
@click.option("--include", multiple=True, metavar="GLOB", help="When walking, mend only files like this.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="When walking, leave out files like this.")
@click.option("--stdin-filename", default="-", metavar="NAME", help="Name (and suffix) of the text on standard input (“-”).")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors and the outcome.")
@click.option("--online", is_flag=True, default=None, help="Also ask the network about sources: names and copies for links.")
@network_options
@click.option("--no-cache", is_flag=True, help="Neither use nor keep answers of the network.")
@color_option
def fix(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Mend what can be mended in articles, and never change what is said.

    PATH is a file, a directory, a glob, or “-” for standard input, whose mended text goes to standard output.
    """
    from auditor.cli.check import names_of  # noqa: PLC0415
    from auditor.read.sources import is_address, walk  # noqa: PLC0415 — shell completion needs none of these
    from auditor.report.fixes import Mending, outcome  # noqa: PLC0415

    if options["diff"] and options["dry_run"]:
        raise click.UsageError("--diff and --dry-run both change nothing; choose one")
    if address := next((path for path in paths if is_address(path)), ""):
        raise click.UsageError(f"{address} is an address, and files are mended; save the page as a file")
    if "-" in paths and len(paths) > 1:
        raise click.UsageError("“-” is mended to standard output, files where they lie; name it alone")
    ask = bool(options["online"])
    options = {**options, "online": ask or options["evidence"] is not None or None}
    read, mistakes = configured(options, paths)
    config = overridden(read, options)
    evidence = evidence_of(config, options, ask=ask)
    walked = list(walk(paths, include=config.include, exclude=config.exclude))
    selection, wrong = selected(read, options, names_of(walked, options["stdin_filename"]))
    problems = tell((*mistakes, *wrong))
    run = Mending(dry=options["diff"] or options["dry_run"], problems=problems)
    if problems:  # what was meant to be mended is not known
        walked = []
    look = looked_up(evidence, walked) if evidence else None
    for one in rewritten(walked, selection, run, unsafe=options["unsafe_fixes"], stdin_name=options["stdin_filename"], look=look):
        _show(one, options, run)
        if not run.dry and one.path != "-":
            _put_back(one, run)
    unanswered = evidence.unanswered() if evidence and options["require_answers"] else 0
    if unanswered:
        complain(f"of {unanswered} {'source' if unanswered == 1 else 'sources'} nobody could tell")
    status = _status(run, failed=bool(unanswered), diff=options["diff"])
    remark(outcome(run, status))
    if evidence is not None and evidence.interrupted:
        raise click.Abort
    return status


def _status(run: Mending, *, failed: bool, diff: bool) -> int:
    if run.problems:
        return 2
    if run.failed or not run.files or failed:
        return 3
    return 1 if diff and run.changed else 0


def looked_up(evidence: Evidence, walked: Sequence[Found | Failure]) -> Look:
    """Give what tells the evidence about a text: all files are asked about at once, standard input when it has been read."""
    from auditor.model import Failure  # noqa: PLC0415
    from auditor.runs import read_all  # noqa: PLC0415

    files = [one for one in walked if not isinstance(one, Failure) and one.path != "-"]
    if not files:
        return evidence.look
    known = evidence.look([text for text in read_all(files) if not isinstance(text, Failure)])
    return lambda _texts: known


def rewritten(
    found: Sequence[Found | Failure],
    selection: Selections,
    run: Mending,
    *,
    unsafe: bool,
    stdin_name: str = "-",
    look: Look | None = None,
) -> Iterator[Rewritten]:
    """Mend files one by one, counting them and telling standard error of each that cannot be; nothing is written."""
    from auditor.model import Failure  # noqa: PLC0415
    from auditor.read.sources import OWN_REPORT  # noqa: PLC0415

    for one in found:
        result = one if isinstance(one, Failure) else _mended(one, selection, unsafe, stdin_name, look)
        if not isinstance(result, Failure):
            run.add(result.mended, unsafe=unsafe)
            yield result
        elif result.kind == "empty" and not isinstance(one, Failure) and not one.named:
            run.skipped += 1
            run.reports += OWN_REPORT in result.reason
        else:
            run.failed += 1
            complain(result.reason)


def _mended(one: Found, selection: Selections, unsafe: bool, stdin_name: str, look: Look | None) -> Rewritten | Failure:  # noqa: FBT001
    from auditor.fix import mend_file  # noqa: PLC0415

    chosen = selection.of(stdin_name if one.path == "-" else one.path)
    return mend_file(one, chosen, unsafe=unsafe, stdin_name=stdin_name, look=look)


def _put_back(one: Rewritten, run: Mending) -> None:
    if one.mended.changed:
        try:
            put_back(one)
        except RewriteError as error:
            run.failed += 1
            complain(str(error))


def mend_first(found: Sequence[Found | Failure], selection: Selections, *, unsafe: bool, evidence: Evidence | None = None) -> None:
    """Mend files before they are checked, and say on standard error what was mended; what cannot be read is told by the check."""
    from auditor.gate import count  # noqa: PLC0415
    from auditor.model import Failure  # noqa: PLC0415
    from auditor.report.fixes import Mending  # noqa: PLC0415

    run = Mending()
    look = looked_up(evidence, found) if evidence else None
    for one in found:
        result = one if isinstance(one, Failure) else _mended(one, selection, unsafe, "-", look)
        if not isinstance(result, Failure):
            run.add(result.mended, unsafe=unsafe)
            _put_back(result, run)
    done = sum(run.places.values())
    if done or run.failed:
        failed = f"; {count(run.failed, 'file')} could not be written" if run.failed else ""
        remark(f"auditor: mended {count(done, 'place')} in {count(run.changed, 'file')}{failed}")


def _show(one: Rewritten, options: dict[str, Any], run: Mending) -> None:
    """Print what became of a file: its diff, a text from standard input itself, or what was mended in it."""
    from auditor.report.fixes import diff, mended_lines  # noqa: PLC0415

    if options["diff"]:
        write_lines(diff(one.mended, safe=sys.stdout.isatty()))
        return
    lines = [] if options["quiet"] else list(mended_lines(one.mended, paper(options["color"]), dry=run.dry))
    if one.path != "-":
        write_lines(lines)
        return
    for line in lines:
        remark(line)
    if not run.dry:
        write_data(one.after)
