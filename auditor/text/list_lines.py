"""The lines of a possible list of references, and the entries they make."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from auditor.lexicon import later
from auditor.model import Reference, ReferenceList, Span
from auditor.model.made import NamedTuple
from auditor.text.entries import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Link, ListKind, ListStyle
    from auditor.text.list_signs import Prose

_LABEL = later(rb"(?:\\?\[\^?([\w.-]{1,40})\\?\]:?|\^?\(?(\d{1,3})\\?[.)](?=\s)|(\d{1,3})\t)[ \t]*")
_BULLET = later(r"(?:[-*•‣–—·▪◦])[ \t]+".encode())
COUNTED = later(rb"\(?(\d{1,3})(?:\\?[.)])?[ \t]+(?=[^\s\d])")  # “1 Chmura G. …”: a label where the next line has the next number
_CELL_NUMBER = later(rb"\[?([SR]?[1-9]\d{0,2})\]?\.?")
_LETTERED = later(r"(?:S|R|SRC|[Ss]rc|Ref)-?\d{1,3}")  # “[S1]”, as programs number what they read
LONGEST_ENTRY = 1500  # bytes


class Line(NamedTuple):
    """A line of a possible list: where its words stand, the index of its block, its label and its form."""

    start: int
    end: int
    block: int
    label: str | None
    form: ListStyle
    level: int


class Row(NamedTuple):
    """An entry as cut: its words and its label."""

    start: int
    end: int
    label: str | None


def lines_of(view: Prose, index: int, start: int) -> Iterator[Line]:
    """Give the lines of a block, from ``start``, without what is blank or quotes them."""
    data, block = view.data, view.blocks[index]
    at = start
    while at < block.end:
        end = data.find(b"\n", at, block.end)
        end = block.end if end < 0 else end
        left = at
        while left < end and data[left] in b" \t>":
            left += 1
        right = end
        while right > left and data[right - 1] in b" \t\r\\":
            right -= 1
        if right > left:
            first = at == block.start
            yield _line(view, Span(left, right), index, first=first)
        at = end + 1


def _line(view: Prose, span: Span, index: int, *, first: bool) -> Line:
    data, block = view.data, view.blocks[index]
    start, end = span
    bullet = _BULLET.match(data, start, end)
    if bullet and not view.real_headings:
        start = bullet.end()
    label = _LABEL.match(data, start, end)
    if label and label.end() < end:
        name = (label[1] or label[2] or label[3]).decode("utf-8", "replace")
        if name.isdigit() or label[0].startswith(b"[^") or _LETTERED.fullmatch(name):
            return Line(start, end, index, name.lstrip("0") or "0", "numbered", block.level)
    if block.kind == "item" and first:
        if block.ordinal is not None:
            return Line(start, end, index, str(block.ordinal), "numbered", block.level)
        return Line(start, end, index, None, "bulleted", block.level)
    return Line(start, end, index, None, "bulleted" if bullet else "bare", block.level)


def counted(view: Prose, rows: list[Row]) -> list[Row] | None:
    """Give the numbers that bare rows open with as their labels, where they count from row to row; else nothing."""
    found = [COUNTED.match(view.data, row.start, row.end) for row in rows]
    numbers = [int(match[1]) for match in found if match]
    if len(numbers) < 2 or numbers != list(range(numbers[0], numbers[0] + len(rows))):
        return None
    return [row._replace(label=str(number)) for row, number in zip(rows, numbers, strict=True)]


def table_rows(view: Prose, heading: int) -> list[Row]:
    """Give the rows of a table right below a heading, the index of its block, where their first cells count from one; else none.

    A paragraph or two may lead the table in.
    """
    blocks = view.blocks
    first = next((i for i in range(heading + 1, min(heading + 4, len(blocks))) if blocks[i].kind != "paragraph"), len(blocks))
    cells = list(takewhile(lambda one: one.kind == "cell" and one.container == blocks[first].container, blocks[first:]))
    numbers = [_CELL_NUMBER.fullmatch(view.data, one.start, one.end) for one in cells]
    width = next((i for i, match in enumerate(numbers) if match), 0)
    starts = range(width, len(cells), width) if width > 1 else range(0)
    labels = [match[1].decode() if (match := numbers[i]) else "" for i in starts]
    if len(cells) % (width or 1) or [label.lstrip("SR") for label in labels] != [str(n) for n in range(1, len(labels) + 1)]:
        return []
    return [Row(cells[i].start, cells[i + width - 1].end, label) for i, label in zip(starts, labels, strict=True)]


def trimmed(data: bytes, start: int, end: int) -> int:
    """Give where ``data[start:end]`` ends without the white space at its end."""
    while end > start and data[end - 1] in b" \t\r\n":
        end -= 1
    return end


def make_list(  # noqa: PLR0917 — a plain constructor
    view: Prose, kind: ListKind, style: ListStyle, heading: Span | None, rows: Sequence[Row], links: Sequence[Link]
) -> ReferenceList:
    """Give a list of entries, their fields still to be read."""
    data = view.data
    if heading and view.data[rows[0].start : rows[0].start + 2] == b"[^":
        kind = "footnotes"
    entries = []
    for row in rows:
        lo = bisect_left(view.link_starts, row.start)
        hi = bisect_left(view.link_starts, row.end)
        entries.append(Reference(row.start, row.end, row.label, Fields(data, row.start, row.end, links[lo:hi])))
    return ReferenceList(rows[0].start, rows[-1].end, kind, style, heading, tuple(entries))
