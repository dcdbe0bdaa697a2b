"""Which brackets, raised digits and names are citations, and which lines are a list of references."""

from __future__ import annotations

import time

import pytest

from auditor.read import READERS

LIST = """

References
[1] Harbour authority, “Quay wall survey”, 1963, https://harbour.example/quay
[2] Town archive, “Minutes”, 1972, https://archive.example/minutes
[3] Town archive, “Accounts”, 1973, https://archive.example/accounts
"""


def keys(text: str, fmt: str = "text") -> list[tuple[str, ...]]:
    return [marker.keys for marker in READERS[fmt](text, "x").markers]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The quay is old [1].", [("1",)]),
        ("The quay is old [1, 3–5].", [("1", "3", "4", "5")]),
        ("The quay is old [1][2] and [3] [4].", [("1",), ("2",), ("3",), ("4",)]),
        ("The quay is old[12]. It is long.", [("12",)]),
        ("Since 1962[3] it is wide.", [("3",)]),
        ("It runs on Vane.js[3], which is small.", [("3",)]),
        ("The quay was rebuilt in 1962³ and is wide.", [("3",)]),
        ("Under 12 U.S.C.[2] it is wide.", [("2",)]),
        ("The quay is old [1, p. 34].", [("1",)]),
        ("The quay is old.¹ It is long.²³", [("1",), ("23",)]),
        ("The quay is old [^quay].", [("quay",)]),
        ("It rotted (Smith, 2020).", [("smith 2020",)]),
        ("It rotted (Smith & Lee, 2019; Doe, 2021a).", [("smith 2019", "doe 2021a")]),
        ("It rotted (see van der Berg et al., 2019, p. 3).", [("berg 2019",)]),
        ("As Smith and Lee (2020) show, it rotted.", [("smith 2020",)]),
        ("See [1](https://harbour.example/quay) for it.", [("1",)]),
    ],
)
def test_citations_are_markers(text: str, expected: list[tuple[str, ...]]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Read sys.argv[1] and argv[2] first.",
        "Take rows[0] and matrix_a[2][3] here.",
        "Scale it to [0,1] first.",
        "In [2023] it was wide.",
        "He said the “[sic] quay” and [S]ome cranes.",
        "- [x] done\n- [ ] open",
        "Read [the words][1] here.",
        "An area of 5 km² and a speed of 10³ m/s, and R² of 0.9.",
        "It opened (May 2020) in spring (2019).",
        "The film Granite (2003) was shot there.",
        'Match [^a-z] and [^"]* there.',
        "Call f(x)[1] twice, or getElements('a')[2].x here.",
        "The Harbours Act (2018) rules it.",
    ],
)
def test_other_brackets_are_none(text: str) -> None:
    assert keys(text) == []


def test_markdown_links_around_numbers_are_markers_with_a_target() -> None:
    text = "Old [1](https://a.example/x) and [[2]](https://a.example/y) and [3].\n\n[3]: https://a.example/z\n"
    markers = READERS["markdown"](text, "x").markers
    assert [(m.keys, m.target) for m in markers] == [
        (("1",), "https://a.example/x"),
        (("2",), "https://a.example/y"),
        (("3",), "https://a.example/z"),
    ]


def test_code_and_maths_hold_no_markers() -> None:
    assert keys("Take `a[1]` and `x [2]` of $y[3]$ here.", "markdown") == []


def test_superscript_tags_are_markers_but_ordinals_are_not() -> None:
    text = "The quay is old.<sup>1</sup> On the 3<sup>rd</sup> it closed; 10<sup>6</sup> men came."
    markers = READERS["markdown"](text, "x").markers
    assert [(m.keys, m.superscript) for m in markers] == [(("1",), True)]


