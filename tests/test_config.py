from __future__ import annotations

import pytest

import auditor
from auditor.config import Config, find_config, load_config, select_rules
from auditor.errors import ConfigError

RULE = "cutoff-disclaimer"
TEXT = "As of my last knowledge update, nobody had replied. The mayor left in May 2019."


@pytest.fixture
def load(tmp_path):
    def run(text, name="auditor.toml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load_config(tmp_path / name)

    return run


def test_every_key_is_read(load, tmp_path):
    config, problems = load(
        """
        select = ["citations"]
        ignore = ["no-locator"]
        preview = true
        notes = true
        fail-on = "warning"
        fail-under = 60
        max-warnings = 3
        include = ["*.md"]
        exclude = ["drafts/"]
        rule-dirs = ["house"]

        [rules.cutoff-disclaimer]
        level = "note"
        """
    )
    assert problems == ()
    assert config == Config(
        path=tmp_path / "auditor.toml",
        select=("citations",),
        ignore=("no-locator",),
        preview=True,
        notes=True,
        fail_on="warning",
        fail_under=60,
        max_warnings=3,
        include=("*.md",),
        exclude=("drafts/",),
        packs=(tmp_path / "house",),
        levels={RULE: "note"},
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("fail_on = 'error'", "unknown key “fail_on”; did you mean “fail-on”?"),
        ("max-warning = 3", "did you mean “max-warnings”?"),
        ("colour = 1", "unknown key “colour”; `auditor config show` names them"),
        ("[tool.auditor]\nfail-on = 'note'", "“[tool.auditor]” is for pyproject.toml; here the keys stand at the top"),
        ("fail-on = 'fatal'", "“fail-on” must be one of error, warning, note, never, not 'fatal'"),
        ("fail-under = 'B'", "“fail-under” must be a score from 0 to 100, not 'B'"),
        ("fail-under = 101", "“fail-under” must be a score from 0 to 100"),
        ("max-warnings = true", "“max-warnings” must be a whole number"),
        ("select = 'citations'", "“select” must be a list"),
        ("preview = 1", "“preview” must be true or false"),
        ("rules = ['house']", "directories of rules go into “rule-dirs”"),
        ("[rules.cutoff-disclaimer]\nlevel = 'bad'", "“rules.cutoff-disclaimer.level” is 'bad'; allowed are error, warning, note"),
        ("preview = ", "is no readable TOML"),
    ],
)
def test_each_mistake_names_file_and_key(load, text, said):
    _, problems = load(text)
    assert len(problems) == 1
    assert said in str(problems[0])
    assert "auditor.toml" in str(problems[0])


def test_a_mistake_costs_its_key_only(load):
    config, problems = load("notes = true\nfail-under = 'x'")
    assert config.notes
    assert config.fail_under is None
    assert len(problems) == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rules.cutof-disclaimer]\nlevel = 'note'", "did you mean “cutoff-disclaimer”?"),
        ("[rules.cutoff-disclaimer]\npattern = ['x']", "did you mean “patterns”?"),
        ("[rules.cutoff-disclaimer]\ncase = 'yes'", "must be a true or false, not 'yes'"),
    ],
)
def test_mistakes_in_rule_settings(load, text, said):
    config, problems = load(text)
    assert problems == ()
    assert [said in str(p) for p in select_rules(config).problems] == [True]


def test_a_missing_file(tmp_path):
    _, problems = load_config(tmp_path / "no.toml")
    assert "no such configuration file" in str(problems[0])


def test_the_nearest_file_wins_and_a_foreign_pyproject_is_passed_over(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "auditor.toml").write_text("notes = true")
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert find_config(inner) == tmp_path / "auditor.toml"
    (tmp_path / "a" / "pyproject.toml").write_text("[tool.auditor]\npreview = true\n")
    assert find_config(inner) == tmp_path / "a" / "pyproject.toml"
    assert load_config(tmp_path / "a" / "pyproject.toml")[0].preview


def test_selection_levels_and_ignores_show_less_and_never_move_the_score():
    text = "Critics say it fell in 2019. " * 4 + TEXT
    plain = auditor.audit_text(text)
    for config in (Config(select=(RULE,)), Config(ignore=("residue",)), Config(levels={RULE: "note"}), Config(preview=True)):
        assert auditor.audit_text(text, config=config).score == plain.score
    assert {f.rule.id for f in auditor.audit_text(text, config=Config(select=(RULE,))).findings} == {RULE}
    assert RULE not in {f.rule.id for f in auditor.audit_text(text, config=Config(ignore=("residue",))).findings}
    noted = auditor.audit_text(text, config=Config(select=(RULE,), levels={RULE: "note"})).findings
    assert [f.level for f in noted] == ["note"]


def test_unknown_names_are_told_with_the_nearest():
    selection = select_rules(Config(select=("cutof-disclaimer",), ignore=("residu",)))
    assert [str(p) for p in selection.problems] == [
        "--select cutof-disclaimer: no such rule or category; did you mean “cutoff-disclaimer”?",
        "--ignore residu: no such rule or category; did you mean “residue”?",
    ]


def test_options_change_a_rule(tmp_path):
    (tmp_path / "auditor.toml").write_text("[rules.cutoff-disclaimer]\npatterns = ['nobody had replied']\n")
    found = auditor.audit_text(TEXT, config=tmp_path / "auditor.toml").findings
    assert [f.text for f in found if f.rule.id == RULE] == ["nobody had replied"]


def test_the_api_raises_what_the_command_tells(tmp_path):
    (tmp_path / "auditor.toml").write_text("colour = 1\n")
    with pytest.raises(ConfigError, match="unknown key “colour”"):
        auditor.audit_text(TEXT, config=tmp_path / "auditor.toml")
