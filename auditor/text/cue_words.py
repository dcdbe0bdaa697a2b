"""The words that make a sentence a claim of some kind: what `auditor claims --why` shows beside each kind.

The decision itself (`auditor.text.kinds`) asks only whether cues stand in a sentence; here they are looked up, one claim at a time.
"""

from __future__ import annotations

from auditor.lexicon import lazy
from auditor.text import claim_cues as cue
from auditor.text.claim_points import CHANGES, DEEDS, QUANTITIES
from auditor.text.figures import first_figure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import ClaimKind, Span

_WORD_KINDS = {cue.KINDS[kind.bit_length() - 1]: words for kind, words in cue.WORDS_OF.items()}


def words_for(data: bytes, span: Span, kind: ClaimKind) -> str:
    """Give the words of a sentence, ``data[span]``, that make it a claim of a kind; nothing for kinds that have no words."""
    start, end = span
    if kind == "number":
        first, last = first_figure(data, start, end)
        if first < 0:
            first, last = _any_of((*QUANTITIES, *CHANGES), data, start, end)
    elif kind == "event":
        first, last = _deed(data, start, end)
    elif kind in _WORD_KINDS:
        first, last = _WORD_KINDS[kind].find(data, start, end)
    else:
        return ""
    return " ".join(data[max(first, 0) : max(last, 0)].decode("utf-8", "replace").split())


def _deed(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Where a sentence tells who did what, else a deed of a pronoun, else any past form."""
    at, after = cue.EVENTS.find(data, start, end)
    while at >= 0 and data[at : data.find(b" ", at, after)].decode("utf-8", "replace") in cue.NOT_NAMES:
        at, after = cue.EVENTS.find(data, after, end)
    for pattern in (cue.ACTS, cue.PAST_FORM):
        if at < 0:
            at, after = pattern.find(data, start, end)
    return (at, after) if at >= 0 else _any_of(DEEDS, data, start, end)


def _any_of(words: Iterable[bytes], data: bytes, start: int, end: int) -> tuple[int, int]:
    return lazy(rf"\b(?:{b'|'.join(sorted(words)).decode()})\b").find(data, start, end)
