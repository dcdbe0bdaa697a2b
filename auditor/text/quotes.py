"""Quotations: where they stand, what their marks do (speech, a title, a term), and who says them."""

from __future__ import annotations

from auditor.lexicon import lazy
from auditor.model import Attribution, Block, Quote, Sentence, Span
from auditor.model.made import NamedTuple
from auditor.text.speakers import Speakers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    Role = Literal["speech", "title", "term", "block"]

_MARKS = (b'"', b"''", b"``", *(mark.encode() for mark in "“”„«»‘"))
_BEHIND_CLOSER = tuple(mark.encode() for mark in ' \t\n\r\f.,;:!?)”"—–')  # what may stand behind a right single mark that closes
_PAIRS = {
    b"\xe2\x80\x9c": b"\xe2\x80\x9d",
    b"\xe2\x80\x9e": b"\xe2\x80\x9d",
    b"\xc2\xab": b"\xc2\xbb",
    b"``": b"''",
    b"\xe2\x80\x98": b"\xe2\x80\x99",
}
_CLOSERS = frozenset(_PAIRS.values()) - {b"''"}
_TOGGLES = (b'"', b"''")
_APOSTROPHE = b"\xe2\x80\x99"
_SINGLE = b"\xe2\x80\x98"
_LONGEST = 6000  # bytes; a mark that has found no partner by then was none
_TERM_WORDS = 4  # words up to which quoted words without an end are a term
_TITLE_WORDS = 14
_BARE = "\"'“”„«»‘’` ".encode()  # bytes around the words themselves
_TITLE_CUE = lazy(
    r"(?:titled|entitled|headlined?|headline was|title|book|novel|memoir|film|movie|documentary|song|album|series|episode|"
    r"podcast|show|program(?:me)?|article|essay|paper|column|piece|report|play|poem|magazine|’s|'s|on|host of|"
    r"commentary|section|chapter|called|of),? ?$"
)
_TERM_CUE = lazy(
    r"(?:so-called|known as|dubbed|nicknamed|labell?ed|words?|terms?|phrases?|slogans?|motto|mantra|acronym|"
    r"chant(?:ed|ing|s)?(?: of)?|the|an?|this|its|their|his|her|called|stands for|meaning|means|hashtag|"
    r"password|signs? (?:reading|saying|that read|that said)|button|option|tab|field|menu|"
    r"click(?:ing)?|select|type|search(?:ed|ing)? for),? ?$"
)
_SMALL = frozenset(
    b"a an and as at but by for from in into is it nor of off on or over the to vs. vs with we what how you your my our us".split()
)


class Quoted(NamedTuple):
    """Where quoted words stand, the index of their block, and whether that is quoted as a whole."""

    start: int
    end: int
    block: int
    whole: bool


def find_quoted(data: bytes, blocks: Sequence[Block]) -> tuple[Quoted, ...]:
    """Give where quotations stand, in order.

    One that runs over several paragraphs, each opened anew, is one a paragraph.
    """
    return tuple(sorted({*_marked(data, blocks), *_quoted_blocks(blocks)}))


def running(quoted: Sequence[Quoted], skip: Sequence[Span]) -> tuple[Quoted, ...]:
    """Give the quotations outside ``skip`` (reference lists)."""
    if not skip:
        return tuple(quoted)
    found: list[Quoted] = []
    k = 0
    for one in quoted:
        while k < len(skip) and skip[k].end <= one.start:
            k += 1
        if k == len(skip) or skip[k].start > one.start:
            found.append(one)
    return tuple(found)


def find_quotes(
    data: bytes,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    *,
    attributions: Sequence[Attribution],
    quoted: Sequence[Quoted],
    among: Sequence[Quoted],
) -> tuple[Quote, ...]:
    """Give the quotations ``quoted`` with their speakers, in order; ``among`` are all that the text has.

    A quotation that runs over several paragraphs is all of one speaker.
    """
    speakers = Speakers(data, blocks, sentences, attributions=attributions, quotes=[Span(s[0], s[1]) for s in among])
    found: list[Quote] = []
    for start, end, block, is_block in quoted:
        words = len(data[start:end].split())
        role: Role = "block" if is_block else _role(data, blocks[block], start, end, words)
        speaker = speakers.of(start, end, block, speech=role == "speech")
        found.append(Quote(start, end, words, role, speaker, speakers.sentence, speakers.told))
    return tuple(found)


def _quoted_blocks(blocks: Sequence[Block]) -> Iterator[Quoted]:
    for index, block in enumerate(blocks):
        if block.quoted and block.end > block.start:
            yield Quoted(block.start, block.end, index, whole=True)


