"""Reports: one output format a file, each a function from a stream of results to pieces of text."""

from __future__ import annotations

from importlib import import_module
from itertools import tee, zip_longest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from auditor.model import Failure
    from auditor.pipeline import Audit
    from auditor.report.common import Settings

    Reporter = Callable[[Iterable[Audit | Failure], Settings], Iterator[str]]
    Output = tuple[Reporter, Settings, Callable[[str], object]]


def _reporter(module: str) -> Reporter:
    def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
        home = import_module(f"auditor.report.{module}")   # a run pays for the formats it writes
        pieces: Iterator[str] = home.report(results, settings)
        return pieces

    return report


REPORTERS: dict[str, Reporter] = {name: _reporter(name) for name in ("terminal", "concise", "markdown", "json")}


def publish(results: Iterable[Audit | Failure], outputs: Sequence[Output]) -> None:
    """Write each report as the results come in.

    Reporters advance together, a result at a time, so that several of them keep no more results alive than one does.
    """
    streams = tee(results, len(outputs))
    pieces = [reporter(stream, settings) for (reporter, settings, _), stream in zip(outputs, streams, strict=True)]
    del streams
    for row in zip_longest(*pieces, fillvalue=""):
        for (_, _, write), piece in zip(outputs, row, strict=True):
            if piece:
                write(piece)
