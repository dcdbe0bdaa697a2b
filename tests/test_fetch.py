"""Articles by their addresses: fetched from a real site on loopback, audited as files are."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import subprocess
import sys

import pytest

import auditor
import auditor.fetch as fetch_module
from auditor.errors import BinaryError, EmptyError, MissingError, ReadError, UsageError
from auditor.fetch import fetch
from auditor.model import Failure, Source
from auditor.read.sources import Found, decode_source, read_document, walk
from auditor.verify.options import Online

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
BODY = """<article><h1>The mill closes</h1>
<p>The mill on the river Lune lost 4 million crowns in 2023, <a href="report.html">the letter of its owners shows</a>.</p>
<p>As of my last knowledge update, the owners had not replied to the questions that this paper sent them in two letters.</p>
</article>"""
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The mill closes</title></head><body>
<nav><a href="/">Home</a> <a href="/see-here">See our explainer here</a></nav>
{BODY}<footer><p>Subscribe to our letter, for all of the news in your mail on each and every day.</p></footer></body></html>"""
ONLINE = Online(allow_private=True, timeout=2.0, polite=False)
OPEN = auditor.Config(network=ONLINE)


@pytest.fixture
def run(tmp_path):
    """Run the command; gives status, output and errors."""

    def run(*args, **more):
        environment = {**os.environ, "COLUMNS": "100", **more}
        done = subprocess.run(
            [*AUDITOR, *args], cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr

    return run


def one(site, path="/a", **more):
    """Fetch one article of the site: a `Source` or a `Failure`."""
    return fetch([site.url(path)], ONLINE, **more)[0]


# --- a page ---------------------------------------------------------------------------------------------------------


def test_the_article_of_a_page_is_audited_with_places_in_its_source(site):
    site.pages["/a"] = (200, {}, PAGE)
    audit = auditor.audit(site.url("/a"), config=OPEN)
    assert (audit.name, audit.format, audit.title) == (site.url("/a"), "html", "The mill closes")
    (finding,) = [f for f in audit.findings if f.rule.id == "cutoff-disclaimer"]
    assert PAGE[finding.places[0].start : finding.places[0].end] == finding.text == "As of my last knowledge update"
    assert (finding.line, finding.column) == (5, 4)
    assert "explainer" not in audit.document.text
    assert "Subscribe" not in audit.document.text


def test_the_command_takes_addresses_and_files_together(site, run, tmp_path):
    site.pages["/a"] = (200, {}, PAGE)
    (tmp_path / "b.md").write_text("# Mills\n\nAs of my last knowledge update, nobody had replied.\n")
    status, out, err = run("check", "b.md", site.url("/a"), site.url("/gone"), "--allow-private", "--format", "concise")
    assert status == 3
    assert "b.md:3:1: error cutoff-disclaimer" in out
    assert f"{site.url('/a')}:5:4: error cutoff-disclaimer" in out
    assert f"auditor: {site.url('/gone')}: 404, not found; check the address" in err
    assert "1 text could not be audited" in err
    assert "non-public-host" not in out


def test_nothing_is_asked_on_a_private_network_without_a_word(site, run):
    site.pages["/a"] = (200, {}, PAGE)
    status, _, err = run("check", site.url("/a"))
    assert (status, site.asked) == (3, [])
    assert "is a private address (127.0.0.1); --allow-private would ask it (in Python: Online(allow_private=True))" in err


def test_claims_sources_and_verify_take_an_address(site, run):
    site.pages["/a"] = (200, {}, PAGE)
    assert "cited" in run("claims", site.url("/a"), "--allow-private")[1]
    status, out, _ = run("verify", site.url("/a"), "--allow-private", "--no-cache")
    assert status == 1
    assert f"gone     {site.url('/report.html')}" in out
    status, out, err = run("sources", site.url("/gone"), "--allow-private")
    assert (status, out) == (3, "")
    assert "404, not found" in err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["check", "--fix"], "--fix mends files"),
        (["check", "--watch"], "--watch watches files"),
        (["check", "--changed-since", "HEAD"], "--changed-since asks git about files"),
        (["fix"], "files are mended"),
        (["verify", "--offline", "--evidence", "e.json"], "--offline asks nothing"),
        (["check", "--max-age", "1d"], "only asked with --online"),
        (["check", "--header", "a.example:X-Key=NO_SUCH_VARIABLE"], "no variable NO_SUCH_VARIABLE"),
    ],
)
def test_what_only_files_can_do_is_wrong_usage(run, args, said):
    status, out, err = run(*args, "https://news.example.org/a")
    assert (status, out) == (2, "")
    assert said in " ".join(err.split())


