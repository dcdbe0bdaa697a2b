import pytest

from auditor.read.html import read_html


def shape(source: str) -> list[tuple[str, str]]:
    document = read_html(source, "x")
    return [(b.kind, document.words(b.start, b.end)) for b in document.blocks]


def test_white_space_folds_as_in_a_browser():
    assert shape("<p>  Tides \r\n\t rise <b> and </b>  fall.\n</p>") == [("paragraph", "Tides rise and fall.")]


def test_entities_become_what_they_stand_for_and_map_to_themselves():
    source = "<p>Fish &amp; chips &#8211; &pound;9</p>"
    document = read_html(source, "x")
    assert document.text.strip() == "Fish & chips – £9"
    at = document.data.index("£".encode())
    start, end = document.offsets.to_source(at, at + 2)
    assert source.encode()[start:end] == b"&pound;"


def test_less_than_in_running_text_is_no_tag():
    assert shape("<p>p < 0.05 and a<3</p>") == [("paragraph", "p < 0.05 and a<3")]


def test_attributes_may_hold_greater_than_and_stray_quotation_marks():
    assert shape('<p title="a > b">One</p><p class="x"">Two</p><p>Three "four"</p>') == [
        ("paragraph", "One"),
        ("paragraph", "Two"),
        ("paragraph", 'Three "four"'),
    ]


def test_scripts_styles_templates_and_comments_hold_no_prose():
    source = (
        "<p>One</p><script>if (a < b) { '</p>' "
        "}</script><style>p>a{}</style><template><p>no</p></template><!-- <p>no</p> --><p>Two</p>"
    )
    assert shape(source) == [("paragraph", "One"), ("paragraph", "Two")]


def test_lists_with_ordinals_and_nesting_and_omitted_closing_tags():
    document = read_html("<ol start=3><li>Three<li><p>Four</p><p>more</p><ul><li>deep</ul><li value=9>Nine</ol>", "x")
    found = [(b.kind, b.level, b.ordinal, document.words(b.start, b.end)) for b in document.blocks]
    assert found == [
        ("item", 1, 3, "Three"),
        ("item", 1, 4, "Four"),
        ("paragraph", 0, None, "more"),
        ("item", 2, None, "deep"),
        ("item", 1, 9, "Nine"),
    ]
    assert document.blocks[0].container == document.blocks[1].container != document.blocks[3].container


def test_tables_captions_quotations_headings_and_code():
    source = (
        "<h2>Catch</h2><blockquote><p>Cod</p></blockquote><table><caption>By port</caption><tr><th>Port<td>Tonnes</table>"
        "<figure><img src=a.png alt='A "
        "port'><figcaption>Leith</figcaption></figure><pre><code>x = 1</code></pre><p>Run <code>x</code></p>"
    )
    document = read_html(source, "x")
    assert shape(source) == [
        ("heading", "Catch"),
        ("paragraph", "Cod"),
        ("caption", "By port"),
        ("cell", "Port"),
        ("cell", "Tonnes"),
        ("caption", "Leith"),
        ("code", ""),
        ("paragraph", "Run x"),
    ]
    assert document.blocks[1].quoted
    assert document.images[0].title == "A port"
    assert [document.words(m.start, m.end) for m in document.marks if m.kind == "code"] == ["x"]


def test_links_with_their_words_and_their_source():
    source = (
        '<p>See <a href="https://example.org/?a=1&amp;b=2" title="The list">the '
        'list</a>, <a name="x"></a><a href="">nothing</a>.</p>'
    )
    document = read_html(source, "x")
    assert [(document.words(k.start, k.end), k.target, k.title) for k in document.links] == [
        ("the list", "https://example.org/?a=1&b=2", "The list"),
        ("nothing", "", ""),
    ]
    start, end = document.links[0].source
    assert source[start:end].startswith("<a href=")
    assert source[start:end].endswith("the list</a>")


def test_a_link_around_a_picture_has_no_words():
    document = read_html("<p><a href=/b><img src=a.png alt=Boat></a></p><p>Text</p>", "x")
    assert [(k.start, k.end, k.target) for k in document.links] == [(0, 0, "/b")]


def test_footnotes_are_what_raised_links_point_to():
    source = (
        '<p>Ships fell<sup><a href="#fn1">1</a></sup>.</p>'
        '<ol><li id="fn1"><p>Harbour office, 2020. <a href="#fnref1" role="doc-backlink">↩</a></p></li></ol>'
    )
    document = read_html(source, "x")
    assert [(n.label, document.words(n.start, n.end)) for n in document.footnotes] == [("1", "Harbour office, 2020.")]
    assert document.blocks[-1].footnote == "1"
    assert "↩" not in document.text


def test_line_breaks_and_quotation_elements():
    assert shape("<p>One<br>  two <q>three</q></p>") == [("paragraph", "One\ntwo “three”")]


