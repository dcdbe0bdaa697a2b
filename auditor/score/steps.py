"""What to do, in order, and what each thing would gain: each mend is simulated on the tally that the one before it leaves."""

from __future__ import annotations

from dataclasses import replace

from auditor.model import Step
from auditor.profiles import profile
from auditor.score.model1 import Tally, whole
from auditor.score.words import LOST_ENTRY, counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LOST_LIST = "markers-without-list"
_NEVER_CITED = "list-never-cited"
_FLATTENED = frozenset({"flattened-markers"})

_Mend = tuple[str, Tally, frozenset[str]]


def steps(tally: Tally, before: int) -> tuple[Step, ...]:
    """Give the steps that raise the score from ``before``, in order; the score after one is the score before the next."""
    found = []
    for mend in (_lists, _markers, _pointers, _voices, _claims, _entries, _second_source, _text):
        for what, after_it, rules in mend(tally):
            tally = after_it
            after = whole(tally)
            if after > before:
                found.append(Step(what, before, after, tuple(sorted(rules))))
                before = after
    return tuple(found)


def _lists(tally: Tally) -> Iterator[_Mend]:
    """Bring back a list that is gone, cite one that nothing cites, add entries that are missing."""
    found = tally.in_text.rules | tally.entries.rules
    if not found:
        return
    open_claims = tally.claims - tally.sourced
    if _LOST_LIST in found:
        lost = frozenset({_LOST_LIST})
        entries = max(1, sum(_LOST_LIST in rules for rules in tally.entries.bad))
        traced = min(open_claims, tally.marked)
        mended = replace(tally, in_text=tally.in_text.mended(lost), entries=tally.entries.mended(lost))
        what = f"Restore the list: {counted(entries, 'reference')}, each with title, publisher, date and link"
        tally = mended.sourced_more(traced, entries)
        yield what, tally, lost
    if _NEVER_CITED in found:
        lost = frozenset({_NEVER_CITED})
        entries = sum(_NEVER_CITED in rules for rules in tally.entries.bad)
        mended = replace(tally, entries=tally.entries.mended(lost))
        numbers = "[1]" if entries == 1 else f"[1]…[{entries}]"
        what = f"Number the {counted(entries, 'reference')}; put {numbers} behind the claims they support"
        tally = mended.sourced_more(tally.claims - tally.sourced, entries)
        yield what, tally, lost
    lost = found & LOST_ENTRY
    if lost:
        entries = max(1, sum(bool(lost & set(rules)) for rules in tally.entries.bad))
        traced = min(tally.claims - tally.sourced, tally.marked)
        mended = replace(tally, in_text=tally.in_text.mended(lost), entries=tally.entries.mended(lost))
        what = f"Add the {counted(entries, 'reference')} that the text cites and the list lacks"
        yield what, mended.sourced_more(traced, entries), lost


def _markers(tally: Tally) -> Iterator[_Mend]:
    """Raise again the numbers that stick to words: the claims they stand on lead to their entries then."""
    number = sum(not _FLATTENED.isdisjoint(rules) for rules in tally.in_text.bad)
    if number:
        mended = replace(tally, in_text=tally.in_text.mended(_FLATTENED))
        what = f"Restore {counted(number, 'citation number')} that stick{'s' if number == 1 else ''} to the words before"
        more = min(number, tally.claims - tally.sourced)
        yield what, mended.sourced_more(more, min(number, tally.entries.clean + len(tally.entries.bad))), _FLATTENED


def _pointers(tally: Tally) -> Iterator[_Mend]:
    if tally.in_text.bad:
        number = len(tally.in_text.bad)
        mended = replace(tally, in_text=tally.in_text.mended())
        more = min(number, tally.claims - tally.sourced)
        what = f"Link or name what {counted(number, 'place')} in the text {'points' if number == 1 else 'point'} to"
        yield what, mended.sourced_more(more, more), tally.in_text.rules


def _claims(tally: Tally) -> Iterator[_Mend]:
    more = tally.claims - tally.sourced
    if more:
        again = " more" if tally.sourced else ""
        names = "voice" in profile(tally.profile).claims.refused
        how = "link or cite where it can be read" if names else "link, cite or name who says so"
        what = f"Source {more}{again} {'claim' if more == 1 else 'claims'}: {how}"
        yield what, tally.sourced_more(more, min(more, 3)), frozenset()


def _entries(tally: Tally) -> Iterator[_Mend]:
    if tally.entries.bad:
        what = f"Complete {counted(len(tally.entries.bad), 'reference')}: a link, or author and full date"
        yield what, replace(tally, entries=tally.entries.mended()), tally.entries.rules


def _voices(tally: Tally) -> Iterator[_Mend]:
    if tally.voices.bad:
        number = len(tally.voices.bad)
        mended = replace(tally, voices=tally.voices.mended())
        more = min(number, tally.claims - tally.sourced)
        yield f"Name who said it, in {counted(number, 'place')}", mended.named_more(more, number), tally.voices.rules


def _second_source(tally: Tally) -> Iterator[_Mend]:
    if tally.claims and tally.issuer:
        tally = replace(tally, issuer=False, sources=max(tally.sources, 2))
        yield "Let somebody other than the issuer speak, or link what others published", tally, frozenset()
    if tally.claims and tally.sources < 3:
        more = "a second and a third source" if tally.sources <= 1 else "a third source"
        yield f"Add {more}, independent of the first", replace(tally, sources=3), frozenset({"single-source"})


def _text(tally: Tally) -> Iterator[_Mend]:
    if tally.sentences.bad:
        what = f"Clean the text, in {counted(len(tally.sentences.bad), 'sentence')}"
        yield what, replace(tally, sentences=tally.sentences.mended()), tally.sentences.rules
