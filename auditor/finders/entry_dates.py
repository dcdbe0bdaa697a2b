"""Dates of entries that help no reader: counted from a day not given, later than the text, a bare year for a newspaper."""

from __future__ import annotations

import re
from datetime import date

from auditor.finders.standing import standing
from auditor.lexicon import later
from auditor.model import Match
from auditor.text.fields.dates import MONTH, without_access

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Reference

_AGO = (
    rb"(?:(?:\d{1,3}|an?|one|two|three|four|five|six|seven|a few|several)\+?"
    rb" (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|mos?|years?|yrs?) ago|yesterday)"
)
_SETS_OFF = "(?:[|,;(\\[.:*]|–|—|·|•| -)".encode()
_RELATIVE = later(
    rb"(?:(?P<verb>\b(?:published|posted|updated|modified|added|accessed|retrieved|dated)(?: on)?:? )|"
    + _SETS_OFF
    + rb"\s*)(?P<ago>"
    + _AGO
    + rb")(?=\s*(?:[|,;)\].*]|$|\n|"
    + "–|—|·|•".encode()
    + rb"| -|<|https?:))",
    re.IGNORECASE,
)
_SHORT_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = later(r"(?<![\w-])((?:19|20)\d\d)-([01]\d)-([0-3]\d)(?!\d)")
_DAY_FIRST = later(rf"\b(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH}),? ((?:19|20)\d\d)\b")
_MONTH_FIRST = later(rf"\b({MONTH}) (?:(\d{{1,2}})(?:st|nd|rd|th)?,? )?((?:19|20)\d\d)\b")
_BRACKETED_YEAR = later(r"\(((?:19|20)\d\d)[a-z]?\)")
_UPDATED = (
    "lastmod",
    "updated",
    "modified",
    "last_modified_at",
    "article:modified_time",
    "datemodified",
    "date_modified",
    "last-modified",
)
_ADDRESS = later(r"(?:https?://|www\.)\S+")
_LATEST_DAYS = 2  # a day for the zones of time, another for the evening before


def find_relative_dates(document: Document) -> Iterator[Match]:
    """Yield the dates in entries that count back from the day somebody looked: “published 5 days ago”."""
    for one in standing(document).lists:
        for entry in one.entries:
            match = _RELATIVE.search(document.data, entry.start, entry.end) if entry.end - entry.start < 1500 else None
            if match:
                start, end = match.span("ago")
                yield Match(match.start("verb") if match["verb"] else start, end)


def find_entries_after_text(document: Document) -> Iterator[Match]:
    """Yield entries whose own date is later than the day that the document itself bears in its metadata."""
    written = _day_of_text(document)
    if written is None:
        return
    for one in standing(document).lists:
        if one.kind == "footnotes":
            continue
        for entry in one.entries:
            found = _day_of_entry(entry)
            if found and (found - written).days > _LATEST_DAYS:
                yield Match(entry.start, entry.end, values={"date": found.isoformat(), "written": written.isoformat()})


def _day_of_text(document: Document) -> date | None:
    """Give the latest day that the metadata name: a text that was brought up to date may cite what came since."""
    extra = {key.lower(): value for key, value in document.metadata.extra.items()}
    named = [document.metadata.date, *(extra[key] for key in _UPDATED if key in extra)]
    if not named[0]:
        return None
    days = [_day(str(value)) for value in named if value]
    return None if None in days else max(day for day in days if day)


def _day_of_entry(entry: Reference) -> date | None:
    """Give the day of an entry; the first of January for a year in brackets alone, of the month for a month alone."""
    words = str(getattr(entry.fields, "words", ""))
    title = entry.fields.get("title", "")
    plain = without_access(_ADDRESS.sub(" ", words.replace(title, " ") if title else words))
    bracketed = _BRACKETED_YEAR.search(plain)
    full = _day(plain)
    if bracketed and "author" in entry.fields:
        year = int(bracketed[1])
        return full if full and full.year == year else date(year, 1, 1)
    return full


def _day(words: str) -> date | None:
    iso = _ISO.search(words)
    if iso:
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    found = _DAY_FIRST.search(words)
    if found:
        return _date(int(found[3]), _month(found[2]), int(found[1]))
    found = _MONTH_FIRST.search(words)
    return _date(int(found[3]), _month(found[1]), int(found[2] or 1)) if found else None


def _month(name: str) -> int:
    short = name[:3].lower()
    return _SHORT_MONTHS.index(short) + 1 if short in _SHORT_MONTHS else 0


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:  # a season, the 31st of June
        return None


_PERIOD = later(
    rf"{MONTH}|\b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\b(?:19|20)\d\d-\d\d"
    r"|\b(?:no|vol|issue|iss)\b\.?\s?\d|\d\s?\(\d",
    re.IGNORECASE,
)
_WHOLE_YEAR = later(r"(?:19|20)\d\d[a-z]?")
_PARTS = later(r"\s[|–—-]\s|[.,;:()\[\]|“”\"«»*_]+")


def find_year_only_news(document: Document, *, papers: list[str]) -> Iterator[Match]:
    """Yield entries from one of ``papers`` (lower case, no article) with a year and no day, month, page or address."""
    known = frozenset(papers)
    for one in standing(document).lists:
        if one.kind == "footnotes":
            continue
        for entry in one.entries:
            if entry.end - entry.start < 600 and _is_year_only(entry, known):
                yield Match(entry.start, entry.end)


def _is_year_only(entry: Reference, papers: frozenset[str]) -> bool:
    fields = entry.fields
    if any(name in fields for name in ("url", "doi", "isbn", "pages", "volume")) or not _WHOLE_YEAR.fullmatch(
        fields.get("date", "")
    ):
        return False
    words = str(getattr(fields, "words", ""))
    title = fields.get("title", "")
    behind = words[words.find(title) + len(title) :] if title else ""
    parts = {part.strip().lower().removeprefix("the ") for part in _PARTS.split(behind)}
    return bool(parts & papers) and not _PERIOD.search(words.replace(title, " "))
