"""Opinion that is published as news: the author judges and urges, and nothing on the page calls it opinion."""

from __future__ import annotations

from auditor.lexicon import later, lazy
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_NEWS = lazy(r"\"@type\"\s*:\s*\[?\s*\"(?:Reportage)?NewsArticle\"|itemtype=\S*schema\.org/(?:Reportage)?NewsArticle")
_LABELLED = lazy(
    r"\b(?:opinions?|op-?ed|editorials?|commentary|columns?|columnists?|perspectives?|analysis|essays?|reviews?|blogs?|letters?|viewpoints?"
    r"|comment(?:is)?free|ideas|debate|first[- ]person|advice|diary|as told to|q ?(?:&|and) ?a|interview)\b"
)
_STANCE = lazy(
    r"(?-i:\bI) (?:think|believe|am convinced|suspect|fear|hope|would argue|agree|disagree|find it)\b"
    r"|\bin my (?:view|opinion|judge?ment)\b"
    r"|\bwe (?:must|need to|should|ought to|cannot afford to)\b|\b(?:it is|it['’]s) (?:high )?time (?:to|for|that|we)\b"
    r"|\bmake no mistake\b|\bshame on\b|\blet['’]s be (?:honest|clear|real)\b"
    r"|\b(?:is|are) (?:an outrage|a disgrace|nonsense|shameful)\b"
)
_DIRECTIVE = later(rb"<!--\s*auditor\b[^>]*-->")  # a comment to this program names the rule, and labels nothing
_HEAD = 30_000  # bytes of a page in which its section, its labels and its metadata stand


def find_unlabelled_opinion(document: Document, *, least: int = 4) -> Iterator[Match]:
    """Yield one match for the stances that the author takes, in at least ``least`` sentences of a page that calls itself news."""
    if not document.whole_page or _NEWS.find(document.source_data)[0] < 0:
        return
    head = f"{document.url or ''} {document.title}".encode()
    page = _DIRECTIVE.sub(b"", document.source_data[:_HEAD])
    if _LABELLED.find(head.replace(b"-", b" "))[0] >= 0 or _LABELLED.find(page)[0] >= 0:
        return
    said = {s.sentence for s in document.attributions}
    places = [
        Span(start, end)
        for start, end in _STANCE.spans(document.data)
        if not document.quoted_at(start) and document.sentence_at(start) not in said
    ]
    if len({document.sentence_at(p.start) for p in places}) >= least:
        yield Match(*places[0], places=tuple(places))
