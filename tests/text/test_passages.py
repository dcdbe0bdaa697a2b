"""Whether a page has the words and numbers of a sentence that cites it."""

from __future__ import annotations

import pytest

from auditor.text.passages import Page, find_number, find_numbers, find_quote, telling

PAGE = Page(
    "The council met on Monday. “We have never seen anything like it — not in thirty years”, the mayor said. Of the 3,412,007 "
    "residents, 12.4 percent moved; the costs rose to £1.25bn. The colour of the doors changed twenty-one times."
)


@pytest.mark.parametrize(
    "quote",
    [
        "“We have never seen anything like it – not in thirty years,”",
        '"we have never seen anything like it - not in thirty years."',
        "“We have … not in thirty years”",
        "“We have never seen anything [of the kind] ... not in thirty years”",
        "“[They] have never seen anything like it”",
        "“The color of the doors changed”",
        "“We\u00a0have never\nseen anything like it”",
    ],
)
def test_words_that_are_there(quote):
    assert find_quote(quote, PAGE).there


@pytest.mark.parametrize(
    ("quote", "nearest"),
    [
        ("“We have never heard anything like it”", "never seen anything like it"),
        ("“We have often seen anything like it”", "never seen anything like it"),
        ("“The minister resigned without a word to anybody”", ""),
    ],
)
def test_words_that_are_not_there(quote, nearest):
    found = find_quote(quote, PAGE)
    assert not found.there
    assert nearest in found.nearest
    assert bool(found.nearest) is bool(nearest)


def one(words):
    (number,) = find_numbers(words)
    return number


@pytest.mark.parametrize(
    "words", ["3,412,007 people", "3.4 million people", "12.4%", "12 per cent", "12 percentage points", "£1.25 billion", "21 doors"]
)
def test_numbers_that_are_there(words):
    assert find_number(one(words), words, PAGE).there


@pytest.mark.parametrize(
    "words", ["3.5 million people", "3,412,008 people", "13%", "12.5 percent of residents moved", "£1.5 billion"]
)
def test_numbers_that_are_not_there(words):
    assert not find_number(one(words), words, PAGE).there


def test_the_passage_that_shares_most_words():
    words = "Of the residents, 14.4 percent moved"
    assert "12.4 percent moved" in find_number(one("14.4 percent"), words, PAGE).nearest


@pytest.mark.parametrize(
    ("words", "says"), [("12%", True), ("$5", True), ("340", True), ("2.5", True), ("3 million", True), ("12", False), ("7", False)]
)
def test_numbers_that_say_enough(words, says):
    assert telling(one(words)) is says


@pytest.mark.parametrize(
    "text", ["in 2019", "on 12/03/2020", "at 10:30", "version 1.2.3", "https://a.example/340", "COVID-19", "A340"]
)
def test_what_is_no_number(text):
    assert [number for number in find_numbers(text) if telling(number)] == []
