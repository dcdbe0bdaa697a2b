"""Where a text cites what the network can be asked about."""

from __future__ import annotations

from auditor.domains import link_kind
from auditor.model import Match, Span
from auditor.model.made import NamedTuple
from auditor.text.targets import of_entry, of_link

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from auditor.document import Document
    from auditor.model import Reference

_NO_SOURCES = frozenset({"share", "anchor", "mail", "empty"})
_TEMPLATE = ("{{", "{%", "<%", "${")


class Cited(NamedTuple):
    """A target, and where it is cited: in the words of a link, or (with ``entry``) in an entry of a list of references.

    ``start`` and ``end`` are bytes of the prose, or of the source where ``in_source`` is true: a link without words.
    """

    target: str
    start: int
    end: int
    in_source: bool = False
    entry: Reference | None = None


def cited_targets(document: Document) -> Iterator[Cited]:
    """Yield every target with each of its places: links in order, then the identifiers, words and other addresses of entries."""
    base = document.url or document.metadata.url or ""
    linked: set[tuple[str, int]] = set()
    for link in document.all_links:
        target = of_link(link.target, base)
        if not target or link_kind(link.target) in _NO_SOURCES or any(sign in link.target for sign in _TEMPLATE):
            continue
        linked.add((target, link.start))
        if link.end > link.start:
            yield Cited(target, link.start, link.end)
        else:
            yield Cited(target, link.source.start, link.source.end, in_source=True)
    for entry in document.references:
        here = {target for target, start in linked if entry.start <= start < entry.end} if linked else set()
        for target in of_entry(entry.fields):
            yield Cited(target, entry.start, entry.end, entry=entry)
        target = of_link(entry.fields.get("url", ""), base)
        if target and target not in here and target not in of_entry(entry.fields):
            yield Cited(target, entry.start, entry.end, entry=entry)


def places_of(document: Document) -> Mapping[str, list[Cited]]:
    """Give the places of each target, in order of the first."""
    found: dict[str, list[Cited]] = {}
    for cited in cited_targets(document):
        found.setdefault(cited.target, []).append(cited)
    return found


def match_of(places: list[Cited], **values: str) -> Match:
    """Give one match for all places of a target; those of the prose where there are any, and the link rather than its entry."""
    first = next((one for one in places if not one.in_source), places[0])
    links = [one for one in places if one.entry is None and not one.in_source]
    kept = [one for one in places if one.entry is None or not any(one.start <= link.start < one.end for link in links)]
    spans = tuple(dict.fromkeys(Span(one.start, one.end) for one in kept if one.in_source == first.in_source))
    return Match(*spans[0], spans if len(spans) > 1 else (), values, in_source=first.in_source)
