"""Plain text: the prose is the source itself, byte for byte; only its blocks have to be found.

Text out of a chat or a notes file may be half Markdown: lines with ``##`` or wholly in ``**`` are headings there too.
"""

from __future__ import annotations

from itertools import chain, pairwise

from auditor.document import Document
from auditor.lexicon import later
from auditor.model import Block
from auditor.offsets import OffsetMap, Segments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTER = rb"[\x20-\x7e]|[\xc2-\xf4][\x80-\xbf]{1,3}"
_OVERSTRUCK = later(rb"(?:[_+]\x08)+(" + _LETTER + rb")|(" + _LETTER + rb")(?:\x08\2)+")  # +\bo: a bullet
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}".encode()
_ITEM = later(rb"(?:[-*+]|\xe2\x80[\xa2\xa3\x93]|[(\[]?([0-9]{1,3})[.)\]])[ \t]+\S")  # \xe2\x80…: • ‣ –
_HASHES = later(rb"(#{1,6})[ \t]+\S")
_BOLD = later(rb"(?:[0-9]{1,2}[.)][ \t]+)?(\*\*|__)[^*\n]{1,100}\1:?$")
_SPECIAL = frozenset(b"#*_-+([0123456789\xe2")  # bytes that begin an item or a marked heading
_SENTENCE_ENDS = frozenset(b".,;:!?\"')]\xbb")  # the last byte of » is here; closing curly marks are looked at apart
_ELLIPSIS, _OPENING = "…".encode(), "“".encode()
_CURLY_ENDS = ("”".encode(), "’".encode(), _ELLIPSIS)
_COLON = 58
_NO_HEADING = frozenset(b"<|")
_STOPS = frozenset(b".,;:!?")
_NUMBERED = later(rb"[0-9]{1,2}[.)][ \t]")
_GAP = later(rb"[ ]{3,}|[ ]*\t\s*")
_LONGEST_ROW, _LONGEST_CELL = 240, 80
_CODE_ENDS = frozenset(b";{}")
_CODE = later(  # calls, assignments, members
    rb"\w\((?!s\))[^()\n]*\)[ ]*[;{]$|^[\w.\[\]$>-]+[ ]*[-+*/|&]?=[^=\n].*;$|\w(?:->|::)\w.*[;{]$"
)
_HEADING_SIZE, _HEADING_WORDS, _TITLE_WORDS, _LABEL_WORDS = 120, 14, 25, 3

# Text wrapped by hand: most lines that another follows are so full that its first word would not have fitted.
_WIDEST, _NARROWEST = 110, 40  # columns (bytes) between which people wrap
_MOST_WRAPPED = 0.6
_FEW_LINES = 4  # with fewer, the next line must itself look like a continuation
_FULL = 60


_MOST_PAIRS = 1000  # pairs of lines that are looked at to tell: enough for any text

_Line = tuple[int, bytes]  # where a line starts and its words, without the white space around


def read_text(source: str, name: str) -> Document:
    """Read plain text. ``data`` is the source as UTF-8; every offset is its own source offset, unless letters were overstruck."""
    data = source.encode("utf-8", "replace")
    offsets = OffsetMap()
    if b"\b" in data:
        data, offsets = _struck_once(data)
    wide = b"   " in data or b"\t" in data
    blocks = [_block(start, words, wide=wide) for start, words in _joined(list(_chunks(data)), data)]
    blocks = _titled(data, _with_numbered_headings(data, blocks))
    return Document(name=name, format="text", source=source, data=data, offsets=offsets, blocks=tuple(blocks))


def _struck_once(data: bytes) -> tuple[bytes, OffsetMap]:
    """Give a text without the letters that printers strike twice for bold, and without the lines under others.

    So do manuals set their type: a letter, a backspace and the letter again. Other backspaces are left, as damage.
    """
    pieces, prose, starts, ends, at, size = [], [], [], [], 0, 0
    for match in chain(_OVERSTRUCK.finditer(data), (None,)):
        stop = match.start() if match else len(data)
        if stop > at:
            pieces.append(data[at:stop])
            prose.append(size)
            starts.append(at)
            ends.append(stop)
            size += stop - at
        if match:
            letter = match[1] or match[2]
            pieces.append(letter)
            prose.append(size)
            starts.append(match.start())
            ends.append(~match.end())
            size += len(letter)
            at = match.end()
    return b"".join(pieces), OffsetMap(Segments(prose, starts, ends)) if len(pieces) > 1 else OffsetMap()


def _chunks(data: bytes) -> Iterator[list[_Line]]:
    """Give the lines between blank lines."""
    at = len(_BOM) if data.startswith(_BOM) else 0
    end_of_line = b"\r" if b"\r" in data and b"\n" not in data else b"\n"
    chunk: list[_Line] = []
    for raw in data[at:].split(end_of_line):
        words = raw.strip()
        if words:
            chunk.append((at if raw[0] > 32 else at + raw.index(words[:1]), words))
        elif chunk:
            yield chunk
            chunk = []
        at += len(raw) + 1
    if chunk:
        yield chunk


