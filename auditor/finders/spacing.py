"""Spaces that are lost or too many: what pasting, and the removal of tags, do to a text."""

from __future__ import annotations

from functools import cache

from auditor.finders.mention import mentioned
from auditor.finders.torn import QUOTED, find_pushed, find_torn
from auditor.lexicon import lazy, letter_after, letter_before, words
from auditor.model import Match, Span
from auditor.text.glued import carries_a_name, find_glued, is_slip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.lexicon import Lazy
    from auditor.model import Block

_LOOSE = lazy(r"""(?:[A-Za-z0-9)\]”’"]|\x{ef})[ \t\x{a0}](?P<it>[,.;!?])(?:[\s”"’)]|$|[0-9]{1,3}(?:\s|$))""")
_MARK = lazy(r"[,.;:!?](?:\s|$)")
_CUE = lazy(  # one pass that spares a clean text the passes below
    r"""[ \t\x{a0}][,.;!?](?:[\s”"’)]|$|[0-9])|['’] (?:s|t|re|ve|ll|d|m)\b|[a-z],[a-z]{3}|[a-z][.!?]["”’]?[A-Z][a-z]"""
    r"""|[a-z],?["”][a-z]|[a-z](?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[a-z](?:Jan|Feb|Apr|June|July|Aug|Sep|Oct|Nov|Dec)|[0-9]%[a-z]""",
    ignore_case=False,
)
_TORN = lazy(r"""[A-Za-z](?P<it> ['’] (?:s|t|re|ve|ll|d|m))(?:[\s.,;:!?)]|$)""", ignore_case=False)
_OPENERS = (  # words that open a sentence and no name
    "The|This|That|These|Those|There|They|Their|But|And|However|When|While|After|Before|Although|His|Her|You|Its|For|With"
    "|From|One|Some|Many"
)
_RUN_ON = lazy(rf"""\b(?P<it>[a-z]{{3,}}(?:,(?:[a-z]{{3,}})|[.!?]["”’]?(?:{_OPENERS})))(?:[\s.;:!?"”)’]|$)""", ignore_case=False)
_MONTHS = "January|February|April|June|July|August|September|October|November|December"  # March and May are verbs, and names
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_CAMEL = lazy(rf"\b(?P<it>[a-z]{{3,}}(?:{_DAYS}|{_MONTHS}))\b", ignore_case=False)
_PERCENT = lazy(r"[0-9](?P<it>%[a-z]{4,})", ignore_case=False)
_EDGE = b" \t\r\n\"'.,;:!?()\x9c\x9d\x98\x99\x94\x93\xa0"  # what may stand beside a word: the last or first byte of it
_ENGLISH = frozenset({b"the", b"of", b"and", b"to"})
_ALSO_ENGLISH = frozenset(b"the and to with his she he that from has which their were are its our but it".split())  # in short texts
_FEW = 2  # loose marks in one block that are more than a slip …
_OUTWEIGHED = 3  # … unless there are more than three marks set right for each of them


def find_spacing_damage(document: Document) -> Iterator[Match]:
    """Yield one match for a document: spaces before punctuation, none after it, torn apostrophes, words run together.

    One slip is no damage: a single space before a mark counts where its paragraph has no other, a single space missing
    after one only beside other damage.
    """
    if document.wikitext:
        return
    english, technical = _is_english(document), _technical(document)
    sure = _glued_words(document, technical=technical) if english else []
    run_on: list[tuple[int, int]] = []
    if _CUE.search(document.data):
        run_on = _whole(document, _RUN_ON) + (_whole(document, QUOTED) if english else [])
        sure += _loose_marks(document, english=english)
        for regex in (_TORN, _CAMEL, _PERCENT) if english else ():
            sure += _whole(document, regex)
    if english or len(document.vocabulary & _ALSO_ENGLISH) > 1:
        sure += find_torn(document.data)
    if not technical:
        sure += find_pushed(document.data)
    spans = sorted(Span(start, end) for start, end in {*sure, *run_on} if not _apart(document, start, end))
    if len(spans) > 1 or any(span in sure for span in spans):
        yield Match(*spans[0], places=tuple(spans))


