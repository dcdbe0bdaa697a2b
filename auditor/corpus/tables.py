"""The tables of a corpus: written a chunk at a time, and opened again.

``DIR/documents/``, ``findings/`` and ``failures/`` hold a Parquet file for each chunk. That of the documents is written last and
holds in its metadata what came of the chunk: a chunk is done where it stands. ``DIR/run.json`` says what the run is of.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from auditor.corpus.schema import TABLES
from auditor.corpus.storage import Place, names_in, place, shown, without_drafts, written
from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.corpus.work import Outcome

_KEY = b"auditor"
_RUN = "run.json"
_SUFFIX = ".parquet"
_READERS = 16  # threads that read the metadata of chunks: most of the time is waiting


@dataclass(frozen=True)
class Writer:
    """Writes the tables of chunks below a path or URI. A file is there whole or not at all."""

    out: str

    def write(self, table: str, name: str, rows: pa.Table, outcome: Outcome | None = None) -> None:
        """Write the rows of a chunk. Without rows there is no file, but for the documents, which say what came of it."""
        where = place(self.out).below(table, f"{name}{_SUFFIX}")
        if outcome is None and not len(rows):
            if where.system.get_file_info(where.path).is_file:  # of an attempt whose input was cut off
                where.system.delete_file(where.path)
            return
        if outcome is not None:
            rows = rows.replace_schema_metadata({_KEY: json.dumps(outcome._asdict())})
        with written(where) as stream:
            pq.write_table(rows, stream, compression="zstd")


@dataclass(frozen=True)
class Corpus:
    """What a run has written. Raises `UsageError` where there is no run at ``out``."""

    out: str

    @property
    def place(self) -> Place:
        """Where it stands."""
        return place(self.out)

    def run(self) -> dict[str, Any]:
        """Give what the run is of: inputs, options, versions."""
        where = self.place.below(_RUN)
        try:
            with where.system.open_input_file(where.path) as stream:
                found: dict[str, Any] = json.loads(stream.read())
        except FileNotFoundError:
            raise UsageError(
                f"{shown(self.out)}: holds no corpus run; name the directory that “auditor corpus run” wrote"
            ) from None
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{shown(self.out)}: its {_RUN} cannot be read ({error}); run it anew into another directory"
            ) from error
        return found

    def begin(self, run: dict[str, Any]) -> bool:
        """Make the directory, or take up the run that it holds; tells whether it was taken up.

        Raises `UsageError` where it holds a run of something else, or something that is no run.
        """
        system, path = self.place
        there = system.get_file_info(self.place.below(_RUN).path).is_file
        if not there:
            self._new(run)
            return False
        before = self.run()
        other = [key for key in run if run[key] != before.get(key)]
        if other:
            raise UsageError(
                f"{shown(self.out)}: holds a run with other {' and '.join(other)} than this one;"
                " repeat its command to go on from there, name another --out, or remove the directory to begin anew"
            )
        for table in TABLES:
            without_drafts(Place(system, path).below(table))
        return True

    def _new(self, run: dict[str, Any]) -> None:
        system, path = self.place
        try:
            if any(name != ".lock" and (name not in TABLES or names_in(self.place.below(name))) for name in names_in(self.place)):
                raise UsageError(f"{shown(self.out)}: is not empty and holds no corpus run; name another directory for --out")
            for table in TABLES:
                system.create_dir(f"{path}/{table}", recursive=True)
            with written(self.place.below(_RUN)) as stream:
                stream.write(json.dumps(run, indent=1).encode())
        except OSError as error:
            raise UsageError(f"{shown(self.out)}: cannot be written ({error}); name another directory for --out") from error

    def files(self, table: str) -> list[str]:
        """Give the paths of a table's files, of chunks that are done, in the order of the records."""
        done = names_in(self.place.below("documents"))
        there = done if table == "documents" else sorted({*names_in(self.place.below(table))} & {*done})
        return [self.place.below(table, name).path for name in there if name.endswith(_SUFFIX)]

    def outcomes(self) -> list[Outcome]:
        """Give what came of each chunk that is done."""
        from auditor.corpus.work import Outcome  # noqa: PLC0415 — which needs this module

        def one(path: str) -> Outcome:
            try:
                with self.place.system.open_input_file(path) as stream:
                    return Outcome(**json.loads(pq.read_schema(stream).metadata[_KEY]))
            except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
                raise UsageError(f"{path}: is damaged ({error}); remove it, and run again to have it made anew") from error

        with ThreadPoolExecutor(_READERS) as threads:
            return list(threads.map(one, self.files("documents")))
