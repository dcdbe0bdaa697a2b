from auditor.model import Span
from auditor.offsets import LineIndex, OffsetMap, Segments


def test_without_segments_prose_is_source():
    assert OffsetMap().to_source(3, 7) == Span(3, 7)


def test_verbatim_segments_map_byte_by_byte_and_decoded_ones_as_a_whole():
    # source: “ab&amp;cd”, prose “ab&cd”
    mapped = OffsetMap(Segments([0, 2, 3], [0, 2, 7], [2, ~7, 9]))
    assert mapped.to_source(0, 2) == Span(0, 2)
    assert mapped.to_source(1, 3) == Span(1, 7)
    assert mapped.to_source(2, 3) == Span(2, 7)
    assert mapped.to_source(3, 4) == Span(7, 8)
    assert mapped.to_source(0, 5) == Span(0, 9)


def test_the_gap_between_blocks_stands_where_the_first_block_ends():
    mapped = OffsetMap(Segments([0, 7], [10, 40], [15, 45]))  # two blocks of five bytes, two bytes between
    assert mapped.to_source(3, 5) == Span(13, 15)
    assert mapped.to_source(5, 7) == Span(15, 15)
    assert mapped.to_source(3, 9) == Span(13, 42)
    assert mapped.to_source(9, 9) == Span(42, 42)


def test_where_words_begin_is_told_as_for_their_whole_place():
    base = OffsetMap(Segments([0, 12], [0, 20], [12, ~30]))
    maps = (OffsetMap(), OffsetMap(Segments([0, 2, 3], [0, 2, 7], [2, ~7, 9])), OffsetMap(Segments([0, 7], [10, 40], [15, 45])))
    for mapped in (*maps, *(one.onto(base) for one in maps), OffsetMap(Segments([], [], []))):
        assert [mapped.source_start(at) for at in range(14)] == [mapped.to_source(at, at + 2).start for at in range(14)]


def test_an_empty_prose_maps_to_the_start():
    assert OffsetMap(Segments([], [], [])).to_source(0, 0) == Span(0, 0)


def test_lines_end_with_lf_crlf_or_a_lone_cr():
    text = "one\r\ntwo\rthree\nfour"
    lines = LineIndex(text, text.encode())
    assert len(lines) == 4
    assert [lines.line(n) for n in (1, 2, 3, 4)] == ["one", "two", "three", "four"]
    assert lines.line_column(text.index("three")) == (3, 1)
    assert lines.line_column(text.index("our")) == (4, 2)


def test_code_points_of_bytes_in_long_text_of_many_bytes_a_character():
    text = "日本🙂é x" * 700
    data = text.encode()
    lines = LineIndex(text, data)
    for point in (0, 1, 2, 511, 1023, 1024, 1025, 3000, len(text)):
        assert lines.point(len(text[:point].encode())) == point
