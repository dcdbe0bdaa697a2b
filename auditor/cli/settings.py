"""The configuration that a command runs with: the file that holds here, overridden by the options of the command line."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from auditor.cli.output import MISTAKEN, complain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.config import Config, Selections
    from auditor.errors import UsageError
    from auditor.model import Rule

_KEYS = (
    "profile", "select", "ignore", "preview", "notes", "fail_on", "fail_under", "max_warnings", "include", "exclude",
    "baseline", "strict_baseline", "fail_on_drop", "online",
)  # fmt: skip

_PROFILE_HELP = "What is asked of all texts: news (the default), wiki, academic, cited-answer, blog."
profile_option = click.option("--profile", metavar="NAME", help=_PROFILE_HELP)


class Number(click.FloatRange):
    """A number within limits; what is none is called so, and not “no float range”."""

    name = "number"


_CONFIG_HELP = "Use this file, not the nearest auditor.toml (or pyproject.toml with [tool.auditor]) from here upwards."
config_option = click.option("--config", "config_file", type=click.Path(path_type=Path), metavar="FILE", help=_CONFIG_HELP)


def names(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Give the names in values that may each be a list with commas."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def configured(options: dict[str, Any], paths: Iterable[str] = ()) -> tuple[Config, tuple[UsageError, ...]]:
    """Read the configuration of a run: the named file, else the nearest from here, else the nearest of ``paths``."""
    from auditor.config import Config, load_config, nearest_config  # noqa: PLC0415 — `--help` needs none of these

    path = options.get("config_file") or nearest_config(paths)
    return load_config(path) if path else (Config(), ())


def overridden(config: Config, options: dict[str, Any]) -> Config:
    """Put the options of the command line on top of a configuration."""
    given = {key: options[key] for key in _KEYS if options.get(key) not in (None, ())}
    origins = {key: file for key, file in config.origins.items() if key.replace("-", "_") not in given}
    packs = (*config.packs, *options.get("packs", ()))
    heed = config.heed and not options.get("no_ignores")
    config = replace(config, **given, packs=packs, one_profile="profile" in given, heed=heed, origins=origins)
    return replace(config, notes=True) if config.fail_on == "note" else config  # what fails a run is shown


def selected(config: Config, options: dict[str, Any], files: Iterable[str]) -> tuple[Selections, tuple[UsageError, ...]]:
    """Choose the rules of every file: by ``config`` where the user named it, else by what stands nearest to the file."""
    from auditor.config import Selections, select_rules, selections  # noqa: PLC0415

    if options.get("config_file"):
        selection = select_rules(overridden(config, options))
        return Selections(selection), selection.problems
    return selections(config, files, partial(overridden, options=options))


def known_rules(packs: tuple[Path, ...]) -> tuple[list[Rule], int]:
    """Give all rules, the configuration's and those of ``packs`` too, and the number of mistakes, each told on standard error."""
    from auditor.config import all_rules  # noqa: PLC0415

    config, mistakes = configured({})
    found, problems = all_rules(replace(config, packs=(*config.packs, *packs)))
    return found, tell((*mistakes, *problems))


def tell(problems: Iterable[UsageError]) -> int:
    """Tell mistakes on standard error; gives their number. However the command ends, its status is then no better than 2."""
    number = 0
    for number, problem in enumerate(problems, 1):  # noqa: B007 — the last one is the number
        complain(str(problem))
    context = click.get_current_context(silent=True)
    if number and context is not None:
        context.meta[MISTAKEN] = True
    return number
