from __future__ import annotations

import time

import pytest

import auditor
from auditor.read import READERS
from auditor.text.carryover import _RULES, CARRY_OVERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document
    from auditor.model import Claim


def read(text: str, kind: str = "text") -> Document:
    return READERS[kind](text, "x")  # type: ignore[index]


def claims(text: str, kind: str = "text") -> tuple[Claim, ...]:
    return read(text, kind).claims


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("number", "The dam holds 40 million litres."),
        ("number", "Two thirds of the pupils walk to school."),
        ("event", "The council rejected the plan in March."),
        ("event", "Ada Byron has sold her house."),
        ("event", "The bridge was opened in 1932."),
        ("quotation", "“The river took the whole garden with it,” Ada Byron said."),
        ("superlative", "It is the largest lake in the country."),
        ("accusation", "Senator Moss was accused of fraud by a rival."),
        ("causal", "The drought in Harlow has caused a shortage of hay."),
        ("specialist", "The vaccine halves mortality in calves."),
        ("cited", "Critics say that the plan is poor."),
        ("cited", "See their latest report here."),
        ("cited", "Meadows slow the water down. [3]"),
    ],
)
def test_kinds_of_claims(kind: str, text: str) -> None:
    assert kind in claims(text)[0].kinds


@pytest.mark.parametrize(
    "text",
    [
        "Wages have fallen since the mill closed.",
        "We voted against the bill.",
        "More people work than at any time before the war.",
        "I supported the treaty and the senate passed it.",
        "They are cutting the budget of every school.",
    ],
)
def test_quantities_and_deeds_in_words_make_claims(text: str) -> None:
    assert claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "We have to cut the budget of every school.",
        "I hope that wages will rise.",
        "We will cut the debt of the town by 14 crowns.",
        "I'm going to plant 200 trees here.",
        "The mayor will say that the plan is poor.",
        "Somebody who wants to believe it can think so.",
        "You need three cups and half a spoon.",
        "I believe the treaty was a good thing for the families.",
    ],
)
def test_promises_wishes_and_judgements_are_no_claims(text: str) -> None:
    assert claims(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The council rejected the plan in March.",
        "Wages have fallen since the mill closed.",
        "The dam holds 40 million litres.",
        "Critics say that the plan is poor.",
    ],
)
@pytest.mark.parametrize(
    "mended",
    [
        "{0}, Ada Byron said.",
        "According to Ada Byron, {0}.",
        "{0}, according to the report “The Good Way Here, or Why Somebody Should Care”.",
        "[{0}](https://example.org/what-i-think-of-it).",
        "{0}, [as the harbour office reported](https://example.org/a).",
    ],
)
def test_whatever_a_mend_adds_a_claim_stays_one(text: str, mended: str) -> None:
    assert claims(text, "markdown")
    assert claims(mended.format(text.rstrip(".")), "markdown")


@pytest.mark.parametrize(
    "text",
    [
        "Did the council reject the plan in 2019?",
        "Heat the oven to 180 degrees.",
        "Type the name of the town and press the red key.",
        "I think the 2019 plan was poor.",
        "We should all walk to school.",
        "The lake could become a problem for the town.",
        "If the dam broke, the village would be lost.",
        "See page 12 of version 2.1 for the Boeing 747.",
        "It opens at 9:30 a.m. and is 3D.",
        "The evening was mild and the river was quiet.",
        "1. Open the lid",
    ],
)
def test_what_is_no_claim(text: str) -> None:
    assert claims(text) == ()


def test_headings_captions_and_references_are_no_claims() -> None:
    entry = "[1] Byron, A. (2019). *The dam lost 40 percent*. County Press."
    text = f"# The dam holds 40 million litres\n\nIt is old. [1]\n\n## References\n\n{entry}\n"
    assert [c.kinds for c in claims(text, "markdown")] == [("cited",)]


