"""Patterns by their quick way and by that of the library: they must agree."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from auditor.lexicon import lazy

PATTERNS = [r"(?P<it>a+)b|c", r"\b(?P<it>of) the", r"(?m:^)(a)?", r"é|(b)(c)?", r"x*"]


@given(st.sampled_from(PATTERNS), st.text("abc éx\nofthe", max_size=40))
def test_groups_are_those_of_the_matches_that_finditer_gives(pattern, text):
    regex, data = lazy(pattern), text.encode()
    expected = [[found.span(), *(found.span(i + 1) for i in range(len(found.groups())))] for found in regex.finditer(data)]
    assert [list(spans) for spans in regex.groups(data)] == expected
