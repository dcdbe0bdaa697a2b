"""Results of earlier runs: when they are used, and that nothing wrong with them is more than a line on standard error."""

from __future__ import annotations

import ast
import os
import re
import sqlite3
import subprocess
import sys
import time
import tomllib
from functools import cache
from pathlib import Path

import pytest

import auditor.cache as cache_module
from auditor import runs
from auditor.cache import _LIBRARIES, _libraries, open_cache, run_key
from auditor.config import Config, select_rules
from auditor.finders import FINDERS, PASSING
from auditor.kept import ForeignError, clear, default_folder
from auditor.model import Failure
from auditor.read.sources import Found
from auditor.runs import audit_all

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
BAD = "As of my last knowledge update, nobody had replied.\n"
FUTURE = "# A page\n\nThe bridge fell [1].\n\n## References\n\n1. Marlow, J. (2094). The bridge. Harlow Press.\n"
SELECTION = select_rules(Config())


@pytest.fixture
def folder(tmp_path):
    """Texts that were written long ago."""
    texts = tmp_path / "texts"
    texts.mkdir()
    for name, text in {"bad.md": BAD, "good.md": "The harbour lies in the north.\n", "empty.md": "---\na: b\n---\n"}.items():
        write(texts / name, text)
    return texts


def write(path, text, *, ago=3600):
    path.write_text(text, "utf-8")
    then = time.time() - ago
    os.utime(path, (then, then))


@pytest.fixture
def settled(monkeypatch):
    """File times are trusted at once: a test does not wait for the clock of the file system."""
    monkeypatch.setattr("auditor.read.sources._SETTLED", -1)


@pytest.fixture
def audits(monkeypatch):
    """The paths that were audited and not found in the cache."""
    done = []
    audited = runs._audited
    monkeypatch.setattr(runs, "_audited", lambda path, *args, **more: done.append(Path(path).name) or audited(path, *args, **more))
    return done


@pytest.fixture
def reads(monkeypatch):
    """The paths that were read."""
    done = []
    for module in (cache_module, runs):
        read = module.read_source
        monkeypatch.setattr(
            module, "read_source", lambda path, read=read, **more: done.append(Path(path).name) or read(path, **more)
        )
    return done


def run(folder, cache, *, selection=SELECTION, detail=False, said=None):
    """One run over a directory; gives what reports tell of it."""
    opened = open_cache(cache, selection, (said if said is not None else []).append)
    found = [Found(str(path), named=False) for path in sorted(folder.glob("*.md"))]
    try:
        results = list(audit_all(found, selection, cache=opened, detail=detail))
    finally:
        if opened:
            opened.close()
    return [(r.name, r.reason) if isinstance(r, Failure) else (r.name, r.findings, r.score) for r in results]


# --- when it is used ------------------------------------------------------------------------------------------


def test_what_has_not_changed_is_neither_audited_nor_read(folder, tmp_path, settled, audits, reads):
    first = run(folder, tmp_path / "c")
    assert audits == ["bad.md", "empty.md", "good.md"]
    audits.clear()
    reads.clear()
    assert run(folder, tmp_path / "c") == first
    assert (audits, reads) == ([], [])


@pytest.mark.skipif(sys.platform == "darwin", reason="its file system takes no such name")
def test_a_name_that_is_no_text_is_kept_like_any(folder, tmp_path, settled, audits):
    write(Path(os.fsdecode(os.fsencode(folder) + b"/quay \xff.md")), BAD)
    said = []
    first = run(folder, tmp_path / "c", said=said)
    audits.clear()
    assert run(folder, tmp_path / "c", said=said) == first
    assert (audits, said) == ([], [])


def test_a_changed_text_is_audited_anew(folder, tmp_path, settled, audits):
    run(folder, tmp_path / "c")
    audits.clear()
    write(folder / "bad.md", "The harbour lies in the south.\n")
    assert [name for name, found, _ in run(folder, tmp_path / "c") if found] == []
    assert audits == ["bad.md"]


