"""Sentences of which the page they cite says nothing: hardly a word of theirs stands together anywhere on it."""

from __future__ import annotations

from functools import lru_cache

from auditor.finders.says import claims_with_pages, said_in
from auditor.model import Match
from auditor.text.overlap import Passages, stems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_passages = lru_cache(maxsize=64)(Passages)


def find_weak_support(document: Document, *, share: float, words: int) -> Iterator[Match]:
    """Yield sentences of at least so many telling ``words`` of which any page they cite has less than a ``share`` in one place.

    A sentence whose quotation, number, day or name is on the page rests on it in part, and is left alone.
    """
    for claim, read in claims_with_pages(document):
        wanted = stems(document.words(claim.start, claim.end))
        if len(wanted) < words:
            continue
        found = max((_passages(verdict.facts["text"]).best(wanted) for verdict in read), key=lambda one: one.share)
        if found.share < share and not any(said.there for said in said_in(document, claim, read)):
            near = f" Nearest there: “{found.passage}”" if found.passage else ""
            yield Match(claim.start, claim.end, values={"page": read[0].target, "near": near})
