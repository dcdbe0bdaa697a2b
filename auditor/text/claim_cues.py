"""The cues of claims that are more than a word: a bit and a pattern for each.

A pattern runs on the sentences that hold a word without which it cannot match (`auditor.text.claim_needs`). All of them together
as one automaton (`re2.Set`) took twice the time: it has more states than a processor keeps at hand.
"""

from __future__ import annotations

from functools import lru_cache
from typing import get_args

from auditor.lexicon import lazy
from auditor.model import ClaimKind
from auditor.text.documents import OWN_WORK as OWN_WORK_WORDS
from auditor.text.documents import PERHAPS_DOCUMENT, PERHAPS_POINTER

KINDS: tuple[ClaimKind, ...] = get_args(ClaimKind)
NUMBER, EVENT, QUOTATION, SUPERLATIVE, ACCUSATION, CAUSAL, SPECIALIST, CITED = (1 << i for i in range(len(KINDS)))
# A date; a digit; what could be; perhaps the author's work, a document, a pointer to one; a deed of "we" or "they"; what has been
# done, and what is being done; a name inside the sentence; what "I" or "we" will do.
DATED, DIGIT, HYPOTHESIS, OWN_WORK, DOCUMENT, POINTER, DEED, DONE, DOING, NAMED, PROMISE = (
    1 << i for i in range(len(KINDS), len(KINDS) + 11)
)

NUMBER_WORDS = (
    r"\b(?:(?:one|two|three|four|five|six|seven|eight|nine)[- ](?:thirds?|quarters?|fifths?|tenths?|in (?:three|four|five|ten))|"
    r"half (?:of|a million|a billion)|"
    r"(?:tens|hundreds|thousands|millions|billions|trillions|dozens) of|"
    r"(?:a|one|two|three|four|five|six|seven|eight|nine|ten|several|few) (?:hundred|thousand|million|billion|trillion|dozen)|"
    r"(?:doubled|tripled|quadrupled|halved|twice as|three times as|percent|per cent))\b"
)
_DATE = (
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
    "written|born|known|given|seen|shown|drawn|driven|chosen|gone|done|grown|thrown|broken|been|had|said|fallen|risen|begun|"
    "gotten|shrunk"
)
_ADVERB = (
    "(?:[a-z]+ly|also|then|later|never|not|already|again|once|often|still|first|both|since|soon|just|even|twice|now|long|ever|"
    "yet|so)"
)
NOT_NAMES = (  # capitalised where a sentence begins, and no actor
    "If When As Once Unless Until While Though Although Because Since After Before Based Compared Given Related Asked "
    "And But Or So Yet Nor In On At By For With From To Not Also Then There Here That This These Those It Its What Which "
    "Who How Why Where We You Our Your My Now Just Even The All Some Many Most Others Another Nothing Everyone Anyone "
    "Someone Nobody Image Photo Advertisement"
).split()
_DEED = (
    r",?(?: (?:who|which|that))?"
    r"(?: " + _ADVERB + r")?(?: (?:has|have|had|was|were)(?: " + _ADVERB + r")?(?: (?:been|being))?)? (?:" + _PAST + r")\b"
)
_NAME = r"(?:\b[A-Z][\w.-]*[a-z]\b|\b[A-Z]{2,}\b|\b(?:" + _ACTOR + r")\b|\b(?:he|she|they|He|She|They)\b)"
EVENTS = lazy(_NAME + _DEED, ignore_case=False)
PAST_FORM = lazy(r"\b(?:" + _PAST + r"|was|were)\b")
_WORDS: dict[int, str] = {
    SUPERLATIVE: (
        "(?:the|its|their|his|her|our|[a-z]['’]s|of|second|third|one of the|[a-z]+ly) ?[- ](?:[a-z]+[- ])?(?:largest|biggest|"
        "smallest|highest|lowest|oldest|"
        "youngest|fastest|longest|tallest|deadliest|worst|richest|wealthiest|poorest|busiest|strongest|weakest|cheapest|costliest|"
        "hottest|"
        "coldest|fewest|safest|earliest|leading cause)|the (?:world|country|nation)['’]s (?:first|only|most)|first (?:time|ever)|"
        "(?:the )?most [a-z-]+(?: [a-z]+)? (?:in|of|ever|since|for)|"
        "the only [a-z]+ (?:to have|ever to|in the (?:world|country|state|league|region))|"
        "the first (?:[a-z-]+ ){0,2}?(?:in the (?:world|country)|of its kind)|"
        "['’]s (?:leading|top|number one|sole|only) [a-z]+|(?:nowhere|no one|nobody|nothing) else in|"
        "no other [a-z]+ (?:[a-z]+ )?(?:has|have|is|was)|"
        "more [a-z]+ than any|than any other|(?:record|all[- ]time) (?:high|low|"
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
        "contribut(?:ed|es) to|triggered|"
        "fuel(?:l?ed|s (?:an?|the|its|his|her|our|more|further|such|fears?|speculation|anger|debate|demand))|"
        "sparked|linked (?:to|with)|associated with|responsible for|as a result of|"
        "thanks to|"
        "stems? from|stemmed from|driven by|attributed to|blamed (?:on|for)"
    ),
    SPECIALIST: (
        "clinical trials?|vaccines?|placebo|randomi[sz]ed|carcinogen(?:ic)?|mortality|efficacy|side effects|antibod(?:y|ies)|"
        "genome|mutation|"
        "peer[- ]reviewed|statute|supreme court (?:ruled|held)|constitutional(?:ly)?|emissions|greenhouse gas|"
        "gross domestic product|gdp|inflation rate|"
        "unemployment rate|life expectancy|statistically significant|"
        "(?:rais|reduc|increas|lower|cut|halv|doubl)(?:es?|s|ed|ing)? (?:the|their|your|his|her) (?:risk|odds) of"
    ),
}
_CLAIM_WORDS = lazy("|".join(rf"\b(?:{words})\b" for words in _WORDS.values()))
_KIND_OF = tuple((kind, lazy(rf"(?:{words})\b")) for kind, words in _WORDS.items())
WORDS_OF = {kind: lazy(rf"\b(?:{words})\b") for kind, words in _WORDS.items()}

