"""What is read: sources, and the parts of a document that a format gives."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from auditor.model.made import NamedTuple, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

Format = Literal["text", "markdown", "html"]


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to audit and what is known of them before reading.

    ``name`` is shown to the reader (a path as it was given, a URL, or ``-``); ``format`` overrides the guess from the name.
    ``url`` is where it is published, ``base`` what its relative links begin at (None: they stay as they are), ``charset`` the
    encoding that its server names, which counts where the bytes themselves do not tell.
    """

    name: str
    data: bytes
    format: Format | None = None
    media_type: str | None = None
    url: str | None = None
    base: str | None = None
    charset: str = ""


BlockKind = Literal["heading", "paragraph", "item", "cell", "caption", "code"]


class Block(NamedTuple):
    """A run of prose that belongs together; blocks are in order and never overlap.

    ``level`` is the depth of a heading (1–6) or the nesting of a list item (from 1). ``ordinal`` is the number an ordered
    list gives an item. ``quoted`` is true inside a block quotation, ``footnote`` holds the label inside a footnote
    definition. Items of one list and cells of one table share a ``container`` (a number; 0 for none). A code block's words are
    not prose: it is an empty block that only says where the code stood.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    ordinal: int | None = None
    quoted: bool = False
    footnote: str | None = None
    container: int = 0


LinkKind = Literal["inline", "reference", "autolink", "bare", "image"]


class Link(NamedTuple):
    """A link as written: ``start``/``end`` delimit its words in the prose, ``source`` the whole construct in the source (bytes).

    ``label`` is the key of a reference-style link (``[words][label]``), else empty.
    """

    start: int
    end: int
    target: str
    kind: LinkKind
    source: Span
    title: str = ""
    label: str = ""


MarkKind = Literal["code", "math", "superscript", "subscript", "emphasis", "strong", "deleted", "hidden"]


class Mark(NamedTuple):
    """A stretch of prose that the author set apart: code, maths, superscript, emphasis ..."""

    start: int
    end: int
    kind: MarkKind


class Footnote(NamedTuple):
    """A footnote definition: its label and where its prose stands."""

    label: str
    start: int
    end: int


class Definition(NamedTuple):
    """A link reference definition of Markdown, ``[label]: target "title"``; ``source`` is where it stands (bytes of the source)."""

    label: str
    target: str
    title: str
    source: Span


class Comment(NamedTuple):
    """A comment of the markup that speaks to auditor; ``source`` is where it stands (bytes of the source), its marks included.

    ``inside`` tells that it stands among the words of a block, not between two blocks.
    """

    source: Span
    inside: bool = False


FaultKind = Literal["malformed", "unknown-rule", "unused", "no-reason", "not-disabled"]


class Fault(NamedTuple):
    """What is wrong with a directive: at ``source`` (bytes of the source), and ``said`` in words."""

    kind: FaultKind
    source: Span
    said: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the format itself says of the article: front matter of Markdown, meta tags and JSON-LD of HTML.

    ``settings`` are what it says to auditor, by key: one string or, where a list was written, several. The key "" holds the reason
    why they cannot be read.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
