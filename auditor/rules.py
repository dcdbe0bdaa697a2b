"""Rule files: data in, `Rule` values out, with every mistake named by file and key.

A rule's id is its file's stem and its category the folder. The keyword-only parameters of the finder it names are the schema
of its ``[find]`` table.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, get_args

import re2

from auditor import lexicon
from auditor.compiled import compiled, remember, rules_dir, stamp, table
from auditor.domains.listed import check_domains
from auditor.errors import RuleError
from auditor.finders import FINDERS
from auditor.finders.cue_reader import read_cues
from auditor.finders.cues import as_data
from auditor.finders.pattern import joined
from auditor.fixers import FIXERS
from auditor.model import PARTS, SAFETIES, Example, Format, Level, NetworkAnswer, Rule, Status, Verdict
from auditor.model.made import dataclass
from auditor.profiles import FOLDER, read_profiles
from auditor.strict import check_known, listed, read_table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_REQUIRED = ("summary", "message", "level", "status", "since", "why", "fix", "references", "find")
_OPTIONAL = ("score", "bad", "good", "language", "formats", "once", "enabled", "supersedes", "aliases", "measured", "mend")
_TYPES: dict[str, type] = {
    "summary": str,
    "message": str,
    "level": str,
    "status": str,
    "since": str,
    "why": str,
    "fix": str,
    "references": list,
    "find": dict,
    "score": dict,
    "bad": list,
    "good": list,
    "language": str,
    "formats": list,
    "once": str,
    "enabled": bool,
    "supersedes": list,
    "aliases": list,
    "measured": str,
    "mend": dict,
}
_CHOICES = {"level": get_args(Level), "status": get_args(Status), "once": ("site",)}
_ANSWERS = get_args(NetworkAnswer)
_COVERS = ("entries", "markers", "claims")
_ID = lexicon.later(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LANGUAGE = lexicon.later(r"any|[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that load, in order of category and id, and the mistakes in those that do not."""

    rules: tuple[Rule, ...]
    problems: tuple[RuleError, ...] = ()

    def __iter__(self) -> Any:  # noqa: ANN401 — an iterator of rules
        return iter(self.rules)

    def get(self, name: str) -> Rule | None:
        """Give a rule by its id or an alias."""
        return next((r for r in self.rules if name == r.id or name in r.aliases), None)


def load_rules(directory: str | Path | None = None) -> RuleSet:
    """Load the rule files under ``directory`` (``<category>/<id>.toml``), or auditor's own.

    A file that breaks the form is left out and its `RuleError` is in ``problems``; the others load.
    Raises `RuleError` where the directory does not exist or holds no rule.
    """
    if directory is None:
        return _own_rules()
    pack = read_rules(Path(directory))
    if not (Path(directory) / FOLDER).is_dir():
        return pack
    problem = RuleError(f"{directory}: “{FOLDER}” holds profiles, which only auditor itself brings; a rule needs another folder")
    return RuleSet(pack.rules, (*pack.problems, problem))


@cache
def _own_rules() -> RuleSet:
    """Auditor's own rules from the compiled data; where that is out of date, from their files, strictly."""
    stored = compiled().get("rules")
    if stored is not None:
        return RuleSet(tuple(map(restored, stored)))
    before = stamp()
    loaded = read_rules(rules_dir())
    profiles, problems = read_profiles(rules_dir(), loaded.rules)
    if not loaded.problems and not problems:
        remember(compile_rules(loaded, profiles), before)
    return RuleSet(loaded.rules, (*loaded.problems, *problems))


