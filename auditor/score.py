"""The sourcing score, model 1."""

from __future__ import annotations

from auditor.model import Score

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.check import Hit
    from auditor.document import Document


def score(document: Document, hits: Sequence[Hit]) -> Score:
    """Score a document from the places that stable rules marked bad; see ``rules/score.toml`` for weights and ceilings."""
    return Score(None, "–", "Not rated.", (), len(document.claims), sum(c.sourced for c in document.claims))
