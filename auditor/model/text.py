"""What the text layer sees: sentences, citations, quotations, attributions, claims."""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from auditor.model.made import NamedTuple, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.model.source import Span


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
    title, a term or scare quotes, which need no speaker. ``told`` says whether the text tells the speaker, by a verb, a dash or a
    label, or only mentions somebody beside the words: enough to guess who it is, not enough to rest a claim on.
    """

    start: int
    end: int
    words: int
    role: Literal["speech", "title", "term", "block"]
    speaker: str | None
    sentence: int
    told: bool = True


VoiceKind = Literal["person", "organisation", "document", "described", "vague"]


class Attribution(NamedTuple):
    """Someone is said to have said something.

    ``start``/``end`` cover the source and its cue; ``source`` is the words naming the source, None where nobody is named
    at all (passives, the first person). ``kind`` grades the source: a named person, organisation or document; "described" ("a
    senior official"); "vague" ("critics"). ``cue`` is the verb or phrase ("said", "according to"), empty for quoted words that
    have none. ``sentence`` is an index.
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
    """What a claim rests on.

    ``name`` is a domain, an entry's label, a document or a voice. ``rule`` names the carry-over rule by which a source in
    another sentence applies (empty: it stands in the sentence itself).
    """

    kind: SupportKind
    name: str
    start: int
    end: int
    rule: str = ""

    @property
    def carried(self) -> bool:
        """Whether the source stands in another sentence than the claim."""
        return bool(self.rule)


class Claim(NamedTuple):
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


NetworkAnswer = Literal["ok", "gone", "moved", "differs", "blocked", "unknown"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the network said of one target: a URL, or an identifier such as ``doi:10.1000/182`` (see `auditor.text.targets`).

    ``answer`` "gone" is said by whoever must know; "blocked" (whoever answers turns programs away) and "unknown" (an outage, no
    answer in time, no network) tell nothing about the target. ``when`` is the UTC time of the answer (ISO 8601); ``facts``
    hold what else was learnt, in words: ``status``, ``url``, ``title``, ``reason``, ``how`` and others.
    """

    target: str
    answer: NetworkAnswer
    when: str
    facts: Mapping[str, str] = field(default_factory=dict)
