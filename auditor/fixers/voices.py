"""Who may be meant where nobody is named: the only one who speaks near by. Whether it is so, nobody but the author knows."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter

from auditor.lexicon import later
from auditor.model import Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.document import Document
    from auditor.model import Attribution, Match, Span

_NAME = later(r"(?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w’'-]+")  # in full: a family name alone is somebody named before
# what somebody is called who belongs to a group, by a word of the group
_MEMBERS = {
    "critic|opponent|detractor|sceptic|skeptic": r"critics?|opponents?|opposes?|opposed|critici[sz]\w+|sceptics?|skeptics?",
    "supporter|proponent|advocate|backer|defender|fan|campaigner|activist": (
        r"supporters?|proponents?|advocates?|backers?|supports?|campaigners?|activists?|founder|director|president"
    ),
    "expert|analyst|scholar|historian|economist|scientist|researcher|academic|observer|psychologist|doctor|specialist|lawyer": (
        r"experts?|analysts?|scholars?|historians?|economists?|scientists?|researchers?|academics?|professor|fellow|psychologists?"
        r"|doctors?|physicians?|specialists?|lawyers?|attorneys?|strategists?"
    ),
    "official|authorit|leader|insider|lawmaker": (
        r"officials?|spokes\w+|secretary|minister|director|chief|chair\w*|leaders?|senators?|mayor"
    ),
}
_SAYS = later(
    r"(?:said|says|say|told|tells|argue[sd]?|warn(?:s|ed)?|according to|wrote|writes|explain(?:s|ed)?|add(?:s|ed)?|note[sd]?"
    r"|believe[sd]?|claim(?:s|ed)?|think(?:s)?|called|calls)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_PROSE = ("paragraph", "item")


def suggest_speaker(document: Document, match: Match) -> Iterator[Fix]:
    """Yield, for each quotation, the only person who speaks in its paragraph."""
    for span in match.spans:
        at = document.block_at(span.start)
        voice = _only_one(document, at, at, span)
        if voice:
            yield Fix((), f"may be the words of {_who(document, voice)}", "suggestion")


def suggest_name(document: Document, match: Match) -> Iterator[Fix]:
    """Yield, for each group that nobody can ask, the only person who speaks behind it in its paragraph and in the next."""
    for span in match.spans:
        at = document.block_at(span.start)
        voice = _only_one(document, at, at + 1, span)
        if voice and voice.sentence > document.sentence_at(span.start) and _is_one_of(document, voice, document.words(*span)):
            yield Fix((), f"may mean {_who(document, voice)}", "suggestion")


def _only_one(document: Document, first: int, last: int, span: Span) -> Attribution | None:
    """Give the first words of the only person that a run of blocks lets speak outside of a span; None of none, and of two."""
    if document.in_references(span.start):
        return None
    found: list[Attribution] = []
    for voices in _speaking(document, first, last):
        outside = next((voice for voice in voices if voice.end <= span.start or voice.start >= span.end), None)
        if outside:
            found.append(outside)
            if len(found) > 1:
                return None
    if not found or found[0].kind != "person" or not _NAME.search(found[0].source or ""):
        return None
    return found[0]


@lru_cache(maxsize=64)
def _speaking(document: Document, first: int, last: int) -> Sequence[Sequence[Attribution]]:
    """Give what each of those says whom a run of blocks lets speak; nobody where some of it is no prose. Every place of it asks."""
    blocks = document.blocks[max(first, 0) : last + 1]
    if not blocks or any(block.kind not in _PROSE for block in blocks):
        return ()
    attributions, start = _in_order(document), attrgetter("start")
    low, high = bisect_left(attributions, blocks[0].start, key=start), bisect_left(attributions, blocks[-1].end, key=start)
    found: dict[str, list[Attribution]] = {}
    for voice in attributions[low:high]:
        if voice.source and voice.kind in ("person", "organisation", "described") and _SAYS.match(voice.cue):
            found.setdefault(_last(voice.source), []).append(voice)
    return tuple(found.values())


@lru_cache(maxsize=2)
def _in_order(document: Document) -> Sequence[Attribution]:
    """Give the attributions by where they start: within a sentence they come in the order in which they were found."""
    return sorted(document.attributions, key=attrgetter("start"))


@lru_cache(maxsize=64)
def _is_one_of(document: Document, voice: Attribution, group: str) -> bool:
    """Tell whether a name is called, right before it or behind a comma, what a member of a group is called."""
    sentence, name = document.sentences[voice.sentence], re.escape(voice.source or "")
    words = document.words(sentence.start, sentence.end)
    for names, called in _MEMBERS.items():
        beside = rf"\b(?:{called}) {name}|{name}, (?:[\w’'-]+ ){{0,6}}?(?:{called})\b"
        if re.search(rf"\b(?:{names})", group, re.IGNORECASE) and re.search(beside, words):
            return True
    return False


def _last(name: str) -> str:
    return name.rstrip(".").split()[-1].casefold().removesuffix("’s").removesuffix("'s")


def _who(document: Document, voice: Attribution) -> str:
    line, _ = document.lines.line_column(document.lines.point(document.offsets.to_source(voice.start, voice.end).start))
    return f"{voice.source}, who speaks in line {line}"
