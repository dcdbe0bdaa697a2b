"""How far a directive reaches: bytes of the source, from where it stands to the end of a block, of a range, of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from auditor.model import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.model import Comment


class Blocks:
    """The blocks of a document by where they stand in its source."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def _spans(self) -> list[Span]:
        return [self._document.offsets.to_source(b.start, b.end) for b in self._document.blocks]

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self._spans]

    def of(self, comment: Comment) -> Span:
        """Give what a comment means by its block: the one that it stands in, else the next: a paragraph, a list, a table."""
        start, end = comment.source
        if comment.inside:
            at = max(bisect_right(self._starts, start) - 1, 0)
            return Span(self._bound(at - 1), max(self._bound(at), end))
        first = bisect_left(self._starts, end)
        if first == len(self._spans):
            return Span(end, end)
        picture = self._picture(end, self._starts[first])
        return Span(end, picture or self._bound(self._last(first)))

    def _last(self, first: int) -> int:
        """The last block of what a block opens: of a list or table its last item or cell; of anything else itself."""
        blocks = self._document.blocks
        container = blocks[first].container
        if not container or (first and blocks[first - 1].container == container):
            return first
        last = first
        for i in range(first, len(blocks)):
            if blocks[i].container == container:
                last = i
            elif not blocks[i].container:
                break
        return last

    def _picture(self, start: int, end: int) -> int:
        """Where a picture without words ends that stands before the next words: it leaves no block, and is one."""
        images = self._document.images
        first = bisect_left(images, start, key=lambda image: image.source.start)
        return images[first].source.end if first < len(images) and images[first].source.end <= end else 0

    def _bound(self, at: int) -> int:
        """Where a block ends in the source: where the line begins on which the next one stands, else with its own last word."""
        if at < 0:
            return 0
        data = self._document.source_data
        if at + 1 >= len(self._spans):
            return len(data)
        end, following = self._spans[at].end, self._starts[at + 1]
        line = max(data.rfind(b"\n", end, following), data.rfind(b"\r", end, following))
        return line + 1 if line >= 0 else end
