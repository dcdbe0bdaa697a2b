"""Lists of references: one source listed twice, numbers that repeat or skip. Entries and their markers move at once."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice
from operator import attrgetter

from auditor.finders.entries import repeated_entries
from auditor.finders.standing import standing
from auditor.fixers.elements import element_of, led_on
from auditor.fixers.footnotes import merged_notes
from auditor.fixers.places import exact, line_start
from auditor.lexicon import later
from auditor.model import Edit, Fix, Mark, Marker, Reference, ReferenceList
from auditor.model.made import NamedTuple
from auditor.text.markers import keys_of
from auditor.text.works import same_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from auditor.document import Document
    from auditor.model import Match

_HEAD = later(rb"([ \t>]*(?:[-*+\xe2\x80\xa2]+[ \t]+)?)(?:(\\?\[)(\d{1,3})(\\?\])|(\d{1,3})(\\?[.)]))([ \t]+)")
_BULLET = later(r"[ \t>]*(?:[-*+•][ \t]+)?".encode())
_BRACKETED = later(r"(\[ ?)([\d ,;–—‑-]+?)( ?\])")
_RAISED = str.maketrans("0123456789-,", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒")
_FLAT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻˒–", "0123456789-,-")
_SPOKEN = later(
    rb"\b(?:references?|refs?\.?|sources?|notes?|entr(?:y|ies)|citations?|nos?\.) (?:no\. |number )?#?\d{1,3}\b", re.IGNORECASE
)
_NUMBER = later(r"[0-9]{1,3}")
_ADDRESS = later(r"\S*://\S+|\bwww\.\S+")
_WORD = later(r"\w+")
_ACCESS = frozenset("accessed retrieved visited viewed on at from available online http https www last".split())


class Slot(NamedTuple):
    """An entry where it stands in the source (bytes): its whole lines or element, its label, and its body behind that.

    ``label`` is empty where the markup gives the number; ``name`` is what links to the entry call it, ``stop`` where its body ends.
    """

    entry: Reference
    start: int
    label: tuple[int, int]
    body: int
    stop: int
    end: int
    name: str = ""


def merge_entries(document: Document, match: Match) -> Iterator[Fix]:
    """Yield one fix for a list that holds a source twice: the repetition goes, its markers cite the first, numbers close up.

    It is safe where both have one address, or one says all that the other does; the fuller one stays. Of two that are only taken
    for one work, each of which says something of its own, somebody should choose.
    """
    lists = standing(document).lists
    at = bisect_right(lists, match.start, key=attrgetter("start")) - 1
    fix = _merged_at(document, at) if at >= 0 and match.start < lists[at].end else None
    if fix:
        yield fix


@lru_cache(maxsize=4)
def _merged_at(document: Document, at: int) -> Fix | None:
    """Give the fix of the list with that index: one for all of its repetitions, however many findings ask."""
    one = standing(document).lists[at]
    if one.kind == "footnotes":
        return merged_notes(document, one)
    return _merged(document, one) if _may_move(document, one) else None


def _merged(document: Document, one: ReferenceList) -> Fix | None:
    slots = entry_slots(document, one)
    if slots is None:
        return None
    firsts: dict[int, int] = {}  # by the start of each repetition, the start of the entry that it repeats
    for original, entries in repeated_entries(document, one):
        firsts |= {entry.start: original.start for entry in entries}
    texts = {slot.entry.start: _body(document, slot) for slot in slots}
    slots_at = {slot.entry.start: slot for slot in slots}
    safe = True
    for repeat, first in firsts.items():
        if first not in texts or first in firsts:
            return None
        fuller = _fuller(texts[first], texts[repeat])
        safe = safe and (fuller is not None or _one_address(slots_at[first].entry, slots_at[repeat].entry))
        texts[first] = fuller or max(texts[first], texts[repeat], key=lambda text: len(_said(text)))
    rows = [(i, texts[slot.entry.start]) for i, slot in enumerate(slots) if slot.entry.start not in firsts]
    numbers = {slots[i].entry.start: number for number, (i, _) in enumerate(rows)}
    mapping = {slot.entry.label: numbers[firsts.get(slot.entry.start, slot.entry.start)] for slot in slots}
    names = led_on(document, [(slots_at[a].name, slots_at[b].name) for a, b in firsts.items()])
    edits = _renumbered(document, one, slots, rows, mapping) if names is not None else []
    edits += (names or []) if edits else []
    what = "merges entries of one source and numbers the list anew"
    return Fix(tuple(edits), what, "safe" if safe else "unsafe") if edits else None


def renumber_entries(document: Document, match: Match) -> Iterator[Fix]:
    """Yield one fix for a list whose numbers skip or run back: numbered in the order of first use, or of the alphabet if it has it.

    Where a number is given twice, nobody can tell which of the two a marker means.
    """
    one = _list_at(document, match.start)
    slots = entry_slots(document, one) if one else None
    if one is None or slots is None or len({slot.entry.label for slot in slots}) < len(slots):
        return
    bodies = [_body(document, slot) for slot in slots]
    order = list(range(len(slots)))
    if [body.lower() for body in bodies] != sorted(body.lower() for body in bodies):
        used = list(dict.fromkeys(key for marker in document.markers for key in marker.keys))
        rank = {key: i for i, key in enumerate(used)}
        order.sort(key=lambda i: rank.get(slots[i].entry.label or "", len(rank)))
    if order != sorted(order) and any(slot.name for slot in slots):
        return  # links that lead to an entry by its name would lead to another
    mapping = {slots[old].entry.label: new for new, old in enumerate(order)}
    edits = _renumbered(document, one, slots, [(i, bodies[i]) for i in order], mapping)
    if edits:
        yield Fix(tuple(edits), "numbers the list, and the markers, in the order of first use")


def _list_at(document: Document, start: int) -> ReferenceList | None:
    """Give the list that an offset lies in, where it may be changed."""
    one = next((a for a in standing(document).lists if a.start <= start < a.end), None)
    return one if one and _may_move(document, one) else None


def _may_move(document: Document, one: ReferenceList) -> bool:
    """Tell whether no other list has numbers that the markers of a list could mean."""
    view, numbered = standing(document), _numbered(document)
    if not all(a is one for a in numbered) or document.definitions or document.footnotes or view.other_system:
        return False
    if not numbered:
        return True
    labels = {entry.label for entry in one.entries}
    cited = any(marker.kind == "numeric" and not labels.isdisjoint(marker.keys) for marker in document.markers)
    return cited and not view.flattened  # else markers have a form that is not known


@lru_cache(maxsize=2)
def _numbered(document: Document) -> Sequence[ReferenceList]:
    """Give two of the lists with numbers, where there are so many: asked for each list."""
    return tuple(islice((a for a in standing(document).lists if a.style == "numbered"), 2))


def entry_slots(document: Document, one: ReferenceList) -> list[Slot] | None:
    """Give where the entries of a list stand, each on lines of its own; None where that cannot be told."""
    if document.format == "html":
        return _elements(document, one)
    data, slots = document.source_data, []
    for entry in one.entries:
        first, last = document.offsets.to_source(entry.start, entry.end)
        start = line_start(data, first)
        stop = re.compile(rb"\r\n?|\n").search(data, last)
        end = stop.start() if stop else len(data)
        head = _HEAD.match(data, start)
        number = (head[3] or head[5]).decode() if head else None
        if one.style == "numbered":
            if head is None or number != entry.label:
                return None
            slots.append(Slot(entry, start, head.span(3) if head[3] else head.span(5), head.end(), end, end))
        else:
            bullet = _BULLET.match(data, start)
            body = bullet.end() if bullet else start
            slots.append(Slot(entry, start, (body, body), body, end, end))
        if len(slots) > 1 and slots[-1].start <= slots[-2].end:
            return None
    return slots or None


def _elements(document: Document, one: ReferenceList) -> list[Slot] | None:
    """Give where the entries of a list of HTML stand, each in an element of its own."""
    slots: list[Slot] = []
    for number, entry in enumerate(one.entries, 1):
        where = document.offsets.to_source(entry.start, entry.end)
        element = element_of(document.source_data, *where)
        if element is None or (slots and element.start < slots[-1].end):
            return None
        head = _HEAD.match(document.source_data, where.start)
        said = (head[3] or head[5]).decode() if head else ""
        label, body = (0, 0), element.inner
        if head and one.style == "numbered" and said == entry.label:
            label, body = head.span(3) if head[3] else head.span(5), head.end()
        elif one.style == "numbered" and (element.tag != b"li" or element.numbered or entry.label != str(number)):
            return None
        slots.append(Slot(entry, element.start, label, body, element.stop, element.end, element.name))
    return slots or None


def _body(document: Document, slot: Slot) -> str:
    return document.source_data[slot.body : slot.stop].decode("utf-8", "replace").rstrip()


def _said(text: str) -> frozenset[str]:
    """Give the words of an entry, without its address and when that was opened."""
    return frozenset(_WORD.findall(_ADDRESS.sub(" ", text.casefold()))) - _ACCESS


def _fuller(first: str, second: str) -> str | None:
    """Give of two entries the one that says all that the other does; None where each says something of its own."""
    one, other = _said(first), _said(second)
    return first if other <= one else second if one <= other else None


def _one_address(first: Reference, second: Reference) -> bool:
    pairs = ((first.fields.get(name, ""), second.fields.get(name, "")) for name in ("doi", "arxiv", "pmid", "url"))
    return any(one and same_url(one) == same_url(other) for one, other in pairs)


def _renumbered(
    document: Document,
    one: ReferenceList,
    slots: Sequence[Slot],
    rows: Sequence[tuple[int, str]],
    mapping: Mapping[str | None, int],
) -> list[Edit]:
    """Give the edits that leave the entries of ``rows`` in that order, each the index of its slot and its body; markers follow.

    Nothing where a marker stands that could not be made to follow, or where the text speaks of numbers in words.
    """
    edits: list[Edit] = []
    low = 0
    if one.style == "numbered":
        low = 1 if "1" in mapping else int(slots[0].entry.label or 1)
        follow = _following(document, {key: str(low + i) for key, i in mapping.items() if key is not None})
        if follow is None:
            return []
        edits += follow
    kept = [i for i, _ in rows]
    in_place = kept == sorted(kept)  # what only lost some entries keeps the others where they stand
    places = kept if in_place else range(len(rows))
    for number, (place, (_, body)) in enumerate(zip(places, rows, strict=True), low):
        slot, own = slots[place], _body(document, slots[place])
        if slot.label[1] > slot.label[0] and str(number) != slot.entry.label:
            edits.append(Edit(*slot.label, str(number)))
        if body != own:
            edits.append(Edit(slot.body, slot.body + len(own.encode()), body))
    return [*edits, *_gone(document.source_data, slots, set(places))]


def _gone(data: bytes, slots: Sequence[Slot], kept: AbstractSet[int]) -> Iterator[Edit]:
    """Take the lines of the slots that are not kept away, and what parts them from the next entry, or the one before."""
    i = 0
    while i < len(slots):
        first = i
        while i < len(slots) and i not in kept:
            i += 1
        if i == first:
            i += 1
        elif i < len(slots) and not data[slots[i - 1].end : slots[i].start].strip():
            yield Edit(slots[first].start, slots[i].start, "")
        else:
            before = slots[first - 1].end if first else slots[first].start
            start = before if not data[before : slots[first].start].strip() else slots[first].start
            yield Edit(start, slots[i - 1].end, "")


def _following(document: Document, numbers: Mapping[str, str]) -> list[Edit] | None:
    body = document.data[: document.reference_spans[0].start] if document.reference_spans else document.data
    if _SPOKEN.search(body) or any(_raised_alone(document, mark, numbers) for mark in document.marks):
        return None
    edits = []
    known = frozenset(numbers.values())
    for marker in document.markers:
        if marker.kind == "numeric" and any(key in known and key not in numbers for key in marker.keys):
            return None  # a number that leads nowhere would lead to an entry
        if marker.kind != "numeric" or not any(numbers.get(key, key) != key for key in marker.keys):
            continue
        if (marker.target and not _leads_to_entry(document, marker)) or any(key not in numbers for key in marker.keys):
            return None
        edit = _follows(document, marker, numbers)
        if edit is None:
            return None
        edits.append(edit)
    return edits


def _raised_alone(document: Document, mark: Mark, numbers: Mapping[str, str]) -> bool:
    """Tell whether a raised number, which might cite an entry, is no marker: a power, or one of a form that is not known."""
    words = document.words(mark.start, mark.end)
    moves = mark.kind == "superscript" and numbers.get(words, words) != words
    return moves and not document.markers_in(mark.start, mark.end)


def _leads_to_entry(document: Document, marker: Marker) -> bool:
    """Tell whether the link of a marker leads to the entry by a name, which no number is part of."""
    return document.format == "html" and marker.target.startswith("#")


def _follows(document: Document, marker: Marker, numbers: Mapping[str, str]) -> Edit | None:
    """Give the edit by which a marker names the new number; where markup parts its brackets from the number, of that alone."""
    words = document.words(marker.start, marker.end)
    where, text = exact(document, marker.start, marker.end), _rewritten(words, marker, numbers)
    if where is None and len(marker.keys) == 1 and (found := _NUMBER.search(words)):
        where, text = exact(document, marker.start + found.start(), marker.start + found.end()), numbers[marker.keys[0]]
    return None if where is None or text is None else Edit(*where, text)


def _rewritten(words: str, marker: Marker, numbers: Mapping[str, str]) -> str | None:
    """Give a marker with new numbers, in the form that it has."""
    keys = sorted({int(numbers[key]) for key in marker.keys})
    raised = words.translate(_FLAT)
    if raised != words and keys_of(raised) == marker.keys:
        return _series(keys, ",", "-" if "-" in raised else "").translate(_RAISED)
    if len(keys) == 1 and _NUMBER.fullmatch(words):
        return str(keys[0])
    found = _BRACKETED.fullmatch(words)
    if found is None or keys_of(found[2]) != marker.keys:
        return None
    dash = next((c for c in found[2] if c in "–—‑-"), "")
    separator = next((s for s in (", ", "; ", ",", ";") if s in found[2]), ", ")
    return f"{found[1]}{_series(keys, separator, dash)}{found[3]}"


def _series(keys: Sequence[int], separator: str, dash: str) -> str:
    """Write numbers one by one, three and more in a row as a range where the author writes ranges."""
    parts: list[list[int]] = []
    for key in keys:
        if parts and key == parts[-1][-1] + 1:
            parts[-1].append(key)
        else:
            parts.append([key])
    return separator.join(
        f"{part[0]}{dash}{part[-1]}" if dash and len(part) > 2 else separator.join(map(str, part)) for part in parts
    )
