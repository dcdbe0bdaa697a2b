"""Tags that a reader sees: torn apart by spaces, cut down to their tails, or whole where no tag is read."""

from __future__ import annotations

from auditor.finders.mention import mentioned
from auditor.finders.source import outside_code
from auditor.lexicon import lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.document import Document

# Names that are words of other notations too (<name>, <title>, <code>, <label>) are left out: they stand for something to fill in.
_LONG = (
    "strong|em|br|hr|li|ul|ol|dl|dt|dd|div|span|h[1-6]|blockquote|table|tbody|thead|tr|td|th|img|sup|sub|figure|figcaption"
    "|script|style|iframe|font|center|small|pre|cite|strike|del|ins"
)
_SHORT = "[abipqsu]"
_ATTRIBUTES = r"""(?:\s+[a-z-]+\s*=\s*[^<>\n]+?)"""
_SPACED = lazy(
    rf"<[ \t]*(?:[ \t]|/[ \t]+|[ \t]+/[ \t]*)(?:(?:{_LONG}|p){_ATTRIBUTES}?|a{_ATTRIBUTES})[ \t]*/?[ \t]*>"
    rf"|<(?:[ \t]*/[ \t]+|[ \t]+/[ \t]*){_SHORT}[ \t]*>"
    rf"|</{_SHORT}[ \t]+>"
    rf"|</?(?:{_LONG}|p)(?:[ \t]*/[ \t]+|[ \t]+)>"
)
_CLOSING = "strong|em|p|li|ul|ol|br|div|span|h[1-6]|td|tr|blockquote"
_TAIL = lazy(
    rf"""(?:^|[\s.,;:!?"')\]>…”’])(?P<it>(?:/[ \t]*)?(?:{_CLOSING})[ \t]*/?[ \t]*>"""
    r"""|(?:class|id|style|href|src|rel|target|alt|width|height)=["“”][^"“”<>\n]*["“”]"""
    r"""(?: [a-z-]+=["“”][^"“”<>\n]*["“”])*[ ]?/?>)""",
    ignore_case=False,
)
_SELECTOR = lazy(  # li > a, ul > .menu, div > #main
    rf"\s*(?:[.#*:\[+~{{=0-9&]|(?:{_LONG}|p|[abi]|input|label|button|section|nav|header|footer|main|article|code)"
    r"(?:[\s.:#,>)\]'\"`]|$))",
    ignore_case=False,
)
_SENTENCE_END = b".!?:;\"')>\x9d\x99"  # the last byte of a closing curly quote is here
_PROSE_AFTER = lazy(r"\s*(?:[A-Z][a-z]|[A-Z] |[<“\"‘—–-])", ignore_case=False)
_PAIRED_WITHIN = 2000  # bytes in which a tag's closing twin is looked for
_ALONE = (b"br", b"hr", b"p", b"li")  # tags that need no closing twin
_BOARD = "[bius]|url|img|color|size|center|font"  # tags of bulletin boards
_LITERAL = lazy(
    rf"</?(?:{_LONG}|p|a{_ATTRIBUTES})(?:{_ATTRIBUTES})?[ \t]*/?>|</{_SHORT}>|<[biu]>"
    rf"|</?o:p>|&lt;/?(?:{_LONG}|[abipu])(?: [^&<>\n]{{0,80}})?/?&gt;|<ref(?:{_ATTRIBUTES})?[ \t]*/?>|</ref>"
    rf"|\[/?(?:{_BOARD})\]|\[(?:url|color|size|font|img)=[^\]\n]{{1,200}}\]"
)
_BOARD_CUE = lazy(rf"\[/(?:{_BOARD})\]")  # [b] alone may be a note
_SPOKEN_OF = lazy(r"\s?[,;:)]|\s(?:and|or|is|are|marks?)\b", ignore_case=False)  # as what follows a tag that is a topic
_BEGUN = lazy(r"[\"“‘']?[A-Z][a-z]*[ :]", ignore_case=False)
_CLOSED = lazy(r"</(div|span|p|strong|em|b|i|a|li|ul|ol|table|tr|td|h[1-6]|blockquote|section|article|center|font)>")
_PAGE = lazy(r"<(?:html|body|head|!doctype)\b")


def find_spaced_tags(document: Document) -> Iterator[Match]:
    """Yield one match for the tags with spaces inside their brackets, ``< strong >`` or ``< / li >``."""
    data = document.data
    if b"<" in data and b">" in data and not document.wikitext:
        yield from _gathered(document, (m.span() for m in _SPACED.finditer(data)))


def find_tag_tails(document: Document) -> Iterator[Match]:
    """Yield one match for the ends of tags that lost their opening bracket: ``strong >``, ``li >``, ``p >``."""
    data = document.data
    if b">" in data:
        yield from _gathered(document, (m.span(1) for m in _TAIL.finditer(data)), _is_tail)
    if document.format != "text":
        yield from _never_opened(document)


