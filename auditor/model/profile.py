"""Profiles: what is asked of texts of one sort."""

from __future__ import annotations

from dataclasses import field

from auditor.model.made import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.model.finding import Level
    from auditor.model.text import Claim, SupportKind


@dataclass(frozen=True, slots=True)
class Demands:
    """What a profile asks of claims: sources of a ``refused`` kind are none, and the ``lead`` may go without where it is false."""

    refused: frozenset[SupportKind] = frozenset()
    lead: bool = True

    def of(self, claims: Iterable[Claim], lead_end: int) -> tuple[Claim, ...]:
        """Give the claims as the profile sees them; ``lead_end`` is where the lead of the text ends."""
        seen = (c._replace(support=tuple(s for s in c.support if s.kind not in self.refused)) for c in claims)
        return tuple(c for c in seen if c.support or self.lead or c.start >= lead_end)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a profile changes in one rule, and ``why``; None leaves a thing as the rule has it."""

    why: str
    enabled: bool | None = None
    level: Level | None = None
    weight: float | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is asked of texts of one sort: the rules, their levels and weights, and what the parts of the score are worth.

    ``parts`` and ``ceilings`` hold only what differs from ``rules/score.toml``. ``stubs`` are the forms for a citation that is
    missing, by format (and “wikitext”). ``reads_like`` names the sort of text. ``reasons`` says why, by ``parts.<name>``,
    ``ceilings.<name>``, ``claims.<kind>`` and ``stubs.<format>``.
    """

    name: str
    summary: str
    reads_like: str
    rules: Mapping[str, Choice] = field(default_factory=dict)
    parts: Mapping[str, float] = field(default_factory=dict)
    ceilings: Mapping[str, float] = field(default_factory=dict)
    claims: Demands = field(default_factory=Demands)
    stubs: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
