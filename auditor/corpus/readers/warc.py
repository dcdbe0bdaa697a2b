"""Web archives: the pages that servers answered with (WARC), and the plain texts made of them (WET)."""

from __future__ import annotations

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from auditor.corpus.readers.opened import MOST, Stream
from auditor.corpus.records import Bad, Columns, Fields, Item
from auditor.errors import ReadError
from auditor.read.sources import format_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.corpus.inputs import Split
    from auditor.corpus.readers.opened import Meter

_TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_OK = 200


def read(split: Split, columns: Columns, meter: Meter) -> Iterator[Item]:
    """Yield the pages and texts, numbered among all such records from 1; other answers than 200 and images are left out."""
    stream = Stream(split, meter)
    try:
        for number, record in enumerate(_records(stream), 1):
            raw = _page(record, columns)
            if raw is not None:
                yield Item(number, len(raw.text) if isinstance(raw, Fields) else 0, raw)
    finally:
        stream.close()


def columns_of(_split: Split, chosen: Columns, _meter: Meter) -> Columns:
    """An archive has no columns."""
    return chosen


def _records(stream: Stream) -> Iterator[WarcRecord]:
    try:
        yield from ArchiveIterator(stream, record_types=_TYPES, parse_http=True, auto_decode="all")
    except (OSError, ValueError, ReadError, GeneratorExit):
        raise
    except BaseException as error:  # FastWARC is Rust, whose panics are no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise ReadError(f"FastWARC cannot read on ({error})") from error


def _page(record: WarcRecord, columns: Columns) -> Fields | Bad | None:
    """Give what a record holds; None where that is no article of any sort."""
    http = record.http_headers
    media = record.http_content_type if http else record.headers.get("Content-Type")
    if (record.record_type == WarcRecordType.response and not http) or not (http or record.headers.get("Content-Length")):
        return Bad("unreadable", "its headers cannot be read; the archive may be cut off here")
    shape = format_named(media or "text/html")
    if shape is None or (http and record.record_type == WarcRecordType.response and http.status_code != _OK):
        return None
    data = _content(record)
    if isinstance(data, Bad):
        return data
    name = (record.record_id or "").removeprefix("<").removesuffix(">") or None
    url = record.headers.get("WARC-Target-URI")
    return Fields(data, name, url, format=columns.fixed or shape)  # its date is that of the crawl, not of the article


def _content(record: WarcRecord) -> bytes | Bad:
    length = record.content_length
    if length > MOST:
        return Bad("unreadable", f"is longer than {MOST >> 20} MB")
    try:
        data: bytes = record.reader.read()
    except OSError as error:
        return Bad("unreadable", f"its content cannot be unpacked ({error})")
    if len(data) < length and not (record.http_headers and record.http_headers.get("Content-Encoding")):
        return Bad("unreadable", f"has {len(data):,} of {length:,} bytes; the archive is cut off here")
    return data
