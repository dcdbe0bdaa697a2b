"""Which rules run, which count and which are shown: decided by the configuration, and for one text by its front matter."""

from __future__ import annotations

from dataclasses import field, replace
from pathlib import Path
from typing import Literal

from auditor.config.file import origin_of
from auditor.config.values import Config
from auditor.errors import AuditorError, ConfigError, ReadError, RuleError, UsageError
from auditor.finders import LISTED
from auditor.lists import stamp
from auditor.model.made import dataclass
from auditor.profiles import DEFAULT, profile, profile_names
from auditor.rules import finder_options, load_rules
from auditor.strict import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from auditor.document import Document
    from auditor.model import Choice, Level, Profile, Rule

SETTINGS = ("profile", "ignore")  # what an article may say to auditor in its front matter
Chosen = Literal["command line", "front matter", "configuration", "default"]


@dataclass(frozen=True, slots=True)
class Selection:
    """The rules of a run: ``scored`` always run and make the score, ``extra`` run to be shown only, ``shown`` are the ids to show.

    ``problems`` are the mistakes in the user's choice or rule files: what they touch is left out, the rest holds. ``chosen`` tells
    who chose the profile. ``rules`` are all there are, run or not, as ``config`` has them; ``others`` keeps the selections of
    further profiles that texts have asked for. All of it is plain values, which another process can be given.
    """

    scored: tuple[Rule, ...]
    extra: tuple[Rule, ...]
    shown: frozenset[str]
    levels: Mapping[str, Level]
    problems: tuple[UsageError, ...] = ()
    profile: Profile = field(default_factory=lambda: profile(DEFAULT))
    chosen: Chosen = "default"
    rules: tuple[Rule, ...] = ()
    config: Config = field(default_factory=Config)
    others: dict[str, Selection] = field(default_factory=dict, compare=False, repr=False)

    def of(self, _name: str) -> Selection:
        """Give the selection for a file: this one, as `Selections` does where directories have configurations of their own."""
        return self

    def suited(self, document: Document) -> Selection:
        """Give the selection for a document, whose front matter may ask for a profile; `ReadError` where there is none such."""
        settings = document.metadata.settings
        if not settings:
            return self
        if "" in settings:
            raise ReadError(
                f"{document.name}: front matter cannot be read ({settings[''][0]}), so what it asks for is not known; mend it"
            )
        for key in settings:
            if key not in SETTINGS:
                near = nearest(key, SETTINGS)
                raise ReadError(f"{document.name}: front matter has “auditor:{key}”, which auditor does not know{near}")
        asked = settings.get("profile")
        if not asked or self.config.one_profile:
            return self
        try:
            return self.under(", ".join(asked))
        except UsageError as error:
            raise ReadError(f"{document.name}: front matter: {error}") from error

    def under(self, name: str) -> Selection:
        """Give the selection under another profile, which a text asks for; raises `UsageError` where there is none of that name."""
        if name not in self.others:
            self.others[name] = _selection(self.rules, self.levels, self.config, profile(name), "front matter")
        return self.others[name]


# --- which rules ----------------------------------------------------------------------------------------------


def select_rules(config: Config) -> Selection:
    """Decide which rules run and which are shown.

    All stable rules that are on in the profile run and make the score, whatever is selected, ignored or set to another level.
    ``select`` shows only what it names (and runs a preview or style rule that it names by id); ``ignore`` hides.
    """
    rules, problems = all_rules(config)
    rules, levels = _override(rules, config, problems)
    problems += _wrong_names(rules, config)
    name, chosen = config.profile or DEFAULT, _chooser(config)
    if name not in profile_names():
        where = "--profile" if config.one_profile else f"{origin_of(config, 'profile')}: “profile”"
        problems.append(UsageError(f"{where} is {name!r}{nearest(name, profile_names())}"))
        name = DEFAULT
    return replace(_selection(rules, levels, config, profile(name), chosen), problems=tuple(problems))


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


