"""A register or archive that answers programs: asked gently, given up for the run when it does not answer."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from auditor.model.made import NamedTuple
from auditor.net import Pace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from auditor.net import Answer
    from auditor.net.client import Client
    from auditor.verify.options import Services

# What the services ask for. A mirror is asked as any other host.
PACES: Mapping[str, Pace] = {
    "api.crossref.org": Pace(3, 0.1),
    "api.datacite.org": Pace(3, 0.3),
    "doi.org": Pace(3, 0.1),
    "api.openalex.org": Pace(3, 0.1),
    "export.arxiv.org": Pace(1, 3.0),
    "eutils.ncbi.nlm.nih.gov": Pace(1, 0.4),
    "openlibrary.org": Pace(1, 1.0),
    "web.archive.org": Pace(2, 1.0),
}
_ACCEPT = {"Accept": "application/json, application/atom+xml;q=0.9, */*;q=0.5"}
_AT_ONCE = 3
_STRIKES = 2  # failures one after the other, before a service is taken to be down


class Reply(NamedTuple):
    """What ``who`` said: ``status`` (0: nothing that can be used), the ``data`` of its JSON; why there is none, and its name."""

    status: int
    data: Any = None
    why: str = ""
    how: str = ""
    answer: Answer | None = None
    who: str = ""

    @property
    def missing(self) -> bool:
        """Whether the service says that it does not have it."""
        return self.status in (404, 410)

    @property
    def lost(self) -> str:
        """Why it tells neither what the service has nor that it has nothing, for people; empty where it tells one of them."""
        return "" if self.missing else self.why or f"{self.who} gives no clear answer"


class Service:
    """One service by its name and address."""

    def __init__(self, name: str, base: str, client: Client) -> None:
        self.name = name
        self._base = base
        self._client = client
        self._strikes = 0
        self._why = self._how = ""
        self._turns = asyncio.Semaphore(_AT_ONCE)  # few: who waits here is not asked in vain when the service goes down

    @property
    def down(self) -> bool:
        """Whether it has failed so often in this run that it is not asked any more."""
        return self._strikes >= _STRIKES

    async def get(self, path: str = "", query: Mapping[str, str] | None = None, *, follow: bool = True) -> Reply:
        """Ask; an outage, a refusal and garbage are all “nothing that can be used”, and say why."""
        url = f"{self._base}{path}" + (f"?{urlencode(query, safe=':,', quote_via=quote)}" if query else "")
        async with self._turns:
            if self.down:
                return Reply(0, why=self._why, how=self._how, who=self.name)
            return self._judged(await self._client.get(url, headers=_ACCEPT, follow=follow))

    def _judged(self, answer: Answer) -> Reply:
        usable = answer.status in (404, 410) or 200 <= answer.status < 400
        if not usable:
            self._strikes += 1
            lost = answer.trouble == "no-network"
            self._why = answer.detail if lost else f"{self.name}: {answer.detail or f'answers {answer.status}'}"
            self._how = answer.trouble or "service"
            return Reply(0, why=self._why, how=self._how, answer=answer, who=self.name)
        self._strikes = 0
        return Reply(answer.status, answer=answer, who=self.name)

    async def json(self, path: str = "", query: Mapping[str, str] | None = None) -> Reply:
        """Ask for JSON; 404 needs none."""
        reply = await self.get(path, query)
        if not reply.status or reply.answer is None:
            return reply
        try:
            return reply._replace(data=json.loads(reply.answer.body))
        except (ValueError, RecursionError):
            return reply if reply.missing else Reply(0, why=f"{self.name} answers in no JSON", how="service", who=self.name)


class Registers:
    """The services of a run, each created once."""

    def __init__(self, client: Client, services: Services, *, mailto: str, openalex_key: str) -> None:
        self.crossref = Service("Crossref", services.crossref, client)
        self.datacite = Service("DataCite", services.datacite, client)
        self.handle = Service("doi.org", services.handle, client)
        self.openalex = Service("OpenAlex", services.openalex, client)
        self.arxiv = Service("arXiv", services.arxiv, client)
        self.pubmed = Service("PubMed", services.pubmed, client)
        self.openlibrary = Service("Open Library", services.openlibrary, client)
        self.wayback = Service("the Wayback Machine", services.wayback, client)
        self.wayback_base = f"{urlsplit(services.wayback).scheme}://{urlsplit(services.wayback).netloc}"
        self.polite = {"mailto": mailto} if mailto else {}
        self.key = openalex_key


def path_of(identifier: str) -> str:
    """Give an identifier as a path: a DOI may hold anything."""
    return "/" + quote(identifier, safe="/().;:-_")
