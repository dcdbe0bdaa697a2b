r"""Patterns without what cannot match in one text: most of a long pattern is words that the text does not hold.

To compile all patterns in full takes longer than all else that is done with a short article. An alternative that asks for
letters which the text has nowhere matches nowhere in it, so that leaving it out changes no match.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_letters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NEVER = r"[^\x00-\x{10FFFF}]"  # matches nothing
_FOLDED = ("ſ".encode(), "\N{KELVIN SIGN}".encode())  # the other letters that “s” and “k” match where letters match in either case
_OPTIONAL = ("?", "*", "{0")


@cache
def _pieces() -> re.Pattern[str]:
    """What a pattern is made of: letters, a list, flags or a choice of words, a bracket that opens, how many times, signs."""
    return re.compile(
        r"[A-Za-z]+|\{\{[a-z0-9-]+\}\}|\(\?(?:[a-zA-Z-]+|:[A-Za-z |]+)\)|\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?"
        r"|[*+?]\??|\{(?!0\d)[0-9]+(?:,(?!0\d)[0-9]*)?\}\??|\\(?:[a-zA-Z]\{\^?\w+\}|[pP]\w|x\w\w|.)"
        r"|\[\^?\]?(?:\\.|\[:\^?\w+:\]|[^\]\\])*\]|.",
        re.DOTALL,
    )


def searchable(data: bytes) -> str | None:
    """Give the ASCII letters of a text, in lower case and with something between them, for `pruned`.

    None where the text has other letters that an ASCII letter matches.
    """
    return None if any(letter in data for letter in _FOLDED) else data.lower().decode("latin-1")


def pruned(pattern: str, text: str, fill: Callable[[str, str], str]) -> str:
    """Give a pattern that matches in one text where, and what, ``pattern`` does; in another it may miss matches.

    ``text`` is what `searchable` gave of it. The pattern is one for RE2, with ``{{list}}`` where a list of words stands;
    ``fill`` gives the group of the words of a list that ``text`` may hold, or `NEVER`. Groups keep their numbers. A pattern
    with a bracket too many or too few comes back as it is.
    """
    pieces = _pieces().findall(pattern)
    ends = _ends(pieces)
    return pattern if not ends or r"\Q" in pattern else _Reader(pieces, ends, text, fill).alternatives()


def _ends(pieces: list[str]) -> dict[int, int]:
    """Give where each alternative ends, by where it begins; nothing where a bracket has no other."""
    ends: dict[int, int] = {}
    begun = [0]
    for at, piece in enumerate(pieces):
        if piece == "|":
            ends[begun[-1]] = at
            begun[-1] = at + 1
        elif piece == ")":
            ends[begun.pop()] = at
            if not begun:
                return {}
        elif piece[0] == "(" and piece[-1] != ")":
            begun.append(at + 1)
    ends[begun.pop()] = len(pieces)
    return {} if begun else ends


def _unfilled(pieces: list[str]) -> str:
    """Give what must stay of pieces that match nothing: the groups they open, so that others keep their numbers, and their flags.

    Flags hold up to the end of the group that they stand in, in the alternatives that follow, too.
    """
    kept, depth, flagged = [], 0, False
    for piece in pieces:
        if piece == ")":
            depth -= 1
        elif piece[0] == "(" and piece[-1] != ")":
            depth += 1
            if piece[-1] != ":":
                kept.append(f"{piece}{NEVER})")
        elif piece[0] == "(" and piece[2] != ":" and depth == 0:
            kept.append(piece)
            flagged = True
    return "".join(kept) + NEVER * flagged


class _Reader:
    """Reads a pattern from left to right, and keeps what may match."""

    def __init__(self, pieces: list[str], ends: dict[int, int], text: str, fill: Callable[[str, str], str]) -> None:
        self._pieces = [*pieces, ""]
        self._ends = ends
        self._text = text
        self._fill = fill
        self._at = 0

    def alternatives(self) -> str:
        """Read up to the bracket that closes a group; gives its alternatives that may match, or `NEVER`."""
        found = []
        while True:
            begin, end = self._at, self._ends[self._at]
            parts = self._sequence(end)
            if parts is None:
                groups = _unfilled(self._pieces[begin:end])
                parts = [groups] if groups else None
            if parts is not None:
                found.append("".join(parts))
            self._at = end + 1
            if self._pieces[end] != "|":
                return "|".join(found) if found else NEVER

    def _sequence(self, end: int) -> list[str] | None:
        """Read one alternative; None if it cannot match."""
        pieces, text, parts = self._pieces, self._text, []
        while self._at < end:
            piece = opening = pieces[self._at]
            self._at += 1
            first = piece[0]
            if first in ascii_letters:
                asked = piece[:-1] if pieces[self._at].startswith(_OPTIONAL) else piece
                if asked.lower() not in text:
                    return None
            elif first == "(":
                piece = self._group(piece)
            elif piece[:2] == "{{":
                piece = self._fill(piece[2:-2], text)
            if piece == NEVER:
                if not pieces[self._at].startswith(_OPTIONAL):
                    return None
                self._at += 1  # what cannot be there need not be there
                piece = f"(?:{_unfilled([opening])})?"
            parts.append(piece)
        return parts

    def _group(self, opening: str) -> str:
        """Read a group that has been opened, or a choice of words; gives it, or `NEVER`."""
        if opening[-1] != ")":
            inner = self.alternatives()
            return inner if inner == NEVER else f"{opening}{inner})"
        if opening[2] != ":":
            return opening  # flags
        holds = self._text.__contains__
        kept = [one for one in opening[3:-1].split("|") if all(map(holds, one.lower().split()))]
        return f"(?:{'|'.join(kept)})" if kept else NEVER
