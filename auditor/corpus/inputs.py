"""What a corpus is made of: folders, files and URIs to splits, each read from its beginning to its end."""

from __future__ import annotations

import hashlib
import os
from fnmatch import fnmatch
from pathlib import PurePosixPath
from urllib.parse import quote

from pyarrow import fs

from auditor.corpus.readers import COMPRESSIONS, SUFFIXES
from auditor.corpus.storage import place, shown
from auditor.errors import UsageError
from auditor.model import Failure
from auditor.model.made import NamedTuple
from auditor.read import SUFFIXES as ARTICLES
from auditor.read.sources import walk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PACKED = [f"{suffix}{packing}" for suffix in SUFFIXES for packing in COMPRESSIONS]
_PATTERNS = tuple(f"*{suffix}" for suffix in (*SUFFIXES, *ARTICLES, *_PACKED))


class Split(NamedTuple):
    """A part of the inputs that is read in order: one file of records, or all files that hold an article each.

    ``number`` is its place among the splits, ``stamp`` tells one content from another without reading it, ``files`` are the
    articles.
    """

    number: int
    name: str
    uri: str
    kind: str
    compression: str
    size: int
    stamp: str
    files: tuple[tuple[str, str, int], ...] = ()


class _File(NamedTuple):
    name: str
    uri: str
    size: int
    stamp: str


def splits_of(inputs: Sequence[str], *, leave_out: str = "") -> tuple[Split, ...]:
    """Find everything that the inputs hold; below ``leave_out``, where results go, nothing is looked for.

    Raises `UsageError` where an input is not there, holds nothing that can be read, or is of no known kind.
    """
    found: list[_File] = []
    seen: set[str] = set()
    for one in inputs:
        there = _files(one)
        results = shown(leave_out)
        files = [file for file in there if not (results and f"{shown(file.uri)}/".startswith(f"{results}/"))]
        if there and not files:
            raise UsageError(f"{shown(one)}: lies in the directory of the results, {shown(leave_out)}; name another --out")
        if not files:
            raise UsageError(f"{shown(one)}: holds nothing to read; auditor corpus reads {_known()}")
        found += [file for file in files if file.uri not in seen]
        seen |= {file.uri for file in files}
    return tuple(_splits(found))


def _splits(files: Iterable[_File]) -> Iterator[Split]:
    """Give each file of records, then the articles as one."""
    articles: list[_File] = []
    index = 0
    for file in files:
        kind, compression = kind_of(file.name)
        if kind == "articles":
            articles.append(file)
            continue
        yield Split(index, file.name, file.uri, kind, compression, file.size, file.stamp)
        index += 1
    if articles:
        digest = hashlib.sha256("\n".join(f"{file.name} {file.stamp}" for file in articles).encode("utf-8", "surrogateescape"))
        named = tuple((file.name, file.uri, file.size) for file in articles)
        yield Split(index, "articles", "", "articles", "", sum(file.size for file in articles), digest.hexdigest(), named)


def kind_of(name: str) -> tuple[str, str]:
    """Give the kind of an input and how it is packed; raises `UsageError` for another."""
    path = PurePosixPath(name.lower())
    compression = COMPRESSIONS.get(path.suffix, "")
    suffix = PurePosixPath(path.stem).suffix if compression else path.suffix
    if suffix in SUFFIXES and not (compression and suffix == ".parquet"):
        return SUFFIXES[suffix], compression
    if suffix in ARTICLES and not compression:
        return "articles", ""
    raise UsageError(f"{name}: is of no known kind; auditor corpus reads {_known()}")


def _known() -> str:
    packed = ", ".join(COMPRESSIONS)
    return f"{', '.join(SUFFIXES)} (packed, too: {packed}), and articles: {', '.join(ARTICLES)}"


def _files(one: str) -> list[_File]:
    return list(_remote(one) if "://" in one else _local(one))


def _local(one: str) -> Iterator[_File]:
    for found in walk([one], include=_PATTERNS, gitignore=False):
        if isinstance(found, Failure):
            if found.kind != "missing" or not os.path.isdir(one):  # noqa: PTH112 — names are shown as they were given
                raise UsageError(found.reason)
            continue
        try:
            info = os.stat(found.path)  # noqa: PTH116
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{found.path}: cannot be read ({getattr(error, 'strerror', None) or error}); check the path"
            ) from None
        if found.named:
            kind_of(found.path)
        yield _File(found.path, os.path.abspath(found.path), info.st_size, f"{info.st_size} {info.st_mtime_ns}")  # noqa: PTH100


def _remote(one: str) -> Iterator[_File]:
    """List a URI: a file, a folder with all below it, or a pattern in the last part of the path.

    What stands behind a question mark (the endpoint of an object store, its region, keys) goes with each file, and is never shown.
    """
    address, _, options = one.partition("?")
    where = place(one)
    head, _, last = where.path.rpartition("/")
    pattern = last if any(sign in last for sign in "*[") else ""
    root, base = (head, address.rpartition("/")[0]) if pattern else (where.path, address)
    try:
        info = where.system.get_file_info(root)
        if info.type == fs.FileType.File:
            kind_of(info.path)
            found = [info]
        else:
            found = where.system.get_file_info(fs.FileSelector(info.path, recursive=not pattern))
    except OSError as error:
        raise UsageError(f"{shown(one)}: cannot be read ({error})") from error
    for info in sorted(found, key=lambda i: i.path):
        if info.type == fs.FileType.File and _wanted(info.base_name) and (not pattern or fnmatch(info.base_name, pattern)):
            uri = f"{base.rstrip('/')}{quote(info.path[len(root.rstrip('/')) :])}"
            yield _File(shown(uri), f"{uri}?{options}" if options else uri, info.size or 0, f"{info.size} {info.mtime_ns or ''}")


def _wanted(name: str) -> bool:
    return not name.startswith((".", "_")) and any(fnmatch(name.lower(), pattern) for pattern in _PATTERNS)
