from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import auditor
from auditor.check import Hit
from auditor.model import Match, Rule, Verdict
from auditor.read import READERS
from auditor.rules import load_rules
from auditor.score import count, score, score_of, value
from auditor.score.model1 import Places, Tally, grade, settings

FAIR = Path(__file__).parent / "fair"
TABLE = {  # what a fair reader gives: None for not rated, else from and to
    "brief.txt": None,
    "recipe.md": None,
    "howto.md": None,
    "changelog.md": None,
    "oped.md": (85, 93),
    "interview.txt": (90, 100),
    "release.txt": (0, 60),
    "wire.txt": (88, 100),
    "encyclopedia.md": (95, 95),
    "llm.md": (90, 95),
    "trend.txt": (0, 30),
    "listicle.md": (0, 40),
}


def audited(name: str) -> auditor.Audit:
    return auditor.audit_text((FAIR / name).read_text(encoding="utf-8"), name=name)


@pytest.mark.parametrize(("name", "fair"), TABLE.items())
def test_scores_are_fair(name: str, fair: tuple[int, int] | None) -> None:
    got = audited(name).score
    if fair is None:
        assert (got.value, got.grade) == (None, "–")
        assert got.verdict.startswith("Not rated")
        assert got.steps == ()
    else:
        assert got.value is not None
        assert fair[0] - 12 <= got.value <= fair[1] + 12
        assert got.value <= fair[1] or fair[1] > 60  # the ceilings hold to the point


def test_each_fair_text_is_in_the_table() -> None:
    assert {path.name for path in FAIR.iterdir()} == set(TABLE)


@pytest.mark.parametrize("name", [name for name, fair in TABLE.items() if fair])
def test_the_parts_add_up_and_the_steps_lead_on(name: str) -> None:
    got = audited(name).score
    total = sum(part.points for part in got.parts)
    assert total == got.value or (got.ceiling and total > (got.value or 0))
    assert all(0 <= part.points <= part.of and part.points == int(part.points) and part.why for part in got.parts)
    assert [part.name for part in got.parts] == list(settings()["parts"])
    befores = [step.before for step in got.steps]
    assert befores == [got.value, *(step.after for step in got.steps)][: len(befores)]
    assert all(step.after > step.before for step in got.steps)
    assert not got.steps or got.steps[-1].after == 95  # nothing was looked up online
    assert not any("--online" in step.what for step in got.steps)


def test_the_ceilings_say_their_names() -> None:
    assert "issuer" in audited("release.txt").score.ceiling
    assert "known to answer" in audited("llm.md").score.ceiling
    one = Tally(8, 8, 0, 1)
    assert value(one) == 60
    assert "one source" in score_of(one).ceiling
    assert value(Tally(8, 8, 0, 1, own_work=True)) > 60
    assert value(Tally(8, 8, 0, 3, opened=True)) == 100


def test_a_name_alone_counts_half_until_a_second_speaks() -> None:
    assert Tally(10, 0, 10, 1).coverage == 0.5
    assert Tally(10, 0, 10, 2).coverage == 1.0
    assert Tally(10, 5, 5, 1).coverage == 0.75


def test_the_formula() -> None:
    tally = Tally(
        10,
        4,
        2,
        2,
        opened=True,
        in_text=Places(3, ({"a": 1.0},)),
        entries=Places(4, ({"b": 0.5, "c": 0.2}, {"b": 0.5})),
        voices=Places(1, ({"d": 1.0},)),
        sentences=Places(19, ({"e": 1.0},)),
    )
    expected = 0.6 * (40 + 25 * (3 / 4) * (4 / 5)) + 15 / 2 + 10 * 0.5 + 10 * 19 / 20
    assert value(tally) == pytest.approx(expected)


def test_grades() -> None:
    assert [grade(n) for n in (100, 90, 89, 75, 74, 60, 59, 40, 39, 0)] == list("AABBCCDDFF")


def test_a_text_without_claims_is_not_rated_and_loses_nothing() -> None:
    got = auditor.audit_text("I love rivers. They are slow and bright. You should see them.").score
    assert (got.value, got.claims) == (None, 0)
    assert got.parts[0].points == 40


