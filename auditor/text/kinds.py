"""Why a sentence needs a source, as its words tell: numbers, events, superlatives, accusations, causes, specialist statements.

The decision is graded. Cues (`auditor.text.claim_cues`) tell of which kind a sentence may be, its words and its form
(`auditor.text.claim_points`) how far it speaks of something that can be looked up: wishes, promises, judgements and talk about the
talk take away what a figure or a deed gives. Questions, instructions and labels are no claims whatever they hold.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, lru_cache

from auditor.lexicon import later
from auditor.model.made import NamedTuple
from auditor.text import claim_cues as cue
from auditor.text import claim_needs as needs
from auditor.text.asides import is_instruction, is_opinion
from auditor.text.claim_points import CHANGES, DEEDS, ENOUGH, ENOUGH_ALONE, QUANTITIES
from auditor.text.figures import figure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from auditor.model import Block, ClaimKind, Sentence, Span

_NOTED = cue.OWN_WORK | cue.DOCUMENT | cue.POINTER
# Points, as in `auditor.text.claim_points`, of kinds and forms.
_OF_KIND = {
    cue.NUMBER: 3,
    cue.EVENT: 3,
    cue.SUPERLATIVE: 3,
    cue.ACCUSATION: 3,
    cue.CAUSAL: 3,
    cue.SPECIALIST: 3,
    cue.DIGIT: 2,
    cue.DEED: 1,
    cue.DONE: 1,
    cue.DOING: 2,
    cue.NAMED: 1,
    cue.HYPOTHESIS: -2,
    cue.PROMISE: -3,
}
_MOST_FORMS = sum(points for bit, points in _OF_KIND.items() if bit in (cue.DEED, cue.DONE, cue.DOING, cue.NAMED))
_OPINION = -2  # of a sentence that opens with an opinion
_LETTERS_ONLY = bytes(c if 97 <= c <= 122 else 32 for c in range(256))
_DIGIT = later(rb"\d")
_NOT_NAMES = frozenset(word.encode() for word in cue.NOT_NAMES)
_CAPITAL = later(rb"[^\w\"'\x9c\x98(]\s*[A-Z]")
_TECHNICAL = later(rb"\{%|\{\{|\\(?:begin|frac|mathbb|mathcal|theta|sum|ref|cite)\b|\$\$")
_FORMULAS = later(rb"\{[{%]|\$\$|\\(?:begin|frac|math|ref)")
_CLOSED = later(rb"[.!:)\]]")
_FRAGMENT = 60  # bytes: an item of a list that is shorter and ends without a full stop is a label ("250 g flour")
_TAIL = 5  # bytes at the end of a sentence where its closing marks stand
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ "
_BRIEF, _FEW_GAPS = 32, 4  # bytes, and gaps between words: sentences of fewer state too little
_PROSE = ("paragraph", "item")


class Prose(NamedTuple):
    """A text as claims are looked for in it; ``starts`` are the starts of its sentences.

    ``outside`` are the sentences outside running text: headings, cells, captions, footnotes, lists of references. ``barred`` are
    all that cannot be claims: these, questions, labels of a list's items, formulas.
    """

    data: bytes
    blocks: Sequence[Block]
    sentences: Sequence[Sentence]
    starts: Sequence[int]
    outside: AbstractSet[int]
    barred: AbstractSet[int]

    def sentence_at(self, offset: int) -> int:
        """Give the index of the sentence that holds an offset (the nearest before, where it falls between two)."""
        return max(bisect_right(self.starts, offset) - 1, 0)


def see(data: bytes, blocks: Sequence[Block], sentences: Sequence[Sentence], skip: Sequence[Span]) -> Prose:
    """Give a text as claims are looked for in it; ``skip`` are its lists of references."""
    starts = [one[0] for one in sentences]
    outside: set[int] = set()
    unfit = [block[0] not in _PROSE or block[6] is not None for block in blocks]  # kind and footnote
    if True in unfit:
        outside.update(i for i, one in enumerate(sentences) if unfit[one[2]])
    for start, end in skip:
        outside.update(range(bisect_left(starts, start), bisect_left(starts, end)))
    barred = outside | _questions(data, sentences, starts)
    items = [block[0] == "item" for block in blocks]
    if True in items:
        barred.update(i for i, one in enumerate(sentences) if items[one[2]] and _is_label(data, one))
    if b" = " in data or b" | " in data:
        barred.update(i for i, one in enumerate(sentences) if _is_residue(data, one))
    if any(letter in data and _FORMULAS.search(data) for letter in (b"{", b"$", b"\\")):
        barred.update(i for i, one in enumerate(sentences) if _TECHNICAL.search(data, one[0], one[1]))
    return Prose(data, blocks, sentences, starts, outside, barred)


def _is_label(data: bytes, sentence: Sentence) -> bool:
    start, end, _ = sentence
    return end - start <= _FRAGMENT and _CLOSED.search(data, max(start, end - _TAIL), end) is None


def _is_residue(data: bytes, sentence: Sentence) -> bool:
    """Tell whether a sentence is what is left of a table's row or a formula: cells, or more signs and digits than words."""
    start, end, _ = sentence
    if data.count(b" | ", start, end) > 1:
        return True
    words = data[start:end]
    return b" = " in words and len(words.translate(None, _LETTERS)) * 2 > len(words)


