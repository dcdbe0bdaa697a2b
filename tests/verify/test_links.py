"""Links against a site that misbehaves: three kinds of answer, and no failure to reach a page taken for its death."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from auditor.net import Terms
from auditor.net.client import Client
from auditor.verify.links import Links

WORDS = "The office counts rents in every district of the town and writes down what it finds each spring. " * 12
REAL = (200, {}, f"<html><title>Rents of the year</title><h1 id=top>Rents</h1><p id='part-1'>{WORDS}</p></html>")
SORRY = (200, {}, f"<html><title>Page not found</title><p>Sorry, that page is not here.</p><p>{WORDS}</p></html>")
SALE = (200, {}, "<html><title>town.example</title><p>This domain is for sale! Make an offer.</p></html>")


async def silent(_site, _asked, _writer):
    await asyncio.sleep(30)


@pytest.fixture
def look(site, ask):
    """Ask about one link of the site; gives the verdict."""

    def run(path="/a", **options):
        url = site.url(path)
        return ask(f"See [this]({url}).", **options)[url]

    return run


def test_alive(site, look):
    site.pages["/a"] = REAL
    verdict = look()
    assert verdict.answer == "ok"
    assert verdict.facts["title"] == "Rents of the year"
    assert "counts rents in every district" in verdict.facts["text"]
    assert verdict.when.endswith("Z")


@pytest.mark.parametrize("status", [404, 410])
def test_gone(site, look, status):
    site.pages["/a"] = status
    verdict = look()
    assert (verdict.answer, verdict.facts["status"]) == ("gone", str(status))


@pytest.mark.parametrize("status", [401, 402, 403, 407, 429, 451, 999])
def test_who_turns_programs_away_is_not_dead(site, look, status):
    site.pages["/a"] = status
    assert look().answer == "blocked"


@pytest.mark.parametrize("page", [500, 502, 503, 400, 405, 418, silent, (200, {"Content-Type": "text/html"}, "")])
def test_what_nobody_can_tell_is_not_dead(site, look, page):
    site.pages["/a"] = page
    assert look(timeout=0.5).answer in ("unknown", "ok")


def test_a_loop_is_not_dead(site, look):
    site.pages["/a"] = (302, {"Location": "/a"}, "")
    verdict = look()
    assert (verdict.answer, verdict.facts["how"]) == ("unknown", "redirect-loop")


def test_a_private_address_is_told_and_not_asked(site, ask):
    url = site.url("/a")
    verdict = ask(f"See [this]({url}).", allow_private=False)[url]
    assert (verdict.answer, verdict.facts["how"], site.asked) == ("unknown", "private-address", [])


@pytest.mark.parametrize(("page", "answer"), [(REAL, "ok"), ((404, {}, "no"), "gone"), (SORRY, "")])
def test_a_page_that_has_come_before_an_interruption_is_looked_at(site, page, answer):
    """It waits while others are asked; one that has to be compared with another page is not asked about any more."""
    site.pages["/*"] = page

    async def run():
        async with Client(Terms(allow_private=True)) as client:
            links = Links(client, "2026-01-01T00:00:00Z")
            async with links._one:
                looking = asyncio.ensure_future(links.look(site.url("/a")))
                for _ in range(500):
                    if links._waiting:
                        break
                    await asyncio.sleep(0.01)
                links.end()
                looking.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    return (await looking)[0].answer
        return ""

    assert asyncio.run(run()) == answer
    assert site.paths() == ["/a"]


# --- pages that are there and yet gone ------------------------------------------------------------------------


def test_an_error_page_that_its_site_shows_for_anything(site, look):
    site.pages["/news/*"] = SORRY
    verdict = look("/news/rents")
    assert (verdict.answer, verdict.facts["how"]) == ("gone", "soft-404")
    assert len(site.asked) == 2


def test_a_page_about_missing_pages_is_a_page(site, look):
    """Its title says “not found”, but its site answers 404 for a page that never was."""
    site.pages["/news/lost"] = (200, {}, f"<title>Lost, and not found</title><p>{WORDS}</p>")
    assert look("/news/lost").answer == "ok"


def test_a_page_about_missing_pages_on_a_site_that_shows_an_error_page(site, look):
    site.pages |= {
        "/news/*": SORRY,
        "/news/lost": (200, {}, f"<title>Lost, and not found</title><p>A ship sank. {'Sea. ' * 90}</p>"),
    }
    assert look("/news/lost").answer == "ok"


def test_an_error_page_whose_site_cannot_be_compared(site, look):
    site.pages |= {"/news/*": 403, "/news/rents": SORRY}
    assert look("/news/rents").answer == "unknown"


def test_one_shell_for_every_page_is_no_error_page(site, look):
    site.pages["/*"] = (200, {}, "<html><title>App</title><div id=root></div><script src=app.js></script></html>")
    verdict = look("/rents")
    assert verdict.answer == "ok"
    assert verdict.facts["readable"] == "script"


def test_a_site_is_asked_once_for_a_page_that_never_was(site, ask):
    site.pages["/news/*"] = SORRY
    urls = [site.url(f"/news/{n}") for n in range(5)]
    evidence = ask(" ".join(f"[{n}]({url})" for n, url in enumerate(urls)))
    assert {evidence[url].answer for url in urls} == {"gone"}
    assert len(site.asked) == 6


def test_the_front_page_instead(site, look):
    site.pages |= {"/news/rents": (301, {"Location": "/"}, ""), "/": REAL}
    verdict = look("/news/rents")
    assert (verdict.answer, verdict.facts["how"]) == ("moved", "home")


def test_a_domain_for_sale(site, look):
    site.pages["/a"] = SALE
    assert look().facts["how"] == "parked"


def test_a_page_that_sends_its_reader_on_by_itself(site, look):
    site.pages |= {"/a": (200, {}, "<meta http-equiv=refresh content='0; url=/b'>"), "/b": REAL}
    verdict = look()
    assert (verdict.facts["url"], verdict.facts["title"]) == (site.url("/b"), "Rents of the year")


@pytest.mark.parametrize("to", ["http://[x", "javascript:void(0)", "mailto:a@b.example", "http://", "about:blank"])
def test_a_page_that_sends_its_reader_to_no_page_is_the_page(site, look, to):
    site.pages["/a"] = (200, {}, f"<meta http-equiv=refresh content='0; url={to}'>" + REAL[2])
    verdict = look()
    assert (verdict.answer, verdict.facts["title"]) == ("ok", "Rents of the year")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize("charset", ["idna", "punycode", "hex", "rot13", "undefined", "nonsense"])
def test_a_page_in_an_encoding_that_is_none_of_pages(site, look, charset):
    site.pages["/a"] = (200, {"Content-Type": f"text/html; charset={charset}"}, REAL[2])
    assert look().answer == "ok"


def test_a_front_page_without_a_path_is_compared_with_a_page_of_its_own_site(site, ask):
    site.pages["*"] = (200, {}, "<title>404 Not Found</title><p>Sorry, nothing here.</p>")
    url = f"http://127.0.0.1:{site.port}"
    verdict = ask(f"See [this]({url}).")[url]
    assert (verdict.answer, verdict.facts["how"]) == ("gone", "soft-404")
    assert len(site.asked) == 2


def test_a_page_that_sends_its_reader_to_a_private_address(site, ask, monkeypatch):
    monkeypatch.setattr("auditor.net.hosts.is_public", lambda address: address == "127.0.0.9")
    site.pages["/a"] = (200, {}, f"<meta http-equiv=refresh content='0; url={site.url('/secret')}'>")
    url = site.url("/a", "127.0.0.9")
    verdict = ask(f"See [this]({url}).", allow_private=False)[url]
    assert (verdict.answer, verdict.facts["how"]) == ("unknown", "private-address")
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("to", "how"),
    [("/b", "permanent"), ("/a/", ""), ("http://127.0.0.2:{port}/b", "domain")],
)
def test_moved(site, look, to, how):
    to = to.format(port=site.port)
    site.pages |= {"/a": (301, {"Location": to}, ""), "/a/": REAL, "/b": REAL}
    verdict = look()
    assert (verdict.answer, verdict.facts.get("how", "")) == ("moved" if how else "ok", how)


def test_a_temporary_redirect_is_no_news(site, look):
    site.pages |= {"/a": (302, {"Location": "/b"}, ""), "/b": REAL}
    assert look().answer == "ok"


def test_a_page_to_log_in_is_no_answer(site, look):
    site.pages |= {"/a": (302, {"Location": "/login?next=/a"}, ""), "/login": REAL}
    assert look().answer == "blocked"


def test_a_page_for_robots_is_no_answer(site, look):
    site.pages["/a"] = (200, {}, "<title>Just a moment...</title><p>Checking your browser before access.</p>")
    assert look().answer == "blocked"


@pytest.mark.parametrize(
    ("fragment", "missing"),
    [
        ("part-1", False),
        ("part-9", True),
        (":~:text=counts", False),
        ("/route", False),
        ("page=3", False),
        ("L10", False),
        ("top", False),
    ],
)
def test_fragments(site, look, fragment, missing):
    site.pages["/a"] = REAL
    assert (look(f"/a#{fragment}").facts.get("fragment") == "missing") is missing


def test_fragments_of_one_page_are_one_question(site, ask):
    site.pages["/a"] = REAL
    ask(f"[x]({site.url('/a#part-1')}) [y]({site.url('/a#part-2')}) [z]({site.url('/a')})")
    assert len(site.asked) == 1


@pytest.mark.parametrize(
    ("page", "readable"),
    [
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7\n\0\1\2"), "binary"),
        ((200, {"Content-Type": "application/pdf"}, REAL[2]), ""),  # a lie
        ((200, {"Content-Type": "text/plain"}, "Plain words. " * 60), ""),
        ((200, {}, f"<title>Rents</title><p>{WORDS}</p><p>Subscribe to continue reading.</p>"), "paywall"),
        ((200, {}, f'<script type="application/ld+json">{{"isAccessibleForFree": false}}</script><p>{WORDS}</p>'), "paywall"),
    ],
)
def test_what_could_be_read(site, look, page, readable):
    site.pages["/a"] = page
    verdict = look()
    assert (verdict.answer, verdict.facts.get("readable", "")) == ("ok", readable)


# --- the archive ----------------------------------------------------------------------------------------------


@pytest.fixture
def gone(monkeypatch):
    """The address of a page that is gone, on a host that passes for public."""
    monkeypatch.setattr("auditor.verify.archive.is_local", lambda _url: False)


def test_a_copy_near_the_day_of_the_article(site, ask, gone):
    url = site.url("/plan")
    copy = f"/web/20190602101112/{url}"
    site.pages |= {"/plan": 404, f"/wayback/web/20190601/{url}": (302, {"Location": copy}, "")}
    verdict = ask(f"---\ndate: 2019-06-01\n---\nSee [this]({url}).", archive=True)[url]
    assert verdict.facts["archive"] == site.url(copy)
    assert verdict.facts["archived"] == "2019-06-02"


def test_never_archived(site, ask, gone):
    url = site.url("/plan")
    assert ask(f"See [this]({url}).", archive=True)[url].facts["archive"] == "none"


@pytest.mark.parametrize("page", [429, 503, silent, (302, {"Location": "/elsewhere"}, "")])
def test_an_archive_in_trouble_says_nothing(site, ask, gone, page):
    url = site.url("/plan")
    site.pages["/wayback/*"] = page
    verdict = ask(f"See [this]({url}).", archive=True, timeout=0.5)[url]
    assert verdict.answer == "gone"
    assert "archive" not in verdict.facts


def test_the_day_of_publication_is_a_fact_where_the_page_says_it(site, look):
    head = '<title>Rents</title><script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2019-05-12"}</script>'
    site.pages |= {
        "/dated": (200, {}, f"{head}<p>{WORDS}</p>"),
        "/undated": (200, {}, f"<title>Rents</title><p>{WORDS} In May.</p>"),
    }
    assert look("/dated").facts["published"] == "2019-05-12"
    assert "published" not in look("/undated").facts
