"""Every word of the prose maps to the bytes it came from, whatever stands between and around."""

from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Span
from auditor.read import READERS

WORDS = st.sampled_from(["a", "Tea", "naïve", "“quoted”", "x < y", "€5", "日本語", "🙂", "don't", "3.5 %", "--", "R&D", "1."])
ENTITIES = st.sampled_from(["&amp;", "&lt;", "&#8217;", "&nbsp;", "&eacute;", "&unknown;", "&", "&#x1F642;"])
SPACES = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", " \n  "])
HTML = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br>",
        "<br/>",
        "<ul><li>",
        "</li></ul>",
        "<li>",
        "<a href='/x?a=1&amp;b=2'>",
        "</a>",
        "<!-- no -->",
        "<script>var a = '<p>';</script>",
        "<q>",
        "</q>",
        "<img src=i.png alt='A > B'>",
        "<h2>",
        "</h2>",
        "<td>",
        "<table><tr><td>",
        "</table>",
        "<blockquote>",
        "</blockquote>",
        '<sup><a href="#fn1">1</a></sup>',
        "<pre>code</pre>",
        "<div hidden class=x>",
        "</div>",
        "<",
    ]
)
MARKDOWN = st.sampled_from(
    [
        "\n\n",
        "\n- ",
        "\n1. ",
        "\n> ",
        "**",
        "*",
        "`code`",
        '[link](http://example.org "t")',
        "![alt](i.png)",
        "\\*",
        "\n## ",
        "| a | b |\n|---|---|\n| c | d |\n",
        "[^1]",
        "\n\n[^1]: note\n",
        "<b>",
        "</b>",
        "<br>",
        "\n\n<div>\n",
        "\n</div>\n\n",
        "~~gone~~",
        "$x$",
        "\n```\ncode\n```\n",
        "<https://example.org>",
    ]
)


def text_of(*pieces: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(st.one_of(WORDS, SPACES, *pieces), max_size=40).map("".join)


def check_map(source: str, form: str) -> None:
    document = READERS[form](source, "x")
    data = document.source_data
    for block in document.blocks:
        at = block.start
        for character in document.words(block.start, block.end):
            size = len(character.encode())
            start, end = document.offsets.to_source(at, at + size)
            assert 0 <= start < end <= len(data)
            stands = data[start:end].decode()
            assert same(character, stands), (character, stands, source)
            at += size
        assert at == block.end
    for link in (*document.links, *document.images):
        assert 0 <= link.start <= link.end <= len(document.data)
        assert data[link.source.start : link.source.end].decode()[:1] in ("<", "[", "!")


def same(character: str, stands: str) -> bool:
    """Whether a character of the prose is what a reader sees of the source."""
    if character == stands or unescape(stands) == character:
        return True
    if character in " \n":
        return not stands.strip() or stands.startswith("<br") or stands.strip(" \r\n>\\-") == ""
    if character in "“”":
        return stands.startswith(("<q", "</q"))
    return character in unescape(stands) and stands.startswith("&")


@given(text_of())
def test_text(source: str) -> None:
    check_map(source, "text")


@settings(max_examples=300, deadline=None)
@given(text_of(HTML, ENTITIES))
def test_html(source: str) -> None:
    check_map(source, "html")


@settings(max_examples=100, deadline=None)
@given(text_of(HTML, ENTITIES))
def test_page(source: str) -> None:
    check_map(f"<html><head><title>A &amp; B</title></head><body>{source}</body></html>", "html")


@settings(max_examples=300, deadline=None)
@given(text_of(MARKDOWN, ENTITIES))
def test_markdown(source: str) -> None:
    check_map(source, "markdown")


@settings(max_examples=100, deadline=None)
@given(text_of(ENTITIES), st.sampled_from(["text", "markdown", "html"]))
def test_lines_and_columns_are_those_of_the_source(source: str, form: str) -> None:
    document = READERS[form](source, "x")
    line, column = 1, 1
    for point, character in enumerate(source):
        assert document.lines.line_column(point) == (line, column)
        ends = character == "\n" or (character == "\r" and source[point + 1 : point + 2] != "\n")
        line, column = (line + 1, 1) if ends else (line, column + 1)
    for block in document.blocks:
        start, end = (document.lines.point(o) for o in document.offsets.to_source(block.start, block.end))
        assert source[start:end].encode() == document.source_data[slice(*document.offsets.to_source(block.start, block.end))]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_lone_surrogates_cost_no_offset(form: str) -> None:
    document = READERS[form]("one \ud800 two", "x")
    at = document.data.index(b"two")
    assert document.offsets.to_source(at, at + 3) == Span(6, 9)
    assert document.lines.point(6) == 6