def test_a_change_that_keeps_size_and_time_is_seen(folder, tmp_path, settled, audits):
    write(folder / "bad.md", BAD)
    before = (folder / "bad.md").stat()
    run(folder, tmp_path / "c")
    audits.clear()
    (folder / "bad.md").write_text(BAD.replace("nobody", "anyone"), "utf-8")
    os.utime(folder / "bad.md", ns=(before.st_atime_ns, before.st_mtime_ns))
    run(folder, tmp_path / "c")
    assert audits == ["bad.md"]


def test_a_file_written_a_moment_ago_is_read_and_not_trusted_to_its_times(folder, tmp_path, audits, reads):
    run(folder, tmp_path / "c")
    audits.clear()
    reads.clear()
    run(folder, tmp_path / "c")
    assert (audits, reads) == ([], ["bad.md", "empty.md", "good.md"])


def test_the_same_text_with_other_times_is_read_and_not_audited(folder, tmp_path, settled, audits, reads):
    run(folder, tmp_path / "c")
    audits.clear()
    reads.clear()
    write(folder / "bad.md", BAD, ago=60)
    run(folder, tmp_path / "c")
    assert (audits, reads) == ([], ["bad.md"])
    reads.clear()
    run(folder, tmp_path / "c")
    assert reads == []


def test_the_same_text_under_another_name_is_audited(folder, tmp_path, settled, audits):
    run(folder, tmp_path / "c")
    audits.clear()
    (folder / "bad.md").rename(folder / "worse.md")
    run(folder, tmp_path / "c")
    assert audits == ["worse.md"]


def test_details_that_were_not_kept_are_made(folder, tmp_path, settled, audits):
    run(folder, tmp_path / "c")
    audits.clear()
    run(folder, tmp_path / "c", detail=True)
    assert audits == ["bad.md", "good.md"]
    audits.clear()
    run(folder, tmp_path / "c", detail=True)
    run(folder, tmp_path / "c")
    assert audits == []


@pytest.mark.parametrize(
    ("config", "anew"),
    [
        (Config(notes=True, fail_on="note", fail_under=50, max_warnings=3, include=("*.md",), exclude=("x",)), False),
        (Config(preview=True), True),
        (Config(select=("residue",)), True),
        (Config(ignore=("residue",)), True),
        (Config(profile="wiki"), True),
        (Config(profile="news"), True),
        (Config(profile="wiki", one_profile=True), True),
        (Config(levels={"cutoff-disclaimer": "note"}), True),
        (Config(options={"long-quote": {"words": 40}}), True),
    ],
)
def test_what_bears_on_an_audit_is_part_of_the_key(config, anew):
    assert (run_key(select_rules(config)) != run_key(SELECTION)) == anew


def test_rules_of_the_user_are_part_of_the_key(tmp_path):
    rules = Path(__file__).resolve().parents[1] / "examples" / "rules"
    rule = next(rules.glob("*/*.toml"))
    mine = tmp_path / "mine" / rule.parent.name
    mine.mkdir(parents=True)
    (mine / rule.name).write_bytes(rule.read_bytes())
    config = Config(packs=(tmp_path / "mine",))
    before = run_key(select_rules(config))
    assert before != run_key(SELECTION)
    (mine / rule.name).write_bytes(rule.read_bytes() + b"\n# another note\n")
    assert run_key(select_rules(config)) != before


def test_versions_of_the_libraries_that_read_texts_are_part_of_the_key():
    found = _libraries()
    assert [name for name in _LIBRARIES if not any(one.startswith(name) for one in found)] == []
    project = Path(__file__).resolve().parents[1] / "pyproject.toml"
    needed = {name.partition(">")[0].replace("-", "_") for name in tomllib.loads(project.read_text())["project"]["dependencies"]}
    assert needed - set(_LIBRARIES) == {
        "certifi",
        "click",
        "ftfy",
        "h11",
        "httpx",
        "packaging",
        "pathspec",
        "rapidfuzz",
        "rich",
    }  # these read no text


def test_what_holds_for_a_day_is_kept_for_a_day(folder, tmp_path, settled, audits, monkeypatch):
    write(folder / "bad.md", FUTURE)
    (first, *_) = run(folder, tmp_path / "c")
    assert "impossible-date" in [finding.rule.id for finding in first[1]]
    audits.clear()
    run(folder, tmp_path / "c")
    assert audits == []
    tomorrow = time.time() + 86_400
    monkeypatch.setattr(cache_module.time, "time", lambda: tomorrow)
    run(folder, tmp_path / "c")
    assert audits == ["bad.md"]


