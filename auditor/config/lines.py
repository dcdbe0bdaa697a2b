"""On which line of a TOML file each key stands: the standard library reads values without saying where they were."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TOKEN = later(
    r'"""(?:\\.|[^\\])*?"""|'
    r"'''.*?'''|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|"
    r"#[^\n]*|[\[\]{}=\n]|[A-Za-z0-9_-]+|.",
    re.DOTALL,
)
_TABLE = ("tool", "auditor")  # of pyproject.toml


def line_of(file: str, key: str) -> int:
    """Give the 1-based line of a configuration file on which a key is set, such as "rules.no-locator.level"; 0 where it is not.

    A key within a table that stands on one line stands there, too. A file that cannot be read any more has no lines.
    """
    if not file.endswith(".toml"):  # what set it is no file: the command line, the front matter
        return 0
    lines = _lines(file)
    while key:
        if key in lines:
            return lines[key]
        key = key.rpartition(".")[0]
    return 0


@lru_cache(maxsize=16)
def _lines(file: str) -> Mapping[str, int]:
    path = Path(file)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    head = _TABLE if path.name == "pyproject.toml" else ()
    found: dict[str, int] = {}
    for parts, line in _keys(text):
        if parts[: len(head)] == head:
            found.setdefault(".".join(parts[len(head) :]), line)
    return found


def _keys(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each key and table of TOML, in parts, with its line; the text is known to be TOML."""
    table: tuple[str, ...] = ()
    parts: list[str] = []
    line, depth, value, header = 1, 0, False, False
    for found in _TOKEN.finditer(text):
        sign = found[0]
        if sign == "\n" and not depth:
            if header:
                table = tuple(parts)
                yield table, line
            parts, value, header = [], False, False
        elif value:
            depth += (sign in "[{") - (sign in "]}")
        elif sign == "[":
            header = True
        elif sign == "=":
            value = True
            yield (*table, *parts), line
        elif part := _part(sign):
            parts.append(part)
        line += sign.count("\n")


def _part(sign: str) -> str:
    """Give what a sign stands for as a part of a key; nothing for white space, dots, comments and the like."""
    if sign[0] in "\"'":
        return str(tomllib.loads(f"key = {sign}")["key"])
    return sign if re.fullmatch(r"[A-Za-z0-9_-]+", sign) else ""
