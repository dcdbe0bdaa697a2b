"""Who is said to have said what: each verb of saying in one pass, then the words around it that name the source."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from auditor.lexicon import Lazy, lazy, words
from auditor.model import Attribution, Block, Sentence, Span
from auditor.text.subjects import MOST_WORDS, Range, behind, far_subject, inverted, subject
from auditor.text.voices import BE, PASSED, QUOTES, read, voice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_BEFORE, _BEHIND = 240, 120  # bytes looked at on either side of a cue
_LONGEST_QUOTED = 1000  # bytes in which the mark that opens quoted words is looked for
_NEAR = MOST_WORDS + 4  # words before a cue that most need no more than
_HYPHEN = ord("-")
_TURNS = frozenset(b"and to but".split())  # before a verb, they hide its subject
_TAKES_HEARER = frozenset(b"told tell tells telling asked asks asking urged urges urging accused accuses accusing".split())
_SELF = frozenset({"i", "we", "you", "i've", "i’ve", "i'd", "i’d", "we've", "we’ve", "i'm", "i’m"})  # the author, not a source


@cache
def _cue() -> Lazy:
    return lazy(r"\b(?:according to|in the words of|{{speech-verb}}|{{telling-verb}})\b")


@cache
def _telling() -> frozenset[bytes]:
    return frozenset(w.encode() for w in words("telling-verb"))


class _Cue(NamedTuple):
    """What is to be known of a cue: ``leads`` to its source (“according to”), ``weak`` cues attribute only after a voice."""

    text: str
    leads: bool
    ing: bool
    weak: bool
    may_be_passive: bool
    takes_hearer: bool


@lru_cache(maxsize=4096)
def _known(cue: bytes) -> _Cue:
    low = cue.lower()
    ing = low.endswith(b"ing")
    weak = ing or low in _telling()
    passive = not low.endswith((b"ing", b"s"))
    return _Cue(low.decode("utf-8"), low.startswith((b"accord", b"in the")), ing, weak, passive, low in _TAKES_HEARER)


def find_attributions(
    data: bytes,
    blocks: Sequence[Block],  # noqa: ARG001 — the text functions share one form
    sentences: Sequence[Sentence],
    skip: Sequence[Span],
) -> tuple[Attribution, ...]:
    """Give the attributions outside ``skip`` (reference lists), in order.

    A pronoun stands for the person named last before it, where somebody was: then ``source`` is that name.
    """
    found: list[Attribution] = []
    person: str | None = None
    marks = tuple(mark for mark in (b'"', b"\xe2\x80\x9c") if mark in data)
    at, k, count = 0, 0, len(sentences)
    for start, end in _cue().spans(data):
        while at < count and sentences[at].end <= start:
            at += 1
        if at == count:
            break
        while k < len(skip) and skip[k].end <= start:
            k += 1
        begin = sentences[at].start
        if begin > start or (k < len(skip) and skip[k].start <= start) or (marks and _quoted(data, begin, start, marks)):
            continue
        one = _attribution(data, sentences[at], at, Span(start, end), found[-1] if found else None)
        if one is None:
            continue
        low = one.source.lower() if one.source else ""
        if low in _SELF:
            continue
        if low in ("he", "she", "who"):
            one = Attribution(one.start, one.end, person or one.source, one.kind, one.cue, one.sentence)
        elif one.kind == "person" and low != "they":
            person = one.source
        found.append(one)
    return tuple(found)


def _quoted(data: bytes, start: int, at: int, marks: tuple[bytes, ...]) -> bool:
    """Whether quoted words that began in the sentence, not too far before, go on at ``at``: what others said is the speaker's."""
    start = max(start, at - _LONGEST_QUOTED)
    for mark in marks:
        opened = data.count(mark, start, at)
        if opened and (opened % 2 if mark == b'"' else opened > data.count(b"\xe2\x80\x9d", start, at)):
            return True
    return False


def _attribution(data: bytes, sentence: Sentence, index: int, place: Span, last: Attribution | None) -> Attribution | None:
    """The attribution that a cue makes, None where nobody speaks."""
    start, end = place
    if data[end : end + 1] == b"-" or (start and data[start - 1] == _HYPHEN):
        return None  # part of a word: counter-terrorism
    cue = _known(data[start:end])
    if cue.leads:
        right = _behind(data, sentence, end)
        return _right(data, index, place, cue, right, behind(right))
    low = max(sentence.start, start - _BEFORE)
    left = data[low:start].rsplit(None, _NEAR)
    i, passive = _before_verb(left)
    if i <= MOST_WORDS and len(left) > _NEAR:
        left = data[low:start].split()
        i, passive = _before_verb(left)
    if passive and cue.may_be_passive:
        right = _behind(data, sentence, end)
        agent = behind(right, 1) if right and right[0].lower() == b"by" else None
        return _right(data, index, place, cue, right, agent) or Attribution(start, end, None, "vague", cue.text, index)
    word = read(left[i]) if i >= 0 else None
    if word is None or word.ends:
        right = _behind(data, sentence, end)
        if word is None or left[i].endswith(QUOTES) or (not cue.takes_hearer and right and read(right[0]).capital):
            after = inverted(right)
            if after:
                return _right(data, index, place, cue, right, after)
    if word and (word.ends or word.low in _TURNS):
        i -= len(left)
        left = data[low:start].split()
        before = far_subject(left, i + len(left), whole=low == sentence.start)
    else:
        before = subject(left, i, weak=cue.weak) if word else None
    if before:
        return _left(data, index, place, cue, left, before)
    if cue.ing and last and last.sentence == index and last.source:
        return Attribution(start, end, last.source, last.kind, cue.text, index)
    return None


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


def _left(data: bytes, index: int, place: Span, cue: _Cue, words: list[bytes], source: Range) -> Attribution:
    """The attribution of a cue to words before it; where they begin is looked up from the cue backwards, word by word."""
    first, last = source
    at = place.start
    for k in range(len(words) - 1, first - 1, -1):
        at = data.rindex(words[k], 0, at)
    known = voice(tuple(words[first : last + 1]))
    return Attribution(at, place.end, known.name, known.kind, cue.text, index)


def _right(data: bytes, index: int, place: Span, cue: _Cue, words: list[bytes], source: Range | None) -> Attribution | None:
    """The attribution of a cue to words behind it."""
    if source is None:
        return None
    first, last = source
    end = place.end
    for k in range(last + 1):
        end = data.index(words[k], end) + len(words[k])
    known = voice(tuple(words[first : last + 1]))
    name = known.name
    if cue.text == "according to":
        name = name.removesuffix("'s").removesuffix("’s")
    return Attribution(place.start, end, name, known.kind, cue.text, index)
