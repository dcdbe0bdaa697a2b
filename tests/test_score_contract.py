"""The contract of the score: on counted places by hypothesis, and on edits of whole texts."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import auditor
from auditor.profiles import profile_names
from auditor.score.model1 import Places, Tally, points, value

FAIR = Path(__file__).parent / "fair"
WEIGHTS = st.floats(0.05, 1.0)
RULES = ["spaced-tag", "no-locator", "uncited-entry", "unnamed-voices", "empty-link"]
BAD = st.dictionaries(st.sampled_from(RULES), WEIGHTS, min_size=1)
PLACES = st.builds(Places, st.integers(0, 40), st.lists(BAD, max_size=6).map(tuple))
GROUPS = st.sampled_from(["in_text", "entries", "voices", "sentences"])


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    claims = draw(st.integers(0, 40))
    linked = draw(st.integers(0, claims))
    named = draw(st.integers(0, claims - linked))
    own_work = draw(st.booleans()) and linked > 0
    least = 0 if not linked + named or (own_work and not named) else 1
    return Tally(
        claims,
        linked,
        named,
        draw(st.integers(least, max(least, min(linked + named, 8)))),
        own_work,
        draw(st.booleans()),
        draw(st.booleans()),
        0,
        *(draw(PLACES) for _ in range(4)),
        profile=draw(st.sampled_from(profile_names())),
    )


def test_no_score_leaves_the_scale() -> None:
    @given(tallies())
    def holds(tally: Tally) -> None:
        assert 0 <= value(tally) <= 100
        assert min(points(tally).values()) >= 0

    holds()


@given(tallies(), GROUPS)
def test_mending_never_lowers(tally: Tally, group: str) -> None:
    places: Places = getattr(tally, group)
    assert value(replace(tally, **{group: places.mended()})) >= value(tally) - 1e-9
    for rule in places.rules:
        assert value(replace(tally, **{group: places.mended({rule})})) >= value(tally) - 1e-9


@given(tallies(), st.integers(1, 10), st.integers(0, 4))
def test_sourcing_a_claim_never_lowers(tally: Tally, claims: int, sources: int) -> None:
    assert value(tally.sourced_more(claims, sources)) >= value(tally) - 1e-9


@given(tallies(), GROUPS, BAD, st.booleans())
def test_a_defect_of_any_weight_never_raises(tally: Tally, group: str, bad: dict[str, float], new: bool) -> None:  # noqa: FBT001
    places: Places = getattr(tally, group)
    clean = places.clean if new else max(places.clean - 1, 0)
    assert value(replace(tally, **{group: Places(clean, (*places.bad, bad))})) <= value(tally) + 1e-9


@given(tallies(), GROUPS, BAD)
def test_a_second_defect_in_one_place_never_raises(tally: Tally, group: str, bad: dict[str, float]) -> None:
    places: Places = getattr(tally, group)
    if places.bad:
        worse = {rule: max(bad.get(rule, 0), places.bad[0].get(rule, 0)) for rule in {*bad, *places.bad[0]}}
        changed = replace(tally, **{group: Places(places.clean, (worse, *places.bad[1:]))})
        assert value(changed) <= value(tally) + 1e-9


@given(tallies(), st.integers(0, 3), st.booleans())
def test_removing_a_source_never_raises(tally: Tally, gone: int, linked: bool) -> None:  # noqa: FBT001
    if linked and tally.linked:
        in_text = replace(tally.in_text, clean=max(tally.in_text.clean - 1, 0))
        fewer = replace(tally, linked=tally.linked - 1, in_text=in_text)
    elif not linked and tally.named:
        fewer = replace(tally, named=tally.named - 1)
    else:
        return
    left = max(tally.sources - gone, 1 if fewer.sourced else 0)
    fewer = replace(fewer, sources=min(left, tally.sources), own_work=fewer.own_work and fewer.linked > 0)
    assert value(fewer) <= value(tally) + 1e-9


@given(tallies(), st.integers(2, 5))
def test_the_body_several_times_scores_the_same(tally: Tally, times: int) -> None:
    def more(places: Places) -> Places:
        return Places(places.clean * times, places.bad * times)

    again = replace(
        tally,
        claims=tally.claims * times,
        linked=tally.linked * times,
        named=tally.named * times,
        in_text=more(tally.in_text),
        voices=more(tally.voices),
        sentences=more(tally.sentences),
    )
    assert value(again) == pytest.approx(value(tally))


@given(tallies(), tallies())
def test_two_alike_texts_joined_score_alike(one: Tally, other: Tally) -> None:
    """Alike: the same claims and sources; places of the same quality."""
    one = replace(one, sources=3, own_work=False, issuer=False, opened=True)
    other = replace(one, in_text=other.in_text, entries=other.entries, voices=other.voices, sentences=other.sentences)
    groups = ("in_text", "entries", "voices", "sentences")
    if any(abs(getattr(one, group).quality - getattr(other, group).quality) > 0.1 for group in groups):
        return
    joined = replace(
        one,
        claims=one.claims * 2,
        linked=one.linked * 2,
        named=one.named * 2,
        sources=6,
        **{
            group: Places(left.clean + right.clean, left.bad + right.bad)
            for group in groups
            for left, right in [(getattr(one, group), getattr(other, group))]
        },
    )
    low, high = sorted((value(one), value(other)))
    assert low - 2 <= value(joined) <= high + 2


# --- the naive failures -------------------------------------------------------------------------------------------


def test_costs_are_not_summed() -> None:
    one = Tally(8, 8, 0, 4, voices=Places(10, ({"a": 1.0},)))
    assert value(replace(one, voices=Places(20, ({"a": 1.0},) * 2))) == value(one)


def test_a_defective_paragraph_does_not_dilute() -> None:
    before = Tally(8, 4, 0, 3, sentences=Places(10, ({"a": 1.0},)))
    after = replace(before, claims=11, sentences=Places(10, ({"a": 1.0},) * 2))
    assert value(after) < value(before)


def test_a_mild_defect_does_not_lift_a_bad_mean() -> None:
    before = Tally(8, 8, 0, 3, voices=Places(0, ({"a": 1.0},) * 4))
    assert value(replace(before, voices=Places(0, (*before.voices.bad, {"a": 0.1})))) <= value(before)


@pytest.mark.parametrize("weight", [0.1, 0.5, 1.0])
def test_one_finding_that_mending_splits_into_many(weight: float) -> None:
    never_cited = Tally(10, 0, 0, 0, entries=Places(0, ({"list-never-cited": 1.0},) * 9))
    one_cited = Tally(10, 1, 0, 1, in_text=Places(1), entries=Places(1, ({"uncited-entry": weight},) * 8))
    assert value(one_cited) >= value(never_cited)
    no_list = Tally(10, 0, 0, 0, in_text=Places(0, ({"markers-without-list": 1.0},) * 21))
    one_entry = Tally(10, 1, 0, 1, in_text=Places(1, ({"marker-not-in-list": weight},) * 20), entries=Places(1))
    assert value(one_entry) >= value(no_list)


def test_naming_one_critic_does_not_lower() -> None:
    before = Tally(10, 0, 0, 0, voices=Places(0, ({"unnamed-voices": 0.8},) * 3))
    after = replace(before, named=1, sources=1, voices=Places(1, ({"unnamed-voices": 0.8},) * 2))
    assert value(after) > value(before)


def test_length_alone_earns_nothing() -> None:
    short = Tally(5, 4, 0, 3, sentences=Places(9, ({"a": 0.5},)))
    long = Tally(50, 40, 0, 3, sentences=Places(90, ({"a": 0.5},) * 10))
    assert value(long) == pytest.approx(value(short))


# --- edits of texts ---------------------------------------------------------------------------------------------------


def rated(text: str, name: str) -> int:
    return auditor.audit_text(text, name=name).score.value or 0


CITED = ["encyclopedia.md", "llm.md"]
LINK = re.compile(r"\[([^\]]+)\]\(https?:[^)]+\)")
MARKER = re.compile(r" ?\[\d\](?!:)")
ENTRY = re.compile(r"(?m)^(?:\d\.|\[\d\]) .*\n")
DEFECTS = [
    "The firm sank < strong >deep</strong > in 2019. ",
    "Critics say that it was the worst plan in 2020. ",
    "See their latest report here. ",
    "It is widely believed that 40 percent of it was lost. ",
    "As of my last knowledge update, the mill had closed in 2021. ",
]


@pytest.mark.parametrize("name", CITED)
def test_removing_a_marker_an_entry_or_the_list_never_raises(name: str) -> None:
    text = (FAIR / name).read_text(encoding="utf-8")
    body, _, _ = text.partition("## References")
    full = rated(text, name)
    edits = [body, MARKER.sub("", body)]
    edits += [text[: m.start()] + text[m.end() :] for m in MARKER.finditer(body)]
    edits += [text[: m.start()] + text[m.end() :] for m in ENTRY.finditer(text) if m.start() > len(body)]
    assert len(edits) > 10
    assert max(rated(edit, name) for edit in edits) <= full
    assert rated(body, name) <= full - 30


def test_removing_a_link_never_raises() -> None:
    text = (FAIR / "oped.md").read_text(encoding="utf-8")
    full = rated(text, "oped.md")
    edits = [text[: m.start()] + m[1] + text[m.end() :] for m in LINK.finditer(text)]
    assert len(edits) == 4
    assert max(rated(edit, "oped.md") for edit in edits) <= full
    assert rated(LINK.sub(r"\1", text), "oped.md") <= 40


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(["wire.txt", "trend.txt", "release.txt", "listicle.md", *CITED]), st.sampled_from(DEFECTS), st.data())
def test_a_sentence_with_a_defect_never_raises(name: str, defect: str, data: st.DataObject) -> None:
    text = (FAIR / name).read_text(encoding="utf-8")
    body = text.partition("## References")[0]
    at = data.draw(st.sampled_from([m.end() for m in re.finditer(r"(?<=[a-z])\. (?=[A-Z])", body)] or [len(body)]))
    assert rated(text[:at] + defect + text[at:], name) <= rated(text, name)


@pytest.mark.parametrize("name", ["wire.txt", "trend.txt", "release.txt", "oped.md", "interview.txt", "listicle.md", *CITED])
def test_the_body_twice_scores_within_two_points(name: str) -> None:
    body, heading, entries = (FAIR / name).read_text(encoding="utf-8").partition("## References")
    assert rated(body + "\n\n" + body + heading + entries, name) == pytest.approx(rated(body + heading + entries, name), abs=2)


def test_two_texts_of_one_score_joined_score_within_two_points() -> None:
    one, other = ((FAIR / name).read_text(encoding="utf-8") for name in ("trend.txt", "listicle.md"))
    assert rated(one, "a.md") == pytest.approx(rated(other, "a.md"), abs=2)
    assert rated(one + "\n\n" + other, "a.md") == pytest.approx(rated(one, "a.md"), abs=2)


def test_mending_a_text_step_by_step_never_lowers() -> None:
    text = (
        "The ferry sank in 1931 with forty people on board. Critics say that the company had skipped two inspections. See their "
        "latest "
        "report here. Captain Moss sold the wreck to a rival in 1933. The county paid 12 million crowns to the families. Some "
        "experts "
        "believe that the boiler was at fault. The line closed in 1950. The harbour had lost 4,000 jobs by then."
    )
    mends = [
        ("Critics say", "Ada Byron said"),
        ("See their latest report here.", "See [their report of 1932](https://archive.example.org/1932)."),
        ("Some experts believe", "Mara Held, an engineer, wrote"),
        ("The county paid", "According to [its accounts](https://county.example.org/1934), the county paid"),
        ("by then.", "by then, [the labour office counted](https://labour.example.org/1951)."),
    ]
    scores = [rated(text, "a.md")]
    for old, new in mends:
        assert old in text
        text = text.replace(old, new)
        scores.append(rated(text, "a.md"))
    assert scores == sorted(scores)
    assert scores[-1] > scores[0] + 40


WORK = "Holm, I. (2001). The harbour towns of the north. Journal of Towns, 3, 1-20."


@pytest.mark.parametrize(
    "again", [WORK, f"{WORK} https://towns.example/3/holm", "Holm I. The harbour towns of the north. J Towns 2001;3:1-20."]
)
def test_a_work_that_is_listed_twice_is_one_source_before_and_after_it_is_merged(again: str) -> None:
    body = "The town grew by 20 percent in 2019 [1]. The council spent 30 million in 2020 [2]. It built 40 homes in 2018 [3]."
    other = "Berg, T. (2003). Roads of the east and their makers. Road Press. https://roads.example/makers"
    text = f"# Town\n\n{body} Some 300 left in 2016 [2]. About 12 percent of homes were empty in 2017 [1].\n\n## References\n\n"
    mended = auditor.fix_text(f"{text}1. {WORK}\n2. {other}\n3. {again}\n", format="markdown", unsafe=True)
    assert {one.rule.id for one in mended.applied} == {"duplicate-entry"}
    assert mended.after.score.value >= mended.before.score.value
    parts = [{part.name: part.points for part in audit.score.parts} for audit in (mended.before, mended.after)]
    assert parts[0]["independence"] == parts[1]["independence"]
