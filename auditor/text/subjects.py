"""The words around a verb of saying that name its subject: before it, behind it, or at the opening of the sentence.

Every function looks at a bounded stretch of words, so time is linear in the text.
"""

from __future__ import annotations

from auditor.text.voices import (
    CONNECTOR,
    COUNTED,
    DETERMINER,
    INTRODUCTION,
    KNOWING,
    PART,
    PASSED,
    PRIZES,
    PRONOUN,
    ROLE,
    STOP,
    UNNAMED,
    is_nationality,
    read,
    voice,
)

MOST_WORDS = 9  # words that a source is at most looked for in
_MOST_INSERTED = 24  # words that an insertion between two commas may have
_INTRODUCTION_WORDS = 8  # words that may stand before the first comma of a sentence
_COMMAS = (b",", b"(", b"\xe2\x80\x94", b"--")  # what may open an insertion
_ROLE_WORDS = 3  # words of a role that may stand before a name
_WHO = (b"who", b"that", b"directly")
_WITH = (b"with", b"inside", b"within", b"near", b"involved")
_NAMES = (b"of", b"and", b"&", b"for")  # what ties two parts of a name
_PLACING = (b"from", b"in", b"at", b"of", b"near", b"across")  # what tells where somebody is, behind the noun
_DEGREES = (b"most", b"more")
_DEFINITE = (b"the", b"his", b"her", b"its", b"their", b"our", b"my", b"your", b"a")
Range = tuple[int, int]  # the first and the last word of a phrase


def subject(words: list[bytes], i: int, *, weak: bool, plural: bool = False) -> Range | None:
    """Give the subject whose last word is ``i``; None for none that speaks.

    ``weak``: the verb attributes only after a voice; ``plural``: or after any plural, as with “voters plan”.
    """
    word = read(words[i])
    if word.flags & PRONOUN:
        return (_antecedent(words, i) or (i, i)) if word.low == b"who" else (i, i)
    if word.possessive or (word.low in _DEGREES and i > 0 and read(words[i - 1]).low in _DEFINITE):
        return None  # “Smith's claims”: a noun; “the most promising”: how much
    found = _unnamed(words, i) or phrase(words, i)
    if found is None or _is_amount(words, found) or read(words[i]).low in PRIZES:
        return None
    if not weak:
        return found
    if word.calendar or (found[0] == i and is_nationality(word.low)):
        return None  # “Canadian demands”: a noun
    named = voice(tuple(words[found[0] : i + 1]))
    speaks = named.known or named.kind in ("person", "organisation", "document")
    return found if speaks or (plural and word.low.endswith(b"s")) else None


def _unnamed(words: list[bytes], i: int) -> Range | None:
    """``A source close to the minister said``: who speaks is the source, not the minister."""
    for j in range(i - 1, max(i - MOST_WORDS, 0) - 1, -1):
        word = read(words[j])
        if word.ends:
            return None
        if word.flags & (UNNAMED | ROLE):
            then = read(words[j + 1])
            if then.flags & KNOWING or then.low in _WHO or (then.low in _WITH and _knows(words, j, i)):
                found = phrase(words, j)
                return (found[0], i) if found else None
    return None


def _knows(words: list[bytes], j: int, i: int) -> bool:
    """Whether ``with`` or ``inside`` behind a noun tells how an unnamed source knows: not ``officials with the FBI``."""
    return read(words[j]).flags & UNNAMED != 0 or any(read(word).flags & KNOWING for word in words[j + 2 : i + 1])


def _is_amount(words: list[bytes], found: Range) -> bool:
    """Whether a phrase counts things, which do not speak: ``3248 cases``; ``40 voters`` and ``58 percent`` do."""
    first, last = found
    return words[first][:1].isdigit() and not (
        read(words[last]).known or words[last].startswith((b"per", b"%")) or b"%" in words[first]
    )


def far_subject(words: list[bytes], i: int, *, whole: bool) -> Range | None:
    """Give the subject that an insertion, or another verb, parts from word ``i``; None for none that speaks.

    ``whole``: the words begin where the sentence does.
    """
    found = _interrupted(words, i) if read(words[i]).ends else None
    return found or (_opening(words, i) if whole else None)


def _antecedent(words: list[bytes], i: int) -> Range | None:
    """``Randy Evans, who …``: the name before ``who``."""
    found = phrase(words, i - 1) if i else None
    if found and read(words[i - 1]).capital:
        return found
    found = _interrupted(words, i - 1) if i and words[i - 1].endswith(b",") else None  # “Ida Holm, the founder, who”
    return found if found and read(words[found[1]]).capital else None


def _interrupted(words: list[bytes], i: int) -> Range | None:
    """``Randy Evans, a committeeman from Georgia, said``: the phrase before the comma that opens the insertion."""
    for j in range(i - 1, max(i - _MOST_INSERTED, -1), -1):
        if words[j].endswith(_COMMAS) or words[j + 1].startswith((b"(", b"-")):
            found = phrase(words, j)
            if found and _may_speak(words, found):
                return found
    return None


def _may_speak(words: list[bytes], found: Range) -> bool:
    """Whether the words before a comma are a voice, not an introduction: ``However,``, ``In May,``."""
    first, i = found
    last = read(words[i])
    if last.calendar or (first == i and last.flags & INTRODUCTION) or last.low.endswith(b"ly"):
        return False
    return last.capital or voice(tuple(words[first : i + 1])).known


