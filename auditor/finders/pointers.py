"""Words that send the reader to something — “read the report here” — where nothing can be opened."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from auditor.finders.cues import Cues, pattern_cues
from auditor.finders.nearby import has_target, in_speech
from auditor.lexicon import Lazy, lazy
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_CLAUSE_END = lazy(r"""\s?(?:[.,;:!)\]–—]|-{2}|$|[’”"']\s?[)\].,]|(?:and|or|but)\s)""")


def find_pointers(
    document: Document,
    *,
    cue: str,
    patterns: list[str],
    ends: Literal["clause", "anywhere"] = "clause",
) -> Iterator[Match]:
    """Yield each sentence's first match of ``patterns`` that nothing answers: no link, URL or marker in its block or next to it.

    Only sentences with the ``cue`` (a pattern) are looked at; ``^`` is a sentence's start. A group ``it`` narrows the match to its
    words. ``ends``: "clause" takes only words that close their clause. Quoted speech, code and reference lists are left out.
    """
    cues, cue_regex, regex = _compiled(cue, tuple(patterns))
    if not cues.may_occur(document):
        return
    data, done = document.data, 0
    for hit in cue_regex.finditer(data):
        if hit.start() < done:
            continue
        sentence = document.sentences[document.sentence_at(hit.start())]
        done = sentence.end
        span = _match(regex, data[sentence.start : sentence.end], closing=ends == "clause")
        if span is None:
            continue
        start, end = sentence.start + span[0], sentence.start + span[1]
        if not _excused(document, start, end):
            yield Match(start, end)


def _match(regex: Lazy, words: bytes, *, closing: bool) -> tuple[int, int] | None:
    """Give the span of the first match in a sentence, of its group where it has one."""
    for found in regex.finditer(words):
        start, end = found.span(found.lastindex or 0)
        if not closing or _CLAUSE_END.match(words, end):
            return start, end
    return None


def _excused(document: Document, start: int, end: int) -> bool:
    return (
        has_target(document, start, end)
        or document.marked(start, end, "code")
        or in_speech(document, start, end)
        or document.in_references(start)
    )


@lru_cache(maxsize=64)
def _compiled(cue: str, patterns: tuple[str, ...]) -> tuple[Cues, Lazy, Lazy]:
    """One pattern for all; the groups ``it`` lose their name, since it may occur only once."""
    whole = "|".join(f"(?:{p})" for p in patterns).replace("(?P<it>", "(")
    return pattern_cues(cue), lazy(cue), lazy(whole)
