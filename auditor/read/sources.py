"""Paths, directories, globs and stdin to sources, and sources to documents. No other module opens an input file."""

from __future__ import annotations

import os
import sys
from pathlib import Path, PurePath
from typing import NamedTuple

from auditor.errors import EmptyError, MissingError, ReadError
from auditor.model import Failure, Format, Source
from auditor.read import READERS, SUFFIXES
from auditor.read.decode import decode
from auditor.read.ignore import Ignored, patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.document import Document

__all__ = ["Found", "decode", "format_of", "read_document", "read_source", "walk"]

_MEDIA_TYPES: dict[str, Format] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
}


class Found(NamedTuple):
    """A file to audit: its path as it will be shown, and whether the user named it (and not a directory or glob around it)."""

    path: str
    named: bool


def read_source(
    path: str | Path,
    *,
    format: Format | None = None,  # noqa: A002 — the users' word
    stdin_name: str = "-",
) -> Source:
    """Read one file, or stdin for ``-``; ``stdin_name`` is what stdin is called, and its suffix tells its format.

    Raises `MissingError` or `ReadError`, with one sentence that says what, where and what to do.
    """
    name = str(path)
    if name == "-":
        return Source(stdin_name, sys.stdin.buffer.read(), format)
    if name.startswith(("http://", "https://")):
        raise MissingError(f"{name}: is a web address; save the page as a file and name that")
    try:
        return Source(name, Path(name).read_bytes(), format)
    except FileNotFoundError:
        raise MissingError(f"{name}: no such file; check the path") from None
    except IsADirectoryError:
        raise ReadError(f"{name}: is a directory; name the articles in it, or audit it as a whole") from None
    except PermissionError:
        raise ReadError(f"{name}: may not be read; give yourself permission to read it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        what = getattr(error, "strerror", None) or error
        raise ReadError(f"{name}: cannot be read ({what}); check the path and the disk") from None


def format_of(source: Source) -> Format:
    """Give the input format: what the source states, its media type, the suffix of its name, else plain text."""
    if source.format:
        return source.format
    media = (source.media_type or "").partition(";")[0].strip().lower()
    return _MEDIA_TYPES.get(media) or SUFFIXES.get(PurePath(source.name).suffix.lower(), "text")


def read_document(source: Source) -> Document:
    """Decode and read one source.

    Raises `EmptyError` where it holds no word, `BinaryError` or `ReadError` where it cannot be decoded.
    """
    chosen = format_of(source)
    document = READERS[chosen](decode(source.data, source.name, html=chosen == "html"), source.name)
    if not any(document.data[b.start : b.end].strip() for b in document.blocks):
        raise EmptyError(f"{source.name}: has no words to audit; name a file with an article in it")
    return document


def walk(
    paths: Iterable[str | Path], *, include: Sequence[str] = (), exclude: Sequence[str] = (), gitignore: bool = True
) -> Iterator[Found | Failure]:
    """Find the files to audit, each once: files as named, directories walked and globs expanded in order of names.

    Of what is met by walking, only known suffixes count, or what matches one of ``include``; out stay hidden files,
    dependencies, builds, licences and changelogs, what a ``.gitignore`` ignores (unless ``gitignore`` is false) and what
    matches one of ``exclude``. Both are patterns as in ``.gitignore``. A named file is always given, even a missing one:
    reading it says what is wrong. A directory or glob without articles yields a `Failure`.
    """
    ignored = Ignored(exclude, gitignore=gitignore)
    wanted = patterns(include)
    seen: set[str] = set()
    for path in paths:
        name = str(path)
        if os.path.isdir(name):  # noqa: PTH112 — strings throughout: names are shown as they were given
            files = (Found(file, named=False) for file in ignored.files(name) if _wanted(file, wanted))
            yield from _fresh(files, seen, f"{name}: no articles in this directory; auditor reads {', '.join(SUFFIXES)}")
        elif _is_glob(name) and not os.path.lexists(name):
            yield from _fresh(_matching(name, ignored, wanted), seen, f"{name}: matches no file; check the pattern")
        else:
            yield from _fresh(iter((Found(name, named=True),)), seen, "")


def _is_glob(path: str) -> bool:
    return any(sign in path for sign in "*?[")


def _wanted(file: str, wanted: object) -> bool:
    if wanted is None:
        return os.path.splitext(file)[1].lower() in SUFFIXES  # noqa: PTH122 — hot: one call a file
    return wanted.match_file(os.path.normpath(file))  # type: ignore[attr-defined, no-any-return]


def _matching(pattern: str, ignored: Ignored, wanted: object) -> Iterator[Found]:
    """Expand a glob; a suffix that the pattern spells out is wanted, known or not."""
    from glob import glob  # noqa: PLC0415 — shells expand most patterns themselves

    suffix = PurePath(pattern).suffix
    spelled = bool(suffix) and not _is_glob(suffix)
    for file in sorted(glob(pattern, recursive=True)):  # noqa: PTH207 — Path.glob takes no absolute patterns
        if os.path.isfile(file) and not ignored.excludes(file) and (spelled or _wanted(file, wanted)):  # noqa: PTH113
            yield Found(file, named=False)


def _fresh(files: Iterator[Found], seen: set[str], none: str) -> Iterator[Found | Failure]:
    """Pass on what was not given before; a `Failure` where there was nothing at all."""
    empty = True
    for found in files:
        empty = False
        key = os.path.abspath(found.path) if found.path != "-" else "-"  # noqa: PTH100
        if key not in seen:
            seen.add(key)
            yield found
    if empty:
        yield Failure(none.partition(":")[0], none, "missing")
