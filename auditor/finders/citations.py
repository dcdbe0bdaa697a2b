"""Citation markers against the lists they point to."""

from __future__ import annotations

import re

from auditor.finders.standing import Standing, apart, author_years, standing
from auditor.lexicon import later, lazy
from auditor.model import Match, Span
from auditor.text.authors import entry_keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Marker

_ENDS = b".,;:!?)\"'\n"
_NOTE = later(rb"\[(\d{1,3})\]:? +[^\s\[]")
_LETTERED = later(r"(?:s|r|src|ref)-?\d{1,3}")  # a label such as “S1”, in lower case
_LIST_FILE = later(
    r"(?![a-z]+:|//)(?:[^?#]*/)?(?:\d+[-_])?(?:references?|bibliography|works[-_]cited|citations|sources)\.(?:md|markdown|html?|bib|txt|pdf)\b",
    re.IGNORECASE,
)
_HIGHEST_LONE = 20
_MOST_APART = 12
_TITLES = (b"(The ", b"(A ", b"(An ")  # “(The Long Tide, 1994)” is a film
_UNRESOLVED = 3  # author–year citations that resolve before one that does not is called a fault


_LINE_NOTED = later(rb"(?m)^(?:[ \t]|\xc2\xa0)*(?:\^\[([0-9]{1,3})\]|([0-9]{1,3}):)[ \t]+\S")


def find_markers_without_list(document: Document) -> Iterator[Match]:
    """Yield one match for all numeric markers of a document that has no list they could point to."""
    view = standing(document)
    if not view.plain:
        yield from _raised_without_list(document, view)
        yield from _names_without_list(document, view)
        return
    if view.lists or view.other_system or document.templated or document.definitions or _kept_apart(document):
        return
    noted = _noted(document)
    markers = [m for m in view.plain if not (_is_interval(document, m) or m.keys[0] in noted or _is_named(document, m))]
    if not markers or (len(markers) == 1 and not _surely_cites(document, markers[0])):
        return
    if len(markers) > 1 and not any(len(m.keys) < 3 or document.data.count(b",", m.start, m.end) == 0 for m in markers):
        return  # only [1, 2, 3] and the like: data, not citations
    numbers = {key for m in markers for key in m.keys}
    if numbers <= _said_below(document):
        return
    places = tuple(Span(m.start, m.end) for m in markers)
    yield Match(*places[0], places, {"markers": str(len(places)), "numbers": str(len(numbers))})


def _kept_apart(document: Document) -> bool:
    """Tell whether a link leads to a file that keeps the list, ``[references.md](references.md)``."""
    return any(_LIST_FILE.match(link.target) for link in document.links)


def _said_below(document: Document) -> set[str]:
    """Give the numbers that notes of letters and of pages printed as text begin with: ``^[1] If …``, ``1: The …``."""
    found = _LINE_NOTED.findall(document.data) if document.format == "text" else ()
    return {(raised or plain).decode() for raised, plain in found}


def _raised_without_list(document: Document, view: Standing) -> Iterator[Match]:
    """Raised numbers that count from one to three or more, ``cent.¹ … year.²``, where nothing below bears them.

    Of a page only its article is read, so that its notes may stand where nobody looked.
    """
    if document.format == "html" or view.lists or view.other_system or document.templated or document.footnotes:
        return
    raised = [m for m in document.markers if m.superscript and not m.target]
    firsts = list(dict.fromkeys(int(key) for marker in raised for key in marker.keys))
    if len(firsts) >= _FEWEST_RAISED and firsts == list(range(1, len(firsts) + 1)) and not _noted_below(document):
        places = tuple(Span(m.start, m.end) for m in raised)
        yield Match(*places[0], places, {"markers": str(len(places)), "numbers": str(len(firsts))})


def _names_without_list(document: Document, view: Standing) -> Iterator[Match]:
    """Authors and years in brackets, ``(Provine, 1987)``, of several works, where the text ends without a list of them."""
    if document.format == "html" or document.reference_lists or view.other_system or document.templated or document.footnotes:
        return
    markers = [m for m in document.markers if m.kind == "author-year" and not _may_be_title(document, m)]
    works = {key for m in markers for key in m.keys}
    sure = sum(bool(_SCHOLARLY.search(document.data, m.start, m.end)) for m in markers)
    if len({work.rsplit(" ", 1)[0] for work in works}) >= _FEWEST_RAISED and sure * 2 >= len(markers):
        places = tuple(Span(m.start, m.end) for m in markers)
        yield Match(*places[0], places, {"markers": str(len(places)), "numbers": str(len(works))})


