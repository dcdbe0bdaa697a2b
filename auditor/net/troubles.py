"""What goes wrong on the way to an answer, by name."""

from __future__ import annotations

import errno
import ssl
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.net.values import Trouble


class Refused(Exception):  # noqa: N818 — it ends a question, and is no fault
    """A host that cannot or must not be spoken to, and why."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.trouble: Trouble = trouble
        self.detail = detail


_EXPIRED = 10  # codes of OpenSSL's certificate verification
_NOT_YET = 9
_OTHER_NAME = frozenset({62, 64})
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_KINDS: tuple[tuple[type[OSError], Trouble], ...] = (
    (TimeoutError, "timeout"),
    (ConnectionRefusedError, "refused"),
    (ConnectionError, "reset"),
)
_WORDS: dict[Trouble, str] = {
    "timeout": "did not answer in time",
    "refused": "refused the connection",
    "unreachable": "cannot be reached from here",
    "reset": "broke the connection off",
    "protocol": "answered in no valid HTTP",
}


def trouble_of(error: BaseException) -> tuple[Trouble, str]:
    """Name what went wrong, and say it in words."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return _of_certificate(cause)
    for cause in causes:
        if isinstance(cause, ssl.SSLError):
            if "NO_APPLICATION_PROTOCOL" in str(cause.reason):
                return "protocol", "speaks HTTP/2 and nothing else"
            return "tls", f"has no working TLS ({cause.reason or cause})"
    trouble = _plain(causes)
    return trouble, _WORDS[trouble]


def _plain(causes: list[BaseException]) -> Trouble:
    for cause in causes:
        if isinstance(cause, OSError):
            if cause.errno in _UNREACHABLE:
                return "unreachable"
            for kind, trouble in _KINDS:
                if isinstance(cause, kind):
                    return trouble
    return "unreachable" if isinstance(causes[0], OSError) else "protocol"


def _of_certificate(error: ssl.SSLCertVerificationError) -> tuple[Trouble, str]:
    if error.verify_code in (_EXPIRED, _NOT_YET):
        return "tls-expired", "has a certificate that is out of date"
    if error.verify_code in _OTHER_NAME:
        return "tls-name", "has the certificate of another host"
    return "tls-untrusted", f"has a certificate that nobody vouches for ({error.verify_message})"


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    todo = [error]
    while todo:
        one = todo.pop()
        if one is not None and one not in found:
            found.append(one)
            todo += [one.__cause__, one.__context__, *getattr(one, "exceptions", ())]
    return found


def retry_after(value: str) -> float | None:
    """Give the seconds that a ``Retry-After`` asks to wait; None where it says nothing that can be read.

    >>> retry_after("3"), retry_after("soon")
    (3.0, None)
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - datetime.now(UTC)).total_seconds())
