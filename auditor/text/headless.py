"""Lists of references without a heading: footnotes, lists in one line, lines that open with numbers the text above cites."""

from __future__ import annotations

import re
from itertools import zip_longest

from auditor.lexicon import later
from auditor.model import ReferenceList, Span
from auditor.text.list_lines import COUNTED, LONGEST_ENTRY, Row, lines_of, make_list, trimmed
from auditor.text.list_signs import INLINE
from auditor.text.markers import FLAT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Footnote, Link
    from auditor.text.list_signs import Prose

_BRACKETED_LINE = later(
    rb"(?m)^[ \t]*(?:[-*][ \t]+)?(?:\[\^?(\d{1,3})\]|\[\^([\w.-]{1,40})\](?=:)):?[ \t]*(?=[^\s,.;)(\[]|\[\D|[\"(])"
)
_RAISED = later("[¹²³⁰⁴-⁹]{1,6}")  # “⁸⁹” may be two numbers
_LONGEST_NUMBER = 3  # digits
_BEFORE_NUMBER = (b"", b"-", b"*")
_MOST_BETWEEN = 1200  # bytes
_MOST_BELOW = 400  # bytes: a line or two on the author
# A number that cites, in brackets or stuck to the word before it since its raised form is lost.
_CITING = later(rb"[\[(,;-] ?(\d{1,3})(?=[\]),;-])|(?<=[a-z.,;!?)\"'\x9d\x99])(\d{1,3})(?=[\s,.;]|$)")


def footnote_lists(view: Prose, footnotes: Sequence[Footnote], links: Sequence[Link]) -> Iterator[ReferenceList]:
    """Give each run of definitions of footnotes as a list."""
    run: list[Row] = []
    for note in footnotes:
        row = Row(note.start, trimmed(view.data, note.start, note.end), note.label)
        if run and view.data[run[-1].end : row.start].strip():
            yield make_list(view, "footnotes", "numbered", None, run, links)
            run = []
        run.append(row)
    if run:
        yield make_list(view, "footnotes", "numbered", None, run, links)


def headless_lists(view: Prose, links: Sequence[Link]) -> Iterator[ReferenceList]:
    """Give the lists that bear no heading, whichever way they are known; some of them may overlap lists that do."""
    yield from _inline_lists(view, links)
    yield from _headless(view, links)
    yield from _linked_numbers(view, links)
    yield from _closing_list(view, links)


def _inline_lists(view: Prose, links: Sequence[Link]) -> Iterator[ReferenceList]:
    """“Sources: [1] … [2] …” in one line."""
    if b"[1]" not in view.data:
        return
    found = list(INLINE.finditer(view.data))
    for match, following in zip_longest(found, found[1:]):
        block = view.blocks[view.block_at(match.end() - 1)]
        end = min(block.end, following.start()) if following else block.end
        numbers = list(re.finditer(rb"\[(\d{1,3})\]", view.data[match.end() - 3 : end]))
        at = match.end() - 3
        stops = [at + m.start() for m in numbers[1:]] + [end]
        rows = [
            Row(at + m.start(), trimmed(view.data, at + m.start(), stop), m[1].decode())
            for m, stop in zip(numbers, stops, strict=True)
        ]
        if any(view.signed(row.start, row.end) for row in rows):
            yield make_list(view, "references", "numbered", Span(match.start(), match.end() - 3), rows, links)


def _headless(view: Prose, links: Sequence[Link]) -> Iterator[ReferenceList]:
    """Runs of lines that begin with bracketed numbers and look like references."""
    if b"[" not in view.data:
        return
    run: list[Row] = []
    for match in _BRACKETED_LINE.finditer(view.data):
        row = _bracketed_row(view, match)
        if row is None:
            continue
        if run and (row.start - run[-1].end > _MOST_BETWEEN or _broken(view, run[-1].end, row.start)):
            yield from _run(view, run, links)
            run = []
        run.append(row)
    yield from _run(view, run, links)


def _bracketed_row(view: Prose, match: re.Match[bytes]) -> Row | None:
    data = view.data
    start = match.start()
    while data[start] != 0x5B:
        start += 1
    block = view.blocks[view.block_at(start)]
    if block.kind in ("heading", "cell", "code") or not block.start <= start < block.end:
        return None
    end = data.find(b"\n", match.end(), block.end)
    label = (match[1] or match[2]).decode("utf-8", "replace")
    return Row(start, trimmed(data, start, block.end if end < 0 else end), label.lstrip("0") or "0")


def _broken(view: Prose, start: int, end: int) -> bool:
    """Tell whether more than wrapped lines and short sub-headings stand between two entries."""
    between = view.data[start:end].strip()
    return b"\n\n" in between and len(between) > 200


