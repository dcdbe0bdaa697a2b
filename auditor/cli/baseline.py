"""`auditor baseline`."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from auditor.cli.output import complain, write_lines
from auditor.cli.settings import config_option, configured, overridden, profile_option, selected, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.audited import Audit
    from auditor.baseline import Baseline
    from auditor.compare import Comparison
    from auditor.config import Config
    from auditor.gate import Tally
    from auditor.model import Failure

_PATH = click.Path(path_type=Path)
_BASELINE_HELP = "The baseline (default: that of the configuration, else auditor-baseline.json)."


@click.group(
    epilog="\b\nExamples:\n  auditor baseline write\n  auditor check . --baseline auditor-baseline.json\n  auditor baseline prune"
)
def baseline() -> None:
    """Keep what is found today in a file, so that only what is new fails a run."""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    options = (
        click.argument("paths", nargs=-1, metavar="[PATH...]"),
        click.option("--baseline", type=_PATH, metavar="FILE", help=_BASELINE_HELP),
        profile_option,
        click.option("--preview", is_flag=True, default=None, help="Also keep what rules find whose precision is not established."),
        click.option("--rules", "packs", multiple=True, type=_PATH, metavar="DIR", help="Add a directory of rules."),
        config_option,
        click.option("--include", multiple=True, metavar="GLOB", help="When walking, audit only files like this."),
        click.option("--exclude", multiple=True, metavar="GLOB", help="When walking, leave out files like this."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@baseline.command(epilog="\b\nExamples:\n  auditor baseline write\n  auditor baseline write posts/ --accept-new")
@_options
@click.option("--accept-new", is_flag=True, help="Take in what an existing baseline does not know, and scores that fell.")
def write(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options
    """Write what is found now into the baseline.

    An existing one only gets better: what is no longer found is dropped, scores that rose are kept, and nothing new is taken in
    without --accept-new.

    PATH is a file, a directory or a glob; without one it is the current directory and all texts that the baseline knows.

    Exit status 0: written. 1: there is something new that was not taken in. 2 and 3 as for check.
    """
    from auditor.report.baseline import written  # noqa: PLC0415 — `--help` needs none of these

    run = _Run(paths, options, new_allowed=True)
    accept = options["accept_new"] or run.is_first
    if run.tally.problems or not run.tally.audited:
        complain(f"the baseline was not written: {'mend the configuration first' if run.tally.problems else 'nothing was audited'}")
        return run.status
    after = run.comparison.updated(accept_new=accept, scores=True)
    _save(after)
    refused = 0 if accept else run.comparison.new
    write_lines([written(run.comparison, after, refused=refused, first=run.is_first)])
    return run.status or int(refused > 0)


@baseline.command(epilog="\b\nExample:\n  auditor baseline check")
@_options
def check(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options
    """Tell which entries of the baseline are stale: nothing that they stand for is found any more.

    PATH is a file, a directory or a glob; without one it is the current directory and all texts that the baseline knows. Entries
    are judged of texts of this run, and of texts that are gone.

    Exit status 0: none is stale. 1: some are. 2 and 3 as for check.
    """
    from auditor.report.baseline import checked  # noqa: PLC0415

    run = _Run(paths, options)
    stale = run.comparison.stale()
    write_lines(checked(run.comparison, stale))
    return run.status or int(bool(stale))


@baseline.command(epilog="\b\nExample:\n  auditor baseline prune")
@_options
def prune(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options
    """Drop stale entries from the baseline, and follow texts that were renamed; nothing new is taken in.

    PATH is a file, a directory or a glob; without one it is the current directory and all texts that the baseline knows.

    Exit status 0: done, or nothing to do. 2 and 3 as for check.
    """
    from auditor.report.baseline import pruned  # noqa: PLC0415

    run = _Run(paths, options)
    if run.tally.problems:
        complain("the baseline was not pruned: mend the configuration first")
        return 2
    after = run.comparison.updated(accept_new=False, scores=False)
    if after.texts != run.comparison.baseline.texts:
        _save(after)
    write_lines([pruned(run.comparison, after)])
    return run.status


def _save(after: Baseline) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from auditor import __version__  # noqa: PLC0415
    from auditor.baseline import save_baseline  # noqa: PLC0415

    save_baseline(replace(after, auditor=__version__))


class _Run:
    """A run over the texts of a baseline, all of it: `comparison` then knows what became of its entries."""

    def __init__(self, paths: tuple[str, ...], options: dict[str, Any], *, new_allowed: bool = False) -> None:
        from auditor.cli.check import audited, names_of  # noqa: PLC0415
        from auditor.cli.running import ANEW  # noqa: PLC0415
        from auditor.compare import comparison  # noqa: PLC0415
        from auditor.gate import Gate, Tally  # noqa: PLC0415
        from auditor.read.sources import walk  # noqa: PLC0415

        if "-" in paths:
            raise click.UsageError("a baseline is about files: standard input (“-”) is none")
        read, mistakes = configured(options, paths)
        config = overridden(read, options)
        before = _before(config, new_allowed=new_allowed)
        self.is_first = not before.auditor
        found = list(walk(paths or _everything(before), include=config.include, exclude=config.exclude))
        names = list(names_of(found))
        selection, problems = selected(read, options, names)
        self.tally = Tally(Gate(), problems=tell((*mistakes, *problems)))
        self.comparison: Comparison = comparison(before, config, selection, names, recording=True)
        with ExitStack() as files:
            quiet = {"stdin_filename": "-", "full": False, "format_": "terminal", "output": (), **ANEW}
            for _ in audited(found, selection, quiet, self._judged, tally=self.tally, files=files):
                pass

    def _judged(self, results: Iterable[Audit | Failure], _tally: Tally) -> Iterator[Audit | Failure]:
        from auditor.model import Failure  # noqa: PLC0415

        for result in results:
            yield result if isinstance(result, Failure) else self.comparison.apply(result)

    @property
    def status(self) -> int:
        """2 or 3 where something was wrong with the run itself, else 0."""
        return self.tally.status if self.tally.status > 1 else 0


def _before(config: Config, *, new_allowed: bool) -> Baseline:
    """Read the baseline; an empty one where there is none yet and one may be made."""
    from auditor.baseline import FILE, Baseline, load_baseline  # noqa: PLC0415

    path = config.baseline or Path(FILE)
    return Baseline(path) if new_allowed and not path.exists() and not path.is_symlink() else load_baseline(path)


def _everything(before: Baseline) -> list[str]:
    """Give the current directory, and what the baseline knows besides and is still there."""
    return [".", *(before.name_of(path) for path in before.texts if not before.is_gone(path))]
