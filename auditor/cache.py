"""Results of earlier runs, so that what has not changed is not audited again.

A result is found by what it depends on: the bytes of the text, its name, the configuration, the rules and auditor itself. A
file whose times, size and number are those of the last run is not even read. Everything stands in one SQLite file; nothing that
is wrong with it costs more than time.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from contextlib import suppress
from dataclasses import fields
from hashlib import blake2b
from typing import Any
from zlib import crc32

from auditor import lists
from auditor.compiled import fingerprint
from auditor.errors import ReadError
from auditor.kept import RESULTS, ForeignError, prepare
from auditor.model.made import NamedTuple
from auditor.read.sources import digest_of, read_source, stamp_of
from auditor.stored import Stored, is_failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from auditor.config import Config, Selection

    Tell = Callable[[str], None]

FORM = 1  # of what is stored: another number finds nothing that was stored before
_ID = 0x41554449  # "AUDI": tells our files from others'
_KEPT = 30  # days that a result is kept after it was last used
_BATCH = 256  # results written at once
_BUSY = 2.0  # seconds to wait for another run
_NO_MATTER = frozenset(
    (
        "path",
        "notes",
        "fail_on",
        "fail_under",
        "max_warnings",
        "include",
        "exclude",
        "packs",
        "origins",
        "extended",
        "baseline",
        "strict_baseline",
        "fail_on_drop",
        "network",
        "required_version",
        "rules_version",
        "score_model",
    )
)  # to one audit
_LIBRARIES = ("charset_normalizer", "cld3_py", "google_re2", "pyromark", "python_stdnum", "pyyaml", "sentencex", "tldextract")
_TABLES = """
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT, digest BLOB, seen INTEGER) WITHOUT ROWID;
CREATE TABLE results (
    key BLOB PRIMARY KEY, seen INTEGER, day INTEGER, core_sum INTEGER, detail_sum INTEGER, core TEXT, detail TEXT
);
CREATE TABLE swept (day INTEGER);
"""


class Looked(NamedTuple):
    """What is known of a file: its digest (empty: it cannot be read), and the result for it if there is one."""

    digest: bytes = b""
    stored: Stored | None = None


def open_cache(folder: Path, selection: Selection, tell: Tell, *, refused: Tell | None = None) -> Cache | None:
    """Open the cache in a directory, which is made where it is missing.

    ``tell`` is told in one sentence what is wrong with it; ``refused`` (else ``tell``, too) why there cannot be one.
    """
    try:
        prepare(folder)
        return Cache(folder / RESULTS, run_key(selection), tell)
    except ForeignError:
        tell(f"{folder}: holds files that are no cache of auditor's, so nothing is kept there; name a new or empty directory")
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        (refused or tell)(f"{folder}: cannot be used as cache ({reason}); all texts are audited anew")
    return None


# --- what a result depends on ---------------------------------------------------------------------------------


def run_key(selection: Selection) -> bytes:
    """Give a digest of everything but the text that an audit depends on; raises `OSError` where a rule cannot be read."""
    parts = [str(FORM), fingerprint(), sys.version, lists.stamp(), *_libraries()]
    parts += [f"{name}={value}" for name, value in _settings(selection.config)]
    for pack in selection.config.packs:
        for path in sorted(pack.glob("*/*.toml")):
            parts += [str(path.relative_to(pack)), path.read_bytes().hex()]
    return blake2b("\0".join(parts).encode("utf-8", "surrogateescape"), digest_size=16).digest()


def _settings(config: Config) -> Iterator[tuple[str, str]]:
    """Give the settings that bear on an audit: all but those that are known to bear on none."""
    for setting in fields(config):
        if setting.name not in _NO_MATTER:
            value = getattr(config, setting.name)
            yield setting.name, repr(sorted(value.items()) if hasattr(value, "items") else value)


def _libraries() -> list[str]:
    """Give the installed versions of the libraries that read texts, as the names of their directories tell them."""
    found = set()
    for folder in filter(None, sys.path):
        with suppress(OSError):
            names = (name.lower().replace("-", "_") for name in os.listdir(folder) if name.endswith("-info"))  # noqa: PTH208 — a third of the time
            found |= {name for name in names if name.startswith(_LIBRARIES)}
    return sorted(found)


# --- the file -------------------------------------------------------------------------------------------------


class Cache:
    """The results of one selection of rules. Several processes may use one file at a time; each sees whole results or none."""

    def __init__(self, file: Path, run: bytes, tell: Tell) -> None:
        """Open the file; a damaged one is told of and made anew. Raises `OSError`, `sqlite3.Error` where neither can be."""
        self._file = file
        self._run = run
        self._tell = tell
        self._today = int(time.time()) // 86_400  # days of UTC, as finders count them
        self._results: list[tuple[Any, ...]] = []
        self._files: list[tuple[Any, ...]] = []
        self._used: list[bytes] = []
        self._db: sqlite3.Connection | None
        try:
            self._db = _connected(file)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            self._tell(f"{file}: is damaged or no cache of auditor's; it is made anew")
            file.unlink()
            self._db = _connected(file)

    def find(self, path: str, label: str, *, detail: bool) -> Looked:
        """Look for the result of a file: by its times and size, else by its bytes. ``label`` is what it was audited as."""
        if self._db is None:
            return Looked()
        try:
            stamp = stamp_of(path)
            whole = _whole(path)
            query = "SELECT digest, seen FROM files WHERE path = ? AND stamp = ?"
            row = self._db.execute(query, (whole, stamp)).fetchone() if stamp else None
            digest, seen = row or (digest_of(read_source(path)), 0)
            found = self._stored(self._key(digest, label), detail=detail)
            if found and stamp and seen != self._today:
                self._files.append((whole, stamp, digest, self._today))
            return Looked(digest, found)
        except ReadError:
            return Looked()  # who audits it says why
        except (sqlite3.Error, UnicodeError) as error:
            self._failed(error)
            return Looked()

    def keep(self, path: str, label: str, stamp: str, digest: bytes, stored: Stored, *, passing: bool) -> None:
        """Keep the result of a file whose bytes have this digest; ``passing`` says that it holds for today only."""
        if self._db is None:
            return
        sums = crc32(stored.core.encode()), crc32(stored.detail.encode())
        self._results.append((self._key(digest, label), self._today, self._today if passing else 0, *sums, *stored))
        if stamp:
            self._files.append((_whole(path), stamp, digest, self._today))
        if len(self._results) >= _BATCH:
            self._write()

    def damaged(self) -> None:
        """Say that a result which was found cannot be read."""
        self._failed(sqlite3.DatabaseError("a result is damaged"))

    def close(self) -> None:
        """Write what is left to write."""
        self._write()
        if self._db is not None:
            self._db.close()
            self._db = None

    def _key(self, digest: bytes, label: str) -> bytes:
        return blake2b(self._run + digest + label.encode("utf-8", "surrogateescape"), digest_size=16).digest()

    def _stored(self, key: bytes, *, detail: bool) -> Stored | None:
        assert self._db is not None  # noqa: S101 — narrowing for the type checker; `find` has looked
        columns = "seen, day, core_sum, core, " + ("detail_sum, detail" if detail else "0, ''")
        row = self._db.execute(f"SELECT {columns} FROM results WHERE key = ?", (key,)).fetchone()  # noqa: S608 — both are written here
        if row is None:
            return None
        seen, day, core_sum, core, detail_sum, more = row
        if day not in (0, self._today) or (detail and not more and not is_failure(core)):
            return None
        if crc32(core.encode()) != core_sum or crc32(more.encode()) != detail_sum:
            raise sqlite3.DatabaseError("a result is damaged")
        if seen != self._today:
            self._used.append(key)
        return Stored(core, more)

    def _write(self) -> None:
        """Write what was collected, in one step; what another run keeps us from writing is audited again next time."""
        if self._db is None or not (self._results or self._files or self._used):
            return
        today = self._today
        try:
            with self._db:
                self._db.execute("BEGIN IMMEDIATE")
                self._db.executemany("UPDATE results SET seen = ? WHERE key = ?", [(today, key) for key in self._used])
                self._db.executemany("INSERT OR REPLACE INTO results VALUES (?, ?, ?, ?, ?, ?, ?)", self._results)
                self._db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", self._files)
                if not self._db.execute("SELECT 1 FROM swept WHERE day = ?", (today,)).fetchone():
                    self._db.execute("DELETE FROM swept")
                    self._db.execute("INSERT INTO swept VALUES (?)", (today,))
                    self._db.execute("DELETE FROM results WHERE seen < ?", (today - _KEPT,))
                    self._db.execute("DELETE FROM files WHERE seen < ?", (today - _KEPT,))
        except sqlite3.Error as error:
            self._failed(error)
        self._results, self._files, self._used = [], [], []

    def _failed(self, error: Exception) -> None:
        """Do without the cache from here on; a damaged one is thrown away, one that others hold is left to them."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return
        if self._db is not None:
            self._db.close()
            self._db = None
        self._results, self._files, self._used = [], [], []
        if isinstance(error, sqlite3.OperationalError) and hasattr(error, "sqlite_errorcode"):  # without, it is what stands in it
            self._tell(f"{self._file}: the cache cannot be used ({error}); all texts are audited anew")
            return
        self._tell(f"{self._file}: the cache is damaged ({error}); it is thrown away")
        with suppress(OSError):
            self._file.unlink()


