"""Keys by which a finding is known again when its text was moved, wrapped anew or its file renamed.

A place is known by its words and by the sentence that it stands in, letters of either case and white space of any kind alike:
neither its line nor its file counts. A finding about a whole text, such as that nothing in it has a source, is known by its rule.

Plain text has no marks for its paragraphs: where so few or so short lines are wrapped that the reader takes each for a line of its
own, a sentence over two of them is two.
"""

from __future__ import annotations

from collections import Counter

from auditor.finders import WHOLE
from auditor.surroundings import digest, normal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.audited import Audit
    from auditor.document import Document
    from auditor.model import Finding, Place

_SKETCH = 10  # the smallest so many hashes of sentences stand for a text
_HASH = 6  # hexadecimal digits of one of them


def keys(audit: Audit) -> tuple[str, ...]:
    """Give a key for each of ``audit.findings``, in their order: 32 hexadecimal digits, no two alike.

    It is made of the rule, the words of every place, the sentences these stand in, and a number among findings that are equal in
    all that.
    """
    met: Counter[str] = Counter()
    made = []
    for finding, places in zip(audit.findings, place_keys(audit), strict=True):
        whole = digest(finding.rule.id, *sorted(places))
        made.append(digest(whole, str(met[whole]), size=16))
        met[whole] += 1
    return tuple(made)


def place_keys(audit: Audit) -> tuple[tuple[str, ...], ...]:
    """Give, for each of ``audit.findings``, a key for each of its places: 20 hexadecimal digits, the same for equal places.

    The rule is no part of it, so that a rule may get another id.
    """
    if not audit.findings:
        return ()
    return tuple(_of_places(finding, audit) for finding in audit.findings)


def words_key(finding: Finding, place: Place) -> str:
    """Give a key of the rule and the words of a place, whatever stands around it; of the rule alone where it judges the whole."""
    return digest(finding.rule.id, "" if finding.rule.finder in WHOLE else normal(place.text))


def sketch(document: Document) -> str:
    """Give a short string by which a text is known again when its file is renamed, though it was edited since; see `likeness`."""
    found = {digest(normal(document.words(s.start, s.end)))[:_HASH] for s in document.sentences}
    return "".join(sorted(found)[:_SKETCH])


def likeness(one: str, other: str) -> float:
    """Give about which share of the sentences of two texts, by their sketches, both of them have: from 0 to 1."""
    a, b = parts_of(one), parts_of(other)
    smallest = sorted(a | b)[:_SKETCH]
    return sum(part in a and part in b for part in smallest) / len(smallest) if smallest else 0.0


def parts_of(sketched: str) -> set[str]:
    """Give the hashes of sentences that a sketch holds."""
    return {sketched[i : i + _HASH] for i in range(0, len(sketched), _HASH)}


def _of_places(finding: Finding, audit: Audit) -> tuple[str, ...]:
    if finding.rule.finder in WHOLE:  # what is told once a site, of whichever page, is known by the site
        return tuple(digest("", audit.site if finding.rule.once else "") for _ in finding.places)
    around = audit.surroundings
    return tuple(digest(normal(place.text), around[place.start, place.end]) for place in finding.places)
