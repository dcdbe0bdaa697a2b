"""The directory in which auditor keeps what it knows between runs: results of texts, and answers of the network."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS = "results.db"  # of texts (`auditor.cache`)
ANSWERS = "evidence.sqlite"  # of the network (`auditor.verify.store`)
LISTS = "lists.sqlite"  # of others (`auditor.lists`)
PATTERNS = "patterns-*.bin"  # compiled, each Python its own (`auditor.regexes`)
_TAG = "CACHEDIR.TAG"
_TAG_TEXT = """Signature: 8a477f597d28d172789f06886806bc55
# This directory is a cache that auditor made. It can be deleted at any time.
# Of such tags: https://bford.info/cachedir/
"""
_BESIDE = ("", "-journal", "-wal", "-shm")  # what SQLite puts beside its file
_SIGNS = (_TAG, ".gitignore")


def default_folder() -> Path | None:
    """Give the directory of the cache: ``AUDITOR_CACHE_DIR``, else the system's place for caches of the user; None without one.

    It is never a directory of the project: what comes with a text must not be able to say what was found in it.
    """
    look = os.environ.get
    return _folder(look("AUDITOR_CACHE_DIR"), look("XDG_CACHE_HOME"), look("LOCALAPPDATA"), look("HOME"))


@lru_cache(maxsize=4)
def _folder(given: str | None, caches: str | None, local: str | None, home: str | None) -> Path | None:  # noqa: ARG001 — a key
    """Give the directory under these settings: every audit asks for it, and paths are slow to make."""
    if given:
        return Path(given)
    try:
        if sys.platform == "win32":
            return Path(local, "auditor", "Cache") if local else None
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "auditor"
        return (Path(caches) if caches and os.path.isabs(caches) else Path.home() / ".cache") / "auditor"  # noqa: PTH117
    except RuntimeError:  # a user without a home
        return None


class ForeignError(Exception):
    """A directory with something in it that auditor did not make."""


def prepare(folder: Path) -> None:
    """Make a directory that backups and version control leave alone. Raises `ForeignError`, `OSError`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _is_ours(folder):
        return
    if any(folder.iterdir()):
        if _is_ours(folder):  # by now: another run was quicker, and the tag is what it writes first
            return
        raise ForeignError
    (folder / _TAG).write_text(_TAG_TEXT, "utf-8")
    (folder / ".gitignore").write_text("*\n", "utf-8")


def _is_ours(folder: Path) -> bool:
    try:
        text = (folder / _TAG).read_text("utf-8", "replace")
    except FileNotFoundError:
        return False
    return text in ("", _TAG_TEXT)  # empty: another run is just writing it


def clear(folder: Path, names: tuple[str, ...] = (RESULTS, ANSWERS)) -> tuple[int, int]:
    """Delete files of a cache; gives how many those were, and their bytes. Raises `ForeignError`, `OSError`.

    The lists stay unless they are named: they were loaded on purpose. With the last file goes the directory.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        return 0, 0
    if not _is_ours(folder):
        raise ForeignError
    sizes = _deleted(folder / f"{name}{more}" for name in names for more in reversed(_BESIDE))
    last = not any((folder / name).exists() for name in (RESULTS, ANSWERS, LISTS))
    if last or RESULTS in names:
        sizes += _deleted(folder.glob(PATTERNS))
    if last or LISTS in names:
        sizes += _deleted(folder.glob(f".{LISTS}.*"))  # drafts, and the lock of who writes them (`auditor.data.keep`)
    if last:
        sizes += _deleted(folder / name for name in reversed(_SIGNS))
        with suppress(OSError):  # somebody put something else into it
            folder.rmdir()
    return len(sizes), sum(sizes)


def _deleted(paths: Iterable[Path]) -> list[int]:
    """Delete the files that are there; gives their sizes."""
    sizes = []
    for path in paths:
        with suppress(FileNotFoundError):
            size = path.stat().st_size
            path.unlink()
            sizes.append(size)
    return sizes
