"""`auditor check`."""

from __future__ import annotations

import gc
import sys
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import click

from auditor.cli.against import Against, against_options, finite, with_baseline
from auditor.cli.files import Output, Sheet, without_outputs
from auditor.cli.network import evidence_of, network_options, with_pages
from auditor.cli.output import color_option, complain, one_screen, paper, remark, write
from auditor.cli.running import asked_for, cache_of, jobs_of, running_options, timed
from auditor.cli.sections import Sectioned
from auditor.cli.settings import Number, config_option, configured, names, overridden, profile_option, selected, tell
from auditor.model import LEVELS
from auditor.report import DETAILED, REPORTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from auditor.audited import Audit
    from auditor.cli.network import Evidence
    from auditor.cli.progress import Bar
    from auditor.config import Config, Selections
    from auditor.document import Document
    from auditor.gate import Tally
    from auditor.model import Failure, Verdict
    from auditor.read.sources import Found
    from auditor.report import Output as Reported
    from auditor.report.common import Settings

_EPILOG = """\b
Examples:
  auditor check article.md
  auditor check posts/ --fail-on warning --fail-under 60
  auditor check posts/ --format markdown >> "$GITHUB_STEP_SUMMARY"
  auditor check . --output json=report.json --output markdown=report.md
  auditor check posts/ --baseline auditor-baseline.json
  auditor check . --changed-since origin/main
  auditor check https://news.example.org/2026/mill
  git show HEAD:post.md | auditor check - --stdin-filename post.md

\b
The gate: --fail-on, --fail-under and --max-warnings decide about exit
status 1. Neither they nor --select and --ignore move a score. A text with
fewer than five claims is not rated; --fail-under passes it over, and says so.

\b
Old texts: with --baseline only findings that it does not know gate, and
--fail-under is for texts that it does not know; --fail-on-drop is for the
others. With --changed-since only findings in changed lines gate, and those
that the change made elsewhere in its files; --fail-under is for new files.
Files met by walking in which nothing changed are not audited.
"""
_FORMAT_HELP = f"Report on standard output: {', '.join(REPORTERS)}."


_LINKING = {"sarif", "rdjson"}  # formats that link rules
_LATE = {"terminal", "markdown", "github"}  # formats that tell most of it at the end


def _outputs(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Output, ...]:
    found = []
    for value in values:
        name, equals, file = value.partition("=")
        name = name.lower()
        if not equals or not file or name not in REPORTERS:
            raise click.BadParameter(f"“{value}” is not FORMAT=FILE; formats are {', '.join(REPORTERS)}", param=param)
        if file == "-":
            raise click.BadParameter(f"“{value}”: for standard output there is --format {name}", param=param)
        found.append(Output(name, file))
    return tuple(found)


