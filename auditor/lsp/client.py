"""What the editor at the other end can do, as it said itself."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types
from pygls.capabilities import get_capability


@dataclass(frozen=True, slots=True)
class Client:
    """What it takes: ``encoding`` is that of its positions ("utf-16" …).

    It ``pulls`` diagnostics instead of being sent them, and ``refreshes`` them when it is told to; knows ``versioned`` edits, more
    places of a diagnostic (``related``) and pages about its code (``linked``); shows ``markdown``; ``watches`` files.
    """

    encoding: str = "utf-16"
    pulls: bool = False
    refreshes: bool = False
    versioned: bool = False
    related: bool = False
    linked: bool = False
    markdown: bool = False
    watches: bool = False


def client_of(told: types.ClientCapabilities, encoding: object) -> Client:
    """Read what a client said at the beginning, and the encoding that was agreed on."""

    def can(name: str) -> bool:
        return bool(get_capability(told, name, False))

    formats = get_capability(told, "text_document.hover.content_format", None) or ()
    return Client(
        encoding=str(getattr(encoding, "value", encoding)),
        pulls=get_capability(told, "text_document.diagnostic", None) is not None,
        refreshes=can("workspace.diagnostics.refresh_support"),
        versioned=can("workspace.workspace_edit.document_changes"),
        related=can("text_document.publish_diagnostics.related_information") or can("text_document.diagnostic.related_information"),
        linked=can("text_document.publish_diagnostics.code_description_support")
        or can("text_document.diagnostic.code_description_support"),
        markdown=types.MarkupKind.Markdown in formats,
        watches=can("workspace.did_change_watched_files.dynamic_registration"),
    )
