import pytest

from auditor.read.text import read_text


def blocks(source: str) -> list[tuple[str, str]]:
    document = read_text(source, "x")
    return [(b.kind, document.words(b.start, b.end)) for b in document.blocks]


def test_each_line_of_an_unwrapped_text_is_a_block():
    assert blocks("A rise in tides\nThe water rose.\nIt fell again.\n") == [
        ("heading", "A rise in tides"),
        ("paragraph", "The water rose."),
        ("paragraph", "It fell again."),
    ]


def test_lines_wrapped_by_hand_are_one_paragraph():
    source = (
        "The harbour office counts every ship that enters, and it publishes\n"
        "the figures on the first working day of each month. Last year they\n"
        "fell by a tenth.\n\n"
        "A second paragraph follows here, wrapped at about the same column,\n"
        "which is how anybody can tell.\n"
    )
    assert [kind for kind, _ in blocks(source)] == ["paragraph", "paragraph"]


def test_a_byline_is_not_glued_to_the_title_above_it():
    assert blocks("The harbour that forgot how to count its ships at night\nBy Ada Brook\n\nIt was late.")[0] == (
        "heading",
        "The harbour that forgot how to count its ships at night",
    )


def test_entries_of_a_list_one_a_line_stay_apart_in_a_wrapped_text():
    wrapped = "Words and words and words that fill the line up to column sixty\n" * 6
    entries = "[1] Brook, A. (2020). Counting ships. Harbour Press, Leith, 214 p.\n[2] Marsh, B. (2021). Tides.\n"
    assert blocks(f"{wrapped}\nReferences\n{entries}")[1:] == [
        ("heading", "References"),
        ("item", "[1] Brook, A. (2020). Counting ships. Harbour Press, Leith, 214 p."),
        ("item", "[2] Marsh, B. (2021). Tides."),
    ]


@pytest.mark.parametrize(
    "line",
    ["References", "Sources:", "What the “crews” say they saw", "The price of “free”", "## Sources", "**Sources**", "**Sources:**"],
)
def test_headings(line: str):
    assert blocks(f"It began in May.\n\n{line}\n\nThe crews say that they saw nothing.")[1] == ("heading", line)


@pytest.mark.parametrize(
    "line",
    [
        "It ended in June.",
        "“We saw nothing”",
        "…",
        "See https://example.org/a",
        "The crews saw the following on that night:",
        "“We left,” he said”",
    ],
)
def test_no_headings(line: str):
    assert blocks(f"It began in May.\n\n{line}\n\nThe crews say that they saw nothing.")[1] == ("paragraph", line)


def test_a_numbered_line_alone_before_a_paragraph_is_a_heading_and_in_a_list_an_item():
    source = (
        "1. What the treaty says\nIt says that ships are counted at dawn.\n\n1. "
        "Count\n2. Write\n3. Send\nThen they sail home, all of them."
    )
    assert [kind for kind, _ in blocks(source)] == ["heading", "paragraph", "item", "item", "item", "paragraph"]


def test_ordinals():
    ordinals = [b.ordinal for b in read_text("[7] Seven.\n(8) Eight.\n9) Nine.\n- Bullet.\n• Dot.", "x").blocks]
    assert ordinals == [7, 8, 9, None, None]


def test_a_first_line_that_asks_is_the_title():
    document = read_text("Who counts the ships?\n\nNobody has counted them since the office closed.", "x")
    assert document.title == "Who counts the ships?"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end(end: str):
    assert [words for _, words in blocks(end.join(["One.", "", "Two.", "Three."]))] == ["One.", "Two.", "Three."]


def test_a_single_line_of_ten_megabytes():
    document = read_text("word " * 2_000_000, "x")
    assert [b.end for b in document.blocks] == [len(document.data) - 1]


def test_nothing():
    assert blocks("") == blocks(" \n\t\n") == []


def test_a_rule_or_the_signs_of_a_heading_are_no_title():
    assert read_text("---\n\n## The harbour at night\n\nIt was dark.", "x").title == "The harbour at night"


def test_letters_that_were_struck_twice_are_read_once_in_their_place():
    source = "N\bNA\bAM\bME\bE of the _\bt_\bi_\bd_\be\n"
    document = read_text(source, "x")
    assert document.text == "NAME of the tide\n"
    at = document.data.index(b"tide")
    start, end = document.offsets.to_source(at, at + 4)
    assert source[start:end] == "_\bt_\bi_\bd_\be"
    assert document.offsets.to_source(5, 7) == (13, 15)
    assert read_text("lost\b here", "x").text == "lost\b here"
    assert read_text("+\bo No shouting.\n", "x").text == "o No shouting.\n"


def test_rows_of_tables_and_lines_of_code_are_no_paragraphs():
    source = (
        "The ships of the year, by the port that they left for the open sea.\n\n"
        "North   1204   0.4\nSouth\t88\t\t0.1\ncount(ships);\n"
    )
    assert [kind for kind, _ in blocks(source)[1:]] == ["cell", "cell", "code"]
    assert blocks("The members (if any) of the board;\nthe officer(s);\n")[0][0] == "paragraph"


def test_prose_with_wide_gaps_in_it_is_no_row():
    source = (
        "The crew had been at sea for many weeks and months, and then waited on the quay for 4      1/2      hours before it left."
    )
    assert blocks(source)[0][0] == "paragraph"
