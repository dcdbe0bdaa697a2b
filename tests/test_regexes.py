"""Patterns kept between runs are those that `re.compile` makes; whatever is wrong with what is kept costs time and nothing else."""

import json
import os
import re
import subprocess
import sys
from zlib import crc32

import pytest

from auditor import regexes

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
ENTRIES = "The mill closed in 1932 [1].\n\n## References\n\n1. Holm, I. (2001). *Mills of the north*. Halden University Press.\n"


@pytest.fixture
def store(tmp_path, monkeypatch):
    """Start a run with what the runs before it have kept."""
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "kept"))
    monkeypatch.setattr(regexes, "_store", None)

    def start():
        regexes.use_kept()
        return regexes._store

    return start


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept" / f"patterns-{sys.implementation.cache_tag}.bin"


EVERY = """
import pkgutil, re
from importlib import import_module
import auditor
from auditor import lexicon, regexes

made = set()
begun = lexicon._Later.__init__
lexicon._Later.__init__ = lambda self, pattern, flags: (made.add((pattern, int(flags))), begun(self, pattern, flags))[1]
for module in pkgutil.walk_packages(auditor.__path__, "auditor."):
    if not module.name.startswith(("auditor.corpus", "auditor.lsp", "auditor.__main__")):  # which need extras
        import_module(module.name)
regexes.use_kept()
for one in made:
    regexes.compiled(*one)
regexes.keep()
regexes.use_kept()
for pattern, flags in made:
    kept, right = regexes.compiled(pattern, flags), re.compile(pattern, flags)
    assert kept == right, pattern  # which compares their code
    assert (kept.flags, kept.groups, kept.groupindex) == (right.flags, right.groups, right.groupindex), pattern
assert regexes._store.fresh == 0
print(len(made))
"""


def test_each_pattern_is_what_python_makes_of_it(tmp_path, file):
    environment = {**os.environ, "AUDITOR_CACHE_DIR": str(file.parent)}
    done = subprocess.run([sys.executable, "-P", "-c", EVERY], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert int(done.stdout) > 450
    assert file.stat().st_size < 3_000_000


def test_what_is_kept_is_used_and_what_is_small_is_not_worth_it(store, file):
    store()
    regexes.compiled("small")
    regexes.keep()
    assert not file.exists()
    long = "|".join(f"word{i}" for i in range(600))
    regexes.compiled(long)
    regexes.keep()
    again = store()
    assert regexes.compiled(long).fullmatch("word599")
    assert regexes.compiled("small").match("small")
    assert again.fresh < 100


def test_a_wrong_pattern_is_told_as_ever(store):
    store()
    with pytest.raises(re.error):
        regexes.compiled("(")


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: data.replace(sys.version[:4].encode(), b"2.7.", 1),
        lambda data: resummed(b"[1, 2]\n"),
        lambda data: resummed(b"no json\n"),
        lambda data: resummed(json.dumps([["x" * 9, True, 0, 32, 0, 8, 0, {}, [None]]]).encode() + b"\n" + b"\xff" * 8),
    ],
)
def test_what_is_damaged_or_of_another_python_costs_only_time(store, file, damage):
    store()
    regexes.compiled("|".join(f"word{i}" for i in range(600)))
    regexes.keep()
    file.write_bytes(damage(file.read_bytes()))
    store()
    assert regexes.compiled("x" * 9).fullmatch("xxxxxxxxx")
    assert regexes.compiled("|".join(f"word{i}" for i in range(601))).fullmatch("word600")
    regexes.keep()
    store()
    assert regexes._store.known


def resummed(data):
    return regexes._HEAD + crc32(data).to_bytes(4, "big") + data


def test_old_patterns_make_room(store, monkeypatch):
    monkeypatch.setattr(regexes, "_MOST", 3)
    for run in range(5):
        store()
        regexes.compiled("|".join(f"word{run}{i}" for i in range(600)))
        regexes.keep()
    assert 1 <= len(store().known) <= 3


def run(tmp_path, *args, **env):
    (tmp_path / "a.md").write_text(ENTRIES, "utf-8")
    environment = {**os.environ, "AUDITOR_CACHE_DIR": str(tmp_path / "kept"), **env}
    return subprocess.run([*AUDITOR, *args], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)


def test_the_command_keeps_them_and_clears_them(tmp_path, file):
    first = run(tmp_path, "check", "a.md")
    assert file.is_file()
    assert file.parent.stat().st_mode & 0o077 == 0
    written = file.stat().st_mtime_ns
    again = run(tmp_path, "check", "a.md")
    assert (again.stdout, again.returncode) == (first.stdout, first.returncode)
    assert file.stat().st_mtime_ns == written
    assert "cleared" in run(tmp_path, "cache", "clear").stdout
    assert not file.parent.exists()


def test_nothing_is_kept_where_that_is_not_wanted_or_not_possible(tmp_path, file):
    run(tmp_path, "check", "a.md", "--no-cache")
    assert not file.parent.exists()
    file.parent.mkdir()
    (file.parent / "mine").write_text("")
    done = run(tmp_path, "check", "a.md")
    assert (done.stderr, [path.name for path in file.parent.iterdir()]) == ("", ["mine"])
    code = f"import auditor; auditor.audit_text({ENTRIES!r}, name='a.md')"
    subprocess.run([sys.executable, "-P", "-c", code], env={**os.environ, "AUDITOR_CACHE_DIR": str(tmp_path / "none")}, check=True)
    assert not (tmp_path / "none").exists()
