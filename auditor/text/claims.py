"""Which sentences need a source, and which source each one has."""

from __future__ import annotations

from auditor.model import Attribution, Block, Claim, Footnote, Link, Marker, Quote, Reference, Sentence, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def find_claims(
    data: bytes,
    blocks: Sequence[Block],
    sentences: Sequence[Sentence],
    *,
    markers: Sequence[Marker],
    links: Sequence[Link],
    footnotes: Sequence[Footnote],
    references: Sequence[Reference],
    skip: Sequence[Span],
    attributions: Sequence[Attribution],
    quotes: Sequence[Quote],
) -> tuple[Claim, ...]:
    """Give the claims outside ``skip`` (reference lists), in order, each with its support."""
    return ()
