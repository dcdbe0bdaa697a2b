"""What a user decides about the network: how it is asked, which services, what is kept."""

from __future__ import annotations

import os
from dataclasses import field, fields, replace
from typing import Any
from urllib.parse import urlsplit

from auditor.errors import ConfigError
from auditor.model.made import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Services:
    """Where the registers and archives are: their own addresses, or those of mirrors."""

    crossref: str = "https://api.crossref.org"
    datacite: str = "https://api.datacite.org"
    handle: str = "https://doi.org/api/handles"
    openalex: str = "https://api.openalex.org"
    arxiv: str = "https://export.arxiv.org/api/query"
    pubmed: str = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    openlibrary: str = "https://openlibrary.org"
    wayback: str = "https://web.archive.org"


@dataclass(frozen=True, slots=True)
class Lists:
    """Where the lists are that `auditor data update` loads: their own addresses, or those of mirrors."""

    perennial: str = "https://en.wikipedia.org/w/api.php"
    retractions: str = "https://gitlab.com/crossref/retraction-watch-data/-/raw/main/retraction_watch.csv"
    suffixes: str = "https://publicsuffix.org/list/public_suffix_list.dat"


@dataclass(frozen=True, slots=True)
class Online:
    """How the network is asked.

    ``timeout`` in seconds; ``max_age`` is the age in seconds under which a kept answer is used without asking; ``confirm`` is on
    how many days a source must be found gone before it is called so. ``polite`` keeps a distance between requests to one host.
    ``headers`` are sent to one host each. ``cache`` false neither reads nor writes what is kept. ``mailto`` is told to services
    that ask who calls; ``openalex_key`` is a key of OpenAlex, which is only asked with one. ``agent`` is how auditor names itself.
    """

    timeout: float = 10.0
    max_age: float = DAY
    confirm: int = 1
    cache: bool = True
    polite: bool = True
    allow_private: bool = False
    archive: bool = True
    mailto: str = ""
    openalex_key: str = ""
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    services: Services = field(default_factory=Services)
    lists: Lists = field(default_factory=Lists)
    agent: str = "auditor"


_KEYS: dict[str, tuple[str, Any]] = {
    "timeout": ("a number of seconds above 0", lambda v: _number(v) and v > 0),
    "max-age": ("an age such as “12h”, “7d” or “0”", lambda v: parse_age(v) is not None),
    "confirm": ("a whole number from 1", lambda v: isinstance(v, int) and not isinstance(v, bool) and v >= 1),
    "cache": ("true or false", lambda v: isinstance(v, bool)),
    "polite": ("true or false", lambda v: isinstance(v, bool)),
    "allow-private": ("true or false", lambda v: isinstance(v, bool)),
    "archive": ("true or false", lambda v: isinstance(v, bool)),
    "mailto": (
        "an address of mail in ASCII letters (a domain in its “xn--” form)",
        lambda v: isinstance(v, str) and "@" in v and v.isascii() and v.isprintable(),
    ),
    "openalex-key-env": ("the name of an environment variable", lambda v: isinstance(v, str) and bool(v)),
    "services": ("a table of addresses", lambda v: isinstance(v, dict)),
    "lists": ("a table of addresses", lambda v: isinstance(v, dict)),
}


def read_online(path: Path, table: object, nearest: Any) -> Online:  # noqa: ANN401 — a function of auditor.config
    """Read the ``[online]`` table of a configuration file. Raises `ConfigError` with file, key and what is allowed."""
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: “online” must be a table: [online] with timeout = 10")
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in _KEYS:
            raise ConfigError(f"{path}: unknown key “online.{key}”{nearest(key, _KEYS)}")
        expected, fits = _KEYS[key]
        if not fits(value):
            raise ConfigError(f"{path}: “online.{key}” must be {expected}, not {value!r}")
        if key in ("services", "lists"):
            values[key] = _addresses(path, key, value, nearest)
        elif key == "openalex-key-env":
            values["openalex_key"] = os.environ.get(value, "")
        else:
            values[key.replace("-", "_")] = parse_age(value) if key == "max-age" else value
    return Online(**values)


def _addresses(path: Path, key: str, table: Mapping[str, object], nearest: Any) -> Any:  # noqa: ANN401
    """Read a table of addresses: `Services` or `Lists`."""
    usual: Any = Services() if key == "services" else Lists()
    known = [one.name for one in fields(usual)]
    for name, value in table.items():
        if name not in known:
            raise ConfigError(f"{path}: unknown key “online.{key}.{name}”{nearest(name, known)}")
        if not isinstance(value, str) or urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname:
            raise ConfigError(f"{path}: “online.{key}.{name}” must be a web address, not {value!r}")
    return replace(usual, **{name: str(value).rstrip("/") for name, value in table.items()})


def parse_age(value: object) -> float | None:
    """Give the seconds of an age; None where it is none.

    >>> parse_age("12h"), parse_age("7d"), parse_age("0"), parse_age("soon")
    (43200.0, 604800.0, 0.0, None)
    """
    if _number(value):
        return float(value) if value >= 0 else None  # type: ignore[arg-type, operator]  # a number
    if not isinstance(value, str) or not value:
        return None
    digits, unit = (value[:-1], value[-1]) if value[-1].isalpha() else (value, "s")
    scale = {"s": 1, "m": 60, "h": 3600, "d": DAY, "w": 7 * DAY}.get(unit)
    return float(digits) * scale if scale and digits.isascii() and digits.isdigit() else None


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
