"""Elements of HTML that hold one thing each, an entry of a list, and the links that lead to them by their names."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.lexicon import later
from auditor.model import Edit, Span
from auditor.model.made import NamedTuple
from auditor.read.tags import attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    if closing is None or re.compile(rb"<" + tag + rb"\b", re.IGNORECASE).search(data, opening.end(1), closing.start()):
        return None
    read = attributes(opening[2])
    within = data[opening.end(2) : closing.start()]
    if _NAMED.search(within):  # a name inside: what leads there would be lost
        return None
    inner = opening.end(2) + 1
    return Element(tag, opening.start(), inner, closing.start(), closing.end(), read.get("id", ""), "value" in read)


def led_on(document: Document, names: Iterable[tuple[str, str]]) -> list[Edit] | None:
    """Give the edits by which links to the first of each two names lead to the second; None where there is no second."""
    edits = []
    for old, new in dict(names).items():
        places = _leading_to(document).get(old, ()) if old else ()
        if places and not new:
            return None
        edits += [Edit(*place, new) for place in places]
    return sorted(edits)


@lru_cache(maxsize=2)
def _leading_to(document: Document) -> Mapping[str, Sequence[Span]]:
    """Give where the links of HTML to names in its page say these, by the name; every list asks."""
    found: dict[str, list[Span]] = {}
    for link in _HREF.finditer(document.source_data):
        found.setdefault(link[1].decode("utf-8", "replace"), []).append(Span(*link.span(1)))
    return found
