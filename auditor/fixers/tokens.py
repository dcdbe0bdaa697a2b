"""Citation tokens of chatbots: they go, and a link that one stands in stays."""

from __future__ import annotations

import re

from auditor.fixers.places import cut, runs
from auditor.lexicon import later
from auditor.model import Edit, Fix, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match

_ELEMENT = later(rb"<(grok[-:_](?:card|render))\b[^>\n]*>", re.IGNORECASE)


def remove_tokens(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each token, or each run of them, and for each element of a chatbot's page."""
    if match.in_source:
        for start, end in match.spans:
            yield Fix((_element(document, start, end),), "takes the chatbot's element out")
        return
    spans = [_whole(document, span) for span in match.spans]
    for start, end in runs(document, spans):
        edit = cut(document, start, end)
        if edit:
            yield Fix((edit,), "takes the chatbot's citation token out")


def _whole(document: Document, span: Span) -> Span:
    """Give a token with what belongs to it: the dagger behind ``oai_citation:0``, private-use marks around."""
    data, (start, end) = document.data, span
    if data.startswith("‡".encode(), end):
        end += len("‡".encode())
    while data[start - 3 : start].startswith(b"\xee\x88"):
        start -= 3
    while data.startswith(b"\xee\x88", end):
        end += 3
    return Span(start, end)


def _element(document: Document, start: int, end: int) -> Edit:
    """Take an element with all that is in it, up to its closing tag where there is one; no reader sees what it holds."""
    data = document.source_data
    name = _ELEMENT.match(data, start)
    if name and not data[start:end].rstrip(b"> ").endswith(b"/"):
        close = re.compile(rb"</" + re.escape(name[1]) + rb"\s*>", re.IGNORECASE).search(data, end)
        again = re.compile(rb"<" + re.escape(name[1]) + rb"\b", re.IGNORECASE).search(data, end)
        if close and (again is None or close.start() < again.start()):
            end = close.end()
    if data[start - 1 : start] in (b" ", b"\t") and (
        data[end : end + 1] in (b" ", b"\t", b"\n", b"\r", b"") or data[end] in b".,;:!?)"
    ):
        start -= 1
    return Edit(start, end, "")
