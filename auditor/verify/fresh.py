"""How long an answer may be used without asking again, and how it is asked about again: RFC 9111 for a private cache."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_HEURISTIC = 0.1  # of the time since the last change (RFC 9111, 4.2.2)
_MOST = 86_400.0  # seconds that a guess is good for


def lifetime(headers: Mapping[str, str]) -> float | None:
    """Give the seconds for which an answer is fresh (0: ask each time); None where it must not be stored.

    >>> lifetime({"cache-control": "max-age=60", "age": "10"}), lifetime({"cache-control": "no-store"})
    (50.0, None)
    """
    control = _directives(headers.get("cache-control", ""))
    if "no-store" in control:
        return None
    if "no-cache" in control or headers.get("vary", "").strip() == "*":
        return 0.0
    date = _seconds(headers.get("date", ""))
    if (age := control.get("max-age", "")).isdigit():
        life = float(age[:10])
    elif "expires" in headers:
        expires = _seconds(headers["expires"])
        life = expires - date if expires is not None and date is not None else 0.0
    else:
        changed = _seconds(headers.get("last-modified", ""))
        life = min(_MOST, (date - changed) * _HEURISTIC) if changed is not None and date is not None else 0.0
    told = headers.get("age", "").strip()
    return max(0.0, life - (float(told[:10]) if told.isdigit() else 0.0))


def conditions(etag: str, last_modified: str) -> dict[str, str]:
    """Give the headers that ask whether an answer has changed; none where it has no validator that can be sent."""
    found = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in found.items() if value and value.isascii() and value.isprintable()}


def _directives(value: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in value.split(","))
    return {name.strip().lower(): setting.strip().strip('"') for name, _, setting in pairs if name.strip()}


def _seconds(value: str) -> float | None:
    try:
        return parsedate_to_datetime(value).timestamp() if value else None
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