# --- sources in the sentence --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "text"),
    [
        ("link", "example.org", "The dam [holds 40 million litres](https://dams.example.org/harlow)."),
        ("voice", "Ada Byron", "The dam holds 40 million litres, Ada Byron said."),
        ("voice", "police", "The man fled on Monday, police said."),
        ("voice", "The mayor", "The mayor said the dam holds 40 million litres."),
        ("document", "court records", "The dam lost 40 million litres in 2019, court records show."),
        (
            "document",
            "Harlow Times analysis",
            "A Harlow Times analysis of the dam, which took a year, shows a loss of 40 million litres.",
        ),
        (
            "document",
            "survey of 2,000 people by Moss",
            "Some 40 percent like the dam, according to a survey of 2,000 people by Moss and Sons.",
        ),
        ("own-work", "We measured", "We measured 40 million litres in the dam."),
    ],
)
def test_what_a_claim_rests_on(kind: str, name: str, text: str) -> None:
    found = claims(text, "markdown")[0]
    assert found.sourced
    assert any(s.kind == kind and name in s.name and not s.carried for s in found.support)


@pytest.mark.parametrize(
    "text",
    [
        "Critics say that the dam holds 40 million litres.",
        "An official said that the dam holds 40 million litres.",
        "They said that the dam holds 40 million litres.",
        "The dam holds 40 million litres. [4]",
        "The dam holds 40 million litres (Byron, 2019).",
        "Ada Byron called for a dam of 40 million litres.",
        "[The dam](https://www.amazon.com/dp/B000111?tag=dams-20) holds 40 million litres.",
    ],
)
def test_what_supports_nothing(text: str) -> None:
    assert [c.sourced for c in claims(text, "markdown")] == [False]


def test_markers_lead_to_entries_footnotes_and_authors() -> None:
    numbered = "The dam holds 40 million litres. [1]\n\nReferences\n\n[1] Byron, A. (2019). The dam. County Press.\n"
    assert [s.name for s in claims(numbered)[0].support] == ["1"]
    footnote = "The dam holds 40 million litres.[^note]\n\n[^note]: Byron, The dam, 2019.\n"
    assert claims(footnote, "markdown")[0].support[0].kind == "marker"
    entries = "Byron, A. (2019). The dam. County Press.\nMoss, C. (2011). The mill. County Press.\n"
    year = f"The dam holds 40 million litres (Byron, 2019).\n\nReferences\n\n{entries}"
    assert claims(year)[0].sourced


def test_citation_keys_lead_to_a_list_that_a_build_step_makes() -> None:
    found = claims("The dam holds 40 million litres [@Byron2019].", "markdown")[0]
    assert [(s.kind, s.name) for s in found.support] == [("marker", "Byron2019")]


@pytest.mark.parametrize("kind", ["markdown", "html"])
def test_citation_elements_are_citation_keys(kind: str) -> None:
    found = claims('<p>The dam holds 40 million litres <d-cite key="byron2019,moss"></d-cite>.</p>', kind)[0]
    assert [(s.kind, s.name) for s in found.support] == [("marker", "byron2019"), ("marker", "moss")]


def test_a_marker_behind_the_full_stop_belongs_to_the_sentence_before_it() -> None:
    entries = "[1] A. Byron, Dam, 2019.\n[2] C. Moss, Mill, 2011.\n"
    text = f"The dam holds 40 million litres. [1] [2] The mill closed in 1950.\n\nReferences\n\n{entries}"
    first, second = claims(text)
    assert {s.name for s in first.support} == {"1", "2"}
    assert not second.sourced


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The wages fell by a third in 1834 (E. P. Marlow, The Quarry, p. 218).", "E. P. Marlow, The Quarry"),
        (
            "The wages fell by a third in 1834. [E. P. Marlow, The Quarry, pp. 218-9] The mill stood idle.",
            "E. P. Marlow, The Quarry",
        ),
        ("The wages fell by a third in 1834 [quoted by Ida Holm, The Packet, 8 May 1958].", "Ida Holm, The Packet, 8 May 1958"),
        ("Pay fell by a third in 1834 [“Low pay”, in Nomos, vol. 3, p. 2].", "“Low pay”, in Nomos"),
    ],
)
def test_a_work_that_is_cited_in_brackets_with_its_page_is_a_source(text: str, name: str) -> None:
    assert [(s.kind, s.name) for s in claims(text)[0].support] == [("document", name)]
    assert len(claims(text)) == 1  # what follows the brackets has no share in it


