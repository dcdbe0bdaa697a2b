"""Two versions of articles held against each other: what was mended, what is new, which claims gained or lost their source.

A version is the value that the JSON report has of an article, so that articles and stored reports are compared alike. Nothing is
matched by line: findings by rule and content, claims by their words without citation marks; what was reworded in part is still
the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from dataclasses import dataclass, field
from typing import Any, TypeVar

from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

_MARKERS = re.compile(r"\[[^\]\s]{1,12}\]|[⁰¹²³⁴-⁹]+")  # “[3]”, “[^note]”, raised numbers
_LIKE = 0.6  # share of words that two texts have in common which are one, reworded
_FEWEST = 3  # words; shorter texts are equal or not


_T = TypeVar("_T", "Spot", "Said")


class Spot(NamedTuple):
    """One place of a finding."""

    rule: str
    level: str
    ignored: bool
    line: int
    column: int
    words: str
    message: str
    covers: str
    key: str


class Said(NamedTuple):
    """One claim, and whether it has a source."""

    words: str
    line: int
    column: int
    sourced: bool


class PartChange(NamedTuple):
    """A part of the score: points before and after, ``of`` how many, and why now."""

    name: str
    before: float
    after: float
    of: float
    why: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One article, before and after. ``before`` or ``after`` is None where the scores do not compare; ``apart`` says why.

    ``hushed`` are findings that are ignored now, ``kept`` those that both versions have, as the new one has them. ``bared`` are new
    ones about what a mended finding held as a whole before, such as an entry that is not cited in a list that nothing cited: they
    make nothing worse. ``gained`` and ``lost`` are claims that have a source now, or no more; ``unsourced`` new ones without.
    ``broken`` names rules that failed on either version: what they would have found is not known.
    """

    old: str
    new: str
    before: int | None
    after: int | None
    grades: tuple[str, str]
    apart: str
    parts: tuple[PartChange, ...]
    traced: tuple[tuple[int, int], tuple[int, int]]
    fixed: tuple[Spot, ...]
    added: tuple[Spot, ...]
    bared: tuple[Spot, ...]
    kept: tuple[Spot, ...]
    hushed: tuple[Spot, ...]
    gained: tuple[Said, ...]
    lost: tuple[Said, ...]
    unsourced: tuple[Said, ...]
    broken: tuple[str, ...] = ()

    @property
    def change(self) -> int:
        """Points of the score gained; negative where it fell, 0 where scores do not compare."""
        return 0 if self.before is None or self.after is None else self.after - self.before

    @property
    def worse(self) -> tuple[str, ...]:
        """What got worse, in words."""
        said = [
            _many(len(self.added), "new finding"),
            f"score {self.change}" if self.change < 0 else "",
            _many(len(self.lost), "claim") + " lost a source" if self.lost else "",
        ]
        return tuple(filter(None, said))

    @property
    def better(self) -> tuple[str, ...]:
        """What got better, in words."""
        said = [
            f"{len(self.fixed)} fixed" if self.fixed else "",
            f"score +{self.change}" if self.change > 0 else "",
            _many(len(self.gained), "claim") + " gained a source" if self.gained else "",
        ]
        return tuple(filter(None, said))


@dataclass(frozen=True, slots=True)
class Differences:
    """All articles of two runs: those that both have, those that only one has, and those that the new one could not audit."""

    articles: tuple[Difference, ...]
    gone: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    notices: tuple[str, ...] = field(default=())

    @property
    def worse(self) -> bool:
        """Whether anything got worse."""
        return any(one.worse for one in self.articles)


def compare(old: Sequence[dict[str, Any]], new: Sequence[dict[str, Any]], *, notes: bool = False) -> Differences:
    """Compare the results of two JSON reports; two of one article each, whatever they are called. Notes count on request.

    Raises `KeyError`, `TypeError` or `ValueError` where a value has not the form of the report.
    """
    failed = tuple(dict.fromkeys(str(one["reason"]) for one in (*old, *new) if one["kind"] == "failure"))
    before = {str(one["name"]): one for one in old if one["kind"] == "audit"}
    after = {str(one["name"]): one for one in new if one["kind"] == "audit"}
    if len(old) == len(new) == 1 and before and after:
        pairs = [(*before.values(), *after.values())]
        return Differences((_difference(*pairs[0], notes=notes),))
    both = [name for name in after if name in before]
    return Differences(
        tuple(_difference(before[name], after[name], notes=notes) for name in both),
        tuple(name for name in before if name not in after),
        tuple(name for name in after if name not in before),
        failed,
    )


def _difference(old: dict[str, Any], new: dict[str, Any], *, notes: bool) -> Difference:
    a, b = old["score"], new["score"]
    apart = _apart(a, b)
    kept, fixed, fresh_spots = _matched(_spots(old, notes=notes), _spots(new, notes=notes), _SPOTS)
    bared = _bared(old, fixed, fresh_spots)
    added = [spot for spot in fresh_spots if spot not in bared]
    claims, _, fresh = _matched(_claims(old), _claims(new), _CLAIMS)
    points = {part["name"]: part["points"] for part in a["parts"]}
    parts = (PartChange(p["name"], points[p["name"]], p["points"], p["of"], p["why"]) for p in b["parts"] if p["name"] in points)
    return Difference(
        old=old["name"],
        new=new["name"],
        before=None if apart else a["value"],
        after=None if apart else b["value"],
        grades=(a["grade"] or "–", b["grade"] or "–"),
        apart=apart,
        parts=() if apart else tuple(parts),
        traced=((a["sourced"], a["claims"]), (b["sourced"], b["claims"])),
        fixed=tuple(spot for spot in fixed if not spot.ignored),
        added=(*(s for s in added if not s.ignored), *(n for o, n in kept if o.ignored and not n.ignored)),
        bared=tuple(bared),
        kept=tuple(n for o, n in kept if not o.ignored and not n.ignored),
        hushed=(*(s for s in added if s.ignored), *(n for o, n in kept if n.ignored and not o.ignored)),
        gained=tuple(n for o, n in claims if n.sourced and not o.sourced),
        lost=tuple(n for o, n in claims if o.sourced and not n.sourced),
        unsourced=tuple(claim for claim in fresh if not claim.sourced),
        broken=tuple(dict.fromkeys(one["rule"] for side in (old, new) for one in side["broken_rules"])),
    )


