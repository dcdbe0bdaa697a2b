"""Books that are cited whole where one statement rests on them."""

from __future__ import annotations

import re

from auditor.finders.standing import standing
from auditor.lexicon import later
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Marker, Reference

_PLACED = later(
    rb"\bpp?\.? ?\d|\b(?:pages?|chap(?:ter|\.)|ch\.|section|sec\.|fig(?:ure|\.)|\xc2\xa7) ?\d|:\s?\d{1,4}\b", re.IGNORECASE
)
_NO_BOOK = later(r"\b(?:journal|proceedings|conference|in:|thesis|dissertation|report|working paper|standard|act)\b", re.IGNORECASE)
_NEXT = 24  # bytes behind a marker in which a page may stand: “[4] (p. 12)”


def find_books_without_page(document: Document) -> Iterator[Match]:
    """Yield entries of books that markers cite, where neither the entry nor any of the markers says on which page."""
    view = standing(document)
    cited: dict[str, list[Marker]] = {}
    for marker in document.markers:
        for key in marker.keys:
            cited.setdefault(key.casefold(), []).append(marker)
    for one in view.lists:
        for entry in one.entries if one.kind != "further-reading" else ():
            markers = cited.get((entry.label or "").casefold(), [])
            if markers and _is_book(entry) and not any(_says_where(document, marker) for marker in markers):
                yield Match(entry.start, entry.end)


def _is_book(entry: Reference) -> bool:
    fields = entry.fields
    words = str(getattr(fields, "words", ""))
    whole = "isbn" in fields or ("publisher" in fields and "place" in fields)
    elsewhere = any(name in fields for name in ("url", "doi", "pages", "volume")) or _PLACED.search(words.encode())
    return whole and not elsewhere and "title" in fields and not _NO_BOOK.search(words)


def _says_where(document: Document, marker: Marker) -> bool:
    return bool(_PLACED.search(document.data, marker.start, min(marker.end + _NEXT, len(document.data))))
