"""Addresses: what they carry for somebody's statistics, what broke them, and links that lead nowhere."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from auditor.finders.links import _BROKEN as BROKEN
from auditor.finders.links import _TRACKING as TRACKING
from auditor.lexicon import later
from auditor.model import Edit, Fix, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Link, Match

_CHATBOT = later(r"[?&;](?:utm_source=(?:chatgpt|openai|copilot|perplexity|claude|gemini|grok)|referrer=grok)", re.IGNORECASE)
_SEPARATOR = later(r"(&amp;|&)")
_PAID = later(r"(?:tag|ascsubtag)=[\w-]+", re.IGNORECASE)  # who earns on a sale: no mere statistics
_SIGNED = later(
    r"[?&;](?:[\w-]*signature|sig|hmac|token|hash|expires|x-amz-[\w-]+|mac)=", re.IGNORECASE
)  # changed, they are refused
_COPIES = later(r"//(?:web\.archive\.org|archive\.(?:today|ph|is|li|vn|md|fo)|webcache|perma\.cc|ghostarchive\.org)", re.IGNORECASE)
_SCHEMES = later(r"(?:https?:?/*)+(?=https?:?//)", re.IGNORECASE)
_SCHEME = later(r"(?:h+t+ps*|ttps?|htp|hp+ts?)(?:[:;.]?/+|[:;]/)", re.IGNORECASE)
_WWW = later(r"(?:www,|wwww\.)", re.IGNORECASE)
_SWALLOWED = later(r"""[,;"“”<>]+$""")
_EMPTY_INLINE = later(
    rb"""\[(.*)\]\(\s*(?:<>|\#|javascript:[^()\s]*(?:\(\w*\))?[^()\s]*)?\s*(?:"[^"]*"|'[^']*')?\s*\)""", re.DOTALL
)
_DEFINITION = later(rb"(?m)^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*\n?[ \t]*<?(\S)")
_EMPTY_HTML = later(rb"<a\b([^>]*)>(.*)</a\s*>", re.DOTALL | re.IGNORECASE)
_IN_USE = later(
    rb"\b(?:id|name|on\w+|role|data-[\w-]+|aria-[\w-]+)\s*=", re.IGNORECASE
)  # a script or another link finds it by these


