"""What others plug auditor into: the action, the hooks, the examples for CI. Each runs as far as it can without the service."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
CI = ROOT / "examples" / "ci"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
BAD = "As of my last knowledge update, nobody had replied.\n"
WARN = "Critics say the bridge is unsafe.\n"
GOOD = "The harbour lies in the north of the town.\n"
BASH = shutil.which("bash")
NO_BASH = pytest.mark.skipif(not BASH, reason="the action runs in bash, as GitHub's runners have it")


def python(*command, **options):
    return subprocess.run([sys.executable, "-m", *map(str, command)], capture_output=True, encoding="utf-8", check=False, **options)


# --- the form -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("github-actions", ROOT / "action.yml"),
        ("github-workflows", CI / "github-workflow.yml"),
        ("gitlab-ci", CI / "gitlab-ci.yml"),
    ],
)
def test_files_keep_to_the_schema_of_their_service(schema, file):
    run = python("check_jsonschema", "--builtin-schema", f"vendor.{schema}", file)
    assert run.returncode == 0, run.stdout


def test_files_for_pre_commit_keep_to_its_form():
    for command, file in (
        ("validate-manifest", ROOT / ".pre-commit-hooks.yaml"),
        ("validate-config", CI / "pre-commit-config.yaml"),
    ):
        run = python("pre_commit", command, file)
        assert run.returncode == 0, run.stdout
    hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    used = {
        hook["id"] for repo in yaml.safe_load((CI / "pre-commit-config.yaml").read_text("utf-8"))["repos"] for hook in repo["hooks"]
    }
    assert used <= hooks == {"auditor", "auditor-strict"}


def test_the_example_workflow_uses_inputs_and_outputs_of_the_action():
    text = (CI / "github-workflow.yml").read_text("utf-8")
    (step,) = [step for step in yaml.safe_load(text)["jobs"]["sourcing"]["steps"] if step.get("id") == "auditor"]
    assert set(step["with"]) <= set(ACTION["inputs"])
    assert set(re.findall(r"steps\.auditor\.outputs\.([\w-]+)", text)) <= set(ACTION["outputs"])


def test_no_input_is_code_in_the_action():
    for step in ACTION["runs"]["steps"]:
        assert "${{" not in step["run"]
    given = " ".join(value for step in ACTION["runs"]["steps"] for value in step["env"].values())
    assert set(re.findall(r"inputs\.([\w-]+)", given)) == set(ACTION["inputs"])


# --- the action -----------------------------------------------------------------------------------------------


@pytest.fixture
def act(tmp_path, command_path):
    """Run a step of the action as GitHub's runner does; gives exit status, output, and the files that GitHub reads."""
    work, files = tmp_path / "work", tmp_path / "runner"
    work.mkdir()
    files.mkdir()

    def run(number, environment=None, **inputs):
        step = ACTION["runs"]["steps"][number]
        values = {name: one["default"] for name, one in ACTION["inputs"].items()} | {
            k.replace("_", "-"): v for k, v in inputs.items()
        }
        env = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: values[m[1]], value) for name, value in step["env"].items()}
        github = {name: str(files / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
        for path in github.values():
            Path(path).write_text("")
        script = files / "step.sh"
        script.write_text(step["run"], "utf-8")
        done = subprocess.run(
            [BASH, "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=work,
            env={**command_path, **github, "RUNNER_TEMP": str(files), **env, **(environment or {})},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done, {name: Path(path).read_text("utf-8") for name, path in github.items()}

    run.work = work
    return run


@NO_BASH
def test_the_action_annotates_sums_up_and_passes_the_exit_status_on(act):
    (act.work / "bad.md").write_text(BAD)
    done, files = act(1, sarif_file="out.sarif")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::error file=bad.md,line=1,")
    assert files["GITHUB_STEP_SUMMARY"].startswith("# Sourcing report: 1 text, failed")
    assert files["GITHUB_OUTPUT"].startswith("exit-status=1\nsarif-file<<")
    assert "\nout.sarif\n" in files["GITHUB_OUTPUT"]
    assert json.loads((act.work / "out.sarif").read_text())["version"] == "2.1.0"


@NO_BASH
@pytest.mark.parametrize(
    ("inputs", "status"),
    [
        ({"paths": "good.md"}, 0),
        ({"paths": "good.md\nbad one.md\n"}, 1),
        ({"paths": "bad one.md", "fail_on": "never"}, 0),
        ({"paths": "warn.md", "fail_on": "warning"}, 1),
        ({"paths": "warn.md", "args": "--max-warnings 0 --select 'attribution, residue'"}, 1),
        ({"paths": "gone.md"}, 3),
        ({"paths": "good.md", "args": "--nonsense"}, 2),
        ({"paths": "good.md", "fail_under": "101"}, 2),
        ({"paths": ""}, 2),
    ],
)
def test_the_action_takes_its_inputs(act, inputs, status):
    for name, text in (("bad one.md", BAD), ("warn.md", WARN), ("good.md", GOOD)):
        (act.work / name).write_text(text)
    done, files = act(1, **inputs)
    assert done.returncode == status, done.stderr
    assert files["GITHUB_OUTPUT"].startswith(f"exit-status={status}\n")


@NO_BASH
def test_the_action_writes_no_summary_where_none_is_wanted(act):
    (act.work / "good.md").write_text(GOOD)
    assert act(1, summary="false")[1]["GITHUB_STEP_SUMMARY"] == ""


@NO_BASH
@pytest.mark.parametrize("name", [name for name in ACTION["inputs"] if name != "version"])
def test_no_input_of_the_action_can_run_a_command(act, name):
    (act.work / "good.md").write_text(GOOD)
    act(1, **{name.replace("-", "_"): "$(touch hacked)`touch hacked`; touch hacked\n\"'|touch hacked"})
    assert not (act.work / "hacked").exists()


@NO_BASH
@pytest.mark.parametrize("name", ["baseline", "changed-since"])
def test_the_action_hands_on_what_the_run_is_held_against(act, name, command_path):
    (act.work / "good.md").write_text(GOOD)
    known = subprocess.run(["auditor", "check", "--help"], env=command_path, capture_output=True, encoding="utf-8", check=True)
    done, _ = act(1, **{name.replace("-", "_"): "no-such-thing"})
    assert done.returncode in (2, 3)
    assert (f"--{name}" if f"--{name}" not in known.stdout else "no-such-thing") in done.stderr


@NO_BASH
def test_the_action_installs_into_a_place_of_its_own(act, tmp_path):
    """From a wheel without dependencies, so that no network is asked."""
    wheel = tmp_path / "tiny_auditor-1-py3-none-any.whl"
    info = "tiny_auditor-1.dist-info"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("tiny.py", "def main():\n    print('tiny')\n")
        file.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: tiny-auditor\nVersion: 1\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{info}/entry_points.txt", "[console_scripts]\nauditor = tiny:main\n")
        file.writestr(f"{info}/RECORD", "")
    done, files = act(0, {"PIP_NO_INDEX": "1"}, version=str(wheel))
    assert done.returncode == 0, done.stderr
    assert files["GITHUB_PATH"] == ""  # the other steps of the job keep their path
    done, _ = act(1)
    assert (done.returncode, done.stdout) == (0, "tiny\n")


# --- the examples ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "status"), [(BAD, 1), (GOOD, 0)])
def test_the_script_of_the_gitlab_example_runs(tmp_path, command_path, text, status):
    job = yaml.safe_load((CI / "gitlab-ci.yml").read_text("utf-8"))["sourcing"]
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text(text)
    run = subprocess.run(["sh", "-ec", "\n".join(job["script"])], cwd=tmp_path, env=command_path, capture_output=True, check=False)
    assert run.returncode == status, run.stderr
    issues = json.loads((tmp_path / job["artifacts"]["reports"]["codequality"]).read_text())
    assert [issue["location"]["path"] for issue in issues] == ["content/a.md"] * status
    assert (tmp_path / job["artifacts"]["reports"]["junit"]).read_text().startswith("<?xml")


# --- pre-commit -----------------------------------------------------------------------------------------------


def git(folder, *command):
    identity = [
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "commit.gpgsign=false",
        "-c",
        "init.defaultBranch=main",
    ]
    return subprocess.run(
        ["git", *identity, *command], cwd=folder, capture_output=True, encoding="utf-8", check=True
    ).stdout.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory):
    """A repository with auditor as it stands here, and one with articles whose hooks come from it."""
    if not shutil.which("git"):
        pytest.skip("no git")
    if python("pip", "download", "--no-deps", "--quiet", "--dest", tmp_path_factory.mktemp("probe"), "hatchling").returncode:
        pytest.skip("pre-commit installs auditor into an environment of its own, for which pip needs a package index")
    home = tmp_path_factory.mktemp("auditor")
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, home)
    for name in ("auditor", "rules"):
        shutil.copytree(ROOT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    git(home, "init", "--quiet")
    git(home, "add", "--all")
    git(home, "commit", "--quiet", "--message", "auditor")
    articles = tmp_path_factory.mktemp("articles")
    git(articles, "init", "--quiet")
    config = {
        "repos": [
            {"repo": str(home), "rev": git(home, "rev-parse", "HEAD"), "hooks": [{"id": "auditor"}, {"id": "auditor-strict"}]}
        ]
    }
    (articles / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("cache")), "PRE_COMMIT_COLOR": "never"}
    environment.pop("PYTHONPATH", None)

    def run(hook, **files):
        for name, text in files.items():
            path = articles / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        git(articles, "add", "--all", "--force")
        return python("pre_commit", "run", hook, "--all-files", "--verbose", cwd=articles, env=environment)

    run.folder = articles
    return run


def test_the_hook_passes_what_is_no_article_and_stops_errors(hooks):
    others = {"a.py": "x = 1\n", "LICENSE": "No words.\n", "requirements.txt": "click\n", "empty.md": "---\ntitle: x\n---\n"}
    run = hooks("auditor", **others)
    assert (run.returncode, "PASSED  nothing to audit" in run.stdout) == (0, True), run.stdout + run.stderr
    run = hooks("auditor", **{"good.md": GOOD, "warn.txt": WARN, "drafts/page.html": f"<p>{GOOD}</p>"})
    assert run.returncode == 0, run.stdout
    assert "warn.txt:1:1: warning unnamed-voices" in run.stdout
    run = hooks("auditor", **{"drafts/bad.md": BAD})
    assert run.returncode == 1, run.stdout
    assert "drafts/bad.md:1:1: error cutoff-disclaimer" in run.stdout
    assert "Exit 1." in run.stdout
    run = hooks("auditor", **{"auditor.toml": 'exclude = ["drafts/"]\n'})
    assert run.returncode == 0, run.stdout


def test_the_strict_hook_stops_warnings(hooks):
    run = hooks("auditor-strict", **{"warn.txt": WARN})
    assert run.returncode == 1, run.stdout
    (hooks.folder / "warn.txt").unlink()
    assert hooks("auditor-strict", **{"good.md": GOOD}).returncode == 0
