"""Identifiers of sources that cannot exist: wrong check digits, wrong form, months beyond December."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from auditor.finders.standing import standing
from auditor.lexicon import later
from auditor.model import Match
from auditor.text.issued import doi_in, is_arxiv_number, never_issued

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.document import Document
    from auditor.model import Reference

_CUE = later(rb"isbn|issn|doi|pmid|arxiv|10\.\d", re.IGNORECASE)
_ISBN = later(
    rb"\bISBN(?:-?1[03])?(?:\ \(\w+\))?[:\s]*((?:97[89][- \xe2\x80\x90-\x93]*)?\d[\d -]{6,15}[\dXx])(?![\d-])",
    re.IGNORECASE,
)
_ISSN = later(rb"\b[ep]?-?ISSN[:\s]*(\d{4}-?\d{3}[\dXx])(?![\d-])", re.IGNORECASE)
_DOI = later(rb"(?:\bdoi[:\s]\s*|\bdoi\.org/)(?!https?:|\(|doi)([^\s\]),;\"<>]{3,})", re.IGNORECASE)
_ANY_DOI = later(rb"(?<![\w.])10\.\d{4,9}/[^\s<>\"]{2,}")
_PMID = later(rb"\bPMID[:\s]*(\d+)", re.IGNORECASE)
_ARXIV = later(rb"\barXiv(?:[:\s]\s*|\.org/(?:abs|pdf)/)(\d{4}\.\d{3,6})(?!\d)", re.IGNORECASE)
_DOI_FORM = later(rb"10\.\d{4,9}(?:\.\d+)*/\S+")
_PARTED_DOI = later(rb"10\.(?:\d{4,9}/?)?")  # a space came into it where a line broke: the rest stands behind
_LONGEST_PMID = 8
_FIVE_DIGITS_SINCE = 1501  # arXiv numbers have five digits since January 2015, four before
_FIRST_ARXIV = 704


def find_bad_identifiers(document: Document) -> Iterator[Match]:
    """Yield the identifiers of entries whose check digit, form or prefix is wrong."""
    data = document.data
    for one in standing(document).lists:
        if not _CUE.search(data, one.start, one.end):
            continue
        for entry in one.entries:
            for name, pattern, is_wrong in _KINDS:
                for match in pattern.finditer(data, entry.start, entry.end):
                    if is_wrong(match[1]):
                        start, end = match.span(1)
                        yield Match(start, end, values={"kind": name, "why": ""})
            yield from _never_issued(data, entry)


def _never_issued(data: bytes, entry: Reference) -> Iterator[Match]:
    for match in _ANY_DOI.finditer(data, entry.start, entry.end):
        doi = doi_in(match[0].decode("utf-8", "replace"))
        why = never_issued(doi) if doi else ""
        if why:
            yield Match(match.start(), match.start() + len(doi.encode()), values={"kind": "DOI", "why": f" ({why})"})


def _wrong_isbn(raw: bytes) -> bool:
    from stdnum import isbn  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415 — few lists have one

    digits = re.sub(rb"[^0-9Xx]", b"", raw).decode()
    return not isbn.is_valid(digits)


def _wrong_issn(raw: bytes) -> bool:
    from stdnum import issn  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415 — few lists have one

    return not issn.is_valid(raw.decode())


def _wrong_doi(raw: bytes) -> bool:
    """A DOI is ``10.``, a registrant of four digits and more, a slash and a suffix; words after “doi” are none."""
    return raw[:1].isdigit() and not _DOI_FORM.match(raw) and not _PARTED_DOI.fullmatch(raw)


def _wrong_pmid(raw: bytes) -> bool:
    return len(raw.lstrip(b"0")) > _LONGEST_PMID or not raw.strip(b"0")


def _wrong_arxiv(raw: bytes) -> bool:
    date, number = raw.split(b".")
    when = int(date)
    length = 5 if when >= _FIVE_DIGITS_SINCE else 4
    if not 1 <= when % 100 <= 12 or when < _FIRST_ARXIV or len(number) != length:
        return True
    today = datetime.now(tz=UTC).date() + timedelta(days=1)  # somewhere it is tomorrow
    return not is_arxiv_number(date.decode(), number.decode(), (today.year, today.month))


_KINDS: tuple[tuple[str, re.Pattern[bytes], Callable[[bytes], bool]], ...] = (
    ("ISBN", _ISBN, _wrong_isbn),
    ("ISSN", _ISSN, _wrong_issn),
    ("DOI", _DOI, _wrong_doi),
    ("PMID", _PMID, _wrong_pmid),
    ("arXiv number", _ARXIV, _wrong_arxiv),
)
