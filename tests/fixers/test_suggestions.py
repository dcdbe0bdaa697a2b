"""Suggestions: whom or what the author may mean, only where one candidate fits, and never made."""

from __future__ import annotations

import json
import re
import time

import pytest

from auditor.fix import mend
from auditor.fixers.voices import suggest_name, suggest_speaker
from auditor.model import Match, Span
from auditor.pipeline import audit_text
from auditor.read import READERS
from auditor.report import REPORTERS
from auditor.report.common import Settings
from auditor.report.layout import Paper

THIN = "Critics argue that the tunnel will flood. Its walls are thin. They are old."
QUIET = (
    "The harbour was quiet. The report came out in May. The wall is old and the sea is cold in winter. “We never saw the second "
    "boat until it was on us.” Nobody knows why."
)


def suggested(text, fmt="text"):
    return [fix.what for f in audit_text(text, format=fmt).findings for fix in f.fixes if fix.safety == "suggestion"]


def test_who_is_meant_by_a_group_is_the_one_member_who_speaks_next():
    assert suggested(f"{THIN} “It will not last,” said Ada Holm, a critic of the plan.") == [
        "may mean Ada Holm, who speaks in line 1"
    ]
    assert suggested(f"{THIN}\n\n“It will not last,” said the economist Ada Holm.") == []  # no critic
    assert suggested(THIN) == []


@pytest.mark.parametrize(
    "then",
    [
        " “It will not last,” said Ada Holm, a critic of the plan. Tom Berg, another critic, said it would.",
        " “It will last,” said Ada Holm, who built it.",
        "\n\nIt rained.\n\n“It will not last,” said Ada Holm, a critic of the plan.",
    ],
)
def test_two_candidates_a_stranger_and_somebody_far_off_are_not_suggested(then):
    assert suggested(THIN + then) == []


def test_whose_words_a_quotation_holds_is_the_one_who_speaks_in_its_paragraph():
    assert suggested(f"The ferry was late again, Ada Holm said on Friday. {QUIET}") == [
        "may be the words of Ada Holm, who speaks in line 1"
    ]
    two = f"The ferry was late again, Ada Holm said on Friday. Tom Berg said that it sank. {QUIET}"
    assert suggested(two) == []
    assert suggested(f"The ferry was late again, Ada Holm said on Friday.\n\nIt rained.\n\n{QUIET}") == []


def test_here_is_the_one_entry_of_that_kind():
    text = (
        "The quay sinks [1].\n\nThe board met in May. See their latest report here.\n\nIt rained.\n\nReferences\n\n"
        "[1] Quay report, Harbour board, 2020, https://board.example/q\n"
    )
    assert suggested(text) == ["may mean https://board.example/q"]
    assert suggested(text + "[2] Crane report, Harbour board, 2021, https://board.example/c\n") == []


def test_reports_show_suggestions_and_nothing_makes_them():
    text = f"The ferry was late again, Ada Holm said on Friday. {QUIET}"
    audit = audit_text(text)
    assert not mend(audit, audit_text, unsafe=True).changed

    def report(name):
        return "".join(REPORTERS[name](iter([audit]), Settings(Paper(), notes=True, full=True)))

    said = "may be the words of Ada Holm, who speaks in line 1"
    assert f"Suggestion: {said}." in " ".join(report("terminal").split())
    assert f"Suggestion: {said}." in report("markdown").replace("\\", "")
    (result,) = [r for r in json.loads(report("sarif"))["runs"][0]["results"] if r["ruleId"] == "quote-without-speaker"]
    assert result["message"]["text"].endswith(f"Suggestion: {said}.")
    assert "fixes" not in result
    assert {"safety": "suggestion", "what": said, "edits": []} in [
        fix for f in json.loads(report("json"))["results"][0]["findings"] for fix in f["fixes"]
    ]


@pytest.mark.parametrize(
    "unit",
    [
        "Experts say it is so. ",
        "Experts say it is so, said Ada Holm. ",
        "Experts say it is so.\n\n",
    ],
)
def test_many_places_in_hostile_text_take_linear_time(unit):
    def seconds(count):
        document = READERS["text"](unit * count, "x")
        spans = [Span(m.start(), m.end()) for m in re.finditer(b"Experts say", document.data)]
        _ = document.attributions, document.sentences
        start = time.process_time()
        for span in spans:
            list(suggest_name(document, Match(*span)))
            list(suggest_speaker(document, Match(*span)))
        return time.process_time() - start

    seconds(10)
    assert seconds(1200) < 8 * max(seconds(300), 0.01)
