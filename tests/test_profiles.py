from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import auditor
from auditor.compiled import rules_dir, table
from auditor.config import Config, load_config, select_rules
from auditor.errors import ReadError, RuleError, UsageError
from auditor.model import PARTS
from auditor.profiles import check_profile, profile, profile_names, read_profiles
from auditor.report.common import caveats
from auditor.rules import load_rules
from auditor.score.model1 import settings as score_settings

FAIR = Path(__file__).parent / "fair"
RULES = {rule.id: rule for rule in load_rules()}
NAMES = profile_names()
UNCITED = "The mill closed in 2019, said Ada Byron, its owner."
WIKI = (
    "# The mill\n\nThe mill burned down in 1931. It employed 400 people.\n\n## History\n\nCarl Moss built the mill in 1890.[1] "
    "It cost 12 million crowns.[1] Ada Byron said the mill made 300 tons of flour in 1912. We measured 40 tons in 1920.\n\n"
    "## Fire\n\nThe fire killed 12 people in 1931.[2] The mill was the largest in the county.[2]\n\n## References\n\n"
    "1. Held, M. (1950). *Mills*. https://mills.example.org/a\n2. Lee, A. (1960). *Fires*. https://fires.example.net/b\n"
)


def audit(text: str, name: str = "a.md", **options: object) -> auditor.Audit:
    return auditor.audit_text(text, name=name, **options)


# --- the files ---------------------------------------------------------------------------------------------------


def test_there_are_five_and_news_comes_first():
    assert NAMES == ("news", "academic", "blog", "cited-answer", "wiki")


@pytest.mark.parametrize("name", NAMES)
def test_each_choice_changes_something_and_says_why(name):
    chosen = profile(name)
    for rule_id, choice in chosen.rules.items():
        rule = RULES[rule_id]
        assert len(choice.why) > 20
        changed = [
            new
            for new, old in ((choice.enabled, rule.enabled), (choice.level, rule.level), (choice.weight, rule.weight))
            if new is not None and new != old
        ]
        assert changed, rule_id
    base = table("score")["parts"]
    assert all(points != base[part] for part, points in chosen.parts.items())
    assert all(len(why) > 20 for why in chosen.reasons.values())


@pytest.mark.parametrize("name", NAMES)
def test_no_profile_makes_an_error_of_a_warning(name):
    """An error takes a precision that was shown for the rule as it is."""
    assert not [
        rule_id for rule_id, choice in profile(name).rules.items() if choice.level == "error" and RULES[rule_id].level != "error"
    ]


@pytest.mark.parametrize("name", NAMES)
def test_the_parts_are_worth_a_hundred_points(name):
    parts = score_settings(name)["parts"]
    assert set(parts) == set(PARTS)
    assert sum(parts.values()) == 100


