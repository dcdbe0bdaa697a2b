"""The addresses and identifiers of a reference: what a reader can type in, cut out before the rest is read."""

from __future__ import annotations

import re

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# An address that was typeset may have a space: in its host after a full stop, in its path after a slash or a hyphen.
_PART = r"[^\s<>\"“”]"
_URL = later(
    r"(?:https?:\s?//\s?|ftp://|www\.(?:(?=\w)|\s(?=[\w-]+\.[a-z])))(?:[\w-]+\.(?:\s(?=(?:com|org|net|gov|edu)\b|[a-z][\w-]*\.[a-z]{2,}/))?)*"
    rf"(?:{_PART}*?(?:[/-]|/j\.)\s(?!https?:|www\.)(?=[a-z0-9_]{_PART}*[/._(-]{_PART}|[a-z]+\d{{5}}))*{_PART}+(?:\s(?=/\w){_PART}+)?"
)
_NO_SCHEME = later(  # as MLA writes addresses
    r"(?<![@\w./-])(?:[a-z0-9][\w-]*\.)+(?:com|org|net|edu|gov|int|info|eu|uk|de|fr|ca|au|ch|nl|ie|in|us)/[^\s<>\"“”]*[^\s<>\"“”.,;:)]"
)
_SPACED = later(r"\s+")
_DOI = later(
    r"\(?\b(?:doi|DOI)(?:\s?:\s?|\s)(?:https?:?\s?//(?:dx\.)?doi\.org/)?(?P<labelled>10\.\d{4,9}(?:\.\d+)*/\s?(?:[^\s,;\"“”]+?[./:-]\s(?=[a-z0-9][\w.>;-]*(?:[.,;:)\]]*$|[./:]\s?\w)))*[^\s\"“”]+"
    r"|[a-z]\w+(?:\.[\w-]+)+)"
    r"|(?<![/\w.])(?<!org/\s)(?P<plain>10\.\d{4,9}/[^\s<>\"“”,;]+)|\((?P<linked>https?://(?:dx\.)?doi\.org/10\.[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)",
)
_ISBN = later(r"\bISBN(?:-?1[03])?[:\s]*([0-9][0-9 –-]{8,16}[0-9Xx])", re.IGNORECASE)
_ISSN = later(r"\bISSN[:\s]*([0-9]{4}-?[0-9]{3}[0-9Xx])\b", re.IGNORECASE)
_ARXIV = later(
    r"\barXiv[: ]*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})|arxiv\.org/(?:abs"
    r"|pdf)/(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})",
    re.IGNORECASE,
)
_PMID = later(r"\bPMID[: ]*(\d{1,9})\b|pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})", re.IGNORECASE)
_IDENTIFIERS = (("isbn", _ISBN, "isbn"), ("issn", _ISSN, "issn"), ("arxiv", _ARXIV, "arxiv"), ("pmid", _PMID, "p"))
_ENDS_URL = ".,;:]>"
_ENDS_DOI = ".,;]>"


def take_locators(words: str, targets: Sequence[str], fields: dict[str, str]) -> str:
    """Add the URL, the DOI and other identifiers to ``fields``; give the words without the URL and the DOI, spaces folded.

    ``targets`` are the addresses of the links of the entry, which its words may not show.
    """
    targets = [target for target in targets if not target.startswith("#")]  # “↩” leads back to the text
    plain, doi = _without_doi(words)
    plain, url = _without_url(plain, shown=not targets)
    if url or targets:
        fields["url"] = url or next((target for target in targets if "://" in target), targets[0] if targets else "")
    if doi:
        fields["doi"] = doi
    lower = words.lower()
    for name, pattern, cue in _IDENTIFIERS:
        match = pattern.search(words) if cue in lower else None
        if match is None and targets and name in ("arxiv", "pmid"):
            match = next((m for m in map(pattern.search, targets) if m), None)
        if match:
            fields[name] = next(group for group in match.groups() if group)
    return " ".join(plain.split())


def _without_doi(words: str) -> tuple[str, str]:
    doi = _DOI.search(words) if "10." in words or "doi" in words or "DOI" in words else None
    if doi is None:
        return words, ""
    return f"{words[: doi.start()]} {words[doi.end() :]}", _closed(doi[0].strip("( "), _ENDS_DOI)


def _without_url(words: str, *, shown: bool) -> tuple[str, str]:
    """Take the first address out, and all others; one without a scheme only where no link of the entry has one (``shown``)."""
    url = _URL.search(words) if "//" in words or "www." in words else None
    if url:
        return _URL.sub(" ", words), _closed(_SPACED.sub("", url[0]), _ENDS_URL)
    bare = _NO_SCHEME.search(words) if shown and "/" in words else None
    return (f"{words[: bare.start()]} {words[bare.end() :]}", bare[0]) if bare else (words, "")


def _closed(address: str, ends: str) -> str:
    """Take the punctuation off the end, and a bracket that was not opened within."""
    address = address.rstrip(ends)
    while address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1].rstrip(ends)
    return address