def test_the_finders_that_ask_for_the_day_are_known():
    asking = set()
    for name in FINDERS:
        path = Path(sys.modules[FINDERS[name].__module__].__file__)
        asking |= {name} if re.search(r"datetime\.now\(|\.today\(", _reached(path, FINDERS[name].__name__)) else set()
    assert asking == PASSING


def _reached(path, function):
    """Give the source of a function and of all that it uses of its module, by way of others too."""
    parts = _parts(path)
    todo, seen = [function], set()
    while todo:
        one = todo.pop()
        if one not in seen and one in parts:
            seen.add(one)
            todo += re.findall(r"\w+", parts[one])
    return "\n".join(parts[one] for one in sorted(seen))


@cache
def _parts(path):
    source = path.read_text("utf-8")
    found = {}
    for node in ast.parse(source).body:
        names = [node.name] if hasattr(node, "name") else [one.id for one in ast.walk(node) if isinstance(one, ast.Name)][:1]
        found |= dict.fromkeys(names, ast.get_source_segment(source, node))
    return found


def test_results_that_nobody_uses_are_let_go(folder, tmp_path, settled, monkeypatch):
    run(folder, tmp_path / "c")
    later = time.time() + 40 * 86_400
    write(folder / "good.md", "The harbour lies in the east.\n")
    monkeypatch.setattr(cache_module.time, "time", lambda: later)
    (folder / "bad.md").unlink()
    run(folder, tmp_path / "c")
    with sqlite3.connect(tmp_path / "c" / "results.db") as database:
        assert database.execute("SELECT count(*) FROM files").fetchone() == (2,)
        assert database.execute("SELECT count(*) FROM results").fetchone() == (2,)


def test_a_file_that_changes_under_the_report_is_told(folder, tmp_path, settled):
    run(folder, tmp_path / "c")
    opened = open_cache(tmp_path / "c", SELECTION, print)
    (audit,) = audit_all([Found(str(folder / "bad.md"), named=False)], SELECTION, cache=opened)
    write(folder / "bad.md", "Something else.\n")
    with pytest.raises(runs.ReadError, match="was changed while its report was written"):
        _ = audit.claims


# --- what is wrong with it ------------------------------------------------------------------------------------


def damage(file):
    data = bytearray(file.read_bytes())
    at = data.index(b'"score"')
    data[at + 30 : at + 34] = b"\x00\xff\x00\xff"
    file.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda file: file.write_bytes(b"this is no database, and longer than a header of a hundred bytes " * 4),
            "is damaged or no cache",
        ),
        (lambda file: file.write_bytes(file.read_bytes()[:5000]), "damaged"),
        (damage, "is damaged"),
    ],
    ids=["foreign", "cut", "changed"],
)
def test_a_damaged_cache_is_told_of_in_one_line_and_made_anew(folder, tmp_path, settled, spoil, told):
    first = run(folder, tmp_path / "c")
    spoil(tmp_path / "c" / "results.db")
    said = []
    assert run(folder, tmp_path / "c", said=said) == first
    assert len(said) == 1
    assert told in said[0]
    said.clear()
    assert run(folder, tmp_path / "c", said=said) == first
    assert said == []


def test_another_programs_database_is_not_read(folder, tmp_path):
    run(folder, tmp_path / "c")
    file = tmp_path / "c" / "results.db"
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE results (key, seen)")
    said = []
    assert len(run(folder, tmp_path / "c", said=said)) == 2
    assert len(said) == 1


def test_a_directory_of_other_files_is_left_alone(folder, tmp_path):
    said = []
    before = sorted(folder.iterdir())
    assert len(run(folder, folder, said=said)) == 2
    assert sorted(folder.iterdir()) == before
    assert said == [
        f"{folder}: holds files that are no cache of auditor's, so nothing is kept there; name a new or empty directory"
    ]
    with pytest.raises(ForeignError):
        clear(folder)
    assert sorted(folder.iterdir()) == before


def test_a_place_that_cannot_be_written_costs_time_only(folder, tmp_path):
    (tmp_path / "file").write_text("")
    said = []
    assert len(run(folder, tmp_path / "file" / "c", said=said)) == 2
    assert len(said) == 1
    assert "cannot be used as cache" in said[0]


