from __future__ import annotations

import asyncio
import contextlib
import json
import os
import ssl
import sys
import threading
import time
from collections import Counter

import click  # noqa: TID251 — errors are shown as `main` shows them
import pytest
from hypothesis import settings

from auditor.cli import cli
from auditor.errors import AuditorError

settings.register_profile("untimed", deadline=None)  # how fast an example is says nothing on a machine that is busy
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def command_path(tmp_path_factory):
    """An environment in which the command `auditor` is the auditor under test, not another one on the path."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "auditor"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m auditor "$@"\n')
    command.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory):
    """No test reads or writes the cache of whoever runs the tests."""
    os.environ["AUDITOR_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache") / "auditor")


@pytest.fixture
def run_in_process(capsys):
    """The command in this process, which is quick: its status, and what it says on standard output and standard error."""

    def run(*args):
        try:
            status = cli.main([*args], prog_name="auditor", standalone_mode=False)
        except click.ClickException as error:
            error.show()
            status = 2
        except AuditorError as error:
            click.echo(str(error), err=True)
            status = error.status
        return status, *capsys.readouterr()

    return run


# --- a web site that behaves as badly as a test wants ------------------------------------------------------------


class Asked:
    """One request as the site saw it."""

    def __init__(self, host, line, headers, when):
        self.host, self.headers, self.when = host, headers, when
        self.method, self.path, _ = line.split(" ", 2)


class Site:
    """Real HTTP on every loopback address. `pages` maps a path (or a beginning of one that ends in ``*``) to what it does:

    a status, (status, headers, body), or an asynchronous function of (site, asked, writer) that may do anything at all.
    """

    def __init__(self):
        self.pages, self.asked, self.connections, self.most = {}, [], Counter(), Counter()
        self.loop = asyncio.new_event_loop()
        self._servers = []
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._ready.wait(10)

    def _run(self):
        asyncio.set_event_loop(self.loop)
        self.port = self.loop.run_until_complete(self._listen())
        self._ready.set()
        self.loop.run_forever()

    async def _listen(self, tls=None):
        server = await asyncio.start_server(self._serve, "0.0.0.0", 0, ssl=tls)  # noqa: S104 — every loopback address
        self._servers.append(server)
        return server.sockets[0].getsockname()[1]

    def secure(self, cert):
        """Also listen with TLS and a certificate of trustme; gives the port."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        cert.configure_cert(context)
        return asyncio.run_coroutine_threadsafe(self._listen(context), self.loop).result(10)

    def url(self, path="/", host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def paths(self):
        return [one.path for one in self.asked]

    def forget(self):
        self.asked.clear()

    async def _serve(self, reader, writer):
        host = writer.get_extra_info("sockname")[0]
        self.connections[host] += 1
        self.most[host] = max(self.most[host], self.connections[host])
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
                while True:
                    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                    headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head[1:] if line)}
                    asked = Asked(host, head[0], headers, time.monotonic())
                    self.asked.append(asked)
                    await self._reply(asked, writer)
        finally:
            self.connections[host] -= 1
            writer.close()

    async def _reply(self, asked, writer):
        bare = asked.path.partition("?")[0]
        page = self.pages.get(asked.path, self.pages.get(bare))
        if page is None:
            starts = [key for key in self.pages if key.endswith("*") and bare.startswith(key[:-1])]
            page = self.pages[max(starts, key=len)] if starts else 404
        if callable(page):
            page = await page(self, asked, writer)
        if page is not None:
            await self.send(writer, *(page if isinstance(page, tuple) else (page,)))

    async def send(self, writer, status, headers=None, body=b""):
        if isinstance(body, (dict, list)):
            body, headers = json.dumps(body).encode(), {"Content-Type": "application/json", **(headers or {})}
        body = body.encode() if isinstance(body, str) else body
        rows = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(body), **(headers or {})}
        writer.write(
            f"HTTP/1.1 {status} X\r\n".encode() + "".join(f"{k}: {v}\r\n" for k, v in rows.items()).encode() + b"\r\n" + body
        )
        await writer.drain()

    def close(self):
        if not self.loop.is_running():
            return

        async def close():
            for server in self._servers:
                server.close()
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(close(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(10)


@pytest.fixture
def site(monkeypatch):
    for name in list(os.environ):
        if name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    here = Site()
    yield here
    here.close()
