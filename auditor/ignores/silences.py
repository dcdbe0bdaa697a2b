"""Silences: on which stretch of the source which rules are not heard, and why."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from auditor.ignores.reach import Blocks
from auditor.model import Fault, Span
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.document import Document
    from auditor.ignores.directives import Directive

ALL = 1 << 62  # past the end of any source


class Silence(NamedTuple):
    """Rules that are silent on a stretch of the source, and why; ``by`` is where the name stands that made them so."""

    rules: frozenset[str]
    start: int
    end: int
    reason: str = ""
    by: Span | None = None


class Silent:
    """The silences of one rule."""

    def __init__(self, silences: Iterable[Silence]) -> None:
        ordered = sorted(silences, key=lambda s: s.start)
        last = {s.end: s for s in ordered if s.end < ALL or s.start}  # of several for one block the last does it
        self._here = sorted(last.values(), key=lambda s: s.start)
        self._throughout = [s for s in ordered if not (s.end < ALL or s.start)]
        self._starts = [s.start for s in self._here]
        self._farthest = list(accumulate((s.end for s in self._here), max))

    def at(self, offset: int) -> list[Silence]:
        """Give those that hold at an offset, the one that began last before the others."""
        found, i = [], bisect_right(self._starts, offset)
        while i and self._farthest[i - 1] > offset:
            i -= 1
            if self._here[i].end > offset:
                found.append(self._here[i])
        found += self._throughout
        del self._throughout[1:]  # all of them have served now: one is enough from here on
        return found


def by_rules(silences: Iterable[Silence]) -> dict[str, Silent]:
    """Give the silences of each rule by its id."""
    found: dict[str, list[Silence]] = {}
    for silence in silences:
        for rule in silence.rules:
            found.setdefault(rule, []).append(silence)
    return {rule: Silent(some) for rule, some in found.items()}


def silences_of(
    document: Document, directives: Sequence[Directive], names: Mapping[str, frozenset[str]], *, reasons: bool
) -> tuple[list[Silence], list[Fault]]:
    """Work out how far each directive reaches; with ``reasons``, those that give none reach nowhere and are faults."""
    blocks, ranges = Blocks(document), _Ranges(names)
    silences: list[Silence] = []
    faults: list[Fault] = []
    for directive in directives:
        verb, comment = directive.verb, directive.comment
        if verb == "enable":
            faults += ranges.enable(directive)
            continue
        silent = reasons and not directive.reason
        if silent:
            faults.append(Fault("no-reason", directive.source))
        for name in directive.names:
            by, rules = None if silent else name.source, names[name.text]
            if verb == "disable":
                ranges.disable(Silence(rules, directive.source.end, ALL, directive.reason, by))
            elif not silent:
                reach = Span(0, ALL) if comment is None else blocks.of(comment)
                silences.append(Silence(rules, *reach, directive.reason, by))
    return [*silences, *ranges.closed()], faults


class _Ranges:
    """Ranges from ``disable`` to ``enable``, rule by rule. One without a ``by`` silences nothing and may be ended."""

    def __init__(self, names: Mapping[str, frozenset[str]]) -> None:
        self._names = names
        self._open: dict[str, Silence] = {}  # the first that disabled a rule: another one adds nothing
        self._done: list[Silence] = []

    def disable(self, silence: Silence) -> None:
        for rule in silence.rules:
            if rule not in self._open or (silence.by and not self._open[rule].by):
                self._open[rule] = silence._replace(rules=frozenset((rule,)))

    def enable(self, directive: Directive) -> Iterator[Fault]:
        """End what a directive names, all of it where it names nothing; what was not disabled is a fault."""
        at = directive.source.start
        if not directive.names:
            if not self._open:
                yield Fault("not-disabled", directive.source)
            self._end(tuple(self._open), at)
        for name in directive.names:
            rules = self._names[name.text] & self._open.keys()
            if not rules:
                yield Fault("not-disabled", name.source)
            self._end(rules, at)

    def _end(self, rules: Iterable[str], at: int) -> None:
        self._done += [self._open.pop(rule)._replace(end=at) for rule in rules]

    def closed(self) -> list[Silence]:
        return [silence for silence in (*self._done, *self._open.values()) if silence.by]
