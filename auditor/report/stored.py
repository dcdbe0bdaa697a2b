"""The JSON report, read back."""

from __future__ import annotations

import json
from typing import Any

from auditor.errors import UsageError
from auditor.model.made import NamedTuple
from auditor.report.json import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.model import Source

_REPORT = "a report is made by “auditor check --format json”"


class Stored(NamedTuple):
    """The results of a report, as plain values, and the version of auditor that made it."""

    results: list[dict[str, Any]]
    auditor: str


def stored_report(source: Source) -> Stored | None:
    """Give the report that a source holds; None where it is an article.

    Raises `UsageError` where it is JSON of another sort, or a report of another version.
    """
    named = source.name.lower().endswith(".json")
    if not named and source.data.lstrip()[:1] != b"{":
        return None
    try:
        value = json.loads(source.data)
    except ValueError as error:
        if not named:
            return None
        raise UsageError(f"{source.name}: is no JSON ({error}); {_REPORT}") from error
    if not isinstance(value, dict) or "auditor" not in value or not isinstance(value.get("results"), list):
        raise UsageError(f"{source.name}: is JSON, but no report of auditor; {_REPORT}")
    if value.get("version") != VERSION:
        raise UsageError(f"{source.name}: is a report of version {value.get('version')}; this auditor reads version {VERSION}")
    if not value["results"]:
        raise UsageError(f"{source.name}: is a report on no text; {_REPORT}")
    return Stored(value["results"], str(value["auditor"]))
