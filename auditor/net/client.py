"""Asks questions: one small client a host, addresses checked and pinned, redirects followed by hand, bodies capped."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from typing import Any, Self

import h11  # noqa: TID251 — as in `auditor.net.wire`

from auditor.net.authorities import trusted
from auditor.net.body import ENCODINGS, Body
from auditor.net.cookies import Cookies
from auditor.net.guard import Names
from auditor.net.hosts import Host, Named, Network
from auditor.net.proxies import proxy_for
from auditor.net.troubles import Refused, retry_after, trouble_of
from auditor.net.values import Answer, Hop, Terms
from auditor.net.wire import Connection, Origin, Proxy

# httpx's own command draws with rich, which takes three times as long to import as all the rest of it, and is optional there.
_HIDES = "httpx._main" not in sys.modules
if _HIDES:
    sys.modules["httpx._main"] = None  # type: ignore[assignment]  # how Python is told that there is no such module
import httpx  # noqa: E402, TID251 — this is the one module that may

if _HIDES:
    del sys.modules["httpx._main"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping, Sequence
    from types import TracebackType

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LOST = frozenset({404, 410})
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
_MOST_OF_AN_ERROR = 1 << 16
_JOINED = {"location": "", "set-cookie": "\n"}  # headers of which the last one holds, or that must stay apart
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Client:
    """Asks URLs by GET. A context manager: leaving it ends what is under way.

    No method raises because of what a server does; `Answer.trouble` says it. Entering raises `UsageError` where the environment
    names authorities that cannot be read.
    """

    def __init__(self, terms: Terms | None = None) -> None:
        self.terms = terms or Terms()
        self._names = Names()
        self._network = Network(self.terms, self._names)
        self._headers_of = _by_name(self.terms.headers)
        self._hosts: dict[tuple[str, str], Host] = {}
        self._total = asyncio.Semaphore(self.terms.connections)
        self._under_way: dict[object, asyncio.Task[Answer]] = {}
        self._tls: ssl.SSLContext | None = None

    async def __aenter__(self) -> Self:
        self._tls = trusted()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for task in self._under_way.values():
            task.cancel()

    async def get(
        self,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        follow: bool = True,
        known: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Answer:
        """Ask for a URL. The same question, asked again while it is under way, gets the same answer.

        ``headers`` are added to every request; those of ``known``, which are for one URL each, only when that is asked: they make
        a request conditional on what that very URL said earlier.
        """
        about = tuple((one, tuple(more.items())) for one, more in (known or {}).items())
        key = (url.partition("#")[0], follow, tuple((headers or {}).items()), about)
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.ensure_future(self._chain(key[0], dict(headers or {}), known or {}, follow=follow))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await task

    async def _chain(self, url: str, headers: dict[str, str], known: Mapping[str, Mapping[str, str]], *, follow: bool) -> Answer:
        """Ask for a URL and for what it redirects to; each hop is checked as the first one was."""
        hops: list[Hop] = []
        cookies = Cookies()
        seen = {(url, "")}
        while True:
            answer = await self._patiently(url, {**cookies.header(url), **headers, **known.get(url, {})})
            to = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not to or not follow:
                return replace(answer, hops=tuple(hops))
            target = _joined(url, to)
            hops.append(Hop(url, answer.status, target or to))
            if not target:
                return _ended(answer, "bad-redirect", f"redirects to “{to[:200]}”, which is no web address", hops)
            cookies.take(url, answer.headers.get("set-cookie", ""))
            step = target, cookies.header(target).get("Cookie", "")
            if step in seen or len(hops) > self.terms.redirects:
                how = "in a circle" if step in seen else f"more than {self.terms.redirects} times"
                return _ended(answer, "redirect-loop", f"redirects {how}", hops)
            seen.add(step)
            url = target

    async def _patiently(self, url: str, headers: dict[str, str]) -> Answer:
        """Ask one URL, again where the server is busy or stumbles; nothing else is asked twice."""
        try:
            parsed = httpx.URL(url)
            if parsed.scheme not in _DEFAULT_PORTS or not parsed.host:
                return Answer(url, trouble="bad-url", detail="is no address of the web")
        except (httpx.InvalidURL, ValueError) as error:
            return Answer(url, trouble="bad-url", detail=f"is no valid address ({error})")
        tries = 0
        while True:
            tries += 1
            answer = replace(await self._once(parsed, url, headers), tries=tries)
            broken = answer.trouble == "reset" and tries == 1  # a browser would try again, too
            busy = answer.status == 429 or 500 <= answer.status < 600
            if not broken and (not busy or tries > self.terms.retries):
                return answer
            told = retry_after(answer.headers.get("retry-after", ""))
            wait = told if told is not None else self.terms.backoff * 2 ** (tries - 1)
            if wait > self.terms.longest_wait:
                return answer
            if answer.status in (429, 503):
                self._host(parsed).pause(wait)
            await asyncio.sleep(wait)

    async def _once(self, parsed: httpx.URL, url: str, headers: dict[str, str]) -> Answer:
        try:
            host = self._host(parsed)
        except Refused as refused:
            return Answer(url, trouble=refused.trouble, detail=refused.detail)
        async with host.turn(self._total):
            answer = await self._exchange(host, parsed, url, headers)
        if answer.status:
            self._network.seen()
        return answer

    def _host(self, url: httpx.URL) -> Host:
        name = url.raw_host.decode("ascii")  # `url.host` is for people: Python would look it up under the names of IDNA 2003
        proxy = proxy_for(url.scheme, name)
        key = (name, proxy)
        if key not in self._hosts:
            pace = self.terms.paces.get(name, self.terms.pace)
            self._hosts[key] = Host(Named(name, url.host), pace, self._network, _proxy(proxy), self._tls)
        return self._hosts[key]

    async def _exchange(self, host: Host, parsed: httpx.URL, url: str, headers: dict[str, str]) -> Answer:
        """Send the request and read the answer: the name stands in it and in the TLS handshake, the address in the connection."""
        head: h11.Response | None = None
        connection: Connection | None = None
        body = Body(0)
        origin = Origin(parsed.scheme, parsed.raw_host.decode("ascii"), parsed.port or _DEFAULT_PORTS[parsed.scheme])
        try:
            await host.addresses()
            async with asyncio.timeout(self.terms.timeout):
                while head is None:
                    connection = await host.connection(origin, new=connection is not None)
                    head = await self._asked(host, connection, parsed, headers)
                found = _plain(head.headers)
                most = self.terms.most_bytes if 200 <= head.status_code < 300 else min(_MOST_OF_AN_ERROR, self.terms.most_bytes)
                body = Body(most, found.get("content-encoding", ""))
                while (piece := await connection.receive()) is not None and body.feed(piece):  # type: ignore[union-attr]
                    pass
        except Refused as refused:
            return Answer(url, trouble=refused.trouble, detail=refused.detail)
        except (h11.ProtocolError, TimeoutError, OSError, ValueError) as error:
            if head is None:
                trouble, detail = trouble_of(error)
                return Answer(url, trouble=trouble, detail=detail)
            body.stop()  # the answer is known; that its body stops short changes little
        finally:
            if connection is not None:
                host.give_back(connection)
        return Answer(url, head.status_code, headers=found, body=body.data, cut=body.cut)

    async def _asked(self, host: Host, connection: Connection, parsed: httpx.URL, headers: dict[str, str]) -> h11.Response | None:
        """Send the request and give the head of the answer; None where a kept connection was of no use any more.

        What is told there of a loss may be left over of an earlier answer, which a broken server gave twice.
        """
        target: str | bytes = parsed.raw_path
        sent = self._headers(parsed, headers, trusted=parsed.scheme == "https" or await host.is_near())
        if host.proxy is not None and parsed.scheme == "http":
            target = str(parsed.copy_with(username=None, password=None, fragment=None))
            sent += host.proxy.headers()
        try:
            head = await connection.ask("GET", target, sent)
        except (h11.ProtocolError, OSError):
            if not connection.used:
                raise
        else:
            left_over = head.status_code == 408 or (self.terms.doubts and head.status_code in _LOST)
            if not connection.used or not left_over:
                return head
        connection.close()
        return None

    def _headers(self, parsed: httpx.URL, headers: dict[str, str], *, trusted: bool) -> list[tuple[str, str]]:
        """Give the headers to send, each once; to a host that is to be ``trusted``, those that are its own as well."""
        usual = {
            "Host": parsed.netloc.decode("ascii").rpartition("@")[2],
            "User-Agent": self.terms.user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": "en;q=0.9, *;q=0.5",
            "Accept-Encoding": ENCODINGS,
        }
        sent = {name.lower(): (name, value) for name, value in usual.items()}
        for more in (self._headers_of.get(parsed.raw_host.decode("ascii"), {}) if trusted else {}, headers):
            for name, value in more.items():
                key = name.lower()
                both = f"{sent[key][1]}; {value}" if key == "cookie" and key in sent else value
                sent[key] = sent["host"] if key == "host" else (name, both)
        return list(sent.values())


def name_of(url: str) -> str:
    """Give the host of a URL in ASCII, as it is looked up; nothing where there is none.

    >>> name_of("https://straße.example/a")
    'xn--strae-oqa.example'
    """
    try:
        return httpx.URL(url).raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError):
        return ""


def _by_name(headers: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Give headers by the names of hosts in ASCII, however these are written."""
    found: dict[str, dict[str, str]] = {}
    for host, more in headers.items():
        found.setdefault(name_of(f"https://{host}/") or host, {}).update(more)
    return found


