"""Words that point at a link elsewhere in the text — “the link below” — where there is none."""

from __future__ import annotations

from auditor.finders.cued import cued_matches
from auditor.finders.nearby import in_speech, markup_between, opens_with_target
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_AFTER = 2  # blocks after the pointer's own in which a link answers “below”; a list counts as one, headings as none


def find_missing_nearby_link(document: Document, *, cue: str, above: list[str], below: list[str]) -> Iterator[Match]:
    """Yield each sentence's first match of ``above`` with no link anywhere before it, and of ``below`` with none soon after.

    Only sentences with the ``cue`` (a pattern) are looked at. Quoted speech and code are left out, and whatever a
    template may supply counts as a link.
    """
    if document.templated:
        return
    for patterns, answered in ((above, _link_before), (below, _link_after)):
        for start, end in cued_matches(document, cue, patterns):
            if not (answered(document, start, end) or in_speech(document, start, end) or document.marked(start, end, "code")):
                yield Match(start, end)


def _link_before(document: Document, _start: int, end: int) -> bool:
    block = document.blocks[document.block_at(end - 1)]
    return any(link.start < block.end for link in document.all_links) or markup_between(document, 0, end)


def _link_after(document: Document, start: int, end: int) -> bool:
    blocks = document.blocks
    index = document.block_at(start)
    if document.links_in(blocks[index].start, blocks[index].end) or opens_with_target(document, index + 1):
        return True
    last = index
    for _ in range(_AFTER):
        last = min(last + 1, len(blocks) - 1)
        while blocks[last].kind == "heading" and last + 1 < len(blocks):
            last += 1
        while blocks[last].container and last + 1 < len(blocks) and blocks[last + 1].container == blocks[last].container:
            last += 1
    return bool(document.links_in(end, blocks[last].end)) or markup_between(document, end, blocks[last].end)
