"""Which rules can fire on a document, told by the words it holds and the views it fills before any finder runs."""

from __future__ import annotations

from functools import reduce
from operator import or_

from auditor.finders import BESIDE, CUED, FED, HELD, HOLDING
from auditor.finders.cues import Need, pattern_cues
from auditor.finders.pattern import joined
from auditor.finders.repeated import as_need, pieces_regex
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.document import Document
    from auditor.lexicon import Lazy
    from auditor.model import Rule

_MOST_FOUND = 64  # pieces found one by one, before each of the others is looked for by itself
_LONG = 6  # letters that not every text holds somewhere
_BLANKS = bytes.maketrans(b"\t\n\r\f", b"    ")


class Job(NamedTuple):
    """A rule and when it is due.

    ``view`` names the view of a document that holds nothing where the finder finds nothing. ``one`` are the needs of which any
    makes a run worth while, ``ways`` the sets of them; all are bits, and a document that meets none needs no run. With neither,
    the rule always runs.
    """

    rule: Rule
    view: str
    one: int
    ways: tuple[int, ...]


class Plan:
    """The rules of a run, and one table from words to what they may set off.

    Every distinct need of all rules is a bit. The words a document has in common with the table, found by one intersection of
    sets, and the pieces of text found by one pattern tell which needs it meets; so a rule whose words do not occur costs next
    to nothing.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        bits: dict[Need, int] = {}
        self.jobs = tuple(_job(rule, bits) for rule in rules)
        self._languages = frozenset(rule.language for rule in rules) - {"any"}
        self._marked_up = bits.get(_MARKED_UP, 0)
        self._by_word: dict[bytes, int] = {}
        by_piece: dict[bytes, int] = {}
        for need, bit in bits.items():
            for word in need.words:
                self._by_word[word] = self._by_word.get(word, 0) | bit
            for piece in need.pieces:
                by_piece[piece] = by_piece.get(piece, 0) | bit
        self._words = frozenset(self._by_word)
        self._pieces = _Pieces(by_piece)
        self._parts: dict[frozenset[str], tuple[Job, ...]] = {}

    def due(self, document: Document, among: frozenset[str] | None = None) -> Iterator[Rule]:
        """Yield the rules that may find something, in order; only those with an id ``among`` some, where that is given."""
        met = document.needs_met.get(self)
        if met is None:
            met = document.needs_met[self] = self._met(document)
        filled: dict[str, bool] = {"": True}
        unread = self.unread(document)
        for rule, view, one, ways in self.jobs if among is None else self._jobs_among(among):
            if rule.language in unread:
                continue
            if rule.formats and document.format not in rule.formats:
                continue
            if (one or ways) and not met & one:
                for way in ways:
                    if way & met == way:
                        break
                else:
                    continue
            if view not in filled:
                filled[view] = bool(getattr(document, view))
            if filled[view]:
                yield rule

    def _jobs_among(self, among: frozenset[str]) -> tuple[Job, ...]:
        if among not in self._parts:
            self._parts[among] = tuple(job for job in self.jobs if job.rule.id in among)
        return self._parts[among]

    def _met(self, document: Document) -> int:
        met, by_word = 0 if document.format == "text" else self._marked_up, self._by_word
        for word in self._words & document.vocabulary:
            met |= by_word[word]
        return met | self._pieces.met(document.lower, met)

    def unread(self, document: Document) -> frozenset[str]:
        """Give the languages of rules that are not the document's: their words say nothing in it."""
        if document.english:
            return self._languages - {"en"}
        if self._languages <= {"en"}:  # which other language it is makes no difference
            return self._languages
        return self._languages - {document.language}


class _Pieces:
    """Pieces of text, each with the needs that it meets."""

    def __init__(self, needs: dict[bytes, int]) -> None:
        # A single character, and a few letters or digits, are soon met with or soon looked for: one search each. Others are rare.
        self._usual = tuple((piece, bits) for piece, bits in needs.items() if _is_usual(piece))
        usual = {piece for piece, _ in self._usual}
        rare = sorted((piece for piece in needs if piece not in usual), key=len, reverse=True)
        self._lengths = sorted({len(piece) for piece in rare})
        self._rare = {piece: needs[piece] for piece in rare}
        self._all: int = reduce(or_, self._rare.values(), 0)
        self._known: dict[bytes, int] = {}
        self._regex: Lazy | None = pieces_regex(piece.decode("utf-8", "replace") for piece in rare) if rare else None

    def met(self, lower: bytes, met: int) -> int:
        """Give what the pieces in a prose in lower case meet of what is not ``met`` yet, and perhaps of that."""
        for piece, bits in self._usual:
            if bits & ~met and piece in lower:
                met |= bits
        if self._regex is None or not self._all & ~met:
            return met
        start, end = self._regex.find(lower)
        for _ in range(_MOST_FOUND):
            if start < 0:
                return met
            met |= self._met_by(lower[start:end].translate(_BLANKS))
            start, end = self._regex.find(lower, start + 1)  # pieces may overlap
        plain = lower.translate(_BLANKS)
        return reduce(or_, (bits for piece, bits in self._rare.items() if bits & ~met and piece in plain), met)

    def _met_by(self, found: bytes) -> int:
        """Give what a piece meets: what it begins with is met where it is."""
        if found not in self._known:
            self._known[found] = reduce(or_, (self._rare.get(found[:n], 0) for n in self._lengths if n <= len(found)))
        return self._known[found]


def _is_usual(piece: bytes) -> bool:
    return len(piece.decode("utf-8", "replace")) == 1 or (len(piece) < _LONG and (piece.isdigit() or piece.isalpha()))


_MARKED_UP = Need(frozenset(), ())  # met by every document whose source is more than its prose


def _job(rule: Rule, bits: dict[Need, int]) -> Job:
    masks = []
    for way in _ways(rule):
        mask = 0
        for need in way:
            mask |= bits.setdefault(need, 1 << len(bits))
        masks.append(mask)
    one = reduce(or_, (mask for mask in masks if mask.bit_count() == 1), 0)
    ways = tuple(mask for mask in masks if mask.bit_count() > 1)
    return Job(rule, FED.get(rule.finder, ""), one, ways)


def _ways(rule: Rule) -> list[tuple[Need, ...]]:
    """Give the sets of needs of which a document must meet one; none where nothing is known."""
    ways: list[tuple[Need, ...]] = [()]
    if rule.finder in CUED:
        patterns = rule.options[CUED[rule.finder]]
        ways = list(pattern_cues(patterns if isinstance(patterns, str) else joined(tuple(patterns))).ways) or ways
    literal = rule.options.get("cues") if rule.finder in HELD else None
    if rule.finder in HOLDING:
        literal = HOLDING[rule.finder]
    if literal:
        need = as_need(tuple(literal))
        ways = [(*way, need) for way in ways]
        if HELD.get(rule.finder) == "source":
            ways.append((_MARKED_UP,))
    if rule.finder in BESIDE and ways != [()]:
        ways.append((as_need(BESIDE[rule.finder]),))
    return [way for way in ways if way]


_PLANS: dict[int, tuple[Sequence[Rule], Plan]] = {}


def plan_for(rules: Sequence[Rule]) -> Plan:
    """Give the plan of a sequence of rules; the same sequence gets the same plan."""
    known = _PLANS.get(id(rules))
    if known is None or known[0] is not rules:
        if len(_PLANS) > 16:
            _PLANS.clear()
        known = _PLANS[id(rules)] = (rules, Plan(rules))
    return known[1]
