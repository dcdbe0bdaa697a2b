"""Quotation marks and brackets that open and never close."""

from __future__ import annotations

from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_MARK = lazy(r"[“”()\[\]«»]")
_CLOSES = {"”": "“", ")": "(", "]": "[", "»": "«"}


def find_unbalanced_marks(document: Document) -> Iterator[Match]:
    """Yield a match for each opening mark that its paragraph does not close.

    A quotation that goes on in the next paragraph, which opens with the mark again, is closed there.
    """
    data = document.data
    for index, block in enumerate(document.blocks):
        left: list[tuple[str, int, int]] = []
        for found in _MARK.finditer(data, block.start, block.end):
            mark = found[0].decode()
            opener = _CLOSES.get(mark)
            if opener is None:
                left.append((mark, *found.span()))
            elif left and left[-1][0] == opener:
                left.pop()
        following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        goes_on = following is not None and data.startswith("“".encode(), following.start)
        for mark, start, end in left:
            if not (mark == "“" and goes_on) and not document.marked(start, end, "code", "math"):
                yield Match(start, end)
