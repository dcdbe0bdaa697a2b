"""Splits to chunks: the records that are audited together, whose results are one file in each table.

Where a chunk ends follows from the records alone, never from who reads or audits them: so every run cuts alike.
"""

from __future__ import annotations

from auditor.corpus.readers import reader_of
from auditor.corpus.readers.opened import Meter
from auditor.corpus.records import Bad, Item
from auditor.errors import AuditorError, UsageError
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from auditor.corpus.inputs import Split
    from auditor.corpus.records import Columns


class Limits(NamedTuple):
    """Where a chunk ends at the latest: records, and bytes of them."""

    records: int
    size: int


class Chunk(NamedTuple):
    """Records of a split. ``position`` tells how far into the split they lead, in bytes as it lies on the disk.

    ``last`` ends the split. ``cut`` says that it ended because no more could be read, so that another run tries again.
    """

    split: int
    number: int
    file: str
    columns: Columns
    items: tuple[Item, ...]
    position: int
    last: bool = False
    cut: bool = False

    @property
    def name(self) -> str:
        """What the files with the results are called."""
        return f"{self.split:06d}-{self.number:06d}"


def chunks_of(split: Split, chosen: Columns, limits: Limits, done: Container[int]) -> Iterator[Chunk]:
    """Cut a split into chunks; yields those whose number is not ``done``, at least one for a split.

    A split that cannot be read, or not to its end, has a record that says so in its last chunk.
    """
    meter = Meter()
    columns = chosen
    number, size = 0, 0
    items: list[Item] = []
    record, cut = 0, False
    skipped = number in done
    try:
        columns = columns_of(split, chosen)
        for item in reader_of(split.kind)(split, columns, meter):
            if len(items) == limits.records or (items and size + item.size > limits.size):
                if not skipped:
                    yield Chunk(split.number, number, split.name, columns, tuple(items), meter.position)
                number, size, items = number + 1, 0, []
                skipped = number in done
            items.append(item if not skipped else _SKIPPED)
            size += item.size
            record = item.record
    except (OSError, ValueError, EOFError, AuditorError) as error:
        cut = True
        items = [] if skipped else items
        items.append(Item(record + 1, 0, Bad("unreadable", _why(split, error))))
        while number in done:  # what was read well once stays
            number += 1
    if cut or not skipped:
        yield Chunk(split.number, number, split.name, columns, tuple(items), split.size, last=True, cut=cut)


def _why(split: Split, error: Exception) -> str:
    if isinstance(error, UsageError):
        return str(error).removeprefix(f"{split.name}: ")
    return f"cannot be read on from here ({error})"


_SKIPPED = Item(0, 0, b"")


def columns_of(split: Split, chosen: Columns) -> Columns:
    """Find the columns of a split. Raises `UsageError` where it has none with a text, `OSError` where it cannot be read."""
    from importlib import import_module  # noqa: PLC0415

    found: Columns = import_module(f"auditor.corpus.readers.{split.kind}").columns_of(split, chosen, Meter())
    return found
