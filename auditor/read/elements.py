"""The elements of HTML to prose, blocks, links and marks: for pages, fragments and the HTML inside Markdown."""

from __future__ import annotations

import re
from html import unescape

from auditor.lexicon import later
from auditor.model.made import NamedTuple
from auditor.read.tags import Tag, attributes, find_tags, speaks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from auditor.model import BlockKind, MarkKind
    from auditor.read.build import Builder

_FOLD = bytes.maketrans(b"\t\n\r\f", b"    ")
_PIECE = later(rb" {2,}|&(?:#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_MARKS: dict[bytes, MarkKind] = {
    b"sup": "superscript", b"sub": "subscript", b"em": "emphasis", b"i": "emphasis", b"cite": "emphasis", b"dfn": "emphasis",
    b"strong": "strong", b"b": "strong", b"code": "code", b"kbd": "code", b"samp": "code", b"tt": "code", b"math": "math",
    b"del": "deleted", b"s": "deleted", b"strike": "deleted",
}  # fmt: skip
_HEADINGS = {b"h1": 1, b"h2": 2, b"h3": 3, b"h4": 4, b"h5": 5, b"h6": 6}
_LISTS = frozenset((b"ul", b"ol", b"menu", b"dir"))
_BLOCKS = frozenset(
    b"address article aside blockquote caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    b"h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol p section summary table tbody td tfoot th thead tr ul".split()
)
_BOUNDS = frozenset((b"hr", b"html", b"body", b"option", b"pre"))  # end a block and hold nothing
_CAPTIONS = frozenset((b"caption", b"figcaption", b"summary", b"legend"))
_CELLS = frozenset((b"td", b"th"))
_TERMS = frozenset((b"dt", b"dd"))
_CLOSED_BY = {  # which open element a tag ends without a word, and where the search for it stops
    b"li": (frozenset((b"li",)), _LISTS),
    b"dt": (_TERMS, frozenset((b"dl",))),
    b"dd": (_TERMS, frozenset((b"dl",))),
    b"td": (_CELLS, frozenset((b"table", b"tr"))),
    b"th": (_CELLS, frozenset((b"table", b"tr"))),
    b"tr": (frozenset((b"tr",)), frozenset((b"table",))),
}
_DEEPEST = 512  # as in browsers: what is nested deeper is taken to stand side by side
_SELF_LINK = later(r"backlink|backref|footnote-back|reversefootnote|headerlink|permalink|anchor-?link|heading-anchor")
_BACK_TARGET = later(r"#(?:fn-?ref|_?ftnref|cite_ref|footnote-?ref|note-?ref|endnote-?ref)", re.IGNORECASE)
_TYPED_END = later(rb"(\n[ \t\r\f]*\n\s*)|\r?\n")
_CAPITALS = later(rb"[A-Z][A-Z0-9 ,&/'()-]{2,60}")
_NOTE_ROLES = ("doc-footnote", "doc-endnote")
_HIDDEN = later(rb"""display\s*:\s*none""", re.IGNORECASE)
_NOTE_NUMBER = later(r"(\d+)\D*$")


class _Context(NamedTuple):
    """What the open elements make of the words in them.

    ``depth`` counts the lists around; ``headed`` tells that a heading stands right before the list: its items are the entries
    of a section, not footnotes, even where markers lead to them.
    """

    kind: BlockKind = "paragraph"
    level: int = 0
    quoted: bool = False
    footnote: str | None = None
    container: int = 0
    depth: int = 0
    headed: bool = False


_PLAIN = _Context()


class _Open(NamedTuple):
    """An open element, what was around it, and where its footnote began (-1: it is none)."""

    name: bytes
    outer: _Context
    note_start: int = -1


class _Anchor(NamedTuple):
    """An open link: where its words begin, where it leads, its title and where its tag stands."""

    begin: int
    target: str
    title: str
    start: int
    note: bool


