"""From a source to its audit: the whole road for one text."""

from __future__ import annotations

from dataclasses import field, replace
from functools import cache, cached_property, partial
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from auditor.check import check, findings, place, settle
from auditor.config import Chosen, Config, Selection, load_config, names_of, select_rules
from auditor.domains import registered_domain
from auditor.errors import ReadError, UsageError
from auditor.finders import PASSING
from auditor.heal import healed
from auditor.ignores import Heeded, fault_hits, ignores, ran
from auditor.model import (
    Attribution,
    Claim,
    Demands,
    Earlier,
    Failure,
    Finding,
    Format,
    Link,
    Reference,
    Rule,
    Score,
    Source,
    Span,
)
from auditor.model.made import dataclass
from auditor.read import READERS, SUFFIXES
from auditor.score import Body, freed_sentences, score

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from auditor.check import Hit
    from auditor.document import Document
    from auditor.ignores import Ignores


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


# --- one ------------------------------------------------------------------------------------------------------


def audit_text(
    text: str,
    *,
    name: str = "-",
    format: Format | None = None,  # noqa: A002 — the word users know from the command line
    preview: bool = False,
    profile: str | None = None,
    config: Config | str | Path | None = None,
) -> Audit:
    """Audit a text.

    ``format`` is guessed from the suffix of ``name`` where it is not given, else plain text. ``preview`` also shows what
    rules find whose precision is not established. ``profile`` says what is asked of the text ("news", "wiki" …), whatever its front
    matter or the configuration say. ``config`` is a `Config` or the path of a configuration file; none is
    searched for. A text without words is audited and not rated. Raises `UsageError` for a wrong format or configuration.
    """
    if not isinstance(text, str):
        raise TypeError(f"audit_text() takes a str, not {type(text).__name__}; audit() reads bytes in a Source")
    chosen = format or SUFFIXES.get(PurePath(name).suffix.lower(), "text")
    if chosen not in READERS:
        raise UsageError(f"format “{chosen}” is not one of {', '.join(READERS)}")
    document = READERS[chosen](text, name)
    return audit_document(document, selection_for(config, preview=preview, profile=profile))


def audit(
    source: str | Path | Source,
    *,
    format: Format | None = None,  # noqa: A002
    preview: bool = False,
    profile: str | None = None,
    config: Config | str | Path | None = None,
) -> Audit:
    """Audit a file by its path, or a `Source`. Options as for `audit_text`.

    Raises `ReadError` where the source cannot be audited, `UsageError` for a wrong configuration.
    """
    from auditor.read.sources import read_document, read_source  # noqa: PLC0415 — texts in memory need no files

    if not isinstance(source, (str, Path, Source)):
        raise TypeError(f"audit() takes a path or a Source, not {type(source).__name__}")
    if not isinstance(source, Source):
        source = read_source(source, format=format)
    elif format:
        source = replace(source, format=format)
    return audit_document(read_document(source), selection_for(config, preview=preview, profile=profile))


def audit_document(document: Document, selection: Selection) -> Audit:
    """Audit a document: every scored rule makes the score, the selected ones are shown.

    Its front matter may ask for a profile; raises `ReadError` where there is none of that name.
    """
    document, selection = suited(document, selection)
    seen = _look(document, selection, ignores(document, selection))
    sound = healed(document, seen.counted.hits, seen.found, selection.scored)
    read = _look(sound, selection, replace(seen.found, document=sound)) if sound else seen
    heeded = _joined(seen.heeded, read.heeded) if sound else seen.heeded
    known = {rule.id for rule, _ in seen.broken}
    broken = (*seen.broken, *(row for row in read.broken if row[0].id not in known))
    if seen.found.directives or seen.found.faults:
        heeded = _with_faults(seen.found, heeded, seen.counted, selection, broken)
    hidden = sum(hit.level != "note" and hit.rule.id not in selection.shown for hit in heeded.hits)
    aside = [hit for hit, _ in read.counted.ignored]
    whole = sound or document
    return Audit(
        document.name,
        whole,
        _findings(document, whole, heeded, selection.shown),
        score(whole, read.counted.hits, aside, profile=selection.profile.name, body=seen.body if sound else None),
        broken,
        hidden,
        () if document.english else tuple(_unread(document, selection)),
        selection.chosen,
        any(hit.rule.finder in PASSING for hit in heeded.hits),
        freed_sentences(whole, aside) if aside else frozenset(),
    )


class _Looked(NamedTuple):
    """What rules found in a document as it reads: ``counted`` for the score, ``heeded`` all of it."""

    document: Document
    found: Ignores
    counted: Heeded
    heeded: Heeded
    broken: tuple[tuple[Rule, str], ...]

    @property
    def body(self) -> Body:
        return Body(self.document, self.counted.hits, [hit for hit, _ in self.counted.ignored])


