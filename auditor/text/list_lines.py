"""The lines of a possible list of references, and the entries they make."""

from __future__ import annotations

from bisect import bisect_left

from auditor.lexicon import later
from auditor.model import Reference, ReferenceList, Span
from auditor.model.made import NamedTuple
from auditor.text.entries import Fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from auditor.model import Link, ListKind, ListStyle
    from auditor.text.list_signs import Prose

_LABEL = later(rb"(?:\\?\[\^?([\w.-]{1,40})\\?\]:?|\^?\(?(\d{1,3})\\?[.)](?=\s)|(\d{1,3})\t)[ \t]*")
_BULLET = later(r"(?:[-*•‣–—·▪◦])[ \t]+".encode())
_KEY = later(  # “[RFC2119]  Bradner, S. …”, “[Knu84] …”, “[Knuth 1984] …”
    rb"\[([A-Za-z][\w.+&-]{0,39}|\d{4}[\w.-]{1,20}"
    rb"|[A-Z\xc3][\w.&\x80-\xff-]*(?: [\w.&\x80-\xff-]+){0,3} (?:1[89]|20)\d\d[a-z]?)\]:?"
    rb"(?=[ \t\n])"
)
_NEXT_NUMBER = later(rb"(?<=[^\s,;])\s(?:\[(\d{1,3})\]|(\d{1,3})[.)])\s(?=[^\s\d])")
_POINTS_OUT = later(rb"://|\bdoi\b|\b(?:1[5-9]|20)\d\d\b")
COUNTED = later(rb"\(?(\d{1,3})(?:\\?[.)])?[ \t]+(?=[^\s\d])")  # “1 Chmura G. …”: a label where the next line has the next number
_NUMBER_CELL = later(rb"[\[(]?([SR]?\d{1,3})[\])]?\.?")
_LETTERED = later(r"(?:S|R|SRC|[Ss]rc|Ref)-?\d{1,3}")  # “[S1]”, as programs number what they read
LONGEST_ENTRY = 1500  # bytes


class Line(NamedTuple):
    """A line of a possible list: where its words stand, the index of its block, its label and its form; ``shown`` as in `Row`."""

    start: int
    end: int
    block: int
    label: str | None
    form: ListStyle
    level: int
    shown: int = 0


class Row(NamedTuple):
    """An entry as cut: its words and its label; ``shown`` are the bytes at its start that are its label as written, if known."""

    start: int
    end: int
    label: str | None
    shown: int = 0


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
    if label and (label.end() < end or (label[1] or b"").isdigit()):
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
    return [
        row._replace(label=str(number), shown=match.end() - row.start if match else 0)
        for row, number, match in zip(rows, numbers, found, strict=True)
    ]


def with_numbers(view: Prose, lines: Iterator[Line]) -> Iterator[Line]:
    """Give lines, those that open with the next number with it as their label: notes whose raised number fell, ``1 See …``."""
    following = 1
    for line in lines:
        number = COUNTED.match(view.data, line.start, line.end) if line.form == "bare" and line.level >= 0 else None
        if number and int(number[1]) == following:
            following += 1
            yield line._replace(label=number[1].decode(), form="numbered", shown=number.end() - line.start)
        else:
            yield line


def rows_of_table(view: Prose, index: int) -> tuple[list[Line], int]:
    """Give the numbered rows of the table whose first cell is block ``index``, and the block behind it.

    A row begins with a cell that holds its number alone, ``| [1] | Harbour Board, … |``; a table without such cells has none.
    """
    blocks, table = view.blocks, view.blocks[index].container
    rows: list[Line] = []
    while index < len(blocks) and blocks[index].kind == "cell" and blocks[index].container == table:
        cell = blocks[index]
        number = _NUMBER_CELL.fullmatch(view.data, cell.start, cell.end)
        if number:
            rows.append(Line(cell.start, cell.end, index, number[1].decode().lstrip("0") or "0", "numbered", 0))
        elif rows:
            rows[-1] = rows[-1]._replace(end=cell.end)
        index += 1
    return rows, index


def keyed(view: Prose, rows: list[Row]) -> list[Row]:
    """Give the keys in brackets that rows open with as their labels, where most rows have one and no two the same."""
    keys = [_KEY.match(view.data, row.start, row.end) if row.label is None else None for row in rows]
    names = [key[1] for key in keys if key]
    if len(names) * 2 < len(rows) or len(set(names)) < len(names) or (len(names) == 1 and names[0].isalpha()):
        return rows  # the same word before several, “[PDF]”, says of what kind they are
    return [
        row._replace(label=key[1].decode("utf-8", "replace"), shown=key.end() - row.start) if key else row
        for row, key in zip(rows, keys, strict=True)
    ]


def has_key(view: Prose, start: int, end: int) -> bool:
    """Tell whether a line opens with a key in brackets."""
    return _KEY.match(view.data, start, end) is not None


def run_on(view: Prose, rows: list[Row]) -> list[Row]:
    """Part entries that stand in one line, ``1. … 2. … 3. …``: their numbers count on to that of the next row."""
    parted: list[Row] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        parted += _apart(view, row, _number(following))
    return parted


def _number(row: Row | None) -> int:
    return int(row.label) if row and row.label and row.label.isdigit() else 0


def _apart(view: Prose, row: Row, before: int) -> list[Row]:
    if row.end - row.start < _SHORTEST_RUN or not (row.label or "").isdigit():
        return [row]
    number = int(row.label or 0)
    cuts: list[re.Match[bytes]] = []
    for match in _NEXT_NUMBER.finditer(view.data, row.start, row.end):
        if int(match[1] or match[2]) == number + 1:
            number += 1
            cuts.append(match)
    starts = [row.start, *(match.start() + 1 for match in cuts)]
    ends = [*(match.start() for match in cuts), row.end]
    whole = all(_POINTS_OUT.search(view.data, *span) for span in zip(starts, ends, strict=True))
    if not cuts or not whole or (number + 1 != before if before else len(cuts) < _FEWEST_CUTS):
        return [row]
    first = row._replace(end=ends[0])
    rest = [
        Row(start, end, (match[1] or match[2]).decode(), match.end() - start)
        for start, end, match in zip(starts[1:], ends[1:], cuts, strict=True)
    ]
    return [first, *rest]


_SHORTEST_RUN = 80  # bytes
_FEWEST_CUTS = 2  # where no row follows that would prove them


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
        italics = view.italics[bisect_left(view.italic_starts, row.start) : bisect_left(view.italic_starts, row.end)]
        fields = Fields(data, row.start + row.shown, row.end, links[lo:hi], italics)
        entries.append(Reference(row.start, row.end, row.label, fields))
    return ReferenceList(rows[0].start, rows[-1].end, kind, style, heading, tuple(entries))
