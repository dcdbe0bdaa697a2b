"""Characters that a wrong decoding garbled, and characters that stand for none."""

from __future__ import annotations

from auditor.finders.repeated import find_repeated
from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match

_PLAIN = bytes([*range(9, 14), 27, *range(32, 127)])  # white space, the escape of a terminal, and what is printed
# What garbled letters begin with: ÂÃÄÅÐÑâ, ï¿ and ðŸ …
_GARBLED = later(rb"\xc3(?:[\x82-\x85\x90\x91\xa2]|\xaf\xc2|\xb0\xc5)")
_ROOT = "√".encode()  # … or this one, from old Macs
_HIGH = bytes(range(128, 256))
_STRAY = later(rb"[\xc2\xee\xef]|\xe2(?:\x80\x8b|\x81\xa0)")


def find_mojibake(document: Document, *, patterns: list[str]) -> Iterator[Match]:
    """Yield one match for a document, with every place where one of ``patterns`` finds UTF-8 read in another encoding.

    Letters match in their own case. What is named rather than used, “â€™” in an article on encodings, is left alone.
    """
    data = document.data
    if not data.isascii() and ((b"\xc3" in data and _GARBLED.search(data)) or _ROOT in data):
        yield from find_repeated(document, patterns=patterns, case=True, outside=["code", "math"], mentions=False)


def find_stray_characters(document: Document, *, patterns: list[str]) -> Iterator[Match]:
    """Yield one match for a document, with every place where one of ``patterns`` finds a character that stands for none."""
    data = document.data
    rest = data.translate(None, _PLAIN)  # what is left are the bytes of other scripts and the controls
    if rest and (_STRAY.search(rest) or rest.translate(None, _HIGH)):
        yield from find_repeated(document, patterns=patterns, outside=["code", "math"], mentions=False)
