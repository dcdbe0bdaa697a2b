"""Signs that a citation is missing, in the form that the text's profile gives them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from auditor.fixers.places import cut, exact
from auditor.lexicon import later
from auditor.model import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match

# what asks for a source; “[n]” and “[#]” ask for a number that the writer knows
_STUB = later(
    r"\[(?:\?{1,3}|refs?\.?|cite|citation|reference|citations? needed|sources? needed"
    r"|add (?:a )?(?:citation|source|ref(?:erence)?))\]",
    re.IGNORECASE,
)


def form_stubs(document: Document, match: Match) -> Iterator[Fix]:
    """Yield a fix for each sign that a citation is missing: the form of the profile for the format, where it has one.

    A comment takes the sign out of its reader's sight, with the space before it; the sentence stays without a source.
    """
    form = document.stubs.get("wikitext" if document.wikitext else document.format, "")
    form = form.replace("{month}", f"{datetime.now(UTC):%B}").replace("{year}", f"{datetime.now(UTC):%Y}")
    for start, end in match.spans if form else ():
        words = document.words(start, end)
        if not _STUB.fullmatch(words) or words == form:
            continue
        comment = form.startswith("<!--")
        where = cut(document, start, end) if comment else exact(document, start, end)
        if where:
            yield Fix((Edit(where.start, where.end, form),), "writes the sign as the profile does", "unsafe")
