"""Sentence bounds: sentencex finds them, blocks contain them."""

from __future__ import annotations

import sentencex

from auditor.model import Sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.model import Block

_BLANK = b" \t\r\n\f\v"


def find_sentences(data: bytes, blocks: Sequence[Block], language: str = "en") -> tuple[Sentence, ...]:
    """Give the sentences of a prose, white space trimmed, in order; a block's edge always ends one.

    The whole prose is segmented in one call, which is several times faster than one call a block.
    """
    bounds = _bounds(data, language)
    found: list[Sentence] = []
    i, count = 0, len(bounds)
    for index, block in enumerate(blocks):
        start, stop = block.start, block.end
        while i < count and bounds[i] <= start:
            i += 1
        while i < count and bounds[i] < stop:
            _add(found, data, start, bounds[i], index)
            start = bounds[i]
            i += 1
        _add(found, data, start, stop, index)
    return tuple(found)


def _bounds(data: bytes, language: str) -> list[int]:
    """Byte offsets where a sentence ends, ascending.

    `sentencex.segment` is more than twice as fast as `get_sentence_boundaries` (53 against 22 MB/s), but drops some blank
    lines between paragraphs: each sentence is looked up where the one before ended.
    """
    ends, at = [], 0
    for sentence in sentencex.segment(language, data.decode("utf-8", "replace")):
        part = sentence.encode()
        found = data.find(part, at)
        if found >= 0:
            at = found + len(part)
            ends.append(at)
    return ends


def _add(found: list[Sentence], data: bytes, start: int, end: int, block: int) -> None:
    while start < end and data[start] in _BLANK:
        start += 1
    while end > start and data[end - 1] in _BLANK:
        end -= 1
    if end > start:
        found.append(Sentence(start, end, block))
