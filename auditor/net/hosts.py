"""One host at a time: its checked addresses, its connections, its pace."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import Any

from auditor.net.guard import NameError_, has_route, is_public, literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from auditor.net.guard import Names
    from auditor.net.values import Pace, Terms, Trouble

_PATIENCE = 5.0  # seconds for a name server: one that takes longer is an outage
_DARK = 3  # names that nobody could resolve before it is taken for granted that nobody can


class Refused(Exception):  # noqa: N818 — it ends a question, and is no fault
    """A host that cannot or must not be spoken to, and why."""

    def __init__(self, trouble: Trouble, detail: str) -> None:
        super().__init__(detail)
        self.trouble: Trouble = trouble
        self.detail = detail


class Network:
    """What the hosts of a run share: how names are resolved, and whether there is a network."""

    def __init__(self, terms: Terms, names: Names) -> None:
        self.terms = terms
        self._names = names
        self._seen = False  # somebody has been reached or resolved
        self._dark = 0

    def seen(self) -> None:
        """Take note that there is a network."""
        self._seen = True

    async def addresses(self, host: str) -> list[str]:
        """Give the addresses of a host that may be spoken to. Raises `Refused`."""
        found = [literal(host)] if literal(host) else await self._resolved(host)
        allowed = found if self.terms.allow_private else [address for address in found if is_public(address)]
        if not allowed:
            what = f"{host} is" if literal(host) else f"{host} leads to"
            raise Refused("private-address", f"{what} a private address ({', '.join(found[:2])}); --allow-private would ask it")
        return allowed

    async def _resolved(self, host: str) -> list[str]:
        if self._dark >= _DARK and not self._seen:
            raise Refused("no-network", "no name can be resolved")
        resolve = self.terms.resolve or self._names.resolve
        try:
            found = await asyncio.wait_for(resolve(host), min(_PATIENCE, self.terms.timeout))
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

    def __init__(self, name: str, pace: Pace, network: Network, connect: Callable[[list[str]], Any]) -> None:
        self.name = name
        self.pace = pace
        self.served = False  # it has answered before: a connection that breaks may only have been left open too long
        self._network = network
        self._connect = connect
        self._pool: Any = None
        self._gate = asyncio.Semaphore(pace.connections)
        self._next = 0.0
        self._users = 0
        self._addresses: asyncio.Task[list[str]] | None = None

    @asynccontextmanager
    async def turn(self, total: asyncio.Semaphore) -> AsyncIterator[None]:
        """Wait for a turn. The last one to leave closes the connections."""
        self._users += 1
        try:
            async with self._gate:
                await self._its_time()
                async with total:
                    yield
        finally:
            self._users -= 1
            if not self._users and self._pool is not None:
                pool, self._pool = self._pool, None
                await pool.aclose()

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

    async def pool(self, *, proxied: bool) -> Any:  # noqa: ANN401 — a type of httpcore, which only the client knows
        """Give the connections, to addresses that were looked up and checked once. Raises `Refused`.

        A proxy resolves names, and decides whom it speaks to; that an address is private can be told without it.
        """
        if self._addresses is None and (not proxied or literal(self.name)):
            self._addresses = asyncio.ensure_future(self._network.addresses(self.name))
        addresses = [] if self._addresses is None else await asyncio.shield(self._addresses)
        if self._pool is None:
            self._pool = self._connect(addresses)
        return self._pool
