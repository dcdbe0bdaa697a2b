"""The very host and bytes that are written are asked, and only what answers the question is taken for its answer."""

from __future__ import annotations

import asyncio
import socket
import time
import zlib

import pytest

from auditor.net import Pace, Terms
from auditor.net.client import Client
from auditor.net.proxies import proxy_for
from auditor.net.wire import Origin, connect

PAGE = (200, {}, "<title>A page</title><p>Words.</p>")


def ask(*urls, **terms):
    """Ask for URLs one after the other; gives the answers, or the one."""

    async def run():
        async with Client(
            Terms(**{"timeout": 2.0, "backoff": 0.01, "pace": Pace(5, 0.0), "allow_private": True, **terms})
        ) as client:
            return [await client.get(url) for url in urls]

    answers = asyncio.run(run())
    return answers[0] if len(answers) == 1 else answers


def resolver(addresses):
    """Resolves every name to the addresses, and takes note of it."""

    async def resolve(name):
        resolve.asked.append(name)
        return addresses

    resolve.asked = []
    return resolve


# --- names of hosts ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["straße.example", "xn--strae-oqa.example", "Stra\u00dfe.Example"])
def test_a_name_is_looked_up_as_it_is_registered(site, host):
    """IDNA 2008, as browsers do; Python itself would make “strasse.example” of it, which is somebody else."""
    site.pages["/a"] = PAGE
    names = resolver(["127.0.0.1"])
    assert ask(f"http://{host}:{site.port}/a", resolve=names).status == 200
    assert names.asked == ["xn--strae-oqa.example"]
    assert site.asked[0].headers["host"] == f"xn--strae-oqa.example:{site.port}"


def test_people_read_the_name_of_a_host_in_their_letters(site):
    answer = ask(f"http://xn--strae-oqa.example:{site.port}/", resolve=resolver(["127.0.0.1"]), allow_private=False)
    assert (answer.trouble, "straße.example" in answer.detail) == ("private-address", True)


@pytest.mark.parametrize("named", ["straße.example", "xn--strae-oqa.example"])
def test_headers_find_their_host_however_it_is_written(site, named):
    site.pages["/a"] = PAGE
    ask(f"http://straße.example:{site.port}/a", resolve=resolver(["127.0.0.1"]), headers={named: {"X-Key": "k"}})
    assert site.asked[0].headers.get("x-key") == "k"


# --- redirects --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "path"), [(b"/caf\xe9", "/caf%E9"), ("/café".encode(), "/caf%C3%A9"), (b"/a%20b\xff", "/a%20b%FF")]
)
def test_the_bytes_of_a_redirect_are_sent_back(site, raw, path):
    async def redirect(_here, _asked, writer):
        writer.write(b"HTTP/1.1 302 X\r\nLocation: " + raw + b"\r\nContent-Length: 0\r\n\r\n")

    site.pages |= {"/a": redirect, path: PAGE}
    assert ask(site.url("/a")).status == 200
    assert site.paths() == ["/a", path]


# --- kept connections -------------------------------------------------------------------------------------------

LEFT_OVER = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def trailing(head, wait=0.0):
    """Answers, and then, after a while, once more, for nobody."""

    async def page(_here, _asked, writer):
        writer.write(head)
        await writer.drain()
        await asyncio.sleep(wait)
        writer.write(LEFT_OVER)

    return page


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"


@pytest.mark.parametrize(
    "head", [OK, b"HTTP/1.1 204 No\r\n\r\n", b"HTTP/1.1 205 R\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 304 N\r\n\r\n"]
)
@pytest.mark.parametrize("wait", [0.0, 0.02, 0.05])
def test_what_is_left_over_of_one_answer_is_not_taken_for_another_page(site, head, wait):
    site.pages |= {"/a": trailing(head, wait), "/b": PAGE}

    async def run():
        async with Client(Terms(timeout=2.0, pace=Pace(1, 0.0), allow_private=True)) as client:
            both = [asyncio.ensure_future(client.get(site.url(path))) for path in ("/a", "/b")]
            return await asyncio.gather(*both)

    assert asyncio.run(run())[1].status == 200


@pytest.mark.parametrize("status", [404, 408, 410])
def test_a_loss_on_a_kept_connection_is_asked_about_on_a_new_one(site, status):
    connections = set()

    async def page(_here, asked, writer):
        connections.add(writer.get_extra_info("peername"))
        return PAGE if asked.path == "/a" else status

    site.pages |= {"/a": page, "/b": page}

    async def run():
        async with Client(Terms(timeout=2.0, pace=Pace(1, 0.0), allow_private=True)) as client:
            return await asyncio.gather(*(client.get(site.url(path)) for path in ("/a", "/b")))

    answers = asyncio.run(run())
    assert [answer.status for answer in answers] == [200, status]
    assert site.paths() == ["/a", "/b", "/b"]
    assert len(connections) == 2


def test_one_page_asked_with_and_without_conditions_is_two_questions(site):
    async def page(_here, asked, _writer):
        return (304, {"Content-Length": "0"}, "") if "if-none-match" in asked.headers else PAGE

    site.pages["/a"] = page
    url = site.url("/a")

    async def run():
        async with Client(Terms(timeout=2.0, pace=Pace(5, 0.0), allow_private=True)) as client:
            return await asyncio.gather(client.get(url, known={url: {"If-None-Match": '"1"'}}), client.get(url))

    assert [answer.status for answer in asyncio.run(run())] == [304, 200]


# --- headers ----------------------------------------------------------------------------------------------------

SECRET = {"docs.example": {"Authorization": "Bearer s3cret"}}


