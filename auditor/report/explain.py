"""What `auditor rules explain` prints: everything a rule says of itself, what it costs in each profile, and how to silence it."""

from __future__ import annotations

import json
from inspect import signature

from auditor.config import under
from auditor.ignores import CATEGORY
from auditor.profiles import profile, profile_names
from auditor.report.common import PART_NAMES
from auditor.report.layout import clean, head, wrap
from auditor.score.model1 import settings
from auditor.text.language import language_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.model import Example, Rule
    from auditor.report.layout import Paper

_COVERS = {
    "entries": "It marks every entry of the list.",
    "markers": "It marks every citation number.",
    "claims": "It marks every claim.",
}


_SCORED = (
    "Hidden in a run or a project it no longer fails a run, and the score still counts what it finds. Ignored in a place or a "
    "file it is left out of the score, and the report says what the score would be with it."
)


def rule_page(rule: Rule, paper: Paper) -> Iterator[str]:
    """Yield the page of one rule."""
    state = rule.status if rule.enabled else f"{rule.status}, off unless selected"
    title = paper.text(f"{rule.category} · {state} since {rule.since}")
    yield f"{paper.ink(rule.id, 'bold')}  {paper.ink(rule.level, rule.level)}  {title}"
    yield from _paragraph(rule.summary, paper)
    yield ""
    yield from _section("Why it matters", [rule.why], paper)
    yield from _section("How to mend it", [rule.fix], paper)
    yield from _section("What auditor fix does", mending(rule), paper)
    for name, examples in (("Flagged", rule.bad), ("Left alone", rule.good)):
        yield paper.ink(name, "bold")
        for example in examples:
            yield from _example(example, paper)
    yield from _section("What it costs", _cost(rule), paper)
    yield from _profiles(rule, paper)
    yield from _section("Language", [_language(rule)], paper)
    yield from _section("Measured", [rule.measured or "Not yet, so it stays a preview."], paper)
    yield from _section("Backed by", rule.references, paper)
    yield from _silence(rule, paper)
    yield from _options(rule, paper)


def internal_error_page(paper: Paper) -> Iterator[str]:
    """Yield the page of what reports call “internal-error”: no rule, but a rule that failed."""
    yield f"{paper.ink(INTERNAL_ERROR, 'bold')}  {paper.ink('error', 'error')}  no rule, but a rule that failed on a text"
    yield ""
    for name, text in _INTERNAL_ERROR.items():
        yield from _section(name, [text], paper)


INTERNAL_ERROR = "internal-error"
_INTERNAL_ERROR = {
    "Why it matters": "What the rule would have found is not known: that nothing is reported does not make the text clean.",
    "What happens": "The other rules ran, and the score counts what they found. The run ends with exit status 3, never passed.",
    "How to mend it": "Report it, with the text if you may: the fault is auditor's, or in options of a finder that you have set.",
    "How to silence it": "Not at all: --ignore hides findings, not this. Leave the text out with --exclude until it is mended.",
}


def _section(name: str, texts: Iterable[str], paper: Paper) -> Iterator[str]:
    yield paper.ink(name, "bold")
    for text in texts:
        yield from _paragraph(text, paper)
    yield ""


def _paragraph(text: str, paper: Paper) -> Iterator[str]:
    for line in wrap(paper.text(text), paper.columns - 2, paper.columns - 2):
        yield f"  {line}"


def _example(example: Example, paper: Paper) -> Iterator[str]:
    lead = f"  {'' if example.format == 'text' else f'({example.format}) '}"
    if lead.strip():
        yield paper.ink(lead.rstrip(), "dim")
    for line in paper.text(example.text).rstrip("\n").split("\n"):
        wrapped = wrap(clean(line), paper.columns - 4, paper.columns - 4) or [""]
        yield from (f"  | {part}".rstrip() for part in wrapped)
    for target, verdict in example.evidence.items():
        said = ", ".join((verdict.answer, *(verdict.facts[key] for key in ("reason", "readable") if key in verdict.facts)))
        yield paper.ink(head(paper.text(f"    asked: {clean(target)}: {clean(said)}"), paper.columns, paper.ellipsis), "dim")
    for flag in example.flags:
        yield f"    {paper.ink('^ ' + head(clean(paper.text(flag)), paper.columns - 6, paper.ellipsis), 'caret')}"
    yield ""


