"""What kind of place a text's sources are: press releases, users' posts, copies, pages that rest on the text itself."""

from __future__ import annotations

import re

from auditor.domains import caution, host_of, link_kind, listing, outlet_named, registered_domain, same_outlet
from auditor.lexicon import later, lazy
from auditor.model import Match, Span
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.document import Document
    from auditor.model import Claim, Link, Reference

_STORY = later(r"\W+(?:articles?|stor(?:y|ies)|reports?|coverage)\W*$", re.IGNORECASE)  # beside the name of the outlet whose it is
_WORD = later(r"[^\W_]+")
_SAYS_LITTLE = frozenset({"cited", "event"})  # a claim of no other kind, with a link, may only show what it speaks of
_COPIED = lazy(r"\bvia\b|\b(?:msn|yahoo|aol|flipboard|newsbreak|pressreader)\b")
_ENCYCLOPEDIAS = frozenset({"encyclopedia", "mirror"})
_DAY = later(r"[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}")  # the words of the link under an embedded post
_EMBEDDED = ("t.co", "pic.twitter.com", "youtu.be")  # addresses that come along when a post is copied
_PROSE = 40  # bytes beside its links that a sentence needs to say something itself
_PARTS = ("container", "publisher", "author")  # of an entry: where the name of an outlet stands


class _Cited(NamedTuple):
    """An address that the text gives as a source, and where: the words of a link, or an entry of a list (``entry``)."""

    target: str
    start: int
    end: int
    entry: bool


def _cited(document: Document) -> Iterator[_Cited]:
    """Yield every source with an address: links of the running text that can be evidence, then entries of lists."""
    own = document.url or document.metadata.url or ""
    for link in document.all_links:
        if link.end > link.start and link_kind(link.target, own) == "evidence" and not document.in_references(link.start):
            yield _Cited(link.target, link.start, link.end, entry=False)
    for entry in document.references:
        if url := entry.fields.get("url", ""):
            yield _Cited(url, entry.start, entry.end, entry=True)


