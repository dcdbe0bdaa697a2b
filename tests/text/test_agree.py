"""Whether an entry and a register speak of the same work."""

from __future__ import annotations

import pytest

from auditor.text.agree import authors_agree, families, title_agrees, year_agrees


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("Sleep in bees", "Sleep in Bees"),
        ("Sleep in bees", "Sleep in bees: a systematic review"),
        ("Sleep in bees: A review", "Sleep in bees"),
        ("The behaviour of colour-blind bees", "Behavior of color blind bees"),
        ("Data base design for beginners", "Database design for beginners"),
        ("Effects of CO2 on bees", "Effects of CO<sub>2</sub> on bees"),
        ("Über den Schlaf der Bienen", "Uber den schlaf der bienen"),
        ("Bees’ sleep & memory", "Bees' sleep and memory"),
        ("A phase 2 trial of sleep in bees", "A Phase II Trial of Sleep in Bees"),
        ("Sleep in bees", "RETRACTED: Sleep in bees"),
        ("Two kinds of sleep in bees", "2 kinds of sleep in bees"),
        ("Deep sleep of solitary bees", "Deep Sleep of Solitary Bees in Northern Gardens"),
    ],
)
def test_one_title_in_two_spellings(written, registered):
    assert title_agrees(written, registered) == "agrees"


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("Sleep in bees", "Friction in worm gears"),
        ("Sleep in solitary bees", "Sleep in social bees"),
        ("A phase 2 trial of sleep in bees", "A phase 3 trial of sleep in bees"),
        ("Effects of aspirin on stroke", "Effects of warfarin on stroke"),
    ],
)
def test_two_titles(written, registered):
    assert title_agrees(written, registered) == "differs"


@pytest.mark.parametrize(
    ("written", "registered"),
    [
        ("", "Sleep in bees"),
        ("Sleep in bees", ""),
        ("Sleep in bees", "Sleep of $\\beta$-bees"),
        ("Bees", "Bees that sleep in gardens of the north"),
    ],
)
def test_titles_that_cannot_be_compared(written, registered):
    assert title_agrees(written, registered) == "unclear"


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        ("Holm, A., Dahl, B., & Berg, C.", ["Holm", "Dahl", "Berg"]),
        ("Holm A, Dahl BK", ["Holm", "Dahl"]),
        ("A. Holm, B. K. Dahl and C. Berg", ["Holm", "Dahl", "Berg"]),
        ("Anna Holm", ["Holm"]),
        ("Holm, Anna; Dahl, Bo", ["Holm", "Dahl"]),
        ("Holm, Anna, and Bo Dahl", ["Holm", "Dahl"]),
        ("van der Berg, P., et al.", ["van der Berg"]),
        ("P. van der Berg", ["van der Berg"]),
        ("", []),
    ],
)
def test_family_names(authors, names):
    assert families(authors) == names


@pytest.mark.parametrize(
    ("written", "registered", "verdict"),
    [
        ("Holm, A., & Dahl, B.", ["Holm", "Dahl"], "agrees"),
        ("Holm, A. et al.", ["Holm", "Dahl", "Berg"], "agrees"),
        ("Müller, H.", ["Mueller"], "agrees"),
        ("García-López MJ", ["García López"], "agrees"),
        ("Berg, P. van der", ["van der Berg"], "agrees"),
        ("Otieno, P.", ["Holm", "Dahl"], "differs"),
        ("Holm, A., & Otieno, P.", ["Holm", "Dahl"], "differs"),
        ("Żak, Ł., & Čapek, Š.", ["Żak", "Čapek"], "agrees"),
        ("Достоевский И., Чехова М.", ["Достоевский", "Чехова"], "agrees"),
        ("Dostoevskii, I.", ["Достоевский"], "unclear"),
        ("Tarrant, H., Jr.", ["Tarrant"], "agrees"),
        ("Tarrant, H., III, & Dahl, B.", ["Tarrant", "Dahl"], "agrees"),
        ("Wang Xiaoming, Nguyen Thi Mai", ["Wang", "Nguyễn"], "agrees"),
        ("WPO", ["World Port Organization"], "agrees"),
        ("World Port Organization", ["WPO"], "agrees"),
        ("World Food Council", ["World Port Organization"], "differs"),
        ("Holm VBC", ["van Berg Claasen"], "differs"),
        ("Dahl, B.", ["Holm", "Dahl"], "unclear"),
        ("", ["Holm"], "unclear"),
        ("Holm, A.", [], "unclear"),
    ],
)
def test_authors(written, registered, verdict):
    assert authors_agree(written, registered) == verdict


@pytest.mark.parametrize(
    ("written", "registered", "verdict"),
    [
        ("2019", [2019], "agrees"),
        ("May 2019", [2018, 2020], "agrees"),
        ("2020", [2019], "unclear"),
        ("2014", [2019], "differs"),
        ("n.d.", [2019], "unclear"),
        ("2019", [], "unclear"),
    ],
)
def test_years(written, registered, verdict):
    assert year_agrees(written, registered) == verdict
