"""Whether a cited page says what the sentence that cites it says; read from the evidence, which holds the page's words."""

from __future__ import annotations

from functools import lru_cache

from auditor.lexicon import later
from auditor.model import Match, Span
from auditor.model.made import NamedTuple
from auditor.text.mentions import Mentions, find_days, find_names
from auditor.text.passages import Page, find_number, find_numbers, find_quote, nearest_passage, telling
from auditor.text.targets import of_link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Claim, Verdict

_WORDS = 4  # of a quotation: fewer may be anybody's
_SHORT_PART = 3  # letters of a part of a name that says little: “van”
_MONTHS = "January February March April May June July August September October November December".split()
_ENOUGH = 150  # words of a page that is more than a teaser
_ADDRESS_DAY = later(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])(?:[/-]([0-3]\d))?(?!\d)")
_page = lru_cache(maxsize=64)(Page)
_mentions = lru_cache(maxsize=64)(Mentions)


class Said(NamedTuple):
    """Something that a sentence takes from the page it cites: where it stands, whether it is there, and what comes nearest."""

    start: int
    end: int
    kind: str
    words: str
    there: bool
    nearest: str
    page: str


class Pages(NamedTuple):
    """The pages that a sentence cites, as words and as days and names, and the address of the first."""

    words: list[Page]
    mentions: list[Mentions]
    name: str


def find_absent(document: Document) -> Iterator[Match]:
    """Yield quoted words, numbers, days and names of a sentence that no page has of those it cites, if all could be read."""
    for said in what_is_said(document):
        if not said.there:
            near = f" Nearest there: “{said.nearest}”" if said.nearest else ""
            yield Match(said.start, said.end, values={"page": said.page, "near": near})


def what_is_said(document: Document) -> Iterator[Said]:
    """Yield what sentences take from the pages they cite: quotations, telling numbers, days and names, and whether one has it."""
    for claim, read in claims_with_pages(document):
        yield from said_in(document, claim, read)


def said_in(document: Document, claim: Claim, read: list[Verdict]) -> Iterator[Said]:
    """Yield what one sentence takes from the pages it cites, given what was answered of those."""
    pages = Pages([_page(v.facts["text"]) for v in read], [_mentions(_all_of(v)) for v in read], read[0].target)
    quotes = list(_quotes(document, claim, pages))
    yield from quotes
    yield from _numbers(document, claim, pages)
    yield from _mentioned(document, claim, pages, [Span(said.start, said.end) for said in quotes])


def claims_with_pages(document: Document) -> Iterator[tuple[Claim, list[Verdict]]]:
    """Yield sentences that cite pages all of which could be read, with what was answered of those."""
    if not document.english:
        return
    labels = {entry.label or str(n): entry for n, entry in enumerate(document.references, 1)}
    for claim in document.claims:
        verdicts = [document.evidence.get(target) for target in _cited(document, claim, labels)]
        read = [v for v in verdicts if v is not None and _readable(v)]
        if read and len(read) == len(verdicts):
            yield claim, read


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


def _quotes(document: Document, claim: Claim, pages: Pages) -> Iterator[Said]:
    for quote in document.quotes:
        if quote.start >= claim.end:
            break
        if quote.start < claim.start or quote.role != "speech" or quote.words < _WORDS:
            continue
        words = document.words(quote.start, quote.end)
        found = [find_quote(words, page) for page in pages.words]
        near = next((one.nearest for one in found if one.nearest), "")
        yield Said(quote.start, quote.end, "quote", words, any(one.there for one in found), near, pages.name)


def _numbers(document: Document, claim: Claim, pages: Pages) -> Iterator[Said]:
    sentence = document.words(claim.start, claim.end)
    taken = _locators(document, claim)
    at = 0
    for number in find_numbers(sentence):
        at = sentence.index(number.words, at)
        start = claim.start + len(sentence[:at].encode())
        end = start + len(number.words.encode())
        at += len(number.words)
        if not telling(number) or any(a < end and start < b for a, b in taken):
            continue
        found = [find_number(number, sentence, page) for page in pages.words]
        near = next((one.nearest for one in found if one.nearest), "")
        yield Said(start, end, "number", number.words, any(one.there for one in found), near, pages.name)


def _all_of(verdict: Verdict) -> str:
    """Give the words of a page with its title and with the day in its address."""
    found = _ADDRESS_DAY.search(verdict.target)
    day = "-".join(part for part in found.groups() if part) if found else ""
    month = f"{_MONTHS[int(found[2]) - 1]} {found[1]}" if found and not found[3] else ""
    return f"{verdict.facts['text']}\n{verdict.facts.get('title', '')}\n{day}\n{month}"


def _mentioned(document: Document, claim: Claim, pages: Pages, quoted: list[Span]) -> Iterator[Said]:
    """Yield the days and names of a sentence outside of its quotations; not whom all the text is about, nor whose page it is."""
    sentence = document.words(claim.start, claim.end)
    subjects = document.title.casefold()
    found = [(day.start, day.words, "date", any(one.has_day(day) for one in pages.mentions)) for day in find_days(sentence)]
    for name in find_names(sentence):
        parts = [word.casefold() for word in name.words.split() if len(word) > _SHORT_PART]
        if not any(part in subjects or part in pages.name.casefold() for part in parts):
            found.append((name.start, name.words, "name", any(one.has_name(name.words) for one in pages.mentions)))
    for at, words, kind, there in found:
        start = claim.start + len(sentence[:at].encode())
        end = start + len(words.encode())
        if not any(span.start < end and start < span.end for span in (*quoted, *_locators(document, claim))):
            near = "" if there else next((one for one in (nearest_passage(sentence, page) for page in pages.words) if one), "")
            yield Said(start, end, kind, words, there, near, pages.name)


def _locators(document: Document, claim: Claim) -> list[Span]:
    """Give the places of a sentence that are addresses and markers."""
    links = [Span(link.start, link.end) for link in document.links_in(claim.start, claim.end) if link.kind in ("bare", "autolink")]
    return links + [Span(marker.start, marker.end) for marker in document.markers_in(claim.start, claim.end)]
