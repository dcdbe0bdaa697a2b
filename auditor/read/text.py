"""Plain text: the prose is the source itself, byte for byte; only its blocks have to be found."""

from __future__ import annotations

from auditor.document import Document
from auditor.lexicon import lazy
from auditor.model import Block, BlockKind
from auditor.offsets import OffsetMap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_WRAPPED_AT_MOST = 110   # a wider text is not wrapped by hand: each of its lines is a block
_ITEM = lazy(r"(?:[-*•‣–]|\(?[0-9]{1,3}[.)\]]|\[[0-9]{1,3}\])[ \t]")
_ORDINAL = lazy(r"[(\[]?([0-9]{1,3})[.)\]]")
_END = b".,;:!?\"')]\xbb"   # the last byte of » is here; closing curly quotes are checked apart
_HEADING_WORDS = 14


def read_text(source: str, name: str) -> Document:
    """Read plain text. ``data`` is the source as UTF-8; every offset is its own source offset."""
    data = source.encode("utf-8", "replace")
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    blocks = tuple(_blocks(data, start))
    return Document(name=name, format="text", source=source, data=data, offsets=OffsetMap(), blocks=blocks)


def _blocks(data: bytes, start: int) -> Iterator[Block]:
    chunk: list[tuple[int, int]] = []
    for line in _lines(data, start):
        if data[line[0] : line[1]].strip():
            chunk.append(line)
        elif chunk:
            yield from _chunk(data, chunk)
            chunk = []
    if chunk:
        yield from _chunk(data, chunk)


def _lines(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    at, size = start, len(data)
    lone_cr = b"\r" in data and b"\n" not in data
    while at < size:
        end = data.find(b"\r" if lone_cr else b"\n", at)
        end = size if end < 0 else end
        yield at, end - (end > at and data[end - 1] == 13)
        at = end + 1


def _chunk(data: bytes, lines: list[tuple[int, int]]) -> Iterator[Block]:
    """Join the lines that were wrapped by hand; every other line end ends a block."""
    width = max(end - start for start, end in lines)
    block_start, block_end = lines[0]
    for (prev_start, prev_end), (start, end) in zip(lines, lines[1:], strict=False):
        if width <= _WRAPPED_AT_MOST and _continues(data, prev_end - prev_start, start, end, width):
            block_end = end
        else:
            yield _block(data, block_start, block_end)
            block_start, block_end = start, end
    yield _block(data, block_start, block_end)


def _continues(data: bytes, before: int, start: int, end: int, width: int) -> bool:
    """Tell whether a line goes on from the one before: its first word would not have fitted there."""
    line = data[start:end]
    if _ITEM.match(line.lstrip()):
        return False
    first = len(line.split(None, 1)[0])
    return before + 1 + first > width and (width >= 40)


def _block(data: bytes, start: int, end: int) -> Block:
    while data[start] in b" \t":
        start += 1
    while data[end - 1] in b" \t\r\n":
        end -= 1
    item = _ITEM.match(data, start, end)
    if item:
        number = _ORDINAL.match(data, start, end)
        return Block("item", start, end, 1, int(number[1]) if number else None)
    kind: BlockKind = "heading" if _is_heading(data, start, end) else "paragraph"
    return Block(kind, start, end, 1 if kind == "heading" else 0)


def _is_heading(data: bytes, start: int, end: int) -> bool:
    """A short line that does not end as a sentence does."""
    line = data[start:end]
    if len(line) > 120 or line[-1] in _END or line.endswith(("”".encode(), "’".encode(), "…".encode())):
        return False
    return b"\n" not in line and b"://" not in line and len(line.split()) <= _HEADING_WORDS
