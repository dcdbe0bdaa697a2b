"""The proxies that the environment names: HTTP_PROXY, HTTPS_PROXY, ALL_PROXY and NO_PROXY, as curl reads them."""

from __future__ import annotations

from functools import cache
from urllib.request import getproxies, proxy_bypass

from auditor.net.guard import literal


@cache
def proxy_for(scheme: str, host: str) -> str:
    """Give the URL of the proxy through which a host is asked; nothing where it is asked directly.

    >>> proxy_for("http", "localhost")
    ''
    """
    host = literal(host) or host.rstrip(".")
    if host == "localhost" or host.endswith(".localhost") or host.startswith("127.") or host == "::1":
        return ""
    proxies = getproxies()
    found = proxies.get(scheme) or proxies.get("all") or ""
    if not found or proxy_bypass(host):
        return ""
    return found if "://" in found else f"http://{found}"
