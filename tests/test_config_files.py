"""Configurations that extend each other, hold for their directory, pin what they were written for; and the commands for them."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import subprocess
import sys
import tomllib
from pathlib import Path

import jsonschema
import pytest

from auditor.config import Config, load_config, select_rules, selections
from auditor.config.keys import KEYS
from auditor.config.lines import line_of
from auditor.config.schema import PATH, config_schema, schema_text
from auditor.rules import load_rules, rules_version
from auditor.starter import Survey, starter
from auditor.version import VERSION

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
VAGUE = "Critics say the bridge was closed in 1932.\n"
BAD = "As of my last knowledge update, nobody had replied.\n"


@pytest.fixture
def write(tmp_path):
    def run(**files):
        for name, text in files.items():
            path = tmp_path / name.replace("__", "/").replace("_toml", ".toml").replace("_md", ".md").replace("_txt", ".txt")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return run


@pytest.fixture
def run(tmp_path):
    def run(*args, cwd=tmp_path, env=None):
        done = subprocess.run(
            [*AUDITOR, *map(str, args)],
            cwd=cwd,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})},
        )
        return done.returncode, done.stdout, done.stderr

    return run


# --- extend -------------------------------------------------------------------------------------------------------


def test_extend_merges_tables_and_replaces_the_rest(write):
    root = write(
        base_toml="""
        notes = true
        fail-under = 60
        ignore = ["no-locator"]
        rule-dirs = ["house"]
        [per-file-ignores]
        "posts/**" = ["citations"]
        "*.txt" = ["residue"]
        [rules.unnamed-voices]
        level = "note"
        [rules.cutoff-disclaimer]
        patterns = ["nobody had replied"]
        """,
        site__auditor_toml="""
        extend = "../base.toml"
        fail-under = 70
        ignore = ["bare-url"]
        [per-file-ignores]
        "*.txt" = ["markup"]
        [rules.unnamed-voices]
        level = "error"
        [rules.cutoff-disclaimer]
        level = "warning"
        """,
    )
    config, problems = load_config(root / "site" / "auditor.toml")
    assert problems == ()
    assert (config.notes, config.fail_under, config.ignore) == (True, 70, ("bare-url",))
    assert config.packs == (root / "house",)
    assert config.levels == {"unnamed-voices": "error", "cutoff-disclaimer": "warning"}
    assert config.options == {"cutoff-disclaimer": {"patterns": ["nobody had replied"]}}
    rows = {(row.pattern, row.names, Path(row.root).name) for row in config.per_file_ignores}
    assert rows == {("posts/**", ("citations",), root.name), ("*.txt", ("markup",), "site")}
    assert config.extended == (root / "base.toml",)
    assert config.origins["notes"] == str(root / "base.toml")
    assert config.origins["fail-under"] == str(root / "site" / "auditor.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extend = 'no.toml'", "“extend” names 'no.toml', and there is no file"),
        ("extend = 3", "“extend” must be the path of a configuration file, not 3"),
        ("extend = 'auditor.toml'", "“extend” goes round in a circle"),
        ("extend = 'a.toml'", "a.toml → "),
        ("extend = 'wrong.toml'", "wrong.toml: unknown key “note”; did you mean “notes”?"),
        ("extend = 'broken.toml'", "broken.toml: is no readable TOML"),
    ],
)
def test_what_is_wrong_with_extend_is_one_mistake_and_the_rest_holds(write, text, said):
    write(a_toml="extend = 'b.toml'", b_toml="extend = 'auditor.toml'", wrong_toml="note = 1", broken_toml="= 1")
    root = write(auditor_toml=f"{text}\npreview = true\n")
    config, (problem,) = load_config(root / "auditor.toml")
    assert said in str(problem)
    assert config.preview


def test_a_pyproject_can_be_extended(write):
    root = write(pyproject_toml="[tool.auditor]\nnotes = true\n", site__auditor_toml="extend = '../pyproject.toml'\n")
    assert load_config(root / "site" / "auditor.toml")[0].notes


# --- pins ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pin",
    [
        f'required-version = "{VERSION}"',
        f'required-version = ">={VERSION}, <99"',
        f'required-version = "=={VERSION}"',
        "score-model = 1",
        f'rules-version = "{rules_version()}"',
    ],
)
def test_pins_that_hold(write, pin):
    assert load_config(write(auditor_toml=pin) / "auditor.toml")[1] == ()


@pytest.mark.parametrize(
    ("pin", "said"),
    [
        ('required-version = "99.1"', f"asks for 99.1, and this is auditor {VERSION}"),
        ('required-version = "<0.0.1"', f"asks for <0.0.1, and this is auditor {VERSION}"),
        ('required-version = "new"', "is 'new'; write a version, 0.1.0, or a range, >=0.1, <0.3"),
        ("score-model = 9", f"asks for model 9, and auditor {VERSION} scores by model 1"),
        ('rules-version = "deadbeef"', f"asks for deadbeef, and auditor {VERSION} has the rules {rules_version()}"),
        ("score-model = true", "“score-model” must be a whole number from 1"),
    ],
)
def test_pins_that_do_not_name_both(write, run, pin, said):
    root = write(auditor_toml=pin, a_md="The mill.\n")
    (problem,) = load_config(root / "auditor.toml")[1]
    assert said in str(problem)
    status, _, err = run("check", "a.md")
    assert status == 2
    assert said in err


def test_the_version_of_the_rules_is_that_of_what_they_find():
    from dataclasses import replace

    from auditor.rules import _fingerprint

    rules = load_rules().rules
    base = _fingerprint(rules, {})
    assert base == _fingerprint((replace(rules[0], why="Other words.", bad=()), *rules[1:]), {})
    for change in (
        {"level": "note" if rules[0].level != "note" else "error"},
        {"enabled": not rules[0].enabled},
        {"weight": 0.123},
    ):
        assert base != _fingerprint((replace(rules[0], **change), *rules[1:]), {})
    assert base != _fingerprint(rules, {"news": {}})


# --- by directory --------------------------------------------------------------------------------------------------


def levels(out):
    return {(Path(r["name"]).name, f["rule"], f["level"], f["state"]) for r in json.loads(out)["results"] for f in r["findings"]}


def test_the_nearest_file_holds_for_each_article_and_the_run_has_its_gate(write, run):
    root = write(
        auditor_toml="fail-on = 'never'\n[rules.unnamed-voices]\nlevel = 'note'\n",
        a_md=VAGUE,
        strict__auditor_toml="fail-on = 'note'\n[rules.unnamed-voices]\nlevel = 'error'\n",
        strict__b_md=VAGUE,
        strict__deep__c_md=VAGUE,
        loose__pyproject_toml="[tool.auditor]\nignore = ['unnamed-voices']\n",
        loose__d_md=VAGUE,
        plain__e_md=VAGUE,
    )
    status, out, err = run("check", ".", "--format", "json")
    expected = {("a.md", "note"), ("b.md", "error"), ("c.md", "error"), ("e.md", "note")}
    assert {(name, level) for name, _, level, _ in levels(out)} == expected
    assert (status, "Exit 0" in err) == (0, True)
    assert run("check", ".", "--fail-on", "error")[0] == 1
    one = run("check", ".", "--format", "json", "--config", "loose/pyproject.toml")[1]
    assert levels(one) == set()  # the named file is for all
    assert {name for name, _, level, _ in levels(run("check", ".", "--format", "json", cwd=root / "strict")[1])} == {"b.md", "c.md"}


def test_the_command_line_is_on_top_of_each(write, run):
    write(a__auditor_toml="profile = 'wiki'\n", a__a_md=VAGUE, b_md=VAGUE)
    _, out, _ = run("check", ".", "--format", "json", "--profile", "blog", "--select", "residue")
    assert [r["profile"]["name"] for r in json.loads(out)["results"]] == ["blog", "blog"]
    _, out, _ = run("check", ".", "--format", "json")
    assert [r["profile"]["name"] for r in json.loads(out)["results"]] == ["wiki", "news"]


def test_each_mistake_is_told_once(write, run):
    write(
        auditor_toml="note = 1\n", a__auditor_toml="colour = 1\n", a__a_md="The mill.\n", a__b_md="The mill.\n", c_md="The mill.\n",
        a__d__e_md="The mill.\n",
    )  # fmt: skip
    status, _, err = run("check", ".", "--select", "nonsuch", "--quiet")
    told = [line for line in err.splitlines() if line.startswith("auditor:")]
    assert status == 2
    assert len(told) == 3
    assert sum("--select nonsuch" in line for line in told) == 1
    assert sum("a/auditor.toml: unknown key “colour”" in line for line in told) == 1


def test_a_run_from_elsewhere_takes_the_configuration_of_what_it_audits(write, run, tmp_path):
    write(site__auditor_toml="fail-on = 'never'\n", site__posts__a_md=BAD, site__posts__b_md=BAD)
    other = tmp_path / "other"
    other.mkdir()
    assert run("check", "../site/posts/a.md", "../site/posts/b.md", cwd=other)[0] == 0
    assert run("check", "../site", cwd=other)[0] == 0


def test_standard_input_is_looked_up_by_its_name(write, tmp_path):
    write(posts__auditor_toml="[rules.cutoff-disclaimer]\nlevel = 'note'\n")
    for name, status in (("posts/a.md", 0), ("a.md", 1)):
        done = subprocess.run(
            [*AUDITOR, "check", "-", "--stdin-filename", name], input=BAD.encode(), cwd=tmp_path, capture_output=True, check=False
        )
        assert done.returncode == status


def test_claims_and_sources_use_the_nearest_one(write, run):
    write(posts__auditor_toml="profil = 'wiki'\n", posts__a_md=VAGUE)
    for command in ("claims", "sources"):
        status, _, err = run(command, "posts/a.md")
        assert (status, "did you mean “profile”?" in err) == (2, True)


def test_directories_are_looked_into_once(write, monkeypatch):
    root = write(auditor_toml="notes = true\n", **{f"a__b__{i}_md": "x" for i in range(50)})
    seen = []
    from auditor.config import folders

    found = folders.config_in
    monkeypatch.setattr(folders, "config_in", lambda folder: seen.append(folder) or found(folder))
    config, _ = load_config(root / "auditor.toml")
    selections(config, [str(root / "a" / "b" / f"{i}.md") for i in range(50)], lambda c: c)
    assert len(seen) == len(set(seen)) == 3


# --- per-file-ignores ---------------------------------------------------------------------------------------------


def test_per_file_ignores_are_counted_in_every_report(write, run):
    write(auditor_toml="[per-file-ignores]\n'posts/**' = ['unnamed-voices']\n", posts__a_txt=VAGUE, b_txt=VAGUE)
    assert levels(run("check", ".", "--format", "json")[1]) == {
        ("a.txt", "unnamed-voices", "warning", "ignored"),
        ("b.txt", "unnamed-voices", "warning", "new"),
    }
    assert json.loads(run("check", ".", "--format", "json")[1])["summary"]["aside"]["ignored"] == 1
    assert "1 ignored (with a reason; --show-ignored)" in run("check", "posts/a.txt")[1]
    assert "1 ignored (with a reason; --show-ignored)" in run("check", ".")[1]
    shown = run("check", ".", "--show-ignored")[1]
    assert re.search(r"1:1 +unnamed-voices +“Critics say” +auditor\.toml: posts/\*\*", shown)
    markdown = run("check", "posts/a.txt", "--format", "markdown")[1]
    assert "<details><summary>1 ignored (with a reason)</summary>" in markdown
    assert "*auditor.toml: posts/\\*\\*.*" in markdown
    status, out, err = run("check", ".", "--format", "concise")
    assert (status, len(out.splitlines()), "1 ignored. Exit 0" in err) == (0, 1, True)
    assert ": ignored unnamed-voices " in run("check", ".", "--format", "concise", "--show-ignored")[1]
    assert run("check", ".", "--no-ignores", "--fail-on", "warning", "--format", "concise")[1].count("warning") == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("per-file-ignores = ['a']", "“per-file-ignores” must be a table of patterns"),
        ("[per-file-ignores]\n'*.md' = 'citations'", "“per-file-ignores” must be a table of patterns"),
        ("require-reasons = 'yes'", "“require-reasons” must be true or false"),
    ],
)
def test_wrong_values(write, text, said):
    (problem,) = load_config(write(auditor_toml=text) / "auditor.toml")[1]
    assert said in str(problem)


def test_an_unknown_name_in_per_file_ignores(write):
    config, _ = load_config(write(auditor_toml="[per-file-ignores]\n'*.md' = ['citation']\n") / "auditor.toml")
    (problem,) = select_rules(config).problems
    assert "auditor.toml: “per-file-ignores”, *.md: no rule or category “citation”; did you mean “citations”?" in str(problem)


# --- config show ---------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(write, run):
    write(
        auditor_toml="fail-under = 40\nprofile = 'news'\n",
        base_toml="notes = true\npreview = true\n[rules.no-locator]\nlevel = 'note'\n",
        site__auditor_toml=(
            "extend = '../base.toml'\nignore = ['bare-url']\n[per-file-ignores]\n'*.md' = ['residue']\n'*.txt' = ['citations']\n"
            "[rules.cutoff-disclaimer]\npatterns = ['x']\n"
        ),
        site__a_md=f"---\nauditor: {{profile: blog, ignore: [unnamed-voices -- why]}}\n---\n\n{VAGUE}",
    )
    return run


def test_show_tells_each_value_and_its_file(shown):
    status, out, err = shown("config", "show", "site/a.md", "--format", "json")
    assert (status, err) == (0, "")
    told = json.loads(out)
    settings = {row["key"]: (row["value"], row["from"]) for row in told["settings"]}
    assert settings["profile"] == ("blog", "front matter")
    assert settings["ignore"] == (["bare-url"], "site/auditor.toml")
    assert settings["preview"] == (True, "base.toml")
    assert settings["fail-under"] == (40, "auditor.toml")  # of the run
    assert settings["notes"] == (False, "default")
    assert settings["per-file-ignores.*.md"] == (["residue"], "site/auditor.toml")
    assert "per-file-ignores.*.txt" not in settings
    assert {key.partition(".")[0] for key in settings} == KEYS.keys() - {"rules"}
    rules = {row["rule"]: row for row in told["rules"]}
    assert len(rules) == len(load_rules().rules)

    def state(rule):
        return rules[rule]["state"], rules[rule]["level"], rules[rule]["from"]

    assert state("no-locator") == ("on", "note", "base.toml")
    assert state("bare-url") == ("hidden", "warning", "site/auditor.toml")
    assert state("unnamed-voices")[::2] == ("ignored", "front matter")
    assert state("cutoff-disclaimer")[::2] == ("ignored", "site/auditor.toml")
    assert rules["cutoff-disclaimer"]["options"] == {"patterns": ["x"]}
    assert state("promo-pointer")[::2] == ("off", "profile blog")
    assert state("no-sources")[0] == "on"
    assert (told["configuration"], told["extends"]) == ("site/auditor.toml", ["base.toml"])
    lines = {row["key"]: row["line"] for row in told["settings"]}
    assert (lines["ignore"], lines["preview"], lines["fail-under"], lines["per-file-ignores.*.md"]) == (2, 2, 1, 4)
    assert (lines["profile"], lines["notes"]) == (None, None)
    assert [rules[name]["line"] for name in ("no-locator", "bare-url", "cutoff-disclaimer", "promo-pointer")] == [4, 2, 4, None]
    assert told["rules_version"] == rules_version()


@pytest.mark.parametrize("columns", [80, 120])
def test_show_for_people_fits_its_screen(shown, columns):
    status, out, _ = shown("config", "show", "site/a.md", env={"COLUMNS": str(columns)})
    assert status == 0
    assert all(len(line) <= columns for line in out.splitlines())
    assert re.search(r"fail-under +40 +auditor\.toml:1$", out, re.MULTILINE)
    assert re.search(r"no-locator +note +base\.toml:4$", out, re.MULTILINE)
    assert "Configuration: site/auditor.toml, which extends base.toml" in out


def test_show_of_a_directory_of_nothing_and_of_no_configuration(shown, run, tmp_path):
    assert "Configuration: site/auditor.toml" in shown("config", "show", "site")[1]
    assert shown("config", "show", "no.md")[0] == 3
    other = tmp_path / "site" / "none"
    other.mkdir()
    assert "Configuration: auditor.toml" in shown("config", "show", "site", "--config", "auditor.toml")[1]


LINES = '''# a = 1
a = """
b = 2 # \\" [
"""
'c.d' = [
  "e = 1", # ]
  { f = '#' },
]
g.h = { i = 1, j = "]" }
[ k . "l\\u006d" ]
n = \'\'\'
[o]
\'\'\'
[[p]]
q=1'''


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_the_line_of_a_key_is_found_whatever_stands_around_it(tmp_path, ends):
    path = tmp_path / "a.toml"
    path.write_text(LINES, "utf-8", newline=ends)
    assert tomllib.loads(LINES)["k"]["lm"]["n"] == "[o]\n"
    keys = ("a", "b", "c.d", "e", "f", "g.h", "g.h.i", "g.x", "k.lm", "k.lm.n", "o", "p", "p.q", "")
    assert [line_of(str(path), key) for key in keys] == [2, 0, 5, 0, 0, 9, 9, 0, 10, 11, 0, 14, 15, 0]
    assert line_of(str(tmp_path / "none.toml"), "a") == line_of("default", "a") == 0


def test_lines_of_a_shared_file_are_those_of_its_own_table(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        "[project]\nnotes = 1\n[tool.auditor]\nnotes = true\n[tool.auditor.rules.x]\nlevel = 'note'\n"
    )
    assert [line_of(str(tmp_path / "pyproject.toml"), key) for key in ("notes", "rules.x.level", "project")] == [4, 6, 0]


# --- the schema ----------------------------------------------------------------------------------------------------


def test_the_schema_is_that_of_the_code():
    assert PATH.read_text("utf-8") == schema_text(), "run `python .ci/config_schema.py`"
    jsonschema.Draft7Validator.check_schema(config_schema())
    assert set(config_schema()["properties"]) == set(KEYS)


@pytest.mark.parametrize(
    "text",
    [
        "fail-on = 'fatal'", "fail-under = 101", "fail-under = true", "max-warnings = -1", "max-warnings = 1.5", "select = 'x'",
        "preview = 1", "colour = 1", "score-model = 0", "[rules.no-locator]\nlevel = 'bad'", "[rules.no-locator]\nlevle = 'note'",
        "[rules.cutoff-disclaimer]\npatterns = 'x'", "[per-file-ignores]\na = 'x'", "extend = ''", "include = [1]", "rules = 1",
        "require-reasons = 'x'", "rule-dirs = 'x'", "profile = ''",
    ],
)  # fmt: skip
def test_schema_and_code_refuse_the_same(write, text):
    config, problems = load_config(write(auditor_toml=text) / "auditor.toml")
    assert problems or select_rules(config).problems
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomllib.loads(text), config_schema())


def test_schema_and_code_take_the_same(write):
    text = f"""
    extend = "base.toml"
    profile = "wiki"
    select = ["citations", "no-locator"]
    ignore = ["bare-url"]
    require-reasons = true
    preview = true
    notes = false
    fail-on = "never"
    fail-under = 60.5
    max-warnings = 0
    baseline = "auditor-baseline.json"
    strict-baseline = true
    fail-on-drop = 2.5
    include = ["*.md"]
    exclude = ["drafts/"]
    rule-dirs = []
    required-version = ">=0.1"
    score-model = 1
    rules-version = "{rules_version()}"
    [online]
    timeout = 5
    [per-file-ignores]
    "posts/**" = ["residue"]
    [rules.cutoff-disclaimer]
    level = "note"
    patterns = ["x"]
    """
    assert set(tomllib.loads(text)) == set(KEYS)
    jsonschema.validate(tomllib.loads(text), config_schema())
    config, problems = load_config(write(auditor_toml=text, base_toml="") / "auditor.toml")
    assert problems == ()
    assert select_rules(config).problems == ()


def test_the_command_prints_it(run):
    assert json.loads(run("config", "schema")[1]) == config_schema()


# --- init ----------------------------------------------------------------------------------------------------------


def test_init_writes_what_it_says_and_what_holds(write, run):
    root = write(a_md=BAD, posts__b_md=VAGUE, c_txt="The mill.\n")
    status, out, err = run("init", "--profile", "blog", "--fail-on", "warning", "--fail-under", "40")
    assert (status, err) == (0, "")
    assert "3 articles (2 Markdown, 1 plain text): 1 error and 1 warning now." in out
    text = (root / "auditor.toml").read_text("utf-8")
    config, problems = load_config(root / "auditor.toml")
    assert problems == ()
    assert (config.profile, config.fail_on, config.fail_under) == ("blog", "warning", 40)
    assert "# 3 articles (2 Markdown, 1 plain text)" in text
    assert run("check", ".", "--fail-on", "never")[0] == 0


def test_every_line_that_init_comments_out_can_be_put_in(write):
    text = starter(Survey(), profile="news", fail_on="error", fail_under=None)
    settings = re.sub(r'^# (\[[\w.-]+\]|[a-z-]+ = |".*" = )', r"\1", text, flags=re.MULTILINE)
    root = write(auditor_toml=settings)
    config, problems = load_config(root / "auditor.toml")
    assert problems == ()
    assert select_rules(config).problems == ()
    assert set(tomllib.loads(settings)) == KEYS.keys() - {
        "extend",
        "select",
        "include",
        "preview",
        "notes",
        "max-warnings",
        "rule-dirs",
        "strict-baseline",
        "fail-on-drop",
        "online",
    }


def test_init_suggests_what_most_articles_read_like(write, run):
    source = Path(__file__).parent.parent / "examples" / "articles" / "heat-pump-answer.txt"
    root = write(**{f"{name}_txt": source.read_text("utf-8") for name in "abc"}, d_md="The mill.\n")
    assert "profile cited-answer" in run("init")[1]
    assert load_config(root / "auditor.toml")[0].profile == "cited-answer"


def test_init_overwrites_nothing_without_force(write, run):
    root = write(auditor_toml="notes = true\n", a_md=BAD)
    status, out, err = run("init")
    assert (status, out) == (2, "")
    assert err == "auditor: auditor.toml is there already; change it, or write a new auditor.toml with --force\n"
    assert (root / "auditor.toml").read_text("utf-8") == "notes = true\n"
    assert run("init", "--force")[0] == 0
    (root / "auditor.toml").unlink()
    (root / "pyproject.toml").write_text("[tool.auditor]\nnotes = true\n")
    assert "[tool.auditor] in pyproject.toml is there already" in run("init")[2]


def test_init_with_its_schema(write, run):
    root = write(a_md=BAD)
    assert run("init", "--schema")[0] == 0
    text = (root / "auditor.toml").read_text("utf-8")
    (path,) = re.findall(r"^#:schema (\S+)$", text, re.MULTILINE)
    jsonschema.validate(tomllib.loads(text), json.loads((root / path).read_text("utf-8")))


@pytest.mark.parametrize("there", ["auditor.toml", "pyproject.toml"])
def test_init_puts_the_schema_beside_a_configuration_that_is_there(write, run, there):
    root = write(a_md=BAD)
    text = "notes = true\n" if there == "auditor.toml" else "[tool.auditor]\nnotes = true\n"
    (root / there).write_text(text, "utf-8")
    (root / "auditor.schema.json").write_text('{"title": "Configuration of auditor", "older": 1}', "utf-8")
    status, out, err = run("init", "--schema")
    assert (status, err) == (0, "")
    assert out.startswith("Wrote auditor.schema.json")
    assert ("#:schema ./auditor.schema.json" in out) == (there == "auditor.toml")
    assert json.loads((root / "auditor.schema.json").read_text("utf-8")) == config_schema()
    assert (root / there).read_text("utf-8") == text
    assert (root / "auditor.toml").exists() == (there == "auditor.toml")
    (root / "auditor.schema.json").write_text('{"title": "Mine"}', "utf-8")
    status, out, err = run("init", "--schema")
    assert (status, out) == (2, "")
    assert "auditor.schema.json is there already" in err


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["--profile", "wikki"], 2, "no profile “wikki”; did you mean “wiki”?"),
        (["--fail-under", "101"], 2, "101"),
    ],
)
def test_init_refuses(run, tmp_path, args, status, said):
    found = run("init", *args)
    assert (found[0], said in found[2]) == (status, True)
    assert not (tmp_path / "auditor.toml").exists()


def test_init_of_a_path_that_is_not_there(run, tmp_path):
    for path in ("posst", "no/*.md"):
        status, out, err = run("init", path)
        assert (status, out) == (3, "")
        assert f"{path}: nothing is there, so no configuration was written" in err
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_windows_begins_with_a_mark(tmp_path):
    path = tmp_path / "auditor.toml"
    path.write_bytes(b"\xef\xbb\xbfprofile = 'wiki'\r\n")
    config, problems = load_config(path)
    assert (config.profile, problems) == ("wiki", ())


def test_init_where_there_is_nothing(run, tmp_path):
    status, out, _ = run("init")
    assert (status, "No articles were found here." in out) == (0, True)
    assert load_config(tmp_path / "auditor.toml")[1] == ()


def test_init_asks_on_a_terminal(write):
    root = write(a_md=BAD)
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(root)
        os.execv(sys.executable, [*AUDITOR, "init"])  # noqa: S606 — the child becomes the command
    said = answer(fd, [("Profile", "blog\n"), ("Fail on (", "note\n"), ("low score", "y\n"), ("Least score", "55\n")])
    os.close(fd)  # ends it, should it still wait for an answer
    os.waitpid(pid, 0)
    config, problems = load_config(root / "auditor.toml")
    assert problems == (), said
    assert (config.profile, config.fail_on, config.fail_under) == ("blog", "note", 55)


def answer(fd, answers):
    """Answer the questions on a terminal as they come; gives all that was shown."""
    shown, waiting = b"", list(answers)
    while select.select([fd], [], [], 20)[0]:
        try:
            piece = os.read(fd, 4096)
        except OSError:
            break
        shown += piece
        if waiting and waiting[0][0].encode() in shown:
            os.write(fd, waiting.pop(0)[1].encode())
    return shown.decode("utf-8", "replace")


def test_a_configuration_is_plain_values():
    import pickle

    config = Config(levels={"a": "note"})
    assert pickle.loads(pickle.dumps(config)) == config  # noqa: S301 — made here
