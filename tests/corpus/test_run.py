from __future__ import annotations

import json
import signal
import subprocess
import sys
import time

import pytest

from auditor.config import Config
from auditor.corpus import Corpus, Order, run_corpus
from auditor.corpus.records import Columns
from auditor.errors import UsageError

KILLER = """
import os, signal
from auditor.corpus.work import Work

class Killer(Work):
    def audit(self, chunk):
        if any(isinstance(item.raw, bytes) and b"deadly" in item.raw for item in chunk.items):
            os.kill(os.getpid(), signal.SIGKILL)
        return super().audit(chunk)
"""


@pytest.fixture
def expected(corpus_file, tmp_path, tables):
    run_corpus(Order([str(corpus_file)], str(tmp_path / "expected"), jobs=1))
    return tables(tmp_path / "expected")


def test_what_a_run_counts(corpus_file, tmp_path, tables):
    told = []
    totals = run_corpus(
        Order([str(corpus_file)], str(tmp_path / "out"), jobs=1, batch=30), progress=lambda t: told.append(t.records)
    )
    assert told == [0, 30, 60, 90, 102]
    assert (totals.documents, totals.failures, totals.empty, totals.broken) == (100, 2, 0, 0)
    found = tables(tmp_path / "out")
    assert (len(found["documents"]), len(found["failures"]), len(found["findings"])) == (100, 2, totals.findings)
    assert totals.findings > 100
    assert [row["id"] for row in found["documents"]] == [f"a{number}" for number in range(100)]
    by_document = {row["id"]: sum(rule["findings"] for rule in row["rules"]) for row in found["documents"]}
    for id_, number in by_document.items():
        assert sum(row["id"] == id_ for row in found["findings"]) == number


@pytest.mark.parametrize("cut", [(2, 7), (3, 1000), (1, 1)])
def test_rows_are_the_same_for_any_number_of_processes_and_any_batch(cut, corpus_file, expected, tmp_path, tables):
    run_corpus(Order([str(corpus_file)], str(tmp_path / "out"), jobs=cut[0], batch=cut[1]))
    assert tables(tmp_path / "out") == expected


def test_files_are_the_same_to_the_byte(corpus_file, tmp_path):
    for out, jobs in (("a", 1), ("b", 2)):
        run_corpus(Order([str(corpus_file)], str(tmp_path / out), jobs=jobs, batch=25))
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.parquet"))
    assert len(files) >= 9
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_what_is_done_is_not_done_again(corpus_file, expected, tmp_path, tables):
    out = tmp_path / "out"
    order = Order([str(corpus_file)], str(out), jobs=1, batch=10)
    run_corpus(order)
    for name in ("000000-000003", "000000-000010"):
        (out / "documents" / f"{name}.parquet").unlink()
    (out / "findings" / ".draft-000000-000003.parquet-1").write_bytes(b"PAR1 half")
    before = {path: path.stat().st_mtime_ns for path in (out / "documents").iterdir()}
    told = []
    totals = run_corpus(order, progress=lambda t: told.append(t.records))
    assert told == [90, 100, 102]
    assert totals.resumed == 90
    assert tables(out) == expected
    assert {path: path.stat().st_mtime_ns for path in before} == before
    assert not list(out.rglob(".draft*"))
    assert run_corpus(order).resumed == 102


