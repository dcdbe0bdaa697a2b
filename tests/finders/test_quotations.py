"""Quotations that a text changes, that only its headline has, and speakers whom it never introduces."""

import time

import pytest

from auditor.document import Document
from auditor.finders.changed_quote import find_changed_quotes
from auditor.finders.headline_quote import find_headline_quotes
from auditor.finders.stranger import find_strangers
from auditor.read import READERS

_BODY = (
    "The chief of the harbour spoke for an hour. She said that the company had kept the report back. "
    "“They told us half of it, and late,” said Ida Holm. "
)


def _headline(headline: str, body: str = _BODY, kind: str = "markdown") -> list[str]:
    document = READERS[kind](f"# {headline}\n\n{body}\n", "x.md")
    return [document.words(m.start, m.end) for m in find_headline_quotes(document, words=3, body=10)]


@pytest.mark.parametrize(
    ("headline", "flagged"),
    [
        ("Holm: “We were told nothing at all”", "“We were told nothing at all”"),
        ('Holm: "We were told nothing at all"', '"We were told nothing at all"'),
        ("Holm: ‘We were told nothing at all’", "‘We were told nothing at all’"),
        ("Holm’s harbour: ‘They’ve told us nothing’ tonight", "‘They’ve told us nothing’"),
    ],
)
def test_words_that_only_the_headline_quotes(headline: str, flagged: str) -> None:
    assert _headline(headline) == [flagged]


@pytest.mark.parametrize(
    "headline",
    [
        "Holm: “They told us HALF of it”",
        "Holm: “They told us … late”",
        "Holm: “They told us [half] of it”",
        "Holm on “half truths”",  # two words may be a term
        "Holm reads “The Last Harbour Lights”",  # a title
        "More: “We were told nothing at all”",  # another text's headline
        "Holm asks: “Who was told nothing at all?”",
        "It isn't late for the company's harbour boats",
    ],
)
def test_headlines_that_quote_the_text_or_nothing(headline: str) -> None:
    assert _headline(headline) == []


def test_a_title_outside_the_prose_is_flagged_where_it_stands() -> None:
    text = f"---\ntitle: Holm says “we were told nothing at all”\n---\n\n{_BODY}\n"
    document = READERS["markdown"](text, "x.md")
    (match,) = find_headline_quotes(document, words=3, body=10)
    assert match.in_source
    assert document.source_data[match.start : match.end].decode() == "“we were told nothing at all”"


def _changed(text: str) -> list[str]:
    document = READERS["text"](text, "x.txt")
    return [document.words(m.start, m.end) for m in find_changed_quotes(document, words=6)]


_FIRST = "“We never saw the second boat until it was on us,” said Ola Berg. "


@pytest.mark.parametrize(
    ("again", "flags"),
    [
        ("“We never saw the second ship until it was on us,” said Berg.", 1),
        ("“We never saw that second boat until it was on us,” he said.", 1),
        ("“We never saw the second boat until it was on us,” said Berg.", 0),
        ("“We never saw the second boat,” said Berg.", 0),
        ("“We never saw … until it was on us,” said Berg.", 0),
        ("“We never saw the second [ship] until it was on us,” said Berg.", 0),
        ("“We never saw the second ship until it was on us,” said Ida Holm.", 0),
        ("“We never saw any of the lights that night, nor heard a horn,” said Berg.", 0),
    ],
)
def test_a_quotation_in_other_words(again: str, flags: int) -> None:
    assert len(_changed(_FIRST + again)) == flags


def _strangers(text: str) -> list[str]:
    document = READERS["text"](text, "x.txt")
    return [document.words(m.start, m.end) for m in find_strangers(document, least=2)]


_SAYS = "Lindqvist said the crew had slept for three hours. He would complain, he added. Lindqvist said nobody had answered."


@pytest.mark.parametrize(
    ("before", "flags"),
    [
        ("The ferry was late again on Monday. ", ["Lindqvist said"]),
        ("The ferry of captain Lindqvist was late again. ", []),
        ("Ola Lindqvist was late again. ", []),
        ("Mr. Lindqvist was late again. ", []),
        ("Lindqvist, who owns the ferry, was late again. ", []),
        ("Lindqvist (left) was late again. ", []),
    ],
)
def test_a_speaker_whom_nothing_introduces(before: str, flags: list[str]) -> None:
    assert _strangers(before + _SAYS) == flags


def test_names_that_no_pronoun_follows_may_be_of_companies() -> None:
    assert _strangers("Northline said the ferry was late. Northline said the timetable would change.") == []


def _hostile(unit: str, size: int) -> Document:
    return READERS["markdown"](unit * (size // len(unit)), "x.md")


@pytest.mark.parametrize(
    "unit", ["# “a b c d”\n\n", "“a b c d e f g” said Ola Berg.\n", "Lindqvist said he A. Lindqvist\n", "# '\n\n"]
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(size: int) -> float:
        document = _hostile(unit, size)
        assert document.quotes is not None
        start = time.process_time()
        assert list(find_headline_quotes(document, words=3, body=1)) is not None
        assert list(find_changed_quotes(document, words=6)) is not None
        assert list(find_strangers(document, least=2)) is not None
        return time.process_time() - start

    seconds(10_000)
    assert seconds(200_000) < 30 * max(seconds(25_000), 0.02)
