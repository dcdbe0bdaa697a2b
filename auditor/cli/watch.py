"""`auditor check --watch`: audit again whenever something that the report depends on is saved."""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from auditor.cli.output import complain, write
from auditor.cli.settings import configured
from auditor.errors import UsageError
from auditor.read.sources import state_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.config import Config
    from auditor.read.sources import State

_TOGETHER = 100  # milliseconds: changes that come within them are one
_LOOK = 500  # milliseconds after which what lies outside of the directories is looked at
_SETTLED = 0.1  # seconds without a change after which a save is over
_PATIENCE = 20  # times that are waited for that
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"


def watch(paths: tuple[str, ...], options: dict[str, Any], run: Callable[[], int]) -> int:
    """Run, and run again after each change, until the user or the system ends it: exit status 0, for that is how it ends.

    Raises `click.UsageError` where that cannot be.
    """
    if "-" in paths:
        raise click.UsageError("--watch: standard input cannot be watched; name files or directories")
    if options["timing"]:
        raise click.UsageError("--watch and --timing do not go together; measure one run")
    try:
        import watchfiles  # noqa: F401, PLC0415 — an extra that few need
    except ImportError:
        raise click.UsageError("--watch needs the library watchfiles; install it: pip install watchfiles") from None
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with TemporaryDirectory(prefix="auditor-") as own, suppress(KeyboardInterrupt, click.Abort):
        if options["cache"] is False:  # forgotten at the end, but what has not changed meanwhile is not audited again
            options["cache_dir"] = Path(own, "cache")
        options["cache"] = True
        _rounds(paths, options, run)
    return 0


def _rounds(paths: tuple[str, ...], options: dict[str, Any], run: Callable[[], int]) -> None:
    """Audit, wait for a change, and so on for ever."""
    changed: list[str] = []
    while True:
        before = state_of(_everything(paths, options))
        if sys.stdout.isatty() and not options["quiet"] and os.environ.get("TERM") != "dumb":
            write(_CLEAR)
        if changed:
            complain(f"{_in_short(changed)} changed")
        try:
            run()
        except (UsageError, click.UsageError) as error:
            if not changed:  # wrong from the start
                raise
            complain(error.message if isinstance(error, click.UsageError) else str(error))
        complain("watching for changes; Ctrl-C ends")
        changed = _change(paths, options, before)


def _change(paths: tuple[str, ...], options: dict[str, Any], before: State) -> list[str]:
    """Wait until something differs from what it was, and is whole; gives the files that do."""
    for seen in _events(paths):
        files = _everything(paths, options) if seen else _beside(paths, configured(options)[0])
        now = state_of(files)
        if _differ({name: before.get(name) for name in now} if not seen else before, now):
            # Editors save in steps: the old file may be away for a moment, or the new one not complete.
            for _ in range(_PATIENCE):
                time.sleep(_SETTLED)
                last, now = now, state_of(_everything(paths, options))
                if last == now:
                    break
            if changed := _differ(before, now):
                return changed
    raise AssertionError("events never end")


def _events(paths: tuple[str, ...]) -> Iterator[bool]:
    """Yield true after a change in the watched directories, and false from time to time; first true, for what went before."""
    from watchfiles import watch as events  # noqa: PLC0415

    folders = [path for path in paths if os.path.isdir(path)]  # noqa: PTH112
    # A file is watched by its directory, since editors put another file in its place.
    homes = {os.path.dirname(os.path.abspath(path)) for path in paths}  # noqa: PTH100, PTH120
    roots = folders or [home for home in homes if os.path.isdir(home)]  # noqa: PTH112
    if not roots:
        while True:
            time.sleep(_LOOK / 1000)
            yield True
    first = True
    for seen in events(*roots, debounce=_TOGETHER, rust_timeout=_LOOK, yield_on_timeout=True, recursive=bool(folders)):
        yield first or bool(seen)
        first = False


def _everything(paths: tuple[str, ...], options: dict[str, Any]) -> list[str]:
    """Give all files that a report depends on; what it is written to is none of them."""
    from auditor.read.sources import walk  # noqa: PLC0415

    config = configured(options)[0]
    found = walk(paths, include=config.include, exclude=config.exclude)
    written = {os.path.realpath(output.path) for output in options["output"]}
    texts = [path for one in found if (path := getattr(one, "path", "")) and os.path.realpath(path) not in written]
    return [*texts, *_beside(paths, config)]


def _beside(paths: Iterable[str], config: Config) -> list[str]:
    """Give the files that may lie outside of the watched directories: those named, the configuration, rules of the user."""
    named = [path for path in paths if not os.path.isdir(path)]  # noqa: PTH112
    rules = [str(rule) for pack in config.packs for rule in pack.glob("*/*.toml")]
    here = ["auditor.toml", "pyproject.toml"]  # one may come that was not there
    if config.path and str(config.path) not in map(os.path.abspath, here):
        here.append(str(config.path))
    return [*named, *here, *rules]


def _differ(before: State, now: State) -> list[str]:
    return [name for name in dict.fromkeys((*now, *before)) if now.get(name) != before.get(name)]


def _in_short(names: list[str]) -> str:
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")
