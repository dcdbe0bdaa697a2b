"""Bare URLs in the prose."""

from __future__ import annotations

from auditor.lexicon import lazy
from auditor.model import Link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.model import Span

_URL = lazy(r"""(?:\b(?:https?|ftp)://|\bwww\.)[^\s<>"“”‘’«»\x{a0}]+""")
_TRAILING = b".,;:!?'*_~|"
_PAIRS = {ord(")"): b"(", ord("]"): b"[", ord("}"): b"{"}


def find_urls(data: bytes, links: Sequence[Link], to_source: Callable[[int, int], Span]) -> list[Link]:
    """Give the URLs written out in the prose that no link of the markup covers, as links of kind "bare".

    Punctuation after a URL is not part of it, nor is a closing bracket that was not opened inside.
    """
    taken = [
        (link.start, link.end) for link in links if b"://" in data[link.start : link.end] or b"www." in data[link.start : link.end]
    ]
    found: list[Link] = []
    k = 0
    for match in _URL.finditer(data):
        start, end = match.start(), _trim(data, match.start(), match.end())
        while k < len(taken) and taken[k][1] <= start:
            k += 1
        if k < len(taken) and taken[k][0] < end:
            continue
        target = data[start:end].decode("utf-8", "replace")
        if "." not in target.removeprefix("www."):
            continue
        found.append(Link(start, end, target if "://" in target else f"http://{target}", "bare", to_source(start, end)))
    return found


def _trim(data: bytes, start: int, end: int) -> int:
    while end > start:
        last = data[end - 1]
        opener = _PAIRS.get(last)
        if last in _TRAILING or (opener and data.count(opener, start, end) < data.count(bytes([last]), start, end)):
            end -= 1
        else:
            break
    return end
