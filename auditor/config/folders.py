"""Which configuration holds for which file: the nearest from its directory upwards; one for all where the user names one."""

from __future__ import annotations

import os
from dataclasses import field
from pathlib import Path

from auditor.config.file import config_in, find_config, load_config
from auditor.config.selection import Selection, select_rules
from auditor.model.made import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from auditor.config.values import Config
    from auditor.errors import UsageError


@dataclass(frozen=True, slots=True)
class Selections:
    """The selections of a run: ``top`` is that of its own configuration, ``by_folder`` those of directories that have another.

    Keys are absolute paths. All of it is plain values.
    """

    top: Selection
    by_folder: Mapping[str, Selection] = field(default_factory=dict)

    def of(self, name: str) -> Selection:
        """Give the selection for a file, by its path as it was given; standard input gets that of the run."""
        if not self.by_folder or name == "-":
            return self.top
        return self.by_folder.get(_folder(name), self.top)


def nearest_config(paths: Iterable[str]) -> Path | None:
    """Give the configuration of a run: the nearest from the working directory, else from what all ``paths`` have in common."""
    found = find_config()
    if found is not None:
        return _shown(str(found))
    named = [path for path in paths if path not in ("", "-") and "://" not in path]  # an article on the web lies nowhere here
    folders = [path if os.path.isdir(path) else _folder(path) for path in named]  # noqa: PTH112
    try:
        common = os.path.commonpath([os.path.abspath(folder) for folder in folders])  # noqa: PTH100
    except ValueError:  # no path, or two drives
        return None
    found = find_config(Path(common))
    return _shown(str(found)) if found else None


def selections(top: Config, files: Iterable[str], changed: Callable[[Config], Config]) -> tuple[Selections, tuple[UsageError, ...]]:
    """Choose the rules of every file: by ``top``, or by a configuration that stands nearer to it.

    ``changed`` puts the command line on top of a configuration. Gives the mistakes in all of them, too.
    """
    first = select_rules(changed(top))
    problems: list[UsageError] = list(first.problems)
    own = str(top.path.resolve()) if top.path else ""
    known: dict[str, str] = {}  # the configuration file of a directory, by the directory
    made: dict[str, Selection] = {own: first}
    by_folder: dict[str, Selection] = {}
    for folder in dict.fromkeys(_folder(name) for name in files if name != "-"):
        path = _nearest(folder, known)
        if path and path not in made:
            config, mistakes = load_config(_shown(path))
            selection = select_rules(changed(config))
            told = {str(problem) for problem in problems}  # a wrong option is one mistake, whatever it is put on top of
            problems += [problem for problem in (*mistakes, *selection.problems) if str(problem) not in told]
            made[path] = selection
        if path and path != own:
            by_folder[folder] = made[path]
    return Selections(first, by_folder), tuple(problems)


def _folder(name: str) -> str:
    return os.path.dirname(os.path.abspath(name))  # noqa: PTH100, PTH120 — hot: once a file


def _nearest(folder: str, known: dict[str, str]) -> str:
    """Give the configuration file for a directory, "" where there is none; each directory is looked into once."""
    passed: list[str] = []
    here, found = folder, ""
    while here not in known:
        passed.append(here)
        own = config_in(Path(here))
        if own is not None:
            found = str(own.resolve())
            break
        above = os.path.dirname(here)  # noqa: PTH120
        if above == here:
            break
        here = above
    else:
        found = known[here]
    known.update(dict.fromkeys(passed, found))
    return found


def _shown(path: str) -> Path:
    """Give a path from the working directory where it lies below it."""
    relative = os.path.relpath(path)
    return Path(path if relative.startswith("..") else relative)