@pytest.mark.parametrize(
    "text",
    [
        "The wages fell by a third in 1834 (Table 2, p. 4).",
        "The wages fell by a third in 1834 (Appendix, p. 4).",
        "The wages fell by a third in 1834 (p. 4).",
        "The wages fell by a third (Halden, 4 May 1834).",
        "The wages fell by a third in 1834 (Marlow, p. 218).",
        "The wages fell by a third in 1834 (Marlow and Holm 1963, p. 218).",
    ],
)
def test_what_leads_to_no_work_is_no_source(text: str) -> None:
    assert not claims(text)[0].sourced


def test_a_button_to_a_shop_is_no_claim() -> None:
    button = "[CLICK HERE](https://www.amazon.com/gp/search?tag=x-20)\n\n"
    assert not claims(button, "markdown")
    assert [c.kinds for c in claims("Click here for their latest report.\n")] == [("cited",)]


@pytest.mark.parametrize("text", ["It is the most promising compound of all.", "This is one of the most telling signs."])
def test_how_promising_or_telling_something_is_says_nobody(text: str) -> None:
    assert not read(text).attributions


def test_directions_are_no_interview() -> None:
    steps = "Ask in the conversation what is to be built.\n\nWhat is it for?\n\nWho needs it?\n\n"
    labels = "Scope: The list was made in 2019.\n\nSetup: The dam was sold in 1997.\n"
    assert not any(c.sourced for c in claims(steps + labels))
    assert not any(c.sourced for c in claims("An interview.\n\n" + steps + labels))


# --- sources carried over -----------------------------------------------------------------------------------------

CARRIED = {
    "interview": "We talked with Ada Byron.\n\nQ: What was it like?\n\nA: The dam broke in 1997.\n\nQ: And then?\n\nA: The town "
    "lost 40 houses.\n",
    "list-lead-in": "According to Ada Byron, three things went wrong:\n\n- The dam lost 40 million litres.\n- The gauge broke in "
    "1997.\n",
    "inside-quotation": "“The dam broke at night. It took 40 houses in 1997.\n\n“The mill was gone,” Ada Byron said.",
    "block-quotation": "The register [tells of that night](https://dams.example.org/1997).\n\n> The dam broke at four.\n>\n"
    "> It took 40 houses.\n",
    "speaker-continues": "Ada Byron said the dam broke at night.\n\nShe lost two houses in 1997.",
    "topic-sentence": "Ada Byron said the dam broke at night. Forty houses were lost in 1997. The town paid 3 million crowns.",
    "paragraph-end": "The dam broke in 1997. The town lost 40 houses, Ada Byron said.",
    "next-paragraph": "The dam broke in 1997, Ada Byron said.\n\nThe town lost 40 houses.",
    "poll": "In a Harlow Institute poll, people were asked about the dam in May.\n\n## Results\n\nSome 40 percent of voters said "
    "it was safe.\n",
    "lead": (
        "The Harlow dam broke in 1997 and took 40 houses.\n\n# A\n\n"
        + "It was a mild night by the river. " * 6
        + "\n\n## B\n\nThe Harlow dam lost its wall in 1997, [the register says](https://dams.example.org/1997).\n"
    ),
}


@pytest.mark.parametrize("rule", CARRY_OVERS)
def test_each_carry_over_rule_serves(rule: str) -> None:
    found = claims(CARRIED[rule], "markdown")
    assert rule in {s.rule for c in found for s in c.support}


def test_every_rule_is_explained_and_implemented() -> None:
    assert list(CARRY_OVERS) == list(_RULES)
    assert all(says.endswith(".") for says in CARRY_OVERS.values())


def test_people_and_papers_do_not_go_on_with_each_other() -> None:
    said = "Ida Holm said in 2019 that the quay was new. The study found that 400 ships came in 2018."
    assert [bool(claim.support) for claim in auditor.audit_text(said, name="a.txt").claims] == [True, True]  # by another rule …
    rules = {one.rule for claim in auditor.audit_text(said, name="a.txt").claims for one in claim.support}
    assert "speaker-continues" not in rules
    found = "A study in the Journal of Ports found that 400 ships came in 2018. The company will double its staff to 90 by 2030."
    assert "speaker-continues" not in {one.rule for c in auditor.audit_text(found, name="a.txt").claims for one in c.support}


