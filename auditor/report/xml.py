"""Words of articles in XML, for the formats that are written in it."""

from __future__ import annotations

from html import escape

from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

PROLOGUE = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NO_CHARACTERS = str.maketrans("\ufffe\uffff", "\ufffd\ufffd")  # which XML forbids, and `clean` lets pass


def words(text: str) -> str:
    r"""Give words of an article on one line as XML holds them, in content and in quotation marks, in ASCII.

    >>> words("a < “b”\x00\uffff")
    'a &lt; &#8220;b&#8221;&#9216;&#65533;'
    """
    safe = escape(one_line(text).translate(_NO_CHARACTERS))
    return safe.encode("ascii", "xmlcharrefreplace").decode()


def tag(name: str, attributes: Mapping[str, object], end: str = "/>") -> str:
    """Give a tag with its attributes, an empty element unless ``end`` is ``>``."""
    given = "".join(f' {key}="{words(str(value))}"' for key, value in attributes.items())
    return f"<{name}{given}{end}"
