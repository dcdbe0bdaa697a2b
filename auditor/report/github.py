"""Annotations of GitHub Actions, as workflow commands: the most severe first, at most what GitHub shows of a step.

They hold new findings only; GitHub has no way to show another state. What is left out, and why a run failed, stands in a last
notice.
"""

from __future__ import annotations

from collections import Counter

from auditor.gate import count, outcome
from auditor.model import LEVELS, Failure
from auditor.report.common import Settings, shown
from auditor.report.told import INTERNAL_ERROR, broken, message, reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.audited import Audit
    from auditor.model import Level, Place

MOST = 10  # annotations of a level that GitHub shows of a step
_COMMANDS: dict[Level, str] = {"error": "error", "warning": "warning", "note": "notice"}


def report(results: Iterable[Audit | Failure], settings: Settings) -> Iterator[str]:
    """Yield the annotations when all is known, since the most severe come first; of each level no more are kept than are shown."""
    kept: dict[Level, list[str]] = {level: [] for level in LEVELS}
    found: Counter[Level] = Counter()
    for result in results:
        for level, line in _annotations(result, settings):
            found[level] += 1
            if len(kept[level]) < MOST:
                kept[level].append(settings.paper.text(line))
        del result
        yield ""
    more = any(found[level] > MOST for level in LEVELS)
    if more or settings.tally.status:
        kept["note"] = kept["note"][: MOST - 1]  # the last notice needs a place
    yield "".join(f"{line}\n" for level in LEVELS for line in kept[level])
    if more or settings.tally.status:
        left = {level: found[level] - len(kept[level]) for level in LEVELS}
        yield settings.paper.text(command("notice", _last(left, settings), title="auditor")) + "\n"


def command(name: str, data: str, **properties: str | int) -> str:
    r"""Give a workflow command, escaped as GitHub's own toolkit does it.

    >>> command("error", "50 %\n", file="a,b.md", line=3)
    '::error file=a%2Cb.md,line=3::50 %25%0A'
    """
    given = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name}{' ' if given else ''}{given}::{_data(data)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _annotations(result: Audit | Failure, settings: Settings) -> Iterator[tuple[Level, str]]:
    file = settings.workspace.path(result.name)
    if isinstance(result, Failure):
        yield "error", command("error", reason(result), file=file, title="auditor: could not be audited")
        return
    for rule, error in result.broken:
        yield "error", command("error", broken(rule, error), file=file, line=1, title=f"auditor: {INTERNAL_ERROR}")
    for finding in shown(result.findings, notes=settings.notes):
        where = _where(finding.places[0])
        title = f"auditor: {finding.rule.id}"
        yield finding.level, command(_COMMANDS[finding.level], message(finding), file=file, **where, title=title)


def _where(place: Place) -> dict[str, int]:
    """Give lines and columns; GitHub takes no columns of a place that has several lines."""
    if place.end_line > place.line:
        return {"line": place.line, "endLine": place.end_line}
    return {"line": place.line, "endLine": place.line, "col": place.column, "endColumn": max(place.end_column, place.column)}


def _last(left: dict[Level, int], settings: Settings) -> str:
    some = ", ".join(count(number, level) for level, number in left.items() if number)
    omitted = f" Not shown here, since GitHub shows {MOST} annotations of a kind: {some} more." if some else ""
    return f"{' '.join(outcome(settings.tally).split())}{omitted}"
