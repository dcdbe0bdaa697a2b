"""Why a sentence needs a source, as its words tell: numbers, events, superlatives, accusations, causes, specialist statements.

A few passes over the whole prose find the cues; each cue is then placed in its sentence. What a sentence is made of (a question,
an instruction, a wish, the author's own opinion) can take the need away again.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from functools import cache, lru_cache
from typing import NamedTuple, get_args

from auditor.lexicon import later, lazy
from auditor.model import ClaimKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.lexicon import Lazy
    from auditor.model import Block, Sentence, Span

KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
NUMBER, EVENT, QUOTATION, SUPERLATIVE, ACCUSATION, CAUSAL, SPECIALIST, CITED = (1 << i for i in range(len(KINDS)))
_DATED = 1 << len(KINDS)  # a date: an event where the sentence tells something past
_SURE = NUMBER | EVENT  # kinds that hold in a sentence about what could be
_NAMED_ONLY = ACCUSATION  # nobody is accused where nobody is named
_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# What may touch a figure: not "3D", "5th", "2B".
_COUNTED = frozenset((b"", b"%", b"k", b"m", b"bn", b"tn", b"s", b"km", b"kg", b"mph", b"cents"))
_SIZES = (b"old", b"olds", b"bit", b"way", b"page", b"part", b"step", b"minute", b"hour", b"day", b"week", b"month", b"point")
_DIGIT = later(rb"\d")
_DIGITS = frozenset(b"0123456789")
_YEAR = later(rb"1[5-9]\d\d|20\d\d")

_UNIT = (
    "%|per ?cent|percent|percentage points?|million|billion|trillion|thousand|hundred|dozen|people|men|women|children|deaths|"
    "cases|jobs|votes|seats|times|dollars|euros|pounds|cents|years|months|weeks|days|hours|minutes|seconds|miles|km|kilomet(?:re|"
    "er)s|"
    "met(?:re|er)s|feet|acres|hectares|tons?|tonnes|kg|degrees|points|mph|barrels|countries|states|cities|homes|households"
)
# First what only looks like a figure (it begins with a letter or bracket, or holds a colon or slash), then figures.
_NUMBER = lazy(
    r"\[[\d@][^\]\n]{0,200}\]|#\d+"
    r"|\b(?:https?://|www\.)\S+"
    r"|\b(?:figs?\.?|figures?|tables?|sections?|chapters?|appendix|steps?|parts?|pages?|pp?\.|versions?|no\.|items?|vol(?:ume|\.)|"
    r"episodes?|phase|round|act|lines?|rule|article|question|option|type|level|route|highway|interstate|room|gate|channel|boeing|"
    r"windows|python|ios|android|iphone|area|apollo|super bowl|world war|title|proposition|prop\.?|amendment) #?\d[\w.–-]*"
    r"|\b[a-z]+[-‑]?\d[\w-]*"
    r"|\b\d+[:/]\d[\d:/]*(?: ?[ap]\.?m\b)?|\b\d{1,2} ?(?:[ap]\.?m\b)"
    r"|[$€£¥] ?\d[\d.,]*(?: ?(?:m|bn|k|million|billion|trillion)\b)?"
    r"|\b\d[\d.,]*(?:k|m|bn|tn)\b|\b\d[\d.,]*(?:[a-z]\d|[a-rt-z]\b|[a-z]{2,}\d|-?(?:bit|way|page|part|step|minute|hour|day|week|"
    r"month|point)\b)[\w-]*"
    r"|\b\d[\d.,]*(?:[-–‑]year[-‑]olds?|s\b|(?:st|nd|rd|th)\b|[-–‑ ]?(?:" + _UNIT + r")\b|%)?"
    r"|\b(?:(?:one|two|three|four|five|six|seven|eight|nine)[- ](?:thirds?|quarters?|fifths?|tenths?|in (?:three|four|five|ten))|"
    r"half (?:of|a million|a billion)|"
    r"(?:tens|hundreds|thousands|millions|billions|trillions|dozens) of|"
    r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|several|few) (?:hundred|thousand|million|billion|trillion|dozen)|"
    r"(?:doubled|tripled|quadrupled|halved|twice as|three times as|percent|per cent))\b"
)
_DATE = lazy(
    r"\b(?:(?:january|february|april|june|july|august|september|october|november|december)\b|(?:mar|jan|feb|apr|aug|sept?|oct|nov|"
    r"dec)\. \d|"
    r"(?:on|last|this|since|by|until) (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|march \d|may \d|"
    r"(?:last|earlier this|this past|the previous) (?:week|month|year|night|spring|summer|fall|autumn|winter|decade|century)\b|"
    r"(?:years?|months?|weeks?|days?|decades?) (?:ago|earlier|later)\b|yesterday\b)"
)
# The nouns that act in the news although nobody writes them with a capital letter.
_ACTOR = (
    "administration|agency|army|assembly|authorities|bank|board|cabinet|church|city|commission|committee|company|companies|"
    "congress|council|"
    "county|court|department|firm|government|governor|group|house|judge|jury|justices|lawmakers|legislature|mayor|military|"
    "minister|ministry|"
    "navy|office|officers|officials|organi[sz]ation|parliament|party|police|president|prosecutors|regulators?|republicans|"
    "democrats|researchers|scientists|"
    "school|senate|senator|state|team|troops|soldiers|rebels|protesters|union|university|hospital|voters"
)
_PAST = (
    "[a-z]{2,}ed|won|lost|beat|became|began|bought|brought|broke|built|came|chose|cut|died|drew|drove|fell|felt|fought|fled|flew|"
    "forced|found|gave|"
    "got|grew|held|hit|hurt|kept|knew|laid|led|left|let|lent|made|meant|met|paid|pulled|put|quit|ran|rose|saw|sent|set|shot|shut|"
    "sank|sold|sought|"
    "spent|split|spoke|spread|stood|stole|struck|sued|swept|swore|taken|took|taught|threw|told|took|torn|understood|upheld|vowed|"
    "went|withdrew|wrote|"
    "written|born|known|given|seen|shown|drawn|driven|chosen|gone|done|grown|thrown|broken|been|had|said"
)
_ADVERB = (
    "(?:[a-z]+ly|also|then|later|never|not|already|again|once|often|still|first|both|since|soon|just|even|twice|now|long|ever|"
    "yet|so)"
)
_EVENT = lazy(
    r"(?:\b[A-Z][\w.-]*[a-z]\b|\b[A-Z]{2,}\b|\b(?:" + _ACTOR + r")\b|\b(?:he|she|they|He|She|They)\b),?(?: (?:who|which|that))?"
    r"(?: " + _ADVERB + r")?(?: (?:has|have|had|was|were)(?: " + _ADVERB + r")?(?: (?:been|being))?)? (?:" + _PAST + r")\b",
    ignore_case=False,
)
_WORDS: dict[int, str] = {
    SUPERLATIVE: (
        "(?:the|its|their|his|her|our|[a-z]['’]s|of|second|third|one of the|[a-z]+ly) ?[- ](?:[a-z]+[- ])?(?:largest|biggest|"
        "smallest|highest|lowest|oldest|"
        "youngest|fastest|longest|tallest|deadliest|worst|richest|wealthiest|poorest|busiest|strongest|weakest|cheapest|costliest|"
        "hottest|"
        "coldest|fewest|safest|earliest|leading cause)|the (?:world|country|nation)['’]s (?:first|only|most)|first (?:time|ever)|"
        "(?:the )?most [a-z]+ (?:in|of|ever|since|for)|more [a-z]+ than any|than any other|(?:record|all[- ]time) (?:high|low|"
        "number)s?|"
        "never before|since records began|by far the"
    ),
    ACCUSATION: (
        "fraud(?:ulent(?:ly)?)?|bribe(?:s|d|ry)?|embezzl(?:ed|ement|ing)|kompromat|collu(?:ded|sion)|launder(?:ed|ing)|kickbacks?|"
        "money[- ]laundering|"
        "accused|alleged(?:ly)?|illegal(?:ly)?|unlawful(?:ly)?|indicted|convicted|guilty|rap(?:ed|ist)|"
        "sexual(?:ly)? (?:assault(?:ed)?|abused?|harass(?:ed|ment))|"
        "molested|murder(?:ed|er)|covered up|cover[- ]up|lied|perjury|blackmail(?:ed)?|extort(?:ed|ion)|smuggl(?:ed|ing)|tortured?|"
        "war crimes?|misconduct|plagiari[sz](?:ed|ed)|tax evasion|insider trading|obstruct(?:ed|ion of justice)"
    ),
    CAUSAL: (
        "led to|leads to|leading to|has caused|have caused|caused|causes|caused by|resulted in|results in|resulting in|because of|"
        "due to|"
        "contribut(?:ed|es) to|triggered|fuel(?:l?ed|s)|sparked|linked (?:to|with)|associated with|responsible for|as a result of|"
        "thanks to|"
        "stems? from|stemmed from|driven by|attributed to|blamed (?:on|for)|raises? the risk|reduces? the risk|increases? the risk"
    ),
    SPECIALIST: (
        "clinical trials?|vaccines?|placebo|randomi[sz]ed|carcinogen(?:ic)?|mortality|efficacy|side effects|antibod(?:y|ies)|"
        "genome|mutation|"
        "peer[- ]reviewed|statute|supreme court (?:ruled|held)|constitutional(?:ly)?|emissions|greenhouse gas|"
        "gross domestic product|gdp|inflation rate|"
        "unemployment rate|life expectancy|statistically significant"
    ),
}
_CLAIM_WORDS = lazy("|".join(rf"\b(?:{words})\b" for words in _WORDS.values()))
_KIND_OF = tuple((kind, lazy(rf"(?:{words})\b")) for kind, words in _WORDS.items())

# How sentences begin that assert nothing about the world: what I think, want and will do; what you should do.
_INSTRUCTIONS = (
    "click|open|press|select|choose|enter|type|run|install|add|remove|mix|stir|pour|bake|heat|preheat|cook|place|put|turn|use|try|"
    "check|read|"
    "see|watch|visit|subscribe|follow|share|sign|join|contact|call|send|download|consider|note|keep|take|give|get|go|start|stop|"
    "make|set|"
    "save|copy|move|create|write|update|configure|navigate|scroll|tap|drag|drop|whisk|fold|serve|drain|slice|chop|combine|butter|"
    "beat|"
    "grease|roll|dice|peel|rinse|soak|melt|toss|grill|fry|roast|knead|spread|store|wash|dry|insert|attach|connect|unplug|measure|"
    "weigh|"
    "season|simmer|boil|sprinkle|cover|transfer|let|leave|wait|repeat|avoid|ensure|verify"
)
_FILLERS = "and|but|so|well|now|yes|no|then|again|look|personally|frankly"
_ASIDE = lazy(
    rf"[\"'“‘(]?(?:(?:{_FILLERS})[,—–-]? )*"
    r"(?:(?:i|we|let me|let['’]s|i['’]d|i['’]ll|i['’]m|we['’]ll|you|you['’]ll|please)\b"
    r"(?: (?:also|really|just|still|certainly|would|do|don['’]t|can|can['’]t|personally|strongly|always|firmly|honestly|never|all|"
    r"have to|"
    r"['’]m))* "
    r"(?:think|believe|feel|hope|want|wish|guess|suppose|doubt|suspect|know|love|like|hate|agree|disagree|need|should|must|ought|"
    r"will|"
    r"say|tell|ask|thank|look|see|remember|understand|imagine|expect|prefer|can|could|might|may|would|try|mean|am|are|going|to|"
    r"intend|"
    r"plan|support|oppose|care|trust|pray)\b"
    r"|(?:let me|let['’]s|please|i['’]m|i['’]d|i['’]ll|we['’]ll|you['’]ll|don['’]t|do not|make sure|be sure|suppose|imagine|"
    r"remember to)\b"
    rf"|(?:{_INSTRUCTIONS}) "
    r"(?:the|a|an|your|it|this|that|these|those|all|each|every|in|on|off|up|out|to|for|with|into|until|about|at|some|more|over|"
    r"one|two|half|"
    r"any|us|me|our|here|[a-z]+ly)\b)"
)
_ASIDE_WORDS = frozenset(
    word.encode() for word in f"{_FILLERS}|{_INSTRUCTIONS}|i|we|let|you|please|don|do|be|suppose|imagine|remember".split("|")
)
_FIRST_WORD = later(rb"[^A-Za-z]{0,4}([A-Za-z]+)")
_HYPOTHESIS = lazy(
    r"\b(?:would|could|might|may|should|must|will|if|unless|whether|ought|can|cannot|can['’]t|won['’]t|wouldn['’]t|couldn['’]t|"
    r"shouldn['’]t|going to|"
    r"i['’]ll|we['’]ll|he['’]ll|she['’]ll|they['’]ll|you['’]ll|it['’]ll|['’]d like|let['’]s|need to|needs to|have to|has to|"
    r"suppose|imagine|expected to|"
    r"potential|potentially|perhaps|hope|hopes|want|wants)\b"
)
_NOT_NAMES = frozenset(  # capitalised where a sentence begins, and no actor
    b"If When As Once Unless Until While Though Although Because Since After Before Based Compared Given Related Asked "
    b"And But Or So Yet Nor In On At By For With From To Not Also Then There Here That This These Those It Its What Which "
    b"Who How Why Where We You Our Your My Now Just Even The All Some Many Most Others Another Nothing Everyone Anyone "
    b"Someone Nobody Image Photo Advertisement".split()
)
_CAPITAL = later(rb"[^\w\"'\x9c\x98(]\s*[A-Z]")
_PAST_FORM = lazy(r"\b(?:" + _PAST + r"|was|were)\b")
_TECHNICAL = later(rb"\{%|\{\{|\\(?:begin|frac|mathbb|mathcal|theta|sum|ref|cite)\b|\$\$")
_CLOSED = later(rb"[.!:)\]]")
_FRAGMENT = 60  # bytes: an item of a list that is shorter and ends without a full stop is a label ("250 g flour")
_PROSE = ("paragraph", "item")


class Prose(NamedTuple):
    """A text as claims are looked for in it; ``starts`` are the starts of its sentences, ``skip`` its lists of references.

    ``technical`` tells that formulas or template tags may stand in sentences.
    """

    data: bytes
    blocks: Sequence[Block]
    sentences: Sequence[Sentence]
    starts: Sequence[int]
    skip: Sequence[Span]
    technical: bool = False

    def sentence_at(self, offset: int) -> int:
        """Give the index of the sentence that holds an offset (the nearest before, where it falls between two)."""
        return max(bisect_right(self.starts, offset) - 1, 0)


def find_kinds(prose: Prose) -> list[int]:
    """Give for each sentence the kinds of claim its words make, as bits; 0 for none.

    Sentences outside running text (headings, cells, captions), in lists of references, and questions have none.
    """
    kinds = [0] * len(prose.sentences)
    for cue, judge in _CUES:
        _place(cue, judge, prose, kinds)
    for i, kind in enumerate(kinds):
        if kind:
            kinds[i] = _settled(prose.data, prose.sentences[i], kind) if may_claim(prose, i) else 0
    return kinds


def _place(cue: Lazy, judge: Callable[[bytes, int, int], int], prose: Prose, kinds: list[int]) -> None:
    """Find the first cue in each sentence that its judge takes for one: the rest of the sentence is not looked at."""
    data, starts = prose.data, prose.starts
    at, last = 0, len(starts) - 1
    find, size = cue.find, len(data)
    while True:
        start, at = find(data, at, size)
        if start < 0:
            return
        kind = judge(data, start, at)
        if kind:
            i = bisect_right(starts, start) - 1
            kinds[max(i, 0)] |= kind
            if i == last:
                return
            at = max(starts[i + 1], at)


def _figure(data: bytes, start: int, end: int) -> int:
    """The bit for what `_NUMBER` found: a number, a date (a bare year), or nothing."""
    kind = _figure_kind(data[start:end])
    if kind == NUMBER and data[end - 1] in b".)" and (start == 0 or data[start - 1] in b"\n"):
        return 0  # "1." begins a line: the number of an item
    return kind


@lru_cache(maxsize=4096)
def _figure_kind(words: bytes) -> int:
    figure = words.rstrip(b".,").lower()
    if figure[0] in b"[#" or (figure[0] in _LETTERS and _DIGIT.search(figure)) or b":" in figure or b"/" in figure:
        return 0
    unit = figure.lstrip(b"0123456789.,")
    if unit.replace(b".", b"").strip() in (b"am", b"pm"):
        return 0
    if figure[0] in _DIGITS and ((unit[:1].isalpha() and unit not in _COUNTED) or (unit[:1] == b"-" and unit.endswith(_SIZES))):
        return 0
    return _DATED if _YEAR.fullmatch(figure) else NUMBER


def _date(_data: bytes, _start: int, _end: int) -> int:
    return _DATED


def _event(data: bytes, start: int, _end: int) -> int:
    return 0 if data[start : data.find(b" ", start, start + 20)] in _NOT_NAMES else EVENT


def _claim_word(data: bytes, start: int, end: int) -> int:
    return _word_kind(data[start:end].lower())


@lru_cache(maxsize=4096)
def _word_kind(words: bytes) -> int:
    return next(kind for kind, one in _KIND_OF if one.begins(words, 0, len(words)))


_CUES: tuple[tuple[Lazy, Callable[[bytes, int, int], int]], ...] = (
    (_NUMBER, _figure),
    (_DATE, _date),
    (_EVENT, _event),
    (_CLAIM_WORDS, _claim_word),
)


def _settled(data: bytes, sentence: Sentence, kinds: int) -> int:
    """What remains of a sentence's kinds once it is known what sort of sentence it is."""
    start, end = sentence.start, sentence.end
    if kinds & _DATED:
        kinds &= ~_DATED
        if not kinds & EVENT and _PAST_FORM.find(data, start, end)[0] >= 0:
            kinds |= EVENT
    if not kinds or is_aside(data, sentence):
        return 0
    if kinds & _NAMED_ONLY and not kinds & EVENT and not _CAPITAL.search(data, start + 1, end):
        kinds &= ~_NAMED_ONLY
    if kinds & ~_SURE and _HYPOTHESIS.find(data, start, end)[0] >= 0:
        kinds &= _SURE
    return kinds


