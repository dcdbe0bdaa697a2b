"""The nouns: immutable values that the stages pass on. No input or output, no regular expressions.

Two frames of offsets exist, both half-open ``[start, end)``:

* on a `Document` and everything derived from it, offsets are UTF-8 **bytes of the prose**
  (or, where a field says so, bytes of the UTF-8 encoded source);
* on an `Audit` and its findings, claims, attributions and references, offsets are **code points of the source**.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

Level = Literal["error", "warning", "note"]
Status = Literal["stable", "preview"]
Format = Literal["text", "markdown", "html"]
State = Literal["new", "known", "ignored"]

LEVELS: tuple[Level, ...] = ("error", "warning", "note")
PARTS = ("traceability", "references", "attribution", "independence", "text")


class Span(NamedTuple):
    """A half-open range of offsets."""

    start: int
    end: int


# --- what is read ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to audit and what is known of them before reading.

    ``name`` is shown to the reader (a path as it was given, a URL, or ``-``); ``format`` overrides the guess from the name.
    """

    name: str
    data: bytes
    format: Format | None = None
    media_type: str | None = None
    url: str | None = None


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


MarkKind = Literal["code", "math", "superscript", "subscript", "emphasis", "strong", "deleted"]


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


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the format itself says of the article: front matter of Markdown, meta tags and JSON-LD of HTML."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    publisher: str | None = None
    language: str | None = None
    url: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict)


# --- what the text layer sees ---------------------------------------------------------------------------------


class Sentence(NamedTuple):
    """A sentence; ``block`` is the index of the block it stands in. A sentence never leaves its block."""

    start: int
    end: int
    block: int


MarkerKind = Literal["numeric", "footnote", "author-year", "key"]


