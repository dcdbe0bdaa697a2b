"""Puts lists into their file, and takes them out: in a copy, which takes the place of the old one when it is complete."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing

from auditor.data.form import ABOUT
from auditor.kept import LISTS, ForeignError
from auditor.kept import clear as clear_folder
from auditor.lists import TABLES, VERSION, ListsError, lists_path, stored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from auditor.lists import Stored

_PATIENCE = 60.0  # seconds for others to write their lists
_TABLES = {"perennial": "decisions", "retractions": "notices", "suffixes": "suffixes"}


def write(path: Path, about: Stored, tables: Mapping[str, Sequence[tuple[str, ...]]]) -> None:
    """Put what is known of a list, and the rows of its tables, into the file. Raises `OSError`, `sqlite3.Error`."""
    with closing(_Draft(path)) as draft:
        draft.db.execute(f"insert or replace into lists values ({_signs(about)})", about)  # noqa: S608 — signs only
        for table, rows in tables.items():
            draft.db.execute(f"delete from {table}")  # noqa: S608 — a name of ours
            if rows:
                draft.db.executemany(f"insert into {table} values ({_signs(rows[0])})", rows)  # noqa: S608
        draft.publish()


def _signs(row: Sequence[object]) -> str:
    return ", ".join("?" * len(row))


def clear(names: Sequence[str]) -> list[str]:
    """Delete lists that are kept; gives the names of those that were. Raises `ListsError`."""
    path = lists_path()
    if path is None or not (path.exists() or any(path.parent.glob(f".{path.name}.*"))):
        return []
    try:
        if set(names) >= set(ABOUT):
            return _deleted(path)
        there = [name for name in names if name in stored()]
        if there:
            with closing(_Draft(path)) as draft:
                for name in there:
                    draft.db.execute("delete from lists where name = ?", (name,))
                    draft.db.execute(f"delete from {_TABLES[name]}")  # noqa: S608 — a name of ours
                draft.publish()
    except (OSError, sqlite3.Error, ForeignError) as error:
        raise ListsError(f"{path}: cannot be changed ({getattr(error, 'strerror', None) or error})") from None
    return there


def _deleted(path: Path) -> list[str]:
    try:
        there = list(stored())
    except ListsError:  # a damaged file goes as well
        there = list(ABOUT)
    clear_folder(path.parent, (LISTS,))
    return there


class _Draft:
    """A copy of the file of lists that is written to; it leaves no trace unless it is published.

    From copy to publication nobody else writes: they wait, a minute at most. Raises `OSError`, `sqlite3.Error`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._draft = path.with_name(f".{path.name}.{os.getpid()}.part")
        self._lock = self.db = sqlite3.connect(path.with_name(f".{path.name}.lock"), timeout=_PATIENCE, isolation_level=None)
        try:
            self._lock.execute("begin exclusive")  # a lock that every system has, and that ends with its process
            for left in path.parent.glob(f".{path.name}.*.part*"):  # by processes that died
                left.unlink(missing_ok=True)
            if path.exists():
                shutil.copyfile(path, self._draft)
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        self.db = sqlite3.connect(self._draft, isolation_level=None)
        self.db.execute("pragma journal_mode = memory")
        if self.db.execute("pragma user_version").fetchone()[0] not in (0, VERSION):
            self.db.close()
            self._draft.unlink()
            self.db = sqlite3.connect(self._draft, isolation_level=None)
        self.db.executescript(TABLES)
        self.db.execute(f"pragma user_version = {VERSION}")
        self.db.execute("begin")

    def publish(self) -> None:
        """Put it into the place of the old file."""
        self.db.execute("commit")
        self.db.execute("vacuum")
        self.db.close()
        with self._draft.open("rb") as file:
            os.fsync(file.fileno())
        self._draft.replace(self._path)

    def close(self) -> None:
        """Close it and take it away, if it is still there."""
        held = self._lock.in_transaction
        self.db.close()
        if held:  # else the draft is that of whoever holds the lock
            self._draft.unlink(missing_ok=True)
        self._lock.close()
