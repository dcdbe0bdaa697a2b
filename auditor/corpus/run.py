"""A run over a corpus: find the inputs, take up what is done, let an engine do the rest, count."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from auditor import __version__
from auditor.config import Config
from auditor.corpus.chunks import Limits, columns_of
from auditor.corpus.inputs import Split, splits_of
from auditor.corpus.records import Columns
from auditor.corpus.tables import Corpus, Writer
from auditor.corpus.work import Work
from auditor.errors import UsageError
from auditor.pipeline import selection_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from auditor.corpus.work import Outcome

Engine = Literal["local", "ray"]
ENGINES = ("local", "ray")
_RECORDS = 5000  # a chunk at most: some seconds of work, and a few hundred kilobytes of results
_LARGEST, _SMALLEST = 32 << 20, 16 << 10  # bytes of a chunk
_SHARES = 64  # chunks that a small corpus is cut into, so that many processes have something to do


@dataclass(frozen=True)
class Order:
    """What to audit, where the results go, and how to go about it.

    ``inputs`` are paths and URIs of folders, JSON lines, CSV, Parquet, WARC and articles; ``columns`` says which column holds what,
    guessed where it does not. ``batch`` is the most articles that are audited together (0: by the size of the inputs). ``jobs`` is
    the number of local processes (0: one a processor), ``address`` a Ray cluster's.
    """

    inputs: Sequence[str]
    out: str
    engine: Engine = "local"
    columns: Columns = field(default_factory=Columns)
    config: Config = field(default_factory=Config)
    batch: int = 0
    jobs: int = 0
    address: str = ""


@dataclass
class Totals:
    """What came of a run so far, with what earlier runs had done; ``size`` and ``position`` are bytes of the inputs."""

    size: int
    documents: int = 0
    failures: int = 0
    empty: int = 0
    broken: int = 0
    findings: int = 0
    cut: int = 0
    resumed: int = 0
    positions: dict[int, int] = field(default_factory=dict)

    @property
    def records(self) -> int:
        """Records that are done."""
        return self.documents + self.failures

    @property
    def position(self) -> int:
        """How much of the inputs was read for them."""
        return sum(self.positions.values())

    def add(self, outcome: Outcome) -> None:
        """Count a chunk."""
        self.documents += outcome.documents
        self.failures += outcome.failures
        self.empty += outcome.empty
        self.broken += outcome.broken
        self.findings += outcome.findings
        self.cut += outcome.cut
        self.positions[outcome.split] = max(self.positions.get(outcome.split, 0), outcome.position)


@dataclass(frozen=True)
class Task:
    """What an engine is to do: read each split but the chunks that are done, and do the work on every chunk."""

    splits: tuple[tuple[Split, frozenset[int]], ...]
    columns: Columns
    limits: Limits
    work: Work


def run_corpus(order: Order, *, progress: Callable[[Totals], object] = lambda _totals: None) -> Totals:
    """Audit a corpus; what an earlier run of the same order has done is not done again.

    ``progress`` is told the totals at the beginning and after each chunk. Raises `UsageError` where the order cannot be carried
    out, `OSError` where results cannot be written. The results do not depend on the engine, the number of processes, or
    interruptions.
    """
    local = "://" not in order.out
    out = os.path.abspath(order.out) if local else order.out  # noqa: PTH100 — of what need not exist
    splits = splits_of(order.inputs, leave_out=out)
    _check_columns(splits, order.columns)
    limits = _limits(order, splits)
    corpus = Corpus(out)
    engine = _engine(order)
    with _alone(Path(out) if local else None, order.out):
        corpus.begin(_run(order, splits, limits))
        totals = Totals(sum(split.size for split in splits))
        work = Work(_portable(order.config), Writer(out))
        task = Task(_left(splits, corpus, totals), order.columns, limits, work)
        progress(totals)
        with closing(engine(task, order)) as outcomes:
            for outcome in outcomes:
                totals.add(outcome)
                progress(totals)
    return totals


def _left(splits: Sequence[Split], corpus: Corpus, totals: Totals) -> tuple[tuple[Split, frozenset[int]], ...]:
    """Give the splits that are not done, each with its chunks that are; counts them."""
    done: dict[int, set[int]] = defaultdict(set)
    finished = set()
    for outcome in corpus.outcomes():
        if outcome.cut:
            continue
        totals.add(outcome)
        done[outcome.split].add(outcome.number)
        if outcome.last:
            finished.add((outcome.split, outcome.number))
    totals.resumed = totals.records
    whole = {split for split, number in finished if len(done[split]) == number + 1}
    return tuple((split, frozenset(done[split.number])) for split in splits if split.number not in whole)


def _engine(order: Order) -> Callable[[Task, Order], Generator[Outcome]]:
    """Give the engine; raises `UsageError` where it is unknown or not installed."""
    if order.engine == "local":
        from auditor.corpus.engines.local import run_local  # noqa: PLC0415

        return run_local
    if order.engine != "ray":
        raise UsageError(f"engine “{order.engine}” is not one of {', '.join(ENGINES)}")
    from auditor.corpus.extras import require  # noqa: PLC0415

    require("ray")
    from auditor.corpus.engines.on_ray import run_on_ray  # noqa: PLC0415

    return run_on_ray


def _check_columns(splits: Sequence[Split], columns: Columns) -> None:
    """Look at the first input of each kind, so that a wrong column is told before the work begins; others fail by themselves."""
    seen = set()
    for split in splits:
        if split.kind not in seen:
            seen.add(split.kind)
            try:
                columns_of(split, columns)
            except (OSError, ValueError):
                continue  # damaged: a row in the failures


def _limits(order: Order, splits: Sequence[Split]) -> Limits:
    if order.batch:
        return Limits(order.batch, _LARGEST)
    return Limits(_RECORDS, min(max(sum(split.size for split in splits) // _SHARES, _SMALLEST), _LARGEST))


def _portable(config: Config) -> Config:
    """Give a configuration that means the same in a process with another working directory."""
    return replace(config, packs=tuple(folder.absolute() for folder in config.packs))


def _run(order: Order, splits: Sequence[Split], limits: Limits) -> dict[str, Any]:
    """Describe a run, so that none is taken up with other inputs, rules or options: its rows would not fit."""
    selection = selection_for(order.config)
    rules = (selection.scored, selection.extra, sorted(selection.shown), sorted(selection.levels.items()), selection.profile)
    return {
        "version": 1,
        "auditor": __version__,
        "rules": hashlib.sha256(repr(rules).encode()).hexdigest(),
        "columns": order.columns._asdict(),
        "batch": limits._asdict(),
        "inputs": [{"name": split.name, "size": split.size, "stamp": split.stamp} for split in splits],
    }


@contextmanager
def _alone(folder: Path | None, name: str) -> Iterator[None]:
    """Keep a second run out of a local directory as long as this one works there, and lives."""
    try:
        import fcntl  # noqa: PLC0415 — there is none on Windows
    except ImportError:
        folder = None
    if folder is None:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / ".lock").open("w")
    except OSError as error:
        raise UsageError(f"{name}: cannot be written ({error.strerror}); name another directory for --out") from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise UsageError(
                f"{name}: another run is at work there; wait for its end, or name another directory for --out"
            ) from None
        yield
