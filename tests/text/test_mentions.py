"""Whether a page names the days and the people of a sentence: written in any way, or left room for."""

from __future__ import annotations

import time

import pytest

from auditor.text.mentions import Mentions, find_days, find_names

PAGE = Mentions(
    "The council met on 3 May 2024. Its members, led by Mayor Karin Østergård, heard Jean-Luc van der Berg of the World Port "
    "Organization. The U.S. envoy spoke on June 7. Between August 12 and 14, 2023 nobody came; in October 2022 all did. President "
    "Zelenskyy wrote on 2021-11-30, the Canadian minister on 09/04/2020."
)


def days(text):
    return list(find_days(text))


@pytest.mark.parametrize(
    "words",
    [
        "3 May 2024",
        "May 3, 2024",
        "May 3rd, 2024",
        "the 3rd of May 2024",
        "2024-05-03",
        "03/05/2024",
        "5/3/2024",
        "3.5.2024",
        "on 3 May",
        "in May 2024",
        "7 June 2019",
        "13 August 2023",
        "11 October 2022",
        "Nov. 30, 2021",
        "9 April 2020",
        "September 4, 2020",
        "3-5 May 2024",
    ],
)
def test_days_that_are_there(words):
    (day,) = days(words)
    assert PAGE.has_day(day)


@pytest.mark.parametrize(
    "words",
    ["4 May 2024", "May 4, 2024", "3 May 2023", "2024-06-03", "June 8", "15 August 2023", "November 2022", "13/13/2024 7 July"],
)
def test_days_that_are_not_there(words):
    assert not PAGE.has_day(days(words)[-1])


def test_a_page_that_counts_from_its_own_day_leaves_room():
    page = Mentions("Published 3 May 2024. The council met on Tuesday.")
    assert [page.has_day(*days(words)) for words in ("30 April 2024", "3 May 2024", "30 March 2024")] == [True, True, False]


@pytest.mark.parametrize(
    "text", ["you may 3 times", "in 2024", "version 3.5.1", "10-12-13", "1/2 of it", "room 3/05", "may 2024 be good"]
)
def test_what_is_no_day(text):
    assert days(text) == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Yesterday Anna Holm of the World Port Organization met Mr Dahl.", ["Anna Holm", "World Port Organization"]),
        ("The mayor, Karin Lind, left.", ["Karin Lind"]),
        ("In New York the rents rose.", ["New York"]),
        ("Jean-Luc van der Berg’s plan failed.", ["Jean-Luc van der Berg"]),
        ("It was Monday March 3.", []),
        ("He met Dr. Anna K. Holm in Oslo.", ["Anna K. Holm"]),
        ("The rents rose in Oslo.", []),
    ],
)
def test_names_of_a_sentence(sentence, names):
    assert [name.words for name in find_names(sentence)] == names


@pytest.mark.parametrize(
    "name",
    [
        "Karin Ostergard",
        "Ms Østergård",
        "Luc Berg",
        "WPO World",
        "United States",
        "Volodymyr Zelensky",
        "Government of Canada",
        "Mayor Karin",
        "WPO Director",
    ],
)
def test_names_that_may_be_there(name):
    assert PAGE.has_name(name)


@pytest.mark.parametrize("name", ["Henrietta Vosloo", "Bo Dahl", "Peter Otieno", "European Union"])
def test_names_that_are_not_there(name):
    assert not PAGE.has_name(name)


@pytest.mark.parametrize("unit", ["Aa ", "A'", "A-", "Aa of ", "1/2/", "May 3 ", "A"])
def test_hostile_text_takes_time_in_line_with_its_length(unit):
    text = unit * (20_000 // len(unit))
    begin = time.perf_counter()
    assert len([*find_names(text), *find_days(text)]) < 10_000
    assert time.perf_counter() - begin < 3