_SCHOLARLY = later(
    rb", \(?(?:1[5-9]|20)\d\d|&| and | et al|\d[:,] ?(?:pp?\. ?)?\d"
)  # “Rust 2018” is an edition, “Juli 2014” a month


def _may_be_title(document: Document, marker: Marker) -> bool:
    """Tell what may be a film or a book with its year, or leads to its source by a link."""
    return document.data.startswith(_TITLES, marker.start) or bool(document.links_in(marker.start, marker.end))


def _noted_below(document: Document) -> bool:
    """Tell whether a line opens with a raised or plain one, as notes do: ``¹ The author …``."""
    return any(_NOTE_LINE.match(document.data, block.start, block.end) for block in document.blocks)


_NOTE_LINE = later(rb"(?:\xc2\xb9|[(\[]?1[)\].]?)[ \t]*\S")
_FEWEST_RAISED = 3
_NAMED_BEFORE = later(
    rb"\b(?:at|parts?|paragraphs?|paras?|steps?|questions?|items?|box(?:es)?|fields?|seats?|lines?|options?|keys?|sections?|tables?"
    rb"|figures?|figs?|columns?|rows?|answers?) (?:\[\d+\](?:,? (?:and|or|to) |, ?| ?- ?| ?\xe2\x80\x93 ?))*$",
    re.IGNORECASE,
)
_NAMED_AFTER = later(rb" (?:is|are|was|were)\b")
_POINTED_AT = later(rb" (?:above|below)\b")


def _is_named(document: Document, marker: Marker) -> bool:
    """Tell a number that names a part of something, “part [2] of the slip”, “at [3] above”, “[1] is bow”: it cites nothing."""
    data = document.data
    block = document.blocks[document.block_at(marker.start)]
    if block.kind == "cell" and marker.start == block.start and marker.end == block.end:
        return True  # what a cell holds alone may be data
    before = data[max(0, marker.start - 80) : marker.start]
    subject = before.endswith((b": ", b", ", b"; ")) and _NAMED_AFTER.match(data, marker.end)
    return bool(subject or _NAMED_BEFORE.search(before) or _POINTED_AT.match(data, marker.end))


def _noted(document: Document) -> frozenset[str]:
    """Give the numbers that open a paragraph, ``[1] Where …``: a note to the text, though no list of sources."""
    found = (_NOTE.match(document.data, block.start, block.end) for block in document.blocks)
    return frozenset(match[1].decode() for match in found if match)


def _is_interval(document: Document, marker: Marker) -> bool:
    """``[1, 10]`` with nothing of a sentence before it: after “in”, “range”, “interval”, “∈”, “=”."""
    before = document.data[max(0, marker.start - 14) : marker.start].rstrip().lower()
    return len(marker.keys) > 1 and before.endswith((b" in", b"range", b"interval", "∈".encode(), b"=", b"between", b" to"))


def _surely_cites(document: Document, marker: Marker) -> bool:
    """Tell whether a marker that stands alone in its document ends a clause of a sentence: “Comments [3]” does not."""
    data = document.data
    block = document.blocks[document.block_at(marker.start)]
    before = data[block.start : marker.start].split()
    after = data[marker.end : marker.end + 1]
    whole = block.kind in ("paragraph", "item") and len(before) >= 5
    if after == b")" and data[marker.start - 1 : marker.start].isalnum():
        return False  # “the talk at GridConf[9])”: part of a name
    return whole and int(marker.keys[0]) <= _HIGHEST_LONE and len(marker.keys) <= 2 and (not after or after in _ENDS)


def find_missing_entries(document: Document) -> Iterator[Match]:
    """Yield a match for each number, and each footnote label, that the text cites and no entry bears."""
    view = standing(document)
    yield from _missing_numbers(document, view)
    yield from _missing_footnotes(document, view)


