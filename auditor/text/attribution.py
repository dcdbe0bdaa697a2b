"""Who is said to have said what: each verb of saying in one pass, then the words around it that name the source."""

from __future__ import annotations

from functools import cache, lru_cache

from auditor.lexicon import Lazy, lazy, words
from auditor.model import Attribution, Block, Sentence, Span
from auditor.model.made import NamedTuple
from auditor.text.empty_cues import has_words, is_empty
from auditor.text.names import Names
from auditor.text.subjects import MOST_WORDS, Range, behind, closing, far_subject, inverted, subject
from auditor.text.voices import BE, PASSED, PRONOUN, QUOTES, STOP, read, voice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import VoiceKind

    _Source = tuple[int, int, str | None, VoiceKind]  # where it stands with its cue, its name and what it is

_BEFORE, _BEHIND = 240, 120  # bytes looked at on either side of a cue
_LONGEST_QUOTED = 1000  # bytes in which the mark that opens quoted words is looked for
_MOST_CUES = 100  # a sentence that has more is a list of words
_NEAR = MOST_WORDS + 4  # words before a cue that most need no more than
_BEFORE_CLOSER = (b",", b".", b"!", b"?")  # behind these a mark closes words quoted since an earlier sentence
_TURNS = frozenset(b"and to but".split())  # before a verb, they hide its subject
_TAKES_HEARER = frozenset(b"told tell tells telling asked asks asking urged urges urging accused accuses accusing".split())
_HELD_OF = frozenset(
    "accepted assumed credited deemed feared felt forecast known predicted presumed regarded rumored rumoured viewed".split()
)  # passives that tell what somebody thinks, where nobody is named: “is known”
_SHOWING = frozenset(
    "show shows showed shown find finds found indicate indicates indicated suggest suggests suggested reveals revealed".split()
)  # what things do as well as people: “the slide shows”
_NOUNS = frozenset("show report fear claim note estimate demand attack blast comment counter promise recall tweet post".split())
_TAKE_NO_S = frozenset({"they", "we", "i", "you", "who", "some", "many", "most", "others", "critics", "data", "which", "that"})
_WHO = 100  # bytes before “who” in which the noun stands that it refers to
_ONE_OR_MORE = frozenset(b"a an one two three four five six several some many another other few most person people".split())
_OF = frozenset(b"of with in at on for to by from about close".split())
_KNOWN_ONE = frozenset(b"the his her its their our my this that these those".split())
_SELF = frozenset({"i", "we", "you"})  # the author, not a source
_PRONOUNS = frozenset({"he", "she", "who"})  # they stand for a person named before
_IT_REACHES = 3  # sentences that an organisation is called “it” for
_MANY = frozenset(  # words for many that do not end in -s
    b"they who we i you men women people police many some most others".split()
)
_INVERTED = frozenset(
    "says said writes warns warned argues explains advises complains insists replies replied recalls adds".split()
)
_NEXT = 16  # bytes in which the word behind a cue is looked at
_BY = [[b"by"], [b"By"], [b"BY"]]
_VERBS = [[word] for word in b"is are was were has have showed show shows said suggest suggested".split()]
_CLAUSES = [[word] for word in b"that he she they it the his her their its in".split()]
_TIES = (b" and ", b" or ", b" of ", b" with ", b" for ")
_MARK = 4  # bytes of a quotation mark that may open a sentence
_TELLING = ("ed", "read", "thought", "felt", "swore", "knew", "understood")  # forms that are no plurals of nouns
_GAP = 25  # bytes between a source and its verb, adverbs and all


@cache
def cue_pattern(more: str = "") -> Lazy:
    """Give the pattern of the cues of saying, and of ``more``: words with ``|`` between them."""
    others = f"|{more}" if more else ""
    return lazy(
        rf"\b(?:according to|in the (?:words|opinion|view|judge?ment|estimation|telling|eyes) of|"
        rf"{{{{speech-verb}}}}|{{{{telling-verb}}}}|{{{{quoting-verb}}}}{others})\b"
    )


@cache
def _list(name: str) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words(name))


