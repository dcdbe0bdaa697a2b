"""Words of time that lean on the day of writing, in a text that tells no date."""

from __future__ import annotations

from auditor.finders.without import in_prose
from auditor.lexicon import lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_YEAR = lazy(r"\b(?:1[6-9]|20)\d\d(?:s\b|\b)|[’']\d\d\b")
_OWN_LIFE = lazy(r"\bI\b|\bI['’](?:m|ve|d|ll)\b|\b[Mm]y\b", ignore_case=False)
_MOST_PLACES = 20


def find_undated_claims(document: Document, *, patterns: list[str]) -> Iterator[Match]:
    """Yield the claims with a match of ``patterns`` as one match, where neither format, address nor prose gives a year.

    A text with any year in it, even in its list of references, gives a reader something to count from. Sentences about the author's
    own life are left alone.
    """
    data = document.data
    if document.metadata.date or _YEAR.find(data)[0] >= 0 or _YEAR.find((document.url or document.name).encode())[0] >= 0:
        return
    claims = {c.sentence for c in document.claims}
    places: list[Span] = []
    for start, end in lazy("|".join(f"(?:{p})" for p in patterns)).spans(data):
        at = document.sentence_at(start)
        if at not in claims or _OWN_LIFE.find(data, *document.sentences[at][:2])[0] >= 0:
            continue
        if in_prose(document, at, start, end):
            places.append(Span(start, end))
            if len(places) == _MOST_PLACES:
                break
    if places:
        yield Match(places[0].start, places[0].end, tuple(places))