class Marker(NamedTuple):
    """A citation marker in the running text: ``[1, 3–5]``, a superscript, ``[^note]``, ``(Smith & Lee, 2019; Doe, 2021)``.

    ``keys`` are what it points to: numbers as written without zeros (``("1", "3", "4", "5")``), a footnote label, or
    ``"smith 2019"`` for author and year (first family name in lower case, year with its letter).
    ``superscript`` tells raised digits; ``target`` is the link a marker carries itself (``[1](https://…)``), else empty.
    """

    start: int
    end: int
    kind: MarkerKind
    keys: tuple[str, ...]
    superscript: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a reference list.

    ``label`` is the number or key that the entry carries itself (None where entries are bare or bulleted).
    ``fields`` maps ``author title container publisher date pages volume url doi isbn issn arxiv pmid edition place`` to the
    words of the entry, as written; only what was found.
    """

    start: int
    end: int
    label: str | None
    fields: Mapping[str, str]


ListKind = Literal["references", "further-reading", "notes", "footnotes"]
ListStyle = Literal["numbered", "bulleted", "bare"]


@dataclass(frozen=True, slots=True)
class ReferenceList:
    """A list of references, with its heading where it has one (``heading`` is a span of the prose, or None).

    ``kind`` "further-reading" need not be cited. ``entries`` may be empty: a heading with nothing under it.
    """

    start: int
    end: int
    kind: ListKind
    style: ListStyle
    heading: Span | None
    entries: tuple[Reference, ...]


class Quote(NamedTuple):
    """A quotation: ``start``/``end`` include the quotation marks; ``words`` counts its words.

    ``speaker`` is who says it as far as the text tells (None: nobody); ``role`` says what the marks do: direct speech, or a
    title, a term or scare quotes, which need no speaker.
    """

    start: int
    end: int
    words: int
    role: Literal["speech", "title", "term", "block"]
    speaker: str | None
    sentence: int


VoiceKind = Literal["person", "organisation", "document", "described", "vague"]


class Attribution(NamedTuple):
    """Someone is said to have said something.

    ``start``/``end`` cover the source and its cue; ``source`` is the words naming the source, None where nobody is named
    at all (passives). ``kind`` grades the source: a named person, organisation or document; "described" ("a senior
    official"); "vague" ("critics"). ``cue`` is the verb or phrase ("said", "according to"). ``sentence`` is an index.
    """

    start: int
    end: int
    source: str | None
    kind: VoiceKind
    cue: str
    sentence: int


ClaimKind = Literal["number", "event", "quotation", "superlative", "accusation", "causal", "specialist", "cited"]
SupportKind = Literal["link", "marker", "document", "voice", "own-work"]


class Support(NamedTuple):
    """What a claim rests on: ``name`` is a domain, an entry's label, a document or a voice; ``carried`` tells that it stands
    in another sentence; ``rule`` names the carry-over rule that applied (empty in the same sentence)."""

    kind: SupportKind
    name: str
    start: int
    end: int
    rule: str = ""

    @property
    def carried(self) -> bool:
        """Whether the source stands in another sentence than the claim."""
        return bool(self.rule)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that needs a source, why it needs one (``kinds``), and the sources it has (``support``)."""

    start: int
    end: int
    sentence: int
    kinds: tuple[ClaimKind, ...]
    support: tuple[Support, ...] = ()

    @property
    def sourced(self) -> bool:
        """Whether a reader is told where the claim comes from."""
        return bool(self.support)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the network said of one target."""

    target: str
    answer: Literal["ok", "gone", "moved", "differs", "blocked", "unknown"]
    when: str
    facts: Mapping[str, str] = field(default_factory=dict)


# --- rules and findings ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Example:
    """A text a rule must flag (``flags``: exactly these words, in order) or leave alone (no flags)."""

    text: str
    flags: tuple[str, ...] = ()
    format: Format = "text"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule file says. ``finder`` names the function that finds, ``options`` are its keyword arguments.

    ``part`` is the part of the score a finding costs (empty: none), ``weight`` how bad a place is (0 < weight <= 1).
    ``covers`` names the places that a finding about a whole document marks in the score (``entries``, ``markers``), else empty.
    ``formats`` restricts the rule to some input formats (empty: all). ``enabled`` is false for rules that run only when
    selected by name. ``supersedes`` names rules whose places this rule takes over.
    """

    id: str
    category: str
    summary: str
    message: str
    level: Level
    status: Status
    since: str
    why: str
    fix: str
    references: tuple[str, ...]
    finder: str
    options: Mapping[str, Any]
    part: str = ""
    weight: float = 0.0
    covers: Literal["", "entries", "markers", "claims"] = ""
    formats: tuple[Format, ...] = ()
    enabled: bool = True
    supersedes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    measured: str = ""
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What a finder yields: one thing to mend.

    ``start``/``end`` are bytes of the prose, or of the source where ``in_source`` is true. ``places`` holds every
    occurrence when there is more than one (the first is ``start``/``end``). ``values`` fill the placeholders of the
    rule's message beyond ``{text}``. ``related`` points to context, each with a word of explanation.
    """

    start: int
    end: int
    places: tuple[Span, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    related: tuple[tuple[Span, str], ...] = ()
    in_source: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every occurrence, at least one."""
        return self.places or (Span(self.start, self.end),)


class Place(NamedTuple):
    """Where something stands: code points of the source, and 1-based lines and columns (``end_column`` is one past the last)."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, with every place where it shows (at least one). Offsets of the finding are its first place's."""

    rule: Rule
    level: Level
    message: str
    places: tuple[Place, ...]
    related: tuple[tuple[Place, str], ...] = ()
    state: State = "new"

    @property
    def start(self) -> int:
        """Code points of the source."""
        return self.places[0].start

    @property
    def end(self) -> int:
        """Code points of the source."""
        return self.places[0].end

    @property
    def line(self) -> int:
        """1-based line of the first place."""
        return self.places[0].line

    @property
    def column(self) -> int:
        """1-based column of the first place, in code points."""
        return self.places[0].column

    @property
    def text(self) -> str:
        """The words of the first place as they stand in the source."""
        return self.places[0].text

    @property
    def fix(self) -> str:
        """What to do, in one sentence."""
        return self.rule.fix


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: points reached ``of`` points to be had, ``why`` in words, and the rules that cost it."""

    name: str
    points: float
    of: float
    why: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, what the score would be at best before and after it, and the rules it mends."""

    what: str
    before: int
    after: int
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The sourcing score: ``value`` 0–100 and ``grade`` A–F, or None and "–" where the text has too few claims to be rated.

    ``claims``/``sourced`` count the claims and those a reader can trace. ``ceiling`` names the cap that held the score
    down (empty: none). ``steps`` are what to do, in order. ``without_ignores`` is the value had nothing been ignored.
    """

    value: int | None
    grade: str
    verdict: str
    parts: tuple[Part, ...]
    claims: int
    sourced: int
    ceiling: str = ""
    steps: tuple[Step, ...] = ()
    without_ignores: int | None = None
    model: int = 1


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one source could not be audited; ``reason`` names what is wrong and what to do. ``kind`` "empty" has no prose."""

    name: str
    reason: str
    kind: Literal["missing", "unreadable", "binary", "empty", "internal"] = "unreadable"
