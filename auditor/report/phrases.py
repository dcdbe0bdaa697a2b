"""What `auditor sources` says of a text's set phrases."""

from __future__ import annotations

from auditor.report.layout import wrap
from auditor.text.boilerplate import boilerplate

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.audited import Audit
    from auditor.report.layout import Paper

_FEWEST_WORDS = 300  # a shorter text has no density worth telling
_USUAL = 1.9  # what 19 of 20 edited news articles stay below, of 390
_MOST = 5  # phrases that are quoted


def set_phrases(audit: Audit, paper: Paper) -> Iterator[str]:
    """Yield the density of set phrases, beside what is usual, and the heaviest of them; of long English texts only."""
    document = audit.document
    if not document.english or len(document.data.split()) < _FEWEST_WORDS:
        return
    found = boilerplate(document.lower)
    if not found.phrases:
        return
    quoted = ", ".join(f"“{phrase}” {times}×" if times > 1 else f"“{phrase}”" for phrase, times in found.phrases[:_MOST])
    beside = "as in edited news" if found.density <= _USUAL else f"19 of 20 edited news articles stay below {_USUAL}"
    yield ""
    yield paper.ink("Set phrases", "bold") + paper.text(f" ({found.density:.1f} by weight in 1,000 words; {beside})")
    yield from (f"  {line}" for line in wrap(paper.text(quoted), paper.columns - 2, paper.columns - 4))
