"""Whether a cited page says what the sentence that cites it says; read from the evidence, which holds the page's words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from auditor.model import Match, Span
from auditor.text.passages import Page, find_number, find_numbers, find_quote, telling
from auditor.text.targets import of_link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Claim, Verdict

_WORDS = 4  # of a quotation: fewer may be anybody's
_ENOUGH = 150  # words of a page that is more than a teaser
_page = lru_cache(maxsize=64)(Page)


class Said(NamedTuple):
    """Something that a sentence takes from the page it cites: where it stands, whether it is there, and what comes nearest."""

    start: int
    end: int
    kind: str
    words: str
    there: bool
    nearest: str
    page: str


def find_absent(document: Document) -> Iterator[Match]:
    """Yield quoted words and numbers of a sentence that are on none of the pages it cites, all of which could be read."""
    for said in what_is_said(document):
        if not said.there:
            near = f" Nearest there: “{said.nearest}”" if said.nearest else ""
            yield Match(said.start, said.end, values={"page": said.page, "near": near})


def what_is_said(document: Document) -> Iterator[Said]:
    """Yield each quotation and telling number of sentences whose cited pages could all be read, and whether one of them has it."""
    if not document.english:
        return
    labels = {entry.label or str(n): entry for n, entry in enumerate(document.references, 1)}
    for claim in document.claims:
        verdicts = [document.evidence.get(target) for target in _cited(document, claim, labels)]
        pages = [_page(v.facts["text"]) for v in verdicts if v is not None and _readable(v)]
        if pages and len(pages) == len(verdicts):
            name = next(v.target for v in verdicts if v is not None)
            yield from _quotes(document, claim, pages, name)
            yield from _numbers(document, claim, pages, name)


def _readable(verdict: Verdict) -> bool:
    """Tell whether all of a page's words were there to be read, in English."""
    facts = verdict.facts
    if verdict.answer not in ("ok", "moved") or facts.get("readable") or facts.get("how") in ("home", "parked"):
        return False
    text = facts.get("text", "")
    return len(text.split()) >= _ENOUGH and _english(text)


@lru_cache(maxsize=64)
def _english(text: str) -> bool:
    from auditor.text.language import is_english  # noqa: PLC0415 — only where pages are read

    return is_english(text.lower().encode("utf-8", "replace"))


def _cited(document: Document, claim: Claim, labels: dict) -> list[str]:  # type: ignore[type-arg]
    """Give the pages that a sentence itself cites."""
    targets: dict[str, None] = {}
    base = document.url or document.metadata.url or ""
    for support in claim.support:
        if support.carried:
            continue
        if support.kind == "link":
            targets |= dict.fromkeys(of_link(link.target, base) for link in document.links_in(support.start, support.end))
        elif support.kind == "marker" and support.name in labels:
            targets[of_link(labels[support.name].fields.get("url", ""), base)] = None
    return list(targets)


def _quotes(document: Document, claim: Claim, pages: list[Page], name: str) -> Iterator[Said]:
    for quote in document.quotes:
        if quote.start >= claim.end:
            break
        if quote.start < claim.start or quote.role != "speech" or quote.words < _WORDS:
            continue
        words = document.words(quote.start, quote.end)
        found = [find_quote(words, page) for page in pages]
        near = next((one.nearest for one in found if one.nearest), "")
        yield Said(quote.start, quote.end, "quote", words, any(one.there for one in found), near, name)


def _numbers(document: Document, claim: Claim, pages: list[Page], name: str) -> Iterator[Said]:
    sentence = document.words(claim.start, claim.end)
    taken = [Span(link.start, link.end) for link in document.links_in(claim.start, claim.end) if link.kind in ("bare", "autolink")]
    taken += [Span(marker.start, marker.end) for marker in document.markers_in(claim.start, claim.end)]
    at = 0
    for number in find_numbers(sentence):
        at = sentence.index(number.words, at)
        start = claim.start + len(sentence[:at].encode())
        end = start + len(number.words.encode())
        at += len(number.words)
        if not telling(number) or any(a < end and start < b for a, b in taken):
            continue
        found = [find_number(number, sentence, page) for page in pages]
        near = next((one.nearest for one in found if one.nearest), "")
        yield Said(start, end, "number", number.words, any(one.there for one in found), near, name)
