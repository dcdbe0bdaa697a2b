"""Markers and lists in text, Markdown and HTML: ranges, footnotes, lists by section, and lists that nothing need cite."""

from __future__ import annotations

import pytest

from auditor.check import check
from auditor.read import READERS
from auditor.rules import load_rules

RULES = [r for r in load_rules().rules if r.category in ("citations", "references") and r.enabled]
BODY = (
    "The harbour opened to steamships in the spring of 1871, after nine years of building and two bankruptcies. Its first quay "
    "was of timber and rotted within a generation. The present one, of granite from the northern quarries, took eleven years and "
    "cost three times the estimate. Most of the men who built it came from the islands and went home in winter."
)
ENTRIES = [
    "Harbour authority, “Quay wall survey”, 1963, https://harbour.example/quay",
    "Town archive, “Minutes of the works committee”, 1972, https://archive.example/minutes",
    "Town archive, “Accounts”, 1973, https://archive.example/accounts",
    "Harbour authority, “Crane ledger”, 1958, https://harbour.example/cranes",
]
FORMATS = ["text", "markdown", "html"]
HEADINGS = ["References", "Works cited", "Works Cited", "Sources", "Notes", "Bibliography", "Endnotes", "Notes and references"]
OPTIONAL = ["Further reading", "External links", "See also", "Suggested reading"]


def found(text: str, fmt: str) -> dict[str, int]:
    checked = check(READERS[fmt](text, "x"), RULES)
    assert not checked.broken
    places: dict[str, int] = {}
    for hit in checked.hits:
        places[hit.rule.id] = places.get(hit.rule.id, 0) + len(hit.match.spans)
    return places


def page(*parts: tuple[str, str | list[str]], fmt: str, bullets: bool = False) -> str:
    """Write headings, paragraphs and lists in a format; a part is a heading and a paragraph or the entries of a list."""
    out = []
    for heading, content in parts:
        if heading:
            out.append({"text": heading, "markdown": f"## {heading}\n", "html": f"<h2>{heading}</h2>"}[fmt])
        if isinstance(content, str):
            out.append({"text": f"{content}\n", "markdown": f"{content}\n", "html": f"<p>{content}</p>"}[fmt])
        elif fmt == "html":
            tag = "ul" if bullets else "ol"
            out += [f"<{tag}>", *(f"<li>{entry}</li>" for entry in content), f"</{tag}>"]
        else:
            out += [f"{'-' if bullets else f'{n}.'} {entry}" for n, entry in enumerate(content, 1)]
            out.append("")
    body = "\n".join(out) + "\n"
    return f"<html><body><article>{body}</article></body></html>" if fmt == "html" else body


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("heading", HEADINGS)
def test_cited_lists_are_sound_and_an_uncited_entry_is_found(heading, fmt):
    cited = f"{BODY} It cracked [1]. It was mended [2–4]."
    assert found(page(("The quay", cited), (heading, ENTRIES), fmt=fmt), fmt) == {}
    lacking = f"{BODY} It cracked [1]. It was mended [2, 3]."
    assert found(page(("The quay", lacking), (heading, ENTRIES), fmt=fmt), fmt) == {"uncited-entry": 1}


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("heading", OPTIONAL)
def test_further_reading_need_not_be_cited(heading, fmt):
    assert found(page(("The quay", BODY), (heading, ENTRIES), fmt=fmt, bullets=True), fmt) == {}
    cited = f"{BODY} It cracked [1]. It was mended [2]."
    assert found(page(("The quay", cited), ("References", ENTRIES[:2]), (heading, ENTRIES[2:]), fmt=fmt), fmt) == {}


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_number_beyond_the_list_is_found(fmt):
    text = page(("The quay", f"{BODY} It cracked [1]. It was mended [2-4]. It sank [7]."), ("References", ENTRIES), fmt=fmt)
    assert found(text, fmt) == {"marker-not-in-list": 1}


@pytest.mark.parametrize("fmt", FORMATS)
def test_each_section_may_have_its_own_list(fmt):
    text = page(
        ("The quay", f"{BODY} It cracked [1]. It was mended [2]."),
        ("References", ENTRIES[:2]),
        ("The cranes", f"{BODY} They were sold [1]. They were broken up [2]."),
        ("References", ENTRIES[2:]),
        fmt=fmt,
    )
    assert found(text, fmt) == {}


def test_footnotes_in_markdown():
    sound = f"{BODY}[^1] It cracked.[^crack]\n\n[^1]: {ENTRIES[0]}\n[^crack]: {ENTRIES[1]}\n"
    assert found(sound, "markdown") == {}
    assert found(sound.replace("[^crack].", "") + "\nIt sank.[^sunk]\n", "markdown") == {"marker-not-in-list": 1}


def test_footnotes_in_html():
    text = (
        f'<html><body><article><p>{BODY}<sup><a href="#n1">1</a></sup> It cracked.<sup><a href="#n2">2</a></sup></p>'
        f"<h2>Notes</h2><ol>"
        f'<li id="n1">{ENTRIES[0]}</li><li id="n2">{ENTRIES[1]}</li></ol></article></body></html>'
    )
    assert found(text, "html") == {}


AUTHORS = [
    "Dane, P., & Quill, R. (2020a). Weight of ships. Harbour Studies, 12(3), 4–9.",
    "Dane, P., & Quill, R. (2020b). Weight of quays. Harbour Studies, 12(4), 14–19.",
    "Harbour Commission. (2011). Quay wall survey. Harbour Studies, 3(4), 14–19.",
    "Marlow, E. (1902). The granite quay. Harbour Studies, 1(4), 14–19.",
    "Okafor-Brown, T., Lind, A., & Tarrant, R. (2016). Salt. Harbour Studies, 8(4), 14–19.",
    "van der Berg, J. (1999). Tides. Harbour Studies, 4(4), 14–19.",
]
SOUND = [
    "It fell (Marlow, 1902, p. 34; Dane & Quill, 2020a).",
    "Marlow’s (1902) survey and Dane and Quill (2020a, 2020b) say so.",
    "Okafor-Brown et al. (2016) say so, see Okafor-Brown et al.’s (2016) count.",
    "It fell (see also Okafor-Brown, Lind, & Tarrant, 2016; but cf. Marlow 1902: 12).",
    "van der Berg (1999) says so (cited in Harbour Commission [HC], 2011).",
    "It fell (HC, 2011), and stood again (Marlow 1902, van der Berg 1999).",
    "It fell [Marlow, 1902], as a film of that name showed (The Long Tide, 1994).",
    "It opened again (May 2010).",
]
CITED = "It rotted (Marlow, 1902). It sank (Dane & Quill, 2020b). It stood (Harbour Commission, 2011). "


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("sentence", SOUND)
def test_authors_and_years_of_the_list(sentence, fmt):
    assert found(page(("The quay", f"{BODY} {CITED}{sentence}"), ("References", AUTHORS), fmt=fmt, bullets=True), fmt) == {}


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("It fell (Zimmer, 1999).", 1),
        ("It fell (Marlow, 1903).", 1),
        ("Zimmer and Dane (2020) say so.", 1),
        ("It fell (Marlow, 1902; Zimmer et al., 2016).", 1),
        ("It fell (Marlow 1902, Zimmer 1958).", 1),
    ],
)
def test_authors_and_years_that_the_list_does_not_have(sentence, number, fmt):
    text = page(("The quay", f"{BODY} {CITED}{sentence}"), ("References", AUTHORS), fmt=fmt, bullets=True)
    assert found(text, fmt) == {"author-year-unmatched": number}
