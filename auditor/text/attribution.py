"""Who is said to have said what."""

from __future__ import annotations

from auditor.model import Attribution, Block, Sentence, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def find_attributions(
    data: bytes, blocks: Sequence[Block], sentences: Sequence[Sentence], skip: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Give the attributions outside ``skip`` (reference lists), in order."""
    return ()
