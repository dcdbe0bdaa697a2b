"""Lists of references as theses, wikis, white papers and reports write them: their headings, where entries end, their keys."""

from __future__ import annotations

import pytest

from auditor.read import READERS

ENTRIES = (
    "Marlow, E. (2014). *Granite quays*. Northern Press.",
    "Tarrant, H. (2016). Cranes of the north. *Journal of Ports*, 12(3), 44–51.",
)


def lists(text: str, fmt: str = "markdown") -> list[list[str]]:
    document = READERS[fmt](text, "x")
    return [[document.words(e.start, e.end) for e in one.entries] for one in document.reference_lists]


def labels(text: str, fmt: str = "markdown") -> list[str | None]:
    return [entry.label for entry in READERS[fmt](text, "x").references]


def markers(text: str, fmt: str = "markdown") -> list[tuple[str, ...]]:
    return [marker.keys for marker in READERS[fmt](text, "x").markers]


@pytest.mark.parametrize(
    "heading",
    [
        "Referências Bibliográficas (Norma ABNT)",
        "Bibliografía y lectura recomendada",
        "Références bibliographiques",
        "Bibliographie non-exhaustive",
        "Bibliografia",
        "Literaturverzeichnis",
        "Einzelnachweise",
        "Список литературы",
        "Список Литературы{.unnumbered}",
        "Kaynakça",
        "Daftar Pustaka",
        "참고문헌",
        "📚 Referencias",
        "📖 References",
        "BIBLIOGRAPHY / REFERENCES",
        "9.1. Normative References",
    ],
)
def test_headings_in_other_languages_and_with_pictures_head_a_list(heading: str) -> None:
    assert [len(one) for one in lists(f"Old quays rot.\n\n## {heading}\n\n- {ENTRIES[0]}\n- {ENTRIES[1]}\n")] == [2]


@pytest.mark.parametrize("heading", ["Literatur und Leben am Hafen", "Fuentes de agua", "References to the tide"])
def test_headings_that_go_on_are_none(heading: str) -> None:
    assert lists(f"Old quays rot.\n\n## {heading}\n\nThe tide is high in spring.\n") == []


def test_a_heading_without_a_space_behind_its_sign_and_numbers_on_lines_of_their_own() -> None:
    text = "Quays rot [2].\n\n#References#\n[1]\nE. Marlow, “Quays,” 2014.\n[2]\nH. Tarrant, “Cranes,” 2016.\n"
    assert [len(one) for one in lists(text)] == [2]
    assert labels(text) == ["1", "2"]
    assert markers(text) == [("2",)]


def test_what_only_goes_on_with_an_entry_is_none_of_its_own() -> None:
    text = (
        "Quays rot.\n\n## Works Cited\n\nHarbour Board. “Survey of quays.” Harbour Board,\nhttps://harbour.example/survey.\n"
        "Accessed 28 June 2026.\n\nTown Archive. “Minutes.” Archive, https://archive.example/minutes.\nAccessed 28 June 2026.\n"
    )
    assert [[entry[-22:] for entry in one] for one in lists(text)] == [["Accessed 28 June 2026."] * 2]


def test_lines_broken_by_width_stay_with_their_entry() -> None:
    text = (
        "Quays rot.\n\n# References\n\nMarlow ED, Tarrant HB, Osgood IP (2007). Testing the strength\n"
        "of old granite: frost, tide and salt on the walls of a quay.\nJournal of Harbour Works, 20(2), 549-557.\n\n"
        "Tarrant H., Marlow E., & Quist P. C. (2020).\nWarps and folds: a measure of the\nlean of a wall. Harbour Analysis.\n"
    )
    assert [[entry[:10] for entry in one] for one in lists(text)] == [["Marlow ED,", "Tarrant H."]]


def test_lines_that_end_in_addresses_are_entries_each() -> None:
    text = (
        "Quays rot.\n\n## Sources\nMarlow, E. (2020, May 19). Granite quays. https://packet.example/2020/quays\n"
        "The cranes of the north. (2021, March 31). Packet. https://packet.example/2021/cranes\n"
    )
    assert [len(one) for one in lists(text)] == [2]


def test_entries_in_one_line_are_parted_by_their_numbers() -> None:
    text = (
        "Quays rot.\n\n#### Works cited\n\n1. Granite quays - Packet, https://packet.example/quays 2. Cranes of the north, "
        "https://packet.example/cranes 3. Tides of 12. May 1902 - Archive, https://archive.example/tides\n"
    )
    assert labels(text) == ["1", "2", "3"]
    assert [e.fields["url"] for e in READERS["markdown"](text, "x").references][1] == "https://packet.example/cranes"


def test_numbers_within_one_entry_part_nothing() -> None:
    text = (
        "Quays rot [1].\n\n## References\n\n1. Marlow, E. Quays, vol. 2. Leeds, 2014, pp. 2–3, 4. edition, and more of the same.\n"
    )
    assert labels(text) == ["1"]


def test_a_table_of_sources_is_a_list() -> None:
    text = (
        "Quays rot [2], and cranes rust [1].\n\n## Literatur\n\n| # | Titel |\n|---|---|\n"
        "| [1] | **H. Tarrant**: _Cranes_, https://packet.example/cranes |\n| [2] | _Quays_, https://packet.example/quays |\n"
    )
    assert labels(text) == ["1", "2"]
    assert markers(text) == [("2",), ("1",)]


