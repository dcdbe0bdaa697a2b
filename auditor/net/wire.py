"""Connections: to the addresses that were checked, and to no other, whatever the name says by then."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

import httpcore  # noqa: TID251 — httpx's own engine; its layer above takes half the time

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Sequence

_ADDRESSES = 3  # of a host that are tried


class Wire(httpcore.AsyncNetworkStream):
    """A connection. Time is kept by whoever asks, for all of a request: the timeouts given here say no more."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002, ASYNC109 — httpcore's signature
        """Read what has come."""
        try:
            return await self._reader.read(max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109
        """Send."""
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """Close, without waiting for the other side to agree."""
        self._writer.close()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109
    ) -> httpcore.AsyncNetworkStream:
        """Go on in TLS; the certificate is checked against the name."""
        try:
            await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except OSError as error:  # `ssl.SSLError` is one
            self._writer.close()
            raise httpcore.ConnectError(str(error)) from error
        return self

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 — httpcore's signature
        """Tell what httpcore asks: whether an idle connection was closed, and what TLS agreed on."""
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.is_closing()
        return self._writer.get_extra_info(info)


class Connections(httpcore.AsyncNetworkBackend):
    """Connects to the first of the ``addresses`` that takes a connection; None connects to whatever is named (a proxy)."""

    def __init__(self, addresses: Sequence[str] | None) -> None:
        self._addresses = addresses

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 — httpcore's signature
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.AsyncNetworkStream:
        """Connect."""
        *others, last = [host] if self._addresses is None else self._addresses[:_ADDRESSES]
        for address in others:
            with contextlib.suppress(OSError):
                return Wire(*await asyncio.open_connection(address, port))
        try:
            return Wire(*await asyncio.open_connection(last, port))
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)
