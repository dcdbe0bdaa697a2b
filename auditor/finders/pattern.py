"""The most used finder: regular expressions over the prose, and a closed list of conditions on where they hold."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from auditor.finders.cues import Cues, pattern_cues
from auditor.lexicon import Lazy, lazy, letter_after, letter_before
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.document import Document

Place = Literal["heading", "paragraph", "item", "cell", "caption"]
Apart = Literal["code", "math", "url", "references", "quotation", "heading"]


def find_pattern(
    document: Document,
    *,
    patterns: list[str],
    unlinked: bool = False,
    case: bool = False,
    inside: list[Place] = [],  # noqa: B006 — never changed; the default is part of the schema
    outside: list[Apart] = ["code", "math", "url"],  # noqa: B006
) -> Iterator[Match]:
    """Yield every match of any of ``patterns`` within one block.

    A group named ``it`` narrows the match to its words. ``unlinked``: only where no link, URL or citation marker touches the
    match. ``case``: letters match in their own case only. ``inside``: only in these kinds of block. ``outside``: never where
    the match touches one of these.
    """
    regex, cues, group = _compiled(tuple(patterns), case)
    if not cues.may_occur(document):
        return
    data = document.data
    for spans in regex.groups(data):
        start, end = spans[group] if spans[group][0] >= 0 else spans[0]
        if start == end or _inside_word(data, start, end):
            continue
        block = document.blocks[document.block_at(start)]
        if end > block.end or (inside and block.kind not in inside):
            continue
        if unlinked and (document.links_in(start, end) or document.markers_in(start, end)):
            continue
        if not any(_APART[name](document, start, end) for name in outside):
            yield Match(start, end)


@lru_cache(maxsize=1024)
def _compiled(patterns: tuple[str, ...], case: bool) -> tuple[Lazy, Cues, int]:  # noqa: FBT001 — a cache's key
    """The one pattern for all, what must occur in a text for it to match, and the number of the group ``it`` (0: none)."""
    whole = joined(patterns)
    regex = lazy(whole, ignore_case=not case)
    group = 1 if "(?P<it>" in whole else 0
    return regex, pattern_cues(whole), group


def joined(patterns: tuple[str, ...]) -> str:
    """Give one pattern that matches where any of ``patterns`` does."""
    return "|".join(f"(?:{p})" for p in patterns)


def _inside_word(data: bytes, start: int, end: int) -> bool:
    r"""Tell whether the match begins or ends inside a word: RE2's ``\b`` sees a bound beside any non-ASCII letter."""
    first, last = data[start : start + 1], data[end - 1 : end]
    return (first.isalnum() and letter_before(data, start)) or (last.isalnum() and letter_after(data, end))


def _touches_url(document: Document, start: int, end: int) -> bool:
    return any(
        link.kind in ("bare", "autolink") and link.start < end and start < link.end for link in document.links_in(start, end)
    )


_APART: dict[Apart, Callable[[Document, int, int], bool]] = {
    "code": lambda d, start, end: d.marked(start, end, "code"),
    "math": lambda d, start, end: d.marked(start, end, "math"),
    "url": _touches_url,
    "references": lambda d, start, _: d.in_references(start),
    "quotation": lambda d, start, end: d.quoted_in(start, end),
    "heading": lambda d, start, _: d.blocks[d.block_at(start)].kind == "heading",
}
