"""Connections: to the addresses that were checked, and to no other, whatever the name says by then; or through a proxy."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from base64 import b64encode
from typing import Any

import h11  # noqa: TID251 — HTTP/1.1 as bytes; what stands above it in httpx and httpcore takes more time than it

from auditor.model.made import NamedTuple
from auditor.net.troubles import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ADDRESSES = 3  # of a host that are tried
_EACH = 2.5  # seconds for one address to take a connection where there is another
_HELD = 1 << 18  # bytes that may wait to be read before the other side has to
_AT_ONCE = 256  # parts of an answer that are taken before others have their turn
_BARE = frozenset({204, 205, 304})  # statuses of answers without a body
_MOST_HEAD = 1 << 17  # bytes of headers, or of one size of a chunk: more is no answer


class Origin(NamedTuple):
    """Whom a connection is to: scheme, name and port."""

    scheme: str
    name: str
    port: int


class Proxy(NamedTuple):
    """Through whom hosts are asked; ``credentials`` are “user:password”, or nothing."""

    origin: Origin
    credentials: str = ""

    def headers(self) -> list[tuple[str, str]]:
        """Give the headers that it alone is to see."""
        word = b64encode(self.credentials.encode()).decode("ascii")
        return [("Proxy-Authorization", f"Basic {word}")] if self.credentials else []


class Wire(asyncio.Protocol):
    """The bytes of a connection. Time is kept by whoever asks, for all of a request."""

    def __init__(self) -> None:
        self.transport: Any = None
        self._came: list[bytes] = []
        self._size = 0
        self._paused = False
        self._ended = False
        self._error: Exception | None = None
        self._waiter: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Take what has come; where too much waits, the other side has to."""
        self._came.append(data)
        self._size += len(data)
        if self._size > _HELD and not self._paused:
            self._paused = True
            self.transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        """Take note that no more comes; the transport closes itself."""
        self._ended = True
        self._wake()

    def connection_lost(self, error: Exception | None) -> None:
        """Take note that the connection is gone."""
        self._ended = True
        self._error = error
        self._wake()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    @property
    def is_quiet(self) -> bool:
        """Whether nothing has come that nobody asked for, not even the end."""
        return not self._came and not self._ended and not self.transport.is_closing()

    async def read(self) -> bytes:
        """Give what has come, at least a byte; nothing at the end. Raises `OSError` where the connection broke."""
        if not self._came and not self._ended:
            self._waiter = asyncio.get_running_loop().create_future()
            try:
                await self._waiter
            finally:
                self._waiter = None
        data = b"".join(self._came)
        self._came.clear()
        self._size = 0
        if self._paused and not self._ended:
            self._paused = False
            self.transport.resume_reading()
        if not data and self._error is not None:
            raise ConnectionResetError(str(self._error)) from self._error
        return data


