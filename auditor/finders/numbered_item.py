"""Figures, tables, appendices and sections that the text names by number and does not hold."""

from __future__ import annotations

from auditor.finders.nearby import in_speech
from auditor.lexicon import lazy
from auditor.model import Match, Span
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    import re2

    from auditor.document import Document

_NUMBER = r"([0-9]{1,2}|[A-H]|[IVX]{1,4})[a-z]?"
_MENTION = lazy(
    rf"(?:\b(?i:(?:see|in|cf\.?|from|per)) |\(|[,;] )(?i:(figure|fig\.?|table|appendix|chart|box))\.? {_NUMBER}\b"
    rf"|\b(Figure|Fig\.|Table|Appendix) {_NUMBER}\b",
    ignore_case=False,
)
_CAPTION = lazy(
    rf"(?m:^)[^\w\n]*(?i:(figure|fig\.?|table|appendix|chart|box))\.?[ \x{{a0}}]+{_NUMBER}[*_]*"
    r"(?:\s*[.:|)–—-]|\s*(?m:$)|\s+[A-Z“\"(])"
    rf"|\b(Figure|Table|Appendix|Chart|Box) {_NUMBER}: [A-Z]",
    ignore_case=False,
)
# Cheap tests that spare most texts the patterns with look-behind words.
_ITEM_WORDS = frozenset(b"fig figure table appendix chart box".split())
_SECTION_WORDS = frozenset(b"section chapter part".split())
_ANY_ITEM = lazy(r"\b(?:fig\.?|figure|table|appendix|chart|box)\s[0-9A-HIVX]{1,4}\b")
_ANY_SECTION = lazy(r"\b(?:section|chapter|part)\s[0-9]")
# Whose figure it is: “Table 2 of their paper”, “in Figure 3 by Smith”, “Pew's Table 1”.
_ELSEWHERE = lazy(
    r",? (?:of|in|from|by|at) (?:[A-Z“\"\[(‘]|(?:the|their|his|her|its|that|this)\b)"
    r"|\) (?:of|in|from) [\w./-]+\.[a-z]{2,5}\b",  # “(Appendix A) in SKILL.md”
    ignore_case=False,
)
_OWNER = lazy(r"(?:['’]s?|\b(?:their|his|her|its|whose|new|old|original|revised|updated|supplementary|supplemental)) $")
_SECTION = lazy(r"\b(?:see|in|\() ?(?:section|chapter|part) ([0-9]{1,2})(?:\.[0-9]+)*(?: ?[),.;]| (?:above|below)|$)")
_NUMBERED_HEADING = lazy(r"\W*(?:section |chapter |part )?([0-9]{1,2})(?:\.[0-9]+)*[.):]?\s")
_CHAPTER = lazy(r"\bchapter [0-9]")
_CHAPTERS = 3  # mentions of chapters from which on a text is part of a book, whose figures stand elsewhere
_HEADINGS = 3  # numbered headings from which on a text numbers its sections
_NEAR = 40  # bytes to either side in which a marker or link says whose figure it is


class _Item(NamedTuple):
    kind: str
    number: str


def find_missing_numbered_items(document: Document) -> Iterator[Match]:
    """Yield one match for each figure, table, appendix, chart, box or section that is named by its number and nowhere captioned.

    An image or table for each number up to the highest answers too, as do templates. Where one mention has a citation or link
    beside it, or its owner (“Table 2 of the survey”), the item belongs to another document.
    """
    words, data = document.vocabulary, document.data
    items = not words.isdisjoint(_ITEM_WORDS) and _ANY_ITEM.find(data)[0] >= 0
    sections = not words.isdisjoint(_SECTION_WORDS) and _ANY_SECTION.find(data)[0] >= 0
    if not (items or sections) or document.templated or document.wikitext:
        return
    if b"chapter" in words and sum(1 for _ in _CHAPTER.spans(data)) >= _CHAPTERS:
        return
    if items:
        yield from _items(document)
    if sections:
        yield from _sections(document)


def _items(document: Document) -> Iterator[Match]:
    places: dict[_Item, list[Span]] = {}
    for found in _MENTION.finditer(document.data):
        item, start = (_Item(*_key(found, 1)), found.start(1)) if found.start(1) >= 0 else (_Item(*_key(found, 3)), found.start(3))
        if b"\n" in document.data[start : found.end()] and document.data[found.end() : found.end() + 1] in b".)":
            continue  # the number of the next item of a list
        places.setdefault(item, []).append(Span(start, found.end()))
    if not places:
        return
    captioned = {_Item(*_key(m, 1 if m.start(1) >= 0 else 3)) for m in _CAPTION.finditer(document.data)}
    shown = _shown(document)
    for item, spans in places.items():
        if item in captioned or (item.number.isdigit() and int(item.number) <= shown) or _has_appendix(document, item):
            continue
        if not any(_foreign(document, *span) for span in spans):
            yield Match(*spans[0], places=tuple(spans))


def _key(found: re2._Match, group: int) -> tuple[str, str]:
    kind = found[group].decode().lower().rstrip(".")
    return "figure" if kind == "fig" else kind, found[group + 1].decode()


def _shown(document: Document) -> int:
    """Count what the document shows and may have left without a caption."""
    tables = len({block.container for block in document.blocks if block.kind == "cell"})
    code = sum(block.kind == "code" for block in document.blocks)
    lower = document.source_data.lower() if document.format != "text" else b""
    tags = sum(lower.count(tag) for tag in (b"<img", b"<figure", b"<table", b"<svg", b"<canvas", b"<iframe"))
    return len(document.images) + tables + code + tags


def _has_appendix(document: Document, item: _Item) -> bool:
    if item.kind != "appendix":
        return False
    headings = (document.data[b.start : b.end].lower() for b in document.blocks if b.kind == "heading")
    return any(b"appendi" in words for words in headings)


def _foreign(document: Document, start: int, end: int) -> bool:
    """Tell whether the mention speaks of another document, or is spoken by somebody else."""
    near = (max(0, start - _NEAR), end + _NEAR)
    return (
        bool(_ELSEWHERE.match(document.data, end))
        or bool(_OWNER.search(document.data[near[0] : start]))
        or bool(document.links_in(*near))
        or bool(document.markers_in(*near))
        or document.in_references(start)
        or document.marked(start, end, "code")
        or in_speech(document, start, end)
    )


def _sections(document: Document) -> Iterator[Match]:
    mentions = tuple(_SECTION.finditer(document.data))
    if not mentions:
        return
    numbers = set()
    for block in document.blocks:
        if block.kind == "heading" and (found := _NUMBERED_HEADING.match(document.data, block.start, block.end)):
            numbers.add(int(found[1]))
    if len(numbers) < _HEADINGS:
        return
    for found in mentions:
        start, end = found.start() + len(found[0]) - len(found[0].lstrip(b"(")), found.end(1)
        # A number far beyond the last heading is a section of a law.
        if int(found[1]) not in numbers and int(found[1]) <= max(numbers) + _HEADINGS and not _foreign(document, start, end):
            yield Match(start, end)
