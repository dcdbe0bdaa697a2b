"""Words that give a view to nobody in particular, where nothing near them tells who it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, lru_cache
from typing import Literal

from auditor import english
from auditor.lexicon import Lazy, lazy, letter_after, letter_before, words
from auditor.model import Match, Span
from auditor.text.cited_works import cites_work
from auditor.text.voices import PRONOUN, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Attribution, Sentence

Named = Literal["new", "any", "same", "ignored"]
_FAR = 1500  # bytes on either side of a match that are read where a sentence has no end
_MOST_PLACES = 40  # matches of a rule looked at in one sentence
_MOST_VOICES = 40  # attributions looked at around a match
_NAMED = ("person", "organisation", "document")
_MEMORY = 100_000  # bytes in which a name counts as mentioned before
_SPEECH_WORDS = 7  # a longer quotation is somebody's statement, not a phrase
_DEFINITE = frozenset(
    b"the these those both our my your such two three four five six seven eight nine ten whose if whether when unless "
    b"as-yet no not of than like among".split()
)
_VERBS = frozenset(  # words that do not open a voice
    b"is are was were be been being has have had as what it seen known held thought you there in to by on if we with so".split()
)
_OPENERS = frozenset(
    b"but and yet as while however meanwhile still today now although though since because so or also even indeed instead "
    b"here then conversely moreover overall currently historically traditionally recently increasingly later first in for "
    b"again nor perhaps once".split()
)
_ADJECTIVES = tuple(b"ical onal ental inary itary erary orary ive ous mic tic fic cial tial nal ral ual".split())  # endings
_AFTER = lazy(
    r"[\s,]*(?:(?:at|by|from|with|for|of|in the|including|such as|like|among them|who|whose|interviewed|cited|quoted|surveyed|"
    r"polled|familiar|close to|here|contacted|reached|consulted|convened|hired|commissioned|published|released|conducted|issued|"
    r"obtained|seen|compiled|led)\b)"
)
_BARE_DATE = lazy(  # a year alone is no name
    r" (?:published|released|conducted|carried out|issued|done) (?:online )?in (?:early |late )?(?:(?-i:[A-Z])[a-z]+ )?"
    r"(?:19|20)\d\d(?:[,.;]| (?:found|that|which|and|shows?|showed|suggests?|suggested)\b)"
)
_EXAMPLE = lazy(r"\b(?:among them|for example|for instance|led by|namely|most notably),? (?:the |former |Dr\.? )?(?-i:[A-Z])")
_AGENT = lazy(
    r"(?:[\s,]+[\w'’-]+){0,6},? by (?:(?:the |a |an |his |her |its |their |both |former |President |Sen\.? )*(?-i:[A-Z])|"
    r"(?:his|her|its|their) (?:own )?(?:crew|staff|family|colleagues|teammates|neighbou?rs|party|peers|employees|students|fans)\b)"
)
# Whose view it is: “a theory first put forward by the historian Beate Sommer”, “(Livy, 1.4)”.
_CREDITED = lazy(
    r"\b(?:theory|view|idea|claim|hypothesis|suggestion|notion|argument|proposal|reading|interpretation)\b[^.;]{0,60}?"
    r"\b(?:by|from|of) (?:the |a |an )?(?:[a-z]+ ){0,3}(?-i:[A-Z])"
    r"|\((?:see |e\.g\.,? |cf\. )?(?-i:[A-Z])[^()]{2,80}(?:[0-9]|\bed\.|\bp\.)[^()]{0,30}\)"
)
_CREDITED_NEXT = lazy(  # “The suggestion was made by me”
    r"\s*(?:the|this|that) (?:theory|idea|suggestion|claim|argument|notion|view|proposal|belief)\b[^.;]{0,60}?"
    r"\b(?:by|from|back to) "
)
# Who “researchers” are, where a team was told of before: “doctors at the University of Halden”.
_TEAM = lazy(
    r"\b(?:authors|doctors|investigators|physicians|researchers|scientists|team) (?:at|from|led by|with) (?:the )?(?-i:[A-Z])"
)
_THE_TEAM = (b"researchers", b"scientists", b"investigators")
_TEAM_REACHES = 2500  # bytes
_ANSWER = lazy(r"(?:\*\*|__)?[QA] ?[:.](?:\*\*|__)?\s", ignore_case=False)
_SELF = lazy(r"\bI\b|\bI['’](?:m|ve|d|ll)\b|\bmy\b", ignore_case=False)


def find_vague_voice(
    document: Document,
    *,
    patterns: list[str],
    unless: list[str] = [],  # noqa: B006 — never changed; the default is part of the schema
    look_ahead: int = 2,
    named: Named = "new",
    definite: bool = False,
    modified: bool = False,
    cited: bool = False,
) -> Iterator[Match]:
    """Yield the matches of ``patterns`` whose sentence, and the ``look_ahead`` sentences behind it, do not tell who.

    A group named ``it`` narrows the match to its words. Told is who: by a link or a citation marker in the sentence or the next
    (unless ``cited``), by a name that comes up for the first time (``named`` "new"), by whoever speaks behind it in the sentence
    too ("same") or by any voice that is described ("any"), by an example
    ("among them ..."), or by what a pattern of ``unless`` matches in those sentences. A voice with a definite article is one the
    text has told of before, and one with a name before or a description behind it is described: neither is reported without
    ``definite`` and ``modified``.

    Quotations, headings, lists of references, questions and sentences in the first person are left alone.
    """
    regex, excuse, group = _compiled(tuple(patterns), tuple(unless))
    for start, end, at in _places(document, regex, group):
        sentence = document.sentences[at]
        if end > sentence.end or not _in_prose(document, start, end, sentence) or _AGENT.begins(document.data, end, sentence.end):
            continue
        if not definite and _names_voice_first(document.data, start, end) and _is_definite(document.data, sentence, start):
            continue
        if (not modified and _is_described(document.data, start, end)) or (not cited and _cited(document, at, look_ahead)):
            continue
        stop = min(_stop(document, at, look_ahead), end + _FAR)
        if excuse and excuse.find(document.data, max(sentence.start, start - _FAR), stop)[0] >= 0:
            continue
        if named == "ignored" or not _told(document, at, Span(start, end), look_ahead, named):
            yield Match(start, end)


def _places(document: Document, regex: Lazy, group: int) -> Iterator[tuple[int, int, int]]:
    """The matches, or their group, that are whole words, each with its sentence; of an endless sentence only the first."""
    data, sentence, seen = document.data, -1, 0
    spans = (_narrowed(found[0], found[group]) for found in regex.groups(data)) if group else regex.spans(data)
    for start, end in spans:
        if letter_before(data, start) or letter_after(data, end):
            continue
        at = document.sentence_at(start)
        seen = seen + 1 if at == sentence else 1
        sentence = at
        if seen <= _MOST_PLACES:
            yield start, end, at


def _narrowed(whole: tuple[int, int], part: tuple[int, int]) -> tuple[int, int]:
    """The part of a match that is reported."""
    return part if part[0] >= 0 else whole


@lru_cache(maxsize=256)
def _compiled(patterns: tuple[str, ...], unless: tuple[str, ...]) -> tuple[Lazy, Lazy | None, int]:
    """The one pattern for all, that of all that excuses, and the number of the group ``it`` (0: none)."""
    whole = "|".join(f"(?:{p})" for p in patterns)
    excuse = lazy("|".join(f"(?:{p})" for p in unless)) if unless else None
    return lazy(whole), excuse, 1 if "(?P<it>" in whole else 0


def _in_prose(document: Document, start: int, end: int, sentence: Sentence) -> bool:
    """Whether the author speaks here: no heading, no quotation, no list of references, no question, no first person."""
    block = document.blocks[sentence.block]
    if block.kind in ("heading", "code", "caption") or block.quoted or document.in_references(start):
        return False
    if _ANSWER.begins(document.data, block.start, min(block.end, block.start + 12)):
        return False  # what is asked and answered in an interview is said by two who are known
    if document.data[sentence.end - 1 : sentence.end] == b"?" or document.marked(start, end, "code", "math"):
        return False
    if document.quoted_at(start):
        return False
    return _SELF.find(document.data, max(sentence.start, start - _FAR), min(sentence.end, end + _FAR))[0] < 0


def _voices(document: Document, first: int, last: int) -> tuple[Attribution, ...]:
    """The attributions in the sentences ``first`` to ``last``."""
    voices = document.attributions
    low = bisect_left(voices, first, key=lambda voice: voice.sentence)
    return voices[low : min(low + _MOST_VOICES, bisect_right(voices, last, key=lambda voice: voice.sentence))]


def _names_voice_first(data: bytes, start: int, end: int) -> bool:
    """Whether the match opens with the voice, so that the word before belongs to it: not “is seen by critics”."""
    first = data[start:end].split(None, 1)[0].lower()
    return first not in _VERBS and not first.endswith(b"ed")


def _is_definite(data: bytes, sentence: Sentence, start: int) -> bool:
    """Whether the word before makes the voice a known one: an article, a number, a name (the sentence's first word aside)."""
    before = data[max(sentence.start, start - 40) : start].split()
    if not before:
        return False
    word = before[-1]
    if word.lower().strip(b"(\"'") in _DEFINITE:
        return True
    if read(word).possessive and read(word).known:
        return True  # “the government's experts”
    if word[-1:] in b",;:)" or word.endswith("—".encode()):
        return False
    if b"of" in before[-4:] or (word == b"and" and len(before) > 1 and before[-2].strip(b"(\"'")[:1].isupper()):
        return True  # “a coalition of housing advocates”, “Norway and others”
    core = word.lstrip(b"(\"'\xe2\x80\x9c\x98")
    return core[:1].isupper() and not (len(before) == 1 and (core.lower() in _OPENERS or _is_adjective(core)))


def _is_adjective(word: bytes) -> bool:
    """Whether a word that opens a sentence only tells which sort, and names nobody: “Veterinary opinion”, not “Harvard experts”."""
    low = word.lower()
    return low in _sorts() or (low.endswith(_ADJECTIVES) and english.common(low))


@cache
def _sorts() -> frozenset[bytes]:
    return frozenset(word.encode() for word in words("quantifier"))


def _is_described(data: bytes, start: int, end: int) -> bool:
    """Whether the match ends with the voice itself and words behind it say which: ``experts at the port``."""
    stop = min(len(data), end + 60)
    known = read(data[start:end].split()[-1]).known
    return known and _AFTER.begins(data, end, stop) and not _BARE_DATE.begins(data, end, stop)


def _stop(document: Document, at: int, look_ahead: int) -> int:
    """Where the last of the sentences that may tell ends."""
    return document.sentences[min(at + look_ahead, len(document.sentences) - 1)].end


def _cited(document: Document, at: int, look_ahead: int) -> bool:
    """Whether the sentence or the next has a link or a citation marker (without looking ahead: only the sentence)."""
    start = document.sentences[at].start
    end = _stop(document, at, 1) if look_ahead else document.sentences[at].end + 4
    linked = any(link.target.strip("# ") for link in document.links_in(start, end))  # an empty one tells nobody anything
    if linked or document.markers_in(start, end) or any(start <= key.start < end for key in document.keys):
        return True
    return cites_work(document.data, document.sentences[at].start, document.sentences[at].end)


def _told(document: Document, at: int, place: Span, look_ahead: int, named: Named) -> bool:
    """Whether the sentence, or one of those behind it, names who is meant."""
    sentence, data = document.sentences[at], document.data
    stop = min(sentence.end, place.end + _FAR)
    if _CREDITED.find(data, place.start, stop)[0] >= 0 or _CREDITED_NEXT.begins(data, sentence.end, _stop(document, at, 1)):
        return True
    if _EXAMPLE.find(data, place.end, stop)[0] >= 0 or _is_the_team(data, place, sentence.start):
        return True
    if named in ("new", "same") and _speaks(document, sentence.end, _stop(document, at, look_ahead)):
        return True
    first = at - look_ahead if named == "any" else at
    voices = [v for v in _voices(document, first, at + look_ahead) if v.end > place.end or v.start < place.start]
    if named == "same" and any(v.start >= place.end and v.sentence == at and v.source and v.kind in _NAMED for v in voices):
        return True
    return any(_names(document, voice, sentence.start, named) for voice in voices)


def _is_the_team(data: bytes, place: Span, begin: int) -> bool:
    """Whether “researchers say” goes on with a team that was named above."""
    first = data[place.start : place.end].split(None, 1)[0].lower()
    return first in _THE_TEAM and _TEAM.find(data, max(0, begin - _TEAM_REACHES), begin)[0] >= 0


def _speaks(document: Document, start: int, end: int) -> bool:
    """Whether direct speech with a speaker begins in ``[start, end)``: a member of the group is being quoted."""
    quotes = document.quotes
    i = bisect_left(quotes, start, key=lambda quote: quote.start)
    while i < len(quotes) and quotes[i].start < end:
        if quotes[i].role == "speech" and quotes[i].speaker and quotes[i].words > _SPEECH_WORDS:
            return True
        i += 1
    return False


def _names(document: Document, voice: Attribution, first: int, named: Named) -> bool:
    """Whether a voice is a name, and one that the text had not mentioned before ``first`` unless ``named`` is "any"."""
    if not voice.source or (named != "any" and voice.kind not in _NAMED):
        return False
    if named == "any":
        return voice.kind != "vague"
    words = [w for w in voice.source.split() if w[:1].isupper() and len(w) > 2 and not read(w.encode()).flags & PRONOUN]
    if not words:
        return False
    name = words[-1].removesuffix("’s").removesuffix("'s").encode()
    return document.data.find(name, max(0, first - _MEMORY), first) < 0
