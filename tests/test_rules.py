from __future__ import annotations

import pytest

from auditor.prove import prove
from auditor.rules import load_rules

RULES = load_rules()


def test_every_rule_file_keeps_the_form():
    assert [str(problem) for problem in RULES.problems] == []


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_examples_hold(rule):
    assert prove(rule) == []


def test_ids_are_unique_over_categories_and_aliases():
    names = [name for rule in RULES.rules for name in (rule.id, *rule.aliases)]
    assert sorted(names) == sorted(set(names))
