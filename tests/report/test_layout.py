from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.report import common, layout, markdown
from auditor.report.layout import Paper, clean, crop, head, tail, width, wrap


@pytest.mark.parametrize("module", [layout, common, markdown])
def test_docstrings(module):
    assert doctest.testmod(module).failed == 0


def test_width_counts_cells_not_characters():
    assert width("naïve “quotes” – and…") == 21
    assert width("数据") == 4
    assert width("e\u0301") == 1


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ud800"])
def test_control_characters_are_made_visible_one_for_one(char):
    shown = clean(f"a{char}b")
    assert char not in shown
    assert len(shown) == 3


@pytest.mark.parametrize("command", ["::error file=x::boom", "##[error]boom", "::stop-commands::t"])
def test_commands_of_ci_systems_are_broken(command):
    shown = clean(command)
    assert not shown.startswith("::")
    assert "##[" not in shown


def test_colons_of_code_stay():
    assert clean("std::vector") == "std::vector"


WORDS = st.text(alphabet="ab 数é\u0301…”🌉\x1b\u200b", max_size=80)


@given(WORDS, WORDS, WORDS, st.integers(20, 90))
def test_a_cropped_line_fits_and_keeps_its_words(before, words, after, most):
    before, words, after = clean(before), clean(words), clean(after)
    left, middle, right = crop(before, words, after, most)
    assert width(left) + width(middle) + width(right) <= most
    if width(words) <= most - 2:
        assert middle == words


@given(st.text(alphabet="ab 数é\u0301", max_size=120), st.integers(5, 40))
def test_heads_and_tails_fit(text, most):
    assert width(head(text, most)) <= most
    assert width(tail(text, most)) <= most


@given(st.text(alphabet="ab 数", max_size=200), st.integers(4, 30), st.integers(4, 30))
def test_wrapped_lines_fit_and_lose_nothing(text, first, rest):
    lines = wrap(text, first, rest)
    assert all(width(line) <= (rest if i else first) for i, line in enumerate(lines))
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_paper_without_utf8_prints_ascii():
    assert Paper(ascii=True).text("“12 → 30…” — 数") == '"12 -> 30..." - ?'


def test_colour_only_where_asked():
    assert Paper().ink("x", "error") == "x"
    assert Paper(color=True).ink("x", "error") == "\x1b[1;31mx\x1b[0m"


def test_no_ellipsis_stands_beside_another():
    assert head("They waited … and waited", 14) == "They waited…"
    assert head("They waited... and", 15, "...") == "They waited..."
    assert tail("They waited … and left", 12) == "…and left"