def find_literal_tags(document: Document) -> Iterator[Match]:
    """Yield one match for the well-formed tags that stand in the prose itself."""
    data = document.data
    shown = (b"<" in data and b">" in data) or b"&lt;" in data or (b"[/" in data and _BOARD_CUE.find(data)[0] >= 0)
    if shown and not document.wikitext:
        yield from _gathered(document, (m.span() for m in _LITERAL.finditer(data)), _is_literal)


def _never_opened(document: Document) -> Iterator[Match]:
    """Yield one match for the end tags whose tag opens nowhere in the source. A whole page is put right by its browser."""
    source = document.source_data
    if document.whole_page or document.wikitext or b"</" not in source or not document.sentences:
        return
    if document.format == "html" and _PAGE.search(source):
        return
    lower = source.lower()
    ends = list(_CLOSED.finditer(source))
    opened = {name for name in {m[1].lower() for m in ends} if lower.find(b"<" + name) >= 0}
    places = tuple(Span(*m.span()) for m in ends if m[1].lower() not in opened)
    places = outside_code(document, places)
    if places:
        yield Match(*places[0], places=places, in_source=True)


def _gathered(
    document: Document, spans: Iterable[tuple[int, int]], holds: Callable[[Document, int, int], bool] | None = None
) -> Iterator[Match]:
    data = document.data
    places = tuple(
        Span(start, end)
        for start, end in spans
        if (holds is None or holds(document, start, end))
        and not document.marked(start, end, "code", "math")
        and not mentioned(data, start, end)
    )
    if places:
        yield Match(*places[0], places=places)


def _is_tail(document: Document, start: int, end: int) -> bool:
    """Tell a tail from a selector (``li > a``), a comparison (``p > 0.05``) and the end of a whole tag."""
    data = document.data
    if b"=" in data[start:end]:
        return _lost_its_start(document, start)
    before = data[max(0, start - 8) : start].rstrip(b" \t")
    if before[-1:] in (b"<", b"/") or before.endswith((b"&", b"-", b"=")):
        return False
    block = document.blocks[document.block_at(start)]
    name = data[start:end].strip(b"/> \t")
    if name in (b"strong", b"em"):  # no one writes a selector from these in prose, and “a” may follow as a word
        return not _COMPARED.match(data, end, block.end)
    if not data[end : min(block.end, end + _PAIRED_WITHIN)].strip() and not data[end : block.end].strip():
        return True
    if name == b"p":
        return (not before or before[-1:] in _SENTENCE_END) and _PROSE_AFTER.match(data, end, block.end) is not None
    return not _SELECTOR.match(data, end, block.end)


def _lost_its_start(document: Document, start: int) -> bool:
    """Tell the attributes of a tag that never begins from those of a whole one, shown or with a template in it."""
    data = document.data
    last = max(document.blocks[document.block_at(start)].start, start - _PAIRED_WITHIN)
    return not document.templated and data.rfind(b"<", last, start) <= data.rfind(b">", last, start)


_COMPARED = lazy(r"\s*[0-9=.#*]")


def _is_literal(document: Document, start: int, end: int) -> bool:
    """Tell a tag at work from a type argument (``List<b>``) and from a tag's name in a text about tags (“Single <img>”)."""
    data = document.data
    tag = data[start:end].lower()
    if len(tag) == len(b"<b>") and data[start - 1 : start].isalnum():
        return False
    if tag[:1] != b"<":
        return _is_other(document, tag, end)
    name = tag.strip(b"</>").split(None, 1)[0]
    if document.format == "markdown":  # whatever shows there was meant to be shown, but for the end of what never began
        return tag.startswith(b"</") and document.lower.find(b"<" + name, max(0, start - _PAIRED_WITHIN), start) < 0
    block = document.blocks[document.block_at(start)]
    begun = start == block.start and document.format == "text" and _BEGUN.match(data, end, block.end) is not None
    if begun or tag.startswith(b"</") or (document.format == "text" and b"=" in tag):
        return True
    if name in _ALONE:
        return not _SPOKEN_OF.match(data, end)
    return document.lower.find(b"</" + name, end, min(block.end, end + _PAIRED_WITHIN)) >= 0


def _is_other(document: Document, tag: bytes, end: int) -> bool:
    """Tell an escaped tag (``&lt;b&gt;``) that is no topic, or a tag of a bulletin board that is not one letter in brackets."""
    if tag[:1] == b"&":
        return document.format != "markdown" and not _SPOKEN_OF.match(document.data, end)
    return b"=" in tag or tag[1:2] == b"/" or document.lower.find(b"[/" + tag[1:], end, end + _PAIRED_WITHIN) >= 0
