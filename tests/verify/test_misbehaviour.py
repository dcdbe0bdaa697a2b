"""Servers that misbehave: for each the right one of there, gone and nobody could tell, in bounded time and memory."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import struct
import time
import tracemalloc
import zlib
from datetime import UTC, datetime

import pytest
import trustme

WORDS = "The office counts rents in every district of the town and writes down what it finds each spring. " * 12
HTML = f"<html><title>Rents of the year</title><h1 id=top>Rents</h1><p id='part-1'>{WORDS}</p></html>"
REAL = (200, {}, HTML)
ALIVE = "Rents of the year"
MEGABYTE = 1 << 20


@pytest.fixture
def look(site, ask):
    """Ask about one link of the site; gives the answer, why, and the facts."""

    def run(path="/a", *, url="", **options):
        url = url or site.url(path)
        verdict = ask(f"See [this]({url}).", **options)[url]
        return verdict.answer, verdict.facts.get("how", ""), verdict.facts

    return run


def raw(*pieces, pause=0.0, then="close"):
    """Give a page that sends these bytes as they are, and then closes, waits or goes on with the connection."""

    async def page(_site, _asked, writer):
        for piece in pieces:
            writer.write(piece.encode() if isinstance(piece, str) else piece)
            await writer.drain()
            await asyncio.sleep(pause)
        if then == "close":
            writer.close()
        elif then == "reset":
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        elif then == "wait":
            await asyncio.sleep(30)

    return page


def head(*rows, status="200 OK"):
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *rows, "", ""])


def chunk(text):
    return f"{len(text.encode()):x}\r\n{text}\r\n"


# --- bytes on the wire ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "readable"),
    [
        (raw(head("Transfer-Encoding: chunked"), chunk(HTML), "zz\r\nno size of a chunk\r\n"), "cut"),
        (raw(head("Transfer-Encoding: chunked"), chunk(HTML)), "cut"),
        (raw(head("Transfer-Encoding: chunked"), *map(chunk, HTML), "0\r\n\r\n"), ""),
        (raw(head("Content-Length: 99999"), HTML), "cut"),
        (raw(head("Content-Length: 99999"), HTML, then="reset"), "cut"),
        (raw(head("Content-Length: 99999"), HTML, then="wait"), "cut"),
        (raw(head(f"Content-Length: {len(HTML) - 20}"), HTML), ""),
        (raw(head("Content-Length: 5000"), HTML[:700], *HTML[700:740], pause=0.05, then="wait"), "cut"),
        (raw(head(), HTML), ""),
        (raw("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n", HTML), ""),
        (raw("HTTP/1.1 100 Continue\r\n\r\n", head(), HTML), ""),
        (raw("HTTP/1.1 103 Early Hints\r\nLink: </s>\r\n\r\n" * 3, head(), HTML), ""),
        (raw(head(f"Content-Length: {len(HTML)}", f"Content-Length: {len(HTML)}"), HTML), ""),
    ],
)
def test_a_page_is_there_however_its_bytes_come(site, look, page, readable):
    site.pages["/a"] = page
    answer, _, facts = look(timeout=1.0)
    assert (answer, facts["title"], facts.get("readable", "")) == ("ok", ALIVE, readable)


@pytest.mark.parametrize(
    ("page", "how"),
    [
        (raw(*("HTTP/1.1 200 OK\r\nX: " + "y" * 200), pause=0.05), "timeout"),
        (raw(), "reset"),
        (raw(then="reset"), "reset"),
        (raw("HTTP/1.1 200 OK\r\nContent-Type: te"), "reset"),
        (raw(head("Content-Length: 10", "Content-Length: 20"), HTML), "protocol"),
        (raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n"), "protocol"),
        (raw("HTTP/1.1 100 Continue\r\n\r\n", then="wait"), "timeout"),
        (raw("HTTP/1.1 100 Continue\r\n\r\n" * 50, pause=0.05, then="wait"), "timeout"),
        (
            raw(b"\0\0\6\4\0\0\0\0\0\0\5\0\0\x40\0" + b"\0\0\x08\7\0\0\0\0\0\0\0\0\0\0\0\0\1"),
            "protocol",
        ),  # HTTP/2: SETTINGS, GOAWAY
        (raw("SSH-2.0-OpenSSH_9.2\r\n\r\n"), "protocol"),
    ],
)
def test_no_answer_is_no_death(site, look, page, how):
    site.pages["/a"] = page
    begun = time.monotonic()
    answer, why, facts = look(timeout=0.5)
    assert (answer, why) == ("unknown", how)
    assert facts["reason"]
    assert time.monotonic() - begun < 5


def test_a_body_with_more_than_it_announces_spoils_no_other_page(site, ask):
    site.pages |= {"/a": raw(head("Content-Length: 100"), HTML, then="go on"), "/b": REAL}
    urls = [site.url("/a"), site.url("/b"), site.url("/a?2"), site.url("/b?2")]
    evidence = ask(" ".join(f"[{n}]({url})" for n, url in enumerate(urls)))
    assert [evidence[url].answer for url in urls] == ["ok"] * 4
    assert [evidence[url].facts["title"] for url in urls[1::2]] == [ALIVE] * 2


@pytest.mark.parametrize("then", ["close", "reset"])
def test_a_connection_that_breaks_is_tried_once_more(site, look, then):
    async def page(here, asked, writer):
        return await raw(then=then)(here, asked, writer) if len(here.asked) == 1 else REAL

    site.pages["/a"] = page
    assert look()[0] == "ok"
    assert len(site.asked) == 2


def test_only_get_is_asked(site, look):
    async def page(_site, asked, _writer):
        return REAL if asked.method == "GET" else 405

    site.pages["/a"] = page
    assert look()[0] == "ok"
    assert {one.method for one in site.asked} == {"GET"}


# --- sizes ------------------------------------------------------------------------------------------------------


def weighed(work):
    """Give what some work gives, and the megabytes that it held at most, the site's own included."""
    tracemalloc.start()
    try:
        return work(), tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_takes_little(site, look, layers):
    packer = zlib.compressobj(1, wbits=31)
    bomb = b"".join(packer.compress(b"0" * MEGABYTE) for _ in range(100)) + packer.flush()
    for _ in range(layers - 1):
        bomb = gzip.compress(bomb)
    site.pages["/a"] = (200, {"Content-Encoding": ", ".join(["gzip"] * layers)}, bomb)
    (answer, _, facts), most = weighed(lambda: look(timeout=10.0))
    assert (answer, facts["readable"]) == ("ok", "cut" if layers == 1 else "binary")
    assert most < 24


