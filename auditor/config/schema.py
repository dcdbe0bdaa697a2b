"""The JSON Schema of a configuration file, made from the keys, the rules and their finders, so that editors complete it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

from auditor.config.keys import KEYS
from auditor.finders import FINDERS
from auditor.model import LEVELS
from auditor.profiles import profile, profile_names
from auditor.rules import finder_options, load_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.model import Rule

PATH = Path(__file__).parent.parent / "config.schema.json"
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def config_schema() -> dict[str, Any]:
    """Give the schema of this auditor, its own rules named; rules of other packs are allowed, too."""
    rules = load_rules().rules
    categories = sorted({rule.category for rule in rules})
    names = [*categories, *(rule.id for rule in rules)]
    profiles = [{"const": name, "description": profile(name).summary} for name in profile_names()]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Configuration of auditor",
        "description": "auditor.toml, or the table [tool.auditor] of pyproject.toml",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: {"description": key.says, **key.schema} for name, key in KEYS.items()},
        "$defs": {
            "level": {"enum": list(LEVELS)},
            "profile": {"oneOf": profiles},
            "name": {"anyOf": [{"enum": names}, {"type": "string", "description": "a rule of your own"}]},
            "rules": {
                "type": "object",
                "properties": {rule.id: _rule(rule) for rule in rules},
                "additionalProperties": {"type": "object", "properties": {"level": {"$ref": "#/$defs/level"}}},
            },
        },
    }


def _rule(rule: Rule) -> dict[str, Any]:
    level = {"allOf": [{"$ref": "#/$defs/level"}], "default": rule.level, "description": "How its findings are told"}
    options = {name: _of(hint) for name, (hint, _) in finder_options(FINDERS[rule.finder]).items()}
    return {
        "type": "object",
        "description": rule.summary,
        "additionalProperties": False,
        "properties": {"level": level, **options},
    }


def _of(hint: Any) -> dict[str, Any]:  # noqa: ANN401 — any type of an option
    if getattr(hint, "__origin__", None) in (list, tuple):
        return {"type": "array", "items": _of(get_args(hint)[0])}
    if get_args(hint):
        return {"enum": list(get_args(hint))}
    return {"type": _TYPES[hint]} if hint in _TYPES else {}


def schema_text() -> str:
    """Give the schema as the file beside this package holds it."""
    return json.dumps(config_schema(), indent=1, ensure_ascii=False) + "\n"
