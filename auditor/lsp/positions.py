"""From code points of a text to the lines and characters of an editor, and back.

Editors count from 0, and count characters in the units that were agreed on: UTF-16 unless both sides know better.
"""

from __future__ import annotations

from lsprotocol import types

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.model import Edit
    from auditor.offsets import LineIndex

BYTE_ORDER_MARK = "\ufeff"


class Positions:
    """The positions of one text. ``mark`` is what stands before it in the editor and is no part of it: a byte order mark."""

    def __init__(self, lines: LineIndex, encoding: str, mark: str = "") -> None:
        self._lines = lines
        self._encoding = encoding
        self._mark = mark

    def position(self, point: int) -> types.Position:
        """Give the position of a code point; between the CR and the LF of a line end there is none, so it is the one before."""
        line, column = self._lines.line_column(point)
        before = self._lines.line(line)[: column - 1]
        return types.Position(line - 1, self._units(self._before(line) + before))

    def range(self, start: int, end: int) -> types.Range:
        """Give the range between two code points."""
        return types.Range(self.position(start), self.position(end))

    def point(self, position: types.Position) -> int:
        """Give the code point at a position; past the end of a line it is its end, past the last line the end of the text."""
        number = position.line + 1
        if number > len(self._lines):
            return len(self._lines.text)
        units = 0
        line = self._before(number) + self._lines.line(number)
        for column, letter in enumerate(line):
            if units >= position.character:
                return self._lines.start(number) + max(column - len(self._before(number)), 0)
            units += self._units(letter)
        return self._lines.start(number) + len(line) - len(self._before(number))

    def text_edit(self, edit: Edit) -> types.TextEdit:
        """Give an edit as editors take it. One that begins or ends inside of a line end takes all of it."""
        start, end, new = edit
        text = self._lines.text
        if text[start - 1 : start + 1] == "\r\n" and start:
            start, new = start - 1, f"\r{new}"
        if end and text[end - 1 : end + 1] == "\r\n":
            end, new = end + 1, f"{new}\n"
        return types.TextEdit(self.range(start, end), new)

    def _before(self, line: int) -> str:
        return self._mark if line == 1 else ""

    def _units(self, text: str) -> int:
        if self._encoding == "utf-32" or (self._encoding == "utf-16" and text.isascii()):
            return len(text)
        if self._encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
