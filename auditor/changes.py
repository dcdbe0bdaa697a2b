"""Only what changed: which findings stand in lines that are new since a commit, or are there because of the change.

A place is new where it touches a line that was added or changed. Elsewhere a place is new only if the text at the merge base did
not have it: a list that is deleted leaves its markers, on lines that nobody touched, without their list. Everything else is
context. A text that was not there at the merge base is all new.
"""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from auditor.errors import UsageError
from auditor.fingerprint import words_key
from auditor.git import Changed, GitError, Repository
from auditor.model import Earlier, Failure
from auditor.states import divided

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.audited import Audit
    from auditor.document import Document
    from auditor.model import Finding, Place, State

    AuditOf = Callable[[str, bytes], Audit | Failure]


@dataclass(frozen=True)
class Changes:
    """What changed in a repository between the merge base of ``ref`` and HEAD and the working tree as it is.

    ``tracked`` are the files that git knows, ``modules`` the directories that belong to other repositories.
    """

    ref: str
    base: str
    repository: Repository
    files: Mapping[str, Changed]
    tracked: frozenset[str]
    modules: frozenset[str]

    def of(self, name: str) -> Changed | None:
        """Give what changed in a file, by its path from here: None for nothing. Raises `UsageError` for a file outside."""
        path = self._path(name)
        if path in self.files:
            return self.files[path]
        module = next((m for m in self.modules if path.startswith(f"{m}/")), None)
        if module is not None:  # what changed in there is another repository's to tell
            return _ALL if module in self.files else None
        return None if path in self.tracked else _ALL

    def of_text(self, name: str, document: Document) -> Changed | None:
        """Give what changed in a text that was not read from the file it is named after."""
        file = self.of(name)
        before = self._path(name) if file is None else file.before
        content = self.repository.content(self.base, before) if before else None
        return Changed(before, _new_lines(content, document.source)) if content is not None else _ALL

    def judged(self, audit: Audit, changed: Changed | None, audit_of: AuditOf) -> Audit:
        """Give an audit in which only what the change brought is new; ``audit_of`` audits the text as it was before.

        States other than “new” stay.
        """
        if changed is not None and not changed.before:
            return audit
        touched = _Touched(changed.lines, audit.document.source) if changed and changed.lines and audit.findings else None
        states = [_states(finding, touched) for finding in audit.findings]
        if changed is not None and any("context" in one for one in states):
            self._spare_what_is_new(audit, states, self._before(changed, audit_of))
        return replace(audit, findings=divided(audit, states), earlier=audit.earlier or Earlier())

    def _before(self, changed: Changed, audit_of: AuditOf) -> Counter[str] | None:
        """Count what the text had at the merge base, by rule and words; None where that cannot be told."""
        content = self.repository.content(self.base, changed.before)
        before = audit_of(changed.before, content) if content is not None else None
        if before is None or isinstance(before, Failure):
            return None
        return Counter(words_key(finding, place) for finding in before.findings for place in finding.places)

    @staticmethod
    def _spare_what_is_new(audit: Audit, states: list[list[State]], before: Counter[str] | None) -> None:
        """Make new again what stands outside the change and was not there before it."""
        if before is None:
            return
        for finding, one in zip(audit.findings, states, strict=True):
            for i, place in enumerate(finding.places):
                if one[i] == "context":
                    key = words_key(finding, place)
                    before[key] -= 1
                    if before[key] < 0:
                        one[i] = "new"

    def _path(self, name: str) -> str:
        path = os.path.relpath(_real(name), self.repository.root).replace(os.sep, "/")
        if path == ".." or path.startswith("../"):
            raise UsageError(
                f"--changed-since {self.ref}: {name} lies outside the repository {self.repository.root}; "
                "audit it in a run of its own, or run auditor in its repository"
            )
        return path


_ALL = Changed("", ())


def _real(name: str) -> str:
    """Give where a file really is, as git knows it, whatever links lead there."""
    folder, file = os.path.split(os.path.abspath(name))  # noqa: PTH100 — strings throughout: names are shown as they were given
    path = os.path.join(_real_folder(folder), file)  # noqa: PTH118
    return os.path.realpath(path) if os.path.islink(path) else os.path.normpath(path)  # noqa: PTH114


@lru_cache(maxsize=1024)
def _real_folder(folder: str) -> str:
    return os.path.realpath(folder)


def changes_since(ref: str) -> Changes:
    """Ask git what changed around the current directory since its HEAD and ``ref`` parted.

    Raises `UsageError`: no git, no repository, no such commit, or a clone too shallow to tell.
    """
    try:
        repository = Repository(os.getcwd())  # noqa: PTH109
        base = repository.merge_base(ref)
        tracked, modules = repository.tracked()
        return Changes(ref, base, repository, repository.changes(base), tracked, modules)
    except GitError as error:
        raise UsageError(f"--changed-since {ref}: {error}") from error


def _states(finding: Finding, touched: _Touched | None) -> list[State]:
    if finding.state != "new":
        return [finding.state] * len(finding.places)
    return ["new" if touched and touched.holds(place) else "context" for place in finding.places]


class _Touched:
    """The lines that are new, against places of a source."""

    def __init__(self, lines: tuple[tuple[int, int], ...], source: str) -> None:
        self._firsts = [first for first, _ in lines]
        self._lasts = [last for _, last in lines]
        # git ends a line with LF only; a place counts the lone CR of old files, too
        self._ends = [i for i, c in enumerate(source) if c == "\n"] if _has_lone_cr(source) else None

    def holds(self, place: Place) -> bool:
        """Tell whether a place touches one of the lines."""
        if self._ends is None:
            first, last = place.line, place.end_line - (place.end_column == 1 and place.end_line > place.line)
        else:
            first = bisect_left(self._ends, place.start) + 1
            last = max(first, bisect_left(self._ends, place.end - 1) + 1)
        i = bisect_right(self._firsts, last) - 1
        return i >= 0 and self._lasts[i] >= first


def _has_lone_cr(source: str) -> bool:
    return source.count("\r") != source.count("\r\n")


def _new_lines(before: bytes, source: str) -> tuple[tuple[int, int], ...]:
    """Give the lines of a text that an earlier version of it does not have."""
    from difflib import SequenceMatcher  # noqa: PLC0415 — for texts on standard input only

    old, new = ([line.rstrip("\r") for line in text.split("\n")] for text in (before.decode("utf-8", "replace"), source))
    old[0] = old[0].removeprefix("\ufeff")
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple((j + 1, k) for step, _, _, j, k in steps if step in ("replace", "insert"))
