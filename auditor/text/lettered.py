"""Numbers with a letter or a word as citations, “[S1]” and “[Source 2, Source 4]”: only where a list below answers them.

“[src-004]” is how research programs number what they read: it cites in any text, and the list that it needs may be another file.
"""

from __future__ import annotations

from auditor.lexicon import later
from auditor.model import Marker

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from auditor.model import ReferenceList

_SIGNS = (b"[S", b"[R", b"[s")
_ONE = r"(?:S|R|SRC|[Ss]rc|Refs?\.?|Sources?|SOURCES?)[ -]?\d{1,3}"
_CITED = later(rf"\[({_ONE}(?:(?: ?[,;] ?| and | & )(?:{_ONE}|\d{{1,3}})){{0,12}})(?:, [a-z ]{{1,30}})?\](?![(:])".encode())
_PART = later(rb"(S|R|SRC|[Ss]rc|Refs?|Sources?|SOURCES?)?[ .]*(-?)(\d{1,3})")
_PROGRAM = later(rb"\[[Ss][Rr][Cc]-\d{2,3}\b")
_MOSTLY = 2 / 3  # of what is cited so stands in the list
_FEWEST = 3  # sources of a program


def find_lettered(data: bytes, lists: Sequence[ReferenceList]) -> list[Marker]:
    """Give the markers in order, those in lists and in code, too; none where the numbers of no list answer most of them."""
    if not any(sign in data for sign in _SIGNS):
        return []
    labels = {e.label for one in lists for e in one.entries if one.style == "numbered" and e.label}
    plain = all(label[:1].isdigit() for label in labels)  # “[R1]” may be a part of a circuit where the list counts 1, 2, 3
    matches = [m for m in _CITED.finditer(data) if not plain or not data[m.start() + 2 : m.start() + 3].isdigit()]
    found = [_marker(match, labels) for match in matches]
    named = {key for marker in found for key in marker.keys}
    if named and len(named & labels) >= len(named) * _MOSTLY:
        return found
    programs = [_marker(match, labels) for match in matches if _PROGRAM.match(data, match.start())]
    return programs if not labels and len({key for marker in programs for key in marker.keys}) >= _FEWEST else []


def _marker(match: re.Match[bytes], labels: set[str]) -> Marker:
    """Give a marker with the labels that “S1, S3” names: with its letter where the list has letters, else the numbers alone."""
    keys: list[str] = []
    sign = ""
    lettered = not labels or not all(label[:1].isdigit() for label in labels)
    for part in _PART.finditer(match[1]):
        sign = (part[1] + part[2]).decode() if part[1] else sign
        number = part[3].decode()
        forms = (f"{sign}{number}", f"{sign.rstrip('-')}{number}", number.lstrip("0") or "0")
        keys.append(next((one for one in forms if one in labels), forms[0] if lettered else forms[2]))
    return Marker(match.start(), match.end(), "numeric", tuple(dict.fromkeys(keys)))
