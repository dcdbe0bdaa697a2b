"""What a user decides: a configuration file, and from it which rules run, which count and which are shown."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args

from auditor.errors import AuditorError, ConfigError, ReadError, RuleError, UsageError
from auditor.model import Choice, Level, Profile, Rule
from auditor.profiles import DEFAULT, profile, profile_names
from auditor.rules import finder_options, load_rules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from auditor.document import Document
    from auditor.verify.options import Online

FRONT_MATTER = "auditor:"  # keys of a document's metadata in which its author speaks to auditor
_PROFILE_KEY = f"{FRONT_MATTER}profile"
FailOn = Literal["error", "warning", "note", "never"]
Chosen = Literal["command line", "front matter", "configuration", "default"]


@dataclass(frozen=True, slots=True)
class Config:
    """Every decision, with its default. ``path`` is the file it came from, if any.

    ``select`` and ``ignore`` name rules or categories; ``packs`` are directories of further rules; ``levels`` and ``options``
    override a rule's level and its finder's options, by rule id. ``include`` and ``exclude`` are patterns as in .gitignore.
    ``profile`` is for texts whose front matter asks for none; with ``one_profile`` it is for all, as on the command line.
    ``online`` runs the rules that read what the network said; ``network`` is how it is asked, None for the defaults.
    """

    path: Path | None = None
    profile: str = ""
    one_profile: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    notes: bool = False
    fail_on: FailOn = "error"
    fail_under: float | None = None
    max_warnings: int | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    online: bool = False
    network: Online | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules of a run: ``scored`` always run and make the score, ``extra`` run to be shown only, ``shown`` are the ids to show.

    ``problems`` are the mistakes in the user's choice or rule files: what they touch is left out, the rest holds. ``chosen`` tells
    who chose the profile; ``other`` gives the selection of another one, None where texts may not ask for one.
    """

    scored: tuple[Rule, ...]
    extra: tuple[Rule, ...]
    shown: frozenset[str]
    levels: Mapping[str, Level]
    problems: tuple[UsageError, ...] = ()
    profile: Profile = field(default_factory=lambda: profile(DEFAULT))
    chosen: Chosen = "default"
    other: Callable[[str], Selection] | None = None

    def suited(self, document: Document) -> Selection:
        """Give the selection for a document, whose front matter may ask for a profile; `ReadError` where there is none such."""
        own = [key for key in document.metadata.extra if key.startswith(FRONT_MATTER)]
        if not own or self.other is None:
            return self
        wrong = [key for key in own if key != _PROFILE_KEY]
        if wrong:
            known = _PROFILE_KEY.removeprefix(FRONT_MATTER)
            raise ReadError(f"{document.name}: front matter has “{wrong[0]}”, which auditor does not know; allowed is {known}")
        try:
            return self.other(document.metadata.extra[_PROFILE_KEY])
        except UsageError as error:
            raise ReadError(f"{document.name}: front matter: {error}") from error


# --- the file -------------------------------------------------------------------------------------------------


