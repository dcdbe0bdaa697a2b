"""Links as they are written: whether their targets can be targets at all, and what they give away."""

from __future__ import annotations

import re

from auditor.domains import (
    host_of,
    is_of_chat,
    is_shortener,
    is_unpublished,
    link_kind,
    listing,
    outlet_named,
    registered_domain,
    same_outlet,
)
from auditor.lexicon import later, lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Link

_FEW = 3  # links below which “all of them lead home” says nothing
_FURNITURE = 40  # bytes of other words that a block of a page needs beside a link to be prose
_TO_TOP = later(r"\W*(?:back to )?(?:the )?(?:top|start|contents|toc)\W*", re.IGNORECASE)
_BROKEN = later(
    r"https?:/*(?:https?:|https?//)"  # a scheme twice
    r"|(?!https?://)(?:h+t+ps*|ttps?|htp|hp+ts?)(?:[:;.]?//|[:;]/)"  # a scheme misspelt, or a slash too few
    r"|https?://+(?:$|[?#/])"  # no host
    r"|https?://[^/?#]*(?:\.\.|,|\s|%20)"  # what no host holds
    r"|(?:www,|wwww\.)\w",
    re.IGNORECASE,
)
_SWALLOWED = later(r"""[,;"“”<>]$""")
_TRACKING = later(
    r"[?&;](?:utm_[a-z]+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hsenc|_hsmi|mkt_tok|ocid|cvid|smid|cmpid"
    r"|CMP|ICID|ns_campaign|at_medium|at_campaign|ref_src|ncid|wt\.mc_id|spm|guccounter)="
    r"|//(?:www\.|smile\.)?amazon\.[a-z.]+/[^#]*[?&](?:tag|ascsubtag)=[\w-]+",  # who earns; the page is the same without it
    re.IGNORECASE,
)
_CHATBOT = later(r"utm_source=(?:chatgpt|openai|copilot|perplexity|claude|gemini|grok|bing_chat|deepseek)", re.IGNORECASE)
_NO_PAGE = {
    "search": "a page of search results",
    "share": "a button to share",
    "proxy": "a redirect, or a cached or translated copy",
}
_DOMAIN_WORDS = later(
    r"(?:https?://)?(?:www\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|gov|edu|co\.uk|org\.uk|de|fr))(?:/\S*)?",
    re.IGNORECASE,
)


def find_empty_links(document: Document) -> Iterator[Match]:
    """Yield links that lead nowhere: no target, ``#`` alone, or a script.

    Links to the top of the page, links without words, brackets of program code, and the buttons of a whole page are
    left out.
    """
    for link in document.links:
        target = link.target.strip()
        if target not in ("", "#") and target[:11].lower() != "javascript:":
            continue
        if link.kind in ("inline", "reference") and not _harmless(document, link):
            yield _whole(link)


def _harmless(document: Document, link: Link) -> bool:
    words = document.words(link.start, link.end)
    before = document.source_data[max(0, link.source.start - 1) : link.source.start]
    if not words.strip() or _TO_TOP.fullmatch(words) or words != words.strip():
        return True
    if document.format == "markdown" and (before.isalnum() or before in (b"]", b")", b".", b"_")):
        return True  # an index and a call: items[0]()
    return _is_furniture(document, link)


def _is_furniture(document: Document, link: Link) -> bool:
    """Tell whether a link of a whole page stands outside of running prose: menus, buttons, lists of related stories."""
    block = document.blocks[document.block_at(link.start)]
    aside = block.end - block.start - (link.end - link.start)
    return document.whole_page and (block.kind != "paragraph" or aside < _FURNITURE)


def find_malformed_urls(document: Document) -> Iterator[Match]:
    """Yield links whose target cannot be an address: a scheme twice or misspelt, no host, spaces, swallowed punctuation."""
    for link in document.all_links:
        target = link.target.strip()
        if target and (_BROKEN.match(target) or _cut_wrong(link, target)):
            yield _whole(link)


def _cut_wrong(link: Link, target: str) -> bool:
    if link.kind == "bare" or "://" not in target[:9]:
        return False
    return bool(_SWALLOWED.search(target)) or (target.endswith(")") and target.count(")") > target.count("("))


def find_shortened_urls(document: Document) -> Iterator[Match]:
    """Yield links through services that hide where they lead; those inside a quoted post are the quoted author's."""
    for link in document.all_links:
        if is_shortener(link.target) and not document.blocks[document.block_at(link.start)].quoted:
            yield _whole(link)


def find_non_public_hosts(document: Document) -> Iterator[Match]:
    """Yield links to files, private networks, staging and administration pages, and to what was handed to a chatbot.

    An address that is written out is one the reader is told to type, so only words that hide it count. A page that was fetched
    from such a place may link to its own neighbours without naming it.
    """
    own = host_of(document.url or "")
    for link in document.all_links:
        if is_of_chat(link.target):
            yield _whole(link)
            continue
        host = host_of(link.target)
        if link.kind not in ("inline", "reference") or (host and host.encode() in document.data[link.start : link.end]):
            continue
        if host and host == own and link.kind == "inline" and not _names(document, link.source, host):
            continue
        if is_unpublished(link.target):
            yield _whole(link)


