"""The nouns: immutable values that the stages pass on. No input or output, no regular expressions.

Two frames of offsets exist, both half-open ``[start, end)``:

* on a `Document` and everything derived from it, offsets are UTF-8 **bytes of the prose**
  (or, where a field says so, bytes of the UTF-8 encoded source);
* on an `Audit` and its findings, claims, attributions and references, offsets are **code points of the source**.
"""

from __future__ import annotations

from auditor.model.finding import (
    LEVELS,
    PARTS,
    Example,
    Failure,
    Finding,
    Level,
    Match,
    Part,
    Place,
    Rule,
    Score,
    State,
    Status,
    Step,
)
from auditor.model.profile import Choice, Demands, Profile
from auditor.model.source import (
    Block,
    BlockKind,
    Definition,
    Footnote,
    Format,
    Link,
    LinkKind,
    Mark,
    MarkKind,
    Metadata,
    Source,
    Span,
)
from auditor.model.text import (
    Attribution,
    Claim,
    ClaimKind,
    ListKind,
    ListStyle,
    Marker,
    MarkerKind,
    NetworkAnswer,
    Quote,
    Reference,
    ReferenceList,
    Sentence,
    Support,
    SupportKind,
    Verdict,
    VoiceKind,
)

__all__ = [
    "LEVELS",
    "PARTS",
    "Attribution",
    "Block",
    "BlockKind",
    "Choice",
    "Claim",
    "ClaimKind",
    "Definition",
    "Demands",
    "Example",
    "Failure",
    "Finding",
    "Footnote",
    "Format",
    "Level",
    "Link",
    "LinkKind",
    "ListKind",
    "ListStyle",
    "Mark",
    "MarkKind",
    "Marker",
    "MarkerKind",
    "Match",
    "Metadata",
    "NetworkAnswer",
    "Part",
    "Place",
    "Profile",
    "Quote",
    "Reference",
    "ReferenceList",
    "Rule",
    "Score",
    "Sentence",
    "Source",
    "Span",
    "State",
    "Status",
    "Step",
    "Support",
    "SupportKind",
    "Verdict",
    "VoiceKind",
]
