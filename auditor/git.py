"""What git tells of a working tree. No other module starts git, and nothing in the repository is written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import contextmanager, suppress
from tempfile import TemporaryDirectory
from typing import NamedTuple

from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_DIFF = ("diff", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative", "--find-renames", "--submodule=short")
_UNTRACKED = ("ls-files", "--others", "--exclude-standard", "-z")
_INTEND = ("--literal-pathspecs", "add", "--intent-to-add", "--pathspec-from-file=-", "--pathspec-file-nul")
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([abtnvfr"\\]|[0-7]{3})')
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r", b'"': b'"', b"\\": b"\\"}


class GitError(UsageError):
    """git is missing, or cannot say what it was asked."""


class Changed(NamedTuple):
    """What became of a file since a commit: its path there (empty: it was not there), and the lines it has now that are new.

    ``lines`` are ranges of 1-based lines, both ends included, in order. Lines end with LF, as git counts.
    """

    before: str
    lines: tuple[tuple[int, int], ...]


class Repository:
    """The working tree around a directory. Paths are relative to its root, with forward slashes."""

    def __init__(self, where: str) -> None:
        """Raises `GitError` where no working tree is, or no git."""
        self._where = where
        self._index = ""
        self.root = ""
        done = self._run("rev-parse", "--show-toplevel")
        if done.returncode:
            said = _said(done)
            if "not a git repository" in said or "must be run in a work tree" in said:
                raise GitError("this directory is in no working tree of git; run auditor inside the repository of the texts")
            raise GitError(f"git refuses to work here: {said}")
        self.root = os.fsdecode(done.stdout).removesuffix("\n")

    def merge_base(self, ref: str) -> str:
        """Give the commit at which HEAD and ``ref`` parted; raises `GitError` where there is none to be found."""
        self._commit("HEAD")
        done = self._run("merge-base", self._commit(ref), "HEAD")
        if done.returncode:
            raise GitError(
                f"“{ref}” and HEAD have no commit in common{self._shallow() or '; name a commit or branch that HEAD comes from'}"
            )
        return os.fsdecode(done.stdout).strip()

    def _commit(self, ref: str) -> str:
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if done.returncode == 0:
            return os.fsdecode(done.stdout).strip()
        if ref == "HEAD":
            raise GitError("the repository has no commit yet; commit something first")
        raise GitError(f"git knows no commit “{ref}”{self._shallow() or '; check the name, or fetch it: git fetch origin'}")

    def _shallow(self) -> str:
        """Say what to do where the history was cut off when it was fetched; nothing where it is whole."""
        if self._run("rev-parse", "--is-shallow-repository").stdout.strip() != b"true":
            return ""
        return "; this clone is shallow: run git fetch --unshallow, or check out with fetch-depth: 0"

    def changes(self, commit: str) -> dict[str, Changed]:
        """Give the files that differ from a commit by their path: committed, staged and unstaged changes alike.

        Of files that git does not track, only those that look like a file that is gone: these were renamed.
        """
        untracked = [path for path in self._ask(*_UNTRACKED).split(b"\0") if path and not path.endswith(b"/")]
        if not untracked or not self._ask(*_DIFF, "--name-only", "--diff-filter=D", commit):
            return self._changes(commit)
        with TemporaryDirectory(prefix="auditor-") as folder, self._index_with(untracked, folder):
            every = self._changes(commit)
        unseen = {os.fsdecode(path) for path in untracked}
        return {path: one for path, one in every.items() if one.before or path not in unseen}

    @contextmanager
    def _index_with(self, paths: list[bytes], folder: str) -> Iterator[None]:
        """Let git see files that it does not track, by a copy of its index in a folder; where that fails, it does not see them."""
        index = os.path.join(self.root, os.fsdecode(self._ask("rev-parse", "--git-path", "index")).removesuffix("\n"))  # noqa: PTH118
        with suppress(OSError):
            self._index = shutil.copy(index, folder)
            self._run(*_INTEND, told=b"\0".join(paths))
        try:
            yield
        finally:
            self._index = ""

    def _changes(self, commit: str) -> dict[str, Changed]:
        found = {path: Changed(before, ()) for path, before in self._paths(commit)}
        for path, lines in _hunks(
            self._ask(*_DIFF, "--patch", "--unified=0", "--text", "--src-prefix=a/", "--dst-prefix=b/", commit)
        ):
            before = found[path].before if path in found else path
            found[path] = Changed(before, tuple(lines))
        return found

    def _paths(self, commit: str) -> list[tuple[str, str]]:
        """Give the path now and the path before of each file that differs and is still there."""
        fields = iter(self._ask(*_DIFF, "--raw", "-z", "--no-abbrev", commit).split(b"\0"))
        found = []
        for field in fields:
            if not field:
                continue
            status = field.rsplit(b" ", 1)[-1][:1]
            path = os.fsdecode(next(fields))
            if status in b"RC":
                found.append((os.fsdecode(next(fields)), path))
            elif status != b"D":
                found.append((path, "" if status == b"A" else path))
        return found

    def tracked(self) -> tuple[frozenset[str], frozenset[str]]:
        """Give the paths of all files of the repository, and those of its submodules."""
        files, modules = set[str](), set[str]()
        for row in self._ask("ls-files", "--stage", "-z").split(b"\0"):
            about, _, path = row.partition(b"\t")
            (modules if about.startswith(b"160000") else files).add(os.fsdecode(path))
        return frozenset(files), frozenset(modules)

    def content(self, commit: str, path: str) -> bytes | None:
        """Give a file as it was checked out at a commit; None where it was not there."""
        for how in (("cat-file", "--filters"), ("cat-file", "blob")):  # a filter that fails says nothing of the text
            done = self._run(*how, f"{commit}:{path}")
            if done.returncode == 0:
                return done.stdout
        return None

    def _ask(self, *args: str) -> bytes:
        done = self._run(*args)
        if done.returncode:
            raise GitError(f"git {args[0]} failed: {_said(done)}")
        return done.stdout

    def _run(self, *args: str, told: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        environment = {key: value for key, value in os.environ.items() if key not in ("GIT_DIFF_OPTS", "GIT_EXTERNAL_DIFF")}
        environment |= {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        if self._index:
            environment["GIT_INDEX_FILE"] = self._index
        command = ["git", "-c", "core.quotePath=false", *args]
        try:
            return subprocess.run(  # noqa: S603 — no shell, and what the user names is never an option
                command, cwd=self.root or self._where, env=environment, input=told, capture_output=True, check=False
            )
        except FileNotFoundError:
            raise GitError("git is not installed, or not on the PATH") from None
        except OSError as error:
            raise GitError(f"git cannot be run ({error.strerror})") from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"exit status {done.returncode}"


def _hunks(patch: bytes) -> list[tuple[str, list[tuple[int, int]]]]:
    """Read a patch without context: for each file that is still there, the ranges of its lines that are new."""
    found: list[tuple[str, list[tuple[int, int]]]] = []
    content = 0  # lines of the hunk still to come: they are a text's, whatever they look like
    for line in patch.split(b"\n"):
        if content and line[:1] in (b"+", b"-"):
            content -= 1
        elif line.startswith(b"+++ ") and line != b"+++ /dev/null":
            found.append((os.fsdecode(_unquoted(line[4:].removesuffix(b"\t"))).removeprefix("b/"), []))
        elif hunk := _HUNK.match(line):
            removed, first, added = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            content = removed + added
            if added:
                found[-1][1].append((first, first + added - 1))
    return found


def _unquoted(name: bytes) -> bytes:
    r"""Give a path that git has put into quotation marks, because of a quote, a tab or the like in it.

    >>> _unquoted(rb'"b/say \"hi\".md"')
    b'b/say "hi".md'
    """
    if not name.startswith(b'"'):
        return name
    return _ESCAPE.sub(lambda m: _ESCAPES.get(m[1]) or bytes([int(m[1], 8)]), name[1:-1])