@pytest.mark.parametrize(
    "rows", [["X: " + "y" * 5_000_000], [f"X-{n}: {'y' * 50}" for n in range(80_000)], ["Set-Cookie: a=" + "b" * 60_000]]
)
def test_headers_of_megabytes(site, look, rows):
    content = head(*rows).encode()
    site.pages["/a"] = raw(content, HTML)
    (answer, how, _), most = weighed(lambda: look(timeout=5.0))
    assert (answer, how) == (("unknown", "protocol") if len(content) > 100_000 else ("ok", ""))
    assert most < 16


@pytest.mark.parametrize(
    ("headers", "body", "readable"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(HTML.encode())[:-30], "cut"),
        ({"Content-Encoding": "gzip"}, gzip.compress(HTML.encode())[:-4], "cut"),
        ({"Content-Encoding": "gzip"}, gzip.compress(HTML.encode()) + b"something else", ""),
        ({"Content-Encoding": "gzip"}, gzip.compress(HTML[:500].encode()) + gzip.compress(HTML[500:].encode()), ""),
        ({"Content-Encoding": "utf-8"}, HTML.encode(), ""),
        ({"Content-Encoding": "identity"}, HTML.encode(), ""),
    ],
)
def test_packed_bodies_that_are_not_as_they_should_be(site, look, headers, body, readable):
    site.pages["/a"] = (200, headers, body)
    answer, _, facts = look("/a#part-9")
    assert (answer, facts["title"], facts.get("readable", "")) == ("ok", ALIVE, readable)
    assert facts.get("fragment", "") == ("" if readable else "missing")  # of what was not read nothing is missing


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br", "gzip"])
def test_a_body_that_cannot_be_unpacked_is_there_and_not_read(site, look, encoding):
    site.pages["/a"] = (200, {"Content-Encoding": encoding}, b"\x0b\x02\x80" + WORDS.encode())
    answer, _, facts = look("/a#part-9")
    assert (answer, facts["readable"], "text" in facts, "fragment" in facts) == ("ok", "binary", False, False)
    assert len(site.asked) == 1  # nor is it compared with anything


