"""JSON lines: an object a line. The lines are read apart where they are audited."""

from __future__ import annotations

import json

from auditor.corpus.readers.opened import MOST, Stream
from auditor.corpus.records import Bad, Columns, Item, names_of, no_text_column
from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.corpus.inputs import Split
    from auditor.corpus.readers.opened import Meter

_TRIED = 100  # lines among which the first object tells the columns


def read(split: Split, columns: Columns, meter: Meter) -> Iterator[Item]:  # noqa: ARG001 — the signature of readers
    """Yield the lines, blank ones left out; the record is the number of the line."""
    stream = Stream(split, meter)
    try:
        for number, (line, whole) in enumerate(stream.lines(), 1):
            if not whole:
                yield Item(number, 0, Bad("unreadable", f"is longer than {MOST >> 20} MB"))
            elif line := line.strip():
                yield Item(number, len(line), line)
    finally:
        stream.close()


def columns_of(split: Split, chosen: Columns, meter: Meter) -> Columns:
    """Find the columns by the first object. Raises `UsageError` where it has no text."""
    stream = Stream(split, meter)
    names: list[str] = []
    try:
        for tried, (line, whole) in enumerate(stream.lines()):
            if (whole and tried == 0 and line.lstrip(b"\xef\xbb\xbf \t").rstrip() in (b"[", b"{")) or line[:2] == b"[{":
                raise UsageError(f"{split.name}: is one JSON value, not one a line; make lines of it: jq -c '.[]'")
            if tried == _TRIED or (names := _names(line)):
                break
    finally:
        stream.close()
    found = chosen.found_in(names)
    if (names and not found.text) or (chosen.text and names and chosen.text not in names):
        raise UsageError(f"{split.name}: {no_text_column(names, chosen)}")
    return found


def _names(line: bytes) -> list[str]:
    try:
        return names_of(json.loads(line))
    except (ValueError, RecursionError):
        return []
