from __future__ import annotations

import pytest

from auditor.finders.encoding import find_stray_characters
from auditor.finders.mention import mentioned
from auditor.finders.repeated import find_repeated
from auditor.finders.source import find_in_source, find_in_targets
from auditor.finders.unbalanced import find_unbalanced_marks
from auditor.read.markdown import read_markdown
from auditor.read.text import read_text
from auditor.rules import load_rules


def test_repeated_gathers_places_and_counts_them():
    document = read_text("Alpha here. Alpha there.", "t")
    (match,) = find_repeated(document, patterns=["alpha"])
    assert [tuple(s) for s in match.spans] == [(0, 5), (12, 17)]
    assert list(find_repeated(document, patterns=["alpha"], least=3)) == []


def test_repeated_passes_by_documents_without_a_cue():
    document = read_text("Alpha here, [x] there.", "t")
    assert list(find_repeated(document, patterns=["alpha"], cues=["beta", "alph", "{{"])) == []
    assert len(list(find_repeated(document, patterns=["alpha"], cues=["[x"]))) == 1


def test_repeated_leaves_out_block_quotations():
    document = read_markdown("> Alpha said.\n\nBeta said.", "t")
    assert list(find_repeated(document, patterns=["alpha"], blockquotes=False)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the <br> tag", True),
        ("the tag <br>, too", True),
        ("“<br>” is one", True),
        ("one line<br> more", False),
        ("in <br> we trust", False),
    ],
)
def test_mentions(text, expected):
    data = text.encode()
    start = data.index(b"<br>")
    assert mentioned(data, start, start + 4) is expected


def test_source_patterns_skip_code():
    text = "<think>\nPlan.\n</think>\n\nAnswer, `<think>`.\n\n```\n<think>\n```\n"
    (match,) = find_in_source(read_markdown(text, "t"), patterns=["<think>"], cues=["think>"])
    assert match.in_source
    assert [tuple(s) for s in match.spans] == [(0, 7)]


def test_targets_are_found_where_they_are_written():
    text = "[a](https://x.example/?utm_source=openai) and [b][1].\n\n[1]: https://y.example/?utm_source=openai\n"
    (match,) = find_in_targets(read_markdown(text, "t"), patterns=["utm_source=openai"], cues=["utm_source="])
    assert [text[s.start : s.end] for s in match.spans] == ["utm_source=openai", "[b][1]"]


@pytest.mark.parametrize(
    ("text", "n"),
    [("plain", 0), ("caf\u00e9 – “naïve” 日本", 0), ("a\ufffdb", 1), ("a\x02b", 1), ("a\u200bb", 1), ("\u200bb", 0)],
)
def test_stray_characters(text, n):
    rule = load_rules().get("stray-character")
    assert len([s for m in find_stray_characters(read_text(text, "t"), **rule.options) for s in m.spans]) == n


def test_unbalanced_marks():
    found = list(find_unbalanced_marks(read_text("He said (twice [and again] “so” it is.\n\n“One.\n\n“Two.”", "t")))
    assert [(m.start, m.end) for m in found] == [(8, 9)]


@pytest.mark.parametrize("rule", [r for r in load_rules().rules if "cues" in r.options], ids=lambda r: r.id)
def test_cues_are_in_lower_case(rule):
    assert [cue for cue in rule.options["cues"] if cue != cue.lower()] == []
