"""Dates whose day of the week is another one: arithmetic, no opinion."""

from __future__ import annotations

from datetime import date

from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(january|february|march|april|may|june|july|august|september|october|november|december|"
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?)"
)
_DAY = rf"\b({'|'.join(DAYS)}|(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\b\.?),?(?: the)?"
_OF_MONTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_DATE = lazy(rf"{_DAY} (?:{_OF_MONTH}(?: of)? {_MONTH}|{_MONTH} {_OF_MONTH}),? (\d{{4}})\b")
# What a number of four digits counts, and so is no year: "on Friday, May 12, 2000 protesters".
_COUNTED = lazy(r"[ -](?:people|men|women|children|[a-z]{3,}s)\b")
_NO_NOUN = lazy(r" (?:was|has|his|its|this|as|does|across|always|sometimes|perhaps|thus|versus)\b")
_GREGORIAN, _LAST_JULIAN = 1583, 1923  # the first full year of our calendar, and the last in which a state counted by the old one
_LATEST = 2199


def find_weekday_mismatches(document: Document) -> Iterator[Match]:
    """Yield each date with a month in words, a year and a day of the week that the date did not fall on.

    Until 1923 some countries counted by the Julian calendar: there a day that is right in either calendar is right. Dates before
    1583, days that no month has and numbers that may count something are left alone.
    """
    data = document.data
    for found in _DATE.finditer(data):
        start, end = found.span()
        said, day, month, month_first, day_last, year = ((found[i] or b"").decode() for i in range(1, 7))
        if (
            document.marked(start, end, "code")
            or _is_newspaper(data, start, said)
            or (_COUNTED.begins(data, end, len(data)) and not _NO_NOUN.begins(data, end, len(data)))
        ):
            continue
        falls = _falls_on(int(year), _MONTHS.index((month or month_first)[:3].lower()) + 1, int(day or day_last))
        if falls and not any(name[:3] == said[:3].capitalize() for name in falls):
            yield Match(start, end, values={"date": _bare(document, found.span(), said), "weekday": falls[0]})


def _is_newspaper(data: bytes, start: int, said: str) -> bool:
    """Tell “The Sun, 13 March 2015” and “Herald Sun 13 March 2015” from a day: a short day behind a capital or an article."""
    before = data[max(0, start - 20) : start].split()
    return said.strip(".") == "Sun" and bool(before) and (before[-1][:1].isupper() or before[-1] == b"the")


def _falls_on(year: int, month: int, day: int) -> tuple[str, ...]:
    """The days of the week that a date fell on in the calendars that it may be of; none for what is no date."""
    if not _GREGORIAN <= year <= _LATEST:
        return ()
    try:
        ours = date(year, month, day)
    except ValueError:
        return ()
    if year > _LAST_JULIAN:
        return (DAYS[ours.weekday()],)
    return DAYS[ours.weekday()], DAYS[_julian_weekday(year, month, day)]


def _julian_weekday(year: int, month: int, day: int) -> int:
    """The day of the week of a Julian date, 0 for Monday, by its Julian day number."""
    winter = (14 - month) // 12  # a year that begins in March has its leap day at the end
    years, months = year + 4800 - winter, month + 12 * winter - 3
    return (day + (153 * months + 2) // 5 + 365 * years + years // 4 - 32083) % 7


def _bare(document: Document, span: tuple[int, int], said: str) -> str:
    """The date without its day of the week, for the message."""
    return " ".join(document.words(*span).split())[len(said) :].lstrip(" ,.").removeprefix("the ")
