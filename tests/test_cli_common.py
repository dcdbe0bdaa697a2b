"""What commands have in common: help in sections, colour, a named configuration, JSON for programs."""

import json
import re
from importlib import import_module

import pytest

from auditor.cli.sections import SECTIONS

TEXT = (
    "The bridge fell in March 2019 and killed 12 people, said Ida Holm.\n\nIt was the oldest in the country.\n\nCritics say so.\n"
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(TEXT, "utf-8")
    return tmp_path


@pytest.fixture
def run(folder, run_in_process):
    return run_in_process


def test_colour_can_be_asked_for_by_the_environment(run, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    for value, asked in (("1", True), ("0", False), ("", False)):
        monkeypatch.setenv("FORCE_COLOR", value)
        assert ("\x1b[" in run("check", "a.md")[1]) is asked
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" not in run("check", "a.md", "--color", "never")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check", "a.md")[1]


def test_help_shows_every_option_once_and_in_a_section(run):
    for command in (["check"], ["fix"], ["verify"], ["corpus", "run"]):
        shown = run(*command, "--help")[1]
        options = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", shown.partition("Examples:")[0], re.MULTILINE)
        assert len(options) == len(set(options)) > 10
        assert "--help" in options
        assert "\nReport:\n" in shown
        assert "\nRules:\n" in shown


def test_sections_name_no_option_that_there_is_not():
    commands = [import_module(f"auditor.cli.{name}").__dict__[name] for name in ("check", "fix", "verify")]
    commands.append(import_module("auditor.cli.corpus").run)
    there = {param.name for command in commands for param in command.params}
    named = [name for names in SECTIONS.values() for name in names]
    assert len(named) == len(set(named))
    assert set(named) - there == {"help"}


@pytest.mark.parametrize("command", [("claims", "a.md"), ("sources", "a.md"), ("diff", "a.md", "a.md")])
def test_the_named_configuration_holds_and_not_the_nearest(run, folder, command):
    (folder / "auditor.toml").write_text("sellect = []\n", "utf-8")
    (folder / "mine.toml").write_text('profile = "wiki"\n', "utf-8")
    status, _, err = run(*command)
    assert (status, "sellect" in err) == (2, True)
    status, _, err = run(*command, "--config", "mine.toml")
    assert (status, err) == (0, "")
    status, _, err = run(*command, "--config", "missing.toml")
    assert (status, "missing.toml" in err) == (2, True)


def test_claims_for_programs(run):
    status, out, _ = run("claims", "a.md", "--format", "json", "--why")
    value = json.loads(out)
    report = json.loads(run("check", "a.md", "--format", "json")[1])["results"][0]
    assert (status, value["version"]) == (0, 1)
    assert value["claims"]
    assert [{k: v for k, v in one.items() if k != "why"} for one in value["claims"]] == report["claims"]
    assert all(one["why"] for one in value["claims"])
    assert all("why" not in one for one in json.loads(run("claims", "a.md", "--format", "json")[1])["claims"])
