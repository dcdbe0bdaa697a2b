"""What a walk through directories leaves out."""

from __future__ import annotations

import os
import re
from pathlib import Path

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pathspec import GitIgnoreSpec

_DIRECTORIES = frozenset((
    "node_modules", "bower_components", "venv", "env", "site-packages", "__pycache__", "build", "dist", "_build", "_site",
    "htmlcov",
))  # fmt: skip
_FILES = later(
    r"(?:licen[cs]e|copying|notice|changelog|changes|release[-_]notes|code[-_]of[-_]conduct|cmakelists|robots|requirements|llms)\b",
    re.IGNORECASE,
)


def patterns(globs: Sequence[str]) -> GitIgnoreSpec | None:
    """Compile patterns as ``.gitignore`` has them; None where there are none."""
    if not globs:
        return None
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 — only where patterns are given or a .gitignore is met

    return GitIgnoreSpec.from_lines(globs)


class Ignored:
    """Tells which files and directories a walk leaves out: by default names, by the user's patterns, by ``.gitignore``."""

    def __init__(self, exclude: Sequence[str] = (), *, gitignore: bool = True) -> None:
        self._exclude = patterns(exclude)
        self._globs = tuple(exclude)
        self._gitignore = gitignore
        self._unread: list[tuple[str, str]] = []
        self._left_out = False

    def files(self, directory: str) -> Iterator[str]:
        """Give the files under a directory that are not left out, in order of names; links to directories are not followed."""
        for path in self._walk(directory, self._above(directory) if self._gitignore else []):
            yield path.removeprefix("./") if directory == "." else path

    def told(self) -> tuple[list[tuple[str, str]], tuple[str, ...]]:
        """Give, once, what the last walk could not read and why, and the user's patterns if they left anything out of it."""
        unread, globs = self._unread, self._globs if self._left_out else ()
        self._unread, self._left_out = [], False
        return unread, globs

    def excludes(self, path: str, *, directory: bool = False) -> bool:
        """Tell whether default names or the user's patterns leave a path out."""
        name = os.path.basename(path)  # noqa: PTH119 — strings: one call a file
        if name.startswith(".") or (name in _DIRECTORIES if directory else _FILES.match(name)):
            return True
        if self._exclude is None or not self._exclude.match_file(os.path.normpath(path) + "/" * directory):
            return False
        self._left_out = True
        return True

    def keeps_out(self, path: str, start: str = os.curdir) -> bool:
        """Tell whether a walk from a directory would leave a file out, by its name or that of a directory around it."""
        inside = os.path.relpath(path, start)
        folders = () if inside.startswith("..") else Path(inside).parts[:-1]
        return any(name.startswith(".") or name in _DIRECTORIES for name in folders) or self.excludes(inside)

    def _walk(self, directory: str, specs: list[tuple[str, GitIgnoreSpec]]) -> Iterator[str]:
        try:
            with os.scandir(directory) as scan:
                entries = sorted(scan, key=lambda e: e.name)
        except OSError as error:
            self._unread.append((directory, error.strerror or str(error)))
            return
        if self._gitignore and any(e.name == ".gitignore" for e in entries):
            specs = [*specs, *_spec(directory)]
        for entry in entries:
            is_directory = entry.is_dir(follow_symlinks=False)
            if self.excludes(entry.path, directory=is_directory) or _ignored(entry.path, specs, directory=is_directory):
                continue
            if is_directory:
                yield from self._walk(entry.path, specs)
            elif _is_file(entry):
                yield entry.path

    @staticmethod
    def _above(directory: str) -> list[tuple[str, GitIgnoreSpec]]:
        """The ``.gitignore`` files from the repository's root down to above the directory."""
        found: list[list[tuple[str, GitIgnoreSpec]]] = []
        here = os.path.abspath(directory)  # noqa: PTH100
        while not os.path.lexists(os.path.join(here, ".git")):  # noqa: PTH118
            parent = os.path.dirname(here)  # noqa: PTH120
            if parent == here:
                return []  # no repository: what lies above is none of this directory's business
            here = parent
            found.append(_spec(here))
        return [spec for level in reversed(found) for spec in level]


def is_dead(path: str) -> bool:
    """Tell whether a path is a link that leads to nothing, or to itself."""
    return os.path.islink(path) and not os.path.exists(path)  # noqa: PTH110, PTH114


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is to be read as a file: a link to nothing is, so that reading it says so."""
    try:
        return entry.is_file() or (entry.is_symlink() and is_dead(entry.path))
    except OSError:
        return True


def _spec(directory: str) -> list[tuple[str, GitIgnoreSpec]]:
    try:
        with open(os.path.join(directory, ".gitignore"), encoding="utf-8", errors="replace") as file:  # noqa: PTH118, PTH123
            spec = patterns(file.read().splitlines())
    except OSError:
        return []
    return [(os.path.abspath(directory), spec)] if spec is not None else []  # noqa: PTH100


def _ignored(path: str, specs: list[tuple[str, GitIgnoreSpec]], *, directory: bool) -> bool:
    """Ask the ``.gitignore`` files, the nearest first: the first that speaks of the path decides."""
    if not specs:
        return False
    whole = os.path.abspath(path)  # noqa: PTH100
    for base, spec in reversed(specs):
        answer = spec.check_file(os.path.relpath(whole, base) + "/" * directory).include
        if answer is not None:
            return answer
    return False
