from __future__ import annotations

import gc
import re
import weakref
from itertools import pairwise

import pytest

from auditor.model import Failure
from auditor.report.layout import width
from auditor.report.terminal import export_svg, report

TEXT = """A town and its bridge

Critics say the bridge is unsafe. The mayor cut the ribbon on Monday, and it is believed that she knew.
"""


def carets(text):
    """The words that stand above each line of carets, by cells."""
    lines = text.split("\n")
    found = []
    for above, line in pairwise(lines):
        match = re.match(r" +(\^+)", line)
        if match:
            start, end = match.span(1)
            cells = "".join(c + "\0" * (width(c) - 1) for c in above if width(c))
            found.append(cells[start:end].replace("\0", ""))
    return found


def test_the_order_is_verdict_why_steps_findings_claims_outcome(print_report, make):
    text = print_report(report, [make.audit(TEXT, [(make.vague, "Critics say")])])
    landmarks = ["a.txt · A town and its bridge", "Sourcing 37/100  F  ███████░", "Why 37", "traceability"]
    landmarks += ["What to do, in this order", "37 → 52", "warning  some-fault", "PASSED  1 warning", "Not checked:"]
    at = [text.index(mark) for mark in landmarks]
    assert at == sorted(at)


def test_the_caret_stands_under_the_words_and_the_message_does_not_repeat_them(print_report, make):
    text = print_report(report, [make.audit(TEXT, [(make.vague, "it is believed that")])])
    assert carets(text) == ["it is believed that"]
    assert "   3:" in text
    assert "“it is believed that”" not in text
    assert "by whom? Nobody is named. Name who said it." in " ".join(text.split())


@pytest.mark.parametrize("lead", ["一座桥与它的城市，", "Cafe\u0301 na\u0308ive ", "🌉 "])
@pytest.mark.parametrize("columns", [80, 120])
def test_wide_and_combining_characters_do_not_shift_the_caret(print_report, lead, columns, make):
    text = print_report(report, [make.audit(f"{lead * 9}Critics say it fell.\n", [(make.vague, "Critics say")])], columns=columns)
    assert carets(text) == ["Critics say"]


@pytest.mark.parametrize("columns", [60, 80, 100, 120])
def test_no_line_is_wider_than_the_paper(print_report, columns, make):
    found = [(make.vague, "Critics say"), (make.vague, "it is believed that")]
    long = make.audit(TEXT + "word " * 900, found, name="d/" * 60 + "x.txt")
    for results in ([long], [long, long]):
        lines = print_report(report, results, columns=columns).split("\n")
        assert max(width(line) for line in lines if line != long.name) <= columns  # a path stays whole, to be copied


def test_ascii_paper_gets_ascii_and_true_carets(print_report, make):
    audit = make.audit("“Ünï – códe…” " * 9 + "Critics say so.\n", [(make.vague, "Critics say")])
    text = print_report(report, [audit], ascii=True)
    assert text.isascii()
    assert carets(text) == ["Critics say"]


