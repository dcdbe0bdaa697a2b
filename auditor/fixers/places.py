"""From places of the prose to edits of the source: exactly, or not at all."""

from __future__ import annotations

import re
from html import escape as escape_html
from html import unescape

from auditor.lexicon import later
from auditor.model import Edit, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.document import Document

_ESCAPE = later(r"\\([!-/:-@\[-`{-~])")
_SPACES = later(r"\s+")
_MARKUP = later(r"[\\`*_\[\]<]|&(?=#?\w+;)")
_FRONT_MATTER = later(rb"\A(?:---|\+\+\+)[ \t]*\r?\n(?:.*?\r?\n)??(?:---|\.\.\.|\+\+\+)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_NEAR = 400  # bytes looked at on each side: lines may be long, and places many
_CLOSING = (b",", b".", b";", b":", b"!", b"?", b")", b"]", "”".encode(), "’".encode(), "»".encode(), "…".encode())
_OPENING = (b"(", b"[", "“".encode(), "‘".encode(), "«".encode())
_ITEM = later(rb"[ \t>]*(?:[-*+]|[0-9]{1,3}[.)])?[ \t]*")


def exact(document: Document, start: int, end: int) -> Span | None:
    """Give the bytes of the source that say what the prose ``[start, end)`` says and nothing else.

    None where markup stands between them, or where only a part of what they say is asked for. The backslash of an escape in
    Markdown belongs to its character.
    """
    if document.offsets.same or start == end:
        return document.offsets.to_source(start, end)
    source, words = document.source_data, document.data[start:end]
    first, last = document.offsets.to_source(start, end)
    said = source[first:last]
    if said != words:
        text = said.decode("utf-8", "replace")
        if document.format == "markdown":
            text = _ESCAPE.sub(r"\1", text)
        if _SPACES.sub(" ", unescape(text)) != _SPACES.sub(" ", words.decode("utf-8", "replace")):
            return None
    if document.format == "markdown" and words[:1] in _PUNCTUATION:
        before = source[max(0, first - _NEAR) : first]
        first -= (len(before) - len(before.rstrip(b"\\"))) % 2
    return Span(first, last)


_PUNCTUATION = frozenset(bytes([c]) for c in b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def escaped(document: Document, text: str) -> str:
    """Give a text as the format of the document writes it, so that its reader sees just these characters."""
    if document.format == "html":
        return escape_html(text, quote=False)
    return _MARKUP.sub(r"\\\g<0>", text) if document.format == "markdown" else text


def replaced(document: Document, start: int, end: int, text: str) -> Edit | None:
    """Give the edit that puts a text in the place of the prose ``[start, end)``; None where that place is not exact."""
    where = exact(document, start, end)
    return None if where is None else Edit(*where, escaped(document, text))


def cut(document: Document, start: int, end: int, gap: str = "") -> Edit | None:
    """Give the edit that takes the prose ``[start, end)`` out, with the space that it leaves too many.

    ``gap`` stands in its place where it parted two words by itself. A line that held nothing else goes with it.
    """
    data = document.data
    block = document.blocks[document.block_at(start)]
    low = max(block.start, data.rfind(b"\n", max(block.start, start - _NEAR - 1), start) + 1) if block.start <= start else start
    high = data.find(b"\n", end, min(block.end, end + _NEAR + 1))
    high = max(end, block.end if high < 0 else high)
    left, right = data[max(low, start - _NEAR) : start], data[end : min(high, end + _NEAR)]
    opens, closes = low >= start - _NEAR and not left.strip(), high <= end + _NEAR and not right.strip()
    before, after = len(left) - len(left.rstrip(b" \t")), len(right) - len(right.lstrip(b" \t"))
    text = ""
    if closes:
        start, end = start - before, end + len(right)
        if opens or (low >= start + before - _NEAR and _ITEM.fullmatch(left)):
            where = exact(document, start, end)
            return None if where is None else whole_line(document, where)
    elif opens or (after and left.endswith(_OPENING)):
        end += after
    elif before and (after or right.startswith(_CLOSING)):
        start -= before
    elif not before and not after and not (right.startswith(_CLOSING) or left.endswith(_OPENING)):
        text = gap
    where = exact(document, start, end)
    return None if where is None else Edit(*where, text)


def line_start(data: bytes, at: int) -> int:
    """Give where the line of an offset begins."""
    newline = data.rfind(b"\n", 0, at) + 1
    return max(newline, data.rfind(b"\r", newline, at) + 1)


def whole_line(document: Document, where: Span) -> Edit:
    """Take the whole line out where nothing but white space and the mark of an item stands beside; one blank line stays."""
    data, (start, end) = document.source_data, where
    first = line_start(data, start)
    stop = re.compile(rb"\r\n?|\n").search(data, end)
    last = stop.end() if stop else len(data)
    if document.format == "html" or data[end : stop.start() if stop else last].strip() or not _ITEM.fullmatch(data[first:start]):
        return Edit(start, end, "")
    if stop is None:  # the last line: the line end before it goes with it
        return Edit(len(data[:first].rstrip(b"\r\n")), end, "")
    blank = re.compile(rb"[ \t]*(?:\r\n?|\n)").match(data, last)
    if blank and (not first or re.search(rb"(?:\n|\r)[ \t]*(?:\r\n?|\n)\Z", data[max(0, first - 200) : first])):
        last = blank.end()
    return Edit(first, last, "")


def runs(document: Document, spans: Iterable[Span]) -> Iterator[Span]:
    """Give spans of the prose with those that only blanks part made one, a line at most."""
    run: Span | None = None
    for span in sorted(spans):
        if run and not document.data[run.end : span.start].strip(b" \t"):
            run = Span(run.start, max(run.end, span.end))
            continue
        if run:
            yield run
        run = span
    if run:
        yield run


def front_matter_end(document: Document) -> int:
    """Give where the front matter of Markdown ends, in bytes of the source; 0 where there is none."""
    if document.format != "markdown":
        return 0
    found = _FRONT_MATTER.match(document.source_data)
    return found.end() if found else 0
