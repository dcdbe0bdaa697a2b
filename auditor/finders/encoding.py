"""Characters that a wrong decoding garbled, and characters that stand for none."""

from __future__ import annotations

from auditor.finders.repeated import find_repeated
from auditor.lexicon import later
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_PLAIN = bytes([*range(9, 14), 27, *range(32, 127)])  # white space, the escape of a terminal, and what is printed
# What garbled letters begin with: ÂÃÄÅÐÑâ, ï¿ and ðŸ …
_GARBLED = later(
    rb"\xc3(?:[\x82-\x85\x8e-\x92\x95\x97-\x99\xa2]|\x86|\xaf\xc2|\xb0\xc5)|[nteuy]\xc3\xad[tsrvl]|\xc2\xb9[st]|\xc5\xbd|\xcb[\x86\x9c]"
)
_LEADS = (b"\xc3", b"\xc5\xbd", b"\xcb", b"\xc2\xb9")  # Ž, ˆ and ¹ are what an old Mac wrote for é, ö and ’
_ROOT = "√".encode()  # … or this one, from old Macs
_EMOJI = ("πŸ".encode(), "рџ".encode())  # … emoji read as Greek or Russian
_ASCII = later(rb"\?(?:[stdm]|re|ve|ll)\b")  # … and what is left of one in ASCII
_HIGH = bytes(range(128, 256))
_LOST = "\N{REPLACEMENT CHARACTER}".encode()
_STRAY = later(rb"[\xc2\xee\xef]|\xe2(?:\x80\x8b|\x81\xa0)")


def find_mojibake(document: Document, *, patterns: list[str]) -> Iterator[Match]:
    """Yield one match for a document, with every place where one of ``patterns`` finds UTF-8 read in another encoding.

    Letters match in their own case. What is named rather than used, “â€™” in an article on encodings, is left alone.
    """
    data = document.data
    beyond = not data.isascii() and _looks_garbled(data)
    if beyond or _ASCII.search(data) or b"=E2=80=" in data or b"=C3=" in data:
        yield from find_repeated(document, patterns=patterns, case=True, outside=["code", "math"], mentions=False)


def _looks_garbled(data: bytes) -> bool:
    return (any(byte in data for byte in _LEADS) and _GARBLED.search(data) is not None) or any(
        one in data for one in (_ROOT, *_EMOJI)
    )


def find_stray_characters(document: Document, *, patterns: list[str]) -> Iterator[Match]:
    """Yield one match for a document, with every place where one of ``patterns`` finds a character that stands for none."""
    data = document.data
    rest = data.translate(None, _PLAIN)  # what is left are the bytes of other scripts and the controls
    if rest and (_STRAY.search(rest) or rest.translate(None, _HIGH)):
        for match in find_repeated(document, patterns=patterns, outside=["code", "math"], mentions=False):
            places = tuple(span for span in match.spans if not _is_shown(data, *span))
            if places:
                yield Match(*places[0], places=places)


def _is_shown(data: bytes, start: int, end: int) -> bool:
    """Tell the character itself, as in “the X on your screen”, from what stands for a lost one."""
    return data[start:end] == _LOST and data[end : end + 1] == b" " and data[max(0, start - 4) : start].lower().endswith(b"the ")
