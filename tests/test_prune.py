from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor import lexicon
from auditor.lexicon import Lazy, compile_pattern, words
from auditor.prune import NEVER, pruned, searchable
from auditor.rules import load_rules

if TYPE_CHECKING:
    from types import FrameType

    import re2

TEXT = b"Critics say the bridge, seen by many as a gift, will cost 40 percent more. His staff told us so."


@pytest.fixture(autouse=True)
def _as_at_a_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests may have audited many texts in this process."""
    monkeypatch.setattr(lexicon, "_most_pruned", 8192)


def _none(_name: str, _text: str) -> str:
    return NEVER


def _kept(pattern: str, text: bytes = TEXT) -> str:
    lower = searchable(text)
    assert lower is not None
    return pruned(pattern, lower, _none)


@pytest.mark.parametrize(
    ("pattern", "kept"),
    [
        ("critics|experts|staff", "critics|staff"),
        (r"\b(?:critics|experts) (?:say|warn)\b", r"\b(?:critics) (?:say)\b"),
        (r"\b(?:experts|analysts) say\b", NEVER),
        (r"(?:very )?many", "(?:)?many"),  # what cannot be there need not be
        (r"(?:very )*(?:so ){0,3}many", "(?:)?(?:so ){0,3}many"),
        (r"(?:very )+many", NEVER),
        ("costs?|prices?", "costs?"),
        ("pricex*", NEVER),
        ("CRITICS|EXPERTS", "CRITICS"),
        (r"(?:|of |a )gift|\[web|[qz]x?", r"(?:|a )gift|[qz]x?"),
        (r"{{vague-group}} say|{{quantifier}}? bridge", "(?:)? bridge"),
        (r"(experts)|(critics)", rf"({NEVER})|(critics)"),  # groups keep their numbers
        (r"experts (?P<it>say)|critics", rf"(?P<it>{NEVER})|critics"),
        (r"a\Qxyz\E|b", r"a\Qxyz\E|b"),
        ("(?:experts", "(?:experts"),
        ("experts)", "experts)"),
        (r"\(experts|\x{a0}staff|\d{4}staff|[[:alpha:]|)]staff", r"\x{a0}staff|\d{4}staff|[[:alpha:]|)]staff"),
        ("(?m)^staff$|(?m:^)expert", "(?m)^staff$"),
        ("(?m)^experts|^staff", f"(?m){NEVER}|^staff"),  # flags hold in the alternatives that follow
        ("(?:experts(?-i)s|Staff)x?|(?:(?s)experts)", f"(?:(?-i){NEVER}|Staff)x?|(?:(?s){NEVER})"),
        (r"experts(?:(?s)x)|staff", "staff"),  # and no further than their group
        (r"\PNstaff|\pNstaff|\p{^Greek}staff|\P{Greek}staff", r"\PNstaff|\pNstaff|\p{^Greek}staff|\P{Greek}staff"),
        ("(?:experts){01}a|staff", "staff"),  # no number: signs
    ],
)
def test_what_cannot_match_is_left_out(pattern: str, kept: str) -> None:
    assert _kept(pattern) == kept


def test_words_of_a_list_are_those_that_a_text_may_hold() -> None:
    assert {"critics", "experts"} <= set(words("vague-group"))
    group = Lazy("{{vague-group}} say")
    assert [TEXT[start:end] for start, end in group.spans(TEXT)] == [b"Critics say"]
    assert group._pruned is not None
    pattern = group._pruned[1].pattern
    assert b"critics" in pattern and b"experts" not in pattern  # noqa: PT018


def test_letters_that_fold_to_ascii_leave_a_pattern_whole() -> None:
    text = "Criticſ say 40 \N{KELVIN SIGN}elvin.".encode()
    assert searchable(text) is None
    assert Lazy("{{vague-group}} say").search(text)
    assert Lazy("(?:kelvin|" + "x" * 300 + ")").search(text)


def test_a_second_text_is_matched_in_full() -> None:
    group = Lazy("(?P<it>{{vague-group}}) say")
    found = group.search(TEXT)
    assert found
    assert found.span(1) == (0, 7)
    assert group.find(b"Experts say so.") == (0, 11)
    assert group.find(TEXT) == (0, 11)
    assert group.begins(b"No experts say so.", 3, 18)
    assert group._pruned is None


def test_flags_hold_where_the_alternative_that_sets_them_is_left_out() -> None:
    text = b"A line.\nStaff say so."
    assert Lazy("(?m)^{{quantifier}} experts|^staff").find(text) == (8, 13)


@pytest.mark.parametrize("step", range(1, 90, 3))
def test_threads_share_a_pattern(step: int) -> None:
    """Another thread, with another text, may come between any two steps."""
    group, steps, others = Lazy("{{vague-group}} say"), 0, []

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal steps
        if frame.f_code is not Lazy._regex_for.__code__:
            return None
        frame.f_trace_opcodes = True
        steps += event == "opcode"
        if event == "opcode" and steps == step:
            sys.settrace(None)
            others.append(group.find(b"Experts say so."))
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]  # in shape
    try:
        found = group.find(TEXT)
    finally:
        sys.settrace(before)
    assert found == (0, 11)
    assert others in ([], [(0, 11)])
    assert others or step > 50


def test_who_expects_many_texts_compiles_in_full_at_once() -> None:
    lexicon.expect_many_texts()
    group = Lazy("{{vague-group}} say")
    assert group.find(TEXT) == (0, 11)
    assert group._compiled is not None


def _patterns() -> list[str]:
    given_ = [rule.options.get(key, ()) for rule in load_rules() for key in ("patterns", "unless", "cue")]
    return sorted({one for some in given_ for one in ([some] if isinstance(some, str) else some)})


def _spans(regex: re2._Regexp, data: bytes) -> list[tuple[tuple[int, int], ...]]:
    return [(m.span(), *(m.span(i + 1) for i in range(regex.groups))) for m in regex.finditer(data)]


def _written(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Groups, alternatives and repetitions of parts."""
    times = st.sampled_from(["", "", "?", "*", "+", "{0,2}", "{2}", "*?"])
    opening = st.sampled_from(["(?:", "(?:", "(", "(?i:", "(?-i:", "(?:(?-i)", "((?s)"])
    alternatives = st.lists(parts, min_size=1, max_size=4).map("|".join)
    group = st.tuples(opening, alternatives, st.just(")"), times).map("".join)
    return st.lists(group | parts, min_size=1, max_size=3).map("".join)