@click.command(cls=Sectioned, epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(REPORTERS), case_sensitive=False),
    default="terminal",
    metavar="FORMAT",
    help=_FORMAT_HELP,
)
@click.option("--output", multiple=True, callback=_outputs, metavar="FORMAT=FILE", help="Also write to a file; repeatable.")
@click.option("--fail-on", type=click.Choice([*LEVELS, "never"]), help="Level that fails the run (default error).")
@click.option("--fail-under", type=Number(0, 100), callback=finite, metavar="SCORE", help="Least score of a text.")
@click.option("--max-warnings", type=click.IntRange(0), metavar="N", help="Fail on more warnings than this in the whole run.")
@click.option("--select", multiple=True, callback=names, metavar="NAMES", help="Show only these rules or categories.")
@click.option("--ignore", multiple=True, callback=names, metavar="NAMES", help="Hide these rules or categories.")
@against_options
@profile_option
@click.option("--preview", is_flag=True, default=None, help="Also show what rules find whose precision is not established.")
@click.option("--rules", "packs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Add a directory of rules.")
@config_option
@click.option("--include", multiple=True, metavar="GLOB", help="When walking, audit only files like this.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="When walking, leave out files like this.")
@click.option("--force-exclude", is_flag=True, help="Leave out named files, too, that a walk would leave out (for pre-commit).")
@click.option("--notes", is_flag=True, default=None, help="Show notes too.")
@click.option("--no-ignores", is_flag=True, help="Audit as if nobody had ignored anything: no directive, no per-file-ignores.")
@click.option("--show-ignored", is_flag=True, help="List what is ignored, with its reasons.")
@click.option("--full", is_flag=True, help="Show everything, for every text.")
@click.option("--stdin-filename", default="-", metavar="NAME", help="Name (and suffix) of the text on standard input (“-”).")
@click.option("--fix", is_flag=True, help="First mend what can be mended safely, in the files themselves (auditor fix).")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix, also make fixes that may change what is said.")
@click.option("-q", "--quiet", is_flag=True, help="No report on standard output: only errors, the outcome and the exit status.")
@running_options
@click.option("--online", is_flag=True, default=None, help="Also ask the network whether sources are there and say this.")
@network_options
@color_option
def check(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Audit articles and report what a reader cannot check.

    PATH is a file, a directory, a glob, “-” for standard input, or the address of an article on the web.
    """
    if options["unsafe_fixes"] and not options["fix"]:
        raise click.UsageError("--unsafe-fixes goes with --fix")
    _refuse_addresses(paths, options)
    if options["fix"] and "-" in paths:
        raise click.UsageError("--fix mends files; for standard input there is auditor fix -")
    if options["watch"]:
        from auditor.cli.watch import watch  # noqa: PLC0415 — most runs are over when they are

        return watch(paths, options, partial(_run, paths, options))
    with timed(options):
        return _run(paths, options)


def _refuse_addresses(paths: tuple[str, ...], options: dict[str, Any]) -> None:
    """Refuse what only files can be asked to do. Raises `click.UsageError`."""
    from auditor.read.sources import is_address  # noqa: PLC0415 — shell completion needs it not

    address = next((path for path in paths if is_address(path)), "")
    for option, why in _OF_FILES.items() if address else ():
        if options[option]:
            raise click.UsageError(f"--{option.replace('_', '-')} {why}, and {address} is an address; save the page as a file")


_OF_FILES = {"fix": "mends files", "watch": "watches files", "changed_since": "asks git about files"}


def _run(paths: tuple[str, ...], options: dict[str, Any]) -> int:
    """Audit once; gives the exit status."""
    from auditor.gate import Gate, Tally, outcome  # noqa: PLC0415 — shell completion needs none of these
    from auditor.read.sources import is_address, walk  # noqa: PLC0415
    from auditor.report import publish  # noqa: PLC0415

    ask = bool(options["online"])
    options = {**options, "online": ask or options["evidence"] is not None or None}
    read, mistakes = configured(options, paths)
    config = with_baseline(overridden(read, options), options)
    evidence = evidence_of(config, options, ask=ask, fetching=any(map(is_address, paths)))
    gate = Gate(config.fail_on, config.fail_under, config.max_warnings, config.fail_on_drop, config.strict_baseline)
    force = options["force_exclude"]
    walked = walk(paths, include=config.include, exclude=config.exclude, force_exclude=force)
    kept = {"the configuration file": str(config.path or ""), "the baseline": str(config.baseline or "")}
    found = without_outputs(walked, options["output"], kept)
    selection, problems = selected(read, options, names_of(found, options["stdin_filename"]))
    told = tell((*mistakes, *problems))
    tally = Tally(gate, notes=config.notes, selected=bool(config.select), problems=told, optional=force)
    against = Against(config, selection, options)
    found = against.worth_auditing(found, tally)
    found = with_pages(found, config, options)
    gc.set_threshold(20_000, 20, 100)  # documents hold no cycles worth looking for; the default looks very often
    if not gc.get_freeze_count():
        gc.freeze()  # what is loaded by now stays, and is looked at no more
    with ExitStack() as files:
        sheets, outputs = _opened(options, config, tally, files)
        if options["fix"] and not told:
            _mend(found, selection, unsafe=options["unsafe_fixes"], evidence=evidence)
        publish(audited(found, selection, options, against.judged, tally=tally, files=files, evidence=evidence), outputs)
        for sheet in sheets:
            sheet.keep()
    if options["quiet"] or options["format_"] != "terminal":
        remark(outcome(tally))
    if evidence is not None and evidence.interrupted:
        raise click.Abort
    return tally.status


def _mend(found: list[Found | Failure], selection: Selections, *, unsafe: bool, evidence: Evidence | None) -> None:
    from auditor.cli.fix import mend_first  # noqa: PLC0415 — few runs mend

    mend_first(found, selection, unsafe=unsafe, evidence=evidence)


def names_of(found: list[Found | Failure], stdin_name: str = "-") -> Iterator[str]:
    """Give the names of what will be read, by which configurations are looked for."""
    from auditor.model import Failure  # noqa: PLC0415

    return (stdin_name if one.path == "-" else one.path for one in found if not isinstance(one, Failure))


def audited(
    found: list[Found | Failure],
    selection: Selections,
    options: dict[str, Any],
    judged: Callable[[Iterable[Audit | Failure], Tally], Iterable[Audit | Failure]],
    *,
    tally: Tally,
    files: ExitStack,
    evidence: Evidence | None = None,
) -> Iterator[Audit | Failure]:
    """Audit the files, telling standard error of each that cannot be; the bar is wiped before anything is printed.

    ``judged`` tells what of it is new, before it is counted.
    """
    from auditor.cli.progress import Bar  # noqa: PLC0415
    from auditor.runs import audit_all  # noqa: PLC0415

    cache = cache_of(options, selection, found) if evidence is None else None
    if cache:
        files.callback(cache.close)
    results = audit_all(
        found,
        selection,
        stdin_name=options["stdin_filename"],
        skipped=partial(_skipped, tally),
        cache=cache,
        named=asked_for(options),
        jobs=jobs_of(options, found),
        detail=options["full"] or not DETAILED.isdisjoint((options["format_"], *(output.format for output in options["output"]))),
        look=partial(_look, evidence, tally if options["require_answers"] else None) if evidence is not None else None,
    )
    flows = sys.stdout.isatty() and (options["full"] or options["format_"] not in _LATE)
    bar = Bar(len(found), enabled=evidence is None and not flows)
    files.callback(bar.stop)
    yield from tally.watch(judged(_told(bar.watch(results), bar), tally))
    bar.stop()


def _skipped(tally: Tally, failure: Failure) -> None:
    from auditor.read.sources import OWN_REPORT  # noqa: PLC0415

    tally.skipped += 1
    tally.reports += OWN_REPORT in failure.reason


def _look(evidence: Evidence, tally: Tally | None, documents: Sequence[Document]) -> Mapping[str, Verdict]:
    """Give the evidence about texts; ``tally`` is told, if anybody wants to know, of how many sources nobody could tell."""
    known = evidence.look(documents)
    if tally is not None:
        tally.unanswered = evidence.unanswered()
    return known


def _told(results: Iterable[Audit | Failure], bar: Bar) -> Iterator[Audit | Failure]:
    from auditor.model import Failure  # noqa: PLC0415

    for result in results:
        if isinstance(result, Failure):
            bar.stop()
            complain(result.reason)
        else:
            for rule, error in result.broken:
                bar.stop()
                complain(f"{result.name}: internal-error: the rule {rule.id} failed ({error}); please report it")
        yield result


def _opened(options: dict[str, Any], config: Config, tally: Tally, files: ExitStack) -> tuple[list[Sheet], list[Reported]]:
    """Open every output before the work begins, so that a wrong path costs nothing."""
    from auditor.report.common import Settings  # noqa: PLC0415
    from auditor.report.layout import Paper  # noqa: PLC0415
    from auditor.report.places import Links, repository_page, rules_home, workspace  # noqa: PLC0415

    def settings(sheet: Paper, folder: str = "") -> Settings:
        return Settings(
            sheet,
            notes=config.notes,
            full=options["full"],
            ignored=options["show_ignored"],
            told=one_screen() and sheet is screen_paper,
            tally=tally,
            workspace=where,
            links=Links(folder, page, where),
            home=home,
        )

    where = workspace()
    page = repository_page(where)
    home = rules_home() if _LINKING & {options["format_"], *(output.format for output in options["output"])} else ""
    screen_paper = paper(options["color"])
    screen = write if not options["quiet"] else _nowhere
    outputs: list[tuple[Any, Settings, Callable[[str], object]]] = [(REPORTERS[options["format_"]], settings(screen_paper), screen)]
    sheets = [files.enter_context(Sheet(output)) for output in options["output"]]
    outputs += [(REPORTERS[sheet.output.format], settings(Paper(), sheet.folder), sheet.write) for sheet in sheets]
    return sheets, outputs


def _nowhere(_text: str) -> None:
    return
