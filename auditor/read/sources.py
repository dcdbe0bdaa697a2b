"""Paths, directories, globs and stdin to sources, and sources to documents. No other module opens an input file."""

from __future__ import annotations

import os
import stat
import sys
import time
from dataclasses import replace
from pathlib import Path, PurePath

from auditor.errors import EmptyError, MissingError, ReadError
from auditor.lexicon import later
from auditor.model import Failure, Format, Source
from auditor.model.made import NamedTuple
from auditor.read import READERS, SUFFIXES
from auditor.read.convert import COPIES, suffix_of
from auditor.read.decode import decode, decoded
from auditor.read.ignore import Ignored, is_dead, patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.document import Document
    from auditor.read.decode import Decoded

    State = dict[str, tuple[int, int, int] | None]

__all__ = [
    "OWN_REPORT",
    "Found",
    "decode",
    "decode_source",
    "digest_of",
    "format_named",
    "format_of",
    "is_address",
    "read_document",
    "read_source",
    "read_text_of",
    "source_of",
    "stamp_of",
    "state_of",
    "walk",
]

_MEDIA_TYPES: dict[str, Format] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/x-markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
}


_SETTLED = 2_000_000_000  # nanoseconds; the coarsest clock of a file system
_STREAMS = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
OWN_REPORT = "is a report of auditor, and no article"  # in the reason why it is not audited
_OWN_REPORT = later(
    # How `auditor.report.markdown` begins: its title, then its table or, without texts, the outcome.
    r"# Sourcing report: [\d,]+ texts?(?:, passed|, failed)?\r?\n\r?\n(?:\| text \| sourcing score \| claims traced \||\*\*)|"
    # The terminal's, of one text and of several, saved as a file.
    r"[^\r\n]+\r?\nSourcing (?:\d{1,3}/100  [A-F]  [█░#.]{3}|not rated: a score takes )|"
    r"[\d,]+ texts?(?:, worst sourced first)?\r?\n\r?\n  sourcing +claims traced  |"
    # `auditor.corpus.page`
    r"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\s*<meta name=\"generator\" content=\"auditor\">"
)


class Found(NamedTuple):
    """A file to audit: its path as it will be shown, and whether the user named it (and not a directory or glob around it).

    The path may be the address of an article on the web; ``source`` is what was fetched from there.
    """

    path: str
    named: bool
    source: Source | None = None


def is_address(path: str) -> bool:
    """Tell whether what a user names is an address on the web, and no file."""
    return path[:8].lower().startswith(("http://", "https://"))


def source_of(found: Found, *, format: Format | None = None, stdin_name: str = "-") -> Source:  # noqa: A002
    """Give what stands at what was found: read now, unless it has been fetched. Raises as `read_source` does."""
    return found.source or read_source(found.path, format=format, stdin_name=stdin_name)


def read_source(
    path: str | Path,
    *,
    format: Format | None = None,  # noqa: A002 — the users' word
    stdin_name: str = "-",
) -> Source:
    """Read one file, or stdin for ``-``; ``stdin_name`` is what stdin is called, and its suffix tells its format.

    Pipes are read where the shell or the system passes them (``/dev/fd/63``, ``/dev/stdin``); a named one might never end.
    Raises `MissingError` or `ReadError`, with one sentence that says what, where and what to do.
    """
    name = str(path)
    if name == "-":
        return Source(stdin_name, sys.stdin.buffer.read(), format)
    if not name:
        raise MissingError("“” is no path; name a file")
    if is_address(name):
        raise MissingError(f"{name}: is a web address, which this does not ask; save the page as a file and name that")
    try:
        mode = os.stat(name).st_mode  # noqa: PTH116 — a path that is shown as given
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or name.startswith(_STREAMS)):
            raise ReadError(f"{name}: is not a regular file; pass a stream as “-”")
        return Source(name, Path(name).read_bytes(), format)
    except FileNotFoundError:
        if os.path.islink(name):  # noqa: PTH114
            raise MissingError(f"{name}: is a link to a file that does not exist; mend the link") from None
        raise MissingError(f"{name}: no such file; check the path") from None
    except IsADirectoryError:
        raise ReadError(f"{name}: is a directory; name the articles in it, or audit it as a whole") from None
    except PermissionError:
        raise ReadError(f"{name}: may not be read; give yourself permission to read it") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        what = getattr(error, "strerror", None) or error
        raise ReadError(f"{name}: cannot be read ({what}); check the path and the disk") from None