GOOD = 'summary = "s"\nreads-like = "l"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("summary = 's'", "“reads-like” is missing"),
        (GOOD + "[rule.no-locator]", "unknown key “rule”; did you mean “rules”?"),
        (GOOD + "[rules.no-locater]\nwhy='x'\nlevel='note'", "unknown key “rules.no-locater”; did you mean “no-locator”?"),
        (GOOD + "[rules.no-locator]\nlevel='note'", "“rules.no-locator.why” is missing"),
        (GOOD + "[rules.no-locator]\nwhy='x'", "“rules.no-locator” changes nothing; allowed are enabled, level, weight"),
        (
            GOOD + "[rules.no-locator]\nwhy='x'\nlevel='grave'",
            "“rules.no-locator.level” is 'grave'; it must be one of error, warning",
        ),
        (GOOD + "[rules.no-locator]\nwhy='x'\nweight=2", "“rules.no-locator.weight” is 2; it must be above 0 and at most 1"),
        (GOOD + "[rules.hearsay-adverb]\nwhy='x'\nweight=0.5", "costs no part of the score"),
        (GOOD + "[parts.text]\nwhy='x'\npoints=20", "add up to 110 points; they must be 100"),
        (GOOD + "[parts.style]\nwhy='x'\npoints=20", "unknown key “parts.style”; allowed are traceability"),
        (GOOD + "[ceilings.single-source]\nwhy='x'\nmost=101", "“ceilings.single-source.most” is 101; it must be a score"),
        (GOOD + "[claims.voices]\nwhy='x'\ncounts=false", "unknown key “claims.voices”; did you mean “voice”?"),
        (GOOD + "[claims.voice]\nwhy='x'\ncounts=0", "“claims.voice.counts” is 0; it must be true or false"),
        (GOOD + "[stubs.markdown]\nwhy='x'\nform='{day}'", "“stubs.markdown.form” is '{day}'; it must be words on one line"),
        (GOOD + "[stubs.rst]\nwhy='x'\nform='?'", "unknown key “stubs.rst”"),
        (GOOD + "rules = 3", "“rules” must be a table"),
        ("summary = ", "wiki.toml"),
    ],
)
def test_a_mistake_is_named_with_file_key_and_what_is_allowed(tmp_path, text, said):
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "wiki.toml").write_text(text, "utf-8")
    (tmp_path / "profiles" / "blog.toml").write_text(GOOD, "utf-8")
    found, problems = read_profiles(tmp_path, RULES.values())
    assert list(found) == ["blog"]
    (problem,) = problems
    assert "wiki.toml" in str(problem)
    assert said in str(problem)


def test_a_pack_of_rules_brings_no_profiles(tmp_path):
    for folder in ("profiles", "house"):
        (tmp_path / folder).mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text(GOOD, "utf-8")
    (tmp_path / "house" / "no-locator.toml").write_text(
        (rules_dir() / "references" / "no-locator.toml").read_text("utf-8"), "utf-8"
    )
    loaded = load_rules(tmp_path)
    assert [rule.id for rule in loaded.rules] == ["no-locator"]
    assert "only auditor itself brings" in str(loaded.problems[0])


def test_what_a_profile_checks_is_what_it_ships():
    for path in (rules_dir() / "profiles").glob("*.toml"):
        import tomllib

        check_profile(path, tomllib.loads(path.read_text("utf-8")), RULES)


# --- who chooses -------------------------------------------------------------------------------------------------


def with_front_matter(profile_line: str) -> str:
    return f"---\ntitle: The mill\n{profile_line}\n---\n\n{UNCITED}\n"


@pytest.mark.parametrize("line", ["auditor: {profile: wiki}", "auditor:\n  profile: wiki"])
def test_the_command_line_comes_before_front_matter_before_configuration(line):
    config = Config(profile="blog")
    assert audit(UNCITED).chosen == "default"
    assert audit(UNCITED).score.profile == "news"
    assert audit(UNCITED, config=config).score.profile == "blog"
    assert audit(with_front_matter(line), config=config).score.profile == "wiki"
    assert audit(with_front_matter(line), config=config).chosen == "front matter"
    assert audit(with_front_matter(line), config=config, profile="academic").score.profile == "academic"


def test_front_matter_of_toml_and_the_head_of_a_page_ask_too():
    toml = f'+++\ntitle = "The mill"\n[auditor]\nprofile = "wiki"\n+++\n\n{UNCITED}\n'
    page = f'<html><head><meta name="auditor:profile" content="wiki"></head><body><p>{UNCITED}</p></body></html>'
    assert audit(toml).score.profile == "wiki"
    assert audit(page, "a.html").score.profile == "wiki"


@pytest.mark.parametrize("line", ["profile: wiki", "auditor: wiki", "auditor: Ada Byron"])
def test_other_keys_of_front_matter_choose_nothing(line):
    assert audit(with_front_matter(line)).score.profile == "news"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("auditor: {profile: wikki}", "did you mean “wiki”?"),
        ("auditor: {profil: wiki}", "“auditor:profil”, which auditor does not"),
    ],
)
def test_a_wrong_wish_of_front_matter_is_told(line, said):
    with pytest.raises(ReadError, match=re.escape(said)):
        audit(with_front_matter(line))


