"""Fixes as a whole: over every rule, every example and every format, what is mended is gone and nothing else has changed."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher
from html import escape

import pytest
from generator import document
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.config import Config, select_rules
from auditor.fix import MOST_PASSES, edited, mend, waiting
from auditor.fixers import FIXERS
from auditor.model import SAFETIES, Edit, Fix
from auditor.pipeline import audit_document
from auditor.read import READERS
from auditor.rules import load_rules

RULES = load_rules().rules
FORMATS = ("text", "markdown", "html")
EXAMPLES = [(rule, example) for rule in RULES for example in (*rule.bad, *rule.good)]
# What mending lays open, read one by one: a pointer that an empty link had hidden, a sum of money that an entity had.
REVEALED = {"promo-pointer", "dangling-here", "number-unsourced"}


SELECTION = select_rules(Config(preview=True, online=True))


def again(fmt, evidence=None):
    """Give what audits a text again, with all that the network is taken to have said of its sources."""
    return lambda text: audit_document(replace(READERS[fmt](text, "-"), evidence=evidence or {}), SELECTION)


def mended(text, fmt="text", evidence=None, **how):
    return mend(again(fmt, evidence)(text), again(fmt, evidence), **how)


def written(text, own, fmt):
    """Give an example in another format than its own: its words as they are, so that a reader of that format sees them."""
    if own == fmt:
        return text
    if fmt == "html" and own == "text":
        return "".join(f"<p>{escape(part, quote=False)}</p>\n" for part in text.strip().split("\n\n"))
    return text if own == "text" else None


CASES = [
    pytest.param(rule, text, fmt, example.evidence, id=f"{rule.id}-{number}-{fmt}")
    for number, (rule, example) in enumerate(EXAMPLES)
    for fmt in FORMATS
    if (text := written(example.text, example.format, fmt)) is not None
]


@pytest.mark.parametrize(("rule", "text", "fmt", "evidence"), CASES)
def test_what_is_mended_is_gone_and_nothing_else_has_come(rule, text, fmt, evidence):
    done = mended(text, fmt, evidence)
    assert done.settled
    assert not mended(done.text, fmt, evidence).changed
    assert {f.rule.id for f in done.revealed} <= REVEALED
    before, after = done.before.score.value, done.after.score.value
    assert before is None or after is None or after >= before
    assert not [fix for f in done.after.findings for fix in f.fixes if fix.safety == "safe"]
    if done.applied and waiting(done.after, unsafe=False)["unsafe"] == 0:
        whole = {f.rule.id for f in done.before.findings if len([x for x in f.fixes if x.safety == "safe"]) >= len(f.places)}
        assert whole.isdisjoint(f.rule.id for f in done.after.findings)


@pytest.mark.parametrize(("rule", "text", "fmt", "evidence"), [case for case in CASES if case.values[0].fixer])
def test_words_are_conserved_outside_of_the_edits(rule, text, fmt, evidence):
    done = mended(text, fmt, evidence, unsafe=True)
    assert done.settled
    assert not mended(done.text, fmt, evidence, unsafe=True).changed
    assert {f.rule.id for f in done.revealed} <= REVEALED
    assert done.before.score.value is None or done.after.score.value is None or done.after.score.value >= done.before.score.value
    spans = [(e.start, e.end) for f in done.before.findings for fix in f.fixes for e in fix.edits]
    old, new = words_at(text), words_at(done.text)
    for what, a, b, _, _ in SequenceMatcher(None, [w for w, *_ in old], [w for w, *_ in new], autojunk=False).get_opcodes():
        if what != "equal":
            low = old[a][1] if a < len(old) else len(text)
            reach = (low, old[b - 1][2]) if b > a else (min(old[a - 1][2] if a else 0, low), low)  # new words stand between two
            assert any(start - 1 <= reach[1] and reach[0] <= end + 1 for start, end in spans), text[reach[0] : reach[1]]


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("seed", range(24))
def test_a_random_document_is_mended_to_an_end_and_loses_nothing(seed, unsafe):
    fmt, text = document(seed)
    done = mended(text, fmt, unsafe=unsafe)
    assert done.settled
    assert not mended(done.text, fmt, unsafe=unsafe).changed
    assert {f.rule.id for f in done.revealed} <= REVEALED
    before, after = done.before.score.value, done.after.score.value
    assert before is None or after is None or after >= before


def words_at(text):
    return [(m[0], *m.span()) for m in re.finditer(r"\w+", text)]


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fixer], ids=lambda rule: rule.id)
def test_a_rule_that_says_it_is_mended_is(rule):
    """Some example of each is mended, and no fix is safer than the rule says."""
    found = [
        fix
        for example in rule.bad
        for finding in again(example.format, example.evidence)(example.text).findings
        if finding.rule.id == rule.id
        for fix in finding.fixes
    ]
    assert found
    assert min(SAFETIES.index(fix.safety) for fix in found) == SAFETIES.index(rule.safety)


def test_every_fixer_exists_and_is_used():
    assert {rule.fixer for rule in RULES if rule.fixer} == set(FIXERS)
    assert all(callable(FIXERS[name]) for name in FIXERS)


# --- the engine -----------------------------------------------------------------------------------------------


def test_edits_are_made_from_left_to_right_whatever_their_order():
    assert edited("abcdef", [Edit(4, 5, "X"), Edit(0, 1, ""), Edit(2, 2, "--")]) == "b--cdXf"


def test_edits_that_overlap_are_refused_rather_than_guessed_at():
    with pytest.raises(AssertionError):
        edited("abcdef", [Edit(0, 3, ""), Edit(2, 4, "")])


def test_of_two_fixes_that_touch_the_later_waits_for_the_next_pass():
    text = "The strike ended on Friday.< br /> p >\n\nTrains run."
    done = mended(text)
    assert [one.rule.id for one in done.applied] == ["spaced-tag", "orphan-tag-tail"]
    assert done.text == "The strike ended on Friday.\n\nTrains run."


def test_what_never_comes_to_an_end_is_stopped(monkeypatch):
    """A rule of somebody's own may find what its fix puts in."""
    audit = again("text")("Smith &amp; Daughters sold it.")
    (finding,) = audit.findings
    monkeypatch.setitem(FIXERS, finding.rule.fixer, lambda *_: iter([Fix((Edit(0, 0, "&amp; "),), "grows")]))
    done = mend(audit, again("text"))
    assert not done.settled
    assert len(done.applied) >= MOST_PASSES


