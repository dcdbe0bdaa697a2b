"""Finders: how things are found. One phenomenon a file, each a function from a `Document` to matches.

A finder's keyword-only parameters are the schema of ``[find]`` in the rules that name it. Finders read the document and
nothing else: what the network said stands in ``document.evidence``.
"""

from __future__ import annotations

from auditor.finders.pattern import find_pattern
from auditor.finders.pointers import find_pointers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.model import Match

    Finder = Callable[..., Iterator[Match]]

FINDERS: dict[str, Finder] = {
    "pattern": find_pattern,
    "pointer": find_pointers,
}