def _questions(data: bytes, sentences: Sequence[Sentence], starts: Sequence[int]) -> set[int]:
    """Give the sentences that close with a question mark."""
    found: set[int] = set()
    at = data.find(b"?", starts[0])
    while at >= 0:
        i = bisect_right(starts, at) - 1
        end = sentences[i].end
        if at >= end - _TAIL:
            if at < end:
                found.add(i)
            if i + 1 == len(starts):
                break
            at = starts[i + 1] - 1
        else:
            at = end - _TAIL - 1
        at = data.find(b"?", at + 1)
    return found


class Words(NamedTuple):
    """What the words of sentences tell, by the indices of the sentences.

    ``kinds`` are the kinds of claim that each makes, as bits, 0 for none. The others perhaps have the author's work, a document, or
    a pointer to one.
    """

    kinds: list[int]
    own_work: list[int]
    documents: list[int]
    pointers: list[int]


def read_words(prose: Prose) -> Words:
    """Read the words of each sentence of the running text."""
    data, outside, barred = prose.data, prose.outside, prose.barred
    words = Words([0] * len(prose.sentences), [], [], [])
    kinds = words.kinds
    letters = data.lower().translate(_LETTERS_ONLY)  # the same offsets
    for i, (start, end, _) in enumerate(prose.sentences):
        if i in outside:
            continue
        told, total, bits = needs.heard(letters[start:end].split())
        if bits & _NOTED:
            _note(words, i, bits, data[start:end])
        if i not in barred:
            kinds[i] = _graded(data, (start, end), told, total, bits)
            if end - start < _BRIEF and kinds[i] and is_brief(data, start, end):
                kinds[i] &= cue.NUMBER if data.count(b" ", start, end) > 1 else 0
    return words


def _graded(data: bytes, place: tuple[int, int], told: frozenset[bytes], total: int, bits: int) -> int:
    """The kinds of a sentence that has enough points to be a claim, 0 for any other; ``total`` are the points of its words.

    Where no cue tells of a kind, quantities in words ("wages fell") and deeds of pronouns ("we passed the bill") do.
    """
    start, end = place
    kinds, forms = _found(data, start, end, bits)
    total += _form_points(kinds | forms)
    if total + _MOST_FORMS < (ENOUGH if kinds else ENOUGH_ALONE):
        return 0
    acts = 0
    if total + _OPINION < ENOUGH or not kinds:  # else they change nothing
        acts = _acts(data, start, end, bits)
        total += _form_points(acts)
        if total + _OPINION < ENOUGH and cue.NAMES.find(data, start, end)[0] >= 0:
            total += _OF_KIND[cue.NAMED]
    if not kinds:
        if total < ENOUGH_ALONE:
            return 0
        if not told.isdisjoint(QUANTITIES) or not told.isdisjoint(CHANGES):
            kinds |= cue.NUMBER
        if acts or not told.isdisjoint(DEEDS):
            kinds |= cue.EVENT
    return 0 if total < ENOUGH or (kinds and _is_aside(data[start:end], total, bits)) else kinds