class Elements:
    """Reads stretches of HTML into a builder; what is open stays open from one stretch to the next.

    ``plain`` opens a block where no element says which: in Markdown, that depends on the Markdown around. ``typed`` reads the
    words in ``pre``, which are code elsewhere.
    """

    def __init__(self, source: bytes, build: Builder, plain: Callable[[], None] | None = None, *, typed: bool = False) -> None:
        self._source = source
        self._typed = typed
        self._build = build
        self._plain = plain or (lambda: build.open("paragraph"))
        self._context = _PLAIN
        self._stack: list[_Open] = []
        self._counts: dict[bytes, int] = {}
        self._ordinals: list[int | None] = []  # the next ordinal of each open list
        self._item: tuple[int | None] | None = None  # the ordinal of an item whose first words are still to come
        self._space = False  # whether the prose ends with white space
        self._starts: dict[bytes, list[int]] = {}
        self._link: _Anchor | None = None
        self._mute = False  # inside a link that is no word of the text (↩, ¶)
        self._notes: dict[str, str] = {}  # id of a footnote -> its label, from the references to it
        self._containers = 1 << 20  # Markdown counts its own from 1
        self._inline: dict[bytes, Callable[[Tag], None]] = {
            b"a": self._anchor,
            b"img": self._image,
            b"br": self._line_break,
            b"q": self._quotation,
            b"d-cite": self._citation_keys,
            b"span": self._span,
            b"": self._comment,
            **dict.fromkeys(_MARKS, self._mark),
        }

    # --- stretches --------------------------------------------------------------------------------------------

    def feed(self, start: int, end: int, tags: Iterable[Tag] | None = None) -> None:
        """Read ``[start, end)`` of the source; ``tags`` are the tags in it where they are known already."""
        at, inline = start, self._inline
        for tag in find_tags(self._source, start, end) if tags is None else tags:
            if tag.start > at:
                self._text(at, tag.start)
            at = tag.end
            handler = inline.get(tag.name)
            if handler:
                handler(tag)
            elif tag.name in _BLOCKS:
                self._block(tag)
            elif tag.name in _BOUNDS:
                self._bound(tag)
        if end > at:
            self._text(at, end)

    def inline(self, start: int, end: int) -> None:
        """Read one tag inside a paragraph of Markdown; only what stands in lines counts."""
        for tag in find_tags(self._source, start, end):
            handler = self._inline.get(tag.name)
            if handler:
                handler(tag)

    def finish(self) -> None:
        """Close what is open."""
        self._end_link(len(self._source))
        while self._stack:
            self._pop()

    # --- words ------------------------------------------------------------------------------------------------

    def _text(self, start: int, end: int) -> None:
        """Add a run of text, white space folded as a browser does, entities decoded."""
        raw = self._source[start:end].translate(_FOLD)
        if self._space or self._build.current is None:
            length = len(raw)
            raw = raw.lstrip(b" ")
            start += length - len(raw)
        if not raw or self._mute:
            return
        if self._build.current is None:
            self._open()
        if b"&" in raw or b"  " in raw:
            self._pieces(raw, start)
        else:
            self._build.add(raw, start, end)
        self._space = raw.endswith(b" ")

    def _pieces(self, raw: bytes, start: int) -> None:
        add, at = self._build.add, 0
        for match in _PIECE.finditer(raw):
            first, last = match.span()
            found = match[0]
            if found[0] == 32:
                words = b" "
            else:
                entity = found.decode("ascii")
                words = unescape(entity).encode("utf-8", "replace")
                if words == found:
                    continue
            add(raw[at:first], start + at, start + first)
            add(words, start + first, start + last)
            at = last
        add(raw[at:], start + at, start + len(raw))

    def _open(self) -> None:
        """Open the block that the context asks for."""
        kind, level, quoted, footnote, container, depth, _ = self._context
        self._space = False
        if self._item:
            self._build.open(
                "item", level=max(depth, 1), ordinal=self._item[0], quoted=quoted, footnote=footnote, container=container
            )
            self._item = None
        elif self._context == _PLAIN:
            self._plain()
        else:
            self._build.open(kind, level=level, quoted=quoted, footnote=footnote, container=container if kind == "cell" else 0)

    def _mark(self, tag: Tag) -> None:
        starts = self._starts.setdefault(tag.name, [])
        if not tag.closing:
            starts.append(self._build.size)
        elif starts:
            self._build.mark(_MARKS[tag.name], starts.pop())

    def _span(self, tag: Tag) -> None:
        """Mark what a page does not show: a chatbot keeps the numbers of sources that it did not use in such a place."""
        starts = self._starts.setdefault(tag.name, [])
        if not tag.closing:
            starts.append(self._build.size if _HIDDEN.search(tag.raw) else -1)
        elif starts and (start := starts.pop()) >= 0:
            self._build.mark("hidden", start)

    def _line_break(self, tag: Tag) -> None:
        if self._build.current is not None:
            self._build.add(b"\n", tag.start, tag.end)
            self._space = True

    def _quotation(self, tag: Tag) -> None:
        if self._build.current is None:
            self._open()
        self._build.add("”".encode() if tag.closing else "“".encode(), tag.start, tag.end)
        self._space = False

    def _citation_keys(self, tag: Tag) -> None:
        """``<d-cite key="one,two">``, whose words a build step adds: its keys stand for them, as Pandoc writes them."""
        keys = [key.strip() for key in attributes(tag.raw).get("key", "").split(",")] if not tag.closing else []
        if self._build.current is not None and any(keys):
            self._build.add(f"[{'; '.join(f'@{key}' for key in keys if key)}]".encode(), tag.start, tag.end)
            self._space = False

    def _image(self, tag: Tag) -> None:
        given = attributes(tag.raw)
        target = given.get("src") or given.get("data-src") or ""
        self._build.image(self._build.size, target, (tag.start, tag.end), given.get("alt") or given.get("title") or "")

    def _anchor(self, tag: Tag) -> None:
        self._end_link(tag.end if tag.closing else tag.start)
        if tag.closing:
            return
        given = attributes(tag.raw)
        target = given.get("href")
        if target is None:
            return
        target, role, names = target.strip(), given.get("role", ""), given.get("class", "")
        if role == "doc-backlink" or _BACK_TARGET.match(target) or (target.startswith("#") and _SELF_LINK.search(names)):
            self._mute = True
            return
        note = target.startswith("#") and (role == "doc-noteref" or "footnote" in names or bool(self._starts.get(b"sup")))
        self._link = _Anchor(self._build.size, target, given.get("title", ""), tag.start, note)

    def _end_link(self, end: int) -> None:
        self._mute = False
        if self._link is None:
            return
        begin, target, title, start, note = self._link
        self._link = None
        self._build.link(begin, target, "inline", (start, end), title=title)
        if note:
            label = self._build.data_from(begin).decode("utf-8", "replace").strip().strip("[]()^*")
            self._notes.setdefault(target[1:], label or target[1:])

    def _comment(self, tag: Tag) -> None:
        if speaks(self._source, tag.start):
            self._build.comment(tag.start, tag.end)

    # --- structure --------------------------------------------------------------------------------------------

    def _bound(self, tag: Tag) -> None:
        self._build.close()
        if tag.name == b"pre" and tag.inner < tag.end:
            if self._typed:
                self._lines(tag.inner, self._source.rfind(b"</", tag.inner, tag.end))
            else:  # code is no prose; an empty block says where it stood
                self._build.open("code")
                self._build.close(keep_empty=True)

    def _lines(self, start: int, end: int) -> None:
        """Read what was typed: blank lines end blocks, other line ends are spaces; words in capitals on a line are a heading."""
        at = start
        for tag in find_tags(self._source, start, end):
            self._typed_words(at, tag.start)
            at = tag.end
            handler = self._inline.get(tag.name)
            if handler:
                handler(tag)
        self._typed_words(at, end)
        self._build.close()

    def _typed_words(self, start: int, end: int) -> None:
        at = start
        for match in _TYPED_END.finditer(self._source, start, end):
            self._text(at, match.start())
            current = self._build.current
            if match[1] is not None or (current and _CAPITALS.fullmatch(self._build.data_from(current.start))):
                if current and match[1] is None:
                    self._build.current = current._replace(kind="heading", level=2)
                self._build.close()
            elif current:
                self._text(match.start(), match.end())
            at = match.end()
        self._text(at, end)

    def _block(self, tag: Tag) -> None:
        self._build.close()
        name = tag.name
        stack = self._stack
        if tag.closing:
            if self._counts.get(name):
                while self._pop() != name:
                    pass
            return
        if stack and stack[-1].name == b"p":
            self._pop()
        implied = _CLOSED_BY.get(name)
        if implied:
            self._close_implied(*implied)
        if len(stack) < _DEEPEST:
            self._push(tag)

    def _close_implied(self, ended: frozenset[bytes], stop: frozenset[bytes]) -> None:
        for depth in range(len(self._stack) - 1, -1, -1):
            name = self._stack[depth].name
            if name in stop:
                return
            if name in ended:
                while len(self._stack) > depth:
                    self._pop()
                return

    def _push(self, tag: Tag) -> None:
        name, outer = tag.name, self._context
        label = None if outer.headed and name == b"li" else self._note_label(tag.raw)
        if name == b"p" and label is None:
            return  # changes nothing of what is around
        inner = outer if label is None else outer._replace(footnote=label)
        if name in _HEADINGS:
            inner = inner._replace(kind="heading", level=_HEADINGS[name])
        elif name in _LISTS:
            self._containers += 1
            first = attributes(tag.raw).get("start", "") if tag.raw else ""
            self._ordinals.append((int(first) if first.isdecimal() else 1) if name == b"ol" else None)
            blocks = self._build.blocks
            headed = name == b"ol" and bool(blocks) and blocks[-1].kind == "heading"
            inner = inner._replace(kind="paragraph", level=0, container=self._containers, depth=inner.depth + 1, headed=headed)
        elif name == b"li":
            self._begin_item(tag)
        elif name in _CELLS:
            inner = inner._replace(kind="cell", level=0)
        elif name == b"table":
            self._containers += 1
            inner = inner._replace(container=self._containers)
        elif name == b"blockquote":
            inner = inner._replace(quoted=True)
        elif name in _CAPTIONS:
            inner = inner._replace(kind="caption", level=0)
        self._stack.append(_Open(name, outer, -1 if label is None else self._build.size))
        self._counts[name] = self._counts.get(name, 0) + 1
        self._context = inner

    def _begin_item(self, tag: Tag) -> None:
        ordinal = self._ordinals[-1] if self._ordinals else None
        if ordinal is not None:
            value = attributes(tag.raw).get("value", "") if tag.raw else ""
            ordinal = int(value) if value.isdecimal() else ordinal
            self._ordinals[-1] = ordinal + 1
        self._item = (ordinal,)

    def _note_label(self, raw: bytes) -> str | None:
        """Give the label of the footnote that an element is."""
        if not raw or not (self._notes or b"doc-" in raw):
            return None
        given = attributes(raw)
        known = self._notes.get(given.get("id", ""))
        if known is None and given.get("role") in _NOTE_ROLES:
            number = _NOTE_NUMBER.search(given.get("id", ""))
            return number[1] if number else given.get("id") or "note"
        return known

    def _pop(self) -> bytes:
        """Close the innermost element; give its name."""
        name, outer, note_start = self._stack.pop()
        self._build.close()
        self._counts[name] -= 1
        if name in _LISTS and self._ordinals:
            self._ordinals.pop()
        elif name == b"li":
            self._item = None
        if note_start >= 0 and self._context.footnote is not None:
            self._build.footnote(self._context.footnote, note_start)
        self._context = outer
        return name
