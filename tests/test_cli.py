"""The command as users run it: exit statuses, streams, bad input."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time

import pytest

from auditor.report import REPORTERS

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
BAD = "As of my last knowledge update, nobody had replied.\n"  # one error
WARN = "Critics say the bridge is unsafe.\n"  # one warning
GOOD = "The harbour lies in the north of the town.\n"
EIGHT = "The bridge fell in March 2019 and killed 12 people.\n\n" * 8  # enough claims to be rated, none sourced


@pytest.fixture
def folder(tmp_path):
    for name, text in {"bad.md": BAD, "warn.md": WARN, "good.md": GOOD, "eight.md": EIGHT}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder):
    def run(*args, stdin=None, env=None, cwd=folder):
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **(env or {})}
        environment.pop("COLUMNS", None)
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*AUDITOR, *map(str, args)], input=data or b"", capture_output=True, env=environment, cwd=cwd, check=False, timeout=120
        )
        return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")

    return run


def folded(text):
    """A report with its lines joined again."""
    return " ".join(text.split()).replace("FAILED ", "FAILED  ")


# --- exit status ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["good.md"], 0),
        (["warn.md"], 0),
        (["bad.md"], 1),
        (["bad.md", "--fail-on", "never"], 0),
        (["warn.md", "--fail-on", "warning"], 1),
        (["warn.md", "--max-warnings", "0"], 1),
        (["warn.md", "--max-warnings", "1"], 0),
        (["eight.md", "--fail-under", "90", "--fail-on", "never"], 1),
        (["good.md", "--fail-under", "90"], 0),
        (["bad.md", "--ignore", "residue"], 0),
        (["nosuch.md"], 3),
        (["bad.md", "nosuch.md"], 3),
        (["bad.md", "nosuch.md", "--select", "nosuchrule"], 2),
        (["--nosuchoption"], 2),
        ([], 2),
    ],
)
def test_exit_status(run, args, status):
    assert run("check", *args)[0] == status


def test_forced_excludes_pass_where_nothing_is_left(run, folder):
    (folder / "empty.md").write_text("---\ntitle: x\n---\n")
    assert run("check", "empty.md")[0] == 3
    status, out, _ = run("check", "empty.md", "LICENSE", "--force-exclude")
    assert (status, "PASSED  nothing to audit; 1 file without prose skipped. Exit 0." in out) == (0, True)
    assert run("check", "gone.md", "--force-exclude")[0] == 3
    assert run("check", "bad.md", "LICENSE", "--force-exclude")[0] == 1


def test_the_outcome_names_all_that_happened(run):
    status, out, err = run("check", "bad.md", "nosuch.md", "--select", "nosuchrule,residue")
    assert status == 2
    said = "1 mistake in options, configuration or rules (see above); 1 text could not be audited; 1 error. Exit 2."
    assert f"FAILED  {said}" in folded(out)
    assert err.count("\n") == 2


def test_texts_that_are_not_rated_are_passed_over_by_fail_under_and_it_says_so(run):
    status, out, _ = run("check", "good.md", "eight.md", "--fail-under", "90", "--fail-on", "never")
    assert status == 1
    assert "1 text under 90 (eight.md: " in out
    assert "1 text not rated, so not held to --fail-under" in folded(out)


# --- streams --------------------------------------------------------------------------------------------------


def test_the_report_is_on_stdout_and_nothing_else(run):
    _, out, err = run("check", "bad.md")
    assert out.startswith("bad.md")
    assert "\x1b" not in out
    assert err == ""


@pytest.mark.parametrize("name", [name for name in REPORTERS if name != "terminal"])
def test_other_formats_leave_the_outcome_to_stderr(run, name):
    status, out, err = run("check", "bad.md", "--format", name)
    assert status == 1
    assert "cutoff-disclaimer" in out
    assert err == "FAILED  1 error. Exit 1.\n"


def test_formats_for_ci_tell_paths_from_the_root_of_the_repository(run, folder):
    (folder / ".git").mkdir()
    (folder / "posts").mkdir()
    (folder / "posts" / "bad.md").write_text(BAD, encoding="utf-8")
    for name in ("sarif", "github", "gitlab"):
        assert "posts/bad.md" in run("check", "bad.md", "--format", name, cwd=folder / "posts")[1]


def test_concise_lines(run):
    _, out, _ = run("check", "bad.md", "warn.md", "--format", "concise")
    first, second = out.splitlines()
    assert first.startswith("bad.md:1:1: error cutoff-disclaimer “As of my last knowledge update”")
    assert second.startswith("warn.md:1:1: warning ")


def test_outputs_go_to_files_beside_the_report(run, folder):
    wanted = [part for file in ("json=r.json", "markdown=r.md", "concise=r.txt") for part in ("--output", file)]
    _, out, _ = run("check", "bad.md", "good.md", *wanted)
    assert out.startswith("2 texts")
    assert len(json.loads((folder / "r.json").read_text())["results"]) == 2
    assert (folder / "r.md").read_text().startswith("# Sourcing report: 2 texts, failed")
    assert (folder / "r.txt").read_text().startswith("bad.md:1:1: error")


@pytest.mark.parametrize("value", ["json", "pdf=x", "json=", "json=no/such/dir/x"])
def test_an_output_that_cannot_be(run, value):
    status, _, err = run("check", "bad.md", "--output", value)
    assert status == 2
    assert value.partition("=")[2] in err


def test_quiet_leaves_stdout_empty(run):
    status, out, err = run("check", "bad.md", "--quiet")
    assert (status, out, err) == (1, "", "FAILED  1 error. Exit 1.\n")


def test_stdin_takes_its_format_from_the_name_given(run):
    status, out, _ = run("check", "-", "--stdin-filename", "post.md", "--format", "json", stdin="# Title\n\n" + BAD)
    result = json.loads(out)["results"][0]
    assert (status, result["name"], result["format"]) == (1, "post.md", "markdown")


def test_a_stream_without_utf8_gets_ascii(run):
    _, out, _ = run("check", "bad.md", env={"PYTHONIOENCODING": "latin-1"})
    assert out.isascii()
    assert "Sourcing not rated" in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["chek", "good.md"], "No such command 'chek'. Did you mean 'check'?"),
        (["good.md"], "No such command 'good.md'. To audit it: auditor check good.md"),
        (["a b.md"], "auditor check 'a b.md'"),
        (["https://example.org/a"], "To audit it: auditor check https://example.org/a"),
        (["zzz"], "No such command 'zzz'."),
        (["check", "good.md", "--fail-under", "most"], "'most' is not a valid number."),
    ],
)
def test_a_command_that_there_is_not_says_what_may_be_meant(run, folder, args, said):
    (folder / "a b.md").write_text(GOOD)
    status, out, err = run(*args)
    assert (status, out) == (2, "")
    assert err.rstrip().endswith(said)


LINKED = "# A bridge\n\n" + "The bridge fell in [March 2019](https://news.example.org/bridge) and killed 12 people.\n\n" * 5


@pytest.mark.parametrize("command", ["claims", "sources"])
def test_standard_input_has_the_format_of_its_name(run, folder, command):
    (folder / "p.md").write_text(LINKED)
    named = run(command, "-", "--stdin-filename", "p.md", stdin=LINKED)
    assert named == run(command, "p.md")
    status, _, err = run(command, "-", stdin=LINKED)
    assert status == 0
    assert "read as plain text; --stdin-filename draft.md" in err


def test_a_check_of_standard_input_says_that_it_was_read_as_plain_text(run):
    assert "Read as plain text, since it has no name: --stdin-filename draft.md" in folded(run("check", "-", stdin=LINKED)[1])
    assert "plain text" not in run("check", "-", "--stdin-filename", "p.md", stdin=LINKED)[1]
    assert "since it has no name" not in folded(run("check", "-", "--stdin-filename", "p.txt", stdin=LINKED)[1])


def test_a_run_without_a_gate_says_so(run):
    status, _, err = run("check", "bad.md", "--fail-on", "never", "-q")
    assert (status, err) == (0, "PASSED  1 error; nothing fails this run (--fail-on never). Exit 0.\n")


def test_a_narrow_terminal_gets_narrow_lines(folder):
    for command in (["check", "."], ["rules", "list"]):
        shown = on_a_terminal("-m", "auditor", *command, cwd=folder, columns=60)
        lines = re.sub(r"\x1b\[[0-9;]*[mK]", "", shown.rpartition("\x1b[2K")[2]).splitlines()
        assert len(lines) > 5
        assert max(map(len, lines)) <= 61, max(lines, key=len)


def test_colour_can_be_forced(run):
    assert "\x1b[" in run("check", "bad.md", "--color", "always")[1]


def on_a_terminal(*args, cwd, columns=80):
    """Run on a pseudo-terminal; gives what it shows."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(cwd)
        os.environ.update({"TERM": "xterm-256color", "COLUMNS": str(columns), "PYTHONIOENCODING": "utf-8"})
        os.environ.pop("NO_COLOR", None)
        os.execv(sys.executable, [sys.executable, "-P", *args])  # noqa: S606 — the child becomes the command
    shown = b""
    while True:
        try:
            piece = os.read(fd, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.waitpid(pid, 0)
    os.close(fd)
    return shown.decode("utf-8", "replace")


def test_a_terminal_gets_colour(folder):
    assert "\x1b[1;31m" in on_a_terminal("-m", "auditor", "check", "bad.md", cwd=folder)


SLOW = """
import time
from auditor.cli import progress
progress._AFTER = 0.05
bar = progress.Bar(6, enabled=True)
for _ in bar.watch(time.sleep(0.2) for _ in range(6)):
    pass
bar.stop()
print("done")
"""


def test_long_work_shows_a_bar_and_wipes_it(folder):
    shown = on_a_terminal("-c", SLOW, cwd=folder)
    assert "auditing" in shown
    assert "/6" in shown
    assert "done" in shown.rpartition("\x1b[2K")[2]


HOUSE_WORD = r"""
summary = "A word of the house"
message = "“{text}” is ours"
level = "error"
status = "stable"
since = "0.1"
why = "House style."
fix = "Use another word."
references = ["House style"]
[find]
with = "pattern"
patterns = ['\bharbour\b']
[[bad]]
text = "The harbour."
flags = ["harbour"]
[[good]]
text = "The port."
[[good]]
text = "The harbours."
"""


# --- bad input ------------------------------------------------------------------------------------------------


def lines(err):
    return [line for line in err.splitlines() if line.startswith("auditor: ")]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("binary.md", bytes(range(256)) * 40, "binary.md"),
        ("empty.md", b"", "empty.md: has no words"),
        ("matter.md", b"---\ntitle: x\n---\n", "matter.md: has no words"),
    ],
)
def test_a_named_file_that_cannot_be_audited_fails_and_the_others_go_on(run, folder, name, data, said):
    (folder / name).write_bytes(data)
    status, out, err = run("check", name, "bad.md")
    assert status == 3
    assert len(lines(err)) == 1
    assert said in err
    assert "cutoff-disclaimer" in out


