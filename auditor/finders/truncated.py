"""Texts that stop before their end: in the middle of a sentence, or before sections that their contents promise."""

from __future__ import annotations

import re

from auditor.lexicon import later
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Block

# Words after which no sentence ends, not even a headline or a line of verse.
_GOES_ON = frozenset(b"the a an and or nor its their your our my because although whereas unless every very".split())
_FEWEST_BLOCKS = 4  # of prose: less is a snippet, which is cut on purpose
_LEAST = 60  # bytes of the last paragraph: less is a label
_LAST_WORD = later(rb"(?<![\w'.&\x80-\xff/-])([a-z]+)(,?)\s*\Z|[a-z]{2}(,)\s*\Z")
_CONTENTS = later(r"(?:table of )?contents|toc|outline|in this (?:article|report|post)|inhalt|inhaltsverzeichnis", re.IGNORECASE)
_NUMBERING = later(
    r"^[\s\W_]*(?:(?:section|part|chapter)\s+)?(?:\d{1,2}(?:\.\d{1,2})*|[ivxlc]{1,5}|[a-h])[.):]?\s+|[\W_]+$", re.IGNORECASE
)
_NO_LETTERS = later(r"[\W_]+")
_FEWEST_ITEMS, _MOST_ITEMS = 4, 100  # of a list of contents


def find_truncated(document: Document) -> Iterator[Match]:
    """Yield the last words of a text that stops in mid-sentence, and the contents' items whose sections do not come at its end."""
    stop = _stop(document)
    if stop is not None:
        yield Match(*stop)
    missing = _missing(document) if document.format != "text" else ()
    if missing:
        yield Match(*missing[0], places=tuple(missing))


def _stop(document: Document) -> Span | None:
    """Give the last words where no sentence can end with them."""
    blocks = [b for b in document.blocks if b.end > b.start]
    if document.templated or len(blocks) < _FEWEST_BLOCKS or document.blocks[-1].kind == "code":
        return None
    last = blocks[-1]
    kinds = ("paragraph", "item", "heading") if document.format == "text" else ("paragraph", "item")  # a line without a full stop
    if last.kind not in kinds or last.quoted or last.footnote or last.end - last.start < _LEAST:
        return None
    if document.in_references(last.start) or document.links_in(last.end - 1, last.end):
        return None
    found = _LAST_WORD.search(document.data[last.start : last.end])
    if found is None or (found[1] and not found[2] and found[1] not in _GOES_ON):
        return None
    at = max(last.start, last.end - 60)
    start = document.data.find(b" ", at, last.end) + 1 if at > last.start else at
    return Span(start or at, last.start + len(document.data[last.start : last.end].rstrip()))


def _missing(document: Document) -> list[Span]:
    """Give the items at the end of a list of contents for which there is no heading, where those before them have one."""
    items = _contents(document)
    if not _FEWEST_ITEMS <= len(items) <= _MOST_ITEMS:
        return []
    listed = {block.start for block in items}
    titles = {_title(document, b) for b in document.blocks if b.kind == "heading" and b.start not in listed}
    begun = {opening for title in titles for opening in _openings(title)}
    have = [_comes(_title(document, item), titles, begun) or _anchored(document, item) for item in items]
    kept = len(have) - have[::-1].index(True) if True in have else 0  # those up to the last that has its section
    if kept == len(items) or kept < 2 or sum(have[:kept]) < kept:
        return []
    return [Span(item.start, item.end) for item in items[kept:]]


def _anchored(document: Document, item: Block) -> bool:
    """Tell whether the place that an item of the contents links to is marked in the source."""
    targets = [link.target for link in document.links_in(item.start, item.end)]
    return any(t.startswith("#") and len(t) > 1 and document.source_data.count(t[1:].encode()) > 1 for t in targets)


def _contents(document: Document) -> list[Block]:
    """Give the items of the first list that a heading or line calls contents, those of its upper level."""
    blocks = document.blocks
    for index, block in enumerate(blocks):
        if block.end - block.start < 40 and _CONTENTS.fullmatch(document.words(block.start, block.end).strip(" \n:*#_.")):
            items = []
            for item in blocks[index + 1 :]:
                if item.kind != "item":
                    break
                items.append(item)
            upper = [item for item in items if item.level == items[0].level]
            linked = [item for item in upper if document.links_in(item.start, item.end)]
            any_linked = any(document.links_in(item.start, item.end) for item in items)
            return linked if any_linked else upper  # among links, an item without one is a label
    return []


def _title(document: Document, block: Block) -> str:
    words = _NUMBERING.sub("", document.words(block.start, min(block.end, block.start + 200)).split("\n")[0])
    return _NO_LETTERS.sub(" ", words).strip().lower()


def _openings(title: str) -> Iterator[str]:
    """Yield the first two and more words of a title."""
    words = title.split()
    return (" ".join(words[:n]) for n in range(2, len(words) + 1))


def _comes(item: str, titles: set[str], begun: set[str]) -> bool:
    """Tell whether a heading is an item of the contents, or one of the two opens with the other."""
    return item in titles or item in begun or any(opening in titles for opening in _openings(item))