class _Cue(NamedTuple):
    """What is to be known of a cue: ``leads`` to its source (“according to”), ``weak`` cues attribute only after a voice.

    ``stance`` cues tell what somebody thinks, plans or does with words, and sourcing does not rest on them; ``base`` are those in
    the form that many nouns have, too (“plan”).
    """

    text: str
    leads: bool
    ing: bool
    weak: bool
    may_be_passive: bool
    takes_hearer: bool
    stance: bool
    base: bool


@lru_cache(maxsize=4096)
def _known(cue: bytes) -> _Cue:
    low = cue.lower()
    ing = low.endswith(b"ing")
    leads = low.startswith((b"accord", b"in the"))
    weak = ing or (not leads and low not in _list("speech-verb") and low not in _list("quoting-verb"))
    stance = weak and low not in _list("telling-verb") and low not in _list("speech-verb")
    passive = not low.endswith((b"ing", b"s")) and not (stance and low in _list("stance-adjective"))
    base = stance and low in _list("stance-verb")
    return _Cue(low.decode("utf-8"), leads, ing, weak, passive, low in _TAKES_HEARER, stance, base)


def find_attributions(
    data: bytes,
    blocks: Sequence[Block],  # noqa: ARG001 — the text functions share one form
    sentences: Sequence[Sentence],
    skip: Sequence[Span],
    *,
    cues: Lazy | None = None,
) -> tuple[Attribution, ...]:
    """Give the attributions outside ``skip`` (reference lists), in order.

    A pronoun stands for the person, or the organisation, named last before it, where one was: then ``source`` is that name.
    ``cues`` are looked for instead of those of saying: then any plural may be a source, and the first person is one without a name.
    """
    found: list[Attribution] = []
    names, named = Names(data), _Named()
    for start, end, index in _cues(data, sentences, skip, cues or cue_pattern()):
        cue = _known(data[start:end])
        if _is_word(data, start, end, cue) or is_empty(cue.text, data, end, sentences[index].end) or _is_sound(data, start, cue):
            continue
        source = _source(data, sentences[index], start, end, cue, wide=cues is not None)
        if source is None and cue.ing and found and found[-1].sentence == index and found[-1].source:
            source = start, end, found[-1].source, found[-1].kind
        if source is None:
            continue
        kind = _opener(source, sentences[index].start, start, cue, names)
        first, last, name, _ = source
        if kind is None or (cue.text in _NOUNS and name and first < start and not _is_plural(name)):
            continue
        if name and name.lower() in _SELF:
            if cues is None or name.lower() == "you":
                continue
            name = None
        if name and name.lower() == "who" and _nobody_named(data, sentences[index].start, first):
            kind = "described"
        elif name:
            name, kind = named.meant(name, kind, index)
        found.append(Attribution(first, last, name, kind, cue.text, index))
    return tuple(found)


def _nobody_named(data: bytes, begin: int, at: int) -> bool:
    """Tell whether “who” at ``at`` stands for somebody without a name: ``an official, who``, ``three officials who``."""
    words = data[max(begin, at - _WHO) : at].rstrip(b", ").split()
    for i in range(len(words) - 1, -1, -1):
        if words[i].lower() in _ONE_OR_MORE:
            return True
        if words[i][:1].isupper() or (words[i] in _KNOWN_ONE and words[i - 1 : i] and words[i - 1] not in _OF):
            return False  # “familiar with the matter” only tells more of somebody
    return False


def _is_plural(name: str) -> bool:
    """Tell whether a verb without an ending may go with a source: one person shows, and “the Malton show” is a fair."""
    low = name.lower()
    return low in _TAKE_NO_S or low.endswith(("s", "people", "police")) or " and " in low


class _Named:
    """Who was named last: what pronouns stand for."""

    def __init__(self) -> None:
        self._person: str | None = None
        self._body: tuple[str, int] | None = None  # an organisation, and the sentence that names it

    def meant(self, name: str, kind: VoiceKind, index: int) -> tuple[str, VoiceKind]:
        """Give the voice that a name or pronoun in a sentence stands for, and what it is."""
        low = name.lower()
        if low in _PRONOUNS:
            return self._person or name, kind
        if low == "it":
            body = self._body
            return (body[0], kind) if body and index - body[1] <= _IT_REACHES else (name, "described")
        if kind == "person" and low != "they":
            self._person = name
        elif kind == "organisation":
            self._body = name, index
        return name, kind


