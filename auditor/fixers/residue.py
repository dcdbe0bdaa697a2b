"""Marks of Markdown and codes of templates in a text that nothing reads them in."""

from __future__ import annotations

from html import escape

from auditor.fixers.places import cut, exact
from auditor.lexicon import later
from auditor.model import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match, Safety

_BOLD = later(r"\*\*([^*\n]+)\*\*")
_LINK = later(r"\[([^\[\]\n]+)\]\(([^()\s]+)\)")
_HEADING = later(rb"(?m)^#{1,6} ")
_THROUGHOUT = 5  # marks from which a text without headings is Markdown throughout, too
_MORE = later(r"<!--\s*(?:more\b[^>]*|nextpage|/?wp:[^>]*)-->")
_AROUND = later(r"\[(/?)(caption|pullquote|dropcap|column|columns|quote)\b[^\]\n]*\]")


def mend_markdown(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each mark: HTML gets the markup that was meant, plain text the words, and the address behind them.

    A text that is Markdown throughout wants another suffix, not other marks: there a fix is unsafe.
    """
    whole = _HEADING.search(document.data) is not None or len(match.spans) > _THROUGHOUT
    safety: Safety = "unsafe" if whole else "safe"
    for start, end in match.spans:
        text = document.words(start, end)
        if found := _BOLD.fullmatch(text):
            marks = ("<strong>", "</strong>") if document.format == "html" else ("", "")
            parts = (0, 2, len(text) - 2, len(text))
            what = "marks the words up" if document.format == "html" else "leaves the words and takes the asterisks out"
        elif found := _LINK.fullmatch(text):
            marks, what = _link_marks(document, found[2])
            parts = (0, 1, found.end(1), len(text))
        else:
            continue
        edits = [
            exact(document, start + len(text[:a].encode()), start + len(text[:b].encode()))
            for a, b in ((parts[0], parts[1]), (parts[2], parts[3]))
        ]
        if edits[0] and edits[1]:
            yield Fix((Edit(*edits[0], marks[0]), Edit(*edits[1], marks[1])), what, safety)


def _link_marks(document: Document, target: str) -> tuple[tuple[str, str], str]:
    if document.format == "html":
        return (f'<a href="{escape(target)}">', "</a>"), "makes it a link"
    return ("", f" ({target})"), "sets the address behind the words"


def remove_templates(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for what only frames or divides the words: a pair of shortcodes around them, the comment that ends a teaser.

    What stands for something, a variable or a gallery, is left for its author to fill in.
    """
    open_: tuple[str, Edit, int] | None = None
    for start, end in match.spans:
        text = document.words(start, end)
        if _MORE.fullmatch(text):
            edit = cut(document, start, end)
            if edit:
                yield Fix((edit,), "takes the comment out")
        elif found := _AROUND.fullmatch(text):
            edit = cut(document, start, end)
            block = document.block_at(start)
            if not found[1]:
                open_ = (found[2], edit, block) if edit else None
            elif open_ and edit and (open_[0], open_[2]) == (found[2], block) and open_[1].end <= edit.start:
                yield Fix((open_[1], edit), "takes the shortcodes out and leaves what they frame")
                open_ = None
