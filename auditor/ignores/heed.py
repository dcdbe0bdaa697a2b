"""Which findings their author has set aside, why, and which directives did nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from auditor.check import Hit
from auditor.config import names_of
from auditor.finders import FINDERS
from auditor.ignores.sic import SIC, said_so, verbatim
from auditor.model import Fault
from auditor.model.made import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from auditor.config import Selection
    from auditor.document import Document
    from auditor.ignores.directives import Directive
    from auditor.ignores.silences import Silence, Silent
    from auditor.model import Rule, Span


CATEGORY = "directives"  # of the rules about directives, which no directive sets aside


@dataclass(frozen=True, slots=True)
class Heeded:
    """Hits as their author wants them: those that stay, those that are ignored with the reason, the names that served."""

    hits: Sequence[Hit]
    ignored: tuple[tuple[Hit, str], ...] = ()
    used: frozenset[Span] = frozenset()


@dataclass(frozen=True, slots=True)
class Ignores:
    """All that sets findings of one document aside. ``directives`` are those that silence something, if only they find it."""

    document: Document
    silences: tuple[Silence, ...] = ()
    directives: tuple[Directive, ...] = ()
    faults: tuple[Fault, ...] = ()
    sic: bool = False

    @property
    def none(self) -> bool:
        """Whether nothing of the document is set aside."""
        return not (self.silences or self.sic)

    def heed(self, hits: Sequence[Hit]) -> Heeded:
        """Take the ignored places out of hits; a hit with others too is split."""
        if not hits or self.none:
            return Heeded(hits)
        from auditor.ignores.silences import by_rules  # noqa: PLC0415 — most texts set nothing aside

        by_rule = by_rules((*self.silences, *self._sic(hits)))
        kept: list[Hit] = []
        ignored: list[tuple[Hit, str]] = []
        used: set[Span] = set()
        for hit in hits:
            silent = by_rule.get(hit.rule.id)
            for reason, part in self._split(hit, silent, used) if silent else ((None, hit),):
                if reason is None:
                    kept.append(part)
                else:
                    ignored.append((part, reason))
        return Heeded(tuple(kept), tuple(ignored), frozenset(used))

    def _split(self, hit: Hit, silent: Silent, used: set[Span]) -> Iterator[tuple[str | None, Hit]]:
        """Give a hit in parts: by the reason why its places are ignored, None for those that are not."""
        parts: dict[str | None, list[Span]] = {}
        for span in hit.match.spans:
            at = span.start if hit.match.in_source else self.document.offsets.to_source(*span).start
            here = silent.at(at)
            used.update(s.by for s in here if s.by)
            parts.setdefault(here[0].reason if here else None, []).append(span)
        if len(parts) == 1:
            yield next(iter(parts)), hit
            return
        for why, spans in parts.items():
            yield why, replace(hit, match=replace(hit.match, start=spans[0].start, end=spans[0].end, places=tuple(spans)))

    def _sic(self, hits: Iterable[Hit]) -> Iterator[Silence]:
        rules = frozenset(hit.rule.id for hit in hits if hit.rule.category in SIC) if self.sic else None
        if rules:
            from auditor.ignores.silences import Silence  # noqa: PLC0415 — as above

            yield from (Silence(rules, start, end, "[sic]") for start, end in verbatim(self.document))

    def unused(self, used: frozenset[Span], ran: frozenset[str], names: dict[str, frozenset[str]]) -> Iterator[Fault]:
        """Give the names in directives that silenced nothing, though a rule of that name ran."""
        for directive in self.directives:
            where = _NOTHING[directive.verb if directive.comment else "file"]
            yield from (Fault("unused", n.source, where) for n in directive.names if n.source not in used and names[n.text] & ran)


_NOTHING = {"ignore": "in the block that it is about", "disable": "from here to where it ends", "file": "in this text"}


def ignores(document: Document, selection: Selection, names: dict[str, frozenset[str]] | None = None) -> Ignores:
    """Give all that sets findings of a document aside: its directives, and the patterns of the configuration for its file.

    ``names`` are the known names, where they are known already.
    """
    config = selection.config
    if not config.heed:
        return Ignores(document)
    silences = list(_by_file(document, selection))
    if not (document.comments or document.metadata.settings.get("ignore")):
        return Ignores(document, tuple(silences), sic=said_so(document))
    from auditor.ignores.directives import read_directives  # noqa: PLC0415 — most texts set nothing aside
    from auditor.ignores.silences import silences_of  # noqa: PLC0415

    names = names_of(selection.rules) if names is None else names
    own = frozenset(rule.id for rule in selection.rules if rule.category == CATEGORY) | {CATEGORY}
    directives, faults = read_directives(document, names, own)
    told, more = silences_of(document, directives, names, reasons=config.require_reasons)
    heard = tuple(d for d in directives if d.verb != "enable" and (d.reason or not config.require_reasons))
    return Ignores(document, (*silences, *told), heard, (*faults, *more), said_so(document))


def _by_file(document: Document, selection: Selection) -> Iterator[Silence]:
    """What the configuration ignores in a file by its path."""
    rows = selection.config.per_file_ignores
    if not rows:
        return
    from auditor.config.patterns import matching  # noqa: PLC0415 — few configurations have them
    from auditor.ignores.silences import ALL, Silence  # noqa: PLC0415

    found = list(matching(rows, document.name))
    names = names_of(selection.rules) if found else {}
    for row in found:
        rules = frozenset().union(*(names.get(name, frozenset()) for name in row.names))
        yield Silence(rules, 0, ALL, f"{Path(row.origin).name}: {row.pattern}")


def fault_hits(found: Ignores, faults: Iterable[Fault], selection: Selection) -> list[Hit]:
    """Give the hits of the rules about directives, as `check` gives those of the others; their own file may ignore them."""
    told = tuple(sorted({*found.faults, *faults}, key=lambda fault: (fault.source, fault.kind)))
    if not told:
        return []
    document = replace(found.document, faults=told)
    return [
        Hit(rule, match, selection.levels.get(rule.id, rule.level))
        for rule in (*selection.scored, *selection.extra)
        if rule.category == CATEGORY
        for match in FINDERS[rule.finder](document, **rule.options)
    ]


def ran(document: Document, rules: Iterable[Rule], broken: Iterable[Rule]) -> frozenset[str]:
    """Give the rules that could find something in a document: that read its language and its format, and did not fail."""
    failed = {rule.id for rule in broken}
    return frozenset(
        rule.id
        for rule in rules
        if rule.id not in failed
        and rule.language in ("any", document.language)
        and (not rule.formats or document.format in rule.formats)
    )
