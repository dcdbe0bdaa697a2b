"""Which configuration holds for an open text; it is read anew when one of the files that it comes from has changed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from auditor.baseline import load_baseline
from auditor.errors import UsageError
from auditor.read.ignore import Ignored, patterns
from auditor.read.sources import state_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.baseline import Baseline
    from auditor.config import Config, Selections
    from auditor.read.sources import State

    # What `check` would choose for a file (the second), started in a directory (the first), and what is wrong with it.
    Choose = Callable[[str, str], tuple[Config, Selections, tuple[UsageError, ...]]]

UNNAMED = "-"  # a text that is in no file


@dataclass(frozen=True, eq=False)
class Chosen:
    """What holds for the texts of one directory: ``config`` is that of the run that ``folder`` would start, ``baseline`` its own.

    ``problems`` are the mistakes in it, in words; ``files`` are those that it all comes from, as they were.
    """

    folder: str
    config: Config
    selections: Selections
    baseline: Baseline | None
    problems: tuple[str, ...]
    files: State

    def leaves_out(self, name: str) -> bool:
        """Tell whether a walk through ``folder`` would leave a file out, whatever its suffix: nobody wants to hear of it."""
        if name == UNNAMED:
            return False
        wanted = patterns(self.config.include)
        if wanted is not None and not wanted.match_file(os.path.relpath(name, self.folder)):
            return True
        return Ignored(self.config.exclude).keeps_out(name, self.folder)


class Settings:
    """What holds for every directory that a text was opened in; one thread reads, any may ask whether to read again."""

    def __init__(self, choose: Choose) -> None:
        self._choose = choose
        self._known: dict[tuple[str, str], Chosen] = {}

    def of(self, folder: str, name: str) -> Chosen:
        """Give what holds for a file, by its absolute path, as a run would have it that starts in ``folder``."""
        key = (folder, os.path.dirname(name))  # noqa: PTH120 — strings throughout: names may be no paths
        known = self._known.get(key)
        if known is None or state_of(known.files) != known.files:
            known = self._known[key] = self._chosen(folder, name)
        return known

    def changed(self) -> bool:
        """Tell whether any of the files has changed since it was read."""
        return any(state_of(one.files) != one.files for one in list(self._known.values()))

    @property
    def problems(self) -> frozenset[str]:
        """What is wrong with all that is known."""
        return frozenset(problem for one in list(self._known.values()) for problem in one.problems)

    def _chosen(self, folder: str, name: str) -> Chosen:
        before = state_of(_candidates(folder, name))  # a file that is saved meanwhile is read again
        config, selections, mistakes = self._choose(folder, name)
        problems = [str(mistake) for mistake in mistakes]
        baseline = None
        if config.baseline is not None:
            try:
                baseline = load_baseline(config.baseline)
            except UsageError as mistake:
                problems.append(f"{mistake}; until then all that is found is shown")
        files = {**state_of(_files(config, selections)), **before}
        return Chosen(folder, config, selections, baseline, tuple(problems), files)


def _candidates(folder: str, name: str) -> Iterator[str]:
    """Give where a configuration of a file or of the folder may stand: one may come that was not there."""
    homes = [Path(folder)] if name == UNNAMED else [Path(folder), Path(name).parent]
    for home in homes:
        for above in (home, *home.parents):
            yield from (str(above / own) for own in ("auditor.toml", "pyproject.toml"))


def _files(config: Config, selections: Selections) -> Iterator[str]:
    """Give the files that configurations come from and lead to: what they extend, rules of the user, the baseline."""
    if config.baseline is not None:
        yield str(config.baseline)
    for one in (selections.top.config, *(selection.config for selection in selections.by_folder.values())):
        yield from (str(path) for path in (one.path, *one.extended) if path)
        for pack in one.packs:
            yield str(pack)
            for category in pack.glob("*/"):
                yield str(category)
                yield from map(str, category.glob("*.toml"))
