"""Links: alive, gone, moved, or nobody could tell. A failure to reach a page is never taken for its death."""

from __future__ import annotations

import asyncio
import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from auditor.domains import host_of, is_shortener, registered_domain
from auditor.lexicon import later
from auditor.model import Verdict
from auditor.verify.page import Page
from auditor.verify.parked import is_parked, is_soft, says_gone, says_little

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.net import Answer
    from auditor.net.client import Client

_BLOCKED = {
    401: "wants its readers to log in",
    402: "wants to be paid",
    403: "turns programs away",
    407: "stands behind a proxy",
    429: "is asked too often",
    451: "is withheld where auditor runs",
    999: "turns programs away",
}
_GONE = {404: "404, not found", 410: "410, gone"}
_PERMANENT = frozenset({301, 308})
_HOME = later(r"/?(?:index\.\w+|home/?|[a-z]{2}(?:-[a-z]{2})?/?)?", re.IGNORECASE)
_DOOR = later(r"(?:^|[/.])(?:log-?in|sign-?in|sso|oauth2?|auth|consent|accounts)(?=[/.?]|$)", re.IGNORECASE)
_RESOLVERS = frozenset("doi.org dx.doi.org hdl.handle.net purl.org w3id.org n2t.net nbn-resolving.org ark.org urn.fi".split())
_NO_PLACE = later(r":~:|!|/|top$|page=|[^=&]*=[^&]*$|L\d+(?:-L?\d+)?$|\d+$", re.IGNORECASE)
_REFRESHES = 2
_WORDS_KEPT = 100_000
_WAITING = 16 << 20  # bytes of pages that may wait to be looked at


@dataclass(slots=True)
class Links:
    """Looks at links; asks each directory of a site once what it answers for a page that never was."""

    client: Client
    when: str
    _controls: dict[str, asyncio.Task[Answer]] = field(default_factory=dict)
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)
    _waiting: int = 0
    _ended: bool = False

    def end(self) -> None:
        """Ask nothing more: who is cancelled from now on still gives a verdict, if its page has come and needs no other."""
        self._ended = True

    async def _get(self, url: str, known: Mapping[str, Mapping[str, str]] | None = None) -> Answer:
        if self._ended:
            raise asyncio.CancelledError
        return await self.client.get(url, known=known)

    async def look(self, url: str, known: Mapping[str, Mapping[str, str]] | None = None) -> tuple[Verdict, Answer]:
        """Ask for a page; gives the verdict and the answer it rests on (304: what is ``known`` of the page still holds)."""
        answer = await self._get(url, known)
        await self._asking_first(answer)
        page = Page(answer)
        for _ in range(_REFRESHES):
            to = _refresh(answer.url, page.refresh) if answer.status == 200 else ""
            if not to or to.partition("#")[0] == answer.url:
                break
            following = await self._get(to)
            answer = replace(following, hops=(*answer.hops, _hop(answer.url, following), *following.hops))
            page = Page(answer)
        facts = _facts(url, answer)
        if answer.trouble:
            return self._verdict(url, "gone" if answer.trouble == "no-such-host" else "unknown", facts, answer.detail), answer
        return await self._by_status(url, answer, page, facts), answer

    async def _asking_first(self, answer: Answer) -> None:
        """Let others ask: the slowest answer ends a run, so what can be asked goes before what can be read.

        One page is looked at in each turn of the loop, which sends and takes in all that is ready; none waits where many do.
        """
        size = len(answer.body)
        if not size or self._waiting + size > _WAITING:
            return
        self._waiting += size
        try:
            async with self._one:
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            if not self._ended:
                raise
        finally:
            self._waiting -= size

    async def _by_status(self, url: str, answer: Answer, page: Page, facts: dict[str, str]) -> Verdict:
        status = answer.status
        if status in _GONE:
            return self._verdict(url, "gone", facts, _GONE[status])
        if status in _BLOCKED:
            return self._verdict(url, "blocked", facts, f"{status}: it {_BLOCKED[status]}")
        if status >= 500:
            return self._verdict(url, "unknown", facts, f"{status}: the server is in trouble")
        if not 200 <= status < 300:
            return self._verdict(url, "unknown", facts, f"answered {status}")
        return await self._of_page(url, answer, page, facts)

    async def _of_page(self, url: str, answer: Answer, page: Page, facts: dict[str, str]) -> Verdict:
        """Judge a page that was delivered."""
        if not answer.cut and not answer.body.strip():
            return self._verdict(url, "unknown", {**facts, "how": "empty"}, f"answers {answer.status} and shows nothing")
        facts |= {"title": page.title[:300], "published": page.published, "sha256": hashlib.sha256(answer.body).hexdigest()}
        if page.unreadable == "robot":
            return self._verdict(url, "blocked", facts, "shows programs a page of its own")
        if answer.hops and _DOOR.search(urlsplit(answer.url)._replace(query="", fragment="").geturl().partition("//")[2]):
            return self._verdict(url, "blocked", {**facts, "how": "login"}, "sends its readers to a page to log in or consent")
        if is_parked(answer.url, page):
            return self._verdict(url, "moved", {**facts, "how": "parked"}, "is a parked domain now")
        told = says_gone(page)
        if told or says_little(page):
            said = await self._like_a_page_that_never_was(answer, page)
            if said and (told or said == "gone"):
                said = said if told else "unknown"
                return self._verdict(url, said, {**facts, "how": "soft-404"}, _SOFT[told, said])
        if how := _moved(url, answer):
            facts["how"] = how
        fragment = unquote(urlsplit(url).fragment)
        if _is_missing(fragment, page):
            facts["fragment"] = "missing"
        facts |= {"readable": page.unreadable} if page.unreadable else {}
        facts["text"] = page.text[:_WORDS_KEPT]
        return self._verdict(url, "moved" if facts.get("how") else "ok", facts, _MOVED.get(facts.get("how", ""), ""))

    async def _like_a_page_that_never_was(self, answer: Answer, page: Page) -> Any:  # noqa: ANN401 — an answer of a `Verdict`
        """Compare a page with what its site answers for a random neighbour; gives “gone”, “unknown”, or nothing for a real page."""
        parts = urlsplit(answer.url)
        parent = f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}"
        if parent not in self._controls:
            name = hashlib.sha256(parent.encode()).hexdigest()[:16]
            self._controls[parent] = asyncio.ensure_future(self._get(f"{parent}/{name}"))
        control = await self._controls[parent]
        if control.status in _GONE:
            return ""
        if not 200 <= control.status < 300:
            return "unknown"
        return "gone" if control.url == answer.url or is_soft(page, Page(control)) else ""

    def _verdict(self, url: str, answer: Any, facts: dict[str, str], reason: str) -> Verdict:  # noqa: ANN401
        facts = {**facts, "reason": reason} if reason else facts
        return Verdict(url, answer, self.when, {key: value for key, value in facts.items() if value})


