"""What an identifier or an address says of itself: of which year it is, and whether it can have been given out at all.

Facts of publishers' schemes, each with the years in which a work so numbered may say that it appeared.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from auditor.lexicon import later
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DOI = later(r"\b(10\.\d{4,9}/[^\s<>\"“”]+)", re.IGNORECASE)
_Y = "((?:19|20)\\d\\d)"
_ISSN = r"\d{4}-?\d{3}[\dx]"


class Years(NamedTuple):
    """The year that an identifier names, and the years, from and to, in which its work may have appeared."""

    year: int
    first: int
    last: int


class _Scheme(NamedTuple):
    """A pattern whose group is a number; how that makes a year; how many years before and after are right."""

    pattern: re.Pattern[str]
    year: Callable[[int], int]
    before: int
    after: int


def _same(number: int) -> int:
    return number


def _short(number: int) -> int:
    """Give the year of two digits; what was numbered later by the year of its print may be as old as the forties."""
    return number + (2000 if number < 40 else 1900)


def _volume(offset: int) -> Callable[[int], int]:
    return lambda number: offset + number


def _half_yearly(number: int) -> int:
    return 1958 + number // 2  # Physical Review Letters: two volumes a year since July 1958


# The proceedings of the KDD conference since 2013, each held in August: ACM numbers everything in turn
_ACM = (2487575, 2623330, 2783258, 2939672, 3097983, 3219819, 3292500, 3394486, 3447548, 3534678, 3580305, 3637528, 3690624)


def _by_acm(number: int) -> int:
    return 2013 + bisect_left(_ACM, number)


# DOIs are compared in lower case. A year “before” is that of a proof or a conference, one “after” that of the printed issue.
_DOIS = (
    _Scheme(later(r"10\.1609/aaai\.v(\d{1,3})i\d"), _volume(1986), 0, 0),  # the volumes of the AAAI conference count its years
    _Scheme(later(rf"10\.1109/[a-z]{{3,12}}\d{{4,5}}\.{_Y}\."), _same, 1, 1),  # IEEE: conference, its number, its year
    _Scheme(  # the same until 2019; its journals are numbered so when a paper is accepted
        later(rf"10\.1109/(?:cvpr|iccv|wacv|icdm|icra|icassp|ijcnn|focs|icde|icse|icpr|infocom|ipdps)w?\.{_Y}\.\d"),
        _same,
        1,
        1,
    ),
    _Scheme(later(r"10\.1145/(2[4-9]\d{5}|3[0-6]\d{5})(?!\d)"), _by_acm, 1, 3),
    _Scheme(later(rf"10\.18653/v1/{_Y}\.[a-z]"), _same, 1, 1),  # ACL Anthology since 2020
    _Scheme(later(r"10\.(?:18653|3115)/v1/[a-z](\d\d)-\d{4}$"), _short, 1, 1),  # and before
    _Scheme(later(rf"10\.24963/ijcai\.{_Y}/"), _same, 1, 1),
    _Scheme(later(rf"10\.21437/[a-z_]+\.{_Y}-\d"), _same, 1, 1),  # Interspeech
    _Scheme(later(r"/s\d{5}-0(\d\d)-\d{4,5}-\w"), _volume(2000), 0, 3),  # Springer, Nature, BMC: when it was accepted
    _Scheme(later(rf"10\.1016/j\.[a-z]+\.{_Y}\.(?:0[1-9]|1[0-2])\.\d{{3}}"), _same, 0, 4),  # Elsevier: the same
    _Scheme(later(rf"10\.1016/s{_ISSN}\((\d\d)\)\d{{5}}-[\dx]$"), _short, 1, 2),  # and before 2002, and in The Lancet
    _Scheme(later(rf"10\.1111/j\.{_ISSN}\.{_Y}\.\d+\.x$"), _same, 1, 3),  # Blackwell
    _Scheme(later(rf"10\.1080/\d{{7}}[\dx]\.{_Y}\.\d{{5,8}}$"), _same, 1, 4),  # Taylor & Francis
    _Scheme(later(r"10\.1177/\d{7}[\dx](\d\d)\d{6}$"), _short, 1, 5),  # SAGE
    _Scheme(later(rf"10\.1590/s{_ISSN}{_Y}\d{{9}}$"), _same, 1, 1),  # SciELO
    _Scheme(later(rf"10\.3389/f[a-z]+\.{_Y}\.\d{{5,7}}$"), _same, 1, 2),  # Frontiers
    _Scheme(later(rf"10\.1001/jama[a-z]*\.{_Y}\.\d{{2,6}}$"), _same, 1, 2),
    _Scheme(later(rf"10\.1098/rs[a-z]{{2}}\.{_Y}\.\d{{4}}$"), _same, 0, 2),  # Royal Society
    _Scheme(later(rf"10\.1523/jneurosci\.\d{{4}}-\d\d\.{_Y}$"), _same, 1, 1),
    _Scheme(later(rf"10\.5194/[a-z]+-\d+-\d+-{_Y}$"), _same, 1, 1),  # Copernicus
    _Scheme(later(r"10\.1073/pnas\.\d{7}(\d{3})$"), _volume(1903), 1, 1),  # PNAS: the volume stands last
    _Scheme(later(r"10\.1103/physrevlett\.(\d{1,3})\.\d"), _half_yearly, 1, 1),
    _Scheme(later(rf"10\.(?:1101|64898)/{_Y}\.(?:0[1-9]|1[0-2])\."), _same, 0, 9),  # bioRxiv, medRxiv: when it was posted
    _Scheme(later(r"10\.20944/preprints(20\d\d)(?:0[1-9]|1[0-2])\.\d"), _same, 0, 9),
)
_ADDRESSES = (
    _Scheme(later(r"//(?:www\.)?jmlr\.org/papers/(?:volume|v)(\d{1,2})/"), _volume(1999), 1, 1),
    _Scheme(later(rf"//(?:proceedings|papers)\.(?:neurips|nips)\.cc/paper(?:_files/paper)?/{_Y}/"), _same, 0, 1),
    _Scheme(later(rf"//openaccess\.thecvf\.com/content(?:_[a-z]+_|/[a-z]+){_Y}/"), _same, 1, 1),
    _Scheme(later(rf"//(?:www\.)?aclanthology\.org/{_Y}\.[a-z]"), _same, 1, 1),
    _Scheme(later(r"//(?:www\.)?aclanthology\.org/[a-z](\d\d)-\d{4}"), _short, 1, 1),
)
# More papers than arXiv has numbered in any month of a year, by a tenth and more; PubMed's numbers at the end of some years
_MOST_PAPERS = {2007: 6000, 2008: 6500, 2009: 7000, 2010: 7700, 2011: 8300, 2012: 9000, 2013: 9999, 2014: 9999, 2015: 11_500}
_MOST_PAPERS |= {2016: 12_500, 2017: 13_500, 2018: 15_000, 2019: 16_500, 2020: 19_000, 2021: 19_500, 2022: 20_500, 2023: 23_500}
_MOST_PAPERS |= {2024: 26_500, 2025: 32_000}
_PUBMED = {
    8_000_000: 1995,
    9_000_000: 1997,
    10_600_000: 2000,
    15_600_000: 2005,
    20_000_000: 2010,
    25_500_000: 2015,
    30_500_000: 2019,
}
_PUBMED_LATE = 2  # years: PubMed takes in old articles at any time, but a new one never has an old number
_TEST_PREFIXES = frozenset({"6666", "7777", "8888", "9999"})  # only tests and made-up entries have them
_HIGHEST_PREFIX = 86_000  # in 2026 the registrars give out those above 10.68000 and, DataCite, above 10.83000
_ISSN_IN_DOI = later(
    r"10\.(?:1016/s|1111/j\.|1590/s)(\d{4}-?\d{3}[\dx])[.(\d]|10\.(?:1080/|1177/)(\d{7}[\dx])(?:\.\d{4}\.|\d{8}$)", re.IGNORECASE
)
_ISBN_IN_DOI = later(r"/(97[89](?:-?\d){10})(?![\d-]*\d{2})", re.IGNORECASE)


def doi_in(words: str) -> str:
    """Give the first DOI in some words, in lower case, without the point that ends the sentence; nothing where there is none."""
    found = _DOI.search(words)
    return found[1].rstrip(".,;:)'’*_]}").lower() if found else ""


def years_of_doi(doi: str) -> Years | None:
    """Give what a DOI in lower case says of its year.

    >>> years_of_doi("10.1016/s0140-6736(20)30183-5")
    Years(year=2020, first=2019, last=2022)
    """
    return next(_read(_DOIS, doi), None)


def years_of_address(url: str) -> Years | None:
    """Give what the address of proceedings says of their year.

    >>> years_of_address("http://jmlr.org/papers/v20/18-598.html")
    Years(year=2019, first=2018, last=2020)
    """
    return next(_read(_ADDRESSES, url.lower()), None)


def latest_of_pubmed(number: int) -> int:
    """Give the last year in which an article with a PubMed number can have appeared; 0 where the number is a newer one.

    >>> latest_of_pubmed(14_000_000), latest_of_pubmed(38_000_000)
    (2007, 0)
    """
    return next((year + _PUBMED_LATE for highest, year in _PUBMED.items() if number < highest), 0)


def is_arxiv_number(date: str, number: str, now: tuple[int, int]) -> bool:
    """Tell whether arXiv can have given out a number: its month has come (``now``: year, month), and had as many papers.

    >>> is_arxiv_number("2105", "01234", (2026, 1)), is_arxiv_number("2105", "81234", (2026, 1))
    (True, False)
    """
    year, month, count = 2000 + int(date[:2]), int(date[2:]), int(number)
    if (year, month) > now:
        return False
    return 0 < count <= _MOST_PAPERS.get(year, 99_999)


def _read(schemes: tuple[_Scheme, ...], words: str) -> Iterator[Years]:
    for scheme in schemes:
        found = scheme.pattern.search(words)
        if found:
            year = scheme.year(int(found[1]))
            yield Years(year, year - scheme.before, year + scheme.after)


def never_issued(doi: str) -> str:
    """Tell why a DOI cannot have been given out: its prefix, or the check digit of a number in it; nothing where it can.

    >>> never_issued("10.99999/abc"), never_issued("10.1038/171737a0")
    ('prefix 10.99999 was never given out', '')
    """
    prefix, _, suffix = doi.removeprefix("10.").partition("/")
    if prefix in _TEST_PREFIXES or (len(prefix) == 5 and prefix.isdigit() and int(prefix) >= _HIGHEST_PREFIX):
        return f"prefix 10.{prefix} was never given out"
    issn, isbn = _ISSN_IN_DOI.match(doi), _ISBN_IN_DOI.match(f"/{suffix}")
    if issn and not _is_issn(issn[1] or issn[2]):
        return f"the check digit of the ISSN in it, {issn[1] or issn[2]}, is wrong"
    if isbn and not _is_isbn(isbn[1]):
        return f"the check digit of the ISBN in it, {isbn[1]}, is wrong"
    return ""


def _is_issn(number: str) -> bool:
    from stdnum import issn  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415 — few entries have one

    return bool(issn.is_valid(number))


def _is_isbn(number: str) -> bool:
    from stdnum import isbn  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415 — few entries have one

    return bool(isbn.is_valid(number))
