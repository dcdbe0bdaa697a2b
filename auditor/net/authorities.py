"""Whom TLS trusts: the authorities that the environment names, else those that come with certifi."""

from __future__ import annotations

import os
import ssl
from functools import lru_cache
from pathlib import Path

from auditor.errors import UsageError

# As curl, OpenSSL and requests call them; the first that is set holds.
_VARIABLES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def trusted() -> ssl.SSLContext:
    """Give what a TLS connection trusts. It takes its time: once for all clients, before any clock runs.

    Raises `UsageError` where the environment names a file or directory that holds no authorities: nothing could be trusted, and
    every host would seem at fault.
    """
    name = next((name for name in _VARIABLES if os.environ.get(name)), "")
    return _context(name, os.environ.get(name, ""))


@lru_cache(maxsize=2)
def _context(name: str, path: str) -> ssl.SSLContext:
    try:
        context = _loaded(path)
    except ssl.SSLError:
        raise UsageError(f"{name}={path}: holds no certificates; name a file of authorities in PEM, or unset it") from None
    except OSError as error:
        raise UsageError(f"{name}={path}: {error.strerror or error}; name a file of authorities in PEM, or unset it") from None
    context.set_alpn_protocols(["http/1.1"])
    return context


def _loaded(path: str) -> ssl.SSLContext:
    if not path:
        import certifi  # noqa: PLC0415 — where the environment names others, nobody needs its own

        return ssl.create_default_context(cafile=certifi.where())
    if Path(path).is_dir():
        return ssl.create_default_context(capath=path)
    return ssl.create_default_context(cafile=path)
