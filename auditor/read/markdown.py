"""Markdown, by pulldown-cmark: its events carry exact byte ranges of the source."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Any

import pyromark

from auditor.document import Document
from auditor.lexicon import later, lazy
from auditor.model import Comment, Definition, Link, LinkKind, Mark, MarkKind, Metadata, Span
from auditor.read.build import Builder, OpenBlock
from auditor.read.late import front_closed_up

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.model import BlockKind
    from auditor.offsets import OffsetMap
    from auditor.read.elements import Elements

_NUMBERED_DEFINITION = later(r"^ {0,3}\[\d+\]:", re.MULTILINE)
_TEMPLATE_TAG = lazy(r"\{%[^\n]*?%\}|\{\{[^\n]*?\}\}")
_TEMPLATE_LINK = lazy(r"\[[^\[\]\n]*\]\(\s*\{[{%][^\n]*?[}%]\}[^)\s]*\s*\)")
_COMMENT = later(rb"""^[ ]{0,3}\[//\]:[ \t]*(?:#|<>)[ \t]+([("'])auditor\b[^\n]*[)"'][ \t]*\r?$""", re.MULTILINE)
_MODULE = later(  # how MDX takes in what its page is built of
    rb"""import\s+(?:[\w*{][^\n;]*?\sfrom\s+)?["'][^"'\n]+["'];?[ \t]*(?:\r?$|//)|"""
    rb"export\s+(?:default\s+(?:(?:async\s+)?(?:function|class)\b|[\[({]|[\w$]+\s*(?:[;(]|$))|(?:const|let|var|class)\s+[\w$]+\s*[={:]|"
    rb"(?:async\s+)?function\*?\s+[\w$]+\s*\(|\*\s*from\b|\{[^}]*\}\s*(?:;|from\b|$))",
    re.MULTILINE,
)
_DIVISION = later(rb":{3,}+[ \t]*+(?:\{.*\}|[\w-]*+)[ \t]*+:*+")  # the edge of a box (“::: note”) as Pandoc and Docusaurus write it
_PROSE_IN_MATH = later(r"^\d|[a-z]{3,} +[a-z]{3,}")
_INLINE_MARKS: dict[str, MarkKind] = {
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "deleted",
    "Superscript": "superscript",
    "Subscript": "subscript",
}


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
    data = source.encode("utf-8", "replace")
    text = source if source.isascii() else data.decode()  # not the same where the source holds a lone surrogate
    walker = _Walker(data, front_closed_up(text))
    walker.run()
    return walker.document(source, name, _definitions(text))


class _Walker:
    """Turns the events of one document into prose, blocks, links and marks."""

    def __init__(self, source: bytes, text: str) -> None:
        self.source = source
        self.build = Builder()
        self.metadata = Metadata()
        self.containers = 0
        self.footnote: str | None = None
        self.footnote_start = 0
        self.quotes = 0
        self.lists: list[list[int | None]] = []  # container and the next ordinal, innermost last
        self._links: list[tuple[int, Any, tuple[int, int]]] = []
        self._starts: dict[str, list[int]] = {name: [] for name in _INLINE_MARKS}
        self._html: Elements | None = None
        self._code: list[tuple[int, int]] = []  # where blocks of code stand in the source
        self._events: Iterator[tuple[Any, Any]] = iter(pyromark.events_with_range(text, options=_options()))

    def run(self) -> None:  # noqa: C901 — a call for each kind of event would cost more than the event
        """Walk through all events; text, the most frequent by far, takes the shortest way."""
        build, source = self.build, self.source
        add = build.add
        for event, bounds in self._events:
            if type(event) is str:
                _PLAIN[event](self, bounds["start"], bounds["end"])
            elif "Text" in event:
                words = event["Text"].encode()
                start, end = bounds["start"], bounds["end"]
                if words[:3] == b":::" and _DIVISION.fullmatch(words):
                    continue
                if end - start != len(words) and source.endswith(words, start, end):
                    start = end - len(words)  # an escape: the backslash is not prose
                if build.current is None:
                    self.open("paragraph")  # tight list items have no paragraph of their own
                add(words, start, end)
            elif "Start" in event:
                tag = event["Start"]
                name, value = (tag, None) if type(tag) is str else next(iter(tag.items()))
                opener = _OPENERS.get(name)
                if opener:
                    opener(self, value, bounds)
            elif "End" in event:
                tag = event["End"]
                closer = _CLOSERS.get(tag if type(tag) is str else next(iter(tag)))
                if closer:
                    closer(self)
            else:
                for key, value in event.items():
                    _VALUED[key](self, value, bounds["start"], bounds["end"])

    # --- words ------------------------------------------------------------------------------------------------

    def inline_code(self, text: str, start: int, end: int) -> None:
        data, build = text.encode(), self.build
        inner = self.source.find(data, start, end)
        if inner >= 0:
            start, end = inner, inner + len(data)
        if build.current is None:
            self.open("paragraph")
        begin = build.size
        build.add(data, start, end)
        if build.size > begin:
            build.marks.append(Mark(begin, build.size, "code"))

    def math(self, text: str, start: int, end: int) -> None:
        if self.build.current is None:
            self.open("paragraph")
        begin = self.build.size
        self.build.add(self.source[start:end], start, end)
        if not _PROSE_IN_MATH.search(text):  # “from $5 to US$10” is money
            self.build.mark("math", begin)

    def line_break(self, start: int, end: int) -> None:
        if self.build.current is not None:
            self.build.add(b"\n", start, end if end > start else start + 1)

    def footnote_reference(self, _: str, start: int, end: int) -> None:
        if self.build.current is None:
            self.open("paragraph")
        self.build.add(self.source[start:end], start, end)

    # --- HTML -------------------------------------------------------------------------------------------------

    @property
    def html(self) -> Elements:
        """The reader of HTML that fills the same builder; made when the first tag is met."""
        if self._html is None:
            from auditor.read.elements import Elements  # noqa: PLC0415 — most Markdown has no HTML

            self._html = Elements(self.source, self.build, lambda: self.open("paragraph"))
        return self._html

    def inline_html(self, _: str, start: int, end: int) -> None:
        self.html.inline(start, end)

    def html_block(self, _: Any, __: Any) -> None:  # noqa: ANN401
        """Read a block of HTML: its lines in one go where they are one stretch of source, so that tags may span lines."""
        self.build.close()
        begin = stop = -1
        for event, bounds in self._events:
            if "Html" not in event:
                break  # the end of the block
            comment = begin >= 0 and self.source.startswith(b"<!--", begin)  # also where a list indents its lines
            if bounds["start"] != stop and not comment:
                if begin >= 0:
                    self.html.feed(begin, stop)
                begin = bounds["start"]
            stop = bounds["end"]
        if begin >= 0:
            self.html.feed(begin, stop)
            self._look_for_end(begin, stop)
        self.build.close()

    def _look_for_end(self, begin: int, stop: int) -> None:
        """Record a comment to auditor that nothing closes: all that follows it is part of it."""
        if self.source.startswith(b"<!--", begin) and self.source.find(b"-->", begin, stop) < 0:
            from auditor.read.tags import unclosed  # noqa: PLC0415 — loaded by now

            found = unclosed(self.source[begin:stop])
            if found:
                self.build.comments = [c for c in self.build.comments if c.source.start != begin]
                self.build.comment(begin, begin + found[1])

    # --- structure --------------------------------------------------------------------------------------------

    def open(self, kind: BlockKind, level: int = 0, ordinal: int | None = None, container: int = 0) -> None:
        build = self.build
        if build.current is not None:
            build.close()
        build.current = OpenBlock(kind, build.size, level, ordinal, self.quotes > 0, self.footnote, container)

    def open_paragraph(self, _: Any, bounds: Any) -> None:  # noqa: ANN401
        if _MODULE.match(self.source, bounds["start"], bounds["end"]):
            self.open("code")
            self._code.append((bounds["start"], bounds["end"]))
            any(type(event) is dict and event.get("End") == "Paragraph" for event, _ in self._events)  # up to there
            self.build.close(keep_empty=True)
        elif not (self.lists and self.build.current is not None):  # the first paragraph of a loose item is the item
            self.open("paragraph")

    def close_paragraph(self) -> None:
        build = self.build
        if build.images and build.current is not None and build.images[-1].start >= build.current.start:
            words = build.data_from(build.current.start)
            for image in reversed(build.images):
                if image.start < build.current.start:
                    break
                words = words[: image.start - build.current.start] + words[image.end - build.current.start :]
            if not words.strip():  # nothing but pictures: what stands for them is no sentence of the article
                build.current = build.current._replace(kind="caption")
        build.close()

    def open_item(self, _: Any, __: Any) -> None:  # noqa: ANN401
        innermost = self.lists[-1]
        container, ordinal = innermost
        if ordinal is not None:
            innermost[1] = ordinal + 1
        self.open("item", len(self.lists), ordinal, container or 0)

    def open_list(self, first: int | None, _: Any) -> None:  # noqa: ANN401
        self.containers += 1
        self.lists.append([self.containers, first])

    def close_list(self) -> None:
        self.build.close()
        self.lists.pop()

    def open_code(self, _: Any, bounds: Any) -> None:  # noqa: ANN401
        self.open("code")
        self._code.append((bounds["start"], bounds["end"]))
        self._pass_over()
        self.build.close(keep_empty=True)

    def open_metadata(self, style: str, _: Any) -> None:  # noqa: ANN401
        from auditor.read.metadata import front_matter  # noqa: PLC0415

        self.metadata = front_matter(self._pass_over(), "yaml" if style == "YamlStyle" else "toml")

    def _pass_over(self) -> str:
        """Take the text up to the end of an element that holds nothing but text."""
        text = []
        for event, _ in self._events:
            if "Text" not in event:
                break
            text.append(event["Text"])
        return "".join(text)

    def open_footnote(self, label: str, _: Any) -> None:  # noqa: ANN401
        self.build.close()
        self.footnote, self.footnote_start = label, self.build.size

    def close_footnote(self) -> None:
        self.build.close()
        if self.footnote is not None:
            self.build.footnote(self.footnote, self.footnote_start)
        self.footnote = None

    def quote(self, step: int) -> None:
        self.build.close()
        self.quotes += step

    def open_table(self, _: Any, __: Any) -> None:  # noqa: ANN401
        self.containers += 1

    def open_link(self, value: Any, bounds: Any) -> None:  # noqa: ANN401
        if self.build.current is None:
            self.open("paragraph")
        self._links.append((self.build.size, value, (bounds["start"], bounds["end"])))

    def close_link(self) -> None:
        begin, value, source = self._links.pop()
        kind = _LINK_KINDS.get(value["link_type"], "reference")
        label = value["id"] if kind == "reference" else ""
        self.build.link(begin, value["dest_url"], kind, source, title=value["title"], label=label)

    def close_image(self) -> None:
        begin, value, source = self._links.pop()
        self.build.image(begin, value["dest_url"], source, value["title"])

    # --- the document -----------------------------------------------------------------------------------------

    def document(self, source: str, name: str, definitions: tuple[Definition, ...]) -> Document:
        """Give the finished document."""
        data, offsets = self.build.finish()
        templated = b"{%" in self.source or b"{{" in self.source or b"<!-- include" in self.source
        links, marks = self.build.links, self.build.marks
        if templated:
            links += [
                Link(m.start(), m.end(), "{{template}}", "inline", offsets.to_source(*m.span()))
                for m in _TEMPLATE_LINK.finditer(data)
            ]
            marks += [Mark(m.start(), m.end(), "code") for m in _TEMPLATE_TAG.finditer(data)]
        return Document(
            name=name,
            format="markdown",
            source=source,
            data=data,
            offsets=offsets,
            blocks=tuple(self.build.blocks),
            links=tuple(sorted(links)),
            images=tuple(sorted(self.build.images)),
            marks=tuple(sorted(marks)),
            footnotes=tuple(self.build.footnotes),
            definitions=definitions,
            metadata=self.metadata,
            templated=templated,
            comments=self._comments(offsets),
        )

    def _comments(self, offsets: OffsetMap) -> tuple[Comment, ...]:
        """Give the comments to auditor, in order: those of HTML, and definitions such as ``[//]: # (auditor: …)`` outside code."""
        found = self.build.comments
        if b"[//]:" in self.source:
            spans = [(offsets.to_source(b.start, b.end), b.kind == "code") for b in self.build.blocks]
            taken = sorted([*self._code, *(span for span, code in spans if not code)])  # inside a paragraph it is text
            for match in _COMMENT.finditer(self.source):
                start, end = match.span()
                before = bisect_right(taken, (start, end))
                if not before or taken[before - 1][1] <= start:
                    found.append(Comment(Span(start, end)))
        return tuple(sorted(found))


def _definitions(source: str) -> tuple[Definition, ...]:
    if "]:" not in source or not _NUMBERED_DEFINITION.search(source):
        return ()
    found = pyromark.reference_definitions(source, options=_options())
    return tuple(
        Definition(label, row["dest"], row["title"] or "", Span(row["span"]["start"], row["span"]["end"]))
        for label, row in found.items()
        if label.isdigit()
    )


def _mark_opener(name: str) -> Callable[[_Walker, Any, Any], None]:
    return lambda w, _, __: w._starts[name].append(w.build.size)  # noqa: SLF001 — part of the class, built once outside


def _mark_closer(name: str, kind: MarkKind) -> Callable[[_Walker], None]:
    return lambda w: w.build.mark(kind, w._starts[name].pop())  # noqa: SLF001 — as above


_LINK_KINDS: dict[str, LinkKind] = {"Inline": "inline", "Autolink": "autolink", "Email": "autolink"}
_PLAIN: dict[str, Callable[[_Walker, int, int], None]] = {
    "SoftBreak": _Walker.line_break,
    "HardBreak": _Walker.line_break,
    "Rule": lambda _, __, ___: None,
}
_VALUED: dict[str, Callable[[_Walker, Any, int, int], None]] = {
    "Code": _Walker.inline_code,
    "InlineMath": _Walker.math,
    "DisplayMath": _Walker.math,
    "InlineHtml": _Walker.inline_html,
    "Html": lambda w, _, start, end: w.html.feed(start, end),
    "FootnoteReference": _Walker.footnote_reference,
    "TaskListMarker": lambda _, __, ___, ____: None,
}
_OPENERS: dict[str, Callable[[_Walker, Any, Any], None]] = {
    "Paragraph": _Walker.open_paragraph,
    "Heading": lambda w, value, _: w.open("heading", int(str(value["level"])[1])),
    "Item": _Walker.open_item,
    "List": _Walker.open_list,
    "CodeBlock": _Walker.open_code,
    "FootnoteDefinition": _Walker.open_footnote,
    "BlockQuote": lambda w, _, __: w.quote(1),
    "MetadataBlock": _Walker.open_metadata,
    "Table": _Walker.open_table,
    "TableCell": lambda w, _, __: w.open("cell", container=w.containers),
    "HtmlBlock": _Walker.html_block,
    "Link": _Walker.open_link,
    "Image": _Walker.open_link,
    **{name: _mark_opener(name) for name in _INLINE_MARKS},
}
_CLOSERS: dict[str, Callable[[_Walker], None]] = {
    "Paragraph": _Walker.close_paragraph,
    "Heading": lambda w: w.build.close(),
    "Item": lambda w: w.build.close(),
    "List": _Walker.close_list,
    "FootnoteDefinition": _Walker.close_footnote,
    "BlockQuote": lambda w: w.quote(-1),
    "TableCell": lambda w: w.build.close(),
    "Link": _Walker.close_link,
    "Image": _Walker.close_image,
    **{name: _mark_closer(name, kind) for name, kind in _INLINE_MARKS.items()},
}
