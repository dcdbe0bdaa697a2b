"""The columns of what goes in and what comes out."""

from __future__ import annotations

import pyarrow as pa

from auditor.model import PARTS

FIELDS = ("id", "url", "title", "date", "format", "text")  # of a batch that goes in; only `text` has to be there

_PARTS = pa.struct([(name, pa.float32()) for name in PARTS])
_RULES = pa.list_(pa.struct([("rule", pa.string()), ("findings", pa.int32())]))
_FINDING = [
    ("rule", pa.string()),
    ("level", pa.string()),
    ("state", pa.string()),
    ("line", pa.int32()),
    ("column", pa.int32()),
    ("places", pa.int32()),
    ("text", pa.string()),
]
_DOCUMENT = [
    ("id", pa.string()),
    ("url", pa.string()),
    ("domain", pa.string()),
    ("title", pa.string()),
    ("date", pa.string()),
    ("month", pa.string()),
    ("format", pa.string()),
    ("language", pa.string()),
    ("profile", pa.string()),
    ("words", pa.int32()),
    ("score", pa.int32()),
    ("grade", pa.string()),
    ("parts", _PARTS),
    ("claims", pa.int32()),
    ("sourced", pa.int32()),
    ("errors", pa.int32()),
    ("warnings", pa.int32()),
    ("notes", pa.int32()),
    ("rules", _RULES),
]
_FAILURE = [("cause", pa.string()), ("reason", pa.string())]
_WHERE = [("file", pa.string()), ("record", pa.int64())]

RESULT = pa.schema([*_DOCUMENT, ("findings", pa.list_(pa.struct(_FINDING))), *_FAILURE])
DOCUMENTS = pa.schema([*_DOCUMENT, *_WHERE])
FINDINGS = pa.schema([("id", pa.string()), *_FINDING, *_WHERE])
FAILURES = pa.schema([("id", pa.string()), ("url", pa.string()), *_FAILURE, *_WHERE])
TABLES = {"documents": DOCUMENTS, "findings": FINDINGS, "failures": FAILURES}
