"""Verbs of saying in another sense: what somebody added to a list, wrote to a disk, or continues to do, nobody said.

Only for what a claim rests on; who is said to have said something (`auditor.text.attribution`) is a wider question.
"""

from __future__ import annotations

from functools import cache

from auditor.lexicon import later, words

_THINGS = (
    r"(?:(?:an?|new|more|another|some|additional|extra|further|two|three|several|support|up|to|it|them|these|its|together|capacity|functionality"
    r"|features?|tests?|\d[\d,.]*)\b|`)"
)
# By how a cue begins: what follows it where it is not said.
_OTHERWISE = (
    ("add", later(rf"\s+{_THINGS}".encode())),
    ("continue", later(rb"\s+(?:to|with|as|its|their|his|her|on|for|until|through)\b")),
    ("writ", later(rb"\s+(?:about|to|for|an?|his|her|their|its|code|down|off|up|it|them)\b")),
    ("wrote", later(rb"\s+(?:about|to|for|an?|his|her|their|its|code|down|off|up|it|them)\b")),
    ("read", later(rb"(?!\s*[:,\"]|\s*\xe2\x80\x9c)")),
    ("find", later(rb"\s+(?:out|its|their|his|her|himself|herself|themselves|an?|it|them)\b")),
    ("found", later(rb"\s+(?:out|its|their|his|her|himself|herself|themselves|an?|it|them|in|at|on|by)\b")),
    ("recall", later(rb"\s+(?:an?|its|the vehicles?)\b")),
    ("post", later(rb"\s+(?:an?|its|their|his|her|record|losses|gains|profits?)\b")),
    ("express", later(rb"\s+(?:itself|themselves|genes?)\b")),
    ("project", later(rb"\s+(?:itself|onto|into)\b")),
)
_LONGEST = 40  # bytes behind a cue that are looked at


def says_nothing(data: bytes, end: int, cue: str) -> bool:
    """Tell whether a verb that ends at ``end`` is used in a sense in which nobody says anything."""
    for begins, pattern in _OTHERWISE:
        if cue.startswith(begins):
            return pattern.match(data, end, end + _LONGEST) is not None
    return False


@cache
def _mute() -> frozenset[str]:
    return frozenset(words("mute-noun"))


def is_mute(source: str) -> bool:
    """Tell whether words name a thing that says nothing a reader could ask about: ``the error log``, ``the command``."""
    last = source.lower().rpartition(" ")[2]
    return last in _mute() or last.removesuffix("s") in _mute()
