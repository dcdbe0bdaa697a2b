"""One host at a time: its checked addresses, its connections, its pace."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

from auditor.model.made import NamedTuple
from auditor.net.guard import NameError_, has_route, is_public, literal
from auditor.net.troubles import Refused
from auditor.net.wire import connect, connect_through

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator

    from auditor.net.guard import Names
    from auditor.net.values import Pace, Terms
    from auditor.net.wire import Connection, Origin, Proxy

_PATIENCE = 5.0  # seconds for a name server: one that takes longer is an outage
_KEPT = 15.0  # seconds that a connection is kept for the next question
_FILES = 1024  # that may be open where nobody says
_DARK = 3  # names that nobody could resolve before it is taken for granted that nobody can


class Named(NamedTuple):
    """A host: its ``name`` in ASCII, under which it is looked up, and that which people read, such as “straße.de”."""

    name: str
    shown: str


class Network:
    """What the hosts of a run share: how names are resolved, and whether there is a network."""

    def __init__(self, terms: Terms, names: Names) -> None:
        self.terms = terms
        self._names = names
        self.idle = 0  # connections, of all hosts
        self.most_idle = min(2 * terms.connections, _files() // 2 - terms.connections)
        self._seen = False  # somebody has been reached or resolved
        self._dark = 0

    def seen(self) -> None:
        """Take note that there is a network."""
        self._seen = True

    async def addresses(self, name: str, host: str) -> list[str]:
        """Give the addresses of a name that may be spoken to; ``host`` is what people call it. Raises `Refused`."""
        found = [literal(name)] if literal(name) else await self._resolved(name, host)
        allowed = found if self.terms.allow_private else [address for address in found if is_public(address)]
        if not allowed:
            what = f"{host} is" if literal(name) else f"{host} leads to"
            mend = "--allow-private would ask it (in Python: Online(allow_private=True))"
            raise Refused("private-address", f"{what} a private address ({', '.join(found[:2])}); {mend}")
        return allowed

    async def _resolved(self, name: str, host: str) -> list[str]:
        if self._dark >= _DARK and not self._seen:
            raise Refused("no-network", "no name can be resolved")
        resolve = self.terms.resolve or self._names.resolve
        try:
            found = await asyncio.wait_for(resolve(name), min(_PATIENCE, self.terms.timeout))
        except NameError_ as error:
            if error.gone:
                raise Refused("no-such-host", f"there is no host {host}") from None
            raise self._unresolved(host, str(error)) from None
        except TimeoutError:
            raise self._unresolved(host, "the name server does not answer") from None
        self._seen = True
        return found

    def _unresolved(self, host: str, why: str) -> Refused:
        self._dark += 1
        if not self._seen and not has_route():
            return Refused("no-network", "there is no network")
        return Refused("dns-failed", f"{host} could not be looked up: {why}")


class Host:
    """A host by its name: at most so many connections, so many seconds apart; its addresses are checked once and kept."""

    def __init__(self, named: Named, pace: Pace, network: Network, proxy: Proxy | None, tls: ssl.SSLContext | None) -> None:
        self.name = named.name
        self._shown = named.shown
        self.pace = pace
        self.proxy = proxy
        self._network = network
        self._tls = tls
        self._idle: list[Connection] = []  # the last one given back is the last
        self._gate = asyncio.Semaphore(pace.connections)
        self._next = 0.0
        self._users = 0
        self._busy = 0  # of the users: those that may hold a connection
        self._addresses: asyncio.Task[list[str]] | None = None

    @asynccontextmanager
    async def turn(self, total: asyncio.Semaphore) -> AsyncIterator[None]:
        """Wait for a turn, for one connection. The last one to leave closes the others."""
        self._users += 1
        try:
            async with self._gate:
                await self._its_time()
                async with total:
                    self._busy += 1
                    try:
                        yield
                    finally:
                        self._busy -= 1
        finally:
            self._users -= 1
            if not self._users:
                self._close_idle(0)

    async def _its_time(self) -> None:
        """Wait until the host may be asked again; each call takes a place in the row."""
        now = asyncio.get_running_loop().time()
        at = max(now, self._next)
        self._next = at + self.pace.interval
        if at > now:
            await asyncio.sleep(at - now)

    def pause(self, seconds: float) -> None:
        """Ask nothing of the host for a while: it said that it is asked too much."""
        self._next = max(self._next, asyncio.get_running_loop().time() + seconds)

    async def addresses(self) -> list[str]:
        """Give the addresses, which are looked up and checked once. Raises `Refused`.

        A proxy resolves names, and decides whom it speaks to; that an address is private can be told without it.
        """
        if self._addresses is None and (self.proxy is None or literal(self.name)):
            self._addresses = asyncio.ensure_future(self._network.addresses(self.name, self._shown))
        return [] if self._addresses is None else await asyncio.shield(self._addresses)

    async def is_near(self) -> bool:
        """Tell whether the host is asked in one's own network only: nobody outside of it can listen. Raises `Refused`."""
        found = await self.addresses()
        return self.proxy is None and bool(found) and not any(is_public(address) for address in found)

    async def connection(self, origin: Origin, *, new: bool = False) -> Connection:
        """Give a connection to one of the addresses, for whoever has a turn: a ``new`` one, or one that was kept.

        Raises `Refused` or `OSError`.
        """
        if not new and (kept := await self._kept(origin)):
            return kept
        if self._close_idle(self.pace.connections - self._busy):
            await asyncio.sleep(0)  # what was closed is closed in the next turn of the loop: before a new one begins
        tls = self._tls if origin.scheme == "https" else None
        if self.proxy is not None:
            return await connect_through(self.proxy, origin, self._tls)
        return await connect(await self.addresses(), origin, tls)

    async def _kept(self, origin: Origin) -> Connection | None:
        while one := next((one for one in reversed(self._idle) if one.origin == origin), None):
            self._take(one)
            fresh = False
            try:
                fresh = await one.is_fresh(_KEPT)
            finally:
                if not fresh:
                    one.close()
            if fresh:
                return one
        return None

    def give_back(self, connection: Connection) -> None:
        """Take a connection back; it is kept where it stands at the end of an answer, and not too many are."""
        if self._network.idle < self._network.most_idle and connection.again():
            self._idle.append(connection)
            self._network.idle += 1
        else:
            connection.close()

    def _close_idle(self, most: int) -> bool:
        """Close all but so many, the oldest first; tells whether there were more."""
        closing = self._idle[: max(0, len(self._idle) - most)]
        for one in closing:
            self._take(one).close()
        return bool(closing)

    def _take(self, connection: Connection) -> Connection:
        self._idle.remove(connection)
        self._network.idle -= 1
        return connection


def _files() -> int:
    """Give how many files, and so connections, this process may have open."""
    try:
        import resource  # noqa: PLC0415 — Windows has none
    except ImportError:
        return _FILES
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return limit if 0 < limit < _FILES else _FILES
