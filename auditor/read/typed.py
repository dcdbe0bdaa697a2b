"""Pages whose text was typed: RFCs, mailing-list archives, manuals and old books put prose into ``pre``, where others put code."""

from __future__ import annotations

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.read.tags import Row

_TAG = later(rb"<[^>]*>")
_WORD = later(rb"[A-Za-z][A-Za-z'-]*")
_SMALL_WORDS = frozenset(
    b"the of to and a in is for that be with on as or by are not it from this an at was which have you will can has".split()
)
_CODE_LINE = later(rb"(?m)(?:[;{}\\]|\*/)[ \t\r]*$|^[ \t]*(?:#[a-z]|/\*|//|\$ |&gt;&gt;&gt;|%[ %])")
_LEAST = 400  # bytes in ``pre`` that may be an article
_MOST_BESIDES = 0.25  # of these, words outside of ``pre``: a page with more is an article that shows code
_MOST_CODE, _MOST_SHOWN = 0.05, 0.2  # shares of lines: of a page of which nothing is known, and of one that surely is prose
_LEAST_SMALL, _SURELY_SMALL = 0.18, 0.25  # shares of words; comments of code and listings of files have fewer
_SAMPLE = 40_000  # bytes that are looked at


def holds_prose(data: bytes, tags: Sequence[Row], besides: int) -> bool:
    """Tell whether what stands in the ``pre`` elements of a page is its text; ``besides`` bytes of prose stand elsewhere."""
    held = [data[inner:end] for name, closing, _, _, end, inner in tags if name == b"pre" and not closing and inner < end]
    size = sum(map(len, held))
    if size < _LEAST or besides > _MOST_BESIDES * size:
        return False
    text = _TAG.sub(b"", b"\n".join(held))[:_SAMPLE]
    words = _WORD.findall(text.lower())
    lines = [line for line in text.splitlines() if line.strip()]
    if len(text) < _LEAST or besides > _MOST_BESIDES * len(text) or not words:
        return False
    small = sum(word in _SMALL_WORDS for word in words) / len(words)
    most = _MOST_SHOWN if small >= _SURELY_SMALL else _MOST_CODE
    return small >= _LEAST_SMALL and len(_CODE_LINE.findall(text)) <= most * len(lines)
