"""The profiles of ``rules/profiles/``: what is asked of news, of encyclopedia articles, of papers, of answers, of blogs.

Which one a text is audited under is decided by whoever runs auditor, or by the text's own front matter, never by a guess.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, get_args

from auditor.compiled import compiled, rules_dir, table
from auditor.errors import RuleError, UsageError
from auditor.model import PARTS, Choice, Demands, Format, Level, Profile, SupportKind
from auditor.strict import check_known, listed, read_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from auditor.model import Rule

DEFAULT = "news"
FOLDER = "profiles"
_CLAIMS = ("lead", *get_args(SupportKind))
_FORMATS = (*get_args(Format), "wikitext")
_KEYS = {  # by table, the keys of each entry: what a profile may change, beside “why”
    "rules": ("enabled", "level", "weight"),
    "parts": ("points",),
    "ceilings": ("most",),
    "claims": ("counts",),
    "stubs": ("form",),
}


@cache
def profile_names() -> tuple[str, ...]:
    """Give the names of all profiles: the default one first."""
    names = compiled().get(FOLDER) or [path.stem for path in (rules_dir() / FOLDER).glob("*.toml")]
    return (DEFAULT, *sorted(set(names) - {DEFAULT}))


@cache
def profile(name: str) -> Profile:
    """Give a profile by its name; raises `UsageError` where there is none, `RuleError` where its file cannot be read."""
    if name not in profile_names():
        from difflib import get_close_matches  # noqa: PLC0415 — only an error needs it

        near = get_close_matches(name, profile_names(), 1)
        hint = f"did you mean “{near[0]}”? " if near else ""
        raise UsageError(f"no profile “{name}”; {hint}Profiles are {listed(profile_names())}")
    stored = compiled().get(FOLDER, {})
    return _profile(name, stored[name] if name in stored else read_table(rules_dir() / FOLDER / f"{name}.toml"))


def read_profiles(root: Path, rules: Iterable[Rule]) -> tuple[dict[str, dict[str, Any]], list[RuleError]]:
    """Read the profiles of a directory of rules, each strictly checked: tables by name, and what is wrong with the others."""
    by_id = {rule.id: rule for rule in rules}
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for path in sorted((root / FOLDER).glob("*.toml")):
        try:
            read = read_table(path)
            check_profile(path, read, by_id)
        except RuleError as problem:
            problems.append(problem)
        else:
            found[path.stem] = read
    return found, problems


def _profile(name: str, read: Mapping[str, Any]) -> Profile:
    """Give the profile that a checked table describes."""
    rules, parts, ceilings, claims, stubs = (read.get(key, {}) for key in _KEYS)
    refused = frozenset(kind for kind, said in claims.items() if kind != "lead" and not said["counts"])
    given = ("parts", "ceilings", "claims", "stubs")
    reasons = {f"{key}.{entry}": said["why"] for key in given for entry, said in read.get(key, {}).items()}
    return Profile(
        name,
        read["summary"],
        read["reads-like"],
        {rule: Choice(**said) for rule, said in rules.items()},
        {part: float(said["points"]) for part, said in parts.items()},
        {ceiling: float(said["most"]) for ceiling, said in ceilings.items()},
        Demands(refused, claims.get("lead", {}).get("counts", True)),
        {name: said["form"] for name, said in stubs.items()},
        reasons,
    )


# --- what a file may say ----------------------------------------------------------------------------------------


def check_profile(path: Path, read: Mapping[str, Any], rules: Mapping[str, Rule]) -> None:
    """Check a profile's table; raises `RuleError` naming file, key and what is allowed."""
    check_known(path, "", read, ("summary", "reads-like", *_KEYS))
    for key in ("summary", "reads-like"):
        if not isinstance(read.get(key), str) or not read[key]:
            raise RuleError(f"{path}: “{key}” is missing; it is a string")
    score = table("score")
    allowed = {"rules": tuple(rules), "parts": PARTS, "ceilings": tuple(score["ceilings"]), "claims": _CLAIMS, "stubs": _FORMATS}
    for key, names in allowed.items():
        entries = read.get(key, {})
        if not isinstance(entries, dict):
            raise RuleError(f"{path}: “{key}” must be a table, such as [{key}.{names[0]}]")
        check_known(path, f"{key}.", entries, names)
        for name, said in entries.items():
            _check_entry(path, key, name, said)
    for name, said in read.get("rules", {}).items():
        if "weight" in said and not rules[name].part:
            raise RuleError(f"{path}: “rules.{name}.weight” is given, but the rule costs no part of the score")
    worth = {**score["parts"], **{name: said["points"] for name, said in read.get("parts", {}).items()}}
    if sum(worth.values()) != 100:
        raise RuleError(f"{path}: the “parts” of the score add up to {sum(worth.values()):g} points; they must be 100")


def _check_entry(path: Path, key: str, name: str, said: object) -> None:
    where = f"{key}.{name}"
    if not isinstance(said, dict):
        raise RuleError(f"{path}: “{where}” must be a table with “why” and one of {listed(_KEYS[key])}")
    check_known(path, f"{where}.", said, (*_KEYS[key], "why"))
    if not isinstance(said.get("why"), str) or not said["why"]:
        raise RuleError(f"{path}: “{where}.why” is missing; a profile gives the reason of each choice")
    if len(said) < 2:
        raise RuleError(f"{path}: “{where}” changes nothing; allowed are {listed(_KEYS[key])}")
    for entry, value in said.items():
        expected, fits = _VALUES[entry]
        if not fits(value):
            raise RuleError(f"{path}: “{where}.{entry}” is {value!r}; it must be {expected}")


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_form(value: str) -> bool:
    return bool(value.strip()) and "\n" not in value and set(re.findall(r"(?<!\{)\{\w*\}(?!\})", value)) <= {"{month}", "{year}"}


_VALUES: dict[str, tuple[str, Any]] = {
    "enabled": ("true or false", lambda v: isinstance(v, bool)),
    "counts": ("true or false", lambda v: isinstance(v, bool)),
    "level": ("one of " + listed(get_args(Level)), lambda v: v in get_args(Level)),
    "weight": ("above 0 and at most 1", lambda v: _number(v) and 0 < v <= 1),
    "points": ("a whole number from 0 to 100", lambda v: _number(v) and isinstance(v, int) and 0 <= v <= 100),
    "most": ("a score from 0 to 100", lambda v: _number(v) and 0 <= v <= 100),
    "form": ("words on one line, with {month} and {year} where the day belongs", lambda v: isinstance(v, str) and _is_form(v)),
    "why": ("a string", lambda v: isinstance(v, str)),
}