_HYPOTHESIS = (
    r"\b(?:would|could|might|may|should|must|will|if|unless|whether|ought|can|cannot|can['’]t|won['’]t|wouldn['’]t|couldn['’]t|"
    r"shouldn['’]t|going to|"
    r"i['’]ll|we['’]ll|he['’]ll|she['’]ll|they['’]ll|you['’]ll|it['’]ll|['’]d like|let['’]s|need to|needs to|have to|has to|"
    r"suppose|imagine|expected to|"
    r"potential|potentially|perhaps|hope|hopes|want|wants)\b"
)


def first_kind(data: bytes, start: int, end: int) -> int:
    """Give the kind of the first claim word in a sentence that has one."""
    first, last = _CLAIM_WORDS.find(data, start, end)
    words = data[first:last].lower()
    return _kind(words)


@lru_cache(maxsize=1024)
def _kind(words: bytes) -> int:
    return next(kind for kind, one in _KIND_OF if one.begins(words, 0, len(words)))


_MAYBE = f"(?: {_ADVERB})?"
_ACTS = (  # a deed of a pronoun, what has been done, what is being done
    rf"\b(?:i|we|you|he|she|they|it){_MAYBE} (?:{_PAST})\b",
    rf"(?:\b(?:has|have|had)(?:n['’]t)?|['’]ve){_MAYBE} (?:{_PAST})\b",
    rf"(?:\b(?:is|are)|['’]re){_MAYBE} [a-z]{{2,}}ing\b",
)
ACTS = lazy("|".join(_ACTS))
_PROMISE = (
    r"\b(?:i|we)(?:['’]ll| will| would| shall| intend to| want to| plan to| propose to|(?:['’]m|['’]re| am| are) "
    r"(?:not )?going to)\b"
)
NAMES = lazy(r"[a-z,] \(?[A-Z][a-z]", ignore_case=False)
# Each cue with its pattern, which `auditor.text.claim_needs` says when to run.
WORDED = tuple(WORDS_OF.items())
DATES = lazy(_DATE)
NUMBERS = lazy(NUMBER_WORDS)
HYPOTHESES = lazy(_HYPOTHESIS)
PROMISES = lazy(_PROMISE)
DONE_OR_DOING = tuple(zip((DEED, DONE, DOING), map(lazy, _ACTS), strict=True))
SOURCES = ((OWN_WORK, OWN_WORK_WORDS), (DOCUMENT, lazy(PERHAPS_DOCUMENT)), (POINTER, lazy(PERHAPS_POINTER)))