def test_a_wrong_name_is_told(tmp_path):
    with pytest.raises(UsageError, match="--profile is 'wikki'; did you mean “wiki”"):
        audit(UNCITED, profile="wikki")
    path = tmp_path / "auditor.toml"
    path.write_text("profile = 'wikki'", "utf-8")
    config, problems = load_config(path)
    assert not problems
    assert "“profile” is 'wikki'; did you mean “wiki”?" in str(select_rules(config).problems[0])
    with pytest.raises((UsageError, RuleError)):
        profile("../wiki")


# --- what it changes ---------------------------------------------------------------------------------------------


def test_an_encyclopedia_takes_citations_only_and_lets_the_lead_go_without():
    news, wiki = audit(WIKI), audit(WIKI, profile="wiki")
    assert {s.kind for c in news.claims for s in c.support} >= {"marker", "voice"}
    assert {s.kind for c in wiki.claims for s in c.support} == {"marker"}
    lead = WIKI.index("## History")
    assert [c for c in news.claims if c.start < lead and not c.sourced]
    assert not [c for c in wiki.claims if c.start < lead and not c.sourced]  # what the body cites, the lead may have for nothing
    assert "a name alone is none in this profile" in wiki.score.parts[0].why
    unsourced = [wiki.words(c) for c in wiki.claims if not c.sourced]
    assert any("Ada Byron said" in words for words in unsourced)


def test_a_cited_lead_still_counts():
    cited = WIKI.replace("1931. It employed 400 people.", "1931. It employed 400 people.[1]")
    assert audit(cited, profile="wiki").score.sourced == audit(WIKI, profile="wiki").score.sourced + 1


@pytest.mark.parametrize("body", [WIKI, WIKI.replace("[1]", ""), WIKI.replace("[2]", "")])
def test_citing_the_lead_never_lowers(body):
    once = body.replace("1931. It", "1931.[1] It", 1)
    twice = once.replace("400 people.", "400 people.[2]", 1)
    scores = [audit(text, profile="wiki").score.value or 0 for text in (body, once, twice)]
    assert scores == sorted(scores)


def test_a_text_without_headings_has_no_lead():
    assert len(audit(UNCITED, "a.txt", profile="wiki").claims) == 1


def test_a_profile_sets_levels_and_the_configuration_overrides_them(tmp_path):
    text = WIKI.replace("Carl Moss", "Share your thoughts in the comments. Carl Moss")
    (tmp_path / "auditor.toml").write_text("[rules.engagement-cta]\nlevel = 'error'\n", "utf-8")

    def levels(**options: object) -> list[str]:
        return [f.level for f in audit(text, **options).findings if f.rule.id == "engagement-cta"]

    assert levels() == ["note"]
    assert levels(profile="wiki") == ["warning"]
    assert levels(profile="blog") == []
    assert levels(profile="wiki", config=tmp_path / "auditor.toml") == ["error"]


@pytest.mark.parametrize("name", NAMES)
def test_select_ignore_and_levels_never_move_a_score(name):
    text = WIKI + "\nCritics say that the mill < strong >sank. See their latest report here.\n"
    whole = audit(text, profile=name).score
    for config in (
        Config(select=("markup",)),
        Config(ignore=("references", "attribution", "no-locator")),
        Config(levels={"unnamed-voices": "note", "spaced-tag": "note"}),
        Config(preview=True),
    ):
        assert audit(text, profile=name, config=config).score == whole


@pytest.mark.parametrize("name", NAMES)
def test_only_stable_rules_of_the_profile_make_its_score(name):
    selection = select_rules(Config(profile=name, preview=True))
    off = {rule_id for rule_id, choice in profile(name).rules.items() if choice.enabled is False}
    assert {rule.status for rule in selection.scored} == {"stable"}
    assert not off & {rule.id for rule in selection.scored}


# --- what reports say --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "suggested"),
    [("encyclopedia.md", "wiki"), ("llm.md", "cited-answer"), ("wire.txt", ""), ("oped.md", ""), ("release.txt", "")],
)
def test_a_profile_is_suggested_and_never_taken(name, suggested):
    found = auditor.audit(FAIR / name)
    assert found.score.profile == "news"
    assert found.suggested == suggested
    hint = [line for line in caveats(found) if "Reads like" in line]
    assert (f"--profile {suggested} " in "".join(hint)) is bool(suggested)
    assert auditor.audit(FAIR / name, profile="news").suggested == ""


