"""What the command reads and writes: nothing of the user's is lost, passed over in silence or waited for in vain."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import auditor
from auditor.cli.files import Output, Sheet, WriteError
from auditor.cli.output import paper
from auditor.model import Failure
from auditor.read.sources import Found, read_source, walk

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
BAD = "As of my last knowledge update, nobody had replied.\n"
FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")  # noqa: PTH110 — a device


@pytest.fixture
def run(tmp_path):
    (tmp_path / "bad.md").write_text(BAD)

    def run(*args, stdout=subprocess.PIPE):
        done = subprocess.run(
            [*AUDITOR, *args],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            check=False,
            timeout=60,
        )
        return done.returncode, (done.stdout or b"").decode(), done.stderr.decode()

    return run


# --- writing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paths", "outputs", "said"),
    [
        (["bad.md"], ["json=bad.md"], "would overwrite one of the texts"),
        (["bad.md"], ["json=./link.md"], "would overwrite one of the texts"),
        (["."], ["json=bad.md"], "would overwrite one of the texts"),
        (["*.md"], ["json=bad.md"], "would overwrite one of the texts"),
        (["bad.md"], ["json=x", "markdown=./x"], "would overwrite the file of --output json=x"),
        (["bad.md"], ["json=auditor.toml"], "would overwrite the configuration"),
        (["bad.md"], ["json=-"], "there is --format json"),
    ],
)
def test_an_output_that_would_cost_a_file_is_refused_before_anything_is_opened(run, tmp_path, paths, outputs, said):
    (tmp_path / "link.md").symlink_to("bad.md")
    (tmp_path / "auditor.toml").write_text("notes = false\n")
    before = sorted(tmp_path.iterdir())
    status, out, err = run("check", *paths, *(part for output in outputs for part in ("--output", output)))
    assert (status, out) == (2, "")
    assert said in " ".join(err.split())
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "bad.md").read_text() == BAD
    assert (tmp_path / "auditor.toml").read_text() == "notes = false\n"


def test_a_report_in_another_folder_links_to_the_articles(run, tmp_path):
    (tmp_path / "out").mkdir()
    run("check", ".", "--output", "markdown=out/report.md")
    links = re.findall(r"\]\(([^)#]+)", (tmp_path / "out" / "report.md").read_text())
    assert links
    assert {(tmp_path / "out" / link).resolve() for link in links} == {tmp_path / "bad.md"}


def test_an_earlier_report_among_the_articles_is_written_anew_and_not_audited(run, tmp_path):
    for _ in range(2):
        status, out, _ = run("check", ".", "--output", "markdown=report.md")
        assert status == 1
        assert out.startswith("bad.md")
    assert (tmp_path / "report.md").read_text().startswith("# Sourcing report: 1 text, failed")


def test_an_interrupted_run_leaves_the_earlier_report(tmp_path):
    (tmp_path / "r.json").write_text("earlier")
    command = [*AUDITOR, "check", "-", "--output", "json=r.json"]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, cwd=tmp_path, **pipes) as work:
        for _ in range(1500):
            if len(list(tmp_path.iterdir())) > 1:  # the draft is there
                break
            time.sleep(0.02)
        work.send_signal(signal.SIGTERM)
        _, err = work.communicate(timeout=60)
    assert work.returncode == 130, err
    assert b"Traceback" not in err
    assert (tmp_path / "r.json").read_text() == "earlier"
    assert list(tmp_path.iterdir()) == [tmp_path / "r.json"]


def test_a_report_keeps_the_mode_and_the_links_of_its_file(tmp_path):
    real = tmp_path / "real.json"
    real.write_text("earlier")
    real.chmod(0o640)
    (tmp_path / "link.json").symlink_to("real.json")
    with Sheet(Output("json", str(tmp_path / "link.json"))) as sheet:
        sheet.write("new")
        assert real.read_text() == "earlier"
        sheet.keep()
    assert real.read_text() == "new"
    assert real.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.json").is_symlink()


@FULL
@pytest.mark.parametrize("options", [[], ["--format", "json"], ["--format", "concise"]])
def test_a_full_disk_behind_standard_output(run, options):
    with Path("/dev/full").open("w") as full:
        status, _, err = run("check", "bad.md", *options, stdout=full)
    assert status == 3
    assert err == "auditor: standard output: cannot be written (No space left on device); the report is not complete\n"


@FULL
def test_a_full_disk_behind_an_output(run):
    status, _, err = run("check", "bad.md", "--quiet", "--output", "json=/dev/full")
    assert status == 3
    assert err == "auditor: --output json=/dev/full: cannot be written (No space left on device); the report is not complete\n"


@pytest.mark.parametrize(("line", "status"), [(">&-", 3), ("--quiet >&-", 1), ("--output json=r.json >&-", 3), ("2>&-", 1)])
def test_a_closed_stream(run, tmp_path, line, status):
    command = f"{' '.join(AUDITOR)} check bad.md {line}"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert ("standard output: cannot be written" in done.stderr) == (status == 3)


@FULL
def test_a_full_disk_behind_the_help(run):
    with Path("/dev/full").open("w") as full:
        status, _, err = run("check", "--help", stdout=full)
    assert status == 3
    assert err.count("\n") == 1


def test_a_device_is_written_to_and_not_replaced(run):
    assert run("check", "bad.md", "--output", "json=/dev/null")[0] == 1
    assert not os.path.isfile("/dev/null")  # noqa: PTH113


def test_a_disk_that_fills_up_takes_no_report_away(tmp_path, monkeypatch):
    (tmp_path / "r.json").write_text("earlier")

    def full(*_args):
        raise OSError(28, "No space left on device")

    with Sheet(Output("json", str(tmp_path / "r.json"))) as sheet:
        monkeypatch.setattr(os, "replace", full)
        with pytest.raises(WriteError, match="No space left"):
            sheet.keep()
    assert list(tmp_path.iterdir()) == [tmp_path / "r.json"]
    assert (tmp_path / "r.json").read_text() == "earlier"


# --- reading --------------------------------------------------------------------------------------------------


def test_a_directory_that_may_not_be_read_is_a_failure(tmp_path, monkeypatch):
    (tmp_path / "a.md").write_text(BAD)
    (tmp_path / "locked").mkdir()
    scandir = os.scandir

    def locked(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", locked)
    found, failure = walk([str(tmp_path)])
    assert isinstance(found, Found)
    assert isinstance(failure, Failure)
    assert "locked: may not be read (Permission denied)" in failure.reason
    (alone,) = walk([str(tmp_path / "locked")])
    assert "may not be read" in alone.reason


@pytest.mark.parametrize("paths", [["."], ["*.md"], ["dead.md"]])
def test_a_link_to_nothing_is_a_failure(run, tmp_path, paths):
    (tmp_path / "dead.md").symlink_to("nowhere.md")
    (tmp_path / "self.md").symlink_to("self.md")
    (tmp_path / "dead.png").symlink_to("nowhere.png")
    status, _, err = run("check", *paths)
    assert status == 3
    assert "dead.md: is a link to a file that does not exist" in err
    assert ("self.md: cannot be read" in err) == (paths != ["dead.md"])
    assert "png" not in err


def test_what_is_no_regular_file_is_refused_at_once(run, tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    status, _, err = run("check", "pipe.md", "/dev/zero")
    assert status == 3
    assert err.splitlines() == [
        f"auditor: {name}: is not a regular file; pass a stream as “-”" for name in ("pipe.md", "/dev/zero")
    ]


def test_pipes_that_the_shell_passes_are_read(tmp_path):
    (tmp_path / "bad.md").write_text(BAD)
    command = " ".join(AUDITOR)
    for line in (f"{command} check <(cat bad.md)", f"cat bad.md | {command} check /dev/stdin"):
        done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, check=False, timeout=60)
        assert done.returncode == 1, done.stderr
        assert b"cutoff-disclaimer" in done.stdout


def test_a_path_that_is_none(run):
    status, _, err = run("check", "")
    assert status == 3
    assert err == "auditor: “” is no path; name a file\n"
    with pytest.raises(auditor.MissingError, match="is no path"):
        read_source("")
    with pytest.raises(TypeError, match="not NoneType"):
        auditor.audit(None)
    with pytest.raises(TypeError, match="not bytes"):
        auditor.audit_text(b"words")


def test_an_exclude_that_leaves_nothing_is_named(run, tmp_path):
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "a.md").write_text(BAD)
    status, _, err = run("check", "drafts", "--exclude", "drafts/")
    assert status == 3
    assert "no articles in this directory that “exclude” leaves in (drafts/)" in err


# --- options --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_a_score_to_hold_must_be_a_number(run, value):
    status, _, err = run("check", "bad.md", "--fail-under", value)
    assert status == 2
    assert "--fail-under" in err


def test_a_wrong_choice_of_rules_is_no_clean_bill(run):
    status, out, _ = run("check", "bad.md", "--select", "nosuch")
    assert status == 2
    assert "no errors" not in out
    assert "1 finding of other rules not shown" in " ".join(out.split())


def test_a_choice_of_rules_says_what_it_hides(run):
    status, _, err = run("check", "bad.md", "--select", "links", "--quiet")
    assert status == 0
    assert err == "PASSED  no errors or warnings of the rules selected; 1 finding of other rules not shown (--select). Exit 0.\n"


@pytest.mark.parametrize(
    "command", [["claims", "bad.md"], ["sources", "bad.md"], ["rules", "list"], ["rules", "explain", "no-locator"]]
)
def test_every_command_tells_of_a_broken_configuration(run, tmp_path, command):
    (tmp_path / "auditor.toml").write_text("fail_on = 1\n")
    status, out, err = run(*command)
    assert status == 2
    assert out
    assert "did you mean “fail-on”?" in err


def test_an_unknown_rule_may_be_one_of_your_own(run):
    assert "--rules DIR" in run("rules", "explain", "zzzzzz")[2]


def test_a_failure_is_told_once_on_one_screen(run, tmp_path):
    with (tmp_path / "log.txt").open("w") as log:  # standard output and error together, as on a terminal
        subprocess.run([*AUDITOR, "check", "bad.md", "nosuch.md"], cwd=tmp_path, stdout=log, stderr=subprocess.STDOUT, check=False)
    assert (tmp_path / "log.txt").read_text().count("nosuch.md: no such file") == 1
    assert "nosuch.md: no such file" in run("check", "bad.md", "nosuch.md")[1]


def test_words_of_a_page_are_shown_without_its_markup(run, tmp_path):
    page = "<p>The &ldquo;old&rdquo; bridge fell in <a href='https://example.org/a'>March&nbsp;2019</a> and killed 12 people.</p>\n"
    (tmp_path / "a.html").write_text(page)
    (claim,) = json.loads(run("check", "a.html", "--format", "json")[1])["results"][0]["claims"]
    assert " ".join(claim["text"].split()) == "The “old” bridge fell in March 2019 and killed 12 people."
    assert page[claim["start"] : claim["start"] + 11] == "The &ldquo;"
    for args in (["check", "a.html"], ["claims", "a.html", "--why"], ["check", "a.html", "--format", "markdown"]):
        shown = run(*args)[1]
        assert "&ldquo;" not in shown
        assert "</a>" not in shown


def test_a_plain_format_does_not_pay_for_the_terminals(tmp_path):
    (tmp_path / "bad.md").write_text(BAD)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *AUDITOR[1:], "check", "bad.md", "--format", "concise"],
        cwd=tmp_path, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "auditor.report.common" in loaded
    assert not {name for name in loaded if name.startswith("rich")} | loaded & {"auditor.report.article", "auditor.report.terminal"}


def test_the_width_is_that_of_columns_then_of_a_terminal_then_100(monkeypatch):
    terminals = {2: os.terminal_size((90, 24))}

    def size(number):
        if number not in terminals:
            raise OSError(25, "Inappropriate ioctl for device")
        return terminals[number]

    monkeypatch.setattr(os, "get_terminal_size", size)
    monkeypatch.delenv("COLUMNS", raising=False)
    assert paper().columns == 90  # standard output is a pipe, standard error a terminal
    monkeypatch.setenv("COLUMNS", "110")
    assert paper().columns == 110
    monkeypatch.setenv("COLUMNS", "nonsense")
    terminals.clear()
    assert paper().columns == 100
