"""Which addresses may be spoken to: a text must not send auditor to the machines behind a firewall."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import threading
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")  # carries an IPv4 address in its last four bytes
_METADATA = IPv4Address("168.63.129.16")  # of a cloud, though it looks public; the others are link-local or private
_PROTOCOLS = IPv4Network("192.0.0.0/24")  # for protocols, and one cloud's metadata; older Pythons take it for public
_NUMBERS = re.compile(r"(?:(?:0x[0-9a-f]*|[0-9]+)\.){0,3}(?:0x[0-9a-f]*|[0-9]+)\.?", re.IGNORECASE)
_LOOKUPS = 32  # at one time
_CONTROL = "example.com"  # reserved by IANA, and there: a name server that does not know it knows nothing
_ROUTES = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))  # addresses of documentation: nothing is sent


class NameError_(Exception):  # noqa: N801, N818 — “NameError” is taken by Python
    """A name that could not be resolved; ``gone`` tells that there is no such name, not that nobody could be asked."""

    def __init__(self, words: str, *, gone: bool) -> None:
        super().__init__(words)
        self.gone = gone


def is_public(address: str) -> bool:
    """Tell whether an address is one of the open internet.

    Private, loopback, link-local, shared (CGNAT), reserved, multicast and metadata addresses are not, nor are IPv6 addresses that
    carry such an IPv4 address inside (mapped, 6to4, Teredo, NAT64).

    >>> is_public("93.184.215.14"), is_public("::ffff:10.0.0.1"), is_public("100.64.1.1")
    (True, False, False)
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:  # on no wire; Python 3.13 takes it for the address it holds
        return False
    if isinstance(ip, IPv6Address) and ip in _NAT64:  # how a network without IPv4 reaches the rest of the world
        return _public(IPv4Address(int(ip) & 0xFFFFFFFF))
    return _public(ip) and all(_public(inner) for inner in _carried(ip))


def _public(ip: IPv4Address | IPv6Address) -> bool:
    return (
        ip.is_global
        and not ip.is_multicast
        and not ip.is_reserved
        and ip != _METADATA
        and (ip.version == 6 or ip not in _PROTOCOLS)
    )


def _carried(ip: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """Give the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(ip, IPv4Address):
        return []
    return [one for one in (ip.sixtofour, *(ip.teredo or ())) if one is not None]


def literal(host: str) -> str:
    """Give the address that a host is, where it is one and no name; else nothing.

    The system also takes numbers for addresses that are written in other ways, and so does a proxy.

    >>> literal("127.0.0.1."), literal("0x7f.1"), literal("2130706433"), literal("1.example")
    ('127.0.0.1', '127.0.0.1', '127.0.0.1', '')
    """
    try:
        return str(ip_address(host.strip("[]")))
    except ValueError:
        pass
    if not _NUMBERS.fullmatch(host):
        return ""
    try:
        return socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return ""


def has_route() -> bool:
    """Tell whether this machine has a way to the internet at all; asks the kernel, sends nothing."""
    for family, address in _ROUTES:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as probe:
                probe.connect((address, 9))
        except OSError:
            continue
        return True
    return False


class Names:
    """Resolves names, each once at a time, in threads of its own: a slow name server holds up nothing else."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(_LOOKUPS)
        self._works: asyncio.Task[bool] | None = None

    async def resolve(self, name: str) -> list[str]:
        """Give the addresses of a name, in the system's order of preference. Raises `NameError_`."""
        try:
            found = await self._ask(name)
        except socket.gaierror as error:
            unknown = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
            raise NameError_(str(error.strerror), gone=unknown and await self._working()) from None
        except (OSError, UnicodeError) as error:
            raise NameError_(str(error), gone=False) from None
        return list(dict.fromkeys(found))

    async def _working(self) -> bool:
        """Tell whether names can be resolved at all: some systems call every name unknown when they are offline."""
        if self._works is None or (self._works.done() and not self._works.result()):  # it may only have been slow
            self._works = asyncio.ensure_future(self._control())
        return await asyncio.shield(self._works)  # who has no patience any more gives up alone

    async def _control(self) -> bool:
        try:
            return bool(await self._ask(_CONTROL))
        except OSError:
            return False

    async def _ask(self, name: str) -> list[str]:
        """Ask the system, in a thread that nobody waits for at the end: a name server may take minutes not to answer."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[str]] = loop.create_future()

        def settle(found: list[str], error: Exception | None) -> None:
            if answer.done():  # nobody waited so long
                return
            if error is None:
                answer.set_result(found)
            else:
                answer.set_exception(error)

        def ask() -> None:
            found: list[str] = []
            failure: Exception | None = None
            try:
                found = [str(row[4][0]) for row in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]
            except (OSError, UnicodeError) as error:
                failure = error
            with contextlib.suppress(RuntimeError):  # the run is over
                loop.call_soon_threadsafe(settle, found, failure)

        async with self._turns:
            threading.Thread(target=ask, name="auditor-names", daemon=True).start()
            return await answer
