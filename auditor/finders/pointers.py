"""Words that send the reader to something — “read the report here” — where nothing can be opened."""

from __future__ import annotations

from typing import Literal

from auditor.finders.cued import cued_matches
from auditor.finders.nearby import has_target, in_speech
from auditor.lexicon import lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_PROMISE = lazy(r"\b(?:{{document-noun}}|{{pointer-noun}}|methods?|evidence|everything|appendix|more|rest)\b")
_CLAUSE_END = lazy(
    r"""\s?(?:[.,;:!)\]–—]|-{2}|$|[’”"']\s?[)\].,]|(?:and|or|but)\s|so\s(?:that|you|we|they|readers)\s)"""
    r"|\son (?:[0-9]{1,2} (?-i:[A-Z])|(?-i:[A-Z])[a-z]{2,8}\.? [0-9])"  # a day: datelines name the weekday only
)

_NOT = (b"n't", "n’t".encode(), b" not", b"never")
_STAYS = lazy(  # “that we won’t repeat here”, “the count begins here”: nothing is promised elsewhere
    r"(?:\bnot|n[’']t|\bnever|\bwithout|\bcannot) (?:[a-z]+ ){1,2}here$|\b(?:begin|start|stop|end)s? here$"
)


def find_pointers(
    document: Document,
    *,
    cue: str,
    patterns: list[str],
    promising: list[str] = [],  # noqa: B006 — never changed; the default is part of the schema
    ends: Literal["clause", "anywhere"] = "clause",
    together: bool = False,
) -> Iterator[Match]:
    """Yield each sentence's first match of ``patterns`` that no link, URL or marker answers in its block or next to it.

    Only sentences with the ``cue`` (a pattern) are looked at; ``^`` is a sentence's start. A group ``it`` narrows the
    match to its words. ``promising`` patterns hold only where their words name something to read, hear or watch.
    ``ends``: "clause" takes only words that close their clause. Quoted speech, code and reference lists are left out.
    ``together``: all of a document are one match with many places.
    """
    follows = _CLAUSE_END.match if ends == "clause" else None
    plain = cued_matches(document, cue, patterns, follows)
    named = (s for s in cued_matches(document, cue, promising, follows) if _PROMISE.search(document.data, *s))
    found = [span for span in _apart(sorted((*plain, *named))) if not _excused(document, *span)]
    if together and found:
        yield Match(*found[0], places=tuple(found))
    elif not together:
        yield from (Match(*span) for span in found)


def _apart(spans: list[Span]) -> Iterator[Span]:
    """Of spans that overlap, keep the first."""
    end = 0
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _excused(document: Document, start: int, end: int) -> bool:
    return (
        _STAYS.search(document.data[start:end]) is not None
        or document.lower[max(0, start - 12) : start].rstrip().endswith(_NOT)
        or has_target(document, start, end)
        or document.marked(start, end, "code")
        or in_speech(document, start, end)
        or document.in_references(start)
    )
