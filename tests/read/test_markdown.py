import time

import pytest

from auditor.read.markdown import read_markdown


def shape(source: str) -> list[tuple[str, str]]:
    document = read_markdown(source, "x")
    return [(b.kind, document.words(b.start, b.end)) for b in document.blocks]


def test_blocks_of_every_kind():
    source = "# Tides\n\nOne *two*\nthree.\n\n- a\n- b\n\n3. c\n\n> quoted\n\n```\ncode\n```\n\n| h |\n|---|\n| d |\n"
    assert shape(source) == [
        ("heading", "Tides"),
        ("paragraph", "One two\nthree."),
        ("item", "a"),
        ("item", "b"),
        ("item", "c"),
        ("paragraph", "quoted"),
        ("code", ""),
        ("cell", "h"),
        ("cell", "d"),
    ]


def test_escapes_and_entities_lose_their_markup():
    document = read_markdown("2 \\* 3 &lt; 7 &amp; `a\\*b`", "x")
    assert document.text.strip() == "2 * 3 < 7 & a\\*b"


def test_links_of_every_kind():
    source = (
        '[a](http://a.example "t") [b][ref] <http://c.example> '
        "![d](d.png)\n\n[ref]: http://b.example\n[1]: http://one.example 'One'\n"
    )
    document = read_markdown(source, "x")
    assert [(document.words(k.start, k.end), k.target, k.kind, k.label) for k in document.links] == [
        ("a", "http://a.example", "inline", ""),
        ("b", "http://b.example", "reference", "ref"),
        ("http://c.example", "http://c.example", "autolink", ""),
    ]
    assert [i.target for i in document.images] == ["d.png"]
    assert [(d.label, d.title) for d in document.definitions] == [("1", "One")]


def test_footnotes():
    document = read_markdown("Ships fell.[^a]\n\n[^a]: Harbour office, 2020.\n", "x")
    assert [(n.label, document.words(n.start, n.end)) for n in document.footnotes] == [("a", "Harbour office, 2020.")]
    assert document.blocks[-1].footnote == "a"


def test_html_between_and_inside_paragraphs_is_read_as_html():
    source = (
        '<p align="center">\n  Ships &amp;\n  <b>boats</b> <a href="https://h.example">here</a>\n</p>\n\n'
        "<details>\n<summary>More</summary>\n\nMarkdown *again*.\n\n</details>\n\n"
        'A raised<sup>2</sup> number, <a href="https://i.example">a link</a>, <img '
        'src="x.png" alt="A boat"> and <!-- no --> a break<br>here.\n'
    )
    document = read_markdown(source, "x")
    assert shape(source) == [
        ("paragraph", "Ships & boats here"),
        ("caption", "More"),
        ("paragraph", "Markdown again."),
        ("paragraph", "A raised2 number, a link,  and  a break\nhere."),
    ]
    assert [(document.words(k.start, k.end), k.target) for k in document.links] == [
        ("here", "https://h.example"),
        ("a link", "https://i.example"),
    ]
    assert [(i.target, i.title) for i in document.images] == [("x.png", "A boat")]
    assert [document.words(m.start, m.end) for m in document.marks] == ["boats", "again", "2"]


def test_html_over_two_lines_in_a_quotation():
    assert shape("> <div>ships &amp; boats\n> sail</div>\n") == [("paragraph", "ships & boats sail")]


def test_front_matter_is_metadata_and_no_prose():
    source = (
        "---\ntitle: 'Ships: a count'\nauthors:\n  - name: Ada Brook\n  - Ben "
        "Marsh\ndate: 2024-05-01\nlang: en\nweight: 3\n---\n\nIt fell.\n"
    )
    document = read_markdown(source, "x")
    found = document.metadata
    assert (found.title, found.author, found.date, found.language) == ("Ships: a count", "Ada Brook, Ben Marsh", "2024-05-01", "en")
    assert found.extra == {"weight": "3"}
    assert document.text.strip() == "It fell."


def test_toml_front_matter():
    found = read_markdown('+++\ntitle = "Ships"\ndate = 2024-05-01\n[extra]\na = 1\n+++\n\nIt fell.\n', "x").metadata
    assert (found.title, found.date) == ("Ships", "2024-05-01")


def test_broken_front_matter_gives_what_can_be_read():
    found = read_markdown("---\ntitle: Ships: a count\ntags: [a, b\n---\n\nIt fell.\n", "x").metadata
    assert found.title == "Ships: a count"


def test_bold_words_that_hold_an_entity_keep_their_marks():
    document = read_markdown("**R&amp;D** is *new*.", "x")
    assert [document.words(m.start, m.end) for m in document.marks] == ["R&D", "new"]


def test_a_paragraph_of_nothing_but_pictures_is_a_caption():
    source = "![A boat](a.png) [![Build](b.svg)](https://b.example)\n\nSee ![a boat](a.png) there.\n"
    assert [kind for kind, _ in shape(source)] == ["caption", "paragraph"]


@pytest.mark.parametrize(
    "lines",
    [
        "import Tabs from '@theme/Tabs';\nimport {Card} from '../Card';",
        "import './style.css'",
        "export const toc = [{value: 'One'}];",
        "export default function Page() { return 1 }",
        "export default Page",
        "export { one, two } from './numbers'",
        "export * from './numbers'",
        "export async function load() {",
    ],
)
def test_modules_that_mdx_takes_in_are_no_prose(lines):
    document = read_markdown(f"# Ports\n\n{lines}\n\nThe bridge cost 40 percent more.\n", "a.mdx")
    assert document.text.split() == "Ports The bridge cost 40 percent more.".split()


@pytest.mark.parametrize(
    "line",
    [
        "import duties from 1990 rose.",
        "export of grain fell.",
        "import, they say, is hard.",
        "export default settings to a file.",
        "export let down the region.",
        "export class goods fell.",
    ],
)
def test_prose_about_imports_is_prose(line):
    assert line in read_markdown(f"{line}\n", "a.md").text


@pytest.mark.parametrize("edge", [":::note", "::: {.callout-note}", "::::{.a}", ":::"])
def test_the_edge_of_a_box_is_no_prose(edge):
    document = read_markdown(f"{edge}\nThe bridge cost 40 percent more.\n:::\n\nIt opened.\n", "a.qmd")
    assert document.text.split() == "The bridge cost 40 percent more. It opened.".split()


def test_a_long_line_of_colons_takes_time_in_proportion_to_its_size() -> None:
    begin = time.process_time()
    document = read_markdown(":" * 20_000 + " x y", "a.md")  # 3 s where each colon may end the edge
    assert time.process_time() - begin < 1
    assert document.text.strip().endswith(": x y")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_may_begin_below_empty_lines(end: str):
    source = end.join(["---", "", " ", "title: Tides", "tags:", "  - sea", "", "---", "", "The sea rose [here](u).", ""])
    document = read_markdown(source, "x")
    assert document.metadata.title == "Tides"
    assert [document.words(b.start, b.end) for b in document.blocks] == ["The sea rose here."]
    assert document.offsets.to_source(0, 3).start == source.index("The sea")


def test_a_note_between_two_rules_is_no_front_matter():
    source = "---\n\nNote: the sea rose.\n\nNobody saw it.\n\n---\n\nEnd.\n"
    assert [text for _, text in shape(source)] == ["Note: the sea rose.", "Nobody saw it.", "End."]
