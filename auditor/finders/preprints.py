"""Findings that rest on a preprint which the text does not call one."""

from __future__ import annotations

import re

from auditor.domains import host_of
from auditor.lexicon import later
from auditor.model import Match

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document

_SAID = later(
    rb"pre-?prints?\b|peer.review|working paper|manuscript|not yet (?:been )?(?:published|reviewed)|unpublished"
    rb"|\bdraft\b|posted (?:on|to|online)|\b(?:ar|bio|med|chem|psy|soc)x?r?xiv\b|\bssrn\b|research square|\bosf\b",
    re.IGNORECASE,
)


def find_unlabelled_preprints(document: Document, *, hosts: list[str], findings: str) -> Iterator[Match]:
    """Yield links to preprint servers (``hosts``) in sentences that report findings, where the paragraph does not say “preprint”.

    ``findings`` is a pattern for the words with which results are reported.
    """
    servers = frozenset(hosts)
    pattern = re.compile(findings.encode(), re.IGNORECASE)
    for link in document.links:
        if link.kind not in ("inline", "reference") or host_of(link.target) not in servers or document.in_references(link.start):
            continue
        block = document.blocks[document.block_at(link.start)]
        if block.kind not in ("paragraph", "item") or not document.sentences:
            continue
        sentence = document.sentences[document.sentence_at(link.start)]
        if pattern.search(document.data, sentence.start, sentence.end) and not _SAID.search(document.data, block.start, block.end):
            yield Match(link.start, link.end)
