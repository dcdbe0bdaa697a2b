"""What the network can be asked about a text: the addresses of its links, the identifiers and the words of its entries.

A target is a string: a URL, or ``doi:``, ``arxiv:``, ``pmid:``, ``isbn:`` or ``entry:`` with what follows. It is the key under
which the answer stands in the evidence of a document.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DOI = later(r"\b10\.\d{4,9}/[^\s\"<>“”]+")
_DOI_HOST = later(r"^https?://(?:dx\.|www\.)?doi\.org/(?=10\.)", re.IGNORECASE)
_ARXIV = later(r"(?:^|[:/\s])((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?(?:\.pdf)?(?:$|[\s,;\])?#])")
_ARXIV_HOST = later(r"^https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/", re.IGNORECASE)
_ARXIV_DOI = later(r"^10\.48550/arxiv\.(.+?)(?:v\d+)?$")
_PUBMED = later(r"^https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})\b", re.IGNORECASE)
_SCHEME = later(r"^https?://[^\s/]", re.IGNORECASE)
_YEAR = later(r"\b(?:1[5-9]|20)\d\d\b")
_TITLE_WORDS = 4  # a shorter title is the name of too many works to look for
_IN_PRINT = ("container", "volume", "pages", "publisher")


def of_link(target: str, base: str = "") -> str:
    """Give what to ask about a link: its DOI or PubMed number where the address is one, else its URL; nothing for mail.

    ``base`` is the address of the text, for links that are relative to it.

    >>> of_link("https://doi.org/10.1000/Ab%2Fc")
    'doi:10.1000/ab/c'
    """
    target = target.strip()
    if not _SCHEME.match(target):
        if not base or ":" in target.partition("/")[0] or target.startswith("#"):
            return ""
        target = urljoin(base, target)
    if _DOI_HOST.match(target):
        return of_doi(unquote(target.partition("?")[0].partition("#")[0]))
    if found := _PUBMED.match(target):
        return f"pmid:{found[1]}"
    return target if _SCHEME.match(target) else ""


def of_doi(words: str) -> str:
    """Give the target of the DOI in some words; nothing where there is none. An arXiv DOI is asked about at arXiv."""
    found = _DOI.search(words)
    if found is None:
        return ""
    doi = found[0].rstrip(".,;:'’*_")
    while doi.endswith((")", "]", "}")) and doi.count(doi[-1]) > doi.count({")": "(", "]": "[", "}": "{"}[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:")
    preprint = _ARXIV_DOI.match(doi.lower())
    return f"arxiv:{preprint[1]}" if preprint else f"doi:{doi.lower()}"


def of_entry(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Give the identifiers of an entry, as targets; where it has none and no address, the words by which it can be looked for."""
    found = dict.fromkeys(target for target in _identifiers(fields) if target)
    if found:
        return tuple(found)
    if "url" not in fields and (query := _query(fields)):
        return (f"entry:{query}",)
    return ()


def _identifiers(fields: Mapping[str, str]) -> Iterator[str]:
    url = fields.get("url", "")
    yield of_doi(fields.get("doi", "") or (unquote(url) if "doi" in url.lower() else ""))
    preprint = _ARXIV.search(fields.get("arxiv", "")) or (_ARXIV.search(url) if _ARXIV_HOST.match(url) else None)
    if preprint:
        yield f"arxiv:{preprint[1]}"
    pmid = re.sub(r"\D", "", fields.get("pmid", ""))
    if pmid:
        yield f"pmid:{pmid}"
    elif found := _PUBMED.match(url):
        yield f"pmid:{found[1]}"
    isbn = re.sub(r"[^0-9Xx]", "", fields.get("isbn", "")).upper()
    if len(isbn) in (10, 13):
        yield f"isbn:{isbn}"


def _query(fields: Mapping[str, str]) -> str:
    """Give author, title, venue and year of an entry that an index of literature should know; nothing for news and short titles."""
    title = " ".join(fields.get("title", "").split())
    known = sum(key in fields for key in _IN_PRINT)
    if len(title.split()) < _TITLE_WORDS or "author" not in fields or not ("volume" in fields or "pages" in fields or known > 1):
        return ""
    year = _YEAR.search(fields.get("date", ""))
    parts = (fields["author"], title, fields.get("container", ""), year[0] if year else "")
    return " | ".join(" ".join(part.split()) for part in parts)[:600]