def names_of(rules: Iterable[Rule]) -> dict[str, frozenset[str]]:
    """Give what each name stands for: ids and aliases for their rule, categories for theirs."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        for name in (rule.id, *rule.aliases, rule.category):
            found.setdefault(name, set()).add(rule.id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _wrong_names(rules: Iterable[Rule], config: Config) -> list[UsageError]:
    names = names_of(rules)
    wrong: list[UsageError] = []
    for option in ("select", "ignore"):
        file = config.origins.get(option)
        kind, where = (ConfigError, f"{file}: “{option}”:") if file else (UsageError, f"--{option}")
        wrong += [
            kind(f"{where} {name}: no such rule or category{nearest(name, names)}")
            for name in getattr(config, option)
            if name not in names
        ]
    wrong += [
        ConfigError(f"{one.origin}: “per-file-ignores”, {one.pattern}: no rule or category “{name}”{nearest(name, names)}")
        for one in config.per_file_ignores
        for name in one.names
        if name not in names
    ]
    return wrong


def _selection(every: Sequence[Rule], levels: Mapping[str, Level], config: Config, chosen: Profile, chooser: Chosen) -> Selection:
    rules = under(every, chosen)
    names = {name for r in rules for name in (r.id, *r.aliases, r.category)}
    wanted = frozenset(config.select) & names
    named = frozenset(r.id for r in rules if wanted & {r.id, *r.aliases})
    asked = "online" if config.online else None
    listed = LISTED if stamp() else frozenset()

    def is_on(rule: Rule) -> bool:
        return config.preview or rule.status == "stable" or rule.category == asked or rule.finder in listed

    on = [r for r in rules if r.id in named or (r.enabled and is_on(r))]
    scored = tuple(r for r in rules if r.enabled and r.status == "stable")
    ignored = frozenset(config.ignore)
    shown = frozenset(
        r.id
        for r in on
        if (r.id in named or r.category in wanted or not config.select) and not ignored & {r.id, *r.aliases, r.category}
    )
    extra = tuple(r for r in on if r.id in shown and not (r.enabled and r.status == "stable"))
    return Selection(scored, extra, shown, levels, profile=chosen, chosen=chooser, rules=tuple(every), config=config)


def all_rules(config: Config) -> tuple[list[Rule], list[UsageError]]:
    """Load auditor's rules and the user's packs; an id that is taken is a problem."""
    own = load_rules()
    rules, problems = list(own.rules), list[UsageError](own.problems)
    taken = {r.id for r in rules}
    for folder in config.packs:
        try:
            pack = load_rules(folder)
        except RuleError as problem:
            problems.append(RuleError(f"{problem}{_asked_by(config, folder)}"))
            continue
        problems += pack.problems
        for rule in pack.rules:
            if rule.id in taken:
                problems.append(RuleError(f"{folder}: the rule id “{rule.id}” is taken; rename the file"))
            else:
                taken.add(rule.id)
                rules.append(rule)
    return rules, problems


def _asked_by(config: Config, folder: Path) -> str:
    """Give the end of a sentence about a directory of rules: which file asks for it, if any does."""
    file = config.origins.get(f"rule-dirs.{folder}")
    return f"; {file} asks for it in “rule-dirs”" if file else ""


def _override(rules: list[Rule], config: Config, problems: list[UsageError]) -> tuple[list[Rule], dict[str, Level]]:
    """Apply the config's levels and options; adds what is wrong with them to ``problems``."""
    by_name = {name: r.id for r in rules for name in (r.id, *r.aliases)}
    problems += [
        ConfigError(f"{_file_of_rule(config, name)}: “rules.{name}”: no such rule{nearest(name, by_name)}")
        for name in dict.fromkeys((*config.levels, *config.options))
        if name not in by_name
    ]
    levels = {by_name[name]: level for name, level in config.levels.items() if name in by_name}
    options = {by_name[name]: given for name, given in config.options.items() if name in by_name}
    changed = []
    for rule in rules:
        given = dict(options.get(rule.id, ()))
        for key in [k for k in given if not _is_option(rule, k, given[k], origin_of(config, f"rules.{rule.id}.{k}"), problems)]:
            del given[key]
        changed.append(replace(rule, options={**rule.options, **given}) if given else rule)
    return changed, levels


def _is_option(rule: Rule, key: str, value: object, path: str, problems: list[UsageError]) -> bool:
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


def _file_of_rule(config: Config, name: str) -> str:
    """Give the file that sets a rule's level or options."""
    return next((file for key, file in config.origins.items() if key.startswith(f"rules.{name}.")), str(config.path))
