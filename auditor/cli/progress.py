"""How far work is: a meter on standard error, on a terminal only, for work that takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections import Counter
from threading import Lock, Timer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.progress import Progress, TaskID

    from auditor.audited import Audit
    from auditor.model import Failure, Verdict

    Words = Callable[[int], str]

_AFTER = 1.0  # seconds
_WIDTH = 20  # of the bar
_CLOCK = 7  # of the time, h:mm:ss
_LONGEST = 20  # columns for the name of a host
_HOSTS = 3  # that are shown as still to answer


class Meter:
    """Draws ``what`` is done, a bar, how much of ``total`` (``share``: in per cent) and for how long; `stop` wipes it, for good.

    ``words`` says more on the same line: it is given the columns that are left and may use no more. Nothing is drawn where
    standard error is no terminal, or before a second has passed since `start`.
    """

    def __init__(self, what: str, total: int, *, share: bool = False, words: Words | None = None) -> None:
        self._what = what
        self._total = max(total, 1)
        self._share = share
        self._words = words
        self._done = 0
        self._began = 0.0
        self._lock = Lock()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._timer = Timer(_AFTER, self._draw)
        self._timer.daemon = True

    def start(self) -> None:
        """Let the second begin."""
        self._began = time.monotonic()
        if sys.stderr.isatty():
            self._timer.start()

    def at(self, done: int) -> None:
        """So much is done."""
        self._done = done
        with self._lock:
            if self._progress is not None and self._task is not None:
                self._progress.update(self._task, completed=done, words=self._said(self._progress.console.width))

    def stop(self) -> None:
        """Wipe the meter; it does not come back."""
        self._timer.cancel()
        with self._lock:
            if self._progress is not None:
                self._progress.stop()
                self._progress = None

    def _said(self, width: int) -> str:
        if self._words is None:
            return ""
        amount = len("100%") if self._share else 2 * len(str(self._total)) + 1
        return self._words(width - len(self._what) - _WIDTH - amount - _CLOCK - 5)  # four gaps, and the last column

    def _draw(self) -> None:
        from rich.console import Console  # noqa: PLC0415 — most runs are over before they need it
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        with self._lock:
            if self._timer.finished.is_set():
                return
            console = Console(stderr=True)
            self._progress = Progress(
                TextColumn(self._what, markup=False),
                BarColumn(_WIDTH),
                TaskProgressColumn() if self._share else MofNCompleteColumn(),
                TimeElapsedColumn(),
                *([TextColumn("{task.fields[words]}", markup=False)] if self._words else []),
                console=console,
                transient=True,
                redirect_stdout=False,  # standard output holds the report and nothing else
                redirect_stderr=False,
                refresh_per_second=4,
            )
            self._task = self._progress.add_task("", total=self._total, completed=self._done, words=self._said(console.width))
            self._progress.tasks[0].start_time = self._began  # its clock, too, is the monotonic one
            self._progress.start()


class Bar:
    """Counts results as they pass; `stop` wipes the meter, for good."""

    def __init__(self, total: int, *, enabled: bool) -> None:
        self._meter = Meter("auditing", total)
        self._done = 0
        self._enabled = enabled

    def watch(self, results: Iterable[Audit | Failure]) -> Iterator[Audit | Failure]:
        """Count results on their way."""
        for result in results:
            if self._enabled and not self._done:  # not before the first: processes are started by then, and that wants one thread
                self._meter.start()
            self._done += 1
            self._meter.at(self._done)
            yield result

    def stop(self) -> None:
        """Wipe the meter; it does not come back."""
        self._meter.stop()


class Hosts:
    """Shows how much of what the network is asked is answered, and which hosts are waited for: an `auditor.verify.run.Watcher`."""

    def __init__(self) -> None:
        self._waiting: Counter[str] = Counter()
        self._done = 0
        self._meter: Meter | None = None

    def begin(self, targets: Sequence[str]) -> None:
        """So much is asked."""
        from auditor.verify.run import host_of_target  # noqa: PLC0415 — loaded by now

        self._waiting.update(host_of_target(target) for target in targets)
        self._meter = Meter("asking", len(targets), words=self.words)
        if targets:
            self._meter.start()

    def done(self, verdict: Verdict) -> None:
        """An answer has come."""
        from auditor.verify.run import host_of_target  # noqa: PLC0415

        self._done += 1
        self._waiting[host_of_target(verdict.target)] -= 1
        if self._meter is not None:
            self._meter.at(self._done)

    def words(self, room: int) -> str:
        """Name the hosts of which most is waited for, as many as there is room for."""
        waiting = (+self._waiting).most_common()
        for most in range(_HOSTS, 0, -1):
            named = ", ".join(f"{_short(host)} {count}" for host, count in waiting[:most])
            more = len(waiting) - most
            said = named + (f" and {more} more" if more > 0 else "")
            if len(said) <= room:
                return said
        said = f"{len(waiting)} hosts" if len(waiting) > 1 else ""
        return said if len(said) <= room else ""

    def close(self) -> None:
        """Wipe what is shown."""
        if self._meter is not None:
            self._meter.stop()


def _short(host: str) -> str:
    """Give a host in at most so many columns: its end, which says whose it is."""
    return host if len(host) <= _LONGEST else f"…{host[1 - _LONGEST :]}"
