"""Whether something a reader can open stands near a place: shared by the finders of pointers."""

from __future__ import annotations

from auditor.lexicon import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document

_NEAR = 600  # bytes to either side that count as near within one long block
_SPEECH = 2000  # bytes to either side in which quotation marks are counted
_DEEPER = 3  # columns
_OPENING = 60  # a target that answers a pointer at the end of a block opens the next one
# An address without its scheme, also one broken by a space after its dot: “bit.ly/x1”, “example. org/report”.
_ADDRESS = lazy(
    r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.\s?[a-z]{2,10}/+\w"
    r"|\b[a-z0-9-]{3,}\.(?:com|org|net|gov|edu|info|co\.uk)\b|@\w+\.\w"
)
_TAGS = (
    *("a ", "audio", "canvas", "embed", "figure", "http", "iframe", "img", "object"),
    *("picture", "script", "svg", "table", "video"),
)
_MARKUP = (b"{{", b"{%", b"![", b"<!-- include", *(f"<{tag}".encode() for tag in _TAGS))
_OPEN, _CLOSE = "“".encode(), "”".encode()


def has_target(document: Document, start: int, end: int) -> bool:
    """Tell whether a link, URL or citation marker answers the words ``[start, end)``: in their block or opening the next."""
    index = document.block_at(start)
    block = document.blocks[index]
    low, high = max(block.start, start - _NEAR), min(block.end, end + _NEAR)
    if document.links_in(low, high) or document.markers_in(low, high):
        return True
    if _ADDRESS.search(document.data, end, min(block.end, end + 2 * _OPENING)) or _templated(document, end, block.end):
        return True
    return block.end - end < _OPENING and opens_with_target(document, index + 1)


def _templated(document: Document, start: int, end: int) -> bool:
    """Tell whether template tags follow: what they put in is not known."""
    following = document.data[start : min(end, start + _OPENING)] if document.templated else b""
    return b"{%" in following or b"{{" in following


def opens_with_target(document: Document, index: int) -> bool:
    """Tell whether a block is code or opens with a link or URL, or markup with a target stands before it."""
    blocks = document.blocks
    before = blocks[index - 1].end
    if index >= len(blocks):
        return markup_between(document, before, len(document.data))
    block = blocks[index]
    return (
        block.kind == "code"
        or _is_set_in(document, index)
        or bool(document.links_in(block.start, min(block.end, block.start + _OPENING)))
        or bool(_ADDRESS.search(document.data, block.start, min(block.end, block.start + _OPENING)))
        or markup_between(document, before, block.start)
    )


def _is_set_in(document: Document, index: int) -> bool:
    """Tell whether a block of plain text is set in deeper than the one before it, as examples are."""
    if document.format != "text" or not index:
        return False
    data, here, before = document.data, document.blocks[index].start, document.blocks[index - 1].start
    return here - data.rfind(b"\n", 0, here) > before - data.rfind(b"\n", 0, before) + _DEEPER


def markup_between(document: Document, start: int, end: int) -> bool:
    """Tell whether markup that holds a target (an embed, an image, a template tag) stands in the source between two places."""
    if document.format == "text":
        return False
    first = document.offsets.to_source(start, start).start
    last = len(document.source_data) if end >= len(document.data) else document.offsets.to_source(end, end).start
    between = document.source_data[first:last].lower()
    return any(piece in between for piece in _MARKUP)


def in_speech(document: Document, start: int, end: int) -> bool:
    """Tell whether a place stands inside quotation marks of its block: somebody else's words, or words spoken about."""
    data = document.data
    block = document.blocks[document.block_at(start)]
    if block.quoted:
        return True
    low, high = max(block.start, start - _SPEECH), min(block.end, end + _SPEECH)
    opened = data.count(_OPEN, low, start) - data.count(_CLOSE, low, start)
    if opened > 0 and data.find(_CLOSE, end, high) >= 0:
        return True
    return data.count(b'"', low, start) % 2 == 1 and data.find(b'"', end, high) >= 0


def shows_anything(document: Document) -> bool:
    """Tell whether the document has an image or embed anywhere, or parts that a template supplies."""
    if document.images or document.templated:
        return True
    return document.format != "text" and markup_between(document, 0, len(document.data))