# --- redirects --------------------------------------------------------------------------------------------------


def test_a_page_that_sends_its_reader_to_the_front_page_by_itself(site, look):
    site.pages |= {"/news/a": (200, {}, "<meta http-equiv=refresh content='0; url=/'>"), "/": REAL}
    assert look("/news/a")[:2] == ("moved", "home")


def test_pages_that_send_their_reader_on_for_ever(site, look):
    async def page(_site, asked, _writer):
        return 200, {}, f"<meta http-equiv=refresh content='0; url={asked.path}x'><p>{WORDS}</p>"

    site.pages["/*"] = page
    assert look("/a")[0] in ("ok", "unknown")
    assert len(site.asked) < 5


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1:{port}/secret", "http://[::ffff:127.0.0.1]:{port}/secret", "http://169.254.169.254/latest"]
)
def test_a_redirect_to_a_private_address(site, look, monkeypatch, to):
    monkeypatch.setattr("auditor.net.hosts.is_public", lambda address: address == "127.0.0.9")
    site.pages |= {"/a": (302, {"Location": to.format(port=site.port)}, ""), "/secret": REAL}
    answer, how, facts = look(url=site.url("/a", "127.0.0.9"), allow_private=False)
    assert (answer, how, site.paths()) == ("unknown", "private-address", ["/a"])
    assert "private address" in facts["reason"]


def test_a_circle_that_a_cookie_ends(site, look):
    async def page(_site, asked, _writer):
        if "seen=1" not in asked.headers.get("cookie", ""):
            return 302, {"Location": "/a", "Set-Cookie": "seen=1; Path=/; HttpOnly"}, ""
        return REAL

    site.pages["/a"] = page
    assert look()[:2] == ("ok", "")
    assert len(site.asked) == 2


def test_cookies_stay_at_their_host_and_in_their_chain(site, ask):
    there = site.url("/b", "127.0.0.2")
    site.pages |= {"/a": (302, {"Location": there, "Set-Cookie": "secret=1"}, ""), "/b": REAL, "/c": REAL}
    ask(f"[a]({site.url('/a')})")
    ask(f"[c]({site.url('/c')})")
    assert [one.headers.get("cookie") for one in site.asked] == [None] * 3


def test_a_circle_that_no_cookie_ends(site, look):
    async def page(here, _asked, _writer):
        return 302, {"Location": "/a", "Set-Cookie": f"n={len(here.asked)}"}, ""

    site.pages["/a"] = page
    assert look()[:2] == ("unknown", "redirect-loop")
    assert len(site.asked) == 11


