"""Everything that a text gives as somebody's: what they say, think, plan and want, and what stands in quotation marks.

Wider than the attributions that sourcing rests on: that a mayor hopes for rain leads nobody to a source.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from auditor.lexicon import Lazy, lazy, words
from auditor.model import Attribution, Sentence
from auditor.text.attribution import cue_pattern, find_attributions
from auditor.text.voices import voice

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from auditor.model import Block, Quote, Span, VoiceKind

_HEARSAY = lazy(
    r"\b(?:{{stance-noun}}s? that|(?:accusations?|allegations?|suspicions?) (?:of|about)|"
    r"(?:seems?|seemed|appears?|appeared) (?:to|that|like|as)|reportedly|allegedly|supposedly|purportedly|"
    r"so-called|self-(?:described|proclaimed|styled)|(?:is|are|was|were|be|been) (?:\w+ )?"
    r"(?:expected|believed|known|thought|said|considered|accused|projected|predicted"
    r"|estimated|rumou?red|understood|supposed|alleged|tipped) "
    r"(?:to|as|of|that)|(?:has|have|had) been put at)\b"
)
_POLL = lazy(r"\b(?:in|from|by|per) (?:the|an?|its|one|another) (?:[\w’'/-]+ ){0,6}?(?:poll|survey)\b")
_PER = lazy(r", per (?-i:the [\w’'-]+(?: [\w’'-]+)?|(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)")
_PUTS = lazy(
    r"\b(?:(?-i:(?:The |A )?[A-Z])[\w’'-]+|the [\w-]+|an? [\w-]+)(?: [\w’'-]+){0,3}? puts? "
    r"(?:the|its|their|his|her) (?:[\w-]+ ){1,6}?"
    r"(?:at (?:about |around |some |nearly |more than |less than )?[\d$£€]|down to)"
)
_LABEL = lazy(
    r"(?:(?:[QA]|[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,2}): |[A-Z][\w.’-]+(?: [A-Z][\w.’-]+){0,2}: [“\"‘'])", ignore_case=False
)
_LONGEST_LABEL = 60  # bytes
_CLOSERS = (b"\xe2\x80\x9d", b'"', b"''")


def find_reported(
    data: bytes, blocks: Sequence[Block], sentences: Sequence[Sentence], quotes: Sequence[Quote], skip: Sequence[Span]
) -> tuple[Attribution, ...]:
    """Give what is reported outside ``skip`` (reference lists), in order of the text.

    Quoted words are an attribution without a cue, their speaker its source; so is the end of a quotation whose beginning the text
    does not hold.
    """
    found = list(find_attributions(data, blocks, sentences, skip, cues=_cues()))
    found += _quoted(quotes, {(one.sentence, one.source) for one in found})
    found += _ends(data, sentences, quotes)
    starts, lists = [sentence.start for sentence in sentences], [span.start for span in skip]
    for start, end, source, cue in _phrases(data, blocks):
        sentence, k = bisect_right(starts, start) - 1, bisect_right(lists, start) - 1
        if sentence >= 0 and (k < 0 or skip[k].end <= start):
            found.append(Attribution(start, end, source, _kind(source), cue, sentence))
    return tuple(sorted(found, key=lambda one: one[:2]))


def _kind(source: str | None) -> VoiceKind:
    return voice(tuple(source.encode().split())).kind if source and source.split() else "vague"


def _quoted(quotes: Sequence[Quote], told: AbstractSet[tuple[int, str | None]]) -> Iterator[Attribution]:
    """Quotations, but for those whose sentence is ``told`` to be its speaker's already."""
    for quote in quotes:
        if quote.role in ("speech", "block") and (quote.sentence, quote.speaker) not in told:
            yield Attribution(quote.start, quote.end, quote.speaker, _kind(quote.speaker), "", quote.sentence)


def _ends(data: bytes, sentences: Sequence[Sentence], quotes: Sequence[Quote]) -> Iterator[Attribution]:
    """Sentences that a quotation's closing mark ends whose opening mark the text does not hold."""
    k = 0
    for index, (start, end, _) in enumerate(sentences):
        while k < len(quotes) and quotes[k].end <= start:
            k += 1
        closes = data.endswith(_CLOSERS, start, end) and not data[start:end].rstrip(b"\"'")[-1:].isdigit()  # no inches
        if closes and (k == len(quotes) or quotes[k].start >= end):
            yield Attribution(start, end, None, "vague", "", index)


def _phrases(data: bytes, blocks: Sequence[Block]) -> Iterator[tuple[int, int, str | None, str]]:
    """Turns that tell of somebody's words without a verb that has a subject: where they stand, the source and the cue."""
    for start, end in _HEARSAY.spans(data):
        yield start, end, None, " ".join(data[start:end].decode("utf-8", "replace").lower().split())
    for start, end in _POLL.spans(data):
        cue, source = data[start:end].decode("utf-8", "replace").split(None, 1)
        yield start, end, source, cue.lower()
    for start, end in _PER.spans(data):
        yield start, end, data[start + len(", per ") : end].decode("utf-8", "replace"), "per"
    for start, end in _PUTS.spans(data):
        source, _, _ = data[start:end].decode("utf-8", "replace").replace(" puts ", " put ").partition(" put ")
        yield start, end, source, "put"
    for block in blocks:
        if _LABEL.begins(data, block.start, min(block.end, block.start + _LONGEST_LABEL)):
            end = data.index(b":", block.start)
            yield block.start, end + 1, data[block.start : end].decode("utf-8", "replace"), ":"


@cache
def _cues() -> Lazy:
    forms = sorted({*_inflected(words("stance-verb")), *words("stance-form"), *words("stance-adjective")}, key=len, reverse=True)
    return cue_pattern("|".join(forms))


def _inflected(verbs: Sequence[str]) -> Iterator[str]:
    """Every form of regular verbs."""
    for verb in verbs:
        stem = verb.removesuffix("e")
        yield from (verb, stem + "ing")
        if verb.endswith("y") and verb[-2] not in "aeiou":
            yield from (verb[:-1] + "ies", verb[:-1] + "ied")
        else:
            yield from (verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s"), stem + "ed")
