"""Tags of HTML with exact byte ranges: found as a browser finds them, in time linear in the source."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_STRICT = rb"""<(?:(/?)([a-zA-Z][a-zA-Z0-9:_-]*)((?:[^>"']++|"[^"]*"|'[^']*')*+)>|(!--)|[!?][^>]*>)"""
_LENIENT = rb"""<(?:(/?)([a-zA-Z][a-zA-Z0-9:_-]*)([^>]*)>|(!--)|[!?][^>]*>)"""
_TAG = re.compile(_STRICT[:-1] + rb"|(/?)([a-zA-Z][a-zA-Z0-9:_-]*)([^>]*)>)")
_HASTY_TAG = re.compile(_LENIENT)
_MOST_BROKEN = 50   # tags with an odd quotation mark before quotation marks are no longer looked at: keeps hostile text linear
_ATTRIBUTE = re.compile(rb"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*)))?""")

# elements whose content is no prose; it is passed over to the first closing tag
OPAQUE = frozenset(
    b"script style template noscript iframe textarea title svg select button object canvas video audio map pre annotation".split()
)
_CLOSING = {name: re.compile(rb"</" + name + rb"\b[^>]*>", re.IGNORECASE) for name in OPAQUE}


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
    end = data.rfind(b">", start, end) + 1   # what follows the last > is text: no pattern has to look for its end
    search, broken = _TAG.search, 0
    unclosed: set[bytes] = set()
    while start < end and (match := search(data, start, end)):
        first, last = match.span()
        closing, name, raw, comment, *hasty = match.groups() if broken < _MOST_BROKEN else (*match.groups(), None, None, None)
        if comment:
            stop = data.find(b"-->", last - 2, end)
            last = stop + 3 if stop >= 0 else end
        elif hasty[1] is not None:
            closing, name, raw = hasty
            broken += 1
            if broken == _MOST_BROKEN:
                search = _HASTY_TAG.search
        name = name.lower() if name else b""
        inner = last
        if name in OPAQUE and not closing and name not in unclosed:
            closer = _CLOSING[name].search(data, last, end)
            if closer:
                last = closer.end()
            else:
                unclosed.add(name)
        yield Tag(name, bool(closing), raw or b"", first, last, inner)
        start = last


def attributes(raw: bytes) -> dict[str, str]:
    """Give the attributes of a tag, names in lower case, entities decoded; the first of equal names counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(raw):
        value = double or single or bare
        text = value.decode("utf-8", "replace")
        found.setdefault(name.decode("utf-8", "replace").lower(), unescape(text) if "&" in text else text)
    return found
