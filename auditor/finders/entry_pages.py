"""Pages of entries that run backwards: the last one stands before the first."""

from __future__ import annotations

from auditor.finders.standing import standing
from auditor.lexicon import later
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

# A range behind “pp.”, a colon or an issue: “18-3” behind the name of a journal may be a volume and its issue
_RANGE = later(
    rb"(?:\b(?:[Pp]{1,2}|S)\.\s?|\b[Pp]ages?\s|\d:\s?|\d\),\s?|\):\s?|\d,\s)(?P<range>(\d{1,5})\s?(?:-|\xe2\x80\x93)\s?(\d{1,5}))"
    rb"(?!\s?(?:-|\xe2\x80\x93|\xe2\x80\x94|/)|[\w.:]*\d)"
)


def find_backward_pages(document: Document) -> Iterator[Match]:
    """Yield ranges of pages in entries whose end is before their beginning; “1123–31” ends at 1131."""
    for one in standing(document).lists:
        if one.kind == "footnotes":
            continue
        for entry in one.entries:
            found = _RANGE.search(document.data, entry.start, entry.end) if entry.end - entry.start < 1500 else None
            if found and found["range"].decode() in entry.fields.get("pages", "") and _is_backward(found[2], found[3]):
                yield Match(*found.span("range"))


def _is_backward(first: bytes, last: bytes) -> bool:
    """Tell whether a range ends before it begins, in full or with its last digits only."""
    whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
    return int(whole) < int(first)
