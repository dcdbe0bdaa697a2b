"""Patterns for the files that a configuration speaks of."""

from __future__ import annotations

import os
from functools import lru_cache

from auditor.read.ignore import patterns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pathspec import GitIgnoreSpec

    from auditor.config.values import FileIgnore


def matching(rows: Iterable[FileIgnore], name: str) -> Iterator[FileIgnore]:
    """Give the rows whose pattern matches a file, by its path as it was given; none does outside of its root."""
    path = os.path.abspath(name)  # noqa: PTH100 — links are not followed, as in the walk
    for row in rows:
        inside = os.path.relpath(path, row.root)
        if not inside.startswith("..") and _compiled(row.pattern).match_file(inside):
            yield row


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> GitIgnoreSpec:
    found = patterns((pattern,))
    assert found is not None  # noqa: S101 — one pattern is not none
    return found
