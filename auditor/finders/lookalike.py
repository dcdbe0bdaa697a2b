"""Links to domains that pass themselves off as a known outlet's."""

from __future__ import annotations

from auditor.domains.lookalike import lookalike
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document


def find_lookalike_domains(document: Document) -> Iterator[Match]:
    """Yield links whose domain could be taken for that of a known outlet; one that the text names as a copy is meant.

    An address that is written out in the text is the text's subject as often as its source, so only words that hide it count.
    """
    for link in document.links:
        if link.kind not in ("inline", "reference") or "//" not in link.target[:9]:
            continue
        found = lookalike(link.target)
        if found is not None:
            values = {"outlet": found.outlet, "how": found.how}
            yield Match(link.source.start, link.source.end, values=values, in_source=True)
