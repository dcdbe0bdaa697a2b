"""The Retraction Watch database, as Crossref publishes it: one CSV file, a row a notice."""

from __future__ import annotations

import csv
import io
import re

from auditor.data.form import BrokenError, Read, at_least
from auditor.text.targets import of_doi

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_COLUMNS = ("RetractionDate", "RetractionDOI", "OriginalPaperDOI", "OriginalPaperPubMedID", "RetractionNature")
# What a notice says; corrections say nothing against a work.
_NATURES = {"retraction": "retraction", "expression of concern": "concern", "reinstatement": "reinstatement", "correction": ""}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_LEAST = 20_000  # notices; there were 50,000 in 2023, and none is ever taken out
_MOST_ODD = 0.02  # share of rows that may be damaged: people write this by hand
_LONGEST = 1 << 20  # characters of a cell


def read(data: bytes) -> Read:
    """Read the file. Raises `BrokenError`."""
    text = data.decode("utf-8-sig", "replace")  # its encoding is known to be damaged here and there
    if not text.endswith(("\n", "\r")) and text.count('"') % 2:
        raise BrokenError("stops in the middle of a row")
    rows = _rows(text)
    seen, odd, notices = 0, 0, []
    for row in rows:
        seen += 1
        nature = _NATURES.get(row["RetractionNature"].strip().lower())
        if nature is None:
            odd += 1
        elif nature:
            day, notice = _day(row["RetractionDate"]), of_doi(row["RetractionDOI"]).removeprefix("doi:")
            notices += [(target, nature, day, notice) for target in _targets(row)]
    at_least(seen, _LEAST, "rows")
    if odd > seen * _MOST_ODD:
        raise BrokenError(f"has {odd:,} of {seen:,} rows that say nothing known about a work; its form may have changed")
    return Read(seen, "", {"notices": notices})


def _rows(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows that hold something. Raises `BrokenError` where this is no such file."""
    csv.field_size_limit(_LONGEST)
    table = csv.reader(io.StringIO(text, newline=""))
    try:
        head = [name.strip() for name in next(table, [])]
        lacking = [name for name in _COLUMNS if name not in head]
        if lacking:
            raise BrokenError(f"lacks the column {lacking[0]}; it is not the list, or its form has changed")
        where = {name: head.index(name) for name in _COLUMNS}
        last, cells = max(where.values()), []
        for cells in table:
            if any(cells):
                if len(cells) <= last:
                    raise BrokenError(f"stops short in row {table.line_num:,}")
                yield {name: cells[at] for name, at in where.items()}
    except csv.Error as error:
        raise BrokenError(f"is no CSV in line {table.line_num:,} ({error})") from None


def _targets(row: dict[str, str]) -> list[str]:
    """Give the work by its DOI and PubMed number; what has neither cannot be looked up."""
    pmid = row["OriginalPaperPubMedID"].strip()
    found = [of_doi(row["OriginalPaperDOI"]), f"pmid:{int(pmid)}" if pmid.isascii() and pmid.isdigit() and int(pmid) else ""]
    return [target for target in found if target]


def _day(written: str) -> str:
    """Give a day as ISO 8601 writes it: the file has the month first.

    >>> _day("3/4/2021 0:00")
    '2021-03-04'
    """
    found = _DAY.match(written.strip())
    if found:
        return f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}"
    iso = _ISO.match(written.strip())
    return iso[0] if iso else ""
