"""How dense a prose is with set phrases that puff up, lecture or sum up: a figure about a text, never a fault of one sentence."""

from __future__ import annotations

from collections import Counter
from functools import cache

from auditor.compiled import table
from auditor.lexicon import lazy
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.lexicon import Lazy

_APOSTROPHE = "’".encode()


class Boilerplate(NamedTuple):
    """``density`` is the weight of all phrases per 1,000 words; ``phrases`` those that occur, with counts, heaviest first."""

    density: float
    phrases: tuple[tuple[str, int], ...]


def boilerplate(lower: bytes) -> Boilerplate:
    """Count the phrases of ``rules/boilerplate.toml`` in an English prose in lower case."""
    weights = _weights()
    data = lower.replace(_APOSTROPHE, b"'")
    found = Counter(" ".join(data[start:end].decode("utf-8", "replace").split()) for start, end in _regex().spans(data))
    total = sum(weights[phrase] * times for phrase, times in found.items())
    words = max(len(data.split()), 1)
    ranked = sorted(found.items(), key=lambda row: (-weights[row[0]] * row[1], row[0]))
    return Boilerplate(1000 * total / words, tuple(ranked))


@cache
def _weights() -> dict[str, int]:
    return {phrase: weight for group in table("boilerplate").values() for phrase, weight in group.items()}


@cache
def _regex() -> Lazy:
    longest_first = sorted(_weights(), key=len, reverse=True)
    return lazy(r"\b(?:" + "|".join(phrase.replace(".", r"\.") for phrase in longest_first) + r")(?:\b|[\s])")