def _whole(path: str) -> str | bytes:
    """Give a path from the root; as bytes where it is not text in UTF-8, which the database could not take."""
    whole = os.path.abspath(path)  # noqa: PTH100 — hot: one call a file
    return os.fsencode(whole) if not whole.isascii() and any("\udc80" <= letter <= "\udcff" for letter in whole) else whole


def _connected(file: Path) -> sqlite3.Connection:
    """Open a file of results, made where it is missing. Raises `sqlite3.DatabaseError` where it is another sort of file."""
    database = sqlite3.connect(file, timeout=_BUSY, isolation_level=None)
    try:
        database.execute("PRAGMA synchronous = OFF")  # a crash of the system may cost the cache; checksums notice
        if database.execute("PRAGMA application_id").fetchone() != (_ID,):
            _make(database)
    except BaseException:
        database.close()
        raise
    return database


def _make(database: sqlite3.Connection) -> None:
    with database:
        database.execute("BEGIN IMMEDIATE")
        if database.execute("PRAGMA application_id").fetchone() == (_ID,):
            return  # another run was quicker
        if database.execute("SELECT count(*) FROM sqlite_master").fetchone() != (0,):
            raise sqlite3.DatabaseError("another program's database")
        for statement in filter(str.strip, _TABLES.split(";")):
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {_ID}")
