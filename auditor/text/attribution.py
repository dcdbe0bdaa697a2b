"""Who is said to have said what: each verb of saying in one pass, then the words around it that name the source.

Every step looks at a bounded window of words, so time is linear in the text.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from auditor.lexicon import Lazy, lazy, words
from auditor.model import Attribution, Block, Sentence, Span
from auditor.text import voices
from auditor.text.voices import CONNECTORS, DETERMINERS, PRONOUNS, bare, calendar, capitalised, known

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_WINDOW = 320   # bytes looked at on either side of a cue
_MOST_WORDS = 9   # words that a source is at most looked for in
_CUE = r"\b(?:according to|in the words of|{{speech-verb}}|{{telling-verb}})\b"
_QUOTES = (b'"', b"\xe2\x80\x9d", b"\xe2\x80\x9c", b"''", b"\xc2\xbb", b"\xe2\x80\x99")
_BETWEEN = frozenset(
    b"has have had having was were is are be been being also then later once again still now even just often repeatedly recently "
    b"previously would will could may might can did does do not never only already first since so both all further soon today yesterday "
    b"himself herself themselves reportedly on earlier always rarely sometimes instead simply too which".split()
)
_BE = frozenset(b"is are was were be been being".split())
_STOP = frozenset(
    b"that when as if but because while after before what where how why and or than then though although since until once whether "
    b"so yet nor either not who whom which whose in on at by for from with to about into over under through during between of".split()
)
_INTRODUCTIONS = frozenset(
    b"however moreover meanwhile instead still indeed yet thus hence therefore nevertheless nonetheless furthermore overall today now "
    b"again also besides likewise otherwise perhaps rather so then there additionally elsewhere afterward afterwards later earlier".split()
)
_ABBREVIATIONS = frozenset(b"mr. mrs. ms. dr. sen. rep. gov. gen. lt. col. sgt. capt. prof. st. jr. sr. rev. hon. maj. adm. pres. no.".split())

_SELF = frozenset({"i", "we", "you", "i've", "i’ve", "i'd", "i’d", "we've", "we’ve", "i'm", "i’m"})   # the author, not a source


class _Source(NamedTuple):
    """A source and where it stands; ``words`` empty: nobody is named."""

    start: int
    end: int
    words: tuple[bytes, ...]


_NOBODY = _Source(-1, -1, ())


@cache
def _cue() -> Lazy:
    return lazy(_CUE)


@cache
def _telling() -> frozenset[bytes]:
    return frozenset(w.encode() for w in words("telling-verb"))


def find_attributions(
    data: bytes, blocks: Sequence[Block], sentences: Sequence[Sentence], skip: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Give the attributions outside ``skip`` (reference lists), in order.

    A pronoun stands for the person named last before it, where somebody was: then ``source`` is that name.
    """
    found: list[Attribution] = []
    person: str | None = None
    at, count, k = 0, len(sentences), 0
    for match in _cue().finditer(data):
        start, end = match.span()
        while at < count and sentences[at].end <= start:
            at += 1
        while k < len(skip) and skip[k].end <= start:
            k += 1
        if data[start - 1 : start] == b"-" or data[end : end + 1] == b"-":   # counter-terrorism, self-described
            continue
        if at == count or sentences[at].start > start or (k < len(skip) and skip[k].start <= start):
            continue
        one = _attribution(data, sentences[at], at, start, end, found)
        if one is None:
            continue
        if one.kind == "person" and one.source:
            low = one.source.lower()
            if low in _SELF:
                continue
            if low in ("he", "she", "who"):
                one = one._replace(source=person or one.source)
            elif low != "they":
                person = one.source
        found.append(one)
    return tuple(found)


def _attribution(data: bytes, sentence: Sentence, index: int, start: int, end: int, found: Sequence[Attribution]) -> Attribution | None:
    cue = data[start:end].lower()
    right = data[end : min(sentence.end, end + _WINDOW)]
    if cue.startswith((b"accord", b"in the")):
        source = _after(data, end, right)
        return _made(data, source, index, start, end) if source.words else None
    low = max(sentence.start, start - _WINDOW)
    tokens = _tokens(data, low, start)
    source, passive = _before(data, tokens, cue, end, right, low == sentence.start)
    if passive:
        by = _by(data, end, right)
        return _made(data, by, index, start, end)
    if not source.words and cue.endswith(b"ing") and found and found[-1].sentence == index and found[-1].source:
        return Attribution(start, end, found[-1].source, found[-1].kind, cue.decode(), index)
    return _made(data, source, index, start, end) if source.words else None


