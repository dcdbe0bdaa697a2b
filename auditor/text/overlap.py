"""How much of a sentence stands together anywhere on a page, whatever the words around it and their endings."""

from __future__ import annotations

from functools import lru_cache

from auditor.lexicon import later
from auditor.model.made import NamedTuple
from auditor.text.passages import fold

_WORD = later(r"[^\W_]+(?:'[^\W_]+)?")
_END = later(r"(?<=[.!?])[\"')\]]*\s+|\n")
_STEM = 5  # letters of a word that count: voted and voting, council and councillors
_WINDOW = 3  # sentences in which what one sentence says is looked for
_SHOWN = 200
_EMPTY = frozenset(
    """the a an of to in on at by for from with and or but as is are was were be been being it its his hers her their theirs they he
    she this that these those which who whom whose what when where how not no nor so than then there here have has had do does did
    will would can could may might must shall should about into over after before under out up down off only also more most less
    least other others another some any all each every both few many much such own same too very just said says say told according
    new one two three because while during since until between through against among however still yet even per""".split()
)


class Overlap(NamedTuple):
    """The share of a sentence's words that stand together on a page, and the passage that has most of them (or none)."""

    share: float
    passage: str = ""


class Passages:
    """A page as a row of sentences, read once for many questions."""

    def __init__(self, text: str) -> None:
        self._sentences = [one.strip() for one in _END.split(text) if one.strip()]
        each = [stems(one) for one in self._sentences]
        self._windows = [frozenset().union(*each[start : start + _WINDOW]) for start in range(len(each))]

    def best(self, wanted: frozenset[str]) -> Overlap:
        """Give the best of all stretches of a few sentences, for the stems of a sentence; at least one.

        >>> Passages("The council met. It voted to close the ferry landing.").best(stems("Councillors closed the landing.")).share
        1.0
        """
        best, at = 0, -1
        for start, window in enumerate(self._windows):
            found = len(wanted & window)
            if found > best:
                best, at = found, start
        if at < 0 or not wanted:
            return Overlap(0.0)
        shown = max(self._sentences[at : at + _WINDOW], key=lambda one: len(wanted & stems(one)))
        passage = " ".join(shown.split())
        return Overlap(best / len(wanted), passage if len(passage) <= _SHOWN else passage[:_SHOWN].rsplit(" ", 1)[0] + " …")


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Give the beginnings of the words of a text that carry meaning, and its numbers.

    >>> sorted(stems("The two councillors voted in 2024"))
    ['2024', 'counc', 'voted']
    """
    words = (word.removesuffix("'s") for word in _WORD.findall(fold(text)))
    return frozenset(word[:_STEM] for word in words if word not in _EMPTY and (len(word) > 2 or word.isdigit()))