@pytest.mark.parametrize(
    ("addresses", "sent"),
    [(["127.0.0.1"], "Bearer s3cret"), (["127.0.0.1", "93.184.215.14"], None), (["127.0.0.1", "::1"], "Bearer s3cret")],
)
def test_without_tls_a_secret_stays_in_ones_own_network(site, addresses, sent):
    site.pages["/a"] = PAGE
    ask(f"http://docs.example:{site.port}/a", resolve=resolver(addresses), headers=SECRET)
    assert [one.headers.get("authorization") for one in site.asked] == [sent]


def test_without_tls_a_secret_is_not_told_to_a_proxy(site, monkeypatch):
    proxy_for.cache_clear()
    monkeypatch.setenv("http_proxy", site.url(""))
    site.pages["*"] = PAGE
    try:
        assert ask("http://docs.example/a", headers=SECRET).status == 200
        assert ask("http://10.1.2.3/a", headers={"10.1.2.3": SECRET["docs.example"]}).status == 200
    finally:
        proxy_for.cache_clear()
    assert [one.headers.get("authorization") for one in site.asked] == [None, None]


def test_what_a_site_sets_does_not_take_away_the_cookie_of_the_user(site):
    site.pages |= {"/a": (302, {"Location": "/b", "Set-Cookie": "lb=node7; Path=/"}, ""), "/b": PAGE}
    assert ask(site.url("/a"), headers={"127.0.0.1": {"cookie": "session=s3cret"}}).status == 200
    assert [one.headers.get("cookie") for one in site.asked] == ["session=s3cret", "session=s3cret; lb=node7"]


@pytest.mark.parametrize("name", ["user-agent", "ACCEPT", "Accept-language"])
def test_a_header_is_sent_once_however_it_is_written(site, name):
    heads = []

    async def serve(reader, writer):
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode().lower())
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        await writer.drain()
        writer.close()

    async def run():
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        terms = Terms(timeout=2.0, allow_private=True, headers={"127.0.0.1": {name: "mine", "Host": "other.example"}})
        async with Client(terms) as client, server:
            return port, await client.get(f"http://127.0.0.1:{port}/")

    port, answer = asyncio.run(run())
    assert answer.status == 200
    assert heads[0].count(f"\r\n{name.lower()}:") == 1
    assert f"\r\n{name.lower()}: mine\r\n" in heads[0]
    assert f"\r\nhost: 127.0.0.1:{port}\r\n" in heads[0]
    assert "other.example" not in heads[0]


def test_a_question_that_cannot_be_written_is_no_fault_of_the_server(site):
    site.pages["/a"] = PAGE
    answer = ask(site.url("/a"), user_agent="auditor (mailto:jörg@town.example)")
    assert (answer.status, answer.trouble) == (0, "internal")
    assert "could not be asked" in answer.detail


# --- bodies -----------------------------------------------------------------------------------------------------


def chunked(*parts, more=""):
    head = f"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n{more}\r\n".encode()
    return head + b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize("bits", [15, -15])
def test_a_packed_body_whose_first_byte_comes_alone(site, bits):
    packer = zlib.compressobj(wbits=bits)
    packed = packer.compress(b"words " * 500) + packer.flush()

    async def page(_here, _asked, writer):
        writer.write(chunked(packed[:1], packed[1:], more="Content-Encoding: deflate\r\n"))

    site.pages["/a"] = page
    answer = ask(site.url("/a"))
    assert (answer.body, answer.cut) == (b"words " * 500, False)


def test_an_answer_in_many_small_parts_leaves_others_their_turn(site):
    async def page(_here, _asked, writer):
        writer.write(chunked(*([b"a"] * 20_000)))

    site.pages["/a"] = page

    async def run():
        turns = 0

        async def other():
            nonlocal turns
            while True:
                turns += 1
                await asyncio.sleep(0)

        connection = await connect(["127.0.0.1"], Origin("http", "127.0.0.1", site.port), None)
        await connection.ask("GET", "/a", [("Host", "a")])
        await asyncio.sleep(0.3)  # all of it has come
        task = asyncio.ensure_future(other())
        while await connection.receive() is not None:
            pass
        task.cancel()
        connection.close()
        return turns

    assert asyncio.run(run()) >= 50


# --- addresses --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["2852039166", "0xa9fea9fe", "10.1", "0", "0300.0250.1", "192.168.1.1."])
def test_a_private_address_in_another_spelling_is_not_given_to_a_proxy(site, monkeypatch, host):
    proxy_for.cache_clear()
    monkeypatch.setenv("http_proxy", site.url(""))
    site.pages["*"] = PAGE
    try:
        assert ask(f"http://{host}/", allow_private=False).trouble == "private-address"
    finally:
        proxy_for.cache_clear()
    assert site.asked == []


@pytest.mark.parametrize("host", ["localhost", "localhost.", "a.localhost", "127.1", "127.0.0.1.", "0x7f000001", "::1"])
def test_this_machine_is_asked_through_no_proxy(monkeypatch, host):
    proxy_for.cache_clear()
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    assert proxy_for("http", host) == ""
    proxy_for.cache_clear()


def test_one_slow_answer_of_a_name_server_is_not_held_against_all_others(monkeypatch):
    slow = iter([0.6])

    def getaddrinfo(name, *_args, **_more):
        if name == "example.com":  # which tells whether names can be resolved
            time.sleep(next(slow, 0))
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))]
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("auditor.net.guard.socket.getaddrinfo", getaddrinfo)

    async def run():
        async with Client(Terms(timeout=0.3)) as client:
            first = await client.get("http://gone.example/")
            await asyncio.sleep(0.5)
            return first, await client.get("http://gone.example./")

    first, second = asyncio.run(run())
    assert (first.trouble in ("dns-failed", "no-network"), second.trouble) == (True, "no-such-host")
