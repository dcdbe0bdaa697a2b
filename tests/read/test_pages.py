"""What of a page is its article, on pages as documentation systems, archives and publishers write them."""

import pytest

from auditor import audit_text
from auditor.read.html import read_html

TIDES = "The harbour office counts every ship that enters, and publishes the figures each month."
QUAYS = "The old quay was built in granite, and the new one in concrete, ten years before the war."
CRANE = "Two cranes stand on it still, though nobody has moved them since the last freight left."


def page(body: str) -> str:
    return f"<!doctype html><html><head><title>Harbour</title></head><body>{body}</body></html>"


def prose(body: str) -> str:
    return read_html(page(body), "x").text


def test_what_stands_before_and_after_code_is_the_article():
    text = prose(f"<p>{TIDES}</p><p>{QUAYS}</p><pre>count --all\n</pre><p>{CRANE}</p><p>{TIDES}</p><p>{QUAYS}</p>")
    assert text.count(TIDES) == 2
    assert CRANE in text
    assert "--all" not in text


def test_an_anchor_that_is_never_closed_is_no_link():
    section = f'<div class="section"><h3><a id="tides"/>Tides</h3><p>{TIDES}</p><p>{CRANE}</p></div>'
    assert TIDES in prose(f'<div class="chapter"><p>{QUAYS}</p><p>{QUAYS}</p>{section}</div>')


def test_a_footnote_that_is_nothing_but_a_link_is_one():
    noted = (
        f'<div class="chapter"><p>{TIDES}<a href="#ftn.a1" class="footnote" id="a1"><sup class="footnote">[7]</sup></a></p>'
        f'<p>{QUAYS}<a href="#ftn.a2" class="footnote" id="a2"><sup class="footnote">[8]</sup></a></p><p>{CRANE}</p>'
        '<div class="footnotes"><br/><hr/><div id="ftn.a1" class="footnote"><p><a href="#a1" class="para"><sup>[7] </sup></a>See '
        '<a href="/yearbook/tides">Harbour yearbook, second part, “Tides”</a>.</p></div>'
        f'<div id="ftn.a2" class="footnote"><p><a href="#a2" class="para"><sup>[8] </sup></a>{CRANE}</p></div></div></div>'
    )
    audit = audit_text(page(noted), name="x.html", format="html")
    assert "Harbour yearbook" in audit.document.text
    assert "marker-not-in-list" not in {finding.rule.id for finding in audit.findings}


@pytest.mark.parametrize(
    ("opening", "kept"),
    [
        ('<section id="requests-for-comment-and-votes">', True),  # made of the heading's words
        ('<section id="copyright">', False),
        ('<div id="comments" class="section-comments">', False),
    ],
)
def test_an_id_that_repeats_a_heading_names_no_furniture(opening: str, kept: bool):  # noqa: FBT001 — a parameter of the test
    name = opening[1:].split(maxsplit=1)[0]
    text = prose(f"<p>{TIDES}</p><p>{QUAYS}</p><p>{TIDES}</p>{opening}<h2>Requests</h2><p>{CRANE}</p></{name}>")
    assert (CRANE in text) is kept


def test_sections_within_sections_are_called_as_they_like():
    inner = f'<section id="copyright"><h2>Copyright</h2><p>{CRANE}</p></section>'
    assert CRANE in prose(f'<section id="harbour"><h1>Harbour</h1><p>{TIDES}</p><p>{QUAYS}</p>{inner}</section>')


def test_the_longest_section_is_not_the_whole_article():
    long = f'<div class="section"><h2>Quays</h2>{f"<p>{QUAYS}</p>" * 9}</div>'
    text = prose(f'<div class="article"><div class="section"><h2>Tides</h2><p>{TIDES}</p></div>{long}</div>')
    assert TIDES in text


def test_paragraphs_that_are_paid_for_are_the_article_and_the_notice_is_not():
    paid = "".join(f'<p class="paywall">{words}</p>' for words in (TIDES, QUAYS, CRANE))
    text = prose(
        f'<div class="body"><p>{QUAYS}</p><p>{TIDES}</p><p>{QUAYS}</p>{paid}</div><div class="paywall"><p>Pay {CRANE}</p></div>'
    )
    assert CRANE in text
    assert "Pay" not in text


@pytest.mark.parametrize(
    ("title", "heading", "shown"),
    [
        ("Tides — The Long Harbour Handbook", "<h1>Tides<a class='headerlink' href='#t'>¶</a></h1>", "Tides"),
        ("Tides — The Long Harbour Handbook", "<h1>The Long Harbour</h1>", "Tides — The Long Harbour Handbook"),
        ("Tides – and quays – Harbour", "<h1>Tides – <i>and</i> quays</h1>", "Tides – and quays"),
    ],
)
def test_a_title_is_told_from_the_site_by_the_heading(title: str, heading: str, shown: str):
    source = f"<html><head><title>{title}</title></head><body>{heading}<p>{TIDES}</p></body></html>"
    assert read_html(source, "x").title == shown


TYPED = f"""<h1>Harbour(8)</h1><pre>
<b>NAME</b>
       harbour - counts the ships of <i>one</i> harbour

<b>DESCRIPTION</b>
       {TIDES}
       It is said that the <a href="tides.html">tables of the tides</a> &amp; the quays
       are the oldest in the country.

       {QUAYS} {CRANE}
       {TIDES} {QUAYS}
</pre>"""


def test_prose_that_was_typed_is_read_line_by_line_in_its_place():
    document = read_html(page(TYPED), "x")
    assert [(b.kind, document.words(b.start, b.end)) for b in document.blocks][:3] == [
        ("heading", "NAME"),
        ("paragraph", "harbour - counts the ships of one harbour"),
        ("heading", "DESCRIPTION"),
    ]
    at = document.data.index(b"& the quays are")
    start, end = document.offsets.to_source(at, at + len(b"& the quays"))
    assert document.source[start:end] == "&amp; the quays"
    assert [link.target for link in document.links] == ["tides.html"]


def test_code_that_is_a_whole_page_is_no_prose():
    lines = "".join(f"int count_{n}(struct ship *the_ship); /* of the harbour */\n" for n in range(20))
    assert prose(f"<h1>ships.h</h1><pre>{lines}</pre>").split() == ["ships.h"]
