"""Match patterns in the sentences that hold a cue, and in no others: what makes patterns with gaps cheap."""

from __future__ import annotations

from functools import lru_cache

from auditor.finders.cues import Cues, pattern_cues
from auditor.lexicon import Lazy, lazy
from auditor.model import Span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.document import Document


def cued_matches(
    document: Document, cue: str, patterns: list[str], follows: Callable[[bytes, int], object] | None = None
) -> Iterator[Span]:
    """Yield at most one match of ``patterns`` a sentence that holds the ``cue`` (a pattern itself), in order.

    ``^`` and ``$`` are the sentence's bounds; a group ``it`` narrows the match to its words. ``follows`` gets the
    sentence and where the match ends in it, and tells whether what follows lets it stand.
    """
    cues, cue_regex, regex = _compiled(cue, tuple(patterns))
    if not patterns or not cues.may_occur(document):
        return
    data, done = document.data, 0
    for hit in cue_regex.finditer(data):
        at = hit.end() - 1
        if at < done:
            continue
        sentence = document.sentences[document.sentence_at(at)]
        done = max(sentence.end, hit.end())
        words = data[sentence.start : sentence.end]
        for found in regex.finditer(words):
            start, end = found.span(found.lastindex or 0)
            if follows is None or follows(words, end):
                yield Span(sentence.start + start, sentence.start + end)
                break


@lru_cache(maxsize=64)
def _compiled(cue: str, patterns: tuple[str, ...]) -> tuple[Cues, Lazy, Lazy]:
    """One pattern for all; the groups ``it`` lose their name, since it may occur only once."""
    whole = "|".join(f"(?:{p})" for p in patterns).replace("(?P<it>", "(")
    return pattern_cues(cue), lazy(cue), lazy(whole)