def test_the_report_that_nobody_told_of_is_no_source() -> None:
    said = "The hospital treated 14,000 patients in 2023, the report said."
    assert not auditor.audit_text(said, name="a.txt").claims[0].sourced
    for told in ("A report by the Norton Board came out in May.", "It is in the Board's report."):
        assert auditor.audit_text(f"{told} {said}", name="a.txt").claims[-1].sourced


def test_the_study_that_nobody_named_goes_on_to_name_nobody() -> None:
    """A text that says "a new study" names no source by saying "the study" afterwards."""
    vague = "A new study highlights that sleep matters. The study found that 40 percent sleep badly."
    assert not any(one.sourced for one in claims(vague))
    assert claims("A study by the Norton Board shows that sleep matters. The study found that 40 percent sleep badly.")[-1].sourced
    linked = (
        "A [new study](https://example.org/sleep.pdf) highlights that sleep matters.\n\nThe study found that 40 percent do not."
    )
    assert claims(linked, "markdown")[-1].sourced


def test_a_quotation_set_apart_rests_on_what_leads_to_it() -> None:
    quoted = "> The dam broke in 1997.\n>\n> It took 40 houses.\n"
    led = claims("[The register](https://dams.example.org/1997) tells of it:\n\n" + quoted, "markdown")
    assert [one.sourced for one in led[-2:]] == [True, True]
    assert not any(one.sourced for one in claims("It was a mild night.\n\n" + quoted, "markdown"))
    far = "[The register](https://dams.example.org/1997) tells of it. It was a mild night by the river.\n\n"
    assert not claims(far + quoted, "markdown")[-1].sourced


ASKED = (
    "# An interview with Ada Byron\n\n**What did you see that night?** I saw the wall go. The dam broke in 1997.\n\n"
    "**And your neighbours? Did you find them?**\nWe found most. The town lost 40 houses, and my own.\n\n"
    "**Who was to blame?**\n\nI blame the crown. It had paid 3 million for the gauge.\n"
)


def test_bold_questions_mark_an_interview() -> None:
    assert claims(ASKED, "markdown")
    assert all(one.sourced for one in claims(ASKED, "markdown"))
    told = (
        ASKED.replace(" I saw", " He saw").replace("We found", "He found").replace("I blame", "He blamed").replace("my own", "his")
    )
    assert not any(one.sourced for one in claims(told, "markdown"))  # questions to the reader, answered by the author
    undeclared = claims(ASKED.replace("An interview with", "On"), "markdown")
    assert "interview" not in {source.rule for one in undeclared for source in one.support}


def test_homeowners_are_nobody_by_name() -> None:
    assert not any(one.sourced for one in claims("Homeowners said that 40 houses were lost in 1997."))


def test_critics_in_a_quotation_set_apart_are_those_of_the_quoted() -> None:
    quoted = "[The register](https://dams.example.org/1997) has this:\n\n> Critics say the dam broke in 1997.\n"
    assert all(one.sourced for one in claims(quoted, "markdown"))


def test_fossil_fuels_are_no_cause() -> None:
    assert not claims("Wind is cheaper than fossil fuels.")
    assert "causal" in claims("The closure of the mill in Harlow fuels the debate about wages.")[0].kinds


def test_everyone_is_nobody() -> None:
    claims = auditor.audit_text("Everyone says that the quay cost 4 million kroner in 2019.", name="a.txt").claims
    assert claims
    assert not claims[0].sourced


def test_nothing_is_carried_to_critics() -> None:
    first, second = claims("Ada Byron said the dam broke at night. Critics say that it lost 40 million litres.")
    assert first.sourced
    assert not second.sourced


def test_a_heading_stops_the_neighbours_of_the_news() -> None:
    text = "The dam broke in 1997, Ada Byron said.\n\n## The mill\n\nThe mill closed in 1950.\n"
    assert [c.sourced for c in claims(text, "markdown")] == [True, False]


