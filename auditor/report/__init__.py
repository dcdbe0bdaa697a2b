"""Reports: one output format a file, each a function from a stream of results to pieces of text."""

from __future__ import annotations

from collections import deque
from importlib import import_module
from itertools import islice, zip_longest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from auditor.audited import Audit
    from auditor.model import Failure
    from auditor.report.common import Settings

    Reporter = Callable[[Iterable[Audit | Failure], Settings], Iterator[str]]
    Output = tuple[Reporter, Settings, Callable[[str], object]]


def _reporter(module: str) -> Reporter:
    def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
        home = import_module(f"auditor.report.{module}")  # a run pays for the formats it writes
        pieces: Iterator[str] = home.report(results, settings)
        return pieces

    return report


_FORMATS = (
    "terminal",
    "concise",
    "markdown",
    "json",
    "jsonl",
    "csv",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "checkstyle",
)
REPORTERS: dict[str, Reporter] = {name: _reporter(name) for name in _FORMATS}
DETAILED = frozenset(("markdown", "json", "sarif", "rdjson"))  # those that tell of claims, attributions, references or fixes


def _shared(results: Iterable[Audit | Failure], readers: int) -> list[Iterator[Audit | Failure]]:
    """Give each reader all results. Unlike `itertools.tee`, which frees them by the block, lets each go when all have read it."""
    source = iter(results)
    queues: list[deque[Audit | Failure]] = [deque() for _ in range(readers)]

    def read(mine: deque[Audit | Failure]) -> Iterator[Audit | Failure]:
        while True:
            if not mine:
                for value in islice(source, 1):
                    for queue in queues:
                        queue.append(value)
                    del value
            if not mine:
                return
            yield mine.popleft()

    return [read(queue) for queue in queues]


def publish(results: Iterable[Audit | Failure], outputs: Sequence[Output]) -> None:
    """Write each report as the results come in.

    Reporters advance together, a result at a time, so that several of them keep no more results alive than one does.
    """
    streams = _shared(results, len(outputs))
    pieces = [reporter(stream, settings) for (reporter, settings, _), stream in zip(outputs, streams, strict=True)]
    for row in zip_longest(*pieces, fillvalue=""):
        for (_, _, write), piece in zip(outputs, row, strict=True):
            if piece:
                write(piece)
