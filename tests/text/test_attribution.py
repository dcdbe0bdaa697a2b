from __future__ import annotations

import time

import pytest

from auditor.model import Sentence
from auditor.read import READERS
from auditor.text.attribution import find_attributions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.model import Attribution


def voices(text: str) -> tuple[Attribution, ...]:
    return READERS["text"](text, "x").attributions


@pytest.mark.parametrize(
    ("text", "source", "kind"),
    [
        ("Ola Berg said the ferry was late.", "Ola Berg", "person"),
        ("“It was late,” said Ola Berg, a pilot.", "Ola Berg", "person"),
        ("The ferry was late, according to the Harbour Office.", "the Harbour Office", "organisation"),
        ("According to the Bureau of Fisheries, the catch fell.", "the Bureau of Fisheries", "organisation"),
        ("Ola Berg, a pilot from the north, told reporters that the ferry was late.", "Ola Berg", "person"),
        ("Police said the ferry was late.", "Police", "organisation"),
        ("The report found that the ferry was late.", "The report", "document"),
        ("A senior official said the ferry was late.", "A senior official", "described"),
        ("Critics say the ferry is late.", "Critics", "vague"),
        ("The ferry, some argue, is late.", "some", "vague"),
        ("As the Critics say, the ferry is late.", "the Critics", "vague"),
        ("On Tuesday the Ferry Critics said it was late.", "the Ferry Critics", "described"),
        ("The Union of Concerned Scientists said the ferry was late.", "The Union of Concerned Scientists", "organisation"),
        ("A spokeswoman for the mayor said the ferry was late.", "A spokeswoman for the mayor", "described"),
        ("The plan is seen by many experts as a gamble; it was described by Ola Berg as folly.", "Ola Berg", "person"),
        ("UNESCO has repeatedly warned that the pier will sink.", "UNESCO", "organisation"),
        ("On Tuesday, Ida Holm later added that the pier would sink.", "Ida Holm", "person"),
    ],
)
def test_names_the_source_and_its_kind(text: str, source: str, kind: str) -> None:
    assert (source, kind) in [(a.source, a.kind) for a in voices(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry was late.",
        "I think the ferry was late.",
        "The counter-terrorism unit took the ferry.",
        "Smith's claims filled two folders.",
        "They had no say in it.",
        "However, the ferry was late.",
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert voices(text) == ()


def test_a_passive_has_no_source() -> None:
    (one,) = voices("The captain was accused of fraud.")
    assert (one.source, one.kind, one.cue) == (None, "vague", "accused")


def test_a_pronoun_stands_for_the_person_named_last() -> None:
    assert [a.source for a in voices("Ida Holm said the pier was safe. She added that it was new.")] == ["Ida Holm", "Ida Holm"]


def test_the_span_covers_source_and_cue_in_bytes() -> None:
    text = "Øl. Éva Åström hävdar inte; Éva Åström said so."
    (one,) = voices(text)
    assert text.encode()[one.start : one.end].decode().endswith("Åström said")


def test_nothing_in_a_list_of_references() -> None:
    text = "The pier sank [1].\n\nReferences\n\n[1] Holm, I. What the pilots said. Harbour Press, 2019.\n"
    assert voices(text) == ()


def test_a_name_far_before_the_verb_is_found_past_its_adverbs() -> None:
    text = "Ola Berg of the Harbour Board has since then also only now repeatedly even just once again still said so."
    assert [a.source for a in voices(text)] == ["Ola Berg of the Harbour Board"]


def test_a_list_of_verbs_is_no_sentence() -> None:
    data = b"Ola Berg said " * 5000
    assert len(find_attributions(data, (), (Sentence(0, len(data), 0),), ())) == 100


@pytest.mark.parametrize(
    "unit",
    [
        "said, “Ola says that who said of the of and, told ",
        "said ",
        "Ola Berg said ",
        "AB CD ",
        '"a" said Ola ',
        "“a b c d e f” said ",
    ],
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    def seconds(text: str) -> float:
        document = READERS["text"](text, "x")
        document.__dict__["sentences"] = (Sentence(0, len(document.data), 0),)
        _ = document.reference_lists
        start = time.process_time()
        _ = document.attributions, document.quotes
        return time.process_time() - start

    def least(text: str) -> float:  # a machine that does other things meanwhile only ever makes it more
        return min(seconds(text) for _ in range(3))

    assert least(unit * 8000) < 20 * max(least(unit * 1000), 0.02)


@pytest.mark.parametrize("word", ["Unsurprisingly", "Ironically", "Luckily", "Sadly", "Lastly", "Basically", "Therefore"])
def test_an_adverb_that_opens_a_sentence_is_nobody(word: str) -> None:
    found = voices(f"{word}, the quay of the town was sold in 1834. He suggested a toll of two crowns. ")
    assert all(word not in (one.source or "") for one in found)


def test_a_name_behind_an_adverb_is_the_name() -> None:
    found = voices("Therefore Marlow argues that the quay was sold too early.")
    assert [one.source for one in found] == ["Marlow"]


@pytest.mark.parametrize("text", ["Homeowners said the quay was dry.", "Meteorologists have reported that the quay was dry."])
def test_people_of_a_sort_that_open_a_sentence_are_no_name(text: str) -> None:
    assert [one.kind for one in voices(text)] == ["described"]


def test_a_surname_in_s_is_a_name_where_the_text_has_it_elsewhere() -> None:
    found = voices("The mayor is Ida Waters. Waters said the quay was dry. Republicans said it was not.")
    assert (found[0].source, found[0].kind) == ("Waters", "person")
    assert voices("Jonas Hughes came. Hughes said the quay was dry.")[-1].kind == "person"
