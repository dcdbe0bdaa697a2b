"""What the environment says of the network: proxies, and whom to trust."""

from __future__ import annotations

import asyncio
import base64
import socket

import pytest
import trustme

from auditor.errors import UsageError
from auditor.net import Pace, Terms
from auditor.net.client import Client
from auditor.net.proxies import proxy_for

PAGE = (200, {}, "<title>A page</title><p>Words.</p>")


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    proxy_for.cache_clear()
    yield monkeypatch
    proxy_for.cache_clear()


def ask(*urls, **terms):
    async def run():
        async with Client(Terms(**{"timeout": 5.0, "backoff": 0.01, "pace": Pace(5, 0.0), **terms})) as client:
            return await asyncio.gather(*map(client.get, urls))

    answers = asyncio.run(run())
    return answers[0] if len(answers) == 1 else answers


# --- proxies ----------------------------------------------------------------------------------------------------


class Tunnels:
    """A proxy that connects any name to one port of this machine, and takes note of what it was asked."""

    def __init__(self, port, answer="200 Connection established"):
        self.heads, self.through, self._port, self._answer = [], b"", port, answer

    async def serve(self, reader, writer):
        self.heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
        writer.write(f"HTTP/1.1 {self._answer}\r\n\r\n".encode())
        if not self._answer.startswith("200"):
            writer.close()
            return
        back, forth = await asyncio.open_connection("127.0.0.1", self._port)
        await asyncio.gather(self._pump(reader, forth), self._pump(back, writer))

    async def _pump(self, reader, writer):
        while data := await reader.read(65536):
            self.through += data
            writer.write(data)
        writer.close()


@pytest.fixture
def tunnels(site):
    """Give a function that begins a proxy for tunnels; gives it and its port."""

    def begin(*args):
        proxy = Tunnels(*args)
        server = asyncio.run_coroutine_threadsafe(asyncio.start_server(proxy.serve, "127.0.0.1", 0), site.loop).result(10)
        site._servers.append(server)
        return proxy, server.sockets[0].getsockname()[1]

    return begin


def test_a_proxy_is_told_whole_addresses(site, environment):
    environment.setenv("http_proxy", f"http://user:pass%20word@127.0.0.1:{site.port}")
    site.pages["*"] = PAGE
    answers = ask("http://far.example/a?b=1", "http://far.example:81/c")
    assert [answer.status for answer in answers] == [200, 200]
    assert sorted(site.paths()) == ["http://far.example/a?b=1", "http://far.example:81/c"]
    word = base64.b64encode(b"user:pass word").decode()
    assert {one.headers["proxy-authorization"] for one in site.asked} == {f"Basic {word}"}
    assert {one.headers["host"] for one in site.asked} == {"far.example", "far.example:81"}


def test_a_private_address_is_refused_without_the_proxy(site, environment):
    environment.setenv("http_proxy", site.url(""))
    site.pages["*"] = PAGE
    assert ask("http://169.254.169.254/latest/").trouble == "private-address"
    assert site.asked == []


def test_what_is_named_in_no_proxy_is_asked_directly(site, environment):
    environment.setenv("http_proxy", "http://127.0.0.1:1")
    environment.setenv("no_proxy", "near.example")

    async def resolve(_name):
        return ["127.0.0.1"]

    site.pages["/a"] = PAGE
    assert ask(f"http://near.example:{site.port}/a", resolve=resolve, allow_private=True).status == 200


def test_tls_goes_through_a_proxy_which_sees_nothing_of_it(site, environment, tmp_path, tunnels):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    environment.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    proxy, port = tunnels(site.secure(authority.issue_cert("far.example")))
    environment.setenv("https_proxy", f"http://user:word@127.0.0.1:{port}")
    site.pages["*"] = PAGE
    secret = {"far.example": {"X-Key": "s3cret"}}
    good, again, other = ask("https://far.example/a", "https://far.example/b", "https://other.example/a", headers=secret)
    assert (good.status, again.status, other.trouble) == (200, 200, "tls-name")
    assert sorted(site.paths()) == ["/a", "/b"]
    assert {one.headers.get("x-key") for one in site.asked} == {"s3cret"}
    assert {"proxy-authorization" in one.headers for one in site.asked} == {False}
    assert proxy.heads[0].startswith("CONNECT ")
    assert all("Proxy-Authorization: Basic " in head and "s3cret" not in head for head in proxy.heads)
    assert b"s3cret" not in proxy.through


@pytest.mark.parametrize("answer", ["407 Who are you", "502 No such host", "nonsense"])
def test_a_proxy_that_refuses_is_not_the_fault_of_the_host(environment, tunnels, answer):
    _, port = tunnels(1, answer)
    environment.setenv("https_proxy", f"http://user:s3cret@127.0.0.1:{port}")
    found = ask("https://far.example/a")
    assert (found.status, found.trouble) == (0, "proxy")
    assert f"the proxy 127.0.0.1:{port}" in found.detail
    assert "s3cret" not in found.detail


@pytest.mark.parametrize(
    ("proxy", "said"),
    [
        ("http://user:s3cret@127.0.0.1:{free}", "cannot be reached"),
        ("socks5://user:s3cret@127.0.0.1:{free}", "is one of socks5"),
        ("http://user:s3cret@[::1:{free}", "no valid address"),
        ("http://s3cret:port:{free}x", "no valid address"),
    ],
)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_cannot_be_used_is_named_without_its_secret(environment, proxy, said, scheme):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        environment.setenv(f"{scheme}_proxy", proxy.format(free=free.getsockname()[1]))
        answer = ask(f"{scheme}://far.example/a")
    assert (answer.status, answer.trouble) == (0, "proxy")
    assert said in answer.detail
    assert "s3cret" not in answer.detail


# --- authorities ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_authorities_of_the_environment(site, environment, tmp_path, name):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    port = site.secure(authority.issue_cert("127.0.0.1"))
    site.pages["/a"] = PAGE
    url = f"https://127.0.0.1:{port}/a"
    assert ask(url, allow_private=True).trouble == "tls-untrusted"
    environment.setenv(name, str(tmp_path / "ca.pem"))
    assert ask(url, allow_private=True).status == 200


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"])
def test_authorities_that_cannot_be_read_are_told_before_anybody_is_asked(site, environment, tmp_path, name):
    path = tmp_path / "ca.pem"
    environment.setenv(name, str(path))
    with pytest.raises(UsageError, match=rf"{name}=.*ca.pem: No such file"):
        ask(site.url("/a"), allow_private=True)
    path.write_text("no certificate")
    with pytest.raises(UsageError, match=rf"{name}=.*ca.pem: holds no certificates"):
        ask(site.url("/a"), allow_private=True)
    assert site.asked == []
