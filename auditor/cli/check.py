"""`auditor check`."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from auditor.cli.output import color_option, complain, paper, write
from auditor.model import LEVELS
from auditor.report import REPORTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.cli.progress import Bar
    from auditor.config import Config, Selection
    from auditor.errors import UsageError
    from auditor.gate import Tally
    from auditor.model import Failure
    from auditor.pipeline import Audit
    from auditor.report import Output
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


def _outputs(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[tuple[str, Path], ...]:
    pairs = []
    for value in values:
        name, equals, file = value.partition("=")
        if not equals or not file or name not in REPORTERS:
            raise click.BadParameter(f"“{value}” is not FORMAT=FILE; formats are {', '.join(REPORTERS)}", param=param)
        pairs.append((name, Path(file)))
    return tuple(pairs)


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(list(REPORTERS)), default="terminal", help="Report on standard output.")
@click.option("--output", multiple=True, callback=_outputs, metavar="FORMAT=FILE", help="Also write to a file; repeatable.")
@click.option("--fail-on", type=click.Choice([*LEVELS, "never"]), help="Level that fails the run (default error).")
@click.option("--fail-under", type=click.FloatRange(0, 100), metavar="SCORE", help="Fail where a text scores less.")
@click.option("--max-warnings", type=click.IntRange(0), metavar="N", help="Fail on more warnings than this in the whole run.")
@click.option("--select", multiple=True, callback=_names, metavar="NAMES", help="Show only these rules or categories.")
@click.option("--ignore", multiple=True, callback=_names, metavar="NAMES", help="Hide these rules or categories.")
@click.option("--preview", is_flag=True, default=None, help="Also show what rules find whose precision is not established.")
@click.option("--rules", "packs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Add a directory of rules.")
@click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help=_CONFIG_HELP)
@click.option("--include", multiple=True, metavar="GLOB", help="When walking, audit only files like this.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="When walking, leave out files like this.")
@click.option("--notes", is_flag=True, default=None, help="Show notes too.")
@click.option("--full", is_flag=True, help="Show everything, for every text.")
@click.option("--stdin-filename", default="-", metavar="NAME", help="Name (and suffix) of the text on standard input (“-”).")
@click.option("--quiet", is_flag=True, help="No report on standard output: only errors, the outcome and the exit status.")
@color_option
def check(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Audit articles and report what a reader cannot check.

    PATH is a file, a directory, a glob, or “-” for standard input.
    """
    from auditor.config import select_rules  # noqa: PLC0415 — shell completion needs none of these
    from auditor.gate import Gate, Tally, outcome  # noqa: PLC0415
    from auditor.report import publish  # noqa: PLC0415

    config, mistakes = configured(options)
    selection = select_rules(config)
    problems = (*mistakes, *selection.problems)
    for problem in problems:
        complain(str(problem))
    gate = Gate(config.fail_on, config.fail_under, config.max_warnings)
    tally = Tally(gate, notes=config.notes, problems=len(problems))
    with ExitStack() as files:
        outputs = _opened(options, config, tally, files)
        publish(_results(paths, config, selection, options, tally=tally, files=files), outputs)
    if options["quiet"] or options["format_"] != "terminal":
        click.echo(outcome(tally), err=True)
    return tally.status


def configured(options: dict[str, Any]) -> tuple[Config, tuple[UsageError, ...]]:
    """Read the nearest or named configuration file and let the options of the command line override it."""
    from auditor.config import Config, find_config, load_config  # noqa: PLC0415

    path = options["config_file"] or find_config()
    config, mistakes = load_config(path) if path else (Config(), ())
    keys = ("select", "ignore", "preview", "notes", "fail_on", "fail_under", "max_warnings", "include", "exclude")
    given = {key: options[key] for key in keys if options.get(key) not in (None, ())}
    config = replace(config, **given, packs=(*config.packs, *options["packs"]))
    if config.fail_on == "note":  # what fails a run is shown
        config = replace(config, notes=True)
    return config, mistakes


def _results(
    paths: tuple[str, ...], config: Config, selection: Selection, options: dict[str, Any], *, tally: Tally, files: ExitStack
) -> Iterator[Audit | Failure]:
    """Audit the files, telling standard error of each that cannot be; the bar is wiped before anything is printed."""
    from auditor.cli.progress import Bar  # noqa: PLC0415
    from auditor.pipeline import audit_all  # noqa: PLC0415
    from auditor.read.sources import walk  # noqa: PLC0415

    def skipped(_name: str) -> None:
        tally.skipped += 1

    found = list(walk(paths, include=config.include, exclude=config.exclude))
    results = audit_all(found, selection, stdin_name=options["stdin_filename"], skipped=skipped)
    bar = Bar(len(found), enabled=not (sys.stdout.isatty() and (options["full"] or options["format_"] in ("concise", "json"))))
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


def _opened(options: dict[str, Any], config: Config, tally: Tally, files: ExitStack) -> list[Output]:
    """Open every output before the work begins, so that a wrong path costs nothing."""
    from auditor.report.common import Settings  # noqa: PLC0415
    from auditor.report.layout import Paper  # noqa: PLC0415

    def settings(sheet: Paper) -> Settings:
        return Settings(sheet, notes=config.notes, full=options["full"], tally=tally)

    screen = write if not options["quiet"] else _nowhere
    outputs: list[tuple[Any, Settings, Callable[[str], object]]] = [
        (REPORTERS[options["format_"]], settings(paper(options["color"])), screen)
    ]
    for name, path in options["output"]:
        try:
            file = files.enter_context(path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n"))
        except OSError as error:
            raise click.UsageError(f"--output {name}={path}: cannot be written ({error.strerror})") from error
        outputs.append((REPORTERS[name], settings(Paper()), file.write))
    return outputs


def _nowhere(_text: str) -> None:
    return