def find_config(start: Path | None = None) -> Path | None:
    """Give the nearest ``auditor.toml``, or ``pyproject.toml`` with a ``[tool.auditor]`` table, from ``start`` upwards."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        own, shared = folder / "auditor.toml", folder / "pyproject.toml"
        if own.is_file():
            return own
        if shared.is_file() and b"[tool.auditor" in shared.read_bytes():
            return shared
    return None


def load_config(path: str | Path) -> tuple[Config, tuple[ConfigError, ...]]:
    """Read a configuration file. Each wrong key or value is one `ConfigError` that names file and key; the others hold.

    A file that is missing or no TOML gives the defaults and its error.
    """
    import tomllib  # noqa: PLC0415 — many runs have no file

    path = Path(path)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Config(), (ConfigError(f"{path}: no such configuration file"),)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Config(), (ConfigError(f"{path}: is no readable TOML ({error}); its settings are not used"),)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("auditor", {})
    return _from_table(path, table)


def _from_table(path: Path, table: Mapping[str, Any]) -> tuple[Config, tuple[ConfigError, ...]]:
    values: dict[str, Any] = {}
    problems: list[ConfigError] = []
    for key, value in table.items():
        try:
            _take(path, key, value, values)
        except ConfigError as problem:
            problems.append(problem)
    return Config(path=path, **values), tuple(problems)


def _take(path: Path, key: str, value: object, values: dict[str, Any]) -> None:
    """Check one key of the file and put it, as `Config` wants it, into ``values``."""
    if key == "rules":
        values["levels"], values["options"] = _overrides(path, value)
        return
    if key == "online":
        from auditor.verify.options import read_online  # noqa: PLC0415 — few configurations speak of the network

        values["network"] = read_online(path, value, nearest)
        return
    if key not in _KEYS:
        raise ConfigError(f"{path}: unknown key “{key}”{nearest(key, (*_KEYS, 'rules', 'online'))}")
    expected, fits = _KEYS[key]
    if not fits(value):
        raise ConfigError(f"{path}: “{key}” must be {expected}, not {value!r}")
    if key == "rule-dirs":
        values["packs"] = tuple(path.parent / folder for folder in value)  # type: ignore[attr-defined]  # checked above
    else:
        values[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value


def _overrides(path: Path, table: object) -> tuple[dict[str, Level], dict[str, dict[str, Any]]]:
    """Read the ``[rules.<id>]`` tables: ``level`` and the options of the rule's finder."""
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: “rules” holds tables such as [rules.no-locator]; directories of rules go into “rule-dirs”")
    levels: dict[str, Level] = {}
    options: dict[str, dict[str, Any]] = {}
    for name, settings in table.items():
        if not isinstance(settings, dict):
            raise ConfigError(f"{path}: “rules.{name}” must be a table: [rules.{name}] with level = 'note'")
        rest = dict(settings)
        level = rest.pop("level", None)
        if level is not None and level not in get_args(Level):
            raise ConfigError(f"{path}: “rules.{name}.level” is {level!r}; allowed are {', '.join(get_args(Level))}")
        if level is not None:
            levels[name] = level
        if rest:
            options[name] = rest
    return levels, options


def _strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) for v in value)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


_KEYS: dict[str, tuple[str, Any]] = {
    "profile": ("the name of a profile", lambda v: isinstance(v, str) and bool(v)),
    "select": ("a list of rules or categories", _strings),
    "ignore": ("a list of rules or categories", _strings),
    "preview": ("true or false", lambda v: isinstance(v, bool)),
    "notes": ("true or false", lambda v: isinstance(v, bool)),
    "fail-on": ("one of " + ", ".join(get_args(FailOn)), lambda v: isinstance(v, str) and v in get_args(FailOn)),
    "fail-under": ("a score from 0 to 100", lambda v: _number(v) and 0 <= v <= 100),
    "max-warnings": ("a whole number from 0", lambda v: _number(v) and isinstance(v, int) and v >= 0),
    "include": ("a list of patterns", _strings),
    "exclude": ("a list of patterns", _strings),
    "rule-dirs": ("a list of directories", _strings),
}


# --- which rules ----------------------------------------------------------------------------------------------


def select_rules(config: Config) -> Selection:
    """Decide which rules run and which are shown.

    All stable rules that are on in the profile run and make the score, whatever is selected, ignored or set to another level.
    ``select`` shows only what it names (and runs a preview or style rule that it names by id); ``ignore`` hides.
    """
    rules, problems = all_rules(config)
    rules, levels = _override(rules, config, problems)
    problems += _wrong_names(rules, config)
    by_name: dict[str, Selection] = {}

    def other(name: str) -> Selection:
        if name not in by_name:
            by_name[name] = _selection(rules, levels, config, profile(name), "front matter")
        return by_name[name]

    name, chosen = config.profile or DEFAULT, _chooser(config)
    if name not in profile_names():
        where = "--profile" if config.one_profile else f"{config.path}: “profile”"
        problems.append(UsageError(f"{where} is {name!r}{nearest(name, profile_names())}"))
        name = DEFAULT
    made = _selection(rules, levels, config, profile(name), chosen)
    return replace(made, problems=tuple(problems), other=None if config.one_profile else other)


def _chooser(config: Config) -> Chosen:
    if not config.profile:
        return "default"
    return "command line" if config.one_profile else "configuration"


def under(rules: Iterable[Rule], chosen: Profile) -> tuple[Rule, ...]:
    """Give rules as a profile changes them: on or off, level, weight."""
    return tuple(_changed(rule, chosen.rules[rule.id]) if rule.id in chosen.rules else rule for rule in rules)


def _changed(rule: Rule, choice: Choice) -> Rule:
    return replace(
        rule,
        enabled=rule.enabled if choice.enabled is None else choice.enabled,
        level=choice.level or rule.level,
        weight=choice.weight or rule.weight,
    )


