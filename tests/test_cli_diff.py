"""`auditor diff` as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
OLD = "Critics say the bridge is unsafe.\n\nIt fell in March 2019 and killed 12 people.\n"
NEW = "Ann Lee, the mayor, said on Monday that the bridge is unsafe.\n\nIt fell in March 2019 and killed 12 people.\n"
PAGE = "<html><body><article><p>Critics say the bridge is <b>unsafe</b>.</p></article></body></html>"


@pytest.fixture
def run(tmp_path):
    (tmp_path / "old.md").write_text(OLD)
    (tmp_path / "new.md").write_text(NEW)
    (tmp_path / "page.html").write_text(PAGE)

    def run(*args, stdin="", command="diff", cwd=tmp_path):
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "80"}
        done = subprocess.run(
            [*AUDITOR, command, *args], cwd=cwd, env=environment, input=stdin, capture_output=True, encoding="utf-8", check=False
        )
        assert "Traceback" not in done.stderr
        return done.returncode, done.stdout, done.stderr

    run.folder = tmp_path
    return run


def test_a_better_version(run):
    status, out, err = run("old.md", "new.md", "--fail-on-regression")
    assert (status, err) == (0, "")
    assert out.startswith("old.md → new.md\n")
    assert "Fixed, by line of the old version: 1\n  1:1      warning  unnamed-voices “Critics say”\n" in out
    assert out.splitlines()[-1].startswith("BETTER  1 fixed, 0 new, 0 unchanged")


def test_a_worse_version_fails_on_request_only(run):
    assert run("new.md", "old.md")[0] == 0
    status, out, _ = run("new.md", "old.md", "--fail-on-regression")
    assert status == 1
    assert "New: 1" in out
    assert "WORSE" in out.splitlines()[-1] or "MIXED" in out.splitlines()[-1]


def test_the_same_version(run):
    status, out, _ = run("old.md", "old.md", "--fail-on-regression")
    assert (status, out.splitlines()[-1].split()[0]) == (0, "UNCHANGED")


def test_no_line_is_wider_than_the_terminal(run):
    for args in (("old.md", "new.md"), ("new.md", "old.md", "--full"), ("page.html", "old.md")):
        assert max(map(len, run(*args)[1].splitlines())) <= 80


@pytest.mark.parametrize("sides", [("-", "page.html"), ("page.html", "-")])
def test_standard_input_is_of_the_format_of_the_other(run, sides):
    status, out, _ = run(*sides, "--format", "json", stdin=PAGE)
    (article,) = json.loads(out)["articles"]
    assert (status, article["findings"]["new"], article["findings"]["fixed"]) == (0, [], [])
    assert len(article["findings"]["unchanged"]) == 1


def test_two_reports(run):
    for name in ("old", "new"):
        folder = run.folder / name
        folder.mkdir()
        (folder / "a.md").write_text(OLD if name == "old" else NEW)
        (folder / "b.md").write_text(OLD)
        (folder / f"only-{name}.md").write_text(OLD)
        report = run(".", "--format", "json", "--fail-on", "never", command="check", cwd=folder)[1]
        (run.folder / f"{name}.json").write_text(report)
    status, out, _ = run("old.json", "new.json", "--fail-on-regression")
    assert status == 0
    assert "a.md\n" in out
    assert "b.md" not in out  # nothing in it changed
    assert "Only in the new report: 1\n  only-new.md\n" in out
    assert run("new.json", "old.json", "--fail-on-regression")[0] == 1
    value = json.loads(run("old.json", "new.json", "--format", "json")[1])
    assert [article["new"] for article in value["articles"]] == ["a.md", "b.md"]
    assert value["only_old"] == ["only-old.md"]


def test_a_report_and_an_article(run):
    (run.folder / "old.json").write_text(run("old.md", "--format", "json", command="check")[1])
    assert "1 fixed, 0 new" in run("old.json", "new.md")[1]


def test_markdown_is_escaped(run):
    (run.folder / "bad.md").write_text(
        "As of my last knowledge update, <img src=x> | `a` @you #1.\n\nCritics say <b>so</b> | `x`.\n"
    )
    status, out, _ = run("new.md", "bad.md", "--format", "markdown")
    assert status == 0
    assert out.startswith("# Sourcing: ")
    for never in ("<img", "<b>", "@you"):
        assert never not in out


def test_a_broken_report_is_named(run):
    report = json.loads(run("old.md", "--format", "json", command="check")[1])
    for name, change in {
        "version.json": {"version": 2},
        "empty.json": {"results": []},
        "other.json": {"results": 3},
        "damaged.json": {"results": [{"kind": "audit", "name": "old.md"}]},
    }.items():
        (run.folder / name).write_text(json.dumps({**report, **change}))
    (run.folder / "words.json").write_text("no JSON")
    for name, said in {
        "version.json": "is a report of version 2; this auditor reads version 1",
        "empty.json": "is a report on no text",
        "other.json": "is JSON, but no report of auditor",
        "damaged.json": "is a damaged report",
        "words.json": "is no JSON",
    }.items():
        status, out, err = run(name, "old.md")
        assert (status, out) == (2, "")
        assert name in err
        assert said in err
        assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (("-", "-"), 2, "standard input holds one version"),
        (("gone.md", "new.md"), 3, "gone.md: no such file"),
        (("old.md", "."), 3, ".: is a directory"),
        (("old.md",), 2, "Missing argument 'NEW'"),
        (("old.md", "new.md", "--profile", "nonsense"), 2, "nonsense"),
    ],
)
def test_what_cannot_be_compared(run, args, status, said):
    found, _, err = run(*args)
    assert found == status
    assert said in err


def test_reports_without_a_common_article(run):
    for name in ("old", "new"):
        (run.folder / f"{name}2.md").write_text(OLD)
        out = run(f"{name}.md", f"{name}2.md", "--format", "json", "--fail-on", "never", command="check")[1]
        (run.folder / f"{name}.json").write_text(out)
    status, _, err = run("old.json", "new.json")
    assert (status, "have no article of the same name in common" in err) == (2, True)


def test_a_text_that_could_not_be_audited_never_passes(run):
    both = json.loads(run("old.md", "gone.md", "--format", "json", command="check")[1])
    (run.folder / "r.json").write_text(json.dumps(both))
    status, out, err = run("r.json", "r.json")
    assert status == 3
    assert "gone.md: no such file" in err
    assert "1 text could not be audited" in " ".join(out.split())
