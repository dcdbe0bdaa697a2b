"""The very host and bytes that are written are asked, and only what answers the question is taken for its answer."""

from __future__ import annotations

import asyncio

import pytest

from auditor.net import Pace, Terms
from auditor.net.client import Client

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
