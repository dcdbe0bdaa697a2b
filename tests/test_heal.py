"""Damaged words are read as what they were meant to be, at the places where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.check import Hit, check
from auditor.finders import FINDERS
from auditor.heal import healed, staged
from auditor.ignores import ignores
from auditor.model import Match, Metadata, Source
from auditor.pipeline import audit_document, audit_text, selection_for
from auditor.read.sources import read_document
from auditor.read.text import read_text
from auditor.score import Body, count

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


def test_only_rules_of_the_text_itself_read_it_as_it_stands(monkeypatch):
    read = []
    for name in ("vague-voice", "pointer", "no-sources", "spacing-damage", "citation-tokens"):
        find = FINDERS[name]
        monkeypatch.setitem(
            FINDERS,
            name,
            lambda document, name=name, find=find, **options: read.append((name, document)) or find(document, **options),
        )
    audit_text(STORY.format("Advocates turn0search1", "Some say so here ."))
    names = {name for name, document in read if not document.offsets.mended}
    assert {"spacing-damage", "citation-tokens"} <= names  # also once in the mended text, to see that nothing is left
    assert names <= {"spacing-damage", "citation-tokens"}
    assert {name for name, document in read if document.offsets.mended} == {"vague-voice", "pointer", "no-sources"}


def test_a_rule_whose_place_damage_takes_reads_the_text_as_it_stands_too():
    rules = selection_for(None).scored
    vague, spaced = (next(rule for rule in rules if rule.id == name) for name in ("unnamed-voices", "spaced-tag"))
    plain = staged((vague, spaced))
    assert (plain.standing, plain.others, plain.sound) == ({"spaced-tag"}, {"unnamed-voices"}, {"unnamed-voices"})
    assert staged((replace(vague, supersedes=("spaced-tag",)), spaced)).standing == {"spaced-tag", "unnamed-voices"}
    assert staged((vague, replace(spaced, supersedes=("unnamed-voices",)))).sound == {"spaced-tag", "unnamed-voices"}


def test_a_sentence_with_a_finding_in_the_mended_text_is_not_clean():
    document, selection = read_text(STORY.format("< b >Advocates< / b >", ""), "x"), selection_for(None)
    hits = check(document, selection.scored).hits
    sound = healed(document, hits, ignores(document, selection), selection.scored)
    damage = [hit for hit in hits if hit.rule.id == "spaced-tag"]
    at = sound.data.index(b"Fares")
    vague = next(rule for rule in selection.scored if rule.id == "unnamed-voices")
    found = Hit(vague, Match(at, at + 5), "warning")
    body = Body(document, damage, ())
    clean = [count(sound, more, body=body).sentences.clean for more in ([], [found])]
    assert clean == [len(document.sentences) - 1, len(document.sentences) - 2]
    aside = count(sound, [], [found], body=body).sentences
    assert (aside.clean, len(aside.bad)) == (clean[1], 1)