def _apart(document: Document, start: int, end: int) -> bool:
    """Tell code, addresses, words that are only named, and gaps that markup fills in the source."""
    if document.marked(start, end, "code", "math") or mentioned(document.data, start, end):
        return True
    if document.format != "text":
        first, last = document.offsets.to_source(start, end)
        if last - first != end - start:
            return True
    return any(link.kind in ("bare", "autolink") for link in document.links_in(start, end))


def _technical(document: Document) -> bool:
    return any(mark.kind == "code" for mark in document.marks) or (document.format != "text" and b"```" in document.source_data)


def _is_english(document: Document) -> bool:
    return len(document.vocabulary & _ENGLISH) >= 2  # one may be a name, or stand in a quotation


def _whole(document: Document, regex: Lazy) -> list[tuple[int, int]]:
    return [found.span(1) for found in regex.finditer(document.data)]


def _loose_marks(document: Document, *, english: bool) -> list[tuple[int, int]]:
    data, blocks = document.data, document.blocks
    by_block: dict[int, list[tuple[int, int]]] = {}
    for found in _LOOSE.finditer(data):
        start, end = found.span(1)
        tall = data[start] not in b",."  # French sets a space before the taller marks
        if (english and not (tall and _in_guillemets(data, blocks[document.block_at(start)], start))) or not tall:
            by_block.setdefault(document.block_at(start), []).append((start - 1, end))
    loose: list[tuple[int, int]] = []
    for index, spans in by_block.items():
        block = blocks[index]
        if block.kind in ("cell", "code"):
            continue
        right = sum(1 for _ in _MARK.finditer(data, block.start, block.end + 1)) - len(spans)
        alone = not right and spans[-1][1] == block.end and data[block.end - 1] == ord(".")
        if (len(spans) >= _FEW and right <= _OUTWEIGHED * len(spans)) or alone:
            loose += spans
    return loose


def _in_guillemets(data: bytes, block: Block, at: int) -> bool:
    """Tell whether what stands there is quoted in the French manner: « non ! »."""
    opened = data.rfind("«".encode(), block.start, at)
    return opened >= 0 and data.rfind("»".encode(), opened, at) < 0 <= data.find("»".encode(), at, block.end)


# --- words run together -------------------------------------------------------------------------------------------


def _glued_words(document: Document, *, technical: bool) -> list[tuple[int, int]]:
    """Find two words in one, in a word that the document has only once: one used twice is a name."""
    found = find_glued(document.vocabulary, technical=technical)
    return [
        span
        for first, last, unsure in found
        for span in _single_use(document, first, last)
        if not (unsure and is_slip(first, last))
    ]


_INSIDE = lazy(r"[.:'’@_/-][A-Za-z0-9]")  # what follows a part of an address, or a name: “workersvoice.org”


def _single_use(document: Document, first: bytes, last: bytes) -> Iterator[tuple[int, int]]:
    lower, data, word = document.lower, document.data, first + last
    start = lower.find(word)
    end = start + len(word)
    if start < 0 or lower.find(word, end) >= 0:
        return
    before, after = data[max(start - 1, 0) : start], data[end : end + 1]
    if before + after == b"()":
        return  # what brackets hold alone is a name or a handle
    if _INSIDE.begins(data, end, min(end + 8, len(data))):
        return
    if before.strip(_EDGE) or after.strip(_EDGE) or letter_before(data, start) or letter_after(data, end):
        return
    shown = data[start:end]
    capital = shown[1:].islower() and len(shown) > 6
    if shown.islower() or (capital and (carries_a_name(first, last) or _opens_sentence(data, start, shown))):
        yield start, end


def _opens_sentence(data: bytes, start: int, word: bytes) -> bool:
    """Tell a capital that opens a sentence, “Theonly”, from that of a name."""
    before = data[max(start - 8, 0) : start].rstrip(b" \"'\xe2\x80\x9c\x98")
    return before[-1:] in b"\n.!?" and word.lower().startswith(_openers())


@cache
def _openers() -> tuple[bytes, ...]:
    return tuple(w.encode() for w in words("glued-first") if len(w) > 2)
