"""Sentence bounds: sentencex finds them, blocks contain them."""

from __future__ import annotations

from itertools import chain

import sentencex

from auditor.lexicon import later, lazy
from auditor.model import Sentence, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Block

_WIDE_SPACE = later(rb"\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80")
_ANY_WIDE_SPACE = lazy(r"[\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]")  # the same, faster
# A citation number that stuck to a full stop when its raised form was lost: “in most valleys.1 The”, “in 2021.4 Two”.
# The point comes first, since it is found at once; what stands before it is asked then.
_STUCK = later(
    rb"\.(?:(?<=[a-z)\"\x9d]\.)|(?<=\b(?:1[5-9]|20)\d\d\.))((?:\xe2\x80\x9d|[\"')])?)(\d{1,2}(?:,\d{1,2})*)(?=\s[A-Z\xe2\"])"
)
_PERHAPS_STUCK = lazy(r"\.[\x{201d}\"')]?\d[\d,]*\s[A-Z\x{201c}\"]", ignore_case=False)  # where the other may match, faster
_FOOTNOTES = later(rb"(?:\[\^[^\]\s]{1,40}\][ \t\r\n]*)+")
_BLANK = b" \t\r\n\f\v"
_LONGEST = 10_000  # characters of a paragraph that are looked at in one go
_LONG = 300  # characters; sentences beyond that are rare


def find_sentences(data: bytes, blocks: Sequence[Block], language: str = "en") -> tuple[Sentence, ...]:
    """Give the sentences of a prose, white space trimmed, in order; a block's edge always ends one.

    The whole prose is segmented in one call, which is several times faster than one call a block.
    `sentencex.segment` is more than twice as fast as `get_sentence_boundaries` (53 against 22 MB/s), but drops some blank
    lines between paragraphs: each sentence is looked up where the one before ended. White space of several bytes is put
    out of its sight, since it panics on a capital letter, a no-break space and a point (sentencex 1.0.32).
    """
    found: list[Sentence] = []
    if not blocks:
        return ()
    index, block = 0, blocks[0]
    if not data.isascii() and _ANY_WIDE_SPACE.find(data)[0] >= 0:
        data = _WIDE_SPACE.sub(lambda m: b" " * len(m[0]), data)
    text = _plain_ends(data).decode("utf-8", "replace")
    read = at = 0  # characters of the text, and the bytes they are
    plain = text.isascii()
    for segment in _segments(language, text):
        part = segment.strip()
        begin = text.find(part, read)
        if not part or begin < 0:
            continue
        start = begin if plain else at if begin == read else at + _size(text[read:begin])
        at = start + (len(part) if plain or part.isascii() else len(part.encode()))
        read = begin + len(part)
        if part.startswith("[^") and found and not data[found[-1].end : start].strip(_BLANK):
            start = _closed(found, data, start, at)
            if start == at:
                continue
        while block.end <= start and index + 1 < len(blocks):
            index += 1
            block = blocks[index]
        if block.start <= start and at <= block.end:
            found.append(Sentence(start, at, index))
        else:
            index = _split(found, data, Span(start, at), blocks, index)
            block = blocks[index]
    return tuple(found)


def _closed(found: list[Sentence], data: bytes, start: int, end: int) -> int:
    """Give footnote marks that open a sentence to the one before, whose full stop they follow; where the sentence begins then."""
    marks = _FOOTNOTES.match(data, start, end)
    if marks is None or b"\n\n" in data[found[-1].end : start]:
        return start
    last = found[-1]
    found[-1] = Sentence(last.start, start + len(marks[0].rstrip(_BLANK)), last.block)
    return marks.end()


def _plain_ends(data: bytes) -> bytes:
    """Write the ends of sentences that sentencex misreads in a way it reads, at the same length.

    It takes the month in “in May. A member” for an abbreviation, and does not part words after a stuck citation number.
    """
    data = data.replace(b" May. ", b" Day. ")
    if _PERHAPS_STUCK.find(data)[0] >= 0:
        data = _STUCK.sub(lambda m: b"x" + m[1] + b"x" * (len(m[2]) - 1) + b".", data)
    return data


def _size(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode())


def _segments(language: str, text: str) -> Iterator[str]:
    """The sentences that sentencex sees; after a numbered line (“2. The harbour”) it sees none, so what follows goes in again."""
    for segment in chain.from_iterable(sentencex.segment(language, piece) for piece in _pieces(text)):
        if len(segment) > _LONG and segment.lstrip()[:1].isdigit():
            numbered, _, rest = segment.lstrip().partition("\n")
            yield numbered
            yield from sentencex.segment(language, rest)
        else:
            yield segment


def _pieces(text: str) -> Iterator[str]:
    """Cut paragraphs far longer than any article's: sentencex takes time with the square of the quotation marks in one."""
    if len(text) <= _LONGEST or max(map(len, text.split("\n\n"))) <= _LONGEST:
        yield text
        return
    for paragraph in text.split("\n\n"):
        at = 0
        while len(paragraph) - at > _LONGEST:
            stop = paragraph.rfind(". ", at, at + _LONGEST) + 1 or paragraph.rfind(" ", at, at + _LONGEST) + 1 or at + _LONGEST
            yield paragraph[at:stop]
            at = stop
        yield paragraph[at:]


def _split(found: list[Sentence], data: bytes, whole: Span, blocks: Sequence[Block], index: int) -> int:
    """Cut a sentence at the edges of blocks; give the index of the last block that it reaches into."""
    while True:
        block = blocks[index]
        start, end = max(whole.start, block.start), min(whole.end, block.end)
        while start < end and data[start] in _BLANK:
            start += 1
        while end > start and data[end - 1] in _BLANK:
            end -= 1
        if end > start:
            found.append(Sentence(start, end, index))
        if index + 1 == len(blocks) or blocks[index + 1].start >= whole.end:
            return index
        index += 1
