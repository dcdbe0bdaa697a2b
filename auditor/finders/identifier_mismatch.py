"""Entries that contradict their own identifier or address: another year, another venue, another outlet than they name."""

from __future__ import annotations

import re

from auditor.domains import registered_domain
from auditor.finders.standing import standing
from auditor.lexicon import later
from auditor.model import Match
from auditor.model.made import NamedTuple
from auditor.text.fields.dates import MONTH, OPENS_DATE, without_access
from auditor.text.issued import doi_in, latest_of_pubmed, years_of_address, years_of_doi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.document import Document
    from auditor.model import Reference, ReferenceList

_CUE = later(rb"10\.\d{4}|arxiv|pmid|://|www\.", re.IGNORECASE)
_LOCATOR = later(r"(?:https?://|www\.)\S+|\bdoi[:\s]\s*10\.\S+|\b10\.\d{4,9}/\S+|\barXiv[:\s]\s*\S+", re.IGNORECASE)
_LOCATOR_CUES = ("//", "www", "10.", "arxiv")  # one of which each of them holds
_YEAR = later(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
# The entry's own date: in brackets, with its month, or at the end of the line; any other year may be the title's
_OWN_DATE = later(
    rf"(?=[(,]|{OPENS_DATE})(?:\((?:[^()]{{0,24}}\s)?(?P<round>(?:1[5-9]|20)\d\d)[a-z]?(?:,[^()]{{0,24}})?\)|{MONTH}\s(?:\d{{1,2}},?\s)?(?P<month>(?:1[5-9]|20)\d\d)\b"
    r"|(?<![\w-])(?P<iso>(?:19|20)\d\d)-[01]\d-[0-3]\d(?!\d)|,\s(?P<last>(?:19|20)\d\d)[.,]?\s*$)"
)
_PMID = later(r"(?:\bPMID[:\s]\s*|pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{4,8})\b", re.IGNORECASE)
_ARXIV = later(r"\barxiv(?:[:.]\s?|\.org/(?:abs|pdf)/)(\d\d)(0[1-9]|1[0-2])\.\d{4,5}", re.IGNORECASE)
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
_NAMED = later(r"\b(?:Conference|Symposium|Workshop|Journal|Transactions|Annals|Bulletin|Letters|Magazine|Review)\b")
_BESIDE = later(r"(?i:workshop|companion)|\b[A-Z]{3,}W\b")
_LONGEST_WAIT = 39  # months from a preprint to the end of the year of the conference that takes it; journals may take longer


class Stated(NamedTuple):
    """What an entry says without its addresses: the years in it, its own one (0 for none), and its words behind the title."""

    years: frozenset[int]
    dated: int
    behind: str


class Known(NamedTuple):
    """Facts of publishing: names of conferences, words of their full names, their years, publishers of DOIs, homes of outlets."""

    venues: Mapping[str, str]
    names: Mapping[str, frozenset[str]]
    held: Mapping[str, frozenset[str]]
    publishers: Mapping[str, str]
    issuers: Mapping[str, frozenset[str]]
    homes: Mapping[str, frozenset[str]]


def find_identifier_mismatches(
    document: Document,
    *,
    venues: list[str],
    outlets: list[str],
    full_names: list[str],
    held: list[str],
    publishers: list[str],
    issuers: list[str],
) -> Iterator[Match]:
    """Yield entries whose DOI, arXiv number or address names another year, venue, publisher or outlet than the entry does.

    ``venues`` are the short names of conferences, as written in entries; ``full_names`` are lines “AAAI: word, other word” with
    words of which each full name has one; ``held`` lines “ICCV: odd” (even, odd, or years, the last one “2013-”) tell when.
    ``publishers`` are lines “10.1038: Springer Nature”; ``issuers`` “nature: 10.1038, 10.2307” say whose DOIs the articles of a
    journal or conference have, of those publishers. ``outlets`` are lines “domain: name, other name”.
    """
    known = Known(
        {name.upper(): name for name in venues},
        _lines(full_names),
        _lines(held),
        {prefix: name for line in publishers for prefix, _, name in [line.partition(": ")]},
        _lines(issuers),
        _lines(outlets),
    )
    for one in standing(document).lists:
        if one.kind == "footnotes" or not (_CUE.search(document.data, one.start, one.end) or _names_one(document, one, held)):
            continue
        for entry in one.entries:
            if entry.end - entry.start < 1500:
                why = _contradiction(entry, known)
                if why:
                    yield Match(entry.start, entry.end, values={"why": why})


def _names_one(document: Document, one: ReferenceList, held: list[str]) -> bool:
    """Tell whether a list without identifiers names a conference whose years are known."""
    words = document.data[one.start : one.end]
    return any(line.partition(":")[0].encode() in words for line in held)


def _lines(lines: list[str]) -> dict[str, frozenset[str]]:
    """Give what stands behind the colon of each line, in lower case, by what stands before it."""
    pairs = (line.split(":", 1) for line in lines)
    return {key.strip(): frozenset(name.strip().lower() for name in names.split(",")) for key, names in pairs}


def _contradiction(entry: Reference, known: Known) -> str:
    words = str(getattr(entry.fields, "words", ""))
    url = entry.fields.get("url", "")
    where = f"{words} {url}"
    doi = doi_in(where)
    stated = _stated(words, entry.fields.get("title", ""))
    named = _written(stated.behind, known.venues)
    return (
        (stated.dated and (_by_identifier(where, doi, stated, named) or _by_address(url, stated)))
        or (doi and (_by_venue(doi, named, stated.behind, known) or _by_publisher(doi, named, stated.behind, known)))
        or (stated.dated and _by_calendar(named, stated, known))
        or _by_outlet(url, stated.behind, known.homes)
    )


def _stated(words: str, title: str) -> Stated:
    lower = words.lower()
    plain = without_access(_LOCATOR.sub(" ", words) if any(cue in lower for cue in _LOCATOR_CUES) else words)
    at = plain.find(title) if title else -1
    behind = plain[at + len(title) :] if at >= 0 else ""
    own = _OWN_DATE.search(plain[:at] if at > 0 else "") or _OWN_DATE.search(behind)
    dated = int(next(year for year in own.groups() if year)) if own else 0
    return Stated(frozenset(map(int, _YEAR.findall(plain))), dated, behind)


def _by_identifier(where: str, doi: str, stated: Stated, named: frozenset[str]) -> str:
    preprint = _ARXIV.search(where)
    if preprint:
        year, month = 2000 + int(preprint[1]), int(preprint[2])
        late = max(stated.years) + (month < 4) < year  # a paper of December may be posted in the spring
        waited = (min(stated.years) - year) * 12 + 12 - month
        if year < 2060 and (late or (named and waited >= _LONGEST_WAIT)):
            return f"its arXiv number is of {year}, the entry of {stated.dated}"
    pubmed = _PMID.search(where)
    last = latest_of_pubmed(int(pubmed[1])) if pubmed else 0
    if last and min(stated.years) > last:
        return f"its PubMed number was given out by {last}, the entry is of {stated.dated}"
    told = years_of_doi(doi)
    if told and all(not told.first <= said <= told.last for said in stated.years):
        return f"its DOI is of {told.year}, the entry of {stated.dated}"
    return ""


def _by_address(url: str, stated: Stated) -> str:
    """Compare the day in the address of a news page; files are stored when they are uploaded, not when they are written."""
    told = years_of_address(url)
    if told and all(not told.first <= said <= told.last for said in stated.years):
        return f"its address is of {told.year}, the entry of {stated.dated}"
    match = _URL_DATE.search(url)
    if match is None or _STORED.search(url) or "archive" in url[: match.start("year")]:
        return ""
    year = int(match["year"])
    month = int(match["month"]) if match["month"].isdigit() else _MONTHS.index(match["month"].lower()) + 1
    near = {year, year + 1} if month == 12 else {year, year - 1} if month == 1 else {year}
    return "" if stated.years & near else f"its address is of {year}, the entry of {stated.dated}"


def _written(behind: str, venues: Mapping[str, str]) -> frozenset[str]:
    """Give the conferences that an entry names behind its title."""
    words = re.findall(r"\b[A-Z][A-Za-z]{2,}(?=\b|['’]?\d)", behind)
    return _venues([word for word in words if venues.get(word.upper()) == word], venues)


def _by_venue(doi: str, named: frozenset[str], behind: str, known: Known) -> str:
    of_doi = _venues(re.findall(r"[a-z]{3,}", doi.split("/", 1)[1]), known.venues)
    if not of_doi or not behind or of_doi & named or (of_doi <= _ANTHOLOGY and "ACL" in named):
        return ""
    if not named:
        lower = behind.lower()
        full = [known.names.get(key) for key in of_doi]
        venue = _NAMED.search(behind)
        if venue is None or any(names is None or any(name in lower for name in names) for names in full):
            return ""
        other = " ".join(_SPLIT.split(behind[: venue.start()])[-1].split() + _SPLIT.split(behind[venue.start() :])[0].split())
        return f"its DOI is of {_spelt(of_doi, known.venues)}, the entry of “{other}”"
    return f"its DOI is of {_spelt(of_doi, known.venues)}, the entry of {_spelt(named, known.venues)}"


def _by_publisher(doi: str, named: frozenset[str], behind: str, known: Known) -> str:
    """Compare whose DOI it is with the journal or the conference that the entry names; libraries number anybody's articles."""
    prefix = doi.split("/", 1)[0]
    publisher = known.publishers.get(prefix)
    if publisher is None:
        return ""
    parts = [part.strip() for part in _SPLIT.split(behind)]
    venues = [known.venues[key] for key in named] if not _BESIDE.search(behind) else []
    places = [part for part in (*parts, *venues) if _plain(part) in known.issuers]
    if not places or any(prefix in known.issuers[_plain(place)] for place in places):
        return ""
    return f"its DOI is of {publisher}, the entry of {places[0]}"


def _plain(name: str) -> str:
    return name.lower().removeprefix("the ")


def _by_calendar(named: frozenset[str], stated: Stated, known: Known) -> str:
    """Compare the year of an entry with those in which its conference was held."""
    if len(named) != 1 or stated.years != {stated.dated} or _BESIDE.search(stated.behind):
        return ""
    (key,) = named
    name = known.venues.get(key, key)
    years = known.held.get(name)
    return f"there was no {name} in {stated.dated}" if years and not _is_among(stated.dated, years) else ""


def _is_among(year: int, years: frozenset[str]) -> bool:
    """Tell whether a year is one of some: “even”, “odd”, “2013”, “2013-” (since then)."""
    since = [int(one[:-1]) for one in years if one.endswith("-")]
    return ("even", "odd")[year % 2] in years or str(year) in years or any(year >= first for first in since)


def _venues(words: list[str], venues: Mapping[str, str]) -> frozenset[str]:
    return frozenset(_ALIASES.get(word.upper(), word.upper()) for word in words if word.upper() in venues)


def _spelt(keys: frozenset[str], venues: Mapping[str, str]) -> str:
    return " and ".join(sorted(venues.get(key, key) for key in keys))


def _by_outlet(url: str, behind: str, homes: Mapping[str, frozenset[str]]) -> str:
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
