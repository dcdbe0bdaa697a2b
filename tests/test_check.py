from __future__ import annotations

import inspect
import os
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.check import Hit, check, findings, settle
from auditor.finders import FINDERS
from auditor.model import Match, Span
from auditor.read import READERS
from auditor.rules import load_rules

RULE = load_rules().get("cutoff-disclaimer")
SPANS = st.builds(lambda start, size: Span(start, start + size), st.integers(0, 40), st.integers(0, 12))


def pattern_rule(name: str, pattern: str, **changes):
    return replace(RULE, id=name, options={"patterns": [pattern]}, message="“{text}” stands {count} times", **changes)


def test_a_rule_that_breaks_is_reported_and_the_others_go_on(monkeypatch):
    def breaks(document, **options):
        raise ZeroDivisionError(document.name)
        yield

    monkeypatch.setitem(FINDERS, "breaks", breaks)
    document = READERS["text"]("alpha beta", "x")
    checked = check(document, [replace(RULE, id="bad-one", finder="breaks"), pattern_rule("good-one", "beta")])
    assert [hit.rule.id for hit in checked.hits] == ["good-one"]
    assert [(rule.id, why) for rule, why in checked.broken] == [("bad-one", "ZeroDivisionError: x")]


def test_a_rule_keeps_to_its_formats():
    rule = pattern_rule("only-text", "beta", formats=("text",))
    assert check(READERS["text"]("beta", "x"), [rule]).hits
    assert not check(READERS["markdown"]("beta", "x"), [rule]).hits


def test_a_superseding_rule_takes_the_place():
    wide, narrow = pattern_rule("wide", "alpha beta", supersedes=("narrow",)), pattern_rule("narrow", "beta")
    hits = check(READERS["text"]("alpha beta, beta", "x"), [wide, narrow]).hits
    assert [(hit.rule.id, hit.match.start) for hit in hits] == [("wide", 0), ("narrow", 12)]


def test_a_finding_loses_only_the_places_that_were_taken(monkeypatch):
    monkeypatch.setitem(FINDERS, "all", lambda document: iter([Match(0, 5, (Span(0, 5), Span(6, 10)))]))
    many = replace(RULE, id="many", finder="all", options={}, message="{count}")
    hits = check(READERS["text"]("alpha beta", "x"), [many, pattern_rule("one", "alpha", supersedes=("many",))]).hits
    assert {hit.rule.id: hit.match.spans for hit in hits} == {"one": (Span(0, 5),), "many": (Span(6, 10),)}


@given(st.lists(SPANS), st.lists(SPANS, min_size=1))
def test_places_are_taken_by_whatever_overlaps_them(taken, places):
    def hit(name, spans, **changes):
        return Hit(replace(RULE, id=name, **changes), Match(*spans[0], tuple(spans)), "note")

    hits = [hit("many", places), *(hit("one", [span], supersedes=("many",)) for span in taken)]
    left = [span for span in places if not any(span.start < end and start < span.end for start, end in taken)]
    assert [span for one in settle(hits) if one.rule.id == "many" for span in one.match.spans] == left


def test_places_of_hostile_text_are_settled_in_linear_time():
    many, few = replace(RULE, id="many"), replace(RULE, id="few", supersedes=("many",))

    def seconds(count):
        spans = tuple(Span(20 * i, 20 * i + 8) for i in range(count))
        taken = [Hit(few, Match(start + 10, end + 10), "note") for start, end in spans]
        start = time.process_time()
        assert settle([Hit(many, Match(*spans[0], spans), "note"), *taken])[0].match.spans == spans
        return time.process_time() - start

    seconds(10)
    assert seconds(2400) < 8 * max(seconds(600), 0.002)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_findings_count_code_points_lines_and_columns(line_end):
    text = line_end.join(["Zoë 𝄞 wrote:", "“naïve” alpha"])
    document = READERS["text"](text, "x")
    (finding,) = findings(document, check(document, [pattern_rule("r", "alpha")]).hits)
    assert text[finding.start : finding.end] == finding.text == "alpha"
    assert (finding.line, finding.column) == (2, 9)
    assert finding.message == "“alpha” stands 1 times"


def test_levels_can_be_overridden():
    document = READERS["text"]("alpha", "x")
    assert check(document, [pattern_rule("r", "alpha")], {"r": "note"}).hits[0].level == "note"


@pytest.mark.parametrize(
    ("text", "quoted"), [("The old fleet , which", "fleet ,"), ("The fleet, which", "fleet,"), (", which", ",")]
)
def test_a_sign_is_quoted_with_the_word_before_it(text, quoted):
    document = READERS["text"](text, "x")
    (finding,) = findings(document, check(document, [pattern_rule("sign", r" ?,")]).hits)
    assert finding.message == f"“{quoted}” stands 1 times"


def test_each_finder_is_where_the_list_says():
    for name in list(FINDERS):
        assert callable(FINDERS[name]), name
        assert next(iter(inspect.signature(FINDERS[name]).parameters)) == "document"


def test_a_start_imports_no_finder_that_is_not_due(tmp_path):
    code = "import sys, auditor; auditor.audit_text('The bridge opened.'); print('auditor.finders.identifiers' in sys.modules)"
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}  # it forbids keeping compiled rules
    starts = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env, cwd=tmp_path).stdout
        for _ in range(2)  # a checkout that was just changed reads its rules, and with them every finder, once
    ]
    assert starts[-1] == "False\n"
