"""How a run goes about its work: from the cache or anew, in how many processes."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from auditor import regexes
from auditor.cli.output import complain, remark

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.cache import Cache
    from auditor.config import Selections
    from auditor.model import Failure
    from auditor.read.sources import Found

    Command = Callable[..., Any]

_CACHE_HELP = "Use results of earlier runs (default: for files in directories and globs; --cache: for named files, too)."
_JOBS_HELP = "Audit in at most N processes (default: one a processor where there is much to do)."
_TIMING_HELP = "Say on standard error which rules the time went to; audits everything anew, in one process."
_WATCH_HELP = "Audit again whenever a text, the configuration or a rule of yours is saved; Ctrl-C ends it, with exit status 0."
_FOLDER = click.Path(path_type=Path, file_okay=False)
cache_dir_option = click.option(
    "--cache-dir", type=_FOLDER, metavar="DIR", help="Keep results here (default: `auditor cache dir`)."
)
_OPTIONS = (
    click.option("--jobs", type=click.IntRange(1), metavar="N", help=_JOBS_HELP),
    click.option("--cache/--no-cache", "cache", default=None, help=_CACHE_HELP),
    cache_dir_option,
    click.option("--watch", is_flag=True, help=_WATCH_HELP),
    click.option("--timing", is_flag=True, help=_TIMING_HELP),
)


ANEW: dict[str, Any] = {
    "timing": False,
    "cache": False,
    "cache_dir": None,
    "jobs": None,
    "require_answers": False,
}  # options of a run that is not timed


def running_options(command: Command) -> Command:
    """Add the options of this module to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def cache_of(options: dict[str, Any], selection: Selections, found: Sequence[Found | Failure]) -> Cache | None:
    """Open the cache where the run uses one."""
    if options["cache"] is False:
        regexes.leave_no_trace()
    if (
        options["timing"]
        or options["cache"] is False
        or not (asked_for(options) or any(not getattr(one, "named", True) for one in found))
    ):
        return None
    from auditor.cache import open_cache  # noqa: PLC0415 — runs over named files need none
    from auditor.kept import default_folder  # noqa: PLC0415

    folder = options["cache_dir"] or default_folder()
    refused = complain if asked_for(options) else _unheard
    return open_cache(folder, selection.top, complain, refused=refused) if folder else None


def asked_for(options: dict[str, Any]) -> bool:
    """Tell whether the user asked for the cache, so that named files use it, too."""
    return bool(options["cache"] or (options["cache_dir"] and options["cache"] is None))


def jobs_of(options: dict[str, Any], found: Sequence[Found | Failure]) -> int:
    """Give the number of processes for a run."""
    if options["timing"] or len(found) < 2:
        return 1
    if options["jobs"]:
        return int(options["jobs"])
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def timed(options: dict[str, Any]) -> Iterator[None]:
    """Measure what is done within, where the user asks for it, and tell standard error."""
    if not options["timing"]:
        yield
        return
    from auditor.report.timing import table  # noqa: PLC0415 — few runs are timed
    from auditor.timing import Timing  # noqa: PLC0415

    with Timing() as timing:
        yield
    remark("\n".join(["", *table(timing)]))


def _unheard(_text: str) -> None:
    """Say nothing: where the usual place cannot be written, nobody asked for it, and only time is lost."""
