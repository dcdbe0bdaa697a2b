from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

from auditor.read import READERS
from auditor.verify.options import Online, Services
from auditor.verify.run import look_up


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def services(site):
    """The addresses of fake services on the site; what they know is for a test to add to `site.pages`."""
    base = site.url("")
    return Services(
        crossref=f"{base}/crossref",
        datacite=f"{base}/datacite",
        handle=f"{base}/handle",
        openalex=f"{base}/openalex",
        arxiv=f"{base}/arxiv",
        pubmed=f"{base}/pubmed",
        openlibrary=f"{base}/openlibrary",
        wayback=f"{base}/wayback",
    )


@pytest.fixture
def ask(services):
    """Ask about a Markdown text; gives the evidence."""

    def run(text, **options):
        document = text if not isinstance(text, str) else READERS["markdown"](text, "a.md")
        settings = Online(services=services, allow_private=True, timeout=2.0, polite=False, archive=False)
        outcome = look_up([document], replace(settings, **options))
        json.dumps({target: dict(verdict.facts) for target, verdict in outcome.evidence.items()})  # plain words only
        return outcome.evidence

    return run


# --- a library: eight services with what tests/verify/entries.toml says that they have ---------------------------


class Library:
    """Puts services on a site that answer in the documented shapes, each about its own works only."""

    def __init__(self, site):
        data = tomllib.loads((Path(__file__).parent / "entries.toml").read_text(encoding="utf-8"))
        self.entries = data["entry"]
        self.works = {(work["at"], work["id"]): work for work in data["work"]}
        site.pages |= {
            "/crossref/works/*": self._answering(self._crossref),
            "/crossref/works": self._answering(self._search),
            "/datacite/dois/*": self._answering(self._datacite),
            "/handle/*": self._answering(self._handle),
            "/arxiv": self._answering(self._arxiv),
            "/pubmed/esummary.fcgi": self._answering(self._pubmed),
            "/openlibrary/api/books": self._answering(self._openlibrary),
            "/openalex/works/*": self._answering(self._openalex),
            "/openalex/works": self._answering(self._openalex),
            "/wayback/web/*": self._answering(self._wayback),
        }

    def text(self):
        """All entries as one article: each is cited once, in a sentence of its own."""
        cited = " ".join(f"The quay is old [{n}]." for n in range(1, len(self.entries) + 1))
        rows = "\n".join(f"{n}. {entry['text']}" for n, entry in enumerate(self.entries, 1))
        return f"{cited}\n\n## References\n\n{rows}\n"

    def _answering(self, answer):
        async def page(_site, asked, _writer):
            parts = urlsplit(asked.path)
            return answer(unquote(parts.path), dict(parse_qsl(parts.query)))

        return page

    def _crossref(self, path, _query):
        work = self.works.get(("crossref", path.removeprefix("/crossref/works/")))
        return (200, {}, {"status": "ok", "message-type": "work", "message": _of_crossref(work)}) if work else MISSING

    def _search(self, _path, query):
        wanted = {word for word in query["query.bibliographic"].lower().split() if len(word) > 4}
        rows = [(len(wanted & set(work["title"].lower().split())), work) for (at, _), work in self.works.items() if at == "search"]
        items = [{**_of_crossref(work), "score": 10.0 * shared} for shared, work in sorted(rows, key=lambda row: -row[0])]
        return 200, {}, {"status": "ok", "message": {"items": items[: int(query["rows"])]}}

    def _datacite(self, path, _query):
        work = self.works.get(("datacite", path.removeprefix("/datacite/dois/")))
        if work is None:
            return 404, {}, {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
        creators = [
            {"name": name, "nameType": "Organizational"}
            if isinstance(name, str)
            else {"name": ", ".join(name), "familyName": name[0]}
            for name in work["authors"]
        ]
        titles = [{"title": work["title"]}]
        return (
            200,
            {},
            {"data": {"attributes": {"titles": titles, "creators": creators, "publicationYear": work["years"]["issued"]}}},
        )

    def _handle(self, path, _query):
        doi = path.removeprefix("/handle/")
        if not any(identifier == doi for _, identifier in self.works):
            return 404, {}, {"responseCode": 100, "handle": doi}
        value = {"type": "URL", "data": {"format": "string", "value": "https://ports.example/"}}
        return 200, {}, {"responseCode": 1, "handle": doi, "values": [value]}

    def _arxiv(self, _path, query):
        works = [self.works.get(("arxiv", number)) for number in query["id_list"].split(",")]
        papers = "".join(_of_arxiv(work) for work in works if work)
        opening = '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        total = f"<opensearch:totalResults>{sum(map(bool, works))}</opensearch:totalResults>"
        return 200, {"Content-Type": "application/atom+xml"}, f"<?xml version='1.0'?>{opening}{total}{papers}</feed>"

    def _pubmed(self, _path, query):
        result = {"uids": query["id"].split(",")}
        for number in query["id"].split(","):
            work = self.works.get(("pubmed", number))
            error = {"uid": number, "error": "cannot get document summary"}
            names = [{"name": name, "authtype": "Author"} for name in work["authors"]] if work else []
            result[number] = {"uid": number, "title": work["title"], "authors": names, **work["years"]} if work else error
        return 200, {}, {"header": {"type": "esummary"}, "result": result}

    def _openlibrary(self, _path, query):
        found = {}
        for key in query["bibkeys"].split(","):
            work = self.works.get(("openlibrary", key.removeprefix("ISBN:")))
            if work:
                authors = [{"name": name} for name in work["authors"]]
                more = {"subtitle": work["subtitle"]} if "subtitle" in work else {}
                found[key] = {"title": work["title"], "authors": authors, **work["years"], **more}
        return 200, {}, found

    def _openalex(self, path, query):
        if "api_key" not in query:
            return 401, {}, {"error": "no key"}
        works = [work for (at, _), work in self.works.items() if at == "openalex" and work["title"] == query.get("search")]
        if path.startswith("/openalex/works/"):
            return MISSING
        results = [
            {
                "doi": f"https://doi.org/{work['id']}",
                "title": work["title"],
                "authorships": [{"author": {"display_name": name}} for name in work["authors"]],
                "is_retracted": False,
                **work["years"],
            }
            for work in works
        ]
        return 200, {}, {"meta": {"count": len(results)}, "results": results}

    def _wayback(self, path, _query):
        if "never" in path:
            return MISSING
        return 302, {"Location": f"/web/20190304050607/{path.partition('/web/')[2]}"}, ""


MISSING = (404, {"Content-Type": "text/plain"}, "Resource not found.")


def _of_crossref(work):
    def people(names):
        return [{"name": n} if isinstance(n, str) else {"family": n[0], "given": n[1], "sequence": "additional"} for n in names]

    dates = {key: {"date-parts": [[year, 3, 4]]} for key, year in work["years"].items()}
    found = {"DOI": work["id"], "title": [work["title"]], "author": people(work.get("authors", [])), **dates}
    for key, name in (("subtitle", "subtitle"), ("original", "original-title"), ("container", "container-title")):
        found |= {name: [work[key]]} if key in work else {}
    if "retracted" in work:
        notice = {"DOI": work["retracted"], "type": "retraction", "source": "publisher", "updated": {"date-parts": [[2018, 1, 2]]}}
        found["updated-by"] = [notice]
    return {**found, "editor": people(work["editors"])} if "editors" in work else found


def _of_arxiv(work):
    dates = "".join(f"<{key}>{year}-03-04T00:00:00Z</{key}>" for key, year in work["years"].items())
    authors = "".join(f"<author><name>{name}</name></author>" for name in work["authors"])
    return f"<entry><id>http://arxiv.org/abs/{work['id']}v2</id>{dates}<title>{work['title']}</title>{authors}</entry>"


@pytest.fixture
def library(site):
    return Library(site)
