"""Which lists there are, what one is once it has been read, and how one that is broken is told."""

from __future__ import annotations

from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class BrokenError(Exception):
    """What came is not the list, or not all of it; says why, in words that follow its name."""


class Read(NamedTuple):
    """A list: how many entries it has, its own date (empty: it tells none), and the rows for each table of `auditor.lists`."""

    entries: int
    date: str
    tables: dict[str, Sequence[tuple[str, ...]]]


def at_least(number: int, least: int, what: str) -> None:
    """Raise `BrokenError` for a list that is too short to be whole."""
    if number < least:
        raise BrokenError(f"has {number:,} {what}, and a whole list has {least:,} at least")


class About(NamedTuple):
    """A list: whose it is, what it is for, under which licence it is published."""

    title: str
    use: str
    licence: str


# By name, which is its key in [online.lists] too.
ABOUT: Mapping[str, About] = {
    "perennial": About(
        "Wikipedia: Reliable sources/Perennial sources",
        "what its editors decided about a site: `auditor sources`",
        "CC BY-SA 4.0",
    ),
    "retractions": About(
        "Retraction Watch Data (Crossref)",
        "works that were retracted or are doubted: the rules retracted-source and source-in-doubt",
        "public, as Crossref publishes it; it names no licence",
    ),
    "suffixes": About("Public Suffix List (Mozilla)", "which part of a host is somebody's domain", "MPL 2.0"),
}
