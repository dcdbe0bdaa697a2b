"""Entries that name no source: a template's placeholders, “various sources”, dates that cannot be."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from auditor.finders.standing import standing
from auditor.lexicon import later, lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_PLACEHOLDER = later(
    rb"""\b(?:19|20)XX\b|\bXXXX+|\b10\.x{3,}|\b10\.1234/(?:example|placeholder|xxx)|\b(?:INSERT|PASTE)[_ ][A-Z]{2,}\w*
    |\[(?:insert|add)\ [^\]]{2,40}\]
    |(?<![\w.-])(?:https?://)?(?:www\.)?example\.(?:com|org|net)\b(?:/[^\s)\]]*)?
    |(?<!PubMed\ )\[(?:URL|DOI|link|title|author|year|date|publisher|journal)(?:\ here)?\](?!\()
    |\[(?:Author|Title|Journal|Publisher|Website|Source|Article|Book)\ (?:name|title|here)s?\]|\bAuthor\ Name,
    |\bAuthor,\ A\.\ ?A\.|\bLast\ ?name,\ First\ ?name\b|\bFirst\ ?name\ Last\ ?name\b
    |\bFirst\ Author,\ Second\ A(?:uthor|nother)\b|\bAuthor\ One(?:,|\ and)\ Author\ Two\b
    |\b(?:Your|Paper|Article)\ (?:\w+\ ){0,3}Title\ Here\b
    |\bTitle\ of\ (?:the\ |an?\ )?(?:article|book|work|paper|source|report|web\ ?page)\b
    |\bName\ of\ (?:the\ )?(?:journal|publisher|website|newspaper)\b
    |\bJournal\ Name\b|\bPublisher\ Name\b|\bWebsite\ Name\b|\[Reference\ \d+[^\]]*\](?!\()""",
    re.VERBOSE | re.IGNORECASE,
)
_PERHAPS = lazy(  # where the other may match, thirty times as fast
    r"[12][09]XX|XXXX|10\.xxx|10\.1234/|(?:INSERT|PASTE)[_ ]|example\.(?:com|org|net)"
    r"|\[(?:insert|add|URL|DOI|link|title|author|year|date|publisher|journal|Website|Source|Article|Book|Reference)"
    r"|Author,? (?:Name|A\.|One)|(?:First|Last) ?name|First Author,|Title Here|Title of |Name of "
    r"|(?:Journal|Publisher|Website) Name"
)
_GENERIC = later(
    r"""(?:various|multiple|several|numerous|other|public|online|internet|web|news|media|government|official|academic
    |industry|expert|historical|general)?\s*
    (?:(?:online|internet|news|media|government|academic|industry|public|scientific|web)\s+)?
    (?:sources?|reports?|articles?|websites?|data|statistics|records|documents|archives|publications|studies
    |research|knowledge|media|interviews|internet|outlets|news|google|wikipedia|chatgpt)
    (?:\s+(?:and|&|,)\s+(?:\w+\s+)?(?:sources?|reports?|articles?|websites?|data|statistics|records|documents|archives|publications|studies|interviews|websites))?""",
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = later(r"\b(?:[12]\d{3})\b")
_SEEN = later(
    r"\b(?:accessed|retrieved|viewed"
    r"|visited)(?: on)?:?\s+(?:[A-Za-z]+\.? )?(?:\d{1,2},? )?(?:[A-Za-z]+\.?,? )?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def find_placeholder_entries(document: Document) -> Iterator[Match]:
    """Yield the words that a template left in an entry for somebody to fill in."""
    for one in standing(document).lists:
        for entry in one.entries:
            perhaps = _PERHAPS.find(document.data, entry.start, entry.end)[0] >= 0
            match = _PLACEHOLDER.search(document.data, entry.start, entry.end) if perhaps else None
            if match and not document.marked(*match.span(), "code"):
                yield Match(*match.span())


def find_generic_entries(document: Document) -> Iterator[Match]:
    """Yield entries that name a kind of source and no source: “various news reports”."""
    for one in standing(document).lists:
        if one.kind not in ("references", "further-reading"):
            continue
        for entry in one.entries:
            short = entry.end - entry.start <= 90 and not document.links_in(entry.start, entry.end)
            if short and is_generic(getattr(entry.fields, "words", "")):
                yield Match(entry.start, entry.end)


def is_generic(words: str) -> bool:
    """Tell whether the words of an entry name a kind of source and no source."""
    return bool(_GENERIC.fullmatch(words.strip(' .;“”"()') or "-"))


_NO_DAY = later(r"\b(30|31)(?:st|th)? (february)\b|\b(31)(?:st)? (april|june|september|november)\b", re.IGNORECASE)


def find_impossible_dates(document: Document) -> Iterator[Match]:
    """Yield entries dated in a year to come, or seen on the web in a year before they were published."""
    next_year = datetime.now(tz=UTC).year + 1
    for one in standing(document).lists:
        if one.kind == "footnotes":
            continue
        for entry in one.entries:
            words = document.words(entry.start, entry.end)
            date = entry.fields.get("date", "")
            no_day = _NO_DAY.search(words)
            if no_day:
                day, month = no_day[1] or no_day[3], no_day[2] or no_day[4]
                why = f"{month.capitalize()} has no day {day}"
                yield Match(entry.start, entry.end, values={"why": why})
                continue
            if "author" not in entry.fields or not _YEAR.match(date) or f"({date[:4]}" not in words:
                continue  # “Market outlook, 2040” is a title: only a year in brackets after names is surely the entry's own
            published = int(date[:4])
            if next_year < published < 2100:
                yield Match(entry.start, entry.end, values={"why": f"{published} is still to come"})
                continue
            seen = _SEEN.search(words)
            if seen and int(seen["year"]) < published:
                yield Match(entry.start, entry.end, values={"why": f"it was read in {seen['year']} and published in {published}"})
