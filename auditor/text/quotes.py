"""Quotations and who says them."""

from __future__ import annotations

from auditor.model import Attribution, Block, Quote, Sentence, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def find_quotes(
    data: bytes, blocks: Sequence[Block], sentences: Sequence[Sentence], attributions: Sequence[Attribution], skip: Sequence[Span]
) -> tuple[Quote, ...]:
    """Give the quotations outside ``skip`` (reference lists), in order."""
    return ()