def _is_aside(sentence: bytes, total: int, bits: int) -> bool:
    """Tell whether a sentence with so many points is an instruction, or an opinion that so few cannot outweigh."""
    if is_instruction(sentence, may_credit=bits & needs.CREDIT != 0):
        return True
    return total + _OPINION < ENOUGH and is_opinion(sentence)


@lru_cache(maxsize=4096)
def _form_points(bits: int) -> int:
    return sum(points for bit, points in _OF_KIND.items() if bits & bit)


def is_brief(data: bytes, start: int, end: int) -> bool:
    """Tell whether a sentence ("Enough said") has too few words to state anything but a figure."""
    return end - start < _BRIEF and data.count(b" ", start, end) < _FEW_GAPS


def _note(words: Words, i: int, bits: int, sentence: bytes) -> None:
    """Note a sentence that perhaps has the author's work, a document, or a pointer to one."""
    for (bit, pattern), noted in zip(cue.SOURCES, (words.own_work, words.documents, words.pointers), strict=True):
        if bits & bit and (bit == cue.OWN_WORK or pattern.find(sentence)[0] >= 0):
            noted.append(i)


def _acts(data: bytes, start: int, end: int, bits: int) -> int:
    """What somebody does, has done and is doing in a sentence."""
    found = 0
    for bit, pattern in cue.DONE_OR_DOING:
        if bits & bit and pattern.find(data, start, end)[0] >= 0:
            found |= bit
    return found


def _found(data: bytes, start: int, end: int, bits: int) -> tuple[int, int]:
    """The kinds of a sentence by its cues, once it is known what sort of sentence it is, and the forms that have points."""
    kinds, forms = 0, _hypothesis(data, start, end, bits)
    if _DIGIT.search(data, start, end):
        forms |= cue.DIGIT
        kinds = figure(data, start, end)
    elif bits & cue.NUMBER and cue.NUMBERS.find(data, start, end)[0] >= 0:
        kinds = cue.NUMBER
    if _has_actor(data, start, end):
        kinds |= cue.EVENT
    elif kinds & cue.DATED or (bits & cue.DATED and cue.DATES.find(data, start, end)[0] >= 0):
        kinds |= cue.EVENT if cue.PAST_FORM.find(data, start, end)[0] >= 0 else 0
    kinds &= ~cue.DATED
    if not forms & cue.HYPOTHESIS:  # in what could be, only figures and events hold
        kinds |= _worded(data, start, end, bits)
        if kinds & cue.ACCUSATION and not kinds & cue.EVENT and not _CAPITAL.search(data, start + 1, end):
            kinds &= ~cue.ACCUSATION  # nobody is accused where nobody is named
    return kinds, forms


def _hypothesis(data: bytes, start: int, end: int, bits: int) -> int:
    """Whether a sentence is about what could be, and whether somebody promises it."""
    forms = bits & cue.HYPOTHESIS
    if not forms and bits & needs.HYPOTHETICAL and cue.HYPOTHESES.find(data, start, end)[0] >= 0:
        forms = cue.HYPOTHESIS
    if bits & cue.PROMISE and bits & needs.PROMISING and cue.PROMISES.find(data, start, end)[0] >= 0:
        forms |= cue.PROMISE
    return forms


def _worded(data: bytes, start: int, end: int, bits: int) -> int:
    """The kind that words tell of: superlative, accusation, cause, specialist statement; the first where there are several."""
    found = 0
    for bit, pattern in cue.WORDED:
        if bits & bit and pattern.find(data, start, end)[0] >= 0:
            found |= bit
    return cue.first_kind(data, start, end) if found & (found - 1) else found


def _has_actor(data: bytes, start: int, end: int) -> bool:
    """Tell whether a sentence tells who did what: an event has an actor, "It was" has none."""
    find = cue.EVENTS.find
    start, after = find(data, start, end)
    while start >= 0:
        if data[start : data.find(b" ", start, start + 20)] not in _NOT_NAMES:
            return True
        start, after = find(data, after, end)
    return False


@cache
def kinds_of(mask: int) -> tuple[ClaimKind, ...]:
    """Give the names of the kinds in a set of bits."""
    return tuple(kind for i, kind in enumerate(cue.KINDS) if mask & (1 << i))
