"""Asks for many targets at once: what is kept and fresh is used, the rest is asked, and what was good is kept."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import time
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from auditor.domains import registered_domain
from auditor.model import Verdict
from auditor.model.made import NamedTuple
from auditor.net import Pace, Terms
from auditor.net.guard import has_route
from auditor.verify import registers, search
from auditor.verify.archive import with_copy
from auditor.verify.fresh import conditions, lifetime
from auditor.verify.gather import wanted
from auditor.verify.links import Links
from auditor.verify.options import Online, Services
from auditor.verify.service import PACES, Registers
from auditor.verify.store import Kept, Store, store_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence

    from auditor.document import Document
    from auditor.net import Answer
    from auditor.net.client import Client

    Verifier = Callable[[Registers, Sequence[str], str], Awaitable[list[Verdict]]]

# The kinds of targets that registers know: who asks for them, and how many at once.
VERIFIERS: dict[str, tuple[Verifier, int]] = {
    "doi": (registers.look_up_dois, 1),
    "arxiv": (registers.look_up_arxiv, 50),
    "pmid": (registers.look_up_pubmed, 100),
    "isbn": (registers.look_up_isbns, 25),
    "entry": (search.look_for_entries, 1),
}
_KEPT = frozenset({"ok", "moved"})  # what is gone or in doubt is asked each time
_STRANGE = 3  # sites that lead to one other host, before the network is taken for the cause
_MOST_COPIES = 100  # pages looked for in the archive in one run: it is asked once a second


class Watcher:
    """Is told how a run goes: what is asked, and what has been answered. This one does not care."""

    def begin(self, targets: Sequence[str]) -> None:
        """So much is asked."""

    def done(self, verdict: Verdict) -> None:
        """An answer has come."""


class Outcome(NamedTuple):
    """What came of a run: a verdict on each target, in order; what could not be kept, and whether it was interrupted."""

    evidence: dict[str, Verdict]
    problem: str = ""
    interrupted: bool = False


def look_up(documents: Iterable[Document], online: Online, watcher: Watcher | None = None) -> Outcome:
    """Ask the network about everything that texts cite. An interruption (Ctrl-C) ends the asking; what is known stands."""
    return asyncio.run(_look_up(wanted(documents), online, watcher or Watcher()))


async def _look_up(targets: Mapping[str, str], online: Online, watcher: Watcher) -> Outcome:
    with Store(store_path() if online.cache else None) as store:
        run = _Run(targets, online, store, watcher)
        await run.all()
        return Outcome(run.evidence(), store.problem, run.interrupted)


def _terms(online: Online) -> Terms:
    """Give the terms on which pages of all the world are asked."""
    return Terms(
        timeout=online.timeout,
        pace=Pace() if online.polite else Pace(5, 0.0),
        allow_private=online.allow_private,
        headers=online.headers,
        user_agent=f"Mozilla/5.0 (compatible; {online.agent})",
    )


def _service_terms(online: Online) -> Terms:
    """Give the terms on which services are asked: their paces, and a name. A mirror may stand in one's own network."""
    contact = f" (mailto:{online.mailto})" if online.mailto else ""
    mirrored = online.services != Services()
    return replace(
        _terms(online),
        user_agent=f"{online.agent}{contact}",
        paces=PACES,
        allow_private=online.allow_private or mirrored,
        most_bytes=4 << 20,
        doubts=False,  # they count their askers' questions, and keep to HTTP
    )