class Connection:
    """HTTP/1.1 on a wire: one question after the other."""

    def __init__(self, wire: Wire, origin: Origin) -> None:
        self.origin = origin
        self.used = False  # for an earlier question: then its break may only mean that the server has closed it since
        self.since = 0.0  # when it was last given back, by the clock of the loop
        self._wire = wire
        self._bare = False  # its last answer had no body: servers that send one all the same would be a page behind
        self._events = 0
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEAD)

    async def ask(self, method: str, target: str | bytes, headers: Sequence[tuple[str, str]]) -> h11.Response:
        """Send a question and give the head of its answer. Raises `OSError`, `h11.ProtocolError` or `Refused`."""
        try:
            request = self._http.send(h11.Request(method=method, target=target, headers=list(headers)))
        except (h11.LocalProtocolError, UnicodeError) as error:  # no fault of the server's
            raise Refused("internal", f"could not be asked ({error}); please report it") from error
        self._wire.transport.write((request or b"") + (self._http.send(h11.EndOfMessage()) or b""))
        while True:
            event = await self._next()
            if isinstance(event, h11.Response):
                self._bare = event.status_code in _BARE
                return event
            if not isinstance(event, h11.InformationalResponse):
                raise h11.RemoteProtocolError("no answer")

    async def receive(self) -> bytes | None:
        """Give the next piece of the body; None at its end. Raises as `ask` does."""
        event = await self._next()
        return bytes(event.data) if isinstance(event, h11.Data) else None

    async def _next(self) -> Any:  # noqa: ANN401 — an event of h11
        self._events += 1
        if not self._events % _AT_ONCE:
            await asyncio.sleep(0)
        while (event := self._http.next_event()) is h11.NEED_DATA:
            data = await self._wire.read()
            if not data and self._http.their_state is h11.SEND_RESPONSE:
                raise ConnectionResetError("closed without an answer")
            self._http.receive_data(data)
        return event

    def again(self) -> bool:
        """Make ready for another question; false where the connection cannot take one."""
        http = self._http
        done = http.our_state is h11.DONE and http.their_state is h11.DONE
        if not done or self._bare or http.trailing_data[0] or not self._wire.is_quiet:
            return False
        http.start_next_cycle()
        self.used = True
        self.since = asyncio.get_running_loop().time()
        return True

    async def is_fresh(self, most: float) -> bool:
        """Tell whether it can still be used, ``most`` seconds after it was given back at the latest."""
        for _ in range(2):  # one turn of the loop sees what has come, the next one takes it in
            await asyncio.sleep(0)
        return self._wire.is_quiet and asyncio.get_running_loop().time() - self.since < most

    def close(self) -> None:
        """Close, without waiting for the other side to agree."""
        self._wire.transport.abort()

    async def encrypt(self, tls: ssl.SSLContext, name: str) -> None:
        """Go on in TLS, after a proxy has connected."""
        loop = asyncio.get_running_loop()
        self._wire.transport = await loop.start_tls(self._wire.transport, self._wire, tls, server_hostname=name)


async def connect(addresses: Sequence[str], origin: Origin, tls: ssl.SSLContext | None) -> Connection:
    """Connect to the first of the addresses that takes a connection; the certificate is checked against the name.

    Raises `OSError`.
    """
    *others, last = addresses[:_ADDRESSES]
    for address in others:
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(_EACH):
                return Connection(await _wire(address, origin, tls), origin)
    return Connection(await _wire(last, origin, tls), origin)


async def _wire(address: str, origin: Origin, tls: ssl.SSLContext | None) -> Wire:
    secure = {"ssl": tls, "server_hostname": origin.name} if origin.scheme == "https" else {}
    _, wire = await asyncio.get_running_loop().create_connection(Wire, address, origin.port, **secure)  # type: ignore[call-overload]
    return wire  # type: ignore[no-any-return]


async def connect_through(proxy: Proxy, origin: Origin, tls: ssl.SSLContext | None) -> Connection:
    """Connect by way of a proxy, which resolves the name. Raises `Refused` where the proxy is the trouble, else `OSError`."""
    named = f"the proxy {proxy.origin.name}:{proxy.origin.port}"
    if proxy.origin.scheme not in ("http", "https"):
        raise Refused("proxy", f"{named} is one of {proxy.origin.scheme}; auditor speaks to proxies by http or https")
    try:
        wire = await _wire(proxy.origin.name, proxy.origin, tls)
    except OSError as error:
        raise Refused("proxy", f"{named} cannot be reached ({error.strerror or error})") from error
    if origin.scheme == "http":
        return Connection(wire, origin)
    asking = Connection(wire, origin)
    host = f"[{origin.name}]" if ":" in origin.name else origin.name
    where = f"{host}:{origin.port}"
    try:
        answer = await asking.ask("CONNECT", where, [("Host", where), *proxy.headers()])
        if 200 <= answer.status_code < 300:
            await asking.encrypt(tls or ssl.create_default_context(), origin.name)
            return Connection(wire, origin)
    except BaseException as error:
        asking.close()
        if isinstance(error, ssl.SSLError) or not isinstance(error, (OSError, h11.ProtocolError)):
            raise
        raise Refused("proxy", f"{named} does not connect to {where} ({error})") from error
    asking.close()
    raise Refused("proxy", f"{named} answers {answer.status_code} when it is to connect to {where}")