class _Sentences:
    """What sentences say, each looked at once however many links it holds."""

    def __init__(self, document: Document, patterns: Sequence[str] = ()) -> None:
        self._document = document
        self._regex = lazy("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None
        self._tells: dict[int, bool] = {}
        self._words: dict[int, set[str]] = {}

    def tell(self, offset: int) -> bool:
        """Tell whether one of the patterns matches in the sentence at an offset."""
        i = self._document.sentence_at(offset)
        if i not in self._tells:
            one = self._document.sentences[i]
            self._tells[i] = self._regex is not None and self._regex.find(self._document.data, one.start, one.end)[0] >= 0
        return self._tells[i]

    def name(self, offset: int, domain: str) -> bool:
        """Tell whether the sentence at an offset names a site in its words, however it is parted: “Daily Mail”, “DailyMail.com”."""
        i = self._document.sentence_at(offset)
        if i not in self._words:
            one = self._document.sentences[i]
            bare = [link for link in self._document.links_in(one.start, one.end) if link.kind in ("bare", "autolink")]
            words, at = "", one.start
            for link in bare:
                words += self._document.words(at, link.start)
                at = max(at, link.end)
            parts = _WORD.findall((words + self._document.words(at, one.end)).lower())
            self._words[i] = {"".join(parts[k : k + n]) for n in (1, 2, 3) for k in range(len(parts))}
        label = domain.partition(".")[0]
        return label in self._words[i] or label.removeprefix("the") in self._words[i]


# --- public decisions ------------------------------------------------------------------------------------------


def find_cautioned(document: Document) -> Iterator[Match]:
    """Yield a match for each site on a list of public decisions on which claims or entries rest, with every such place.

    A sentence that names the site itself tells its reader whose word it is, or is about the site: it is left alone.
    """
    used = {s.start for claim in document.claims for s in claim.support if s.kind == "link"}
    sentences = _Sentences(document)
    found: dict[str, list[Span]] = {}
    for one in _cited(document):
        known = caution(one.target)
        if known is None or not (one.entry or (one.start in used and not sentences.name(one.start, known.entry))):
            continue
        found.setdefault(known.entry, []).append(Span(one.start, one.end))
    for domain, places in found.items():
        known = caution(domain)
        if known is not None:
            yield Match(*places[0], tuple(places), {"site": domain, "decision": known.decision, "date": known.date})


# --- sources that are no outsider's word --------------------------------------------------------------------------


def find_circular_sources(document: Document, *, told: list[str]) -> Iterator[Match]:
    """Yield a match for all sources of claims, and entries, that only hand on what others wrote, by sort of source.

    They are answers of language models, copies of Wikipedia, and in an article of an encyclopedia another article of one that
    anybody may edit. A link that explains a word is no source; sentences in which one of ``told`` (patterns) matches are about such
    a source. Both are left alone.
    """
    used = {s.start: _SAYS_LITTLE.issuperset(claim.kinds) for claim in document.claims for s in claim.support if not s.carried}
    own = listing(document.url or document.metadata.url or "")
    sentences = _Sentences(document, told)
    within = document.wikitext or (own is not None and own.kind in _ENCYCLOPEDIAS)
    found: dict[str, list[Span]] = {}
    for one in _cited(document):
        kind = listing(one.target)
        if kind is None or not one.target.partition("//")[2].partition("/")[2]:
            continue
        sort = _circle(kind.kind, kind.entry, within=within)
        if sort and (one.entry or (_is_source(one, kind.kind, used, document) and not sentences.tell(one.start))):
            found.setdefault(sort, []).append(Span(one.start, one.end))
    for sort, places in found.items():
        yield Match(*places[0], tuple(places), {"sort": sort})


def _is_source(one: _Cited, kind: str, used: Mapping[int, bool], document: Document) -> bool:
    """Tell whether a link in running text is what a claim rests on; a page of an encyclopedia links to its like on every line.

    ``used`` are the starts of the links that claims rest on, with whether such a claim says little.
    """
    if kind == "encyclopedia":
        return document.wikitext
    return one.start in used and not (kind == "mirror" and used[one.start])


def _circle(kind: str, entry: str, *, within: bool) -> str:
    if kind == "AI answers":
        return "the answer of a language model, which is made from other pages and differs at each asking"
    if kind == "mirror":
        return "a copy of Wikipedia under another address"
    if within and entry == "wikipedia.org":
        return "Wikipedia, in an article for an encyclopedia"
    return ""


def find_sole_support(document: Document, *, kinds: list[str], told: list[str], least: int = 1) -> Iterator[Match]:
    """Yield one match for all claims whose every source is a site of one of ``kinds``, where there are ``least`` or more.

    The places are the sources' own. A claim that says who said it, carries over a source of another sentence, or in whose sentence
    one of ``told`` matches is left alone: its reader knows what it rests on.
    """
    wanted = frozenset(kinds)
    if not any(known is not None and known.kind in wanted for known in (listing(link.target) for link in document.all_links)):
        return
    links = {one.start: one.target for one in document.all_links if not _DAY.fullmatch(document.words(one.start, one.end))}
    entries = {entry.label or str(n): entry.fields.get("url", "") for n, entry in enumerate(document.references, 1)}
    said = {attribution.sentence for attribution in document.attributions}
    own = registered_domain(document.url or document.metadata.url or "")
    sentences = _Sentences(document, told)
    places: list[Span] = []
    sites: list[str] = []
    for claim in document.claims:
        targets = _targets(claim, links, entries)
        if (
            not targets
            or (_SAYS_LITTLE.issuperset(claim.kinds) and claim.support[0].kind == "link")
            or claim.sentence in said
            or sentences.tell(claim.start)
        ):
            continue
        known = [listing(target) for target in targets]
        if all(one is not None and one.kind in wanted for one in known) and own not in map(registered_domain, targets):
            places += [Span(s.start, s.end) for s in claim.support]
            sites += [registered_domain(target) for target in targets]
    if len(places) >= least:
        places.sort()
        yield Match(*places[0], tuple(dict.fromkeys(places)), {"site": ", ".join(list(dict.fromkeys(sites))[:3])})


def _targets(claim: Claim, links: dict[int, str], entries: dict[str, str]) -> list[str]:
    """Give the addresses of a claim's sources; nothing where one of them is no address, or stands in another sentence."""
    found = []
    for one in claim.support:
        target = links.get(one.start, "") if one.kind == "link" else entries.get(one.name, "") if one.kind == "marker" else ""
        if one.carried or not target.partition("//")[2].partition("/")[2] or host_of(target) in _EMBEDDED:
            return []
        found.append(target)
    return found


def find_release_as_study(document: Document, *, studies: list[str], told: list[str]) -> Iterator[Match]:
    """Yield links to press releases in sentences that speak of a study (``studies``, patterns), where the block leads nowhere else.

    Sentences in which one of ``told`` matches say themselves that it is a release.
    """
    of_study, as_release = _Sentences(document, studies), _Sentences(document, told)
    blocks: dict[int, bool] = {}
    for link in document.links:
        if not _is_release(link) or link.end <= link.start or document.in_references(link.start):
            continue
        i = document.block_at(link.start)
        if of_study.tell(link.start) and not as_release.tell(link.start):
            if i not in blocks:
                blocks[i] = _only_releases(document, document.blocks[i].start, document.blocks[i].end)
            if blocks[i]:
                yield Match(link.start, link.end, values={"site": registered_domain(link.target)})


def _is_release(link: Link) -> bool:
    known = listing(link.target) if "//" in link.target else None
    return known is not None and known.kind == "wire release"


def _only_releases(document: Document, start: int, end: int) -> bool:
    return not document.markers_in(start, end) and all(map(_is_release, document.links_in(start, end)))


# --- copies -------------------------------------------------------------------------------------------------------


def find_syndicated_copies(document: Document) -> Iterator[Match]:
    """Yield a match for each site where links and entries that name an outlet lead to copies of its stories.

    What says itself that it is a copy (“via Yahoo”) is left alone.
    """
    found: dict[str, list[tuple[Span, str]]] = {}
    for link in document.links:
        if link.end - link.start > 80 or not _is_copy(link.target):
            continue
        outlet = outlet_named(_STORY.sub("", document.words(link.start, link.end)))
        if outlet and not same_outlet(link.target, outlet):
            found.setdefault(host_of(link.target), []).append((Span(link.start, link.end), outlet))
    for entry in document.references:
        url = entry.fields.get("url", "")
        outlet = _outlet_of(entry) if _is_copy(url) else ""
        if outlet and not same_outlet(url, outlet) and not _says_copied(document, entry):
            found.setdefault(host_of(url), []).append((Span(entry.start, entry.end), outlet))
    for site, copies in found.items():
        copies.sort()
        (first, outlet) = copies[0]
        yield Match(*first, tuple(place for place, _ in copies), {"site": site, "outlet": outlet})


def _is_copy(target: str) -> bool:
    known = listing(target) if "//" in target else None
    return known is not None and known.kind == "aggregator"


def _outlet_of(entry: Reference) -> str:
    return next(filter(None, (outlet_named(entry.fields.get(part, "")) for part in _PARTS)), "")


def _says_copied(document: Document, entry: Reference) -> bool:
    words = document.words(entry.start, entry.end).replace(entry.fields["url"], " ")
    return _COPIED.find(words.encode())[0] >= 0


# --- the own site -------------------------------------------------------------------------------------------------


def find_own_coverage(document: Document, *, told: list[str]) -> Iterator[Match]:
    """Yield one match for all claims whose only links are stories of the article's own site, in a text that links to others too.

    Nothing where the article's own site is not known, or where every link leads there. Sentences that are little more than their
    links tease other stories, and where one of ``told`` matches they speak of the site's own work: both are left alone.
    """
    own = registered_domain(document.url or document.metadata.url or "")
    if not own or not any(_is_outside(link, own) for link in document.links):
        return
    sentences = _Sentences(document, told)
    places: list[Span] = []
    for claim in document.claims:
        block = document.blocks[document.sentences[claim.sentence].block]
        if claim.support or block.kind != "paragraph" or sentences.tell(claim.start) or sentences.name(claim.start, own):
            continue
        links = [link for link in document.links_in(claim.start, claim.end) if claim.start <= link.start < claim.end]
        apart = claim.end - claim.start - sum(link.end - link.start for link in links)
        if links and apart >= _PROSE and all(link.end > link.start and _is_own_story(link, own) for link in links):
            places += [Span(link.start, link.end) for link in links]
    if places:
        yield Match(*places[0], tuple(places), {"site": own})


def _is_outside(link: Link, own: str) -> bool:
    return "//" in link.target and registered_domain(link.target) not in ("", own)


def _is_own_story(link: Link, own: str) -> bool:
    """Tell whether a link leads to a page of the own site that is a story: an address with some words or a date in it."""
    if host_of(link.target) and registered_domain(link.target) != own:
        return False
    last = link.target.split("?")[0].rstrip("/").rpartition("/")[2]
    return link_kind(link.target) == "evidence" and last.count("-") >= 3
