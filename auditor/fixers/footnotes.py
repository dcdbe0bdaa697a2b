"""Footnotes of Markdown that say the same twice: one stays, and every marker leads to it. Who shows them numbers them."""

from __future__ import annotations

import re

from auditor.finders.entries import repeated_entries
from auditor.fixers.places import line_start
from auditor.lexicon import later
from auditor.model import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.model import ReferenceList

_HEAD = later(rb"[ >]{0,3}\[\^([^\]\s]+)\]:")
_MARKER = later(rb"\[\^([^\]\s]+)\]")
_BLANK = later(rb"[ \t]*(?:\r\n?|\n)")


def merged_notes(document: Document, notes: ReferenceList) -> Fix | None:
    """Give the fix that takes out each footnote that repeats another to the letter, and leads its markers to that one."""
    if document.format != "markdown":
        return None
    data = document.source_data
    firsts: dict[bytes, bytes] = {}
    edits: list[Edit] = []
    heads = {entry.start: _head(document, entry.start) for entry in notes.entries}
    for original, entries in repeated_entries(document, notes):
        first = heads.get(original.start)
        for entry in entries:
            head = heads.get(entry.start)
            if first is None or head is None:
                continue
            line = re.compile(rb"\r\n?|\n|\Z").search(data, head.end())
            if line is None or data[line.end() : line.end() + 1] in (b" ", b"\t"):
                return None  # it goes on in the next line
            firsts[head[1].lower()] = first[1]
            edits.append(_out(data, head.start(), line.end()))
    known = {document.offsets.to_source(m.start, m.end).start for m in document.markers if m.kind == "footnote"} if firsts else ()
    names = {head.start(1) for head in heads.values() if head}
    for marker in _MARKER.finditer(data) if firsts else ():
        if marker[1].lower() not in firsts or marker.start(1) in names:
            continue
        if marker.start() not in known:
            return None  # in code, or in another note
        edits.append(Edit(*marker.span(1), firsts[marker[1].lower()].decode()))
    return Fix(tuple(sorted(edits)), "merges footnotes that say the same") if edits else None


def _head(document: Document, start: int) -> re.Match[bytes] | None:
    """Give the label of the footnote that begins at an offset of the prose, where it stands in the source."""
    data = document.source_data
    at = document.offsets.to_source(start, start).start
    return _HEAD.match(data, line_start(data, at))


def _out(data: bytes, start: int, end: int) -> Edit:
    """Take whole lines out, with the blank line behind where one stands before; at the end of the source the line end before."""
    if end == len(data) and data[end - 1 : end] not in (b"\n", b"\r"):
        return Edit(len(data[:start].rstrip(b"\r\n")), end, "")
    blank = _BLANK.match(data, end)
    return Edit(start, blank.end() if blank and data.endswith((b"\n\n", b"\n\r\n", b"\r\r"), 0, start) else end, "")
