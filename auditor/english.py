"""The words of English: what pyspellchecker's frequency list knows, in a form that loads in milliseconds.

The library itself takes a tenth of a second and many megabytes to load. So a wheel carries its words as plain lines, made when
the wheel was built; a source checkout makes them under ``build/`` when they are first asked for.
"""

from __future__ import annotations

import contextlib
import os
from functools import cache

from auditor.compiled import rules_dir

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

_COMMON = 25_000  # words, by frequency: about as many as a well-read adult uses
_SHORT_COMMON = 1_500  # beyond this rank words of three letters are mostly names and abbreviations


def knows(word: bytes) -> bool:
    """Tell whether a lower-case word of two ASCII letters or more is in the dictionary."""
    return _shelves().get(word[:2], b"").find(b" " + word + b" ") >= 0


def common(word: bytes) -> bool:
    """Tell whether a lower-case word of three ASCII letters or more is frequent."""
    shelf = _shelves().get(word[:2], b"")
    return 0 <= shelf.find(b" " + word + b" ") < shelf.find(b"|")


@cache
def _shelves() -> dict[bytes, bytes]:
    """Give all words by their first two letters, the common ones first: one search each, and no set of words to build."""
    return {line.lstrip(b" |")[:2]: line for line in _compiled().splitlines()}


def compile_words() -> bytes:
    """Make the file: a line for each two first letters, holding the common words, a bar, and the others."""
    from spellchecker import SpellChecker  # noqa: PLC0415 — heavy, and needed once

    counts = SpellChecker(language="en").word_frequency.dictionary
    ranked = sorted((w for w in counts if w.isascii() and w.isalpha()), key=lambda w: (-counts[w], w))
    frequent = {w for rank, w in enumerate(ranked[:_COMMON]) if len(w) > 3 or (len(w) == 3 and rank < _SHORT_COMMON)}
    shelves: dict[str, tuple[list[str], list[str]]] = {}
    for word in ranked:
        if len(word) > 1:
            shelves.setdefault(word[:2], ([], []))[word not in frequent].append(word)
    return "\n".join(f" {' '.join((*often, '|', *rare))} " for often, rare in shelves.values()).encode("ascii")


def _compiled() -> bytes:
    installed = rules_dir() / "english.txt"
    path = installed if installed.is_file() else rules_dir().parent / "build" / "english.txt"
    try:
        return path.read_bytes()
    except OSError:
        data = compile_words()
        _remember(path, data)
        return data


def _remember(path: Path, data: bytes) -> None:
    """Keep the words for the next start; a place that cannot be written is no error."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(path)
