from __future__ import annotations

import pytest

from auditor.finders.spacing import find_spacing_damage
from auditor.read.markdown import read_markdown
from auditor.read.text import read_text

FRAME = "The keeper of the light went to the pier and back."


def words(text, read=read_text):
    document = read(text, "t")
    return [document.words(*span) for match in find_spacing_damage(document) for span in match.spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The crew , all young , slept .", [" ,", " ,", " ."]),
        ("They sailed at dawn .", [" ."]),
        ("It was the captain ’ s coat.", [" ’ s"]),
        ("The crew asked forbread. The bread was gone, and bread was all.", []),
        ("He spoke aboutbread. The bread was gone.", ["aboutbread"]),
        ("The men weresleeping in the hold.", ["weresleeping"]),
        ("He left onFriday? No, he returnedSaturday to the port.", ["returnedSaturday"]),
        ("Fuel rose,costs rose.Then it ended.", []),
        ("Fuel rose,and costs rose.There it ended.", ["rose,and", "rose.There"]),
        ("Pay rose 3%year over year.", ["%year"]),
    ],
)
def test_spacing(text, found):
    assert words(f"{FRAME} {text}" if "slept ." not in text and "dawn ." not in text else f"{FRAME}\n\n{text}") == found


@pytest.mark.parametrize(
    "text",
    [
        "One slip , no more. The rest stands right, as it should, and so on.",
        "The storm hit the port.There were no injuries.",
        "Nobody within the company can withdraw anything, and another button would help somewhat.",
        "Use .NET or .gitignore ... and wait . . . for it.",
        "Write to a,b,c or see https://example.org/red,green,blue and www.example.org/x.The",
        "The word “withbread” was coined by a baker of bread.",
    ],
)
def test_what_is_no_damage(text):
    assert words(f"{FRAME} {text}") == []


def test_a_word_used_twice_is_a_name():
    assert words(f"{FRAME} The firm Ofbread sells bread. Ofbread is new.") == []


def test_other_languages_set_spaces_and_words_their_own_way():
    assert words("Tout est dit ! Que faire ? Rien ; il faut attendre : demain !") == []
    assert words("Se ignoró el mandato, y el manda dijo que todos los dos se van.") == []


def test_gaps_that_markup_fills_are_no_damage():
    text = 'As shown <d-cite key="a"></d-cite>, and again <d-cite key="b"></d-cite>, it holds <d-cite key="c"></d-cite>.'
    assert words(text, read_markdown) == []
