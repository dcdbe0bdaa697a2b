"""Tables as text: CSV with a header, in whatever of comma, semicolon, tab or bar divides it."""

from __future__ import annotations

import csv

from auditor.corpus.readers.opened import MOST, Stream
from auditor.corpus.records import Bad, Columns, Item, fields_of, no_text_column
from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.corpus.inputs import Split
    from auditor.corpus.readers.opened import Meter


def read(split: Split, columns: Columns, meter: Meter) -> Iterator[Item]:
    """Yield the rows below the header, numbered from 1."""
    stream = Stream(split, meter)
    csv.field_size_limit(MOST)
    try:
        lines = (line.decode("utf-8", "replace") for line, _ in stream.lines())
        header, rows = _table(lines)
        for number, row in enumerate(_rows(rows), 1):
            if isinstance(row, Bad):
                yield Item(number, 0, row)
            elif len(row) != len(header):
                yield Item(number, 0, Bad("unreadable", f"has {len(row)} columns where the header has {len(header)}"))
            else:
                yield Item(number, sum(map(len, row)), fields_of(dict(zip(header, row, strict=True)).get, columns))
    finally:
        stream.close()


def columns_of(split: Split, chosen: Columns, meter: Meter) -> Columns:
    """Find the columns by the header. Raises `UsageError` where none holds a text."""
    stream = Stream(split, meter)
    try:
        header, _ = _table(line.decode("utf-8", "replace") for line, _ in stream.lines())
    finally:
        stream.close()
    found = chosen.found_in(header)
    if header and found.text not in header:
        raise UsageError(f"{split.name}: {no_text_column(header, chosen)}")
    return found


def _table(lines: Iterator[str]) -> tuple[list[str], Iterator[list[str]]]:
    """Give the header, and what reads the rows."""
    first = next(lines, "").removeprefix("\ufeff")
    divider = max(",;\t|", key=first.count)
    header = next(csv.reader([first], delimiter=divider), [])
    return [name.strip() for name in header], csv.reader(lines, delimiter=divider)


def _rows(rows: Iterator[list[str]]) -> Iterator[list[str] | Bad]:
    """Yield the rows; one that cannot be read, such as a quote that nothing closes, costs only itself."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Bad("unreadable", f"is no row of a table ({error})")
        else:
            if row:
                yield row
