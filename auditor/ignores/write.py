"""Write the directive that sets one finding aside: what `directives` reads, where `reach` says that it reaches the place."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.ignores.heed import CATEGORY, ignores
from auditor.lexicon import later
from auditor.model import Edit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.config import Selection
    from auditor.document import Document
    from auditor.model import Rule

_LEAD = later(r"[ \t>]*")
_LINE = ("paragraph", "heading")  # blocks that begin a line, so that a comment above them is about them alone


def ignoring(document: Document, start: int, rule: Rule, selection: Selection, read: Callable[[str], Document]) -> Edit | None:
    """Give the edit that puts ``<!-- auditor: ignore rule -->`` into a text, so that ``rule`` is silent at ``start`` (code points).

    None where no comment can do that: plain text has none, and nothing silences the rules about directives. ``read`` reads a text
    as this one was read: what is given has been read so, says the same, and silences the place. No reason is written: only the
    author has one.
    """
    if document.format == "text" or rule.category == CATEGORY:
        return None
    document = read(document.source)  # as it stands: what was audited may be the text as it reads when its damage is mended
    lenient = replace(selection, config=replace(selection.config, require_reasons=False, heed=True))
    for edit in _ways(document, start, f"<!-- auditor: ignore {rule.id} -->"):
        changed = read(document.source[: edit.start] + edit.text + document.source[edit.start :])
        moved = start + len(edit.text) if edit.start <= start else start
        if changed.data.split() == document.data.split() and _silent(changed, moved, rule, lenient):
            return edit
    return None


def _ways(document: Document, start: int, directive: str) -> Iterator[Edit]:
    """Give the insertions to try, those that read best first: a line above the block, behind its last word, above the place."""
    point = document.lines.point
    before = len(document.source[:start].encode("utf-8", "replace"))
    spans = [document.offsets.to_source(block.start, block.end) for block in document.blocks]
    at = next((i for i, span in enumerate(spans) if span.end > before), len(spans) - 1)
    block, span = document.blocks[at], spans[at]
    above, behind = _above(document, point(span.start), directive), Edit(point(span.end), point(span.end), f" {directive}")
    alone = document.format == "markdown" and block.kind in _LINE and not (block.quoted or block.footnote or block.container)
    yield from (above, behind) if alone else (behind, above)
    yield _above(document, start, directive)


def _above(document: Document, start: int, directive: str) -> Edit:
    """Give the insertion of a line above that of ``start``, as far to the right as it."""
    lines = document.lines
    number, column = lines.line_column(start)
    first = start - column + 1
    lead = _LEAD.match(lines.line(number))
    text = f"{lead[0] if lead else ''}{directive}{_line_end(document.source)}"
    return Edit(first, first, text)


def _line_end(source: str) -> str:
    found = re.search(r"\r\n?|\n", source)
    return found[0] if found else "\n"


def _silent(document: Document, start: int, rule: Rule, selection: Selection) -> bool:
    """Tell whether a rule is silent at a code point."""
    from auditor.ignores.silences import by_rules  # noqa: PLC0415 — as `heed` does

    silent = by_rules(ignores(document, selection).silences).get(rule.id)
    return bool(silent and silent.at(len(document.source[:start].encode("utf-8", "replace"))))