def entries(text: str, fmt: str = "text") -> list[list[str]]:
    document = READERS[fmt](text, "x")
    return [[document.words(e.start, e.end)[:24] for e in one.entries] for one in document.reference_lists]


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "Sources:",
        "## Works Cited",
        "**Bibliography**",
        "5. References",
        "参考文献：",
        "Notes and references",
        "SOURCES CITED",
    ],
)
def test_a_list_is_known_by_its_heading(heading: str) -> None:
    text = f"Old quay.\n\n{heading}\n“The granite quay,” Northern Packet, 1902.\n“Last crane,” Northern Packet, 1958.\n"
    document = READERS["text"](text, "x")
    (one,) = document.reference_lists
    assert [len(one.entries), one.style] == [2, "bare"]
    assert one.heading is not None
    assert document.words(*one.heading) == heading


def test_a_list_is_known_by_its_shape() -> None:
    text = "The quay is old [1].\n\n[1] Survey – https://a.example/x\n[2] https://a.example/y - Minutes\n"
    document = READERS["text"](text, "x")
    (one,) = document.reference_lists
    assert ([e.label for e in one.entries], one.heading) == (["1", "2"], None)
    assert [m.keys for m in document.markers] == [("1",)]


ENTRIES = [
    "Chmura G, et al. Carbon in tidal soils. Glob Biogeochem 2003;17:1111.",
    "Möller I. Waves over salt marshes. Nat Geosci 2014;7:727–31.",
    "Boesch D, Turner R. Fishery species. Estuaries 1984;7:460–8.",
]


@pytest.mark.parametrize("label", ["{}. ", "{} ", "{}) ", "({}) ", "[{}] "])
@pytest.mark.parametrize("form", ["text", "markdown"])
@pytest.mark.parametrize("cited", ["[{}]", "({})", "{}"])
def test_a_list_at_the_end_is_known_by_the_numbers_that_the_text_cites(label: str, form: str, cited: str) -> None:
    marks = [cited.format(n) for n in (12, 13, 14)]
    body = f"Marshes store carbon.{marks[0]} They protect coasts,{marks[1]} and fish breed there.{marks[2]} Nobody knows why."
    entries = "\n".join(label.format(n) + entry for n, entry in enumerate(ENTRIES, 12))
    document = READERS[form](f"{body}\n\n{entries}\n\nAbout the author\n", "x")
    assert [entry.label for entry in document.references] == ["12", "13", "14"]


def test_steps_that_count_on_are_no_list_of_sources() -> None:
    steps = "1. In 1990 the pump was made by Moss & Co.\n2. Drain it as of 2004.\n3. Fill it with oil of 1996."
    assert not READERS["text"](f"Service the pump in three steps.\n\n{steps}\n", "x").references


def test_numbers_in_brackets_right_behind_a_stop_cite() -> None:
    notes = "Notes\n(1) Navy, Manual, 2009, p. 4.\n(2) Navy, Log, 2011, p. 9.\n"
    text = f"Boats make their air.(1) It is scrubbed with an amine.(2)\n\n{notes}"
    assert [marker.keys for marker in READERS["text"](text, "x").markers] == [("1",), ("2",)]


def test_steps_are_no_list() -> None:
    assert entries("Sources\n\n1. Open the valve.\n2. Close the tap.\n3. Wait.\n") == []
    assert entries("How to moor\n\n1. Throw the line.\n2. Make it fast.\n") == []


def test_prose_under_the_heading_is_no_list() -> None:
    assert entries("## Sources\n\nThis account draws on talks with three men in 2019, and on the minutes.\n", "markdown") == []


PROSE = "The mill closed in 1990 with the loss of 400 jobs. It opened in 1890. The council paid for it in 1995."


@pytest.mark.parametrize(
    "text",
    [
        f"# Notes\n\n{PROSE}\n\n[^1]: A. Person, *A Book* (London: Press, 2001), 3.\n",
        f"# Weekly links\n\nWords.\n\n## Notes\n\n{PROSE}\n\nHarker was convicted in 1992.\n\n## More\n\nThe river rose in 1890.\n",
        f"# Weekly links\n\nWords.\n\n## Sources\n\n{PROSE}\n",
        "# Notes\n\n- The mill closed in 1990.\n- It opened in 1890.\n",
        "# Sources\n\n1. The mill closed in 1990.\n2. It opened in 1890.\n",
    ],
)
def test_prose_below_notes_and_a_title_is_no_list(text: str) -> None:
    assert not [one for one in READERS["markdown"](text, "x").reference_lists if one.heading]


