"""`auditor check --watch` in a real terminal: it audits again what is saved, however it is saved."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time

import pytest

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
BAD = "As of my last knowledge update, nobody had replied.\n"
GOOD = "The harbour lies in the north of the town.\n"
WARN = "Critics say the bridge is unsafe.\n"
WATCHING = "auditor: watching for changes; Ctrl-C ends"


class Terminal:
    """A run in a terminal of its own, whose screens can be waited for."""

    def __init__(self, folder, *args):
        self.ours, theirs = pty.openpty()
        environment = {**os.environ, "COLUMNS": "100", "TERM": "xterm"}
        line = [*AUDITOR, "check", "--watch", *args]
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), theirs)
        self.work = subprocess.Popen(line, cwd=folder, env=environment, start_new_session=True, **streams)
        os.close(theirs)
        self.told = ""

    def screen(self, *words, seconds=60):
        """Wait until the last screen holds some words and waits for changes; gives it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            last = self.told.rpartition("\x1b[3J")[2]
            if WATCHING in last and all(word in last for word in words):
                self.told = self.told[: -len(last)] if last else self.told
                return last
            if select.select([self.ours], [], [], 0.2)[0]:
                try:
                    self.told += os.read(self.ours, 65536).decode("utf-8", "replace")
                except OSError:  # the other end is closed
                    break
        raise AssertionError(f"no screen with {words}: {self.told[-2000:]!r}")

    def end(self, number=signal.SIGINT):
        self.work.send_signal(number)
        try:
            return self.work.wait(timeout=30)
        finally:
            self.work.kill()
            os.close(self.ours)


@pytest.fixture
def terminal(tmp_path):
    open_ones = []

    def start(*args):
        open_ones.append(Terminal(tmp_path, *args))
        return open_ones[-1]

    (tmp_path / "a.md").write_text(BAD)
    yield start
    for one in open_ones:
        one.work.kill()
        one.work.wait()


def replaced(path, text):
    """Save as most editors do: write another file, put it in the place of the first."""
    path.with_name("4913").write_text("")
    path.with_name("4913").unlink()
    path.rename(path.with_name(path.name + "~"))
    time.sleep(0.05)  # for a moment there is no such file
    path.with_name(".a.md.swp").write_text(text)
    path.with_name(".a.md.swp").rename(path)


@pytest.mark.parametrize("target", ["a.md", "."])
def test_what_is_saved_is_audited_again(terminal, tmp_path, target):
    run = terminal(target)
    assert "FAILED" in run.screen("cutoff-disclaimer")
    (tmp_path / "a.md").write_text(GOOD)
    assert "a.md changed" in run.screen("PASSED")
    replaced(tmp_path / "a.md", WARN)
    screen = run.screen("unnamed-voices")
    assert "no such file" not in screen
    replaced(tmp_path / "a.md", BAD)
    run.screen("cutoff-disclaimer")
    assert run.end() == 0


def test_new_and_deleted_files_of_a_directory_are_seen_and_the_rest_is_not_audited_again(terminal, tmp_path):
    run = terminal(".")
    run.screen("cutoff-disclaimer")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.md").write_text(WARN)
    run.screen("2 texts", "sub/b.md")
    (tmp_path / "a.md").unlink()
    assert "cutoff-disclaimer" not in run.screen("unnamed-voices", "a.md changed")
    assert run.end() == 0


def test_the_configuration_is_watched_too_and_a_mistake_in_it_is_told(terminal, tmp_path):
    run = terminal("a.md")
    run.screen("cutoff-disclaimer")
    (tmp_path / "auditor.toml").write_text('ignore = ["residue"]\n')
    assert "auditor.toml changed" in run.screen("PASSED")
    (tmp_path / "auditor.toml").write_text("nonsense = 1\n")
    run.screen("unknown key “nonsense”", "cutoff-disclaimer")
    (tmp_path / "auditor.toml").unlink()
    run.screen("auditor.toml changed", "cutoff-disclaimer")
    assert run.end() == 0


def test_a_report_that_it_writes_is_no_change(terminal, tmp_path):
    run = terminal(".", "--output", "markdown=report.md")
    run.screen("cutoff-disclaimer")
    time.sleep(1.5)
    while select.select([run.ours], [], [], 0.2)[0]:
        assert "changed" not in os.read(run.ours, 65536).decode("utf-8", "replace")
    (tmp_path / "a.md").write_text(GOOD)
    run.screen("a.md changed", "PASSED")
    assert (tmp_path / "report.md").read_text().startswith("# Sourcing report")
    assert run.end() == 0


def test_without_the_cache_nothing_is_kept_afterwards(terminal, tmp_path):
    place = os.path.join(os.environ["AUDITOR_CACHE_DIR"], "results.db")  # noqa: PTH118
    before = os.path.exists(place)  # noqa: PTH110
    run = terminal("a.md", "--no-cache")
    run.screen("cutoff-disclaimer")
    (tmp_path / "a.md").write_text(GOOD)
    run.screen("PASSED")
    assert run.end() == 0
    assert os.path.exists(place) == before  # noqa: PTH110


def test_the_system_ends_it_as_the_user_does(terminal):
    run = terminal("a.md")
    run.screen("cutoff-disclaimer")
    assert run.end(signal.SIGTERM) == 0


def command(cwd, *args, **environment):
    line = [*AUDITOR, "check", *args]
    environment = {**os.environ, **environment}
    return subprocess.run(line, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60, input="")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-", "--watch"], "standard input cannot be watched"),
        (["a.md", "--watch", "--timing"], "--watch and --timing do not go together"),
        (["a.md", "--watch", "--output", "json=a.md"], "would overwrite one of the texts"),
    ],
)
def test_what_cannot_be_watched(tmp_path, args, said):
    (tmp_path / "a.md").write_text(GOOD)
    done = command(tmp_path, *args)
    assert done.returncode == 2
    assert said in re.sub(r"\s+", " ", done.stderr)


def test_without_watchfiles_it_says_how_to_install_it(tmp_path):
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "watchfiles.py").write_text("raise ImportError('not there')\n")
    done = command(tmp_path, "a.md", "--watch", PYTHONPATH=str(tmp_path / "none"))
    assert done.returncode == 2
    assert "--watch needs the library watchfiles; install it: pip install watchfiles" in re.sub(r"\s+", " ", done.stderr)
    assert "Traceback" not in done.stderr
