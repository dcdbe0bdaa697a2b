"""How far a run over a corpus is, on standard error: a meter on a terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field

from auditor.cli.output import remark
from auditor.cli.progress import Meter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.corpus.run import Totals

_EVERY = 30.0  # seconds between two lines
_SURE = 5.0  # seconds before which the time left is anybody's guess


@dataclass
class Report:
    """Tells of the totals of a run; `stop` takes the meter away."""

    quiet: bool
    began: float = field(default_factory=time.monotonic)
    _position: int | None = None  # of the inputs, where this run began
    _told: float = 0.0
    _meter: Meter | None = None
    _totals: Totals | None = None

    def __call__(self, totals: Totals) -> None:
        """Tell, unless it was told a moment ago."""
        if self._position is None:
            self._position, self._told = totals.position, time.monotonic()
            if totals.resumed and not self.quiet:
                remark(f"auditor: taken up: {_articles(totals.resumed)} were done before")
            if not self.quiet and sys.stderr.isatty():
                self._meter = Meter("auditing", totals.size, share=True, words=self._shown)
                self._meter.start()
        self._totals = totals
        if self._meter is not None:
            self._meter.at(totals.position)
        elif not self.quiet and time.monotonic() - self._told >= _EVERY:
            self._told = time.monotonic()
            remark(f"auditor: {totals.position / max(totals.size, 1):.0%}, {self.words(totals)}")

    def words(self, totals: Totals) -> str:
        """Say how many articles are done, how fast that goes, and how long it will take yet."""
        took = time.monotonic() - self.began
        done = totals.records - totals.resumed
        rate = f", {done / took:,.0f} a second" if took >= 1 and done else ""
        read = totals.position - (self._position or 0)
        left = (totals.size - totals.position) * took / read if read and took >= _SURE else None
        return f"{_articles(totals.records)}{rate}" + (f", {duration(left)} left" if left is not None else "")

    def _shown(self, room: int) -> str:
        return self.words(self._totals)[: max(room, 0)] if self._totals else ""

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
        """Take the meter away."""
        if self._meter is not None:
            self._meter.stop()


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
