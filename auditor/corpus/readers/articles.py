"""Files that hold one article each. They are opened where they are audited."""

from __future__ import annotations

from auditor.corpus.records import Columns, Item, Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.corpus.inputs import Split
    from auditor.corpus.readers.opened import Meter


def read(split: Split, columns: Columns, meter: Meter) -> Iterator[Item]:  # noqa: ARG001 — the signature of readers
    """Yield the files in the order of the inputs."""
    for number, (name, uri, size) in enumerate(split.files, 1):
        meter.position += size
        yield Item(number, size, Path(name, uri))


def columns_of(_split: Split, chosen: Columns, _meter: Meter) -> Columns:
    """A file has no columns."""
    return chosen
