from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.finders import FINDERS
from auditor.plan import Plan, _Pieces, plan_for
from auditor.read.markdown import read_markdown
from auditor.read.text import read_text
from auditor.rules import load_rules

RULES = load_rules().rules
EXAMPLES = [example.text for rule in RULES for example in (*rule.bad, *rule.good) if example.format == "text"]
MARKED_UP = [example.text for rule in RULES for example in (*rule.bad, *rule.good) if example.format == "markdown"]


@settings(deadline=None)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4))
def test_no_rule_that_would_find_something_is_left_out(texts):
    document = read_text("\n\n".join(texts), "x")
    due = {rule.id for rule in Plan(RULES).due(document)}
    for rule in RULES:
        if rule.id not in due and (not rule.formats or "text" in rule.formats):
            assert list(FINDERS[rule.finder](document, **rule.options)) == []


def test_rules_whose_words_do_not_occur_are_left_out():
    due = {rule.id for rule in Plan(RULES).due(read_text("The bridge opened in May.", "x"))}
    assert "cutoff-disclaimer" not in due
    assert "markers-without-list" not in due  # nor are there markers
    assert "spacing-damage" in due  # a rule without words of its own always runs


@settings(deadline=None)
@given(st.lists(st.sampled_from(MARKED_UP), min_size=1, max_size=3))
def test_nor_is_one_left_out_in_markdown(texts):
    document = read_markdown("\n\n".join(texts), "x")
    due = {rule.id for rule in Plan(RULES).due(document)}
    for rule in RULES:
        if rule.id not in due and (not rule.formats or "markdown" in rule.formats):
            assert list(FINDERS[rule.finder](document, **rule.options)) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(["in the case", "the case", "in  \nthe", "[/", "[", "in"]), max_size=80))
def test_pieces_are_found_where_they_overlap_and_where_there_are_many(texts):
    pieces = {b"in the": 1, b"the case": 2, b"in the case": 4, b"[/": 8, b"] [": 16, b"[": 32}
    lower = " ".join(texts).encode()
    plain = lower.replace(b"\n", b" ")
    assert _Pieces(pieces).met(lower, 0) == sum(bit for piece, bit in pieces.items() if piece in plain)


def test_a_rule_of_another_format_is_left_out():
    rule = replace(next(r for r in RULES if r.id == "cutoff-disclaimer"), formats=("html",))
    assert list(Plan([rule]).due(read_text("As of my last knowledge update", "x"))) == []


def test_the_same_rules_share_a_plan():
    assert plan_for(RULES) is plan_for(RULES)
    assert plan_for(RULES[:3]) is not plan_for(RULES)
