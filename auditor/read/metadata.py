"""What an article's format says of it: front matter of Markdown, the head and the structured data of a page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from typing import Any

from auditor.lexicon import later
from auditor.model import Metadata
from auditor.read.tags import attributes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.read.tags import Row

_MOST = 1 << 18  # bytes of front matter or structured data that are looked at: more is data, not a description
_KEYS = {
    "title": ("title", "headline", "og:title", "citation_title", "dc.title", "twitter:title"),
    "author": (
        "author", "authors", "byline", "by", "creator", "citation_author", "dc.creator", "article:author", "parsely-author",
        "sailthru.author",
    ),
    "date": (
        "date", "published", "pubdate", "publishdate", "publish_date", "published_at", "datepublished", "created",
        "article:published_time", "citation_publication_date", "dc.date", "dc.date.issued", "parsely-pub-date", "sailthru.date",
        "publication_date",
    ),
    "publisher": (
        "publisher", "site", "site_name", "publication", "outlet", "og:site_name", "citation_journal_title", "application-name",
    ),
    "language": ("language", "lang", "locale", "inlanguage", "og:locale"),
    "url": ("canonical", "canonical_url", "url", "og:url"),
}  # fmt: skip
_KNOWN = frozenset(key for keys in _KEYS.values() for key in keys)
_NAME_KEYS = ("name", "@name", "title", "literal")
_ARTICLES = later(r"article|posting|report|review|newsstory|webpage", re.IGNORECASE)
# what can still be read where front matter is broken
_SIMPLE = later(r"^([A-Za-z][\w.-]*)[ \t]*[:=][ \t]*([^\s\[{|>&*!][^\n]*)$", re.MULTILINE)
# a key and a value on one line, where plain and quoted values need no more of YAML than this: most front matter
_FLAT = later(
    r"""([A-Za-z][\w-]*): +(?:([^\s"'\[\]{}|>&*!%@`#,:?-](?:[^\s:#]|:(?=\S)|(?<=\S)\#|[ ](?=[^\s#]))*)|"([^"\\]*)"|'([^']*)') *"""
)
_SETTINGS = later(r"^(?:auditor[ \t]*[:=]|\[auditor\])", re.MULTILINE)
_SEPARATOR = later(r"\s+[|–—-]\s+")


def front_matter(raw: str, style: str) -> Metadata:
    """Read front matter (``style`` "yaml" or "toml"). Values are strings as written; unreadable front matter gives nothing."""
    if len(raw) > _MOST:
        return Metadata()
    settings: dict[str, tuple[str, ...]] = {}
    try:
        values = _toml(raw) if style == "toml" else _yaml(raw)
    except (ValueError, RecursionError) as error:  # YAML's and TOML's errors; the article itself is still an article
        settings = {"": (_line(str(error)),)} if _SETTINGS.search(raw) else {}
        values = {key: value.strip().strip("\"'") for key, value in _SIMPLE.findall(raw)}
    if not isinstance(values, dict):
        return Metadata()
    named = {str(key).lower(): value for key, value in values.items()}
    own = named.get("auditor")
    if isinstance(own, dict):
        settings = {str(key): _values(value) for key, value in own.items()}
    return replace(_metadata(named), settings=settings)


def _toml(raw: str) -> Any:  # noqa: ANN401 — whatever the author wrote
    import tomllib  # noqa: PLC0415 — rare

    return tomllib.loads(raw)


def _yaml(raw: str) -> Any:  # noqa: ANN401 — as above
    flat = _flat(raw)
    if flat is not None:
        return flat
    import yaml  # noqa: PLC0415 — 20 ms that only nested front matter is worth

    try:  # the base loader builds no objects and leaves dates as they were written
        return yaml.load(raw, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise ValueError(_reason(error)) from None


def _reason(error: Exception) -> str:
    """Give what is wrong with YAML, and on which line of the file: front matter begins below its first one."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    what = getattr(error, "problem", None) or getattr(error, "context", None) or str(error).partition("\n")[0]
    return f"line {mark.line + 2}: {what}" if mark else what


def _flat(raw: str) -> dict[str, str] | None:
    """Read front matter that has nothing but lines of a key and a plain or quoted value; None where it has more."""
    lines = [_FLAT.fullmatch(line) for line in raw.rstrip("\n").split("\n")]
    return {m[1]: m[2] or m[3] or m[4] or "" for m in lines if m} if all(lines) else None


def page_metadata(data: bytes, tags: Iterable[Row]) -> Metadata:
    """Read what a page says of itself: structured data first, then meta tags, its title, canonical address and language."""
    values: dict[str, Any] = {}
    structured: dict[str, Any] = {}
    settings: dict[str, tuple[str, ...]] = {}
    headings: list[bytes] = []
    title = time = ""
    for name, closing, raw, _, end, inner in tags:
        if name not in _HEAD or closing:
            continue
        if name == b"title":
            title = title or _words(data[inner:end].rpartition(b"</")[0])
        elif name == b"script":
            if b"ld+json" in raw and not structured:
                structured = _structured(data[inner:end].rpartition(b"</")[0])
        elif name == b"h1":
            headings.append(data[end : end + _LONGEST_HEADING].partition(b"</h1")[0])
        elif name == b"time":
            time = time or attributes(raw).get("datetime", "")
        elif name == b"meta" and b"auditor:" in raw:
            _setting(attributes(raw), settings)
        elif name != b"link" or b"canonical" in raw.lower():
            _head_tag(name, attributes(raw), values)
    found = _metadata({**values, **structured})
    shown = _without_site(found.title or title, found.publisher, headings)
    return replace(found, title=shown or None, date=found.date or time or None, settings=settings)


_HEAD = frozenset((b"title", b"meta", b"link", b"html", b"script", b"time", b"h1"))
_LONGEST_HEADING = 1000  # bytes of the source
_INNER_TAG = later(rb"<[^>]*>")


def _setting(given: Mapping[str, str], settings: dict[str, tuple[str, ...]]) -> None:
    """Take ``<meta name="auditor:…">``; of several with one name each counts."""
    key, said = given.get("name", "").strip().removeprefix("auditor:"), _values(given.get("content", ""))
    if said and given.get("name", "").strip() != key:
        settings[key] = (*settings.get(key, ()), *said)


def _values(value: Any) -> tuple[str, ...]:  # noqa: ANN401 — whatever the author wrote
    """Give what front matter says to auditor, each item of a list as one line."""
    items = value if isinstance(value, (list, tuple)) else [value]
    return tuple(line for item in items if item is not None and (line := _line(str(item))))


def _head_tag(name: bytes, given: Mapping[str, str], values: dict[str, Any]) -> None:
    if name == b"meta":
        key = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
        content = " ".join(given.get("content", "").split())
        if not key or not content:
            return
        if key == "citation_author" and key in values:
            values[key] = f"{values[key]}, {content}"
        else:
            values.setdefault(key, content)
    elif name == b"link" and given.get("rel", "").lower() == "canonical" and given.get("href"):
        values["canonical"] = given["href"].strip()
    elif name == b"html" and given.get("lang"):
        values["lang"] = given["lang"].strip()


def _structured(raw: bytes) -> dict[str, Any]:
    """Give the keys of the article in a page's JSON-LD."""
    if len(raw) > _MOST:
        return {}
    try:
        parsed = json.loads(raw.decode("utf-8", "replace"), strict=False)
    except (ValueError, RecursionError):
        return {}
    for node in _nodes(parsed):
        if _ARTICLES.search(str(node.get("@type", ""))) and ("headline" in node or "datePublished" in node):
            wanted = ("headline", "author", "datePublished", "publisher", "inLanguage")
            return {key.lower(): node[key] for key in wanted if node.get(key)}
    return {}


def _nodes(parsed: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 — any JSON
    for node in parsed if isinstance(parsed, list) else [parsed]:
        if isinstance(node, dict):
            yield node
            if isinstance(node.get("@graph"), list):
                yield from (inner for inner in node["@graph"] if isinstance(inner, dict))


def _metadata(values: Mapping[str, Any]) -> Metadata:
    if str(values.get("article:author", "")).startswith("http"):  # the address of a profile names nobody
        values = {key: value for key, value in values.items() if key != "article:author"}
    names = {key: _name(value) for key, value in values.items()}
    found = {field: next((names[key] for key in keys if names.get(key)), None) for field, keys in _KEYS.items()}
    extra = {key: name for key, name in names.items() if name and key not in _KNOWN}
    return Metadata(**found, extra=extra)  # type: ignore[arg-type]  # the keys of `found` are those of strings


def _name(value: Any) -> str:  # noqa: ANN401 — what authors write in front matter
    """Give a value as one line: a string, the names of a list, the name of a person or organisation; else nothing."""
    if isinstance(value, dict):
        whole = next((value[key] for key in _NAME_KEYS if isinstance(value.get(key), str)), "")
        parts = (value.get("given"), value.get("family"))
        return _line(whole or " ".join(part for part in parts if isinstance(part, str)))
    if isinstance(value, (list, tuple)):
        return ", ".join(name for name in (_name(item) for item in value[:50] if not isinstance(item, (list, tuple))) if name)
    return "" if value is None else _line(str(value))


def _line(words: str) -> str:
    return " ".join(unescape(words).split())


def _words(raw: bytes) -> str:
    return _line(raw.decode("utf-8", "replace"))


def _without_site(title: str, site: str | None, headings: Iterable[bytes]) -> str:
    """Take the site's name off a page's title: “Words - Site”, “Words | Site”; surely where the page is headed “Words”."""
    separators = list(_SEPARATOR.finditer(title))
    if not separators:
        return title
    headed = {_words(_INNER_TAG.sub(b"", raw)).rstrip("¶#\uf0c1 ").casefold() for raw in headings}
    for separator in separators:
        if title[: separator.start()].casefold() in headed:
            return title[: separator.start()]
    head, tail = title[: separators[-1].start()], title[separators[-1].end() :]
    is_site = len(head) > len(tail) if site is None else tail.casefold() == site.casefold()
    return head if is_site else title
