"""Claims of one kind that lead to no source."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from auditor.finders.without import in_quotation
from auditor.lexicon import Lazy, lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

Kind = Literal["number", "event", "quotation", "superlative", "accusation", "causal", "specialist", "cited"]


def find_unsourced_claims(
    document: Document,
    *,
    kinds: list[Kind],
    patterns: list[str],
    unless: list[str] = [],  # noqa: B006 — never changed; the default is part of the schema
    paragraph: bool = True,
) -> Iterator[Match]:
    """Yield what ``patterns`` match, once a sentence, in claims of one of the ``kinds`` that lead to no source.

    A group ``it`` narrows the match to its words. With ``paragraph`` no other claim of the paragraph may lead to a source either. A
    sentence where ``unless`` matches, and what stands in a quotation or in code, is left alone.
    """
    wanted = frozenset(kinds)
    claims = [c for c in document.claims if not c.sourced and not wanted.isdisjoint(c.kinds)]
    if not claims:
        return
    traced = {document.sentences[c.sentence].block for c in document.claims if c.sourced} if paragraph else set()
    regex, excuse = _compiled(tuple(patterns)), _compiled(tuple(unless))
    for claim in claims:
        found = regex.search(document.data, claim.start, claim.end)
        if not found or document.sentences[claim.sentence].block in traced:
            continue
        start, end = found.span(found.lastindex or 0)
        if unless and excuse.find(document.data, claim.start, claim.end)[0] >= 0:
            continue
        if not document.marked(start, end, "code", "math") and not in_quotation(document, start):
            yield Match(start, end)


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> Lazy:
    """One pattern for all; the groups ``it`` lose their name, since it may occur only once."""
    return lazy("|".join(f"(?:{p})" for p in patterns).replace("(?P<it>", "(") or r"[^\s\S]")