def _made(data: bytes, source: _Source, index: int, start: int, end: int) -> Attribution:
    cue = data[start:end].decode("utf-8", "replace").lower()
    if not source.words:
        return Attribution(start, end, None, "vague", cue, index)
    name = b" ".join(source.words).decode("utf-8", "replace").strip("\"'()[]*_,;:!?“”‘’«»—–… ")
    name = name.removesuffix("'s").removesuffix("’s") if cue == "according to" else name
    kind = voices.voice_kind(source.words)
    return Attribution(min(start, source.start), max(end, source.end), name, kind, cue, index)


class _Token(NamedTuple):
    start: int
    word: bytes


def _tokens(data: bytes, low: int, high: int) -> list[_Token]:
    """The words of a window with their places; a word cut by the window's edge is whatever is left of it."""
    found, at = [], low
    for word in data[low:high].split():
        at = data.index(word, at)
        found.append(_Token(at, word))
        at += len(word)
    return found


def _ends_clause(word: bytes) -> bool:
    if word[-1:] in b",;:!?)" or word.endswith((*_QUOTES, b"\xe2\x80\x94", b"\xe2\x80\x93", b"--", b"-")):
        return True
    return word.endswith(b".") and word.lower() not in _ABBREVIATIONS and len(word) > 3 and b"." not in word[:-1]


def _before(data: bytes, tokens: list[_Token], cue: bytes, end: int, right: bytes, whole: bool) -> tuple[_Source, bool]:  # noqa: FBT001 — whether the window holds the sentence's start
    """The source named before a verb (or right behind it, after quoted words), and whether the verb is passive."""
    i = len(tokens) - 1
    while i >= 0:
        word = bare(tokens[i].word).lower()
        if _ends_clause(tokens[i].word) or not (word in _BETWEEN or (word.endswith(b"ly") and len(word) > 4) or calendar(tokens[i].word) or word.endswith((b"n't", b"n\xe2\x80\x99t"))):
            break
        if word in _BE and not cue.endswith((b"ing", b"s")):
            return _NOBODY, True
        i -= 1
    if i < 0 or _ends_clause(tokens[i].word):
        inverted = _inverted(data, end, right)
        if inverted.words:
            return inverted, False
        if i < 0:
            return _NOBODY, False
    weak = cue in _telling() or cue.endswith(b"ing")
    return _subject(tokens, i, weak, whole), False


def _subject(tokens: list[_Token], i: int, weak: bool, whole: bool) -> _Source:  # noqa: FBT001
    """The subject whose last word is token ``i``; past a comma, the one that the insertion interrupts."""
    word = tokens[i].word
    low = bare(word).lower()
    if low in PRONOUNS and not _ends_clause(word):
        return _who(tokens, i) if low == b"who" else _Source(tokens[i].start, tokens[i].start + len(word), (word,))
    if _ends_clause(word):
        return _interrupted(tokens, i) or _opening(tokens, i, whole)
    if low in (b"and", b"to", b"but"):
        return _opening(tokens, i, whole)
    source = _phrase(tokens, i)
    if not source.words:
        return _NOBODY
    kind = voices.voice_kind(source.words)
    noun = source.words[voices.head(source.words)]
    if weak and (source.words[-1].endswith((b"'s", b"\xe2\x80\x99s")) or calendar(source.words[-1])):
        return _NOBODY   # “Smith's claims”: a noun
    if weak and kind not in ("person", "organisation", "document") and not known(noun):
        return _NOBODY
    return source


def _who(tokens: list[_Token], i: int) -> _Source:
    if i:
        source = _phrase(tokens, i - 1)
        if source.words and capitalised(source.words[-1]):
            return source
    return _Source(tokens[i].start, tokens[i].start + 3, (b"who",))


def _interrupted(tokens: list[_Token], i: int) -> _Source:
    """``Randy Evans, a committeeman from Georgia, said``: the phrase before the comma that opens the insertion."""
    for j in range(i - 1, max(i - 24, -1), -1):
        if tokens[j].word.endswith((b",", b"(", b"\xe2\x80\x94", b"--")) or (tokens[j + 1].word[:1] in b"(-"):
            source = _phrase(tokens, j)
            if source.words and _may_speak(source.words):
                return source
    return _NOBODY


def _may_speak(phrase: Sequence[bytes]) -> bool:
    """Whether the words before a comma are a voice, not an introduction: ``However,``, ``In May,``."""
    last = phrase[-1]
    if calendar(last) or (len(phrase) == 1 and bare(last).lower() in _INTRODUCTIONS) or bare(last).lower().endswith(b"ly"):
        return False
    return capitalised(last) or known(phrase[voices.head(phrase)])


