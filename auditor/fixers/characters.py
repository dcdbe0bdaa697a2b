"""Characters that came out wrong: entities as text, garbled encodings, characters that stand for nothing."""

from __future__ import annotations

from html import unescape
from unicodedata import category, combining

from auditor.fixers.places import cut, exact, replaced
from auditor.lexicon import later
from auditor.model import Edit, Fix, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match

_ENTITY = later(r"&(?:amp;)*(#?[0-9A-Za-z]+;)")
_NO_BREAK, _LOST = "\N{NO-BREAK SPACE}", "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = {"\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}", "\N{WORD JOINER}"}
_WINDOWS = {c: bytes([c]).decode("cp1252") for c in range(0x80, 0xA0) if c not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_CLOSES = {"“": "”", "‘": "’"}
_RUN = later(r"[^\x00-\x7f]+")
_NEAR = 64  # bytes beside a garbled place that are looked at
_QUOTATION = 2000  # bytes before a closing mark in which its opening one is looked for
_SUFFIX = later(r"(?:s|t|d|m|re|ve|ll)\b")
_HALF_MARK = later(r"â€[\x9d\ufffd]?")


def decode_entities(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each entity that stands in the text as code: the character that it names."""
    data = document.data
    for start, end in match.spans:
        found = _ENTITY.fullmatch(document.words(start, end))
        if found is None:
            continue
        char = unescape(f"&{found[1]}")
        if char.startswith("&") and len(char) > 1:  # no entity after all
            continue
        if char == _NO_BREAK and not _beside_a_figure(data, start, end):
            char = " "
        if char in _INVISIBLE:
            char = ""
        if char and not char.isprintable() and char not in (" ", _NO_BREAK, "\u200c", "\u200d") and not char.isspace():
            continue
        spare = char == " " and not (data[start - 1 : start].strip() and data[end : end + 1].strip())
        edit = cut(document, start, end) if spare else replaced(document, start, end, char)
        if edit:
            yield Fix((edit,), "puts the character in place of its code")


def _beside_a_figure(data: bytes, start: int, end: int) -> bool:
    """Tell whether a no-break space keeps a number and what it counts together; between words it was only left behind."""
    return data[start - 1 : start].isdigit() or data[end : end + 1].isdigit()


def decode_mojibake(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each stretch of garbled characters that can be decoded for certain."""
    done = 0
    for span in match.spans:
        start, end = _stretch(document, span)
        if start < done:
            continue
        done = end
        text = document.words(start, end)
        right = _decoded(text) or _half_mark(document, start, text)
        if right is None or right == text:
            continue
        edit = replaced(document, start, end, right)
        if edit:
            yield Fix((edit,), "decodes what was read in the wrong encoding")


def _stretch(document: Document, span: Span) -> Span:
    """Give a place with all of the characters beyond ASCII that touch it: one that is cut in two decodes to nothing."""
    block = document.blocks[document.block_at(span.start)]
    before = document.data[max(block.start, span.start - _NEAR) : span.start].decode("utf-8", "ignore")
    after = document.data[span.end : min(block.end, span.end + _NEAR)].decode("utf-8", "ignore")
    left = len(before) - len(before.rstrip("".join(set(before) - _ASCII))) if before else 0
    right = _RUN.match(after)
    start = span.start - len(before[len(before) - left :].encode()) if left else span.start
    return Span(start, span.end + (len(right[0].encode()) if right else 0))


_ASCII = frozenset(map(chr, range(128)))


def _decoded(text: str) -> str | None:
    """Give what a garbled text says, None where it is not certain. What `ftfy` finds too short to be sure of, the rule has told."""
    import ftfy  # noqa: PLC0415 — its tables take 0.1 s to load, and hardly a text needs it
    from ftfy import bad_codecs  # noqa: F401, PLC0415 — gives Python the “sloppy” encodings

    found: str = ftfy.fix_encoding(text)
    if found != text:
        if "â" in found or "Ã" in found:  # garbled twice
            return _decoded(found)
        return None if _LOST in found else found
    for encoding in ("sloppy-windows-1252", "mac-roman", "latin-1"):
        try:
            return text.encode(encoding).decode()
        except UnicodeError:
            continue
    return None


def _half_mark(document: Document, start: int, text: str) -> str | None:
    """Give the closing mark for ``â€`` that lost its last byte, where a quotation is open before it."""
    halves = _HALF_MARK.findall(text)
    if len(halves) != 1 or not text.startswith(halves[0]):
        return None
    block = document.blocks[document.block_at(start)]
    before = document.data[max(block.start, start - _QUOTATION) : start].decode("utf-8", "ignore")
    opened = before.count("“") + before.count("â€œ")
    closed = before.count("”") + before.count("â€\x9d") + before.count(f"â€{_LOST}")
    rest = text[len(halves[0]) :]
    decoded = _decoded(rest) if rest and not rest.isspace() else rest
    return f"”{rest if decoded is None else decoded}" if opened > closed else None


def remove_stray(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each run of characters that stand for nothing: they go; controls of Windows become what they meant.

    A replacement character stands for what is lost. Between a word and “s” or “t” it was an apostrophe in all likelihood, and
    nobody can be sure.
    """
    for start, end in match.spans:
        text = document.words(start, end)
        right = "".join(_meant(char) for char in text)
        whole = _stretch(document, Span(start, end))
        if right and right != _LOST and any(map(_is_letter, document.words(*whole))):  # part of something garbled
            decoded = _decoded(document.words(*whole))
            if decoded and len(decoded) < whole.end - whole.start and not any(map(combining, decoded)):
                yield from _fix(replaced(document, *whole, decoded), "decodes what was read in the wrong encoding")
            continue
        if _LOST in right:
            if text == _LOST and document.data[start - 1 : start].isalpha() and _SUFFIX.match(document.words(end, end + 3)):
                edit = replaced(document, start, end, "’")
                yield from _fix(edit, "puts an apostrophe in place of the lost character", "unsafe")
            continue
        edit = replaced(document, start, end, right) if right else _without(document, start, end)
        yield from _fix(edit, "takes the stray character out" if not right else "puts in the character that was meant")


def _is_letter(char: str) -> bool:
    return category(char)[0] in "LM"  # a mark of a letter that was taken apart counts, too


def _meant(char: str) -> str:
    return char if char == _LOST else _WINDOWS.get(ord(char), "")


def _fix(edit: Edit | None, what: str, safety: str = "safe") -> Iterator[Fix]:
    if edit:
        yield Fix((edit,), what, "unsafe" if safety == "unsafe" else "safe")


def _without(document: Document, start: int, end: int) -> Edit | None:
    """Take characters out; within or beside a word they leave no gap."""
    beside = document.data[start - 1 : start].strip() or document.data[end : end + 1].strip()
    if document.data[start - 1 : start].strip() and document.data[end : end + 1].strip():
        where = exact(document, start, end)
        return None if where is None else Edit(*where, "")
    if beside:
        where = exact(document, start, end)
        return Edit(*where, "") if where else None
    return cut(document, start, end)
