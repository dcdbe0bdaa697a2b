"""Who published a page, who wrote it and when, and whether readers can complain: what a whole page says outside of its prose."""

from __future__ import annotations

import re

from auditor.lexicon import later, lazy
from auditor.model import Match
from auditor.text.published import MONTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.lexicon import Lazy

_LEAST = 1200  # bytes of prose: less is a notice, a teaser, a gallery
_MANY_LINKS = 12  # a page with fewer was cut out of its frame, menus and foot and all
_ARTICLE = lazy(
    r"<article\b|\"@type\"\s*:\s*\[?\s*\"(?:\w*Article|BlogPosting|Report)\"|itemtype=\S*schema\.org/\w*(?:Article|Posting)"
)
_AUTHOR = lazy(
    r"=\s*[\"']?[^\"'<>]*(?:author|byline|by-line|contributor|writer|reporter|journalist|dc\.creator|columnist|posted-?by)"
    r"|\"(?:author|creator|byline)s?\"\s*:|>\s*(?:written |posted |reported |words )?by:?\s*(?:<[^>]*>\s*){0,6}(?-i:[A-Z])"
    r"|(?-i:\bBy [A-Z][a-z'’-]+ [A-Z])"
)
_DATED = lazy(
    r"<time\b|datetime=|\"date[a-z]*\"\s*:|[\"'\s](?:data-)?(?:pub|publish(?:ed)?|post(?:ed)?|entry|article|mod(?:ified)?|byline|display)?"
    r"[-_:. ]?(?:date|time-?stamp)(?:line|[-_ ]?time|published|created)?[\"'\s]"
    r"|(?:publish(?:ed)?|posted|updated)[-_ ]?(?:on|at|time|date)|[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-9]"
    rf"|\b{MONTH}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)[0-9]{{2}}\b"
    rf"|\b[0-9]{{1,2}}(?:st|nd|rd|th)? (?:of )?{MONTH}\.?,? (?:19|20)[0-9]{{2}}\b"
    r"|\b(?:19|20)[0-9]{2}[-/.][01]?[0-9][-/.][0-3]?[0-9]\b|\b[0-3]?[0-9][-/.][0-3]?[0-9][-/.](?:19|20)[0-9]{2}\b"
)
_PUBLISHED_BY = lazy(
    r"(?:©|&copy;|&#169;|&#xa9;|\(c\)\s*(?:19|20)[0-9]{2}|\bcopyright\b|all rights reserved)"
    r"|=\s*[\"']?[^\"'<>]*(?:logo|masthead|site-?name|site-?title|brand|publisher)|\"publisher\"\s*:"
)
_CONTACT = lazy(
    r"<a\b[^>]*(?:contact|about|correct|feedback|imprint|impressum|masthead|complain|ethics|standards|editorial|mailto:|help|support"
    r"|report|team|staff|who-we-are|colophon)"
    r"|>\s*(?:contact|about|corrections?|feedback|imprint|masthead|e-?mail us|write to us|report an? (?:error|typo|mistake)|help)\b"
)
_NOBODY = later(
    r"(?:the )?(?:web ?)?(?:admin(?:istrator)?|webmaster|staff|editors?|editorial (?:staff|team|desk)|team|author|authors|guest"
    r"|guest (?:author|post|writer)|user|root|contributors?|news ?desk|news ?(?:staff|team|room)|web ?(?:desk|staff|team|editor)"
    r"|staff (?:writer|reporter|author|editor)s?|content (?:team|writer)|super ?admin|anonymous|unknown|none|null|n/?a|default|test"
    r"|blog ?admin|site ?admin|wp-?admin|marketing(?: team)?|social media(?: team)?)",
    re.IGNORECASE,
)
_TITLE_TAIL = lazy(r"<title[^>]*>[^<]{3,200}\s(?:[|–—»·:]|-|&[a-z]+;|&#[0-9]+;)\s[^<]{2,60}</title>")


def find_no_byline(document: Document) -> Iterator[Match]:
    """Yield the opening of an article whose page names no author: not in its metadata, not in an element for it, not by “By”."""
    if _is_article(document) and not document.metadata.author and not _holds(document, _AUTHOR):
        yield _opening(document)


def find_no_date(document: Document) -> Iterator[Match]:
    """Yield the opening of an article whose page holds no day at all, nor an element for one."""
    metadata = document.metadata
    if _is_article(document) and not metadata.date and not _holds(document, _DATED):
        yield _opening(document)


def find_no_publisher(document: Document) -> Iterator[Match]:
    """Yield the opening of an article whose page names no site, shows no logo and claims no rights."""
    if _is_article(document) and not document.metadata.publisher and not _holds(document, _PUBLISHED_BY, _TITLE_TAIL):
        yield _opening(document)


def find_no_corrections_link(document: Document) -> Iterator[Match]:
    """Yield the opening of an article whose page links to no way to reach who made it."""
    if _is_article(document) and not _holds(document, _CONTACT):
        yield _opening(document)


def find_generic_byline(document: Document) -> Iterator[Match]:
    """Yield the author that metadata name where it is a role that nobody can ask: “admin”, “Staff”."""
    author = (document.metadata.author or "").strip()
    if not _NOBODY.fullmatch(author):
        return
    data, name = document.source_data, author.encode()
    for key in (b"author", b"byline", b"creator", b"by"):
        at = data.find(key)
        start = data.find(name, at) if at >= 0 else -1
        if start >= 0:
            yield Match(start, start + len(name), in_source=True)
            return


def _is_article(document: Document) -> bool:
    if not document.whole_page or document.templated or len(document.data) < _LEAST:
        return False
    if len(document.source_data.split(b"<a ", _MANY_LINKS)) <= _MANY_LINKS:
        return False
    return document.metadata.extra.get("og:type", "").lower() == "article" or _holds(document, _ARTICLE)


def _holds(document: Document, *patterns: Lazy) -> bool:
    return any(pattern.find(document.source_data)[0] >= 0 for pattern in patterns)


def _opening(document: Document) -> Match:
    """Give the first heading, or else the first sentence, of a document."""
    first = document.sentences[0]
    return Match(first.start, first.end)