_SOFT = {
    (True, "gone"): "shows an error page, as it does for a page that never was",
    (True, "unknown"): "looks like an error page",
    (False, "unknown"): "shows what it shows for a page that never was",
}
_MOVED = {
    "home": "leads to the front page of its site",
    "domain": "leads to another site",
    "permanent": "has moved for good",
}


def _facts(url: str, answer: Answer) -> dict[str, str]:
    facts = {
        "status": str(answer.status or ""),
        "url": answer.url if answer.url != url.partition("#")[0] else "",
        "how": answer.trouble,
        "hops": " ".join(f"{hop.status} {hop.to}" for hop in answer.hops),
    }
    return {key: value for key, value in facts.items() if value}


def _hop(url: str, answer: Answer) -> Any:  # noqa: ANN401 — a `Hop`, whose module is not imported for one value
    from auditor.net import Hop  # noqa: PLC0415

    return Hop(url, 200, answer.hops[0].url if answer.hops else answer.url)


def _refresh(url: str, to: str) -> str:
    """Give where a page sends its reader by itself; nothing where that is no page, but a script or no address at all."""
    try:
        joined = urljoin(url, to) if to else ""
        return joined if urlsplit(joined).scheme in ("http", "https") and urlsplit(joined).hostname else ""
    except ValueError:
        return ""


def _moved(url: str, answer: Answer) -> str:
    """Say in which way a page is not where it was: “home”, “domain”, “permanent”; nothing where that is no news."""
    if not answer.hops:
        return ""
    old, new = urlsplit(url), urlsplit(answer.url)
    if not new.query and _HOME.fullmatch(new.path) and not _HOME.fullmatch(old.path):
        return "home"
    resolver = host_of(url) in _RESOLVERS or is_shortener(url)
    if not resolver and registered_domain(url) != registered_domain(answer.url):
        return "domain"
    if resolver or not all(hop.status in _PERMANENT for hop in answer.hops):
        return ""
    same = (host_of(url), old.path.rstrip("/"), old.query) == (host_of(answer.url), new.path.rstrip("/"), new.query)
    return "" if same else "permanent"


def _is_missing(fragment: str, page: Page) -> bool:
    """Tell whether a fragment names a place that the page does not have; what scripts make of fragments nobody can tell."""
    if not fragment or not page.is_html or page.cut or page.unreadable == "script" or _NO_PLACE.match(fragment):
        return False
    return not {fragment, f"user-content-{fragment}", fragment.lower()} & page.names and bool(page.names)
