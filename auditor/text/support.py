"""What a sentence rests on by its own words: links, citation markers, documents, voices, and the author's own work."""

from __future__ import annotations

import re
from bisect import bisect_right

from auditor.domains import link_kind, registered_domain
from auditor.lexicon import later, lazy
from auditor.model import Support

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.model import Attribution, Claim, Footnote, Link, Marker, Quote, Reference, Sentence, SupportKind

# Where a link leads that shows a reader nothing about the claim beside it.
NO_EVIDENCE = frozenset({"share", "search", "affiliate", "shop", "home", "anchor", "mail", "empty"})
NAMED_VOICES = frozenset({"person", "organisation", "document"})
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

_PAPERS = (
    "(?:data|figures|statistics|numbers|estimates?|records|documents|filings?|research|polling|analysis|analyses|stud(?:y|ies)|reports?|surveys?|"
    "polls?|papers?|review|audit|census|forecasts?|calculations|indictment|complaint|lawsuit|memo|transcript|database)"
)
_DOCUMENT = lazy(
    r"\b(?:published|reported|described|appeared|writing|wrote|printed) (?:online |today |this week |on \w+ )?(?:in|by) "
    r"(?:the )?(?:journal |magazine )?(?-i:[A-Z])[\w&.’'-]+"
    rf"|\b{_PAPERS} (?:(?:released|published|compiled|collected|obtained|provided|issued|conducted|done|filed|made|prepared|"
    r"commissioned) )?"
    r"(?:(?:this|last) (?:week|month|year) |on \w+ )?(?:from|by|at|with) (?:the )?(?-i:[A-Z])[\w&.’'-]+"
    rf"|\baccording to (?:[\w’'-]+ ){{0,5}}?(?-i:[A-Z])[\w&.’'/-]+(?: [\w&.’'/-]+){{0,4}}? {_PAPERS}\b"
    r"|\b(?:court|police|public|tax|property|federal|state|election|campaign finance|regulatory|securities|sec|financial|company) "
    r"(?:records|documents|filings?|data|figures|statistics|disclosures)\b"
    r"|\b(?:the|an?|its|his|her|their) (?:\w+ )?(?:indictment|affidavit|complaint|lawsuit|court filing|ruling|press release|"
    r"news release|statement|regulatory filing|annual report|quarterly report|transcript|memo) "
    r"(?:said|says|stated|states|alleges|alleged|shows|showed|reads)\b"
    r"|\bin (?:an?|his|her|its|their) (?:\w+ )?(?:statement|tweet|post|letter|filing|memo|press release|news release|blog post|"
    r"op-ed|speech|testimony|email|news conference|press conference)\b"
)
_OWN_WORK = lazy(
    r"\b(?:we|i|our (?:own )?(?:team|reporters?|analysis|survey|tests?|measurements|reporting|review|testers|experiments?))"
    r"(?: have| had|['’]ve| then| also| first| again| independently| recently)* "
    r"(?:measured|tested|analy[sz]ed|surveyed|interviewed|counted|visited|reviewed|examined|obtained|calculated|sampled|recorded|"
    r"timed|benchmarked|"
    r"observed|asked|spoke (?:to|with)|talked (?:to|with)|found|shows?|showed|weighed|polled|watched|compared|collected|evaluated|"
    r"sequenced|"
    r"photographed|checked|ran|repeated|saw|noticed|attended|met with|plotted|scored|rated|drove|tasted|tried)\b"
    r"|\b(?:seen|reviewed|obtained|analy[sz]ed|verified|examined) by (?:the )?(?-i:[A-Z])[\w.’'-]+"
    r"|\b(?:told|an? interview with) (?:this (?:newspaper|magazine|publication|reporter|website)|me|us)\b"
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
            for number, entry in enumerate(self._references, 1):
                words = self._data[entry.start : entry.end].decode("utf-8", "replace").lower()
                years = set(_YEAR.findall(words))
                names = set(_WORD.findall(words[:160]))  # authors open an entry
                for year in years:
                    self._authors.update({f"{name} {year}": entry.label or str(number) for name in names})
        return self._authors


_YEAR = later(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
_WORD = later(r"[^\W\d_][\w’'-]+")


def at_sentence(starts: Sequence[int], offset: int) -> int:
    """Give the index of the sentence that holds an offset."""
    return max(bisect_right(starts, offset) - 1, 0)


def evidence_links(links: Sequence[Link], own: str) -> list[Link]:
    """Give the links that can show something about a claim; ``own`` is the address of the article itself."""
    return [link for link in links if link.kind != "image" and link_kind(link.target, own) not in NO_EVIDENCE]


def from_links(links: Iterable[Link], starts: Sequence[int]) -> Iterable[tuple[int, Support]]:
    """Give the sentence and support of each link that is evidence."""
    for link in links:
        name = registered_domain(link.target) or "this site"
        yield at_sentence(starts, link.start), Support("link", name, link.start, link.end)


def marker_sentences(data: bytes, markers: Sequence[Marker], sentences: Sequence[Sentence], starts: Sequence[int]) -> list[int]:
    """Give the sentence that each marker belongs to: one that opens a sentence closes the sentence before it in the block."""
    found, edge = [], -1
    for marker in markers:
        i = at_sentence(starts, marker.start)
        opens = marker.start <= sentences[i].start or (edge >= 0 and not data[edge : marker.start].strip(b" ,;"))
        if opens and i > 0 and sentences[i - 1].block == sentences[i].block:
            edge = marker.end
            i -= 1
        else:
            edge = -1
        found.append(i)
    return found


def from_markers(
    data: bytes, markers: Sequence[Marker], sentences: Sequence[Sentence], starts: Sequence[int], labels: Labels
) -> Iterable[tuple[int, tuple[Support, ...]]]:
    """Give the sentence of each citation marker and what it leads to: one support, or none."""
    for marker, i in zip(markers, marker_sentences(data, markers, sentences, starts), strict=True):
        name = labels.resolve(marker)
        yield i, () if name is None else (Support("marker", name, marker.start, marker.end),)


def is_named(one: Attribution) -> bool:
    """Tell whether an attribution says who speaks: a name, a document, or an office ("the mayor", a spokesman)."""
    if not one.source or one.source.lower() in PRONOUNS:
        return False
    if one.kind != "described":
        return one.kind in NAMED_VOICES
    return one.cue.startswith(_SAYING) and _OFFICE.search(one.source) is not None and _ANYBODY.search(one.source) is None


def unnamed_sentences(attributions: Iterable[Attribution]) -> frozenset[int]:
    """Give the sentences said by nobody in particular, with those where the same nobody goes on as "they"."""
    found: set[int] = set()
    for one in attributions:
        pronoun = one.source is not None and one.source.lower() in PRONOUNS
        if one.sentence - 1 in found if pronoun else not is_named(one):
            found.add(one.sentence)
    return frozenset(found)


def is_report(one: Attribution) -> bool:
    """Tell whether an attribution reports what somebody said or knows, however vague they are; wishes and deeds are no reports."""
    return _HANDS_ON.match(one.cue) is not None or (one.kind == "vague" and one.source is not None)


def from_voices(attributions: Iterable[Attribution]) -> Iterable[tuple[int, Support]]:
    """Give the sentence and support of each attribution to someone, or something, that is named."""
    for one in attributions:
        if not one.source or not _HANDS_ON.match(one.cue) or not is_named(one) or _is_deed(one):
            continue
        yield one.sentence, Support("document" if one.kind == "document" else "voice", one.source, one.start, one.end)


def _is_deed(one: Attribution) -> bool:
    """Tell deeds and belongings from words.

    Studies show, people are shown; in "Byron's reports" Byron does not speak, nor does what she does, "indicating" something; and
    "the alleged call between Byron and Moss" is neither's word.
    """
    if (one.source or "").endswith(("'s", "’s")):
        return not one.cue.startswith("according")
    if one.cue.endswith("ing"):
        return not one.cue.startswith(_PARTICIPLES)
    return one.kind == "person" and (one.cue.startswith("show") or one.cue == "alleged")


def spoken(quotes: Iterable[Quote]) -> list[tuple[int, Support]]:
    """Give the sentence and support of each quotation whose speaker is told."""
    return [
        (quote.sentence, Support("voice", quote.speaker, quote.start, quote.end))
        for quote in quotes
        if quote.speaker and quote.role in ("speech", "block") and quote.speaker.lower() not in PRONOUNS
    ]


def from_words(data: bytes, starts: Sequence[int]) -> Iterable[tuple[int, Support]]:
    """Give the sentence and support of each document named in the running text, and of the author's own work."""
    for start, end in _DOCUMENT.spans(data):
        yield at_sentence(starts, start), Support("document", _words(data, start, end), start, end)
    for start, end in _OWN_WORK.spans(data):
        yield at_sentence(starts, start), Support("own-work", _words(data, start, end), start, end)


def from_keys(data: bytes, starts: Sequence[int]) -> Iterable[tuple[int, Support]]:
    """Give the sentence and support of each citation key, ``[@key]``: a build step makes the list from a file beside the text."""
    if b"[@" in data:
        for start, end in _KEYS.spans(data):
            yield at_sentence(starts, start), Support("marker", _words(data, start + 2, end), start, end)


_KEYS = lazy(r"\[@[A-Za-z][\w:./+-]*")


def _words(data: bytes, start: int, end: int) -> str:
    return " ".join(data[start:end].decode("utf-8", "replace").split())


def distinct_sources(claims: Iterable[Claim], references: Sequence[Reference]) -> frozenset[str]:
    """Give the independent sources behind some claims, each once: a site, an entry, a document or a voice.

    Entries that lead to one site are one source, and so are "Ada Byron" and "Byron"; the author's own work is none.
    """
    sites = {entry.label or str(number): _site(entry.fields.get("url", "")) for number, entry in enumerate(references, 1)}
    used = {(one.kind, one.name) for claim in claims for one in claim.support}
    return frozenset(key for kind, name in used if (key := _key(kind, name, sites)))


def _site(url: str) -> str:
    return registered_domain(url) if url else ""


def _key(kind: SupportKind, name: str, sites: Mapping[str, str]) -> str:
    if kind == "own-work":
        return ""
    if kind == "marker":
        return sites.get(name) or f"[{name}]"
    if kind != "voice":
        return name.lower()
    last = name.lower().split()[-1:] or [""]
    return last[0].removesuffix("'s").removesuffix("’s")
