from __future__ import annotations

import time

import pytest

from auditor.finders.spacing import find_spacing_damage
from auditor.finders.torn import find_pushed, find_torn
from auditor.read.markdown import read_markdown
from auditor.read.text import read_text

FRAME = "The keeper of the light went to the pier and back with her dog."


def words(text, read=read_text):
    document = read(f"{FRAME} {text}", "t")
    return [document.words(*span) for match in find_spacing_damage(document) for span in match.spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("An environmental- ly friendly inn.", ["environmental- ly"]),
        ("The most effi cient boiler in a diff erent town.", ["effi cient", "diff erent"]),
        ("An inter national cap for the govern ment.", ["inter national", "govern ment"]),
        ("T he harvest failed. W ith it went the mill.", ["T he", "W ith"]),
        ("The old h a r b o u r was dredged.", ["h a r b o u r"]),
        ("She saw a nd heard it.", ["a nd"]),
        ("The most effi\u00a0cient boiler of all.", ["effi\u00a0cient"]),
        ("He kept his word ,and left.", [" ,and"]),
        ("HomeNewsSport and more.", ["HomeNewsSport"]),
        ("Read moreThe operator said so.", ["Read moreThe"]),
        ("In 2018Manchester won.", ["2018Manchester"]),
        ("“Nobody asked.”The town slept.", ["asked.”The"]),
        ("The orchestra(founded in 1884) plays.", ["orchestra(founded"]),
        ("They left theUnited States.", ["theUnited"]),
        ("The mayor 's house is old.", [" 's"]),
        ("It cost £3. 5 million to build.", ["£3. 5 million"]),
    ],
)
def test_torn_and_pushed_words_are_found(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Both pre- and post-war homes, a two- to three-storey hall, in- und exits.",
        "Staff of the inn were off work; the wi fi works, and the sci fi show is on.",
        "There were 30 staff\u00a0vacancies at the inn.",
        "B movies, T cells, X rays and U turns: they had it all.",
        "The headline read N E W S, and the keys are a b c d e.",
        "Call openHouse.ai, iRobot, NewsHome or eBay; hand in form 2018A and 5G.",
        "“Nobody asked,” he said. The album “1989” sold. (Founded in 1884.)",
    ],
)
def test_words_that_stand_right_are_left_alone(text):
    assert words(text) == []


def test_names_in_a_text_with_code_may_run_together():
    assert words("Set `x` and call moreThe thing with test(all of it).", read_markdown) == []


def test_a_hyphen_at_the_end_of_a_line_may_be_a_words_own():
    assert words("They define a sub-\ncategory of non-\ntrivial things.", read_markdown) == []
    assert words("It was put to a com-\nmittee of nine.", read_markdown) == ["com-\nmittee"]


def test_hostile_text_is_read_in_linear_time():
    for piece in (b"a ,", b"fi ", b"T h e ", b"Home", b'a"the', b"x- y", b"com "):
        started = time.process_time()
        list(find_torn(piece * 20_000))
        list(find_pushed(piece * 20_000))
        assert time.process_time() - started < 2


def test_addresses_are_not_parted():
    assert not list(find_pushed(b"the paper is theNational.ae today, and byCongress.org says so"))
    assert list(find_pushed(b"It fell to theNational team."))