def _ended(answer: Answer, trouble: Any, detail: str, hops: list[Hop]) -> Answer:  # noqa: ANN401 — a literal of `Trouble`
    return replace(answer, status=0, trouble=trouble, detail=detail, hops=tuple(hops))


def _joined(url: str, to: str) -> str:
    """Give where a redirect leads; nothing where that is no address of the web."""
    try:
        joined = httpx.URL(url).join(to)
    except (httpx.InvalidURL, ValueError):
        return ""
    return str(joined.copy_with(fragment=None)) if joined.scheme in _DEFAULT_PORTS and joined.host else ""


def _plain(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """Give headers by their names in lower case; those that stand several times as one."""
    found: dict[str, str] = {}
    for name, value in headers:
        key = name.decode("latin-1").lower()
        text = _address(value) if key == "location" else value.decode("utf-8", "replace")
        sign = _JOINED.get(key, ", ")
        found[key] = f"{found[key]}{sign}{text}" if key in found and sign else text
    return found


def _address(value: bytes) -> str:
    """Give an address as its bytes are, whatever the encoding they are in: a browser sends these very bytes back."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in value)


def _proxy(url: str) -> Proxy | None:
    if not url:
        return None
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError):  # its words are not told: they may hold a password
        raise Refused("proxy", "the proxy that the environment names is no valid address") from None
    port = parsed.port or _DEFAULT_PORTS.get(parsed.scheme, 1080)
    return Proxy(Origin(parsed.scheme, parsed.host, port), f"{parsed.username}:{parsed.password}" if parsed.username else "")
