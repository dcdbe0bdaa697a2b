from __future__ import annotations

import re
import time

import pytest

from auditor.finders.source import outside_code
from auditor.finders.tags import find_literal_tags, find_spaced_tags, find_tag_tails
from auditor.model import Span
from auditor.read.markdown import read_markdown
from auditor.read.text import read_text


def words(finder, text, read=read_text):
    document = read(text, "t")
    return [document.words(*span) for match in finder(document) for span in match.spans]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was < strong >late< / strong > again.", ["< strong >", "< / strong >"]),
        ("So ends the list.</ ul >", ["</ ul >"]),
        ("A line.< br /> Another.<br / > A third.", ["< br />", "<br / >"]),
        ('See < a href="https://example.org/x" >this< / a >.', ['< a href="https://example.org/x" >', "< / a >"]),
        ("< p >It rained.< / p >", ["< p >", "< / p >"]),
    ],
)
def test_spaced_tags_are_found(text, found):
    assert words(find_spaced_tags, text) == found


@pytest.mark.parametrize(
    "text", ["if a < b and c > d", "the range 3 < i > 1", "levels < 2 ppb or > 9 ppb", "<b>whole</b>", "x <- 3 -> y"]
)
def test_what_only_looks_like_a_spaced_tag_is_not(text):
    assert words(find_spaced_tags, text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The vote strong >is near. p >", ["strong >", "p >"]),
        ("The vote strong > is near.", ["strong >"]),
        ("A headline without a stop p >", ["p >"]),
        ("It closed. p >Next year it opens.", ["p >"]),
        ("- Bread and milk. li >", ["li >"]),
        ("The end./div>", ["/div>"]),
    ],
)
def test_tails_are_found(text, found):
    assert words(find_tag_tails, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "no effect (p > 0.05; p > .1)",
        "where p > q holds",
        "use ul > li > a here",
        "use div > .menu or h2 > span here",
        "strong > 5 is the rule",
        "<strong>whole</strong> and < / li > torn",
        "File > Open > Print",
        "a quoted mail:\n> so he wrote",
    ],
)
def test_what_only_looks_like_a_tail_is_not(text):
    assert words(find_tag_tails, text) == []


def test_every_place_of_a_document_is_one_thing_to_mend():
    document = read_text("One.< / li >\n\nTwo.< / li >\n\nThree.< / li >", "t")
    (match,) = find_spaced_tags(document)
    assert len(match.spans) == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was <em>late</em>.", ["<em>", "</em>"]),
        ("A line.<br/>", ["<br/>"]),
        ('Ask <a href="https://example.org">them</a>.', ['<a href="https://example.org">', "</a>"]),
        ("The match is off.[/b] Call [url=https://example.org]us[/url].", ["[/b]", "[url=https://example.org]", "[/url]"]),
        ('The dam broke.<ref name="a" />', ['<ref name="a" />']),
        ("<strong>Open: Tuesday to Sunday.", ["<strong>"]),
        ("You &lt;b&gt;must&lt;/b&gt; book.", ["&lt;b&gt;", "&lt;/b&gt;"]),
    ],
)
def test_literal_tags_are_found(text, found):
    assert words(find_literal_tags, text) == found


@pytest.mark.parametrize(
    "text",
    [
        "List<b> of Map<String, int>",
        "the <strong> tag",
        "“<br>”",
        "<name> and <title>",
        "a <div> alone is a topic",
        "each page as <p>, each line as <br> and so on",
        "see [b] and a[i], [s] for short",
        "<https://example.org>",
    ],
)
def test_what_only_looks_like_a_literal_tag_is_not(text):
    assert words(find_literal_tags, text) == []


def test_tags_in_code_are_left_alone():
    assert words(find_spaced_tags, "The log shows `< strong >` twice.", read_markdown) == []


def test_hostile_text_is_read_in_linear_time():
    assert words(find_spaced_tags, "< a href=" * 20_000) == []
    assert words(find_tag_tails, "p >" * 20_000 + "x") == []


@pytest.mark.parametrize("text", ["The town </b> of Ely is old. ", "A `b` </b> of ` Ely `` </b>. "])
def test_places_in_the_source_are_parted_from_code_in_linear_time(text):
    def seconds(count):
        data = text * count
        document = read_markdown(data, "t")
        places = tuple(Span(*m.span()) for m in re.finditer("</b>", data))
        start = time.process_time()
        outside = outside_code(document, places)
        assert outside
        return time.process_time() - start

    seconds(10)
    assert seconds(4000) < 8 * max(seconds(1000), 0.002)


def test_code_between_places_is_counted_line_by_line():
    text = "One </b> and `two </b> and\nthree </b> and `four` </b>.\n\n    five </b>\n\n```\nsix </b>\n```\n\nSeven </b>.\n"
    places = tuple(Span(*m.span()) for m in re.finditer("</b>", text))
    assert [places.index(place) for place in outside_code(read_markdown(text, "t"), places)] == [0, 2, 3, 6]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. </div> It stopped.", ["</div>"]),
        ("<div>\n\nIt rained.\n\n</div>", []),
        ("Close it with `</div>`.", []),
    ],
)
def test_in_markdown_an_end_tag_needs_a_beginning(text, found):
    matches = list(find_tag_tails(read_markdown(text, "t")))
    assert [text[start:end] for match in matches for start, end in match.spans] == found


def test_attributes_without_their_tag_are_a_tail():
    assert words(find_tag_tails, 'class="lead">Two men were saved.') == ['class="lead">']
    assert words(find_tag_tails, 'Write <p class="lead">Two men') == []
    assert words(find_tag_tails, '<a href="{{ url }}" rel="x">Two</a>', read_markdown) == []
