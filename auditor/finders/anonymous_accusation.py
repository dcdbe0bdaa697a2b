"""Accusations that rest on one source without a name."""

from __future__ import annotations

from auditor.finders.without import in_quotation
from auditor.lexicon import lazy
from auditor.model import Match
from auditor.text.claim_cues import ACCUSATION, WORDS_OF

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Claim

_NAMED = ("person", "organisation", "document")
_ONE = (
    r"(?:an?|one|the|another) (?:[a-z’'-]+ ){0,3}?(?:source|official|insider|aide|staffer|employee|person|man|woman|diplomat|"
    r"officer|investigator|executive|lawyer|colleague|neighbou?r|whistle-?blower|informant|adviser|advisor|associate)"
)
_ANONYMOUS = lazy(
    rf"\b{_ONE}(?: [a-z’'-]+){{0,5}}? (?:who (?:asked|declined|requested|spoke|wished|did not want)|said|says|told|claims|claimed|"
    r"alleged|alleges|familiar with|close to|with knowledge)\b"
    rf"|\baccording to {_ONE}\b|\b(?:a|one|an anonymous|an unnamed) source\b|\bon (?:the )?condition of anonymity\b"
)
_TWO = lazy(
    r"\b(?:two|three|four|five|several|multiple|other|both|more) (?:[a-z-]+ ){0,3}?(?:sources|officials|people|employees|aides)\b"
)


def find_accusations_by_one_anonymous(document: Document) -> Iterator[Match]:
    """Yield the words of each accusation that one anonymous voice makes and no named source, document, link or second one."""
    named = {a.sentence for a in document.attributions if a.kind in _NAMED}
    for claim in document.claims:
        if "accusation" not in claim.kinds or _backed(claim):
            continue
        start, end = _ANONYMOUS.find(document.data, claim.start, claim.end)
        if start < 0 or in_quotation(document, start) or _TWO.find(document.data, claim.start, claim.end)[0] >= 0:
            continue
        first, last = WORDS_OF[ACCUSATION].find(document.data, claim.start, claim.end)
        if first >= 0 and claim.sentence not in named:
            yield Match(first, last, values={"voice": " ".join(document.words(start, end).split())})


def _backed(claim: Claim) -> bool:
    """Whether something of the claim's own sentence supports it other than the anonymous voice."""
    return any(s.kind != "voice" and not s.carried for s in claim.support)
