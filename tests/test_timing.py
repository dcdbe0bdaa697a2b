"""Where the time goes: each moment is charged once, and a run that does not ask pays nothing."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

import auditor
from auditor import pipeline
from auditor.document import Document
from auditor.finders import FINDERS
from auditor.plan import Plan
from auditor.read import READERS
from auditor.report.timing import table
from auditor.timing import Timing

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
ARTICLES = Path(__file__).resolve().parents[1] / "examples" / "articles"


def audit_articles():
    return [auditor.audit(path) for path in sorted(ARTICLES.iterdir())]


def test_rules_and_views_are_told_apart_and_nothing_is_charged_twice():
    with Timing():  # the first one loads every finder, which is no part of an audit
        audit_articles()
    started = time.perf_counter()
    with Timing() as timing:
        audit_articles()
    passed = time.perf_counter() - started
    costs = {(cost.kind, cost.name): cost for cost in timing.costs()}
    for view in ("sentences", "claims", "attributions", "quotes", "citations", "citations against lists"):
        assert costs["view", view].seconds > 0, view
    damaged = 1  # harbour-tunnel.txt is read once more, as it reads when its tags are mended
    assert costs["view", "claims"].times == 12  # who says what is asked of the mended text alone
    assert costs["rule", "unnamed-voices"].seconds > 0
    assert costs["step", "score"].times == costs["step", "reading"].times - damaged == timing.texts == 12
    assert costs["step", "reading damage as mended"].times == 12
    assert 0.5 * passed < sum(cost.seconds for cost in timing.costs()) <= passed
    assert timing.size == sum(len(path.read_bytes()) for path in ARTICLES.iterdir())
    assert [cost.seconds for cost in timing.costs()] == sorted((cost.seconds for cost in timing.costs()), reverse=True)


def test_a_view_is_not_charged_to_the_rule_that_asks_first(monkeypatch):
    def slow(document, **options):
        _ = document.claims
        time.sleep(0.05)
        return iter(())

    view = vars(Document)["claims"]
    find = view.func
    monkeypatch.setattr(view, "func", lambda document: time.sleep(0.2) or find(document))
    rule = auditor.load_rules().get("no-claim-sourced")
    monkeypatch.setitem(FINDERS, rule.finder, slow)
    with Timing() as timing:
        auditor.audit(ARTICLES / "ozone-hole.md")
    costs = {cost.name: cost.seconds for cost in timing.costs()}
    assert costs["claims"] >= 0.2
    assert 0.05 <= costs[rule.id] < 0.2


def test_what_was_measured_is_as_before_afterwards():
    def wrapped():
        views = [view.func for view in vars(Document).values() if hasattr(view, "func")]
        standing = sys.modules[FINDERS["list-never-cited"].__module__].standing
        return [*views, pipeline.matched, pipeline.findings, pipeline.score, Plan.due, *READERS.values(), standing]

    before = wrapped()
    with Timing():
        assert all(now is not then for now, then in zip(wrapped(), before, strict=True))
    assert wrapped() == before
    with pytest.raises(TypeError), Timing():
        auditor.audit_text(None)
    assert wrapped() == before


def test_findings_are_the_same():
    plain = [audit.findings for audit in audit_articles()]
    with Timing():
        assert [audit.findings for audit in audit_articles()] == plain


def command(cwd, *args):
    return subprocess.run([*AUDITOR, "check", *args], cwd=cwd, capture_output=True, encoding="utf-8", check=False, timeout=120)


def test_the_table_stands_on_standard_error_after_the_run(tmp_path):
    plain = command(ARTICLES, ".", "--format", "concise", "--no-cache")
    timed = command(ARTICLES, ".", "--format", "concise", "--timing")
    assert (timed.returncode, timed.stdout) == (plain.returncode, plain.stdout)
    outcome, empty, head, *rows, speed, note = timed.stderr.splitlines()
    assert f"{outcome}\n" == plain.stderr
    assert (empty, head) == ("", " ms per MB  percent     runs  what")
    costs = [float(row.split()[0]) for row in rows[:-1]]
    assert costs == sorted(costs, reverse=True)
    assert abs(sum(float(re.search(r"([\d.]+)%", row)[1]) for row in rows) - 100) < 3
    assert any(re.search(r"  view  claims$", row) for row in rows)
    assert any(re.search(r"  rule  [a-z-]+$", row) for row in rows)
    assert re.fullmatch(r"12 texts, 0\.\d\d MB in \d+\.\d\d s: \d+\.\d\d MB/s, measuring included\.", speed)
    assert note.startswith("A view")


def test_what_was_audited_before_is_timed_anew():
    command(ARTICLES, ".")
    assert "12 texts" in command(ARTICLES, ".", "--timing", "--jobs", "2").stderr


def test_nothing_audited_is_nothing_to_time(tmp_path):
    done = command(tmp_path, "gone.md", "--timing")
    assert done.returncode == 3
    assert "Nothing was audited, so there is nothing to time." in done.stderr
    with Timing() as timing:
        pass
    assert list(table(timing)) == ["Nothing was audited, so there is nothing to time."]


def test_a_run_that_is_not_timed_imports_nothing_of_it():
    line = "import sys, auditor; auditor.audit_text('One word.'); print('auditor.timing' in sys.modules)"
    done = subprocess.run([sys.executable, "-P", "-c", line], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "False\n"
