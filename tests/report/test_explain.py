from __future__ import annotations

import pytest

import auditor
from auditor.profiles import profile, profile_names
from auditor.report.explain import internal_error_page, rule_page
from auditor.report.layout import Paper

RULES = {rule.id: rule for rule in auditor.load_rules()}


def page(rule_id: str, columns: int = 80) -> str:
    return "\n".join(rule_page(RULES[rule_id], Paper(columns)))


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("rule_id", RULES)
def test_a_page_keeps_to_its_width(rule_id, columns):
    assert max(map(len, page(rule_id, columns).split("\n"))) <= columns


@pytest.mark.parametrize("rule_id", RULES)
def test_a_page_tells_measure_cost_language_and_how_to_silence(rule_id):
    rule = RULES[rule_id]
    text = " ".join(page(rule_id).split())
    assert (" ".join(rule.measured.split()) or "stays a preview") in text
    assert f"auditor check --ignore {rule_id} …" in text
    assert f'"*.txt" = ["{rule_id}"]' in text
    assert (f"<!-- auditor: ignore {rule_id} -- why -->" in text) is (rule.category != "directives")
    assert ("Any: it looks at no words" if rule.language == "any" else "English: in a text that is") in text
    assert ("Nothing: its findings are advice" in text) is (not rule.part)
    for name in profile_names():
        choice = profile(name).rules.get(rule_id)
        if choice is not None:
            assert " ".join(choice.why.split()) in text


def test_the_cost_is_told_for_each_profile():
    lines = page("unnamed-voices", 120).split("\n")
    assert "  news          warning  attribution, 15 points, weight 0.6" in lines
    assert "  wiki          warning  attribution, 15 points, weight 1" in lines
    assert "  cited-answer  warning  attribution, 5 points, weight 0.6" in lines
    assert "  cited-answer  off" in page("engagement-cta", 120).split("\n")


def test_a_preview_costs_nothing_yet():
    assert "As a preview it costs nothing yet" in " ".join(page("missing-core-field").split())


def test_options_are_shown_as_they_are_set_or_by_default():
    text = page("unnamed-voices", 120)
    assert "look_ahead = 2 (unless you set it)" in text
    assert f"patterns = {len(RULES['unnamed-voices'].options['patterns'])} patterns" in text


def test_what_reports_call_an_internal_error_has_a_page():
    text = " ".join(" ".join(internal_error_page(Paper(80))).split())
    assert "exit status 3, never passed" in text
    assert "no rule, but a rule that failed" in text