def _wrong_names(rules: Iterable[Rule], config: Config) -> list[UsageError]:
    names = {name for r in rules for name in (r.id, *r.aliases, r.category)}
    also = f" (or “{{}}” in {config.path})" if config.path else ""
    return [
        UsageError(f"--{option}{also.format(option)} {name}: no such rule or category{nearest(name, names)}")
        for option in ("select", "ignore")
        for name in getattr(config, option)
        if name not in names
    ]


def _selection(every: Iterable[Rule], levels: Mapping[str, Level], config: Config, chosen: Profile, chooser: Chosen) -> Selection:
    rules = under(every, chosen)
    names = {name for r in rules for name in (r.id, *r.aliases, r.category)}
    wanted = frozenset(config.select) & names
    named = frozenset(r.id for r in rules if wanted & {r.id, *r.aliases})
    asked = "online" if config.online else None
    on = [r for r in rules if r.id in named or (r.enabled and (config.preview or r.status == "stable" or r.category == asked))]
    scored = tuple(r for r in rules if r.enabled and r.status == "stable")
    ignored = frozenset(config.ignore)
    shown = frozenset(
        r.id
        for r in on
        if (r.id in named or r.category in wanted or not config.select) and not ignored & {r.id, *r.aliases, r.category}
    )
    extra = tuple(r for r in on if r.id in shown and not (r.enabled and r.status == "stable"))
    return Selection(scored, extra, shown, levels, profile=chosen, chosen=chooser)


def all_rules(config: Config) -> tuple[list[Rule], list[UsageError]]:
    """Load auditor's rules and the user's packs; an id that is taken is a problem."""
    own = load_rules()
    rules, problems = list(own.rules), list[UsageError](own.problems)
    taken = {r.id for r in rules}
    for folder in config.packs:
        try:
            pack = load_rules(folder)
        except RuleError as problem:
            problems.append(problem)
            continue
        problems += pack.problems
        for rule in pack.rules:
            if rule.id in taken:
                problems.append(RuleError(f"{folder}: the rule id “{rule.id}” is taken; rename the file"))
            else:
                taken.add(rule.id)
                rules.append(rule)
    return rules, problems


def _override(rules: list[Rule], config: Config, problems: list[UsageError]) -> tuple[list[Rule], dict[str, Level]]:
    """Apply the config's levels and options; adds what is wrong with them to ``problems``."""
    by_name = {name: r.id for r in rules for name in (r.id, *r.aliases)}
    problems += [
        ConfigError(f"{config.path}: “rules.{name}”: no such rule{nearest(name, by_name)}")
        for name in dict.fromkeys((*config.levels, *config.options))
        if name not in by_name
    ]
    levels = {by_name[name]: level for name, level in config.levels.items() if name in by_name}
    options = {by_name[name]: given for name, given in config.options.items() if name in by_name}
    changed = []
    for rule in rules:
        given = dict(options.get(rule.id, ()))
        for key in [k for k in given if not _is_option(rule, k, given[k], config.path, problems)]:
            del given[key]
        changed.append(replace(rule, options={**rule.options, **given}) if given else rule)
    return changed, levels


def _is_option(rule: Rule, key: str, value: object, path: Path | None, problems: list[UsageError]) -> bool:
    from auditor.finders import FINDERS  # noqa: PLC0415 — few configurations set options
    from auditor.rules import check_finder  # noqa: PLC0415

    allowed = finder_options(FINDERS[rule.finder])
    if key not in allowed:
        hint = "; name the rule in “ignore” to switch it off" if key == "enabled" else nearest(key, ("level", *allowed))
        problems.append(ConfigError(f"{path}: unknown key “rules.{rule.id}.{key}”{hint}"))
        return False
    try:
        check_finder(Path(f"{path}: [rules.{rule.id}]"), rule.finder, {**rule.options, key: value})
    except AuditorError as problem:
        problems.append(ConfigError(str(problem).replace("find.", "")))
        return False
    return True


def nearest(name: str, allowed: Iterable[str]) -> str:
    """Give the end of a sentence about an unknown name: the nearest known one, or all of them where they are few."""
    allowed = sorted(allowed)
    near = get_close_matches(name, allowed, 1, 0.5)
    if near:
        return f"; did you mean “{near[0]}”?"
    return f"; allowed are {', '.join(allowed)}" if len(allowed) <= 12 else "; `auditor rules list` names them"