def test_an_empty_file_met_by_walking_is_skipped_and_counted(run, folder):
    (folder / "empty.md").write_bytes(b"")
    status, out, err = run("check", ".", "--fail-on", "never")
    assert status == 0
    assert err == ""
    assert "1 file without prose skipped" in out


def test_a_directory_without_articles(run, folder):
    (folder / "void").mkdir()
    status, _, err = run("check", "void")
    assert status == 3
    assert "void: no articles in this directory" in err


def test_a_missing_file_is_named(run):
    assert run("check", "nosuch.md")[2] == "auditor: nosuch.md: no such file; check the path\n"


def test_an_unknown_rule_is_told_with_its_nearest(run):
    status, out, err = run("check", "bad.md", "--select", "cutof-disclaimer")
    assert status == 2
    assert "did you mean “cutoff-disclaimer”?" in err
    assert "Exit 2." in out


@pytest.mark.parametrize(("text", "said"), [("fail_on = 1\n", "did you mean “fail-on”?"), ("= nonsense", "is no readable TOML")])
def test_a_broken_configuration_is_told_and_the_audit_goes_on(run, folder, text, said):
    (folder / "auditor.toml").write_text(text)
    status, out, err = run("check", "bad.md")
    assert status == 2
    assert len(lines(err)) == 1
    assert said in err
    assert "cutoff-disclaimer" in out


