from __future__ import annotations

import pytest

import auditor
from auditor.compiled import table
from auditor.report.inspect import inventory
from auditor.report.layout import Paper
from auditor.text.boilerplate import boilerplate

PLAIN = "The mill at Harlow closed in 1931, after a fire in which twelve people died. "
PUFF = "The mill stands as a testament to the valley, and plays a crucial role in its ever-evolving story. "


def test_every_phrase_is_found_by_its_weight():
    for group in table("boilerplate").values():
        for phrase, weight in group.items():
            found = boilerplate(f"so {phrase} then".encode())
            assert found.phrases == ((phrase, 1),), phrase
            assert found.density == pytest.approx(1000 * weight / (len(phrase.split()) + 2))


def test_a_density_grows_with_phrases_not_with_length():
    assert boilerplate(PLAIN.lower().encode()).density == 0
    once, twice = boilerplate(PUFF.lower().encode()), boilerplate((PUFF * 2).lower().encode())
    assert once.density == pytest.approx(twice.density)
    assert once.phrases[0] == ("stands as a testament to", 1)
    assert boilerplate((PUFF + PLAIN).lower().encode()).density < once.density


@pytest.mark.parametrize("text", ["overalls, and utility", "he is a foster agent", "cuttingedge", "renestled in"])
def test_parts_of_words_are_none(text):
    assert boilerplate(text.encode()).phrases == ()


def test_spaces_and_apostrophes_of_any_kind():
    assert boilerplate("it’s\nimportant   to note".encode()).phrases == (("it's important to note", 1),)


def told(text: str) -> str:
    return "\n".join(inventory(auditor.audit_text(text, name="a.txt"), Paper(100)))


def test_sources_tell_the_density_of_long_texts_that_have_some():
    assert "Set phrases (" in told(PLAIN * 20 + PUFF * 3)
    assert "“stands as a testament to” 3×" in told(PLAIN * 20 + PUFF * 3)
    assert "Set phrases" not in told(PLAIN * 30)
    assert "Set phrases" not in told(PUFF * 3)
    assert "stay below" in told(PUFF * 20)
    assert "as in edited news" in told(PLAIN * 60 + "It is more than just a mill.")
