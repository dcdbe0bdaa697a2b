"""Numbers in round brackets as citations, “without comment (1).”: only where a numbered list stands below to answer them.

A number in round brackets counts the points of a sentence more often than it cites. It cites where it closes a clause, again and
again, in a text that cites in no other way.
"""

from __future__ import annotations

from bisect import bisect_right

from auditor.lexicon import later
from auditor.model import Marker
from auditor.text.markers import keys_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import ReferenceList, Span

_CITED = later(rb"(?<=[\w)%\"\x9d.,;]) ?\((\d{1,3}(?:(?:[,;-]|\xe2\x80\x93) ?\d{1,3}){0,8})\)(?=[.,;:]|\s|$)")
_CLOSES = (b".", b",", b";", b":", b"")
_STOPS, _ROUND = b".,;", 0x28  # “overboard.(1) The”
_FEWEST = 2  # numbers that close a clause, of different entries
_BEYOND = 3  # numbers that a list may have lost at its end


def find_parenthetical(data: bytes, lists: Sequence[ReferenceList], skip: Sequence[Span]) -> Iterator[Marker]:
    """Give the markers ``(1)`` and ``(2, 4)`` outside ``skip``, in order; none where their numbers are not those of a list."""
    labels = {int(e.label) for one in lists for e in one.entries if one.style == "numbered" and e.label and e.label.isdigit()}
    if len(labels) < _FEWEST:
        return
    starts = [span.start for span in skip]
    found: list[Marker] = []
    closing: set[str] = set()
    for match in _CITED.finditer(data):
        i = bisect_right(starts, match.start()) - 1
        keys = keys_of(match[1].decode("utf-8", "replace"))
        if not keys or (i >= 0 and match.start() < skip[i].end) or int(keys[-1]) > max(labels) + _BEYOND:
            continue
        start = match.start(1) - 1
        found.append(Marker(start, match.end(), "numeric", keys))
        if data[match.end() : match.end() + 1] in _CLOSES or (data[start - 1] in _STOPS and data[start] == _ROUND):
            closing.update(keys)
    if len(closing) >= _FEWEST and any(int(key) in labels for key in closing):
        yield from found