def test_a_header_goes_to_its_host_and_is_not_shown(site, run):
    site.pages["/a"] = (200, {}, PAGE)
    args = ("check", site.url("/a"), "--allow-private", "--timeout", "5", "--header", "127.0.0.1:X-Key=MY_KEY")
    result = run(*args, MY_KEY="s3cret")
    assert [one.headers.get("x-key") for one in site.asked] == ["s3cret"]
    assert "s3cret" not in "".join(map(str, result))


def test_reports_for_programs_name_the_address(site, run):
    site.pages["/a"] = (200, {}, PAGE)
    address = site.url("/a?b=c&d=é")
    site.pages[address.partition(str(site.port))[2]] = (200, {}, PAGE)
    sarif = json.loads(run("check", address, "--allow-private", "--format", "sarif")[1])
    location = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": site.url("/a?b=c&d=%C3%A9"), "index": 0}


def test_an_address_with_signs_of_a_glob_is_no_glob():
    assert list(walk(["https://a.example/x?y=[1]*"], force_exclude=True)) == [Found("https://a.example/x?y=[1]*", named=True)]
    twice = ["https://a.example/x", "https://a.example/x", "HTTP://a.example/"]
    assert [found.path for found in walk(twice)] == ["https://a.example/x", "HTTP://a.example/"]


# --- what answers are -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind", "body", "expected"),
    [
        ("/a", "text/html", PAGE, "html"),
        ("/a", "application/xhtml+xml", PAGE, "html"),
        ("/a", "text/markdown; charset=utf-8", "# A\n", "markdown"),
        ("/a", "text/plain", "Words.\n", "text"),
        ("/a", "text/plain", "<!doctype html><p>Shown as it is.", "text"),
        ("/a.md", "text/plain", "# A\n", "markdown"),
        ("/a.md", "application/octet-stream", "# A\n", "markdown"),
        ("/a", "", PAGE, "html"),
        ("/a", "", "Words.\n", "text"),
    ],
)
def test_the_media_type_tells_the_format(site, path, kind, body, expected):
    site.pages[path] = (200, {"Content-Type": kind}, body)
    assert one(site, path).format == expected


