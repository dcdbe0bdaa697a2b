"""What a user decides: a configuration file, and from it which rules run, which count and which are shown."""

from __future__ import annotations

from auditor.config.file import find_config, load_config
from auditor.config.folders import Selections, nearest_config, selections
from auditor.config.selection import Chosen, Selection, all_rules, names_of, select_rules, under
from auditor.config.values import Config, FailOn, FileIgnore
from auditor.strict import nearest

__all__ = [
    "Chosen",
    "Config",
    "FailOn",
    "FileIgnore",
    "Selection",
    "Selections",
    "all_rules",
    "find_config",
    "load_config",
    "names_of",
    "nearest",
    "nearest_config",
    "select_rules",
    "selections",
    "under",
]
