"""Fixes that rest on what the network said: names for bare addresses, archived copies; and the forms of profiles for stubs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auditor.config import Config, select_rules
from auditor.fix import mend
from auditor.model import Verdict
from auditor.pipeline import audit_document
from auditor.profiles import profile, profile_names
from auditor.read import READERS

QUAY, CRANE, DOI = "https://packet.example/1902/quay", "https://packet.example/1958/crane", "https://doi.org/10.1000/182"
COPY = f"https://web.archive.org/web/20190602000000/{QUAY}"


def mended(text, fmt="text", *, unsafe=True, name=None, **evidence):
    selection = select_rules(Config(online=True, profile=name or "news", one_profile=bool(name)))
    known = {
        target: Verdict(target, facts.pop("answer", "ok"), "2026-01-01T00:00:00Z", facts) for target, facts in evidence.items()
    }

    def again(one):
        return audit_document(replace(READERS[fmt](one, "-"), evidence=known), selection)

    return mend(again(text), again, unsafe=unsafe).text


def listed(*entries, fmt="text"):
    body = "The quay was rebuilt in granite [1] and its cranes were sold [2]."
    if fmt == "html":
        items = "\n".join(f"<li>{entry}</li>" for entry in entries)
        return f"<p>{body}</p>\n<h2>References</h2>\n<ol>\n{items}\n</ol>\n"
    head = "## References\n" if fmt == "markdown" else "References"
    label = "{}. {}" if fmt == "markdown" else "[{}] {}"
    return f"{body}\n\n{head}\n" + "\n".join(label.format(n, e) for n, e in enumerate(entries, 1)) + "\n"


NAMES = {QUAY: {"title": "The <granite> quay of the [north]", "published": "1902-05-12"}}


def test_a_bare_address_gets_the_title_and_the_day_of_its_page():
    text = listed(QUAY, CRANE)
    assert mended(text, **NAMES) == listed(f"“The <granite> quay of the [north]”, 12 May 1902, {QUAY}", CRANE)
    assert mended(text, unsafe=False, **NAMES) == text
    named = rf"[The \<granite> quay of the \[north\]]({QUAY}), 12 May 1902"
    assert mended(listed(QUAY, CRANE, fmt="markdown"), "markdown", **NAMES) == listed(named, CRANE, fmt="markdown")
    bracketed = named.replace(QUAY, f"<{QUAY}>")
    assert mended(listed(f"<{QUAY}>", CRANE, fmt="markdown"), "markdown", **NAMES) == listed(bracketed, CRANE, fmt="markdown")
    linked = f'<a href="{QUAY}">The &lt;granite&gt; quay of the [north]</a>, 12 May 1902'
    assert mended(listed(QUAY, CRANE, fmt="html"), "html", **NAMES) == listed(linked, CRANE, fmt="html")
    anchor = f'<a href="{QUAY}">{QUAY}</a>'
    assert mended(listed(anchor, CRANE, fmt="html"), "html", **NAMES) == listed(linked, CRANE, fmt="html")


def test_a_work_that_a_register_knows_gets_its_authors_too():
    known = {"register": "Crossref", "title": "Piles", "authors": "Moss\nHolm", "years": "2011", "container": "Harbour Studies"}
    done = mended(listed(f"{DOI} (accessed 3 May 2020)", CRANE), **{"doi:10.1000/182": known})
    assert f"[1] Moss, Holm, “Piles”, Harbour Studies, 2011, {DOI} (accessed 3 May 2020)" in done


@pytest.mark.parametrize(
    "facts",
    [
        {"title": "Home"},
        {"title": "404 Not Found"},
        {"title": "packet.example"},
        {"title": "Just a moment..."},
        {"title": "x " * 150},
        {},
        {"title": "The quay", "answer": "moved"},
        {"title": "The quay", "answer": "blocked"},
    ],
)
def test_what_names_nothing_is_no_title(facts):
    text = listed(QUAY, CRANE)
    assert mended(text, **{QUAY: dict(facts)}) == text


GONE = {"answer": "gone", "reason": "404, not found", "archive": COPY, "archived": "2019-06-02"}


@pytest.mark.parametrize(
    ("fmt", "text", "right"),
    [
        ("markdown", f"It was [built]({QUAY}) then.", f"It was [built]({COPY}) then."),
        ("markdown", f"It was [built][q] then.\n\n[q]: {QUAY}\n", f"It was [built][q] then.\n\n[q]: {COPY}\n"),
        ("html", f'<p>It was <a href="{QUAY}">built</a> then.</p>', f'<p>It was <a href="{COPY}">built</a> then.</p>'),
        ("text", f"It was built then: {QUAY}.", f"It was built then: {COPY}."),
        ("text", listed(f"The quay, {QUAY}", CRANE), listed(f"The quay, {COPY}", CRANE)),
    ],
)
def test_a_link_to_what_is_gone_leads_to_its_copy(fmt, text, right):
    assert mended(text, fmt, **{QUAY: dict(GONE)}) == right
    assert mended(text, fmt, unsafe=False, **{QUAY: dict(GONE)}) == text
    assert mended(text, fmt, **{QUAY: {**GONE, "archive": "none"}}) == text
    assert mended(text, fmt, **{QUAY: {**GONE, "answer": "unknown"}}) == text


def test_the_place_in_a_page_and_its_ampersands_are_kept():
    url = "https://packet.example/q?a=1&b=2#wall"
    done = mended(
        f'<p>See <a href="{url.replace("&", "&amp;")}">it</a>.</p>', "html", **{url: {**GONE, "archive": f"{COPY}?a=1&b=2"}}
    )
    assert done == f'<p>See <a href="{COPY}?a=1&amp;b=2#wall">it</a>.</p>'


STUB = "The quay was built in 1962 [citation needed] and sold later [?]."


def test_a_stub_takes_the_form_of_the_profile():
    noted = "The quay was built in 1962<!-- citation needed --> and sold later<!-- citation needed -->."
    assert mended(STUB, "markdown") == noted
    assert mended(STUB, "markdown", name="blog") == noted
    assert mended(STUB, "markdown", unsafe=False) == STUB
    assert mended(STUB) == STUB.replace("[?]", "[citation needed]")
    assert mended(STUB, "markdown", name="academic") == STUB.replace("[?]", "[citation needed]")
    assert mended(f"<p>{STUB}</p>", "html") == f"<p>{noted}</p>"


def test_a_stub_in_wikitext_becomes_the_template():
    links = "'''Ribe''' is a town in [[Jutland]] on the [[Ribe River|river]] to the [[North Sea]]. "
    form = f"{{{{citation needed|date={datetime.now(UTC):%B %Y}}}}}"
    assert mended(links + STUB, name="wiki") == links + STUB.replace("[citation needed]", form).replace("[?]", form)


def test_numbers_that_the_writer_knows_are_no_stubs():
    text = "The quay was built in 1962 [n] and sold later [#]."
    assert mended(text, "markdown") == text


def test_every_profile_says_why_it_writes_stubs_so():
    for name in profile_names():
        one = profile(name)
        assert set(one.stubs) >= {"text", "markdown", "html"}
        assert all(one.reasons[f"stubs.{fmt}"] for fmt in one.stubs)
