from __future__ import annotations

import re2
from hypothesis import given
from hypothesis import strategies as st

from auditor.finders.cues import pattern_cues
from auditor.lexicon import compile_pattern
from auditor.read.text import read_text
from auditor.rules import load_rules

PATTERNS = sorted({p for rule in load_rules().rules for p in rule.options.get("patterns", ())})


def test_whole_words_become_words_and_parts_become_pieces():
    cues = pattern_cues(r"\b(?:critics|some experts) \w+")
    assert cues.words == {b"critics", b"experts"}
    assert not cues.pieces
    assert pattern_cues(r"\bclick\w* here").pieces == (b"click",)


def test_a_pattern_without_fixed_words_has_no_cues():
    assert pattern_cues(r"[0-9]+") == (frozenset(), ())


def test_one_unknown_branch_leaves_nothing_to_go_by():
    assert pattern_cues(r"analysts say|[0-9]+") == (frozenset(), ())


@given(st.sampled_from(PATTERNS), st.lists(st.sampled_from([e.text for r in load_rules().rules for e in r.bad]), min_size=1, max_size=3))
def test_no_pattern_matches_without_its_cues(pattern, texts):
    document = read_text("\n\n".join(texts), "x")
    if compile_pattern(pattern).search(document.data):
        assert pattern_cues(pattern).may_occur(document)


def test_cues_hold_in_upper_case_and_beside_other_letters():
    document = read_text("CRITICS SAID éditions", "x")
    assert pattern_cues(r"\bcritics said\b").may_occur(document)
    assert pattern_cues(r"\bditions\b").may_occur(document)


def test_what_re2_refuses_is_an_error():
    try:
        compile_pattern(r"(?=x)y")
    except re2.error:
        return
    raise AssertionError
