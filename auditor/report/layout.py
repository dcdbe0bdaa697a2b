"""Text on a grid of cells: widths, wrapping, cropping, colour; nothing here knows an audit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from auditor.lexicon import later
from auditor.model.made import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_NARROW = later(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2015\u2018-\u201f\u2022\u2026\u2032\u2033\u2039\u203a\u2190-\u2193\u2500-\u259f]*"
)
_UNSAFE = later(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_COMMAND = later(r"::[A-Za-z_-]+(?: [^:\n]*)?::|##\[")
_ASCII = {
    "…": "...",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "–": "-",
    "—": "-",
    "‑": "-",
    "→": "->",
    "×": "x",
    "·": "-",
    "█": "#",
    "░": ".",
    "•": "*",
    "\u00a0": " ",
}
_ASCII_TABLE = str.maketrans(_ASCII)
_CUT = " .…"  # what is left out where an ellipsis follows: else there are two
_STYLES = {
    "bold": "1",
    "dim": "2",
    "error": "1;31",
    "warning": "33",
    "note": "36",
    "good": "32",
    "link": "4",
    "caret": "1;35",
}


def clean(text: str) -> str:
    r"""Make words of an article safe to print.

    White space becomes a space, every other control character a visible mark; what a CI system would take for one of its
    commands is broken in two.

    >>> clean("a\tb\x1b[31m")
    'a b␛[31m'
    >>> clean("::error::no")
    ': :error::no'
    """
    safe = text if text.isprintable() else _UNSAFE.sub(_visible, text)
    return _COMMAND.sub(_apart, safe) if "::" in safe or "##[" in safe else safe


def _visible(found: re.Match[str]) -> str:
    char = found[0]
    if char in "\t\n\r\v\f\u2028\u2029\x85":
        return " "
    return chr(0x2400 + ord(char)) if char < " " else "\ufffd"


def _apart(found: re.Match[str]) -> str:
    return f"{found[0][0]} {found[0][1:]}"


def one_line(text: str) -> str:
    """Give words of an article on one line, safe to print, white space folded."""
    return " ".join(clean(text).split())


def width(text: str) -> int:
    """Give how many cells a text takes: two for a wide character, none for a combining one."""
    if _NARROW.fullmatch(text):
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415, TID251 — its table of widths only, and only for texts beyond Latin

    return cell_len(text)


def head(text: str, most: int, ellipsis: str = "…") -> str:
    """Keep the beginning of a text, at most ``most`` cells of it, the ellipsis included."""
    if width(text) <= most:
        return text
    return _take(text, most - len(ellipsis)).rstrip(_CUT) + ellipsis


def tail(text: str, most: int, ellipsis: str = "…") -> str:
    """Keep the end of a text, at most ``most`` cells of it, the ellipsis included."""
    if width(text) <= most:
        return text
    few = text[max(0, len(text) - 4 * max(most, 1)) :]
    cut = bisect_left(range(len(few)), -(most - len(ellipsis)), key=lambda i: -width(few[i:]))
    return ellipsis + few[cut:].lstrip(_CUT)


def _take(text: str, most: int) -> str:
    """Give the longest beginning of a text that takes at most so many cells."""
    few = text[: max(most, 0) * 4]
    return few[: bisect_right(range(1, len(few) + 1), most, key=lambda i: width(few[:i]))]


def crop(before: str, words: str, after: str, most: int, ellipsis: str = "…") -> tuple[str, str, str]:
    """Cut a line down to ``most`` cells around its words, which stay whole where they fit."""
    if width(before) + width(words) + width(after) <= most:
        return before, words, after
    words = head(words, most - 2 * len(ellipsis), ellipsis)
    room = most - width(words)
    left = min(width(before), max(room * 11 // 20, room - width(after)))
    before = tail(before, left, ellipsis) if left > len(ellipsis) else ""
    return before, words, head(after, room - width(before), ellipsis) if room - width(before) > len(ellipsis) else ""


def wrap(text: str, first: int, rest: int) -> list[str]:
    """Break a text between words into lines: the first of ``first`` cells, the others of ``rest``."""
    lines: list[str] = []
    line, room = "", first
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if width(longer) <= room:
            line = longer
            continue
        if line or not lines:
            lines.append(line)
            room = rest
        line = word
        while width(line) > room:  # a word wider than the line: an address, or a script without spaces
            part = _take(line, room)
            lines.append(part)
            line = line[len(part) :]
    return [*lines, line] if line else lines


def spread(left: str, right: str, columns: int) -> str:
    """Put two texts at both ends of a line."""
    return f"{left}{' ' * max(2, columns - width(left) - width(right))}{right}" if right else left


@dataclass(frozen=True, slots=True)
class Paper:
    """What a report is printed on: how wide, whether in colour, whether in ASCII only."""

    columns: int = 100
    color: bool = False
    ascii: bool = False

    @property
    def ellipsis(self) -> str:
        """What stands for words left out."""
        return "..." if self.ascii else "…"

    def text(self, text: str) -> str:
        """Give a text in the letters this paper has. Do this before measuring it."""
        if not self.ascii or text.isascii():
            return text
        return text.translate(_ASCII_TABLE).encode("ascii", "replace").decode()

    def ink(self, text: str, style: str = "") -> str:
        """Colour a text. Do this after measuring it."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.color and style and text else text
