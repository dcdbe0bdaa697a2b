"""What is kept between runs: one SQLite file with the last good answer of each target, and the days on which it was gone.

Only what was found there is kept to be used again. That something is gone is never taken from here: it is asked each time, and
only counted. A store that cannot be opened or written costs a run nothing but its memory.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Self

from auditor.kept import ANSWERS, ForeignError, default_folder, prepare
from auditor.model import Verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_VERSION = 1
_TABLES = """
create table if not exists answers (
    target text primary key, answer text not null, asked text not null, at real not null, fresh_until real not null,
    url text not null, status text not null, sha256 text not null, title text not null, text_sha256 text not null,
    etag text not null, last_modified text not null, facts blob not null
) without rowid;
create table if not exists failures (target text not null, day text not null, primary key (target, day)) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept answer: the verdict, when it was asked and until when it is fresh (seconds of the epoch), how to ask again."""

    verdict: Verdict
    at: float
    fresh_until: float
    url: str
    etag: str = ""
    last_modified: str = ""


def store_path() -> Path | None:
    """Where answers are kept, beside the results of texts; None for a user without a home."""
    folder = default_folder()
    return folder / ANSWERS if folder else None


class Store:
    """The file of kept answers; a context manager that closes it."""

    def __init__(self, path: Path | None) -> None:
        """Open the file at ``path``; None, or one that cannot be opened, keeps nothing (`problem` says why)."""
        self.problem = ""
        self._db: sqlite3.Connection | None = None
        if path is None:
            return
        try:
            prepare(path.parent)
            self._db = _opened(path)
        except ForeignError:
            self.problem = f"{path.parent}: holds files that are no cache of auditor's, so answers are not kept there"
        except (OSError, sqlite3.Error) as error:
            self.problem = f"{path}: answers are not kept ({error}); delete the file, or use --no-cache"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def get(self, target: str) -> Kept | None:
        """Give the kept answer of a target."""
        row = self._row(
            "select answer, asked, at, fresh_until, url, etag, last_modified, facts from answers where target = ?", (target,)
        )
        if row is None:
            return None
        answer, asked, at, fresh_until, url, etag, last_modified, facts = row
        try:
            verdict = Verdict(target, answer, asked, json.loads(zlib.decompress(facts)))
        except (ValueError, zlib.error):
            return None
        return Kept(verdict, at, fresh_until, url, etag, last_modified)

    def put(self, kept: Kept) -> None:
        """Keep an answer, and forget that its target was ever gone."""
        if self._db is None:
            return
        verdict = kept.verdict
        facts = dict(sorted(verdict.facts.items()))
        text = facts.get("text", "")
        values = (
            verdict.target,
            verdict.answer,
            verdict.when,
            kept.at,
            kept.fresh_until,
            kept.url,
            facts.get("status", ""),
            facts.get("sha256", ""),
            facts.get("title", ""),
            sha256(text.encode("utf-8", "replace")).hexdigest() if text else "",
            kept.etag,
            kept.last_modified,
            zlib.compress(json.dumps(facts).encode(), 1),
        )
        self._write(f"insert or replace into answers values ({', '.join('?' * len(values))})", values)  # noqa: S608 — signs only
        self._write("delete from failures where target = ?", (verdict.target,))

    def gone(self, target: str, day: str) -> int:
        """Take note that a target was found gone on a day; gives on how many days it was."""
        self._write("insert or ignore into failures values (?, ?)", (target, day))
        row = self._row("select count(*) from failures where target = ?", (target,))
        return max(1, int(row[0])) if row else 1

    def _row(self, question: str, values: tuple[str, ...]) -> Any:  # noqa: ANN401 — a row of a query, or None
        if self._db is None:
            return None
        try:
            return self._db.execute(question, values).fetchone()
        except sqlite3.Error:
            return None

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        if self._db is not None:
            try:
                self._db.execute(statement, values)
            except sqlite3.Error as error:
                self.problem = self.problem or f"answers are not kept ({error})"


def _opened(path: Path) -> sqlite3.Connection:
    """Open a store; one of another version is begun anew."""
    db = sqlite3.connect(path, timeout=5.0, isolation_level=None)  # each write by itself: several runs may share it
    try:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = normal")
        if db.execute("pragma user_version").fetchone()[0] not in (0, _VERSION):
            db.executescript("drop table if exists answers; drop table if exists failures;")
        db.executescript(_TABLES)
        db.execute(f"pragma user_version = {_VERSION}")
    except sqlite3.Error:
        db.close()
        raise
    return db
