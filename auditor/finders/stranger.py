"""A speaker whom the text never introduces: a family name alone, without a first name, an office or a word on who it is."""

from __future__ import annotations

import re

from auditor import english
from auditor.lexicon import later, words
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Attribution

_NAME = later(r"(?!He\b|She\b|They\b)[A-Z][a-zà-ÿ'’-]+(?:[A-Z][a-zà-ÿ]+)?")
_PERSONAL = later(rb"[^.]{0,12}?\b(?:he|she)\b|[^.]{0,300}[.!?\"\x9d]+\s+(?:He|She)\b")
_TITLES = r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Sgt|Lt|Col|Capt|Rev|Hon|Adm|Maj|St)"
_NEAR = 400  # bytes behind a speaker in which a pronoun tells that it is a person
_SAID = frozenset("said says told added wrote tells".split())
_MOST_NAMES = 20  # names that are looked up in one text


def find_strangers(document: Document, *, least: int) -> Iterator[Match]:
    """Yield the first place of each family name that speaks at least ``least`` times and that nothing in the text introduces.

    Introduced is a name with a word with a capital letter before it, or with an explanation behind it: ``Holm, a nurse``.
    Only names that a pronoun for a person follows are looked at.
    """
    voices: dict[str, list[Attribution]] = {}
    for one in document.attributions:
        if one.source and one.kind == "person" and one.cue in _SAID and _is_name(document, one, one.source):
            voices.setdefault(one.source, []).append(one)
    text = document.text if voices else ""
    for name, places in list(voices.items())[:_MOST_NAMES]:
        first = places[0]
        if len(places) >= least and _is_person(document, first) and not _introduced(text, name):
            yield Match(first.start, first.end)


def _is_name(document: Document, one: Attribution, name: str) -> bool:
    """Whether a source is one word that stands there itself, no pronoun that means it, and is no word of English."""
    stands = name.encode() in document.data[one.start : one.end]
    return stands and _NAME.fullmatch(name) is not None and not english.common(name.lower().encode())


def _is_person(document: Document, one: Attribution) -> bool:
    return _PERSONAL.match(document.data, one.end, one.end + _NEAR) is not None


def _introduced(text: str, name: str) -> bool:
    """Whether the name stands anywhere with what tells who it is."""
    core = re.escape(name)
    roles = "|".join(words("speaker-noun"))
    before = rf"(?:\b[A-Z][\w’'-]*|{_TITLES}\.|\b(?:{roles}))[”\"’')]? +(?:\w\. +)?{core}\b"
    behind = rf"\b{core}(?:, (?:an?|the|who|whose|\d\d|of|his|her|its|their|then|now|[A-Z])|[’']s\b| \()"
    return re.search(rf"{before}|{behind}", text) is not None
