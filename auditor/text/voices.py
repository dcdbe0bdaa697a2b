"""What kind of voice a few words name: a person, an organisation, a document, somebody described, or nobody in particular."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from auditor.lexicon import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import VoiceKind

_MARKS = b"\"'()[]*_,;:.!?\xe2\x80\x98\x99\x9c\x9d\x93\x94\xc2\xab\xbb"   # bytes of punctuation, curly quotes and dashes too
_OPENERS = "\"'()[]*_“”‘’«»—–…"
_POSSESSIVE = (b"'s", b"\xe2\x80\x99s", b"\xe2\x80\x99", b"'")
_POSSESSIVE_ENDS = (b"s", b"'", b"\x99")
QUOTES = (b'"', b"''", b"\xe2\x80\x9d", b"\xe2\x80\x9c", b"\xc2\xbb", b"\xe2\x80\x99")   # marks that may end quoted words
_CLOSERS = (*QUOTES, b"\xe2\x80\x94", b"\xe2\x80\x93", b"-")
DETERMINERS = frozenset(
    b"a an the this that these those his her its their our my some many most several few other another one two both all "
    b"any no various numerous certain each every".split()
)
COUNTED = frozenset(
    b"some many most several few one both".split()
)   # determiners that can stand alone
PRONOUNS = frozenset(
    b"he she who they i we you it".split()
)
CONNECTORS = frozenset(
    b"of the for and & de van von al el bin la le du da di on at in to".split()
)
_VAGUE_DETERMINERS = frozenset(
    b"a an another one some many most several few two three four various numerous certain other these".split()
)
_VAGUE_ALONE = frozenset(
    b"some others many most several people sources few".split()
)
_CALENDAR = frozenset(
    b"monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    b"october november december".split()
)
_SPOKESMEN = (b"spokesman", b"spokeswoman", b"spokesperson", b"spokespeople", b"spokesmen")
_PREPOSITIONS = frozenset(
    b"of for from at in with to on by near who that which inside within about close familiar whose against".split()
)
_ABBREVIATIONS = frozenset(
    b"mr. mrs. ms. dr. sen. rep. gov. gen. lt. col. sgt. capt. prof. st. jr. sr. rev. hon. maj. adm. pres. no.".split()
)
# What a word can be, as bits of `Word.flags`.
DOCUMENT, GROUP, INSTITUTION, SPEAKER, ORGANISED, ALONE, TIE, DETERMINER, SPOKES = (1 << i for i in range(9))
_KNOWN = DOCUMENT | GROUP | INSTITUTION | SPEAKER | ALONE


class Word(NamedTuple):
    """What is to be known of a token: ``low`` is the bare word in lower case, ``ends`` tells that a clause ends with it.

    ``known`` words name, by themselves, those who speak or what is read (``police``, ``critics``, ``report``); ``calendar``
    are days and months.
    """

    low: bytes
    capital: bool
    ends: bool
    known: bool
    calendar: bool
    possessive: bool
    flags: int


@lru_cache(maxsize=32768)
def read(token: bytes) -> Word:
    """Give what is to be known of a token; the same words come again and again."""
    low = bare(token).lower()
    flags = _flags().get(low, 0)
    if low.endswith(_SPOKESMEN):
        flags |= SPOKES
    capital = _capital(token)
    day = capital and low in _CALENDAR
    return Word(low, capital, _ends_clause(token), flags & _KNOWN != 0, day, token.endswith(_POSSESSIVE[:2]), flags)


@cache
def _flags() -> dict[bytes, int]:
    """What the words of the lists are."""
    sets = {
        DOCUMENT: _nouns("document-noun"), GROUP: _nouns("vague-group"), INSTITUTION: _nouns("institution"),
        SPEAKER: _nouns("speaker-noun"), ORGANISED: _nouns("organisation-word") | _nouns("institution"),
        ALONE: _VAGUE_ALONE, TIE: _PREPOSITIONS, DETERMINER: DETERMINERS,
    }
    found: dict[bytes, int] = {}
    for flag, members in sets.items():
        for word in members:
            found[word] = found.get(word, 0) | flag
    return found


def bare(token: bytes) -> bytes:
    """Strip the punctuation around a token and a possessive ending."""
    core = token.strip(_MARKS)
    if core[-1:] not in _POSSESSIVE_ENDS:
        return core
    for ending in _POSSESSIVE:
        if core.endswith(ending):
            return core[: -len(ending)]
    return core


def _capital(token: bytes) -> bool:
    first = token.lstrip(_MARKS)[:1]
    if first < b"\x80":
        return first.isupper()
    return token.decode("utf-8", "ignore").lstrip(_OPENERS)[:1].isupper()


def _ends_clause(token: bytes) -> bool:
    if token[-1:] in b",;:!?)" or token.endswith(_CLOSERS):
        return True
    return token.endswith(b".") and len(token) > 3 and b"." not in token[:-1] and token.lower() not in _ABBREVIATIONS


def _nouns(name: str) -> frozenset[bytes]:
    return frozenset(w.encode() for w in words(name))


def head(tokens: Sequence[bytes]) -> int:
    """Give the index of the noun that a phrase is about: the last word before its first preposition."""
    return _head([read(t) for t in tokens])


def _head(phrase: Sequence[Word]) -> int:
    for i in range(1, len(phrase)):
        if phrase[i].flags & TIE and not (i == 1 and phrase[0].flags & ALONE):
            return i - 1
    return len(phrase) - 1


def voice_kind(tokens: Sequence[bytes]) -> VoiceKind:
    """Grade the words that name a source; ``tokens`` is not empty."""
    phrase = [read(t) for t in tokens]
    noun, first = phrase[_head(phrase)], phrase[0]
    if len(phrase) == 1 and noun.low in PRONOUNS:
        return "organisation" if noun.low == b"it" else "person"
    named, flags = False, 0
    for i, word in enumerate(phrase):
        flags |= word.flags
        if word.capital and not word.flags & (DETERMINER | ALONE) and (i or not word.known):
            named = True
    if noun.flags & DOCUMENT and not noun.capital:
        definite = first.low not in _VAGUE_DETERMINERS and not (noun is first and noun.low.endswith(b"s"))
        return "document" if named or definite else "vague"
    if noun.capital and named:
        return "organisation" if flags & ORGANISED or first.low == b"the" or _initials(tokens[_head(phrase)]) else "person"
    if flags & SPOKES:
        return "organisation" if named or first.low == b"the" or noun is first else "described"
    return "described" if named else _nameless(noun, first)


def _nameless(noun: Word, first: Word) -> VoiceKind:
    if noun.flags & (GROUP | ALONE) or first.low in (b"some", b"others"):
        return "vague"
    if noun.flags & INSTITUTION and first.low not in _VAGUE_DETERMINERS:
        return "organisation"
    return "described"


def _initials(noun: bytes) -> bool:
    """Whether a name is written in capitals, as ``FBI`` is."""
    core = bare(noun)
    return len(core) > 1 and core.isupper() and b"." not in core
