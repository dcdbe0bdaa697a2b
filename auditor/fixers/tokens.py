"""Citation tokens of chatbots: they go, and a link that one stands in stays."""

from __future__ import annotations

import re

from auditor.fixers.places import cut, replaced, runs, whole_line
from auditor.lexicon import later
from auditor.model import Edit, Fix, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.document import Document
    from auditor.model import Match

_JOINED = later(rb"[ \t]*(?:,|;|&|and|or|,[ \t]*(?:and|or))[ \t]*")  # one list of tokens
_WANTS = later(  # what cannot stand without the words after it: “See turn0search2.”
    rb"(?:^|[\s(\[])(?:see|in|from|by|of|per|via|at|to|and|or|with|on|under|for|than|as|cites?|reads?|visit|cf\.?|the|a|an)[ \t]+$"
    rb"|:[ \t]+$",
    re.IGNORECASE,
)
_BEFORE = 12  # bytes that hold the longest of them
_CARD = later(rb'(?:\xee\x88[\x80-\x86])?entity(?:\xee\x88[\x80-\x86])?\["[^"]+","([^"]+)"')
_BOX = b":::"
_ELEMENT = later(rb"<(grok[-:_](?:card|render))\b[^>\n]*>", re.IGNORECASE)


def remove_tokens(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each token, or each run of them, and for each element of a chatbot's page; none for a sentence's object."""
    if match.in_source:
        for start, end in match.spans:
            yield Fix((_element(document, start, end),), "takes the chatbot's element out")
        return
    for start, end in _joined(document, runs(document, [_whole(document, span) for span in match.spans])):
        wanted = _WANTS.search(document.data[max(0, start - _BEFORE) : start])
        edit = None if wanted else cut(document, start, end)
        if edit:
            yield Fix((edit,), "takes the chatbot's citation token out")


def name_widgets(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each card, which its name takes the place of, and for orders for pictures and labels of buttons, which go.

    A box stays: what it holds is the text's, and where it ends is not told.
    """
    if match.in_source:
        for span in match.spans:
            if not document.source_data.startswith(_BOX, span.start):
                yield Fix((whole_line(document, span),), "takes the chatbot's buttons out")
        return
    for start, end in match.spans:
        named = _CARD.match(document.data, start, end)
        edit = replaced(document, start, end, named[1].decode("utf-8", "replace")) if named else cut(document, start, end)
        if edit:
            yield Fix((edit,), "puts the name in the place of the chatbot's card" if named else "takes the chatbot's pictures out")


def _joined(document: Document, spans: Iterable[Span]) -> Iterator[Span]:
    """Give runs of tokens with those made one that only an “and” or a comma parts."""
    last: Span | None = None
    for span in spans:
        if last and _JOINED.fullmatch(document.data[last.end : span.start]):
            last = Span(last.start, span.end)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


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