@pytest.mark.parametrize(
    ("answer", "kind", "said"),
    [
        (404, "missing", "404, not found; check the address"),
        (410, "missing", "410, gone; check the address"),
        (401, "unreadable", "wants its readers to log in; save the page"),
        (403, "unreadable", "turns programs away; save the page from a browser and audit that"),
        (429, "unreadable", "is asked too often"),
        (500, "unreadable", "the server is in trouble; try again later"),
        (418, "unreadable", "answered 418"),
        ((302, {"Location": "/a"}), "unreadable", "redirects in a circle"),
        ((302, {"Location": "ftp://a.example/"}), "unreadable", "is no web address"),
        ((301, {"Location": "/"}), "missing", "leads to the front page of its site"),
        ((302, {"Location": "/login?next=/a"}), "unreadable", "a page to log in"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), "binary", "is a PDF file (application/pdf)"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "binary", "is an image (image/png)"),
        ((200, {"Content-Type": "application/zip"}, b"PK"), "binary", "is no article (application/zip)"),
        ((200, {}, "<html><title>Just a moment...</title><p>Checking your browser.</html>"), "unreadable", "a page of its own"),
        ((200, {}, '<html><script src="a.js"></script><div id="root"></div></html>'), "empty", "is drawn by scripts"),
        ((200, {}, "<title>Not found</title><p>Page not found."), "missing", "shows an error page"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_what_is_no_article_is_told(site, answer, kind, said, monkeypatch):
    monkeypatch.setattr("auditor.fetch.Terms", _quick)
    site.pages |= {"/a": answer, "/": (200, {}, PAGE), "/login": (200, {}, PAGE)}
    if kind == "missing" and isinstance(answer, tuple) and answer[0] == 200:
        site.pages["/*"] = answer  # the site shows this for anything
    found = one(site)
    assert isinstance(found, Failure)
    assert found.kind == kind
    assert found.reason.startswith(f"{site.url('/a')}: ")
    assert said in found.reason


def _quick(**terms):
    from auditor.net import Terms

    return Terms(**terms, retries=0)


def test_a_lie_about_the_type_is_seen_when_it_is_read(site):
    site.pages["/a"] = (200, {}, b"%PDF-1.7 and more")
    with pytest.raises(BinaryError, match="is a PDF file"):
        auditor.audit(site.url("/a"), config=OPEN)


def test_a_slow_server_is_given_up(site):
    async def slow(_site, _asked, _writer):
        await asyncio.sleep(30)

    site.pages["/a"] = slow
    (found,) = fetch([site.url("/a")], Online(allow_private=True, timeout=0.3))
    assert found.reason == f"{site.url('/a')}: did not answer in time; try again later"
    site.close()
    (found,) = fetch([site.url("/a")], ONLINE)
    assert found.reason == f"{site.url('/a')}: refused the connection; try again later"


def test_a_body_is_capped_and_unpacked(site, monkeypatch):
    monkeypatch.setattr("auditor.fetch._MOST", 100_000)
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode()))
    assert one(site).data == PAGE.encode()
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"<p>" + b"x " * 10_000_000))
    assert "is larger than" in one(site).reason

    async def breaks_off(_site, _asked, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n" + PAGE.encode())
        await writer.drain()
        writer.close()

    site.pages["/a"] = breaks_off
    assert "broke off before its end" in one(site).reason


@pytest.mark.parametrize("packed", ["br", "zstd", "gzip, br"])
def test_a_page_packed_as_nobody_asked_is_called_so(site, packed):
    site.pages["/a"] = (200, {"Content-Encoding": packed}, b"\x01\x02")
    assert f"is packed in a way that auditor did not ask for (“{packed}”)" in one(site).reason


def test_a_redirect_to_a_private_address_is_refused(site, monkeypatch):
    async def resolve(_name):
        return ["127.0.0.1"]

    found = fetch(["http://news.example.org/a"], Online(timeout=1.0))
    assert isinstance(found[0], Failure)
    site.pages["/a"] = (302, {"Location": "http://169.254.169.254/latest"})
    monkeypatch.setattr("auditor.net.hosts.is_public", lambda address: address == "127.0.0.1")
    (found,) = fetch([site.url("/a")], Online(timeout=1.0))
    assert "169.254.169.254 is a private address" in found.reason
    assert site.paths() == ["/a"]


# --- encodings and links --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "meta", "encoding", "expected"),
    [
        ("windows-1251", "", "windows-1251", "Мельница"),
        ("koi8-r", "windows-1251", "koi8-r", "Мельница"),  # the header goes before the page
        ("", "windows-1251", "windows-1251", "Мельница"),
        ("iso-8859-1", "", "utf-8", "Мельница"),  # the bytes go before both
        ("nonsense", "windows-1251", "windows-1251", "Мельница"),
        ("hex", "windows-1251", "windows-1251", "Мельница"),
        ("utf-16-be", "", "utf-16-be", "Мельница"),
        ("utf-8", "", "utf-8-sig", "Мельница"),
    ],
)
def test_the_encoding_is_that_of_the_header_then_of_the_page(site, header, meta, encoding, expected):
    declared = f'<meta charset="{meta}">' if meta else ""
    page = f"<!doctype html><html><head>{declared}</head><body><p>{expected} {expected} {expected}.</p></body></html>"
    kind = f"text/html; charset={header}" if header else "text/html"
    site.pages["/a"] = (200, {"Content-Type": kind}, page.encode(encoding))
    source = one(site)
    assert isinstance(source, Source)
    assert expected in decode_source(source).text
    assert read_document(source).text.strip().startswith(expected)


def test_relative_links_begin_at_where_the_page_came_from(site):
    site.pages |= {"/old": (302, {"Location": "/news/2026/a"}), "/news/2026/a": (200, {}, PAGE)}
    source = one(site, "/old")
    assert (source.name, source.url, source.base) == (site.url("/old"), site.url("/news/2026/a"), site.url("/news/2026/a"))
    document = read_document(source)
    assert document.url == site.url("/news/2026/a")
    assert [link.target for link in document.links] == [site.url("/news/2026/report.html")]
    site.pages["/news/2026/a"] = (200, {}, PAGE.replace("<title>", '<BASE target=x HREF="/files/&#46;/"><title>'))
    assert one(site, "/old").base == site.url("/files/")
    site.pages["/news/2026/a"] = (200, {}, PAGE.replace("<title>", '<base href="http://[x"><title>'))
    assert one(site, "/old").base == site.url("/news/2026/a")


