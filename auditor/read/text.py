"""Plain text: the prose is the source itself, byte for byte; only its blocks have to be found.

Text out of a chat or a notes file may be half Markdown: lines with ``##`` or wholly in ``**`` are headings there too.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from auditor.document import Document
from auditor.model import Block
from auditor.offsets import OffsetMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
_ITEM = re.compile(rb"(?:[-*+]|\xe2\x80[\xa2\xa3\x93]|[(\[]?([0-9]{1,3})[.)\]])[ \t]+\S")   # \xe2\x80…: • ‣ –
_HASHES = re.compile(rb"(#{1,6})[ \t]+\S")
_BOLD = re.compile(rb"(?:[0-9]{1,2}[.)][ \t]+)?(\*\*|__)[^*\n]{1,100}\1:?$")
_SPECIAL = frozenset(b"#*_-+([0123456789\xe2")   # bytes that begin an item or a marked heading
_SENTENCE_ENDS = frozenset(b".,;:!?\"')]\xbb")   # the last byte of » is here; closing curly marks are looked at apart
_CURLY_ENDS = ("”".encode(), "’".encode(), "…".encode())
_STOPS = frozenset(b".,;:!?")
_NUMBERED = re.compile(rb"[0-9]{1,2}[.)][ \t]")
_HEADING_SIZE, _HEADING_WORDS, _TITLE_WORDS, _LABEL_WORDS = 120, 14, 25, 3

# Text wrapped by hand: most lines that another follows are so full that its first word would not have fitted.
_WIDEST, _NARROWEST = 110, 40   # columns (bytes) between which people wrap
_MOST_WRAPPED = 0.6
_FEW_LINES = 4                  # with fewer, the next line must itself look like a continuation
_FULL = 60


class _Line(NamedTuple):
    """A line without the white space around it, where it starts."""

    start: int
    words: bytes


def read_text(source: str, name: str) -> Document:
    """Read plain text. ``data`` is the source as UTF-8; every offset is its own source offset."""
    data = source.encode("utf-8", "replace")
    blocks = tuple(_with_numbered_headings(data, [_block(line) for line in _joined(list(_chunks(data)), data)]))
    return Document(name=name, format="text", source=source, data=data, offsets=OffsetMap(), blocks=_titled(data, blocks))


def _chunks(data: bytes) -> Iterator[list[_Line]]:
    """Give the lines between blank lines."""
    at = len(_BOM) if data.startswith(_BOM) else 0
    end_of_line = b"\r" if b"\r" in data and b"\n" not in data else b"\n"
    chunk: list[_Line] = []
    for raw in data[at:].split(end_of_line):
        words = raw.strip()
        if words:
            chunk.append(_Line(at if raw[0] > 32 else at + raw.index(words[:1]), words))
        elif chunk:
            yield chunk
            chunk = []
        at += len(raw) + 1
    if chunk:
        yield chunk


def _joined(chunks: list[list[_Line]], data: bytes) -> Iterator[_Line]:
    """Join the lines that were wrapped by hand; every other line end ends a block."""
    width, few = _wrapped_at(chunks)
    for chunk in chunks:
        if not width or len(chunk) == 1:
            yield from chunk
            continue
        start, words = chunk[0]
        previous = words
        for line in chunk[1:]:
            following = line.words
            if _is_full(previous, following, width) and (not few or _goes_on(previous, following)):
                words = data[start : line.start + len(following)]
            else:
                yield _Line(start, words)
                start, words = line
            previous = following
        yield _Line(start, words)


def _wrapped_at(chunks: list[list[_Line]]) -> tuple[int, bool]:
    """Give the column a text is wrapped at, 0 for none, and whether few lines tell so."""
    pairs = [
        (len(a.words), len(a.words) + 1 + _first_word(b.words))
        for chunk in chunks
        if len(chunk) > 1
        for a, b in pairwise(chunk)
        if not _is_special(b.words)
    ]
    if not pairs:
        return 0, False
    sizes = sorted(size for size, _ in pairs)
    width = sizes[len(sizes) * 9 // 10]
    if not _NARROWEST <= width <= _WIDEST or sum(needed > width for _, needed in pairs) < _MOST_WRAPPED * len(pairs):
        return 0, False
    return width, len(pairs) < _FEW_LINES


def _first_word(line: bytes) -> int:
    end = line.find(b" ")
    return len(line) if end < 0 else end


def _is_special(line: bytes) -> bool:
    """Tell whether a line begins an item or is marked as a heading: it continues nothing."""
    return line[0] in _SPECIAL and bool(_ITEM.match(line) or _HASHES.match(line) or _BOLD.match(line))


def _is_full(previous: bytes, following: bytes, width: int) -> bool:
    return len(previous) + 1 + _first_word(following) > width and not _is_special(following)


def _goes_on(previous: bytes, following: bytes) -> bool:
    return following[:1].islower() or previous[-1:] == b"," or (len(previous) >= _FULL <= len(following))


def _block(line: _Line) -> Block:
    start, words = line
    end = start + len(words)
    if words[0] in _SPECIAL:
        hashes = _HASHES.match(words)
        if hashes and b"\n" not in words:
            return Block("heading", start, end, len(hashes[1]))
        if _BOLD.match(words) and words[-3:-2] not in (b".", b","):
            return Block("heading", start, end, 2)
        item = _ITEM.match(words)
        if item:
            return Block("item", start, end, 1, int(item[1]) if item[1] else None)
    if len(words) <= _HEADING_SIZE and _is_heading(words):
        return Block("heading", start, end, 1)
    return Block("paragraph", start, end)


def _is_heading(words: bytes) -> bool:
    """A short line that does not end as a sentence does, or a label of few words (“Sources:”)."""
    last = words[-1]
    spaces = words.count(b" ")
    if last in _SENTENCE_ENDS:
        if last != 58 or spaces >= _LABEL_WORDS or not words[:1].isupper():   # 58 is the colon
            return False
    elif last > 0x7F and words.endswith(_CURLY_ENDS) and (
        words[:3] == "“".encode() or len(words) < 4 or words[-4] in _STOPS or last == 0xA6
    ):
        return False   # 0xA6 ends “…”; a curly mark after a stop, or over the whole line, ends a quotation
    return spaces < _HEADING_WORDS and b"\n" not in words and b"://" not in words and words[:1] not in (b"<", b"|")


def _with_numbered_headings(data: bytes, blocks: list[Block]) -> list[Block]:
    """Take a numbered short line for a heading where it stands alone before a paragraph: “2. What the treaty left out”."""
    for i, block in enumerate(blocks[:-1]):
        if block.kind != "item" or block.ordinal is None:
            continue
        following, before = blocks[i + 1], blocks[i - 1] if i else None
        if following.kind != "paragraph" or following.end - following.start < block.end - block.start:
            continue
        words = data[block.start : block.end]
        alone = before is None or before.kind != "item"
        if alone and len(words) <= _HEADING_SIZE and _NUMBERED.match(words) and _is_heading(words):
            blocks[i] = Block("heading", block.start, block.end, 2)
    return blocks


def _titled(data: bytes, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Take a short first line before a longer block for the title, even one that asks or exclaims."""
    if len(blocks) > 1 and blocks[0].kind == "paragraph":
        first, second = blocks[0], blocks[1]
        words = data[first.start : first.end]
        ends_as_title = words[-1] not in _SENTENCE_ENDS or words[-1:] in (b"?", b"!", b"'", b'"', b")")
        leads_on = second.kind == "heading" or second.end - second.start > len(words)
        if ends_as_title and leads_on and len(words.split()) <= _TITLE_WORDS and b"\n" not in words:
            return (Block("heading", first.start, first.end, 1), *blocks[1:])
    return tuple(blocks)
