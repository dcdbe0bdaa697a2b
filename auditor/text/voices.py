"""What kind of voice a few words name: a person, an organisation, a document, somebody described, or nobody in particular."""

from __future__ import annotations

from functools import cache, lru_cache

from auditor import english
from auditor.lexicon import words
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import VoiceKind

_MARKS = b"\"'()[]*_,;:.!?\xe2\x80\x98\x99\x9c\x9d\x93\x94\xc2\xab\xbb"  # bytes of punctuation, curly quotes and dashes too
_OPENERS = "\"'()[]*_“”‘’«»—–…"
_POSSESSIVE = (b"'s", b"\xe2\x80\x99s", b"\xe2\x80\x99", b"'")
_POSSESSIVE_ENDS = (b"s", b"'", b"\x99")
QUOTES = (b'"', b"''", b"\xe2\x80\x9d", b"\xe2\x80\x9c", b"\xc2\xbb", b"\xe2\x80\x99")  # marks that may end quoted words
_CLOSERS = (*QUOTES, b"\xe2\x80\x94", b"\xe2\x80\x93", b"-")
DETERMINERS = frozenset(
    b"a an the this that these those his her its their our my some many most several few other another one two both all "
    b"any no various numerous certain each every".split()
)
COUNTED = frozenset(b"some many most several few one both".split())  # determiners that can stand alone
PRONOUNS = frozenset(b"he she who they i we you it".split())
CONNECTORS = frozenset(b"of the for and & de van von al el bin la le du da di on at in to".split())
_BE = frozenset(b"is are was were be been being".split())
_BETWEEN = (
    frozenset(
        b"has have had having also then later once again still now even just often repeatedly recently previously would will "
        b"could may might can did does do not never only already first since so both all further soon today yesterday himself "
        b"herself themselves reportedly on earlier always rarely sometimes instead simply too which".split()
    )
    | _BE
)  # what may stand between a subject and its verb, adverbs in -ly aside
_STOP = frozenset(
    b"that when as if but because while after before what where how why and or than then though although since until once "
    b"whether so yet nor either not who whom which whose in on at by for from with to about into over under through during "
    b"between of without despite amid upon unlike except there here".split()
)
_INTRODUCTIONS = frozenset(
    b"however moreover meanwhile instead still indeed yet thus hence therefore nevertheless nonetheless furthermore "
    b"overall today now again also besides likewise otherwise perhaps rather so then there additionally elsewhere "
    b"afterward afterwards later earlier".split()
)
_CERTAIN = frozenset(b"the this that these those his her its their our my both".split())
_UNCOUNTED = frozenset(b"data research evidence literature science".split())
_VAGUE_DETERMINERS = frozenset(
    b"a an another one some many most several few two three four various numerous certain other these".split()
)
_VAGUE_ALONE = frozenset(b"some others many most several people sources few".split())
# Nouns that stand for a source without saying who; behind the second set only some words make it one: “officials familiar with”.
_UNNAMED = frozenset(
    b"source sources someone somebody anyone person persons people insider insiders individual individuals those".split()
)
_ROLES = frozenset(
    b"official officials aide aides adviser advisers advisor advisors executive executives diplomat diplomats employee employees "
    b"lawmaker lawmakers staffer staffers associate associates colleague colleagues friend friends".split()
)
_KNOWING = frozenset(b"close familiar briefed aware privy knowledgeable acquainted knowledge".split())
# Words that open a sentence with a capital letter and are no names.
_NOT_NAMES = _INTRODUCTIONS | frozenset(
    b"according additional after all although amid among and another any appearing are as asked at based because before below "
    b"besides both but by can click compared could current despite do does during each even every except few finally first "
    b"following for former from given had has have having here how if in include includes including increased instead into is "
    b"its just key known last later leaving less like many meanwhile more most much nearly neither next no nobody nor not "
    b"nothing now of on once one only or other others our over overall part per please recent roughly see several should since "
    b"slightly so some still such than that the their then there these this those though through thus to tighter today under "
    b"unless unlike until up update updates upon us via was we were what when whenever where whereas whether which while who "
    b"whose why with within without would yes yet your".split()
)
_OFFICERS = frozenset(b"judge sheriff coroner".split())  # persons among the words for institutions
PRIZES = frozenset(b"prize prizes award awards medal medals trophy".split())
_PLACES = (b"ian", b"ese", b"ish", b"ican", b"eli", b"aqi")  # endings of adjectives of countries
_LONG = 6  # letters that an adjective in one of these has at least, and an adverb in -ly
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
# Those that open sentences, and that the list of words does not have, or not with their adjective.
_ADVERBS = frozenset(
    b"crucially firstly fourthly lastly lately likely notably oddly sadly simply surely thirdly truly unsurprisingly wisely".split()
)
_SHORT = 4  # letters of words in -ly that are no adverbs: fly, ally
_MOST_WORDS, _MOST_VOICES = 32768, 8192  # what is remembered of words and of voices
# What a word can be, as bits of `Word.flags`.
(
    DOCUMENT,
    GROUP,
    INSTITUTION,
    SPEAKER,
    ORGANISED,
    ALONE,
    TIE,
    DETERMINER,
    SPOKES,
    PRONOUN,
    CONNECTOR,
    STOP,
    INTRODUCTION,
    BE,
    BETWEEN,
    PASSED,
    PART,
    UNNAMED,
    ROLE,
    KNOWING,
) = (1 << i for i in range(20))
_KNOWN = DOCUMENT | GROUP | INSTITUTION | SPEAKER | ALONE


