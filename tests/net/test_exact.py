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