def is_aside(data: bytes, sentence: Sentence) -> bool:
    """Tell whether a sentence is an instruction, or says what its author thinks, wants or will do."""
    first = _FIRST_WORD.match(data, sentence.start, sentence.end)
    return first is not None and first[1].lower() in _ASIDE_WORDS and _ASIDE.begins(data, sentence.start, sentence.end)


def may_claim(prose: Prose, i: int) -> bool:
    """Tell whether a sentence can be a claim at all: running text, not a question, not the label of a list's item."""
    start, end, block = prose.sentences[i]
    kind, footnote = prose.blocks[block].kind, prose.blocks[block].footnote
    if kind not in _PROSE or footnote is not None or (prose.skip and _inside(prose.skip, start)):
        return False
    if prose.technical and _TECHNICAL.search(prose.data, start, end):
        return False
    tail = prose.data[max(start, end - 5) : end]
    if b"?" in tail:
        return False
    return kind == "paragraph" or end - start > _FRAGMENT or _CLOSED.search(tail) is not None


def _inside(spans: Sequence[Span], offset: int) -> bool:
    """Tell whether an offset lies in one of the spans, which are in order and apart."""
    i = bisect_right(spans, (offset, sys.maxsize)) - 1
    return i >= 0 and offset < spans[i].end


def is_technical(data: bytes) -> bool:
    """Tell whether a prose holds formulas or template tags."""
    return any(mark in data for mark in (b"{%", b"{{", b"$$", b"\\begin", b"\\frac", b"\\math", b"\\ref"))


def kinds_of(mask: int) -> tuple[ClaimKind, ...]:
    """Give the names of the kinds in a set of bits."""
    return _names(mask)


@cache
def _names(mask: int) -> tuple[ClaimKind, ...]:
    return tuple(kind for i, kind in enumerate(KINDS) if mask & (1 << i))