def _joined(chunks: list[list[_Line]], data: bytes) -> Iterable[_Line]:
    """Join the lines that were wrapped by hand; every other line end ends a block."""
    width, few = _wrapped_at(chunks)
    if not width:
        return chain.from_iterable(chunks)
    return chain.from_iterable(_join(chunk, data, width, few=few) if len(chunk) > 1 else chunk for chunk in chunks)


def _join(chunk: list[_Line], data: bytes, width: int, *, few: bool) -> Iterator[_Line]:
    start, words = chunk[0]
    previous = words
    for at, following in chunk[1:]:
        if _is_full(previous, following, width) and (not few or _goes_on(previous, following)):
            words = data[start : at + len(following)]
        else:
            yield start, words
            start, words = at, following
        previous = following
    yield start, words


def _wrapped_at(chunks: list[list[_Line]]) -> tuple[int, bool]:
    """Give the column a text is wrapped at, 0 for none, and whether few lines tell so."""
    sizes: list[int] = []
    needed: list[int] = []
    for chunk in chunks:
        if len(chunk) == 1:
            continue
        for (_, line), (_, following) in pairwise(chunk):
            if following[0] not in _SPECIAL or not _is_special(following):
                sizes.append(len(line))
                needed.append(len(line) + 1 + _first_word(following))
        if len(sizes) > _MOST_PAIRS:
            break
    if not sizes:
        return 0, False
    width = sorted(sizes)[len(sizes) * 9 // 10]
    if not _NARROWEST <= width <= _WIDEST or sum(size > width for size in needed) < _MOST_WRAPPED * len(needed):
        return 0, False
    return width, len(sizes) < _FEW_LINES


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


def _block(start: int, words: bytes, *, wide: bool) -> Block:
    end = start + len(words)
    first = words[0]
    if first in _SPECIAL:
        special = _special(start, end, words)
        if special:
            return special
    if wide and _is_row(words):
        return Block("cell", start, end)
    if words[-1] in _CODE_ENDS and _CODE.search(words):
        return Block("code", start, end)
    if end - start <= _HEADING_SIZE and first not in _NO_HEADING and _is_heading(words):
        return Block("heading", start, end, 1)
    return Block("paragraph", start, end)


def _is_row(words: bytes) -> bool:
    """Tell whether a line is a row of a table: few words, and wide gaps between them."""
    if (b"   " not in words and b"\t" not in words) or b"\n" in words or len(words) > _LONGEST_ROW:
        return False
    cells = _GAP.split(words)
    return len(cells) > 2 and max(map(len, cells)) <= _LONGEST_CELL


def _special(start: int, end: int, words: bytes) -> Block | None:
    """Give the item or the marked heading that a line is."""
    item = _ITEM.match(words)
    if item:
        number = item[1]
        if number is None or not _BOLD.match(words):
            return Block("item", start, end, 1, int(number) if number else None)
        return Block("heading", start, end, 2)
    hashes = _HASHES.match(words)
    if hashes and b"\n" not in words:
        return Block("heading", start, end, len(hashes[1]))
    if words[0] in b"*_" and _BOLD.match(words) and words[-3:-2] not in (b".", b","):
        return Block("heading", start, end, 2)
    return None


def _is_heading(words: bytes) -> bool:
    """Tell whether few words end otherwise than a sentence does, or are a label (“Sources:”)."""
    last, spaces = words[-1], words.count(b" ")
    if spaces >= _HEADING_WORDS or b"\n" in words or b"://" in words:
        return False
    if last in _SENTENCE_ENDS:
        return last == _COLON and spaces < _LABEL_WORDS and words[:1].isupper()
    if last < 0x80 or not words.endswith(_CURLY_ENDS):
        return True
    # a curly mark after a stop, or over the whole line, ends a quotation
    return not (words.endswith(_ELLIPSIS) or words.startswith(_OPENING) or len(words) < 4 or words[-4] in _STOPS)


def _with_numbered_headings(data: bytes, blocks: list[Block]) -> list[Block]:
    """Take a numbered short line for a heading where it stands alone before a paragraph: “2. What the treaty left out”."""
    numbered = [i for i, block in enumerate(blocks) if block.ordinal is not None]
    for i in numbered:
        if i + 1 == len(blocks):
            break
        block, following, before = blocks[i], blocks[i + 1], blocks[i - 1] if i else None
        if following.kind != "paragraph" or following.end - following.start < block.end - block.start:
            continue
        words = data[block.start : block.end]
        alone = before is None or before.kind != "item"
        if alone and len(words) <= _HEADING_SIZE and _NUMBERED.match(words) and _is_heading(words):
            blocks[i] = Block("heading", block.start, block.end, 2)
    return blocks


def _titled(data: bytes, blocks: list[Block]) -> list[Block]:
    """Take a short first line before a longer block for the title, even one that asks or exclaims."""
    if len(blocks) > 1 and blocks[0].kind == "paragraph":
        first, second = blocks[0], blocks[1]
        words = data[first.start : first.end]
        ends_as_title = words[-1] not in _SENTENCE_ENDS or words[-1:] in (b"?", b"!", b"'", b'"', b")")
        leads_on = second.kind == "heading" or second.end - second.start > len(words)
        if ends_as_title and leads_on and len(words.split()) <= _TITLE_WORDS and b"\n" not in words:
            blocks[0] = Block("heading", first.start, first.end, 1)
    return blocks
