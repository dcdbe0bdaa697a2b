"""Parquet: only the columns that are needed are read, a few hundred rows at a time."""

from __future__ import annotations

from functools import partial

import pyarrow as pa
import pyarrow.parquet as pq

from auditor.corpus.records import Bad, Columns, Item, fields_of, no_text_column, within
from auditor.corpus.storage import place
from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.corpus.inputs import Split
    from auditor.corpus.readers.opened import Meter

_ROWS = 256


def read(split: Split, columns: Columns, meter: Meter) -> Iterator[Item]:
    """Yield the rows, numbered from 1."""
    where = place(split.uri)
    with where.system.open_input_file(where.path) as stream, pq.ParquetFile(stream) as file:
        names = {name.partition(".")[0] if name not in file.schema_arrow.names else name for name in columns[:6] if name}
        wanted = [name for name in file.schema_arrow.names if name in names]
        total = max(file.metadata.num_rows, 1)
        number = 0
        for batch in file.iter_batches(batch_size=_ROWS, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                found = fields_of(partial(within, row), columns)
                size = len(found.text) if isinstance(found.text, (str, bytes)) else 0
                meter.position = split.size * number // total
                yield Item(number, size, found if size or found.text is not None else Bad("unreadable", f"has no “{columns.text}”"))


def columns_of(split: Split, chosen: Columns, _meter: Meter) -> Columns:
    """Find the columns by the schema. Raises `UsageError` where none holds a text."""
    where = place(split.uri)
    try:
        with where.system.open_input_file(where.path) as stream:
            schema = pq.read_schema(stream)
    except pa.ArrowInvalid as error:
        raise OSError(str(error)) from error
    names = [*schema.names, *(f"{f.name}.{inner.name}" for f in schema if pa.types.is_struct(f.type) for inner in f.type)]
    found = chosen.found_in(names)
    if found.text not in names:
        raise UsageError(f"{split.name}: {no_text_column(names, chosen)}")
    return found
