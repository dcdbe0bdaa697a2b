"""What is wrong with directives, as `auditor.ignores` has found it and put it on the document."""

from __future__ import annotations

from typing import Literal

from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document


def find_directive_faults(
    document: Document, *, fault: Literal["malformed", "unknown-rule", "unused", "no-reason", "not-disabled"]
) -> Iterator[Match]:
    """Yield the faults of one kind in what the author tells auditor to set aside."""
    for found in document.faults:
        if found.kind == fault:
            yield Match(*found.source, values={"said": found.said}, in_source=True)
