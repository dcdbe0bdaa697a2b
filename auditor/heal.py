"""What a text says once its damage is mended: damaged words are read as their author wrote them, at the places where they stand.

A tag, a code or a torn word within a sentence must not change who speaks in it, or whether it is a claim: else mending the text
would move its score. So all rules but those of the damage itself read the prose that the safe fixes of the damage leave.
"""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from auditor.check import matched, settled
from auditor.fixers import FIXERS
from auditor.fixers.apply import MOST_PASSES, disjoint
from auditor.fixers.places import front_matter_end
from auditor.model import Fix, Span
from auditor.model.made import NamedTuple
from auditor.offsets import OffsetMap, Segments
from auditor.read import READERS
from auditor.read.sources import published

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.check import Hit
    from auditor.document import Document
    from auditor.ignores import Ignores
    from auditor.model import Edit, Metadata, Rule

# The views of a document that are of its prose alone, wherever that stood in a source.
_OF_PROSE = ("lower", "vocabulary", "needs_met", "english", "language", "wikitext", "sentences", "_block_starts")
_MOST_SELECTIONS = 16  # of rules, that are remembered


def is_damage(rule: Rule) -> bool:
    """Tell whether a rule finds damage of the text itself that can be mended safely."""
    return rule.part == "text" and rule.safety == "safe" and rule.status == "stable"


def healed(document: Document, hits: Iterable[Hit], ignored: Ignores, rules: Sequence[Rule]) -> Document | None:
    """Give a document as it reads without the damage that ``hits`` found; None where there is none that can be mended for certain.

    Its source is still the damaged one, and its offsets lead to that. What is ``ignored`` stands. ``rules`` are those that run.
    """
    damage = [hit for hit in hits if is_damage(hit.rule)]
    of_damage = staged(rules).damage
    now, back = document, OffsetMap()
    for _ in range(MOST_PASSES):
        chosen = disjoint(now.source_data, ((fix, hit.rule.id, None) for hit in damage for fix in _safe(now, hit)))
        edits = sorted(edit for fix, *_ in chosen for edit in fix.edits)
        if not edits:
            break
        data, steps = _edited(now.source_data, edits)
        back = steps.onto(back) if not back.same else steps
        now = _again(now, data.decode("utf-8", "replace"))
        seen = _seen(now, document, back)
        damage = list(replace(ignored, document=seen).heed(settled(matched(now, rules, among=of_damage)).hits).hits)
    if now is document or not any(now.data[block.start : block.end].strip() for block in now.blocks):
        return None
    return _seen(now, document, back)


class Stages(NamedTuple):
    """The rules of a run by what they read, each by its id.

    ``standing`` read a text as it stands: those of what can be mended safely, since their fixes belong there, all that cost for
    the text itself, and those whose places a rule among these must leave to them. ``others`` read it as it is when mended.
    ``damage`` are those of the damage that is mended for them, ``sound`` all but these, unless another's
    place is theirs: what they find in a text that is mended, they found in the damaged one, too.
    """

    standing: frozenset[str]
    others: frozenset[str]
    damage: frozenset[str]
    sound: frozenset[str]
    all: frozenset[str]


_STAGES: dict[int, tuple[Sequence[Rule], Stages]] = {}


def staged(rules: Sequence[Rule]) -> Stages:
    """Give rules in stages; the same sequence is looked at once."""
    known = _STAGES.get(id(rules))
    if known is None or known[0] is not rules:
        if len(_STAGES) > _MOST_SELECTIONS:
            _STAGES.clear()
        known = _STAGES[id(rules)] = (rules, _staged(rules))
    return known[1]


def _staged(rules: Sequence[Rule]) -> Stages:
    standing = {rule.id for rule in rules if rule.safety == "safe" or rule.part == "text"}
    standing |= {rule.id for rule in rules if not standing.isdisjoint(rule.supersedes)}
    every = frozenset(rule.id for rule in rules)
    damage = frozenset(rule.id for rule in rules if is_damage(rule))
    spare = {rule.id for rule in rules if rule.id in damage and damage.issuperset(rule.supersedes)}
    return Stages(frozenset(standing), every - standing, damage, every - spare, every)


def _safe(document: Document, hit: Hit) -> Iterator[Fix]:
    begin = front_matter_end(document)
    for fix in FIXERS[hit.rule.fixer](document, hit.match):
        if fix.safety == "safe" and fix.edits and fix.edits[0].start >= begin:
            yield Fix(tuple(sorted(fix.edits)), fix.what)


def _edited(source: bytes, edits: Sequence[Edit]) -> tuple[bytes, OffsetMap]:
    """Give a source with edits made, and the map from it to what it was."""
    parts: list[bytes] = []
    segments = Segments([], [], [])
    at = size = 0

    def add(words: bytes, start: int, end: int) -> None:
        nonlocal size
        if words:
            segments.prose.append(size)
            segments.start.append(start)
            segments.end.append(end)
            parts.append(words)
            size += len(words)

    for start, end, text in edits:
        add(source[at:start], at, start)
        add(text.encode("utf-8", "replace"), start, ~end)
        at = end
    add(source[at:], at, len(source))
    return b"".join(parts), OffsetMap(segments)


def _again(document: Document, source: str) -> Document:
    """Read a changed source as that of a document, and give it what the document was given beside its source."""
    read = READERS[document.format](source, document.name)
    if document.base is not None:
        read = published(read, document.url, document.base)
    said, known = read.metadata, document.metadata
    told = replace(known, **{name: value for name, value in _told(said) if value})
    given = {name: getattr(document, name) for name in ("url", "evidence", "demands", "stubs")}
    return replace(read, metadata=told, **given)


def _told(metadata: Metadata) -> Iterator[tuple[str, Any]]:
    """Give what metadata say, by the names of the fields."""
    return ((one.name, getattr(metadata, one.name)) for one in fields(metadata))


def _seen(mended: Document, document: Document, back: OffsetMap) -> Document:
    """Give a mended document with the source of the damaged one; ``back`` leads there."""

    def there(span: Span) -> Span:
        return back.to_source(*span)

    seen = replace(
        mended,
        source=document.source,
        offsets=mended.offsets.onto(back),
        links=tuple(link._replace(source=there(link.source)) for link in mended.links),
        images=tuple(link._replace(source=there(link.source)) for link in mended.images),
        definitions=tuple(one._replace(source=there(one.source)) for one in mended.definitions),
        comments=tuple(one._replace(source=there(one.source)) for one in mended.comments),
    )
    known = vars(mended)
    vars(seen).update((name, known[name]) for name in _OF_PROSE if name in known)
    return seen
