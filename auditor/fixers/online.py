"""What evidence allows: a name for an address that stands alone, and for a link to what is gone the copy that an archive keeps."""

from __future__ import annotations

import re
from datetime import date
from html import escape

from auditor.finders.online import in_words
from auditor.fixers.links import written
from auditor.fixers.places import escaped, exact
from auditor.lexicon import later
from auditor.model import Edit, Fix
from auditor.text.targets import of_entry, of_link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.document import Document
    from auditor.model import Link, Match, Reference

_MONTHS = "January February March April May June July August September October November December".split()
_NO_NAME = later(
    r"(?:home(?: ?page)?|index|untitled(?: document)?|welcome|log ?in|sign ?in|error|document|page|pdf|loading.*|.*\bnot found\b.*"
    r"|[\w-]+\.[a-z]{2,}|access denied.*|just a moment.*|.*://.*|[\W\d_]*|www\..*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST = 200  # letters of a title; a longer one is a sentence for search engines


def name_urls(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each entry that is only an address: the title of the page, and its date, as evidence has them.

    Of a work that a register knows, also its authors and where it appeared. Titles that name nothing (“Home”) are not used.
    """
    starts = {span.start for span in match.spans}
    for entry in document.references:
        link = _only_link(document, entry) if entry.start in starts else None
        found = link and next(filter(None, (_name(document, target) for target in _targets(document, entry, link))), None)
        fix = _named(document, link, *found) if link and found else None
        if fix:
            yield fix


def _targets(document: Document, entry: Reference, link: Link) -> tuple[str, ...]:
    return (*of_entry(entry.fields), of_link(link.target, document.url or document.metadata.url or ""))


def _only_link(document: Document, entry: Reference) -> Link | None:
    links = [link for link in document.links_in(entry.start, entry.end) if link.start >= entry.start and "://" in link.target]
    return links[0] if len(links) == 1 and links[0].kind != "image" else None


def _name(document: Document, target: str) -> tuple[str, str, str] | None:
    """Give what stands before a title, the title, and what stands behind it; None where nobody knows a title."""
    verdict = document.evidence.get(target)
    title = " ".join(verdict.facts.get("title", "").partition("\n")[0].split()) if verdict and verdict.answer == "ok" else ""
    if verdict is None or len(title) > _LONGEST or _NO_NAME.fullmatch(title):
        return None
    facts = verdict.facts
    if "register" in facts:
        years = facts.get("years", "").split()
        behind = [facts.get("container", "").partition("\n")[0], years[0] if years else ""]
        return in_words("authors", facts), title, ", ".join(filter(None, behind))
    return "", title, _day(facts)


def _day(facts: Mapping[str, str]) -> str:
    try:
        day = date.fromisoformat(facts.get("published", ""))
    except ValueError:
        return ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _named(document: Document, link: Link, before: str, title: str, behind: str) -> Fix | None:
    what = "gives the title that the page has" if not before else "gives what the register has of the work"
    front, rest = (f"{before}, " if before else ""), (f", {behind}" if behind else "")
    where = link.source
    if document.format == "text":
        inner = title.replace("“", "‘").replace("”", "’")
        return Fix((Edit(where.start, where.start, f"{front}“{inner}”{rest}, "),), what, "unsafe")
    first, name, last = escaped(document, front), escaped(document, title), escaped(document, rest)
    if link.kind in ("bare", "autolink"):
        opens, closes = ('<a href="', f'">{name}</a>') if document.format == "html" else _around(link, name)
        return Fix((Edit(where.start, where.start, first + opens), Edit(where.end, where.end, closes + last)), what, "unsafe")
    words = exact(document, link.start, link.end)
    if words is None or not where.start < words.start <= words.end < where.end:
        return None
    edits = (Edit(where.start, where.start, first), Edit(*words, name), Edit(where.end, where.end, last))
    return Fix(tuple(edit for edit in edits if edit.text), what, "unsafe")


def _around(link: Link, name: str) -> tuple[str, str]:
    """Give what makes an address that stands alone the target of a link of Markdown."""
    bracketed = link.kind == "bare" and set("() ") & set(link.target)
    return (f"[{name}](<", ">)") if bracketed else (f"[{name}](", ")")


def link_copies(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each link to a page that is gone: the archive's copy nearest to the day of the text."""
    base = document.url or document.metadata.url or ""
    for link in document.all_links:
        verdict = document.evidence.get(of_link(link.target, base))
        copy = verdict.facts.get("archive", "none") if verdict and verdict.answer == "gone" else "none"
        if verdict is None or "://" not in copy or not _meant(link, match):
            continue
        place = link.target.partition("#")[2]
        copy = f"{copy}#{place}" if place and "#" not in copy else copy
        edits = []
        for start, end in written(document, link):
            raw = document.source_data[start:end]
            edits.append(Edit(start, end, escape(copy) if document.format == "html" or b"&amp;" in raw else copy))
        if edits:
            what = f"links the copy of {verdict.facts.get('archived', 'an unknown day')} in an archive"
            yield Fix(tuple(sorted(set(edits))), what, "unsafe")


def _meant(link: Link, match: Match) -> bool:
    if match.in_source:
        return any(start == link.source.start for start, _ in match.spans)
    return any(start <= link.start < max(end, start + 1) for start, end in match.spans)
