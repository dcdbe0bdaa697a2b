"""Elements of HTML that hold one thing each, an entry of a list, and the links that lead to them by their names."""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.lexicon import later
from auditor.model import Edit
from auditor.read.tags import attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.document import Document

_OPENS = later(rb"<(li|p|dd|div)\b([^<>]*)>(?:\s|<(?!/|(?:li|p|dd|div|ol|ul)\b)[^<>]*>)*\Z", re.IGNORECASE)
_NAMED = later(rb"\b(?:id|name)\s*=", re.IGNORECASE)
_FAR = 600  # bytes before an entry in which its element begins
_HREF = later(rb"""\bhref\s*=\s*["']?#([^"'\s<>]+)""", re.IGNORECASE)


class Element(NamedTuple):
    """An element in the source (bytes): what it holds stands at ``[inner, stop)``; ``numbered``: it has a ``value``."""

    tag: bytes
    start: int
    inner: int
    stop: int
    end: int
    name: str
    numbered: bool


def element_of(data: bytes, start: int, end: int) -> Element | None:
    """Give the element of a list or the paragraph that holds ``[start, end)`` and, beside markup, nothing else."""
    low = max(0, start - _FAR)
    opening = _OPENS.search(data, low, start)
    if opening is None:
        return None
    tag = opening[1].lower()
    closing = re.compile(rb"</" + tag + rb"\s*>", re.IGNORECASE).search(data, end)
    again = re.compile(rb"<" + tag + rb"\b", re.IGNORECASE).search(data, opening.end(1))
    if closing is None or (again and again.start() < closing.start()):
        return None
    read = attributes(opening[2])
    within = data[opening.end(2) : closing.start()]
    if _NAMED.search(within):  # a name inside: what leads there would be lost
        return None
    inner = opening.end(2) + 1
    return Element(tag, opening.start(), inner, closing.start(), closing.end(), read.get("id", ""), "value" in read)


def led_on(document: Document, names: Iterable[tuple[str, str]]) -> list[Edit] | None:
    """Give the edits by which links to the first of each two names lead to the second; None where there is no second."""
    other = {old: new for old, new in names if old}
    edits = []
    for link in _HREF.finditer(document.source_data) if other else ():
        name = link[1].decode("utf-8", "replace")
        if name in other:
            if not other[name]:
                return None
            edits.append(Edit(*link.span(1), other[name]))
    return edits
