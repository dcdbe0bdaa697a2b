"""The server itself: what an editor says in, diagnostics and actions out. One thread audits, so that the editor is always heard."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from auditor.lsp.actions import FIX_ALL, code_actions
from auditor.lsp.audits import Audited, Text, audited
from auditor.lsp.client import Client, client_of
from auditor.lsp.diagnostics import SOURCE, diagnostics
from auditor.lsp.hover import hover
from auditor.lsp.settings import UNNAMED, Settings
from auditor.read import SUFFIXES
from auditor.report.places import rules_home
from auditor.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from auditor.lsp.settings import Choose
    from auditor.model import Format

    _T = TypeVar("_T")

_PAUSE = 0.25  # seconds without a key after which a text is audited
_LOOK = 2.0  # seconds after which configurations are looked at, where the editor does not watch them
_WATCHED = ("**/*.toml", "**/auditor-baseline.json")  # configurations, those that they extend, rules of the user
_LANGUAGES: dict[str, Format] = {"markdown": "markdown", "html": "html", "plaintext": "text", "text": "text"}


def serve(choose: Choose) -> int:
    """Serve the editor on standard input and output until it leaves; gives the exit status: 1 where it did not say that it would.

    ``choose`` gives the configuration of a file.
    """
    logging.getLogger("pygls").setLevel(logging.ERROR)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever anybody prints, the editor hears nothing but the protocol
    server = Server(choose)
    server.wire.start_io(sys.stdin.buffer, out)
    server.worker.shutdown(wait=False, cancel_futures=True)
    return 0 if server.said_goodbye else 1


@dataclass(slots=True)
class _Open:
    """An open text as it is now, what was found in its last version that was audited, and what is waiting to audit it again."""

    text: Text
    last: Audited | None = None
    waiting: asyncio.Task[None] | None = None
    one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)


class Server:
    """What is known of one editor and its open texts."""

    def __init__(self, choose: Choose) -> None:
        # The library splits lines where Python does (U+2028, U+0085 …) and editors do not: in pieces, texts would be garbled.
        whole = types.TextDocumentSyncKind.Full
        self.wire = LanguageServer(SOURCE, VERSION, text_document_sync_kind=whole, max_workers=1)
        self.worker = ThreadPoolExecutor(1, thread_name_prefix="audit")
        self.said_goodbye = False
        self._settings = Settings(choose)
        self._client = Client()
        self._home = rules_home()
        self._open: dict[str, _Open] = {}
        self._told: frozenset[str] = frozenset()
        self._tasks: set[asyncio.Task[None]] = set()
        self._listen()

    def _listen(self) -> None:
        fixing = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL])
        pulling = types.DiagnosticOptions(identifier=SOURCE, inter_file_dependencies=False, workspace_diagnostics=False)
        handlers: list[tuple[str, Any, object]] = [
            (types.INITIALIZE, self._initialize, None),
            (types.INITIALIZED, self._initialized, None),
            (types.SHUTDOWN, self._shutdown, None),
            (types.TEXT_DOCUMENT_DID_OPEN, self._did_open, None),
            (types.TEXT_DOCUMENT_DID_CHANGE, self._did_change, None),
            (types.TEXT_DOCUMENT_DID_SAVE, self._did_save, None),
            (types.TEXT_DOCUMENT_DID_CLOSE, self._did_close, None),
            (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._files_changed, None),
            (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, self._files_changed, None),
            (types.TEXT_DOCUMENT_CODE_ACTION, self._code_action, fixing),
            (types.TEXT_DOCUMENT_HOVER, self._hover, None),
            (types.TEXT_DOCUMENT_DIAGNOSTIC, self._diagnostic, pulling),
        ]
        for name, handler, options in handlers:
            self.wire.feature(name, options)(_handler(handler))

    # --- beginning and end ------------------------------------------------------------------------------------

    def _initialize(self, params: types.InitializeParams) -> None:
        self._client = client_of(params.capabilities, self.wire.workspace.position_encoding)

    def _initialized(self, _params: types.InitializedParams) -> None:
        self._begin(self._watch())

    def _shutdown(self, _params: None) -> None:
        self.said_goodbye = True

    async def _watch(self) -> None:
        """Have the editor tell when a configuration changes; where it cannot, look from time to time."""
        if self._client.watches:
            watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
            options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked = types.Registration("auditor-files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await self.wire.client_register_capability_async(types.RegistrationParams([asked]))
            return
        while True:
            await asyncio.sleep(_LOOK)
            self._files_changed(None)

    def _files_changed(self, _params: object) -> None:
        folders = any(self._folder(one.text.name) != one.last.chosen.folder for one in self._open.values() if one.last)
        if not folders and not self._settings.changed():
            return
        if self._client.pulls and self._client.refreshes:
            self._begin(self.wire.workspace_diagnostic_refresh_async(None))
        for one in self._open.values():
            self._soon(one, 0)

    # --- texts ------------------------------------------------------------------------------------------------

    def _did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        told = params.text_document
        name = to_fs_path(told.uri) or UNNAMED
        read_as = SUFFIXES.get(PurePath(name).suffix.lower()) or _LANGUAGES.get(told.language_id)
        if read_as is not None:  # else an editor that is set up to send everything
            self._open[told.uri] = one = _Open(Text(told.uri, name, read_as, told.version, told.text))
            self._soon(one, 0)

    def _did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        one = self._open.get(params.text_document.uri)
        if one is not None:
            now = self.wire.workspace.get_text_document(one.text.uri)
            one.text = replace(one.text, version=now.version, content=now.source)
            self._soon(one, _PAUSE)

    def _did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        self._soon(self._open.get(params.text_document.uri), 0)
        self._files_changed(None)  # of a file that this one is, or that was written beside it

    def _did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        one = self._open.pop(params.text_document.uri, None)
        if one is None:
            return
        if one.waiting is not None:
            one.waiting.cancel()
        if not self._client.pulls:
            self.wire.text_document_publish_diagnostics(types.PublishDiagnosticsParams(one.text.uri, []))

    def _soon(self, one: _Open | None, pause: float) -> None:
        """Audit a text after a pause, and send what was found; whatever was to be sent before is not."""
        if one is None or self._client.pulls:
            return
        if one.waiting is not None:
            one.waiting.cancel()
        one.waiting = self._begin(self._publish(one, pause))

    async def _publish(self, one: _Open, pause: float) -> None:
        await asyncio.sleep(pause)
        found = await self._audited(one)
        if self._open.get(found.text.uri) is one:
            told = diagnostics(found, self._client, self._home)
            sent = types.PublishDiagnosticsParams(found.text.uri, told, version=found.text.version)
            self.wire.text_document_publish_diagnostics(sent)

    async def _audited(self, one: _Open) -> Audited:
        """Give what was found in the last version of a text; while it changes, in the one that it becomes."""
        async with one.one_at_a_time:
            while True:
                text = one.text
                found = one.last = await self._aside(partial(self._audit, text, one.last))
                self._tell()
                if one.text is text:
                    return found

    def _audit(self, text: Text, last: Audited | None) -> Audited:
        chosen = self._settings.of(self._folder(text.name), text.name)
        if last is not None and last.text == text and last.chosen is chosen:
            return last
        return audited(text, chosen, self._client.encoding)

    def _folder(self, name: str) -> str:
        """Give the directory in which a run over a file would start: the workspace folder around it, else its own."""
        roots = [path for uri in self.wire.workspace.folders if (path := to_fs_path(uri))]
        if not roots and self.wire.workspace.root_path:
            roots = [self.wire.workspace.root_path]
        if name == UNNAMED:
            return roots[0] if roots else str(Path.cwd())
        path = PurePath(name)
        around = [root for root in roots if path.is_relative_to(root)]
        return max(around, key=len) if around else str(path.parent)

    # --- questions --------------------------------------------------------------------------------------------

    async def _code_action(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        one = self._open.get(params.text_document.uri)
        if one is None:
            return []
        found = await self._audited(one)
        return await self._aside(partial(code_actions, found, params, self._client))

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        one = self._open.get(params.text_document.uri)
        if one is None:
            return None
        found = await self._audited(one)
        return await self._aside(partial(hover, found, params.position, self._client, self._home))

    async def _diagnostic(self, params: types.DocumentDiagnosticParams) -> types.RelatedFullDocumentDiagnosticReport:
        one = self._open.get(params.text_document.uri)
        found = await self._audited(one) if one else None
        return types.RelatedFullDocumentDiagnosticReport(diagnostics(found, self._client, self._home) if found else [])

    # --- in common --------------------------------------------------------------------------------------------

    async def _aside(self, work: Callable[[], _T]) -> _T:
        """Do work in the one thread that audits."""
        return await asyncio.get_running_loop().run_in_executor(self.worker, work)

    def _begin(self, work: Any) -> asyncio.Task[None]:  # noqa: ANN401 — a coroutine of the library or of ours
        task = asyncio.create_task(work)
        self._tasks.add(task)  # the loop itself forgets tasks
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._say(f"internal error ({type(error).__name__}: {error}); please report it", types.MessageType.Error)

    def _tell(self) -> None:
        """Tell each mistake in a configuration once, as long as it stands there."""
        now = self._settings.problems
        for problem in sorted(now - self._told):
            self._say(problem, types.MessageType.Error)
        self._told = now

    def _say(self, words: str, kind: types.MessageType) -> None:
        self.wire.window_show_message(types.ShowMessageParams(kind, f"auditor: {words}"))


def _handler(method: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Give a function for a bound method: the library writes attributes on what it is given."""
    if asyncio.iscoroutinefunction(method):

        async def answer(params: Any = None) -> Any:  # noqa: ANN401 — the library's types
            return await method(params)

        return answer

    def heard(params: Any = None) -> Any:  # noqa: ANN401 — as above
        return method(params)

    return heard
