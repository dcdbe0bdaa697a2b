"""How far a run over a corpus is, on standard error: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

import click

TYPE_CHECKING = False
if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from auditor.corpus.run import Totals

_EVERY = 30.0  # seconds between two lines
_SURE = 5.0  # seconds before which the time left is anybody's guess


@dataclass
class Report:
    """Tells of the totals of a run; `stop` takes the bar away."""

    quiet: bool
    began: float = field(default_factory=time.monotonic)
    _position: int | None = None  # of the inputs, where this run began
    _told: float = 0.0
    _bar: Progress | None = None
    _task: TaskID | None = None

    def __call__(self, totals: Totals) -> None:
        """Tell, unless it was told a moment ago."""
        if self._position is None:
            self._position, self._told = totals.position, time.monotonic()
            if totals.resumed and not self.quiet:
                click.echo(f"auditor: taken up: {_articles(totals.resumed)} were done before", err=True)
            if not self.quiet and sys.stderr.isatty():
                self._start(totals)
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=totals.position, said=self.words(totals))
        elif not self.quiet and time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            click.echo(f"auditor: {totals.position / max(totals.size, 1):.0%}, {self.words(totals)}", err=True)

    def words(self, totals: Totals) -> str:
        """Say how many articles are done, how fast that goes, and how long it will take yet."""
        took = time.monotonic() - self.began
        done = totals.records - totals.resumed
        rate = f", {done / took:,.0f} a second" if took >= 1 and done else ""
        read = totals.position - (self._position or 0)
        left = (totals.size - totals.position) * took / read if read and took >= _SURE else None
        return f"{_articles(totals.records)}{rate}" + (f", {duration(left)} left" if left is not None else "")

    def outcome(self, totals: Totals) -> str:
        """Say what came of the whole run."""
        took = time.monotonic() - self.began
        done = totals.records - totals.resumed
        rate = f" ({done / took:,.0f} a second)" if took >= 1 and done else ""
        before = f", {totals.resumed:,} of them before" if totals.resumed else ""
        from auditor.gate import count  # noqa: PLC0415 — loaded by now

        parts = [f"{_articles(totals.documents)} audited in {duration(took)}{rate}{before}", count(totals.findings, "finding")]
        bad = totals.failures - totals.empty
        parts += [f"{count(bad, 'record')} not audited: see failures/"] if bad else []
        parts += [f"{totals.empty:,} without words"] if totals.empty else []
        parts += [f"{count(totals.cut, 'input')} not read to the end: run again to try anew"] if totals.cut else []
        parts += (
            [f"rules failed {count(totals.broken, 'time')} (internal-error in findings/): please report it"]
            if totals.broken
            else []
        )
        return "; ".join(parts)

    def stop(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _start(self, totals: Totals) -> None:
        from rich.console import Console  # noqa: PLC0415 — `--help` needs none of these
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn  # noqa: PLC0415

        columns = (BarColumn(bar_width=20), TaskProgressColumn(), TextColumn("{task.fields[said]}"))
        self._bar = Progress(
            *columns,
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
            refresh_per_second=2,
        )
        self._task = self._bar.add_task("", total=max(totals.size, 1), said="")
        self._bar.start()


def _articles(number: int) -> str:
    return f"{number:,} article" + ("" if number == 1 else "s")


def duration(seconds: float) -> str:
    """Give a time in words.

    >>> duration(5), duration(200), duration(5000), duration(200_000)
    ('5 s', '3 min', '1 h 23 min', '2 d 7 h')
    """
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 60:
        return f"{minutes} min"
    hours = round(seconds / 3600)
    return f"{minutes // 60} h {minutes % 60} min" if minutes < 48 * 60 else f"{hours // 24} d {hours % 24} h"