def strip_tracking(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each link that carries parameters of statistics: without them it leads to the same page.

    Signed addresses and copies in an archive are left alone: there another address is another page. Whose commission a shop
    notes is the author's affair.
    """
    for link in _links(document, match):
        for found, paid in ((_tracked, False), (_paid, True)):
            edits = []
            for start, end in written(document, link):
                raw = document.source_data[start:end].decode("utf-8", "replace")
                if _SIGNED.search(raw) or _COPIES.search(raw):
                    continue
                edits += [Edit(start + a, start + b, "") for a, b in found(raw)]
            if edits:
                what = "takes the mark of who earns out of the address" if paid else "takes tracking out of the address"
                yield Fix(tuple(sorted(set(edits))), what, "unsafe" if paid else "safe")


def _links(document: Document, match: Match) -> Iterator[Link]:
    """Give the links that a match found in the source."""
    starts = sorted(span.start for span in match.spans)
    for link in sorted((*document.all_links, *document.images), key=lambda one: one.source):
        if bisect_left(starts, link.source.start) < bisect_left(starts, link.source.end):
            yield link


def written(document: Document, link: Link) -> Iterator[Span]:
    """Give where the target of a link is written: in the link, as often as it stands there, else in its definition."""
    data = document.source_data
    found: list[Span] = []
    for form in sorted({link.target, link.target.replace("&", "&amp;")}, key=len, reverse=True):  # the longer holds the shorter
        target = form.encode("utf-8", "replace")
        at = data.find(target, *link.source) if target else -1
        while at >= 0:
            if not any(at < span.end and span.start < at + len(target) for span in found):
                found.append(Span(at, at + len(target)))
            at = data.find(target, at + len(target), link.source.end)
    yield from found
    if not found:
        yield from _definition(document, link)


def _definition(document: Document, link: Link) -> Iterator[Span]:
    """Give where the definition of a link of Markdown holds its target."""
    if link.kind == "reference" and document.format == "markdown":
        target = link.target.encode("utf-8", "replace")
        start = _definitions(document).get(" ".join(link.label.casefold().split()), -1)
        if start >= 0 and document.source_data.startswith(target, start):
            yield Span(start, start + len(target))


@lru_cache(maxsize=2)
def _definitions(document: Document) -> dict[str, int]:
    """Give where the targets of link definitions start, by their labels; of two definitions of one label the first counts."""
    found: dict[str, int] = {}
    for row in _DEFINITION.finditer(document.source_data):
        found.setdefault(" ".join(row[1].decode("utf-8", "replace").casefold().split()), row.start(2))
    return found


def _parameters(raw: str) -> Iterator[tuple[int, int, str, int]]:
    """Give each parameter of an address: where it stands, its words, and how many there are."""
    begin = raw.find("?") + 1
    if not begin:
        return
    end = raw.find("#", begin)
    pieces = _SEPARATOR.split(raw[begin : len(raw) if end < 0 else end])
    at = begin
    for i, piece in enumerate(pieces):
        if not i % 2:
            yield at, at + len(piece), piece, (len(pieces) + 1) // 2
        at += len(piece)


def _without(raw: str, goes: re.Pattern[str]) -> list[tuple[int, int]]:
    """Give the stretches of an address that go with the parameters that match, so that what is left is an address again."""
    rows = list(_parameters(raw))
    out = [bool(goes.fullmatch(words)) for _, _, words, _ in rows]
    if not any(out):
        return []
    if all(out):
        return [(rows[0][0] - 1, rows[-1][1])]
    stretches = []
    for i, (start, end, _, _) in enumerate(rows):
        if not out[i]:
            continue
        kept_before = any(not gone for gone in out[:i])
        stretches.append((rows[i - 1][1], end) if kept_before else (start, rows[i + 1][0]))
    return stretches


def _tracked(raw: str) -> list[tuple[int, int]]:
    if not (TRACKING.search(raw) or _CHATBOT.search(raw)):
        return []
    return _without(raw, _TRACKED)


def _paid(raw: str) -> list[tuple[int, int]]:
    return _without(raw, _PAID) if "amazon." in raw else []


_TRACKED = later(
    r"(?:utm_[a-z]+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hsenc|_hsmi|mkt_tok|ocid|cvid|smid|cmpid|CMP|ICID"
    r"|ns_campaign|at_medium|at_campaign|ref_src|ncid|wt\.mc_id|spm|guccounter)=.*|referrer=grok\.com",
    re.IGNORECASE,
)


def mend_url(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for an address whose damage says what it was: a scheme twice or misspelt, punctuation swallowed at its end."""
    for link in _links(document, match):
        target = link.target.strip()
        right = _right(target)
        if right is None:
            continue
        edits = [Edit(start, end, right) for start, end in written(document, link) if target == link.target]
        lost = target[len(right) :] if target.startswith(right) else ""
        if lost and link.kind == "autolink" and len(edits) == 1:
            edits.append(Edit(link.source.end, link.source.end, lost))
        if edits:
            yield Fix(tuple(edits), "takes the punctuation out of the address" if lost else "mends the address")


def _right(target: str) -> str | None:
    right = _SCHEMES.sub("", target, count=1)
    if found := _SCHEME.match(right):
        right = ("https://" if "s" in found[0].lower() else "http://") + right[found.end() :]
    right = _WWW.sub("www.", right, count=1) if _WWW.match(right) else right
    right = _SWALLOWED.sub("", right)
    while right.endswith(")") and right.count(")") > right.count("("):
        right = right[:-1]
    host = right.partition("://")[2] if "://" in right else right
    return right if right != target and not BROKEN.match(right) and "." in host.partition("/")[0] else None


def unwrap_link(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for a link without a target: its words stay, as they are marked up."""
    data = document.source_data
    for start, end in match.spans:
        if found := _EMPTY_INLINE.fullmatch(data, start, end):
            inner = found.span(1)
        elif (found := _EMPTY_HTML.fullmatch(data, start, end)) and not _IN_USE.search(found[1]):
            inner = found.span(2)
        else:
            continue
        yield Fix((Edit(start, inner[0], ""), Edit(inner[1], end, "")), "leaves the words and takes the empty link away")
