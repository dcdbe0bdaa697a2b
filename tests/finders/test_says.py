"""Does the cited page say so? Read from evidence, with everything that forbids an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.finders.says import find_absent
from auditor.model import Verdict
from auditor.read import READERS

URL, OTHER = "https://office.example/rents", "https://bureau.example/rents"
FILL = " The office counts rents in every district of the town and writes down what it finds each spring." * 12
TEXT = f"Rents rose by 7.4 percent in 2024, [the office found]({URL}).\n"
SAYS = "The mean rent rose by 7.4 percent." + FILL
SAYS_OTHER = "The mean rent rose by 4.7 percent." + FILL


def absent(text, **pages):
    evidence = {}
    for url, facts in pages.items():
        target = {"page": URL, "other": OTHER}[url]
        answer = facts.pop("answer", "ok")
        evidence[target] = Verdict(target, answer, "2026-01-01T00:00:00Z", facts)
    document = replace(READERS["markdown"](text, "a.md"), evidence=evidence)
    return [(document.words(m.start, m.end), m.values["near"]) for m in find_absent(document)]


def test_a_number_that_is_there():
    assert absent(TEXT, page={"text": SAYS}) == []


def test_a_number_that_is_not_there_with_the_nearest_passage():
    ((words, near),) = absent(TEXT, page={"text": SAYS_OTHER})
    assert words == "7.4 percent"
    assert "The mean rent rose by 4.7 percent" in near


@pytest.mark.parametrize(
    "facts",
    [
        {"text": SAYS_OTHER, "readable": "paywall"},
        {"text": SAYS_OTHER, "readable": "script"},
        {"text": SAYS_OTHER, "readable": "cut"},
        {"text": "Too short to say anything."},
        {"text": SAYS_OTHER, "answer": "blocked"},
        {"text": SAYS_OTHER, "answer": "gone"},
        {"text": SAYS_OTHER, "answer": "moved", "how": "home"},
        {"text": "Die Miete stieg um 4,7 Prozent, und niemand weiß, warum das so ist und wie es weitergehen soll. " * 20},
    ],
)
def test_pages_that_cannot_be_judged(facts):
    assert absent(TEXT, page=facts) == []


def test_nothing_is_said_where_the_page_was_not_asked():
    assert absent(TEXT) == []


def test_any_of_several_pages_may_have_it():
    text = f"Rents rose by 7.4 percent in 2024, [the office]({URL}) and [the bureau]({OTHER}) found.\n"
    assert absent(text, page={"text": SAYS_OTHER}, other={"text": SAYS}) == []
    assert len(absent(text, page={"text": SAYS_OTHER}, other={"text": SAYS_OTHER})) == 1
    assert absent(text, page={"text": SAYS_OTHER}, other={"text": SAYS, "readable": "paywall"}) == []
    assert absent(text, page={"text": SAYS_OTHER}) == []


def test_through_a_marker():
    text = f"Rents rose by 7.4 percent in 2024 [1].\n\n## References\n\n1. The office. Rents of the year. 2024. {URL}\n"
    assert [words for words, _ in absent(text, page={"text": SAYS_OTHER})] == ["7.4 percent"]
    assert absent(text, page={"text": SAYS}) == []


NAMED = "On 3 May 2024 Karin Østergård opened the office." + FILL


@pytest.mark.parametrize(
    "sentence",
    [
        "On May 3, 2024 Karin Ostergard opened it",
        "In May 2024 the office was opened by Mrs K. Østergård",
        "The 2024 opening fell on 03/05/2024",
    ],
)
def test_days_and_names_that_are_there(sentence):
    assert absent(f"{sentence}, [the office found]({URL}).\n", page={"text": NAMED}) == []


def test_days_and_names_that_are_not_there_with_the_nearest_passage():
    found = absent(f"On 9 May 2024 Henrietta Vosloo opened the office, [it is said]({URL}).\n", page={"text": NAMED})
    assert [words for words, _ in found] == ["9 May 2024", "Henrietta Vosloo"]
    assert all("Karin Østergård opened the office" in near for _, near in found)


def test_the_title_and_the_address_of_a_page_name_days_and_people():
    text = f"On 9 May 2024 Henrietta Vosloo opened the office, [it is said]({URL}).\n"
    assert absent(text, page={"text": SAYS, "title": "Henrietta Vosloo opens office, 9 May 2024"}) == []


def test_whom_the_whole_text_is_about_need_not_be_on_each_page():
    text = f"# Henrietta Vosloo, a life\n\nOn 3 May 2024 Henrietta Vosloo opened the office, [it is said]({URL}).\n"
    assert absent(text, page={"text": NAMED}) == []


def test_a_name_inside_of_a_quotation_is_looked_for_with_it():
    text = f"“Henrietta Vosloo opened nothing at all,” he said on 3 May 2024, [it is said]({URL}).\n"
    assert [words for words, _ in absent(text, page={"text": NAMED})] == ["“Henrietta Vosloo opened nothing at all,”"]


@pytest.mark.parametrize("facts", [{"readable": "paywall"}, {"readable": "script"}, {"answer": "blocked"}])
def test_days_and_names_of_pages_that_cannot_be_judged(facts):
    text = f"On 9 May 2024 Henrietta Vosloo opened the office, [it is said]({URL}).\n"
    assert absent(text, page={"text": NAMED, **facts}) == []