_SAFETY = {
    "safe": "Safe: nothing that is said changes.",
    "unsafe": "Unsafe, so only with --unsafe-fixes: what is said may change.",
    "suggestion": "A suggestion: it is shown, and never made.",
}


def mending(rule: Rule) -> list[str]:
    """Say what `auditor fix` does about a rule, and how safe that is."""
    if not rule.safety:
        return ["Nothing: only a person can mend this."]
    return [f"{rule.mending} {_SAFETY[rule.safety]}"]


def _cost(rule: Rule) -> list[str]:
    if not rule.part:
        return ["Nothing: its findings are advice, and cost no points in any profile."]
    part = PART_NAMES.get(rule.part, rule.part)
    said = (
        "Each place it finds is a bad one, with the weight below (1 is as bad as can be)."
        f" Of its points, “{part}” earns clean places ÷ (clean places + weights of the bad ones)."
    )
    more = [_COVERS[rule.covers]] if rule.covers else []
    if rule.status == "preview":
        more.append("As a preview it costs nothing yet: it runs with --preview, or when it is selected by name.")
    return [" ".join([said, *more])]


def _profiles(rule: Rule, paper: Paper) -> Iterator[str]:
    """A line for each profile: whether the rule is on there, at which level, what it costs, and why it differs."""
    yield paper.ink("In each profile", "bold")
    for name in profile_names():
        chosen = profile(name)
        (here,) = under([rule], chosen)
        worth = f"{settings(name)['parts'][rule.part]:.0f} points" if rule.part else ""
        costs = f"{PART_NAMES.get(rule.part, rule.part)}, {worth}, weight {here.weight:g}" if rule.part else "costs nothing"
        state = f"{here.level:<8} {costs}" if here.enabled else "off"
        yield f"  {name:<13} {state}"
        choice = chosen.rules.get(rule.id)
        if choice is not None:
            room = paper.columns - 16
            yield from (paper.ink(" " * 16 + line, "dim") for line in wrap(paper.text(choice.why), room, room))
    yield ""


def _language(rule: Rule) -> str:
    if rule.language == "any":
        return "Any: it looks at no words of a language."
    return (
        f"{language_name(rule.language)}: in a text that is evidently in another language it does not run, and the report says so."
    )


def _silence(rule: Rule, paper: Paper) -> Iterator[str]:
    yield paper.ink("How to silence it", "bold")
    in_place = () if rule.category == CATEGORY else (("in one place", f"<!-- auditor: ignore {rule.id} -- why -->"),)
    rows = (
        *in_place,
        ("in some files", f'"*.txt" = ["{rule.id}"]   in [per-file-ignores]'),
        ("in one run", f"auditor check --ignore {rule.id} …"),
        ("in a project", f'ignore = ["{rule.id}"]   in auditor.toml'),
        ("or lower it", f'[rules.{rule.id}] level = "note"   there'),
    )
    yield from (paper.text(f"  {name:<13} {how}") for name, how in rows)
    if rule.part and rule.status == "stable":
        yield from _paragraph(_SCORED, paper)
    yield ""


def _options(rule: Rule, paper: Paper) -> Iterator[str]:
    from auditor.finders import FINDERS  # noqa: PLC0415 — the finders, which only this page describes
    from auditor.rules import finder_options  # noqa: PLC0415

    finder = FINDERS[rule.finder]
    known = finder_options(finder)
    if not known:
        return
    defaults = signature(finder).parameters
    yield paper.ink("Options", "bold")
    yield from _paragraph(f"of the finder “{rule.finder}”, to be set in [rules.{rule.id}] of auditor.toml", paper)
    for key in known:
        if key in rule.options:
            yield from _paragraph(f"{key} = {_shown(rule.options[key])}", paper)
        else:
            yield from _paragraph(f"{key} = {_shown(defaults[key].default)} (unless you set it)", paper)


def _shown(value: object) -> str:
    if isinstance(value, list) and any(len(str(item)) > 60 for item in value):
        return f"{len(value)} pattern{'s' * (len(value) > 1)}"
    if isinstance(value, list) and len(value) > 12:
        return f"a list of {len(value)}"
    if isinstance(value, (str, bool, int, float)):
        text = json.dumps(value, ensure_ascii=False)
        return text if len(text) <= 200 else "a pattern"
    return json.dumps(list(value), ensure_ascii=False) if isinstance(value, (list, tuple)) else "nothing"
