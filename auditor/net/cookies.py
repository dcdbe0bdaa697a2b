"""Cookies of one chain of redirects: many sites send their readers in a circle until they bring one."""

from __future__ import annotations

from urllib.parse import urlsplit

_MOST = 4096  # characters sent: a site that wants more wants too much


class Cookies:
    """What hosts have set on the way to a page; each is sent back to the host that set it, and forgotten with the page."""

    def __init__(self) -> None:
        self._by_host: dict[tuple[str, str], dict[str, str]] = {}

    def take(self, url: str, headers: str) -> None:
        """Take the ``Set-Cookie`` headers of an answer, a line each."""
        for line in headers.split("\n"):
            name, sign, value = line.partition(";")[0].partition("=")
            if sign and name.strip() and "\x00" not in line:
                self._by_host.setdefault(_site(url), {})[name.strip()] = value.strip()

    def header(self, url: str) -> dict[str, str]:
        """Give the header to send to a URL; none where its host has set nothing."""
        if not self._by_host:
            return {}
        pairs = self._by_host.get(_site(url), {})
        value = "; ".join(f"{name}={value}" for name, value in pairs.items())
        return {"Cookie": value} if value and len(value) <= _MOST and value.isascii() else {}


def _site(url: str) -> tuple[str, str]:
    """Give host and scheme: what came over TLS never goes without."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or ""
