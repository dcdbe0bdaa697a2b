"""Run a rule's own examples: they are its tests, for auditor's rules and for a user's pack alike."""

from __future__ import annotations

from dataclasses import replace

from auditor.check import check, place
from auditor.config import Config, names_of, select_rules
from auditor.ignores import CATEGORY, ignores, ran
from auditor.read import READERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.model import Example, Rule


def prove(rule: Rule) -> list[str]:
    """Give what is wrong with a rule's examples, a sentence each; nothing where all hold.

    A bad example is flagged at exactly the words of its ``flags``, in order; a good one not at all.
    """
    wrong = []
    for number, example in enumerate(rule.bad, 1):
        found = flagged(rule, example)
        expected = [" ".join(flag.split()) for flag in example.flags]
        if found != expected:
            wrong.append(f"[[bad]] {number} flags {_quoted(found)}; expected {_quoted(expected)}")
    for number, example in enumerate(rule.good, 1):
        found = flagged(rule, example)
        if found:
            wrong.append(f"[[good]] {number} flags {_quoted(found)}; expected nothing")
    return wrong


def flagged(rule: Rule, example: Example) -> list[str]:
    """Give the words that a rule flags in an example, in order of place, white space folded."""
    document = replace(READERS[example.format](example.text, "example"), evidence=example.evidence)
    if rule.category == CATEGORY:
        document = _judged(document)
    checked = check(document, [rule])
    if checked.broken:
        return [f"internal error: {checked.broken[0][1]}"]
    places = sorted(place(document, span, in_source=hit.match.in_source) for hit in checked.hits for span in hit.match.spans)
    return [" ".join(document.source[p.start : p.end].split()) for p in places]


def _judged(document: Document) -> Document:
    """Give a document with what is wrong with its directives, as a run of all rules that requires reasons would find it."""
    selection = select_rules(Config(require_reasons=True))
    found = ignores(document, selection)
    hits = check(document, selection.scored).hits
    due = ran(document, selection.scored, ())
    unused = found.unused(found.heed(hits).used, due, names_of(selection.rules))
    return replace(document, faults=(*found.faults, *unused))


def _quoted(words: list[str]) -> str:
    return ", ".join(f"“{w}”" for w in words) or "nothing"