def compile_rules(loaded: RuleSet, profiles: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Give rules, profiles, word lists and what follows from them as plain data for `auditor.compiled`; raises `RuleError`."""
    check_domains(rules_dir() / "domains.toml", table("domains"))
    patterns = {joined(tuple(rule.options["patterns"])) for rule in loaded.rules if "patterns" in rule.options}
    patterns |= {rule.options["cue"] for rule in loaded.rules if "cue" in rule.options}
    cues = {pattern: read_cues(pattern) for pattern in sorted(patterns)}
    return {
        "tables": {path.stem: table(path.stem) for path in sorted(rules_dir().glob("*.toml"))},
        "rules": [asdict(rule) for rule in loaded.rules],
        FOLDER: profiles,
        "cues": {pattern: as_data(found) for pattern, found in cues.items()},
        "version": _fingerprint(loaded.rules, profiles),
    }


@cache
def rules_version() -> str:
    """Give eight letters that change when the shipped rules find or weigh something else; reworded texts change nothing."""
    stored = compiled().get("version")
    if stored is not None:
        return str(stored)
    return _fingerprint(_own_rules().rules, read_profiles(rules_dir(), _own_rules().rules)[0])


def _fingerprint(rules: tuple[Rule, ...], profiles: dict[str, dict[str, Any]]) -> str:
    import hashlib  # noqa: PLC0415 — when rules are compiled

    told = ("summary", "message", "since", "why", "fix", "references", "measured", "bad", "good")
    what = [{key: value for key, value in asdict(rule).items() if key not in told} for rule in rules]
    tables = {path.stem: table(path.stem) for path in sorted(rules_dir().glob("*.toml"))}
    data = json.dumps([what, profiles, tables], sort_keys=True)
    return hashlib.sha256(data.encode()).hexdigest()[:8]


def restored(fields: dict[str, Any]) -> Rule:
    """Give the rule whose fields were written down as JSON, as `compile_rules` does; what is a list there was a tuple."""
    examples = {
        key: tuple(
            Example(row["text"], tuple(row["flags"]), row["format"], {t: Verdict(**v) for t, v in row["evidence"].items()})
            for row in fields[key]
        )
        for key in ("bad", "good")
    }
    tuples = {key: tuple(fields[key]) for key in ("references", "formats", "supersedes", "aliases")}
    return Rule(**{**fields, **tuples, **examples})


def read_rules(root: Path) -> RuleSet:
    """Load the rule files under ``root``, each strictly checked; raises `RuleError` where there are none."""
    if not root.is_dir():
        raise RuleError(f"{root}: no such rule directory")
    paths = sorted(path for path in root.glob("*/*.toml") if path.parent.name != FOLDER)
    if not paths:
        raise RuleError(f"{root}: no rule files; they are expected as <category>/<id>.toml")
    rules: list[Rule] = []
    problems: list[RuleError] = []
    for path in paths:
        try:
            rules.append(load_rule(path))
        except RuleError as problem:
            problems.append(problem)
    return RuleSet(tuple(rules), tuple(problems))


def load_rule(path: Path) -> Rule:
    """Load one rule file; raises `RuleError` naming file, key and what is allowed."""
    table = read_table(path)
    if not _ID.fullmatch(path.stem):
        raise RuleError(f"{path}: a rule is named in lower case with hyphens, not “{path.stem}”")
    _check_keys(path, table)
    if "{" in table["fix"]:
        raise RuleError(f"{path}: “fix” holds a placeholder; only “message” is filled in")
    find = dict(table["find"])
    finder = find.pop("with", None)
    check_finder(path, finder, find)
    score = _score(path, table.get("score", {}))
    return Rule(
        id=path.stem,
        category=path.parent.name,
        summary=table["summary"],
        message=table["message"],
        level=table["level"],
        status=table["status"],
        since=table["since"],
        why=table["why"],
        fix=table["fix"],
        references=tuple(table["references"]),
        finder=finder,
        options=find,
        part=score.get("part", ""),
        weight=float(score.get("weight", 0.0)),
        covers=score.get("covers", ""),
        language=_language(path, table),
        formats=tuple(table.get("formats", ())),
        once=table.get("once", ""),
        enabled=table.get("enabled", True),
        supersedes=tuple(table.get("supersedes", ())),
        aliases=tuple(table.get("aliases", ())),
        measured=table.get("measured", ""),
        **_mend(path, table.get("mend", {})),
        bad=_examples(path, table, "bad"),
        good=_examples(path, table, "good"),
    )


def _check_keys(path: Path, table: Mapping[str, Any]) -> None:
    check_known(path, "", table, (*_REQUIRED, *_OPTIONAL))
    for key in _REQUIRED:
        if key not in table:
            raise RuleError(f"{path}: “{key}” is missing")
    for key, value in table.items():
        if not isinstance(value, _TYPES[key]):
            raise RuleError(f"{path}: “{key}” must be a {_NAMES[_TYPES[key]]}, not {value!r}")
        if key in _CHOICES and value not in _CHOICES[key]:
            raise RuleError(f"{path}: “{key}” is {value!r}; allowed are {listed(_CHOICES[key])}")
    if not table["references"]:
        raise RuleError(f"{path}: “references” is empty; name at least one source that backs the rule")
    for name in table.get("formats", ()):
        if name not in get_args(Format):
            raise RuleError(f"{path}: “formats” has {name!r}; allowed are {listed(get_args(Format))}")
    if len(table.get("bad", ())) < 1 or len(table.get("good", ())) < 2:
        raise RuleError(f"{path}: a rule shows at least one [[bad]] and two [[good]] examples")


def _language(path: Path, table: Mapping[str, Any]) -> str:
    language: str = table.get("language", "en")
    if not _LANGUAGE.fullmatch(language):
        raise RuleError(f'{path}: “language” is {language!r}; allowed are "any" and codes of ISO 639 such as "en"')
    return language


def _score(path: Path, table: Mapping[str, Any]) -> Mapping[str, Any]:
    check_known(path, "score.", table, ("part", "weight", "covers"))
    if table and table.get("part") not in (*PARTS, "none"):
        raise RuleError(f"{path}: “score.part” is {table.get('part')!r}; allowed are {listed((*PARTS, 'none'))}")
    if table.get("part") == "none":
        return {}
    weight = table.get("weight", 1.0)
    if table and not (isinstance(weight, (int, float)) and 0 < weight <= 1):
        raise RuleError(f"{path}: “score.weight” is {weight!r}; it lies above 0 and is at most 1")
    if table.get("covers", "entries") not in _COVERS:
        raise RuleError(f"{path}: “score.covers” is {table['covers']!r}; allowed are {listed(_COVERS)}")
    return {"weight": 1.0, **table} if table else {}


def _mend(path: Path, table: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a rule says of its fixer, which exists, and of which it is told how safe it is and what it does."""
    check_known(path, "mend.", table, ("with", "safety", "does"))
    if table and table.get("with") not in FIXERS:
        raise RuleError(f"{path}: “mend.with” is {table.get('with')!r}; allowed are {listed(sorted(FIXERS))}")
    if table and table.get("safety") not in SAFETIES:
        raise RuleError(f"{path}: “mend.safety” is {table.get('safety')!r}; allowed are {listed(SAFETIES)}")
    if table and not (isinstance(table.get("does"), str) and table["does"]):
        raise RuleError(f"{path}: “mend.does” is missing; it says in one sentence what the fix does")
    return {"fixer": table["with"], "safety": table["safety"], "mending": table["does"]} if table else {}


def _examples(path: Path, table: Mapping[str, Any], key: str) -> tuple[Example, ...]:
    found = []
    for row in table.get(key, ()):
        check_known(path, f"{key}.", row, ("text", *(("flags",) if key == "bad" else ()), "format", "evidence"))
        if not isinstance(row.get("text"), str):
            raise RuleError(f"{path}: each [[{key}]] has a “text”")
        if key == "bad" and not row.get("flags"):
            raise RuleError(f"{path}: each [[bad]] names the words it flags in “flags”")
        if row.get("format", "text") not in get_args(Format):
            raise RuleError(f"{path}: “{key}.format” is {row['format']!r}; allowed are {listed(get_args(Format))}")
        evidence = _evidence(path, f"{key}.evidence", row.get("evidence", {}))
        found.append(Example(row["text"], tuple(row.get("flags", ())), row.get("format", "text"), evidence))
    return tuple(found)


def _evidence(path: Path, key: str, table: object) -> dict[str, Verdict]:
    """Read what an example takes the network to have said: by target, an ``answer`` and any facts, all of them strings."""
    if not isinstance(table, dict) or not all(isinstance(row, dict) for row in table.values()):
        raise RuleError(f"{path}: “{key}” is a table of targets, each with an “answer” and facts")
    found = {}
    for target, row in table.items():
        if row.get("answer") not in _ANSWERS:
            raise RuleError(f"{path}: “{key}” of {target} has the answer {row.get('answer')!r}; allowed are {listed(_ANSWERS)}")
        facts = {name: value for name, value in row.items() if name != "answer"}
        if not all(isinstance(value, str) for value in facts.values()):
            raise RuleError(f"{path}: “{key}” of {target} has a fact that is no string")
        found[target] = Verdict(target, row["answer"], "2026-01-01T00:00:00Z", facts)
    return found


def check_finder(path: Path, finder: object, options: Mapping[str, Any]) -> None:
    """Check that a finder exists and takes these options; raises `RuleError`."""
    if not isinstance(finder, str) or finder not in FINDERS:
        raise RuleError(f"{path}: “find.with” is {finder!r}; allowed are {listed(sorted(FINDERS))}")
    schema = finder_options(FINDERS[finder])
    check_known(path, "find.", options, tuple(schema))
    for key, (hint, required) in schema.items():
        if key not in options:
            if required:
                raise RuleError(f"{path}: “find.{key}” is missing; the finder “{finder}” needs it")
            continue
        if not _fits(options[key], hint):
            raise RuleError(f"{path}: “find.{key}” must be {_type_name(hint)}, not {options[key]!r}")
    for pattern in options.get("patterns", ()):
        _check_pattern(path, pattern)


def finder_options(finder: Callable[..., Any]) -> dict[str, tuple[Any, bool]]:
    """Give the options of a finder: name to type hint and whether it must be given."""
    import inspect  # noqa: PLC0415 — most runs read compiled rules

    found = {}
    for p in inspect.signature(finder).parameters.values():
        if p.kind is inspect.Parameter.KEYWORD_ONLY:  # the document's own hint is not there at run time: ask for these only
            hint = eval(p.annotation, finder.__globals__)  # noqa: S307 — our own source
            found[p.name] = (hint, p.default is inspect.Parameter.empty)
    return found


def _check_pattern(path: Path, pattern: str) -> None:
    for name in lexicon.placeholders(pattern):
        if name not in lexicon.lists():
            raise RuleError(f"{path}: “find.patterns” names the word list {name!r}; lexicon.toml has {listed(lexicon.lists())}")
    try:
        lexicon.compile_pattern(pattern)
    except re2.error as error:
        raise RuleError(f"{path}: “find.patterns” has {pattern!r}, which does not compile: {_in_words(error)}") from error


def _in_words(error: Exception) -> str:
    reason = error.args[0] if error.args else error
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


_NAMES: dict[Any, str] = {str: "string", int: "whole number", float: "number", bool: "true or false", list: "list", dict: "table"}


def _fits(value: object, hint: Any) -> bool:  # noqa: ANN401
    if getattr(hint, "__origin__", None) in (list, tuple):
        return isinstance(value, list) and all(_fits(v, get_args(hint)[0]) for v in value)
    if get_args(hint) and all(isinstance(a, str) for a in get_args(hint)):
        return value in get_args(hint)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, hint) and (hint is bool or not isinstance(value, bool))


def _type_name(hint: Any) -> str:  # noqa: ANN401
    if getattr(hint, "__origin__", None) in (list, tuple):
        return f"a list of {_type_name(get_args(hint)[0]).removeprefix('a ')}s"
    if get_args(hint):
        return "one of " + listed(get_args(hint))
    return "a " + _NAMES.get(hint, str(hint))
