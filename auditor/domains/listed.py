"""What ``rules/domains.toml`` says of a domain: its kind, and public decisions about it, each with its basis and date.

The file is read when the first address is looked up. It says what a place is, never how good it is; to be on no list means nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from auditor.compiled import table
from auditor.domains.hosts import host_of, path_of, registered_domain
from auditor.errors import RuleError
from auditor.lexicon import later
from auditor.lists import decisions
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

KINDS = (
    "government",
    "intergovernmental",
    "academic",
    "journal",
    "preprint",
    "repository",
    "identifier",
    "news agency",
    "news",
    "wire release",
    "forum",
    "social network",
    "video platform",
    "self-publishing",
    "shared document",
    "crowdfunding",
    "code hosting",
    "encyclopedia",
    "mirror",
    "aggregator",
    "search",
    "shortener",
    "translation proxy",
    "AI answers",
    "archive",
)
_GO_BETWEENS = frozenset({"identifier", "archive", "translation proxy", "shortener", "search"})
OUTLETS = frozenset({"news", "news agency"})
_KEYS = ("kind", "caution", "basis", "date", "domains", "suffixes")
_TABLES = ("names", "imitated")
_ARTICLES = ("the", "der", "die", "das", "le", "la", "el", "il")


class Listing(NamedTuple):
    """What a domain is: its kind, what makes it that (``basis``), when that was looked at, and the entry that says so."""

    kind: str
    basis: str
    date: str
    entry: str


class Caution(NamedTuple):
    """A public decision about a domain: what was decided, where that can be checked (``basis``), when that was looked at."""

    decision: str
    basis: str
    date: str
    entry: str


class _Lists(NamedTuple):
    """Groups by their name, and their members: domains to groups, and the paths of those entries that have one."""

    groups: Mapping[str, Mapping[str, str]]
    kinds: Mapping[str, str]
    cautions: Mapping[str, str]
    paths: Mapping[str, tuple[tuple[str, str], ...]]


@cache
def _lists() -> _Lists:
    groups = {name: group for name, group in table("domains").items() if name not in _TABLES}
    kinds: dict[str, str] = {}
    cautions: dict[str, str] = {}
    paths: dict[str, tuple[tuple[str, str], ...]] = {}
    for name, group in groups.items():
        entries = _members(group)
        members = cautions if "caution" in group else kinds
        members.update(dict.fromkeys(entries, name))
        for entry in entries:
            if "/" in entry:
                del members[entry]
                host, _, path = entry.partition("/")
                paths[host] = (*paths.get(host, ()), (f"/{path}", name))
    return _Lists(groups, kinds, cautions, paths)


def _members(group: Mapping[str, str]) -> list[str]:
    """Every entry of a group, a suffix without its dot: it is looked up as a domain is, by what a host ends in."""
    return [*group.get("domains", "").split(), *(suffix[1:] for suffix in group.get("suffixes", "").split())]


@lru_cache(maxsize=8192)
def listing(target: str) -> Listing | None:
    """Say what kind of place a URL or host leads to; None where it is on no list, which says nothing about it."""
    narrow, plain = _entries(host_of(target))
    if narrow:
        path = f"{path_of(target)}/"
        for start, found in narrow:
            if path.startswith(start):
                return found
    return plain


@lru_cache(maxsize=4096)
def _entries(host: str) -> tuple[tuple[tuple[str, Listing], ...], Listing | None]:
    """Give the entries for some paths of a host, the most particular first, and the one for all others."""
    lists = _lists()
    narrow: list[tuple[str, Listing]] = []
    while host:
        narrow += [(f"{path}/", _listing(lists, name, host + path)) for path, name in lists.paths.get(host, ())]
        if host in lists.kinds:
            return tuple(narrow), _listing(lists, lists.kinds[host], host)
        host = host.partition(".")[2]
    return tuple(narrow), None


def _listing(lists: _Lists, name: str, entry: str) -> Listing:
    group = lists.groups[name]
    return Listing(group["kind"], group["basis"], group["date"], entry)


@lru_cache(maxsize=1024)
def caution(target: str) -> Caution | None:
    """Give the public decision about the domain of a URL or host, None where none is known."""
    host = host_of(target)
    lists = _lists()
    while host:
        if host in lists.cautions:
            group = lists.groups[lists.cautions[host]]
            return Caution(group["caution"], group["basis"], group["date"], host)
        host = host.partition(".")[2]
    return None


class Ruling(NamedTuple):
    """What a list of public decisions says: a source's name there, its status, the year of the last debate, the day of the list."""

    name: str
    status: str
    year: str
    date: str


@lru_cache(maxsize=1024)
def rulings(target: str) -> tuple[Ruling, ...]:
    """Give what Wikipedia's list of perennial sources says of the place a URL leads to; nothing where that list is not kept here.

    A decision about a part of a site counts for that part, and there in the place of the one about all of it. Raises `ListsError`.
    """
    found, date = decisions(host_of(target))
    path = f"{path_of(target)}/"
    within = [one for one in found if one.path and path.startswith(f"{one.path}/")]
    chosen = within or [one for one in found if not one.path]
    return tuple(Ruling(one.name, one.status, one.year, date) for one in chosen)