@pytest.mark.parametrize(
    "entries",
    [
        "Page, W. A History of the County. It was printed in London in 1911, pp. 212–214.",
        "Harker J. The effects of noise are not what they seemed. Nature 2012.\n\nIngram B. Weaving. Leeds: Press, 1998.",
        "1851 Census, HO 107/2201.\n\nThe Ellery Gazette, 3 June 1972, revised 1974.",
        "1. The mill closed in 1990.\n2. It opened in 1890. See also the Gazette.",
    ],
)
def test_references_below_notes_stay_a_list(entries: str) -> None:
    (one,) = READERS["markdown"](f"# A mill\n\nWords.\n\n## Notes\n\n{entries}\n", "x").reference_lists
    assert one.entries


def test_a_list_ends_where_the_text_goes_on() -> None:
    text = f"Old [1].{LIST}\n---\nThe author was born in the north and has written about ports since her youth in one.\n"
    (one,) = READERS["markdown"](text, "x").reference_lists
    assert [e.label for e in one.entries] == ["1", "2", "3"]


def test_a_list_goes_on_after_a_sub_heading() -> None:
    text = "Old [1][2].\n\n## References\n\n### Books\n\n[1] Marlow, E. (1902). The quay.\n\n"
    text += "### Papers\n\n[2] Tarrant, H. (1958). The crane.\n"
    (one,) = READERS["markdown"](text, "x").reference_lists
    assert [e.label for e in one.entries] == ["1", "2"]


def test_wrapped_lines_belong_to_their_entry() -> None:
    text = "Old [1].\n\nReferences\n[1] Marlow, E. (1902). The granite quay and\n    the men who built it. Northern Press.\n"
    text += "[2] Tarrant, H. (1958). The crane.\n"
    (one,) = READERS["text"](text, "x").reference_lists
    assert [e.label for e in one.entries] == ["1", "2"]
    assert one.entries[0].fields["date"] == "1902"


def test_footnotes_are_a_list() -> None:
    document = READERS["markdown"]("Old.[^a] New.[^b]\n\n[^a]: Marlow, 1902.\n[^b]: Tarrant, 1958.\n", "x")
    (one,) = document.reference_lists
    assert (one.kind, [e.label for e in one.entries]) == ("footnotes", ["a", "b"])
    assert [m.keys for m in document.markers] == [("a",), ("b",)]


def test_further_reading_is_told_apart() -> None:
    text = "# A\n\nOld quay.\n\n## Further reading\n\n- [The quay](https://a.example/x)\n- [The crane](https://a.example/y)\n"
    (one,) = READERS["markdown"](text, "x").reference_lists
    assert one.kind == "further-reading"


def test_an_empty_section_is_a_list_without_entries() -> None:
    (one,) = READERS["markdown"]("# A\n\nOld quay.\n\n## References\n\n## About\n\nShe writes.\n", "x").reference_lists
    assert one.entries == ()