PAGE = """<!doctype html><html lang="en"><head><title>Ships fell - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ada Brook">
<meta property="article:published_time" content="2024-05-01"><link rel="canonical" href="https://post.example/ships">
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<div class="cookie-consent">We use cookies to give you the best experience on our pages. <button>Accept</button></div>
<main><article><h1>Ships fell</h1>
<p>The harbour office counted fewer ships in April than in any month since its records began.</p>
<p>It published the figures on its own site on Wednesday, with the method it used to count them.</p>
<aside><p>Subscribe to our newsletter and never miss a story about ships and harbours again.</p></aside>
<h2>Sources</h2><ul><li><a href="https://office.example/april">Harbour office, April figures</a></li></ul>
<ul class="x"><li><a href="/a">Another story about ships</a></li><li><a href="/b">A story about boats</a></li></ul>
</article></main>
<footer><p>© Harbour Post. All rights reserved, including those that nobody has thought of so far.</p></footer></body></html>"""


def test_of_a_page_only_its_article_is_prose():
    document = read_html(PAGE, "x")
    assert document.whole_page
    text = document.text
    for words in ("Ships fell", "fewer ships", "the method it used", "April figures"):
        assert words in text
    for words in ("Home", "cookies", "Accept", "newsletter", "rights reserved", "Another story"):
        assert words not in text


@pytest.mark.parametrize(
    ("written", "rewritten"),
    [
        ('<div class="cookie-consent">', "<DIV CLASS='Cookie-CONSENT'>"),
        ('<div class="cookie-consent">', "<div HIDDEN>"),
        ('<div class="cookie-consent">', '<div style="Display: None">'),
        ("<main>", '<main><div class="modal">'),  # holds nearly all that is said: no furniture, whatever its name
    ],
)
def test_furniture_is_known_however_it_is_written_and_the_article_is_none(written, rewritten):
    assert read_html(PAGE.replace(written, rewritten), "x").text == read_html(PAGE, "x").text


def test_an_article_that_is_named_like_furniture_is_found_by_its_body():
    post = "".join(f"<p>The harbour office counted {n} ships in that month, and {n + 2} in the next.</p>" for n in range(4))
    menu = "".join(f'<li><a href="/{n}">Ships of the month {n} and what became of them</a></li>' for n in range(40))
    page = f'<html><body><ul>{menu}</ul><div class="comments"><div class="entry-content">{post}</div></div></body></html>'
    assert read_html(page, "x").text.count("counted") == 4


def test_the_source_as_bytes_is_that_of_the_page():
    document = read_html(PAGE.replace("©", "\ud800©"), "x")
    assert document.source_data == document.source.encode("utf-8", "replace")


def test_deep_pages_take_time_in_proportion_to_their_size():
    import time

    def seconds(count: int) -> float:
        start = time.process_time()
        read_html("<html><body>" + "<div>" * 500 + f"<div><p>{'words ' * 9}</p></div>" * count, "x")
        return time.process_time() - start

    assert seconds(4_000) < 12 * max(seconds(1_000), 0.01)


def test_what_a_page_says_of_itself():
    found = read_html(PAGE, "x").metadata
    assert (found.title, found.author, found.date) == ("Ships fell", "Ada Brook", "2024-05-01")
    assert (found.publisher, found.language, found.url) == ("Harbour Post", "en", "https://post.example/ships")


def test_structured_data_counts_before_meta_tags_and_may_be_broken():
    head = (
        '<html><head><title>T</title><meta name="author" content="web '
        'team"><script type="application/ld+json">{}</script></head><body>x'
    )
    good = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "H", "author": [{"name": "Ada Brook"}], "datePublished": "2024-05-01"}]}'
    )
    assert read_html(head.replace("{}", good), "x").metadata.author == "Ada Brook"
    assert read_html(head.replace("{}", good[:50]), "x").metadata.author == "web team"


@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        '<a =">"',
        "<div>",
        "<svg>",
        "<!--",
        "<ul><li><p>",
        "</div>",
        "<a href=#x><sup>",
        "<table><tr><td>",
        '<a href="x',
        "&amp",
    ],
)
def test_hostile_text_takes_time_in_proportion_to_its_size(piece: str):
    import time

    def seconds(count: int) -> float:
        start = time.process_time()
        read_html(piece * count, "x")
        return time.process_time() - start

    assert seconds(16_000) < 12 * max(seconds(4_000), 0.01)


def test_a_numbered_list_under_a_heading_holds_entries_not_footnotes():
    source = '<p>Ships fell<sup><a href="#c1">[1]</a></sup>.</p><h2>References</h2><ol><li id="c1">Brook 2020.</li></ol>'
    document = read_html(source, "x")
    assert document.footnotes == ()
    assert (document.blocks[-1].ordinal, document.blocks[-1].footnote) == (1, None)
