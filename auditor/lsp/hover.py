"""What a rule asks and why, where its finding stands; and where a directive names it."""

from __future__ import annotations

from lsprotocol import types

from auditor.ignores import ignores
from auditor.report.common import PART_NAMES
from auditor.report.explain import mending
from auditor.report.layout import one_line
from auditor.report.markdown import code, escape
from auditor.report.places import rule_page
from auditor.score.model1 import settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.audited import Audit
    from auditor.lsp.audits import Audited
    from auditor.lsp.client import Client
    from auditor.model import Finding, Rule


def hover(audited: Audited, position: types.Position, client: Client, home: str) -> types.Hover | None:
    """Give what there is to say at a position, nothing where nothing was found."""
    audit = audited.plain
    if audit is None:
        return None
    at = audited.positions.point(position)
    page = _Page(audit.score.profile, home, markdown=client.markdown)
    places = [(f, place) for f in audited.found for place in f.places if place.start <= at <= max(place.end - 1, place.start)]
    said = ["\n\n".join(page.finding(finding)) for finding, _ in places]
    spans = [(place.start, place.end) for _, place in places]
    if not said and (named := _named(audited, audit, at)):
        rule, start, end = named
        said, spans = ["\n\n".join(page.rule(rule, rule.level))], [(start, end)]
    if not said:
        return None
    kind = types.MarkupKind.Markdown if client.markdown else types.MarkupKind.PlainText
    start, end = min(spans, key=lambda span: span[1] - span[0])
    return types.Hover(types.MarkupContent(kind, "\n\n---\n\n".join(said)), audited.positions.range(start, end))


def _named(audited: Audited, audit: Audit, at: int) -> tuple[Rule, int, int] | None:
    """Give the rule that a directive names at a code point, and where the name stands."""
    document = audit.document
    by_name = {name: rule for rule in audited.selection.rules for name in (rule.id, *rule.aliases)}
    for directive in ignores(document, audited.selection).directives:
        for name in directive.names:
            start, end = map(document.lines.point, name.source)
            if start <= at <= end and name.text in by_name:
                return by_name[name.text], start, end
    return None


class _Page:
    """How a rule is told: in Markdown or in plain words; words of an article and of rules are never taken for markup."""

    def __init__(self, profile: str, home: str, *, markdown: bool) -> None:
        self._profile = profile
        self._home = home
        self._markdown = markdown
        self._safe: Callable[[str], str] = escape if markdown else one_line

    def finding(self, finding: Finding) -> Iterator[str]:
        """Yield the paragraphs about a finding: its message, its rule, and what else might be done."""
        head, *rest = self.rule(finding.rule, finding.level)
        yield head
        yield self._safe(finding.message)
        yield from rest
        for fix in finding.fixes:
            if fix.safety == "suggestion":
                yield self._titled("Suggestion", f"It {fix.what}.")

    def rule(self, rule: Rule, level: str) -> Iterator[str]:
        """Yield the paragraphs about a rule."""
        name = f"**{code(rule.id)}**" if self._markdown else rule.id
        yield f"{name} · {self._safe(level)} · {self._safe(rule.summary)}"
        yield self._titled("Why it matters", rule.why)
        yield self._titled("How to mend it", rule.fix)
        if rule.safety:
            yield self._titled("What auditor fix does", " ".join(mending(rule)))
        yield self._titled("What it costs", self._cost(rule))
        page = rule_page(self._home, rule)
        if page:
            yield f"[The rule]({page})" if self._markdown else page

    def _titled(self, title: str, words: str) -> str:
        return f"*{title}:* {self._safe(words)}" if self._markdown else f"{title}: {one_line(words)}"

    def _cost(self, rule: Rule) -> str:
        if not rule.part or rule.status != "stable":
            return "No points: it is advice." if not rule.part else "No points yet: it is a preview."
        points = settings(self._profile)["parts"][rule.part]
        name = PART_NAMES.get(rule.part, rule.part)
        each = f"each place counts as {rule.weight:g} of a bad one (profile {self._profile})."
        return f"Some of the {points:.0f} points for “{name}”: {each}"
