"""The keys of a configuration file: what each may hold, and what it is for. The checks, the schema and the help come from here."""

from __future__ import annotations

from typing import Any, get_args

from auditor.config.values import FailOn
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


class Key(NamedTuple):
    """One key: what it must be in words, whether a value fits, its JSON Schema, what it is for."""

    expected: str
    fits: Callable[[Any], bool]
    schema: dict[str, Any]
    says: str
    of_run: bool = False


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _whole(value: object) -> bool:
    return _number(value) and isinstance(value, int)


def _word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _flag(value: object) -> bool:
    return isinstance(value, bool)


_WORD = {"type": "string", "minLength": 1}
_FLAG = {"type": "boolean"}
_STRINGS = {"type": "array", "items": {"type": "string"}}
_NAMES = {"type": "array", "items": {"$ref": "#/$defs/name"}}

KEYS: dict[str, Key] = {
    "extend": Key("the path of a configuration file", _word, _WORD, "A configuration to begin with, from this file's directory"),
    "profile": Key(
        "the name of a profile", _word, {"$ref": "#/$defs/profile"}, "What is asked of the texts that do not ask for it themselves"
    ),
    "select": Key("a list of rules or categories", _strings, _NAMES, "Show only these rules and categories; moves no score"),
    "ignore": Key("a list of rules or categories", _strings, _NAMES, "Hide these rules and categories; moves no score"),
    "per-file-ignores": Key(
        "a table of patterns with lists of rules or categories",
        lambda v: isinstance(v, dict) and all(map(_strings, v.values())),
        {"type": "object", "additionalProperties": _NAMES},
        "By pattern as in .gitignore, from this file's directory: rules and categories to ignore in the files that match",
    ),
    "require-reasons": Key(
        "true or false", _flag, _FLAG, "A directive in a text that gives no reason (“-- why”) silences nothing and is reported"
    ),
    "preview": Key("true or false", _flag, _FLAG, "Also show what rules find whose precision is not established"),
    "notes": Key("true or false", _flag, _FLAG, "Show notes too", of_run=True),
    "fail-on": Key(
        "one of " + ", ".join(get_args(FailOn)),
        lambda v: isinstance(v, str) and v in get_args(FailOn),
        {"enum": list(get_args(FailOn)), "default": "error"},
        "Level from which a finding fails the run",
        of_run=True,
    ),
    "fail-under": Key(
        "a score from 0 to 100",
        lambda v: _number(v) and 0 <= v <= 100,
        {"type": "number", "minimum": 0, "maximum": 100},
        "Least score of a text; those that are not rated are passed over",
        of_run=True,
    ),
    "max-warnings": Key(
        "a whole number from 0",
        lambda v: _whole(v) and v >= 0,
        {"type": "integer", "minimum": 0},
        "Fail on more warnings than this in the whole run",
        of_run=True,
    ),
    "baseline": Key(
        "the path of a baseline", _word, _WORD, "The file of what is known and may stay (auditor baseline write)", of_run=True
    ),
    "strict-baseline": Key("true or false", _flag, _FLAG, "Fail on entries of the baseline that are stale", of_run=True),
    "fail-on-drop": Key(
        "a number of points from 0 to 100",
        lambda v: _number(v) and 0 <= v <= 100,
        {"type": "number", "minimum": 0, "maximum": 100},
        "Fail where a score is more than this below the baseline's",
        of_run=True,
    ),
    "include": Key("a list of patterns", _strings, _STRINGS, "When walking, audit only files like this", of_run=True),
    "exclude": Key("a list of patterns", _strings, _STRINGS, "When walking, leave out files like this", of_run=True),
    "rule-dirs": Key("a list of directories", _strings, _STRINGS, "Directories of rules of your own, from this file's directory"),
    "required-version": Key(
        "a version such as “0.1.0” or a range such as “>=0.1, <0.3”", _word, _WORD, "The versions of auditor that may be used"
    ),
    "score-model": Key("a whole number from 1", lambda v: _whole(v) and v >= 1, {"type": "integer", "minimum": 1}, "The score"),
    "rules-version": Key(
        "what `auditor --version` names",
        _word,
        _WORD,
        "The rules as they were when this was written: `auditor --version` names them",
    ),
    "online": Key(
        "a table such as [online]",
        lambda v: isinstance(v, dict),
        {"type": "object"},
        "How the network is asked with --online: timeout, max-age, services and others",
        of_run=True,
    ),
    "rules": Key(
        "tables such as [rules.no-locator]",
        lambda v: isinstance(v, dict),
        {"$ref": "#/$defs/rules"},
        "By rule: its level, and the options of what it finds with",
    ),
}
KEYS["score-model"] = KEYS["score-model"]._replace(says="The model of the score that fail-under was chosen for")