def _apart(a: dict[str, Any], b: dict[str, Any]) -> str:
    """Say why two scores cannot be compared, if so."""
    if a["model"] != b["model"]:
        return f"score model {a['model']} and score model {b['model']} do not compare"
    if a["profile"] != b["profile"]:
        return f"profile {a['profile']} and profile {b['profile']} ask different things"
    if a["value"] is None and b["value"] is None:
        return "neither version has enough claims to be rated"
    if a["value"] is None or b["value"] is None:
        return f"the {'old' if a['value'] is None else 'new'} version has too few claims to be rated"
    return ""


def _bared(old: dict[str, Any], fixed: Sequence[Spot], added: Sequence[Spot]) -> list[Spot]:
    """Give the new findings about what stood in the old version already, where a mended finding held all of its kind."""
    held: set[str] = set()
    for spot in fixed:
        if spot.covers == "entries":
            held.update(_folded(one["text"]) for one in old["references"])
        elif spot.covers == "claims":
            held.update(_folded(one["text"]) for one in old["claims"])
        elif spot.covers:
            held.add(_folded(spot.words))
    return [spot for spot in added if not spot.ignored and any(_mostly(_folded(spot.words), one) for one in held)]


def _mostly(words: str, whole: str) -> bool:
    """Tell whether words are the greater part of a text."""
    return words in whole and 2 * len(words) > len(whole)


def _spots(value: dict[str, Any], *, notes: bool) -> list[Spot]:
    return [
        Spot(
            one["rule"],
            one["level"],
            one["state"] == "ignored",
            place["line"],
            place["column"],
            place["text"],
            one["message"],
            one.get("covers") or "",
            f"{one.get('fingerprint') or id(one)} {number}",
        )
        for one in value["findings"]
        if notes or one["level"] != "note"
        for number, place in enumerate(one["places"])
    ]


def _claims(value: dict[str, Any]) -> list[Said]:
    return [Said(one["text"], one["line"], one["column"], one["sourced"]) for one in value["claims"]]


# --- matching -------------------------------------------------------------------------------------------------


def _folded(text: str) -> str:
    return " ".join(_MARKERS.sub(" ", text).casefold().split()) or " ".join(text.casefold().split())


class _Way(NamedTuple):
    """How two things are known to be one: by the first of ``exact`` keys that they share, else by like words in one ``kind``."""

    exact: tuple[Callable[[Any], Hashable], ...]
    kind: Callable[[Any], str]


_SPOTS = _Way((lambda s: (s.rule, s.key), lambda s: (s.rule, " ".join(s.words.casefold().split()))), lambda s: s.rule)
_CLAIMS = _Way((lambda c: _folded(c.words),), lambda _: "")


def _matched(old: list[_T], new: list[_T], way: _Way) -> tuple[list[tuple[_T, _T]], list[_T], list[_T]]:
    """Give what both have, as pairs in the new order, what only the old has, and what only the new has."""
    pairs: dict[int, int] = {}  # of the new, by the old's index
    for key in way.exact:
        _by_key(old, new, key, pairs)
    _by_likeness(old, new, way.kind, pairs)
    mates = {n: o for o, n in pairs.items()}
    both = [(old[mates[n]], one) for n, one in enumerate(new) if n in mates]
    return both, [one for o, one in enumerate(old) if o not in pairs], [one for n, one in enumerate(new) if n not in mates]


def _by_key(old: list[_T], new: list[_T], key: Callable[[Any], Hashable], pairs: dict[int, int]) -> None:
    """Pair what has the same key, in order, among what has no mate so far."""
    waiting: defaultdict[Hashable, deque[int]] = defaultdict(deque)
    for o, one in enumerate(old):
        if o not in pairs:
            waiting[key(one)].append(o)
    taken = set(pairs.values())
    for n, one in enumerate(new):
        if n not in taken and waiting[key(one)]:
            pairs[waiting[key(one)].popleft()] = n


def _by_likeness(old: list[_T], new: list[_T], kind: Callable[[Any], str], pairs: dict[int, int]) -> None:
    """Pair what is alike, the likest first, among what has no mate so far."""
    taken = set(pairs.values())
    left = [(o, kind(one), _words(one.words)) for o, one in enumerate(old) if o not in pairs]
    holding: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for i, (_, group, words) in enumerate(left):
        for word in words:
            holding[group, word].append(i)
    alike = []
    for n, one in enumerate(new):
        if n in taken:
            continue
        words = _words(one.words)
        shared = Counter(i for word in words for i in holding[kind(one), word])
        for i, number in shared.items():
            likeness = 2 * number / (len(words) + len(left[i][2]))
            if likeness >= _LIKE:
                alike.append((-likeness, left[i][0], n))
    for _, o, n in sorted(alike):
        if o not in pairs and n not in taken:
            pairs[o] = n
            taken.add(n)


def _words(text: str) -> frozenset[str]:
    """Give the words of a text that is long enough to be recognised when a few of them have changed, else none."""
    found = frozenset(re.findall(r"\w+", _folded(text)))
    return found if len(found) >= _FEWEST else frozenset()


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}" if number else ""