class Word(NamedTuple):
    """What is to be known of a token: ``low`` is the bare word in lower case, ``ends`` tells that a clause ends with it.

    ``known`` words name, by themselves, those who speak or what is read (``police``, ``critics``, ``report``); ``calendar``
    are days and months. Two of the ``flags`` sum up others: `PASSED` words may stand between a subject and its verb, and a
    clause does not end with them; `PART` words may be part of a name's phrase.
    """

    low: bytes
    capital: bool
    ends: bool
    known: bool
    calendar: bool
    possessive: bool
    flags: int


class _Words(dict[bytes, Word]):
    """What is known of tokens that came up before; the same words come again and again."""

    def __missing__(self, token: bytes) -> Word:
        if len(self) >= _MOST_WORDS:
            self.clear()
        word = self[token] = _word(token)
        return word


read = _Words().__getitem__  # what is to be known of a token


def _word(token: bytes) -> Word:
    low = _uncontracted(bare(token).lower())
    flags = _flags().get(low, 0)
    if low.endswith(_SPOKESMEN):
        flags |= SPOKES
    ends, known = _ends_clause(token), flags & (_KNOWN | SPOKES) != 0
    capital = _capital(token) and low not in _NOT_NAMES and not _is_adverb(low)
    day = capital and low in _CALENDAR
    adverb = (low.endswith(b"ly") and len(low) > _SHORT) or low.endswith((b"n't", b"n\xe2\x80\x99t"))
    if not ends and (adverb or day or flags & BETWEEN):
        flags |= PASSED
    if capital or known or flags & (CONNECTOR | DETERMINER):
        flags |= PART
    return Word(low, capital, ends, known, day, token.endswith(_POSSESSIVE[:2]), flags)