def _opener(source: _Source, begin: int, start: int, cue: _Cue, names: Names) -> VoiceKind | None:
    """What a source is, before a cue at ``start``; None for a word that opens its sentence, at ``begin``, and is no name."""
    first, _, name, kind = source
    if (
        kind != "person"
        or not name
        or " " in name
        or not first < start
        or first - begin >= _MARK
        or read(name.encode()).flags & PRONOUN
    ):
        return kind
    near = start - first <= len(name) + _GAP
    if near and names.many(name):
        return "described"  # “Meteorologists said”
    if (near and (not cue.weak or cue.text.endswith("ed"))) or names.holds(name, first, start):
        return kind
    return "described" if near and name.endswith("s") and not name.endswith("ss") else None  # “Polls show”


def _cues(data: bytes, sentences: Sequence[Sentence], skip: Sequence[Span], cues: Lazy) -> Iterator[tuple[int, int, int]]:
    """Every cue that may tell of a source, with the index of its sentence."""
    marks = tuple([mark for mark in (b'"', b"\xe2\x80\x9c") if mark in data])
    at, k, count, seen = 0, 0, len(sentences), 0
    for start, end in cues.spans(data):
        if at < count and sentences[at].end <= start:
            seen = 0
            while at < count and sentences[at].end <= start:
                at += 1
        if at == count:
            return
        seen += 1
        if seen > _MOST_CUES:
            continue
        while k < len(skip) and skip[k].end <= start:
            k += 1
        begin = sentences[at].start
        if begin > start or (k < len(skip) and skip[k].start <= start):
            continue
        if data[end : end + 1] == b"-" or data[start - 1 : start] == b"-":
            continue  # part of a word: counter-terrorism
        if not marks or not _quoted(data, begin, start, marks):
            yield start, end, at


def _quoted(data: bytes, start: int, at: int, marks: tuple[bytes, ...]) -> bool:
    """Whether quoted words that began in the sentence, not too far before, go on at ``at``: what others said is the speaker's."""
    start = max(start, at - _LONGEST_QUOTED)
    for mark in marks:
        opened = data.count(mark, start, at)
        if mark == b'"':
            if opened % 2 and data[max(data.rindex(mark, start, at) - 1, 0) : at][:1] not in _BEFORE_CLOSER:
                return True
        elif opened > data.count(b"\xe2\x80\x9d", start, at):
            return True
    return False


def _source(data: bytes, sentence: Sentence, start: int, end: int, cue: _Cue, *, wide: bool) -> _Source | None:
    """What the words around a cue name; None where nobody speaks; ``wide``: any plural may."""
    if cue.leads:
        right = _behind(data, sentence, end)
        source = _right(data, start, end, right, behind(right))
        if source and source[2] and cue.text == "according to":
            return *source[:2], source[2].removesuffix("'s").removesuffix("’s"), source[3]
        return source
    low = max(sentence.start, start - _BEFORE)
    left = data[low:start].rsplit(None, _NEAR)
    i, passive = _before_verb(left)
    if i <= MOST_WORDS and len(left) > _NEAR:
        left = data[low:start].split()
        i, passive = _before_verb(left)
    if passive and cue.may_be_passive:
        return _agent(data, sentence, start, end, cue)
    word = read(left[i] if i >= 0 else b",")  # nothing before is like the end of a clause
    if word.ends:
        right = _behind(data, sentence, end)
        source = _right(data, start, end, right, _behind_verb(left, i, right, cue))
        if source or i < 0:
            return source
    if word.ends or word.low in _TURNS or (wide and cue.ing and word.flags & STOP):
        i -= len(left)
        left = data[low:start].split()
        return _left(data, start, end, left, far_subject(left, i + len(left), whole=low == sentence.start))
    weak = cue.weak and not (wide and cue.text in _SHOWING) and not (_may_tell(cue) and has_words(data, end, sentence.end))
    found = subject(left, i, weak=weak, plural=wide)
    return None if cue.base and _is_noun(left, i) else _left(data, start, end, left, found)