def test_only_what_counts_is_mended():
    audit = again("text")("Smith &amp; Daughters sold it.")
    silenced = replace(audit, findings=tuple(replace(f, state="ignored") for f in audit.findings))
    assert not mend(silenced, again("text")).changed


def test_offsets_of_edits_are_code_points_of_the_source():
    text = "Größe — “Süß” &amp; 🍰 &amp; mehr."
    (finding,) = [f for f in again("text")(text).findings if f.rule.id == "escaped-entity"]
    assert [text[e.start : e.end] for fix in finding.fixes for e in fix.edits] == ["&amp;", "&amp;"]


DAMAGE = [
    " &amp; ",
    "< strong >",
    "< / strong >",
    " p >",
    "li >",
    "â€™",
    " ,",
    " .",
    "turn0search1",
    "\ue200",
    "**",
    "{{ x }}",
    "<br>",
]
DAMAGE += ["\u200b", "[1]", "[2]", "&lt;em&gt;", "[here]()", "https://https://x.example/a", "https://x.example/?utm_source=a&b=1"]
PLAIN = [
    "the",
    "harbour",
    "of",
    "Ribe",
    "opened",
    "\n\n",
    "\r\n",
    "- ",
    "“",
    "”",
    "é",
    "# ",
    "> ",
    "`",
    "<p>",
    "</p>",
    "---\n",
    "(",
    ")",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(DAMAGE + PLAIN), max_size=30), st.sampled_from(FORMATS), st.booleans())
def test_any_heap_of_damage_is_mended_to_an_end(parts, fmt, unsafe):
    text = " ".join(parts)
    done = mended(text, fmt, unsafe=unsafe)
    assert done.settled
    assert not mended(done.text, fmt, unsafe=unsafe).changed
