from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.finders import FINDERS
from auditor.finders.weekday import DAYS
from auditor.read import READERS
from auditor.rules import load_rules

RULES = {rule.id: rule for rule in load_rules().rules}


def found(rule: str, text: str, kind: str = "text") -> list[str]:
    document = READERS[kind](text, "x")  # type: ignore[index]
    return [document.words(m.start, m.end) for m in FINDERS[RULES[rule].finder](document, **RULES[rule].options)]


def message(text: str) -> dict[str, str]:
    document = READERS["text"](text, "x")
    return dict(next(iter(FINDERS["weekday-mismatch"](document))).values)


# --- weekday-mismatch ---------------------------------------------------------------------------------------------


@given(
    st.dates(dt.date(1924, 1, 1), dt.date(2199, 12, 31)),
    st.integers(0, 6),
    st.sampled_from(["{d} {m} {y}", "{m} {d}, {y}"]),
)
def test_a_day_is_reported_exactly_where_the_calendar_says_another(day: dt.date, said: int, form: str) -> None:
    date = form.format(d=day.day, m=day.strftime("%B"), y=day.year)
    assert bool(found("weekday-mismatch", f"It was opened on {DAYS[said]}, {date}.")) == (said != day.weekday())


@given(st.dates(dt.date(1583, 1, 1), dt.date(1923, 12, 31)))
def test_before_1924_a_day_that_is_right_in_one_of_two_calendars_is_right(day: dt.date) -> None:
    wrong = [
        name for name in DAYS if found("weekday-mismatch", f"It was opened on {name}, {day.day} {day.strftime('%B')} {day.year}.")
    ]
    assert len(wrong) in (5, 6)
    assert DAYS[day.weekday()] not in wrong


def test_the_message_tells_the_day_and_the_date() -> None:
    assert message("It was on Tuesday, the 14th of June, 2023.") == {"date": "14th of June, 2023", "weekday": "Wednesday"}
    assert message("It was on Mon., Jun. 14, 2023.")["weekday"] == "Wednesday"


@pytest.mark.parametrize(
    "text",
    [
        "It was on Tuesday, 14 June.",
        "It was on Tuesday 14/06/2023.",
        "It was on Tuesday, 31 June 2023.",
        "It was on Tuesday, 14 June 1066.",
        "On Tuesday, June 14, 2023 people came.",
        "On Tuesday, June 14, 2,023 boats came.",
        "Sundays: 14 June 2023.",
    ],
)
def test_dates_that_are_not_sure_are_left_alone(text: str) -> None:
    assert found("weekday-mismatch", text) == []


# --- undated-claim ------------------------------------------------------------------------------------------------

LAST_WEEK = "The council sold the quay last week, and Ada Byron bought it."


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text", f"{LAST_WEEK} It was built in 1931."),
        ("text", f"{LAST_WEEK} The class of '88 met there."),
        ("text", "Did the council sell the quay last week?"),
        ("text", "I sold my boat last week and bought another."),
        ("markdown", f"---\ndate: 2024-05-01\n---\n\n{LAST_WEEK}"),
        ("markdown", f"# {LAST_WEEK}"),
    ],
)
def test_a_text_with_any_date_is_dated(kind: str, text: str) -> None:
    assert found("undated-claim", text, kind) == []


def test_all_places_are_one_finding() -> None:
    document = READERS["text"](f"{LAST_WEEK}\n\nThe mayor closed the mill last month.", "x")
    (match,) = FINDERS["undated-claim"](document, **RULES["undated-claim"].options)
    assert [document.words(*span) for span in match.places] == ["last week", "last month"]


# --- polls, accusations, comparisons, sums ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "In a Harlow Institute poll 61 percent liked it.",
        "In a Byron/Moss snap poll 61 percent liked it.",
        "A poll found 61 percent for it. It was conducted in May.",
        "A poll found 61 percent for it. It asked 1,020 adults.",
        "Exit polls gave her 61 percent.",
        "The survey of the quay cost 61 percent more, in a survey by Byron and Moss.",
        "“In a recent poll 61 percent liked it,” Ada Byron said.",
    ],
)
def test_a_poll_with_a_pollster_or_sample_is_told(text: str) -> None:
    assert found("poll-without-method", text) == []


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("It rose from 40 to 60, up 50 percent.", 0),
        ("It rose from 40 to 60, up 49.5 percent.", 0),
        ("It rose from 40 to 60, up 20 percent.", 1),
        ("It fell from 1,200 to 900, a drop of 25 %.", 0),
        ("It fell from 1,200 to 900, a drop of 33 %.", 1),
        ("It grew from 2 million to 3 million, up 50 percent.", 0),
        ("It grew from 2 to 3 million, up 20 percent.", 1),
        ("It rose from 4 percent to 6 percent, up 2 percent.", 0),
        ("It went from 0 to 60, up 20 percent.", 0),
    ],
)
def test_three_numbers_agree_or_do_not(text: str, hits: int) -> None:
    assert len(found("number-conflict", text)) == hits


@pytest.mark.parametrize(
    "text",
    [
        "Two officials said that Moss took bribes.",
        "An official said, and Ada Byron confirmed, that Moss took bribes.",
        "An official said that Moss was convicted of fraud, [court files](https://court.example.org/1) show.",
    ],
)
def test_an_accusation_with_a_second_leg_stands(text: str) -> None:
    assert found("accusation-one-anonymous", text, "markdown") == []


@pytest.mark.parametrize(
    "text",
    [
        "Rents rose sharply, from 400 to 700 crowns.",
        "Rents rose sharply, Ada Byron said.",
        "“Rents rose sharply in the old town of Harlow,” she wrote.",
        "Have rents rose sharply?",
        "# Rents rose sharply",
    ],
)
def test_a_comparison_with_a_figure_or_a_voice_is_left_alone(text: str) -> None:
    assert found("comparison-without-base", text, "markdown") == []


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.category == "evidence"], ids=lambda rule: rule.id)
def test_rules_on_evidence_take_linear_time(rule) -> None:
    words = " ".join(example.text for example in rule.bad) + " "

    def seconds(size: int) -> float:
        document = READERS["text"](words * (size // len(words) + 1), "x")
        _ = document.claims, document.quotes
        start = time.process_time()
        list(FINDERS[rule.finder](document, **rule.options))
        return time.process_time() - start

    def least(size: int) -> float:  # of three: the collector or a busy machine slows one, not all of them
        return min(seconds(size) for _ in range(3))

    assert least(160_000) < 0.02 + 24 * least(20_000)
