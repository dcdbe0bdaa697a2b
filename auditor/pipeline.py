"""From sources to audits: the whole road for one text, and for many."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from pathlib import Path, PurePath
from typing import Any

from auditor.check import check, findings, place, settle
from auditor.config import Chosen, Config, Selection, load_config, select_rules
from auditor.domains import registered_domain
from auditor.errors import ReadError, UsageError
from auditor.model import Attribution, Claim, Demands, Failure, Finding, Format, Reference, Rule, Score, Source, Span
from auditor.read import READERS, SUFFIXES
from auditor.score import score

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from auditor.check import Hit
    from auditor.document import Document
    from auditor.read.sources import Found


@dataclass(frozen=True, eq=False)
class Audit:
    """All that was found in one source. Offsets everywhere on it are code points of the source.

    ``broken`` names the rules that failed on this text and how; what they would have found is not known. ``hidden`` counts the
    errors and warnings of rules that are not shown. ``unread`` are the rules that did not run because they know another language
    than the text's; ``chosen`` tells who chose the profile, which the score names.
    """

    name: str
    document: Document
    findings: tuple[Finding, ...]
    score: Score
    broken: tuple[tuple[Rule, str], ...] = ()
    hidden: int = 0
    unread: tuple[Rule, ...] = ()
    chosen: Chosen = "default"

    @cached_property
    def suggested(self) -> str:
        """The profile of the sort of text that this one reads like, where nobody chose one; else nothing. It changes nothing."""
        from auditor.suggest import suggested_profile  # noqa: PLC0415 — only reports ask

        found = suggested_profile(self.document) if self.chosen == "default" else ""
        return "" if found == self.score.profile else found

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The sentences that need a source, in order, each with what supports it."""
        return tuple(
            claim._replace(support=tuple(_in_source(self.document, claim.support)))
            for claim in _in_source(self.document, self.document.claims)
        )

    def words(self, item: Claim | Attribution | Reference) -> str:
        """Give the words of a claim, attribution or reference of this audit as its reader sees them: no markup, no entities."""
        start, end = self._prose[item.start, item.end]
        return self.document.words(start, end)

    @cached_property
    def _prose(self) -> dict[tuple[int, int], tuple[int, int]]:
        document = self.document
        moved: list[Claim | Attribution | Reference] = [*self.claims, *self.attributions, *self.references]
        own: list[Claim | Attribution | Reference] = [*document.claims, *document.reported, *document.references]
        return {(m.start, m.end): (o.start, o.end) for m, o in zip(moved, own, strict=True)}

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Everything that is given as somebody's, in order: what people say, think, plan and want, and what is quoted."""
        return tuple(_in_source(self.document, self.document.reported))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The entries of the reference lists, in order."""
        return tuple(_in_source(self.document, self.document.references))


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
    selection = selection.suited(document)
    if selection.profile.claims != Demands():
        document = replace(document, demands=selection.profile.claims)
    scored = check(document, selection.scored, selection.levels)
    hits: Sequence[Hit] = scored.hits
    broken = scored.broken
    if selection.extra:
        more = check(document, selection.extra, selection.levels)
        hits, broken = settle((*hits, *more.hits)), (*broken, *more.broken)
    shown = [hit for hit in hits if hit.rule.id in selection.shown]
    hidden = sum(hit.level != "note" and hit.rule.id not in selection.shown for hit in hits)
    unread = () if document.english else tuple(_unread(document, selection))
    scores = score(document, scored.hits, profile=selection.profile.name)
    return Audit(document.name, document, findings(document, shown), scores, broken, hidden, unread, selection.chosen)


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


# --- many -----------------------------------------------------------------------------------------------------


def audit_all(
    found: Iterable[Found | Failure],
    selection: Selection,
    *,
    stdin_name: str = "-",
    format: Format | None = None,  # noqa: A002
    skipped: Callable[[str], None] = lambda _name: None,
) -> Iterator[Audit | Failure]:
    """Audit one file after the other; what cannot be audited is a `Failure` in its place, and the others go on.

    A file without prose that was met by walking is no failure: ``skipped`` is told its name. What is a site's fault is found on
    the first of its pages, in the order of ``found``.
    """
    told: set[tuple[str, str]] = set()
    for one in found:
        result = one if isinstance(one, Failure) else _audit_found(one, selection, stdin_name, format)
        if isinstance(result, Failure) and result.kind == "empty" and not isinstance(one, Failure) and not one.named:
            skipped(result.name)
        else:
            yield result if isinstance(result, Failure) else _once_a_site(result, told)


def _once_a_site(audit: Audit, told: set[tuple[str, str]]) -> Audit:
    """Give an audit without what has been told of its site already; ``told`` holds rules and sites, and is added to."""
    if not any(finding.rule.once for finding in audit.findings):
        return audit
    site = registered_domain(audit.document.url or audit.document.metadata.url or "") or str(PurePath(audit.name).parent)
    kept = tuple(f for f in audit.findings if not f.rule.once or (f.rule.id, site) not in told)
    told |= {(f.rule.id, site) for f in kept if f.rule.once}
    return replace(audit, findings=kept)


def _audit_found(found: Found, selection: Selection, stdin_name: str, chosen: Format | None) -> Audit | Failure:
    from auditor.read.sources import read_document, read_source  # noqa: PLC0415 — texts in memory need no files

    name = stdin_name if found.path == "-" else found.path
    try:
        return audit_document(read_document(read_source(found.path, format=chosen, stdin_name=stdin_name)), selection)
    except ReadError as error:
        return Failure(name, str(error), error.kind)
    except Exception as error:  # noqa: BLE001 — one text must not cost the others their audit
        reason = f"{name}: internal error ({type(error).__name__}: {error}); please report it with this text"
        return Failure(name, reason, "internal")
