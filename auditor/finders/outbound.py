"""Long texts that say what needs a source and link to nothing."""

from __future__ import annotations

from auditor.domains import link_kind
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_KEYS = (b"[@", b"\\cite", b"<ref")  # citations that another program resolves
_NOT_OUT = frozenset(("anchor", "mail", "empty"))


def find_no_outbound_links(document: Document, *, words: int = 600, claims: int = 5) -> Iterator[Match]:
    """Yield the opening of a text of at least so many ``words`` and ``claims`` that has no link, no list and no note."""
    if len(document.claims) < claims or document.references or document.markers or document.footnotes or document.templated:
        return
    if any(key in document.source_data for key in _KEYS):
        return
    if any(link_kind(link.target) not in _NOT_OUT for link in document.all_links) or len(document.data.split()) < words:
        return
    first = document.sentences[0]
    yield Match(first.start, first.end, values={"claims": str(len(document.claims))})