def stamp_of(path: str) -> str:
    """Give what changes when a file is written to: its times, size and number; empty where that would not tell.

    A file that was written to a moment ago may be written to again without any of these changing.
    """
    try:
        there = os.stat(path)  # noqa: PTH116 — hot: one call a file
    except (OSError, ValueError):
        return ""
    latest = max(there.st_mtime_ns, there.st_ctime_ns)
    if not stat.S_ISREG(there.st_mode) or time.time_ns() - latest < _SETTLED:
        return ""
    return f"{there.st_mtime_ns} {there.st_ctime_ns} {there.st_size} {there.st_ino}"


def state_of(files: Iterable[str]) -> State:
    """Give for each file what changes when it is saved, another one put in its place, or it is taken away (None: not there)."""
    found: State = {}
    for file in files:
        try:
            there = os.stat(file)  # noqa: PTH116 — one call a file
            found[file] = (there.st_mtime_ns, there.st_size, there.st_ino)
        except (OSError, ValueError):
            found[file] = None
    return found


def digest_of(source: Source) -> bytes:
    """Give the digest of the bytes of a source, 16 bytes."""
    from hashlib import blake2b  # noqa: PLC0415 — single articles need none

    return blake2b(source.data, digest_size=16).digest()


def format_of(source: Source) -> Format:
    """Give the input format: what the source states, its media type, the suffix of its name, else plain text."""
    if source.format:
        return source.format
    return format_named(source.media_type or "") or SUFFIXES.get(suffix_of(source.name), "text")


def format_named(name: str) -> Format | None:
    """Give the input format that a name, a media type ("text/html; charset=utf-8") or a suffix ("md") stands for, or None."""
    word = name.partition(";")[0].strip().lower()
    for known in READERS:
        if word == known:
            return known
    return _MEDIA_TYPES.get(word) or SUFFIXES.get(f".{word.removeprefix('.')}")


def read_document(source: Source) -> Document:
    """Decode and read one source.

    Raises `EmptyError` where it holds no word, `BinaryError` or `ReadError` where it cannot be decoded.
    """
    return read_text_of(source, decode_source(source).text)


def decode_source(source: Source) -> Decoded:
    """Decode one source; raises `BinaryError` or `ReadError` where that cannot be."""
    return decoded(source.data, source.name, html=format_of(source) == "html", charset=source.charset)


def read_text_of(source: Source, text: str) -> Document:
    """Read a text as that of a source, whose name and format count.

    Raises `EmptyError` where it holds no word of its own: none at all, or an earlier report of auditor.
    """
    if _OWN_REPORT.match(text):
        raise EmptyError(f"{source.name}: {OWN_REPORT}; name the articles it is about")
    document = READERS[format_of(source)](text, source.name)
    if not any(document.data[b.start : b.end].strip() for b in document.blocks):
        raise EmptyError(f"{source.name}: has no words to audit; name a file with an article in it")
    return document if source.base is None else published(document, source.url, source.base)


def published(document: Document, url: str | None, base: str) -> Document:
    """Give a document as it stands on the web: with its own address, and its links as a reader's browser follows them."""
    links = tuple(link._replace(target=_absolute(link.target, base)) for link in document.links)
    return replace(document, url=url, links=links, base=base)


def _absolute(target: str, base: str) -> str:
    """Resolve a target that is relative; what leads to a place in the page, or nowhere, or has a scheme stays as it is."""
    from urllib.parse import urljoin, urlsplit  # noqa: PLC0415 — files have no address

    bare = target.strip()
    if not bare or bare.startswith("#"):
        return target
    try:
        return target if urlsplit(bare).scheme else urljoin(base, bare)
    except ValueError:  # no address at all, which a rule tells
        return target


