"""The day of publication, where a page or a dateline contradicts what the metadata say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from auditor.lexicon import later, lazy
from auditor.model import Match, Span
from auditor.text.published import MONTH, MONTHS, day_in_path, day_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_FIRST_WEB_YEAR = 1993  # no page was published before; “0001-01-01” is a field that nobody filled in
_SLACK = timedelta(days=3)  # a time zone, an embargo, a weekend
_DATELINE = lazy(
    r"(?m:^)(?-i:[A-Z][A-Z.'’ -]{2,30}(?:, [A-Z][A-Za-z. ]{1,20})?),? "
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thur?s?|Fri|Sat(?:ur)?|Sun)(?:day)?,? )?({MONTH}\.? [0-9]{{1,2}}(?:, [0-9]{{4}})?)"
    r"(?: \((?-i:[A-Z])[\w. /]{1,30}\))? ?(?:[—–]|--?)"
)
_DAY = later(r"([A-Za-z]+)\.? (\d{1,2})(?:, (\d{4}))?")
_OPENING = 400  # bytes in which a dateline stands


def find_date_conflict(document: Document) -> Iterator[Match]:
    """Yield the date of the metadata where it cannot be: before the web, still to come, or days away from that of the address."""
    written = document.metadata.date or ""
    published = day_of(written)
    if published is None or not document.whole_page:
        return
    said = day_in_path(document.metadata.url or document.url or "")
    if published.year < _FIRST_WEB_YEAR:
        why = "there was no web to publish it on"
    elif published > datetime.now(tz=UTC).date() + _SLACK:
        why = "that day is still to come"
    elif said is not None and abs(said - published) > _SLACK:
        why = f"the address says {said.isoformat()}"
    else:
        return
    yield _where(document, written, {"date": written, "why": why})


def find_dateline_conflict(document: Document) -> Iterator[Match]:
    """Yield the day of a dateline that is not within days of the date in the metadata."""
    published = day_of(document.metadata.date or "")
    found = _DATELINE.search(document.data, 0, min(_OPENING, len(document.data))) if published else None
    if found is None or published is None:
        return
    start, end = found.span(1)
    named = _DAY.fullmatch(document.words(start, end))
    days = [_near(named[1], int(named[2]), year) for year in _years(named[3], published)] if named else []
    known = [day for day in days if day is not None]
    if known and all(abs(day - published) > _SLACK for day in known):
        yield Match(start, end, values={"date": published.isoformat()})


def _years(year: str | None, published: date) -> tuple[int, ...]:
    """A dateline without a year names the nearest such day."""
    return (int(year),) if year else (published.year - 1, published.year, published.year + 1)


def _near(month: str, day: int, year: int) -> date | None:
    try:
        return date(year, MONTHS.index(month[:3].lower()) + 1, day)
    except ValueError:
        return None


def _where(document: Document, written: str, values: dict[str, str]) -> Match:
    """Report some metadata where they stand in the source, or at the opening where they are written otherwise there."""
    data = written.encode()
    at = document.source_data.find(data)
    if at >= 0:
        return Match(at, at + len(data), (Span(at, at + len(data)),), values, in_source=True)
    first = document.sentences[0] if document.sentences else Span(0, 0)
    return Match(first.start, first.end, values=values)