def test_a_fault_of_auditors_own_costs_one_article(site, monkeypatch):
    site.pages |= {"/a": (200, {}, PAGE), "/b": (200, {}, PAGE)}
    kind = fetch_module._kind
    monkeypatch.setattr(fetch_module, "_kind", lambda answer, chosen: 1 / 0 if answer.url.endswith("/b") else kind(answer, chosen))
    good, bad = fetch([site.url("/a"), site.url("/b")], ONLINE)
    assert isinstance(good, Source)
    assert (bad.kind, "internal error (ZeroDivisionError" in bad.reason) == ("internal", True)


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("b.html", "https://a.example/n/b.html"),
        ("/b?c#d", "https://a.example/b?c#d"),
        ("//b.example/c", "https://b.example/c"),
        ("https://b.example/c", "https://b.example/c"),
        ("#note", "#note"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:void(0)", "javascript:void(0)"),
        ("", ""),
        ("http://[bad", "http://[bad"),
    ],
)
def test_links_are_resolved_as_browsers_do(target, expected):
    page = f'<html><body><p>The mill lost money in 2023, as <a href="{target}">its letter</a> shows to all.</p></body></html>'
    document = read_document(Source("-", page.encode(), "html", base="https://a.example/n/a"))
    assert [link.target for link in document.links] == [expected]
    document = read_document(Source("-", page.encode(), "html", url="https://a.example/n/a"))
    assert [link.target for link in document.links] == [target]  # of files and corpora, links stay as they are


def test_a_staging_site_may_link_to_itself(site):
    site.pages["/a"] = (200, {}, PAGE)
    assert "non-public-host" not in {f.rule.id for f in auditor.audit(site.url("/a"), config=OPEN).findings}
    site.pages["/a"] = (200, {}, PAGE.replace("report.html", "http://localhost:1/report.html"))
    assert "non-public-host" in {f.rule.id for f in auditor.audit(site.url("/a"), config=OPEN).findings}


# --- from Python ----------------------------------------------------------------------------------------------------


def test_python_gets_the_errors_of_its_kind(site):
    pdf = (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7")
    site.pages |= {"/403": 403, "/empty": (200, {}, "<html><body></body></html>"), "/pdf": pdf}
    for path, kind in (("/404", MissingError), ("/403", ReadError), ("/empty", EmptyError), ("/pdf", BinaryError)):
        with pytest.raises(kind, match=path):
            auditor.audit(site.url(path), config=OPEN)
    with pytest.raises(ReadError, match="private address"):
        auditor.audit(site.url("/404"))


def test_it_works_where_a_loop_runs_already(site):
    site.pages["/a"] = (200, {}, PAGE)

    async def notebook():
        return auditor.audit(site.url("/a"), config=OPEN)

    assert asyncio.run(notebook()).title == "The mill closes"


TEXT = "The mill lost 4 million crowns in 2023, [its letter shows](https://mill.example/letter).\n"
GONE = {"answer": "gone", "when": "2026-11-01T00:00:00Z", "facts": {"reason": "404, not found", "status": "404"}}


@pytest.mark.parametrize(
    "verdict", [GONE, {"answer": "gone"}, auditor.Verdict("https://mill.example/letter", "gone", "", {"reason": "404, not found"})]
)
def test_evidence_is_a_mapping(verdict):
    audit = auditor.audit_text(TEXT, name="a.md", evidence={"https://mill.example/letter": verdict})
    assert "dead-link" in {f.rule.id for f in audit.findings}
    assert audit.looked_up
    assert "dead-link" not in {f.rule.id for f in auditor.audit_text(TEXT, name="a.md").findings}


def test_evidence_is_a_file(tmp_path):
    row = {"target": "https://mill.example/letter", **GONE}
    (tmp_path / "e.json").write_text(json.dumps({"evidence": 1, "verdicts": [row]}))
    (tmp_path / "a.md").write_text(TEXT)
    for evidence in (tmp_path / "e.json", str(tmp_path / "e.json")):
        audit = auditor.audit(tmp_path / "a.md", evidence=evidence, config=auditor.Config(ignore=("no-sources",)))
        assert "dead-link" in {f.rule.id for f in audit.findings}


@pytest.mark.parametrize(
    ("evidence", "error", "said"),
    [
        ({"https://a.example/": {"answer": "dead"}}, UsageError, "evidence for 'https://a.example/'.*one of ok, gone"),
        ({"https://a.example/": {"answer": "ok", "facts": {"status": 200}}}, UsageError, "is no verdict"),
        ({1: {"answer": "ok"}}, UsageError, "evidence for 1"),
        ({"https://a.example/": "gone"}, UsageError, "is no verdict"),
        ("none.json", UsageError, "evidence none.json: no such file"),
        ([], TypeError, "not list"),
    ],
)
def test_evidence_that_is_none(evidence, error, said):
    with pytest.raises(error, match=said):
        auditor.audit_text(TEXT, evidence=evidence)
