"""What kind of voice a few words name: a person, an organisation, a document, somebody described, or nobody in particular."""

from __future__ import annotations

from functools import cache

from auditor.lexicon import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import VoiceKind

_MARKS = b"\"'()[]*_,;:.!?\xe2\x80\x98\x99\x9c\x9d\x93\x94\xc2\xab\xbb"   # bytes of punctuation to strip, curly quotes and dashes too
DETERMINERS = frozenset(b"a an the this that these those his her its their our my some many most several few other another one two both "
                        b"all any no various numerous certain each every".split())
_VAGUE_DETERMINERS = frozenset(b"a an another one some many most several few two three four various numerous certain other these".split())
PRONOUNS = {b"he": "person", b"she": "person", b"who": "person", b"they": "person", b"i": "person", b"we": "person", b"you": "person",
            b"it": "organisation"}
CONNECTORS = frozenset(b"of the for and & de van von al el bin la le du da di on at in to".split())
_CALENDAR = frozenset(b"monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
                      b"september october november december".split())
_SPOKESMEN = (b"spokesman", b"spokeswoman", b"spokesperson", b"spokespeople", b"spokesmen")
_PREPOSITIONS = frozenset(b"of for from at in with to on by near who that which inside within about close familiar whose against".split())


def bare(token: bytes) -> bytes:
    """Strip the punctuation around a token and a possessive ending."""
    core = token.strip(_MARKS)
    for ending in (b"'s", b"\xe2\x80\x99s", b"\xe2\x80\x99", b"'"):
        if core.endswith(ending):
            return core[: -len(ending)]
    return core


def capitalised(token: bytes) -> bool:
    """Tell whether a token begins with a capital letter, any opening punctuation aside."""
    core = token.lstrip(_MARKS)
    first = core[:1]
    if first < b"\x80":
        return first.isupper()
    return token.decode("utf-8", "ignore").lstrip("\"'()[]*_“”‘’«»—–…")[:1].isupper()


def calendar(token: bytes) -> bool:
    """Tell whether a token is a day or a month."""
    return bare(token).lower().rstrip(b".") in _CALENDAR


@cache
def _nouns(name: str) -> frozenset[bytes]:
    return frozenset(w.encode() for w in words(name))


def known(token: bytes) -> bool:
    """Tell whether a word names, by itself, those who speak or what is read: ``police``, ``critics``, ``report``."""
    low = bare(token).lower()
    return (
        low in _nouns("vague-group") or low in _nouns("institution") or low in _nouns("document-noun") or low in _nouns("speaker-noun")
        or low in _VAGUE_ALONE
    )


_VAGUE_ALONE = frozenset(b"some others many most several people sources few".split())


def head(tokens: Sequence[bytes]) -> int:
    """Give the index of the noun that a phrase is about: the last word before its first preposition."""
    for i, token in enumerate(tokens):
        if i and bare(token).lower() in _PREPOSITIONS and not (i == 1 and bare(tokens[0]).lower() in _VAGUE_ALONE):
            return i - 1
    return len(tokens) - 1


def voice_kind(tokens: Sequence[bytes]) -> VoiceKind:
    """Grade the words that name a source; ``tokens`` is not empty."""
    low = [bare(t).lower() for t in tokens]
    at = head(tokens)
    noun = low[at]
    if len(tokens) == 1 and noun in PRONOUNS:
        return "organisation" if noun == b"it" else "person"
    named = any(capitalised(t) and w not in DETERMINERS and w not in _VAGUE_ALONE and not (i == 0 and known(t)) for i, (t, w) in enumerate(zip(tokens, low, strict=True)))
    if noun in _nouns("document-noun") and not capitalised(tokens[at]):
        return "document" if named or (low[0] not in _VAGUE_DETERMINERS and not (noun.endswith(b"s") and at == 0)) else "vague"
    if capitalised(tokens[at]) and named:
        return "organisation" if _organised(tokens, low, at) else "person"
    if any(w.endswith(_SPOKESMEN) for w in low):
        return "organisation" if named or low[0] == b"the" or at == 0 else "described"
    if named:
        return "described"
    if noun in _nouns("vague-group") or noun in _VAGUE_ALONE or low[0] in (b"some", b"others"):
        return "vague"
    if noun in _nouns("institution") and low[0] not in _VAGUE_DETERMINERS:
        return "organisation"
    return "described"


def _organised(tokens: Sequence[bytes], low: Sequence[bytes], at: int) -> bool:
    core = bare(tokens[at])
    if low[0] == b"the" or (core.isupper() and len(core) > 1 and b"." not in core):
        return True
    return any(w in _nouns("institution") or w in _nouns("organisation-word") for w in low)
