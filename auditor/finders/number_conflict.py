"""Two numbers and their difference in one sentence that do not agree: "from 40 to 60, up 20 %"."""

from __future__ import annotations

from auditor.finders.without import in_prose
from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_NUMBER = r"(?:[$€£] ?)?(\d[\d,]*(?:\.\d+)?)"
_UNIT = r"(?: ?(million|billion|trillion|thousand|m|bn|k)\b)?"
_GAP = r"[^.;:\d()]{0,40}?"
_CHANGE = lazy(
    rf"\bfrom {_NUMBER}{_UNIT}(?: [a-z-]+)? to {_NUMBER}{_UNIT}(?: [a-z-]+)?(?:,| –| —| -|;| \(|,? which is|,? or)? ?"
    r"(?:an? (?:increase|rise|jump|gain|growth|drop|fall|decline|decrease|cut|reduction|loss) of |up |down |by )"
    r"(?:about |around |nearly |almost |roughly |some |more than |over )?(\d[\d.]*) ?(?:%|per ?cent\b)"
)
_SIZES = {b"k": 1e3, b"thousand": 1e3, b"m": 1e6, b"million": 1e6, b"bn": 1e9, b"billion": 1e9, b"trillion": 1e12}
_SLACK = 1.5  # percentage points, or a tenth of the change, that rounding may take


def find_number_conflicts(document: Document) -> Iterator[Match]:
    """Yield each change whose share does not follow from the two numbers it is given with.

    Shares of shares ("from 40 percent to 60 percent, up 20 percent") are left alone: points are often called percent.
    """
    for found in _CHANGE.finditer(document.data):
        start, end = found.span()
        at = document.sentence_at(start)
        if not in_prose(document, at, start, end):
            continue
        if b"%" in document.data[start : found.start(5)] or b"cent" in document.data[start : found.start(5)]:
            continue
        before, after = _value(found[1], found[2] or found[4]), _value(found[3], found[4])
        share = float(found[5].rstrip(b"."))
        if not before or before == after or (found[2] and not found[4]):
            continue
        change = abs(after - before) / before * 100
        if abs(change - share) > max(_SLACK, change / 10):
            yield Match(start, end, values={"change": f"{change:.0f} %"})


def _value(digits: bytes, unit: bytes | None) -> float:
    return float(digits.replace(b",", b"")) * _SIZES.get((unit or b"").lower(), 1.0)