@dataclass(slots=True)
class _Run:
    """One run over all targets."""

    targets: Mapping[str, str]
    online: Online
    store: Store
    watcher: Watcher
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    interrupted: bool = False
    copies: int = 0
    good: list[Kept] = field(default_factory=list)
    now: float = field(default_factory=time.time)

    @property
    def when(self) -> str:
        """The time of the run, for all its verdicts."""
        return datetime.fromtimestamp(self.now, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def evidence(self) -> dict[str, Verdict]:
        """Give a verdict on each target; of what was not asked before an interruption, that it was not."""
        blank = {"reason": "was not asked: interrupted", "how": "interrupted"}
        return {target: self.verdicts.get(target) or Verdict(target, "unknown", self.when, blank) for target in self.targets}

    async def all(self) -> None:
        """Ask for all targets that are not kept and fresh."""
        asked = [target for target in self.targets if not self._is_fresh(target)]
        self.watcher.begin(asked)
        if not asked:
            return
        if self._is_cut_off():
            for target in asked:
                self._settle(Verdict(target, "unknown", self.when, {"reason": "there is no network", "how": "no-network"}))
            return
        from auditor.net.client import Client  # noqa: PLC0415 — httpx takes its time, and all may be kept

        async with Client(_terms(self.online)) as web, Client(_service_terms(self.online)) as api:
            links = Links(web, self.when)
            tasks = [asyncio.ensure_future(job) for job in self._jobs(asked, links, api)]
            with _stoppable(lambda: self._interrupt(links, tasks)):
                await asyncio.gather(*tasks, return_exceptions=True)
        misled = captured(self.verdicts)
        self.verdicts |= misled
        for kept in self.good:
            if kept.verdict.target not in misled:
                self.store.put(kept)

    def _is_cut_off(self) -> bool:
        """Tell whether this machine has no way to anything that is asked: known without asking, so at once."""
        near = self.online.allow_private or self.online.services != Services()
        return not near and not any(name.lower().endswith("_proxy") for name in os.environ) and not has_route()

    def _interrupt(self, links: Links, tasks: Sequence[asyncio.Future[None]]) -> None:
        self.interrupted = True
        links.end()
        for task in tasks:
            task.cancel()

    def _jobs(self, asked: Sequence[str], links: Links, api: Client) -> list[Coroutine[None, None, None]]:
        services = Registers(api, self.online.services, mailto=self.online.mailto, openalex_key=self.online.openalex_key)
        jobs = []
        by_kind: dict[str, list[str]] = {}
        for target in asked:
            kind = target.partition(":")[0]
            if kind in VERIFIERS:
                by_kind.setdefault(kind, []).append(target)
            else:
                jobs.append(self._guarded([target], self._link(links, services, target)))
        for kind, targets in by_kind.items():
            ask, most = VERIFIERS[kind]
            for start in range(0, len(targets), most):
                batch = targets[start : start + most]
                jobs.append(self._guarded(batch, self._registered(ask, services, batch)))
        return jobs

    async def _guarded(self, targets: Sequence[str], job: Coroutine[None, None, None]) -> None:
        """Run a job; a fault of auditor's own is no fault of the source, and costs the others nothing."""
        try:
            await job
        except Exception as error:  # noqa: BLE001
            why = f"could not be looked at: internal error ({type(error).__name__}: {error}); please report it"
            for target in targets:
                self._settle(Verdict(target, "unknown", self.when, {"reason": why, "how": "internal"}))

    async def _registered(self, ask: Verifier, services: Registers, targets: Sequence[str]) -> None:
        for verdict in await ask(services, targets, self.when):
            self._settle(verdict)
            if verdict.answer in _KEPT and "unread" not in verdict.facts:
                self.good.append(Kept(verdict, self.now, self.now, ""))

    async def _link(self, links: Links, services: Registers, url: str) -> None:
        kept = None if self._is_private(url) else self.store.get(url)
        again = conditions(kept.etag, kept.last_modified) if kept else {}
        verdict, answer = await links.look(url, {kept.url: again} if kept and again else None)
        if kept and answer.status == 304:
            verdict = replace(kept.verdict, when=self.when)
        asks = self.online.archive and not self.interrupted and self.copies < _MOST_COPIES and not services.wayback.down
        if verdict.answer == "gone" and asks:
            self.copies += 1
            verdict = await with_copy(services, verdict, self.targets[url])
        self._settle(verdict)
        if verdict.answer in _KEPT:
            self._keep(verdict, answer, kept)

    def _keep(self, verdict: Verdict, answer: Answer, kept: Kept | None) -> None:
        life = lifetime(answer.headers)
        broken = answer.cut and len(answer.body) < Terms().most_bytes  # the next time it may be whole
        if life is None or broken or any(map(self._is_private, (verdict.target, answer.url, *(hop.to for hop in answer.hops)))):
            return
        etag = answer.headers.get("etag", "") or (kept.etag if kept and answer.status == 304 else "")
        changed = answer.headers.get("last-modified", "") or (kept.last_modified if kept and answer.status == 304 else "")
        self.good.append(Kept(verdict, self.now, self.now + life, answer.url, etag, changed))

    def _is_private(self, target: str) -> bool:
        """Tell whether a target is shown to a user who sends a header of their own: perhaps to nobody else."""
        if not self.online.headers:
            return False
        from auditor.net.client import name_of  # noqa: PLC0415 — as above

        hosts = {name_of(f"https://{host}/") for host in self.online.headers}
        return "://" in target[:9] and name_of(target) in hosts

    def _is_fresh(self, target: str) -> bool:
        if not self.online.max_age or self._is_private(target):
            return False
        kept = self.store.get(target)
        if kept is None or not (self.now < kept.fresh_until or self.now - kept.at < self.online.max_age):
            return False
        self.verdicts[target] = kept.verdict
        return True

    def _settle(self, verdict: Verdict) -> None:
        """Take a verdict; what is gone is only called so when it was on as many days as the user wants."""
        if verdict.answer == "gone":
            days = self.store.gone(verdict.target, self.when[:10])
            if days < self.online.confirm:
                reason = (
                    f"{verdict.facts.get('reason', 'gone')}, on {days} of the {self.online.confirm} days that --confirm asks for"
                )
                verdict = replace(verdict, answer="unknown", facts={**verdict.facts, "how": "unconfirmed", "reason": reason})
        self.verdicts[verdict.target] = verdict
        self.watcher.done(verdict)


def captured(verdicts: Mapping[str, Verdict]) -> dict[str, Verdict]:
    """Give other verdicts on pages that all lead to one strange host: the doing of a network that wants a login, not theirs."""
    by_host: dict[str, list[Verdict]] = {}
    asked = 0
    for verdict in verdicts.values():
        asked += "://" in verdict.target[:9]
        final = verdict.facts.get("url", "")
        if final and registered_domain(final) != registered_domain(verdict.target):
            by_host.setdefault(host_of_target(final), []).append(verdict)
    host, misled = max(by_host.items(), key=lambda item: len(item[1]), default=("", []))
    if len({registered_domain(verdict.target) for verdict in misled}) < _STRANGE or len(misled) * 2 < asked:
        return {}
    facts = {"how": "portal", "reason": f"leads to {host}, as most pages do here: does this network want a login?"}
    return {verdict.target: Verdict(verdict.target, "unknown", verdict.when, facts) for verdict in misled}


@contextlib.contextmanager
def _stoppable(stop: Callable[[], None]):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Let Ctrl-C end the asking, once; the second one ends the program."""
    loop = asyncio.get_running_loop()

    def once() -> None:
        loop.remove_signal_handler(signal.SIGINT)
        stop()

    try:
        loop.add_signal_handler(signal.SIGINT, once)
    except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not in the main thread
        yield
        return
    try:
        yield
    finally:
        loop.remove_signal_handler(signal.SIGINT)


def host_of_target(target: str) -> str:
    """Give the host that a target is asked at, for whoever watches."""
    return urlsplit(target).hostname or target.partition(":")[0]