def test_colour_changes_nothing_but_colour(print_report, make):
    audit = make.audit(TEXT, [(make.vague, "Critics say")])
    plain, painted = (print_report(report, [audit], color=color) for color in (False, True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain
    assert painted != plain


def test_an_article_cannot_send_escape_codes(print_report, make):
    text = "Title \x1b]0;owned\x07\n\nCritics\x1b[2J say it.\n"
    audit = make.audit(text, [(make.vague, "Critics\x1b[2J say")], name="x\x1b[1m.txt")
    text = print_report(report, [audit])
    assert "\x1b" not in text
    assert "\x07" not in text


def test_words_that_span_lines_are_marked_on_their_first_line(print_report, make):
    audit = make.audit("It is\nbelieved that she knew of it, and said so.\n", [(make.vague, "It is\nbelieved that")])
    assert carets(print_report(report, [audit])) == ["It is"]


def test_citation_numbers_without_a_list_become_a_table(print_report, make):
    rule = make.rule("markers-without-list", "error", "“{text}” has no entry: where is the list?", covers="markers")
    audit = make.audit("One [1] two [2, 3].\nThree [1] four [4–6].\n", [(rule, "[1]", "[2, 3]", "[1]", "[4–6]")])
    text = print_report(report, [audit])
    assert "markers-without-list · 4 places, 6 numbers" in text
    assert re.search(r"\[1\]     2×   1 2 ", text)
    assert re.search(r"\[5\]     1×   2$", text, re.MULTILINE)


def test_many_findings_of_one_cause_are_told_in_short_and_in_full_on_request(print_report, make):
    lines = "".join(f"Critics say that number {n} is wrong.\n\n" for n in range(12))
    audit = make.audit(lines, [(make.vague, f"Critics say that number {n} is") for n in range(12)])
    short, full = (print_report(report, [audit], full=full) for full in (False, True))
    assert len(carets(short)) == 1
    assert "and 6 more: lines 13, 15, 17, 19, 21, 23 (--full)" in short
    assert full.count("some-fault") == 1
    assert len(carets(full)) == 12
    one = make.audit(lines, [(make.vague, f"Critics say that number {n} is") for n in range(7)])
    assert "and 1 more: line 13 (--full)" in print_report(report, [one])


def test_notes_are_counted_and_shown_on_request(print_report, make):
    audit = make.audit(TEXT, [(make.rule(level="note"), "Critics say")])
    assert "1 note not shown (--notes)" in print_report(report, [audit])
    assert "note  some-fault" in print_report(report, [audit], notes=True)


def test_an_unrated_text_says_so(print_report, make):
    assert "Sourcing not rated" in print_report(report, [make.audit(TEXT, score=make.unrated)])


def test_a_broken_rule_is_reported(print_report, make):
    text = print_report(report, [make.audit(TEXT, broken=[(make.vague, "ValueError: no")])])
    assert "error  internal-error" in text
    assert "Exit 3." in text


def test_several_texts_are_a_table_worst_first_and_a_line_a_finding(print_report, make):
    good = make.audit(TEXT, name="good.txt", score=make.unrated)
    bad = make.audit(TEXT, [(make.vague, "Critics say")], name="bad.txt", score=make.score)
    gone = Failure("gone.txt", "gone.txt: no such file; check the path", "missing")
    text = print_report(report, [good, gone, bad])
    assert text.startswith("2 texts, worst sourced first")
    assert text.index("bad.txt") < text.index("good.txt")
    assert len([line for line in text.split("\n") if "some-fault" in line]) == 1
    assert "no such file" in text
    assert "1 text could not be audited; 1 warning. Exit 3." in text


def test_only_failures(print_report, make):
    text = print_report(report, [Failure("gone.txt", "gone.txt: no such file", "missing")])
    assert "FAILED  1 text could not be audited. Exit 3." in text


def test_nothing_at_all(print_report, make):
    assert "FAILED  nothing was audited. Exit 3." in print_report(report, [])


@pytest.mark.parametrize("full", [False, True])
def test_documents_are_let_go_while_the_run_goes_on(print_report, full, make):
    alive: list[weakref.ref] = []

    def results():
        for n in range(20):
            audit = make.audit(TEXT, [(make.vague, "Critics say")], name=f"{n}.txt")
            alive.append(weakref.ref(audit.document))
            yield audit
            del audit
            if n % 10 == 9:
                gc.collect()
                assert sum(ref() is not None for ref in alive) <= 3

    print_report(report, results(), full=full)


def test_the_picture_holds_the_report(make):
    svg = export_svg([make.audit(TEXT, [(make.vague, "Critics say")])], 100)
    assert svg.startswith("<svg")
    assert "37/100" in svg
    assert "\x1b" not in svg


def test_many_words_in_a_line_show_where_they_begin(print_report, make):
    words = "the mayor and the whole of the town council of that year had always known about the state of the bridge"
    text = print_report(report, [make.audit(f"It is said that {words}.\n", [(make.vague, words)])])
    assert 20 < max(map(len, re.findall(r"\^+", text))) <= 48
    assert "……" not in text


def test_a_line_of_a_page_is_shown_as_its_reader_sees_it(print_report, make):
    page = '<p>The <a href="https://example.org/a">old</a> bridge&rsquo;s keeper: critics say it is <b>un</b>safe &amp; old.</p>\n'
    text = print_report(report, [make.audit(page, [(make.vague, "critics say")], name="a.html", format="html")])
    assert "The old bridge’s keeper: critics say it is unsafe & old." in text
    assert carets(text) == ["critics say"]


def test_a_place_inside_a_tag_is_shown_as_it_stands(print_report, make):
    page = '<p>The <img alt="old" src="x.png"> bridge.</p>\n'
    from auditor.model import Place
    from auditor.report.article import source_line

    at = page.index("old")
    where = Place(at, at + 3, 1, at + 1, 1, at + 4, "old")
    before, words, _ = source_line(make.audit(page, name="a.html", format="html").document, where)
    assert (before, words) == ('<p>The <img alt="', "old")


def test_one_claim_with_a_source(print_report, make):
    import auditor

    audit = auditor.audit_text("The bridge fell in 2019, [the inquiry found](https://example.org/a).\n", name="a.md")
    assert "The one claim leads to a source" in print_report(report, [audit])


def test_what_has_been_told_on_the_same_screen_is_not_told_again():
    from auditor.report.common import Settings

    failure = Failure("b.md", "b.md: no such file", "missing")
    assert "no such file" in "".join(report([failure], Settings()))
    assert "no such file" not in "".join(report([failure], Settings(told=True)))


def test_a_message_below_a_whole_line_uses_the_whole_width(print_report, make):
    words = "A whole line of words that nobody can look up anywhere else"
    text = print_report(
        report, [make.audit(words + ".\n\nMore.\n", [(make.rule(message="“{text}” " + "says " * 12), words + ".")])]
    )
    assert "^" not in text
    assert " says says says says says says says says says says says says" in text


def test_signs_are_not_quoted_one_by_one_and_blocks_stay_apart(print_report, make):
    page = "<p>They saw ships , and more .</p><p>Another one.</p>\n"
    rule = make.rule(message="“{text}” is torn off")
    text = print_report(report, [make.audit(page, [(rule, " ,", " .")], name="a.html", format="html")])
    assert "They saw ships , and more . Another one." in text
    assert carets(text) == [" ,"]
    assert "the same in 1 more place" in text
    assert "“.”" not in text
