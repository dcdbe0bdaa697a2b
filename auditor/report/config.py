"""What holds for one file and from where, for people and for programs."""

from __future__ import annotations

import json
from typing import Any

from auditor.config.applied import NOTHING, rule_states, settings
from auditor.gate import count
from auditor.model import SCORE_MODEL
from auditor.report.layout import one_line, width, wrap
from auditor.rules import rules_version
from auditor.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.config import Config, Selection
    from auditor.config.applied import RuleState, Setting
    from auditor.report.layout import Paper

_STATES = {
    "off": "off: runs only where --select names it",
    "preview": "preview: runs with --preview",
    "hidden": "hidden",
    "ignored": "ignored here",
}


def show(name: str, selection: Selection, top: Config, asked: Iterable[str], paper: Paper) -> Iterator[str]:
    """Yield the lines of `auditor config show`: keys, values and where they come from; then what becomes of the rules."""
    config = selection.config
    yield paper.ink(paper.text(one_line(name)), "bold")
    chain = ", which extends ".join(str(path) for path in (config.path, *config.extended) if path)
    yield paper.text(one_line(f"Configuration: {chain or 'none, so all is as it comes'}"))
    yield f"auditor {VERSION}, score model {SCORE_MODEL}, rules {rules_version()}"
    yield ""
    rows = [(row.key, _value(row.value), _where(row)) for row in settings(selection, top, name)]
    yield from _table([("key", "value", "from"), *rows], paper)
    yield ""
    states = list(rule_states(selection, name, asked))
    changed = [s for s in states if s.origin != NOTHING]
    if changed:
        title = ("rule", "here", "from")
        yield from _table([title, *((s.rule.id, _here(s), _where(s)) for s in changed)], paper)
        yield ""
    yield from _as_they_come([s for s in states if s.origin == NOTHING], paper)


def _here(state: RuleState) -> str:
    options = "".join(f", {key} = {_value(value)}" for key, value in state.options.items())
    return (state.level if state.state == "on" else state.state) + options


def _where(row: Setting | RuleState) -> str:
    return f"{row.origin}:{row.line}" if row.line else row.origin


def _value(value: object) -> str:
    return "not set" if value is None else json.dumps(value, ensure_ascii=False)


def _table(rows: list[tuple[str, str, str]], paper: Paper) -> Iterator[str]:
    """Three columns; a value that is too long goes on below itself."""
    safe = [tuple(paper.text(one_line(cell)) for cell in row) for row in rows]
    first = min(max(width(row[0]) for row in safe), paper.columns // 3)
    last = min(max(width(row[2]) for row in safe), paper.columns // 3)
    room = max(paper.columns - first - last - 8, 10)
    for number, (key, value, origin) in enumerate(safe):
        lines = wrap(value, room, room) or [""]
        left = f"  {key:<{first}}  {lines[0]:<{room}}  "
        yield paper.ink(f"{left}{origin}", "bold") if not number else left + paper.ink(origin, "dim")
        yield from (f"  {'':<{first}}  {line}" for line in lines[1:])


def _as_they_come(states: list[RuleState], paper: Paper) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for state in states:
        groups.setdefault(state.level if state.state == "on" else _STATES[state.state], []).append(state.rule.id)
    yield paper.ink(f"  {count(len(states), 'rule')} as they come", "bold")
    for title, ids in groups.items():
        text = paper.text(f"{title} ({len(ids)}): {', '.join(ids)}")
        yield from (
            f"  {'  ' if number else ''}{line}" for number, line in enumerate(wrap(text, paper.columns - 2, paper.columns - 4))
        )


def show_json(name: str, selection: Selection, top: Config, asked: Iterable[str]) -> str:
    """Give the same as one JSON object."""
    config = selection.config
    told: dict[str, Any] = {
        "file": name,
        "configuration": str(config.path) if config.path else None,
        "extends": [str(path) for path in config.extended],
        "auditor": VERSION,
        "score_model": SCORE_MODEL,
        "rules_version": rules_version(),
        "settings": [
            {"key": row.key, "value": row.value, "from": row.origin, "line": row.line or None}
            for row in settings(selection, top, name)
        ],
        "rules": [
            {
                "rule": s.rule.id,
                "category": s.rule.category,
                "state": s.state,
                "level": s.level,
                "from": s.origin,
                "line": s.line or None,
                "options": s.options,
            }
            for s in rule_states(selection, name, asked)
        ],
    }
    return json.dumps(told, ensure_ascii=True, indent=1)
