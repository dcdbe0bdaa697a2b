"""Words that point at something shown — “the chart below” — in a text that shows nothing of the kind."""

from __future__ import annotations

from auditor.finders.cued import cued_matches
from auditor.finders.nearby import has_target, in_speech, opens_with_target, shows_anything
from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_NEAR = 3  # blocks to either side in which a caption, a table or an embedded post answers the pointer
_REACH = 1500  # bytes to either side that are searched for a caption
_MEMORY = 2000  # bytes before “this clip” in which a clip counts as told of
_LONG = 300  # bytes of prose after the pointer's block that may be the letter or statement itself
_TEXT = lazy(
    r"\b(?:article|document|excerpt|interview|letter|memo|message|note|e-?mail|post|speech|statement|testimony|text"
    r"|transcript|tweet)s?\b"
)
_SHOWN = lazy(
    r"(?:^|\n)\s*(?:chart|credit|fig\.|figure|graph|graphic|image|map|photo|picture|source|table|video)s?\b[^\n]{0,60}?[:.|–—]"
    r"|[:.] [^\n|]{1,40}\|[^\n|]{1,80}\||\(@\w{2,}\)|pic\.twitter|://|\n[^\n|]*\|[^\n|]*\||\t[^\t\n]*\t"
)
_OPENS = lazy(r"""[^.:!?\n]{0,120}[.:]?\s*["“‘«]""")  # the words themselves follow, in quotation marks
_OBJECT = lazy(  # “the picture above the door”: a preposition, not a pointer
    r" (?:the|a|an|any|ours|theirs|mine|yours|hers|his|her|its|their|our|my|your|this|that|these|those|zero|sea|par|average|ground"
    r"|water|deck|freezing|normal)\b|\s[0-9$£€]"
)


def find_missing_media(document: Document, *, cue: str, patterns: list[str]) -> Iterator[Match]:
    """Yield each sentence's first match of ``patterns`` in a document that has nothing to show near it.

    Only sentences with the ``cue`` (a pattern) are looked at; ``^`` is a sentence's start; a group ``it`` narrows the
    match to its words. An image, embed or template tag anywhere, or a table, list, link, caption or code block near,
    answers the pointer; so does running text after words that announce a text.
    """
    for start, end in cued_matches(document, cue, patterns, _points):
        if shows_anything(document):
            return
        if _mentioned(document.lower, start, end):
            continue
        if not (_answered(document, start, end) or in_speech(document, start, end) or document.marked(start, end, "code")):
            yield Match(start, end)


def _mentioned(lower: bytes, start: int, end: int) -> bool:
    """Tell whether “this clip” or “these stills” may be what the text has told of before."""
    words = lower[start:end].split()
    before = lower[max(0, start - _MEMORY) : start]
    return words[0] in (b"this", b"these") and any(word.rstrip(b"s,") in before for word in words[1:] if len(word) > 3)


def _points(words: bytes, end: int) -> bool:
    return not _OBJECT.match(words, end)


def _answered(document: Document, start: int, end: int) -> bool:
    """Tell whether what is announced stands near: a link, a table, a list, a caption, or text where text was announced."""
    index = document.block_at(start)
    blocks = document.blocks
    if has_target(document, start, end) or opens_with_target(document, index + 1):
        return True
    near = blocks[max(0, index - _NEAR) : index + 1 + _NEAR]
    if any(block.kind in ("cell", "code", "caption") for block in near):
        return True
    if any(block.quoted or block.kind == "item" for block in blocks[index + 1 : index + 2]) or (
        b"table" in document.lower[start:end] and any(block.kind == "cell" for block in blocks)
    ):
        return True
    if _SHOWN.search(document.data, max(near[0].start, start - _REACH), min(near[-1].end, end + _REACH)):
        return True
    if not _TEXT.search(document.data, start, end):
        return False
    return len(document.data) - blocks[index].end > _LONG or _OPENS.begins(document.data, end, len(document.data))