def test_a_table_of_figures_under_such_a_heading_is_no_empty_section() -> None:
    text = "Quays rot.\n\n## Sources\n\n| quay | year |\n|---|---|\n| north | old |\n"
    assert lists(text) == []


def test_remarks_below_entries_belong_to_them() -> None:
    text = (
        "Quays rot.\n\n## Bibliography\n\n- E. Marlow. **Quays**, Northern Press, 2014.\n  > The best of them.\n\n"
        "- H. Tarrant. **Cranes**, 2016.\n"
    )
    assert [len(one) for one in lists(text)] == [2]


def test_raised_numbers_before_endnotes_are_their_labels() -> None:
    text = (
        "Quays rot.<sup>1</sup> Cranes rust.<sup>2</sup>\n\n## Endnotes\n\n<sup>1</sup> Rot is meant in its widest sense.\n\n"
        "<sup>2</sup> See more on https://packet.example/cranes.\n"
    )
    document = READERS["markdown"](text, "x")
    assert [(one.kind, len(one.entries)) for one in document.reference_lists] == [("footnotes", 2)]
    assert labels(text) == ["1", "2"]
    assert document.references[0].fields["title"].startswith("Rot is meant")


def test_a_copy_of_wikipedia_keeps_its_list() -> None:
    text = (
        "Quays rot.[1]\n\n## Notes and references\n\n\\[ [edit](link#1 'Edit section') \\]\n\n"
        "1. **[^](link#2)**[Marlow, Edith](link#3) (2014). [“Granite quays”](https://packet.example/quays). _Packet_.\n"
        "2. ^ [Jump up to: _**a**_](link#4) [_**b**_](link#5)Tarrant, Hal (2016). “Cranes of the north”.\n"
    )
    (one,) = READERS["markdown"](text, "x").reference_lists
    assert [dict(entry.fields)["author"] for entry in one.entries] == ["Marlow, Edith", "Tarrant, Hal"]
    assert one.entries[0].fields["url"] == "https://packet.example/quays"


RFC = """The words are used as in [HB2119] and [Mar14, Tar16]; an [aside] and [HB9999] are no citations.

## References

[HB2119]  Board, H., "Key words for use by
          harbours", HB 2119, March 1997,
          <https://harbour.example/hb2119>.

[Mar14]   Marlow, E., "Quays", 2014.

[Tar16]   Tarrant, H., "Cranes", 2016.
"""


@pytest.mark.parametrize("fmt", ["markdown", "text"])
def test_keys_in_brackets_name_entries(fmt: str) -> None:
    text = RFC if fmt == "markdown" else RFC.replace("## References", "10. References\n\n10.1. Normative References")
    assert labels(text, fmt) == ["HB2119", "Mar14", "Tar16"]
    assert markers(text, fmt) == [("HB2119",), ("Mar14", "Tar16")]
    assert all(
        claim.support
        for claim in READERS[fmt](text, "x").claims
        if "HB2119" in READERS[fmt](text, "x").words(claim.start, claim.end)
    )


def test_kinds_of_files_before_entries_are_no_keys() -> None:
    text = "Quays rot [PDF].\n\n## Sources\n\n- [PDF] Marlow, E. Quays, 2014.\n- [PDF] Tarrant, H. Cranes, 2016.\n"
    assert labels(text) == [None, None]
    assert markers(text) == []


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("(Marlow and Tarrant 2014)", [("marlow 2014",)]),
        ("(vgl. Marlow 2014, S. 12f.)", [("marlow 2014",)]),
        ("(MARLOW; TARRANT; QUIST, 2014; ÖSTER et al., 2016)", [("marlow 2014", "öster 2016")]),
        ("(Marlow et Tarrant, 2014)", [("marlow 2014",)]),
        ("(Иванов, 2014)", [("иванов 2014",)]),
        ("(Şahin, 2014)", [("şahin 2014",)]),
        ("(Granite and Tides 1910)", []),
        ("(Northern Press, 2014)", []),
    ],
)
def test_authors_and_years_of_other_styles(cited: str, expected: list[tuple[str, ...]]) -> None:
    entry = "Marlow, E., & Tarrant, H. (2014). Quays. Harbour Board, 3(1), 4–9."
    assert (
        markers(f"Old quays rot {cited}.\n\n## References\n\n{entry}\n\nÖster, P. (2016). Cranes. Board, 3(2), 1–4.\n") == expected
    )


def test_the_references_section_of_a_page_belongs_to_its_article() -> None:
    paragraph = "<p>Quays of granite rot from below, where the tide takes the mortar out of the joints (Marlow, 2014).</p>" * 6
    page = (
        f"<html><body><div id='top'><div id='walls' class='section'>{paragraph}</div><div id='references' class='section'>"
        "<h1>References</h1><p>Marlow, E. (2014). Granite quays. <em>Ports</em>, 12(3), 44–51.</p></div></div></body></html>"
    )
    assert [len(one) for one in lists(page, "html")] == [1]


@pytest.mark.parametrize(
    ("who", "key"),
    [
        ("Иванов", "иванов"),
        ("Ömer Ğul", "ğul"),
        ("Ćosić und Ēriks", "ćosić"),
        ("Marlow u. a.", "marlow"),
        ("Петров и др.", "петров"),
    ],
)
def test_names_of_all_alphabets_cite_with_the_year_in_brackets(who, key):
    entries = f"- {who} (2010). *The port*. Northern Press.\n- {ENTRIES[0]}\n"
    text = f"The port grew, as {who} (2010) has shown.\n\n## References\n\n{entries}"
    assert markers(text) == [(f"{key} 2010",)]
