"""Two versions of an article: what is matched, what is new, what is worse."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import auditor
from auditor.difference import compare
from auditor.report.json import audit_value

PARAGRAPHS = (
    "Critics say the bridge is unsafe. It fell in March 2019 and killed 12 people.",
    "It is widely believed that the steel was bad. The town paid 4 million euros for the repair in 2021.",
    "As of my last knowledge update, nobody had replied. Read the full report here.",
    "Studies show that such bridges last 40 years. Critics say the inspectors slept.",
    "The mayor, Ann Lee, said on Monday that the bridge would open in May.",
)
FESTIVAL = (Path(__file__).resolve().parents[1] / "examples" / "articles" / "lantern-festival.txt").read_text("utf-8")


def value(text, name="a.md", **more):
    return audit_value(auditor.audit_text(text, name=name)) | more


def diff(old, new, **options):
    (found,) = compare([value(old, "old.md")], [value(new, "new.md")], **options).articles
    return found


def rules(spots):
    return [spot.rule for spot in spots]


def test_a_version_is_as_itself():
    text = "\n\n".join(PARAGRAPHS)
    found = diff(text, text)
    assert (found.fixed, found.added, found.gained, found.lost, found.change) == ((), (), (), (), 0)
    assert found.kept
    assert found.worse == found.better == ()


@settings(max_examples=25, deadline=None)
@given(st.permutations(PARAGRAPHS), st.lists(st.integers(0, 60), max_size=12))
def test_moved_and_rewrapped_text_is_neither_fixed_nor_new(order, breaks):
    words = "\n\n".join(order).split(" ")
    for place in breaks:
        if place < len(words) - 1 and "\n" not in words[place]:
            words[place] += "\n"
    moved = " ".join(words).replace("\n ", "\n")
    found = diff("\n\n".join(PARAGRAPHS), moved, notes=True)
    assert (rules(found.fixed), rules(found.added)) == ([], [])
    if list(order) == list(PARAGRAPHS):  # else other neighbours may carry other sources
        assert (found.lost, found.gained, found.unsourced) == ((), (), ())


@settings(max_examples=25, deadline=None)
@given(st.sets(st.integers(0, len(PARAGRAPHS) - 1), max_size=3))
def test_what_is_deleted_is_fixed_and_back_again_it_is_new(gone):
    whole = "\n\n".join(PARAGRAPHS)
    rest = "\n\n".join(text for i, text in enumerate(PARAGRAPHS) if i not in gone)
    shorter, longer = diff(whole, rest), diff(rest, whole)
    assert sorted(rules(shorter.fixed)) == sorted(rules(longer.added))
    assert sorted(rules(shorter.added)) == sorted(rules(longer.fixed))


def test_one_fixed_and_one_added_do_not_cancel_out():
    found = diff("Critics say the bridge is unsafe.", "The bridge is unsafe.\n\nExperts have warned that the quay may sink.")
    assert (rules(found.fixed), rules(found.added)) == (["unnamed-voices"], ["unnamed-voices"])
    assert found.worse == ("1 new finding",)


def test_claims_are_known_again_when_they_get_a_marker_or_a_few_other_words():
    old = "The bridge fell in March 2019 and killed 12 people.\n\nThe town paid 4 million euros for it."
    new = (
        "The old bridge fell in March 2019 and killed 12 people [1].\n\nThe town paid 4 million euros for it.\n\n"
        "References\n\n[1] Lee, A. (2020). Bridges. https://example.org/bridges\n"
    )
    found = diff(old, new)
    assert [claim.words for claim in found.gained] == ["The old bridge fell in March 2019 and killed 12 people [1]."]
    assert found.lost == ()
    assert [claim.sourced for claim in diff(new, old).lost] == [False]
    assert diff(new, old).worse[-1] == "1 claim lost a source"


def test_new_claims_without_a_source_are_told():
    found = diff("A quay stands there.", "A quay stands there.\n\nThe harbour was built in 1871 by 300 men.")
    assert [claim.words for claim in found.unsourced] == ["The harbour was built in 1871 by 300 men."]


def test_what_a_mended_finding_held_before_makes_nothing_worse():
    found = diff(FESTIVAL, FESTIVAL.replace("visitors a year,", "visitors a year [1],").replace("In 1951 ", "In 1951 [3] "))
    assert rules(found.fixed) == ["list-never-cited"]
    assert set(rules(found.bared)) == {"uncited-entry"}
    assert not found.worse
    assert found.change > 0


def test_what_was_not_there_before_is_new_beside_what_is_told_singly():
    mended = FESTIVAL.replace("visitors a year,", "visitors a year [1],")
    found = diff(FESTIVAL, f"{mended}6. Anonymous, A leaflet of some kind, 1999.\n")
    assert any("A leaflet of some kind" in spot.words for spot in found.added)
    assert {spot.rule for spot in found.bared} == {"uncited-entry"}


def test_ignored_findings_are_neither_fixed_nor_new():
    def ignored(text):
        made = value(text)
        return made | {"findings": [one | {"state": "ignored"} for one in made["findings"]]}

    text = "Critics say the bridge is unsafe."
    (hushed,) = compare([value(text)], [ignored(text)]).articles
    assert (rules(hushed.fixed), rules(hushed.hushed), hushed.worse) == ([], ["unnamed-voices"], ())
    (loud,) = compare([ignored(text)], [value(text)]).articles
    assert rules(loud.added) == ["unnamed-voices"]
    assert compare([ignored(text)], [value("A quay.")]).articles[0].fixed == ()


def test_notes_count_on_request():
    old, new = "A quay.", "A quay. Share your thoughts in the comments below."
    assert diff(old, new).worse == ()
    assert diff(old, new, notes=True).worse == ("1 new finding",)


@pytest.mark.parametrize(
    ("change", "why"),
    [({"model": 2}, "score model 1 and score model 2"), ({"profile": "wiki"}, "profile news and profile wiki")],
)
def test_scores_that_ask_different_things_are_not_compared(change, why):
    text = "\n\n".join(PARAGRAPHS)
    old, new = value(text), value(text)
    new["score"] |= change | {"value": 1}
    (found,) = compare([old], [new]).articles
    assert why in found.apart
    assert (found.before, found.after, found.change, found.parts) == (None, None, 0, ())


def test_reports_are_paired_by_name():
    one, two = PARAGRAPHS[0], PARAGRAPHS[1]
    gone = {"kind": "failure", "name": "c.md", "reason": "c.md: no such file", "cause": "missing"}
    found = compare([value(one, "a.md"), value(two, "b.md")], [value(two, "b.md"), value(one, "d.md"), gone])
    assert [article.new for article in found.articles] == ["b.md"]
    assert (found.gone, found.fresh, found.failed) == (("a.md",), ("d.md",), ("c.md: no such file",))


def test_reports_made_before_fingerprints_are_compared_by_words():
    def without(text):
        made = value(text)
        return made | {
            "findings": [{k: v for k, v in one.items() if k not in ("fingerprint", "covers")} for one in made["findings"]]
        }

    text = "\n\n".join(PARAGRAPHS)
    (found,) = compare([without(text)], [without(f"A quay.\n\n{text}")]).articles
    assert (found.fixed, found.added) == ((), ())


def test_likeness_is_quick_on_many_claims():
    """A thousand reworded claims: compared by the words they share, never each with each by letters."""
    old = value("A quay.") | {
        "claims": [{"text": f"Ship {n} left in {n} with {n} men", "line": 1, "column": 1, "sourced": False} for n in range(1000)]
    }
    new = value("A quay.") | {
        "claims": [{"text": f"Ship {n} left in {n} with {n} women", "line": 1, "column": 1, "sourced": True} for n in range(1000)]
    }
    (found,) = compare([old], [new]).articles
    assert len(found.gained) == 1000
