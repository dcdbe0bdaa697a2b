"""A list that nothing cites: its entries are numbered, and the sentences that name one of them get its number."""

from __future__ import annotations

from auditor.finders.standing import standing
from auditor.fixers.lists import entry_slots
from auditor.fixers.places import exact
from auditor.lexicon import later
from auditor.model import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match, Reference, Sentence

_WORD = later(r"\w+")
_STOP = later(r"[.!?…]?[\"”’)]*\s*$")
_INDENT = later(rb"[ \t>]*")
_LONG = 3  # words of a title that is not met by chance


def number_entries(document: Document, match: Match) -> Iterator[Fix]:
    """Yield one fix for a list: numbers for entries without, and a marker behind each sentence that names just one of them.

    A sentence names an entry by its title and its outlet. Whether it rests on that entry is for somebody to read, so the fix is
    unsafe.
    """
    lists = standing(document).lists
    one = next((a for a in lists if match.start in ((a.heading or a).start, a.start)), None)
    if one is None or len(lists) > 1 or document.definitions or document.footnotes:
        return
    slots = entry_slots(document, one)
    if slots is None:
        return
    edits = []
    for number, slot in enumerate(slots, 1):
        if one.style != "numbered":
            label = f"{number}. " if document.format == "markdown" else f"[{number}] "
            indent = _INDENT.match(document.source_data, slot.start)
            begin = slot.body if document.format == "html" else indent.end() if indent else slot.start  # tags stay
            edits.append(Edit(begin, slot.body, label))
    labels = [slot.entry.label if one.style == "numbered" else str(n) for n, slot in enumerate(slots, 1)]
    edits += _markers(document, [slot.entry for slot in slots], labels)
    if edits:
        yield Fix(tuple(edits), "numbers the list and cites each entry where it is named", "unsafe")


def _markers(document: Document, entries: list[Reference], labels: list[str | None]) -> Iterator[Edit]:
    named = [(label, _words(e.fields.get("title", "")), _outlets(e)) for label, e in zip(labels, entries, strict=True)]
    for sentence in document.sentences:
        if document.in_references(sentence.start) or document.blocks[sentence.block].kind not in ("paragraph", "item"):
            continue
        words = f" {_words(document.words(sentence.start, sentence.end))} "
        found = [
            label
            for label, title, outlets in named
            if title.count(" ") + 1 >= _LONG and f" {title} " in words and any(f" {outlet} " in words for outlet in outlets)
        ]
        edit = _behind(document, sentence, f" [{found[0]}]") if len(found) == 1 else None
        if edit:
            yield edit


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _outlets(entry: Reference) -> list[str]:
    names = (_words(entry.fields.get(key, "")).removeprefix("the ") for key in ("container", "publisher"))
    return [name for name in names if name]


def _behind(document: Document, sentence: Sentence, marker: str) -> Edit | None:
    """Put a marker before the stop that ends a sentence, behind the quotation marks where one ends so."""
    text = document.words(sentence.start, sentence.end)
    stop = _STOP.search(text)
    at = stop.start() if stop else len(text)
    if stop and any(mark in stop[0] for mark in '"”’'):
        at = len(text.rstrip())
    offset = sentence.start + len(text[:at].encode())
    where = exact(document, offset - 1, offset) if text[at - 1 : at].isascii() else exact(document, sentence.start, offset)
    return None if where is None else Edit(where.end, where.end, marker)
