"""What a sentence rests on by its own words: links, citation markers, documents, voices, and the author's own work."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from auditor.domains import link_kind, publisher, registered_domain
from auditor.lexicon import later
from auditor.model import Support
from auditor.model.made import NamedTuple
from auditor.model.same import Same
from auditor.text.documents import DOCUMENT, OWN_WORK
from auditor.text.keys import find_keys
from auditor.text.senses import is_mute, says_nothing
from auditor.text.works import sites_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from auditor.model import Attribution, Claim, Footnote, Link, Marker, Quote, Reference, Sentence, SupportKind, VoiceKind

# Where a link leads that shows a reader nothing about the claim beside it.
NO_EVIDENCE = frozenset({"share", "search", "affiliate", "shop", "home", "anchor", "mail", "media", "local", "empty"})
NAMED_VOICES = frozenset({"person", "organisation", "document"})
_NO_SOURCES = frozenset({"", "nobody", "anyone", "anybody", "everyone", "everybody"})
PRONOUNS = frozenset(
    {"he", "she", "they", "it", "who", "we", "i", "you", "his", "her", "their", "my", "our", "this", "that", "these", "those"}
)
# Cues that hand on what somebody knows or holds. Others tell what somebody did with words or wants ("called for", "criticised",
# "vowed"): such a sentence is still the author's to source.
_HANDS_ON = later(
    r"sa(?:y|ys|id|ying)\b|t(?:ell|old)|according|in the words|accus|acknowledg|add(?:s|ed|ing)|admit|agree|alleg|announc|argu|"
    r"assert|believ|boast|calculat|caution|cit(?:e|es|ed)\b|claim|complain|conced|conclud|confirm|contend|continu|declar|den(?:y|ie)|describ|"
    r"disclos|document|emphasi|estimat|exclaim|explain|f(?:ind|ound)|guess|hint|indicat|inform|insist|jok|lament|maintain|mention|"
    r"not(?:ed|ing)\b|observ|point|post|predict|quip|read|recall|recount|record|reiterat|remark|repl|report|respond|reveal|rul|show|"
    r"speculat|stat|stress|suggest|testif|think|thought|tweet|underlin|warn|wrote|writ"
)

# What is still to be said, or only might be: "will tell you", "could say"; "went on to say" is a report.
_UNSAID = later(
    rb"(?:\b(?:will|would|can|cannot|could|should|must|may|might|shall|ought to|ha(?:s|ve) to|(?:able|refused|declined|expected|"
    rb"opportunity|need|needs|want|wants|time) to|let (?:me|us))|['\x99](?:ll|d))(?: [a-z]+){0,2} [a-z]+$",
    re.IGNORECASE,
)
_NEAR = 60  # bytes before the end of a cue in which its auxiliaries stand
_WISHES = ("want", "hope", "wish", "ask")

_PARTICIPLES = (
    "say",
    "tell",
    "add",
    "writ",
    "not",
    "accord",
    "argu",
    "claim",
    "explain",
    "insist",
    "report",
    "stat",
    "testif",
    "warn",
)

_OFFICE = later(
    r"\bspokes(?:man|woman|person|people)\b|^(?:the|his|her|their|its|[A-Z][\w.]+['’]s|[A-Z][\w.]+['’]) ", re.IGNORECASE
)
# "The mayor said": one only can be meant. "The official said" and "the findings suggest" leave open who.
_ANYBODY = later(
    r"\b(?:officials?|sources?|persons?|people|m[ae]n|wom[ae]n|aides?|advis[eo]rs?|insiders?|experts?|critics?|analysts?|"
    r"observers?|others?|supporters?|opponents?|allies|colleagues?|friends?|employees?|executives?|pundits?|commentators?|"
    r"historians?|economists?|scientists?|researchers?|residents?|voters?|latter|former|one|ones|some|many|most)$",
    re.IGNORECASE,
)
_SAYING = (
    "sa",
    "told",
    "tell",
    "according",
    "announc",
    "add",
    "confirm",
    "wrote",
    "writ",
    "report",
    "stat",
    "not",
    "estimat",
    "rul",
)


class Labels:
    """What citation markers can point to: entries by label, by place in the list and by author and year; footnotes; links."""

    def __init__(self, data: bytes, references: Sequence[Reference], footnotes: Sequence[Footnote], links: Sequence[Link]) -> None:
        self._names: dict[str, str] = {note.label.lower(): note.label for note in footnotes}
        self._names.update({link.label.lower(): link.label for link in links if link.label and link.target})
        for number, entry in enumerate(references, 1):
            self._names[(entry.label or str(number)).lower()] = entry.label or str(number)
        self._data, self._references = data, references
        self._authors: dict[str, str] | None = None

    def resolve(self, marker: Marker) -> str | None:
        """Give the name of the first entry, footnote or address that a marker leads to; None where it leads nowhere."""
        if marker.target:
            return registered_domain(marker.target) or marker.target
        for key in marker.keys:
            name = self._names.get(key.lower())
            if marker.kind == "key":
                return name or key  # a build step makes the list from a file beside the text
            if name is None and marker.kind == "author-year":
                name = self._by_author().get(key.lower())
            if name is not None:
                return name
        return None

    def _by_author(self) -> dict[str, str]:
        if self._authors is None:
            self._authors = {}
            others: dict[str, str] = {}
            for number, entry in enumerate(self._references, 1):
                words = self._data[entry.start : entry.end].decode("utf-8", "replace").lower()
                names = _WORD.findall(words[:160])  # authors open an entry
                for year in set(_YEAR.findall(words)):
                    for name in names:
                        found = self._authors if name == names[0] else others
                        found.setdefault(f"{name} {year}", entry.label or str(number))
            self._authors = {**others, **self._authors}  # the first author is the one that is named
        return self._authors


_ONE_OF_MANY = later(r"(?:an?|one|another|two|three|four|some|several) [a-z’' -]+$")  # only the first letter may be a capital
_TOLD = later(rb"[Tt]old ")
_YEAR = later(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
_WORD = later(r"[^\W\d_][\w’'-]+")


def at_sentence(starts: Sequence[int], offset: int) -> int:
    """Give the index of the sentence that holds an offset."""
    return max(bisect_right(starts, offset) - 1, 0)


def evidence_links(links: Sequence[Link], own: str) -> list[Link]:
    """Give the links that can show something about a claim; ``own`` is the address of the article itself.

    The article's own site, which paths lead to as well, is nobody else's word.
    """
    site = registered_domain(own) if own else ""
    return [
        link
        for link in links
        if link.kind != "image"
        and link_kind(link.target, own) not in NO_EVIDENCE
        and registered_domain(link.target) not in ("", site)
    ]


@lru_cache(maxsize=1024)
def source_of(target: str) -> str:
    """Give whose word a link brings: the site, of an archived copy the site that was copied; of an identifier, the work itself."""
    return publisher(target) or target.partition("//")[2].rstrip("/").removeprefix("www.") or registered_domain(target)


def from_links(links: Iterable[Link], starts: Sequence[int]) -> Iterable[tuple[int, Support]]:
    """Give the sentence and support of each link that is evidence."""
    for link in links:
        yield at_sentence(starts, link.start), Support("link", source_of(link.target), link.start, link.end)


_LETTERS = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def marker_sentences(data: bytes, markers: Sequence[Marker], sentences: Sequence[Sentence], starts: Sequence[int]) -> list[int]:
    """Give the sentence that each marker belongs to: one that opens a sentence closes the sentence before it in the block."""
    found, edge = [], -1
    for marker in markers:
        i = at_sentence(starts, marker.start)
        opens = marker.start <= sentences[i].start or (edge >= 0 and not data[edge : marker.start].strip(b" ,;"))
        opens = opens and data[marker.start] not in _LETTERS  # “Marlow et al. (2017) found” cites for what it opens
        if opens and i > 0 and sentences[i - 1].block == sentences[i].block:
            edge = marker.end
            i -= 1
        else:
            edge = -1
        found.append(i)
    return found


def from_markers(
    data: bytes, markers: Sequence[Marker], sentences: Sequence[Sentence], starts: Sequence[int], labels: Labels
) -> Iterable[tuple[int, Support]]:
    """Give the sentence and support of each citation marker that leads somewhere."""
    for marker, i in zip(markers, marker_sentences(data, markers, sentences, starts), strict=True):
        name = labels.resolve(marker)
        if name is not None:
            yield i, Support("marker", name, marker.start, marker.end)


class Voices(NamedTuple):
    """What attributions say of sentences: the support of those that somebody named says, and those that report.

    ``unnamed`` are those said by nobody in particular, with those where the same nobody goes on as "they".
    """

    named: list[tuple[int, Support]]
    reported: set[int]
    unnamed: set[int]


def voices_of(data: bytes, attributions: Iterable[Attribution]) -> Voices:
    """Give what attributions say of sentences: wishes, deeds, and what somebody will or should say are no reports."""
    named, reported, unnamed = found = Voices([], set(), set())
    first: dict[str, int] = {}
    for one in attributions:
        start, end, source, kind, cue, sentence = one
        hands_on = _hands_on(cue)
        if hands_on and says_nothing(data, end, cue):
            continue
        if (hands_on or (kind == "vague" and source is not None and not cue.startswith(_WISHES))) and not (
            source and _UNSAID.search(data, max(start, end - _NEAR), end)
        ):
            reported.add(sentence)
        if not hands_on and kind == "described" and source and source[0].isupper() and source.endswith("s") and " " not in source:
            continue  # “Engineers had asked for it”: the author tells it of them
        if source and source.lower() in PRONOUNS:
            if sentence - 1 in unnamed:
                unnamed.add(sentence)
        elif (
            not source
            or source.lower() in _NO_SOURCES
            or not _names(source, kind, cue)
            or (kind == "document" and source.lower() in _BARE_PAPERS and _introduced(data, source.lower(), first) > end + _NEAR)
        ):
            unnamed.add(sentence)
        elif hands_on and not _is_deed(source, kind, cue):
            named.append((sentence, Support("document" if kind == "document" else "voice", source, start, end)))
    return found


def _introduced(data: bytes, source: str, known: dict[str, int]) -> int:
    """Where a text first tells, "a report by …", of what is called no more than "the report"; its end where it never does."""
    if source not in known:
        noun = re.escape(source.removeprefix("the ").removesuffix("s").encode())
        found = re.search(rb"(?<!\bthe )\b%b" % noun, data, re.IGNORECASE)
        known[source] = found.start() if found else len(data) + _NEAR + 1
    return known[source]


_BARE_PAPERS = frozenset(("the report", "the survey", "the document", "the documents", "the figures", "the data", "the statistics"))


def _names(source: str, kind: VoiceKind, cue: str) -> bool:
    """Tell whether words say who speaks: a name, a document, or an office ("the mayor", a spokesman)."""
    if kind != "described":
        return kind in NAMED_VOICES
    if not cue.startswith(_SAYING) or is_mute(source):
        return False
    return _OFFICE.search(source) is not None and _ANYBODY.search(source) is None


@lru_cache(maxsize=1024)
def _hands_on(cue: str) -> bool:
    return _HANDS_ON.match(cue) is not None


def _is_deed(source: str, kind: VoiceKind, cue: str) -> bool:
    """Tell deeds and belongings from words.

    Studies show, people are shown; in "Byron's reports" Byron does not speak, nor does what she does, "indicating" something; and
    "the alleged call between Byron and Moss" is neither's word.
    """
    if source.endswith(("'s", "’s")):
        return not cue.startswith("according")
    if cue.endswith("ing"):
        return not cue.startswith(_PARTICIPLES)
    return kind == "person" and (cue == "alleged" or cue.startswith("show"))


def spoken(quotes: Iterable[Quote], attributions: Iterable[Attribution]) -> list[tuple[int, Support]]:
    """Give the sentence and support of each quotation whose speaker is told; a source without a name tells nobody."""
    nobody = {
        one.source for one in attributions if one.kind == "vague" or (one.kind == "described" and _is_one_of_many(one.source))
    }
    return [
        (quote.sentence, Support("voice", quote.speaker, quote.start, quote.end))
        for quote in quotes
        if quote.speaker
        and quote.told
        and quote.role in ("speech", "block")
        and quote.speaker.lower() not in PRONOUNS
        and quote.speaker not in nobody
    ]


def _is_one_of_many(source: str | None) -> bool:
    """Whether words tell of somebody without any name: ``an official``."""
    return source is not None and _ONE_OF_MANY.match(source[:1].lower() + source[1:]) is not None


def from_words(
    data: bytes,
    sentences: Sequence[Sentence],
    documents: Iterable[int],
    own_work: Iterable[int],
    *,
    quotes: Sequence[Quote],
    unnamed: AbstractSet[int],
) -> Iterable[tuple[int, Support]]:
    """Give the sentence and support of each document that some sentences name, and of the author's work that others tell of.

    What a quotation tells in the first person is its speaker's work, and what ``unnamed`` sources told the author is theirs.
    """
    starts = [quote.start for quote in quotes]
    kind: SupportKind
    for kind, pattern, places in (("document", DOCUMENT, documents), ("own-work", OWN_WORK, own_work)):
        for i in places:
            end = sentences[i].end
            first, last = pattern.find(data, sentences[i].start, end)
            while first >= 0:
                if kind == "document" or not (_within(quotes, starts, first) or (i in unnamed and _TOLD.match(data, first))):
                    yield i, Support(kind, _words(data, first, last), first, last)
                first, last = pattern.find(data, last, end)


def _within(quotes: Sequence[Quote], starts: Sequence[int], at: int) -> bool:
    """Whether a place is inside a quotation."""
    i = bisect_right(starts, at) - 1
    return i >= 0 and at < quotes[i].end


def from_keys(data: bytes, starts: Sequence[int]) -> Iterable[tuple[int, Support]]:
    """Give the sentence and support of each citation key, ``[@key]``: a build step makes the list from a file beside the text."""
    for start, end, name in find_keys(data):
        yield at_sentence(starts, start), Support("marker", name, start, end)


def _words(data: bytes, start: int, end: int) -> str:
    return " ".join(data[start:end].decode("utf-8", "replace").split())


def distinct_sources(
    claims: Iterable[Claim], references: Sequence[Reference], bodies: Mapping[str, str] | None = None
) -> frozenset[str]:
    """Give the independent sources behind some claims, each once: a site, an entry, a document or a voice.

    Entries that lead to one site are one source, and so are those of one work, and "Ada Byron" and "Byron"; the author's own
    work is none.
    ``bodies`` are those that names speak for (`auditor.text.bodies`): a company, its officers and its site are one source.
    """
    used = {one[:2] for claim in claims for one in _told_apart(claim.support)}
    sites = sites_of(Same(references)) if any(kind == "marker" for kind, _ in used) else {}
    found = {_key(kind, name, sites) for kind, name in used}
    if bodies:
        spoken_for = {_key("voice", name, sites): body for name, body in bodies.items()}
        spoken_for.update((_key("document", name, sites), body) for name, body in bodies.items())
        found = {spoken_for.get(key, key) for key in found}
    return frozenset(found - _NO_SOURCES)


def _told_apart(support: Sequence[Support]) -> Iterable[Support]:
    """Leave out whom a sentence names beside a citation: what they say is read in what is cited."""
    if any(one.kind == "marker" for one in support):
        return (one for one in support if one.kind not in ("voice", "document"))
    return support


_ACCORDING = later(r"^(?:according to|citing|as told in) ")


def _key(kind: SupportKind, name: str, sites: Mapping[str, str]) -> str:
    if kind == "own-work":
        return ""
    if kind == "marker":
        return sites.get(name) or f"[{name}]"
    if kind != "voice":
        return _ACCORDING.sub("", name.lower())
    last = (name.lower().split() or [""])[-1]
    return last.removesuffix("'s").removesuffix("’s") if last.endswith("s") else last