def _opening(words: list[bytes], i: int) -> Range | None:
    """The subject at the opening of the sentence, past an introduction of a few words: a name or a pronoun."""
    first = 0
    for j in range(min(i, _INTRODUCTION_WORDS)):
        if words[j].endswith(b","):
            first = j + 1
    return _name_at(words, first, i) or _name_at(words, 0, i)


def _name_at(words: list[bytes], first: int, stop: int) -> Range | None:
    if read(words[first]).flags & PRONOUN:
        return first, first
    last = first
    while last <= stop:
        word = read(words[last])
        if word.calendar or word.flags & STOP:
            break
        if not word.capital and not (last == first and word.low == b"the"):
            if last == first or not _to_name(words, last, stop):
                break
            last = _to_name(words, last, stop)
        last += 1
        if word.ends:
            break
    if last == first:
        return None
    word = read(words[last - 1])
    return (first, last - 1) if word.capital and not word.flags & (DETERMINER | INTRODUCTION) else None


def _to_name(words: list[bytes], j: int, stop: int) -> int:
    """The name behind a role that goes on at word ``j``: ``California judge Ola Berg``; 0 for none."""
    for k in range(j, min(j + _ROLE_WORDS, stop)):
        word = read(words[k])
        if word.capital or word.ends or word.flags & STOP:
            return 0
        if word.known and read(words[k + 1]).capital:
            return k + 1
    return 0


def phrase(words: list[bytes], i: int) -> Range | None:
    """Give the noun phrase whose last word is ``i``, with what it is tied to by ``of``, ``for``, ``at`` ..."""
    last = read(words[i])
    first, lowest, named = i + 1, max(0, i + 1 - MOST_WORDS), last.capital
    while first > lowest:
        word = read(words[first - 1])
        flags = word.flags
        if (word.ends and first <= i) or not word.low or (flags & STOP and not _ties(words, first - 1, i)):
            break
        if named and not flags & PART:
            break
        first -= 1
        if flags & DETERMINER and not _ties(words, first - 1, i):
            break
    while first <= i and read(words[first]).flags & STOP:
        first += 1
    if first > i or (last.flags & DETERMINER and last.low not in COUNTED):
        return None
    return first, i


def _ties(words: list[bytes], j: int, last: int) -> bool:
    """Whether word ``j`` ties a phrase to a noun before it: ``officials in Kyiv``, ``a spokesman for the mayor``."""
    if j < 1 or j == last:
        return False
    tie = read(words[j])
    if not tie.flags & CONNECTOR:
        return False
    noun = read(words[j - 1])
    return not noun.ends and (noun.known or (noun.capital and tie.low in _NAMES))


def behind(words: list[bytes], first: int = 0) -> Range | None:
    """Give the noun phrase that begins with word ``first``: ``according to the Bureau of Statistics``."""
    last, named, before = first - 1, False, None
    for j in range(first, min(len(words), first + MOST_WORDS)):
        word = read(words[j])
        flags = word.flags
        if not word.low:
            break
        if before:
            if flags & STOP and not (flags & CONNECTOR and (before.known or (named and word.low in _NAMES))):
                break
            if named and not (word.capital or word.known or flags & CONNECTOR):
                break
        last, named, before = j, named or word.capital, word
        if word.ends:
            break
    while last >= first and read(words[last]).flags & CONNECTOR:
        last -= 1
    if last < first or (last == first and read(words[first]).flags & DETERMINER):
        return None
    return first, _with_knowledge(words, first, last)


def _with_knowledge(words: list[bytes], first: int, last: int) -> int:
    """The last word of what tells how an unnamed source knows: ``people briefed on the talks``."""
    flags = read(words[last]).flags
    stop = min(len(words), first + MOST_WORDS) - 1
    then = read(words[last + 1]) if last < stop else None
    if flags & KNOWING or (
        then and flags & (UNNAMED | ROLE) and (then.flags & KNOWING or (then.low in _WITH and _knows(words, last, stop)))
    ):
        while last < stop and not read(words[last]).ends:
            then = read(words[last + 1])
            if then.flags & STOP and not then.flags & CONNECTOR and then.low not in _WITH:
                break
            last += 1
    return last


def inverted(words: list[bytes], *, quoted: bool = False) -> Range | None:
    """``said Randy Evans``: a name, or a noun with its article, right behind the verb.

    Behind the verb that follows ``quoted`` words, also a name whose role comes first: ``said retired nurse Ida Holm``.
    """
    if not words:
        return None
    word = read(words[0])
    if word.calendar or not (word.capital or word.known or word.flags & DETERMINER or (quoted and _to_any_name(words))):
        return None
    return behind(words)


def closing(words: list[bytes]) -> Range | None:
    """``The lift, says my neighbour across the landing, is``: a noun with its article, where a clause ends with it."""
    if not words or not read(words[0]).flags & DETERMINER or read(words[0]).flags & STOP:
        return None
    found = behind(words)
    if found is None:
        return None
    first, last = found
    while last < min(len(words) - 1, MOST_WORDS) and not read(words[last]).ends and words[last + 1] in _PLACING:
        last += 2 + (last + 3 < len(words) and not read(words[last + 2]).ends)  # “a reader from Diss”, “my aunt in the city”
    return (first, last) if last < len(words) and read(words[last]).ends else None


def _to_any_name(words: list[bytes]) -> bool:
    """Whether a name follows a few words that are no function words, nor the end of a clause."""
    for token in words[: _ROLE_WORDS + 1]:
        word = read(token)
        if word.capital:
            return not word.calendar
        if word.ends or word.flags & (STOP | PRONOUN | CONNECTOR | PASSED):
            return False
    return False
