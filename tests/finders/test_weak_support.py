"""Sentences that their page says nothing of: what is flagged, what is left alone, and the figures that the rule states."""

from __future__ import annotations

import runpy
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.finders.weak_support import find_weak_support
from auditor.model import Verdict
from auditor.read import READERS

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "support.py"
URL = "https://bridge.example/landing"
FILL = " The office counts rents in every district of the town and writes down what it finds each spring." * 12
ELSE = "Glaciers in the southern valleys melted faster than expected and threaten several hydroelectric dams"


def weak(sentence, **facts):
    document = READERS["markdown"](f"{sentence}, [a survey found]({URL}).\n", "a.md")
    verdict = Verdict(URL, facts.pop("answer", "ok"), "2026-01-01T00:00:00Z", {"text": FILL, **facts})
    document = replace(document, evidence={URL: verdict})
    return [document.words(m.start, m.end)[:20] for m in find_weak_support(document, share=0.12, words=6)]


def test_a_page_about_something_else():
    assert weak(ELSE) == [ELSE[:20]]


@pytest.mark.parametrize(
    ("sentence", "facts"),
    [
        ("Rents are counted every spring in each district of the town by its office and written down", {}),
        ("Glaciers melted fast", {}),
        (ELSE, {"readable": "paywall"}),
        (ELSE, {"readable": "script"}),
        (ELSE, {"answer": "blocked"}),
        (ELSE, {"text": "Too short to judge anything."}),
        (ELSE + " by 3,412 metres", {"text": "The number 3,412 is here." + FILL}),
        (ELSE + ", as Henrietta Vosloo said", {"text": "Mrs Vosloo was here." + FILL}),
    ],
)
def test_what_is_left_alone(sentence, facts):
    assert weak(sentence, **facts) == []


def test_the_figures_that_the_rule_states():
    benchmark = runpy.run_path(str(BENCHMARK))
    flagged = {
        kind: sum(share < benchmark["options"]()["share"] for share in shares) / len(shares)
        for kind, shares in benchmark["written"]().items()
    }
    assert flagged["said"] == 0
    assert 0.1 < flagged["beside"] < 0.2
    assert flagged["elsewhere"] > 0.7
