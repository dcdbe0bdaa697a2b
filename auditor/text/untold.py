"""Papers of which a text tells no more than that they are new: "a study shows", and then "the study"."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Support
    from auditor.text.support import Voices

_NEVER = 1 << 30  # behind any sentence
_UNTOLD = frozenset(
    ("the study", "the research", "the report", "the survey", "the poll", "the paper", "the analysis", "the findings")
)


def introduced(voices: Voices, others: Iterable[int]) -> list[tuple[int, Support]]:
    """Leave out "the study" and its like where the text has so far given what it tells to nobody ("a new study shows").

    What a study of which nothing is told goes on to say is no better known than the study. ``others`` are the sentences with
    sources of other sorts: one of them before it, or right after, may be the study's.
    """
    untold = min(voices.unnamed, default=_NEVER)
    sources = [*others, *(i for i, one in voices.named if one.name.lower() not in _UNTOLD)]
    first = min(sources, default=_NEVER)
    return [(i, one) for i, one in voices.named if one.name.lower() not in _UNTOLD or untold >= i or first <= i + 1]