def walk(
    paths: Iterable[str | Path],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    gitignore: bool = True,
    force_exclude: bool = False,
) -> Iterator[Found | Failure]:
    """Find the files to audit, each once: files as named, directories walked and globs expanded in order of names.

    Of what is met by walking, only known suffixes count, or what matches one of ``include``; out stay hidden files,
    dependencies, builds, licences and changelogs, what a ``.gitignore`` ignores (unless ``gitignore`` is false) and what
    matches one of ``exclude``. Both are patterns as in ``.gitignore``. A named file is always given, even a missing one:
    reading it says what is wrong; ``force_exclude`` holds it to the same as what is met by walking. A directory or glob without
    articles yields a `Failure`, as does a directory that cannot be read; a link to nothing is given, and reading it fails.
    """
    ignored = Ignored(exclude, gitignore=gitignore)
    wanted = patterns(include)
    seen: set[str] = set()
    for path in paths:
        name = str(path)
        if os.path.isdir(name):  # noqa: PTH112 — strings throughout: names are shown as they were given
            yield from _in_directory(name, ignored, wanted, seen, include)
        elif is_address(name):
            yield from _fresh(iter((Found(name, named=True),)), seen, "")
        elif _is_glob(name) and not os.path.lexists(name):
            yield from _fresh(_matching(name, ignored, wanted), seen, f"{name}: matches no file; check the pattern")
        elif not force_exclude or name == "-":
            yield from _fresh(iter((Found(name, named=True),)), seen, "")
        elif _wanted(name, wanted) and not ignored.keeps_out(name):
            yield from _fresh(iter((Found(name, named=False),)), seen, "")


def _in_directory(
    name: str, ignored: Ignored, wanted: object, seen: set[str], include: Sequence[str] = ()
) -> Iterator[Found | Failure]:
    """Walk one directory; what cannot be read in it comes last."""
    empty = True
    for file in ignored.files(name):
        if _wanted(file, wanted):
            empty = False
            yield from _fresh(iter((Found(file, named=False),)), seen, "")
    unread, left_out = ignored.told()
    for path, why in unread:
        yield Failure(path, f"{path}: may not be read ({why}); give yourself permission to read it, or exclude it")
    if empty and not unread:
        but = f" that “exclude” leaves in ({', '.join(left_out)})" if left_out else ""
        if include:  # which takes what it names, whatever the suffix
            only = f"no file in this directory{but} is one that “include” takes ({', '.join(include)})"
            yield Failure(name, f"{name}: {only}; mend the pattern, or leave it out", "missing")
            return
        yield Failure(name, f"{name}: no articles in this directory{but}; auditor reads {', '.join(SUFFIXES)}", "missing")


def _is_glob(path: str) -> bool:
    return any(sign in path for sign in "*?[")


def _wanted(file: str, wanted: object) -> bool:
    if wanted is None:
        name = file.lower()
        return os.path.splitext(name)[1] in SUFFIXES and not name.endswith(COPIES)  # noqa: PTH122 — hot: one call a file
    return wanted.match_file(os.path.normpath(file))  # type: ignore[attr-defined, no-any-return]


def _matching(pattern: str, ignored: Ignored, wanted: object) -> Iterator[Found]:
    """Expand a glob; a suffix that the pattern spells out is wanted, known or not."""
    from glob import glob  # noqa: PLC0415 — shells expand most patterns themselves

    suffix = PurePath(pattern).suffix
    spelled = bool(suffix) and not _is_glob(suffix)
    for file in sorted(glob(pattern, recursive=True)):  # noqa: PTH207 — Path.glob takes no absolute patterns
        if (os.path.isfile(file) or is_dead(file)) and not ignored.excludes(file) and (spelled or _wanted(file, wanted)):  # noqa: PTH113
            yield Found(file, named=False)


def _fresh(files: Iterator[Found], seen: set[str], none: str) -> Iterator[Found | Failure]:
    """Pass on what was not given before; a `Failure` where there was nothing at all."""
    empty = True
    for found in files:
        empty = False
        plain = found.path in ("", "-") or is_address(found.path)
        key = found.path if plain else os.path.abspath(found.path)  # noqa: PTH100
        if key not in seen:
            seen.add(key)
            yield found
    if empty:
        yield Failure(none.partition(":")[0], none, "missing")
