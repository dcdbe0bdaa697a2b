"""Words without which a cue of claims cannot stand in a sentence, so that most patterns run on few sentences.

One look at the words of a sentence, each once, tells which patterns are worth running, and the points of the words
(`auditor.text.claim_points`) along with them.
"""

from __future__ import annotations

from functools import cache, reduce
from operator import or_

from auditor.text import claim_cues as cue
from auditor.text.claim_points import POINTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Beyond the bits of the cues: a verb of promises; "going to" and other hypotheses of two words; credits of a report.
_MORE = cue.PROMISE << 1
PROMISING, HYPOTHETICAL, CREDIT = _MORE, _MORE << 1, _MORE << 2

_NEEDS: dict[int, str] = {
    cue.NUMBER: """
        third thirds quarter quarters fifth fifths tenth tenths three four five ten half tens hundreds thousands millions
        billions trillions dozens hundred thousand million billion trillion dozen doubled tripled quadrupled halved twice
        times percent per
    """,
    cue.DATED: """
        january february march april may june july august september october november december jan feb mar apr aug sep sept
        oct nov dec monday tuesday wednesday thursday friday saturday sunday last past previous earlier ago later yesterday
    """,
    cue.SUPERLATIVE: """
        largest biggest smallest highest lowest oldest youngest fastest longest tallest deadliest worst richest wealthiest
        poorest busiest strongest weakest cheapest costliest hottest coldest fewest safest earliest leading only first most
        than record time never records far sole top nowhere other else number
    """,
    cue.ACCUSATION: """
        fraud fraudulent fraudulently bribe bribes bribed bribery embezzled embezzlement embezzling kompromat colluded
        collusion laundered laundering kickback kickbacks accused alleged allegedly illegal illegally unlawful unlawfully
        indicted convicted guilty raped rapist sexual sexually molested murdered murderer covered cover lied perjury
        blackmail blackmailed extorted extortion smuggled smuggling torture tortured war misconduct plagiarised plagiarized
        tax insider obstructed obstruction
    """,
    cue.CAUSAL: """
        led leads leading caused causes resulted results resulting because due contributed contributes triggered fueled
        fuelled fuels sparked linked associated responsible result thanks stem stems stemmed driven attributed blamed
    """,
    cue.SPECIALIST: """
        clinical vaccine vaccines placebo randomised randomized carcinogen carcinogenic mortality efficacy side antibody
        antibodies genome mutation peer statute court constitutional constitutionally emissions greenhouse gross gdp
        inflation unemployment life statistically risk odds
    """,
    cue.OWN_WORK: "i we our seen reviewed obtained analysed analyzed verified examined told interview",
    cue.DOCUMENT: """
        data figures statistics numbers estimate estimates records documents filing filings research polling analysis
        analyses study studies report reports survey surveys poll polls paper papers review audit census forecast forecasts
        calculations indictment complaint lawsuit memo transcript database investigation count tally published reported
        described appeared writing wrote printed according disclosures affidavit ruling release statement tweet post letter
        op speech testimony email conference
    """,
    cue.POINTER: "see read find consult view check download refer here",
    cue.DEED: "i we you he she they it",
    cue.DONE: "has have had hasn haven hadn ve",
    cue.DOING: "is are re",
    cue.PROMISE: "i we",
    PROMISING: "ll will would shall intend want plan propose going",
    HYPOTHETICAL: "won wouldn couldn shouldn going ll d let need needs have has expected",
    cue.HYPOTHESIS: """
        would could might may should must will if unless whether ought can cannot suppose imagine potential potentially
        perhaps hope hopes want wants
    """,
    CREDIT: """
        contributed reporting writing editing research declined refused request requests call calls message messages mail
        mails email emails question questions inquiry inquiries
    """,
}


@cache
def _bits() -> dict[bytes, int]:
    found = dict.fromkeys(POINTS, 0)
    for bit, words in _NEEDS.items():
        for word in words.split():
            found[word.encode()] = found.get(word.encode(), 0) | bit
    return found


def heard(words: Sequence[bytes]) -> tuple[frozenset[bytes], int, int]:
    """Give the words, of those of a sentence in lower case, that tell anything, their points, and the bits they may set off.

    `HYPOTHESIS` is sure, every other bit only says that the pattern of the cue may match.
    """
    found = _known().intersection(words)
    return found, sum(map(_points().__getitem__, found)), reduce(or_, map(_bits().__getitem__, found), 0)


@cache
def _known() -> frozenset[bytes]:
    return frozenset(_bits())


@cache
def _points() -> dict[bytes, int]:
    return {word: POINTS.get(word, 0) for word in _bits()}
