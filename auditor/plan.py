"""Which rules can fire on a document, told by the words it holds before any pattern runs."""

from __future__ import annotations

from typing import NamedTuple

from auditor.finders import CUED, FINDERS
from auditor.finders.cues import Need, pattern_cues
from auditor.finders.pattern import joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from auditor.document import Document
    from auditor.model import Match, Rule

    Finder = Callable[..., Iterator[Match]]


class Job(NamedTuple):
    """A rule and its finder. ``ways`` are sets of needs as bits; a document that meets none of them needs no run."""

    rule: Rule
    finder: Finder
    ways: tuple[int, ...]


class Plan:
    """The rules of a run, and one table from words to what they may set off.

    Every distinct need of all patterns is a bit. The words a document has in common with the table, found by one
    intersection of sets, tell which needs it meets; so a rule whose words do not occur costs next to nothing.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        bits: dict[Need, int] = {}
        self.jobs = tuple(Job(rule, FINDERS[rule.finder], tuple(_ways(rule, bits))) for rule in rules)
        self._by_word: dict[bytes, int] = {}
        self._pieces: list[tuple[Need, int]] = []
        for need, bit in bits.items():
            for word in need.words:
                self._by_word[word] = self._by_word.get(word, 0) | bit
            if need.pieces:
                self._pieces.append((need, bit))
        self._words = frozenset(self._by_word)

    def due(self, document: Document) -> Iterator[Job]:
        """Yield the rules that may find something, in order."""
        met, by_word = 0, self._by_word
        for word in self._words & document.vocabulary:
            met |= by_word[word]
        for need, bit in self._pieces:
            if not met & bit and need.met(document):
                met |= bit
        for job in self.jobs:
            if job.rule.formats and document.format not in job.rule.formats:
                continue
            if not job.ways or any(way & met == way for way in job.ways):
                yield job


def _ways(rule: Rule, bits: dict[Need, int]) -> Iterator[int]:
    option = CUED.get(rule.finder)
    if option is None:
        return
    patterns = rule.options[option]
    for way in pattern_cues(patterns if isinstance(patterns, str) else joined(tuple(patterns))).ways:
        mask = 0
        for need in way:
            mask |= bits.setdefault(need, 1 << len(bits))
        yield mask


_PLANS: dict[int, tuple[Sequence[Rule], Plan]] = {}


def plan_for(rules: Sequence[Rule]) -> Plan:
    """Give the plan of a sequence of rules; the same sequence gets the same plan."""
    known = _PLANS.get(id(rules))
    if known is None or known[0] is not rules:
        if len(_PLANS) > 16:
            _PLANS.clear()
        known = _PLANS[id(rules)] = (rules, Plan(rules))
    return known[1]
