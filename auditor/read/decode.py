"""Bytes to text: UTF-8 first, then what a byte order mark or the page itself declares, then a guess."""

from __future__ import annotations

import codecs
import re

from auditor.errors import BinaryError, ReadError
from auditor.lexicon import later
from auditor.model.made import NamedTuple

_BOMS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF document",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
_DECLARED = later(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)|<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9_.:-]+)""",
    re.IGNORECASE,
)
_WINDOWS = frozenset(("iso8859-1", "ascii"))  # browsers read both as Windows-1252
_HIGH = bytes(range(128, 256))
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b\x08") + b"\x7f"
_SAMPLE = 1 << 16
_NULS_AT = 1 << 13


class Decoded(NamedTuple):
    """A text, and how its file wrote it: Python's name of the ``encoding``, and the byte order ``mark`` before it, if any."""

    text: str
    encoding: str
    mark: bytes = b""

    def encode(self, text: str) -> bytes:
        """Give the bytes of another text as this file would write it; raises `UnicodeEncodeError` where it has no such letter."""
        return self.mark + text.encode(self.encoding)


def decode(data: bytes, name: str = "-", *, html: bool = False) -> str:
    """Decode a file to text; a byte order mark is not part of it.

    ``html`` lets a ``<meta charset>`` decide where the bytes are not UTF-8. ``name`` is for messages. Raises `BinaryError`
    for what is no text, `ReadError` for text in no encoding that can be told.
    """
    return decoded(data, name, html=html).text


def decoded(data: bytes, name: str = "-", *, html: bool = False, charset: str = "") -> Decoded:
    """Decode a file as `decode` does, and tell the encoding. ``charset`` is what its server names: it goes before the page's."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding, name), encoding, mark)
    named = _known(charset)
    if named and named.startswith(("utf-16", "utf-32")):
        return Decoded(_strict(data, named, name), named)
    _refuse_binary(data, name)
    wide = _without_mark(data)
    if wide:
        return Decoded(_strict(data, wide, name), wide)
    declared = named or (_declared(data) if html else None)
    if declared and declared.startswith(("iso2022", "hz")):  # seven-bit encodings look like UTF-8
        return Decoded(_strict(data, declared, name), declared)
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        return _legacy(data, declared, name)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name}: not valid {encoding.upper()} at byte {error.start:,}; save the file as UTF-8 and audit it again"
        ) from None


def _refuse_binary(data: bytes, name: str) -> None:
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise BinaryError(f"{name}: is {what}, not text; {_way(name, what)}")
    if _without_mark(data):
        return
    head = data[:_SAMPLE]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if b"\0" in data[:_NULS_AT] or controls * 20 > len(head):
        raise BinaryError(f"{name}: is a binary file, not text; {_way(name)}")


def _way(name: str, what: str = "") -> str:
    """Say how to get at the text of a file: by ``what`` it is seen to be, or by its name."""
    from auditor.read.convert import BINARY, conversion, suffix_of  # noqa: PLC0415 — only an error needs it

    ending = {"a PDF file": ".pdf", "an RTF document": ".rtf"}.get(what) or suffix_of(name)
    if ending in BINARY and not (what.endswith("image") or what == "a gzip archive"):
        return f"to audit its text: {conversion(name, ending)}"
    return "convert it to text, Markdown or HTML first" if what else "name the article's text, Markdown or HTML instead"


def _without_mark(data: bytes) -> str | None:
    """Tell UTF-16 that lacks its mark: in Western text every other byte is zero."""
    head = data[:_NULS_AT]
    if len(head) < 4 or len(data) % 2 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


def _declared(data: bytes) -> str | None:
    """Give Python's name of the encoding a page declares, where Python knows it."""
    found = _DECLARED.search(data[:4096])
    if not found:
        return None
    return _known((found[1] or found[2]).decode())


def _known(label: str) -> str | None:
    """Give Python's name of an encoding of text; None where Python does not know it."""
    label = label.strip().lower()
    try:
        b"0".decode(label, "replace")  # “hex” and the like are codecs, and none of text
        known = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    return "cp1252" if known in _WINDOWS else known


def _legacy(data: bytes, declared: str | None, name: str) -> Decoded:
    """Decode what is not UTF-8."""
    if declared and declared != "utf-8":
        return Decoded(data.decode(declared, "replace"), declared)
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("�") - data.count("�".encode())
    high = len(data) - len(data.translate(None, _HIGH))
    if broken * 20 < high:  # UTF-8 with a few bytes damaged, as by a cut
        return Decoded(lenient, "utf-8")
    # charset-normalizer takes short English texts for anything; a few high bytes in ASCII are Windows-1252 in practice
    if high * 25 < len(data):
        try:
            return Decoded(data.decode("cp1252"), "cp1252")
        except UnicodeDecodeError:
            pass
    from charset_normalizer import from_bytes  # noqa: PLC0415 — most runs never need it

    best = from_bytes(_telling(data)).best()
    if best is None:
        raise ReadError(f"{name}: the encoding of this file cannot be told; save it as UTF-8 and audit it again")
    return Decoded(data.decode(best.encoding, "replace"), best.encoding)


def _telling(data: bytes) -> bytes:
    """Give a sample that holds the first high bytes, however late they come."""
    if len(data) <= _SAMPLE:
        return data
    first = len(data) - len(data.lstrip(bytes(range(128))))
    start = max(0, first - 256)
    return data[start : start + _SAMPLE]
