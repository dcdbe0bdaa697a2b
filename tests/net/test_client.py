"""The client against real servers on loopback that misbehave in every way."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
import zlib
from datetime import UTC, datetime

import pytest
import trustme

from auditor.net import Pace, Terms
from auditor.net.client import Client
from auditor.net.guard import NameError_

QUICK = {"timeout": 1.0, "backoff": 0.01, "pace": Pace(5, 0.0), "allow_private": True}
PAGE = (200, {}, "<title>A page</title><p>Words.</p>")


def ask(*urls, follow=True, headers=None, known=None, **terms):
    """Ask for URLs all at once; gives the answers, or the one."""

    async def run():
        async with Client(Terms(**{**QUICK, **terms})) as client:
            return await asyncio.gather(*(client.get(url, follow=follow, headers=headers, known=known) for url in urls))

    answers = asyncio.run(run())
    return answers[0] if len(answers) == 1 else answers


def resolver(**names):
    async def resolve(name):
        if name not in names:
            raise NameError_("not known", gone=True)
        return names[name] if isinstance(names[name], list) else [names[name]]

    return resolve


# --- answers --------------------------------------------------------------------------------------------------


def test_a_page(site):
    site.pages["/a"] = PAGE
    answer = ask(site.url("/a#part"))
    assert (answer.status, answer.trouble, answer.cut) == (200, "", False)
    assert answer.body == PAGE[2].encode()
    (asked,) = site.asked
    assert asked.path == "/a"
    assert asked.headers["host"] == f"127.0.0.1:{site.port}"
    assert "auditor" in asked.headers["user-agent"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 410, 451, 999])
def test_what_is_no_stumble_is_asked_once(site, status):
    site.pages["/a"] = status
    assert ask(site.url("/a")).status == status
    assert len(site.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_a_stumble_is_asked_again(site, status):
    async def stumbles(here, _asked, _writer):
        return status if len(here.asked) < 3 else PAGE

    site.pages["/a"] = stumbles
    answer = ask(site.url("/a"))
    assert (answer.status, answer.tries) == (200, 3)


def test_an_outage_is_given_up(site):
    site.pages["/a"] = 503
    answer = ask(site.url("/a"))
    assert (answer.status, answer.tries, len(site.asked)) == (503, 3, 3)


def test_retry_after_is_kept_to_and_for_the_whole_host(site):
    async def busy(here, asked, _writer):
        return (429, {"Retry-After": "1"}, "") if sum(one.path == asked.path for one in here.asked) < 2 else PAGE

    site.pages["/a"], site.pages["/b"] = busy, PAGE

    async def run():
        async with Client(Terms(**{**QUICK, "timeout": 5})) as client:
            first = asyncio.ensure_future(client.get(site.url("/a")))
            await asyncio.sleep(0.3)
            return await asyncio.gather(first, client.get(site.url("/b")))

    answers = asyncio.run(run())
    assert [answer.status for answer in answers] == [200, 200]
    begun = site.asked[0].when
    assert all(one.when - begun >= 0.95 for one in site.asked[1:])


def test_who_asks_to_come_back_tomorrow_is_not_waited_for(site):
    site.pages["/a"] = (429, {"Retry-After": "86400"}, "")
    assert (ask(site.url("/a")).status, len(site.asked)) == (429, 1)


# --- bodies ---------------------------------------------------------------------------------------------------


def test_a_huge_body_is_cut(site):
    async def endless(_here, _asked, writer):
        writer.write(b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    site.pages["/a"] = endless
    answer = ask(site.url("/a"), most_bytes=100_000)
    assert (answer.status, len(answer.body), answer.cut) == (200, 100_000, True)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_compressed_bomb_stays_small(site, encoding):
    bomb = b"0" * 50_000_000
    site.pages["/a"] = (200, {"Content-Encoding": encoding}, gzip.compress(bomb) if encoding == "gzip" else zlib.compress(bomb))
    answer = ask(site.url("/a"), most_bytes=10_000, timeout=10)
    assert (answer.status, answer.body, answer.cut) == (200, b"0" * 10_000, True)


def raw_deflate(text):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(text) + packer.flush()


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress), ("deflate", raw_deflate)])
def test_compressed_bodies_are_read(site, encoding, pack):
    site.pages["/a"] = (200, {"Content-Encoding": encoding}, pack(b"words " * 500))
    answer = ask(site.url("/a"))
    assert (answer.body, answer.cut) == (b"words " * 500, False)


def test_garbage_that_claims_to_be_gzip_is_still_an_answer(site):
    site.pages["/a"] = (200, {"Content-Encoding": "gzip"}, b"not gzip at all")
    answer = ask(site.url("/a"))
    assert (answer.status, answer.trouble, answer.cut) == (200, "", True)


def test_a_body_that_drips_is_cut_when_time_is_up(site):
    async def drip(_here, _asked, writer):
        writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.05)

    site.pages["/a"] = drip
    begun = time.monotonic()
    answer = ask(site.url("/a"), timeout=0.5)
    assert (answer.status, answer.cut) == (200, True)
    assert 0 < len(answer.body) < 100
    assert time.monotonic() - begun < 5


def test_a_body_that_breaks_off(site):
    async def breaks(_here, _asked, writer):
        writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\nhalf")
        await writer.drain()
        writer.close()

    site.pages["/a"] = breaks
    answer = ask(site.url("/a"))
    assert (answer.status, answer.body, answer.cut) == (200, b"half", True)


# --- troubles -------------------------------------------------------------------------------------------------


async def silent(_here, _asked, _writer):
    await asyncio.sleep(30)


async def slow_headers(_here, _asked, writer):
    for letter in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 1000:
        writer.write(bytes([letter]))
        await writer.drain()
        await asyncio.sleep(0.05)


async def closes(_here, _asked, writer):
    writer.close()


async def resets(_here, _asked, writer):
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.transport.abort()


async def garbage(_here, _asked, writer):
    writer.write(b"\x00\x01 hello, I speak something else\r\n\r\n")
    await writer.drain()


async def long_headers(_here, _asked, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 5_000_000 + b"\r\n\r\n")
    await writer.drain()


@pytest.mark.parametrize(
    ("page", "troubles"),
    [
        (silent, {"timeout"}),
        (slow_headers, {"timeout"}),
        (closes, {"reset"}),
        (resets, {"reset"}),
        (garbage, {"protocol"}),
        (long_headers, {"protocol", "reset"}),
    ],
)
def test_servers_that_do_not_answer(site, page, troubles):
    site.pages["/a"] = page
    answer = ask(site.url("/a"), timeout=0.5)
    assert answer.status == 0
    assert answer.trouble in troubles
    assert answer.detail


def test_nobody_listens():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        assert ask(f"http://127.0.0.1:{free.getsockname()[1]}/").trouble == "refused"


@pytest.mark.parametrize(
    "url", ["ftp://127.0.0.1/a", "file:///etc/passwd", "gopher://127.0.0.1/", "http://", "http://[::1/", "http://a:b:c/"]
)
def test_what_is_no_address_of_the_web(url):
    assert ask(url).trouble == "bad-url"


def test_a_server_that_has_closed_a_kept_connection_is_asked_once_more(site):
    async def once(here, asked, writer):
        await here.send(writer, *PAGE)
        writer.close()

    site.pages["/*"] = once

    async def run():
        async with Client(Terms(**{**QUICK, "pace": Pace(1, 0.0)})) as client:
            return await asyncio.gather(*(client.get(site.url(f"/{n}")) for n in range(6)))

    assert [answer.status for answer in asyncio.run(run())] == [200] * 6


# --- redirects ------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_told(site):
    site.pages |= {"/a": (301, {"Location": "/b"}, ""), "/b": (302, {"Location": site.url("/c", "127.0.0.2")}, ""), "/c": PAGE}
    answer = ask(site.url("/a"))
    assert (answer.status, answer.url) == (200, site.url("/c", "127.0.0.2"))
    assert [(hop.status, hop.to) for hop in answer.hops] == [(301, site.url("/b")), (302, site.url("/c", "127.0.0.2"))]


@pytest.mark.parametrize("to", ["/a", "/b"])
def test_a_circle(site, to):
    site.pages |= {"/a": (302, {"Location": "/b"}, ""), "/b": (302, {"Location": to}, "")}
    answer = ask(site.url("/a"))
    assert (answer.status, answer.trouble) == (0, "redirect-loop")
    assert len(site.asked) == 2


def test_a_chain_without_end(site):
    async def further(_here, asked, _writer):
        return 302, {"Location": f"/{int(asked.path[1:]) + 1}"}, ""

    site.pages["/*"] = further
    assert ask(site.url("/1")).trouble == "redirect-loop"
    assert len(site.asked) == 11


@pytest.mark.parametrize("to", ["ftp://127.0.0.1/a", "file:///etc/passwd", "javascript:alert(1)"])
def test_redirects_out_of_the_web(site, to):
    site.pages["/a"] = (302, {"Location": to}, "")
    assert ask(site.url("/a")).trouble == "bad-redirect"


def test_a_redirect_that_is_not_followed(site):
    site.pages["/a"] = (302, {"Location": "/b"}, "")
    answer = ask(site.url("/a"), follow=False)
    assert (answer.status, answer.headers["location"], len(site.asked)) == (302, "/b", 1)


# --- private addresses ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "2130706433", "0x7f.1", "0", "[::ffff:127.0.0.1]", "10.0.0.1"]
)
def test_private_addresses_are_refused_before_a_byte_is_sent(site, host):
    answer = ask(f"http://{host}:{site.port}/a", allow_private=False)
    assert (answer.status, answer.trouble) == (0, "private-address")
    assert site.asked == []


def test_a_name_that_leads_to_a_private_address_is_refused(site):
    answer = ask(f"http://inside.example:{site.port}/", allow_private=False, resolve=resolver(**{"inside.example": "127.0.0.1"}))
    assert answer.trouble == "private-address"
    assert "inside.example" in answer.detail
    assert site.asked == []


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1:{port}/secret", "http://169.254.169.254/latest/meta-data/", "http://inside.example:{port}/"]
)
def test_each_hop_is_checked_as_the_first(site, monkeypatch, to):
    """The first host passes for public; what it redirects to does not."""
    monkeypatch.setattr("auditor.net.hosts.is_public", lambda address: address == "127.0.0.9")
    site.pages |= {"/a": (302, {"Location": to.format(port=site.port)}, ""), "/secret": PAGE}
    names = resolver(**{"public.example": "127.0.0.9", "inside.example": "127.0.0.1"})
    answer = ask(f"http://public.example:{site.port}/a", allow_private=False, resolve=names)
    assert answer.trouble == "private-address"
    assert site.paths() == ["/a"]


def test_the_checked_address_is_the_one_that_is_asked(site, monkeypatch):
    """A name that changes its address between check and connection (DNS rebinding) gains nothing."""
    monkeypatch.setattr("auditor.net.hosts.is_public", lambda address: address == "127.0.0.9")
    answers = iter([["127.0.0.9"], ["127.0.0.1"], ["127.0.0.1"]])

    async def rebinding(_name):
        return next(answers)

    site.pages |= {"/a": (302, {"Location": "/b"}, ""), "/b": PAGE}
    answer = ask(f"http://rebind.example:{site.port}/a", allow_private=False, resolve=rebinding)
    assert answer.status == 200
    assert {one.host for one in site.asked} == {"127.0.0.9"}
    assert {one.headers["host"] for one in site.asked} == {f"rebind.example:{site.port}"}


def test_of_several_addresses_only_public_ones_are_asked(site, monkeypatch):
    monkeypatch.setattr("auditor.net.hosts.is_public", lambda address: address == "127.0.0.9")
    site.pages["/a"] = PAGE
    answer = ask(
        f"http://two.example:{site.port}/a", allow_private=False, resolve=resolver(**{"two.example": ["127.0.0.1", "127.0.0.9"]})
    )
    assert (answer.status, site.asked[0].host) == (200, "127.0.0.9")


def test_another_address_is_tried_where_one_takes_no_connection(site):
    site.pages["/a"] = PAGE
    answer = ask(f"http://two.example:{site.port}/a", resolve=resolver(**{"two.example": ["::1", "127.0.0.1"]}))
    assert answer.status == 200


def test_a_host_that_is_not_there():
    answer = ask("http://nowhere.example/", resolve=resolver())
    assert (answer.trouble, answer.detail) == ("no-such-host", "there is no host nowhere.example")


# --- TLS ------------------------------------------------------------------------------------------------------


@pytest.fixture
def authority(monkeypatch, tmp_path):
    found = trustme.CA()
    found.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return found


def test_the_certificate_is_checked_against_the_name_not_the_address(site, authority):
    port = site.secure(authority.issue_cert("good.example"))
    site.pages["/a"] = PAGE
    names = resolver(**{"good.example": "127.0.0.1", "other.example": "127.0.0.1"})
    good, other = ask(f"https://good.example:{port}/a", f"https://other.example:{port}/a", resolve=names)
    assert (good.status, other.trouble) == (200, "tls-name")
    assert "another host" in other.detail


def test_a_certificate_that_nobody_vouches_for(site):
    port = site.secure(trustme.CA().issue_cert("127.0.0.1"))
    assert ask(f"https://127.0.0.1:{port}/").trouble == "tls-untrusted"


def test_a_certificate_out_of_date(site, authority):
    port = site.secure(authority.issue_cert("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC)))
    assert ask(f"https://127.0.0.1:{port}/").trouble == "tls-expired"


def test_tls_where_none_is_spoken(site):
    assert ask(f"https://127.0.0.1:{site.port}/", timeout=2).trouble in ("tls", "reset", "timeout")


# --- politeness -----------------------------------------------------------------------------------------------


def test_never_more_than_so_many_connections_to_a_host(site):
    async def slowly(_here, _asked, _writer):
        await asyncio.sleep(0.05)
        return PAGE

    site.pages["/*"] = slowly
    answers = ask(*(site.url(f"/{n}", f"127.0.0.{1 + n % 2}") for n in range(40)), timeout=5)
    assert {answer.status for answer in answers} == {200}
    assert {host: most for host, most in site.most.items() if most > 5} == {}
    assert max(site.most.values()) > 1


def test_connections_with_and_without_tls_are_counted_together(site, authority):
    port = site.secure(authority.issue_cert("127.0.0.1"))
    site.pages["/*"] = PAGE
    urls = [f"https://127.0.0.1:{port}/{n}" if n % 3 else site.url(f"/{n}") for n in range(30)]
    assert {answer.status for answer in ask(*urls, timeout=5)} == {200}
    assert 1 < site.most["127.0.0.1"] <= 5


def test_not_too_many_connections_stay_open_whatever_the_hosts(site):
    """Each host has something to be asked yet, so that its connection would be kept."""
    site.pages["/*"] = PAGE
    most = 0

    async def count(here, _asked, _writer):
        nonlocal most
        most = max(most, sum(here.connections.values()))
        return PAGE

    site.pages["/*"] = count
    urls = [site.url(f"/{n}", f"127.0.1.{1 + n % 40}") for n in range(120)]
    assert {answer.status for answer in ask(*urls, connections=6, pace=Pace(5, 0.1), timeout=5)} == {200}
    assert 6 <= most <= 26  # three times six; the site hears of an end a little later


def test_requests_keep_their_distance(site):
    site.pages["/*"] = PAGE
    ask(*(site.url(f"/{n}") for n in range(5)), pace=Pace(5, 0.1))
    times = sorted(one.when for one in site.asked)
    assert times[-1] - times[0] >= 0.35


def test_a_question_under_way_is_not_asked_twice(site):
    site.pages["/a"] = PAGE
    answers = ask(site.url("/a"), site.url("/a#x"), site.url("/a"))
    assert ([answer.status for answer in answers], len(site.asked)) == ([200, 200, 200], 1)


def test_headers_of_a_host_go_to_that_host_only(site):
    site.pages |= {"/a": (302, {"Location": site.url("/b", "127.0.0.2")}, ""), "/b": PAGE}
    ask_with = Terms(**{**QUICK, "headers": {"127.0.0.1": {"Authorization": "Bearer s3cret"}}})

    async def run():
        async with Client(ask_with) as client:
            return await client.get(site.url("/a"))

    assert asyncio.run(run()).status == 200
    assert [one.headers.get("authorization") for one in site.asked] == ["Bearer s3cret", None]


def test_conditions_go_to_the_url_that_they_are_of(site):
    site.pages |= {"/a": (302, {"Location": "/b"}, ""), "/b": (304, {"Content-Length": "0"}, "")}
    answer = ask(site.url("/a"), known={site.url("/b"): {"If-None-Match": '"1"'}})
    assert answer.status == 304
    assert [one.headers.get("if-none-match") for one in site.asked] == [None, '"1"']


def test_credentials_in_an_address_are_not_sent(site):
    site.pages["/a"] = PAGE
    assert ask(f"http://user:word@127.0.0.1:{site.port}/a").status == 200
    assert "authorization" not in site.asked[0].headers
    assert "user" not in site.asked[0].headers["host"]


def test_a_name_server_that_never_answers_is_not_waited_for(monkeypatch):
    import threading

    over = threading.Event()
    monkeypatch.setattr("auditor.net.guard.socket.getaddrinfo", lambda *_args, **_more: over.wait(60) and [])
    try:
        answers = ask(*(f"http://host-{n}.example/" for n in range(6)), timeout=0.3, allow_private=False)
        assert {answer.status for answer in answers} == {0}
        assert {answer.trouble for answer in answers} <= {"dns-failed", "no-network"}
        waiting = [thread for thread in threading.enumerate() if thread.name == "auditor-names"]
        assert waiting
        assert all(thread.daemon for thread in waiting)  # the program ends without them
    finally:
        over.set()


def test_a_name_that_nobody_knows_is_gone_only_where_others_are_known(monkeypatch):
    import socket as sockets

    def getaddrinfo(name, *_args, **_more):
        if name == known:
            return [(sockets.AF_INET, sockets.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
        raise sockets.gaierror(sockets.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("auditor.net.guard.socket.getaddrinfo", getaddrinfo)
    known = "example.com"
    assert ask("http://nowhere.example/").trouble == "no-such-host"
    known = "nothing at all"
    assert ask("http://nowhere.example/").trouble in ("dns-failed", "no-network")
