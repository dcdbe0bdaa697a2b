"""Whether a run passed: counts what was found, holds it against the gate, and says so in one line."""

from __future__ import annotations

from collections import Counter
from dataclasses import field

from auditor.model import LEVELS, Failure
from auditor.model.made import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.config import FailOn
    from auditor.model import Earlier, Level, State


@dataclass(frozen=True, slots=True)
class Gate:
    """What a run must keep to: nothing of level ``fail_on`` or worse, no score under ``fail_under``, at most ``max_warnings``.

    No score may be more than ``fail_on_drop`` points below the one that the baseline keeps, and where ``strict_baseline`` holds no
    entry of the baseline may be stale.
    """

    fail_on: FailOn = "error"
    fail_under: float | None = None
    max_warnings: int | None = None
    fail_on_drop: float | None = None
    strict_baseline: bool = False

    @property
    def open(self) -> bool:
        """Whether nothing that is found can fail the run, so that to have passed says nothing."""
        limits = (self.fail_under, self.max_warnings, self.fail_on_drop)
        return self.fail_on == "never" and not self.strict_baseline and all(limit is None for limit in limits)

    def fails_on(self, level: Level) -> bool:
        """Tell whether a finding of this level fails the run."""
        return self.fail_on != "never" and LEVELS.index(level) <= LEVELS.index(self.fail_on)


