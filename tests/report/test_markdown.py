from __future__ import annotations

import re

import pytest

from auditor.gate import Gate
from auditor.model import Failure
from auditor.report.markdown import code, escape, report
from auditor.report.places import Links, repository_page, workspace

TEXT = "A town and its bridge\n\nCritics say the bridge is unsafe. It fell in 2019, they say.\n"


def test_a_report_has_summary_parts_steps_findings_and_claims(print_report, make):
    text = print_report(report, [make.audit(TEXT, [(make.vague, "Critics say")])])
    marks = [
        "# Sourcing report: 1 text, passed",
        "| [a.txt](a.txt) | **37** F | 3 of 9 | 0 | 1 |",
        "**PASSED 1 warning",
        "## A town and its bridge",
        "**Sourcing 37 of 100 (F).**",
        "| traceability | 13 of 40 |",
        "1. Link the report: **37 → 52**",
        "### Findings",
        "- **warning** `some-fault` · [line 3](a.txt#L3): “Critics say”: by whom?",
        "*Fix:* Name who said it.",
    ]
    at = [text.index(mark) for mark in marks]
    assert at == sorted(at)


@pytest.mark.parametrize(
    ("words", "never"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("a | b", " | "),
        ("`x` and *y* and _z_", "`x`"),
        ("[x](javascript:y)", "[x]("),
        ("ping @someone", "@someone"),
        ("see #123", "#123"),
        ("see https://example.org/x", "https://"),
        ("</details>", "</details>"),
        ("&lt;b&gt;", " &lt;"),
        ("$x$", " $x"),
        ("line\nbreak\r\n# heading", "\n"),
        ("\x1b[31m", "\x1b"),
    ],
)
def test_article_text_does_nothing(words, never):
    assert never not in " " + escape(words)


def test_article_text_does_nothing_in_a_report(print_report, make):
    hostile = "Critics say <img src=x> | `a` [b](c) @d #1"
    audit = make.audit(f"{hostile} title\n\n{hostile} in 2019.\n", [(make.vague, hostile)], name="a|b <x>.txt")
    text = print_report(report, [audit])
    for never in (r"<img", r"`a", r"\[b", r"@d", r"#1 ", r"<x>"):
        assert not re.search(r"(?<!\\)" + never, text)


def test_table_rows_have_as_many_cells_as_the_head(print_report, make):
    text = print_report(report, [make.audit(TEXT, name="a|b.txt"), make.audit(TEXT, name="c.txt", score=make.unrated)])
    rows = [line for line in text.split("\n") if line.startswith("|") and "a\\|b" in line]
    assert rows[0].replace("\\|", "").count("|") == 6
    assert "not rated" in text


def test_a_web_address_is_a_link_that_works_and_can_be_copied(print_report, make):
    url = "http://127.0.0.1:80/a_(b).html?x=1&y=ü|z"
    failed = Failure("https://gone.example/a_b", "https://gone.example/a_b: answers 404; check the address")
    text = print_report(report, [make.audit(TEXT, [(make.vague, "Critics say")], name=url), failed])
    link = r"[http://127.0.0.1:80/a\_\(b\).html?x=1\&y=ü\|z](http://127.0.0.1:80/a_%28b%29.html?x=1&y=%C3%BC%7Cz)"
    assert f"| {link} | **37**" in text
    assert f"\n\n{link}\n\n**Sourcing" in text
    assert r"- [https://gone.example/a\_b](https://gone.example/a_b): answers 404" in text
    assert "`some-fault` · line 3: “Critics say”" in text
    assert "\u200b" not in text


def test_without_a_gate_nothing_is_said_to_have_passed(print_report, make):
    audit = make.audit(TEXT, [(make.vague, "Critics say")])
    text = print_report(report, [audit], gate=Gate("never"))
    assert text.startswith("# Sourcing report: 1 text\n")
    assert "\n**1 warning.**\n" in text
    assert "passed" not in text.lower()
    assert print_report(report, [audit], gate=Gate("never", fail_under=60)).startswith("# Sourcing report: 1 text, failed\n")
    assert print_report(report, [Failure("b", "b: gone")], gate=Gate("never")).startswith("# Sourcing report: 1 text, failed\n")


@pytest.mark.parametrize(
    ("name", "line", "link"),
    [
        ("posts/a b.md", 0, "../posts/a%20b.md"),
        ("./posts/a.md", 3, "../posts/a.md#L3"),
        ("/site/out/deep/a.md", 0, "deep/a.md"),
        ("out/🎉.md", 0, "%F0%9F%8E%89.md"),
    ],
)
def test_links_begin_where_the_report_lies(monkeypatch, name, line, link):
    monkeypatch.setattr("os.getcwd", lambda: "/site")
    assert Links("/site/out").to(name, line) == link


def test_in_a_job_of_github_links_lead_to_the_commit(monkeypatch, tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "content").mkdir()
    monkeypatch.chdir(tmp_path / "content")
    given = {
        "ACTIONS": "true",
        "SERVER_URL": "https://github.example",
        "REPOSITORY": "o/r",
        "SHA": "c0ffee",
        "WORKSPACE": str(tmp_path),
    }
    for key, value in given.items():
        monkeypatch.setenv(f"GITHUB_{key}", value)
    links = Links(str(tmp_path / "out"), repository_page(workspace()), workspace())
    assert links.to("a (b).md") == "https://github.example/o/r/blob/c0ffee/content/a%20%28b%29.md"
    assert links.to("a.md", 7).endswith("/content/a.md?plain=1#L7")  # a Markdown file is drawn there, without lines
    assert links.to("a.html", 7).endswith("/content/a.html#L7")
    assert links.to("../../elsewhere.md", 7) == "../../elsewhere.md#L7"  # no file of the repository
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "other"))  # a checkout of something else
    assert repository_page(workspace()) == ""
    monkeypatch.delenv("GITHUB_ACTIONS")
    assert repository_page(workspace()) == ""


def test_code_cannot_be_left():
    assert code("a`b|c").count("`") == 2


def test_failures_are_listed_and_fail(print_report, make):
    gone = Failure("gone.txt", "gone.txt: no such file", "missing")
    text = print_report(report, [make.audit(TEXT), gone], gate=Gate("never"))
    assert "# Sourcing report: 2 texts, failed" in text
    assert "- gone.txt: no such file" in text


def test_findings_of_one_rule_share_an_item(print_report, make):
    audit = make.audit("Critics say one.\n\nCritics say two.\n", [(make.vague, "Critics say one"), (make.vague, "Critics say two")])
    assert print_report(report, [audit]).count("*Fix:*") == 1
