"""What `auditor fix` prints: what was mended in each file, what is left, and the change as a unified diff."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import groupby

from auditor.fix import waiting
from auditor.gate import count, passed_over
from auditor.model import LEVELS
from auditor.report.common import line_list
from auditor.report.layout import clean, head, one_line, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.fix import Mended
    from auditor.model import Level
    from auditor.report.layout import Paper


@dataclass(slots=True)
class Mending:
    """What a run has mended so far; it counts while files stream by.

    ``places`` counts fixes by the rule whose findings they mend, ``left`` findings by level, ``unsafe`` the fixes that wait for
    ``--unsafe-fixes``.
    """

    dry: bool = False
    problems: int = 0
    files: int = 0
    skipped: int = 0
    reports: int = 0
    changed: int = 0
    failed: int = 0
    places: Counter[str] = field(default_factory=Counter)
    left: Counter[Level] = field(default_factory=Counter)
    unsafe: int = 0

    def add(self, mended: Mended, *, unsafe: bool) -> None:
        """Count one file."""
        self.files += 1
        self.changed += mended.changed
        self.places.update(one.rule.id for one in mended.applied)
        self.left.update(f.level for f in mended.after.findings if f.state == "new")
        self.unsafe += waiting(mended.after, unsafe=unsafe)["unsafe"]


def mended_lines(mended: Mended, paper: Paper, *, dry: bool = False) -> Iterator[str]:
    """Yield what was mended in one file, by rule, with its lines, and what is suggested; nothing where there is neither."""
    name = one_line(mended.before.name)
    suggested = [(f, fix) for f in mended.after.findings if f.state == "new" for fix in f.fixes if fix.safety == "suggestion"]
    if mended.changed:
        yield from _mended(mended, name, paper, dry=dry)
    elif suggested:
        yield paper.ink(paper.text(f"{name}: nothing to mend"), "bold")
    for finding, fix in suggested:
        what = f"suggestion: “{head(one_line(finding.text), 60)}” {one_line(fix.what)} ({finding.rule.id}, line {finding.line})"
        yield from _indented(what, paper)


def _mended(mended: Mended, name: str, paper: Paper, *, dry: bool) -> Iterator[str]:
    verb = "would be mended" if dry else "mended"
    yield paper.ink(paper.text(f"{name}: {count(len(mended.applied), 'place')} {verb}"), "bold")
    ids = sorted({one.rule.id for one in mended.applied})
    wide = max(map(len, ids))
    for rule, ones in groupby(sorted(mended.applied, key=lambda one: (one.rule.id, one.line)), key=lambda one: one.rule):
        applied = list(ones)
        lines = line_list(one.line for one in applied)
        what = "; ".join(dict.fromkeys(one.fix.what for one in applied))
        left = f"  {rule.id:<{wide}}  {len(applied):>3}  "
        where = f"line{'s' if any(sign in lines for sign in ',–') else ''} {lines}: {what}"
        room = max(paper.columns - len(left), 24)
        first, *more = wrap(paper.text(where), room, room)
        yield left + first
        yield from (" " * len(left) + line for line in more)
    for finding in mended.revealed:
        yield from _indented(f"now seen: {one_line(finding.message)} ({finding.rule.id}, line {finding.line})", paper)
    if not mended.settled:
        yield from _indented("stopped before the end: each pass left something new to mend; please report it with this text", paper)


def _indented(text: str, paper: Paper) -> Iterator[str]:
    for line in wrap(paper.text(text), paper.columns - 4, paper.columns - 4):
        yield f"    {line}"


def outcome(run: Mending, status: int) -> str:
    """Say in one line what a run did, what is left, and how it ended."""
    parts = []
    if run.problems:
        parts.append(f"{count(run.problems, 'mistake')} in options, configuration or rules (see above)")
    if run.failed:
        parts.append(f"{count(run.failed, 'file')} could not be mended")
    done = sum(run.places.values())
    where = f"in {run.changed} of {count(run.files, 'file')}"
    none = "nothing was mended" if run.problems else "nothing to mend"
    parts.append(f"{count(done, 'place')} {'would be mended ' if run.dry else ''}{where}" if done else none)
    if run.unsafe:
        parts.append(f"{run.unsafe:,} unsafe {'fix' if run.unsafe == 1 else 'fixes'} not made (--unsafe-fixes)")
    left = [count(run.left[level], level) for level in LEVELS if run.left[level]]
    if run.files:
        parts.append(f"{', '.join(left)} left for you: auditor check" if left else "nothing is left")
    parts += passed_over(run.skipped, run.reports)
    word = "FAILED" if status in (2, 3) else "WOULD MEND" if run.dry and done else "MENDED" if done else "PASSED"
    return f"{word}  {'; '.join(parts)}. Exit {status}."


def diff(mended: Mended, *, safe: bool) -> Iterator[str]:
    """Yield a unified diff as `patch -p0` takes it; ``safe`` for a terminal: no control character of the article gets through."""
    name = mended.before.name
    rows = unified_diff(_lines(mended.before.document.source), _lines(mended.text), name, name)
    for row in rows:
        line = row.rstrip("\n") if row.endswith("\n") else f"{row}\n\\ No newline at end of file"
        yield "\n".join(map(clean, line.split("\n"))) if safe else line


def _lines(text: str) -> list[str]:
    """Cut at line feeds only: whatever else ends a line stays in it, and comes back from the patch."""
    lines = [f"{line}\n" for line in text.split("\n")]
    last = lines.pop()[:-1]
    return [*lines, last] if last else lines
