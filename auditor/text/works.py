"""Which entries of a list are one work: one address or identifier, or, in print, one title, author and year."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.domains import publisher
from auditor.lexicon import later
from auditor.text.authors import first_family

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from auditor.model import Reference
    from auditor.model.same import Same

_SCHEME = later(r"^(?:https?:)?(?://)?(?:www\.)?", re.IGNORECASE)
_TRACKING = later(r"(?:utm_[a-z]+|fbclid|gclid|ocid|ref_src)=[^&#]*&?", re.IGNORECASE)
_DOI = later(r"10\.\d{4,9}/[^\s?#&]+")
_LINES = later(r"#L\d[\dLC-]*$")
HOMEPAGE = later(r"(?:https?://)?[\w.-]+(?::\d+)?(?:/(?:index\.\w+|home|en|us|en-us|de|fr)?/?)?(?:#\w*)?", re.IGNORECASE)
_TITLE_WORDS = 5
_SHORT_TITLE = 3  # words that are enough where author and year agree as well
_PAGE = later(r"\d+")
_YEAR = later(r"\b(?:1[5-9]|20)\d\d\b")


def same_url(url: str) -> str:
    """Give what two URLs of one page have in common: no scheme, no ``www.``, no tracking, no trailing slash."""
    bare = _TRACKING.sub("", _SCHEME.sub("", url.strip())).rstrip("?&")
    return bare.split("#", 1)[0].rstrip("/").lower() if "#" in bare and "/#" not in bare else bare.rstrip("/").lower()


def work_keys(entry: Reference) -> list[str]:
    """Give the keys of an entry: one that has any of them is of the same work, but for what `repeats` parts."""
    fields = entry.fields
    keys = [f"{name}:{fields[name].lower()}" for name in ("arxiv", "pmid") if name in fields]
    doi = _DOI.search(fields.get("doi", "") or fields.get("url", ""))
    if doi:
        keys.append(f"doi:{doi[0].lower()}")
    pages = fields.get("pages", "")
    url = fields.get("url", "")
    if url and not HOMEPAGE.fullmatch(url) and "{{" not in url:
        lines = _LINES.search(url)  # of a file of code: another passage is another source
        keys.append(f"url:{same_url(url)}{lines[0] if lines else ''}")
    elif url:
        keys.append(f"all:{same_url(url)} {fields.get('title', '').lower()}")
    title = " ".join(re.findall(r"\w+", fields.get("title", "").casefold()))
    if len(title.split()) >= _TITLE_WORDS and not url and ("author" in fields or "date" in fields):
        keys.append(f"title:{title} {fields.get('date', '')} {fields.get('author', '').casefold()} {fields.get('volume', '')}")
    found = [f"{key} {pages}" for key in keys]
    year, family = _YEAR.search(fields.get("date", "")), first_family(fields.get("author", ""))
    if year and family and len(title.split()) >= _SHORT_TITLE:
        found.append(f"work:{title} {family} {year[0]}")  # however each of the two is written, and wherever it is read
    return found


def _on_two_pages(key: str, first: Reference, entry: Reference) -> bool:
    """Whether what looks like one work stands at two addresses, as a paper and a talk about it, or is cited for two passages."""
    if not key.startswith("work:"):
        return False
    urls = [same_url(one.fields["url"]) for one in (first, entry) if "url" in one.fields]
    pages = [found[0] for one in (first, entry) if (found := _PAGE.search(one.fields.get("pages", "")))]
    return any(len(places) == 2 and places[0] != places[1] for places in (urls, pages))


def repeats(
    entries: Sequence[Reference], keys_of: Callable[[Reference], list[str]] = work_keys
) -> Iterator[tuple[Reference, Sequence[Reference]]]:
    """Give each entry that later ones repeat, with those that do so by one key, in the order of the first of these."""
    first: dict[str, Reference] = {}
    found: dict[str, list[Reference]] = {}
    for entry in entries if len(entries) > 1 else ():
        keys = keys_of(entry)
        known = next((key for key in keys if key in first and not _on_two_pages(key, first[key], entry)), None)
        if known is None:
            first.update(dict.fromkeys(keys, entry))
        else:
            found.setdefault(known, []).append(entry)
    yield from ((first[key], others) for key, others in found.items())


@lru_cache(maxsize=2)
def sites_of(same: Same[Sequence[Reference]]) -> Mapping[str, str]:
    """Give the site that each entry leads to, by the entry's label; nothing for an entry without an address.

    Entries of one work have one site, else the label of the first: what is listed twice is no second source, so that merging the
    two takes none away.
    """
    names = {entry.start: entry.label or str(number) for number, entry in enumerate(same.value, 1)}
    urls = {names[entry.start]: entry.fields.get("url", "") for entry in same.value}
    sites = {label: publisher(url) if url else "" for label, url in urls.items()}
    works: dict[str, list[str]] = {}
    for original, others in repeats(same.value):
        works.setdefault(names[original.start], []).extend(names[entry.start] for entry in others)
    for first, labels in works.items():
        site = next((sites[label] for label in (first, *labels) if sites[label]), f"[{first}]")
        sites.update(dict.fromkeys((first, *labels), site))
    return sites
