"""Lists of others that are loaded and not shipped, as `auditor data update` keeps them, in one SQLite file.

Nothing is opened before a text has something to look up in it. Who reads gets all of a list or nothing: the file is only ever
replaced as a whole. Without it everything works as if nobody was on any list.
"""

from __future__ import annotations

import os
from contextlib import closing
from functools import lru_cache
from typing import Any, NamedTuple

from auditor.errors import AuditorError
from auditor.kept import LISTS, default_folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from pathlib import Path

VERSION = 1  # of the file's form: one of another version counts as not there
TABLES = """
create table if not exists lists (
    name text primary key, rows integer not null, date text not null, fetched text not null, checked text not null,
    url text not null, final text not null, size integer not null, digest text not null, etag text not null,
    last_modified text not null
) without rowid;
create table if not exists notices (target text, nature text, day text, notice text);
create index if not exists notices_by_target on notices (target);
create table if not exists decisions (host text, path text, name text, status text, year text);
create index if not exists decisions_by_host on decisions (host);
create table if not exists suffixes (text text);
"""
_MOST = 500  # targets in one question: SQLite takes no more than 999
_COLUMNS = "name, rows, date, fetched, checked, url, final, size, digest, etag, last_modified"


class ListsError(AuditorError):
    """The file of lists is there and cannot be read: exit status 3."""


class Stored(NamedTuple):
    """A list that is kept.

    ``date`` is the day of the list itself, ``fetched`` the day on which it was loaded, ``checked`` the one on which it was last
    asked whether there is a newer one. ``url`` is the address it was asked at, ``final`` where it came from after redirects;
    ``size`` is what was loaded, in bytes; ``etag`` and ``last_modified`` are what its server said to ask again with.
    """

    name: str
    rows: int
    date: str
    fetched: str
    checked: str
    url: str
    final: str
    size: int
    digest: str
    etag: str
    last_modified: str


class Notice(NamedTuple):
    """What became of a work: ``nature`` is “retraction”, “concern” or “reinstatement”; its day, and the DOI of the notice."""

    nature: str
    day: str
    notice: str


class Decision(NamedTuple):
    """What a list of public decisions says: the name of a source there, its status in words, the year of the last debate.

    ``host`` and ``path`` are what it is about; the path is empty where it is the whole host.
    """

    host: str
    path: str
    name: str
    status: str
    year: str


def lists_path() -> Path | None:
    """Give where the lists are kept, whether or not there are any; None for a user without a home."""
    folder = default_folder()
    return _in(folder) if folder else None


@lru_cache(maxsize=4)
def _in(folder: Path) -> Path:
    return folder / LISTS


def stamp() -> str:
    """Give what changes whenever a list does, without opening the file; empty where there is none."""
    path = lists_path()
    try:
        there = os.stat(path) if path else None  # noqa: PTH116 — one call at each start
    except OSError:
        return ""
    return f"{there.st_mtime_ns} {there.st_size} {there.st_ino}" if there else ""


def notices(targets: Iterable[str]) -> tuple[dict[str, list[Notice]], str]:
    """Give what became of works, by targets such as ``doi:10.1000/182``, in order of days, and the date of the list.

    Raises `ListsError`.
    """
    wanted = list(dict.fromkeys(targets))
    found: dict[str, list[Notice]] = {}
    if not wanted or not stamp():
        return found, ""
    with closing(_opened()) as db:
        for at in range(0, len(wanted), _MOST):
            some = wanted[at : at + _MOST]
            signs = ", ".join("?" * len(some))
            question = f"select target, nature, day, notice from notices where target in ({signs}) order by day, rowid"  # noqa: S608 — signs only
            for target, *rest in _rows(db, question, some):
                found.setdefault(target, []).append(Notice(*rest))
        return found, _date(db, "retractions") if found else ""


def decisions(host: str) -> tuple[list[Decision], str]:
    """Give what is decided about a host or the domains above it, those nearest to it only, and the date of the list.

    Raises `ListsError`.
    """
    if not host or not stamp():
        return [], ""
    with closing(_opened()) as db:
        while "." in host:
            rows = _rows(db, "select host, path, name, status, year from decisions where host = ? order by rowid", [host])
            if rows:
                return [Decision(*row) for row in rows], _date(db, "perennial")
            host = host.partition(".")[2]
    return [], ""


def suffix_list() -> str:
    """Give the public suffix list as it is published; empty where none is kept, or it cannot be read."""
    if not stamp():
        return ""
    try:
        with closing(_opened()) as db:
            return "".join(row[0] for row in _rows(db, "select text from suffixes", []))
    except ListsError:  # the one that is shipped serves as well
        return ""


def stored() -> dict[str, Stored]:
    """Give the lists that are kept, by name. Raises `ListsError`."""
    if not stamp():
        return {}
    with closing(_opened()) as db:
        return {row[0]: Stored(*row) for row in _rows(db, f"select {_COLUMNS} from lists order by name", [])}  # noqa: S608 — a constant


def _date(db: sqlite3.Connection, name: str) -> str:
    return "".join(row[0] for row in _rows(db, "select date from lists where name = ?", [name]))


def _opened() -> sqlite3.Connection:
    import sqlite3  # noqa: PLC0415 — few texts have something to look up where lists are kept

    path = lists_path()
    assert path is not None  # noqa: S101 — who asks has seen its stamp
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        if db.execute("pragma user_version").fetchone()[0] == VERSION:
            return db
        db.close()
        db = sqlite3.connect(":memory:")  # another version's: nothing is there
        db.executescript(TABLES)
    except sqlite3.Error as error:
        raise _damaged(error) from error
    return db


def _rows(db: sqlite3.Connection, question: str, values: list[str]) -> list[Any]:
    import sqlite3  # noqa: PLC0415

    try:
        return db.execute(question, values).fetchall()
    except sqlite3.Error as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> ListsError:
    return ListsError(f"{lists_path()}: cannot be read ({error}); `auditor data clear` and `auditor data update` make it anew")
