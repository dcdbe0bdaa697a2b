"""Words that send the reader to something — “read the report here” — where nothing can be opened."""

from __future__ import annotations

from typing import Literal

from auditor.finders.cued import cued_matches
from auditor.finders.nearby import has_target, in_speech
from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_CLAUSE_END = lazy(
    r"""\s?(?:[.,;:!)\]–—]|-{2}|$|[’”"']\s?[)\].,]|(?:and|or|but)\s)"""
    r"|\son (?:[0-9]{1,2} (?-i:[A-Z])|(?-i:[A-Z])[a-z]{2,8}\.? [0-9])"   # a day: datelines name the weekday only
)


def find_pointers(
    document: Document,
    *,
    cue: str,
    patterns: list[str],
    ends: Literal["clause", "anywhere"] = "clause",
    together: bool = False,
) -> Iterator[Match]:
    """Yield each sentence's first match of ``patterns`` that no link, URL or marker answers in its block or next to it.

    Only sentences with the ``cue`` (a pattern) are looked at; ``^`` is a sentence's start. A group ``it`` narrows the
    match to its words. ``ends``: "clause" takes only words that close their clause. Quoted speech, code and reference
    lists are left out. ``together``: all of a document are one match with many places.
    """
    follows = _CLAUSE_END.match if ends == "clause" else _anything
    found = (span for span in cued_matches(document, cue, patterns, follows) if not _excused(document, *span))
    if not together:
        yield from (Match(*span) for span in found)
    elif places := tuple(found):
        yield Match(*places[0], places=places)


def _anything(_words: bytes, _end: int) -> bool:
    return True


def _excused(document: Document, start: int, end: int) -> bool:
    return (
        has_target(document, start, end)
        or document.marked(start, end, "code")
        or in_speech(document, start, end)
        or document.in_references(start)
    )
