"""Wikipedia's list of perennial sources: what its editors decided about sources that they often argue about.

The list is a table in wikitext, a row a source, on several pages that the list itself includes.
"""

from __future__ import annotations

import re
from typing import Any

from auditor.data.form import BrokenError, Read, at_least

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

TITLE = "Wikipedia:Reliable sources/Perennial sources"
_WORDS = {
    "gr": "generally reliable",
    "nc": "no consensus, or it depends",
    "m": "no consensus, or it depends",
    "gu": "generally unreliable",
    "d": "deprecated",
    "b": "blacklisted",
}
_ASIDE = re.compile(r"<!--.*?-->|<(nowiki|pre|syntaxhighlight)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_ROW = re.compile(r"^[ \t]*\|-", re.MULTILINE)
_END = re.compile(r"^[ \t]*\|\}", re.MULTILINE)
_STATUS = re.compile(r"\{\{\s*(?:WP:|Wikipedia:)?RSPSTATUS\s*\|([^{}]*)\}\}", re.IGNORECASE)
_CLASS = re.compile(r'\bclass\s*=\s*"?[^">\n]*\bs-(gr|nc|m|gu|d|b)\b')
_ID = re.compile(r'\bid\s*=\s*"([^"\n]+)"')
_LAST = re.compile(r"\{\{\s*(?:WP:|Wikipedia:)?RSPLAST\s*\|\s*(\d{4})", re.IGNORECASE)
_USES = re.compile(r"\{\{\s*(?:WP:|Wikipedia:)?RSPUSES\s*\|([^{}]*)\}\}", re.IGNORECASE)
_CELL = re.compile(r'^[ \t]*\|(?:\s*data-sort-value\s*=\s*"[^"]*"\s*\|)?\s*(.+)', re.MULTILINE)
_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_MARKUP = re.compile(r"\{\{[^{}]*\}\}|<[^>]*>|'{2,}")
_SITE = re.compile(r"(?:https?://)?(?:\*\.|www\.)?((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+)(/[\w./~-]*)?", re.IGNORECASE)
_LEAST = 150  # sources with a decision and a domain; there are more than 400


def read(pages: Iterable[str], date: str) -> Read:
    """Read the pages of the list, in wikitext. Raises `BrokenError`."""
    sources: dict[str, None] = {}
    rows: dict[tuple[str, ...], None] = {}
    for page in pages:
        for part in _ROW.split(_ASIDE.sub("", page))[1:]:
            chunk = _END.split(part)[0]
            status, name = _status(chunk), _name(chunk)
            sites = _sites(chunk)
            if status and name and sites:
                sources[name] = None
                rows.update({(host, path, name, status, _year(chunk)): None for host, path in sites})
    at_least(len(sources), _LEAST, "sources with a decision and a domain")
    return Read(len(sources), date, {"decisions": list(rows)})


def _status(row: str) -> str:
    """Give what a row decides, in words; nothing where it is no row of a source."""
    codes = []
    for match in _STATUS.finditer(row):
        first, *more = (part.strip().lower() for part in match[1].split("|"))
        codes += [first, *(["b"] if any(re.fullmatch(r"b\s*=\s*y\w*", part) for part in more) else [])]
    if not codes and (found := _CLASS.search(row.partition("\n")[0])):
        codes = [found[1]]
    return "; ".join(dict.fromkeys(_WORDS[code] for code in codes if code in _WORDS))


def _name(row: str) -> str:
    """Give the name of a source: what its first cell says, else the name that links to the row."""
    first = _CELL.search(row.partition("\n")[2])
    words = " ".join(_MARKUP.sub("", _LINK.sub(r"\1", first[1])).split()) if first else ""
    if words:
        return words[:120]
    anchor = _ID.search(row.partition("\n")[0])
    return anchor[1].replace("_", " ")[:120] if anchor else ""


def _year(row: str) -> str:
    found = _LAST.search(row)
    return found[1] if found else ""


def _sites(row: str) -> list[tuple[str, str]]:
    """Give the domains of a source, each with the path below it that is meant."""
    found = []
    for match in _USES.finditer(row):
        for part in match[1].split("|"):
            site = _SITE.fullmatch(part.strip().rstrip("/"))
            if site:
                found.append((site[1].lower(), (site[2] or "").rstrip("/")))
    return found


# --- the answers of the MediaWiki API -----------------------------------------------------------------------------


def question(*, content: bool, included: bool, going_on: dict[str, str]) -> dict[str, str]:
    """Give what to ask the API: the newest version of the list or of each page that it includes, and with ``content`` its text."""
    pages = {"generator": "templates", "gtlnamespace": "4", "gtllimit": "max"} if included else {}
    return {
        "action": "query",
        "format": "json",
        "formatversion": "2",
        "titles": TITLE,
        **pages,
        "prop": "revisions",
        "rvprop": "ids|timestamp|content" if content else "ids|timestamp",
        "rvslots": "main",
        **going_on,
    }


def revisions(data: Any) -> tuple[dict[int, tuple[str, str]], dict[str, str]]:  # noqa: ANN401 — JSON
    """Give the versions in an answer, by number, each with its time and text, and how to ask for what is left.

    Raises `BrokenError` for what is no such answer.
    """
    if isinstance(data, dict) and isinstance(data.get("error"), dict):
        raise BrokenError(f"is refused by the API ({str(data['error'].get('info') or data['error'].get('code'))[:200]})")
    pages = data["query"].get("pages") if isinstance(data, dict) and isinstance(data.get("query"), dict) else None
    if not isinstance(pages, list):
        raise BrokenError("is no answer of the MediaWiki API")
    found = {}
    for page in pages:
        for one in page.get("revisions") or () if isinstance(page, dict) else ():
            if isinstance(one, dict) and isinstance(one.get("revid"), int):
                found[one["revid"]] = (str(one.get("timestamp") or ""), _content(one))
    left = data.get("continue")
    return found, {str(key): str(value) for key, value in left.items()} if isinstance(left, dict) else {}


def _content(revision: dict[str, Any]) -> str:
    slots = revision.get("slots")
    main = slots.get("main") if isinstance(slots, dict) else None
    text = main.get("content") if isinstance(main, dict) else revision.get("content")
    return text if isinstance(text, str) else ""
