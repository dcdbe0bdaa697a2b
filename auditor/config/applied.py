"""What holds for one file, and where each of it comes from."""

from __future__ import annotations

import os
import re
from typing import Any

from auditor.config.keys import KEYS
from auditor.config.lines import line_of
from auditor.config.patterns import matching
from auditor.config.selection import names_of, under
from auditor.model.made import NamedTuple
from auditor.profiles import DEFAULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from auditor.config.selection import Selection
    from auditor.config.values import Config
    from auditor.model import Rule

NOTHING = "default"


class Setting(NamedTuple):
    """A key with its value (None: not set) and what set it: a file, "front matter" or "default"."""

    key: str
    value: Any
    origin: str

    @property
    def line(self) -> int:
        """The 1-based line of its file, 0 where it comes from none."""
        return line_of(self.origin, self.key)


class RuleState(NamedTuple):
    """What becomes of a rule's findings: ``state`` is "on", "off", "preview", "hidden" or "ignored"; ``origin`` is what made it so.

    ``options`` are those that the configuration sets; ``key`` is the key of the file that ``origin`` names, if it is one.
    """

    rule: Rule
    state: str
    level: str
    origin: str
    options: Mapping[str, Any]
    key: str = ""

    @property
    def line(self) -> int:
        """The 1-based line of its file, 0 where it comes from none."""
        return line_of(self.origin, self.key)


def settings(selection: Selection, top: Config, name: str) -> Iterator[Setting]:
    """Give every key that holds for a file: those of the run are ``top``'s, the others the selection's own."""
    config = selection.config
    for key, what in KEYS.items():
        source = top if what.of_run else config
        origin = source.origins.get(key, NOTHING)
        if key == "per-file-ignores":
            yield from (
                Setting(f"{key}.{row.pattern}", list(row.names), row.origin) for row in matching(config.per_file_ignores, name)
            )
        elif key == "extend":
            yield Setting(key, [str(path) for path in config.extended] or None, str(config.path) if config.extended else NOTHING)
        elif key == "profile":
            asked = selection.chosen == "front matter"
            yield Setting(key, selection.profile.name, "front matter" if asked else origin)
        elif key == "rule-dirs":
            yield Setting(key, [str(folder) for folder in config.packs] or None, origin)
        elif key != "rules":
            value = getattr(source, key.replace("-", "_"))
            yield Setting(key, list(value) or None if isinstance(value, tuple) else value if value != "" else None, origin)


def rule_states(selection: Selection, name: str, asked: Iterable[str] = ()) -> Iterator[RuleState]:
    """Give what becomes of each rule in a file; ``asked`` are those that its front matter ignores."""
    config = selection.config
    names = names_of(selection.rules)
    by_path = {rule: row for row in matching(config.per_file_ignores, name) for each in row.names for rule in names.get(each, ())}
    by_text = {rule for each in asked for rule in names.get(each, ())}
    for rule in under(selection.rules, selection.profile):
        state, origin, key = _state(rule, selection)
        if state == "on" and rule.id in by_text:
            state, origin, key = "ignored", "front matter", ""
        elif state == "on" and rule.id in by_path:
            row = by_path[rule.id]
            state, origin, key = "ignored", row.origin, f"per-file-ignores.{row.pattern}"
        own = {rule.id, *rule.aliases}
        options = {key: value for name in own & config.options.keys() for key, value in config.options[name].items()}
        yield RuleState(rule, state, selection.levels.get(rule.id, rule.level), origin, options, key)


def front_matter(name: str, selection: Selection) -> tuple[Selection, tuple[str, ...]]:
    """Give the selection that a file's front matter asks for, and what it ignores; raises `ReadError` as an audit does.

    Of a directory nothing is read.
    """
    from auditor.read.sources import read_document, read_source  # noqa: PLC0415 — one file at a time

    if os.path.isdir(name):  # noqa: PTH112
        return selection, ()
    document = read_document(read_source(name))
    said = document.metadata.settings.get("ignore", ())
    asked = [part.strip() for item in said for part in re.split(r"\s(?:--|—|–)(?:\s|$)", item)[0].split(",")]
    return selection.suited(document), tuple(asked)


def _state(rule: Rule, selection: Selection) -> tuple[str, str, str]:
    """Tell whether a rule is on, what made it so, and by which key, where that is a file."""
    config = selection.config
    chosen = selection.profile.rules.get(rule.id)
    profile = f"profile {selection.profile.name}" if selection.profile.name != DEFAULT or chosen else NOTHING
    if rule.id not in selection.shown:
        if not rule.enabled:
            return "off", profile if chosen and chosen.enabled is False else NOTHING, ""
        if rule.status == "preview" and not config.preview:
            return "preview", NOTHING, ""
        key = "ignore" if {rule.id, *rule.aliases, rule.category} & set(config.ignore) else "select"
        return "hidden", config.origins.get(key, f"--{key}"), key
    for name in (rule.id, *rule.aliases):
        if name in config.levels or name in config.options:
            keys = ((file, key) for key, file in config.origins.items() if key.startswith(f"rules.{name}."))
            return "on", *next(keys, (NOTHING, ""))
    if {rule.id, *rule.aliases, rule.category} & set(config.select):
        return "on", config.origins.get("select", "--select"), "select"
    return "on", profile if chosen else NOTHING, ""
