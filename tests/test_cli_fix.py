"""`auditor fix` and `auditor check --fix` as users run them: what they print, write, and refuse."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from auditor.cli.rewrite import RewriteError, put_back
from auditor.config import Config, select_rules
from auditor.fix import mend_file
from auditor.model import Failure
from auditor.read.sources import Found

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
BAD = "The vote was < em >close< / em > again. p >\n\nSmith &amp; Daughters won.\n"
MENDED = "The vote was *close* again.\n\nSmith &amp; Daughters won.\n"
GOOD = "The harbour lies in the north of the town.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bad.md").write_text(BAD, "utf-8")
    (tmp_path / "good.md").write_text(GOOD, "utf-8")
    return tmp_path


@pytest.fixture
def run(folder):
    def run(*args, stdin=b"", status=None, text=True):
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", "COLUMNS": "100"}
        done = subprocess.run(
            [*AUDITOR, *map(str, args)], input=stdin, capture_output=True, env=environment, cwd=folder, check=False, timeout=120
        )
        assert b"Traceback" not in done.stderr
        if status is not None:
            assert done.returncode == status, done.stderr.decode()
        return (done.stdout.decode() if text else done.stdout), done.stderr.decode()

    return run


def selection():
    return select_rules(Config())


def rewritten(path):
    return mend_file(Found(str(path), named=True), selection())


# --- what it does ---------------------------------------------------------------------------------------------


def test_files_are_mended_where_they_lie_and_it_says_what_was_mended_and_what_is_left(run, folder):
    out, err = run("fix", ".", status=0)
    assert (folder / "bad.md").read_text("utf-8") == MENDED
    assert (folder / "good.md").read_text("utf-8") == GOOD
    assert out.splitlines()[0] == "bad.md: 2 places mended"
    assert "spaced-tag" in out
    assert "line 1: makes the tags markup again" in out
    assert err.startswith("MENDED  2 places in 1 of 2 files; nothing is left. Exit 0.")
    out, err = run("fix", ".", status=0)
    assert (out, err.startswith("PASSED  nothing to mend")) == ("", True)


def test_a_diff_changes_nothing_and_fails_where_something_would_change(run, folder):
    out, err = run("fix", "bad.md", "good.md", "--diff", status=1)
    assert (folder / "bad.md").read_text("utf-8") == BAD
    assert out.startswith(
        "--- bad.md\n+++ bad.md\n@@ -1,3 +1,3 @@\n-The vote was < em >close< / em > again. p >\n+The vote was *close*"
    )
    assert "WOULD MEND  2 places would be mended in 1 of 2 files" in err
    out, _ = run("fix", "good.md", "--diff", status=0)
    assert out == ""


@pytest.mark.parametrize("text", [BAD, BAD.rstrip("\n"), BAD.replace("\n", "\r\n")], ids=["lf", "no-last-line-end", "crlf"])
def test_a_diff_is_one_that_patch_takes(run, folder, text):
    (folder / "bad.md").write_bytes(text.encode())
    out, _ = run("fix", "bad.md", "--diff", status=1, text=False)
    done = subprocess.run(["patch", "-p0", "--binary"], input=out, cwd=folder, capture_output=True, check=False)
    if done.returncode == 127:
        pytest.skip("no patch here")
    patched = (folder / "bad.md").read_bytes()
    (folder / "bad.md").write_bytes(text.encode())
    run("fix", "bad.md", status=0)
    assert (folder / "bad.md").read_bytes() == patched


def test_a_dry_run_counts_and_changes_nothing(run, folder):
    out, err = run("fix", ".", "--dry-run", status=0)
    assert (folder / "bad.md").read_text("utf-8") == BAD
    assert out.splitlines()[0] == "bad.md: 2 places would be mended"
    assert "WOULD MEND  2 places" in err


def test_only_what_is_selected_is_mended(run, folder):
    run("fix", "bad.md", "--select", "spaced-tag", status=0)
    assert (folder / "bad.md").read_text("utf-8").startswith("The vote was *close* again. p >")
    run("fix", "bad.md", "--ignore", "markup", status=0)
    assert (folder / "bad.md").read_text("utf-8").startswith("The vote was *close* again. p >")


def test_unsafe_fixes_wait_to_be_asked_for(run, folder):
    (folder / "a.txt").write_text("The mayor\ufffds boat sank.\n", "utf-8")
    _, err = run("fix", "a.txt", status=0)
    assert "1 unsafe fix not made (--unsafe-fixes)" in err
    run("fix", "a.txt", "--unsafe-fixes", status=0)
    assert (folder / "a.txt").read_text("utf-8") == "The mayor’s boat sank.\n"


def test_suggestions_are_shown_and_never_made(run, folder):
    text = "The board wrote [a report](https://board.example/quay) in May.\n\nThe quay sank. See their latest report here.\n"
    (folder / "a.md").write_text(text, "utf-8")
    out, err = run("fix", "a.md", "--unsafe-fixes", status=0)
    assert "suggestion: “See their latest report here” may mean https://board.example/quay (dangling-here, line 3)" in " ".join(
        out.split()
    )
    assert err.startswith("PASSED  nothing to mend")
    assert (folder / "a.md").read_text("utf-8") == text


def test_standard_input_goes_mended_to_standard_output(run):
    text = b"\xef\xbb\xbfSmith &amp; Daughters won.\r\nIt was < em >late< / em >."
    out, err = run("fix", "-", stdin=text, status=0, text=False)
    assert out == b"\xef\xbb\xbfSmith & Daughters won.\r\nIt was late."
    assert "MENDED  3 places" in err
    out, _ = run("fix", "-", "--stdin-filename", "a.md", stdin=b"It was < strong >late< / strong >.", status=0)
    assert out == "It was **late**."


def test_standard_input_that_needs_nothing_comes_back_as_it_is(run):
    assert run("fix", "-", stdin=GOOD.encode(), status=0)[0] == GOOD


def test_check_mends_first_where_it_is_asked_to(run, folder):
    out, err = run("check", "bad.md", "--fix", status=0)
    assert (folder / "bad.md").read_text("utf-8") == MENDED
    assert "auditor: mended 2 places in 1 file" in err
    assert "spaced-tag" not in out


def test_a_json_report_carries_the_edits(run, folder):
    out, _ = run("check", "bad.md", "--format", "json", "--fail-on", "never", status=0)
    findings = json.loads(out)["results"][0]["findings"]
    (spaced,) = [f for f in findings if f["rule"] == "spaced-tag"]
    (fix,) = spaced["fixes"]
    assert fix["safety"] == "safe"
    assert [(BAD[e["start"] : e["end"]], e["text"], e["line"], e["column"]) for e in fix["edits"]] == [
        ("< em >", "*", 1, 14),
        ("< / em >", "*", 1, 25),
    ]


# --- what it keeps --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "right"),
    [
        (b"The \xe9cole &amp; the port.\r\n", b"The \xe9cole & the port.\r\n"),
        (b"\xef\xbb\xbfSmith &amp; Co.\n", b"\xef\xbb\xbfSmith & Co.\n"),
        ("Smith &amp; Co.\n".encode("utf-16"), "Smith & Co.\n".encode("utf-16")),
        (b"Smith &amp; Co.\rAnd more.\r", b"Smith & Co.\rAnd more.\r"),
        (b"Smith &amp; Co.", b"Smith & Co."),
    ],
    ids=["windows-1252", "utf-8-mark", "utf-16", "lone-cr", "no-last-line-end"],
)
def test_encoding_mark_and_line_ends_are_kept(run, folder, data, right):
    (folder / "a.txt").write_bytes(data)
    run("fix", "a.txt", status=0)
    assert (folder / "a.txt").read_bytes() == right


def test_permissions_and_links_are_kept(run, folder):
    (folder / "bad.md").chmod(0o640)
    (folder / "link.md").symlink_to("bad.md")
    run("fix", "link.md", status=0)
    assert (folder / "bad.md").stat().st_mode & 0o777 == 0o640
    assert (folder / "link.md").is_symlink()
    assert (folder / "bad.md").read_text("utf-8") == MENDED
    assert sorted(path.name for path in folder.iterdir()) == ["bad.md", "good.md", "link.md"]


def test_a_file_that_needs_nothing_is_not_written(run, folder):
    before = (folder / "good.md").stat().st_mtime_ns
    run("fix", "good.md", status=0)
    assert (folder / "good.md").stat().st_mtime_ns == before


# --- what it refuses ------------------------------------------------------------------------------------------


def test_a_file_that_changed_meanwhile_is_left_alone(folder):
    one = rewritten(folder / "bad.md")
    (folder / "bad.md").write_text("Somebody else was here.\n", "utf-8")
    with pytest.raises(RewriteError, match="has changed since it was read"):
        put_back(one)
    assert (folder / "bad.md").read_text("utf-8") == "Somebody else was here.\n"
    assert sorted(path.name for path in folder.iterdir()) == ["bad.md", "good.md"]


def test_a_file_that_may_not_be_written_is_left_alone(folder, monkeypatch):
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(RewriteError, match="cannot be written"):
        put_back(rewritten(folder / "bad.md"))
    assert (folder / "bad.md").read_text("utf-8") == BAD


def test_a_draft_that_fails_leaves_no_trace(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RewriteError, match="No space left"):
        put_back(rewritten(folder / "bad.md"))
    assert sorted(path.name for path in folder.iterdir()) == ["bad.md", "good.md"]


def test_bytes_that_would_not_come_back_are_not_touched(run, folder):
    data = "Größe und Süße & mehr, Öl für Ämter.\n".encode() * 40 + b"Smith &amp; \xff Co.\n"
    (folder / "a.txt").write_bytes(data)
    _, err = run("fix", "a.txt", "good.md", status=3)
    assert (folder / "a.txt").read_bytes() == data
    assert "a.txt: has bytes that are no UTF-8; save it as UTF-8" in err


def test_a_letter_that_the_encoding_lacks_is_named(folder):
    (folder / "a.txt").write_bytes("The école of Smith &#8658; the port.\n".encode("cp1252"))
    failure = rewritten(folder / "a.txt")
    assert isinstance(failure, Failure)
    assert "a.txt: CP1252 lacks a letter that the fix puts in ('⇒')" in failure.reason


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["fix", "gone.md"], 3, "gone.md: no such file"),
        (["fix", "gone.md", "bad.md"], 3, "1 file could not be mended"),
        (["fix", "-", "bad.md"], 2, "name it alone"),
        (["fix", "bad.md", "--diff", "--dry-run"], 2, "choose one"),
        (["fix", "bad.md", "--select", "spaced-tags"], 2, "spaced-tag"),
        (["fix", "bad.md", "--stdin-filename"], 2, "stdin-filename"),
        (["check", "bad.md", "--unsafe-fixes"], 2, "--unsafe-fixes goes with --fix"),
        (["check", "-", "--fix"], 2, "auditor fix -"),
    ],
)
def test_wrong_usage_is_told_in_one_sentence(run, args, status, said):
    _, err = run(*args, status=status)
    assert said in err


def test_a_mistake_in_the_choice_of_rules_mends_nothing(run, folder):
    run("fix", "bad.md", "--select", "nonsense", status=2)
    run("check", "bad.md", "--fix", "--select", "nonsense", status=2)
    assert (folder / "bad.md").read_text("utf-8") == BAD


def test_files_without_prose_that_are_met_by_walking_are_passed_over(run, folder):
    (folder / "empty.md").write_text("---\ntitle: x\n---\n", "utf-8")
    _, err = run("fix", ".", status=0)
    assert "1 file without prose skipped" in err
