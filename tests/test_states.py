"""A finding that is new in part: what its parts hold and say."""

from __future__ import annotations

import re

import pytest

import auditor
from auditor.states import divided


def parts(text, rule, *states, name="a.txt"):
    audit = auditor.audit_text(text, name=name, preview=True)
    given = [states if f.rule.id == rule else ["new"] * len(f.places) for f in audit.findings]
    return [f for f in divided(audit, given) if f.rule.id == rule]


def test_a_finding_of_one_state_stays_one():
    (one,) = parts("It is < em >old< /em > and new.", "spaced-tag", "known", "known")
    assert (one.state, len(one.places)) == ("known", 2)


def test_each_part_quotes_the_first_and_counts_its_own_places():
    text = "It is < strong >old< /strong > here.\n\nIt is < em >new< /em > there.\n"
    known, new = parts(text, "spaced-tag", "known", "known", "new", "new")
    assert [(p.line, p.text) for p in new.places] == [(3, "< em >"), (3, "< /em >")]
    assert known.message.startswith("“< strong >”")
    assert new.message.startswith("“< em >”")
    assert known.message.endswith("(2 of 4 in this text)")
    assert new.message.endswith("(2 of 4 in this text)")


def test_the_opening_of_a_run_is_that_of_its_part():
    text = " ".join(
        f"The {word} fell in March 19{n} and killed {n} people." for n, word in enumerate(("quay", "mill", "weir", "pier"), 50)
    )
    known, new = parts(text, "unsourced-run", "known", "known", "new", "known")
    assert known.message.startswith("“The quay fell in March 1950 and killed 50 …” opens 3 of 4 claims")
    assert new.message.startswith("“The weir fell in March 1952 and killed 52 …” opens 1 of 4 claims")


NUMBER = re.compile(r"\d+")
NAMES = {"markdown": "a.md", "html": "a.html", "text": "a.txt"}


@pytest.mark.parametrize("rule", auditor.load_rules().rules, ids=lambda rule: rule.id)
def test_the_message_of_every_rule_can_be_divided(rule):
    """In the examples of all rules: what holds all places but the last says the same, and how many of all these are."""
    for example in rule.bad:
        audit = auditor.audit_text(example.text, name=NAMES[example.format], preview=True)
        for finding in audit.findings:
            if finding.rule.id != rule.id or len(finding.places) < 2:
                continue
            states = [["new"] * len(f.places) for f in audit.findings]
            states[audit.findings.index(finding)][:-1] = ["known"] * (len(finding.places) - 1)
            known = next(f for f in divided(audit, states) if f.rule.id == rule.id and f.state == "known")
            some = f"{len(finding.places) - 1} of {len(finding.places)}"
            assert NUMBER.sub("N", known.message.replace(some, "N")) == NUMBER.sub("N", finding.message)
            assert "{count}" not in rule.message or some in known.message
