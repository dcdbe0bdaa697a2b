"""What `auditor check --timing` prints: where the time of the audits went."""

from __future__ import annotations

from auditor.gate import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.timing import Cost, Timing

_LEAST = 0.1  # per cent of the whole that a line is worth


def table(timing: Timing, most: int = 40) -> Iterator[str]:
    """Yield the lines of a table, the dearest first: at most so many, and none for what costs next to nothing."""
    costs = timing.costs()
    whole = sum(cost.seconds for cost in costs)
    if not costs or not timing.size or not whole:
        yield "Nothing was audited, so there is nothing to time."
        return
    yield f"{'ms per MB':>10} {'percent':>8} {'runs':>8}  what"
    shown = [cost for cost in costs if 100 * cost.seconds >= _LEAST * whole][:most]
    for cost in shown:
        yield _line(cost.seconds, timing.size, whole, f"{cost.times:>8,}", f"{cost.kind:4}  {cost.name}")
    rest = costs[len(shown) :]
    if rest:
        yield _line(sum(cost.seconds for cost in rest), timing.size, whole, " " * 8, _rest(rest))
    speed = timing.size / whole / 1e6
    yield f"{count(timing.texts, 'text')}, {timing.size / 1e6:.2f} MB in {whole:.2f} s: {speed:.2f} MB/s, measuring included."
    yield "A view is read once for a text and shared by rules; no rule pays for it."


def _line(seconds: float, size: int, whole: float, runs: str, what: str) -> str:
    return f"{seconds * 1e9 / size:>10.2f} {100 * seconds / whole:>7.1f}% {runs}  {what}"


def _rest(costs: list[Cost]) -> str:
    return f"and {len(costs)} more"
