"""What authors set aside: no more than they ask for, kept and counted, and told where it does nothing."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import auditor
from auditor.config import Config, FileIgnore, select_rules
from auditor.errors import ReadError
from auditor.gate import Gate, Tally
from auditor.read.markdown import read_markdown

VAGUE = "Critics say the bridge was closed in 1932."
DIRECTIVES = {
    "malformed-directive",
    "unknown-rule",
    "unused-directive",
    "missing-reason",
    "enable-without-disable",
}


def audit(text, name="a.md", **config):
    return auditor.audit_text(text, name=name, config=Config(**config))


def states(text, name="a.md", rule="unnamed-voices", **config):
    """The lines of a rule's places with their states, in order."""
    return [(p.line, f.state, f.reason) for f in audit(text, name, **config).findings if f.rule.id == rule for p in f.places]


def told(text, name="a.md", **config):
    """What is wrong with the directives: rule and words."""
    return [(f.rule.id, f.text) for f in audit(text, name, **config).findings if f.rule.category == "directives"]


# --- the next block ----------------------------------------------------------------------------------------------


def test_the_next_block_and_no_other():
    text = f"{VAGUE}\n\n<!-- auditor: ignore unnamed-voices -- named below -->\n\n{VAGUE}\n\n{VAGUE}\n"
    assert states(text) == [(1, "new", ""), (5, "ignored", "named below"), (7, "new", "")]
    assert told(text) == []


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- auditor: ignore unnamed-voices -->",
        "<!--auditor:ignore unnamed-voices-->",
        "<!-- auditor: ignore\n     no-byline, unnamed-voices\n     -- a reason\n     on two lines -->",
        "[//]: # (auditor: ignore unnamed-voices)",
        '[//]: # "auditor: ignore unnamed-voices -- why"',
        "<!-- auditor: ignore attribution -->",  # a category
        "<!-- auditor: ignore unnamed-voices — why -->",
    ],
)
def test_every_way_to_write_it(comment):
    text = f"{comment}\n\n{VAGUE}\n\n{VAGUE}\n"
    assert [state for _, state, _ in states(text)] == ["ignored", "new"]
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{VAGUE} <!-- auditor: ignore unnamed-voices -->\n\n{VAGUE}", [1]),  # it stands in the paragraph
        (f"<!-- auditor: ignore unnamed-voices -->\n- {VAGUE}\n- {VAGUE}\n  - {VAGUE}\n- {VAGUE}\n\n{VAGUE}", [2, 3, 4, 5]),
        (f"- {VAGUE}\n- <!-- auditor: ignore unnamed-voices --> {VAGUE}\n- {VAGUE}", [2]),
        (f"- {VAGUE}\n\n  <!-- auditor: ignore unnamed-voices -->\n- {VAGUE}\n- {VAGUE}", [4]),
        (f"<!-- auditor: ignore unnamed-voices -->\n\n# The bridge\n\n{VAGUE}", []),
        (f"<!-- auditor: ignore unnamed-voices -->\n\n```\ncode\n```\n\n{VAGUE}", []),
        (f"<!-- auditor: ignore unnamed-voices -->\n\n![](bridge.png)\n\n{VAGUE}", []),
        (f"<!-- auditor: ignore unnamed-voices --> {VAGUE}\n\n{VAGUE}", [1]),
        (f"{VAGUE}\n<!-- auditor: ignore unnamed-voices -->\n{VAGUE}\n\n{VAGUE}", [3]),
    ],
)
def test_what_a_block_is(text, lines):
    assert [line for line, state, _ in states(text) if state == "ignored"] == lines
    assert (("unused-directive", "unnamed-voices") in told(text)) == (not lines)


def test_html_has_the_same():
    page = (
        f"<html><head><!-- auditor: disable passive-belief --></head><body><article><h1>The bridge</h1>\n<p>{VAGUE}</p>\n"
        f"<!-- auditor: ignore unnamed-voices -- known -->\n<p>{VAGUE}</p><p>{VAGUE}</p>\n"
        f"<p><!-- auditor: ignore unnamed-voices -->{VAGUE}</p></article></body></html>"
    )
    assert [(line, state) for line, state, _ in states(page, "a.html")] == [
        (2, "new"),
        (4, "ignored"),
        (4, "new"),
        (5, "ignored"),
    ]
    assert told(page, "a.html") == [("unused-directive", "passive-belief")]


