from __future__ import annotations

import ast
import doctest
import inspect
import subprocess
import sys
import typing

import pytest

import auditor
from auditor.model import Source

TEXT = """Ünïcode — zuerst 🌉.

As of my last knowledge update, nobody had replied, “not one”, said Ann Lee in 2019.

[1] Lee, A. (2020). Bridges.
"""


def test_docstring():
    assert doctest.testmod(auditor).failed == 0


def test_every_public_name_is_there_and_is_documented():
    for name in auditor.__all__:
        thing = getattr(auditor, name)
        assert inspect.getdoc(thing), name
    assert auditor.__all__ == sorted(auditor.__all__)
    assert set(auditor.__all__) <= set(dir(auditor))


def test_type_checkers_see_the_same_names():
    tree = ast.parse(inspect.getsource(auditor))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    imported = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert imported == set(auditor.__all__)


def test_an_unknown_name():
    with pytest.raises(AttributeError, match="nonsense"):
        auditor.nonsense  # noqa: B018 — the access is the test


def test_importing_costs_nothing():
    code = "import sys, auditor; print(sorted(m for m in ('re2', 'click', 'rich', 'httpx', 'auditor.rules') if m in sys.modules))"
    assert subprocess.check_output([sys.executable, "-P", "-c", code], text=True).strip() == "[]"


def test_auditing_brings_no_terminal_and_no_network():
    heavy = ("click", "rich", "httpx", "socket")
    code = f"import sys, auditor; auditor.audit_text('One word.'); print([m for m in {heavy} if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-P", "-c", code], text=True).strip() == "[]"


def test_offsets_are_code_points_of_the_source():
    audit = auditor.audit_text(TEXT)
    finding = next(f for f in audit.findings if f.rule.id == "cutoff-disclaimer")
    assert TEXT[finding.start : finding.end] == finding.text == "As of my last knowledge update"
    assert (finding.line, finding.column) == (3, 1)
    for item in (*audit.claims, *audit.attributions, *audit.references):
        assert 0 <= item.start < item.end <= len(TEXT)
    for claim in audit.claims:
        assert TEXT[claim.start : claim.end] == TEXT[claim.start : claim.end].strip()


def test_markdown_offsets_count_the_markup():
    text = "**Ünï** [x](https://example.org) and “y”. As of my last knowledge update, no."
    finding = auditor.audit_text(text, name="a.md").findings[0]
    assert text[finding.start : finding.end] == "As of my last knowledge update"


def test_the_format_comes_from_the_option_then_the_name():
    assert auditor.audit_text("Some words.").document.format == "text"
    assert auditor.audit_text("Some words.", name="a.md").document.format == "markdown"
    assert auditor.audit_text("Some words.", name="a.md", format="text").document.format == "text"
    with pytest.raises(auditor.UsageError, match="pdf"):
        auditor.audit_text("Some words.", format=typing.cast("typing.Any", "pdf"))


def test_paths_and_sources(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(TEXT, encoding="utf-8")
    for source in (path, str(path), Source("b.md", TEXT.encode())):
        assert [f.rule.id for f in auditor.audit(source).findings].count("cutoff-disclaimer") == 1
    assert auditor.audit(Source("b.md", TEXT.encode("utf-16"))).document.source == TEXT


def test_what_cannot_be_audited(tmp_path):
    (tmp_path / "empty.md").write_text(" \n")
    with pytest.raises(auditor.EmptyError):
        auditor.audit(tmp_path / "empty.md")
    assert auditor.audit_text(" \n").score.value is None
    with pytest.raises(auditor.MissingError, match="no such file"):
        auditor.audit(tmp_path / "no.md")
    with pytest.raises(auditor.ReadError):
        auditor.audit(tmp_path)


def test_a_rule_that_fails_costs_only_itself(monkeypatch):
    from auditor.finders import FINDERS

    def boom(document, **options):
        raise ValueError("on purpose")
        yield

    monkeypatch.setitem(FINDERS, "vague-voice", boom)
    fresh = auditor.Config(levels={"unnamed-voices": "warning"})  # rules are planned once for a selection
    audit = auditor.audit_text(TEXT + "\nCritics say so.\n", config=fresh)
    assert {error for _, error in audit.broken} == {"ValueError: on purpose"}
    assert "cutoff-disclaimer" in {f.rule.id for f in audit.findings}


def test_a_text_is_mended():
    done = auditor.fix_text("It was < em >late< / em >.", format="markdown")
    assert (done.text, [one.rule.id for one in done.applied], done.settled) == ("It was *late*.", ["spaced-tag"], True)
    (finding,) = done.before.findings
    assert finding.fixes[0].edits[0] == auditor.Edit(7, 13, "*")
    with pytest.raises(auditor.UsageError):
        auditor.fix_text("It was late.", format="word")