def test_the_configuration_holds_and_options_override_it(run, folder):
    (folder / "auditor.toml").write_text("fail-on = 'warning'\n[rules.cutoff-disclaimer]\nlevel = 'note'\n")
    assert run("check", "bad.md")[0] == 0
    assert run("check", "warn.md")[0] == 1
    assert run("check", "warn.md", "--fail-on", "never")[0] == 0


def test_a_broken_rule_file_costs_only_itself(run, folder):
    pack = folder / "house" / "style"
    pack.mkdir(parents=True)
    (pack / "broken-rule.toml").write_text("summary = 1\n")
    (pack / "house-word.toml").write_text(HOUSE_WORD)
    status, out, err = run("check", "good.md", "--rules", "house")
    assert status == 2
    assert "broken-rule.toml" in err
    assert "house-word" in out
    assert run("rules", "test", "house")[0] == 2


def test_one_line_of_ten_megabytes(run, folder):
    (folder / "long.txt").write_text("The bridge fell. " * 20_000 + BAD.strip() + " The bridge fell." * 20_000)
    status, out, _ = run("check", "long.txt")
    assert status == 1
    assert "cutoff-disclaimer" in out
    assert max(map(len, out.splitlines())) <= 120


def test_hostile_names_and_words_reach_no_terminal(run, folder):
    (folder / "x\x1b[31m.md").write_text("# \x1b]0;owned\x07\n\nAs of my last knowledge\tupdate\x1b[2J, no.\n")
    for name in ("terminal", "concise", "markdown", "json"):
        _, out, err = run("check", "x\x1b[31m.md", "nosuch\x1b[31m.md", "--format", name)
        assert "\x1b" not in out + err
        assert "\x07" not in out + err