def test_the_sorts_of_texts_are_told_apart():
    wiki = WIKI.replace("## References", "## See also\n\n- [Flour](Flour)\n\n## References")
    paper = "# On mills\n\n## Abstract\n\nMills burn.\n\n## Methods\n\nWe lit 40.\n\n## Results\n\nAll burned.\n"
    post = "---\ntitle: Mills\ndate: 2020-01-02\n---\n\n" + "I went to the mill with a friend. I liked it. " * 4
    assert audit(wiki).suggested == "wiki"
    assert audit(paper).suggested == "academic"
    assert audit(post).suggested == "blog"
    assert audit(post.replace("I went", "“I went").replace("liked it.", "liked it,” Byron said.")).suggested == ""


@pytest.mark.parametrize("name", NAMES)
def test_each_report_names_the_profile(name, tmp_path, run_check):
    (tmp_path / "a.md").write_text(WIKI, "utf-8")
    (tmp_path / "b.md").write_text(WIKI, "utf-8")
    assert f"Profile: {name}." in run_check("a.md", "--profile", name)
    assert f"Profile: {name}." in run_check("a.md", "b.md", "--profile", name)
    assert f"profile {name}" in run_check("a.md", "--profile", name, "--format", "markdown").replace("\\", "")
    value = json.loads(run_check("a.md", "--profile", name, "--format", "json"))["results"][0]
    assert value["profile"] == {"name": name, "chosen_by": "command line", "suggested": None}
    assert value["score"]["profile"] == name


@pytest.fixture
def run_check(tmp_path):
    def run(*options: str) -> str:
        command = [sys.executable, "-P", "-m", "auditor", "check", "--fail-on", "never", *options]
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False, encoding="utf-8").stdout

    return run


# --- the contract of the score, on texts -------------------------------------------------------------------------

MARKER = re.compile(r"\[\d\](?!:)")
LINK = re.compile(r"\[([^\]]+)\]\(https?:[^)]+\)")
DEFECTS = ["The mill < strong >sank in 2019. ", "Critics say that it sank in 2020. ", "See their latest report here. "]


def value(text: str, name: str) -> int:
    return audit(text, profile=name).score.value or 0


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", ["encyclopedia.md", "llm.md", "oped.md"])
def test_removing_a_source_or_the_list_never_raises(name, file):
    text = (FAIR / file).read_text("utf-8")
    body = text.partition("## References")[0]
    edits = [body, MARKER.sub("", body), LINK.sub(r"\1", text)]
    edits += [text[: m.start()] + text[m.end() :] for m in MARKER.finditer(body)]
    edits += [text[: m.start()] + m[1] + text[m.end() :] for m in LINK.finditer(body)]
    assert max(value(edit, name) for edit in edits) <= value(text, name)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(NAMES),
    st.sampled_from(["wire.txt", "trend.txt", "encyclopedia.md", "llm.md"]),
    st.sampled_from(DEFECTS),
    st.data(),
)
def test_a_sentence_with_a_defect_never_raises(name, file, defect, data):
    text = (FAIR / file).read_text("utf-8")
    body = text.partition("## References")[0]
    at = data.draw(st.sampled_from([m.end() for m in re.finditer(r"(?<=[a-z\]])\.?(?:\[\d\])? (?=[A-Z])", body)]))
    assert value(text[:at] + defect + text[at:], name) <= value(text, name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file", ["wire.txt", "trend.txt", "oped.md", "encyclopedia.md", "llm.md"])
def test_the_body_twice_scores_within_two_points(name, file):
    body, heading, entries = (FAIR / file).read_text("utf-8").partition("## References")
    once, twice = body + heading + entries, body + "\n\n" + body + heading + entries
    assert value(twice, name) == pytest.approx(value(once, name), abs=2)
