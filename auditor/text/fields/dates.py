"""The date of a reference: right after its authors, or somewhere behind its title."""

from __future__ import annotations

import re

from auditor.lexicon import later

MONTH = (
    r"(?:Jan(?:uary|vier|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch|s)?|März|Apr(?:il)?|May|Mai|févr|janv|avr|juil|June?|Juni|July?|Juli|Aug(?:ust)?"
    r"|Sept?(?:ember|embre)?|O[ck]t(?:ober|obre)?|Nov(?:ember|embre)?|De[cz](?:ember|embre)?|janvier|février|mars|avril|mai|juin"
    r"|juillet|août|septembre|octobre|novembre|décembre|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre"
    r"|ottobre|dicembre|enero|febrero|abril|mayo|junio|julio|septiembre|octubre|noviembre|diciembre"
    r"|[Ss]pring|[Ss]ummer|[Aa]utumn|Fall|[Ww]inter)\b\.?"
)
YEAR = r"(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?\d{2,4}(?!\d))?[a-z]?(?![\d\w])"
LATER_ON = (
    r"n\.\s?d\.?|ND(?=\.)|s\.\s?d\.|o\.\s?J\.|[Ii]n\s[Pp]ress|[Ff]orthcoming|[Uu]nder\s[Rr]eview|[Ss]ubmitted|[Ii]n\s[Pp]reparation"
    r"|à\sparaître"
)
_DAYS = r"\d{1,2}(?:st|nd|rd|th|er|\.)?(?:\s?[-–/]\s?\d{1,2})?"
_FULL = (
    rf"{MONTH}(?:\s?[-–/]\s?{MONTH})?\s(?:{_DAYS},?\s)?{YEAR}|(?:{_DAYS}\s(?:de\s)?)?{MONTH}(?:\s?[-–/]\s?{MONTH})?(?:,|\sde)?\s{YEAR}"
    rf"|(?<![\d/:.–-])(?:1[5-9]|20)\d\d[a-z]?[,.]?\s\(?{MONTH}(?:\s{_DAYS}(?!\d))?\)?"
    r"|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b|\b(?:19|20)\d\d-(?:0\d|1[0-2])-[0-3]\d\b"
)
OPENS_DATE = (
    r"(?=[\dJFMASONDWjfmasondglew])"  # the first characters of days, months and years: to look at them first halves the time
)
DATE = later(rf"{OPENS_DATE}(?:{_FULL}|(?<![\w/:.–-]){YEAR}(?![\w/]|\.\d|[-–]\d))")
_JOINED = later(r"(?<=[,;:.) ])\s?((?:19|20)\d\d[a-z]?)(?=\s?[;:(]\s?\d|\)|[.,;:]?\s|\s*$)|\(((?:1[5-9]|20)\d\d[a-z]?)\)")
_UNDATED = later(rf"\b(?:{LATER_ON})(?!\w)")
_DAY_ALONE = later(
    rf"(?<![\w.])(?:{MONTH}\s{_DAYS}(?![\d\w])|{_DAYS}\s{MONTH}(?=\s?[.,;:)(]|\s*$)|(?<=[.,;]\s){MONTH}(?=\s?[.;)]|\s*$|\s\())"
)
_RANGE = later(r"\d{4}\s?[-–/]\s?\d{2,4}$")
_PAGES_BEFORE = later(r"(?:\bpp?\.?|\bS\.|[:,]|\d\(\d+\)[:,]?)\s*$")
_ACCESS = later(
    r"[\[(]?\b(?:[Aa]ccessed|[Rr]etrieved|[Vv]iewed|[Vv]isited|[Cc]onsult(?:ed|é|ado)|[Aa]vailable|[Cc]ited|[Aa]cesso|[Dd]isponib?le"
    r"|[Dd]isponível|[Rr]ecuperado|[Rr]écupéré|[Aa]bruf|[Aa]bgerufen|[Aa]ufgerufen|[Zz]ugriff|[Zz]uletzt|[Ll]ast [Aa]ccess"
    r"|[Cc]onsultato|[Gg]eraadpleegd|[Dd]iakses|[Hh]ämtad|[Dd]ostęp|дата обращения)\b.*$"
)
_ACCESS_CUES = (
    "ccess etrieved iewed isited onsult vailable ited isponib isponív ecuperado écupéré bruf gerufen ugriff uletzt cesso"
    " eraadpleegd iakses ämtad ostęp обращения"
).split()
AFTER_NAMES = later(
    rf"[,.:]?\s*(?:\((?P<round>(?:{YEAR}|{MONTH}[^()]{{0,20}}{YEAR}|{_DAYS}\s{MONTH},?\s{YEAR}|{LATER_ON})(?:[,;]?\s[^()]{{1,30}})?)\)"
    rf"(?:\s?\[[12]\d{{3}}\])?\s?[.,:;]*"
    rf"|(?P<bare>{YEAR}|{LATER_ON})(?:\s?\[[12]\d{{3}}\])?(?=\s?[.,:;]|\s+[“\"«‘'„A-ZÀ-ÞĀ-ŽА-Я¿¡])(?:\s?[.,:;]+)?"
    rf"|\[(?P<square>{YEAR})\]\s?[.,:;]*)\s*"
)
_TRIM = " .,;:()[]–—|"


def without_access(words: str) -> str:
    """Give the words of an entry without those that tell when it was read, and all behind them."""
    return _ACCESS.sub(" ", words) if any(cue in words for cue in _ACCESS_CUES) else words


def add_date(words: str, fields: dict[str, str]) -> None:
    """Take the date that stands in ``words``, if there is none yet: the most exact one, and of years the last; no page range."""
    if "date" in fields:
        return
    plain = without_access(words)
    dates = [m for m in DATE.finditer(plain) if not _is_pages(plain, m)]
    if dates:
        best = max(
            dates, key=lambda m: (bool(re.search(r"[^\W\d]{3}|\d[./-]\d+[./-]\d", m[0])), not _RANGE.search(m[0]), m.start())
        )
        fields["date"] = best[0].strip(_TRIM)
        return
    joined = [m for m in _JOINED.finditer(plain) if not _is_pages(plain, m)]
    if joined:
        fields["date"] = (joined[-1][1] or joined[-1][2]).strip(_TRIM)
        return
    undated = _UNDATED.search(plain)
    if undated:
        fields["date"] = undated[0].strip(" ,")


def add_day(rest: str, fields: dict[str, str]) -> None:
    """Join the month and day that a newspaper's entry has behind the name of the paper to the year behind its author."""
    if re.fullmatch(r"(?:19|20)\d\d[a-z]?", fields.get("date", "")):
        day = _DAY_ALONE.search(without_access(rest))
        if day and not re.match(r"\s?,?\s(?:19|20)\d\d", rest[day.end() :]):
            fields["date"] += f" {day[0].strip(_TRIM)}"


def _is_pages(words: str, match: re.Match[str]) -> bool:
    """Tell the pages 1798–1806 from the years 1998–99: pages follow a volume, a colon or “pp.”."""
    if not _RANGE.search(match[0]):
        return bool(re.search(r"\b(?:pp?\.|S\.|no\.|No\.)\s?$", words[: match.start()]))
    low, high = re.split(r"\s?[-–/]\s?", match[0].rstrip("abcdefgh"), maxsplit=1)
    whole = int(high) if len(high) == 4 else int(low[: 4 - len(high)] + high)
    return not int(low) < whole <= int(low) + 60 or bool(_PAGES_BEFORE.search(words[: match.start()]))
