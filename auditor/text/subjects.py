"""The words around a verb of saying that name its subject: before it, behind it, or at the opening of the sentence.

A `Window` is a bounded stretch of words; every function looks at one, so time is linear in the text.
"""

from __future__ import annotations

from auditor.text import voices
from auditor.text.voices import CONNECTORS, COUNTED, DETERMINERS, PRONOUNS, read

_MOST_WORDS = 9  # words that a source is at most looked for in
_MOST_INSERTED = 24  # words that an insertion between two commas may have
_INTRODUCTION = 8  # words that may stand before the first comma of a sentence
BE = frozenset(b"is are was were be been being".split())
BETWEEN = (
    frozenset(
        b"has have had having also then later once again still now even just often repeatedly recently previously would will "
        b"could may might can did does do not never only already first since so both all further soon today yesterday himself "
        b"herself themselves reportedly on earlier always rarely sometimes instead simply too which".split()
    )
    | BE
)
_STOP = frozenset(
    b"that when as if but because while after before what where how why and or than then though although since until once "
    b"whether so yet nor either not who whom which whose in on at by for from with to about into over under through during "
    b"between of".split()
)
_INTRODUCTIONS = frozenset(
    b"however moreover meanwhile instead still indeed yet thus hence therefore nevertheless nonetheless furthermore "
    b"overall today now again also besides likewise otherwise perhaps rather so then there additionally elsewhere "
    b"afterward afterwards later earlier".split()
)
_NAMES = (b"of", b"and", b"&", b"for")  # what ties two parts of a name
Range = tuple[int, int]  # the first and the last word of a phrase in a window


class Window:
    """The words of ``data[low:high]``; places are worked out only for the words that are asked for."""

    __slots__ = ("_data", "_high", "_low", "words")

    def __init__(self, data: bytes, low: int, high: int) -> None:
        self._data, self._low, self._high = data, low, high
        self.words = data[low:high].split()

    def place(self, phrase: Range) -> tuple[int, int]:
        """Give the bytes that a phrase takes."""
        first, last = phrase
        start = self._start(first)
        return start, (start if first == last else self._start(last)) + len(self.words[last])

    def _start(self, word: int) -> int:
        """Where a word begins, counted from the nearer end of the window."""
        data, words = self._data, self.words
        if word < len(words) // 2:
            at = self._low
            for before in words[:word]:
                at = data.index(before, at) + len(before)
            return data.index(words[word], at)
        at = self._high
        for behind in reversed(words[word:]):
            at = data.rindex(behind, self._low, at)
        return at


def subject(words: list[bytes], i: int, *, weak: bool, whole: bool) -> Range | None:
    """Give the subject whose last word is ``i``, past an insertion; None for none that speaks.

    ``weak``: the verb attributes only after a voice. ``whole``: the words begin where the sentence does.
    """
    word = read(words[i])
    if word.ends or word.low in (b"and", b"to", b"but"):
        return (_interrupted(words, i) if word.ends else None) or _opening(words, i, whole=whole)
    if word.low in PRONOUNS:
        return (_antecedent(words, i) or (i, i)) if word.low == b"who" else (i, i)
    found = phrase(words, i)
    if found is None or not weak:
        return found
    if word.possessive or word.calendar:
        return None  # “Smith's claims”: a noun
    named = tuple(words[found[0] : i + 1])
    voice = voices.voice(named)
    return found if voice.known or voice.kind in ("person", "organisation", "document") else None


def _antecedent(words: list[bytes], i: int) -> Range | None:
    """``Randy Evans, who …``: the name before ``who``."""
    found = phrase(words, i - 1) if i else None
    return found if found and read(words[i - 1]).capital else None


def _interrupted(words: list[bytes], i: int) -> Range | None:
    """``Randy Evans, a committeeman from Georgia, said``: the phrase before the comma that opens the insertion."""
    for j in range(i - 1, max(i - _MOST_INSERTED, -1), -1):
        if words[j].endswith((b",", b"(", b"\xe2\x80\x94", b"--")) or words[j + 1][:1] in b"(-":
            found = phrase(words, j)
            if found and _may_speak(tuple(words[found[0] : j + 1])):
                return found
    return None


