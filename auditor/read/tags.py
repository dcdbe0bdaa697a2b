"""Tags of HTML with exact byte ranges: found as a browser finds them, in time linear in the source."""

from __future__ import annotations

import re
from functools import partial
from html import unescape

from auditor.lexicon import later
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# quotation marks count only after an equals sign, as in browsers; the last form takes a tag that quotation marks never end
_STRICT = rb"""(/?[a-zA-Z][a-zA-Z0-9:_-]*+)([^>=]*+(?:=(?:"[^"]*"|\s*+(?:"[^"]*"|'[^']*')?+)[^>=]*+)*+)>"""
_LENIENT = rb"""(/?[a-zA-Z][a-zA-Z0-9:_-]*+)([^>]*+)>"""
_OTHER = rb"""(!--)|[!?][^>]*>"""
_TAG = later(rb"<(?:" + _STRICT + rb"|" + _OTHER + rb"|" + _LENIENT + rb")")
_HASTY_TAG = later(rb"<(?:" + _LENIENT + rb"|" + _OTHER + rb")")
_BROKEN = 5  # the last group of the last form
_MOST_BROKEN = 50  # of these before quotation marks are no longer looked at: keeps hostile text linear
_ATTRIBUTE = later(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?""", re.ASCII)

# elements whose content is no prose; it is passed over to the first closing tag
OPAQUE = frozenset(
    b"script style template noscript iframe textarea title svg select button object canvas video audio map pre annotation".split()
)
_CLOSING = {name: later(rb"</" + name + rb"\b[^>]*>", re.IGNORECASE) for name in OPAQUE}


class Tag(NamedTuple):
    """A tag at ``[start, end)`` of the source (bytes); ``name`` in lower case, ``raw`` what stands between name and ``>``.

    The tag of an opaque element (script, style ...) covers its content and closing tag: ``inner`` is where its content starts.
    """

    name: bytes
    closing: bool
    raw: bytes
    start: int
    end: int
    inner: int


_NAMED: Callable[[Row], Tag] = partial(tuple.__new__, Tag)  # half the time of the named tuple's own

if TYPE_CHECKING:
    Row = tuple[bytes, bool, bytes, int, int, int]  # the fields of a tag: a page has thousands that nobody asks by name


def find_tags(data: bytes, start: int, end: int) -> Iterator[Tag]:
    """Give the tags in ``data[start:end]`` in order; comments, declarations and processing instructions have an empty name."""
    return named(find_rows(data, start, end))


def named(rows: Iterable[Row]) -> Iterator[Tag]:
    """Give the tags of rows."""
    return map(_NAMED, rows)


def find_rows(data: bytes, start: int, end: int) -> Iterator[Row]:
    """Give what `find_tags` gives, each tag as a bare row: for whole pages, of which most tags are only counted."""
    end = data.rfind(b">", start, end) + 1  # what follows the last > is text: no pattern has to look for its end
    pattern, broken = _TAG, 0
    unclosed: set[bytes] = set()
    names: dict[bytes, tuple[bytes, bool, bool]] = {}  # as written -> what it says: a page has thousands of tags and few names
    while start < end:
        at, start, running = start, end, pattern
        for match in running.finditer(data, at, end):
            written, raw = match.group(1, 2)
            first, last = match.span()
            if written is None:
                if match.lastindex != _BROKEN:  # a comment, in which no tag stands, or a declaration
                    stop = data.find(b"-->", last - 2, end) if match.lastindex else last - 3
                    start = last = stop + 3 if stop >= 0 else end
                    yield b"", False, b"", first, last, last
                    break
                written, raw = match.group(4, 5)
                broken += 1
                if broken == _MOST_BROKEN:
                    pattern = _HASTY_TAG
            if written not in names:
                names[written] = _name(written)
            name, closing, opaque = names[written]
            if opaque and name not in unclosed:
                closer = _CLOSING[name].search(data, last, end)
                if closer:
                    start = closer.end()
                    yield name, False, raw, first, start, last
                    break
                unclosed.add(name)
            yield name, closing, raw, first, last, last
            if pattern is not running:
                start = last
                break


def _name(written: bytes) -> tuple[bytes, bool, bool]:
    """Give the name in lower case of a tag as written, with its slash; whether it closes; whether it opens an opaque element."""
    closing = written.startswith(b"/")
    name = written[closing:].lower()
    return name, closing, name in OPAQUE and not closing


def speaks(data: bytes, start: int) -> bool:
    """Tell whether a comment, an element without a name, may speak to auditor."""
    return data.startswith(b"<!--", start) and data[start + 4 : start + 40].lstrip()[:7].lower() == b"auditor"


def unclosed(data: bytes) -> tuple[int, int] | None:
    """Give the first line of a comment to auditor that is never closed."""
    at = data.rfind(b"<!--")
    if at < 0 or data.find(b"-->", at) >= 0 or not speaks(data, at):
        return None
    end = data.find(b"\n", at)
    return at, end if end >= 0 else len(data)


def attributes(raw: bytes) -> dict[str, str]:
    """Give the attributes of a tag, names in lower case, entities decoded; the first of equal names counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw.decode("utf-8", "replace")):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found
