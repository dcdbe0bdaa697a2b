"""What the network said of a text's sources, read from the evidence. Where nobody could tell, nothing is found."""

from __future__ import annotations

from functools import lru_cache

from auditor import lists
from auditor.finders.targets import match_of, places_of
from auditor.lexicon import later
from auditor.model import Match
from auditor.text.agree import compare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.document import Document
    from auditor.finders.targets import Cited
    from auditor.model import Verdict

_REGISTERED = ("doi:", "arxiv:", "pmid:")
_KINDS = {"doi": "DOI", "arxiv": "arXiv number", "pmid": "PubMed number", "isbn": "ISBN"}
_NOTICES = ("retract", "withdraw", "correction", "erratum", "concern")
_LOCATOR = later(r"\S*[/@]\S*")
_MOST_AUTHORS = 3
_LISTED = ("doi:", "pmid:")
_FACTS = {"retraction": "retracted", "concern": "concern"}


def _verdicts(document: Document) -> Iterator[tuple[Verdict, list]]:  # type: ignore[type-arg]
    """Yield what is known of each target, with its places in the text."""
    for target, places in places_of(document).items():
        verdict = document.evidence.get(target)
        if verdict is not None:
            yield verdict, places


def _is_link(verdict: Verdict) -> bool:
    return "://" in verdict.target[:9]


def find_dead_links(document: Document, *, archived: bool = True) -> Iterator[Match]:
    """Yield links to pages that are gone; with ``archived = false`` only those of which the archive says that it has no copy."""
    for verdict, places in _verdicts(document):
        facts = verdict.facts
        if verdict.answer != "gone" or not _is_link(verdict) or facts.get("how") == "soft-404":
            continue
        if (facts.get("archive") != "none") == archived:
            yield match_of(places, reason=facts.get("reason", "is gone"), copy=_copy(facts))


def _copy(facts: Mapping[str, str]) -> str:
    copy = facts.get("archive", "none")
    return "" if copy == "none" else f" There is a copy of {facts.get('archived', 'an unknown day')}: {copy}"


def find_replaced_pages(document: Document) -> Iterator[Match]:
    """Yield links to error pages that call themselves fine, to front pages in place of what was there, and to domains for sale."""
    for verdict, places in _verdicts(document):
        how = verdict.facts.get("how", "")
        if (verdict.answer == "gone" and how == "soft-404") or (verdict.answer == "moved" and how in ("home", "parked")):
            yield match_of(places, reason=verdict.facts.get("reason", "is another page now"), copy=_copy(verdict.facts))


def find_moved_links(document: Document) -> Iterator[Match]:
    """Yield links to pages that have another address for good, or stand on another site."""
    for verdict, places in _verdicts(document):
        if verdict.answer == "moved" and verdict.facts.get("how") in ("permanent", "domain"):
            yield match_of(places, reason=verdict.facts.get("reason", "has moved"), to=verdict.facts.get("url", ""))


def find_missing_fragments(document: Document) -> Iterator[Match]:
    """Yield links to a place in a page that the page does not have."""
    for verdict, places in _verdicts(document):
        if verdict.facts.get("fragment") == "missing":
            yield match_of(places, fragment=verdict.target.partition("#")[2])


def find_bad_certificates(document: Document) -> Iterator[Match]:
    """Yield links at which a browser warns its reader: the certificate is out of date or another host's."""
    for verdict, places in _verdicts(document):
        if verdict.facts.get("how") in ("tls-expired", "tls-name"):
            yield match_of(places, reason=verdict.facts.get("reason", "has a wrong certificate"))


def find_unregistered(document: Document) -> Iterator[Match]:
    """Yield identifiers that their own register says it does not have."""
    for verdict, places in _verdicts(document):
        if verdict.answer == "gone" and verdict.target.startswith(_REGISTERED):
            yield match_of(places, identifier=named(verdict.target), register=verdict.facts.get("register", "its register"))


def find_unknown_isbns(document: Document) -> Iterator[Match]:
    """Yield ISBNs that the library asked does not know."""
    for verdict, places in _verdicts(document):
        if verdict.facts.get("how") == "not-in-index" and verdict.target.startswith("isbn:"):
            yield match_of(places, reason=verdict.facts.get("reason", "no library knows it"))


