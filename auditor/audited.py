"""What an audit of one source found, and what reports ask of its text."""

from __future__ import annotations

from dataclasses import field, replace
from functools import cached_property, partial
from typing import Any

from auditor.check import place
from auditor.domains import registered_domain
from auditor.model import Attribution, Claim, Reference, Span
from auditor.model.made import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from auditor.config import Chosen
    from auditor.document import Document
    from auditor.model import Earlier, Finding, Format, Link, Rule, Score


@dataclass(frozen=True, eq=False)
class Audit:
    """All that was found in one source. Offsets everywhere on it are code points of the source.

    ``broken`` names the rules that failed on this text and how; what they would have found is not known. ``hidden`` counts the
    errors and warnings of rules that are not shown. ``unread`` are the rules that did not run because they know another language
    than the text's; ``chosen`` tells who chose the profile, which the score names. ``passing`` says that on another day something
    else may be found. ``freed`` are the sentences with an ignored finding: one that has no source is no claim. ``earlier`` is what
    is known of a text that was there before, in the baseline or before the change; None for one that is new, or where nobody asked.

    ``held`` is the document, damaged words read as what they were meant to be (`auditor.heal`), or what reads it when somebody
    asks. ``known`` holds properties of this class by their names, of an audit that was made before or by another process: what
    stands there is read from no document.
    """

    name: str
    held: Document | Callable[[], Document]
    findings: tuple[Finding, ...]
    score: Score
    broken: tuple[tuple[Rule, str], ...] = ()
    hidden: int = 0
    unread: tuple[Rule, ...] = ()
    chosen: Chosen = "default"
    passing: bool = False
    freed: frozenset[int] = frozenset()
    earlier: Earlier | None = None
    known: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        self.__dict__.update(self.known)

    @cached_property
    def document(self) -> Document:
        """The text that was audited. Raises `ReadError` where it is read only now and its file is another one by now."""
        return self.held() if callable(self.held) else self.held

    # --- what reports tell of the text: a report that asks for these, and not for the document, is quick about an earlier audit ---

    @cached_property
    def format(self) -> Format:
        """The input format that the text was read as."""
        return self.document.format

    @cached_property
    def language(self) -> str:
        """The language of the text by its code in ISO 639, empty if unknown."""
        return self.document.language

    @cached_property
    def site(self) -> str:
        """The registered domain under which the text is published, empty if unknown."""
        return registered_domain(self.document.url or self.document.metadata.url or "") or ""

    @cached_property
    def looked_up(self) -> bool:
        """Whether the network, or what is kept of its answers, was asked about sources of the text."""
        return bool(self.document.evidence)

    @cached_property
    def points(self) -> Mapping[int, tuple[int, int]]:
        """By its offset, the 1-based line and column of each end of an edit that a fix of a finding makes."""
        edits = [edit for finding in self.findings for fix in finding.fixes for edit in fix.edits]
        where = self.document.lines.line_column if edits else None
        return {at: where(at) for edit in edits for at in (edit.start, edit.end)} if where else {}

    @cached_property
    def surroundings(self) -> Mapping[tuple[int, int], str]:
        """By its start and end, a digest of the sentences that each place of a finding touches."""
        from auditor.surroundings import Surroundings  # noqa: PLC0415 — few reports ask

        around = Surroundings(self.document)
        return {(place.start, place.end): around.of(place) for finding in self.findings for place in finding.places}

    @cached_property
    def templated(self) -> bool:
        """Whether template tags of the source may stand for parts of the text."""
        return self.document.templated

    @cached_property
    def title(self) -> str:
        """The title: what the format says, a short first line, its first heading; else nothing."""
        document = self.document
        if not document.metadata.title and len(document.blocks) > 1:
            first = document.blocks[0]
            if first.kind in ("paragraph", "heading") and first.end - first.start <= _TITLE_AT_MOST:
                return document.words(first.start, first.end)
        return document.title[:300]

    @cached_property
    def suggested(self) -> str:
        """The profile of the sort of text that this one reads like, where nobody chose one; else nothing. It changes nothing."""
        from auditor.suggest import suggested_profile  # noqa: PLC0415 — only reports ask

        found = suggested_profile(self.document) if self.chosen == "default" else ""
        return "" if found == self.score.profile else found

    @cached_property
    def targets(self) -> int:
        """How many places the links of the running text lead to, of those that can show something."""
        return len({link.target for link in article_links(self.document)})

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The sentences that need a source, in order, each with what supports it: those that the score counts."""
        return tuple(
            claim._replace(support=tuple(_in_source(self.document, claim.support)))
            for claim in _in_source(self.document, self._claims)
        )

    @property
    def _claims(self) -> Sequence[Claim]:
        claims = self.document.claims
        return [c for c in claims if c.support or c.sentence not in self.freed] if self.freed else claims

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Everything that is given as somebody's, in order: what people say, think, plan and want, and what is quoted."""
        return tuple(_in_source(self.document, self.document.reported))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The entries of the reference lists, in order."""
        return tuple(_in_source(self.document, self.document.references))

    def words(self, item: Claim | Attribution | Reference) -> str:
        """Give the words of a claim, attribution or reference of this audit as its reader sees them: no markup, no entities."""
        return self.told[item.start, item.end][2]

    def line_column(self, item: Claim | Attribution | Reference) -> tuple[int, int]:
        """Give the 1-based line and column at which a claim, attribution or reference of this audit begins."""
        line, column, _ = self.told[item.start, item.end]
        return line, column

    @cached_property
    def told(self) -> Mapping[tuple[int, int], tuple[int, int, str]]:
        """Line, column and words of each claim, attribution and reference, by its start and end."""
        document = self.document
        moved: list[Claim | Attribution | Reference] = [*self.claims, *self.attributions, *self.references]
        own: list[Claim | Attribution | Reference] = [*self._claims, *document.reported, *document.references]
        where = document.lines.line_column
        return {(m.start, m.end): (*where(m.start), document.words(o.start, o.end)) for m, o in zip(moved, own, strict=True)}


_TITLE_AT_MOST = 160


def article_links(document: Document) -> list[Link]:
    """Give the links of the running text that can show something, as the score counts them: none of a list of references."""
    from auditor.text.support import evidence_links  # noqa: PLC0415 — only reports ask

    own = document.url or document.metadata.url or ""
    return [link for link in evidence_links(document.all_links, own) if not document.in_references(link.start)]


def _in_source(document: Document, items: Sequence[Any]) -> list[Any]:
    """Give spans of the prose with the code points of the source that they stand for."""
    moved = []
    for item in items:
        where = place(document, Span(item.start, item.end))
        change = item._replace if hasattr(item, "_replace") else partial(replace, item)
        moved.append(change(start=where.start, end=where.end))
    return moved
