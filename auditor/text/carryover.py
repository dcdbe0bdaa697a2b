"""The carry-over rules: how a source named in one sentence serves another. All of them stand here, each with its name and reason.

A rule never serves a sentence that its author gave to nobody in particular ("critics say"): who said it is told there, badly.
Interviews and quotations set apart are the exceptions: what others told the speaker, or the one quoted, is still theirs to tell.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from auditor.lexicon import later, lazy
from auditor.model import Support
from auditor.text.interviews import is_interview

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet

    from auditor.model import Sentence
    from auditor.text.kinds import Prose


CARRY_OVERS: dict[str, str] = {
    "interview": "In a transcript, or a declared interview with marked questions and answers, what is told is the speakers' own.",
    "list-lead-in": "The sentence that introduces a list with a colon names the source of its items.",
    "inside-quotation": "A quotation over several sentences has one speaker.",
    "block-quotation": "A quotation set apart from the text is by whom, or from where, the sentence that leads to it says.",
    "speaker-continues": "A sentence that opens with “he”, “she”, “they” or “it” goes on with the source of the sentence before.",
    "topic-sentence": "A source named earlier in the paragraph serves the sentences that follow it there.",
    "paragraph-end": "A link, citation or voice that closes a paragraph serves the sentences before it.",
    "next-paragraph": "Among paragraphs of one or two sentences, as in news, a named source serves its neighbours.",
    "poll": "Shares of the people asked in a poll that the text names elsewhere come from that poll.",
    "lead": "The opening may say without a source what is told in detail, and sourced, below.",
}

_MOST_AFTER = 4  # sentences that a voice reaches forward in its paragraph
_MOST_BEFORE = 3  # and back from the paragraph's end
_MOST_QUOTED = 20  # paragraphs of one quotation
_NEWS_SENTENCES = 2  # a paragraph of the news has at most so many
_LEAD_SENTENCES = 6
_FEWEST_KEYS = 2  # names and figures of the opening that are told again, with a source, below
_MOST_KEYS, _MOST_PLACES = 12, 8
_FAR = 100_000  # bytes below the opening where its details are looked for
_MOST_ARTICLES = 40  # in one text
_COLON = ord(":")
_BODIES = "researchers|authors|company|agency|ministry|department|group|team|court"
_PAPERS = "study|report|survey|poll|statement|ruling|filing|document|paper|letter|complaint|lawsuit|indictment"
_PRONOUN = lazy(rf"[\"'“‘]?(?:he|she|they|it|his|her|their|its|the (?:\w+ )?(?:{_BODIES}|{_PAPERS}))\b")
_PERSON = lazy(
    rf"[\"'“‘]?(?:he|she|they|it|his|her|their|its|the (?:\w+ )?(?:{_BODIES}|statement|letter|complaint|lawsuit|filing))\b"
)
_PAPER = lazy(
    rf"[\"'“‘]?(?:they|it|their|its|the (?:\w+ )?(?:researchers|authors|team|{_PAPERS}))\b"
)  # no paper is “he”, or a company
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


class Ground:
    """What the rules look at.

    ``claims`` are indices of sentences, ``unnamed`` the sentences that are given to nobody named, ``spoken`` the quotations that
    have a speaker, ``support`` the sources so far by sentence, ``block_of`` the block of each sentence, ``ends`` the last sentence
    of each block, ``open`` the claims that still have no source. ``said`` and ``told`` are the sources that stand in a sentence
    itself: its first that is no marker, and its first that others can share (no link either).
    """

    def __init__(
        self,
        prose: Prose,
        claims: Sequence[int],
        unnamed: AbstractSet[int],
        spoken: Sequence[Support],
        support: dict[int, list[Support]],
    ) -> None:
        self.prose, self.data, self.blocks, self.sentences = prose, prose.data, prose.blocks, prose.sentences
        self.claims, self.unnamed, self.spoken, self.support = claims, unnamed, spoken, support
        self.block_of = [sentence[2] for sentence in prose.sentences]
        self.ends = {block: i for i, block in enumerate(self.block_of)}
        self.open: list[int] = []
        self.said: dict[int, Support] = {}
        self.told: dict[int, Support] = {}
        for i, sources in support.items():
            for one in reversed(sources):
                kind = one[0]
                if kind != "marker":
                    self.said[i] = one
                    if kind != "link":
                        self.told[i] = one

    def carry(self, i: int, source: Support, rule: str) -> None:
        """Give a claim a source, by a rule."""
        kind, name, start, end, _ = source
        self.support[i] = [Support(kind, name, start, end, rule)]


def carry_over(ground: Ground) -> None:
    """Apply every rule, the surest first; each serves only claims that are still without a source."""
    support, unnamed = ground.support, ground.unnamed
    ground.open = [i for i in ground.claims if i not in support and i not in unnamed]
    for name in CARRY_OVERS:
        _RULES[name](ground, name)
        ground.open = [i for i in ground.open if i not in support]


def _interview(ground: Ground, rule: str) -> None:
    if not is_interview(ground.prose):
        return
    for i in ground.claims:  # what the interviewed person heard from others is still theirs to tell
        if i not in ground.support:
            ground.support[i] = [Support("own-work", "interview", 0, 0, rule)]


def _list_lead_in(ground: Ground, rule: str) -> None:
    blocks, block_of = ground.blocks, ground.block_of
    for i in ground.open:
        at = block_of[i]
        if blocks[at].kind != "item":
            continue
        container, before = blocks[at].container, at - 1
        while before >= 0 and blocks[before].kind == "item" and blocks[before].container == container and at - before < 40:
            before -= 1
        last = ground.ends.get(before, -1)
        if last in ground.support and ground.data[ground.sentences[last].end - 1] == _COLON:
            ground.carry(i, ground.support[last][0], rule)


def _inside_quotation(ground: Ground, rule: str) -> None:
    spoken, at = ground.spoken, 0
    for i in ground.open if spoken else ():
        start = ground.sentences[i].start
        while at < len(spoken) and spoken[at].end <= start:
            at += 1
        if at < len(spoken) and spoken[at].start <= start:
            ground.carry(i, spoken[at], rule)


def _block_quotation(ground: Ground, rule: str) -> None:
    blocks, block_of, support = ground.blocks, ground.block_of, ground.support
    for i in ground.claims:  # critics in it are those of the text that is quoted
        at = block_of[i]
        if i in support or not blocks[at].quoted:
            continue
        before = at - 1
        while before >= 0 and blocks[before].quoted and at - before < _MOST_QUOTED:
            before -= 1
        sources = support.get(ground.ends.get(before, -1), ()) if before >= 0 and blocks[before].kind != "heading" else ()
        own = [source for source in sources if not source.rule and source.kind != "marker"]
        if own:
            ground.carry(i, own[0], rule)


def _speaker_continues(ground: Ground, rule: str) -> None:
    support, block_of = ground.support, ground.block_of
    for i in ground.open:
        before = support.get(i - 1)
        if before and before[0].kind != "marker" and block_of[i] - block_of[i - 1] <= 1:
            start, end, _ = ground.sentences[i]
            opening = _PERSON if before[0].kind == "voice" else _PAPER if before[0].kind == "document" else _PRONOUN
            if opening.begins(ground.data, start, end):
                ground.carry(i, before[0], rule)


def _topic_sentence(ground: Ground, rule: str) -> None:
    said, block_of = ground.said, ground.block_of
    for i in ground.open:
        for before in range(i - 1, max(i - 1 - _MOST_AFTER, -1), -1):
            if block_of[before] != block_of[i]:
                break
            if before in said:
                ground.carry(i, said[before], rule)
                break


def _paragraph_end(ground: Ground, rule: str) -> None:
    for i in ground.open:
        last = ground.ends[ground.block_of[i]]
        sources = [s for s in ground.support.get(last, ()) if not s.rule]
        far = [s for s in sources if s.kind in ("marker", "link", "document")]
        if far or (sources and last - i <= _MOST_BEFORE):
            ground.carry(i, (far or sources)[0], rule)


def _next_paragraph(ground: Ground, rule: str) -> None:
    blocks, block_of, told, ends = ground.blocks, ground.block_of, ground.told, ground.ends

    def short(block: int) -> bool:
        first = ends[block] - _NEWS_SENTENCES
        return first < 0 or block_of[first] != block

    for i in ground.open:
        block = block_of[i]
        if blocks[block].kind != "paragraph" or not short(block):
            continue
        for other in (i - 1, i - 2, i + 1, i + 2):
            if other not in told or abs(block_of[other] - block) > 1:
                continue
            if short(block_of[other]) and blocks[block_of[other]].kind == "paragraph":
                ground.carry(i, told[other], rule)
                break


def _poll(ground: Ground, rule: str) -> None:
    data = ground.data
    if b"poll" not in data and b"urvey" not in data:
        return
    shares = [i for i in ground.claims if i not in ground.support and _is_share(data, ground.sentences[i])]
    named = _named_poll(ground) if shares else None
    if named:
        for i in shares:
            ground.carry(i, named, rule)


def _is_share(data: bytes, sentence: Sentence) -> bool:
    start, end, _ = sentence
    return (data.find(b"%", start, end) >= 0 or data.find(b"cent", start, end) >= 0) and _SHARE.find(data, start, end)[0] >= 0


def _named_poll(ground: Ground) -> Support | None:
    """The first poll that a claim rests on, else the first that the text names."""
    for i in ground.claims:
        for one in ground.support.get(i, ()):
            if one.kind != "voice" and _POLL.search(one.name):
                return one
    start, end = _NAMED_POLL.find(ground.data)
    return None if start < 0 else Support("document", ground.data[start:end].decode("utf-8", "replace"), start, end)


def _lead(ground: Ground, rule: str) -> None:
    leads = _lead_sentences(ground) if ground.open else set()
    for i in ground.open:
        if i in leads:
            start, end, _ = ground.sentences[i]
            keys = set(_KEYS.findall(ground.data, start, end)[:_MOST_KEYS])
            if len(keys) < _FEWEST_KEYS:
                continue
            told = [j for key in keys if (j := _told_below(ground, key, end, leads)) is not None]
            if len(told) >= _FEWEST_KEYS:
                ground.carry(i, ground.support[max(told)][0], rule)


def _told_below(ground: Ground, key: bytes, at: int, leads: set[int]) -> int | None:
    """The first sentence with a source below the opening that holds a name or figure; the first few that hold it are asked."""
    find, starts, support, far = ground.data.find, ground.prose.starts, ground.support, at + _FAR
    for _ in range(_MOST_PLACES):
        at = find(key, at + 1, far)
        if at < 0:
            return None
        i = bisect_right(starts, at) - 1
        if i in support and i not in leads:
            return i
    return None


def _lead_sentences(ground: Ground) -> set[int]:
    """The first sentences of the text, and of each article in it that has a title of its own."""
    titles = [block.start for block in ground.blocks if block.level == 1 and block.kind == "heading"]
    firsts = {0, *map(ground.prose.sentence_at, titles[:_MOST_ARTICLES])}
    return {i for first in firsts for i in range(first, min(first + _LEAD_SENTENCES, len(ground.sentences)))}


_RULES: dict[str, Callable[[Ground, str], None]] = {
    "interview": _interview,
    "list-lead-in": _list_lead_in,
    "inside-quotation": _inside_quotation,
    "block-quotation": _block_quotation,
    "speaker-continues": _speaker_continues,
    "topic-sentence": _topic_sentence,
    "paragraph-end": _paragraph_end,
    "next-paragraph": _next_paragraph,
    "poll": _poll,
    "lead": _lead,
}