def find_unknown_titles(document: Document) -> Iterator[Match]:
    """Yield entries without an identifier whose title no index of literature knows."""
    for verdict, places in _verdicts(document):
        if verdict.facts.get("how") == "not-in-index" and verdict.target.startswith("entry:"):
            near = verdict.facts.get("nearest", "")
            yield match_of(
                places, reason=verdict.facts.get("reason", "no index knows it"), near=f"; nearest: “{near}”" if near else ""
            )


def find_mismatched_entries(document: Document) -> Iterator[Match]:
    """Yield entries whose title, authors or year are not those that the register has for their identifier."""
    for verdict, places in _verdicts(document):
        if verdict.answer != "ok" or not verdict.facts.get("title") or _is_link(verdict):
            continue
        for cited in places:
            if cited.entry is None:
                continue
            differing = compare(cited.entry.fields, verdict.facts).differing
            if differing:
                what = " and ".join(f"the {name} {in_words(name, verdict.facts)}" for name in differing)
                register = verdict.facts.get("register", "the register")
                values = {"register": register, "what": what, "identifier": named(verdict.target)}
                yield Match(cited.start, cited.end, values=values)


def named(target: str) -> str:
    """Give an identifier with the name of its kind, for people; of an entry that was looked for by its words, just that.

    >>> named("doi:10.1000/182")
    'DOI 10.1000/182'
    """
    kind, _, number = target.partition(":")
    return f"{_KINDS[kind]} {number}" if kind in _KINDS else "these words"


def in_words(field: str, record: Mapping[str, str]) -> str:
    """Give what a register has for a field, for people: ``title``, ``authors`` or ``year``."""
    if field == "title":
        return f"“{record.get('title', '').partition(chr(10))[0]}”"
    if field == "year":
        years = record.get("years", "").split()
        return years[0] if len(years) < 2 else f"{years[0]}–{years[-1]}"
    names = [name for name in record.get("authors", "").split("\n") if name]
    return ", ".join(names[:_MOST_AUTHORS]) + (" and others" if len(names) > _MOST_AUTHORS else "")


def find_retracted(document: Document, *, fact: str = "retracted") -> Iterator[Match]:
    """Yield sources that were retracted (``fact = "concern"``: that the journal doubts), where the text does not say so itself.

    That is what the network said or, where nobody asked it, what the list of retractions says that is kept here, if there is one.
    """
    listed = _listed(document)
    for target, places in places_of(document).items() if listed or document.evidence else ():
        verdict = document.evidence.get(target)
        said = (verdict.facts.get(fact, "") if verdict else "") or listed.get(target, {}).get(fact, "")
        untold = [one for one in places if one.in_source or not _told(document, one)]
        if said and untold:
            yield match_of(untold, what=said)


@lru_cache(maxsize=2)  # two rules ask
def _listed(document: Document) -> Mapping[str, Mapping[str, str]]:
    """Give the facts “retracted” and “concern” of the works that a text cites, from the list that is kept here, with its date."""
    if not lists.stamp():
        return {}
    works = [target for target in places_of(document) if target.startswith(_LISTED)]
    found, date = lists.notices(works)
    facts: dict[str, dict[str, str]] = {}
    for target, rows in found.items():
        stands: dict[str, lists.Notice] = {}
        for row in rows:  # in order of days: what was reinstated stands again
            if row.nature == "reinstatement":
                stands.clear()
            else:
                stands[row.nature] = row
        facts[target] = {_FACTS[nature]: _said(row, date) for nature, row in stands.items()}
    return facts


def _said(notice: lists.Notice, date: str) -> str:
    nature = "expression of concern" if notice.nature == "concern" else notice.nature
    parts = (nature, notice.day, f"notice {notice.notice}" if notice.notice else "")
    return f"{', '.join(part for part in parts if part)}; Retraction Watch, list of {date}"


def _told(document: Document, place: Cited) -> bool:
    """Tell whether a text speaks of the retraction beside its source: in the entry itself, or around the link."""
    if place.entry is not None:
        around = _LOCATOR.sub(" ", document.words(place.start, place.end)).lower()
    else:
        around = document.lower[max(0, place.start - 150) : place.end + 150].decode("utf-8", "replace")
    return any(word in around for word in _NOTICES)
