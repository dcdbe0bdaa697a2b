"""What hangs on each voice: which claims rest on it, and how closely it is named."""

from __future__ import annotations

from collections import defaultdict

from auditor.gate import count
from auditor.model.made import NamedTuple
from auditor.report.common import line_list
from auditor.report.layout import head, one_line, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.audited import Audit
    from auditor.document import Document
    from auditor.model import Attribution, VoiceKind
    from auditor.report.layout import Paper

HOW_NAMED: dict[VoiceKind, str] = {
    "person": "named person",
    "organisation": "organisation",
    "document": "document",
    "described": "described, not named",
    "vague": "vague",
}
_NOBODY = "nobody is named"
_MOST_LINES = 6


class Load(NamedTuple):
    """A voice, how it is named, and a line for each claim that leads to it, and for each that has it alone and no source."""

    name: str
    how: str
    carries: tuple[int, ...]
    fails: tuple[int, ...]


def loads(audit: Audit) -> list[Load]:
    """Give every voice and named document on which a claim hangs, those that carry most first.

    A family name alone is the person of that name whom the text names in full. A voice that leads nowhere (“critics”) fails the
    claims that it alone stands behind.
    """
    document = audit.document
    kinds = {one.source: one.kind for one in reversed(document.attributions) if one.source}
    speakers = _by_sentence(document.attributions)
    full = _full_names(kinds)
    carries: dict[tuple[str, VoiceKind], list[int]] = defaultdict(list)
    fails: dict[tuple[str, VoiceKind], list[int]] = defaultdict(list)
    for claim in document.claims:
        line = _line(document, claim.start)
        for kind, name in {(one.kind, full.get(one.name, one.name)) for one in claim.support if one.kind in ("voice", "document")}:
            carries[name, "document" if kind == "document" else kinds.get(name, "person")].append(line)
        if not claim.support:
            for name, how in {
                (voice.source or _NOBODY, voice.kind if voice.source else "vague") for voice in speakers[claim.sentence]
            }:
                fails[name, how].append(line)
    rows = [
        Load(one_line(key[0]), HOW_NAMED[key[1]], tuple(sorted(carries[key])), tuple(sorted(fails[key])))
        for key in {**carries, **fails}
    ]
    return sorted(rows, key=lambda row: (-len(row.carries), -len(row.fails), row.name))


def voice_loads(audit: Audit, paper: Paper) -> Iterator[str]:
    """Yield the section of the inventory that tells what hangs on each voice; nothing where no claim hangs on one."""
    rows = loads(audit)
    if not rows:
        return
    yield ""
    yield f"{paper.ink('Claims by voice', 'bold')} ({len(rows)})"
    for row in rows:
        parts = [
            _claims(row.carries, "rests on it", "rest on it"),
            _claims(row.fails, "has no other source", "have no other source"),
        ]
        right = paper.text(f"{row.how}: {'; '.join(filter(None, parts))}")
        left = head(paper.text(row.name), max(24, paper.columns - width(right) - 4), paper.ellipsis)
        yield f"  {left}{' ' * max(2, paper.columns - 2 - width(left) - width(right))}{paper.ink(right, 'dim')}"


def _claims(lines: Sequence[int], one: str, many: str) -> str:
    where = f"line{'' if len(set(lines)) == 1 else 's'} {line_list(lines, _MOST_LINES)}"
    return f"{count(len(lines), 'claim')} {one if len(lines) == 1 else many}, {where}" if lines else ""


def _by_sentence(attributions: Sequence[Attribution]) -> defaultdict[int, list[Attribution]]:
    found: defaultdict[int, list[Attribution]] = defaultdict(list)
    for one in attributions:
        found[one.sentence].append(one)
    return found


def _full_names(kinds: dict[str, VoiceKind]) -> dict[str, str]:
    """By family names alone, the one full name of a person that ends in them."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, kind in kinds.items():
        if kind == "person" and " " in name:
            found[name.rpartition(" ")[2]].add(name)
    return {last: next(iter(names)) for last, names in found.items() if len(names) == 1}


def _line(document: Document, start: int) -> int:
    """Give the line of a byte of the prose."""
    return document.lines.line_column(document.lines.point(document.offsets.to_source(start, start + 1).start))[0]
