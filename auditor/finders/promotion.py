"""Links that earn their writer money, in a text that does not say so."""

from __future__ import annotations

from functools import lru_cache

from auditor.domains import link_kind
from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.lexicon import Lazy

_TAG = lazy(r"(?s:<(?:script|style)\b.*?</(?:script|style)>|<[^<>]*>)")


def find_undisclosed_promotion(document: Document, *, disclosures: list[str], least: int = 1) -> Iterator[Match]:
    """Yield one match for all affiliate links of a text, where there are ``least`` or more and no disclosure.

    A disclosure is a match of one of ``disclosures`` (patterns) anywhere in the words of the source, also outside of the article.
    In another language than English it would not be recognised: such texts are left alone.
    """
    if not document.english:
        return
    places = tuple(link.source for link in document.all_links if link_kind(link.target) == "affiliate")
    if len(places) < least:
        return
    regex = _pattern(tuple(disclosures))
    if regex.find(document.data)[0] >= 0:
        return
    if document.format != "text" and regex.find(_words_only(document.source_data))[0] >= 0:
        return
    yield Match(*places[0], places=places, in_source=True)


@lru_cache(maxsize=8)
def _pattern(patterns: tuple[str, ...]) -> Lazy:
    return lazy("|".join(f"(?:{pattern})" for pattern in patterns))


def _words_only(source: bytes) -> bytes:
    """Give a source without its tags: in the names of classes and files a disclosure discloses nothing."""
    kept, at = [], 0
    for start, end in _TAG.spans(source):
        kept.append(source[at:start])
        at = end
    return b" ".join((*kept, source[at:]))
