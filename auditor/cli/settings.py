"""The configuration that a command runs with: the file that holds here, overridden by the options of the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from auditor.cli.output import complain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from auditor.config import Config, Selection
    from auditor.errors import UsageError
    from auditor.model import Rule

_KEYS = ("profile", "select", "ignore", "preview", "notes", "fail_on", "fail_under", "max_warnings", "include", "exclude", "online")

_PROFILE_HELP = "What is asked of all texts: news (the default), wiki, academic, cited-answer, blog."
profile_option = click.option("--profile", metavar="NAME", help=_PROFILE_HELP)


def configured(options: dict[str, Any]) -> tuple[Config, tuple[UsageError, ...]]:
    """Read the nearest or named configuration file and let the options of the command line override it."""
    from auditor.config import Config, find_config, load_config  # noqa: PLC0415 — `--help` needs none of these

    path = options.get("config_file") or find_config()
    config, mistakes = load_config(path) if path else (Config(), ())
    given = {key: options[key] for key in _KEYS if options.get(key) not in (None, ())}
    config = replace(config, **given, packs=(*config.packs, *options.get("packs", ())), one_profile="profile" in given)
    if config.fail_on == "note":  # what fails a run is shown
        config = replace(config, notes=True)
    return config, mistakes


def selected(options: dict[str, Any]) -> tuple[Config, Selection, int]:
    """Give the configuration, the rules it chooses and the number of mistakes in both, each told on standard error."""
    from auditor.config import select_rules  # noqa: PLC0415

    config, mistakes = configured(options)
    selection = select_rules(config)
    return config, selection, _told((*mistakes, *selection.problems))


def known_rules(packs: tuple[Path, ...]) -> tuple[list[Rule], int]:
    """Give all rules, the configuration's and those of ``packs`` too, and the number of mistakes, each told on standard error."""
    from auditor.config import all_rules  # noqa: PLC0415

    config, mistakes = configured({"packs": packs})
    found, problems = all_rules(config)
    return found, _told((*mistakes, *problems))


def _told(problems: tuple[UsageError, ...]) -> int:
    for problem in problems:
        complain(str(problem))
    return len(problems)
