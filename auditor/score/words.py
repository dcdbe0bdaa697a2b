"""What the score says in words: the verdict beside the bar, and why each part has its points."""

from __future__ import annotations

from auditor.profiles import profile
from auditor.score.model1 import Places, Tally, rated, settings

_UNFINDABLE = {"no-locator", "bad-identifier", "homepage-only", "generic-title", "placeholder-entry", "missing-core-field"}
LOST_ENTRY = frozenset({"marker-not-in-list", "author-year-unmatched"})  # rules for what the text cites and the list lacks
_PLURALS = {"entry": "entries"}


def counted(number: int, noun: str) -> str:
    """Give a number with its noun: ``1 place``, ``6 places``."""
    return f"{number} {noun if number == 1 else _PLURALS.get(noun, noun + 's')}"


def verdict(tally: Tally) -> str:
    """Give the one line that is shown beside the bar."""
    claims, sourced = tally.claims, tally.sourced
    if not rated(tally):
        return f"Not rated: {_unrated(tally)}."
    if not sourced and tally.marked == claims:
        return f"All {claims} claims carry a citation number; no number has a reference."
    if not sourced:
        return f"None of the {claims} claims can be traced to a source."
    if tally.issuer:
        return f"{_of(sourced, claims)} can be traced, all to the issuer itself."
    if tally.sources <= 1 and not tally.own_work:
        return f"{_of(sourced, claims)} can be traced, all to one source."
    return f"{_of(sourced, claims)} can be traced to a source."


def _unrated(tally: Tally) -> str:
    if not tally.english:
        but = f" but {tally.language}" if tally.language else ""
        return f"not English{but}: only rules that need no language apply"
    return f"a score takes {settings()['fewest-claims']} claims, this text has {tally.claims or 'none'}"


def _of(sourced: int, claims: int) -> str:
    return f"All {claims} claims" if sourced == claims else f"{sourced} of {claims} claims"


def reasons(tally: Tally) -> dict[str, str]:
    """Give for each part why it has its points."""
    if not tally.english:
        unread = dict.fromkeys(("traceability", "attribution", "independence"), "not judged: the text is not English")
        return unread | {"references": _references(tally), "text": _text(tally)}
    return {
        "traceability": _traceability(tally),
        "references": _references(tally),
        "attribution": _attribution(tally),
        "independence": _independence(tally),
        "text": _text(tally),
    }


def _traceability(tally: Tally) -> str:
    if not tally.claims:
        return "nothing here needs a source"
    said = f"{tally.sourced} of {counted(tally.claims, 'claim')} {'leads' if tally.sourced == 1 else 'lead'} to a source"
    if not tally.sourced and tally.marked:
        return f"{said}: {'each ends' if tally.marked == tally.claims else f'{tally.marked} end'} at a bare number"
    if tally.sourced < tally.claims and "voice" in profile(tally.profile).claims.refused:
        return f"{said}; a name alone is none in this profile"
    if not tally.named:
        return said
    only = f"{said}, {tally.named} of them to a name only" if tally.linked else f"{said}, by name only"
    return f"{only}; one source counts half" if tally.sources < 2 else only


def _references(tally: Tally) -> str:
    said = []
    rules = tally.in_text.rules | tally.entries.rules
    lost = sum("markers-without-list" in found for found in tally.in_text.bad)
    uncited = sum("list-never-cited" in found for found in tally.entries.bad)
    if lost:
        said.append(f"no list for {counted(lost, 'citation number')}")
    elif tally.in_text.rules == {"flattened-markers"}:
        stuck = len(tally.in_text.bad)
        said.append(f"{counted(stuck, 'citation number')} {'sticks' if stuck == 1 else 'stick'} to the words before")
    elif tally.in_text.bad:
        nowhere = len(tally.in_text.bad)
        said.append(f"{counted(nowhere, 'place')} in the text {'leads' if nowhere == 1 else 'lead'} nowhere")
    if uncited:
        said.append(f"a list of {uncited} that nothing cites")
    elif tally.entries.bad and "markers-without-list" not in rules:
        said.append(_defects(tally.entries))
    if not said:
        said.append(_sound(tally.in_text.clean, tally.entries.clean))
    if tally.claims and not tally.sourced:
        said.append("no points while no claim has a source")
    elif tally.coverage < 1:
        said.append("counts for the claims that are traced")
    return "; ".join(said)


def _defects(entries: Places) -> str:
    """Say how many of the references that are there have defects, and how many are not: the score counts those as bad ones."""
    there = [found for found in entries.bad if LOST_ENTRY.isdisjoint(found)]
    bad, missing = len(there), len(entries.bad) - len(there)
    if not bad:
        return f"{counted(missing, 'reference')} {'is' if missing == 1 else 'are'} missing"
    unfindable = all(_UNFINDABLE.issuperset(found) for found in there)
    wrong = "cannot be found as given" if unfindable else "has defects" if bad == 1 else "have defects"
    more = f", {missing} more {'is' if missing == 1 else 'are'} missing" if missing else ""
    return f"{bad} of {counted(entries.clean + bad, 'reference')} {wrong}{more}"


def _sound(in_text: int, entries: int) -> str:
    if in_text + entries < 2:
        return "nothing wrong with links or references"
    places = f"{in_text} places that link or cite" if in_text > 1 else "1 place that links or cites" if in_text else ""
    return f"{' and '.join(part for part in (places, counted(entries, 'reference') if entries else '') if part)} are sound"


def _attribution(tally: Tally) -> str:
    bad, clean = len(tally.voices.bad), tally.voices.clean
    if bad:
        return f"{counted(bad, 'statement')} by people nobody names" + (f"; {clean} others" if clean > 1 else "")
    return f"{clean} statements, none by people nobody names" if clean > 1 else "no statement by people nobody names"


def _independence(tally: Tally) -> str:
    if not tally.claims:
        return "nothing here needs a source"
    if tally.issuer:
        return "all that is said comes from the issuer"
    if not tally.sources:
        return "only the author's own work" if tally.own_work else "no source in use, so nothing to compare"
    if tally.sources == 1:
        return "one source behind everything"
    return f"{tally.sources} independent sources" if tally.sources > 2 else "two independent sources; three earn all"


def _text(tally: Tally) -> str:
    bad = len(tally.sentences.bad)
    return f"{counted(bad, 'sentence')} with broken markup or leftovers" if bad else "no broken markup, no leftovers"
