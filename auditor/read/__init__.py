"""Readers: one input format a file, each a function from the decoded source to a `Document`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.document import Document
    from auditor.model import Format


def _text(source: str, name: str) -> Document:
    from auditor.read.text import read_text  # noqa: PLC0415 — a run pays for the formats it meets

    return read_text(source, name)


def _markdown(source: str, name: str) -> Document:
    from auditor.read.markdown import read_markdown  # noqa: PLC0415

    return read_markdown(source, name)


def _html(source: str, name: str) -> Document:
    from auditor.read.html import read_html  # noqa: PLC0415

    return read_html(source, name)


READERS: dict[Format, Callable[[str, str], Document]] = {"text": _text, "markdown": _markdown, "html": _html}

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".mdx": "markdown",
    ".qmd": "markdown",
    ".rmd": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
