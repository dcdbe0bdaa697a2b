"""What each fixer makes of each kind of damage, format by format."""

from __future__ import annotations

import re
import time

import pytest

from auditor.fix import fix_text, mend
from auditor.fixers.spacing import parted
from auditor.fixers.tags import mend_tags
from auditor.model import Match, Span
from auditor.pipeline import audit_text
from auditor.read import READERS


def mended(text, fmt="text", **how):
    def again(one):
        return audit_text(one, format=fmt)

    return mend(again(text), again, **how).text


# --- tags -----------------------------------------------------------------------------------------------------

RESTORED = [
    (
        "It was < strong >Late:< / strong > again.",
        "It was Late: again.",
        "It was **Late:** again.",
        "It was <strong>Late:</strong> again.",
    ),
    ("It was < em >late< / em >, again.", "It was late, again.", "It was *late*, again.", "It was <em>late</em>, again."),
    ("It was < em > late < / em > again.", "It was late again.", "It was *late* again.", "It was <em>late</em> again."),
    ("Only < / li > this.", "Only this.", "Only this.", "Only this."),
    ("A door.< br />It shut.", "A door. It shut.", "A door. It shut.", "A door.<br>It shut."),
    ("The ferry sails strong >again. p >", "The ferry sails again.", "The ferry sails again.", "The ferry sails again."),
    (
        'See < a href="https://x.example/r" >the report< / a > now.',
        "See the report (https://x.example/r) now.",
        "See [the report](https://x.example/r) now.",
        'See <a href="https://x.example/r">the report</a> now.',
    ),
]


@pytest.mark.parametrize("unit", ["<b>", "<b>x</b> "])
def test_many_tags_in_hostile_text_are_mended_in_linear_time(unit):
    def seconds(count):
        document = READERS["text"](unit * count, "x")
        places = tuple(Span(*m.span()) for m in re.finditer(rb"<[^>]*>", document.data))
        start = time.process_time()
        assert list(mend_tags(document, Match(*places[0], places)))
        return time.process_time() - start

    seconds(10)
    assert min(seconds(12000), seconds(12000)) < 8 * max(seconds(3000), 0.02)


@pytest.mark.parametrize(("text", "plain", "markdown", "html"), RESTORED, ids=[row[1] for row in RESTORED])
def test_tags_are_restored_in_the_format_of_the_text_or_go(text, plain, markdown, html):
    assert mended(text) == plain
    assert mended(text, "markdown") == markdown
    escaped = text.replace("<", "&lt;").replace(">", "&gt;")
    assert mended(f"<p>{escaped}</p>", "html") == f"<p>{html}</p>"


def test_the_address_of_a_link_without_its_words_is_kept():
    assert mended('See < a href="https://x.example/r_1" > now, the count.') == "See (https://x.example/r_1) now, the count."
    assert mended('See < a href="https://x.example/r_1" > now.', "markdown") == "See (<https://x.example/r_1>) now."


def test_emphasis_that_markdown_would_not_read_is_written_as_a_tag():
    assert mended("It is < strong >Late:< / strong >again.", "markdown") == "It is <strong>Late:</strong>again."


def test_an_escape_of_markdown_goes_with_the_bracket_it_escapes():
    assert mended("A night\\< / li \\> came.", "markdown") == "A night came."


@pytest.mark.parametrize("format_", ["text", "markdown", "html"])
def test_the_tags_of_a_citation_are_left_alone(format_):
    cited = 'It had 340 hands in 1851.<ref>1851 Census, HO 107/2201.</ref> John Harker built it.<ref name="vch" /> It closed.</ref>'
    text = cited if format_ != "html" else f"<p>{cited.replace('<', '&lt;').replace('>', '&gt;')}</p>"
    assert mended(text, format_) == text
    assert mended(text.replace("It closed", "It[/b] closed"), format_) == text  # what is none goes as before


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("See turn0search2.", None),
        ("It is told in turn0search2, and by [web:3].", None),
        ("It was counted (see turn0search2 and turn0search3).", None),
        ("Source: turn0search2", None),
        ("Rents rose [web:1] and [web:2].", "Rents rose."),
        ("Rents rose [web:1], [web:2], and [web:4] in May.", "Rents rose in May."),
        ("The ferry sails turn0search2.", "The ferry sails."),
    ],
)
def test_a_token_that_a_sentence_rests_on_stays(text, right):
    assert mended(text) == (right or text)


def test_french_quotations_keep_their_spaces_and_torn_numbers_are_left():
    french = "The crowd at the gate of the mill shouted « non ! » and then « jamais ! non ! » to all of them."
    assert mended(french) == french
    assert (
        mended("He asked the men , what of it ? And « non ! » they said.")
        == "He asked the men, what of it? And « non ! » they said."
    )
    assert mended("The cafe is open . Version 1 . 2 . 3 of the menu , and the bill .") == (
        "The cafe is open. Version 1 . 2 . 3 of the menu, and the bill."
    )
    assert mended("The cafe , in 1990 , 3 rooms , and the bar .") == "The cafe, in 1990, 3 rooms, and the bar."


