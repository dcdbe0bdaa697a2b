"""A progress bar on standard error, for work that takes longer than a second."""

from __future__ import annotations

import sys
from threading import Lock, Timer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.progress import Progress, TaskID

    from auditor.model import Failure
    from auditor.pipeline import Audit

_AFTER = 1.0  # seconds


class Bar:
    """Counts results as they pass, and draws after a second; `stop` wipes it, for good."""

    def __init__(self, total: int, *, enabled: bool) -> None:
        self._total = total
        self._done = 0
        self._lock = Lock()
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._timer = Timer(_AFTER, self._start)
        self._timer.daemon = True
        self._enabled = enabled and sys.stderr.isatty()

    def watch(self, results: Iterable[Audit | Failure]) -> Iterator[Audit | Failure]:
        """Count results on their way."""
        for result in results:
            if self._enabled and not self._done:  # not before the first: processes are started by then, and that wants one thread
                self._timer.start()
            self._done += 1
            with self._lock:
                if self._progress is not None and self._task is not None:
                    self._progress.update(self._task, completed=self._done)
            yield result

    def stop(self) -> None:
        """Wipe the bar; it does not come back."""
        self._timer.cancel()
        with self._lock:
            if self._progress is not None:
                self._progress.stop()
                self._progress = None

    def _start(self) -> None:
        from rich.console import Console  # noqa: PLC0415 — most runs are over before they need it
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        with self._lock:
            if self._timer.finished.is_set():
                return
            self._progress = Progress(
                TextColumn("auditing"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
                redirect_stdout=False,  # standard output holds the report and nothing else
                redirect_stderr=False,
            )
            self._task = self._progress.add_task("auditing", total=self._total, completed=self._done)
            self._progress.start()
