"""Who is said to have said what: each verb of saying in one pass, then the words around it that name the source."""

from __future__ import annotations

from functools import cache

from auditor.lexicon import Lazy, lazy, words
from auditor.model import Attribution, Block, Sentence, Span
from auditor.text import voices
from auditor.text.subjects import BE, BETWEEN, Range, Window, behind, inverted, subject
from auditor.text.voices import QUOTES, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_BEFORE, _BEHIND = 240, 120  # bytes looked at on either side of a cue
_LONGEST_QUOTED = 1000  # bytes in which the mark that opens quoted words is looked for
_SHORT = 4  # letters of words in -ly that are no adverbs: fly, ally
_TAKES_HEARER = frozenset(b"told tell tells telling asked asks asking urged urges urging accused accuses accusing".split())
_SELF = frozenset({"i", "we", "you", "i've", "i’ve", "i'd", "i’d", "we've", "we’ve", "i'm", "i’m"})  # the author, not a source


@cache
def _cue() -> Lazy:
    return lazy(r"\b(?:according to|in the words of|{{speech-verb}}|{{telling-verb}})\b")


@cache
def _telling() -> frozenset[bytes]:
    return frozenset(w.encode() for w in words("telling-verb"))


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
    at, k = 0, 0
    for match in _cue().finditer(data):
        start, end = match.span()
        at = _past(sentences, at, start)
        k = _past(skip, k, start)
        if at == len(sentences):
            break
        if sentences[at].start > start or (k < len(skip) and skip[k].start <= start):
            continue
        one = _attribution(data, sentences[at], at, Span(start, end), found[-1] if found else None)
        low = (one.source or "").lower() if one else ""
        if one is None or low in _SELF:
            continue
        if low in ("he", "she", "who"):
            one = one._replace(source=person or one.source)
        elif one.kind == "person" and low != "they":
            person = one.source
        found.append(one)
    return tuple(found)


def _past(spans: Sequence[Sentence] | Sequence[Span], i: int, offset: int) -> int:
    """The first span from ``i`` on that does not end before an offset."""
    while i < len(spans) and spans[i].end <= offset:
        i += 1
    return i


def _attribution(data: bytes, sentence: Sentence, index: int, cue: Span, last: Attribution | None) -> Attribution | None:
    """The attribution that a cue makes, None where nobody speaks."""
    if b"-" in (data[cue.start - 1 : cue.start], data[cue.end : cue.end + 1]) or _quoted(data, sentence.start, cue.start):
        return None  # part of a word (counter-terrorism), or what a quoted speaker says of another's words
    verb = data[cue.start : cue.end].lower()
    stop = min(sentence.end, cue.end + _BEHIND)
    if verb.startswith((b"accord", b"in the")):
        right = Window(data, cue.end, stop)
        return _made(cue, verb, index, right, behind(right.words))
    low = max(sentence.start, cue.start - _BEFORE)
    left = Window(data, low, cue.start)
    i, passive = _between(left.words, verb)
    if passive:
        right = Window(data, cue.end, stop)
        agent = behind(right.words, 1) if right.words and right.words[0].lower() == b"by" else None
        return _made(cue, verb, index, right, agent) or Attribution(*cue, None, "vague", verb.decode(), index)
    ing = verb.endswith(b"ing")
    if i < 0 or read(left.words[i]).ends:
        right = Window(data, cue.end, stop)
        after = inverted(right.words) if _inverts(left.words, i, verb, right.words) else None
        if after:
            return _made(cue, verb, index, right, after)
    before = subject(left.words, i, weak=ing or verb in _telling(), whole=low == sentence.start) if i >= 0 else None
    if before is None and ing and last is not None and last.sentence == index and last.source:
        return Attribution(*cue, last.source, last.kind, verb.decode(), index)
    return _made(cue, verb, index, left, before)


def _quoted(data: bytes, start: int, at: int) -> bool:
    """Whether quoted words that began in the sentence, not too far before, go on at ``at``."""
    start = max(start, at - _LONGEST_QUOTED)
    return data.count(b"\xe2\x80\x9c", start, at) > data.count(b"\xe2\x80\x9d", start, at) or data.count(b'"', start, at) % 2 == 1


def _inverts(left: list[bytes], i: int, verb: bytes, right: list[bytes]) -> bool:
    """Whether the speaker stands behind the verb: ``“…,” said Smith``, not ``Smith, a pilot, told Reuters``."""
    if i < 0 or left[i].endswith(QUOTES):
        return True
    return verb not in _TAKES_HEARER and bool(right) and read(right[0]).capital


def _between(left: list[bytes], verb: bytes) -> tuple[int, bool]:
    """The last word before a verb's auxiliaries and adverbs, and whether the verb is passive."""
    i = len(left) - 1
    while i >= 0:
        word = read(left[i])
        low = word.low
        adverb = (low.endswith(b"ly") and len(low) > _SHORT) or low.endswith((b"n't", b"n\xe2\x80\x99t"))
        if word.ends or not (adverb or low in BETWEEN or word.calendar):
            break
        if low in BE and not verb.endswith((b"ing", b"s")):
            return i, True
        i -= 1
    return i, False


def _made(cue: Span, verb: bytes, index: int, window: Window, source: Range | None) -> Attribution | None:
    """The attribution of a cue to the words of a window."""
    if source is None:
        return None
    named = tuple(window.words[source[0] : source[1] + 1])
    start, end = window.place(source)
    voice = voices.voice(named)
    name = voice.name
    if verb == b"according to":
        name = name.removesuffix("'s").removesuffix("’s")
    return Attribution(min(cue.start, start), max(cue.end, end), name, voice.kind, verb.decode("utf-8"), index)
