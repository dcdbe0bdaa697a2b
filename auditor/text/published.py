"""Days on which something was published, as metadata, addresses and datelines write them."""

from __future__ import annotations

import re
from datetime import date

from auditor.lexicon import later

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    "|Dec(?:ember)?)"
)
_NUMBERS = later(r"(?<!\d)(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)")
_WORDS = later(rf"\b(?:({MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})|(\d{{1,2}}) ({MONTH})\.?,? (\d{{4}}))\b", re.IGNORECASE)
_PATH = later(r"//[^/]+/(?:[^?#]*/)?((?:19|20)\d\d)[-/](\d\d|[a-z]{3})[-/](\d\d)(?=[-/_.]|$)", re.IGNORECASE)


def day_of(words: str) -> date | None:
    """Give the first day that some words name in full; None where there is none, or the order of its numbers is anybody's guess."""
    if found := _NUMBERS.search(words):
        return _day(found[1], found[2], found[3])
    if found := _WORDS.search(words):
        return _day(found[3], found[1], found[2]) if found[1] else _day(found[6], found[5], found[4])
    return None


def day_in_path(url: str) -> date | None:
    """Give the day that an address holds, as in ``/2019/11/18/``."""
    found = _PATH.search(url)
    return _day(found[1], found[2], found[3]) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    name = month[:3].lower()
    number = int(month) if month.isdigit() else MONTHS.index(name) + 1 if name in MONTHS else 0
    try:
        return date(int(year), number, int(day))
    except ValueError:
        return None
