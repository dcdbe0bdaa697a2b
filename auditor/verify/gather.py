"""What there is to ask about texts: every target once, with the day of the text that cites it."""

from __future__ import annotations

from auditor.finders.targets import cited_targets
from auditor.verify.archive import day_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.document import Document


def wanted(documents: Iterable[Document]) -> dict[str, str]:
    """Give the targets of texts, in order of their first place, each with the day of the first text that cites it."""
    found: dict[str, str] = {}
    for document in documents:
        day = day_of(document.metadata.date)
        for cited in cited_targets(document):
            found.setdefault(cited.target, day)
    return found