def test_a_closed_pipe_ends_quietly_but_not_well(folder):
    for n in range(40):
        (folder / f"{n}.md").write_text(BAD * 60)
    work = subprocess.Popen(
        [*AUDITOR, "check", ".", "--format", "concise"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    work.stdout.readline()
    work.stdout.close()
    err = work.stderr.read().decode()
    assert work.wait(60) == 3
    assert lines(err) == ["auditor: standard output was closed; the report is cut short"]
    assert "Traceback" not in err


@pytest.mark.parametrize("errors", ["with it", "elsewhere"])
@pytest.mark.parametrize(
    ("args", "status"),
    [
        (["check", "bad.md", "--config", "wrong.toml"], 2),
        (["claims", "bad.md", "--config", "wrong.toml"], 2),
        (["check", "bad.md", "--nosuch"], 2),
        (["check", "nosuch.md", "bad.md"], 3),
        (["check", "bad.md", "--format", "json"], 3),
    ],
)
def test_through_a_closed_pipe_the_worst_still_holds(folder, args, status, errors):
    (folder / "wrong.toml").write_text('profil = "wiki"\n')
    reader, writer = os.pipe()
    os.close(reader)  # whoever read has gone, as “| true” has
    stderr = writer if errors == "with it" else subprocess.PIPE
    done = subprocess.run([*AUDITOR, *args], cwd=folder, stdout=writer, stderr=stderr, check=False, timeout=60)
    os.close(writer)
    assert done.returncode == status
    assert b"Traceback" not in (done.stderr or b"")


def test_interrupted(folder):
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a run in the background hands this on to its children
        signal.signal(signal.SIGINT, signal.default_int_handler)
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    before = set(folder.iterdir())
    work = subprocess.Popen([*AUDITOR, "check", "bad.md", "-", "--output", "json=late.json"], cwd=folder, **pipes)
    for _ in range(600):
        if set(folder.iterdir()) > before:  # the draft of the report is there: soon it waits for standard input
            break
        time.sleep(0.05)
    time.sleep(1)
    work.send_signal(signal.SIGINT)
    _, err = work.communicate(timeout=60)
    assert work.returncode == 130
    assert lines(err.decode()) == ["auditor: interrupted before the end; what was reported so far stands"]
    assert "Traceback" not in err.decode()


# --- the other commands ---------------------------------------------------------------------------------------


COMMANDS = [
    "",
    "check",
    "claims",
    "sources",
    "baseline",
    "baseline write",
    "baseline check",
    "baseline prune",
    "rules",
    "rules list",
    "rules explain",
    "rules test",
    "cache",
    "cache dir",
    "cache clear",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(run, command):
    args = command.split()
    status, out, _ = run(*args, "--help")
    assert status == 0
    assert "Example" in out
    assert " ".join(["auditor", *args]) in out


def test_version(run):
    import auditor
    from auditor.rules import rules_version

    said = f"auditor {auditor.__version__} (score model 1, rules {rules_version()})\n"
    assert run("--version")[:2] == (0, said)


def test_claims_and_sources(run, folder):
    status, out, _ = run("claims", "eight.md", "--why")
    assert status == 0
    assert "claims lead to a source" in out
    assert run("sources", "eight.md")[0] == 0
    for command in ("claims", "sources"):
        status, out, err = run(command, "nosuch.md")
        assert (status, out) == (3, "")
        assert "no such file" in err


def test_rules(run):
    status, out, _ = run("rules", "list")
    assert status == 0
    assert "cutoff-disclaimer" in out
    assert "Backed by" in run("rules", "explain", "cutoff-disclaimer")[1]
    status, _, err = run("rules", "explain", "cutof-disclaimer")
    assert status == 2
    assert "did you mean “cutoff-disclaimer”?" in err


def test_examples_of_a_pack_hold_or_fail_the_run(run, folder):
    pack = folder / "house" / "style"
    pack.mkdir(parents=True)
    (pack / "house-word.toml").write_text(HOUSE_WORD)
    assert run("rules", "test", "house")[:2] == (0, "PASSED  1 rule, 3 examples\n")
    (pack / "house-word.toml").write_text(HOUSE_WORD.replace("The port.", "Our harbour."))
    status, out, _ = run("rules", "test", "house")
    assert status == 1
    assert "style/house-word: [[good]] 1 flags “harbour”; expected nothing" in out
    assert "FAILED  1 rule, 3 examples: 1 rule does not hold" in out


def test_one_article_pays_for_no_library_it_does_not_use(folder):
    command = [sys.executable, "-X", "importtime", *AUDITOR[1:], "check", "good.md"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True)
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "auditor.report.article" in loaded
    assert not loaded & {"rich.console", "httpx", "tldextract", "charset_normalizer", "auditor.read.html", "auditor.cli.rules"}
    assert not loaded & {"auditor.baseline", "auditor.compare", "auditor.fingerprint", "auditor.changes", "auditor.git"}
