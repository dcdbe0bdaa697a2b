"""Inputs of a corpus: one format a file, each a function from an opened input to its records in order.

A reader yields `Item` after `Item`; a record that is no article is an `Item` too, with a `Bad`. It raises `OSError` or `ReadError`
where nothing more can be read, and `UsageError` where no column holds a text.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.corpus.inputs import Split
    from auditor.corpus.readers.opened import Meter
    from auditor.corpus.records import Columns, Item

    Reader = Callable[[Split, Columns, Meter], Iterator[Item]]

SUFFIXES = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".zstd": "zstd", ".bz2": "bz2", ".lz4": "lz4"}

_READERS = {"jsonl": "jsonl", "csv": "csv", "parquet": "parquet", "warc": "warc", "articles": "articles"}


def reader_of(kind: str) -> Reader:
    """Give the reader of a kind of input, which is imported when it is needed."""
    read: Reader = import_module(f"auditor.corpus.readers.{_READERS[kind]}").read
    return read