@dataclass(slots=True)
class Tally:
    """What a run has met so far. The only value of auditor that changes: it counts while results stream by.

    ``problems`` counts mistakes in options, configuration or rule files; ``skipped`` texts without prose met by walking,
    ``reports`` those of them that are earlier reports of auditor;
    ``hidden`` errors and warnings of rules that are not shown; ``aside`` findings that do not gate, by their state. ``selected``
    tells that the user named the rules to show, ``optional`` that it is no failure where nothing is left to audit. ``unchanged``
    counts texts that were not audited because nothing changed in them,
    ``older`` those that were there before and so are not held to ``fail_under``; ``fell`` names those whose score fell, and from
    what to what; ``stale`` counts entries of the baseline that nothing answers to. ``unanswered`` counts sources of which nobody
    could tell, where the user wants to know of each.
    """

    gate: Gate
    notes: bool = False
    selected: bool = False
    optional: bool = False
    problems: int = 0
    skipped: int = 0
    reports: int = 0
    audited: int = 0
    failed: int = 0
    broken: int = 0
    hidden: int = 0
    unrated: int = 0
    unchanged: int = 0
    older: int = 0
    stale: int = 0
    under: list[tuple[str, int]] = field(default_factory=list)
    fell: list[tuple[str, int, int]] = field(default_factory=list)
    findings: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    places: dict[str, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    aside: Counter[State] = field(default_factory=Counter)
    unanswered: int = 0

    def watch(self, results: Iterable[Audit | Failure]) -> Iterator[Audit | Failure]:
        """Count results on their way to a reporter."""
        for result in results:
            self.add(result)
            yield result

    def add(self, result: Audit | Failure) -> None:
        """Count one result."""
        if isinstance(result, Failure):
            self.failed += 1
            return
        self.audited += 1
        self.broken += len(result.broken)
        self.hidden += result.hidden
        for finding in result.findings:
            if finding.state == "new":
                self.findings[finding.level] += 1
                self.places[finding.level] += len(finding.places)
            else:
                self.aside[finding.state] += 1
        score = result.score  # what is not rated only because of what is ignored is held to the score without that
        self._hold(result.name, score.without_ignores if score.value is None else score.value, result.earlier)

    def _hold(self, name: str, value: int | None, earlier: Earlier | None) -> None:
        """Hold a score against the gate: that of a new text against the least, that of an older one against what it was."""
        if value is None:
            self.unrated += 1
            return
        if earlier is not None:
            self.older += 1
            drop = self.gate.fail_on_drop
            if drop is not None and earlier.score is not None and earlier.score - value > drop:
                self.fell.append((name, earlier.score, value))
        elif self.gate.fail_under is not None and value < self.gate.fail_under:
            self.under.append((name, value))

    @property
    def gate_failed(self) -> bool:
        """Whether what was audited breaks the gate."""
        too_many = self.gate.max_warnings is not None and self.findings["warning"] > self.gate.max_warnings
        fallen = bool(self.under or self.fell) or (self.gate.strict_baseline and self.stale > 0)
        return too_many or fallen or any(self.findings[level] for level in LEVELS if self.gate.fails_on(level))

    @property
    def ungated(self) -> bool:
        """Whether the run passed because nothing could fail it."""
        return self.gate.open and self.status == 0

    @property
    def status(self) -> int:
        """The exit status: 0 passed, 1 the gate failed, 2 wrong usage, 3 something could not be audited; 2 before 3 before 1."""
        if self.problems:
            return 2
        if self.failed or self.broken or self.unanswered or not (self.audited or self.unchanged or self.optional):
            return 3
        return 1 if self.gate_failed else 0


def outcome(tally: Tally) -> str:
    """Say in one line how the run ended and everything that made it so."""
    word = "PASSED" if tally.status == 0 else "FAILED"
    never = "; nothing fails this run (--fail-on never)" if tally.ungated and tally.findings["error"] else ""
    return f"{word}  {said(tally)}{never}. Exit {tally.status}."


def said(tally: Tally) -> str:
    """Say what was found, and everything else that made a run end as it did, without the end itself."""
    parts = [*_obstacles(tally), _found(tally), *_limits(tally)]
    parts += [f"{number:,} {_ASIDE[state]}" for state in _ASIDE if (number := tally.aside[state])]
    if tally.unchanged:
        parts.append(f"{count(tally.unchanged, 'unchanged text')} not audited")
    parts += passed_over(tally.skipped, tally.reports)
    return "; ".join(part for part in parts if part)


def passed_over(skipped: int, reports: int) -> Iterator[str]:
    """Say how many files met by walking were skipped, ``reports`` of them as earlier reports of auditor."""
    if skipped > reports:
        yield f"{count(skipped - reports, 'file')} without prose skipped"
    if reports:
        yield f"{count(reports, 'earlier report')} of auditor skipped"


_ASIDE: dict[State, str] = {"ignored": "ignored", "known": "known from the baseline", "context": "outside the change"}


def _obstacles(tally: Tally) -> Iterator[str]:
    if tally.problems:
        yield f"{count(tally.problems, 'mistake')} in options, configuration or rules (see above)"
    if tally.failed:
        yield f"{count(tally.failed, 'text')} could not be audited"
    elif not (tally.audited or tally.unchanged):
        yield "nothing to audit" if tally.optional else "nothing was audited"
    if tally.unanswered:
        yield f"of {count(tally.unanswered, 'source')} nobody could tell (--require-answers)"
    if tally.broken:
        yield f"{count(tally.broken, 'rule run')} ended in an internal error"


def _found(tally: Tally) -> str:
    if not tally.audited:
        return ""
    shown = ("error", "warning", "note") if tally.notes else ("error", "warning")
    counts = [count(tally.findings[level], level) for level in shown if tally.findings[level]]
    places = sum(tally.places[level] for level in shown)
    if not counts and tally.problems:  # a mistake in the choice of rules is no clean bill
        return _hidden(tally)
    text = ", ".join(counts) or ("no findings" if tally.notes else "no errors or warnings")
    if tally.selected and not counts:
        text += " of the rules selected"
    if places > sum(tally.findings[level] for level in shown):
        text += f" ({places} places)"
    if not tally.notes and tally.findings["note"]:
        text += f"; {count(tally.findings['note'], 'note')} not shown (--notes)"
    return "; ".join(part for part in (text, _hidden(tally)) if part)


def _hidden(tally: Tally) -> str:
    if not tally.hidden:
        return ""
    return f"{count(tally.hidden, 'finding')} of other rules not shown ({'--select' if tally.selected else 'ignored'})"


def _limits(tally: Tally) -> Iterator[str]:
    gate = tally.gate
    if gate.max_warnings is not None and tally.findings["warning"] > gate.max_warnings:
        yield f"at most {count(gate.max_warnings, 'warning')} allowed"
    if tally.fell:
        fell = _named([f"{name}: {before} to {value}" for name, before, value in tally.fell])
        yield f"{count(len(tally.fell), 'text')} fell by more than {gate.fail_on_drop:g} ({fell})"
    if tally.stale:
        stands = "entry of the baseline is" if tally.stale == 1 else "entries of the baseline are"
        yield f"{tally.stale:,} {stands} stale (auditor baseline prune)"
    if gate.fail_under is None:
        return
    if tally.under:
        under = _named([f"{name}: {value}" for name, value in tally.under])
        yield f"{count(len(tally.under), 'text')} under {gate.fail_under:g} ({under})"
    if tally.older:
        yield f"{count(tally.older, 'older text')} not held to --fail-under"
    if tally.unrated:
        yield f"{count(tally.unrated, 'text')} not rated, so not held to --fail-under"


def _named(texts: list[str]) -> str:
    more = f" and {len(texts) - 3} more" if len(texts) > 3 else ""
    return ", ".join(texts[:3]) + more


def count(number: int, noun: str) -> str:
    """Give ``1 error`` or ``2 errors``.

    >>> count(2, "entry")
    '2 entries'
    """
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"
