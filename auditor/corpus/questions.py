"""Questions to the tables of a corpus, in SQL: DuckDB answers them without ever holding a table in memory."""

from __future__ import annotations

from typing import Any, Self

import duckdb
import pyarrow as pa
from pyarrow import dataset

from auditor.corpus.schema import TABLES
from auditor.corpus.tables import Corpus
from auditor.errors import UsageError
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

_ROWS = 1000  # that are fetched at a time


class Answer(NamedTuple):
    """The names of the columns of an answer, and its rows as they come."""

    names: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


class Questions:
    """The tables ``documents``, ``findings`` and ``failures`` of a run, open to questions.

    Only chunks that are done are seen, so that a run can be looked at while it is at work. Raises `UsageError` where there is no
    run.
    """

    def __init__(self, out: str) -> None:
        self.out = out
        self.corpus = Corpus(out)
        self.run = self.corpus.run()
        self._connection = duckdb.connect()
        self._connection.execute("SET enable_progress_bar = false")
        for table, schema in TABLES.items():
            self._open(table, schema)

    def _open(self, table: str, schema: pa.Schema) -> None:
        files = self.corpus.files(table)
        source = f"{table}_files"
        if not files:
            self._connection.register(source, schema.empty_table())
        elif self.corpus.place.local:
            names = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            source = f"read_parquet([{names}])"
        else:
            system = self.corpus.place.system
            self._connection.register(source, dataset.dataset(files, schema=schema, filesystem=system, format="parquet"))
        as_map = "REPLACE (map_from_entries(rules) AS rules)" if table == "documents" else ""  # rules['no-locator'] > 2
        self._connection.execute(f"CREATE VIEW {table} AS SELECT * {as_map} FROM {source}")

    def ask(self, sql: str) -> Answer:
        """Ask; raises `UsageError` where DuckDB does not understand."""
        try:
            found = self._connection.execute(sql)
            names = tuple(column[0] for column in found.description or ())
            first = found.fetchmany(_ROWS) if names else []
        except duckdb.Error as error:
            raise UsageError(f"SQL: {_told(error)}") from error
        return Answer(names, self._rows(found, first))

    def _rows(self, found: Any, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 — DuckDB's
        try:
            while rows:
                yield from rows
                rows = found.fetchmany(_ROWS)
        except duckdb.Error as error:
            raise UsageError(f"SQL: {_told(error)}") from error

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Give all rows of an answer."""
        return list(self.ask(sql).rows)

    def batches(self, sql: str) -> pa.RecordBatchReader:
        """Give an answer as Arrow batches; raises `UsageError` where DuckDB does not understand."""
        try:
            found = self._connection.sql(sql)
            return found.to_arrow_reader(_ROWS) if hasattr(found, "to_arrow_reader") else found.fetch_arrow_reader(_ROWS)
        except duckdb.Error as error:
            raise UsageError(f"SQL: {_told(error)}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Let go of everything."""
        self._connection.close()


def _told(error: Exception) -> str:
    """Give what is wrong on one line, without the picture of the place."""
    return " ".join(str(error).partition("\n\nLINE")[0].split())
