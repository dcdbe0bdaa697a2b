"""Copies of pages that are gone: the Wayback Machine, asked gently, for the copy nearest to the day of the article."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urlsplit

from auditor.domains import is_local
from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.model import Verdict
    from auditor.verify.service import Registers

_COPY = later(r"/web/(\d{4})(\d\d)(\d\d)\d{6}(?:[a-z]{2}_)?/")
_DAY = later(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)")
_YEAR = later(r"\b((?:19|20)\d\d)\b")


def day_of(*dates: str | None) -> str:
    """Give the first day (else year) that some dates tell, as the archive writes it; nothing where they tell none.

    >>> day_of(None, "2021-03-04T08:00:00Z"), day_of("12 March 2019")
    ('20210304', '2019')
    """
    for date in dates:
        if found := _DAY.search(date or ""):
            return found[1] + found[2] + found[3]
        if found := _YEAR.search(date or ""):
            return found[1]
    return ""


async def with_copy(registers: Registers, verdict: Verdict, day: str) -> Verdict:
    """Add to a verdict where the archive keeps the page (``archive``, ``archived``), or that it never did (“none”)."""
    parts = urlsplit(verdict.target.partition("#")[0])
    if is_local(verdict.target) or not parts.hostname:
        return verdict
    url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()  # who may log in there is nobody's business
    reply = await registers.wayback.get(f"/web/{day}/{url}" if day else f"/web/{url}", follow=False)
    if reply.answer is None or not reply.status:
        return replace(verdict, facts={**verdict.facts, "unread": f"whether there is a copy could not be told: {reply.lost}"})
    where = reply.answer.headers.get("location", "")
    found = _COPY.search(where)
    if found and 300 <= reply.status < 400:
        copy = where if "://" in where[:8] else f"{registers.wayback_base}{where}"
        facts = {"archive": copy, "archived": re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", "".join(found.groups()))}
        return replace(verdict, facts={**verdict.facts, **facts})
    told = {"archive": "none"} if reply.missing else {"unread": f"whether there is a copy could not be told: {reply.lost}"}
    return replace(verdict, facts={**verdict.facts, **told})
