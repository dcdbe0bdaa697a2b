"""What is asked of the network, on which terms, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    Resolver = Callable[[str], Awaitable[list[str]]]

MEGABYTE = 1 << 20

# Why there is no answer. None of these says that a page is gone, save "no-such-host": the name is not registered.
Trouble = Literal[
    "",
    "timeout",
    "refused",
    "unreachable",
    "reset",
    "protocol",
    "proxy",
    "no-such-host",
    "dns-failed",
    "no-network",
    "tls-expired",
    "tls-name",
    "tls-untrusted",
    "tls",
    "redirect-loop",
    "bad-redirect",
    "private-address",
    "bad-url",
    "interrupted",
    "internal",
]


class Pace(NamedTuple):
    """How gently a host is asked: connections at one time, and seconds between the beginnings of two requests."""

    connections: int = 5
    interval: float = 0.05


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms the network is asked.

    ``timeout`` is for one request, from its beginning to the end of its body; ``retries`` and ``longest_wait`` (both seconds and
    times) hold for answers 429 and 5xx only. Over ``connections`` is asked at one time, and twice as many may stay open, idle.
    With ``doubts``, 404 and 410 on a connection that was used before are asked about once more, on a new one.
    ``most_bytes`` of a body are read, after decompression. ``paces`` are those of single hosts. ``headers`` are sent to one host
    each, by its name, over TLS only, or to a host that has no public address and is asked through no proxy. ``resolve`` gives the
    addresses of a name, for tests.
    """

    timeout: float = 10.0
    pace: Pace = field(default_factory=Pace)
    paces: Mapping[str, Pace] = field(default_factory=dict)
    connections: int = 100
    retries: int = 2
    backoff: float = 0.5
    longest_wait: float = 10.0
    most_bytes: int = MEGABYTE
    redirects: int = 10
    allow_private: bool = False
    doubts: bool = True
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    user_agent: str = "Mozilla/5.0 (compatible; auditor)"
    resolve: Resolver | None = None


class Hop(NamedTuple):
    """A redirect: who sent it, with which status, and where to."""

    url: str
    status: int
    to: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one question.

    ``status`` is that of the last answer, 0 where there was none; then ``trouble`` names why, and ``detail`` says it in words.
    ``url`` is where the answer came from, after the redirects in ``hops``. ``headers`` have names in lower case. ``body`` is
    decompressed; ``cut`` tells that it is not all of it. ``tries`` counts the requests for the last URL.
    """

    url: str
    status: int = 0
    trouble: Trouble = ""
    detail: str = ""
    hops: tuple[Hop, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    cut: bool = False
    tries: int = 1
