"""Who counts as a source: sources without a name, words that are no sources, and what names tell the kind."""

from __future__ import annotations

import pytest

import auditor
from auditor.read import READERS


def voices(text: str) -> list[tuple[str | None, str]]:
    return [(a.source, a.kind) for a in READERS["text"](text, "x").attributions]


def supported_by(text: str) -> list[list[tuple[str, str]]]:
    claims = auditor.audit_text(text, name="x.txt", format="text").claims
    return [[(one.kind, one.name) for one in claim.support] for claim in claims]


def rules(text: str) -> list[str]:
    return [finding.rule.id for finding in auditor.audit_text(text, name="x.txt", format="text").findings]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("A source close to the mayor said 40 boats would be sold.", "A source close to the mayor"),
        ("People familiar with the sale said 40 boats would go.", "People familiar with the sale"),
        ("A person briefed on the talks said the price was $4 million.", "A person briefed on the talks"),
        ("Two officials with knowledge of the plan said it would cost $3 million.", "Two officials with knowledge of the plan"),
        ("Someone told us that 12 boats had left.", "Someone"),
        ("The price was $4 million, according to a person briefed on the talks.", "a person briefed on the talks"),
        ("“We sold 40 boats last year to the port,” said a source close to the owner.", "a source close to the owner"),
        ("“We sold 40 boats,” said an official with knowledge of the sale.", "an official with knowledge of the sale"),
        ("A source who asked not to be named said 40 boats had left.", "A source who asked not to be named"),
    ],
)
def test_a_source_without_a_name_is_not_who_its_phrase_mentions(text: str, source: str) -> None:
    assert (source, "vague") in voices(text)
    assert supported_by(text) == [[]]


def test_quoted_words_of_somebody_without_a_name_have_no_source() -> None:
    assert supported_by("“We sold 40 boats last year to the port,” said a neighbour.") == [[]]


def test_an_office_or_a_place_behind_a_role_tells_more() -> None:
    assert voices("Officials in Kyiv said 40 boats had left.") == [("Officials in Kyiv", "described")]
    assert voices("Officials with the Harbour Office said 40 boats had left.") == [("the Harbour Office", "organisation")]


@pytest.mark.parametrize(
    "text",
    [
        "Without a word, 40 boats left and called for help.",
        "Consulting firms in the port have sold 40 boats and asked for more.",
        "Click the link to confirm the sale of 40 boats.",
        "In May, Fed notes showed a fall of 40 percent.",
        "Russia and alleged spies sold 40 boats.",
        "Reality shows fell by 40 percent in 2019.",
        "Canadian demands rose by 40 percent in 2019.",
        "Berg's claimed losses rose by 40 percent in 2019.",
        "In 2015 there were 3248 cases reported in the port.",
        "The Harbour Prize said nothing.",
    ],
)
def test_openers_adjectives_amounts_and_prizes_are_no_sources(text: str) -> None:
    assert [source for source, kind in voices(text) if source and kind != "vague"] == []


def test_a_common_word_is_a_name_where_the_text_writes_it_as_one() -> None:
    text = "The plan came from Ola Stone in May. Stone questions the price of all 40 boats."
    assert ("Stone", "person") in voices(text)
    assert voices("Stone questions the price of all 40 boats.") == []


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("His employer, Big Lantern, said it sold 40 boats.", "Big Lantern", "person"),
        ("Harbour House spokesman Ola Berg said 40 boats had left.", "Harbour House spokesman Ola Berg", "person"),
        ("The Rev. Berg said 40 boats had left.", "The Rev. Berg", "person"),
        ("Secretary of State Ida Holm said 40 boats had left.", "Secretary of State Ida Holm", "person"),
        ("Ida Holm of Harbour University said 40 boats had left.", "Ida Holm of Harbour University", "person"),
        ("In a country like the U.N., 40 boats left, he said.", "he", "person"),
        ("Norway judge Ola Berg let the case go on, calling it old.", "Norway judge Ola Berg", "person"),
        ("According to Danish and Swedish spokespeople, 40 boats left.", "Danish and Swedish spokespeople", "organisation"),
        ("They'll say that 40 boats left.", "They", "person"),
        ("It said 40 boats had left.", "It", "described"),
    ],
)
def test_names_are_whole_and_their_kind_is_told(text: str, source: str, kind: str) -> None:
    assert (source, kind) in voices(text)


def test_it_stands_for_the_organisation_named_last() -> None:
    text = "The Harbour Office said 40 boats had left. It said 12 had come back."
    assert voices(text) == [("The Harbour Office", "organisation")] * 2


def test_an_abbreviation_keeps_its_last_full_stop() -> None:
    assert ("the U.N.", "organisation") in voices("40 boats left, according to the U.N., in May.")


def test_the_words_behind_a_quotation_over_two_sentences_are_the_authors() -> None:
    assert voices('"We sold the boats. We had no choice," Ola Berg said.') == [("Ola Berg", "person")]


def test_the_first_person_in_a_quotation_is_the_speakers() -> None:
    assert set(supported_by('"I had asked 40 owners in 2019," Holm said.')[0]) == {("voice", "Holm")}
    assert ("own-work", "I had asked") in supported_by("I had asked 40 owners in 2019, and 30 of them had sold.")[0]


@pytest.mark.parametrize(
    ("text", "vague"),
    [
        ("It is believed that 12 people were killed.", True),
        ("It is believed that 12 people were killed, police said.", False),
        ("Ida Holm came early. It is believed that 12 people were killed, according to Ida Holm.", False),
        ("It is believed that 12 people were killed, critics said.", True),
    ],
)
def test_who_speaks_in_the_same_sentence_holds_the_belief(text: str, vague: bool) -> None:  # noqa: FBT001 — a table's column
    assert ("passive-belief" in rules(text)) is vague


@pytest.mark.parametrize(
    "then",
    [
        "According to reports, 30 percent slept.",
        "According to a study published in 2021, 30 percent slept.",
        "Analysts say 30 percent slept.",
        "A second one came in 2021.",
    ],
)
def test_a_vague_neighbour_or_a_year_does_not_name_the_research(then: str) -> None:
    assert "unnamed-research" in rules(f"Studies show that cold water wakes people. {then}")


def test_a_year_is_no_name() -> None:
    assert "unnamed-report" in rules("According to a study published in 2021, 30 percent slept.")
    assert "unnamed-research" in rules("A recent study published in 2021 found that 30 percent slept.")
    assert "unnamed-report" not in rules("According to a study published in 2021 by the University of Oslo, 30 percent slept.")
    assert "unnamed-research" not in rules("A recent study published in Addiction found that 30 percent slept.")
