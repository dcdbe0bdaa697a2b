"""The frame of a citation with nothing in it: “(source)”, “[link]”, “Source:” and the end of the line."""

from __future__ import annotations

from auditor.finders import BESIDE
from auditor.finders.mention import mentioned
from auditor.finders.nearby import in_speech, markup_between
from auditor.finders.pattern import find_pattern
from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_LABEL = lazy(
    r"(?m:^)[ \t*_>(\[-]{0,6}((?:image |photo |data )?(?:source|sources|citation|citations|credit|reference)[*_]{0,2} ?:)"
    r"[ \t*_)\]]*(?m:$)"
)
_ANY_LABEL = lazy(r"\b(?:sources?|citations?|credit|reference)[*_]{0,2}[ ]?:[ \t*_)\]]*(?m:$)")  # spares most texts the other
_LABELS = frozenset(word.encode() for word in BESIDE["empty-citation"])  # one stands in every label
_LONG = 160  # bytes: a longer block after the label is prose, not what the label announces
_MOST_BELOW = 6  # blocks that a label in bold is the title of
_SHORT = 80  # bytes: bold alone on a line that is no longer is the next title


def find_empty_citations(document: Document, *, patterns: list[str]) -> Iterator[Match]:
    """Yield matches of ``patterns`` that no link touches, and labels such as “Source:” that nothing follows.

    Words spoken about (“a (source) tag”), quoted speech, code and template output are left out.
    """
    if document.templated:
        return
    for match in _frames(document, patterns):
        if not (mentioned(document.data, match.start, match.end) or in_speech(document, match.start, match.end)):
            yield match
    if document.vocabulary.isdisjoint(_LABELS) or _ANY_LABEL.find(document.data)[0] < 0:
        return
    for found in _LABEL.finditer(document.data):
        start, end = found.span(1)
        if not _followed(document, start, found.end()):
            yield Match(start, end)


def _heads(document: Document, index: int) -> bool:
    """Tell whether a label in bold is the title of what stands below it: of paragraphs that name sources of their own."""
    blocks = document.blocks
    for i in range(index + 1, min(index + 1 + _MOST_BELOW, len(blocks))):
        block = blocks[i]
        if block.kind == "heading" or (block.end - block.start < _SHORT and document.marked(block.start, block.end, "strong")):
            return False
        if document.links_in(block.start, block.end) or document.markers_in(block.start, block.end):
            return True
    return False


def _frames(document: Document, patterns: list[str]) -> Iterator[Match]:
    """One pattern at a time: each may narrow its match by a group of the same name."""
    for pattern in patterns:
        yield from find_pattern(document, patterns=[pattern], unlinked=True)


def _followed(document: Document, start: int, end: int) -> bool:
    """Tell whether something that a label can announce comes next: a list, a table, a link, a short line, an embed."""
    blocks = document.blocks
    index = document.block_at(start)
    block = blocks[index]
    if document.data[end : block.end].strip() or document.links_in(start, block.end):
        return True
    following = blocks[index + 1] if index + 1 < len(blocks) else None
    if document.marked(start, block.end, "strong") and _heads(document, index):
        return True
    if markup_between(document, block.end, following.start if following else len(document.data)):
        return True
    if following is None or (following.kind == "heading" and document.format != "text"):
        return False  # in plain text a short line is taken for a heading, and may be the source itself
    return (
        following.kind != "paragraph"
        or following.end - following.start < _LONG
        or bool(document.links_in(following.start, following.end))
        or following.container != block.container
    )
