from __future__ import annotations

import sys
from pathlib import Path

import pytest

import auditor

BENCHMARKS = Path(__file__).parent / "benchmarks"


@pytest.fixture(autouse=True)
def _on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


def test_a_run_is_measured_whole() -> None:
    import measured

    busy = "import sys; a = bytearray(60_000_000); sum(range(3_000_000)); print('done'); sys.exit(3)"
    cost = measured.run([sys.executable, "-c", busy])
    assert (cost.status, cost.output) == (3, "done\n")
    assert 0 < cost.cpu <= cost.wall * 1.1
    assert 60e6 < cost.peak < 200e6


def test_a_run_that_takes_too_long_is_killed() -> None:
    import measured

    cost = measured.run([sys.executable, "-c", "import time; time.sleep(60)"], limit=1)
    assert cost.status < 0
    assert cost.wall < 20


def test_findings_of_auditor_are_counted(tmp_path: Path) -> None:
    import measured
    import tools

    (tmp_path / "a.md").write_text("Experts say that this is bad.\n", "utf-8")
    tool = tools.auditor_itself()
    cost = measured.run([*tool.command, str(tmp_path / "a.md")])
    assert tool.count(cost.output) == 1
    assert tools.version(tool) == auditor.__version__


def test_a_tool_that_cannot_be_had_is_told_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tools

    monkeypatch.setenv("PATH", str(tmp_path))
    found = tools._from_npm(tmp_path / "node")
    assert {(one.name, one.why) for one in found} == {
        (name, "node is not installed") for name in ("write-good", "textlint", "alex")
    }


def test_texts_are_cut_to_size_and_pages_have_an_article() -> None:
    import texts

    from auditor.read import READERS

    made = texts.generated((".md",), "made.md")
    assert made == texts.generated((".md",), "made.md")
    assert 200_000 <= texts.size(texts.some(made, 200_000)) < 220_000
    assert texts.size(texts.repeated(made, 300_000)) in range(299_990, 300_001)
    document = READERS["html"](texts.pages(1)[0][1], "page.html")
    assert document.text.startswith("A page of news")
    assert "Send" not in document.text
