"""Notes that a text was corrected or updated, and do not say what was changed or when."""

from __future__ import annotations

from auditor.lexicon import lazy
from auditor.model import Match
from auditor.text.published import MONTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_TEXT = r"(?:article|story|post|report|piece|page|item|column|headline|version|copy|entry|blog|review|interview)"
_NOTE = lazy(rf"\bthis {_TEXT} (?:has (?:since )?been|was|is) (?:updated|corrected|amended|edited|revised|clarified|changed)[.;)]")
_DETAIL = lazy(
    r"\b(?:earlier|previous(?:ly)?|original(?:ly)?|initial(?:ly)?|incorrect(?:ly)?|wrong(?:ly)?"
    r"|mis(?:stated|spelled|identified|attributed|takenly)"
    r"|correct(?:ed)?|instead|clarif(?:y|ies|ied)|to (?:reflect|include|add|remove|show|note|say)"
    r"|inaccura\w+|error|now (?:says|reads))\b"
    rf"|\b{MONTH}\.? [0-9]{{1,2}}\b|\b[0-9]{{1,2}} {MONTH}\b|\b[0-9]{{1,4}}[-/:.][0-9]{{1,2}}\b"
)
_BESIDE = 320  # bytes after a note, and half of them before, in which its detail stands


def find_bare_corrections(document: Document) -> Iterator[Match]:
    """Yield notes of a correction or update with nothing beside them: no day, no word of what it said before."""
    data = document.data
    for start, end in _NOTE.spans(data):
        block = document.blocks[document.block_at(start)]
        if block.quoted or document.quoted_at(start):
            continue
        before = _DETAIL.find(data, max(0, start - _BESIDE // 2), start)[0]
        after = _DETAIL.find(data, end, min(len(data), end + _BESIDE))[0]
        if before < 0 and after < 0:
            yield Match(start, end - (data[end - 1 : end] in (b".", b";", b")")))
