"""Chatbots' own citation tokens: in the words of a text, and in elements of the chatbot's page that its readers never see."""

from __future__ import annotations

from auditor.finders.repeated import find_repeated
from auditor.finders.source import find_in_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match


def find_citation_tokens(
    document: Document,
    *,
    patterns: list[str],
    cues: list[str],
    elements: list[str],
    element_cues: list[str],
    chips: list[str] = [],  # noqa: B006 — never changed; the default is part of the schema
    chip_cues: list[str] = [],  # noqa: B006
) -> Iterator[Match]:
    """Yield one match for the tokens in the prose, one for those of them that are no links, and one for those in elements.

    ``patterns`` and ``cues`` are those of the finder “repeated”, with code and words that are only named left out; ``chips`` and
    ``chip_cues`` as well, where no link, URL or citation marker touches the place. ``elements`` and ``element_cues`` are those of
    the finder “in-source”, but that the cues stand in the case in which they are looked for.
    """
    yield from find_repeated(document, patterns=patterns, cues=cues, outside=["code", "math"], mentions=False)
    if chips:
        yield from find_repeated(document, patterns=chips, cues=chip_cues, outside=["code", "math"], mentions=False, unlinked=True)
    if any(cue.encode() in document.source_data for cue in element_cues):
        yield from find_in_source(document, patterns=elements, cues=[cue.lower() for cue in element_cues])