# --- mending --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("See their latest report here.", "See [their latest report](https://dams.example.org/r)."),
        ("See their latest report here.", "See their report of 2019, [The dam](https://dams.example.org/r)."),
        ("Critics say that the plan is poor.", "Ada Byron says that the plan is poor."),
        ("Studies show that meadows help.", "[A study by Byron](https://dams.example.org/r) shows that meadows help."),
        ("The dam holds 40 million litres.", "The dam holds 40 million litres, according to its owner, Harlow Water."),
    ],
)
def test_a_sentence_stays_a_claim_while_it_is_mended(broken: str, mended: str) -> None:
    assert [c.sourced for c in claims(broken, "markdown")] == [False]
    assert [c.sourced for c in claims(mended, "markdown")] == [True]


# --- hostile texts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "“" * 20_000,
        "He said 4 percent. " * 5_000,
        "Critics say [1] 40 percent " * 4_000,
        "- 4\n" * 20_000,
        "Q: 4?\n\nA: 5.\n\n" * 3_000,
        "# References\n\n4 people died in 1999.\n\n" * 2_000,
    ],
)
def test_hostile_texts_take_no_longer_than_long_ones(text: str) -> None:
    document = read(text, "markdown")
    _ = document.sentences, document.markers, document.attributions, document.quotes
    before = time.process_time()
    _ = document.claims
    assert time.process_time() - before < 2


# --- what looks like a claim or like a source -------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["/2019/dams", "https://news.courier.example.org/2019/dams", "https://img.example.net/dam.jpg"])
def test_links_to_the_own_site_and_to_pictures_are_no_sources(target: str) -> None:
    text = f"---\ncanonical_url: https://courier.example.org/a\n---\n\nThe dam [holds 40 million litres]({target}).\n"
    assert [c.sourced for c in claims(text, "markdown")] == [False]
    elsewhere = text.replace(target, "https://dams.example.com/harlow")
    assert [c.sourced for c in claims(elsewhere, "markdown")] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "6",
        "Enough said.",
        "So Moss went ahead.",
        "The Harlow Wire contributed to this report.",
        "Ada Byron contributed reporting from Marling.",
        "Reporting by Ada Byron in Marling; editing by Carl Moss.",
        "Norwood Timber declined to comment on the complaints.",
        "The ministry did not respond to a request for comment on Monday.",
        "Harlow | 12,000 | 1931 | closed",
        "x_2 = 0.5 (a + b) / 3 = 1.25",
    ],
)
def test_what_only_looks_like_a_claim(text: str) -> None:
    assert claims(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Sales fell 40 percent.",
        "Norwood Timber, which declined to comment, lost 4 million crowns.",
        "The difference was significant in both groups (p = 0.03).",
        "The mill contributed 40 percent of the town's taxes.",
    ],
)
def test_what_is_a_claim_though_short_or_like_a_credit(text: str) -> None:
    assert len(claims(text)) == 1


def test_each_source_of_a_claim_is_given_once() -> None:
    entry = "\n\nReferences\n\n[1] Byron, A. (2019). The dam. County Press.\n"
    assert [s.name for s in claims(f"The dam holds 40 million litres [1][1].{entry}")[0].support] == ["1"]
    assert [s.name for s in claims("“It broke in 1990,” Ada Byron said, adding that it was old.")[0].support] == ["Ada Byron"]


def test_a_pointer_to_nothing_rests_on_no_neighbour() -> None:
    first, second = claims("See their latest report here. The dam broke in 1997, Ada Byron said.")
    assert (first.kinds, first.sourced, second.sourced) == (("cited",), False, True)


def test_works_named_by_their_identifiers_are_sources_of_their_own():
    text = (
        "Ribe had [9,000 people in 1900](https://doi.org/10.1000/ribe.1), [8,100 in 1910](https://doi.org/10.1000/ribe.2) and "
        "[7,300 in 1920](https://web.archive.org/web/2020/https://ribe.example/count). It lost 1,200 more by 1930."
    )
    names = {s.name for claim in auditor.audit_text(text, format="markdown").claims for s in claim.support}
    assert names == {"doi.org/10.1000/ribe.1", "doi.org/10.1000/ribe.2", "ribe.example"}
