"""Asks questions: one small client a host, addresses checked and pinned, redirects followed by hand, bodies capped."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any, Self

import httpx  # noqa: TID251 — this is the one module that may

from auditor.net.body import ENCODINGS, Body
from auditor.net.guard import Names
from auditor.net.hosts import Host, Network, Refused
from auditor.net.proxies import proxy_for
from auditor.net.troubles import retry_after, trouble_of
from auditor.net.values import Answer, Hop, Terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping
    from types import TracebackType

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.8"
_MOST_OF_AN_ERROR = 1 << 16
_ADDRESSES = 3  # of a host that are tried
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Client:
    """Asks URLs by GET. A context manager: leaving it closes every connection.

    No method raises because of what a server does; `Answer.trouble` says it.
    """

    def __init__(self, terms: Terms | None = None) -> None:
        self.terms = terms or Terms()
        self._names = Names()
        self._network = Network(self.terms, self._names)
        self._hosts: dict[tuple[str, str], Host] = {}
        self._total = asyncio.Semaphore(self.terms.connections)
        self._under_way: dict[object, asyncio.Task[Answer]] = {}
        self._tls: ssl.SSLContext | None = None

    async def __aenter__(self) -> Self:
        self._tls = httpx.create_ssl_context()  # minds SSL_CERT_FILE and SSL_CERT_DIR; takes its time, so before any clock runs
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._names.close()

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
        key = (url.partition("#")[0], follow, tuple((headers or {}).items()))
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.ensure_future(self._chain(key[0], dict(headers or {}), known or {}, follow=follow))
            self._under_way[key] = task
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await task

    async def _chain(self, url: str, headers: dict[str, str], known: Mapping[str, Mapping[str, str]], *, follow: bool) -> Answer:
        """Ask for a URL and for what it redirects to; each hop is checked as the first one was."""
        hops: list[Hop] = []
        seen = {url}
        while True:
            answer = await self._patiently(url, {**headers, **known.get(url, {})})
            to = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not to or not follow:
                return replace(answer, hops=tuple(hops))
            target = _joined(url, to)
            hops.append(Hop(url, answer.status, target or to))
            if not target:
                return _ended(answer, "bad-redirect", f"redirects to “{to[:200]}”, which is no web address", hops)
            if target in seen or len(hops) > self.terms.redirects:
                how = "in a circle" if target in seen else f"more than {self.terms.redirects} times"
                return _ended(answer, "redirect-loop", f"redirects {how}", hops)
            seen.add(target)
            url = target

    async def _patiently(self, url: str, headers: dict[str, str]) -> Answer:
        """Ask one URL, again where the server is busy or stumbles; nothing else is asked twice."""
        tries = 0
        while True:
            tries += 1
            answer = replace(await self._once(url, headers), tries=tries)
            if not (answer.status == 429 or answer.status >= 500) or tries > self.terms.retries or answer.status == 999:
                return answer
            told = retry_after(answer.headers.get("retry-after", ""))
            wait = told if told is not None else self.terms.backoff * 2 ** (tries - 1)
            if wait > self.terms.longest_wait:
                return answer
            if answer.status in (429, 503):
                self._host(httpx.URL(url)).pause(wait)
            await asyncio.sleep(wait)

    async def _once(self, url: str, headers: dict[str, str]) -> Answer:
        try:
            parsed = httpx.URL(url)
            if parsed.scheme not in _DEFAULT_PORTS or not parsed.host:
                return Answer(url, trouble="bad-url", detail="is no address of the web")
        except (httpx.InvalidURL, ValueError) as error:
            return Answer(url, trouble="bad-url", detail=f"is no valid address ({error})")
        host = self._host(parsed)
        async with host.turn(self._total) as transport:
            answer = await self._at_some_address(host, transport, parsed, url, headers)
            if answer.trouble == "reset" and host.served:  # a connection kept too long: the server has closed it by now
                answer = await self._at_some_address(host, transport, parsed, url, headers)
        if answer.status:
            host.served = True
            self._network.seen()
        return answer

    def _host(self, url: httpx.URL) -> Host:
        proxy = proxy_for(url.scheme, url.host)
        key = (url.host, proxy)
        if key not in self._hosts:
            pace = self.terms.paces.get(url.host, self.terms.pace)
            self._hosts[key] = Host(url.host, pace, self._network, lambda most: self._transport(most, proxy))
        return self._hosts[key]

    def _transport(self, connections: int, proxy: str) -> httpx.AsyncHTTPTransport:
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        return httpx.AsyncHTTPTransport(
            verify=self._tls or True, limits=limits, proxy=httpx.Proxy(proxy) if proxy else None, retries=0
        )

    async def _at_some_address(
        self, host: Host, transport: httpx.AsyncHTTPTransport, parsed: httpx.URL, url: str, headers: dict[str, str]
    ) -> Answer:
        """Ask at the first address of a host that takes a connection."""
        if proxy_for(parsed.scheme, parsed.host):  # a proxy resolves names, and decides whom it speaks to
            return await self._exchange(transport, parsed, url, headers, "")
        try:
            addresses = await host.addresses()
        except Refused as refused:
            return Answer(url, trouble=refused.trouble, detail=refused.detail)
        answer = Answer(url)
        for address in addresses[:_ADDRESSES]:
            answer = await self._exchange(transport, parsed, url, headers, address)
            if answer.trouble not in ("refused", "unreachable"):
                break
        return answer

    async def _exchange(
        self, transport: httpx.AsyncHTTPTransport, parsed: httpx.URL, url: str, headers: dict[str, str], address: str
    ) -> Answer:
        """Ask at one address: the name stands in the Host header and in the TLS handshake, the address in the connection."""
        request = self._request(parsed, headers, address)
        response: httpx.Response | None = None
        body = Body(0)
        try:
            async with asyncio.timeout(self.terms.timeout):
                response = await transport.handle_async_request(request)
                good = 200 <= response.status_code < 300
                most = self.terms.most_bytes if good else min(_MOST_OF_AN_ERROR, self.terms.most_bytes)
                body = Body(most, response.headers.get("content-encoding", ""))
                async for chunk in response.stream:  # type: ignore[union-attr]  # an asynchronous one, of an asynchronous transport
                    if not body.feed(chunk):
                        break
        except (httpx.HTTPError, TimeoutError, OSError, ValueError) as error:
            if response is None:
                trouble, detail = trouble_of(error)
                return Answer(url, trouble=trouble, detail=detail)
            body.cut = True  # the answer is known; that its body stops short changes little
        finally:
            if response is not None:
                await _close(response)
        return Answer(url, response.status_code, headers=_plain(response.headers), body=body.data, cut=body.cut)

    def _request(self, parsed: httpx.URL, headers: dict[str, str], address: str) -> httpx.Request:
        sent = {
            "Host": parsed.netloc.decode("ascii").rpartition("@")[2],
            "User-Agent": self.terms.user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": "en;q=0.9, *;q=0.5",
            "Accept-Encoding": ENCODINGS,
            **self.terms.headers.get(parsed.host, {}),
            **headers,
        }
        timeout = self.terms.timeout
        extensions: dict[str, Any] = {"timeout": {"connect": timeout, "read": timeout, "write": timeout}}
        if address:
            extensions["sni_hostname"] = parsed.raw_host.decode("ascii")
        pinned = parsed.copy_with(host=address or parsed.host, username=None, password=None, fragment=None)
        return httpx.Request("GET", pinned, headers=sent, extensions=extensions)


def _ended(answer: Answer, trouble: Any, detail: str, hops: list[Hop]) -> Answer:  # noqa: ANN401 — a literal of `Trouble`
    return replace(answer, status=0, trouble=trouble, detail=detail, hops=tuple(hops))


def _joined(url: str, to: str) -> str:
    """Give where a redirect leads; nothing where that is no address of the web."""
    try:
        joined = httpx.URL(url).join(to)
    except (httpx.InvalidURL, ValueError):
        return ""
    return str(joined.copy_with(fragment=None)) if joined.scheme in _DEFAULT_PORTS and joined.host else ""


def _plain(headers: httpx.Headers) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


async def _close(response: httpx.Response) -> None:
    try:
        await response.aclose()
    except (httpx.HTTPError, OSError, RuntimeError):  # it is over either way
        return
