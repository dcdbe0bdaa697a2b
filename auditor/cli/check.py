"""`auditor check`."""

from __future__ import annotations

import gc
import math
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from auditor.cli.files import Output, Sheet, without_outputs
from auditor.cli.network import network_options
from auditor.cli.output import color_option, complain, one_screen, paper, write
from auditor.cli.settings import profile_option, selected
from auditor.model import LEVELS
from auditor.report import REPORTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from auditor.cli.network import Evidence
    from auditor.cli.progress import Bar
    from auditor.config import Config, Selection
    from auditor.document import Document
    from auditor.gate import Tally
    from auditor.model import Failure, Verdict
    from auditor.pipeline import Audit
    from auditor.read.sources import Found
    from auditor.report import Output as Reported
    from auditor.report.common import Settings

_EPILOG = """\b
Examples:
  auditor check article.md
  auditor check posts/ --fail-on warning --fail-under 60
  auditor check posts/ --format markdown >> "$GITHUB_STEP_SUMMARY"
  auditor check . --output json=report.json --output markdown=report.md
  git show HEAD:post.md | auditor check - --stdin-filename post.md

\b
The gate: --fail-on, --fail-under and --max-warnings decide about exit
status 1. Neither they nor --select and --ignore move a score. A text with
fewer than five claims is not rated; --fail-under passes it over, and says so.
"""
_CONFIG_HELP = "Use this file, not the nearest auditor.toml (or pyproject.toml with [tool.auditor]) from here upwards."


def _names(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def _finite(_ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    if value is not None and not math.isfinite(value):  # a range lets “nan” pass, and nothing is under it
        raise click.BadParameter(f"{value} is no score from 0 to 100", param=param)
    return value


def _outputs(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[Output, ...]:
    found = []
    for value in values:
        name, equals, file = value.partition("=")
        if not equals or not file or name not in REPORTERS:
            raise click.BadParameter(f"“{value}” is not FORMAT=FILE; formats are {', '.join(REPORTERS)}", param=param)
        if file == "-":
            raise click.BadParameter(f"“{value}”: for standard output there is --format {name}", param=param)
        found.append(Output(name, file))
    return tuple(found)


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(list(REPORTERS)), default="terminal", help="Report on standard output.")
@click.option("--output", multiple=True, callback=_outputs, metavar="FORMAT=FILE", help="Also write to a file; repeatable.")
@click.option("--fail-on", type=click.Choice([*LEVELS, "never"]), help="Level that fails the run (default error).")
@click.option("--fail-under", type=click.FloatRange(0, 100), callback=_finite, metavar="SCORE", help="Least score of a text.")
@click.option("--max-warnings", type=click.IntRange(0), metavar="N", help="Fail on more warnings than this in the whole run.")
@click.option("--select", multiple=True, callback=_names, metavar="NAMES", help="Show only these rules or categories.")
@click.option("--ignore", multiple=True, callback=_names, metavar="NAMES", help="Hide these rules or categories.")
@profile_option
@click.option("--preview", is_flag=True, default=None, help="Also show what rules find whose precision is not established.")
@click.option("--rules", "packs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Add a directory of rules.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help=_CONFIG_HELP)
@click.option("--include", multiple=True, metavar="GLOB", help="When walking, audit only files like this.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="When walking, leave out files like this.")
@click.option("--notes", is_flag=True, default=None, help="Show notes too.")
@click.option("--full", is_flag=True, help="Show everything, for every text.")
@click.option("--stdin-filename", default="-", metavar="NAME", help="Name (and suffix) of the text on standard input (“-”).")
@click.option("--quiet", is_flag=True, help="No report on standard output: only errors, the outcome and the exit status.")
@click.option("--online", is_flag=True, default=None, help="Also ask the network whether sources are there and say this.")
@network_options
@color_option
def check(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Audit articles and report what a reader cannot check.

    PATH is a file, a directory, a glob, or “-” for standard input.
    """
    from auditor.gate import Gate, Tally, outcome  # noqa: PLC0415 — shell completion needs none of these
    from auditor.read.sources import walk  # noqa: PLC0415
    from auditor.report import publish  # noqa: PLC0415

    gc.set_threshold(20_000, 20, 100)  # documents hold no cycles worth looking for; the default looks very often

    online = bool(options["online"])
    options["online"] = online or options["evidence"] is not None or None
    config, selection, problems = selected(options)
    evidence = _evidence(config, options, ask=online)
    gate = Gate(config.fail_on, config.fail_under, config.max_warnings)
    tally = Tally(gate, notes=config.notes, selected=bool(config.select), problems=problems)
    walked = walk(paths, include=config.include, exclude=config.exclude)
    found = without_outputs(walked, options["output"], str(config.path or ""))
    with ExitStack() as files:
        sheets, outputs = _opened(options, config, tally, files)
        publish(_results(found, selection, options, evidence, tally=tally, files=files), outputs)
        for sheet in sheets:
            sheet.keep()
    if options["quiet"] or options["format_"] != "terminal":
        click.echo(outcome(tally), err=True)
    if evidence is not None and evidence.interrupted:
        raise click.Abort
    return tally.status


def _evidence(config: Config, options: dict[str, Any], *, ask: bool) -> Evidence | None:
    """Give what gives evidence, where the network or a file is asked."""
    if not config.online:
        alone = [name for name in ("timeout", "max_age", "confirm", "headers", "require_answers") if options[name]]
        if alone:
            name = alone[0].replace("_", "-").replace("headers", "header")
            raise click.UsageError(f"--{name} is about the network, which is only asked with --online")
        return None
    from auditor.cli.network import Evidence  # noqa: PLC0415 — plain runs ask nobody

    return Evidence(config, options, ask=ask)


def _results(
    found: list[Found | Failure],
    selection: Selection,
    options: dict[str, Any],
    evidence: Evidence | None,
    *,
    tally: Tally,
    files: ExitStack,
) -> Iterator[Audit | Failure]:
    """Audit the files, telling standard error of each that cannot be; the bar is wiped before anything is printed."""
    from auditor.cli.progress import Bar  # noqa: PLC0415
    from auditor.pipeline import audit_all  # noqa: PLC0415

    def skipped(_name: str) -> None:
        tally.skipped += 1

    def look(documents: Sequence[Document]) -> Mapping[str, Verdict]:
        known = evidence.look(documents) if evidence is not None else {}
        tally.unanswered = evidence.unanswered() if evidence is not None and options["require_answers"] else 0
        return known

    results = audit_all(
        found, selection, stdin_name=options["stdin_filename"], skipped=skipped, look=look if evidence is not None else None
    )
    flows = sys.stdout.isatty() and (options["full"] or options["format_"] in ("concise", "json"))
    bar = Bar(len(found), enabled=evidence is None and not flows)
    files.callback(bar.stop)
    yield from tally.watch(_told(bar.watch(results), bar))
    bar.stop()


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

    def settings(sheet: Paper) -> Settings:
        return Settings(sheet, notes=config.notes, full=options["full"], told=one_screen() and sheet is screen_paper, tally=tally)

    screen_paper = paper(options["color"])
    screen = write if not options["quiet"] else _nowhere
    outputs: list[tuple[Any, Settings, Callable[[str], object]]] = [(REPORTERS[options["format_"]], settings(screen_paper), screen)]
    sheets = [files.enter_context(Sheet(output)) for output in options["output"]]
    outputs += [(REPORTERS[sheet.output.format], settings(Paper()), sheet.write) for sheet in sheets]
    return sheets, outputs


def _nowhere(_text: str) -> None:
    return