def publisher(target: str) -> str:
    """Give the domain that answers for the page a URL leads to: of an archived copy, the domain of the page that was copied.

    "" where the address does not tell: the identifier of a work leads to any publisher, a short address anywhere.

    >>> publisher("https://web.archive.org/web/2020/https://www.example.org/a")
    'example.org'
    """
    found = listing(target)
    if found is None or found.kind not in _GO_BETWEENS:
        return registered_domain(target)
    inner = target.find("http", 8)
    return registered_domain(target[inner:]) if inner > 0 and found.kind == "archive" else ""


def is_shortener(target: str) -> bool:
    """Tell whether a URL or host belongs to a service that hides where its links lead."""
    found = listing(target)
    return found is not None and found.kind == "shortener"


# --- names of outlets -----------------------------------------------------------------------------------------


@cache
def _outlets() -> Mapping[str, str]:
    """The domains of outlets by their names, squeezed: letters and digits only, in lower case."""
    lists = _lists()
    found = {domain.partition(".")[0]: domain for domain, name in lists.kinds.items() if lists.groups[name]["kind"] in OUTLETS}
    for domain, names in table("domains").get("names", {}).items():
        found.update({_squeezed(name): domain for name in names.split(",")})
    return found


def outlet_named(words: str) -> str:
    """Give the domain of the outlet that some words are the name of, nothing else among them; "" where they name none.

    >>> outlet_named("(The Jerusalem Post)")
    'jpost.com'
    """
    squeezed = _squeezed(words)
    if len(words) > 60 or not squeezed or not any(letter.isupper() for letter in words):
        return ""
    outlets = _outlets()
    for article in ("", *_ARTICLES):
        if squeezed.startswith(article) and squeezed[len(article) :] in outlets:
            return outlets[squeezed[len(article) :]]
    return outlets.get(f"the{squeezed}", "")


def same_outlet(target: str, domain: str) -> bool:
    """Tell whether a URL leads to an outlet, by its domain or by another that bears its name: bbc.com and bbc.co.uk."""
    label = domain.partition(".")[0]
    return registered_domain(target) == registered_domain(domain) or label in re.split(r"[.-]", host_of(target))


def _squeezed(words: str) -> str:
    return "".join(letter for letter in words.lower() if letter.isalnum())


# --- the form of the file -------------------------------------------------------------------------------------

_ENTRY = later(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[\w./-]+)?")
_SUFFIX = later(r"(?:\.[a-z0-9-]+)+")
_DATE = later(r"20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


def check_domains(path: Path, lists: Mapping[str, Any]) -> None:
    """Check the tables of ``domains.toml``; raises `RuleError` naming file, key and what is allowed."""
    seen: dict[tuple[str, str], str] = {}
    for name, group in lists.items():
        if not isinstance(group, dict):
            raise RuleError(f"{path}: “{name}” must be a table, not {group!r}")
        for key, value in group.items():
            if not isinstance(value, str):
                raise RuleError(f"{path}: “{name}.{key}” must be a string, not {value!r}")
        if name == "names":
            _check_entries(path, name, "", group)
            continue
        if name == "imitated":
            _check_keys(path, name, group, ("domains", "words"))
        else:
            _check_group(path, name, group)
        _check_entries(path, name, "domains", group.get("domains", "").split())
        _check_entries(path, name, "suffixes", group.get("suffixes", "").split())
        role = name if name in _TABLES else "caution" if "caution" in group else "kind"
        for entry in _members(group):
            other = seen.setdefault((role, entry), name)
            if other != name:
                raise RuleError(f"{path}: “{name}” has “{entry}”, which “{other}” has; a domain is of one kind")


def _check_group(path: Path, name: str, group: Mapping[str, str]) -> None:
    _check_keys(path, name, group, _KEYS)
    if ("kind" in group) == ("caution" in group):
        raise RuleError(f"{path}: “{name}” has either a “kind” or a “caution”")
    if "kind" in group and group["kind"] not in KINDS:
        raise RuleError(f"{path}: “{name}.kind” is {group['kind']!r}; allowed are {', '.join(KINDS)}")
    for key in ("basis", "date"):
        if not group.get(key):
            raise RuleError(f"{path}: “{name}.{key}” is missing; a list says what makes its members that, and when")
    if not _DATE.fullmatch(group["date"]):
        raise RuleError(f"{path}: “{name}.date” is {group['date']!r}; a date is written 2026-11-25")
    if not _members(group):
        raise RuleError(f"{path}: “{name}” has neither “domains” nor “suffixes”")


def _check_keys(path: Path, name: str, group: Mapping[str, str], allowed: tuple[str, ...]) -> None:
    for key in group:
        if key not in allowed:
            raise RuleError(f"{path}: unknown key “{name}.{key}”; allowed are {', '.join(allowed)}")


def _check_entries(path: Path, name: str, key: str, entries: Iterable[str]) -> None:
    form, example = (_SUFFIX, ".gov.uk") if key == "suffixes" else (_ENTRY, "example.org or example.org/news")
    for entry in entries:
        if not form.fullmatch(entry):
            raise RuleError(f"{path}: “{'.'.join(filter(None, (name, key)))}” has {entry!r}; an entry is written as {example}")