def _run(view: Prose, run: list[Row], links: Sequence[Link]) -> Iterator[ReferenceList]:
    if not run:
        return
    rows = [
        row._replace(end=_wrapped_end(view, row, following.start if following else len(view.data)))
        for row, following in zip(run, [*run[1:], None], strict=True)
    ]
    located = sum(view.signed(row.start, row.end) for row in rows)
    if located * 2 >= len(rows) and (len(rows) > 1 or b"://" in view.data[rows[0].start : rows[0].end]):
        footnotes = view.data[rows[0].start : rows[0].start + 2] == b"[^"
        yield make_list(view, "footnotes" if footnotes else "references", "numbered", None, rows, links)


def _wrapped_end(view: Prose, row: Row, stop: int) -> int:
    """Where an entry ends that may go on over wrapped lines: at a blank line or the next entry."""
    blank = view.data.find(b"\n\n", row.end, stop)
    end = min(stop if blank < 0 else blank, row.start + LONGEST_ENTRY)
    block = view.blocks[view.block_at(row.start)]
    return trimmed(view.data, row.start, max(row.end, min(end, block.end)))


# --- numbers that are links ---


def _linked_numbers(view: Prose, links: Sequence[Link]) -> Iterator[ReferenceList]:
    """Lines that hold a number alone, which is a link, ``[1](https://…)``, and count on; the text above cites one in brackets."""
    run: list[Row] = []
    for link in (*links, None):
        row = _linked_number(view, link) if link and link.kind == "inline" and link.end - link.start <= _LONGEST_NUMBER else None
        if run and not (
            row and int(row.label or 0) == int(run[-1].label or 0) + 1 and not view.data[run[-1].end : row.start].strip()
        ):
            if any(view.data.find(b"[%b]" % (one.label or "").encode(), 0, run[0].start) >= 0 for one in run):
                yield make_list(view, "references", "numbered", None, run, links)
            run = []
        if row:
            run.append(row)


def _linked_number(view: Prose, link: Link) -> Row | None:
    """Give a link that is a number and all of its line."""
    data = view.data
    begin = data.rfind(b"\n", 0, link.start) + 1
    end = data.find(b"\n", link.end)
    words = data[link.start : link.end]
    alone = data[begin : link.start].strip(b" \t>") in _BEFORE_NUMBER and not data[link.end : end if end >= 0 else None].strip()
    return Row(link.start, link.end, words.decode().lstrip("0") or "0") if words.isdigit() and alone else None


# --- at the end of a text -------------------------------------------------------------------------------------


def _closing_list(view: Prose, links: Sequence[Link]) -> Iterator[ReferenceList]:
    """Lines that count on to the end of a text, ``1. Chmura G. …``, look like sources and are cited by their numbers above."""
    rows = _closing_rows(view)
    signed = sum(view.signed(row.start, row.end) for row in rows)
    if len(rows) < _FEWEST or signed * 3 < len(rows) * 2 or view.data[rows[0].start] in b"[\\":
        return
    cited = {number for found in _CITING.findall(view.data, 0, rows[0].start) for number in found}
    if not view.data.isascii():
        above = view.data[: rows[0].start].decode("utf-8", "replace")
        cited |= {sign.encode() for found in _RAISED.findall(above) for sign in (found.translate(FLAT), *found.translate(FLAT))}
    if sum(row.label is not None and row.label.encode() in cited for row in rows) * 3 >= len(rows) * 2:
        yield make_list(view, "references", "numbered", None, rows, links)


def _closing_rows(view: Prose) -> list[Row]:
    """The lines that count on, read from the end of the text upwards, each with the lines that go on with it."""
    rows: list[Row] = []
    below = _MOST_BELOW
    for index in range(len(view.blocks) - 1, -1, -1):
        block = view.blocks[index]
        end = 0  # where the lines end that go on with a line still to come
        for line in reversed(list(lines_of(view, index, block.start))) if block.kind in ("paragraph", "item") else ():
            counted = COUNTED.match(view.data, line.start, line.end) if line.label is None else None
            label = counted[1].decode() if counted else line.label
            if label and label.isdigit() and (not rows or int(label) + 1 == int(rows[-1].label or 0)):
                rows.append(Row(line.start, end or line.end, label))
                end = 0
            else:
                end = end or line.end
                below -= 0 if rows else line.end - line.start
        if (rows and (end or block.kind not in ("paragraph", "item"))) or below < 0 or len(rows) > _MOST_ROWS:
            break
    return rows[::-1]


_FEWEST = 2
_MOST_ROWS = 1000
