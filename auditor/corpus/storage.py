"""Where inputs and results stand: a local path, or a URI that pyarrow or fsspec knows."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager, suppress
from uuid import uuid4

import pyarrow as pa
from pyarrow import fs

from auditor.errors import UsageError
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_DRAFT = ".draft-"
_PASSWORD = re.compile(r"(?<=://)([^:/@]*):[^/]*(?=@)")


class Place(NamedTuple):
    """A file system and a path in it."""

    system: fs.FileSystem
    path: str

    @property
    def local(self) -> bool:
        """Whether this is the machine's own file system."""
        return isinstance(self.system, fs.LocalFileSystem)

    def below(self, *names: str) -> Place:
        """Give what stands below this."""
        return Place(self.system, "/".join((self.path.rstrip("/"), *names)))


def place(uri: str) -> Place:
    """Find the file system of a path or URI; raises `UsageError` where nothing knows it."""
    scheme, colon, _ = uri.partition("://")
    if not colon:
        return Place(fs.LocalFileSystem(), os.path.abspath(uri).replace(os.sep, "/"))  # noqa: PTH100 — of what need not exist
    try:
        return Place(*fs.FileSystem.from_uri(uri))
    except (pa.ArrowException, OSError, ValueError) as error:
        try:
            import fsspec  # noqa: PLC0415 — an optional package that knows more kinds of URIs

            system, path = fsspec.core.url_to_fs(uri)
        except ImportError:
            why = " ".join(str(error).split())
            raise UsageError(
                f"{shown(uri)}: cannot be opened ({why}); fsspec, if installed, is asked for “{scheme}://” as well"
            ) from None
        except (ValueError, OSError) as other:
            raise UsageError(f"{shown(uri)}: cannot be opened ({other})") from other
        return Place(fs.PyFileSystem(fs.FSSpecHandler(system)), path)


def shown(uri: str) -> str:
    """Give a path or URI as people may see it: without the options behind a question mark and the password before the host."""
    return _PASSWORD.sub(r"\1", uri.partition("?")[0]) if "://" in uri else uri


@contextmanager
def written(where: Place) -> Iterator[pa.NativeFile]:
    """Open a file for writing that is there whole, when the block ends, or not at all.

    On a local disk a draft takes its name at the end; an object store shows an object when it is complete.
    """
    if not where.local:
        with where.system.open_output_stream(where.path) as stream:
            yield stream
        return
    folder, _, name = where.path.rpartition("/")
    draft = f"{folder}/{_DRAFT}{name}-{uuid4().hex}"
    try:
        with where.system.open_output_stream(draft) as stream:
            yield stream
        _to_disk(draft)
        where.system.move(draft, where.path)
    except BaseException:
        with suppress(OSError):
            where.system.delete_file(draft)
        raise


def _to_disk(path: str) -> None:
    """Wait until a file is on the disk: its name must not survive a power cut without its bytes."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def names_in(folder: Place) -> list[str]:
    """Give the names of the files of a folder, in order; none where there is no folder. Drafts are none."""
    selector = fs.FileSelector(folder.path, allow_not_found=True)
    return sorted(info.base_name for info in folder.system.get_file_info(selector) if not info.base_name.startswith(_DRAFT))


def without_drafts(folder: Place) -> None:
    """Take away what a run that was killed had begun to write."""
    for info in folder.system.get_file_info(fs.FileSelector(folder.path, allow_not_found=True)):
        if info.base_name.startswith(_DRAFT):
            folder.system.delete_file(info.path)
