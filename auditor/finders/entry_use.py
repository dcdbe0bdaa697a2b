"""Entries and lists that the text never comes back to, and numbers that a list lost."""

from __future__ import annotations

import re

from auditor.finders.citations import cited_by_name
from auditor.finders.standing import same_url, standing
from auditor.lexicon import later
from auditor.model import Match, Span
from auditor.text.authors import entry_keys, first_family

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Reference, ReferenceList

_FEWEST_WORDS = 60  # of running text: a page that is all list has nothing to cite from
_LONG_TITLE = 15
_SECTION = 2  # the level of a heading: below it stand parts of sections
_YEAR = later(rb"\b(?:1[5-9]|20)\d\d\b")
_NAMED_WITH_YEAR = later("[A-ZÀ-ÞА-Я][\\w’'-]+ \\(((?:1[5-9]|20)\\d\\d)[a-z]?(?:[,:][^()\\n]{0,20})?\\)".encode())
_FEWEST_NAMED = 2  # entries cited by author and year
_MOSTLY = 0.6  # share of a list that is cited so, else the list may be meant as a bibliography
_YEARED = later(rb"[A-Z]{2,}[0-9]{2,4}")
_WORK = later(rb"(?:[-*] )?[^.,()]{2,80}\((?:1[5-9]|20)\d\d\)\.?")  # “The Quarry Girl (1924)”
_FILE = later(rb"(?:[-*] )?(?:[\w.-]+/)*[\w-]+\.(?:c|cfg|cpp|css|csv|go|java|js|json|md|py|rb|rs|sh|sql|toml|ts|ya?ml)\b(?![./])")
_NUMBER_SIGNS = tuple(bytes([sign]) for sign in b"[\\(0123456789")  # what an entry opens with that bears its own number
_TIED = later(rb"\b(?:above|this (?:section|article|document|page|proposal|list|table))\b", re.IGNORECASE)


def find_uncited_entries(document: Document) -> Iterator[Match]:
    """Yield each entry of a numbered list whose number the text never names, where it names others of that list."""
    view = standing(document)
    if view.other_system or document.templated or view.flattened:
        return
    yield from _unnamed_entries(document)
    linked: frozenset[str] | None = None
    for one in view.lists:
        if one.style != "numbered" or one.kind == "further-reading":
            continue
        used = [e.label is not None and e.label.casefold() in view.cited for e in one.entries]
        if not any(used) or all(used):
            continue
        if linked is None:
            linked = body_targets(document)
        total = len(one.entries)
        unused = [e for e, is_used in zip(one.entries, used, strict=True) if not is_used]
        for entry in unused:
            if not (linked and same_url(entry.fields.get("url", "")) in linked):
                yield Match(*head_of(document, entry), values={"number": entry.label or "", "entries": str(total)})


def _unnamed_entries(document: Document) -> Iterator[Match]:
    """Yield the entries of a list cited by author and year whose first author the text never names."""
    cited = {key for marker in document.markers if marker.kind == "author-year" for key in marker.keys}
    for one in standing(document).lists if len(cited) >= _FEWEST_NAMED else ():
        if one.style == "numbered" or one.kind != "references":
            continue
        used = [not cited.isdisjoint(entry_keys(document.data[e.start : e.end])) for e in one.entries]
        if sum(used) < max(_FEWEST_NAMED, len(used) * _MOSTLY):
            continue
        body = _body(document).decode("utf-8", "replace").casefold()
        for entry, is_used in zip(one.entries, used, strict=True):
            family = first_family(entry.fields.get("author", ""))
            if not is_used and len(family) > 2 and family not in body:
                yield Match(*head_of(document, entry), values={"number": f"“{family.title()}”", "entries": str(len(one.entries))})


def head_of(document: Document, entry: Reference) -> tuple[int, int]:
    """Give the first line of an entry; a number alone, as in a table, with the line below it."""
    data = document.data
    line = data.find(b"\n", entry.start, entry.end)
    if line >= 0 and data[entry.start : line].strip(b"[].SR").isdigit():
        words = next((at for at in range(line, entry.end) if data[at] not in b" \t\r\n"), entry.end)
        line = data.find(b"\n", words, entry.end)
    return entry.start, entry.end if line < 0 else line


def find_lists_never_cited(document: Document, *, beside_links: bool = False) -> Iterator[Match]:
    """Yield each list that nothing in the text points to.

    ``beside_links`` false: only where nothing else in the text leads to a source; true: only where links do.
    """
    view = standing(document)
    lists = [one for one in view.lists if one.kind in ("references", "notes") and len(one.entries) > 1]
    if not lists or view.other_system or document.templated or view.flattened:
        return
    if any(m.kind in ("numeric", "footnote") for m in document.markers) or cited_by_name(document):
        return
    if (
        not view.cited.isdisjoint(view.labels)
        or _told_with_years(document)
        or any(_cited_by_label(document, e) for one in lists for e in one.entries)
    ):
        return
    if len(_body(document).split()) < _FEWEST_WORDS:
        return
    targets = body_targets(document)
    if bool(targets) != beside_links:
        return
    for one in _of_whole(document, lists):
        if any(_TIED.search(document.data, e.start, e.end) for e in one.entries) or _works(document, one) or _files(document, one):
            continue  # the entries say themselves what they are for
        if not _named_in_text(document, one, targets):
            start, end = one.heading or head_of(document, one.entries[0])
            yield Match(start, end, values={"entries": str(len(one.entries))})


