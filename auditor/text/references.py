"""Lists of references: found by their heading, or without one by their shape; cut into entries."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import takewhile, zip_longest
from typing import Any

from auditor.lexicon import later
from auditor.model import ReferenceList, Span
from auditor.text.headless import footnote_lists, headless_lists
from auditor.text.list_lines import (
    LONGEST_ENTRY,
    Line,
    Row,
    counted,
    has_key,
    keyed,
    lines_of,
    make_list,
    rows_of_table,
    run_on,
    with_numbers,
)
from auditor.text.list_signs import HEADING, HOLLOW, Prose, first_letter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Block, Footnote, Link, ListKind, ListStyle

_REMARK = later(
    rb"(?:This|These|That|We|I|All|Our|My|Note|For (?:more|further|a)|Based on|Information|Unless|Some|Most|You|If"
    rb"|See|As|Many|Disclaimer|Generated|Last updated)\b"
)  # opens a sentence about the sources, not a source
_URL_START = later(rb"<?(?:https?://|www\.|doi:|DOI:)")
_NOT_CONTINUED = (b".", b"/", "”".encode(), b'"', b")", b"]")
_CITES = later(rb"\w[^\[\]\n]*\[\d{1,3}\]")
_OF_THE_LAST = later(  # what only goes on with an entry: when it was seen, where it is kept
    rb"[\[(\\]?(?:Accessed|Retrieved|Archived|Available|Viewed|Last (?:accessed|visited|seen)|Online|DOI|doi|ISBN|PMID|Abgerufen"
    rb"|Zugriff|Consult\xc3\xa9|Consultado|Acesso em|Dispon\xc3\xadvel)\b[\]:]?"
)
_UNTITLED = later(rb"[A-Z]\.,?\)? ?\((?:1[5-9]|20)\d\d[a-z]?\)[.,:]?$")  # “Marlow, E. (2002).”: its title stands in the next line
_ENDS_IN_ADDRESS = later(rb"(?:://|www\.)[^\s]{4,}$")
_EDIT = later(rb"\[? ?edit ?\]?$")  # Wikipedia's, beside a heading
_OPENS_ENTRY = later(  # as names, a quoted title or a number do
    "[“\"«„‘(\\[\\d]|(?:[\\w’'-]+ ){0,2}[\\w’'-]+,? (?:[A-Z]\\.|[A-Z]{1,3}[,.]? )|[A-ZÀ-Þ][\\w’'-]+, [A-Z]".encode()
)
_BROKEN_OFF = later(rb"\b(?:at|in|from|by|of|the|a|an|and|on|to|for|with)$")  # a wrapped line goes on
_FAMILY_FIRST = later(  # “van der Berg, J. (1999)” begins an entry
    "(?:(?:van|von|de|der|den|del|della|di|da|du|la|le|el|al|bin|ter|ten|dos|af|zu|d['’])[ -]?){1,3}"
    "[A-ZÀ-Þ][^,\\n]{1,30}, [A-Z]".encode()
)
_MOST_REMARKS = 3  # “Notes:” that many times is a label, as manuals have one for each setting


def find_lists(view: Prose, footnotes: Sequence[Footnote], links: Sequence[Link]) -> tuple[ReferenceList, ...]:
    """Give the lists under a heading, those known by their bracketed numbers, and the footnotes; in order, none overlapping."""
    notes = list(footnote_lists(view, footnotes, links))
    headed: list[ReferenceList] = []
    heads = list(HEADING.finditer(view.data))
    remarks = {match.start() for match in heads if match[3] and b"ref" not in match[3].lower()}
    stops = frozenset(first_letter(view.data, match.start()) for match in heads)
    reach = 0
    for match in heads:
        if match.start() >= reach:
            a_list = _headed(view, match, stops, links)
            if a_list and not (len(remarks) >= _MOST_REMARKS and match.start() in remarks and a_list.style != "numbered"):
                headed.append(a_list)
                reach = a_list.end
    found = sorted([*_without_shadows(headed, view.data), *notes], key=_begin)
    more = list(headless_lists(view, links))
    if more:
        starts = [_begin(one) for one in found]
        ends = [one.end for one in found]
        found += [one for one in more if bisect_right(starts, one.start) == bisect_left(ends, one.start + 1)]
        found.sort(key=_begin)
    return tuple(found)


def _begin(one: ReferenceList) -> int:
    return one.heading.start if one.heading else one.start


def _without_shadows(lists: list[ReferenceList], data: bytes) -> list[ReferenceList]:
    """Drop a heading with nothing under it but the heading of the next list."""
    return [
        one
        for one, following in zip_longest(lists, lists[1:])
        if one.entries
        or following is None
        or data[one.end : min(_begin(following), one.end + 80)].strip(b" \t\r\n*#-_")
        or _begin(following) - one.end > 40
    ]


# --- under a heading ------------------------------------------------------------------------------------------


def _headed(view: Prose, match: Any, stops: frozenset[int], links: Sequence[Link]) -> ReferenceList | None:  # noqa: ANN401 — re2 has no types
    data, blocks = view.data, view.blocks
    start, end = first_letter(data, match.start()), match.end()
    end -= data[end - 1 : end] == b"\r"
    index = view.block_at(start)
    if not blocks or not blocks[index].start <= start < max(blocks[index].end, blocks[index].start + 1):
        return None
    block = blocks[index]
    heading = Span(start, end)
    title = view.real_headings and index == 0 and block.kind == "heading" and block.level == 1
    if (
        title
        or block.kind in ("cell", "caption", "code")
        or (match[4] and block.kind != "heading")
        or _in_passing(view, block, heading)
    ):
        return None
    kind: ListKind = "further-reading" if match[4] else "notes" if match[3] and b"ref" not in match[3].lower() else "references"
    if kind == "notes" and match[3].lower().startswith((b"foot", b"end")):
        kind = "footnotes"
    lines: Iterator[Line] = takewhile(lambda line: line.start not in stops, _region(view, index, end))
    if kind != "references" and match[3]:
        lines = with_numbers(view, lines)
    strong = bool(match[1])
    hollow = _nothing_yet(view, index, end)
    style, rows, seen = _cut(view, iter(()) if hollow else lines, strong=strong)
    if style == "bare" and (numbered := counted(view, rows)):
        style, rows = "numbered", numbered
    rows = run_on(view, rows) if style == "numbered" else keyed(view, rows)
    cited = style == "numbered" and _cited_above(view, rows, start)
    if rows and (cited or _believable(view, style, rows, strong=strong)) and not (kind == "notes" and _citing(view, style, rows)):
        return make_list(view, kind, style, heading, rows, links)
    alone = block.kind == "heading" or (strong and block.kind == "paragraph" and not view.linked(start, end))
    if not rows and not seen and alone and kind == "references":
        return ReferenceList(end, end, kind, "bare", heading, ())
    return None


def _cited_above(view: Prose, rows: Sequence[Row], start: int) -> bool:
    """Tell whether the text above cites most numbers of a list: then it is one of sources, however little its entries say."""
    cited = sum(row.label is not None and view.data.find(b"[%b]" % row.label.encode(), 0, start) >= 0 for row in rows)
    return len(rows) > 1 and cited * 3 >= len(rows) * 2


def _nothing_yet(view: Prose, index: int, after: int) -> bool:
    """Tell whether nothing but a promise (“to be added”) or words about the author follow a heading."""
    line = next((line for line in _region(view, index, after) if view.data[line.start : line.end].strip(b"-*_= ")), None)
    return line is not None and HOLLOW.match(view.data, line.start, line.end) is not None


def _in_passing(view: Prose, block: Block, heading: Span) -> bool:
    """Tell whether a line only looks like a heading: an item of a table of contents, or the last line of a wrapped sentence."""
    if block.kind == "item":
        return view.linked(*heading) or not view.data.endswith((b":", "：".encode()), *heading)
    return heading.start > block.start and view.data[heading.start : heading.start + 1].islower()


def _citing(view: Prose, style: ListStyle, rows: Sequence[Row]) -> bool:
    """Tell whether the rows are remarks that cite by number themselves, so that they are no sources."""
    return style != "numbered" and sum(bool(_CITES.search(view.data, row.start, row.end)) for row in rows) * 3 >= len(rows)


def _region(view: Prose, index: int, after: int) -> Iterator[Line]:
    """Lines from the end of a heading to the next heading that closes its section."""
    blocks = view.blocks
    heading = blocks[index]
    real = view.real_headings and heading.kind == "heading"
    first = index if blocks[index].end > after else index + 1
    behind = 0  # the table that was read
    for i in range(first, len(blocks)):
        block = blocks[i]
        if i < behind:
            continue
        if block.kind == "heading" and view.real_headings:
            if not real or block.level <= heading.level:
                return
            yield Line(block.start, block.end, i, None, "bare", -1)
        elif block.kind == "cell" and (table := rows_of_table(view, i))[0]:
            yield from table[0]
            behind = table[1]
        elif block.kind == "code" or block.footnote is not None:
            continue
        else:
            yield from lines_of(view, i, max(block.start, after))


def _cut(view: Prose, lines: Iterator[Line], *, strong: bool) -> tuple[ListStyle, list[Row], bool]:
    """Cut a region into entries of one form; the last value tells whether anything stood there at all."""
    rows: list[Row] = []
    style: ListStyle | None = None
    level = 0
    pending = False  # a line that may be a sub-heading: the list goes on where the next line has its form …
    opened = False  # … and, as under a real sub-heading, looks like a source
    seen = False
    for line in lines:
        seen = True
        if line.level == -1:
            opened = bool(rows)
            continue
        if not rows and _introduces(view, line):
            continue
        if style is None:
            style, level = line.form, line.level
        if (pending or opened) and line.label is None and not view.signed(line.start, line.end):
            break
        opened = False
        if style != "bare" and line.form == style and line.level <= level:
            rows.append(Row(line.start, line.end, line.label, line.shown))
            pending = False
            continue
        if rows and not pending and _goes_on(view, rows[-1], line, style, level):
            rows[-1] = rows[-1]._replace(end=line.end)
        elif style == "bare" and line.form == "bare" and _bare_entry(view, line, strong=strong, first=rows[0] if rows else line):
            rows.append(Row(line.start, line.end, None))
        elif style != "bare" and not pending and _sub_heading(view, line):
            pending = True
        else:
            break
    return style or "bare", rows, seen


def _introduces(view: Prose, line: Line) -> bool:
    """A line before the entries that leads them in, or a rule of dashes."""
    words = view.data[line.start : line.end]
    if _EDIT.match(words):
        return True
    return line.form == "bare" and (words.endswith((b":", "：".encode())) or not words.strip(b"-*_= "))


def _goes_on(view: Prose, row: Row, line: Line, style: ListStyle, level: int) -> bool:
    data = view.data
    if line.end - row.start > LONGEST_ENTRY:
        return False
    adjacent = not data[row.end : line.start].strip(b" \t\r\n>\\") and data.count(b"\n", row.end, line.start) < 2
    if _URL_START.match(data, line.start, line.end) and (style != "bare" or b"://" not in data[row.start : row.end]):
        return True
    if style != "bare":
        remark = _remarks(view, row, line)
        return (adjacent and line.form == "bare") or (line.form != "bare" and line.level > level) or remark
    if not adjacent or _FAMILY_FIRST.match(data, line.start, line.end) or _URL_START.match(data, line.start, line.end):
        return False
    if has_key(view, row.start, row.end):
        return not has_key(view, line.start, line.end)
    return _must_go_on(view, row, line) or (
        row.end - row.start >= 50
        and not data.endswith(_NOT_CONTINUED, row.start, row.end)
        and not (_ENDS_IN_ADDRESS.search(data, row.start, row.end) and view.signed(line.start, line.end))
        and (view.real_headings or not view.signed(row.start, row.end))
        and not data[line.start : line.start + 4].startswith(("“".encode(), b'"'))
    )


def _remarks(view: Prose, row: Row, line: Line) -> bool:
    """Tell whether a line is a short remark on an entry, set below it as a quotation."""
    quoted = view.blocks[line.block].quoted and not view.blocks[view.block_at(row.start)].quoted
    return line.form == "bare" and quoted and line.end - line.start <= _LONGEST_REMARK


_LONGEST_REMARK = 160  # bytes


def _must_go_on(view: Prose, row: Row, line: Line) -> bool:
    """Tell whether a line cannot be an entry of its own, or the one before it is not whole."""
    data = view.data
    return bool(
        data[line.start : line.start + 1].islower()
        or _BROKEN_OFF.search(data, row.start, row.end)
        or _OF_THE_LAST.match(data, line.start, line.end)
        or _UNTITLED.search(data, row.start, row.end)
        or _wrapped(view, row, line)
    )


def _wrapped(view: Prose, row: Row, line: Line) -> bool:
    """Tell whether a line goes on with an entry because its first word found no room in the line before.

    Only where the block is evidently broken by width, another line of it in the middle of a sentence, and the line does not open as
    an entry does.
    """
    data, block = view.data, view.blocks[line.block]
    if not block.start <= row.start or _OPENS_ENTRY.match(data, line.start, line.end):
        return False
    lines = data[block.start : block.end].split(b"\n")
    width = max(map(len, lines))
    if width > _WIDEST or not any(one[:1].islower() for one in lines[1:]):
        return False
    before = row.end - data.rfind(b"\n", row.start, row.end) - 1 if b"\n" in data[row.start : row.end] else row.end - row.start
    word = data[line.start : line.end].split(b" ", 1)[0]
    return before + 1 + len(word) > width


_WIDEST = 100  # bytes of a line that an editor breaks


def _bare_entry(view: Prose, line: Line, *, strong: bool, first: Row | Line) -> bool:
    length = line.end - line.start
    if has_key(view, first.start, first.end):
        return has_key(view, line.start, line.end) and (first.start < line.start or view.signed(line.start, line.end) or strong)
    if length > LONGEST_ENTRY or (_REMARK.match(view.data, line.start) and b"://" not in view.data[line.start : line.end]):
        return False
    if view.signed(line.start, line.end):
        return length < 600 or b"://" in view.data[line.start : line.end]
    return strong and length <= 160 and view.data[line.end - 1] not in b".:?!"


def _sub_heading(view: Prose, line: Line) -> bool:
    words = view.data[line.start : line.end]
    return line.end - line.start <= 90 and not words.endswith(b".") and len(words.split()) <= 10


def _believable(view: Prose, style: ListStyle, rows: list[Row], *, strong: bool) -> bool:
    """Tell whether entries look like references: steps, plain bullets and whole sentences about something do not."""
    bracketed = view.data[rows[0].start : rows[0].start + 1] in (b"[", b"\\")
    if (style == "numbered" and bracketed) or (strong and len(rows) > 1):
        return True
    if style == "bare" and sum(view.tells(row.start, row.end) for row in rows) * 2 > len(rows):
        return False
    return sum(view.signed(row.start, row.end) for row in rows) * 2 >= len(rows)
