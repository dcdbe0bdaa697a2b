"""A pattern runs only on sentences with one of its words: so no sentence without them may match it."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.rules import load_rules
from auditor.text import claim_cues as cue
from auditor.text import claim_needs as needs
from auditor.text.asides import CREDIT

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "accuracy"
LETTERS = bytes(c if 97 <= c <= 122 else 32 for c in range(256))
PATTERNS = [
    *cue.WORDED,
    (cue.NUMBER, cue.NUMBERS),
    (cue.DATED, cue.DATES),
    (cue.HYPOTHESIS | needs.HYPOTHETICAL, cue.HYPOTHESES),
    (cue.PROMISE, cue.PROMISES),
    (needs.PROMISING, cue.PROMISES),
    *cue.DONE_OR_DOING,
    *cue.SOURCES,
    (needs.CREDIT, CREDIT),
]


def bits(text: bytes) -> int:
    return needs.heard(text.lower().translate(LETTERS).split())[2]


def texts() -> list[bytes]:
    found = [example.text for rule in load_rules().rules for example in (*rule.bad, *rule.good)]
    for path in BENCHMARK.glob("*/*.jsonl"):
        found += [json.loads(line).get("text", "") for line in path.read_text("utf-8").splitlines()]
    return [part.encode() for text in found for part in re.split(r"(?<=[.!?])\s", text)]


def test_every_text_that_a_pattern_matches_has_a_word_that_it_needs():
    matched = 0
    for text in texts():
        there = bits(text)
        for need, pattern in PATTERNS:
            if pattern.find(text)[0] >= 0:
                matched += 1
                assert there & need, (pattern.pattern[:60], text)
    assert matched > 1000


@pytest.mark.parametrize("number", range(len(PATTERNS)))
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_a_pattern_can_match_has_a_word_that_it_needs(number, data):
    need, pattern = PATTERNS[number]
    plain = pattern.pattern.replace("(?-i:", "(?:").replace(r"(?m:^)", "").replace("^", "")
    if "{{" in plain:
        pytest.skip("names a word list")
    text = data.draw(st.from_regex(f"(?a){plain}", fullmatch=True)).encode()
    if pattern.find(text)[0] >= 0:
        assert bits(text) & need, text


def test_words_tell_points_and_bits_once():
    told, total, found = needs.heard(b"we think that taxes rose and taxes may rise".split())
    assert {b"taxes", b"rose", b"may", b"rise", b"think", b"we"} <= told
    assert total == 1 + 1 + 1 - 1 - 2  # taxes, rose, rise; may; think
    assert found & cue.HYPOTHESIS
    assert found & cue.PROMISE
    assert not found & needs.PROMISING
