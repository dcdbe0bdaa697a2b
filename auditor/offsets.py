"""From offsets of the prose to offsets of the source, and from those to lines and columns.

The prose is made of segments. A *verbatim* segment has the same bytes as the source; a *decoded* one (an entity, a folded
line break) stands for a stretch of source of another length, and maps only as a whole.
"""

from __future__ import annotations

from bisect import bisect_right

from auditor.model import Span
from auditor.model.made import NamedTuple


class Segments(NamedTuple):
    """Parallel lists, one row a segment: where it starts in the prose, its source range; bytes throughout.

    The end of a decoded segment is stored as its complement (``~end``), which is negative.
    """

    prose: list[int]
    start: list[int]
    end: list[int]


class OffsetMap:
    """Maps byte offsets of a prose to byte offsets of its source; without segments they are the same bytes.

    ``base`` leads on, where what the prose was read from was itself made from the source.
    """

    __slots__ = ("_base", "_segments")

    def __init__(self, segments: Segments | None = None, base: OffsetMap | None = None) -> None:
        self._segments = segments
        self._base = base

    @property
    def same(self) -> bool:
        """Whether the prose is the source, byte for byte."""
        return self._segments is None and self._base is None

    @property
    def mended(self) -> bool:
        """Whether the prose was read from a mended source, from which the map leads on to the damaged one."""
        return self._base is not None

    def onto(self, base: OffsetMap) -> OffsetMap:
        """Give this map with another behind it, from the source of this one to that of the other."""
        return OffsetMap(self._segments, base if self._base is None else self._base.onto(base))

    def to_source(self, start: int, end: int) -> Span:
        """Give the source bytes that the prose bytes ``[start, end)`` came from.

        The blank lines between two blocks have no source of their own: they stand where the first block ends.
        """
        if self._segments is not None:
            first = self._start(start)
            start, end = (first, max(first, self._end(end))) if end > start else (first, first)
        return self._base.to_source(start, end) if self._base else Span(start, end)

    def source_start(self, offset: int) -> int:
        """Give the source byte at which `to_source` lets words begin that begin at an offset of the prose."""
        if self._segments is not None:
            offset = self._start(offset)
        return self._base.source_start(offset) if self._base else offset

    def _start(self, offset: int) -> int:
        assert self._segments is not None  # noqa: S101 — narrowing for the type checker; `to_source` has checked
        prose, starts, ends = self._segments
        i = bisect_right(prose, offset) - 1
        if i < 0:
            return starts[0] if starts else 0
        end = ends[i]
        return starts[i] if end < 0 else min(starts[i] + offset - prose[i], end)

    def _end(self, offset: int) -> int:
        assert self._segments is not None  # noqa: S101 — as above
        prose, starts, ends = self._segments
        i = max(bisect_right(prose, offset - 1) - 1, 0)
        if not prose:
            return 0
        end = ends[i]
        return ~end if end < 0 else min(starts[i] + offset - prose[i], end)


class LineIndex:
    """Lines and columns of a source, and its code points; built once for a source.

    A line ends with LF, CR LF or a lone CR. Offsets go in as UTF-8 bytes or code points as each method says.
    """

    __slots__ = ("_ascii", "_data", "_points", "_starts", "text")

    def __init__(self, text: str, data: bytes) -> None:
        self.text = text
        self._data = data
        self._ascii = len(text) == len(data)
        self._starts = _line_starts(text)
        self._points: tuple[list[int], list[int]] | None = None

    def point(self, offset: int) -> int:
        """Give the code point at a byte offset."""
        if self._ascii:
            return offset
        if self._points is None:
            self._points = _checkpoints(self._data)
        at_bytes, at_points = self._points
        i = offset // _STEP
        return at_points[i] + len(self._data[at_bytes[i] : offset].decode("utf-8", "ignore"))

    def line_column(self, point: int) -> tuple[int, int]:
        """Give the 1-based line and column of a code point."""
        line = bisect_right(self._starts, point)
        return line, point - self._starts[line - 1] + 1

    def start(self, number: int) -> int:
        """Give the code point at which a 1-based line begins."""
        return self._starts[number - 1]

    def line(self, number: int) -> str:
        """Give the words of a 1-based line without its line end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def __len__(self) -> int:
        return len(self._starts)


_STEP = 1024


def _checkpoints(data: bytes) -> tuple[list[int], list[int]]:
    """Byte offset (never inside a character) and code point at every 1,024 bytes."""
    at_bytes, at_points, points, last = [], [], 0, 0
    for raw in range(0, len(data) + 1, _STEP):
        offset = raw
        while offset > last and offset < len(data) and data[offset] & 0xC0 == 0x80:
            offset -= 1
        points += len(data[last:offset].decode("utf-8", "surrogatepass"))
        at_bytes.append(offset)
        at_points.append(points)
        last = offset
    return at_bytes, at_points


def _line_starts(text: str) -> list[int]:
    starts, at = [0], 0
    if "\r" not in text:
        while (at := text.find("\n", at) + 1) > 0:
            starts.append(at)
        return starts
    # CR LF ends one line: its CR is put out of the way by a character of the same length
    flat = text.replace("\r\n", " \n").replace("\r", "\n")
    while (at := flat.find("\n", at) + 1) > 0:
        starts.append(at)
    return starts
