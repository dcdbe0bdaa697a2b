"""Works that are cited in brackets with the page, “[E. P. Marlow, The Quarry, p. 218]”: no list has to stand below for them."""

from __future__ import annotations

import re
from bisect import bisect_right

from auditor.lexicon import later, lazy
from auditor.model import Support

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Marker, Sentence

_PAGES = r"(?:pp?\.|pages?|ch\.|chap\.|chapter|vol\.) ?[0-9ivxlc]+\b"
_WORK = lazy(
    r"[\[(](?:(?:see(?: also)?|cf\.?|from|(?:as )?(?:quoted|cited|reprinted|qtd\.?) (?:in|by)|quoted|in),? )?"
    rf"(?-i:[“\"‘'«]?[A-Z])[^\[\]()\n]{{2,200}}?[,:.;”\"’»] {_PAGES}[^\[\]()\n]{{0,160}}[\])]"
    r"|[\[(](?:as )?(?:quoted|cited|reprinted|qtd\.?) (?:in|by),? (?-i:[“\"‘'«]?[A-Z])[^\[\]()\n]{4,300}[\])]"
)
_LEAD = later(r"^[\[(\s]*(?:(?:as )?(?:quoted|cited|reprinted|qtd\.?) (?:in|by),? )?", re.IGNORECASE)
_PAGE = later(rf"[,:.;”\"’»]? {_PAGES}", re.IGNORECASE)
# “(Table 2, p. 4)” is a place in the text itself.
_HERE = frozenset(b"table figure fig fig. appendix section box chart page chapter plate map see".split())
_BRACKETS = (b"[", b"(")
_CUES = (b"p. ", b"pp. ", b" page", b"ch. ", b"chap", b"vol. ", b"uoted ", b"ited ", b"qtd", b"reprinted ")


def find_cited_works(
    data: bytes, sentences: Sequence[Sentence], starts: Sequence[int], markers: Sequence[Marker]
) -> Iterator[tuple[int, Support]]:
    """Give the sentence and support of each work that is cited with its page; behind a full stop it is of the sentence before.

    ``markers`` are those of the text, in order: what they cite has to stand in a list, as has whose name alone is given.
    """
    if not any(cue in data for cue in _CUES):
        return
    for start, end in _WORK.spans(data):
        if _is_here(data, start, end) or _is_marker(markers, start, end) or " " not in _name(data[start:end]):
            continue
        i = max(bisect_right(starts, start) - 1, 0)
        behind = i > 0 and not data[starts[i] : start].strip() and sentences[i - 1].block == sentences[i].block
        yield i - behind, Support("document", _name(data[start:end]), start, end)


def cites_work(data: bytes, start: int, end: int) -> bool:
    """Tell whether a work is cited with its page in the sentence ``[start, end)``, or in the brackets that follow it."""
    low, high = _WORK.find(data, start, end)
    if low >= 0 and data[start:low].strip():
        return not _is_here(data, low, high)
    behind = data[end : end + 4].lstrip()[:1]
    return behind in _BRACKETS and _WORK.begins(data, data.index(behind, end), min(len(data), end + 400))


def _is_here(data: bytes, start: int, end: int) -> bool:
    return data[start + 1 : end].split(None, 1)[0].lower().strip(b",") in _HERE


def _is_marker(markers: Sequence[Marker], start: int, end: int) -> bool:
    """Whether brackets hold an author and a year that a list has to answer."""
    i = bisect_right(markers, start, key=lambda marker: marker.end)
    return i < len(markers) and markers[i].start < end


def _name(words: bytes) -> str:
    """The work, without what leads to it and without the page."""
    text = " ".join(words.decode("utf-8", "replace").split())
    text = _LEAD.sub("", text, count=1)
    page = _PAGE.search(text)
    return text[: page.start()] if page else text.rstrip("])")
