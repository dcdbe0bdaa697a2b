from __future__ import annotations

import time

import pytest

from auditor.text.glued import carries_a_name, find_glued, is_slip


def glued(*words, technical=False):
    found = find_glued(frozenset(w.encode() for w in words), technical=technical)
    return {f"{a.decode()}|{b.decode()}" for a, b, unsure in found if not (unsure and is_slip(a, b))}


@pytest.mark.parametrize(
    "halves",
    [
        "in|the",
        "the|harbor",
        "between|quarrelsome",
        "officials|denied",
        "harbor|because",
        "economic|recovery",
        "quietly|resigned",
        "an|umbrella",
        "a|fisherman",
        "for|passengers",
        "sailing|on",
        "carried|a",
    ],
)
def test_two_words(halves):
    assert glued(halves.replace("|", "")) == {halves}


@pytest.mark.parametrize(
    "word",
    [
        "harbour",
        "therefore",
        "lighthouse",
        "livestream",
        "microgrid",
        "crowdfunding",
        "podcasters",
        "geofence",
        "countywide",
        "namespace",
        "underserved",
        "antitrade",
        "pushback",
        "onboarding",
        "jihadis",
        "behaviour",
        "misdemeanour",
        "wellbeing",
        "shoulda",
        "soundscape",
        "talkshow",
        "infographic",
        "nothingburger",
        "byelection",
        "stepfamily",
        "organoids",
        "withdrawable",
        "buildable",
        "learnability",
        "fishmongers",
        "wattle",
        "foodstamp",  # two bare nouns may be meant as one
        "tommorow",
    ],
)
def test_one_word(word):
    assert glued(word) == set()


def test_a_slip_of_one_letter_is_no_lost_space():
    assert is_slip(b"for", b"see")  # foresee
    assert glued("forsee", "fromer", "thier") == set()


def test_names_in_texts_with_code_are_run_together_on_purpose():
    assert glued("clientsets", "persistentvolumes", "verylow", "readonly", "forpassengers", technical=True) == set()
    assert glued("wrotebetween", "theirharbor", technical=True) == {"wrote|between", "their|harbor"}


def test_a_name_before_a_verb_form():
    assert carries_a_name(b"gonzales", b"has")
    assert carries_a_name(b"fathers", b"established")
    assert not carries_a_name(b"men", b"was")
    assert not carries_a_name(b"ibra", b"him")


def test_answers_do_not_depend_on_what_was_asked_before():
    assert glued("theharbor", technical=True) == set()
    assert glued("theharbor") == {"the|harbor"}
    assert glued("theharbor", technical=True) == set()


def test_a_long_run_of_letters_takes_no_time():
    start = time.process_time()
    assert glued("a" * 20_000) == set()
    assert time.process_time() - start < 2
