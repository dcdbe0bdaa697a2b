"""A plural of sources that only one citation stands behind."""

from __future__ import annotations

from auditor.finders.cues import pattern_cues
from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document


def find_plural_from_one(document: Document, *, patterns: list[str]) -> Iterator[Match]:
    """Yield each match of ``patterns`` whose sentence carries one citation to one source: one marker with one key, or one link."""
    whole = "|".join(f"(?:{p})" for p in patterns)
    if not pattern_cues(whole).may_occur(document):
        return
    for found in lazy(whole).finditer(document.data):
        start, end = found.span()
        if document.in_references(start):
            continue
        sentence = document.sentences[document.sentence_at(start)]
        markers = [m for m in document.markers_in(start, sentence.end + 1) if m.start < sentence.end + 6]
        links = [link for link in document.links_in(start, sentence.end) if not any(m.start <= link.start < m.end for m in markers)]
        if sum(len(m.keys) for m in markers) + len(links) == 1:
            yield Match(start, end)
