"""Copy of a news agency that its publisher does not credit."""

from __future__ import annotations

from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_OPENING = 600  # bytes in which the sign of an agency stands
_SIGN = lazy(
    r"(?m:^)[^\n()]{0,60}(\((?-i:Reuters|REUTERS|AP|AFP|UPI|IANS|ANI|PTI|Xinhua|dpa|DPA|EFE"
    r"|Bloomberg|TASS|CNN|Kyodo|ANSA)\)) ?[—–-]"
)
_NAMES = {"ap": (b"associated press", b">ap<", b"ap news", b"apnews"), "afp": (b"agence france", b">afp<", b"afp.com")}


def find_uncredited_agency(document: Document) -> Iterator[Match]:
    """Yield an agency's sign in the dateline of a page that names the agency nowhere else: in no credit, byline or metadata."""
    found = _SIGN.search(document.data, 0, min(_OPENING, len(document.data))) if document.whole_page else None
    if found is None:
        return
    start, end = found.span(1)
    sign = document.words(start, end).strip("()")
    said = document.source_data.lower()
    names = _NAMES.get(sign.lower(), (sign.lower().encode(),))
    credited = sum(said.count(name) for name in names) - (sign.lower() not in _NAMES)
    if not credited:
        yield Match(start, end, values={"agency": sign})