@pytest.mark.parametrize(
    "text", ["[1] ", "[1, ", "[1", "(Smith, 2020) ", "References\n", "[1] http://a.example/x 2020\n", "word¹ ", "[^1] "]
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    def seconds(size: int) -> float:
        document = READERS["text"](text * (size // len(text)), "x")
        start = time.process_time()
        assert document.markers is not None
        return time.process_time() - start

    seconds(20_000)
    small, large = (min(seconds(size) for _ in range(3)) for size in (50_000, 400_000))
    assert large < max(small, 0.005) * 8 * 4


@pytest.mark.parametrize(
    ("cited", "label", "expected"),
    [
        ("[S{}]", "[S{}]", "S{}"),
        ("[src-00{}]", "[src-00{}]", "src-00{}"),
        ("[Source {}]", "{}.", "{}"),
        ("[R{}]", "{}.", None),  # parts of a circuit
        ("[S{}](#s)", "[S{}]", None),
    ],
)
def test_numbers_with_a_letter_cite_where_the_list_answers_them(cited: str, label: str, expected: str | None) -> None:
    body = " ".join(f"The quay grew in stage {n} {cited.format(n)}." for n in (1, 2, 3))
    entries = "\n".join(f"{label.format(n)} Survey {n}, 1963, https://harbour.example/{n}" for n in (1, 2, 3))
    wanted = [(expected.format(n),) for n in (1, 2, 3)] if expected else []
    assert keys(f"{body}\n\nSources\n{entries}\n") == wanted


def test_numbers_of_a_program_cite_without_a_list_where_they_are_many() -> None:
    assert keys("Rents rose [src-001], wages fell [src-002, src-004], fares stood [src-002, own estimate].") == [
        ("src-001",),
        ("src-002", "src-004"),
        ("src-002",),
    ]
    assert keys("Rents rose [src-001], wages fell [src-002].") == []
    assert keys("Rents rose [S1], wages fell [S2], fares stood [S3].") == []


def test_numbers_in_what_a_page_hides_cite_nothing() -> None:
    hidden = 'It is old [1].<span style="display: none">[2] <span>[3]</span></span> It is long <span class="x">[4]</span>.'
    assert keys(hidden, "markdown") == [("1",), ("4",)]
    assert keys("It is old [1]. <span style='display:none'>[2]", "markdown") == [("1",), ("2",)]  # never closed


def labels(text: str, fmt: str = "markdown") -> list[list[str | None]]:
    return [[entry.label for entry in one.entries] for one in READERS[fmt](text, "x").reference_lists]


def test_numbers_that_are_links_are_a_list_where_the_text_cites_them() -> None:
    links = "[1](https://a.example/x)\n[2](https://b.example/y)\n"
    assert labels(f"The quay is old [1] and long [2].\n\n{links}") == [["1", "2"]]
    assert labels(f"The quay is old.\n\n{links}") == []  # the pages of a list


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("| 1 | Survey |", "| 2 | Minutes |"), [["1", "2"]]),
        (("| [1] | Survey |", "| [2] | Minutes |"), [["1", "2"]]),
        (("| 1 | Survey |", "| 3 | Minutes |"), []),
        (("| 2024 | Survey |", "| 2025 | Minutes |"), []),
    ],
)
def test_a_table_under_the_heading_is_a_list_where_its_first_cells_count(rows: tuple[str, ...], expected: list[list[str]]) -> None:
    table = "\n".join(["| # | Source |", "|---|---|", *rows])
    assert labels(f"The quay is old [1] and long [2].\n\n## Sources\n\n{table}\n") == expected


def test_addresses_in_lines_of_their_own_are_an_entry_each() -> None:
    assert labels(
        "The quay is old.\n\nSources:\nhttps://a.example/x-and-a-long-name-of-a-page-of-the-quay\nhttps://b.example/y\n"
    ) == [[None, None]]


def test_raised_numbers_tell_a_list_at_the_end() -> None:
    entries = "\n".join(f"({n}) Survey {n}. https://harbour.example/{n}." for n in (1, 2, 3))
    assert labels(f"The quay is old¹ and long². It was paid for by Hull³.\n\nSource: a talk\n{entries}\n", "text") == [
        ["1", "2", "3"]
    ]


def test_an_abbreviation_before_a_marker_is_no_code() -> None:
    text = (
        "Use a bag (e.g[1] a pack) at 6 a.m[2], i.e[3] early; x.y[4] and a.b[1] are code.\n\nReferences\n[1] A.\n[2] B.\n[3] C.\n"
    )
    assert [marker.keys for marker in READERS["text"](text, "x").markers] == [("1",), ("2",), ("3",)]