def test_kill_9_in_the_middle_loses_nothing(corpus_file, expected, tmp_path, tables, command_path):
    out = tmp_path / "out"
    command = ["auditor", "corpus", "run", str(corpus_file), "--out", str(out), "--batch-size", "4", "--jobs", "2"]
    run = subprocess.Popen(command, env=command_path, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while len(list(out.glob("documents/*.parquet"))) < 3 and run.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    run.send_signal(signal.SIGKILL)
    run.wait()
    done = len(list(out.glob("documents/*.parquet")))
    assert 3 <= done < 26
    again = subprocess.run(command, env=command_path, capture_output=True, encoding="utf-8", check=False)
    assert "were done before" in again.stderr
    assert again.returncode == 3  # two lines are no articles
    assert tables(out) == expected


def test_a_record_that_kills_its_process_costs_only_itself(tmp_path, tables, monkeypatch):
    from auditor.corpus.chunks import Limits
    from auditor.corpus.engines.local import run_local
    from auditor.corpus.inputs import splits_of
    from auditor.corpus.run import Task
    from auditor.corpus.tables import Writer

    (tmp_path / "killer.py").write_text(KILLER)
    monkeypatch.syspath_prepend(str(tmp_path))
    from killer import Killer

    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": "deadly" if n == 13 else "Critics say so."}) + "\n" for n in range(20)))
    Corpus(str(tmp_path / "out")).begin({})
    splits = tuple((split, frozenset()) for split in splits_of([str(path)]))
    task = Task(splits, Columns(), Limits(5, 1 << 20), Killer(Config(), Writer(str(tmp_path / "out"))))
    outcomes = list(run_local(task, Order([], "", jobs=2)))
    assert sum(outcome.records for outcome in outcomes) == 20
    found = tables(tmp_path / "out")
    assert [row["id"] for row in found["documents"]] == [str(n) for n in range(20) if n != 13]
    assert [(row["record"], row["cause"]) for row in found["failures"]] == [(14, "internal")]
    assert "ended by the system" in found["failures"][0]["reason"]


def test_a_file_that_could_not_be_read_is_tried_again(corpus_file, expected, tmp_path, tables, monkeypatch):
    from auditor.corpus.readers import opened

    read = opened.Stream.read
    reads = []

    def broken(self, size=500):
        reads.append(size)
        if len(reads) == 60:
            raise OSError("the network is gone")
        return read(self, 500)

    order = Order([str(corpus_file)], str(tmp_path / "out"), jobs=1, batch=10)
    with monkeypatch.context() as patched:
        patched.setattr(opened.Stream, "read", broken)
        totals = run_corpus(order)
    assert totals.cut == 1
    assert 0 < totals.documents < 100
    assert "the network is gone" in tables(tmp_path / "out")["failures"][-1]["reason"]
    again = run_corpus(order)
    assert again.cut == 0
    assert again.resumed > 0
    assert tables(tmp_path / "out") == expected


def test_a_directory_holds_one_run(corpus_file, tmp_path):
    out = tmp_path / "out"
    run_corpus(Order([str(corpus_file)], str(out), jobs=1))
    with pytest.raises(UsageError, match="other batch than"):
        run_corpus(Order([str(corpus_file)], str(out), batch=3))
    with pytest.raises(UsageError, match="other rules than"):
        run_corpus(Order([str(corpus_file)], str(out), config=Config(profile="wiki")))
    corpus_file.write_text(corpus_file.read_text() + '{"text": "More."}\n')
    with pytest.raises(UsageError, match="other inputs than"):
        run_corpus(Order([str(corpus_file)], str(out)))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("Years of work.")
    with pytest.raises(UsageError, match="is not empty"):
        run_corpus(Order([str(corpus_file)], str(tmp_path / "full")))
    with pytest.raises(UsageError, match="cannot be written"):
        run_corpus(Order([str(corpus_file)], str(corpus_file / "out")))
    with pytest.raises(UsageError, match="lies in the directory of the results"):
        run_corpus(Order([str(corpus_file)], str(tmp_path)))


@pytest.mark.skipif(sys.platform == "win32", reason="no locks of this kind on Windows")
def test_two_runs_do_not_share_a_directory(corpus_file, tmp_path):
    order = Order([str(corpus_file)], str(tmp_path / "out"), jobs=1, batch=30)
    seen = []

    def second(_totals):
        if not seen:
            with pytest.raises(UsageError, match="another run is at work there") as raised:
                run_corpus(order)
            seen.append(raised)

    run_corpus(order, progress=second)
    assert seen


def test_an_input_without_records(tmp_path, tables):
    (tmp_path / "a.jsonl").write_text("\n")
    totals = run_corpus(Order([str(tmp_path / "a.jsonl")], str(tmp_path / "out"), jobs=1))
    assert totals.records == 0
    assert tables(tmp_path / "out") == {"documents": [], "findings": [], "failures": []}
    assert [outcome.last for outcome in Corpus(str(tmp_path / "out")).outcomes()] == [True]