def _opening(tokens: list[_Token], i: int, whole: bool) -> _Source:  # noqa: FBT001
    """The subject at the opening of the sentence, past an introduction of a few words: a name or a pronoun."""
    if not whole:
        return _NOBODY
    first = 0
    for j in range(min(i, 8)):
        if tokens[j].word.endswith(b","):
            first = j + 1
    for j in (first, 0):
        low = bare(tokens[j].word).lower()
        if low in PRONOUNS:
            return _Source(tokens[j].start, tokens[j].start + len(tokens[j].word), (tokens[j].word,))
        last = j
        while last < i and (capitalised(tokens[last].word) or low == b"the" and last == j) and not calendar(tokens[last].word) and bare(tokens[last].word).lower() not in _STOP:
            last += 1
            if _ends_clause(tokens[last - 1].word):
                break
        if last > j and capitalised(tokens[last - 1].word) and bare(tokens[last - 1].word).lower() not in DETERMINERS:
            return _Source(tokens[j].start, tokens[last - 1].start + len(tokens[last - 1].word), tuple(t.word for t in tokens[j:last]))
    return _NOBODY


def _phrase(tokens: list[_Token], i: int) -> _Source:
    """The noun phrase whose last word is token ``i``, with what it is tied to by ``of``, ``for``, ``at`` ..."""
    last = i
    first = i + 1
    named = capitalised(tokens[i].word)
    while first > 0 and last - first + 1 < _MOST_WORDS:
        word = tokens[first - 1].word
        low = bare(word).lower()
        if first <= last and _ends_clause(word):
            break
        if not low or (low in _STOP and not _ties(tokens, first - 1, last)):
            break
        if named and not capitalised(word) and low not in CONNECTORS and low not in DETERMINERS and not known(word):
            break
        first -= 1
        if low in DETERMINERS and not _ties(tokens, first - 1, last):
            break
    while first <= last and bare(tokens[first].word).lower() in _STOP:
        first += 1
    if first > last:
        return _NOBODY
    low = bare(tokens[last].word).lower()
    if low in DETERMINERS and low not in (b"some", b"many", b"most", b"several", b"few", b"one", b"both"):
        return _NOBODY
    return _Source(tokens[first].start, tokens[last].start + len(tokens[last].word), tuple(t.word for t in tokens[first : last + 1]))


def _ties(tokens: list[_Token], j: int, last: int) -> bool:
    """Whether token ``j`` ties a phrase to a noun before it: ``officials in Kyiv``, ``a spokesman for the mayor``."""
    if j < 1 or j == last or bare(tokens[j].word).lower() not in CONNECTORS or _ends_clause(tokens[j - 1].word):
        return False
    return known(tokens[j - 1].word) or (capitalised(tokens[j - 1].word) and bare(tokens[j].word).lower() in (b"of", b"and", b"&", b"for"))


def _inverted(data: bytes, end: int, right: bytes) -> _Source:
    """``said Randy Evans, a committeeman``: a name or a noun with its article right behind the verb."""
    head = right.split(None, 1)
    if not head or not (capitalised(head[0]) or bare(head[0]).lower() in DETERMINERS or known(head[0])):
        return _NOBODY
    if calendar(head[0]):
        return _NOBODY
    return _after(data, end, right)


def _by(data: bytes, end: int, right: bytes) -> _Source:
    """``is seen by many experts as``: who is named after a passive."""
    head = right[:60].split(None, 1)
    if not head or head[0].lower() != b"by":
        return _NOBODY
    return _after(data, end + right.index(head[0]) + 2, right[right.index(head[0]) + 2 :])


def _after(data: bytes, end: int, right: bytes) -> _Source:
    """The noun phrase that begins right behind ``end``."""
    taken: list[_Token] = []
    named = False
    for token in _tokens(data, end, end + len(right[:140])):
        low = bare(token.word).lower()
        if not low or (taken and low in _STOP and not (low in CONNECTORS and (known(taken[-1].word) or (named and low in (b"of", b"and", b"for"))))):
            break
        if taken and named and not capitalised(token.word) and low not in CONNECTORS and not known(token.word):
            break
        taken.append(token)
        named = named or capitalised(token.word)
        if _ends_clause(token.word) or len(taken) == _MOST_WORDS:
            break
    while taken and bare(taken[-1].word).lower() in CONNECTORS:
        taken.pop()
    if not taken or (len(taken) == 1 and bare(taken[0].word).lower() in DETERMINERS):
        return _NOBODY
    return _Source(taken[0].start, taken[-1].start + len(taken[-1].word.rstrip(b".,;:")), tuple(t.word for t in taken))
