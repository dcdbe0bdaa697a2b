"""Damaged words are read as what they were meant to be, at the places where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.model import Metadata, Source
from auditor.pipeline import audit_document, audit_text, selection_for
from auditor.read.sources import read_document

STORY = (
    "{} said the quay carried 35 tonnes of granite in 2010. Fares rose by 13 percent after the merger. The storm of 2016 killed "
    "12 people. The council paid $69 million for the site in 2004. Ferries were late on 18 of 90 days last winter. {}"
)
WHO = "Advocates"


@pytest.mark.parametrize("damaged", ["Advocates&nbsp;", "< strong >Advocates< / strong >", "Advocates turn0search1"])
def test_damage_gives_nobody_a_name_and_no_claim_a_source(damaged):
    text, whole = STORY.format(damaged, "p >"), STORY.format(WHO, "")
    one, other = audit_text(text), audit_text(whole)
    assert (one.score.claims, one.score.sourced) == (other.score.claims, other.score.sourced)
    assert one.score.value <= other.score.value
    assert [f.rule.id for f in one.findings if f.rule.category == "attribution"] == ["unnamed-voices"]


@pytest.mark.parametrize("fmt", ["text", "markdown", "html"])
def test_findings_and_claims_stand_where_the_damaged_text_has_them(fmt):
    text = STORY.format("p >\n\n< em >Some experts< / em >", "li >")
    text = f"<p>{text.replace('< ', '&lt; ').replace(' >', ' &gt;')}</p>" if fmt == "html" else text
    audit = audit_text(text, format=fmt)
    (vague,) = [f for f in audit.findings if f.rule.id == "unnamed-voices"]
    assert text[vague.start : vague.end].startswith("Some experts")
    assert text[vague.start : vague.end].endswith("said")
    assert [text[c.start : c.end].rstrip() for c in audit.claims][-1] == "Ferries were late on 18 of 90 days last winter."
    assert audit.score.claims == len(audit.claims)
    tags = [text[p.start : p.end] for f in audit.findings if f.rule.id == "spaced-tag" for p in f.places]
    assert tags
    assert all("em" in tag for tag in tags)


def test_what_an_author_set_aside_is_read_as_it_stands():
    text = STORY.format("Advocates&nbsp;", "")
    kept = audit_text(
        f"<!-- auditor: ignore escaped-entity -- the code is the subject -->\n{text.replace('&', '&amp;')}", format="markdown"
    )
    assert [f.state for f in kept.findings if f.rule.id == "escaped-entity"] == ["ignored"]
    assert kept.document.source_data.count(b"&amp;nbsp;") == 1
    assert b"&nbsp;" in kept.document.data


PAGE = """<html><body><article><h1>Town grows</h1><p>The town of Ely grew by 20 percent in 2019, <a href="/figures/2019">according
to the census</a>. The council spent 30 million on roads in 2020{}.</p></article></body></html>"""


@pytest.mark.parametrize("damage", ["", " &amp;nbsp; "])
def test_a_damaged_page_keeps_its_links_and_what_is_known_of_it(damage):
    address = "https://news.example.com/a"
    source = Source(address, PAGE.format(damage).encode(), "html", url=address, base="https://data.example.net/x/")
    document = replace(read_document(source), metadata=Metadata(title="The town", date="2020-05-01"))
    read = audit_document(document, selection_for(None)).document
    assert [link.target for link in read.links] == ["https://data.example.net/figures/2019"]
    assert (read.metadata.title, read.metadata.date, read.url) == ("The town", "2020-05-01", address)
