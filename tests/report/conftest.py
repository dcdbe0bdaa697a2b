from __future__ import annotations

from types import SimpleNamespace

import pytest

from auditor.audited import Audit
from auditor.check import place
from auditor.gate import Gate, Tally
from auditor.model import Finding, Part, Rule, Score, Span, Step
from auditor.read import READERS
from auditor.report.common import Settings
from auditor.report.layout import Paper


def make_rule(name="some-fault", level="warning", message="“{text}”: by whom? Nobody is named", fix="Name who said it", covers=""):
    return Rule(
        id=name,
        category="attribution",
        summary="A fault",
        message=message,
        level=level,
        status="stable",
        since="0.1",
        why="Because.",
        fix=fix,
        references=("A code",),
        finder="pattern",
        options={},
        covers=covers,
    )


def find(document, rule, *words):
    """A finding of a rule at each occurrence of some words of the prose."""
    spans = []
    at = 0
    for word in words:
        at = document.data.index(word.encode(), at)
        spans.append(Span(at, at + len(word.encode())))
        at = spans[-1].end
    places = tuple(place(document, span) for span in spans)
    return Finding(rule, rule.level, rule.message.format_map({"text": places[0].text}), places)


SCORE = Score(
    value=37,
    grade="F",
    verdict="3 of 9 claims can be traced to a source.",
    parts=(Part("traceability", 13, 40, "3 of 9 claims lead to a source"), Part("text", 10, 10, "nothing broken")),
    claims=9,
    sourced=3,
    steps=(Step("Link the report", 37, 52), Step("Name the critics", 52, 60)),
)
UNRATED = Score(None, "–", "Not rated: too few claims.", (), 2, 0)


def make_audit(text, findings=(), *, name="a.txt", format="text", score=SCORE, broken=()):  # noqa: A002
    """An audit with findings as ``[(rule, words, ...)]``."""
    document = READERS[format](text, name)
    made = tuple(find(document, rule, *words) for rule, *words in findings)
    return Audit(name, document, made, score, tuple(broken))


@pytest.fixture
def print_report():
    """Print results with a reporter; gives the text."""

    def run(report, results, *, columns=100, notes=False, full=False, color=False, ascii=False, gate=None):  # noqa: A002
        tally = Tally(gate or Gate(), notes=notes)
        settings = Settings(Paper(columns, color, ascii), notes=notes, full=full, tally=tally)
        return "".join(report(tally.watch(results), settings))

    return run


@pytest.fixture
def make():
    """What tests make results of."""
    return SimpleNamespace(audit=make_audit, rule=make_rule, vague=make_rule(), score=SCORE, unrated=UNRATED)
