"""Entries that contradict their own identifier or address: another year, another venue, another outlet than they name."""

from __future__ import annotations

import re
from typing import NamedTuple

from auditor.domains import registered_domain
from auditor.finders.standing import standing
from auditor.lexicon import later
from auditor.model import Match
from auditor.text.fields.dates import ACCESS, MONTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Reference

_CUE = later(rb"10\.\d{4}|arxiv|://|www\.", re.IGNORECASE)
_LOCATOR = later(r"(?:https?://|www\.)\S+|\bdoi[:\s]\s*10\.\S+|\b10\.\d{4,9}/\S+|\barXiv[:\s]\s*\S+", re.IGNORECASE)
_YEAR = later(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# The entry's own date: in brackets, with its month, or at the end of the line; any other year may be the title's
_OWN_DATE = later(
    rf"\((?:[^()]{{0,24}}\s)?(?P<round>(?:1[5-9]|20)\d\d)[a-z]?(?:,[^()]{{0,24}})?\)|{MONTH}\s(?:\d{{1,2}},?\s)?(?P<month>(?:1[5-9]|20)\d\d)\b"
    r"|(?<![\w-])(?P<iso>(?:19|20)\d\d)-[01]\d-[0-3]\d(?!\d)|,\s(?P<last>(?:19|20)\d\d)[.,]?\s*$"
)
_DOI = later(r"\b(10\.\d{4,9}/[^\s<>\"“”]+)", re.IGNORECASE)
_ARXIV = later(r"\barxiv(?:[:.]\s?|\.org/(?:abs|pdf)/)(\d\d)(0[1-9]|1[0-2])\.\d{4,5}", re.IGNORECASE)
# What an identifier says of its year: the pattern, what is added to the number, and how many years before and after are right.
_DATED = (
    (later(r"/aaai\.v(\d{1,3})i\d", re.IGNORECASE), 1986, 0, 0),  # the volumes of the AAAI conference count its years
    (later(r"/[A-Z]{3,12}\d{4,5}\.((?:19|20)\d\d)\.", re.IGNORECASE), 0, 1, 1),  # IEEE: the conference, its number, its year
    (later(r"10\.18653/v1/((?:19|20)\d\d)\.[a-z]"), 0, 1, 1),  # ACL Anthology
    (later(r"10\.24963/ijcai\.((?:19|20)\d\d)/"), 0, 1, 1),
    (later(r"/s\d{5}-0(\d\d)-\d{5}-\w", re.IGNORECASE), 2000, 0, 3),  # Springer and Nature: when it was accepted
    (later(r"10\.1016/j\.[a-z]+\.((?:19|20)\d\d)\.(?:0[1-9]|1[0-2])\.\d{3}"), 0, 0, 4),  # Elsevier: the same
    (later(r"10\.1101/(20\d\d)\.(?:0[1-9]|1[0-2])\."), 0, 0, 9),  # bioRxiv, medRxiv: when it was posted
)
_URL_DATE = later(
    r"://[^/\s]+/(?:[\w-]+/){0,3}(?P<year>(?:19|20)\d\d)/(?P<month>0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/",
    re.IGNORECASE,
)
_STORED = later(
    r"/(?:uploads?|files?|assets|media|images?|sites|static|content|storage|docs|documents|pdfs?)/|\.pdf\b", re.IGNORECASE
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_SPLIT = later(r"\s[|–—-]\s|[.,;:()\[\]|“”\"«»*_]+")
_ANTHOLOGY = frozenset({"ACL", "EMNLP", "NAACL", "EACL", "COLING", "CONLL", "TACL"})  # their publisher is the ACL
_ALIASES = {"NIPS": "NEURIPS", "THEWEBCONF": "WWW"}


class Stated(NamedTuple):
    """What an entry says without its addresses: the years in it, its own one (0 for none), and its words behind the title."""

    years: frozenset[int]
    dated: int
    behind: str


def find_identifier_mismatches(document: Document, *, venues: list[str], outlets: list[str]) -> Iterator[Match]:
    """Yield entries whose DOI, arXiv number or address names another year, venue or outlet than the entry does.

    ``venues`` are the short names of conferences, as written in entries; ``outlets`` are lines “domain: name, other name”.
    """
    known = {name.upper(): name for name in venues}
    homes = _homes(outlets)
    for one in standing(document).lists:
        if one.kind == "footnotes" or not _CUE.search(document.data, one.start, one.end):
            continue
        for entry in one.entries:
            if entry.end - entry.start < 1500:
                why = _contradiction(entry, known, homes)
                if why:
                    yield Match(entry.start, entry.end, values={"why": why})


def _homes(outlets: list[str]) -> dict[str, frozenset[str]]:
    """Give the names of each outlet by its domain, in lower case."""
    pairs = (line.split(":", 1) for line in outlets)
    return {domain.strip(): frozenset(name.strip().lower() for name in names.split(",")) for domain, names in pairs}


def _contradiction(entry: Reference, venues: dict[str, str], homes: dict[str, frozenset[str]]) -> str:
    words = str(getattr(entry.fields, "words", ""))
    url = entry.fields.get("url", "")
    where = f"{words} {url}"
    stated = _stated(words, entry.fields.get("title", ""))
    return (
        (stated.dated and (_by_identifier(where, stated) or _by_address(url, stated)))
        or _by_venue(where, stated.behind, venues)
        or _by_outlet(url, stated.behind, homes)
    )


def _stated(words: str, title: str) -> Stated:
    plain = ACCESS.sub(" ", _LOCATOR.sub(" ", words))
    at = plain.find(title) if title else -1
    behind = plain[at + len(title) :] if at >= 0 else ""
    own = _OWN_DATE.search(plain[:at] if at > 0 else "") or _OWN_DATE.search(behind)
    dated = int(next(year for year in own.groups() if year)) if own else 0
    return Stated(frozenset(map(int, _YEAR.findall(plain))), dated, behind)


def _by_identifier(where: str, stated: Stated) -> str:
    preprint = _ARXIV.search(where)
    if preprint:
        year, month = 2000 + int(preprint[1]), int(preprint[2])
        if year < 2060 and max(stated.years) + (month < 4) < year:  # a paper of December may be posted in the spring
            return f"its arXiv number is of {year}, the entry of {stated.dated}"
    doi = _DOI.search(where)
    for pattern, offset, before, after in _DATED if doi else ():
        match = pattern.search(f"/{doi[1]}" if doi else "")
        if match:
            year = offset + int(match[1])
            if all(not year - before <= said <= year + after for said in stated.years):
                return f"its DOI is of {year}, the entry of {stated.dated}"
    return ""


def _by_address(url: str, stated: Stated) -> str:
    """Compare the day in the address of a news page; files are stored when they are uploaded, not when they are written."""
    match = _URL_DATE.search(url)
    if match is None or _STORED.search(url) or "archive" in url[: match.start("year")]:
        return ""
    year = int(match["year"])
    month = int(match["month"]) if match["month"].isdigit() else _MONTHS.index(match["month"].lower()) + 1
    near = {year, year + 1} if month == 12 else {year, year - 1} if month == 1 else {year}
    return "" if stated.years & near else f"its address is of {year}, the entry of {stated.dated}"


def _by_venue(where: str, behind: str, venues: dict[str, str]) -> str:
    doi = _DOI.search(where)
    if doi is None or not behind:
        return ""
    bare = doi[1].split("/", 1)[1]
    of_doi = _venues(re.findall(r"[A-Za-z]{3,}", bare), venues)
    written = [word for word in re.findall(r"\b[A-Z][A-Za-z]{2,}(?=\b|['’]?\d)", behind) if venues.get(word.upper()) == word]
    named = _venues(written, venues)
    if not of_doi or not named or of_doi & named or (of_doi <= _ANTHOLOGY and "ACL" in named):
        return ""
    return f"its DOI is of {_spelt(of_doi, venues)}, the entry of {_spelt(named, venues)}"


def _venues(words: list[str], venues: dict[str, str]) -> frozenset[str]:
    return frozenset(_ALIASES.get(word.upper(), word.upper()) for word in words if word.upper() in venues)


def _spelt(keys: frozenset[str], venues: dict[str, str]) -> str:
    return " and ".join(sorted(venues.get(key, key) for key in keys))


def _by_outlet(url: str, behind: str, homes: dict[str, frozenset[str]]) -> str:
    here = homes.get(registered_domain(url)) if "//" in url and behind else None
    if here is None:
        return ""
    parts = {part.strip().lower().removeprefix("the ") for part in _SPLIT.split(behind)}
    if parts & here:
        return ""
    for domain, names in homes.items():
        if names & parts and not names & here:
            return f"its address is at {registered_domain(url)}, the entry names {domain}"
    return ""
