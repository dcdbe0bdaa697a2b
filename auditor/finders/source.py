"""What stands in the source but not in the prose: raw tags that a reader of Markdown or HTML drops, and link targets."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache

from auditor.finders.repeated import pieces_regex
from auditor.lexicon import Lazy, lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_FENCE = lazy(r"(?m:^ {0,3}(?:```|~~~))")


def find_in_source(document: Document, *, patterns: list[str], cues: list[str], case: bool = False) -> Iterator[Match]:
    """Yield one match for a document, with every place of the source where one of ``patterns`` holds, outside of code.

    A group named ``it`` narrows the match to its words. A document whose source holds none of ``cues``, pieces of text in
    lower case, is passed by. ``case``: letters match in their own case only.
    """
    data = document.source_data
    lower = document.lower if document.format == "text" else data.lower()
    if not _pieces(tuple(cues)).search(lower):
        return
    regex, group = _compiled(tuple(patterns), case)
    places = tuple(Span(*(m.span(group) if group and m.start(group) >= 0 else m.span())) for m in regex.finditer(data))
    places = outside_code(document, places)
    if places:
        yield Match(*places[0], places=places, in_source=True)


def outside_code(document: Document, places: tuple[Span, ...]) -> tuple[Span, ...]:
    """Give those of ``places`` in the source, which are in order, that do not lie in code, between fences or after a backtick."""
    if not places or document.format == "text":
        return places
    data = document.source_data
    fences = [m.start() for m in _FENCE.finditer(data)]
    outside, at, line, ticks = [], 0, 0, 0
    for place in places:  # goes on from the place before: a line may hold thousands
        newline = data.rfind(b"\n", at, place.start) + 1
        if newline:
            at, line, ticks = newline, newline, 0
        ticks += data.count(b"`", at, place.start)
        at = place.start
        if not (ticks % 2 or data.startswith((b"    ", b"\t"), line) or bisect_left(fences, line) % 2):
            outside.append(place)
    return tuple(outside)


def find_in_targets(document: Document, *, patterns: list[str], cues: list[str]) -> Iterator[Match]:
    """Yield one match for a document, with every link or image whose target holds one of ``patterns``.

    The place is the matched part of the target where it is written inside the link, else the whole link. A document whose
    targets hold none of ``cues``, pieces of text in lower case, is passed by.
    """
    links = (*document.all_links, *document.images)
    targets = "\n".join(link.target for link in links).lower()
    if not any(cue in targets for cue in cues):
        return
    data = document.source_data
    regex, _ = _compiled(tuple(patterns), False)
    places = set()
    for link in links:
        if not regex.search(link.target.encode("utf-8", "replace")):
            continue
        if link.kind == "bare" and document.marked(link.start, link.end, "code"):
            continue
        found = regex.search(data, *link.source)
        places.add(Span(*found.span()) if found else link.source)
    if places:
        ordered = tuple(sorted(places))
        yield Match(*ordered[0], places=ordered, in_source=True)


@lru_cache(maxsize=64)
def _pieces(cues: tuple[str, ...]) -> Lazy:
    return pieces_regex(cues)


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...], case: bool) -> tuple[Lazy, int]:  # noqa: FBT001 — a cache's key
    whole = "|".join(f"(?:{p})" for p in patterns)
    return lazy(whole, ignore_case=not case), 1 if "(?P<it>" in whole else 0
