"""Results as plain text and back: how they are kept for the next run, and how processes pass them on.

A result is two pieces of JSON. The first is all that most reports tell; the second is what only detailed ones do: claims,
attributions, references. Neither holds the text itself: an audit made of them reads its document when it is asked for it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields, replace
from functools import cache, partial
from typing import Any

from auditor.audited import Audit
from auditor.model import (
    Attribution,
    Claim,
    Edit,
    Failure,
    Finding,
    Fix,
    Part,
    Place,
    Reference,
    Rule,
    Score,
    Step,
    Support,
)
from auditor.model.made import NamedTuple
from auditor.pipeline import audit_document
from auditor.rules import restored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.config import Selection
    from auditor.document import Document

_FACTS = ("format", "language", "suggested")  # of the first piece
_DETAILS = ("templated", "title", "targets")  # of the second


class Stored(NamedTuple):
    """A result as text: ``core``, and ``detail`` where it was asked for (empty: it was not)."""

    core: str
    detail: str = ""


def is_failure(core: str) -> bool:
    """Tell whether the first piece of a result is that of a `Failure`, which has no second."""
    return core.startswith('{"kind"')


class Forms:
    """One `Form` for each selection of a run."""

    def __init__(self) -> None:
        self._forms: dict[int, Form] = {}

    def of(self, selection: Selection) -> Form:
        """Give the form of a selection, which outlives this."""
        known = self._forms.get(id(selection))
        if known is None:
            known = self._forms[id(selection)] = Form(selection)
        return known


class Form:
    """Writes and reads the results of one selection of rules: findings name their rules, which stand in the selection."""

    def __init__(self, selection: Selection) -> None:
        self.selection = selection
        self._rules: dict[tuple[str, str], Mapping[str, Rule]] = {}

    def write(self, result: Audit | Failure, *, detail: bool = False) -> Stored:
        """Give a result as text."""
        if isinstance(result, Failure):
            return Stored(_dump({"kind": result.kind, "reason": result.reason}))
        rules = self._known(result.score.profile, result.chosen)
        core = {
            "score": _row(result.score),
            "chosen": result.chosen,
            "findings": [_finding_row(finding, rules) for finding in result.findings],
            "suggested": [_fix_rows(f) if f.rule.safety == "suggestion" else [] for f in result.findings],
            "broken": [(_named(rule, rules), error) for rule, error in result.broken],
            "hidden": result.hidden,
            "unread": [_named(rule, rules) for rule in result.unread],
            "passing": result.passing,
            "freed": sorted(result.freed),
            "damaged": result.document.offsets.mended,
            "around": [(*span, digest) for span, digest in result.surroundings.items()],
            "facts": [getattr(result, name) for name in _FACTS],
            "site": result.site if any(finding.rule.once for finding in result.findings) else None,  # else nobody asks
        }
        return Stored(_dump(core), _dump(_detail(result)) if detail else "")

    def read(self, stored: Stored, name: str, held: Callable[[], Document]) -> Audit | Failure:
        """Give the result that was written; ``held`` reads its document. Raises `ValueError` where this is no such text."""
        try:
            core = json.loads(stored.core)
            if "kind" in core:
                return Failure(name, core["reason"], core["kind"])
            score = _score(core["score"])
            rules = self._known(score.profile, core["chosen"])
            known = dict(zip(_FACTS, core["facts"], strict=True))
            known["surroundings"] = {(start, end): digest for start, end, digest in core["around"]}
            known["looked_up"] = False  # what the network said is not kept here
            if core["site"] is not None:
                known["site"] = core["site"]
            found = tuple(_finding(row, rules) for row in core["findings"])
            if stored.detail:
                detail = json.loads(stored.detail)
                known |= _known_detail(detail)
                found = tuple(_with_fixes(*one) for one in zip(found, detail["fixes"], strict=True))
            else:
                found = _mending_again(found, held, self.selection)
                found = tuple(_with_suggested(*one) for one in zip(found, core["suggested"], strict=True))
            return Audit(
                name,
                partial(_read_again, held, self.selection) if core["damaged"] else held,
                found,
                score,
                tuple((_rule(named, rules), error) for named, error in core["broken"]),
                core["hidden"],
                tuple(_rule(named, rules) for named in core["unread"]),
                core["chosen"],
                core["passing"],
                frozenset(core["freed"]),
                known=known,
            )
        except (TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
            raise ValueError(f"no result of auditor's ({type(error).__name__}: {error})") from error

    def _known(self, profile: str, chosen: str) -> Mapping[str, Rule]:
        """Give the rules under the profile that a text was audited by, by their ids."""
        key = (profile, chosen)
        if key not in self._rules:
            selection = self.selection
            if profile != selection.profile.name or chosen != selection.chosen:
                selection = selection.under(profile)
            self._rules[key] = {rule.id: rule for rule in (*selection.scored, *selection.extra)}
        return self._rules[key]


def _dump(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), default=_plain)


def _plain(value: object) -> Any:  # noqa: ANN401
    """Give what JSON has no word for: a frozen set or a read-only mapping."""
    return dict(value) if hasattr(value, "keys") else list(value)  # type: ignore[call-overload]


_SCORE = tuple(f.name for f in fields(Score))
_FINDING = tuple(f.name for f in fields(Finding) if f.name != "fixer")


def _row(value: Score | Part | Step) -> list[Any]:
    """Give a value of the model as a list of its fields; those in it likewise."""
    row = []
    for name in (f.name for f in fields(value)):
        item = getattr(value, name)
        row.append([_row(part) for part in item] if name in ("parts", "steps") else item)
    return row


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


def _score(row: list[Any]) -> Score:
    values = dict(zip(_SCORE, row, strict=True))
    values["parts"] = tuple(Part(*map(_frozen, part)) for part in values["parts"])
    values["steps"] = tuple(Step(*map(_frozen, step)) for step in values["steps"])
    return Score(**values)


# --- rules and findings ---------------------------------------------------------------------------------------


def _named(rule: Rule, rules: Mapping[str, Rule]) -> Any:  # noqa: ANN401 — a name, or all of the rule where it is not in the selection
    return rule.id if rules.get(rule.id) is rule else asdict(rule)


def _rule(named: Any, rules: Mapping[str, Rule]) -> Rule:  # noqa: ANN401
    return rules[named] if isinstance(named, str) else restored(named)


def _finding_row(finding: Finding, rules: Mapping[str, Rule]) -> list[Any]:
    rule, *rest = (getattr(finding, name) for name in _FINDING)
    return [_named(rule, rules), *rest]


def _finding(row: list[Any], rules: Mapping[str, Rule]) -> Finding:
    named, level, message, places, related, *rest = row
    beside = tuple([(Place(*place), why) for place, why in related])
    return Finding(_rule(named, rules), level, message, tuple([Place(*place) for place in places]), beside, *map(_frozen, rest))


# --- claims, attributions, references -------------------------------------------------------------------------


def _detail(audit: Audit) -> dict[str, Any]:
    told = audit.told
    return {
        **{name: getattr(audit, name) for name in _DETAILS},
        "claims": audit.claims,
        "attributions": audit.attributions,
        "references": [(r.start, r.end, r.label, dict(r.fields)) for r in audit.references],
        "told": [(*span, *rest) for span, rest in told.items()],
        "fixes": [_fix_rows(finding) for finding in audit.findings],
        "points": [(at, *where) for at, where in audit.points.items()],
    }


def _read_again(held: Callable[[], Document], selection: Selection) -> Document:
    """Read a damaged text once more as it was read when it was audited (`auditor.heal`)."""
    return audit_document(held(), selection).document


def _mending_again(found: tuple[Finding, ...], held: Callable[[], Document], selection: Selection) -> tuple[Finding, ...]:
    """Let findings tell their fixes, for which nobody asked when they were written: the text is audited again for them."""

    @cache
    def again() -> tuple[Finding, ...]:
        return audit_document(held(), selection).findings

    return tuple(replace(f, fixer=partial(_fixes_at, again, i)) if f.rule.fixer else f for i, f in enumerate(found))


def _fixes_at(again: Callable[[], tuple[Finding, ...]], index: int) -> tuple[Fix, ...]:
    return again()[index].fixes


def _fix_rows(finding: Finding) -> list[Any]:
    return [(fix.edits, fix.what, fix.safety) for fix in finding.fixes]


def _with_suggested(finding: Finding, rows: list[Any]) -> Finding:
    """Give a finding whose suggestions are told with it: reports show them to everybody."""
    if finding.rule.safety != "suggestion":
        return finding
    return _with_fixes(finding, rows) if rows else replace(finding, fixer=None)


def _with_fixes(finding: Finding, rows: list[Any]) -> Finding:
    if not rows:
        return finding
    fixes = tuple(Fix(tuple(Edit(*edit) for edit in edits), what, safety) for edits, what, safety in rows)
    return replace(finding, fixer=lambda: fixes)


def _known_detail(detail: dict[str, Any]) -> dict[str, Any]:
    return {
        **{name: detail[name] for name in _DETAILS},
        "claims": tuple(
            Claim(start, end, sentence, tuple(kinds), tuple(Support(*one) for one in support))
            for start, end, sentence, kinds, support in detail["claims"]
        ),
        "attributions": tuple(Attribution(*row) for row in detail["attributions"]),
        "references": tuple(Reference(*row) for row in detail["references"]),
        "told": {(start, end): (line, column, words) for start, end, line, column, words in detail["told"]},
        "points": {at: (line, column) for at, line, column in detail["points"]},
    }