def test_a_comment_that_names_a_rule_is_no_label_of_the_page():
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle"}</script></head><body>'
        "<!-- auditor: ignore unlabelled-opinion --><p>We must rebuild the mill. It is time to stop the owners. Make no mistake, "
        "Harlow will pay. I believe that the bridge was a mistake.</p></body></html>"
    )
    found = auditor.audit_text(page, name="a.html", preview=True).findings
    assert [(f.rule.id, f.state) for f in found] == [("unlabelled-opinion", "ignored")]


def test_what_is_wrong_in_the_source_is_ignored_too():
    link = "The mills closed, as [the archive]() shows."
    text = (
        f"{link}\n\n<!-- auditor: ignore empty-link -- to be filled -->\n\n[The archive]() says so.\n\n[The archive]() says so.\n"
    )
    assert [(line, state) for line, state, _ in states(text, rule="empty-link")] == [(1, "new"), (5, "ignored"), (7, "new")]


def test_a_finding_with_some_ignored_places_keeps_the_others():
    text = "One cited [1].\n\n<!-- auditor: ignore markers-without-list -- old -->\n\nTwo [2] and [3].\n\nThree [4], [5], [6].\n"
    found = [f for f in audit(text).findings if f.rule.id == "markers-without-list"]
    assert [(f.state, [p.text for p in f.places]) for f in found] == [
        ("new", ["[1]", "[4]", "[5]", "[6]"]),
        ("ignored", ["[2]", "[3]"]),
    ]


# --- ranges, files, quotations ------------------------------------------------------------------------------------


def test_a_range_ends_where_it_is_enabled_rule_by_rule():
    text = (
        "<!-- auditor: disable unnamed-voices, some-people-say -- a list of voices -->\n\n"
        f"{VAGUE} Some people believe it was not.\n\n<!-- auditor: enable unnamed-voices -->\n\n"
        f"{VAGUE} Some people believe it was not.\n"
    )
    assert [state for _, state, _ in states(text)] == ["ignored", "new"]
    assert [state for _, state, _ in states(text, rule="some-people-say")] == ["ignored", "ignored"]
    assert told(text) == []


def test_enable_without_a_name_ends_all_and_disable_without_an_end_holds_to_the_end():
    text = f"<!-- auditor: disable attribution -->\n\n{VAGUE}\n\n<!-- auditor: enable -->\n\n{VAGUE}"
    assert [state for _, state, _ in states(text)] == ["ignored", "new"]
    assert [state for _, state, _ in states(text.replace("<!-- auditor: enable -->", ""))] == ["ignored", "ignored"]


def test_what_is_disabled_already_needs_no_second_directive():
    text = f"<!-- auditor: disable attribution -->\n\n<!-- auditor: disable unnamed-voices -->\n\n{VAGUE}"
    assert [state for _, state, _ in states(text)] == ["ignored"]
    assert told(text) == [("unused-directive", "unnamed-voices")]


def test_a_category_that_is_disabled_is_enabled_in_part():
    text = (
        f"<!-- auditor: disable attribution -->\n\n{VAGUE}\n\n<!-- auditor: enable unnamed-voices -->\n\n{VAGUE} "
        "Some people believe it was not."
    )
    assert [state for _, state, _ in states(text)] == ["ignored", "new"]
    assert [state for _, state, _ in states(text, rule="some-people-say")] == ["ignored"]


@pytest.mark.parametrize(
    "front",
    [
        "---\nauditor: {ignore: [unnamed-voices]}\n---",
        "---\nauditor:\n  ignore: unnamed-voices, no-byline\n---",
        "---\nauditor:\n  ignore:\n    - no-byline\n    - unnamed-voices\n---",
        '+++\n[auditor]\nignore = ["unnamed-voices"]\n+++',
    ],
)
def test_front_matter_speaks_for_the_file(front):
    assert {state for _, state, _ in states(f"{front}\n\n{VAGUE}\n\n{VAGUE}")} == {"ignored"}


def test_front_matter_and_meta_tags_give_reasons():
    text = f'---\nauditor: {{ignore: ["unnamed-voices -- as usual, here"]}}\n---\n\n{VAGUE}'
    page = f'<html><head><meta name="auditor:ignore" content="unnamed-voices -- as usual"></head><body><p>{VAGUE}</p></body></html>'
    assert states(text)[0][2] == "as usual, here"
    assert states(page, "a.html")[0][1:] == ("ignored", "as usual")


