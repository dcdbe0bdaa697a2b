"""What a process does with a chunk, whichever engine sends it: look into the records, audit them, write the tables."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from auditor.corpus.batch import as_words, audit_batch
from auditor.corpus.records import Bad, Fields, Path, from_json
from auditor.corpus.schema import DOCUMENTS, FAILURES, FIELDS, FINDINGS, RESULT
from auditor.corpus.storage import place
from auditor.errors import ReadError
from auditor.model.made import NamedTuple
from auditor.read.sources import read_source
from auditor.report.told import INTERNAL_ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.config import Config
    from auditor.corpus.chunks import Chunk
    from auditor.corpus.records import Columns, Item
    from auditor.corpus.tables import Writer

_BATCH = pa.schema([("text", pa.large_binary()), *((name, pa.string()) for name in FIELDS if name != "text")])
_ROWS = 500  # articles whose audits are held as Python values at a time


class Outcome(NamedTuple):
    """What came of a chunk: its place, how far it led, and numbers of rows. ``broken`` counts rules that failed on a text."""

    split: int
    number: int
    position: int
    last: bool
    cut: bool
    documents: int
    failures: int
    empty: int
    broken: int
    findings: int

    @property
    def records(self) -> int:
        """Records that the chunk held."""
        return self.documents + self.failures


@dataclass(frozen=True)
class Work:
    """Audits a chunk and writes its tables; the same for every engine, and in every process."""

    config: Config
    writer: Writer

    def __call__(self, chunk: Chunk) -> Outcome:
        """Do it all. Raises `OSError` where the tables cannot be written."""
        return self.write(chunk, self.audit(chunk))

    def audit(self, chunk: Chunk) -> pa.Table:
        """Audit a chunk, a few hundred records at a time: rows as of `audit_batch`, with file and record."""
        parts = [self._some(chunk, chunk.items[at : at + _ROWS]) for at in range(0, len(chunk.items), _ROWS)]
        return pa.concat_tables(parts) if parts else RESULT.empty_table()

    def _some(self, chunk: Chunk, items: tuple[Item, ...]) -> pa.Table:
        rows: list[Fields | Bad] = [_opened(item, chunk.columns) for item in items]
        good = [(item, row) for item, row in zip(items, rows, strict=True) if isinstance(row, Fields)]
        audited = audit_batch(_batch(good, chunk.file), config=self.config)
        table = pa.Table.from_batches([audited], schema=RESULT)
        if len(good) == len(rows):
            return table
        nothing = dict.fromkeys(RESULT.names)
        bad = [
            {**nothing, "id": identity(chunk.file, item), "cause": row.cause, "reason": row.reason}
            for item, row in zip(items, rows, strict=True)
            if isinstance(row, Bad)
        ]
        table = pa.concat_tables([table, pa.Table.from_pylist(bad, schema=RESULT)])
        audits, failures = iter(range(len(good))), iter(range(len(good), len(rows)))
        return table.take([next(failures if isinstance(row, Bad) else audits) for row in rows])

    def write(self, chunk: Chunk, result: pa.Table) -> Outcome:
        """Divide the rows among the tables and write them, that of the documents last: where it stands, all are there."""
        files = [item.raw.name if isinstance(item.raw, Path) else chunk.file for item in chunk.items]
        result = result.append_column("file", pa.array(files, pa.string()))
        result = result.append_column("record", pa.array([item.record for item in chunk.items], pa.int64()))
        failed = pc.is_valid(result["cause"])
        failures, documents = result.filter(failed), result.filter(pc.invert(failed))
        findings = _findings(documents)
        outcome = Outcome(
            chunk.split,
            chunk.number,
            chunk.position,
            chunk.last,
            chunk.cut,
            documents=len(documents),
            failures=len(failures),
            empty=_number(failures["cause"], "empty"),
            broken=_number(findings["rule"], INTERNAL_ERROR),
            findings=len(findings),
        )
        self.writer.write("findings", chunk.name, findings)
        self.writer.write("failures", chunk.name, failures.select(FAILURES.names))
        self.writer.write("documents", chunk.name, documents.select(DOCUMENTS.names), outcome)
        return outcome


def lost(chunk: Chunk, why: str) -> pa.Table:
    """Give the rows of a chunk that could not be audited at all: a failure for each record."""
    rows = [
        {**dict.fromkeys(RESULT.names), "id": identity(chunk.file, item), "cause": "internal", "reason": why}
        for item in chunk.items
    ]
    return pa.Table.from_pylist(rows, schema=RESULT)


def identity(file: str, item: Item) -> str:
    """Give the id of a record that brings none: its file, or the file and its number there."""
    return item.raw.name if isinstance(item.raw, Path) else f"{file}:{item.record}"


def _opened(item: Item, columns: Columns) -> Fields | Bad:
    """Look into a record."""
    raw = item.raw
    if isinstance(raw, bytes):
        return from_json(raw, columns)
    return _article(raw, columns) if isinstance(raw, Path) else raw


def _article(path: Path, columns: Columns) -> Fields | Bad:
    try:
        if "://" not in path.uri:
            data = read_source(path.uri).data
        else:
            where = place(path.uri)
            with where.system.open_input_file(where.path) as stream:
                data = stream.read()
    except (ReadError, OSError) as error:
        return Bad("unreadable", str(error))
    suffix = path.name.rpartition(".")[2]
    return Fields(data, path.name, format=columns.fixed or suffix)


def _batch(good: Iterable[tuple[Item, Fields]], file: str) -> pa.RecordBatch:
    rows = []
    for item, row in good:
        text = row.text.encode("utf-8", "replace") if isinstance(row.text, str) else row.text
        known = {name: as_words(getattr(row, name)) for name in FIELDS if name != "text"}
        rows.append({**known, "id": known["id"] or identity(file, item), "text": text})
    return pa.RecordBatch.from_pylist(rows, schema=_BATCH)


def _findings(documents: pa.Table) -> pa.Table:
    """Give a row a finding, in the order of the documents."""
    lists = documents["findings"].combine_chunks()
    of = pc.list_parent_indices(lists)
    flat = pc.list_flatten(lists)
    inner = {name: pc.struct_field(flat, name) for name in FINDINGS.names if name not in ("id", "file", "record")}
    outer = {name: documents[name].combine_chunks().take(of) for name in ("id", "file", "record")}
    return pa.table({**inner, **outer}, schema=FINDINGS) if len(flat) else FINDINGS.empty_table()


def _number(column: pa.ChunkedArray, value: str) -> int:
    return int(pc.sum(pc.equal(column, value)).as_py() or 0)