def test_a_line_that_held_nothing_but_a_tag_goes():
    assert mended("One.\n\n< / ul >\n\nTwo.\n") == "One.\n\nTwo.\n"
    assert mended("- One.\n- Two.< / li >\n< / ul > p >Three came.\n") == "- One.\n- Two.\nThree came.\n"
    assert mended("One.\r\n<!--more-->\r\nTwo.\r\n") == "One.\r\nTwo.\r\n"


def test_a_script_is_never_brought_to_life():
    text = "<p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; here.</p>"
    assert "<script" not in mended(text, "html")
    text = '<p>See &lt;a href="javascript:alert(1)"&gt;this&lt;/a&gt; now.</p>'
    assert "<a" not in mended(text, "html")


def test_code_is_left_alone():
    fence = "```html\n< strong >x< / strong > &amp; â€™ turn0search1\n```"
    text = f"Print `< strong >` and `a , b . c , d .` so:\n\n{fence}\n\n    < / li >\n"
    assert mended(text, "markdown") == text


def test_front_matter_is_left_alone():
    front = "---\ntitle: Smith &amp; < em >Co< / em > turn0search1\nurl: https://x.example/?utm_source=chatgpt.com\n---\n"
    text = f"{front}\nIt was < em >late< / em >.\n"
    assert mended(text, "markdown") == text.replace("It was < em >late< / em >.", "It was *late*.")


# --- characters -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Smith &amp; Daughters sold &#163;20 worth.", "Smith & Daughters sold £20 worth."),
        ("The&nbsp;ferry ran 20&nbsp;km.", "The ferry ran 20\u00a0km."),
        ("&nbsp;The ferry ran.", "The ferry ran."),
        ("The mayor&amp;#8217;s boat; an &shy;island &#150; small.", "The mayor’s boat; an island – small."),
        ("He said â€œnot yetâ€\x9d; it isnâ€™t over.", "He said “not yet”; it isn’t over."),
        ("He said â€œnot yetâ€\ufffd and left.", "He said “not yet” and left."),
        ("JosÃ© PeÃ±a of MÃ¼nchen.", "José Peña of München."),
        ("The president FranÃ\x83Â§ois came.", "The president François came."),
        ("The president FranA\u0303\x83A\u0302§ois came.", "The president FranA\u0303\x83A\u0302§ois came."),  # too far gone
        ("The plant closed \ue200in May\ue201.", "The plant closed in May."),
        ("He said \x93no\x94 twice.", "He said “no” twice."),
        ("The har\u200bbour is old.", "The harbour is old."),
        ("The d\ufffdcor cost much.", "The d\ufffdcor cost much."),
    ],
)
def test_characters(text, right):
    assert mended(text) == right


def test_a_lost_apostrophe_is_put_in_on_request_only():
    assert mended("The mayor\ufffds boat sank.") == "The mayor\ufffds boat sank."
    assert mended("The mayor\ufffds boat sank.", unsafe=True) == "The mayor’s boat sank."


def test_what_is_put_into_a_format_is_written_as_that_format_writes_it():
    assert mended("<p>Smith &amp;amp; Co and 3 &amp;lt; 5</p>", "html") == "<p>Smith &amp; Co and 3 &lt; 5</p>"
    assert mended("It is 3 &amp;lt; 5 here.", "markdown") == "It is 3 \\< 5 here."


# --- spacing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("theharbor", "the harbor"),
        ("betweendiplomatic", "between diplomatic"),
        ("Officialsdenied", "Officials denied"),
        ("becausethey", "because they"),
        ("microgrid", None),
        ("nowhere", None),
        ("livestream", None),
    ],
)
def test_words_are_parted_where_they_can_be_parted_in_one_way(word, parts):
    assert parted(word) == parts


def test_a_call_in_a_line_of_code_is_not_parted():
    text = "The text of the pattern and the rule: text.strip().endswith('.') and theharbor here."
    assert mended(text) == text.replace("theharbor", "the harbor")


# --- links ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("[a](https://x.example/?utm_source=n&id=3&utm_medium=m#top)", "[a](https://x.example/?id=3#top)"),
        ("[a](https://x.example/?id=3&fbclid=Iw&page=2)", "[a](https://x.example/?id=3&page=2)"),
        ("[a](https://x.example/p?gclid=1#top)", "[a](https://x.example/p#top)"),
        ("[the count][1]\n\n[1]: https://x.example/p?gclid=1", "[the count][1]\n\n[1]: https://x.example/p"),
        ("<https://x.example/p?gclid=1>", "<https://x.example/p>"),
        ("https://x.example/p?utm_source=chatgpt.com.", "https://x.example/p."),
        ("[a](https://x.example/p?utm_source=n&signature=ab12)", None),
        ("[a](https://web.archive.org/web/2020/https://x.example/p?utm_source=n)", None),
        ("[a](https://x.example/p,)", "[a](https://x.example/p)"),
        ("[a](https://x.example/p_(b\\))", None),
        ("[a](http:/x.example/p)", "[a](http://x.example/p)"),
        ("[a](http://https://x.example/p)", "[a](https://x.example/p)"),
        ("[the *old* count]()", "the *old* count"),
        ('[the count](# "soon")', "the count"),
    ],
)
def test_addresses_in_markdown(text, right):
    assert mended(f"The count is kept by {text}\n", "markdown") == f"The count is kept by {right or text}\n"