def test_mistakes_in_front_matter_stand_where_they_are():
    text = f"---\ntitle: The auditor\nauditor:\n  ignore: [unnamed-voice, passive-belief]\n---\n\n{VAGUE}"
    found = [(f.rule.id, f.text, f.line) for f in audit(text).findings if f.rule.category == "directives"]
    assert found == [("unknown-rule", "unnamed-voice", 4), ("unused-directive", "passive-belief", 4)]
    assert told(f"---\nauditor: {{ignore: {{unnamed-voices: why}}}}\n---\n\n{VAGUE}")[0][0] == "malformed-directive"


def test_front_matter_that_cannot_be_read_is_no_silence():
    with pytest.raises(ReadError, match="front matter cannot be read"):
        audit(f"---\nauditor: {{ignore: [unnamed-voices -- it: is]\n---\n\n{VAGUE}")


def test_sic_excuses_how_a_quotation_is_written_and_nothing_else():
    text = "He wrote: “The mil was sold &amp;amp; closed%s in 1932, critics say.” The mill was sold &amp;amp; closed.\n"
    assert [s for _, s, _ in states(text % "", rule="escaped-entity")] == ["new", "new"]
    assert [(s, r) for _, s, r in states(text % " [sic]", rule="escaped-entity")] == [("ignored", "[sic]"), ("new", "")]
    outside = text % "" + "A crime [sic] it was.\n"
    assert {s for _, s, _ in states(outside, rule="escaped-entity")} == {"new"}
    assert all(f.state == "new" for f in audit(text % " [sic]").findings if f.rule.category not in ("markup", "residue"))


# --- what is wrong with directives ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- auditor: ignore -->",
        "<!-- auditor: ignore -- because -->",
        "<!-- auditor: disable -->",
        "<!-- auditor: -->",
        "<!-- auditor: ignroe unnamed-voices -->",
        "<!-- auditor: ignore unnamed-voices passive-belief -->",
        "<!-- auditor: ignore unnamed-voices, -->",
        "<!-- auditor: ignore unnamed-voices because I say so -->",
        "<!-- auditor: ignore * -->",
        "<!-- auditor ignore unnamed-voices -->",
        "<!-- Auditor: ignore unnamed-voices -->",
        "<!-- auditor: ignore unused-directive -->",
        "<!-- auditor: ignore directives -->",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_malformed_directive_is_told_and_silences_nothing(comment, name):
    text = f"{comment}\n\n<p>{VAGUE}</p>\n" if name == "a.html" else f"{comment}\n\n{VAGUE}\n"
    assert [state for _, state, _ in states(text, name)] == ["new"]
    assert [rule for rule, _ in told(text, name)] == ["malformed-directive"]


def test_a_comment_that_is_never_closed_is_told():
    found = told(f"{VAGUE}\n\n<!-- auditor: ignore unnamed-voices\n\nMore > text.\n")
    assert found == [("malformed-directive", "<!-- auditor: ignore unnamed-voices")]
    assert told(f"<p>{VAGUE}</p><!-- auditor: ignore unnamed-voices", "a.html")[0][0] == "malformed-directive"


@pytest.mark.parametrize(
    "text",
    [
        "<!-- The auditor comes on Monday. -->",
        "<!-- auditors: two -->",
        "```html\n<!-- auditor: ignore -->\n```",
        "    <!-- auditor: ignore -->",
        "`<!-- auditor: ignore -->`",
        "Text\n[//]: # (auditor: ignore)",
        "~~~\n[//]: # (auditor: ignore)\n~~~",
    ],
)
def test_what_is_no_directive(text):
    assert told(f"{text}\n\n{VAGUE}\n") == []
    assert [state for _, state, _ in states(f"{text}\n\n{VAGUE}\n")] == ["new"]


def test_plain_text_has_no_directives():
    text = f"<!-- auditor: ignore unnamed-voices -->\n\n{VAGUE}\n"
    assert [state for _, state, _ in states(text, "a.txt")] == ["new"]
    assert told(text, "a.txt") == []
    page = f"<pre><!-- auditor: ignore --></pre><p>{VAGUE}</p>"
    assert told(page, "a.html") == []


def test_an_unknown_name_costs_itself_only_and_the_nearest_is_named():
    text = f"<!-- auditor: ignore unnamed-voice, unnamed-voices -->\n\n{VAGUE}\n"
    assert [state for _, state, _ in states(text)] == ["ignored"]
    (found,) = [f for f in audit(text).findings if f.rule.category == "directives"]
    assert (found.rule.id, found.line, found.column, found.text) == ("unknown-rule", 1, 22, "unnamed-voice")
    assert "did you mean “unnamed-voices”?" in found.message


