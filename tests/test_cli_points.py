"""What newcomers met: files that are no articles, formats that nobody reads, errors that did not say what to do."""

import os
import signal
import subprocess
import sys
import time
import types

import pytest

import auditor
from auditor.report.common import lines_of

TEXT = "# Mill\n\nExperts say the mill closed in 1999.\n\nNothing.\n\nCritics argue that 30 people left.\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder, run_in_process):
    return run_in_process


def test_an_earlier_report_is_no_article(run, folder):
    (folder / "a.md").write_text(TEXT)
    run("check", ".", "-q", "--output", "markdown=report.md")
    status, out, _ = run("check", ".")
    assert (status, "1 earlier report of auditor skipped" in out, "without prose" in out) == (0, True, False)
    status, _, err = run("check", "report.md")
    assert (status, "report.md: is a report of auditor, and no article" in err) == (3, True)
    (folder / "own.md").write_text("# Sourcing report: how we work\n\n" + TEXT)
    assert run("check", "own.md")[0] == 0


def test_a_report_of_the_terminal_that_was_saved_is_no_article(run, folder):
    rated = "The bridge fell in March 2019 and killed 12 people.\n\n" * 6
    for number, texts in enumerate([[TEXT], [rated], [TEXT, rated]]):
        names = []
        for letter, text in zip("ab", texts, strict=False):
            names.append(f"{number}{letter}.md")
            (folder / names[-1]).write_text(text)
        (folder / "saved.txt").write_text(run("check", *names, "--fail-on", "never")[1], "utf-8")
        assert "saved.txt: is a report of auditor" in run("check", "saved.txt")[2]
    (folder / "own.txt").write_text("A column\nSourcing is what we talk about, and 30 people came.\n")
    assert run("check", "own.txt")[0] == 0


def test_a_report_of_no_text_is_none_either(run, folder):
    (folder / "empty.bin").write_bytes(b"\0\1")
    run("check", "empty.bin", "-q", "--output", "markdown=report.md")
    assert "is a report of auditor" in run("check", "report.md")[2]


@pytest.mark.parametrize(
    ("name", "data", "way"),
    [
        ("a.docx", b"PK\x03\x04", "pandoc a.docx -t markdown | auditor check - --stdin-filename a.md"),
        ("b c.pdf", b"%PDF-1.4", "pdftotext 'b c.pdf' - | auditor check - --stdin-filename 'b c'.txt"),
        ("d.odt", b"\0\1\2", "pandoc d.odt -t markdown |"),
        ("e.docx", b"\x89PNG", "a PNG image, not text; convert it"),
        ("f.bin", b"\0\1\2", "is a binary file, not text; name the article's text"),
    ],
)
def test_a_binary_file_says_how_to_get_at_its_text(run, folder, name, data, way):
    (folder / name).write_bytes(data)
    status, _, err = run("check", name)
    assert (status, way in err) == (3, True)


def test_markup_that_nobody_reads_is_called_so(run, folder):
    (folder / "a.rst").write_text("See `this <https://example.org/a>`_ for the mill.\n")
    out = " ".join(run("check", "a.rst")[1].split())
    assert "“.rst” is no format that auditor knows" in out
    assert "pandoc -f rst a.rst -t markdown |" in out
    assert "are not in this file" not in out


def test_include_is_blamed(run, folder):
    (folder / "a.md").write_text(TEXT)
    status, _, err = run("check", ".", "--include", "nothing*")
    assert (status, "is one that “include” takes (nothing*)" in err) == (3, True)


def test_broken_front_matter_is_told_by_line(run, folder):
    (folder / "a.md").write_text("---\ntitle: x\nauditor: [a\nby: b\n---\n" + TEXT)
    err = run("check", "a.md")[2]
    assert "front matter cannot be read (line 4: did not find expected ',' or ']')" in err


@pytest.mark.parametrize("text", ["Some text…", "The mill closed in 1999", "a\nb", "x" * 300])
def test_a_text_in_the_place_of_a_path_is_told(text):
    with pytest.raises(auditor.MissingError, match="audit_text\\(\\) a text"):
        auditor.audit(text)


def test_a_path_that_is_not_there_stays_a_path(folder):
    for name in ("nope.md", "my nice draft.md", "my draft"):
        with pytest.raises(auditor.MissingError, match="no such file; check the path"):
            auditor.audit(name)
    (folder / "one two three").write_text(TEXT)
    assert auditor.audit("one two three").name == "one two three"


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_an_interruption_while_loading_is_quiet():
    code = "import sys, signal, os\nclass Stop:\n def find_spec(self, name, *_):\n"
    code += "  if name == 'click': os.kill(os.getpid(), signal.SIGINT)\n"
    code += "sys.meta_path.insert(0, Stop())\nfrom auditor.__main__ import main\nmain()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_lines_that_are_apart_are_named():
    def at(*lines):
        return [types.SimpleNamespace(places=[types.SimpleNamespace(line=line)]) for line in lines]

    assert lines_of(at(14, 16)) == "lines 14 and 16"
    assert lines_of(at(14, 15, 16)) == "lines 14–16"
    assert lines_of(at(9)) == "line 9"
    assert lines_of(at(1, 3, 5, 7)) == "lines 1, 3, 5, …"
    assert lines_of(at(1, 3, 5, 7), 10) == "lines 1, …"


def test_formats_are_known_in_any_case(run, folder):
    (folder / "a.md").write_text(TEXT)
    assert run("check", "a.md", "--format", "JSON", "--output", "Csv=o.csv")[1].startswith("{")
    assert (folder / "o.csv").exists()
    status, _, err = run("check", "a.md", "--format", "HTML")
    assert (status, "'terminal', 'concise', 'markdown'" in err) == (2, True)


def test_a_category_is_explained_by_its_rules(run):
    status, out, _ = run("rules", "explain", "citations")
    assert (status, out.splitlines()[0], "broken-numbering" in out, "unnamed-voices" in out) == (0, "citations", True, False)


def test_a_configuration_is_named_for_what_it_asks_for(run, folder):
    (folder / "a.md").write_text(TEXT)
    (folder / "auditor.toml").write_text('rule-dirs = ["no"]\nbaseline = "gone.json"\n')
    err = run("check", "a.md", "--no-baseline")[2]
    assert "no: no such rule directory; auditor.toml asks for it in “rule-dirs”" in err
    assert "auditor.toml asks for it in “baseline”" in run("check", "a.md")[2]
    assert "asks for it in “baseline”" not in run("check", "a.md", "--baseline", "mine.json")[2]


def test_an_interrupted_corpus_run_says_how_to_go_on(tmp_path):
    pytest.importorskip("pyarrow")
    (tmp_path / "in.jsonl").write_text(f'{{"text": {"The mill closed. " * 400!r}}}\n'.replace("'", '"') * 3000)
    command = [sys.executable, "-m", "auditor", "corpus", "run", "in.jsonl", "--out", "out", "--jobs", "1"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        for _ in range(200):
            if (tmp_path / "out").exists():
                break
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        err = running.communicate(timeout=30)[1]
    assert (running.returncode, "run the same command again to go on from here" in err, "Traceback" in err) == (130, True, False)