def _may_speak(named: tuple[bytes, ...]) -> bool:
    """Whether the words before a comma are a voice, not an introduction: ``However,``, ``In May,``."""
    last = read(named[-1])
    if last.calendar or (len(named) == 1 and last.low in _INTRODUCTIONS) or last.low.endswith(b"ly"):
        return False
    return last.capital or voices.voice(named).known


def _opening(words: list[bytes], i: int, *, whole: bool) -> Range | None:
    """The subject at the opening of the sentence, past an introduction of a few words: a name or a pronoun."""
    if not whole:
        return None
    first = 0
    for j in range(min(i, _INTRODUCTION)):
        if words[j].endswith(b","):
            first = j + 1
    return _name_at(words, first, i) or _name_at(words, 0, i)


def _name_at(words: list[bytes], first: int, stop: int) -> Range | None:
    opening = read(words[first])
    if opening.low in PRONOUNS:
        return first, first
    last = first
    while last < stop:
        word = read(words[last])
        if word.calendar or word.low in _STOP or not (word.capital or (last == first and word.low == b"the")):
            break
        last += 1
        if word.ends:
            break
    if last == first:
        return None
    word = read(words[last - 1])
    return (first, last - 1) if word.capital and word.low not in DETERMINERS and word.low not in _INTRODUCTIONS else None


def phrase(words: list[bytes], i: int) -> Range | None:
    """Give the noun phrase whose last word is ``i``, with what it is tied to by ``of``, ``for``, ``at`` ..."""
    first, named = i + 1, read(words[i]).capital
    while first > 0 and i - first + 1 < _MOST_WORDS:
        word = read(words[first - 1])
        if (first <= i and word.ends) or not word.low or (word.low in _STOP and not _ties(words, first - 1, i)):
            break
        if named and not (word.capital or word.known or word.low in CONNECTORS or word.low in DETERMINERS):
            break
        first -= 1
        if word.low in DETERMINERS and not _ties(words, first - 1, i):
            break
    while first <= i and read(words[first]).low in _STOP:
        first += 1
    last = read(words[i])
    if first > i or (last.low in DETERMINERS and last.low not in COUNTED):
        return None
    return first, i


def _ties(words: list[bytes], j: int, last: int) -> bool:
    """Whether word ``j`` ties a phrase to a noun before it: ``officials in Kyiv``, ``a spokesman for the mayor``."""
    if j < 1 or j == last:
        return False
    tie, noun = read(words[j]).low, read(words[j - 1])
    return tie in CONNECTORS and not noun.ends and (noun.known or (noun.capital and tie in _NAMES))


def behind(words: list[bytes], first: int = 0) -> Range | None:
    """Give the noun phrase that begins with word ``first``: ``according to the Bureau of Statistics``."""
    last, named = first - 1, False
    for j in range(first, min(len(words), first + _MOST_WORDS)):
        word = read(words[j])
        if not word.low:
            break
        if j > first:
            before = read(words[j - 1])
            tied = word.low in CONNECTORS and (before.known or (named and word.low in _NAMES))
            if (word.low in _STOP and not tied) or (named and not (word.capital or word.known or word.low in CONNECTORS)):
                break
        last, named = j, named or word.capital
        if word.ends:
            break
    while last >= first and read(words[last]).low in CONNECTORS:
        last -= 1
    if last < first or (last == first and read(words[first]).low in DETERMINERS):
        return None
    return first, last


def inverted(words: list[bytes]) -> Range | None:
    """``said Randy Evans``: a name, or a noun with its article, right behind the verb."""
    if not words:
        return None
    word = read(words[0])
    if word.calendar or not (word.capital or word.known or word.low in DETERMINERS):
        return None
    return behind(words)