def test_where_only_the_issuer_speaks_its_voices_are_one_source() -> None:
    tally = Tally(8, 4, 4, 3, issuer=True)
    assert tally.independence == 0
    got = score_of(tally)
    assert got.parts[3].points == 0
    assert "issuer" in got.parts[3].why
    assert "issuer" in got.verdict


RELEASE = (
    "HARLOW – Brightleaf Systems today announced that its new works will make 4 million walls a year.\n\n"
    "“No wall drinks less,” said Nora Vale, chief executive of Brightleaf Systems. “Bills fell by 60 percent.”\n\n"
    "The works cost 90 million crowns, the company said. It was built in 14 months, a spokesman for Brightleaf said.\n\n"
    "Sales grew by 40 percent in 2023, according to Brightleaf. “We doubled our staff to 1,200 people,” Vale said. It employs "
    "300 people, founder and chairman Carl Moss said. It sold 12 million walls by 2016, said Ida Brandt, Brightleaf's head "
    "of sales.\n"
)


def test_the_voices_of_one_company_are_one_source_and_a_customer_is_another() -> None:
    got = auditor.audit_text(RELEASE, name="x.txt").score
    assert got.value is not None
    assert got.value <= 60
    assert got.parts[3].points == 0
    assert "one source" in got.verdict
    other = RELEASE + "\nThe walls cut the town hall's bills by 12 percent, mayor Eva Storm told reporters.\n"
    assert auditor.audit_text(other, name="x.txt").score.parts[3].points == 5


@pytest.mark.parametrize("group", ["entries", "in_text", "voices", "sentences"])
def test_no_part_shows_all_points_while_something_is_charged(group: str) -> None:
    tally = Tally(8, 8, 0, 3, opened=True, **{group: Places(400, ({"a": 0.1},))})
    got = score_of(tally)
    assert sum(part.points for part in got.parts) == got.value == 99
    assert sum(part.points < part.of for part in got.parts) == 1


def test_the_steps_begin_with_the_markers_and_voices_that_were_found() -> None:
    flat, vague = {"flattened-markers": 0.5}, {"unnamed-voices": 0.8}
    got = score_of(Tally(12, 0, 2, 2, in_text=Places(0, (flat,) * 4), entries=Places(6), voices=Places(2, (vague,) * 4)))
    assert [step.what for step in got.steps] == [
        "Restore 4 citation numbers that stick to the words before",
        "Name who said it, in 4 places",
        "Source 2 more claims: link, cite or name who says so",
    ]
    assert [step.rules for step in got.steps] == [("flattened-markers",), ("unnamed-voices",), ()]


def test_references_are_said_to_be_what_the_findings_say() -> None:
    def why(rule: str) -> str:
        return score_of(Tally(8, 8, 0, 3, entries=Places(35, ({rule: 0.5},) * 2))).parts[1].why

    assert why("duplicate-entry") == "2 of 37 references have defects"
    assert why("no-locator") == "2 of 37 references cannot be found as given"


def test_a_reference_that_is_missing_is_not_said_to_be_one_of_those_that_are_there() -> None:
    def why(*rules: str) -> str:
        return score_of(Tally(8, 8, 0, 3, entries=Places(5, tuple({rule: 0.5} for rule in rules)))).parts[1].why

    assert why("marker-not-in-list", "bare-url", "no-locator") == "2 of 7 references have defects, 1 more is missing"
    assert why("author-year-unmatched", "no-locator", "marker-not-in-list") == (
        "1 of 6 references cannot be found as given, 2 more are missing"
    )
    assert why("marker-not-in-list") == "1 reference is missing"


# --- counting -----------------------------------------------------------------------------------------------------

VAGUE = (
    "Critics say that the plan failed in 2019. Ada Byron said that the mill lost 4 million crowns. Carl Moss said that 300 people "
    "left. "
    "The council rejected the plan in 2020, Mara Held said. In 2021 the mill closed, Held said. Per Olsen said that 40 jobs were "
    "lost."
)


