"""What is said of a baseline: what was written into it, what is stale in it."""

from __future__ import annotations

from shlex import quote

from auditor.gate import count
from auditor.report.common import quoted
from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.baseline import Baseline
    from auditor.compare import Comparison, Stale


def written(comparison: Comparison, after: Baseline, *, refused: int, first: bool) -> str:
    """Say what a baseline holds now, what was dropped from it, and what was not taken in."""
    parts = [f"{_name(after)}: {_size(after)}"]
    if dropped := len(comparison.stale()):
        parts.append(f"{dropped:,} dropped")
    if refused:
        parts.append(f"{count(refused, 'new finding')} not taken in (--accept-new)")
    if first:
        parts.append(f"from now on: auditor check PATH --baseline {quote(_name(after))}")
    return "; ".join(parts) + "."


def checked(comparison: Comparison, stale: Sequence[Stale]) -> Iterator[str]:
    """Name each stale entry, then say how many of them there are."""
    for path, entry, gone in stale:
        why = "the text is gone" if gone else "no longer found"
        yield f"{one_line(path)}: {one_line(entry.rule)}: {one_line(quoted(entry.words))}: {why}"
    new = f"; {count(comparison.new, 'finding')} not in it" if comparison.new else ""
    size = comparison.baseline.size
    if stale:
        yield f"FAILED  {len(stale):,} of {_entries(size)} stale: auditor baseline prune{new}. Exit 1."
    else:
        yield f"PASSED  none of {_entries(size)} stale{new}. Exit 0."


def pruned(comparison: Comparison, after: Baseline) -> str:
    """Say what was dropped from a baseline."""
    dropped = len(comparison.stale())
    return f"{_name(after)}: {f'{dropped:,} dropped' if dropped else 'nothing to drop'}; {_size(after)}."


def _name(baseline: Baseline) -> str:
    return one_line(str(baseline.path))


def _size(baseline: Baseline) -> str:
    return f"{count(baseline.size, 'known place')} in {count(len(baseline.texts), 'text')}"


def _entries(number: int) -> str:
    return count(number, "entry")