_WORDS = st.sampled_from(
    [
        "a",
        "ab",
        "abc",
        "Ba",
        "b c",
        "",
        "k",
        "s?",
        "ab?",
        r"\b",
        "[a-c]",
        r"\.",
        r"\(",
        ".",
        " ",
        "é",
        r"\x{e9}",
        "^",
        "$",
        "(?i)",
        "(?m)",
        r"\PLa",
    ]
)


@settings(max_examples=80, deadline=None)
@given(pattern=st.recursive(_WORDS, _written, max_leaves=12), text=st.text("abcAB kſ.(é\n", max_size=12), either=st.booleans())
def test_any_pattern_finds_the_same(pattern: str, text: str, either: bool) -> None:  # noqa: FBT001 — drawn
    data = text.encode()
    whole, lower = compile_pattern(pattern, ignore_case=either), searchable(data)
    if lower is not None:
        assert _spans(compile_pattern(pruned(pattern, lower, _none), ignore_case=either), data) == _spans(whole, data)


def test_the_patterns_of_all_rules_find_the_same() -> None:
    """In the examples of the rules themselves, taken together, so that words of others stand there."""
    texts = [example.text for rule in load_rules() for example in (*rule.bad, *rule.good)]
    data = ["\n\n".join(texts[i::40])[:4000].encode() for i in range(0, 40, 6)]
    matched = 0
    for pattern in _patterns():
        whole = compile_pattern(pattern)
        for text in data[:: 1 + len(pattern) // 200]:
            expected = _spans(whole, text)
            regex = Lazy(pattern)._regex_for(text)
            assert _spans(regex, text) == expected, (pattern, text)
            matched += len(expected)
    assert matched > 100
