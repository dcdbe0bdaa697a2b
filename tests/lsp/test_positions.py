"""Positions go there and back again, and edits come out as they went in, whatever letters and line ends a text has."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.fix import edited
from auditor.lsp.actions import differences
from auditor.lsp.positions import Positions
from auditor.model import Edit
from auditor.offsets import LineIndex

TEXTS = st.text(alphabet="ab é€😀𝒳\u2028\x85\x0c\r\n", max_size=40)
ENCODINGS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}


@given(TEXTS, st.sampled_from(list(ENCODINGS)), st.sampled_from(["", "\ufeff"]))
@settings(max_examples=200, deadline=None)
def test_there_and_back(text, encoding, mark):
    positions = Positions(LineIndex(text, text.encode()), encoding, mark)
    for point in range(len(text) + 1):
        if text[point - 1 : point + 1] != "\r\n" or not point:
            assert positions.point(positions.position(point)) == point


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_differences_make_one_text_of_another(before, after):
    edits = list(differences(before, after))
    assert edited(before, edits) == after


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_an_edit_says_the_same_in_positions(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    positions = Positions(LineIndex(text, text.encode()), "utf-16")
    told = positions.text_edit(Edit(start, end, "x"))
    first, last = positions.point(told.range.start), positions.point(told.range.end)
    assert text[:first] + told.new_text + text[last:] == text[:start] + "x" + text[end:]


def test_characters_are_counted_in_units_of_the_encoding():
    line = "é😀x"
    for encoding, codec in ENCODINGS.items():
        size = len("a".encode(codec))
        positions = Positions(LineIndex(line, line.encode()), encoding)
        assert [positions.position(i).character for i in range(4)] == [len(line[:i].encode(codec)) // size for i in range(4)]
