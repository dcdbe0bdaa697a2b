"""One quotation that stands in a text twice, in different words."""

from __future__ import annotations

from itertools import pairwise

from auditor.lexicon import later
from auditor.model import Match, Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.document import Document
    from auditor.model import Quote

_WORD = later(r"\w+(?:['’]\w+)*|…|\.{3}|\[[^\]]*\]")
_RUN = 4  # words in a row that two versions of one quotation share
_MOST_WORDS = 120  # words of a quotation that are compared
_MOST_QUOTES = 200  # quotations that are looked at
_MOST_VERSIONS = 3  # earlier quotations that one is compared with
_LEAST_SHARED = 0.8  # of the words of the shorter version, in order
_PRONOUNS = frozenset("he she they who his her their".split())
_MOST_CHANGED = 6  # words in a row
_MARKS = frozenset("….[")


def find_changed_quotes(document: Document, *, words: int) -> Iterator[Match]:
    """Yield each quotation of at least so many ``words`` that an earlier one has in slightly different words.

    A part of the earlier one, and words left out or put in with a mark of omission or brackets, is no change.
    """
    seen: dict[tuple[str, ...], int] = {}
    quotes = [q for q in document.quotes if q.role == "speech" and q.speaker and q.words >= words][:_MOST_QUOTES]
    texts = [_words(document, quote) for quote in quotes]
    for index, text in enumerate(texts):
        runs = [tuple(text[k : k + _RUN]) for k in range(len(text) - _RUN + 1)]
        earlier = {seen[run] for run in runs if run in seen}
        first = next(
            (
                other
                for other in sorted(earlier)[:_MOST_VERSIONS]
                if _same(quotes[other], quotes[index]) and _changed(texts[other], text)
            ),
            None,
        )
        if first is not None:
            before = quotes[first]
            yield Match(quotes[index].start, quotes[index].end, related=((Span(before.start, before.end), "the words before"),))
        for run in runs:
            seen.setdefault(run, index)


def _same(one: Quote, other: Quote) -> bool:
    """Whether two quotations are of one speaker, by the last word of the names: a pronoun may be anybody's."""
    names = [(quote.speaker or "").split()[-1].casefold() for quote in (one, other)]
    return names[0] == names[1] or not _PRONOUNS.isdisjoint(names)


def _words(document: Document, quote: Quote) -> list[str]:
    return _WORD.findall(document.words(quote.start, quote.end).casefold().replace("’", "'"))[:_MOST_WORDS]


def _changed(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two versions share most of their words, yet differ inside what they share."""
    from difflib import SequenceMatcher  # noqa: PLC0415 — few texts have two quotations that share words

    matcher = SequenceMatcher(None, one, other, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(block.size for block in blocks)
    if shared < _LEAST_SHARED * min(len(one), len(other)):
        return False
    gaps = [(one[a.a + a.size : b.a], other[a.b + a.size : b.b]) for a, b in pairwise(blocks)]
    return any(gaps) and all(_differs(*gap) for gap in gaps)


def _differs(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the few words between two shared runs were changed without a mark that says so."""
    return max(len(one), len(other)) <= _MOST_CHANGED and not any(word[0] in _MARKS for word in (*one, *other))