def _of_whole(document: Document, lists: list[ReferenceList]) -> list[ReferenceList]:
    """Leave out lists of one section, which say what they are for by where they stand.

    Such are those that recur under one heading, “Sources” below each finding, and those under a mere line, “Key sources:”, where
    other sections follow.
    """
    if document.format == "text":
        return lists
    blocks, data = document.blocks, document.data
    heads = [one.heading for one in standing(document).lists if one.heading]
    said = [data[head.start : head.end].strip(b": ").lower() for head in heads]
    own = {document.block_at(head.start) for head in heads}
    last = max((block.start for i, block in enumerate(blocks) if block.kind == "heading" and i not in own), default=-1)
    kept = []
    for one in lists:
        head = blocks[document.block_at(one.heading.start)] if one.heading else None
        whole = not head or (head.kind == "heading" and head.level <= _SECTION)
        if not whole and one.heading and (head is None or head.kind == "heading" or last < one.end):
            whole = said.count(data[one.heading.start : one.heading.end].strip(b": ").lower()) == 1
        if whole:
            kept.append(one)
    return kept


def _told_with_years(document: Document) -> bool:
    """Tell whether somebody is named with the year of an entry, “Ricardo Marlow (2020) says”, by whichever of his names."""
    years = {year for entry in document.references for year in _YEAR.findall(document.data, entry.start, entry.end)}
    told = _NAMED_WITH_YEAR.finditer(document.data)
    return any(match[1] in years and not document.in_references(match.start()) for match in told)


def _works(document: Document, one: ReferenceList) -> bool:
    """Tell whether a bibliography lists what somebody wrote: titles with their years, and no author."""
    data = document.data
    heading = data[one.heading.start : one.heading.end].lower() if one.heading else b""
    return b"bibliography" in heading and all(_WORK.fullmatch(data, *head_of(document, entry)) for entry in one.entries)


def _files(document: Document, one: ReferenceList) -> bool:
    """Tell whether a list tells what stands in files beside the text, `scripts/plan.py`: they are no sources of what it says."""
    return all(_FILE.match(document.data, *head_of(document, entry)) for entry in one.entries)


def _cited_by_label(document: Document, entry: Reference) -> bool:
    """Whether an entry opens with a name of its own in brackets, ``[Bem 17]``, under which the text cites it.

    A name with its year, ``[LZ77]``, cites without brackets, too.
    """
    data = document.data
    close = data.find(b"]", entry.start, min(entry.end, entry.start + 40))
    label = data[entry.start : close] if close > 0 and data.startswith(b"[", entry.start) else b""
    above = document.reference_spans[0].start
    if len(label) < 3 or label[1:].isdigit():
        return False
    return 0 <= data.find(label) < above or (_YEARED.fullmatch(label, 1) is not None and 0 <= data.find(label[1:]) < above)


def _body(document: Document) -> bytes:
    pieces, at = [], 0
    for start, end in document.reference_spans:
        pieces.append(document.data[at:start])
        at = max(at, end)
    return b"".join([*pieces, document.data[at:]])


def body_targets(document: Document) -> frozenset[str]:
    """Give the web addresses and other documents that the running text links to, in the form of `same_url`.

    What stands below the last list, a credit line or the site's footer, is not running text.
    """
    spans = document.reference_spans
    end = spans[-1].end if spans else len(document.data)
    return frozenset(
        same_url(link.target)
        for link in document.all_links
        if link.start < end and _leads_out(link.target) and not document.in_references(link.start)
    )


def _leads_out(target: str) -> bool:
    """Tell a web address, or another document beside this one, from a place in the document itself."""
    return "://" in target or target.startswith(("www.", "./", "../")) or target.partition("#")[0].endswith(".md")


def _named_in_text(document: Document, one: ReferenceList, targets: frozenset[str]) -> bool:
    """Tell whether the text links an entry, or names the titles or the authors of two in five."""
    if targets and any(same_url(e.fields.get("url", "")) in targets for e in one.entries):
        return True
    body = " ".join(_body(document).decode("utf-8", "replace").lower().split())
    named = 0
    for entry in one.entries:
        title = entry.fields.get("title", "").lower()
        family = re.match(r"[^\W\d_]{4,}(?=,)", entry.fields.get("author", ""))
        named += (len(title) >= _LONG_TITLE and title in body) or bool(
            family and re.search(rf"\b{re.escape(family[0].lower())}\b", body)
        )
    return named * 5 >= len(one.entries) * 2


def find_broken_numbering(document: Document) -> Iterator[Match]:
    """Yield one match for all places where the numbers of a list repeat or skip; markup that numbers by itself cannot."""
    view = standing(document)
    for one in view.lists:
        at = one.entries[0].start
        if one.style != "numbered" or document.data[at : at + 1] not in _NUMBER_SIGNS:
            continue
        labels = [int(e.label) if e.label and e.label.isdigit() else 0 for e in one.entries]
        if 0 in labels or len(labels) < 2 or 1 in labels[1:]:
            continue
        wrong: list[tuple[Span, str]] = []
        for before, number, entry in zip(labels, labels[1:], one.entries[1:], strict=False):
            lost = [str(n) for n in range(before + 1, min(number, before + 100))]
            if number <= before or (lost and not view.cited.intersection(lost)):
                wrong.append((Span(*head_of(document, entry)), f"{number} after {before}"))
        if wrong:
            places = tuple(span for span, _ in wrong)
            yield Match(*places[0], places, {"jump": wrong[0][1], "jumps": str(len(wrong))})