def test_while_another_run_writes_nothing_is_kept_and_nothing_fails(folder, tmp_path, monkeypatch):
    run(folder, tmp_path / "c")
    monkeypatch.setattr(cache_module, "_BUSY", 0.05)
    other = sqlite3.connect(tmp_path / "c" / "results.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    said = []
    write(folder / "bad.md", "The harbour lies in the west.\n")
    assert len(run(folder, tmp_path / "c", said=said)) == 2
    other.close()
    assert len(said) <= 1


def test_backups_and_version_control_leave_it_alone(folder, tmp_path):
    run(folder, tmp_path / "c")
    assert (tmp_path / "c" / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert (tmp_path / "c" / ".gitignore").read_text() == "*\n"


def test_the_usual_place_is_the_users_and_not_the_articles(monkeypatch, tmp_path):
    monkeypatch.delenv("AUDITOR_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert default_folder() == tmp_path / "auditor"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", "/home/marlow")
    assert default_folder() == Path("/home/marlow/.cache/auditor")


# --- the command ----------------------------------------------------------------------------------------------


def command(cwd, *args, **environment):
    done = subprocess.run(
        [*AUDITOR, *args],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
        timeout=120,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("args", "kept"),
    [
        (["."], True),
        (["bad.md"], False),
        (["bad.md", "--cache"], True),
        (["bad.md", "--cache-dir", "../c"], True),
        ([".", "--no-cache", "--cache-dir", "../c"], False),
        ([".", "--no-cache"], False),
        (["*.md"], True),
    ],
)
def test_directories_use_the_cache_and_named_files_when_asked(folder, tmp_path, args, kept):
    command(folder, "check", *args, AUDITOR_CACHE_DIR=str(tmp_path / "c"))
    assert (tmp_path / "c" / "results.db").exists() == kept


def test_cache_dir_and_clear(folder, tmp_path):
    place = str(tmp_path / "c")
    assert command(folder, "cache", "dir", AUDITOR_CACHE_DIR=place) == (0, f"{place}\n", "")
    assert command(folder, "cache", "clear", "--cache-dir", place) == (0, f"{place}: nothing to clear\n", "")
    first = command(folder, "check", ".", "--cache-dir", place)
    assert command(folder, "check", ".", "--cache-dir", place) == first
    status, out, err = command(folder, "cache", "clear", "--cache-dir", place)
    assert (status, err) == (0, "")
    assert out.startswith(f"{place}: cleared, 0.")
    assert not Path(place).exists()


def test_clear_deletes_nothing_that_auditor_did_not_make(folder):
    status, out, err = command(folder, "cache", "clear", "--cache-dir", ".")
    assert (status, out) == (2, "")
    assert err == "auditor: .: holds files that are no cache of auditor's; nothing was deleted\n"
    assert (folder / "bad.md").read_text() == BAD


def test_a_forged_result_beside_the_articles_is_not_looked_for(folder, tmp_path):
    """What comes with a repository cannot make its gate pass."""
    status, *_ = command(folder, "check", ".", "--cache-dir", ".auditor_cache")
    assert (status, (folder / ".auditor_cache" / "results.db").exists()) == (1, True)
    with sqlite3.connect(folder / ".auditor_cache" / "results.db") as database:
        database.execute("UPDATE results SET core = replace(core, 'cutoff', 'forged')")
    assert command(folder, "check", ".", AUDITOR_CACHE_DIR=str(tmp_path / "c"))[0] == 1


def test_runs_at_the_same_time_share_a_cache(folder, tmp_path):
    for number in range(60):
        write(folder / f"{number}.md", f"{BAD}\n\nPart {number}.\n")
    environment = {**os.environ, "AUDITOR_CACHE_DIR": str(tmp_path / "c")}
    line = [*AUDITOR, "check", ".", "--format", "concise"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [subprocess.Popen(line, cwd=folder, env=environment, **pipes) for _ in range(3)]
    told = {one.communicate(timeout=120) for one in both}
    assert len(told) == 1
    again = subprocess.run(line, cwd=folder, env=environment, check=False, **pipes, timeout=120)
    assert told == {(again.stdout, again.stderr)}