# --- TLS --------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(site, monkeypatch, tmp_path):
    """The site, and an authority that is trusted."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return site, authority


@pytest.mark.parametrize(
    ("name", "more", "how"),
    [
        ("127.0.0.1", {}, ""),
        ("other.example", {}, "tls-name"),
        ("127.0.0.1", {"not_after": datetime(2020, 1, 1, tzinfo=UTC)}, "tls-expired"),
        (None, {}, "tls-untrusted"),
    ],
)
def test_certificates(served, look, name, more, how):
    site, authority = served
    port = site.secure((authority if name else trustme.CA()).issue_cert(name or "127.0.0.1", **more))
    site.pages["/a"] = REAL
    answer, why, facts = look(url=f"https://127.0.0.1:{port}/a")
    assert (answer, why) == ("unknown" if how else "ok", how)
    assert ("certificate" in facts.get("reason", "")) == bool(how)


def test_a_server_that_speaks_http2_only(served, look):
    site, authority = served
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_alpn_protocols(["h2"])
    authority.issue_cert("127.0.0.1").configure_cert(context)
    port = asyncio.run_coroutine_threadsafe(site._listen(context), site.loop).result(10)
    site.pages["/a"] = raw(b"\0\0\0\4\0\0\0\0\0")
    assert look(url=f"https://127.0.0.1:{port}/a")[:2] == ("unknown", "protocol")


# --- statuses and words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [200, 203, 204, 205])
@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}])
def test_a_page_with_nothing_on_it_tells_nobody_anything(site, look, status, headers):
    site.pages["/a"] = (status, headers, "")
    answer, how, facts = look()
    assert (answer, how, facts["reason"]) == ("unknown", "empty", f"answers {status} and shows nothing")


def test_a_part_of_a_page_nobody_asked_for(site, look):
    site.pages["/a"] = (206, {"Content-Range": "bytes 0-1/2"}, HTML)
    answer, _, facts = look("/a#part-9")
    assert (answer, facts["readable"], "fragment" in facts) == ("ok", "cut", False)


def test_unchanged_since_nobody_asked(site, look):
    site.pages["/a"] = (304, {}, "")
    answer, _, facts = look()
    assert (answer, facts["reason"]) == ("unknown", "answered 304")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("told", ["text/html", "text/html; charset=utf-16", "text/html; charset=utf-8"])
def test_a_page_in_wide_letters(site, look, encoding, told):
    site.pages["/a"] = (200, {"Content-Type": told}, HTML.encode(encoding))
    answer, _, facts = look("/a#part-1")
    assert (answer, facts["title"], facts.get("readable", ""), "fragment" in facts) == ("ok", ALIVE, "", False)


@pytest.mark.parametrize(
    ("type_", "body", "readable"),
    [
        ("image/png", HTML, ""),
        ("application/octet-stream", HTML, ""),
        ("", HTML, ""),
        ("nonsense", HTML, ""),
        ("text/html; charset=klingon", HTML, ""),
        ("text/html; charset=utf-16", HTML, ""),
        ("text/html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(900), "binary"),
        ("text/html", b"%PDF-1.7\n" + bytes(900), "binary"),
    ],
)
def test_what_a_server_calls_a_page_is_not_believed(site, look, type_, body, readable):
    site.pages["/a"] = (200, {"Content-Type": type_}, body)
    answer, _, facts = look()
    assert (answer, facts.get("readable", ""), facts.get("title", "")) == ("ok", readable, "" if readable else ALIVE)


@pytest.mark.parametrize(
    "title",
    [
        "Seite nicht gefunden",
        "Cette page n’existe plus",
        "No se ha encontrado la página: no existe",
        "Pagina niet gevonden",
        "Nie znaleziono strony",
        "Stránka nenalezena",
        "Sidan hittades inte",
        "Sivua ei löytynyt",
        "Sayfa bulunamadı",
        "Страница не найдена",
        "Η σελίδα δεν βρέθηκε",
        "ページが見つかりません",
        "페이지를 찾을 수 없습니다",
        "页面不存在",
        "الصفحة غير موجودة",
    ],
)
def test_error_pages_in_other_languages(site, look, title):
    site.pages["/news/*"] = (200, {}, f"<html><meta charset=utf-8><title>{title}</title><p>{WORDS}</p></html>")
    assert look("/news/rents")[:2] == ("gone", "soft-404")
    site.pages["/news/*"] = 404
    site.pages["/news/rents"] = (200, {}, f"<html><meta charset=utf-8><title>{title}</title><p>{WORDS}</p></html>")
    assert look("/news/rents")[0] == "ok"  # a page about missing pages


# --- names and ports --------------------------------------------------------------------------------------------


def test_a_port_where_nobody_listens(look):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert look(url=f"http://127.0.0.1:{free.getsockname()[1]}/a")[:2] == ("unknown", "refused")


@pytest.mark.parametrize("works", [True, False])
def test_a_name_that_nobody_knows(look, monkeypatch, works):
    def getaddrinfo(name, *_args, **_more):
        if name == "example.com" and works:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("auditor.net.guard.socket.getaddrinfo", getaddrinfo)
    answer, how, facts = look(url="http://nowhere.example/a")
    assert (answer, how) == (("gone", "no-such-host") if works else ("unknown", how))
    assert works or how in ("dns-failed", "no-network")
    assert facts["reason"]


def test_a_host_of_the_new_internet(site, look):
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")

    async def listen():
        return await asyncio.start_server(site._serve, "::1", 0)

    try:
        server = asyncio.run_coroutine_threadsafe(listen(), site.loop).result(10)
    except OSError:
        pytest.skip("no IPv6 on loopback")
    site._servers.append(server)
    site.pages["/a"] = REAL
    url = f"http://[::1]:{server.sockets[0].getsockname()[1]}/a"
    assert look(url=url)[0] == "ok"
    assert site.asked[0].headers["host"] == url.split("/")[2]
    assert look(url=url, allow_private=False, cache=False)[:2] == ("unknown", "private-address")