def test_addresses_in_html():
    empty = '<a class="x" href="#">the <b>count</b></a>'
    text = f'<p>See <a href="https://x.example/?a=1&amp;utm_source=n&amp;b=2">it</a> and {empty}, they say.</p>'
    assert mended(text, "html") == '<p>See <a href="https://x.example/?a=1&amp;b=2">it</a> and the <b>count</b>, they say.</p>'


def test_a_link_that_a_script_uses_is_left_alone():
    text = '<p>The count is kept by <a href="#" onclick="show()">the county archive</a>, they say.</p>'
    assert mended(text, "html") == text


def test_whom_a_shop_pays_is_the_author_s_affair():
    text = "The [lamp](https://www.amazon.com/dp/B000000000?tag=lampdigest-20) stood the test."
    assert mended(text, "markdown") == text
    assert mended(text, "markdown", unsafe=True) == text.replace("?tag=lampdigest-20", "")


# --- residue --------------------------------------------------------------------------------------------------


def test_markdown_in_plain_text_keeps_words_and_addresses():
    text = "The river rose **two metres**, [the service](https://x.example/r) said."
    assert mended(text) == "The river rose two metres, the service (https://x.example/r) said."
    right = '<p>The river rose <strong>two metres</strong>, <a href="https://x.example/r">the service</a> said.</p>'
    assert mended(f"<p>{text}</p>", "html") == right


def test_a_text_that_is_markdown_throughout_is_left_as_it_is():
    text = "## The river\n\nIt rose **two metres**, [the service](https://x.example/r) said.\n"
    assert mended(text) == text
    assert mended(text, unsafe=True) == "## The river\n\nIt rose two metres, the service (https://x.example/r) said.\n"


def test_shortcodes_go_in_pairs_and_galleries_stay():
    text = '[caption id="photo_7" align="left"]The harbour at dawn.[/caption]\n\n[gallery ids="1,2"]'
    assert mended(text) == 'The harbour at dawn.\n\n[gallery ids="1,2"]'


def test_tokens_go_and_links_stay():
    text = "Rents rose [oai_citation:0‡city.example](https://city.example/rents) by a tenth citeturn0search1."
    assert mended(text, "markdown") == "Rents rose [city.example](https://city.example/rents) by a tenth."


def test_cards_become_their_names_and_orders_for_pictures_go():
    card = '\ue200entity\ue202["company","Marlow & Sons","rope maker"]\ue201'
    cited = "\ue200cite\ue202turn0search1\ue202turn2view0\ue201"
    pictures = '\ue200image_group\ue202{"layout":"carousel","query":["quay"]}\ue201'
    text = f"The firm {card} moved.{cited}\n\n{pictures}\n\nIt grew.\n"
    assert mended(text, "markdown") == "The firm Marlow & Sons moved.\n\nIt grew.\n"


def test_the_marks_of_a_stretch_go_and_the_stretch_stays():
    text = "[span_0](start_span)Rents rose.[span_0](end_span) Wages fell.\n"
    assert mended(text, "markdown") == "Rents rose. Wages fell.\n"


# --- suggestions ----------------------------------------------------------------------------------------------


def suggested(text, fmt):
    found = [fix for f in audit_text(text, format=fmt).findings for fix in f.fixes if fix.safety == "suggestion"]
    return [(fix.what, fix.edits[0].text) for fix in found]


def test_a_pointer_is_shown_the_one_document_that_it_may_mean_and_nothing_is_changed():
    link = "The board wrote [a report on the quay](https://board.example/quay) in May."
    text = f"{link}\n\nThe quay sank in June. See their latest report here.\n"
    assert suggested(text, "markdown") == [
        ("may mean https://board.example/quay", "[See their latest report here](https://board.example/quay)")
    ]
    assert mended(text, "markdown", unsafe=True) == text


def test_of_two_documents_neither_is_suggested():
    links = "The board wrote [a report](https://board.example/quay) and [a longer report](https://board.example/long) in May."
    assert suggested(f"{links}\n\nThe quay sank in June. See their latest report here.\n", "markdown") == []


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_an_address_that_holds_a_code_of_a_code_is_mended_once(name):
    mended = fix_text("See https://https://e.com/a&amp;amp; now.\n", name=name)
    assert mended.text == "See https://e.com/a&amp; now.\n"
