"""Results as text: what comes back is what was written, for every reporter."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.config import Config, select_rules
from auditor.errors import ReadError
from auditor.model import Failure
from auditor.pipeline import audit_document
from auditor.read.sources import read_document, read_source
from auditor.report import REPORTERS
from auditor.report.common import Settings
from auditor.report.layout import Paper
from auditor.stored import Form, Stored

ARTICLES = sorted((Path(__file__).resolve().parents[1] / "examples" / "articles").iterdir())
SELECTION = select_rules(Config(preview=True))


def unread():
    raise ReadError("nobody may read the document of this one")


def audited(path):
    return audit_document(read_document(read_source(path)), SELECTION)


def reported(result, name, *, full=False):
    return "".join(REPORTERS[name](iter([result, Failure("x.md", "x.md: is missing")]), Settings(Paper(), notes=True, full=full)))


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
@pytest.mark.parametrize("name", ["terminal", "concise", "markdown", "json"])
def test_a_report_of_what_was_stored_is_the_same_and_reads_no_document(path, name):
    audit = audited(path)
    form = Form(SELECTION)
    again = form.read(form.write(audit, detail=True), audit.name, unread)
    assert reported(again, name) == reported(audit, name)


@pytest.mark.parametrize("name", list(REPORTERS))
@pytest.mark.parametrize("full", [False, True])
def test_without_details_a_reporter_reads_the_document_where_it_needs_it(name, full):
    audit = audited(ARTICLES[0])
    form = Form(SELECTION)
    again = form.read(form.write(audit), audit.name, lambda: audit.document)
    assert reported(again, name, full=full) == reported(audit, name, full=full)


def test_what_came_back_can_be_changed_without_reading_the_document():
    form = Form(SELECTION)
    audit = audited(ARTICLES[0])
    again = replace(form.read(form.write(audit, detail=True), audit.name, unread), findings=())
    assert again.findings == ()
    assert again.claims == audit.claims


def test_states_reasons_and_broken_rules_come_back():
    audit = audited(ARTICLES[0])
    rule = SELECTION.scored[0]
    aside = replace(audit.findings[0], state="ignored", reason="“agreed”\u2028with the \udcff desk")
    audit = replace(audit, findings=(aside, *audit.findings[1:]), broken=((rule, "KeyError: 1"),))
    again = Form(SELECTION).read(Form(SELECTION).write(audit), audit.name, unread)
    assert again.findings == audit.findings
    assert again.broken == audit.broken
    assert again.findings[0].rule is aside.rule


def test_a_rule_that_is_none_of_the_selection_comes_back_whole():
    audit = audited(ARTICLES[0])
    stranger = replace(audit.findings[0].rule, id="unknown-directive", formats=("html",))
    audit = replace(audit, findings=(replace(audit.findings[0], rule=stranger),))
    again = Form(SELECTION).read(Form(SELECTION).write(audit), audit.name, unread)
    assert again.findings == audit.findings


def test_a_profile_that_the_text_asked_for_comes_back():
    selection = select_rules(Config())
    document = read_document(read_source(ARTICLES[0]))
    document = replace(document, metadata=replace(document.metadata, settings={"profile": ("wiki",)}))
    audit = audit_document(document, selection)
    again = Form(selection).read(Form(selection).write(audit), audit.name, unread)
    assert (again.score, again.chosen, again.findings) == (audit.score, "front matter", audit.findings)


def test_a_failure_comes_back():
    failure = Failure("a.md", "a.md: has no words to audit", "empty")
    assert Form(SELECTION).read(Form(SELECTION).write(failure), "a.md", unread) == failure


def broken_texts():
    core = json.loads(Form(SELECTION).write(audited(ARTICLES[0])).core)
    yield "", "[", "{}", "[]", "null", '{"kind": "empty"}'
    for key in core:
        for value in (None, 1, [], [[]], {"a": 1}, "zz"):
            if value != core[key] and not (
                key in ("hidden", "passing", "broken", "unread", "facts", "site") and value in (None, 1, [])
            ):
                yield (json.dumps({**core, key: value}),)
        yield (json.dumps({k: v for k, v in core.items() if k != key}),)


def test_what_is_no_result_is_told_as_such_and_nothing_else():
    seen = 0
    for texts in broken_texts():
        for text in texts:
            try:
                Form(SELECTION).read(Stored(text), "a.md", unread)
            except ValueError:
                seen += 1
    assert seen > 30
