"""Tags of HTML with exact byte ranges: found as a browser finds them, in time linear in the source."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# quotation marks count only after an equals sign, as in browsers; the last form takes a tag that quotation marks never end
_STRICT = rb"""(/?)([a-zA-Z][a-zA-Z0-9:_-]*)((?:[^>=]++|=\s*+(?:"[^"]*"|'[^']*')?+)*+)>"""
_LENIENT = rb"""(/?)([a-zA-Z][a-zA-Z0-9:_-]*)([^>]*)>"""
_OTHER = rb"""(!--)|[!?][^>]*>"""
_TAG = later(rb"<(?:" + _STRICT + rb"|" + _OTHER + rb"|" + _LENIENT + rb")")
_HASTY_TAG = later(rb"<(?:" + _LENIENT + rb"|" + _OTHER + rb")")
_MOST_BROKEN = 50  # of these before quotation marks are no longer looked at: keeps hostile text linear
_ATTRIBUTE = later(rb"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?""")

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


def find_tags(data: bytes, start: int, end: int) -> Iterator[Tag]:
    """Give the tags in ``data[start:end]`` in order; comments, declarations and processing instructions have an empty name."""
    end = data.rfind(b">", start, end) + 1  # what follows the last > is text: no pattern has to look for its end
    pattern, broken = _TAG, 0
    unclosed: set[bytes] = set()
    names: dict[bytes, bytes] = {}  # as written -> in lower case, one object each: a page has thousands of tags and few names
    make = tuple.__new__  # half the time of the named tuple's own
    while start < end:
        at, start, running = start, end, pattern
        for match in running.finditer(data, at, end):
            first, last = match.span()
            index = match.lastindex
            if index == 3:
                closing, written, raw = match.group(1, 2, 3)
            elif index == 7:
                closing, written, raw = match.group(5, 6, 7)
                broken += 1
                if broken == _MOST_BROKEN:
                    pattern = _HASTY_TAG
            else:  # a comment, in which no tag stands, or a declaration
                stop = data.find(b"-->", last - 2, end) if index else last - 3
                start = last = stop + 3 if stop >= 0 else end
                yield make(Tag, (b"", False, b"", first, last, last))
                break
            name = names.get(written)
            if name is None:
                name = names[written] = written.lower()
            inner = last
            if name in OPAQUE and not closing and name not in unclosed:
                closer = _CLOSING[name].search(data, last, end)
                if closer:
                    last = closer.end()
                else:
                    unclosed.add(name)
            yield make(Tag, (name, bool(closing), raw, first, last, inner))
            if last != inner or pattern is not running:
                start = last
                break


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
    for name, double, single, bare in _ATTRIBUTE.findall(raw):
        value = double or single or bare
        text = value.decode("utf-8", "replace")
        found.setdefault(name.decode("utf-8", "replace").lower(), unescape(text) if "&" in text else text)
    return found
