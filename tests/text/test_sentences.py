from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.model import Block
from auditor.text.sentences import find_sentences


def sentences(text: str, *blocks: Block) -> list[str]:
    data = text.encode()
    found = find_sentences(data, blocks or (Block("paragraph", 0, len(data)),))
    return [data[s.start : s.end].decode() for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge opened. It closed again.", ["The bridge opened.", "It closed again."]),
        ("It opened.[^1] It closed.[^b][^2]\nIt fell. [^3]", ["It opened.[^1]", "It closed.[^b][^2]", "It fell. [^3]"]),
        (
            "Dr. Okoro of the U.S. team left on Jan. 5. She was late.",
            ["Dr. Okoro of the U.S. team left on Jan. 5.", "She was late."],
        ),
        ("It rose 5.3 percent. “Enough,” he said.", ["It rose 5.3 percent.", "“Enough,” he said."]),
        ("Élan was lost. Ça va.", ["Élan was lost.", "Ça va."]),
        ("So it was found. [1] Nobody asked.", ["So it was found. [1]", "Nobody asked."]),
    ],
)
def test_bounds(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "\u0085", "\u2028"])
def test_white_space_of_several_bytes_is_white_space(space):
    assert sentences(f"By J.{space}K. Marsh B{space}. It opened.{space}Then it closed.")[-1] == "Then it closed."


def test_a_block_ends_a_sentence():
    text = "A heading\nThe text goes on"
    assert sentences(text, Block("heading", 0, 9), Block("paragraph", 10, len(text))) == ["A heading", "The text goes on"]


def test_words_outside_of_blocks_are_no_sentence():
    text = "Kept. xxxx Kept too."
    assert sentences(text, Block("paragraph", 0, 5), Block("paragraph", 11, 20)) == ["Kept.", "Kept too."]


@given(st.text(alphabet=st.sampled_from("Ab é.?!“”\n \u2009[1]"), max_size=80))
def test_sentences_are_in_order_and_lose_no_word(text):
    data = text.encode()
    found = find_sentences(data, (Block("paragraph", 0, len(data)),))
    ends = [0, *(offset for s in found for offset in (s.start, s.end)), len(data)]
    assert ends == sorted(ends)
    kept = "".join(data[s.start : s.end].decode() for s in found)
    assert "".join(kept.split()) == "".join(text.split())


def test_a_paragraph_of_any_length_is_cut_where_sentences_end():
    text = "The mill on the river burned down in 1911. " * 600
    assert sentences(text.strip()) == ["The mill on the river burned down in 1911."] * 600


def test_quotations_that_never_close_take_no_more_time_the_longer_the_paragraph():
    def seconds(size: int) -> float:
        text = "“a " * size
        start = time.process_time()
        assert sentences(text)
        return time.process_time() - start

    seconds(1000)
    assert seconds(40_000) < 60 * min(seconds(4000) for _ in range(3))  # ten times the size; a hundred would be its square


def test_a_month_that_looks_like_an_abbreviation_ends_a_sentence() -> None:
    assert sentences("Three clerks were fired in May. A member of staff complained.") == [
        "Three clerks were fired in May.",
        "A member of staff complained.",
    ]


def test_a_citation_number_that_sticks_to_the_full_stop_parts_sentences() -> None:
    text = "Meadows slow floods.1 The valley lost some by 2021.12 “It rose.”3 Farmers left. Version 2.1 The same costs 3.5 Million."
    assert sentences(text) == [
        "Meadows slow floods.1",
        "The valley lost some by 2021.12",
        "“It rose.”3",
        "Farmers left.",
        "Version 2.1 The same costs 3.5 Million.",
    ]
