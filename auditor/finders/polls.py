"""Figures of polls whose pollster, date and sample the text does not tell."""

from __future__ import annotations

from auditor.finders.without import in_prose
from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_POLL = lazy(r"\b(?:polls?|surveys?|polling|respondents|(?:people|those) (?:polled|surveyed))\b")
_SHARE = lazy(
    r"\b\d[\d.]*(?:%| ?per ?cent\b)|\b(?:two|three)[- ](?:thirds|quarters)\b|"
    r"\b(?:one|two|three|four|seven|eight|nine) (?:in|out of) (?:three|four|five|ten)\b"
)
# Where people go to vote, what a land surveyor draws, and what is asked on leaving: no sample is to be told of these.
_OTHER_POLLS = lazy(
    r"\b(?:(?:at|to|from) the polls|polling (?:station|place|day|booth|card)s?|exit poll(?:s|ing)?|poll tax|"
    r"land survey|geological survey|poll workers?)\b"
)
# Who asked, whom, how many, when.
_METHOD = lazy(
    r"\b(?:gallup|pew|yougov|ipsos|quinnipiac|rasmussen|marist|monmouth|morning consult|harris|zogby|mori|emerson|suffolk|"
    r"sample|samples|margin of error|conducted|carried out|commissioned|interviewed|polled (?:\d|by)|surveyed (?:\d|by)|"
    r"released by|published by|"
    r"averages?|aggregate|realclearpolitics|fivethirtyeight|census)\b"
    r"|\b(?:polls?|surveys?|polling|study) (?:by|from|of|for|out of|in (?:the )?(?-i:[A-Z]))"
    r"|\b\d[\d,]* (?:adults|people|voters|respondents|americans|women|men|employees|households|companies|"
    r"participants|users|registered|likely)\b"
)
# A name right before the word: "a Harlow Institute poll", "the Moss/Byron News survey".
_NAMED = lazy(r"\b((?-i:[A-Z])[\w.’'/&-]+)(?-i:[- ][a-z]+)? (?:polls?|surveys?|polling)\b")
_NO_NAMES = frozenset(
    b"The A An One New Recent Latest Another Some Many Most This That Our National Public Opinion Online These Those But And In "
    b"Other Several Early Exit Election Internal Private Independent Statewide If When While Although However".split()
)


def find_polls_without_method(document: Document) -> Iterator[Match]:
    """Yield the share in each sentence that gives a poll's figure, where nothing tells whose poll it is, of whom and when.

    A pollster or sample told anywhere in the text is told, and so is one behind a link or a citation marker of the sentence.
    """
    data = document.data
    told: bool | None = None
    named: set[int] = set()
    done = -1
    for start, end in _POLL.spans(data):
        at = document.sentence_at(start)
        sentence = document.sentences[at]
        if at <= done or not in_prose(document, at, start, end):
            continue
        done = at
        first, last = _SHARE.find(data, sentence.start, sentence.end)
        if first < 0 or _OTHER_POLLS.find(data, sentence.start, sentence.end)[0] >= 0:
            continue
        if document.links_in(sentence.start, sentence.end) or document.markers_in(sentence.start, sentence.end):
            continue
        if told is None:
            told = _METHOD.find(data)[0] >= 0 or any(m[1] not in _NO_NAMES for m in _NAMED.finditer(data))
            named = {a.sentence for a in document.attributions if a.kind in ("person", "organisation")}
        if told:
            return
        if at not in named:
            yield Match(first, last)
