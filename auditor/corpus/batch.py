"""Articles in an Arrow batch to their audits in another: the one function that all engines run."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pyarrow as pa

from auditor.corpus.schema import FIELDS, RESULT
from auditor.domains import registered_domain
from auditor.errors import ReadError, UsageError
from auditor.model import PARTS, Finding, Format, Source
from auditor.pipeline import audit_document, selection_for
from auditor.read.sources import OWN_REPORT, format_named, read_document
from auditor.report.common import title_of
from auditor.report.layout import one_line
from auditor.report.told import INTERNAL_ERROR
from auditor.text.published import day_in_path, day_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.audited import Audit
    from auditor.config import Config, Selection
    from auditor.document import Document

_WORDS = 500  # characters that are kept of the words of a finding
_LINE = 1000  # characters that are kept of a title or a reason
_PAGES = (b"<!doctype html", b"<html", b"<?xml")
_NOTHING: dict[str, Any] = dict.fromkeys(RESULT.names)
_LEVELS = {"error": "errors", "warning": "warnings", "note": "notes"}


def audit_batch(
    batch: pa.RecordBatch, *, profile: str | None = None, preview: bool = False, config: Config | None = None
) -> pa.RecordBatch:
    """Audit a batch of articles: one row in, one row out, in the same order. The same rows always give the same result.

    ``batch`` has the column ``text`` (strings, or the bytes of a file), and may have ``id``, ``url``, ``title``, ``date`` and
    ``format`` ("text", "markdown", "html" or a media type; where it is null, a text that begins as a page is HTML, any other
    plain). Further columns are not looked at. The result has the columns of `auditor.corpus.schema.RESULT`: what ``documents/``
    holds, and ``findings``, ``cause`` and ``reason``. A row that cannot be audited has the latter two, its id and its url only.

    ``profile``, ``preview`` and ``config`` are those of `auditor.audit_text`. Raises `UsageError` where there is no usable
    ``text`` column, or the profile or the configuration is wrong.
    """
    selection = _selection(config, preview=preview, profile=profile)
    columns = {name: _values(batch, name) for name in FIELDS if name in batch.schema.names}
    if "text" not in columns:
        raise UsageError(f"the batch has no column “text”; it has {', '.join(batch.schema.names) or 'none'}")
    rows = [_row(dict(zip(columns, values, strict=True)), selection) for values in zip(*columns.values(), strict=True)]
    return pa.RecordBatch.from_pylist(rows, schema=RESULT)


_last: list[tuple[tuple[Any, ...], Selection]] = []


def _selection(config: Config | None, *, preview: bool, profile: str | None) -> Selection:
    """Choose the rules once for all batches of a run: they are planned and compiled for a selection."""
    key = (config, preview, profile)
    if not _last or _last[0][0] != key:
        _last[:] = [(key, selection_for(config, preview=preview, profile=profile))]
    return _last[0][1]


def _values(batch: pa.RecordBatch, name: str) -> list[Any]:
    values: list[Any] = batch.column(batch.schema.names.index(name)).to_pylist()
    if name == "text":
        wrong = next((value for value in values if not isinstance(value, (str, bytes, type(None)))), None)
        if wrong is not None:
            raise UsageError(f"the column “text” holds {type(wrong).__name__}; it must hold strings or bytes")
    return values


def _row(given: dict[str, Any], selection: Selection) -> dict[str, Any]:
    known = {name: as_words(given.get(name)) for name in FIELDS if name != "text"}
    row = {**_NOTHING, "id": known["id"], "url": known["url"]}
    try:
        document = _document(given["text"], known)
        audit = audit_document(document, selection)
        return {**row, **_audited(audit, known)}
    except ReadError as error:
        cause: str = error.kind
        reason = str(error).removeprefix(f"{_name(known)}: ")
        if cause == "empty" and OWN_REPORT not in reason:
            reason = "has no words to audit"
    except Exception as error:  # noqa: BLE001 — one text must not cost the others their audit
        cause, reason = "internal", f"internal error ({type(error).__name__}: {error}); please report it with this text"
    return {**row, "cause": cause, "reason": one_line(reason[:_LINE])}


def as_words(value: Any) -> str | None:  # noqa: ANN401 — whatever a column holds
    """Give a value as one line of words, None where it has none; a moment in ISO 8601."""
    if value is None:
        return None
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
    return text.encode("utf-8", "replace").decode().strip()[:_LINE] or None


def _document(text: str | bytes | None, known: dict[str, str | None]) -> Document:
    name = _name(known)
    if text is None:
        raise ReadError(f"{name}: has no text")
    data = text.encode("utf-8", "replace") if isinstance(text, str) else text
    source = Source(name, data, _format(name, known["format"], data), url=known["url"])
    document = read_document(source)
    said = document.metadata
    metadata = replace(said, title=said.title or known["title"], date=said.date or known["date"])
    return replace(document, url=known["url"], metadata=metadata)


def _name(known: dict[str, str | None]) -> str:
    return known["id"] or known["url"] or "-"


def _format(name: str, given: str | None, data: bytes) -> Format:
    if given is None:
        return "html" if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES) else "text"
    found = format_named(given)
    if found is None:
        raise ReadError(
            f"{name}: its format is “{one_line(given[:40])}”, which auditor does not read; it reads text, markdown, html"
        )
    return found


def _audited(audit: Audit, known: dict[str, str | None]) -> dict[str, Any]:
    document, score = audit.document, audit.score
    url = known["url"] or document.metadata.url
    written = document.metadata.date
    day = day_of(written or "") or day_in_path(url or "")
    new = [finding for finding in audit.findings if finding.state == "new"]
    by_rule = Counter(finding.rule.id for finding in new)
    levels = Counter(_LEVELS[finding.level] for finding in new)
    broken = [_broken(rule.id, error) for rule, error in audit.broken]
    rated = score.value is not None
    return {
        "url": url,
        "domain": registered_domain(url) or None if url else None,
        "title": title_of(audit)[:_LINE] or None,
        "date": written,
        "month": f"{day:%Y-%m}" if day else None,
        "format": document.format,
        "language": document.language or None,
        "profile": score.profile,
        "words": len(document.data.split()),
        "score": score.value,
        "grade": score.grade if rated else None,
        "parts": {part.name: part.points for part in score.parts if part.name in PARTS} if rated else None,
        "claims": score.claims,
        "sourced": score.sourced,
        **{name: levels[name] for name in _LEVELS.values()},
        "rules": [{"rule": rule, "findings": number} for rule, number in sorted(by_rule.items())],
        "findings": [*map(_finding, audit.findings), *broken],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule.id,
        "level": finding.level,
        "state": finding.state,
        "line": finding.line,
        "column": finding.column,
        "places": len(finding.places),
        "text": _cut(finding.text),
    }


def _broken(rule: str, error: str) -> dict[str, Any]:
    text = _cut(f"{rule}: {error}")
    return {"rule": INTERNAL_ERROR, "level": "error", "state": "new", "line": 1, "column": 1, "places": 1, "text": text}


def _cut(words: str) -> str:
    words = one_line(words[: 4 * _WORDS])
    return words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
