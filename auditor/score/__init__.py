"""The sourcing score, model 1: how well a text is sourced, each lost point explained."""

from __future__ import annotations

from dataclasses import replace

from auditor.model import Part, Score
from auditor.profiles import DEFAULT
from auditor.score.count import Body, count, freed_sentences
from auditor.score.model1 import Tally, ceiling, grade, most, rated, settings, shown, value, whole
from auditor.score.steps import steps
from auditor.score.words import reasons, verdict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from auditor.check import Hit
    from auditor.document import Document

__all__ = ["Body", "Tally", "count", "freed_sentences", "score", "score_of", "value"]


def score(
    document: Document, hits: Sequence[Hit], ignored: Sequence[Hit] = (), *, profile: str = DEFAULT, body: Body | None = None
) -> Score:
    """Score a document from what all stable rules of a profile found in it.

    Weights and ceilings stand in ``rules/score.toml``, and in the profile where it has its own.

    ``ignored`` are the hits that the author has set aside: their places are neither bad nor clean. ``body`` is the damaged text,
    where the document is that text read as if it were mended: only its sentences cost for the damage.
    """
    found = [*hits, *ignored, *(hit for hit in body.hits if hit.rule.part == "text")] if body else [*hits, *ignored]
    made = score_of(count(document, hits, ignored, profile=profile, body=body), _rules_by_part(found))
    if not ignored:
        return made
    whole_body = body and Body(body.document, (*body.hits, *body.ignored), ())
    full = count(document, (*hits, *ignored), profile=profile, body=whole_body)
    return replace(made, without_ignores=whole(full) if rated(full) else None)


def score_of(tally: Tally, rules: Mapping[str, tuple[str, ...]] | None = None) -> Score:
    """Give the score of a tally; ``rules`` names by part those that found something there."""
    is_rated = rated(tally)
    cap, made = ceiling(tally), whole(tally)
    held = bool(cap) and sum(shown(tally).values()) > most(cap, tally.profile)
    return Score(
        value=made if is_rated else None,
        grade=grade(made) if is_rated else "–",
        verdict=verdict(tally),
        parts=_parts(tally, rules or {}),
        claims=tally.claims,
        sourced=tally.sourced,
        ceiling=f"{settings()['ceilings'][cap]['says']}: at most {most(cap, tally.profile):.0f}" if held and is_rated else "",
        steps=steps(tally, made) if is_rated else (),
        profile=tally.profile,
    )


def _parts(tally: Tally, rules: Mapping[str, tuple[str, ...]]) -> tuple[Part, ...]:
    """The parts with whole points that add up to the score (before a ceiling)."""
    worth, why = settings(tally.profile)["parts"], reasons(tally)
    return tuple(Part(name, float(got), float(worth[name]), why[name], rules.get(name, ())) for name, got in shown(tally).items())


def _rules_by_part(hits: Sequence[Hit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for hit in hits:
        if hit.rule.part and hit.rule.status == "stable":
            found.setdefault(hit.rule.part, set()).add(hit.rule.id)
    return {part: tuple(sorted(ids)) for part, ids in found.items()}