def _missing_numbers(document: Document, view: Standing) -> Iterator[Match]:
    numbers = {key for key in view.labels if key.isdigit() or _LETTERED.fullmatch(key)}
    if not numbers or view.other_system or document.templated:
        return
    if any(one.style != "numbered" and one.kind == "references" for one in view.lists):
        named = {key.casefold() for marker in view.plain for key in marker.keys}
        if len(named & numbers) * 2 < len(named):
            return  # the numbers may count the entries of the other list
    defined = {d.label.lstrip("0") for d in document.definitions}
    highest = max(int(key.lstrip("srcef-")) for key in numbers)
    missing: dict[str, list[Span]] = {}
    for marker in (*view.plain, *_anchored(document, numbers), *_raised(document, numbers)):
        absent = [key for key in marker.keys if key.casefold() not in numbers and key not in defined]
        if not absent or (len(marker.keys) > 1 and len(absent) == len(marker.keys) and _far(absent[0], highest)):
            continue  # nothing absent, or a range of pages
        for key in absent:
            missing.setdefault(key, []).append(Span(marker.start, marker.end))
    if len(missing) > _MOST_APART:  # so many were not mistyped one by one: the end of the list is gone
        missing = {f"{len(missing)} numbers": sorted({span for spans in missing.values() for span in spans})}
    entries = len(view.labels)
    for key, places in missing.items():
        yield Match(*places[0], tuple(places), {"number": key, "entries": str(entries), "highest": str(highest)})


def _far(key: str, highest: int) -> bool:
    """Tell whether a number lies beyond the one after the highest."""
    return key.isdigit() and int(key) > highest + 1


def _anchored(document: Document, numbers: set[str]) -> list[Marker]:
    """Markers that lead to an anchor of the page, ``<a href="#r4">[4]</a>``, in a text where most such lead to a list's entries."""
    found = [m for m in document.markers if m.kind == "numeric" and m.target.startswith("#") and not m.superscript]
    resolved = sum(numbers.issuperset(m.keys) for m in found)
    return found if resolved >= _UNRESOLVED or resolved * 2 > len(found) else []


def _raised(document: Document, numbers: set[str]) -> list[Marker]:
    """Raised numbers, in a text where three or more of them, and most, lead to a list's entries."""
    found = [m for m in document.markers if m.superscript and not m.target and not apart(m, numbers)]
    resolved = sum(numbers.issuperset(m.keys) for m in found)
    return found if resolved >= _UNRESOLVED and resolved * 3 >= len(found) * 2 else []


def _missing_footnotes(document: Document, view: Standing) -> Iterator[Match]:
    if document.templated:
        return
    missing: dict[str, list[Span]] = {}
    for marker in document.markers:
        if marker.kind == "footnote" and marker.keys[0].casefold() not in view.labels:
            missing.setdefault(marker.keys[0], []).append(Span(marker.start, marker.end))
    if missing and not any(one.kind == "footnotes" for one in view.lists):  # none is defined: one thing to mend
        places = [span for spans in missing.values() for span in spans]
        missing = {", ".join(missing) if len(missing) < 6 else f"{len(missing)} notes": sorted(places)}
    for key, places in missing.items():
        yield Match(*places[0], tuple(places), {"number": key, "entries": str(len(view.labels)), "highest": "0"})


def find_flattened_markers(document: Document) -> Iterator[Match]:
    """Yield one match for all raised markers that have become bare digits above an intact numbered list."""
    found = standing(document).flattened
    if found:
        places = tuple(span for span, _ in found)
        yield Match(*places[0], places, {"markers": str(len(places))})


