from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

import auditor
from auditor.model import Failure
from auditor.report.json import report

TEXT = "A bridge — and ‘its’ town 🌉\n\nCritics say the bridge is unsafe. It fell in 2019 ##[error]x, “we saw it”, said Ann Lee.\n"


@pytest.fixture(scope="module")
def schema():
    return json.loads((files("auditor.report") / "schema.json").read_text("utf-8"))


def test_the_schema_is_one_and_reports_keep_to_it(schema, print_report, make):
    jsonschema.Draft202012Validator.check_schema(schema)
    results = [
        make.audit(TEXT, [(make.vague, "Critics say")], broken=[(make.vague, "ValueError: no")]),
        Failure("gone.txt", "gone.txt: no such file", "missing"),
        make.audit(TEXT, score=make.unrated),
        auditor.audit_text(f"{TEXT}\n[1] Lee, A. (2020). Bridges. https://example.org/b\n", name="b.md"),
    ]
    value = json.loads(print_report(report, results))
    jsonschema.validate(value, schema)
    assert value["version"] == 1
    assert value["summary"]["exit_status"] == 3
    assert [r["kind"] for r in value["results"]] == ["audit", "failure", "audit", "audit"]


def test_the_schema_refuses_what_is_no_report(schema):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"version": 2, "auditor": "0", "results": [], "summary": {}}, schema)


def test_offsets_are_code_points_of_the_source(print_report, make):
    value = json.loads(print_report(report, [make.audit(TEXT, [(make.vague, "Critics say")])]))
    place = value["results"][0]["findings"][0]["places"][0]
    assert TEXT[place["start"] : place["end"]] == place["text"] == "Critics say"
    assert (place["line"], place["column"], place["end_column"]) == (3, 1, 12)


def test_no_results_are_still_json(print_report):
    assert json.loads(print_report(report, []))["results"] == []


def test_only_ascii_and_no_ci_command_leaves(print_report, make):
    text = print_report(report, [make.audit(TEXT, [(make.vague, "2019 ##[error]x")])])
    assert text.isascii()
    assert "##[" not in text