def _names(document: Document, source: Span, host: str) -> bool:
    """Tell whether a host stands in a stretch of the source: a link that is relative leaves it out."""
    return host.encode() in document.source_data[source.start : source.end].lower()


def find_tracking_parameters(document: Document) -> Iterator[Match]:
    """Yield one match for all links that carry the campaign and click numbers of somebody's statistics."""
    places = tuple(link.source for link in document.all_links if _TRACKING.search(link.target) and not _CHATBOT.search(link.target))
    if places:
        yield Match(*places[0], places=places, in_source=True)


def find_self_links_only(document: Document) -> Iterator[Match]:
    """Yield one match for all links where there are three or more and every one leads to the article's own site."""
    own = registered_domain(document.metadata.url or document.url or "")
    places: list[Span] = []
    for link in document.all_links:
        if "//" in link.target and not (own and registered_domain(link.target) == own):
            return
        if link_kind(link.target) in ("anchor", "mail", "empty", "local"):
            continue
        places.append(link.source)
    if len(places) >= _FEW and not document.templated and not document.references:
        yield Match(*places[0], places=tuple(places), in_source=True)


def find_no_outbound_links(document: Document, *, words: int = 600, claims: int = 5) -> Iterator[Match]:
    """Yield the first claim of a text of so many words and claims that names sources and links to none of them.

    Sources are voices here. Nothing where a list, a marker or a template tag could lead on, or where few claims name anybody: other
    rules say that.
    """
    found = document.claims
    if len(found) < claims or document.all_links or document.markers or document.references or document.footnotes:
        return
    kinds = [one.kind for claim in found for one in claim.support]
    if not document.templated and "marker" not in kinds and kinds.count("voice") >= _FEW:
        length = len(document.data.split())
        if length >= words:
            yield Match(found[0].start, found[0].end, values={"words": str(length), "claims": str(len(found))})


def find_search_or_share_links(document: Document, *, told: list[str] = []) -> Iterator[Match]:  # noqa: B006 — never changed
    """Yield links whose target is a page of search results, a button to share, or a cached or translated copy.

    Sentences in which one of ``told`` (patterns) matches say themselves that they lead to such a place.
    """
    patterns = lazy("|".join(f"(?:{pattern})" for pattern in told)) if told else None
    telling: dict[int, bool] = {}  # by sentence, however many links it holds
    for link in document.links:
        what = _NO_PAGE.get(link_kind(link.target), "")
        if not what or _is_furniture(document, link):
            continue
        if patterns is not None:
            i = document.sentence_at(link.start)
            if i not in telling:
                telling[i] = patterns.find(document.data, *document.sentences[i][:2])[0] >= 0
            if telling[i]:
                continue
        if link.end > link.start and document.data[link.start] != ord("#"):  # a hashtag names what it leads to
            yield Match(link.source.start, link.source.end, values={"what": what}, in_source=True)


def find_text_target_mismatches(document: Document) -> Iterator[Match]:
    """Yield links whose words are one site's address, or an outlet's name, and whose target is another site, or another outlet."""
    for link in document.links:
        if link.end - link.start > 200 or "//" not in link.target:
            continue
        if _other_outlet(link.target, document.words(link.start, link.end)):
            yield _whole(link)
            continue
        named = _DOMAIN_WORDS.fullmatch(document.words(link.start, link.end).strip())
        if named is None or is_shortener(link.target) or "://t.co/" in link.target:  # what a post's own links are changed to
            continue
        shown = registered_domain(named[1])
        if shown and shown != registered_domain(link.target) and shown.split(".")[0] not in link.target.lower():
            yield _whole(link)


def _other_outlet(target: str, words: str) -> bool:
    """Tell whether some words are the name of an outlet, and a target is a newspaper or broadcaster with no part of that name.

    Reports of agencies stand in every newspaper.
    """
    found = listing(target)
    if found is None or found.kind != "news" or not (outlet := outlet_named(words)):
        return False
    named = listing(outlet)
    host = host_of(target)
    parts = [part for part in re.findall(r"\w{3,}", words.lower()) if part != "the"]
    return named is not None and named.kind == "news" and not same_outlet(target, outlet) and not any(p in host for p in parts)


def find_vague_link_texts(document: Document, *, words: list[str]) -> Iterator[Match]:
    """Yield links whose whole text is one of ``words`` (lower case)."""
    vague = frozenset(words)
    for link in document.links:
        if link.kind in ("inline", "reference") and link.end - link.start < 40:
            text = " ".join(document.words(link.start, link.end).lower().split()).strip(".,:;!()[]»›> ")
            if text in vague:
                yield Match(link.start, link.end)


def _whole(link: Link) -> Match:
    """Report the whole construct, since the fault is in what the reader does not see."""
    return Match(link.source.start, link.source.end, in_source=True)
