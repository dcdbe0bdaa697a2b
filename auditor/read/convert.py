"""How to get at the text of files that no reader reads: the commands of other programs that turn them into what one does."""

from __future__ import annotations

from pathlib import PurePath

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
_COPIED = (*MARKUP, ".md", ".markdown")
COPIES = tuple(f"{suffix}.txt" for suffix in MARKUP)  # how the names of such copies end that no reader reads


def suffix_of(name: str) -> str:
    """Give the suffix of a name in lower case, with its dot; of a copy as plain text (Sphinx keeps “page.rst.txt”) the one before.

    >>> suffix_of("page.rst.txt"), suffix_of("page.one.txt")
    ('.rst', '.txt')
    """
    path = PurePath(name.lower())
    inner = PurePath(path.stem).suffix if path.suffix == ".txt" else ""
    return inner if inner in _COPIED else path.suffix


def conversion(name: str, suffix: str = "") -> str:
    """Give the command that audits what stands in a file of this name, by its suffix or the one given; empty if none is known.

    >>> conversion("my draft.rst")
    "pandoc -f rst 'my draft.rst' -t markdown | auditor check - --stdin-filename 'my draft'.md"
    """
    from shlex import quote  # noqa: PLC0415 — only what is not read needs it

    ending = suffix or suffix_of(name)
    form = BINARY.get(ending) or MARKUP.get(ending, "")
    own = name if suffix_of(name) == ending and "://" not in name else f"draft{ending}"
    return form.format(file=quote(f"./{own}" if own.startswith("-") else own), stem=quote(PurePath(own).stem))
