"""Citation markers and reference lists, found together: what is a marker depends on where the lists are."""

from __future__ import annotations

from auditor.lexicon import later
from auditor.model import Block, Footnote, Link, Mark, Marker, Reference, ReferenceList, Span
from auditor.text.authors import entry_keys
from auditor.text.lettered import find_lettered
from auditor.text.list_signs import prose
from auditor.text.markers import find_markers, outside
from auditor.text.parenthetical import find_parenthetical
from auditor.text.references import find_lists

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROUND, _SQUARE = b"(["
_CO_AUTHORS = later(rb"&| and | et al")
_PLAIN_PAIR = later(
    rb"\([^(),;&\[\]]+ (?:and|et|und|y|e) [^(),;&\[\]]+ (?:1[5-9]|20)\d\d[a-z]?\)"
)  # “(Arts and Crafts 1910)” is none
_KEY_GROUP = later(rb"\[([A-Za-z0-9][\w.+& -]{1,39}(?:(?:, ?|; ?)[\w.+& -]{1,39}){0,6})\]")


def find_citations(
    data: bytes,
    blocks: Sequence[Block],
    links: Sequence[Link],
    marks: Sequence[Mark],
    footnotes: Sequence[Footnote],
    *,
    real_headings: bool = True,
) -> tuple[tuple[Marker, ...], tuple[ReferenceList, ...]]:
    """Give the citation markers of the running text and the reference lists, each in order.

    ``real_headings`` is false for plain text, where a heading is only a guess from the look of a line.
    """
    lists = find_lists(prose(data, blocks, links, marks, real_headings=real_headings), footnotes, links)
    skip = [Span(one.heading.start if one.heading else one.start, one.end) for one in lists if one.entries]
    notes = frozenset(e.label for one in lists if one.kind == "footnotes" for e in one.entries if e.label)
    markers = find_markers(data, blocks, links, marks, skip, notes)
    if lists and not any(marker.kind == "numeric" for marker in markers) and b")" in data:
        markers = tuple(sorted((*markers, *find_parenthetical(data, lists, skip))))
    if lettered := find_lettered(data, lists):
        code = [Span(m.start, m.end) for m in marks if m.kind in ("code", "math")]
        apart = [*skip, *code, *(Span(link.start, link.end) for link in links)]
        markers = tuple(sorted((*markers, *outside(lettered, sorted(apart)))))
    keys = frozenset(e.label.casefold() for one in lists for e in _bearing_keys(one) if e.label)
    if keys and b"[" in data:
        known = {marker.start for marker in markers}
        markers = tuple(sorted((*markers, *(m for m in _keyed(data, keys, skip) if m.start not in known))))
    return tuple(_agreed(data, markers, lists)), lists


def _bearing_keys(one: ReferenceList) -> Iterator[Reference]:
    """Give the entries that bear a key of their own."""
    return (e for e in one.entries if e.label and not e.label.isdigit() and one.kind != "footnotes")


def _keyed(data: bytes, labels: frozenset[str], skip: Sequence[Span]) -> Iterator[Marker]:
    """Give the markers that name entries by keys of their own, “[RFC2119]”, “[Knu84, Tar91]”, outside ``skip``."""
    reach = iter((*skip, Span(len(data), len(data) + 1)))
    span = next(reach)
    for match in _KEY_GROUP.finditer(data):
        while span.end <= match.start():
            span = next(reach)
        if span.start <= match.start() or data[match.end() : match.end() + 1] in (b"(", b":"):
            continue
        named = [part.strip() for part in match[1].decode("utf-8", "replace").replace(";", ",").split(",")]
        keys = tuple(name for name in named if name.casefold() in labels)
        if keys and named[0] == keys[0]:
            yield Marker(match.start(), match.end(), "key", keys)


def _agreed(data: bytes, markers: Sequence[Marker], lists: Sequence[ReferenceList]) -> Iterator[Marker]:
    """All markers, but “Name (2020)” with one name and “[Name, 2020]” only where an entry agrees: a film has its year, too."""
    known: frozenset[str] | None = None
    for marker in markers:
        opens = data[marker.start]
        if opens == _ROUND:
            sure = _PLAIN_PAIR.match(data, marker.start) is None
        else:
            sure = opens != _SQUARE and _CO_AUTHORS.search(data, marker.start, marker.end) is not None
        if marker.kind == "author-year" and not sure:
            if known is None:
                known = frozenset(k for one in lists for e in one.entries for k in entry_keys(data[e.start : e.end]))
            if known.isdisjoint(marker.keys):
                continue
        yield marker
