"""Rules, findings and the score."""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal

from auditor.model.made import NamedTuple, dataclass
from auditor.model.source import Format, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.model.fix import Fix, Safety
    from auditor.model.text import Verdict

Level = Literal["error", "warning", "note"]
Status = Literal["stable", "preview"]
State = Literal["new", "known", "ignored", "context"]

LEVELS: tuple[Level, ...] = ("error", "warning", "note")
SCORE_MODEL = 1  # scores of one model can be compared
PARTS = ("traceability", "references", "attribution", "independence", "text")


@dataclass(frozen=True, slots=True)
class Example:
    """A text a rule must flag (``flags``: exactly these words, in order) or leave alone (no flags).

    ``evidence`` is what the network is taken to have said of its sources, by target.
    """

    text: str
    flags: tuple[str, ...] = ()
    format: Format = "text"
    evidence: Mapping[str, Verdict] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule file says. ``finder`` names the function that finds, ``options`` are its keyword arguments.

    ``part`` is the part of the score a finding costs (empty: none), ``weight`` how bad a place is (0 < weight <= 1).
    ``covers`` names the places that a finding about a whole document marks in the score (``entries``, ``markers``), else empty.
    ``language`` is the language whose words the rule knows (ISO 639-1), or "any" where it looks at no words. ``formats``
    restricts the rule to some input formats (empty: all). ``once`` "site" reports what is a site's fault once a run and site.
    ``enabled`` is false for rules that run only when selected by name. ``supersedes`` names rules whose places this one
    takes over.
    """

    id: str
    category: str
    summary: str
    message: str
    level: Level
    status: Status
    since: str
    why: str
    fix: str
    references: tuple[str, ...]
    finder: str
    options: Mapping[str, Any]
    part: str = ""
    weight: float = 0.0
    covers: Literal["", "entries", "markers", "claims"] = ""
    language: str = "en"
    formats: tuple[Format, ...] = ()
    once: Literal["", "site"] = ""
    enabled: bool = True
    supersedes: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    measured: str = ""
    fixer: str = ""
    safety: Safety | Literal[""] = ""
    mending: str = ""
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """What a finder yields: one thing to mend.

    ``start``/``end`` are bytes of the prose, or of the source where ``in_source`` is true. ``places`` holds every
    occurrence when there is more than one (the first is ``start``/``end``). ``values`` fill the placeholders of the
    rule's message beyond ``{text}``. ``related`` points to context, each with a word of explanation.
    """

    start: int
    end: int
    places: tuple[Span, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    related: tuple[tuple[Span, str], ...] = ()
    in_source: bool = False

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every occurrence, at least one."""
        return self.places or (Span(self.start, self.end),)


class Place(NamedTuple):
    """Where something stands: code points of the source, and 1-based lines and columns (``end_column`` is one past the last).

    ``text`` are its words as a reader sees them, without markup; as they stand in the source where the markup is what is wrong.
    """

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend, with every place where it shows (at least one). Offsets of the finding are its first place's.

    ``state`` tells whether the gate counts it: only "new" does. "ignored" is silenced by its author, "known" is in the baseline,
    "context" stands outside what was changed. ``reason`` is why, where somebody said so. All of them are in `Audit.findings`.
    """

    rule: Rule
    level: Level
    message: str
    places: tuple[Place, ...]
    related: tuple[tuple[Place, str], ...] = ()
    state: State = "new"
    reason: str = ""
    fixer: Callable[[], tuple[Fix, ...]] | None = field(default=None, repr=False, compare=False)

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """What would mend it or some of its places, each apart from the others; worked out when asked for."""
        return self.fixer() if self.fixer else ()

    @property
    def start(self) -> int:
        """Code points of the source."""
        return self.places[0].start

    @property
    def end(self) -> int:
        """Code points of the source."""
        return self.places[0].end

    @property
    def line(self) -> int:
        """1-based line of the first place."""
        return self.places[0].line

    @property
    def column(self) -> int:
        """1-based column of the first place, in code points."""
        return self.places[0].column

    @property
    def text(self) -> str:
        """The words of the first place."""
        return self.places[0].text

    @property
    def fix(self) -> str:
        """What to do, in one sentence; what can be done for the author is in ``fixes``."""
        return self.rule.fix


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: points reached ``of`` points to be had, ``why`` in words, and the rules that cost it."""

    name: str
    points: float
    of: float
    why: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, what the score would be at best before and after it, and the rules it mends."""

    what: str
    before: int
    after: int
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The sourcing score: ``value`` 0–100 and ``grade`` A–F, or None and "–" where the text has too few claims to be rated.

    ``claims``/``sourced`` count the claims and those a reader can trace. ``ceiling`` names the cap that held the score
    down (empty: none). ``steps`` are what to do, in order. ``without_ignores`` is the value had nothing been ignored. ``profile``
    names what was asked of the text.
    """

    value: int | None
    grade: str
    verdict: str
    parts: tuple[Part, ...]
    claims: int
    sourced: int
    ceiling: str = ""
    steps: tuple[Step, ...] = ()
    without_ignores: int | None = None
    model: int = SCORE_MODEL
    profile: str = "news"


class Earlier(NamedTuple):
    """What is known of a text that was there before: the score that the baseline keeps of it (None: none, or none to compare)."""

    score: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one source could not be audited; ``reason`` names what is wrong and what to do. ``kind`` "empty" has no prose."""

    name: str
    reason: str
    kind: Literal["missing", "unreadable", "binary", "empty", "internal"] = "unreadable"