def find_unmatched_author_years(document: Document) -> Iterator[Match]:
    """Yield a match for each author and year that no entry bears, where the text cites its list by author and year."""
    markers = [m for m in document.markers if m.kind == "author-year"]
    keys = [key for m in markers for key in m.keys]
    if len(keys) <= _UNRESOLVED:
        return
    known = author_years(document)
    if sum(key in known for key in keys) < max(_UNRESOLVED, len(keys) // 2):
        return
    missing: dict[str, list[Span]] = {}
    for marker in markers:
        if document.data.startswith(_TITLES, marker.start):
            continue
        for key in marker.keys:
            if key not in known and key.rstrip("abcdefgh") not in known:
                missing.setdefault(key, []).append(Span(marker.start, marker.end))
    for key, places in missing.items():
        name, year = key.rsplit(" ", 1)
        yield Match(*places[0], tuple(places), {"author": name.title(), "year": year})


_STACK_GAP = b" ,;"


def find_marker_stacks(document: Document, *, most: int = 3) -> Iterator[Match]:
    """Yield each run of adjoining numeric markers that names more than ``most`` entries."""
    run: list[Marker] = []
    for marker in (*(m for m in document.markers if m.kind == "numeric"), None):
        if run and (marker is None or document.data[run[-1].end : marker.start].strip(_STACK_GAP)):
            keys = {key for m in run for key in m.keys}
            if len(keys) > most:
                yield Match(run[0].start, run[-1].end, values={"entries": str(len(keys))})
            run = []
        if marker is not None:
            run.append(marker)


def find_mixed_systems(document: Document) -> Iterator[Match]:
    """Yield the first marker of the rarer system where a text cites both by number and by author and year."""
    numbers = standing(document).plain
    names = [m for m in document.markers if m.kind == "author-year" and document.data[m.start] == 0x28]
    if min(len(numbers), len(names)) >= 2:
        rarer = min((list(numbers), names), key=len)
        yield Match(rarer[0].start, rarer[0].end, tuple(Span(m.start, m.end) for m in rarer))


_UNCLOSED = lazy(r"[\w.,;)][ ]?(\[[0-9]{1,2}(?:, ?[0-9]{1,2}){0,4})(?:[.;]?[\s]+[A-Za-z(]|[.;]?[\s]*$)")
_UNOPENED = lazy(r"[a-z] ([0-9]{1,2}\])[.,;]?[\s]")
_HOLLOW = lazy(
    r"(?:[a-z0-9,.;:!?)”\"’] ?)(?P<it>\[(?:\?{1,3}|n|ref|refs?\.?|cite|citation|reference|footnote"
    r"|citation(?:s)? needed|source(?:s)? needed|add (?:a )?(?:citation|source|ref(?:erence)?)|x{2,3}|#|number)\])"
)
_ASKED = later(rb"[a-z]\[\?\] [A-Z]")  # “including hers[?] I say yes”: a question mark that an editor put in
_TALKED_ABOUT = later(
    "(?:\\b(?:a|an|the|of|word|words|tag|tags|add|added|with|as|or|insert|write|mark|marked|cites?|cited)|[\"“‘'(]) ?$".encode()
)


def find_malformed_markers(document: Document) -> Iterator[Match]:
    """Yield markers that name nothing (``[?]``, ``[ref]``) and, in a text that cites by number, brackets left open."""
    data = document.data
    if b"[" not in data and b"]" not in data:
        return
    for match in _HOLLOW.finditer(data):
        start, end = match.span(1)
        if _apart(document, start, end) or _TALKED_ABOUT.search(data, max(0, start - 12), start):
            continue
        if data[max(0, start - 4) : start].lstrip() == b".. ":  # where reStructuredText says what a note says
            continue
        if not (data[start:end] == b"[?]" and _ASKED.match(data, start - 1)) and not _completes(data, start, end):
            yield Match(start, end)
    if standing(document).plain:
        for pattern in (_UNCLOSED, _UNOPENED):
            for found in pattern.finditer(data):
                start, end = found.span(1)
                if not _apart(document, start, end) and not _balanced(data, start, end):
                    yield Match(start, end)


def _completes(data: bytes, start: int, end: int) -> bool:
    """Tell whether letters in brackets are an editor's, in the midst of a quoted word: “[n]othing”, “throw[n]”."""
    return data[end : end + 1].isalpha() or (data[start:end] == b"[n]" and data[start - 1 : start].isalpha())


def _apart(document: Document, start: int, end: int) -> bool:
    return (
        document.in_references(start)
        or document.marked(start, end, "code", "math")
        or bool(document.links_in(start, end))
        or data_goes_on(document.data, end)
    )


def data_goes_on(data: bytes, end: int) -> bool:
    """Tell whether a bracket goes on as a link, a definition, code or a note of reStructuredText (``[#]_``)."""
    return data[end : end + 1] in (b"(", b"[", b":", b"{", b"_")


def _balanced(data: bytes, start: int, end: int) -> bool:
    """Tell whether the other bracket stands near: the number is part of a longer remark in brackets."""
    line_end = data.find(b"\n", end)
    line_start = data.rfind(b"\n", 0, start) + 1
    stop = len(data) if line_end < 0 else line_end
    if data[start] == 0x5B:
        closing = data.find(b"]", end, min(stop, end + 200))
        opening = data.find(b"[", end, min(stop, end + 200))
        return closing >= 0 and (opening < 0 or closing < opening)
    opening = data.rfind(b"[", max(line_start, start - 200), start)
    closing = data.rfind(b"]", max(line_start, start - 200), start)
    return opening >= 0 and opening > closing


def cited_by_name(document: Document) -> bool:
    """Tell whether the text cites any entry by author and year."""
    keys = {key for m in document.markers if m.kind == "author-year" for key in m.keys}
    return bool(keys) and any(not keys.isdisjoint(entry_keys(document.data[e.start : e.end])) for e in document.references)