def test_unused_is_said_of_rules_that_ran():
    text = "<!-- auditor: ignore unnamed-voices, some-people-say, no-byline -->\n\nThe bridge was closed, the council says.\n"
    unused = [words for rule, words in told(text) if rule == "unused-directive"]
    assert unused == ["unnamed-voices", "some-people-say"]  # no-byline is a preview: nobody knows
    assert ("unused-directive", "unnamed-voices") in told(text, select=("directives",))
    german = "<!-- auditor: ignore unnamed-voices -->\n\n" + "Der Rat sagte, dass die Brücke nach dem Sturm geschlossen wurde. " * 4
    assert told(german) == []


def test_a_rule_that_is_hidden_still_needs_its_directive():
    text = f"<!-- auditor: ignore unnamed-voices -->\n\n{VAGUE}\n"
    assert audit(text, ignore=("unnamed-voices",)).findings == ()


def test_enable_without_disable():
    assert told(f"{VAGUE}\n\n<!-- auditor: enable unnamed-voices -->\n") == [("enable-without-disable", "unnamed-voices")]
    other = f"<!-- auditor: disable unnamed-voices -->\n{VAGUE}\n\n<!-- auditor: enable citations -->\n"
    assert told(other) == [("enable-without-disable", "citations")]


def test_reasons_can_be_required():
    text = (
        f"<!-- auditor: ignore unnamed-voices -->\n\n{VAGUE}\n\n<!-- auditor: ignore unnamed-voices -- why -->\n\n{VAGUE}\n\n"
        f"<!-- auditor: disable unnamed-voices -->\n\n{VAGUE}\n\n<!-- auditor: enable unnamed-voices -->\n"
    )
    assert [state for _, state, _ in states(text, require_reasons=True)] == ["new", "ignored", "new"]
    assert [rule for rule, _ in told(text, require_reasons=True)] == ["missing-reason"] * 2
    assert told(text) == []


def test_rules_about_directives_are_levelled_and_hidden_like_others():
    text = f"<!-- auditor: ignore -->\n\n{VAGUE}\n"
    (found,) = [f for f in audit(text, levels={"malformed-directive": "error"}).findings if f.rule.category == "directives"]
    assert found.level == "error"
    assert told(text, ignore=("directives",)) == []


# --- by path, and not at all --------------------------------------------------------------------------------------


def test_by_path(tmp_path):
    row = FileIgnore(str(tmp_path), "posts/**", ("unnamed-voices",), "auditor.toml")
    for name, state in (("posts/a.txt", "ignored"), ("posts/x/a.txt", "ignored"), ("a.txt", "new"), ("../posts/a.txt", "new")):
        assert [s for _, s, _ in states(VAGUE, str(tmp_path / name), per_file_ignores=(row,))] == [state]
    assert states(VAGUE, str(tmp_path / "posts/a.txt"), per_file_ignores=(row,))[0][2] == "auditor.toml: posts/**"


def test_the_configuration_may_ignore_what_is_wrong_with_directives(tmp_path):
    row = FileIgnore(str(tmp_path), "*.md", ("directives",), "auditor.toml")
    found = audit(f"<!-- auditor: ignore -->\n\n{VAGUE}", str(tmp_path / "a.md"), per_file_ignores=(row,)).findings
    assert [(f.rule.id, f.state) for f in found if f.rule.category == "directives"] == [("malformed-directive", "ignored")]


def test_no_ignores_is_as_if_nobody_had_ignored_anything():
    text = f"---\nauditor: {{ignore: [passive-belief, nonsuch]}}\n---\n\n<!-- auditor: ignore unnamed-voices -->\n\n{VAGUE}\n"
    found = audit(text, heed=False).findings
    assert {f.state for f in found} == {"new"}
    assert not DIRECTIVES & {f.rule.id for f in found}


# --- the score ----------------------------------------------------------------------------------------------------

SCORED = (
    "The mill [employed 40 people](https://mills.example.org/a) in 1920. It [made 300 tons](https://mills.example.net/b) in 1921. "
    "It [lost 12 million crowns](https://press.example.com/c) in 1922. It [burned down](https://fires.example.org/d) in 1931. "
    "The council [spent 3 million](https://council.example.org/e) on it in 1935.\n\n%sCritics say it fell in 1940.\n"
)