def _marked(data: bytes, blocks: Sequence[Block]) -> Iterator[Quoted]:
    """Pair the quotation marks of each block."""
    at, count = 0, len(blocks)
    opened, opener = -1, b""
    for start, mark in _marks(data):
        while at < count and blocks[at].end <= start:
            if opened >= 0 and blocks[at].start <= opened:
                yield from _unclosed(data, blocks, at, opened)
                opened = -1
            at += 1
        if at == count or blocks[at].start > start or blocks[at].quoted:
            continue
        if opened < 0 or start - opened > _LONGEST:
            opened, opener = (start, mark) if _opens(data, blocks[at], start, mark) else (-1, b"")
        elif _closes(data, blocks[at].end, start, opener, mark):
            yield Quoted(opened, start + len(mark), at, whole=False)
            opened = -1
        elif opener in (_SINGLE, mark) and mark in _PAIRS and mark != _SINGLE:
            opened, opener = start, mark  # opened again without a close: the first mark was none, or its quotation ended unmarked
    if opened >= 0:
        yield from _unclosed(data, blocks, at, opened)


def _marks(data: bytes) -> list[tuple[int, bytes]]:
    """Every quotation mark with its place; a right single mark only behind a left one and where a word may end."""
    found = []
    for mark in _MARKS:
        at = data.find(mark) if mark[-1] in data else -1  # a byte is looked up many times faster than a mark
        while at >= 0:
            found.append((at, mark))
            at = data.find(mark, at + len(mark))
    at = data.find(_SINGLE) if _SINGLE[-1] in data else -1
    while at >= 0:
        at = data.find(_APOSTROPHE, at + 3)
        if at >= 0 and (at + 3 == len(data) or data.startswith(_BEHIND_CLOSER, at + 3)):
            found.append((at, _APOSTROPHE))
    found.sort()
    return found


def _opens(data: bytes, block: Block, start: int, mark: bytes) -> bool:
    if mark in _CLOSERS:
        return False
    if mark != _SINGLE and mark not in _TOGGLES:
        return True
    end = start + len(mark)
    before = data[start - 1 : start] if start > block.start else b" "
    after = data[end : end + 1] if end < block.end else b" "
    if mark == _SINGLE:
        return before in b" \t\n([\xa0\x94\x93" and after.isalpha()
    return before in b" \t\n([-/\xa0\x94\x93=>" or not (before.isalnum() or after.isspace())


def _closes(data: bytes, stop: int, start: int, opener: bytes, mark: bytes) -> bool:
    if opener in _TOGGLES:
        end = start + len(mark)
        return (mark == opener or (mark == b"\xe2\x80\x9d" and opener == b'"')) and (
            end == stop or not data[end : end + 1].isalnum() or not data[start - 1 : start].isspace()
        )
    if mark == _PAIRS[opener]:
        return True
    if opener == b"``":
        return mark == b'"'
    if opener == b"\xe2\x80\x9e":
        return mark in (b"\xe2\x80\x9c", b'"')
    return mark == b'"' and opener == b"\xe2\x80\x9c" and not data[start - 1 : start].isspace()


def _unclosed(data: bytes, blocks: Sequence[Block], at: int, opened: int) -> Iterator[Quoted]:
    """A quotation that its paragraph does not close counts where the next paragraph opens it anew."""
    block = blocks[at]
    follows = at + 1 < len(blocks) and data.startswith((b'"', b"\xe2\x80\x9c", b"''", b"\xc2\xab"), blocks[at + 1].start)
    if follows or not data[block.start : opened].strip():
        yield Quoted(opened, block.end, at, whole=False)


def _role(data: bytes, block: Block, start: int, end: int, words: int) -> Role:
    """Tell what the marks around some words do."""
    if words > _TITLE_WORDS:
        return "speech"
    inner = data[start:end].strip(_BARE)
    before = data[max(block.start, start - 40) : start]
    if words > 1 and _title_case(inner.split()) and (not inner.endswith((b".", b"!")) or _TITLE_CUE.find(before)[0] >= 0):
        return "title"
    if words > 2 * _TERM_WORDS:
        return "speech"
    ends = inner.endswith((b".", b"!", b"?", b",")) or data[end : end + 1] == b","
    if words <= _TERM_WORDS and not (ends and words > 1 and inner[:1].isupper()):
        return "term"
    return "term" if not ends and _TERM_CUE.find(before)[0] >= 0 else "speech"


def _title_case(tokens: Sequence[bytes]) -> bool:
    """Tell whether the words are capitalised as in a title, at least two of them."""
    if not tokens or tokens[0][:1].islower():
        return False
    capitals = 0
    for token in tokens:
        first = token.lstrip(b"\"'(\xe2\x80\x98\x9c")[:1]
        if first.isupper() or first.isdigit():
            capitals += 1
        elif token.lower().strip(b",:;") not in _SMALL:
            return False
    return capitals > 1
