"""How to get at the text of files that no reader reads: the commands of other programs that turn them into what one does."""

from __future__ import annotations

from pathlib import PurePath
from shlex import quote

_PANDOC = "pandoc{how} {file} -t markdown | auditor check - --stdin-filename {stem}.md"
_PANDOC_BY_SUFFIX = _PANDOC.replace("{how}", "")
_WORDS = "pdftotext {file} - | auditor check - --stdin-filename {stem}.txt"
_ASCIIDOC = "asciidoctor -o - {file} | auditor check - --stdin-filename {stem}.html"
BINARY = dict.fromkeys((".docx", ".odt", ".epub", ".rtf"), _PANDOC_BY_SUFFIX) | {".pdf": _WORDS}
MARKUP = {
    ".rst": _PANDOC.replace("{how}", " -f rst"),
    ".adoc": _ASCIIDOC,
    ".asciidoc": _ASCIIDOC,
    ".tex": _PANDOC.replace("{how}", " -f latex"),
    ".org": _PANDOC.replace("{how}", " -f org"),
    ".textile": _PANDOC.replace("{how}", " -f textile"),
    ".wiki": _PANDOC.replace("{how}", " -f mediawiki"),
    ".mediawiki": _PANDOC.replace("{how}", " -f mediawiki"),
}


def suffix_of(name: str) -> str:
    """Give the suffix of a name in lower case, with its dot."""
    return PurePath(name).suffix.lower()


def conversion(name: str, suffix: str = "") -> str:
    """Give the command that audits what stands in a file of this name, by its suffix or the one given; empty if none is known.

    >>> conversion("my draft.rst")
    "pandoc -f rst 'my draft.rst' -t markdown | auditor check - --stdin-filename 'my draft'.md"
    """
    ending = suffix or suffix_of(name)
    form = BINARY.get(ending) or MARKUP.get(ending, "")
    own = name if suffix_of(name) == ending and "://" not in name else f"draft{ending}"
    return form.format(file=quote(f"./{own}" if own.startswith("-") else own), stem=quote(PurePath(own).stem))
