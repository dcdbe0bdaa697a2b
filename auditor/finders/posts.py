"""Quoted posts on social networks that nobody can find again: no link, no account, no day."""

from __future__ import annotations

from auditor.finders.cued import cued_matches
from auditor.lexicon import lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Quote


def find_unlocated_posts(document: Document, *, cue: str, patterns: list[str], unless: list[str]) -> Iterator[Match]:
    """Yield each sentence's first match of ``patterns`` where words of a post are quoted and nothing tells where it is.

    What tells is a link or a citation in the block, or a match of one of ``unless`` (an account's name, a day) in the sentence or
    the one before. Only sentences with the ``cue`` are looked at.
    """
    told = lazy("|".join(f"(?:{pattern})" for pattern in unless))
    leads: dict[int, bool] = {}
    quotes: dict[int, list[Quote]] = {}
    for start, end in cued_matches(document, cue, patterns):
        if not quotes:
            for quote in document.quotes:
                if quote.role in ("speech", "block"):
                    quotes.setdefault(quote.sentence, []).append(quote)
        i = document.sentence_at(start)
        if not any(
            not q.start <= start < q.end for q in quotes.get(i, ())
        ):  # a post told of in a quotation is its speaker's matter
            continue
        sentence = document.sentences[i]
        if sentence.block not in leads:
            block = document.blocks[sentence.block]
            leads[sentence.block] = bool(
                block.quoted or document.links_in(block.start, block.end) or document.markers_in(block.start, block.end)
            )
        before = document.sentences[i - 1] if i and document.sentences[i - 1].block == sentence.block else sentence
        if not leads[sentence.block] and told.find(document.data, before.start, sentence.end)[0] < 0:
            yield Match(start, end)