def _behind_verb(left: list[bytes], i: int, right: list[bytes], cue: _Cue) -> Range | None:
    """Where the words ``right`` of a cue name its subject; a clause ends with word ``i`` of those ``left`` of it."""
    quoted = i >= 0 and left[i].endswith(QUOTES)
    if i < 0 or quoted or (not cue.takes_hearer and right and read(right[0]).capital):
        return inverted(right, quoted=quoted)
    if cue.text in _INVERTED and not any(word.endswith(b",") for word in left[:i]):
        return closing(right)
    return None


def _is_sound(data: bytes, start: int, cue: _Cue) -> bool:
    """Whether a cue only tells how words are said, and no quoted words end before it: “the boy wailed”."""
    return cue.text.encode() in _list("quoting-verb") and not any(mark in data[max(start - _WHO, 0) : start] for mark in QUOTES)


def _may_tell(cue: _Cue) -> bool:
    """Whether a cue that attributes only after a voice tells all the same where words follow: “decided that”."""
    return cue.text not in _SHOWING and cue.text.endswith(_TELLING)


def _agent(data: bytes, sentence: Sentence, start: int, end: int, cue: _Cue) -> _Source | None:
    """Who is named behind a passive cue; of the stances, only what people hold is somebody's where nobody is named."""
    right = _behind(data, sentence, end)
    by = right[:1] in _BY
    if cue.stance and not by and cue.text not in _HELD_OF:
        return None
    return _right(data, start, end, right, behind(right, 1) if by else None) or (start, end, None, "vague")


def _is_noun(words: list[bytes], i: int) -> bool:
    """Whether a verb in its base form, right behind word ``i``, is a noun: “the Marshall plan”, not “they plan” or “will plan”."""
    word = read(words[i])
    return i == len(words) - 1 and not (word.low.endswith(b"s") or word.low in _MANY or words[max(i - 1, 0)] == b"and")


def _is_word(data: bytes, start: int, end: int, cue: _Cue) -> bool:
    """Whether a cue is no verb: a plural, which a verb follows (``its notes were``), or an adjective (``and alleged spies``)."""
    if cue.weak and not cue.ing:
        return data[end : end + _NEXT].split(None, 1)[:1] in _VERBS
    return cue.text == "alleged" and data.endswith(_TIES, 0, start) and data[end : end + _NEXT].split(None, 1)[:1] not in _CLAUSES


def _behind(data: bytes, sentence: Sentence, at: int) -> list[bytes]:
    """The words behind a cue; the last may hold all that are not looked at."""
    return data[at : min(sentence.end, at + _BEHIND)].split(None, MOST_WORDS + 1)


def _before_verb(words: list[bytes]) -> tuple[int, bool]:
    """The last word before a verb's auxiliaries and adverbs, and whether a form of “be” is among these."""
    i, be = len(words) - 1, False
    while i >= 0:
        flags = read(words[i]).flags
        if not flags & PASSED:
            break
        be = be or flags & BE != 0
        i -= 1
    return i, be


def _left(data: bytes, start: int, end: int, words: list[bytes], source: Range | None) -> _Source | None:
    """A source before a cue; where it begins is looked up from the cue backwards, word by word."""
    if source is None:
        return None
    first, last = source
    for k in range(len(words) - 1, first - 1, -1):
        start = data.rindex(words[k], 0, start)
    known = voice(tuple(words[first : last + 1]))
    return start, end, known.name, known.kind


def _right(data: bytes, start: int, end: int, words: list[bytes], source: Range | None) -> _Source | None:
    """A source behind a cue."""
    if source is None:
        return None
    first, last = source
    for k in range(last + 1):
        end = data.index(words[k], end) + len(words[k])
    known = voice(tuple(words[first : last + 1]))
    return start, end, known.name, known.kind