def test_the_score_leaves_ignored_places_out_and_says_what_it_would_be():
    plain, aside = audit(SCORED % ""), audit(SCORED % "<!-- auditor: ignore unnamed-voices -->\n")
    assert aside.score.value > plain.score.value
    assert aside.score.without_ignores == plain.score.value
    assert plain.score.without_ignores is None
    assert len(aside.claims) == aside.score.claims == plain.score.claims - 1  # its claim is set aside with it
    assert audit(SCORED % "<!-- auditor: ignore unnamed-voices -->\n", heed=False).score == plain.score


def test_a_text_that_is_not_rated_for_what_is_ignored_says_what_it_would_be():
    from auditor.report.common import Settings
    from auditor.report.markdown import report as markdown
    from auditor.report.terminal import report as terminal

    text = "<!-- auditor: ignore unnamed-voices -->\n" + "Critics say it fell in 1940. " * 6
    found = audit(text)
    assert found.score.value is None
    assert found.score.without_ignores == audit(text, heed=False).score.value
    assert f"Without ignores it would be {found.score.without_ignores}/100." in "".join(terminal([found], Settings()))
    assert f"Without ignores it would be {found.score.without_ignores} of 100." in "".join(markdown([found], Settings()))


def test_directives_do_not_move_the_score_by_themselves():
    plain = audit(SCORED % "")
    for comment in ("<!-- auditor: ignore -->\n\n", "<!-- auditor: ignore passive-belief -->\n\n"):
        assert audit(SCORED % comment).score == plain.score


# --- never more than was asked -------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        VAGUE, "Some people believe it was not.", "- Critics say so.\n- Many people believe so.", "# A heading",
        "```\n<!-- auditor: disable attribution -->\n```", "<!-- auditor: ignore unnamed-voices -->",
        "<!-- auditor: disable some-people-say -- x -->", "<!-- auditor: enable some-people-say -->", "<!-- auditor: enable -->",
        "<!-- auditor: ignore -->", "<!-- auditor: disable passive-belief, nonsuch -->", "<!-- auditor: ignore attribution",
        "[//]: # (auditor: ignore some-people-say)", f"{VAGUE} <!-- auditor: ignore unnamed-voices, -->",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=9), st.sampled_from(["a.md", "a.html"]))
def test_nothing_is_lost_and_no_rule_is_silent_that_was_not_named(pieces, name):
    text = "\n\n".join(pieces)
    asked, plain = audit(text, name), audit(text, name, heed=False)

    def places(found):
        return sorted((f.rule.id, p.start, p.end) for f in found if f.rule.category != "directives" for p in f.places)

    assert places(asked.findings) == places(plain.findings)
    named = {"unnamed-voices", "some-people-say", "passive-belief"}
    assert {f.rule.id for f in asked.findings if f.state == "ignored"} <= named
    if not any("auditor:" in piece and "-->" in piece for piece in pieces):
        assert all(f.state == "new" for f in asked.findings) or "[//]" in text


def test_hostile_texts_take_no_longer():
    many = "<!-- auditor: disable unnamed-voices -->\n\n" * 2000 + "<!-- auditor: enable unnamed-voices -->\n\n" * 2000
    assert len(audit(many + VAGUE).findings) > 1000
    rng = random.Random(4)  # noqa: S311 — noise, no secret
    noise = "".join(rng.choice("<!--auditor: ignore,>\n ") for _ in range(20_000))
    assert read_markdown(noise, "a.md").name == "a.md"


def test_a_selection_is_plain_values():
    selection = select_rules(Config(per_file_ignores=(FileIgnore("/x", "*.md", ("citations",), "auditor.toml"),)))
    assert pickle.loads(pickle.dumps(selection)) == selection  # noqa: S301 — made here


def test_ignores_that_leave_too_few_claims_do_not_open_the_gate():
    said = "\n\n".join(f"Critics say that prices rose by {n} per cent in 20{n}." for n in range(11, 18))
    audit = auditor.audit_text(f"<!-- auditor: disable unnamed-voices -- old debt -->\n\n{said}\n", name="a.md")
    assert audit.score.value is None  # what is ignored is no claim, and none is left
    assert audit.score.without_ignores is not None
    tally = Tally(Gate("never", fail_under=90))
    tally.add(audit)
    assert (tally.status, tally.unrated) == (1, 0)
