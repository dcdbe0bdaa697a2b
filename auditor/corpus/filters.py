"""The articles that satisfy a condition: their ids, or their rows."""

from __future__ import annotations

import json
import os
from pathlib import PurePath
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from auditor.corpus.storage import place, written
from auditor.errors import UsageError
from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.corpus.questions import Questions

    Rows = Callable[[pa.RecordBatchReader, pa.NativeFile], int]


def ids(questions: Questions, where: str) -> Iterator[str]:
    """Yield the ids of the articles that satisfy a condition, in their order. Raises `UsageError` where it is no condition."""
    return (one_line(id_ or "") for (id_,) in questions.ask(f"SELECT id FROM documents WHERE {_condition(questions, where)}").rows)


def written_rows(questions: Questions, where: str, output: str) -> tuple[int, int]:
    """Write what satisfies a condition to a file that is there whole or not at all; gives how many articles that are, of how many.

    The suffix of ``output`` tells what is written. Raises `UsageError` for another, and for a wrong condition, `OSError` where it
    cannot be written.
    """
    suffix = PurePath(output).suffix.lower()
    if suffix not in _WRITERS:
        raise UsageError(f"--output {output}: ends in none of {', '.join(_WRITERS)}")
    columns = "id" if suffix == ".txt" else "*"
    rows = questions.batches(f"SELECT {columns} FROM documents WHERE {_condition(questions, where)}")
    target = place(output)
    if target.local and not os.path.isdir(os.path.dirname(target.path)):  # noqa: PTH112, PTH120 — strings: it may be a URI
        raise UsageError(f"--output {output}: its directory does not exist; make it first")
    with written(target) as stream:
        passed = _WRITERS[suffix](rows, stream)
    ((total,),) = questions.rows("SELECT count(*) FROM documents")
    return passed, total


def _condition(questions: Questions, where: str) -> str:
    """Check a condition on no row, alone in brackets, so that it is one expression; raises `UsageError`."""
    questions.ask(f"SELECT id FROM documents WHERE ({where}\n) LIMIT 0")
    return f"({where}\n)"


def _txt(rows: pa.RecordBatchReader, stream: pa.NativeFile) -> int:
    number = 0
    for batch in rows:
        number += len(batch)
        stream.write("".join(f"{one_line(id_ or '')}\n" for id_ in batch.column(0).to_pylist()).encode())
    return number


def _jsonl(rows: pa.RecordBatchReader, stream: pa.NativeFile) -> int:
    number = 0
    for batch in rows:
        number += len(batch)
        stream.write("".join(json.dumps(row, default=str) + "\n" for row in batch.to_pylist(maps_as_pydicts="strict")).encode())
    return number


def _parquet(rows: pa.RecordBatchReader, stream: pa.NativeFile) -> int:
    number = 0
    with pq.ParquetWriter(stream, rows.schema, compression="zstd") as writer:
        for batch in rows:
            number += len(batch)
            writer.write_batch(batch)
    return number


def _csv(rows: pa.RecordBatchReader, stream: pa.NativeFile) -> int:
    """Write a table of text; what is no single value (the parts of the score, the counts of rules) is JSON in its cell."""
    nested = [pa.types.is_nested(field.type) for field in rows.schema]
    schema = pa.schema([(f.name, pa.string() if deep else f.type) for f, deep in zip(rows.schema, nested, strict=True)])
    number = 0
    with pa_csv.CSVWriter(stream, schema) as writer:
        for batch in rows:
            number += len(batch)
            columns: list[Any] = [
                pa.array([None if value is None else json.dumps(value) for value in _values(column)], pa.string())
                if deep
                else column
                for column, deep in zip(batch.columns, nested, strict=True)
            ]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))
    return number


def _values(column: pa.Array) -> list[Any]:
    values: list[Any] = column.to_pylist(maps_as_pydicts="strict")
    return values


_WRITERS: dict[str, Rows] = {".txt": _txt, ".parquet": _parquet, ".csv": _csv, ".jsonl": _jsonl}
