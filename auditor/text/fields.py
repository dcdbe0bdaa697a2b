"""One reference into its fields, for the common styles: APA, MLA, Chicago, IEEE, Vancouver, newspapers."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_URL = re.compile(r"(?:https?://|ftp://|www\.)[^\s<>\"“”]+")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"“”,;]+")
_ISBN = re.compile(r"\bISBN(?:-1[03])?[: ]*([0-9][0-9 –-]{8,16}[0-9Xx])", re.IGNORECASE)
_ISSN = re.compile(r"\bISSN[: ]*([0-9]{4}-?[0-9]{3}[0-9Xx])\b", re.IGNORECASE)
_ARXIV = re.compile(r"\barXiv[: ]*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})|arxiv\.org/(?:abs|pdf)/(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})", re.IGNORECASE)
_PMID = re.compile(r"\bPMID[: ]*(\d{1,9})\b|pubmed\.ncbi\.nlm\.nih\.gov/(\d{1,9})", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
_QUOTED = re.compile(r"[“\"«„]\s*([^”\"»“]{3,}?)\s*[”\"»“]")
_TRIM = " .,;:()[]“”\"«»-–—|*_"


def parse_entry(words: str, targets: Sequence[str] = (), link_words: Sequence[str] = ()) -> dict[str, str]:
    """Give the fields of an entry, each as written and trimmed of punctuation; only what was found."""
    fields: dict[str, str] = {}
    url = _URL.search(words)
    if url:
        fields["url"] = url[0].rstrip(".,;:)]>")
    elif targets:
        fields["url"] = targets[0]
    for name, pattern in (("doi", _DOI), ("isbn", _ISBN), ("issn", _ISSN), ("arxiv", _ARXIV), ("pmid", _PMID)):
        match = pattern.search(words) or next((m for m in map(pattern.search, targets) if m), None)
        if match:
            fields[name] = next((g for g in match.groups() if g), match[0]).rstrip(".,;)]")
    plain = _URL.sub(" ", words)
    year = _YEAR.search(plain)
    if year:
        fields["date"] = year[0]
    quoted = _QUOTED.search(plain)
    if quoted:
        fields["title"] = quoted[1].strip(_TRIM)
    elif link_words and "://" not in link_words[0]:
        fields["title"] = link_words[0].strip(_TRIM)
    return fields
