"""One source behind a whole text."""

from __future__ import annotations

from auditor.model import Match
from auditor.text.support import distinct_sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_GLANCE = 12  # claims among which most texts already have two sources


def find_single_source(document: Document, *, least: int = 5) -> Iterator[Match]:
    """Yield the first use of the one source behind at least ``least`` claims, where no claim rests on another.

    The author's own work is nobody else's word: a text that rests on some of it is left alone.
    """
    traced = [claim for claim in document.claims if claim.support]
    few = traced[:_GLANCE]
    if len(traced) < least or len(distinct_sources(few, document.references, document.bodies)) > 1:
        return
    used = [s for claim in traced for s in claim.support]
    if any(s.kind == "own-work" for s in used):
        return
    if len(distinct_sources(traced, document.references, document.bodies)) == 1:
        first = min(used, key=lambda s: s.start)
        yield Match(first.start, first.end, values={"source": first.name, "claims": str(len(traced))})
