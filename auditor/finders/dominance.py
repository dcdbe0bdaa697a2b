"""One source behind a whole text."""

from __future__ import annotations

from auditor.model import Match
from auditor.text.support import distinct_sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document


def find_single_source(document: Document, *, least: int = 5) -> Iterator[Match]:
    """Yield the first use of the one source behind at least ``least`` claims, where no claim rests on another.

    The author's own work is nobody else's word: a text that rests on some of it is left alone.
    """
    used = [s for claim in document.claims for s in claim.support]
    sourced = sum(claim.sourced for claim in document.claims)
    if sourced < least or any(s.kind == "own-work" for s in used):
        return
    if len(distinct_sources(document.claims, document.references)) == 1:
        first = min(used, key=lambda s: s.start)
        yield Match(first.start, first.end, values={"source": first.name, "claims": str(sourced)})
