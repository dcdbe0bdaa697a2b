from __future__ import annotations

import pytest

from auditor.finders.pattern import find_pattern
from auditor.read import READERS


def found(text: str, *patterns: str, format: str = "text", **options) -> list[str]:  # noqa: A002 — the field's word
    document = READERS[format](text, "x")
    return [document.words(m.start, m.end) for m in find_pattern(document, patterns=list(patterns), **options)]


def test_a_space_matches_a_line_end():
    text = (
        "This paragraph was wrapped by hand at a width that leaves the words: as an\n"
        "AI model it goes on until the line is full, and on the next line, which is\n"
        "as full as those before it, and on the one after that, until nobody doubts\n"
        "that every line of it ends where the width of the window once made it end.\n"
    )
    assert found(text, r"\bas an AI model\b") == ["as an\nAI model"]


@pytest.mark.parametrize("text", ["Les éditions", "naïve éditionsé", "ditionsñ"])
def test_a_word_bound_is_none_beside_a_letter_that_is_not_ascii(text):
    assert found(text, r"\bditions\b") == []


def test_a_match_never_leaves_its_block():
    assert found("It ends as an\n\nAI model begins.", r"as an AI model") == []


def test_the_group_named_it_narrows_the_match():
    assert found("He said so, they say.", r", (?P<it>they say)\b") == ["they say"]


def test_case_counts_only_when_asked():
    assert found("TK and tk", r"\bTK\b") == ["TK", "tk"]
    assert found("TK and tk", r"\bTK\b", case=True) == ["TK"]


def test_code_and_urls_are_left_alone_unless_asked():
    text = "Use `lorem ipsum` at https://example.org/lorem ipsum"
    assert found(text, r"lorem", format="markdown") == []
    assert found(text, r"lorem", format="markdown", outside=[]) == ["lorem", "lorem"]


def test_inside_names_the_kinds_of_block():
    text = "# Lorem\n\nLorem"
    assert found(text, r"lorem", format="markdown", inside=["heading"]) == ["Lorem"]


def test_unlinked_wants_no_link_on_the_words():
    assert found("[the report](https://example.org/r) and the report", "the report", format="markdown", unlinked=True) == [
        "the report"
    ]