def rule(name: str, part: str, **options: object) -> Rule:
    first = load_rules().rules[0]
    fields = {key: getattr(first, key) for key in first.__slots__}
    return Rule(**{**fields, "id": name, "part": part, "weight": 1.0, "covers": "", "status": "stable", **options})


def hit(text: str, words: str, one: Rule) -> Hit:
    at = text.encode().index(words.encode())
    return Hit(one, Match(at, at + len(words.encode())), "warning")


def test_a_place_counts_once_by_its_worst_weight() -> None:
    document = READERS["text"](VAGUE, "x")
    hits = [hit(VAGUE, "Critics say", rule(name, "attribution", weight=weight)) for name, weight in (("a", 0.3), ("b", 0.8))]
    voices = count(document, hits).voices
    assert len(voices.bad) == 1
    assert voices.quality == pytest.approx(voices.clean / (voices.clean + 0.8))


def test_preview_rules_and_parts_of_none_cost_nothing() -> None:
    document = READERS["text"](VAGUE, "x")
    clean = value(count(document, []))
    assert value(count(document, [hit(VAGUE, "Critics say", rule("a", "attribution", status="preview"))])) == clean
    assert value(count(document, [hit(VAGUE, "Critics say", rule("a", ""))])) == clean
    assert value(count(document, [hit(VAGUE, "Critics say", rule("a", "attribution"))])) < clean


def test_an_ignored_finding_is_neither_bad_nor_clean_and_frees_its_claim() -> None:
    document = READERS["text"](VAGUE, "x")
    bad = hit(VAGUE, "Critics say", rule("a", "attribution"))
    kept, ignored = count(document, [bad]), count(document, [], [bad])
    assert ignored.voices.bad == ()
    assert ignored.voices.clean == kept.voices.clean
    assert ignored.claims == kept.claims - 1
    assert ignored.sourced == kept.sourced
    both = score(document, [], [bad])
    assert both.without_ignores == score(document, [bad]).value
    assert (both.value or 0) > (both.without_ignores or 0)


def test_a_finding_about_the_whole_list_marks_every_entry_and_one_about_markers_every_marker() -> None:
    text = (FAIR / "llm.md").read_text(encoding="utf-8")
    document = READERS["markdown"](text, "x")
    entries = count(document, [Hit(rule("list-never-cited", "references", covers="entries"), Match(0, 1), "error")]).entries
    assert (entries.clean, len(entries.bad)) == (0, 6)
    markers = count(document, [Hit(rule("markers-without-list", "references", covers="markers"), Match(0, 1), "error")])
    assert (markers.in_text.clean, len(markers.in_text.bad)) == (0, len(document.markers))


def test_a_sentence_with_another_finding_is_no_clean_sentence() -> None:
    document = READERS["text"](VAGUE, "x")
    before = count(document, []).sentences
    after = count(document, [hit(VAGUE, "Critics say", rule("a", "attribution"))]).sentences
    assert after.clean == before.clean - 1
    assert after.bad == ()


def test_an_opened_source_lifts_the_ceiling() -> None:
    text = (FAIR / "llm.md").read_text(encoding="utf-8")
    document = READERS["markdown"](text, "x")
    seen = READERS["markdown"](text, "x")
    object.__setattr__(seen, "evidence", {"https://x.example": Verdict("https://x.example", "ok", "2024-01-01")})
    assert score(document, []).value == 95
    assert score(seen, []).value == 100
    for answer, most in (("gone", 95), ("unknown", 100), ("blocked", 100)):
        answers = {**seen.evidence, "https://y.example": Verdict("https://y.example", answer, "2024-01-01")}
        assert score(replace(seen, evidence=answers), []).value == most


def test_a_lost_list_is_said_and_its_return_is_the_first_step() -> None:
    text = (FAIR / "llm.md").read_text(encoding="utf-8").partition("## References")[0]
    got = auditor.audit_text(text, name="x.md").score
    assert got.verdict == "All 10 claims carry a citation number; no number has a reference."
    assert got.steps[0].what.startswith("Restore the list: 6 references")
    assert got.steps[0].after == 95
    assert got.value is not None
    assert got.value <= 40
