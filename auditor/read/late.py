"""Front matter that begins below empty lines, as Jekyll allows it to."""

from __future__ import annotations

from auditor.lexicon import later

_LATE = later(r"---[ \t]*(\r?\n(?:[ \t]*\r?\n)+)(?=[A-Za-z_][\w-]*[ \t]*:)")
_LINE = later(r"[A-Za-z_][\w-]*[ \t]*:|[ \t]+\S|- |#|\s*\Z")  # a key, what belongs to the key above it, a comment, nothing
_CLOSE = later(r"\n---[ \t]*\r?(?:\n|\Z)")
_MOST = 1 << 14  # characters that front matter may take


def front_closed_up(text: str) -> str:
    """Give a text whose front matter begins right below its first line: empty lines become spaces, so that no place moves."""
    found = _LATE.match(text) if text.startswith("---") else None
    close = _CLOSE.search(text, found.end(), found.end() + _MOST) if found else None
    if found is None or close is None or not all(_LINE.match(line) for line in text[found.end() : close.start()].split("\n")):
        return text  # a rule across the page, and prose below it
    start, end = found.span(1)
    return f"{text[:start]}{' ' * (end - start - 1)}{text[end - 1 :]}"