def _look(document: Document, selection: Selection, found: Ignores) -> _Looked:
    scored = check(document, selection.scored, selection.levels)
    counted = found.heed(scored.hits)
    if not selection.extra:
        return _Looked(document, found, counted, counted, scored.broken)
    more = check(document, selection.extra, selection.levels)
    heeded = found.heed(settle((*scored.hits, *more.hits)))
    return _Looked(document, found, counted, heeded, (*scored.broken, *more.broken))


def _as_it_stands(hit: Hit) -> bool:
    return hit.rule.safety == "safe"


def _joined(seen: Heeded, read: Heeded) -> Heeded:
    """Give what can be mended safely as found in the damaged text, where its fixes belong, the rest as a mended text reads."""
    return Heeded(
        (*filter(_as_it_stands, seen.hits), *(hit for hit in read.hits if not _as_it_stands(hit))),
        (*(row for row in seen.ignored if _as_it_stands(row[0])), *(row for row in read.ignored if not _as_it_stands(row[0]))),
        seen.used | read.used,
    )


def _with_faults(
    found: Ignores, heeded: Heeded, counted: Heeded, selection: Selection, broken: Sequence[tuple[Rule, str]]
) -> Heeded:
    """Add what is wrong with the directives of a text, also that they served for nothing."""
    rules = (*selection.scored, *selection.extra)
    due = ran(found.document, rules, (rule for rule, _ in broken))
    unused = found.unused(heeded.used | counted.used, due, names_of(selection.rules))
    more = found.heed(fault_hits(found, unused, selection))
    return replace(heeded, hits=(*heeded.hits, *more.hits), ignored=(*heeded.ignored, *more.ignored))


def _findings(document: Document, sound: Document, heeded: Heeded, shown: frozenset[str]) -> tuple[Finding, ...]:
    """Give what is shown: findings that are new, and ignored ones with their reason, in order of place."""
    if sound is document and not heeded.ignored:
        return findings(document, [hit for hit in heeded.hits if hit.rule.id in shown])
    every: list[Finding] = []
    for hit in heeded.hits:
        if hit.rule.id in shown:
            every += findings(document if _as_it_stands(hit) else sound, [hit])
    for hit, reason in heeded.ignored:
        if hit.rule.id in shown:
            made = findings(document if _as_it_stands(hit) else sound, [hit])
            every += [replace(finding, state="ignored", reason=reason) for finding in made]
    return tuple(sorted(every, key=lambda f: (f.places[0].start, f.places[0].end, f.rule.id, f.state)))


def suited(document: Document, selection: Selection) -> tuple[Document, Selection]:
    """Give a document as its profile sees it, and the selection under that profile; raises `ReadError` where there is none such."""
    selection = selection.suited(document)
    chosen = selection.profile
    if chosen.claims != Demands() or chosen.stubs:
        demands = chosen.claims if chosen.claims != Demands() else None
        document = replace(document, demands=demands, stubs=chosen.stubs)
    return document, selection


def _unread(document: Document, selection: Selection) -> Iterator[Rule]:
    """Give the rules that would be shown, and know another language than the text's."""
    for rule in (*selection.scored, *selection.extra):
        if rule.id in selection.shown and rule.language not in ("any", document.language):
            yield rule


@cache
def _default_selection(*, preview: bool, profile: str | None) -> Selection:
    return select_rules(Config(preview=preview, profile=profile or "", one_profile=bool(profile)))


def selection_for(config: Config | str | Path | None, *, preview: bool = False, profile: str | None = None) -> Selection:
    """Give the rules to run; raises the first `UsageError` of a configuration."""
    if config is None:
        selection = _default_selection(preview=preview, profile=profile)
        for problem in selection.problems if profile else ():
            raise problem
        return selection
    problems: tuple[UsageError, ...] = ()
    if not isinstance(config, Config):
        config, problems = load_config(config)
    config = replace(config, preview=config.preview or preview)
    selection = select_rules(replace(config, profile=profile, one_profile=True) if profile else config)
    for problem in (*problems, *selection.problems):
        raise problem
    return selection


def audit_version(name: str, data: bytes, selection: Selection) -> Audit | Failure:
    """Audit bytes that a file held at another time; what cannot be audited is a `Failure`."""
    from auditor.read.sources import read_document  # noqa: PLC0415 — texts in memory need no files

    try:
        return audit_document(read_document(Source(name, data)), selection)
    except ReadError as error:
        return Failure(name, str(error), error.kind)
