"""`auditor corpus` as its users run it. What comes out is tested beside `auditor.corpus`; here: options, messages, exit status."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

ARTICLE = {"id": "1", "text": "Critics say so. See the full report here."}


@pytest.fixture
def auditor(command_path, tmp_path):
    def go(*arguments):
        return subprocess.run(
            ["auditor", *arguments], cwd=tmp_path, env=command_path, capture_output=True, encoding="utf-8", check=False
        )

    return go


@pytest.fixture
def needs_corpus():
    for name in ("pyarrow", "duckdb", "fastwarc"):
        pytest.importorskip(name, reason="the extra “corpus” is not installed")


def test_a_check_imports_none_of_it():
    heavy = "('pyarrow', 'duckdb', 'fastwarc', 'ray', 'auditor.corpus')"
    code = (  # the command ends the process at once, but for what is registered to run then
        "import atexit, sys; sys.argv = ['auditor', 'check', '--fail-on', 'never', '-']\n"
        f"atexit.register(lambda: print([name for name in {heavy} if name in sys.modules], flush=True))\n"
        "from auditor.cli import main\n"
        "main()"
    )
    run = subprocess.run([sys.executable, "-P", "-c", code], input="Critics say so.", capture_output=True, text=True, check=False)
    assert run.stdout.splitlines()[-1] == "[]"


def test_help_needs_no_extra(auditor):
    for arguments in ((), ("run",), ("summary",), ("filter",)):
        run = auditor("corpus", *arguments, "--help")
        assert run.returncode == 0
        assert "Usage: auditor corpus" in run.stdout
        assert max(map(len, run.stdout.splitlines())) <= 100


@pytest.mark.parametrize("command", [("run", "a.jsonl", "--out", "o"), ("summary", "o"), ("filter", "o", "--where", "true")])
def test_without_the_extra_one_line_says_what_to_install(command, tmp_path):
    code = (
        "import sys, importlib.util as u; found = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name in ('pyarrow', 'duckdb', 'fastwarc') else found(name, *a)\n"
        f"sys.argv = ['auditor', 'corpus', *{command!r}]\n"
        "from auditor.cli import main; main()"
    )
    run = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    (line,) = run.stderr.splitlines()
    assert "pyarrow, duckdb, fastwarc: not installed; run: pip install 'source-auditor[corpus]'" in line


@pytest.mark.usefixtures("needs_corpus")
def test_from_articles_to_ids(auditor, tmp_path):
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({**ARTICLE, "id": n}) + "\n" for n in range(3)))
    run = auditor("corpus", "run", "a.jsonl", "--out", "out")
    assert (run.returncode, run.stdout) == (0, "")
    assert "3 articles audited" in run.stderr
    assert "6 findings" in run.stderr
    again = auditor("corpus", "run", "a.jsonl", "--out", "out", "--quiet")
    assert again.returncode == 0
    assert "3 of them before" in again.stderr
    assert auditor("corpus", "filter", "out", "--where", "words > 9999").stderr == "auditor: no article satisfies this\n"
    lost = auditor("corpus", "summary", "out", "--html", "no/page.html")
    assert (lost.returncode, "--html no/page.html: cannot be written" in lost.stderr) == (2, True)
    shown = auditor("corpus", "summary", "out", "--html", "page.html")
    assert "dangling-here" in shown.stdout
    assert (tmp_path / "page.html").read_text("utf-8").startswith("<!doctype html>")
    assert "page.html: is a report of auditor, and no article" in auditor("check", "page.html").stderr
    assert auditor("corpus", "filter", "out", "--where", "id <> '1'").stdout == "0\n2\n"
    written = auditor("corpus", "filter", "out", "--where", "errors > 0", "--output", "some.txt")
    assert "3 of 3 articles (100%) written to some.txt" in written.stderr
    asked = auditor("corpus", "summary", "out", "--sql", "SELECT count(*) AS n FROM findings", "--format", "csv")
    assert asked.stdout.split() == ["n", "6"]


@pytest.mark.usefixtures("needs_corpus")
def test_exit_status_of_failures(auditor, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(ARTICLE) + "\nno json\n" + '{"text": " "}\n')
    run = auditor("corpus", "run", "a.jsonl", "--out", "out")
    assert run.returncode == 3
    assert "1 record not audited: see failures/; 1 without words" in run.stderr
    assert auditor("corpus", "run", "a.jsonl", "--out", "out", "--max-failures", "1").returncode == 0
    (tmp_path / "b.jsonl").write_text("\n")
    assert auditor("corpus", "run", "b.jsonl", "--out", "nothing").returncode == 3


@pytest.mark.usefixtures("needs_corpus")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("run", "no.jsonl", "--out", "out"), "no.jsonl: cannot be read (No such file or directory)"),
        (("run", "a.jsonl"), "--out"),
        (("run", "a.jsonl", "--out", "out", "--profile", "newz"), "did you mean “news”"),
        (("run", "a.jsonl", "--out", "out", "--text-column", "body"), "no column “body”; it has “id”, “text”"),
        (("run", "a.jsonl", "--out", "out", "--ray-address", "x"), "--engine ray"),
        (("run", "a.jsonl", "--out", "a.jsonl/out"), "cannot be written"),
        (("summary", "out"), "holds no corpus run"),
        (("summary", "out", "--format", "csv"), "--sql"),
        (("summary", "out", "--sql", "x", "--html", "y"), "--html"),
    ],
)
def test_wrong_usage(arguments, says, auditor, tmp_path):
    (tmp_path / "a.jsonl").write_text(json.dumps(ARTICLE))
    run = auditor("corpus", *arguments)
    assert run.returncode == 2
    assert says in run.stderr
    assert "Traceback" not in run.stderr
    assert not (tmp_path / "out").exists()
