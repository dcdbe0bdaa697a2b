"""Citation keys as Pandoc, Quarto and R Markdown write them: a build step makes the list of them from a file beside the text."""

from __future__ import annotations

from auditor.lexicon import later
from auditor.model.made import NamedTuple

_LETTER = rb"[A-Za-z0-9_\x80-\xff]"
_GROUP = later(rb"\[(?=-?@%b|[^\[\]@]{0,80}[\s(;]-?@%b)[^\[\]]{1,600}\]" % (_LETTER, _LETTER))
_KEY = later(rb"(?<![\w.@/\x80-\xff])-?@(%b(?:[:.#$%%&+?<>~/-]?%b)*)" % (_LETTER, _LETTER))
_PLAIN = (b"[@", b"[-@")  # what opens a group in every text with keys, and hardly anything else
_FIGURES = (
    "fig-",
    "tbl-",
    "sec-",
    "eq-",
    "lst-",
    "thm-",
    "lem-",
    "cor-",
    "def-",
    "exm-",
    "exr-",
    "nte-",
    "tip-",
)  # places of the text


class Key(NamedTuple):
    """A citation key, ``name``, and where it stands in the prose, its ``@`` included; in bytes."""

    start: int
    end: int
    name: str


def find_keys(data: bytes) -> tuple[Key, ...]:
    """Give the citation keys of a prose, in order: in brackets (``[see @key, p. 4; -@key2]``), and bare ones (``@key shows``).

    A bare one, which may be somebody's name on a social network, is one where the same text cites it in brackets, or where it has
    a year in it and the text cites others so.
    """
    if not any(sign in data for sign in _PLAIN):
        return ()
    grouped = {key for group in _GROUP.finditer(data) for key in _keys(data, *group.span())}
    names = {key.name for key in grouped}
    bare = (key for key in _keys(data, 0, len(data)) if key.name in names or sum(map(str.isdigit, key.name)) > 1)
    return tuple(sorted(grouped | set(bare)))


def _keys(data: bytes, start: int, end: int) -> list[Key]:
    found = [Key(m.start(), m.end(), m[1].decode("utf-8", "replace")) for m in _KEY.finditer(data, start, end)]
    return [key for key in found if not key.name.startswith(_FIGURES)]
