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
_CLOSERS = (b'"', b"''", b"\xe2\x80\x9d", b"\xe2\x80\x9c", b"\xc2\xbb", b"\xe2\x80\x99", b"\xe2\x80\x94", b"\xe2\x80\x93", b"-")
DETERMINERS = frozenset(
    b"a an the this that these those his her its their our my some many most several few other another one two both "
    b"all any no various numerous certain each every".split()
)
COUNTED = frozenset(b"some many most several few one both".split())   # determiners that can stand alone
PRONOUNS = frozenset(b"he she who they i we you it".split())
CONNECTORS = frozenset(b"of the for and & de van von al el bin la le du da di on at in to".split())
_VAGUE_DETERMINERS = frozenset(b"a an another one some many most several few two three four various numerous certain other these".split())
_VAGUE_ALONE = frozenset(b"some others many most several people sources few".split())
_CALENDAR = frozenset(
    b"monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    b"september october november december".split()
)
_SPOKESMEN = (b"spokesman", b"spokeswoman", b"spokesperson", b"spokespeople", b"spokesmen")
_PREPOSITIONS = frozenset(b"of for from at in with to on by near who that which inside within about close familiar whose against".split())
_ABBREVIATIONS = frozenset(b"mr. mrs. ms. dr. sen. rep. gov. gen. lt. col. sgt. capt. prof. st. jr. sr. rev. hon. maj. adm. pres. no.".split())
_LISTS = ("vague-group", "institution", "document-noun", "speaker-noun")


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


@lru_cache(maxsize=8192)
def read(token: bytes) -> Word:
    """Give what is to be known of a token; the same words come again and again."""
    low = bare(token).lower()
    known = low in _VAGUE_ALONE or any(low in _nouns(name) for name in _LISTS)
    return Word(low, _capital(token), _ends_clause(token), known, low in _CALENDAR, token.endswith(_POSSESSIVE[:2]))


def bare(token: bytes) -> bytes:
    """Strip the punctuation around a token and a possessive ending."""
    core = token.strip(_MARKS)
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


@cache
def _nouns(name: str) -> frozenset[bytes]:
    return frozenset(w.encode() for w in words(name))


def head(tokens: Sequence[bytes]) -> int:
    """Give the index of the noun that a phrase is about: the last word before its first preposition."""
    for i in range(1, len(tokens)):
        if read(tokens[i]).low in _PREPOSITIONS and not (i == 1 and read(tokens[0]).low in _VAGUE_ALONE):
            return i - 1
    return len(tokens) - 1


@lru_cache(maxsize=4096)
def voice_kind(tokens: tuple[bytes, ...]) -> VoiceKind:
    """Grade the words that name a source; ``tokens`` is not empty."""
    all_words = [read(t) for t in tokens]
    at = head(tokens)
    noun, first = all_words[at].low, all_words[0].low
    if len(tokens) == 1 and noun in PRONOUNS:
        return "organisation" if noun == b"it" else "person"
    named = any(
        w.capital and w.low not in DETERMINERS and w.low not in _VAGUE_ALONE and not (i == 0 and w.known) for i, w in enumerate(all_words)
    )
    if noun in _nouns("document-noun") and not all_words[at].capital:
        definite = first not in _VAGUE_DETERMINERS and not (noun.endswith(b"s") and at == 0)
        return "document" if named or definite else "vague"
    if all_words[at].capital and named:
        return "organisation" if _organised(tokens[at], all_words) else "person"
    if any(w.low.endswith(_SPOKESMEN) for w in all_words):
        return "organisation" if named or first == b"the" or at == 0 else "described"
    return "described" if named else _nameless(noun, first)


def _nameless(noun: bytes, first: bytes) -> VoiceKind:
    if noun in _nouns("vague-group") or noun in _VAGUE_ALONE or first in (b"some", b"others"):
        return "vague"
    if noun in _nouns("institution") and first not in _VAGUE_DETERMINERS:
        return "organisation"
    return "described"


def _organised(noun: bytes, all_words: Sequence[Word]) -> bool:
    """Whether a name is an organisation's: with an article, in capitals, or with a word like ``bureau`` in it."""
    core = bare(noun)
    if all_words[0].low == b"the" or (core.isupper() and len(core) > 1 and b"." not in core):
        return True
    return any(w.low in _nouns("institution") or w.low in _nouns("organisation-word") for w in all_words)
