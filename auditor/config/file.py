"""From configuration files to a `Config`: the nearest one, what it extends, and every mistake in them by file and key."""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path
from typing import Any, get_args

from auditor.config.values import Config, FileIgnore
from auditor.errors import ConfigError
from auditor.model import Level
from auditor.model.made import dataclass
from auditor.strict import nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_NAMES = ("auditor.toml", "pyproject.toml")


def find_config(start: Path | None = None) -> Path | None:
    """Give the nearest ``auditor.toml``, or ``pyproject.toml`` with a ``[tool.auditor]`` table, from ``start`` upwards."""
    here = (start or Path.cwd()).resolve()
    return next((found for folder in (here, *here.parents) if (found := config_in(folder))), None)


def config_in(folder: Path) -> Path | None:
    """Give the configuration file that stands in a directory."""
    own, shared = (folder / name for name in _NAMES)
    try:
        if own.is_file():
            return own
        return shared if shared.is_file() and b"[tool.auditor" in shared.read_bytes() else None
    except OSError:  # a directory that may not be looked into
        return None


def load_config(path: str | Path) -> tuple[Config, tuple[ConfigError, ...]]:
    """Read a configuration file and those that it extends.

    Each wrong key or value is one `ConfigError` that names file and key; the others hold. A file that is missing or no TOML gives
    the defaults and its error; so does a pin that this auditor does not meet.
    """
    from auditor.config.pins import pin_problems  # noqa: PLC0415 — many runs have no file

    path, reading = Path(path), _Reading()
    values = _read(path, (), reading)
    if values is None:
        return Config(path=path), tuple(reading.problems)
    config = Config(path=path, **values, origins=reading.origins, extended=tuple(reading.extended))
    return config, (*reading.problems, *pin_problems(config))


@dataclass(slots=True)
class _Reading:
    """What is met on the way through a file and those that it extends."""

    origins: dict[str, str] = field(default_factory=dict)
    extended: list[Path] = field(default_factory=list)
    problems: list[ConfigError] = field(default_factory=list)


def _read(path: Path, above: tuple[Path, ...], reading: _Reading) -> dict[str, Any] | None:
    """Read one file on top of what it extends: the values of a `Config`, None where there is no table."""
    table = _table(path, reading.problems)
    if table is None:
        return None
    values: dict[str, Any] = {}
    base = table.pop("extend", None)
    if base is not None:
        try:
            values = _extended(path, base, above, reading)
        except ConfigError as problem:
            reading.problems.append(problem)
    for key, value in table.items():
        try:
            _take(path, key, value, values, reading.origins)
        except ConfigError as problem:
            reading.problems.append(problem)
    return values


def _table(path: Path, problems: list[ConfigError]) -> dict[str, Any] | None:
    import tomllib  # noqa: PLC0415 — many runs have no file

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Windows editors put a mark there
    except FileNotFoundError:
        problems.append(ConfigError(f"{path}: no such configuration file"))
        return None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        problems.append(ConfigError(f"{path}: is no readable TOML ({error}); its settings are not used"))
        return None
    if path.name == _NAMES[1]:
        tool = table.get("tool")
        table = tool.get("auditor", {}) if isinstance(tool, dict) else {}
        if not isinstance(table, dict):
            problems.append(ConfigError(f"{path}: “tool.auditor” must be a table"))
            return None
    return table


def _extended(path: Path, value: object, above: tuple[Path, ...], reading: _Reading) -> dict[str, Any]:
    """Give the values of the file that ``extend`` names; raises `ConfigError` where there is none, or it leads back here."""
    from auditor.config.keys import KEYS  # noqa: PLC0415 — many runs have no file

    if not KEYS["extend"].fits(value):
        raise ConfigError(f"{path}: “extend” must be {KEYS['extend'].expected}, not {value!r}")
    base = Path(os.path.normpath(path.parent / str(value)))
    chain = (*above, path)
    if base.resolve() in {known.resolve() for known in chain}:
        circle = " → ".join(str(known) for known in (*chain, base))
        raise ConfigError(f"{path}: “extend” goes round in a circle: {circle}; take one of them out")
    if not base.is_file():
        raise ConfigError(f"{path}: “extend” names {value!r}, and there is no file {base}; paths begin at this file's directory")
    reading.extended.append(base)
    return _read(base, chain, reading) or {}


def _take(path: Path, key: str, value: object, values: dict[str, Any], origins: dict[str, str]) -> None:
    """Check one key of a file and put it, as `Config` wants it, into ``values``, on top of what a file before said."""
    from auditor.config.keys import KEYS  # noqa: PLC0415 — many runs have no file

    if key == "rules":
        _take_rules(path, value, values, origins)
        return
    if key == "tool" and isinstance(value, dict) and "auditor" in value:
        raise ConfigError(f"{path}: “[tool.auditor]” is for pyproject.toml; here the keys stand at the top, without it")
    if key not in KEYS:
        raise ConfigError(f"{path}: unknown key “{key}”{nearest(key, KEYS, 'auditor config show')}")
    if not KEYS[key].fits(value):
        raise ConfigError(f"{path}: “{key}” must be {KEYS[key].expected}, not {value!r}")
    if key == "per-file-ignores" and isinstance(value, dict):
        before = tuple(one for one in values.get("per_file_ignores", ()) if one.pattern not in value)
        root = os.path.abspath(path.parent)  # noqa: PTH100 — as the walk gives paths: links are not followed
        own = tuple(FileIgnore(root, pattern, tuple(names), str(path)) for pattern, names in value.items())
        values["per_file_ignores"] = (*before, *own)
        return
    origins[key] = str(path)
    if key == "online":
        from auditor.verify.options import read_online  # noqa: PLC0415 — few configurations speak of the network

        values["network"] = read_online(path, value, nearest)
        return
    if key == "rule-dirs" and isinstance(value, list):
        values["packs"] = tuple(path.parent / folder for folder in value)
        origins.update({f"{key}.{folder}": str(path) for folder in values["packs"]})
    elif key == "baseline":
        values["baseline"] = path.parent / str(value)
    else:
        values[key.replace("-", "_")] = tuple(value) if isinstance(value, list) else value


def _take_rules(path: Path, table: object, values: dict[str, Any], origins: dict[str, str]) -> None:
    """Read the ``[rules.<id>]`` tables: ``level`` and the options of the rule's finder."""
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: “rules” holds tables such as [rules.no-locator]; directories of rules go into “rule-dirs”")
    levels: dict[str, Level] = dict(values.get("levels", ()))
    options: dict[str, dict[str, Any]] = dict(values.get("options", ()))
    for name, settings in table.items():
        rest = _rule_settings(path, name, settings)
        origins.update({f"rules.{name}.{key}": str(path) for key in rest})
        if "level" in rest:
            levels[name] = rest.pop("level")
        if rest:
            options[name] = {**options.get(name, {}), **rest}
    values["levels"], values["options"] = levels, options


def _rule_settings(path: Path, name: str, settings: object) -> dict[str, Any]:
    if not isinstance(settings, dict):
        raise ConfigError(f"{path}: “rules.{name}” must be a table: [rules.{name}] with level = 'note'")
    level: object = settings.get("level")
    if level is not None and level not in get_args(Level):
        raise ConfigError(f"{path}: “rules.{name}.level” is {level!r}; allowed are {', '.join(get_args(Level))}")
    return dict(settings)


def origin_of(config: Config, key: str) -> str:
    """Give the file that a key came from, else nothing."""
    found: Mapping[str, str] = config.origins
    return found.get(key, str(config.path or ""))
