"""Residue that comes in numbers: every place where it stands in a document is one thing to mend."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.finders.cues import Need
from auditor.finders.mention import mentioned
from auditor.finders.pattern import Apart, Place, find_pattern
from auditor.lexicon import Lazy, lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.document import Document


def holds_cue(document: Document, cues: list[str]) -> bool:
    """Tell whether the prose holds one of ``cues``: whole words where they are all ASCII letters, else pieces of it."""
    words, regex = _split(tuple(cues))
    return not words.isdisjoint(document.vocabulary) or (regex is not None and regex.find(document.lower)[0] >= 0)


def as_need(cues: tuple[str, ...]) -> Need:
    """Give what `holds_cue` asks for as a need."""
    words = frozenset(cue.encode() for cue in cues if _is_word(cue))
    return Need(words, tuple(cue.encode() for cue in cues if not _is_word(cue)))


def _is_word(cue: str) -> bool:
    return cue.isascii() and cue.isalpha()


def pieces_regex(cues: Iterable[str]) -> Lazy:
    """Give one pattern for literal ``cues`` in lower case: one pass costs less than a search for each."""
    return lazy("|".join(re.escape(cue).replace(r"\ ", r"\s") for cue in cues), ignore_case=False)


@lru_cache(maxsize=256)
def _split(cues: tuple[str, ...]) -> tuple[frozenset[bytes], Lazy | None]:
    words = frozenset(cue.encode() for cue in cues if _is_word(cue))
    pieces = [cue for cue in cues if not _is_word(cue)]
    return words, pieces_regex(pieces) if pieces else None


def find_repeated(
    document: Document,
    *,
    patterns: list[str],
    unlinked: bool = False,
    case: bool = False,
    inside: list[Place] = [],  # noqa: B006 — never changed; the default is part of the schema
    outside: list[Apart] = ["code", "math", "url"],  # noqa: B006
    mentions: bool = True,
    blockquotes: bool = True,
    wikitext: bool = True,
    least: int = 1,
    cues: list[str] = [],  # noqa: B006
) -> Iterator[Match]:
    """Yield one match for a document, with every place where one of ``patterns`` holds.

    ``unlinked``, ``case``, ``inside`` and ``outside`` are those of the finder “pattern”. ``mentions = false`` leaves out the
    places where the words are named rather than used (“the <br> tag”), ``blockquotes = false`` those inside block quotations.
    ``wikitext = false`` passes by what is evidently wikitext, whose own markup such places are.
    Fewer places than ``least`` are no match. A document that holds none of ``cues`` is passed by: lower-case words, or pieces
    of text where they are not all letters.
    """
    if (cues and not holds_cue(document, cues)) or (document.wikitext and not wikitext):
        return
    found = find_pattern(document, patterns=patterns, unlinked=unlinked, case=case, inside=inside, outside=outside)
    if not mentions:
        found = _used(document, found)
    places = tuple(Span(m.start, m.end) for m in found if blockquotes or not document.blocks[document.block_at(m.start)].quoted)
    if len(places) >= max(least, 1):
        yield Match(*places[0], places=places)


def _used(document: Document, found: Iterable[Match]) -> Iterator[Match]:
    """Give the matches that are no words being named, nor adjoin one that is: “such as [cite: 1][cite: 2]”."""
    named = -1  # where the last one that is named ends
    for match in found:
        if match.start == named or mentioned(document.data, match.start, match.end):
            named = match.end
        else:
            yield match
