"""How far the words of a sentence speak for a statement that can be looked up, in points: the grade of a claim.

One cue seldom decides: "taxes", "rose", "since", "than" each say little, together they say that somebody can be asked for the
figures; "I", "hope", "should", "good" take away from it. The points are the rounded weights of a logistic regression over
sentences of political debates that people had judged worth checking or not, in steps of half a logit; each list is one phenomenon
of the language. They are summed over the different words of a sentence.
"""

from __future__ import annotations

ENOUGH = 3  # points that make a claim of a sentence with a cue of one of the kinds
ENOUGH_ALONE = 4  # and of one that has only quantities in words or deeds of pronouns

_MASSES = "percent million billion trillion millions billions trillions"
_PARTS = "half third thirds quarter quarters twice double doubled doubles tripled halved majority percentage average"
_NUMERALS = """
    two three four five six seven eight nine ten eleven twelve thirteen fifteen twenty thirty forty fifty sixty seventy
    eighty ninety hundred hundreds thousand thousands
"""
_CHANGES = """
    up down higher lower increase increased increases increasing decrease decreased decreasing decline declined
    declining rise rises risen rising rose fall falls fallen falling fell grow grew grown growing skyrocketed
    skyrocketing dropped dropping reduced reduction shrunk shrinking expanded lost losing gained cut cuts cutting raised
    raising lowered
"""
_QUANTIFIERS = "most many few fewer every nobody none only almost nearly single all each"
_EXTREMES = """
    largest biggest smallest highest lowest oldest fastest longest worst richest poorest strongest weakest strictest
    wealthiest greatest first last record ever
"""
_INDICATORS = """
    tax taxes taxation deficit deficits debt debts budget budgets spending unemployment unemployed inflation employment
    wage wages salary salaries income incomes earnings price prices cost costs rate rates premium premiums export
    exports import imports trade production output growth revenue revenues profit profits sales crime poverty job jobs
    mortgage mortgages interest benefits funding emissions turnout enrollment enrolment immigration population
    bankruptcies foreclosures surplus investment investments productivity economy demand supply consumption deaths rent
    rents dollars
"""
_PUBLIC_AFFAIRS = """
    bill bills law laws act amendment legislation treaty agreement resolution program programs plan policy sanctions
    troops weapons nuclear missile missiles military insurance medicare medicaid security court congress senate
    committee commission administration border oil energy school schools welfare gun guns drug drugs war companies
    corporations bank banks seniors veterans workers farmers immigrants government
"""
_STANCES = """
    supported supports opposed opposes favored favoured favors favours proposed proposes advocated rejected approved
    blocked refused
"""
_VOTES = """
    vote votes voted voting veto vetoed vetoes cosponsored sponsored ratified enacted repealed endorsed appointed
    nominated signed passed introduced
"""
_DENIALS = "did didn hasn haven never"
_STATES = "was were wasn weren"
_SAYING = "said says told called indicated announced admitted acknowledged reported report promised pledged claimed denied"
_TIMES = "since after under during before until ago year years month months week weeks today now currently"
_DOUBTS = "if unless whether suppose imagine perhaps maybe probably possible possibly"
_MODALS = "would could might may should must will ought can cannot won wouldn couldn shouldn ll"
_WISHES = "need needs needed want wants wanted let hope hopes try trying gotta"
_JUDGEMENTS = """
    good great important best proud wrong right honest strong tough wonderful terrible beautiful fair hard difficult
    certainly freedom value values dream dreams faith opportunity future leadership strength courage challenge
    challenges peace trust care love believe believed believes think thinks thought feel disaster serious
"""
_TALK = """
    question questions answer answers debate tonight issue issues point points word words talk talks talked talking
    difference position thank thanks minutes here
"""
_QUESTION_WORDS = "what why how who"
_NOBODY = "anybody anyone somebody someone everybody everyone something anything thing things kind sort way ways"
_LISTS: tuple[tuple[int, str], ...] = (
    # quantities, parts, comparisons
    (3, _MASSES),
    (3, _PARTS),
    (2, "than"),
    (1, _NUMERALS),
    (1, _CHANGES),
    (1, _QUANTIFIERS),
    (1, _EXTREMES),
    # what public figures are kept of, and public affairs
    (1, _INDICATORS),
    (1, _PUBLIC_AFFAIRS),
    # deeds on record: who voted, was for or against it, said so, and when
    (4, _STANCES),
    (3, _VOTES),
    (2, _DENIALS),
    (1, _STATES),
    (1, _SAYING),
    (1, _TIMES),
    (1, "by there"),
    # what could be, or is wanted
    (-1, _DOUBTS),
    (-1, _MODALS),
    (-1, _WISHES),
    # what is felt, or held to be good or bad
    (-2, _JUDGEMENTS),
    # the speakers and their talk
    (-1, "i"),
    (-1, "me my mine myself"),
    (-1, "you your yours yourself yourselves"),
    (-1, _TALK),
    # nobody and nothing in particular
    (-1, _QUESTION_WORDS),
    (-1, _NOBODY),
)
POINTS: dict[bytes, int] = {word.encode(): points for points, words in _LISTS for word in words.split()}
QUANTITIES = frozenset(word.encode() for words in (_NUMERALS, _MASSES, _PARTS, "than") for word in words.split())
CHANGES = frozenset(word.encode() for word in _CHANGES.split())
DEEDS = frozenset(word.encode() for words in (_VOTES, _STANCES, _DENIALS, _STATES) for word in words.split())
