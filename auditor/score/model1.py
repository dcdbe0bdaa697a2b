"""Score model 1 as arithmetic: from counted places to points. Knows no document: its contract is tested on counts alone.

``score = cov · (40 + 25·M·E) + 15·A + 10·I + 10·T``, where M, E, A and T are ``q = G / (G + D)`` of their places: G the count
of clean ones, D the sum over bad ones of their worst weight, and 1 where there are none.
"""

from __future__ import annotations

from dataclasses import field, replace
from functools import cache
from typing import Any

from auditor.compiled import table
from auditor.model.made import dataclass
from auditor.profiles import DEFAULT, profile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class Places:
    """Places of one sort: how many are clean, and for each bad one the weights of the rules that found it."""

    clean: int = 0
    bad: tuple[Mapping[str, float], ...] = ()

    @property
    def quality(self) -> float:
        """The share of what is clean, 0–1; 1 where there is nothing."""
        if not self.bad:
            return 1.0
        return self.clean / (self.clean + sum(max(rules.values()) for rules in self.bad))

    @property
    def rules(self) -> frozenset[str]:
        """The rules that found something here."""
        return frozenset().union(*self.bad)

    def mended(self, rules: Collection[str] | None = None) -> Places:
        """Give the places once what some rules found (all, without ``rules``) is mended."""
        left = [{r: w for r, w in found.items() if rules is not None and r not in rules} for found in self.bad]
        still = tuple(found for found in left if found)
        return Places(self.clean + len(left) - len(still), still)


@dataclass(frozen=True, slots=True)
class Tally:
    """What model 1 counts in a text.

    ``linked`` claims lead to a link, marker, document or first-hand work; ``named`` ones to a name only. ``sources`` counts the
    distinct independent sources in use. ``own_work``: some claims rest on the author's own work. ``issuer``: only
    the issuer of the text speaks. ``opened``: a source was seen online. ``marked``: the unsourced claims that carry a marker.
    ``english``: the language whose claims can be told is the text's; else ``language`` names it, where it is known.
    ``profile``: whose weights and ceilings hold.
    """

    claims: int = 0
    linked: int = 0
    named: int = 0
    sources: int = 0
    own_work: bool = False
    issuer: bool = False
    opened: bool = False
    marked: int = 0
    in_text: Places = field(default_factory=Places)
    entries: Places = field(default_factory=Places)
    voices: Places = field(default_factory=Places)
    sentences: Places = field(default_factory=Places)
    english: bool = True
    language: str = ""
    profile: str = DEFAULT

    @property
    def sourced(self) -> int:
        """The claims that lead to any source."""
        return self.linked + self.named

    @property
    def coverage(self) -> float:
        """The share of the claims that can be traced, 0–1, and 1 without claims: a name alone counts in full where two speak."""
        if not self.claims:
            return 1.0
        voices = 2 if self.issuer else self.sources  # the issuer's voices are one, or seem to be two: its ceiling says it all
        return (self.linked + self.named * min(1.0, voices / 2)) / self.claims

    @property
    def independence(self) -> float:
        """0 for one source, as the issuer is with all its voices, 1 for three or more, 1 without claims."""
        if not self.claims:
            return 1.0
        return 0.0 if self.issuer else min(max(self.sources - 1, 0), 2) / 2

    def sourced_more(self, claims: int, sources: int) -> Tally:
        """Give the tally once so many more claims lead to a link, and so many more sources are in use."""
        return replace(self, linked=min(self.linked + claims, self.claims - self.named), sources=self.sources + sources)

    def named_more(self, claims: int, sources: int) -> Tally:
        """Give the tally once so many more claims lead to a name, and so many more sources are in use."""
        return replace(self, named=min(self.named + claims, self.claims - self.linked), sources=self.sources + sources)


def points(tally: Tally) -> dict[str, float]:
    """Give the points of each part, in the order they are shown."""
    worth = settings(tally.profile)["parts"]
    return {
        "traceability": tally.coverage * worth["traceability"],
        "references": tally.coverage * tally.in_text.quality * tally.entries.quality * worth["references"],
        "attribution": tally.voices.quality * worth["attribution"],
        "independence": tally.independence * worth["independence"],
        "text": tally.sentences.quality * worth["text"],
    }


def shown(tally: Tally) -> dict[str, int]:
    """Give the points of each part as whole numbers: the largest remainders are rounded up, but never to all of a part's worth."""
    earned, worth = points(tally), settings(tally.profile)["parts"]
    whole = {name: int(got) for name, got in earned.items()}
    left = round(sum(earned.values())) - sum(whole.values())
    may = [name for name, got in earned.items() if whole[name] < min(got, worth[name] - 1)]
    for name in sorted(may, key=lambda name: whole[name] - earned[name])[:left]:
        whole[name] += 1
    return whole


def whole(tally: Tally) -> int:
    """Give the score as it is shown: the sum of the parts as they are shown, ceilings applied."""
    total, name = sum(shown(tally).values()), ceiling(tally)
    return min(total, round(most(name, tally.profile))) if name else total


def ceiling(tally: Tally) -> str:
    """Give the name of the lowest ceiling over a text, or nothing."""
    if not tally.sourced:
        return ""  # nothing is traced: the parts are below every ceiling
    over = []
    if tally.sources <= 1 and not tally.own_work:
        over.append("single-source")
    if tally.issuer:
        over.append("issuer-only")
    if not tally.opened:
        over.append("unopened")
    return over[0] if len(over) == 1 else min(over, key=lambda name: most(name, tally.profile), default="")


def most(name: str, under: str = DEFAULT) -> float:
    """Give what a text under a ceiling can reach at most, in a profile."""
    return float(settings(under)["ceilings"][name]["most"])


def value(tally: Tally) -> float:
    """Give the score, 0–100, ceilings applied."""
    total = sum(points(tally).values())
    name = ceiling(tally)
    return min(total, most(name, tally.profile)) if name else total


def rated(tally: Tally) -> bool:
    """Tell whether a text is one that can be judged, with enough claims for a score."""
    return tally.english and bool(tally.claims >= settings()["fewest-claims"])


def grade(score: float) -> str:
    """Give the letter of a score, A–F."""
    return next((letter for letter, least in settings()["grades"].items() if score >= least), "F")


@cache
def settings(under: str = DEFAULT) -> dict[str, Any]:
    """Give the weights, grades and ceilings of ``rules/score.toml``, as a profile changes them."""
    base, chosen = table("score"), profile(under)
    ceilings = {name: {**said, "most": chosen.ceilings.get(name, said["most"])} for name, said in base["ceilings"].items()}
    return {**base, "parts": {**base["parts"], **chosen.parts}, "ceilings": ceilings}
