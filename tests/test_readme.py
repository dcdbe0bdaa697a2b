"""The README says nothing that does not work: its commands run here, its set-up lines in `.ci/run`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import auditor
from auditor.config import load_config, select_rules
from auditor.model import PARTS
from auditor.profiles import profile_names
from auditor.score.model1 import settings

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"<!-- run(?:: (\d))? -->\n```sh\n(.*?)```", README, re.DOTALL)
COMMANDS = [(line, int(status or 0)) for status, block in BLOCKS for line in block.splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """What the README's reader has: the examples."""
    path = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples", path / "examples")
    return path


def test_there_are_commands():
    assert len(COMMANDS) >= 8


@pytest.mark.parametrize(("command", "status"), COMMANDS, ids=[line for line, _ in COMMANDS])
def test_commands(command, status, folder, command_path):
    run = subprocess.run(["sh", "-c", command], cwd=folder, env=command_path, capture_output=True, encoding="utf-8", check=False)
    assert (run.returncode, bool(run.stdout)) == (status, True), run.stderr
    assert "Traceback" not in run.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell, command_path):
    assert f"_AUDITOR_COMPLETE={shell}_source" in README
    if shell == "bash" and not shutil.which("bash"):
        pytest.skip("click asks bash for its version")
    environment = {**command_path, "_AUDITOR_COMPLETE": f"{shell}_source"}
    run = subprocess.run(["auditor"], env=environment, capture_output=True, encoding="utf-8", check=False)
    assert "_AUDITOR_COMPLETE" in run.stdout


def test_the_configuration_is_valid(tmp_path):
    (block,) = re.findall(r"<!-- config -->\n```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "auditor.toml").write_text(block, "utf-8")
    config, problems = load_config(tmp_path / "auditor.toml")
    assert problems == ()
    assert config.fail_under == 60
    assert select_rules(config).problems == ()  # pasted as it is, it works


def test_what_it_says_of_ignoring_holds():
    (block,) = re.findall(r"<!-- ignores -->\n```markdown\n(.*?)```", README, re.DOTALL)
    first, _, rest = block.partition("-->\n")
    text = f"{first}-->\nCritics say it fell.\n\nCritics say so.\n{rest}"
    found = auditor.audit_text(text, name="a.md", config=auditor.Config(require_reasons=True)).findings
    assert [f.state for f in found if f.rule.id == "unnamed-voices"] == ["ignored", "new"]
    directives = {f.rule.id for f in found if f.rule.category == "directives"}
    assert directives <= {"unused-directive"}  # the example has nothing to ignore but that


def test_the_configuration_of_the_network_is_valid(tmp_path):
    (block,) = re.findall(r"<!-- config: online -->\n```toml\n(.*?)```", README, re.DOTALL)
    block = block.replace("# crossref", "crossref").replace("# retractions", "retractions")
    (tmp_path / "auditor.toml").write_text(block, "utf-8")
    config, problems = load_config(tmp_path / "auditor.toml")
    assert problems == ()
    assert (config.network.confirm, config.network.max_age) == (2, 86_400)
    assert config.network.services.crossref == "https://crossref.example.org"
    assert config.network.lists.retractions == "https://lists.example.org/retraction_watch.csv"


def test_the_settings_of_editors_start_the_server():
    blocks = dict(re.findall(r"<!-- editor: (\w+) -->\n```\w+\n(.*?)```", README, re.DOTALL))
    code, helix = json.loads(blocks["json"]), tomllib.loads(blocks["toml"])
    server = helix["language-server"]["auditor"]
    lua = re.search(r'cmd = \{ "(\w+)", "(\w+)" \}', blocks["lua"]).groups()
    starts = [(code["glspc.server.command"], *code["glspc.server.commandArguments"]), (server["command"], *server["args"]), lua]
    assert starts == [("auditor", "lsp")] * 3
    assert "lsp" in list_commands()


def list_commands():
    from auditor.cli import cli

    return cli.list_commands(None)


def test_links_lead_to_files():
    for name in ("README.md", "CONTRIBUTING.md", "examples/rules/README.md", "rules/README.md"):
        path = ROOT / name
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
            assert (path.parent / target).exists(), f"{name}: {target}"


def test_the_parts_of_the_score_are_those_of_the_tool():
    from auditor.model import PARTS

    table = README.partition("| part | points | asks |")[2].partition("\n\n")[0]
    names = [name.removeprefix("clean ") for name in re.findall(r"^\| ([a-z ]+) \|", table, re.MULTILINE)]
    assert tuple(names) == PARTS


def test_set_up_lines_are_those_that_continuous_integration_runs():
    marks = re.findall(r"<!-- ci: (\w+) -->\n```sh\n(.*)\n```", README)
    assert [name for name, _ in marks] == ["first", "second"]
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert all(f"readme {name}" in script for name, _ in marks)


def test_the_readme_says_how_high_a_score_can_be():
    score = tomllib.loads((ROOT / "rules" / "score.toml").read_text("utf-8"))
    assert f"no text gets more than {score['ceilings']['unopened']['most']}" in " ".join(README.split())


@pytest.mark.parametrize("name", profile_names())
def test_profiles_are_worth_what_it_says(name):
    (parts,) = re.findall(rf"^\| `{name}` \|.*\| ([\d, ]+) \|$", README, re.MULTILINE)
    assert [int(points) for points in parts.split(", ")] == [settings(name)["parts"][part] for part in PARTS]
