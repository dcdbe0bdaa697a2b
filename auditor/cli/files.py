"""Reports that go to files: no article is overwritten, and a report takes its file's place only when it is complete."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from typing import Self

import click

from auditor.errors import AuditorError
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    from auditor.model import Failure
    from auditor.read.sources import Found

_REPORTS = (b"# Sourcing report: ", b'{\n"version": ')  # how auditor's own reports begin


class WriteError(AuditorError):
    """A report that cannot be written to its end: exit status 3."""


class Output(NamedTuple):
    """An ``--output``: its format and file, as given; ``option`` is what was given where it is another option."""

    format: str
    path: str
    option: str = ""

    def __str__(self) -> str:
        return self.option or f"--output {self.format}={self.path}"


def without_outputs(found: Iterable[Found | Failure], outputs: Sequence[Output], kept: Mapping[str, str]) -> list[Found | Failure]:
    """Give the files to audit; an earlier report that is met by walking and will be written anew is none of them.

    ``kept`` are files of the run by what they are (an empty path: none). Raises `click.UsageError` where an output would overwrite
    an article, one of these or another output.
    """
    files = {_identity(path): what for what, path in kept.items() if path}
    for output in outputs:
        key = _identity(output.path)
        if key in files:
            raise click.UsageError(f"{output}: would overwrite {files[key]}; name another file")
        if _is_plain(output.path):
            files[key] = f"the file of {output}"
    targets = {_identity(output.path): output for output in outputs}
    return [one for one in found if not targets or not _is_target(one, targets)]


def _is_target(one: Found | Failure, targets: dict[object, Output]) -> bool:
    """Tell whether a file is an earlier report; raises `click.UsageError` where it is an article that would be lost."""
    path = getattr(one, "path", None)
    output = targets.get(_identity(path)) if path else None
    if output is None or not _is_plain(output.path):
        return False
    walked = not getattr(one, "named", True)
    if walked and _is_report(output.path):
        return True
    mend = "name another file" + (", or --exclude this one" if walked else "")
    raise click.UsageError(f"{output}: would overwrite one of the texts to audit; {mend}")


def _is_report(path: str) -> bool:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 — strings throughout: names are shown as they were given
            return file.read(40).startswith(_REPORTS)
    except OSError:
        return False


def _identity(path: str) -> object:
    """Give what is the same for all names of a file, links included."""
    try:
        there = os.stat(os.path.realpath(path))  # noqa: PTH116 — where it will be written: “no/../a.md” is a.md, though “no” is not there
    except (OSError, ValueError):
        return os.path.realpath(path)
    return there.st_dev, there.st_ino


def _is_plain(path: str) -> bool:
    """Tell whether a path is a regular file or nothing yet; a device or pipe is neither replaced nor lost by writing."""
    try:
        return stat.S_ISREG(os.stat(os.path.realpath(path)).st_mode)  # noqa: PTH116
    except OSError:
        return True


class Sheet:
    """A file that a report goes to: written beside the old one, which it replaces when it is `kept`; else it leaves no trace."""

    def __init__(self, output: Output) -> None:
        """Open the file; raises `click.UsageError` where that cannot be."""
        self.output = output
        self._target = os.path.realpath(output.path) if _is_plain(output.path) else output.path
        self._draft = ""
        try:
            if _is_plain(output.path):
                if os.path.exists(self._target) and not os.access(self._target, os.W_OK):  # noqa: PTH110
                    raise PermissionError(13, "Permission denied")
                self._draft = f"{os.path.dirname(self._target)}/.auditor-{os.getpid()}-{id(self):x}.part"  # noqa: PTH120
            mode = "x" if self._draft else "w"
            self._file = open(self._draft or self._target, mode, encoding="utf-8", errors="backslashreplace", newline="\n")  # noqa: PTH123, SIM115 — closed by `keep` or at the end
        except OSError as error:
            raise click.UsageError(f"{output}: cannot be written ({error.strerror})") from error

    @property
    def folder(self) -> str:
        """The directory in which the report will lie; nothing where it goes into a device or a pipe."""
        return os.path.dirname(os.path.abspath(self.output.path)) if self._draft else ""  # noqa: PTH100, PTH120

    def write(self, text: str) -> None:
        """Write a piece of the report. Raises `WriteError`."""
        try:
            self._file.write(text)
        except OSError as error:
            raise self._failed(error) from error

    def keep(self) -> None:
        """Put the finished report in its place. Raises `WriteError`."""
        try:
            self._file.close()
            if self._draft:
                if os.path.exists(self._target):  # noqa: PTH110
                    os.chmod(self._draft, stat.S_IMODE(os.stat(self._target).st_mode))  # noqa: PTH101, PTH116
                os.replace(self._draft, self._target)  # noqa: PTH105
                self._draft = ""
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> WriteError:
        return WriteError(f"{self.output}: cannot be written ({error.strerror}); the report is not complete")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take away what was not kept."""
        with suppress(OSError):  # the disk is full: told when it was written to
            self._file.close()
        if self._draft:
            os.unlink(self._draft)  # noqa: PTH108
