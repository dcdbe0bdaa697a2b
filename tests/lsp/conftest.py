from __future__ import annotations

import json
import os
import queue
import re
import subprocess
import sys
import threading

import pytest

_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
DIAGNOSTICS = "textDocument/publishDiagnostics"
ABILITIES = {
    "textDocument": {
        "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
        "hover": {"contentFormat": ["markdown", "plaintext"]},
    },
    "workspace": {"workspaceEdit": {"documentChanges": True}, "didChangeWatchedFiles": {"dynamicRegistration": True}},
}


class Editor:
    """An editor at the other end of the wire: it speaks the protocol by itself, with no library in common with the server."""

    def __init__(self, folder, *args, abilities=ABILITIES, environment=None, roots=None):
        self.folder, self.heard, self._number, self._next = folder, [], 0, queue.Queue()
        line = [sys.executable, "-P", "-m", "auditor", "lsp", *args]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        self.work = subprocess.Popen(line, cwd=folder, env={**os.environ, **(environment or {})}, **pipes)
        threading.Thread(target=self._listen, daemon=True).start()
        folders = [{"uri": root.as_uri(), "name": root.name} for root in roots or [folder]]
        said = {"processId": os.getpid(), "rootUri": None, "workspaceFolders": folders, "capabilities": abilities}
        self.server = self.ask("initialize", said)["capabilities"]
        self.encoding = self.server["positionEncoding"]
        self.tell("initialized", {})

    def _listen(self):
        while True:
            length = 0
            while line := self.work.stdout.readline().strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not length:
                self._next.put(None)
                return
            self._next.put(json.loads(self.work.stdout.read(length)))

    def _send(self, **message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.work.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.work.stdin.flush()

    def until(self, wanted, seconds=60):
        """Give the next message that is wanted; whatever the server asks meanwhile is answered with nothing."""
        while True:
            message = self._next.get(timeout=seconds)
            assert message is not None, self.work.stderr.read().decode()
            self.heard.append(message)
            if "id" in message and "method" in message:
                self._send(id=message["id"], result=None)
            if wanted(message):
                return message

    def ask(self, method, params=None):
        self._number += 1
        number = self._number
        self._send(id=number, method=method, params=params)
        answer = self.until(lambda message: message.get("id") == number and "method" not in message)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method, params=None):
        self._send(method=method, params=params)

    # --- texts ------------------------------------------------------------------------------------------------

    def uri(self, name):
        return name if ":" in name else (self.folder / name).as_uri()

    def open(self, name, text, language="markdown"):
        """Open a text and give its diagnostics."""
        told = {"uri": self.uri(name), "languageId": language, "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": told})
        return self.diagnostics(name)

    def change(self, name, text, version):
        told = {"uri": self.uri(name), "version": version}
        self.tell("textDocument/didChange", {"textDocument": told, "contentChanges": [{"text": text}]})

    def diagnostics(self, name, version=None):
        def wanted(message):
            params = message.get("params") or {}
            told = message.get("method") == DIAGNOSTICS and params["uri"] == self.uri(name)
            return told and version in (None, params.get("version"))

        return self.until(wanted)["params"]["diagnostics"]

    def actions(self, name, where, meant=(), only=None):
        context = {"diagnostics": list(meant), **({"only": only} if only else {})}
        return self.ask("textDocument/codeAction", {"textDocument": {"uri": self.uri(name)}, "range": where, "context": context})

    def hover(self, name, position):
        return self.ask("textDocument/hover", {"textDocument": {"uri": self.uri(name)}, "position": position})

    # --- positions, as the protocol has them ------------------------------------------------------------------

    def at(self, text, position):
        """Give the code point at a position."""
        codec, size = _UNITS[self.encoding]
        starts = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
        start = starts[position["line"]]
        line = re.split(r"\r\n|\r|\n", text)[position["line"]].encode(codec)
        assert 0 <= position["character"] * size <= len(line)
        return start + len(line[: position["character"] * size].decode(codec))

    def words(self, text, where):
        return text[self.at(text, where["start"]) : self.at(text, where["end"])]

    def applied(self, name, text, action):
        """Make the edits of an action as an editor does: all are about the text as it was, none touches another."""
        (change,) = action["edit"]["documentChanges"]
        assert change["textDocument"]["uri"] == self.uri(name)
        edits = [(self.at(text, e["range"]["start"]), self.at(text, e["range"]["end"]), e["newText"]) for e in change["edits"]]
        last = len(text)
        for start, end, new in sorted(edits, reverse=True):
            assert start <= end <= last
            text, last = text[:start] + new + text[end:], start
        return text

    def leave(self):
        self.ask("shutdown")
        self.tell("exit")
        return self.work.wait(timeout=30)


@pytest.fixture
def editor(tmp_path):
    """Start editors, each with a server of its own."""
    started = []

    def start(*args, folder=tmp_path, **more):
        started.append(Editor(folder, *args, **more))
        return started[-1]

    yield start
    for one in started:
        one.work.kill()
        one.work.wait()


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One editor for all tests that open texts of their own and change nothing else."""
    one = Editor(tmp_path_factory.mktemp("shared"))
    yield one
    assert one.leave() == 0
    assert one.work.stderr.read() == b""