@cache
def _flags() -> dict[bytes, int]:
    """What the words of the lists are."""
    sets = {
        DOCUMENT: _nouns("document-noun"),
        GROUP: _nouns("vague-group"),
        INSTITUTION: _nouns("institution"),
        SPEAKER: _nouns("speaker-noun"),
        ORGANISED: _nouns("organisation-word") | _nouns("institution"),
        ALONE: _VAGUE_ALONE,
        TIE: _PREPOSITIONS | _KNOWING,
        DETERMINER: DETERMINERS,
        PRONOUN: PRONOUNS,
        CONNECTOR: CONNECTORS,
        STOP: _STOP | _BE,
        INTRODUCTION: _INTRODUCTIONS,
        BE: _BE,
        BETWEEN: _BETWEEN,
        UNNAMED: _UNNAMED,
        ROLE: _ROLES,
        KNOWING: _KNOWING,
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


def _uncontracted(low: bytes) -> bytes:
    """A pronoun without the verb it is run together with: ``they'll``."""
    for mark in (b"'", b"\xe2\x80\x99"):
        base = low.partition(mark)[0]
        if base in PRONOUNS:
            return base
    return low


def _is_adverb(low: bytes) -> bool:
    """Whether a word is an adjective with the ending of adverbs: ``recently``, but not ``Connolly``."""
    if not low.endswith(b"ly") or not low.isalpha():
        return False
    if low in _ADVERBS or (len(low) >= _LONG and english.common(low) and english.common(low[:-2])):
        return True
    if len(low) <= _LONG:
        return False  # “Emily”, “Kelly”
    return low.endswith(b"ically") and english.common(low[:-4]) if low.endswith(b"ally") else _from_y(low)


def _from_y(low: bytes) -> bool:
    """Whether an adverb was made of an adjective in -y: ``luckily``."""
    return low.endswith(b"ily") and english.common(low[:-3] + b"y")


def is_nationality(low: bytes) -> bool:
    """Whether a word looks like the adjective of a country: ``canadian``, ``chinese``."""
    return len(low) >= _LONG and low.endswith(_PLACES)


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


class Voice(NamedTuple):
    """What is to be known of the words of a source: ``known`` tells that their noun names those who speak, or what is read."""

    name: str
    kind: VoiceKind
    known: bool


@lru_cache(maxsize=_MOST_VOICES)
def voice(tokens: tuple[bytes, ...]) -> Voice:
    """Give what is to be known of the words that name a source; ``tokens`` is not empty, and names come again and again."""
    phrase = [read(t) for t in tokens]
    at = _head(phrase)
    name = b" ".join(tokens).decode("utf-8", "replace").strip("\"'()[]*_,;:!?“”‘’«»—–… ")
    last = name.rpartition(" ")[2]
    if name.endswith(".") and phrase[-1].ends and "." not in last[:-1] and last.lower().encode() not in _ABBREVIATIONS:
        name = name[:-1]
    if len(phrase) == 1 and phrase[0].flags & PRONOUN:
        name = name.replace("’", "'").partition("'")[0]  # “they'll”
    return Voice(name, _kind(phrase, at, tokens[at]), phrase[at].known)


def _head(phrase: Sequence[Word]) -> int:
    for i in range(1, len(phrase)):
        if phrase[i].flags & TIE and not (i == 1 and phrase[0].flags & ALONE and not phrase[0].flags & UNNAMED):
            return i - 1
    return len(phrase) - 1


def _is_many(noun: bytes) -> bool:
    return noun in _UNCOUNTED or (noun.endswith(b"s") and not noun.endswith((b"sis", b"sus")))


def _kind(phrase: Sequence[Word], at: int, token: bytes) -> VoiceKind:
    """Grade a voice whose noun is the word ``at``, written as ``token``."""
    noun, first = phrase[at], phrase[0]
    if len(phrase) == 1 and noun.flags & PRONOUN:
        return "organisation" if noun.low == b"it" else "person"
    if noun.flags & UNNAMED or (noun.flags & ROLE and any(word.flags & KNOWING for word in phrase)):
        return "vague"
    group = noun.flags & GROUP and noun.low.endswith(b"s")  # “the Film Critics” are critics, whatever the capital
    named = any(
        word.capital and not word.flags & (DETERMINER | ALONE) and (i or not word.known) and not (group and i == at)
        for i, word in enumerate(phrase)
    )
    if noun.flags & DOCUMENT and not noun.capital:
        titled = named and (any(word.capital for word in phrase[1:]) or not all(map(english.common, first.low.split(b"-"))))
        certain = first.possessive or first.low in _CERTAIN or not (_is_many(noun.low) or noun is first)
        return "document" if titled or (certain and first.low not in _VAGUE_DETERMINERS) else "vague"
    many = group or (noun.flags & SPEAKER and noun.low.endswith(b"s") and not at)
    if noun.capital and named and not many:
        return "person" if _has_role(phrase, at) else _named(phrase, at, token)
    if noun.flags & SPOKES or any(word.flags & SPOKES for word in phrase[:at]):
        return "organisation" if named or first.low == b"the" or noun is first else "described"
    return "described" if named else _nameless(noun, first)


def _has_role(phrase: Sequence[Word], at: int) -> bool:
    """Whether a name comes with what a person is: ``White House spokesman Robert Gibbs``, ``the Rev. Herring``."""
    if phrase[at].flags & SPEAKER and not at:
        return True  # “Secretary of State Ida Holm”
    before = [word for word in phrase[:at] if not word.capital and not word.flags & CONNECTOR]
    role = len(before) > 0 and (before[-1].flags & (SPOKES | SPEAKER) != 0 or before[-1].low in _OFFICERS)
    return role or (at > 0 and phrase[at - 1].low + b"." in _ABBREVIATIONS)


def _named(phrase: Sequence[Word], at: int, token: bytes) -> VoiceKind:
    """What a name stands for that comes without a role."""
    organised = any(word.flags & ORGANISED for word in phrase[: at + 1])
    return "organisation" if organised or phrase[0].low == b"the" or _initials(token) else "person"


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
