"""Markdown, by pulldown-cmark: its events carry exact byte ranges of the source."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pyromark

from auditor.document import Document
from auditor.lexicon import lazy
from auditor.model import Definition, Link, Mark, Metadata, Span
from auditor.read.build import Builder
from auditor.read.metadata import front_matter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBERED_DEFINITION = re.compile(r"^ {0,3}\[\d+\]:", re.MULTILINE)
_TEMPLATE_TAG = lazy(r"\{%[^\n]*?%\}|\{\{[^\n]*?\}\}")
_TEMPLATE_LINK = lazy(r"\[[^\[\]\n]*\]\(\s*\{[{%][^\n]*?[}%]\}[^)\s]*\s*\)")
_PROSE_IN_MATH = re.compile(r"^\d|[a-z]{3,} +[a-z]{3,}")
_ATTRIBUTE = re.compile(r"""\b(href|src|title|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_TAG = re.compile(r"<\s*(/?)\s*([a-zA-Z][a-zA-Z0-9]*)")
_HTML_MARKS = {"sup": "superscript", "sub": "subscript", "code": "code", "em": "emphasis", "i": "emphasis", "cite": "emphasis", "strong": "strong", "b": "strong"}
_INLINE_MARKS = {"Emphasis": "emphasis", "Strong": "strong", "Strikethrough": "deleted", "Superscript": "superscript", "Subscript": "subscript"}


@cache
def _options() -> Any:  # noqa: ANN401 — an enum flag of an extension module
    flags = pyromark.Options
    return (
        flags.ENABLE_TABLES
        | flags.ENABLE_FOOTNOTES
        | flags.ENABLE_STRIKETHROUGH
        | flags.ENABLE_TASKLISTS
        | flags.ENABLE_SUPERSCRIPT
        | flags.ENABLE_MATH
        | flags.ENABLE_GFM
        | flags.ENABLE_HEADING_ATTRIBUTES
        | flags.ENABLE_YAML_STYLE_METADATA_BLOCKS
        | flags.ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
    )


def read_markdown(source: str, name: str) -> Document:
    """Read Markdown (CommonMark with tables, footnotes, strikethrough, task lists, maths and front matter)."""
    text = source.encode("utf-8", "replace").decode()
    walker = _Walker(text.encode())
    handlers = walker.handlers
    for event, bounds in pyromark.events_with_range(text, options=_options()):
        walker.at = (bounds["start"], bounds["end"])
        if isinstance(event, str):
            handlers[event](None)
        else:
            for key, value in event.items():
                handlers[key](value)
    return walker.document(source, name)


class _Walker:
    """Turns the events of one document into prose, blocks, links and marks."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.build = Builder()
        self.at = (0, 0)
        self.images: list[Link] = []
        self.metadata = Metadata()
        self._quoted = 0
        self._lists: list[tuple[int, list[int | None]]] = []   # container and the next ordinal, innermost last
        self._containers = 0
        self._footnote: str | None = None
        self._footnote_start = 0
        self._raw: str | None = None          # front matter being read
        self._code = False
        self._links: list[tuple[int, dict[str, str], tuple[int, int]]] = []
        self._image_depth = 0
        self._starts: dict[str, list[int]] = {}
        self._html_links: list[tuple[int, str, int]] = []
        self.handlers: dict[str, Callable[[Any], None]] = {
            "Start": self._start,
            "End": self._end,
            "Text": self._text,
            "Code": self._inline_code,
            "InlineMath": self._math,
            "DisplayMath": self._math,
            "SoftBreak": self._break,
            "HardBreak": self._break,
            "Html": self._ignore,
            "InlineHtml": self._inline_html,
            "FootnoteReference": self._footnote_reference,
            "TaskListMarker": self._ignore,
            "Rule": self._ignore,
        }

    # --- events -----------------------------------------------------------------------------------------------

    def _ignore(self, _: object) -> None:
        """Nothing of it is prose."""

    def _words(self, text: bytes) -> None:
        """Add words, opening a paragraph where the markup has none (tight list items)."""
        if not self.build.is_open:
            self._open("paragraph")
        self.build.add(text, *self.at)

    def _text(self, text: str) -> None:
        if self._raw is not None:
            self._raw += text
        elif not self._code:
            data = text.encode()
            start, end = self.at
            if end - start != len(data) and self.source[start:end].endswith(data):   # an escape: the backslash is not prose
                self.at = (end - len(data), end)
            self._words(data)

    def _inline_code(self, text: str) -> None:
        start, end = self.at
        data = text.encode()
        inner = self.source.find(data, start, end)
        if inner >= 0:
            self.at = (inner, inner + len(data))
        if not self.build.is_open:
            self._open("paragraph")
        begin = self.build.size
        self.build.add(data, *self.at)
        self.build.mark("code", begin)

    def _math(self, text: str) -> None:
        if not self.build.is_open:
            self._open("paragraph")
        begin = self.build.size
        self.build.add(self.source[self.at[0] : self.at[1]], *self.at)
        if not _PROSE_IN_MATH.search(text):   # “from $5 to US$10” is money
            self.build.mark("math", begin)

    def _break(self, _: object) -> None:
        if self.build.is_open:
            start, end = self.at
            self.build.add(b"\n", start, end if end > start else start + 1)

    def _footnote_reference(self, label: str) -> None:
        self._words(self.source[self.at[0] : self.at[1]] if self.at[1] > self.at[0] else f"[^{label}]".encode())

    def _inline_html(self, raw: str) -> None:
        tag = _TAG.match(raw)
        if not tag:
            return
        closing, name = tag[1] == "/", tag[2].lower()
        if name in _HTML_MARKS:
            starts = self._starts.setdefault("<" + name, [])
            if not closing:
                starts.append(self.build.size)
            elif starts:
                self.build.mark(_HTML_MARKS[name], starts.pop())  # type: ignore[arg-type]
        elif name == "a":
            self._anchor(raw, closing=closing)
        elif name == "br":
            self._break(None)
        elif name == "img":
            self._html_image(raw)

    def _anchor(self, raw: str, *, closing: bool) -> None:
        if closing and self._html_links:
            begin, target, source_start = self._html_links.pop()
            self.build.link(begin, target, "inline", (source_start, self.at[1]))
        elif not closing and (target := _attributes(raw).get("href")) is not None:
            self._html_links.append((self.build.size, target, self.at[0]))

    def _html_image(self, raw: str) -> None:
        attributes = _attributes(raw)
        size = self.build.size
        self.images.append(Link(size, size, attributes.get("src", ""), "image", Span(*self.at), attributes.get("alt", "")))

    # --- structure --------------------------------------------------------------------------------------------

    def _open(self, kind: Any, **more: Any) -> None:  # noqa: ANN401 — passes on what Builder.open takes
        level = more.pop("level", len(self._lists) if kind == "item" else 0)
        self.build.open(kind, level=level, quoted=self._quoted > 0, footnote=self._footnote, **more)

    def _start(self, tag: Any) -> None:  # noqa: ANN401 — a name, or a name with what belongs to it
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name in _INLINE_MARKS:
            self._starts.setdefault(name, []).append(self.build.size)
        elif name in ("Link", "Image"):
            if not self.build.is_open:
                self._open("paragraph")
            self._links.append((self.build.size, value or {}, self.at))
            self._image_depth += name == "Image"
        elif name in _OPENERS:
            _OPENERS[name](self, value)

    def _end(self, tag: Any) -> None:  # noqa: ANN401
        name, value = (tag, None) if isinstance(tag, str) else next(iter(tag.items()))
        if name in _INLINE_MARKS:
            self.build.mark(_INLINE_MARKS[name], self._starts[name].pop())  # type: ignore[arg-type]
        elif name in ("Link", "Image"):
            self._end_link(image=name == "Image")
        elif name in _CLOSERS:
            _CLOSERS[name](self, value)

    def _end_link(self, *, image: bool) -> None:
        begin, value, source = self._links.pop()
        target, title = value.get("dest_url", ""), value.get("title", "")
        link_type = str(value.get("link_type", ""))
        if image:
            self._image_depth -= 1
            self.images.append(Link(begin, self.build.size, target, "image", Span(*source), title))
            return
        kind = "autolink" if link_type in ("Autolink", "Email") else "inline" if link_type == "Inline" else "reference"
        self.build.link(begin, target, kind, source, title, value.get("id", "") if kind == "reference" else "")  # type: ignore[arg-type]

    def _open_paragraph(self, _: object) -> None:
        if not (self._lists and self.build.is_open):   # the first paragraph of a loose item is the item
            self._open("paragraph")

    def _open_item(self, _: object) -> None:
        container, following = self._lists[-1]
        ordinal = following[0]
        if ordinal is not None:
            following[0] = ordinal + 1
        self._open("item", ordinal=ordinal, container=container)

    def _open_list(self, first: int | None) -> None:
        self._containers += 1
        self._lists.append((self._containers, [first]))

    def _open_code(self, _: object) -> None:
        self._open("code")
        self._code = True

    def _close_code(self, _: object) -> None:
        self._code = False
        self.build.close(keep_empty=True)

    def _open_footnote(self, label: str) -> None:
        self.build.close()
        self._footnote, self._footnote_start = label, self.build.size

    def _close_footnote(self, _: object) -> None:
        self.build.close()
        if self._footnote is not None:
            self.build.footnote(self._footnote, self._footnote_start)
        self._footnote = None

    def _quote(self, step: int) -> None:
        self.build.close()
        self._quoted += step

    def _open_metadata(self, _: object) -> None:
        self._raw = ""

    def _close_metadata(self, style: str) -> None:
        raw, self._raw = self._raw, None
        self.metadata = front_matter(raw or "", "yaml" if style == "YamlStyle" else "toml")

    def _open_table(self, _: object) -> None:
        self._containers += 1

    # --- the document -----------------------------------------------------------------------------------------

    def document(self, source: str, name: str) -> Document:
        """Give the finished document."""
        data, offsets = self.build.finish()
        templated = b"{%" in self.source or b"{{" in self.source or b"<!-- include" in self.source
        links, marks = self.build.links, self.build.marks
        if templated:
            links += [Link(m.start(), m.end(), "{{template}}", "inline", offsets.to_source(*m.span())) for m in _TEMPLATE_LINK.finditer(data)]
            marks += [Mark(m.start(), m.end(), "code") for m in _TEMPLATE_TAG.finditer(data)]
        return Document(
            name=name,
            format="markdown",
            source=source,
            data=data,
            offsets=offsets,
            blocks=tuple(self.build.blocks),
            links=tuple(sorted(links)),
            images=tuple(sorted(self.images)),
            marks=tuple(sorted(marks)),
            footnotes=tuple(self.build.footnotes),
            definitions=_definitions(source),
            metadata=self.metadata,
            templated=templated,
        )


def _attributes(raw: str) -> dict[str, str]:
    return {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(raw)}


def _definitions(source: str) -> tuple[Definition, ...]:
    if not _NUMBERED_DEFINITION.search(source):
        return ()
    found = pyromark.reference_definitions(source, options=_options())
    return tuple(
        Definition(label, row["dest"], row["title"] or "", Span(row["span"]["start"], row["span"]["end"]))
        for label, row in found.items()
        if label.isdigit()
    )


_OPENERS: dict[str, Any] = {
    "Paragraph": _Walker._open_paragraph,  # noqa: SLF001 — the table belongs to the class; it is outside to be built once
    "Heading": lambda w, value: w._open("heading", level=int(str(value["level"])[1])),  # noqa: SLF001
    "Item": _Walker._open_item,  # noqa: SLF001
    "List": _Walker._open_list,  # noqa: SLF001
    "CodeBlock": _Walker._open_code,  # noqa: SLF001
    "FootnoteDefinition": _Walker._open_footnote,  # noqa: SLF001
    "BlockQuote": lambda w, _: w._quote(1),  # noqa: SLF001
    "MetadataBlock": _Walker._open_metadata,  # noqa: SLF001
    "Table": _Walker._open_table,  # noqa: SLF001
    "TableCell": lambda w, _: w._open("cell", container=w._containers),  # noqa: SLF001
    "HtmlBlock": lambda w, _: w.build.close(),
}
_CLOSERS: dict[str, Any] = {
    "Paragraph": lambda w, _: w.build.close(),
    "Heading": lambda w, _: w.build.close(),
    "Item": lambda w, _: w.build.close(),
    "List": lambda w, _: w._lists.pop(),  # noqa: SLF001
    "CodeBlock": _Walker._close_code,  # noqa: SLF001
    "FootnoteDefinition": _Walker._close_footnote,  # noqa: SLF001
    "BlockQuote": lambda w, _: w._quote(-1),  # noqa: SLF001
    "MetadataBlock": _Walker._close_metadata,  # noqa: SLF001
    "TableCell": lambda w, _: w.build.close(),
}
