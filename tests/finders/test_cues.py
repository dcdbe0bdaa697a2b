from __future__ import annotations

import re2
from hypothesis import given
from hypothesis import strategies as st

from auditor.finders.cues import pattern_cues
from auditor.lexicon import compile_pattern
from auditor.read.text import read_text
from auditor.rules import load_rules

PATTERNS = sorted({p for rule in load_rules().rules for p in rule.options.get("patterns", ())})


def needs(pattern: str) -> list[list[tuple[set[str], set[str]]]]:
    ways = pattern_cues(pattern).ways
    return [[({w.decode() for w in n.words}, {p.decode() for p in n.pieces}) for n in way] for way in ways]


def test_whole_words_become_words_and_parts_become_pieces():
    assert needs(r"\b(?:critics|some experts) \w+") == [[({"critics", "experts"}, set())]]
    assert needs(r"\bclick\w* here\b") == [[(set(), {"click"}), ({"here"}, set())]]


def test_alternatives_at_the_end_are_ways_of_their_own():
    assert needs(r"\b(?:critics \w+|experts of \d+)") == [[({"critics"}, set())], [({"experts"}, set())]]


def test_every_word_of_a_fixed_phrase_is_needed_and_common_ones_are_passed_over():
    assert needs(r"\bbased on the search results\b") == [[({"based"}, set()), ({"search"}, set()), ({"results"}, set())]]


def test_a_pattern_without_fixed_words_has_no_cues():
    assert needs(r"[0-9]+") == []


def test_one_unknown_branch_leaves_nothing_to_go_by():
    assert needs(r"analysts say|[0-9]+") == []


@given(
    st.sampled_from(PATTERNS),
    st.lists(st.sampled_from([e.text for r in load_rules().rules for e in r.bad]), min_size=1, max_size=3),
)
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
