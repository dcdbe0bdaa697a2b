"""What a finding is by its content, wherever it stands: keys that survive moves, new line breaks and renamed files."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.model import Finding, Place
    from auditor.pipeline import Audit


def keys(audit: Audit) -> tuple[str, ...]:
    """Give a key of 32 hexadecimal digits for each finding, in the order of ``audit.findings``; no two are the same.

    It is made of the rule, the words that it found, the sentences they stand in, and a number that tells those apart which are
    alike in all of these. Case, white space, lines and the name of the file play no part.
    """
    if not audit.findings:
        return ()
    starts = _sentence_starts(audit.document)
    seen: Counter[str] = Counter()
    made = []
    for finding in audit.findings:
        content = _content(audit.document, finding, starts)
        made.append(_digest(f"{content}\0{seen[content]}"))
        seen[content] += 1
    return tuple(made)


def _content(document: Document, finding: Finding, starts: list[int]) -> str:
    words = "\0".join(_folded(place.text) for place in finding.places)
    around = "\0".join(dict.fromkeys(_sentence(document, place, starts) for place in finding.places))
    return f"{finding.rule.id}\0\0{words}\0\0{around}"


def _sentence(document: Document, place: Place, starts: list[int]) -> str:
    """Give the words of the sentence that a place begins in."""
    i = bisect_right(starts, place.start) - 1
    if i < 0:
        return ""
    start, end, *_ = document.sentences[i]
    return _folded(document.words(start, end))


def _sentence_starts(document: Document) -> list[int]:
    """Where each sentence starts in the source, in code points."""
    to_source, point = document.offsets.to_source, document.lines.point
    return [point(to_source(sentence.start, sentence.end).start) for sentence in document.sentences]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
