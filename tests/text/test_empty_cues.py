from __future__ import annotations

import pytest

from auditor.read import READERS


def cues(text: str) -> list[tuple[str | None, str]]:
    return [(one.source, one.cue) for one in READERS["text"](text, "x").attributions]


@pytest.mark.parametrize(
    "text",
    [
        "He spoke softly and rarely.",
        "The couple argued about money all the way home.",
        "My father told wonderful stories.",
        "She thought for a moment, then crossed the road.",
        "The reporter wrote quickly, in pencil.",
        "He claimed his prize at the counter.",
        "The judge read the verdict in a flat voice.",
        "The band announced itself with a drum roll.",
        "The witness pointed to the man in the dock.",
        "According to taste, add sugar or salt.",
        "Police found the car in a lay-by near Alnwick.",
        "The boy wailed all night.",
    ],
)
def test_a_verb_of_saying_that_says_nothing(text: str) -> None:
    assert cues(text) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("She spoke to reporters about the leak.", "She"),
        ("He argued about whether the plan was lawful.", "He"),
        ("Police found that the car had been sold.", "Police"),
        ("Ida Holm wrote only that she was well.", "Ida Holm"),
        ("The sign read “No Fishing”, and under it stood a man.", "The sign"),
        ("The engineers concerned decided that the lock was safe.", "The engineers concerned"),
        ("Aristotle held that heavier bodies fall faster.", "Aristotle"),
        ("Article 12 states that members may withdraw.", "Article 12"),
        ("In the opinion of Amy Poole, the burglar was left-handed.", "Amy Poole"),
        ("The lift, says my neighbour across the landing, is haunted.", "my neighbour across the landing"),
        ("A kipper will do, writes a reader from Diss.", "a reader from Diss"),
        ("Avoid the mussels, warned the guidebook.", "the guidebook"),
        ("Jan Klemm, an ornithologist, says the swifts arrive early.", "Jan Klemm"),
        ("It was Thea Wick, the founder, who suggested that the walls be black.", "Thea Wick"),
        ("“He started it,” wailed the younger boy.", "the younger boy"),
    ],
)
def test_a_verb_of_saying_that_says_something(text: str, source: str) -> None:
    assert [name for name, _ in cues(text)] == [source]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("The UN puts the number of displaced at 340,000.", "The UN"),
        ("A company statement put the outage down to a change.", "A company statement"),
        ("No decision has been taken, per the mayor’s office.", "the mayor’s office"),
    ],
)
def test_turns_without_a_verb_of_saying(text: str, source: str) -> None:
    assert [one.source for one in READERS["text"](text, "x").reported] == [source]


def test_things_that_are_put_somewhere_are_no_figures() -> None:
    assert READERS["text"]("The cook put the kettle at the back of the stove.", "x").reported == ()
