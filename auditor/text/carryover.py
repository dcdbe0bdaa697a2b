"""The carry-over rules: how a source named in one sentence serves another. All of them stand here, each with its name and reason.

A rule never serves a sentence that its author gave to nobody in particular ("critics say"): who said it is told there, badly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from auditor.lexicon import later, lazy
from auditor.model import Support

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.model import Block, Sentence
    from auditor.text.kinds import Prose


class CarryOver(NamedTuple):
    """A rule: its name (what `Support.rule` holds) and the sentence that explains it to a reader."""

    name: str
    says: str


CARRY_OVERS: dict[str, str] = {
    "interview": "In a transcript, or a declared interview with marked questions and answers, what is told is the speakers' own.",
    "list-lead-in": "The sentence that introduces a list with a colon names the source of its items.",
    "inside-quotation": "A quotation over several sentences has one speaker.",
    "speaker-continues": "A sentence that opens with “he”, “she”, “they” or “it” goes on with the source of the sentence before.",
    "topic-sentence": "A source named earlier in the paragraph serves the sentences that follow it there.",
    "paragraph-end": "A link, citation or voice that closes a paragraph serves the sentences before it.",
    "next-paragraph": "Among paragraphs of one or two sentences, as in news, a named source serves its neighbours.",
    "poll": "Shares of the people asked in a poll that the text names elsewhere come from that poll.",
    "lead": "The opening may say without a source what is told in detail, and sourced, below.",
}

_MOST_AFTER = 4  # sentences that a voice reaches forward in its paragraph
_MOST_BEFORE = 3  # and back from the paragraph's end
_PREAMBLE = 6_000  # bytes at the start of a text where an interview is declared
_TURNS = 6  # changes of speaker
_NEWS_SENTENCES = 2  # a paragraph of the news has at most so many
_LEAD_SENTENCES = 6
_FEWEST_KEYS = 2  # names and figures of the opening that are told again, with a source, below
_MOST_KEYS, _MOST_PLACES = 12, 8
_PRONOUN = lazy(
    r"[\"'“‘]?(?:he|she|they|it|his|her|their|its|the (?:\w+ )?(?:study|report|survey|poll|statement|researchers|"
    r"authors|company|"
    r"agency|ministry|department|group|team|court|ruling|filing|document|paper|letter|complaint|lawsuit|indictment))\b"
)
_QUESTION = lazy(r"(?m)^[ \t]*\**(?:q(?:uestion)?\**[.:]|[^\n?]{5,300}\?\**[ \t]*$)")
_ANSWER = lazy(r"(?m)^[ \t]*\**(?:a(?:nswer)?\**[.:]|(?-i:[A-Z])[\w.’'-]+(?: (?-i:[A-Z])[\w.’'-]+){0,2}\**:)")
_DECLARED = lazy(
    r"\b(?:interview(?:ed)?|conversation|spoke (?:to|with)|talked (?:to|with)|q ?& ?a|edited for (?:length|clarity|"
    r"brevity)|sat down with)\b"
)
_POLL = later(r"\b(?:polls?|surveys?|polling|census)\b", re.IGNORECASE)
_NAMED_POLL = lazy(
    r"\b(?-i:[A-Z])[\w.’'-]+(?:[ /](?:(?-i:[A-Z])[\w.’'/-]+|news|research|center|university|for|of|"
    r"the)){0,6} (?:polls?|surveys?|polling)\b"
)
_SHARE = lazy(
    r"\b\d[\d.]*(?:%| ?per ?cent\b)[^.]{0,160}\b(?:sa(?:y|id|ying)|think|thought|believed?|voters|respondents|adults|"
    r"americans|republicans|democrats|"
    r"those|view(?:ed)?|support(?:ed)?|favou?r(?:ed)?|oppos(?:e|ed)|approv(?:e|ed)|disapprov(?:e|ed)|trust(?:ed)?)\b|"
    r"\b(?:voters|respondents|adults|"
    r"americans|republicans|democrats|women|men|public)\b[^.]{0,120}\b\d[\d.]*(?:%| ?per ?cent\b)"
)
_KEYS = later(rb"\b(?:[A-Z][\w-]{2,}|\d[\d.,]*\d)\b")


@dataclass(slots=True)
class Ground:
    """What the rules look at.

    ``claims`` are indices of sentences, ``unnamed`` the sentences that are given to nobody named, ``spoken`` the quotations
    that have a speaker, ``support`` the sources so far by sentence, and ``ends`` the last sentence of each block.
    """

    prose: Prose
    claims: Sequence[int]
    unnamed: frozenset[int]
    spoken: Sequence[Support]
    support: dict[int, list[Support]]
    ends: dict[int, int]

    @property
    def data(self) -> bytes:
        """The prose."""
        return self.prose.data

    @property
    def blocks(self) -> Sequence[Block]:
        """Its blocks."""
        return self.prose.blocks

    @property
    def sentences(self) -> Sequence[Sentence]:
        """Its sentences."""
        return self.prose.sentences

    def open(self) -> list[int]:
        """Give the claims without a source that a rule may serve."""
        return [i for i in self.claims if i not in self.support and i not in self.unnamed]

    def carry(self, i: int, sources: Sequence[Support], rule: str) -> None:
        """Give a claim the first of the sources, by a rule."""
        self.support[i] = [sources[0]._replace(rule=rule)]


def carry_over(ground: Ground) -> None:
    """Apply every rule, the surest first; each serves only claims that are still without a source."""
    for name in CARRY_OVERS:
        _RULES[name](ground, name)


def _interview(ground: Ground, rule: str) -> None:
    data = ground.data
    if not _is_interview(data) and not _is_transcript(data):
        return
    for i in ground.claims:  # what the interviewed person heard from others is still theirs to tell
        if i not in ground.support:
            ground.support[i] = [Support("own-work", "interview", 0, 0, rule)]


def _is_interview(data: bytes) -> bool:
    """Tell whether a text declares an interview and marks its questions and answers."""
    if b"?" not in data or _DECLARED.find(data, 0, min(len(data), _PREAMBLE))[0] < 0:
        return False
    return all(sum(1 for _ in islice(marks.spans(data), 2)) == 2 for marks in (_QUESTION, _ANSWER))


def _is_transcript(data: bytes) -> bool:
    """Tell whether a text calls itself a transcript and names its few speakers line by line."""
    if b"ranscript" not in data:
        return False
    labels = [data[start:end].strip(b" \t*") for start, end in _ANSWER.spans(data)]
    return len(labels) >= _TURNS and len(set(labels)) * 2 <= len(labels)


def _list_lead_in(ground: Ground, rule: str) -> None:
    blocks, sentences = ground.blocks, ground.sentences
    for i in ground.open():
        at = sentences[i].block
        if blocks[at].kind != "item":
            continue
        container, before = blocks[at].container, at - 1
        while before >= 0 and blocks[before].kind == "item" and blocks[before].container == container and at - before < 40:
            before -= 1
        last = ground.ends.get(before, -1)
        if last >= 0 and ground.data[: sentences[last].end].endswith(b":") and last in ground.support:
            ground.carry(i, ground.support[last], rule)


def _inside_quotation(ground: Ground, rule: str) -> None:
    spoken, at = ground.spoken, 0
    for i in ground.open() if spoken else ():
        start = ground.sentences[i].start
        while at < len(spoken) and spoken[at].end <= start:
            at += 1
        if at < len(spoken) and spoken[at].start <= start:
            ground.carry(i, [spoken[at]], rule)


def _speaker_continues(ground: Ground, rule: str) -> None:
    for i in ground.open():
        before = ground.support.get(i - 1)
        sentence = ground.sentences[i]
        near = before and before[0].kind != "marker" and sentence.block - ground.sentences[i - 1].block <= 1
        if before and near and _PRONOUN.begins(ground.data, sentence.start, sentence.end):
            ground.carry(i, before, rule)


def _topic_sentence(ground: Ground, rule: str) -> None:
    for i in ground.open():
        block = ground.sentences[i].block
        for before in range(i - 1, max(i - 1 - _MOST_AFTER, -1), -1):
            if ground.sentences[before].block != block:
                break
            sources = [s for s in ground.support.get(before, ()) if s.kind != "marker" and not s.rule]
            if sources:
                ground.carry(i, sources, rule)
                break


def _paragraph_end(ground: Ground, rule: str) -> None:
    for i in ground.open():
        block = ground.sentences[i].block
        last = ground.ends[block]
        sources = [s for s in ground.support.get(last, ()) if not s.rule]
        far = [s for s in sources if s.kind in ("marker", "link", "document")]
        if far or (sources and last - i <= _MOST_BEFORE):
            ground.carry(i, far or sources, rule)


def _next_paragraph(ground: Ground, rule: str) -> None:
    sentences, blocks = ground.sentences, ground.blocks

    def short(block: int) -> bool:
        last = ground.ends[block]
        first = last - _NEWS_SENTENCES
        return first < 0 or sentences[first].block != block

    for i in ground.open():
        block = sentences[i].block
        if blocks[block].kind != "paragraph" or not short(block):
            continue
        for other in (i - 1, i - 2, i + 1, i + 2):
            if not 0 <= other < len(sentences) or abs(sentences[other].block - block) > 1 or not short(sentences[other].block):
                continue
            sources = [s for s in ground.support.get(other, ()) if s.kind in ("voice", "document", "own-work") and not s.rule]
            if sources and blocks[sentences[other].block].kind == "paragraph":
                ground.carry(i, sources, rule)
                break


def _poll(ground: Ground, rule: str) -> None:
    data = ground.data
    if b"poll" not in data and b"urvey" not in data:
        return
    named = next((s for i in ground.claims for s in ground.support.get(i, ()) if s.kind != "voice" and _POLL.search(s.name)), None)
    if named is None:
        start, end = _NAMED_POLL.find(data)
        if start < 0:
            return
        named = Support("document", data[start:end].decode("utf-8", "replace"), start, end)
    for i in ground.claims:
        if i not in ground.support and _SHARE.find(data, ground.sentences[i].start, ground.sentences[i].end)[0] >= 0:
            ground.carry(i, [named], rule)


def _lead(ground: Ground, rule: str) -> None:
    leads = _lead_sentences(ground)
    for i in ground.open():
        if i in leads:
            sentence = ground.sentences[i]
            keys = set(_KEYS.findall(ground.data, sentence.start, sentence.end)[:_MOST_KEYS])
            told = [j for key in keys if (j := _told_below(ground, key, sentence.end, leads)) is not None]
            if len(told) >= _FEWEST_KEYS:
                ground.carry(i, ground.support[max(told)], rule)


def _told_below(ground: Ground, key: bytes, at: int, leads: set[int]) -> int | None:
    """The first sentence with a source below the opening that holds a name or figure; the first few that hold it are asked."""
    for _ in range(_MOST_PLACES):
        at = ground.data.find(key, at + 1)
        if at < 0:
            return None
        i = ground.prose.sentence_at(at)
        if i not in leads and i in ground.support:
            return i
    return None


def _lead_sentences(ground: Ground) -> set[int]:
    """The first sentences of the text, and of each article in it that has a title of its own."""
    titles = [block.start for block in ground.blocks if block.level == 1 and block.kind == "heading"]
    firsts = {0, *map(ground.prose.sentence_at, titles)}
    return {i for first in firsts for i in range(first, min(first + _LEAD_SENTENCES, len(ground.sentences)))}


_RULES: dict[str, Callable[[Ground, str], None]] = {
    "interview": _interview,
    "list-lead-in": _list_lead_in,
    "inside-quotation": _inside_quotation,
    "speaker-continues": _speaker_continues,
    "topic-sentence": _topic_sentence,
    "paragraph-end": _paragraph_end,
    "next-paragraph": _next_paragraph,
    "poll": _poll,
    "lead": _lead,
}
