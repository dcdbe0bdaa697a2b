"""What is kept between runs and in files: good answers, days of failure, evidence to replay."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from auditor.cache import open_cache
from auditor.config import Config, select_rules
from auditor.errors import UsageError
from auditor.kept import clear, default_folder, prepare
from auditor.model import Verdict
from auditor.verify.evidence import dump, load
from auditor.verify.fresh import conditions, lifetime
from auditor.verify.run import Watcher, captured
from auditor.verify.store import Kept, Store, store_path

DATE = "Sun, 01 Mar 2026 00:00:00 GMT"
PAGE = "<title>A page</title><p>" + "Words of a page that is long enough. " * 20


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": "public, Max-Age=600", "age": "100"}, 500),
        ({"cache-control": "max-age=600", "age": "700"}, 0),
        ({"cache-control": "no-cache, max-age=600"}, 0),
        ({"cache-control": "no-store, max-age=600"}, None),
        ({"date": DATE, "expires": "Sun, 01 Mar 2026 00:10:00 GMT"}, 600),
        ({"date": DATE, "expires": "0"}, 0),
        ({"date": DATE, "last-modified": "Sat, 28 Feb 2026 00:00:00 GMT"}, 8640),
        ({"date": DATE, "last-modified": "Sat, 28 Feb 2015 00:00:00 GMT"}, 86400),
        ({"cache-control": "max-age=600", "vary": "*"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({}, 0),
    ],
)
def test_freshness(headers, seconds):
    assert lifetime(headers) == seconds


@pytest.mark.parametrize("odd", ['"é"', '"\t"', '"\ufffd"'])
def test_a_validator_that_cannot_be_sent_is_left_out(odd):
    assert conditions(odd, DATE) == {"If-Modified-Since": DATE}
    assert conditions(odd, odd) == {}


@pytest.fixture
def url(site):
    return site.url("/a")


@pytest.fixture
def look(url, ask):
    return lambda **options: ask(f"See [this]({url}).", **options)[url]


def test_a_good_answer_is_not_asked_for_again(site, look):
    site.pages["/a"] = (200, {}, PAGE)
    first = look()
    assert (look(), len(site.asked)) == (first, 1)


def test_nothing_is_kept_without_the_cache(site, look):
    site.pages["/a"] = (200, {}, PAGE)
    look(cache=False)
    look(cache=False)
    assert len(site.asked) == 2
    assert not store_path().exists()


def test_an_old_answer_is_asked_about_with_its_validator(site, look):
    async def page(_site, asked, _writer):
        same = asked.headers.get("if-none-match") == '"v1"'
        return (304, {"ETag": '"v1"'}, "") if same else (200, {"ETag": '"v1"'}, PAGE)

    site.pages["/a"] = page
    first, second = look(max_age=0), look(max_age=0)
    assert [one.headers.get("if-none-match") for one in site.asked] == [None, '"v1"']
    assert (second.answer, second.facts) == (first.answer, first.facts)
    assert look(max_age=0).facts["title"] == "A page"  # the validator lasts


def test_what_its_server_calls_fresh_is_not_asked_for(site, look):
    site.pages["/a"] = (200, {"Cache-Control": "max-age=600"}, PAGE)
    look(max_age=1e-9)
    look(max_age=1e-9)
    assert len(site.asked) == 1


def test_what_must_not_be_stored_is_not(site, look):
    site.pages["/a"] = (200, {"Cache-Control": "no-store"}, PAGE)
    look()
    look()
    assert len(site.asked) == 2


@pytest.mark.parametrize("status", [404, 403, 503])
def test_a_failure_is_never_taken_from_what_is_kept(site, look, status):
    site.pages["/a"] = status
    assert look().answer != "ok"
    site.pages["/a"] = (200, {}, PAGE)
    assert look().answer == "ok"


def test_gone_only_after_several_days(site, look, url):
    site.pages["/a"] = 404
    first = look(confirm=2)
    assert (first.answer, first.facts["how"]) == ("unknown", "unconfirmed")
    assert "1 of the 2 days" in first.facts["reason"]
    assert look(confirm=2).answer == "unknown"  # on the same day
    with Store(store_path()) as store:
        store.gone(url, "2020-01-01")
    assert look(confirm=2).answer == "gone"


def test_a_page_that_comes_back_is_forgiven(site, look, url):
    site.pages["/a"] = 404
    look(confirm=2)
    site.pages["/a"] = (200, {}, PAGE)
    look(confirm=2)
    with Store(store_path()) as store:
        assert store.gone(url, "2020-01-01") == 1


def test_what_is_kept_has_what_was_asked_for(site, look, url):
    site.pages["/a"] = (200, {"ETag": '"1"'}, PAGE)
    look()
    with sqlite3.connect(store_path()) as db:
        row = db.execute("select target, status, url, title, length(sha256), length(text_sha256), etag from answers").fetchone()
    assert row == (url, "200", url, "A page", 64, 64, '"1"')


def test_a_damaged_store_costs_a_run_nothing(site, look):
    prepare(store_path().parent)
    store_path().write_bytes(b"no database at all" * 100)
    site.pages["/a"] = (200, {}, PAGE)
    assert look().answer == "ok"
    with Store(store_path()) as store:
        assert "not kept" in store.problem
        assert store.get("x") is None
        assert store.gone("x", "2020-01-01") == 1
        store.put(Kept(Verdict("x", "ok", "now"), 0, 0, ""))


def test_a_store_of_another_version_is_begun_anew(tmp_path):
    path = tmp_path / "kept" / "s.sqlite"
    prepare(path.parent)
    with sqlite3.connect(path) as db:
        db.execute("create table answers (other text)")
        db.execute("pragma user_version = 99")
    with Store(path) as store:
        store.put(Kept(Verdict("x", "ok", "now", {"title": "T"}), 1, 2, "u"))
        assert store.get("x").verdict.facts == {"title": "T"}


# --- evidence in a file -----------------------------------------------------------------------------------------


EVIDENCE = {
    "https://b.example/": Verdict("https://b.example/", "gone", "2026-01-01T00:00:00Z", {"status": "404", "reason": "“gone”"})
}


def test_evidence_comes_back_as_it_was(tmp_path):
    path = tmp_path / "e.json"
    path.write_text(dump(EVIDENCE))
    assert load(path) == EVIDENCE
    assert dump(load(path)) == dump(EVIDENCE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# An article", "no JSON"),
        ("[]", "is no evidence"),
        ('{"evidence": 2, "verdicts": []}', "another version"),
        ('{"evidence": 1, "verdicts": [{"target": "x"}]}', "verdict 1 is damaged"),
        ('{"evidence": 1, "verdicts": [{"target": "x", "answer": "fine", "when": "", "facts": {}}]}', "verdict 1 is damaged"),
        ('{"evidence": 1, "verdicts": [{"target": "x", "answer": "ok", "when": "", "facts": {"a": 1}}]}', "verdict 1 is damaged"),
    ],
)
def test_what_is_no_evidence(tmp_path, text, said):
    path = tmp_path / "e.json"
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        load(path)


def test_evidence_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="no such file"):
        load(tmp_path / "e.json")


# --- a run ------------------------------------------------------------------------------------------------------


def test_a_fault_of_our_own_is_no_fault_of_the_source(site, look, monkeypatch):
    def broken(_self, _answer):
        raise RuntimeError("oh")

    monkeypatch.setattr("auditor.verify.page.Page.__init__", broken)
    site.pages["/a"] = (200, {}, PAGE)
    verdict = look()
    assert (verdict.answer, verdict.facts["how"]) == ("unknown", "internal")


def test_a_watcher_is_told_of_everything_once(site, services):
    from auditor.read import READERS
    from auditor.verify.options import Online
    from auditor.verify.run import look_up

    class Notes(Watcher):
        begun, ended = [], []

        def begin(self, targets):
            self.begun += targets

        def done(self, verdict):
            self.ended.append(verdict.target)

    site.pages["/a"] = (200, {}, PAGE)
    text = f"[x]({site.url('/a')}) [y]({site.url('/b')}) [z]({site.url('/a')})"
    watcher = Notes()
    online = replace(Online(), services=services, allow_private=True, archive=False)
    look_up([READERS["markdown"](text, "a.md")], online, watcher)
    assert sorted(watcher.begun) == sorted(watcher.ended) == sorted([site.url("/a"), site.url("/b")])


def led(target, url):
    return Verdict(target, "moved", "2026-01-01T00:00:00Z", {"how": "domain", "url": url})


def test_a_network_that_wants_a_login_accuses_nobody():
    pages = [led(f"http://site-{n}.example/a", "http://portal.hotel.example/welcome") for n in range(4)]
    said = captured({page.target: page for page in pages})
    assert {verdict.answer for verdict in said.values()} == {"unknown"}
    assert len(said) == 4


@pytest.mark.parametrize("others", [0, 9])
def test_two_sites_that_move_to_one_are_no_login(others):
    pages = [led(f"http://site-{n}.example/a", "http://new.example/") for n in range(2 if not others else 4)]
    pages += [Verdict(f"http://fine-{n}.example/", "ok", "2026-01-01T00:00:00Z") for n in range(others)]
    assert captured({page.target: page for page in pages}) == {}


def test_answers_and_results_share_a_directory_that_one_command_clears(tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "kept"))
    with Store(store_path()) as store:
        assert store.problem == ""
    told = []
    results = open_cache(default_folder(), select_rules(Config()), told.append)
    assert (results is not None, told) == (True, [])
    results.close()
    assert clear(default_folder())[0] >= 3
    assert not (tmp_path / "kept").exists()


# --- what is not kept -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("there", [300, 0])
def test_a_page_that_broke_off_is_not_kept(site, look, there):
    whole = (200, {"ETag": '"v1"', "Cache-Control": "max-age=999"}, PAGE)

    async def page(_site, _asked, writer):
        if len(site.asked) > 1:
            return whole
        head = f'HTTP/1.1 200 X\r\nETag: "v1"\r\nContent-Type: text/html\r\nContent-Length: {len(PAGE)}\r\n\r\n'
        writer.write((head + PAGE[:there]).encode())
        await writer.drain()
        writer.close()
        return None

    site.pages["/a"] = page
    look()
    assert "readable" not in look().facts
    assert [one.headers.get("if-none-match") for one in site.asked] == [None, None]


def test_a_page_that_is_larger_than_auditor_reads_is_kept(site, look):
    site.pages["/a"] = (200, {}, PAGE + "<p>More words of it.</p>" * 60_000)
    assert look().facts["readable"] == "cut"
    look()
    assert len(site.asked) == 1


def test_an_age_of_nothing_asks_each_time(site, look):
    site.pages["/a"] = (200, {"Cache-Control": "max-age=31536000"}, PAGE)
    look()
    look(max_age=0)
    assert len(site.asked) == 2


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2"])
def test_what_a_secret_has_opened_is_not_kept(site, look, host):
    """Nor what somebody without it was shown: the page may be another one."""
    secret = {"headers": {host: {"Authorization": "Bearer s3cret"}}}

    async def page(_site, asked, _writer):
        return (200, {}, PAGE) if "authorization" in asked.headers else 401

    site.pages |= {"/a": page if host == "127.0.0.1" else (302, {"Location": site.url("/b", host)}, ""), "/b": page}
    assert look(**secret).facts["title"] == "A page"
    assert look().answer == "blocked"
    site.pages |= {"/a": (200, {}, PAGE.replace("A page", "For all"))}
    assert look().facts["title"] == "For all"
    if host == "127.0.0.1":
        site.pages["/a"] = page
        assert look(**secret).facts["title"] == "A page"
