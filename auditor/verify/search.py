"""Entries without an identifier, looked for by their words. No index has every work: not to be found is no proof of anything."""

from __future__ import annotations

from typing import Any

from auditor.text.agree import authors_agree, plain_words, title_agrees, year_agrees
from auditor.verify import records
from auditor.verify.registers import found, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from auditor.model import Verdict
    from auditor.verify.service import Registers

_ROWS = "3"
_FIELDS = ",".join(
    """DOI title subtitle original-title author issued published published-print published-online posted container-title updated-by
    score""".split()
)


async def look_for_entries(registers: Registers, targets: Sequence[str], when: str) -> list[Verdict]:
    """Look for entries at Crossref, and at OpenAlex where there is a key to it."""
    return [await _look_for(registers, target, when) for target in targets]


async def _look_for(registers: Registers, target: str, when: str) -> Verdict:
    author, title, container, year = [*target.removeprefix("entry:").split(" | "), "", "", ""][:4]
    words = " ".join(part for part in (author, title, container, year) if part)
    query = {"query.bibliographic": words, "rows": _ROWS, "select": _FIELDS, **registers.polite}
    reply = await registers.crossref.json("/works", query)
    message = reply.data.get("message") if isinstance(reply.data, dict) else None
    works = _titled(message.get("items") if isinstance(message, dict) else None, records.crossref)
    best = _best(works or [], author, title, year)
    asked, lost = ["Crossref"], [reply] if works is None else []
    if best is None and registers.key:
        more = {"search": title, "per-page": _ROWS, "api_key": registers.key, **registers.polite}
        other = await registers.openalex.json("/works", more)
        others = _titled(other.data.get("results") if isinstance(other.data, dict) else None, records.openalex)
        best = _best(others or [], author, title, year)
        asked.append("OpenAlex")
        lost += [other] if others is None else []
    if best is not None:
        return found(target, best, when)
    if lost:  # the other one does not have it, but this one might
        return unknown(target, lost[0].lost or f"{lost[0].who} gives no clear answer", when, lost[0].how or "service")
    verdict = unknown(target, f"{' and '.join(asked)} {'know' if len(asked) > 1 else 'knows'} no such title", when, "not-in-index")
    near = _nearest(works or [], title)
    return type(verdict)(target, verdict.answer, when, {**verdict.facts, "nearest": near}) if near else verdict


def _titled(items: Any, read: Callable[[Any], dict[str, str]]) -> list[dict[str, str]] | None:  # noqa: ANN401 — JSON
    """Read the works that were found; None for what is no list of works."""
    if not isinstance(items, list):
        return None
    works = [work for item in items if (work := read(item)).get("title")]
    return works if works or not items else None


def _best(works: Sequence[dict[str, str]], author: str, title: str, year: str) -> dict[str, str] | None:
    """Give the work that has the title and one of the other two: a title alone may be another's."""
    for work in works:
        same = any(title_agrees(title, one) == "agrees" for one in work.get("title", "").split("\n"))
        who = authors_agree(author, work.get("authors", "").split("\n"))
        when = year_agrees(year, [int(one) for one in work.get("years", "").split()])
        if same and "agrees" in (who, when):
            return work
    return None


def _nearest(works: Sequence[dict[str, str]], title: str) -> str:
    """Give the title found that shares most words with the one looked for, where it shares half of them."""
    wanted = set(plain_words(title))
    rows = [(len(wanted & set(plain_words(one))), one) for work in works for one in work.get("title", "").split("\n")[:1]]
    most, best = max(rows, default=(0, ""), key=lambda row: row[0])
    return best if wanted and most * 2 >= len(wanted) else ""
