"""Many texts: whatever the number of processes and whatever comes from the cache, the reports are the same to the byte."""

from __future__ import annotations

import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor import workers
from auditor.config import Config, select_rules
from auditor.finders import FINDERS
from auditor.model import Failure
from auditor.read.sources import Found, walk
from auditor.report import REPORTERS
from auditor.runs import audit_all
from auditor.stored import Form

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
ARTICLES = Path(__file__).resolve().parents[1] / "examples" / "articles"
PAGE = (
    "<!doctype html><html><head><title>{0}</title></head><body>"
    "<article><h1>{0}</h1><p>The bridge fell in {1}.</p></article></body></html>"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with a bit of everything: articles, pages of one site, other letters, line ends, and what cannot be audited."""
    folder = tmp_path_factory.mktemp("many")
    for part in ("a", "b"):
        shutil.copytree(ARTICLES, folder / part)
    for number in range(6):
        (folder / f"page{number}.html").write_text(PAGE.format(f"Page {number}", 1990 + number), "utf-8")
    (folder / "cr.md").write_bytes("Critics say “über­all” 𝒳 fell.\r\n\r\nSee the report here.\r".encode())
    (folder / "latin.txt").write_bytes("Kritiker sagen, die Brücke sei unsicher.".encode("latin-1"))
    (folder / "empty.md").write_text("---\na: b\n---\n")
    (folder / "binary.md").write_bytes(bytes(range(256)) * 8)
    (folder / "asks.md").write_text("---\nauditor:\n  profile: wiki\n---\n\nThe bridge fell in 1990.\n")
    (folder / "asks-wrongly.md").write_text("---\nauditor:\n  profile: nosuch\n---\n\nThe bridge fell in 1990.\n")
    (folder / "gone.md").symlink_to("nowhere.md")
    return folder


def command(folder, cache, *args):
    """Run the command; gives all that it told, on each of its streams and in each of its files."""
    out = cache.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    outputs = [part for name in REPORTERS for part in ("--output", f"{name}={out / name}")] if "--output" in args else []
    line = [*AUDITOR, "check", ".", "--preview", "--notes", *(arg for arg in args if arg != "--output"), *outputs]
    environment = {**os.environ, "AUDITOR_CACHE_DIR": str(cache)}
    done = subprocess.run(line, cwd=folder, env=environment, capture_output=True, check=False, timeout=300)
    return done.returncode, done.stdout, done.stderr, {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@pytest.mark.parametrize("args", [["--output"], ["--full"], ["--format", "concise"]], ids=" ".join)
def test_jobs_and_cache_change_no_byte(folder, tmp_path, args):
    first = command(folder, tmp_path / "c", *args, "--no-cache", "--jobs", "1")
    assert first[0] == 3
    assert len(first[2].splitlines()) >= 3  # what could not be audited
    assert command(folder, tmp_path / "c", *args, "--no-cache", "--jobs", "2") == first
    assert not (tmp_path / "c").exists()
    assert command(folder, tmp_path / "c", *args, "--jobs", "2") == first
    assert command(folder, tmp_path / "c", *args, "--jobs", "2") == first
    assert command(folder, tmp_path / "c", *args, "--jobs", "1") == first


def told(results, selection):
    form = Form(selection)
    return [(result.name, form.write(result, detail=True)) for result in results]


SELECTION = select_rules(Config(preview=True))


def test_what_is_a_sites_fault_is_told_once_whoever_finds_it(folder):
    found = [one for one in walk([folder]) if isinstance(one, Found)]
    alone = [r for r in audit_all(found, SELECTION) if not isinstance(r, Failure)]
    shared = [r for r in audit_all(found, SELECTION, jobs=2) if not isinstance(r, Failure)]
    once = [[f.rule.id for f in audit.findings if f.rule.once] for audit in alone]
    assert sum(map(len, once)) > 0
    assert once == [[f.rule.id for f in audit.findings if f.rule.once] for audit in shared]


def test_processes_that_are_spawned_give_the_same(folder, monkeypatch):
    monkeypatch.setattr(workers, "start_method", lambda: "spawn")
    found = list(walk([folder]))
    assert told(audit_all(found, SELECTION, jobs=2), SELECTION) == told(audit_all(found, SELECTION), SELECTION)


@pytest.fixture
def fork(monkeypatch):
    """Processes that have what a test has put into this one; the machinery around the tests may have threads."""
    if "fork" not in workers.multiprocessing.get_all_start_methods():
        pytest.skip("the system has no fork")
    monkeypatch.setattr(workers, "start_method", lambda: "fork")


@pytest.fixture
def texts(tmp_path):
    for number in range(40):
        word = {7: "CRASH", 8: "KILL", 21: "EXIT"}.get(number, "calm")
        (tmp_path / f"{number:02}.md").write_text(f"Critics say the bridge is unsafe. {word} [{number}].\n")
    return [Found(str(path), named=False) for path in sorted(tmp_path.iterdir())]


def test_a_broken_rule_is_told_as_it_is_in_one_process(fork, texts, monkeypatch):
    def crash(document, **options):
        if b"CRASH" in document.data:
            raise KeyError("crash")
        return iter(())

    monkeypatch.setitem(FINDERS, "vague-voice", crash)
    alone = told(audit_all(texts, SELECTION), SELECTION)
    assert sum("KeyError: 'crash'" in stored.core for _, stored in alone) == 1
    assert told(audit_all(texts, SELECTION, jobs=2), SELECTION) == alone


def test_a_process_that_is_killed_costs_its_text_and_no_other(fork, texts, monkeypatch):
    mine = os.getpid()

    def end(document, **options):
        if os.getpid() != mine and b"KILL" in document.data:
            os.kill(os.getpid(), signal.SIGKILL)
        if os.getpid() != mine and b"EXIT" in document.data:
            os._exit(5)
        return iter(())

    monkeypatch.setitem(FINDERS, "vague-voice", end)
    results = list(audit_all(texts, SELECTION, jobs=2))
    failures = {Path(r.name).stem: r for r in results if isinstance(r, Failure)}
    assert [Path(r.name).stem for r in results] == [f"{number:02}" for number in range(40)]
    assert set(failures) == {"08", "21"}
    assert failures["08"].kind == "internal"
    ended = "the process that audited it ended (killed by SIGKILL); please report it with this text"
    assert failures["08"].reason == f"{failures['08'].name}: {ended}"
    assert "exit status 5" in failures["21"].reason


def test_where_the_system_gives_no_process_one_does_it_all(texts, monkeypatch):
    def none(*_args, **_more):
        raise OSError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(workers.Workers, "_started", none)
    assert told(audit_all(texts, SELECTION, jobs=2), SELECTION) == told(audit_all(texts, SELECTION), SELECTION)


def test_where_it_gives_no_more_processes_the_first_one_goes_on(fork, texts, monkeypatch):
    mine, start, started = os.getpid(), workers.Workers._started, []

    def only_two(self):
        if len(started) == 2:
            raise OSError(11, "Resource temporarily unavailable")
        started.append(start(self))
        return started[-1]

    def end(document, **options):
        if os.getpid() != mine:
            os._exit(1)
        return iter(())

    monkeypatch.setattr(workers.Workers, "_started", only_two)
    monkeypatch.setitem(FINDERS, "vague-voice", end)
    results = list(audit_all(texts, SELECTION, jobs=2))
    assert [Path(r.name).stem for r in results] == [f"{number:02}" for number in range(40)]
    assert sum(isinstance(r, Failure) for r in results) == 2


def children(pid):
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, encoding="utf-8", check=False)
    return [int(line) for line in listed.stdout.split()]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_process(tmp_path, number):
    text = "\n\n".join(path.read_text("utf-8") for path in ARTICLES.glob("*.md")) * 4
    for index in range(200):
        (tmp_path / f"{index}.md").write_text(f"{text}\n\n{index}\n", "utf-8")
    line = [*AUDITOR, "check", ".", "--no-cache", "--jobs", "2", "--format", "concise"]
    own = {"start_new_session": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(line, cwd=tmp_path, **own) as work:
        deadline = time.monotonic() + 60
        while len(seen := children(work.pid)) < 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        os.kill(work.pid, number)
        _, err = work.communicate(timeout=60)
    assert len(seen) == 2
    assert work.returncode == (-9 if number == signal.SIGKILL else 130)
    assert err.strip() == (
        b"" if number == signal.SIGKILL else b"auditor: interrupted before the end; what was reported so far stands"
    )
    deadline = time.monotonic() + 30
    while (
        alive := [pid for pid in seen if Path(f"/proc/{pid}").exists() and "Z" not in state(pid)]
    ) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert alive == []


def state(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_on_a_terminal_the_bar_counts_and_the_report_is_the_same(folder, tmp_path):
    """The bar runs in a thread of its own: processes are started before it."""
    line = [*AUDITOR, "check", ".", "--no-cache", "--format", "concise", "--jobs"]
    told = []
    for jobs in ("1", "2"):
        ours, theirs = pty.openpty()
        done = subprocess.run([*line, jobs], cwd=folder, stdout=subprocess.PIPE, stderr=theirs, check=False, timeout=120)
        os.close(theirs)
        os.close(ours)
        told.append((done.returncode, done.stdout))
    assert told[0] == told[1]
