"""The examples do what they say, and their reports are those of today's rules."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest

from auditor.prove import prove
from auditor.rules import load_rules

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
PACK = load_rules(EXAMPLES / "rules")


def maker():
    spec = importlib.util.spec_from_file_location("make_reports", EXAMPLES / "make_reports.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made():
    return maker().reports()


def words(svg: str) -> str:
    """The words of a picture: how rich draws them is its own affair, and changes with its version."""
    return unescape("".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg)))


@pytest.mark.parametrize("name", ["terminal.txt", "terminal.svg", "report.md", "report.json", "concise.txt"])
def test_reports_are_up_to_date(made, name):
    stored = (EXAMPLES / "reports" / name).read_text("utf-8")
    fresh = made[name]
    if name.endswith(".svg"):
        stored, fresh = words(stored), words(fresh)
    assert stored == fresh, "python examples/make_reports.py"


def test_the_diff_of_the_damaged_articles_is_up_to_date():
    """Every broken tag is gone and the text reads as its author meant it: read the diff."""
    assert maker().fixes() == (EXAMPLES / "fixes" / "night-ferries.diff").read_text("utf-8"), "python examples/make_reports.py"


def test_the_picture_shows_the_report(made):
    assert "Sourcing" in words(made["terminal.svg"]).replace("\xa0", " ")


def test_the_rule_pack_loads_and_holds_its_examples():
    assert PACK.problems == ()
    assert {rule.id for rule in PACK} == {"encyclopedia-as-source", "wire-slug"}
    assert [prove(rule) for rule in PACK] == [[], []]


def test_the_script_audits_every_article():
    run = subprocess.run([sys.executable, "-P", EXAMPLES / "api.py"], capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.count(": sourcing ") == 12
    assert run.stderr == ""


def test_the_script_goes_on_after_a_bad_file(tmp_path):
    article = EXAMPLES / "articles" / "leap-second.md"
    command = [sys.executable, "-P", EXAMPLES / "api.py", tmp_path / "gone.md", article]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert run.stdout.startswith("leap-second.md: sourcing ")
    assert "gone.md" in run.stderr


@pytest.mark.parametrize(("article", "status"), [("harbour-tunnel.txt", 1), ("leap-second.md", 0), ("gone.md", 3)])
def test_the_shell_script_passes_the_exit_status_on(command_path, tmp_path, article, status):
    run = subprocess.run(
        ["sh", EXAMPLES / "ci" / "check-articles.sh", EXAMPLES / "articles" / article],
        cwd=tmp_path,
        env=command_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == status, run.stderr
    assert (tmp_path / "sourcing.md").exists()
