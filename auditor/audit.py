"""One source from bytes or text to an `Audit`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from auditor.check import check, findings, place
from auditor.errors import ReadError, UsageError
from auditor.model import Attribution, Claim, Finding, Format, Reference, Rule, Score, Source, Span
from auditor.read import READERS, SUFFIXES
from auditor.rules import load_rules
from auditor.score import score

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.document import Document

_T = TypeVar("_T", Claim, Attribution, Reference)


@dataclass(frozen=True, eq=False)
class Audit:
    """All that was found in one source. Offsets everywhere on it are code points of the source."""

    name: str
    document: Document
    findings: tuple[Finding, ...]
    score: Score
    broken: tuple[tuple[Rule, str], ...] = ()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The sentences that need a source, in order, each with what supports it."""
        return tuple(
            replace(claim, support=tuple(s._replace(**_points(self.document, s.start, s.end)) for s in claim.support))
            for claim in _in_source(self.document, self.document.claims)
        )

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Everyone who is said to have said something, in order."""
        return tuple(a._replace(**_points(self.document, a.start, a.end)) for a in self.document.attributions)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The entries of the reference lists, in order."""
        return tuple(_in_source(self.document, self.document.references))


def _points(document: Document, start: int, end: int) -> dict[str, int]:
    where = place(document, Span(start, end))
    return {"start": where.start, "end": where.end}


def _in_source(document: Document, items: Sequence[Any]) -> list[Any]:
    return [replace(item, **_points(document, item.start, item.end)) for item in items]


def audit_text(
    text: str,
    *,
    name: str = "-",
    format: Format | None = None,  # noqa: A002 — the word users know from the command line
    preview: bool = False,
    config: Any = None,  # noqa: ANN401
) -> Audit:
    """Audit a text. ``format`` is guessed from the suffix of ``name`` where it is not given, else plain text."""
    chosen = format or SUFFIXES.get(Path(name).suffix.lower(), "text")
    if chosen not in READERS:
        raise UsageError(f"format “{chosen}” is not one of {', '.join(READERS)}")
    document = READERS[chosen](text, name)
    if not document.data.strip():
        raise ReadError(f"{name}: no words to audit")
    return audit_document(document, preview=preview)


def audit_document(document: Document, *, preview: bool = False) -> Audit:
    """Audit a document with auditor's own rules."""
    rules = [r for r in load_rules().rules if r.enabled and (preview or r.status == "stable")]
    checked = check(document, rules)
    return Audit(document.name, document, findings(document, checked.hits), score(document, checked.hits), checked.broken)
