"""A first configuration: what the articles are like now, and a commented file that suits them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median_low

from auditor.gate import count
from auditor.model import SCORE_MODEL, Failure
from auditor.profiles import DEFAULT, profile_names
from auditor.rules import rules_version
from auditor.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.audited import Audit
    from auditor.config import FailOn
    from auditor.model import Level

_FORMATS = {"markdown": "Markdown", "html": "HTML", "text": "plain text"}


@dataclass(slots=True)
class Survey:
    """What articles are like: their formats, findings and scores, and the profiles of the sorts of text that they read like."""

    formats: Counter[str] = field(default_factory=Counter)
    like: Counter[str] = field(default_factory=Counter)
    findings: Counter[Level] = field(default_factory=Counter)
    scores: list[int] = field(default_factory=list)
    failed: int = 0

    @property
    def audited(self) -> int:
        """How many articles were looked at."""
        return sum(self.formats.values())

    @property
    def profile(self) -> str:
        """The profile that suits most of them."""
        best = self.like.most_common(1)
        return best[0][0] if best and best[0][1] * 2 > self.audited else DEFAULT

    def __str__(self) -> str:
        """Say it in two sentences."""
        if not self.audited:
            return "No articles were found here."
        kinds = ", ".join(f"{number} {_FORMATS[name]}" for name, number in self.formats.most_common())
        found = f"{count(self.findings['error'], 'error')} and {count(self.findings['warning'], 'warning')}"
        text = f"{count(self.audited, 'article')} ({kinds}): {found} now"
        if self.scores:
            low, high = min(self.scores), max(self.scores)
            between = f"scores from {low} to {high}, the middle one {median_low(self.scores)}" if low < high else f"score {low}"
            text += f"; {between}"
        return f"{text}."


def survey(results: Iterable[Audit | Failure]) -> Survey:
    """Look at articles, one after the other."""
    made = Survey()
    for result in results:
        if isinstance(result, Failure):
            made.failed += result.kind != "missing"
            continue
        made.formats[result.document.format] += 1
        made.findings.update(finding.level for finding in result.findings if finding.state == "new")
        if result.suggested:
            made.like[result.suggested] += 1
        if result.score.value is not None:
            made.scores.append(result.score.value)
    return made


def starter(seen: Survey, *, profile: str, fail_on: FailOn, fail_under: float | None, schema: str = "") -> str:
    """Give a configuration with every decision made or shown; ``schema`` is the path of its schema, if it has one."""
    least = f"fail-under = {fail_under:g}" if fail_under is not None else f"# fail-under = {min(seen.scores, default=60)}"
    first = f"#:schema {schema}\n" if schema else ""
    return f"""\
{first}# What auditor asks of these articles. `auditor config show FILE` tells what holds for one and why.
# {seen}

# What is asked of texts that do not ask for it themselves: {", ".join(profile_names())}.
profile = "{profile}"

# The level from which a finding fails a run: error, warning, note or never.
fail-on = "{fail_on}"

# The least score of a text, of 100; texts that are not rated are passed over.
{least}

# What is found today may stay, and only what is new fails a run: `auditor baseline write` makes the file.
# baseline = "auditor-baseline.json"

# Rules and categories to hide (`auditor rules list`), and files that a walk leaves out, as in .gitignore.
# ignore = ["tracking-parameter"]
# exclude = ["drafts/"]

# <!-- auditor: ignore no-locator --> silences nothing until it gives its reason: no-locator -- why.
# require-reasons = true

# An upgrade that changes scores or rules is told before it changes what you see.
# required-version = "~={".".join(VERSION.split(".")[:2])}.0"
# score-model = {SCORE_MODEL}
# rules-version = "{rules_version()}"

# Rules and categories that are ignored in some files: for plain text, which has no comments, the only way.
# [per-file-ignores]
# "opinion/**" = ["unnamed-voices"]

# What one rule is: error, warning or note.
# [rules.unnamed-voices]
# level = "error"
"""
