"""Tags that a reader sees: pairs become the markup that they were meant to be, in plain text nothing; remnants are taken out."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from auditor.fixers.places import cut, escaped, exact, runs
from auditor.lexicon import later
from auditor.model import Edit, Fix, Span
from auditor.model.made import NamedTuple
from auditor.read.tags import attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.document import Document
    from auditor.model import Match

_BLOCKS = frozenset(b"p br hr li ul ol dl dt dd div h1 h2 h3 h4 h5 h6 blockquote table tbody thead tr td th figure".split())
_MARKS = {b"strong": "**", b"b": "**", b"em": "*", b"i": "*", b"cite": "*", b"del": "~~", b"strike": "~~", b"s": "~~"}
_HTML = {name: name.decode() for name in (*_MARKS, b"sup", b"sub", b"u", b"small", b"ins")} | {b"strike": "del"}
_ADDRESS = ("http://", "https://")
_SAID = later(rb"\S")
_WITHIN = 2000  # bytes between the two tags of a pair
_KEPT = b"ref"  # a wiki's citation: whatever is done to its tags loses a source


class _Tag(NamedTuple):
    """A tag in the prose; ``target`` is where a link led."""

    start: int
    end: int
    name: bytes
    closing: bool
    target: str = ""


def mend_tags(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each pair of tags that can be restored, and for each run of other tags, which goes; none for citations."""
    if match.in_source:  # the end of what never began: what it belonged to is for its author to say
        return
    read = (_read(document, span) for span in match.spans if not _is_open(document, span))
    tags = [tag for tag in read if tag.name != _KEPT]
    alone: list[Span] = []
    done: set[int] = set()  # where the second tags of pairs start
    for i, tag in enumerate(tags):
        if tag.start in done:
            continue
        partner = next((other for other in _near(tags, i) if other.name == tag.name and other.start not in done), None)
        fix = _restored(document, tag, partner) if partner and partner.closing and not tag.closing else None
        if fix and partner:
            done.add(partner.start)
            yield fix
        elif tag.target.startswith(_ADDRESS):
            yield from _bare_address(document, tag)
        elif document.format == "html" and tag.name == b"br" and (fix := _line_break(document, tag)):
            yield fix
        else:
            alone.append(Span(tag.start, tag.end))
    blocks = [tag.start for tag in tags if tag.name in _BLOCKS]
    for start, end in runs(document, alone):
        edit = cut(document, start, end, " " if bisect_left(blocks, start) < bisect_left(blocks, end) else "")
        if edit:
            yield Fix((edit,), "takes the tag out")


def _near(tags: Sequence[_Tag], i: int) -> Iterator[_Tag]:
    """Give the tags behind one among which its twin would be."""
    behind = map(tags.__getitem__, range(i + 1, len(tags)))
    return takewhile(lambda other: other.start <= tags[i].end + _WITHIN, behind)


def _is_open(document: Document, span: Span) -> bool:
    """Tell the tail of a tag with attributes: the address that it may hold must not be lost."""
    return b"=" in document.data[span.start : span.end] and document.data[span.start : span.start + 1] not in (b"<", b"[")


def _read(document: Document, span: Span) -> _Tag:
    inner = document.data[span.start : span.end].strip(b"<> \t\r\n")
    closing = inner.startswith(b"/")
    inner = inner.strip(b"/ \t")
    name, _, raw = inner.partition(b" ")
    target = attributes(raw).get("href", "") if name.lower() == b"a" and raw else ""
    return _Tag(*span, name.lower(), closing, target.strip())


def _restored(document: Document, opening: _Tag, closing: _Tag) -> Fix | None:
    """Give the fix that makes a pair of tags markup again; None in plain text, where a link alone keeps something: its address."""
    data = document.data
    words = data[opening.end : closing.start]
    block = document.blocks[document.block_at(opening.start)]
    if not words.strip() or len(words) > _WITHIN or closing.end > block.end or b"\n\n" in words:
        return None
    if opening.name == b"a" and not opening.target.startswith((*_ADDRESS, "/", "mailto:")):
        return None
    if document.format == "text":
        return _address_kept(document, opening, closing) if opening.name == b"a" else None
    before, after = len(words) - len(words.lstrip()), len(words) - len(words.rstrip())
    first, last = exact(document, opening.start, opening.end + before), exact(document, closing.start - after, closing.end)
    marks = _marks(document, opening, closing, words.strip())
    if first is None or last is None or marks is None:
        return None
    room = " " if before and data[opening.start - 1 : opening.start].strip() and opening.start > block.start else ""
    space = " " if after and data[closing.end : closing.end + 1].isalnum() else ""
    return Fix((Edit(*first, room + marks[0]), Edit(*last, marks[1] + space)), "makes the tags markup again")


def _marks(document: Document, opening: _Tag, closing: _Tag, words: bytes) -> tuple[str, str] | None:
    """Give what marks up words before and after them, in the format of the document."""
    if document.format == "html":
        if opening.name == b"a":
            return f'<a href="{opening.target.replace("&", "&amp;").replace(chr(34), "%22")}">', "</a>"
        name = _HTML.get(opening.name)
        return (f"<{name}>", f"</{name}>") if name else None
    if opening.name == b"a":
        clear = not set("()<> ") & set(opening.target) and not set(b"[]") & set(words)
        return ("[", f"]({opening.target})") if clear else None
    mark = _MARKS.get(opening.name)
    if mark is None or b"\n" in words or mark[0].encode() in words:
        return None
    outside = document.data[opening.start - 1 : opening.start], document.data[closing.end : closing.end + 1]
    if (words[:1].isalnum() or not outside[0].isalnum()) and (words[-1:].isalnum() or not outside[1].isalnum()):
        return mark, mark
    return f"<{opening.name.decode()}>", f"</{opening.name.decode()}>"  # here Markdown would not read its own marks


def _address_kept(document: Document, opening: _Tag, closing: _Tag) -> Fix | None:
    edit = cut(document, opening.start, opening.end)
    if edit is None or edit.end > closing.start:
        return None
    shown = opening.target.partition("://")[2] in document.words(opening.end, closing.start)
    kept = "" if shown else f" ({opening.target})"
    return Fix((edit, Edit(closing.start, closing.end, kept)), "takes the tags out and keeps the address")


def _bare_address(document: Document, tag: _Tag) -> Iterator[Fix]:
    """Put the address of a link whose words are not known in the place of its tag."""
    where = exact(document, tag.start, tag.end)
    if where:
        data = document.data
        before = " " if data[tag.start - 1 : tag.start].isalnum() else ""
        after = " " if data[tag.end : tag.end + 1].isalnum() else ""
        address = f"(<{tag.target}>)" if document.format == "markdown" else escaped(document, f"({tag.target})")
        yield Fix((Edit(*where, before + address + after),), "takes the tag out and keeps the address")


def _line_break(document: Document, tag: _Tag) -> Fix | None:
    block = document.blocks[document.block_at(tag.start)]
    where = exact(document, tag.start, tag.end)
    data = document.data
    if where is None or not _SAID.search(data, tag.end, block.end) or not _SAID.search(data, block.start, tag.start):
        return None
    return Fix((Edit(*where, "<br>"),), "makes the tag markup again")
