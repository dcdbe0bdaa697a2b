"""What the examples in the rule files do not show: own sites, entries, hostile texts."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cache

import pytest

from auditor.finders import FINDERS
from auditor.model import Metadata
from auditor.read.html import read_html
from auditor.read.markdown import read_markdown
from auditor.read.text import read_text
from auditor.rules import load_rules

RULES = load_rules()
SITES = (  # finders
    "cautioned",
    "circular-source",
    "lookalike-domain",
    "own-coverage",
    "release-as-study",
    "search-or-share-link",
    "sole-support",
    "syndicated-copy",
    "text-target-mismatch",
    "undisclosed-promotion",
    "unlocated-post",
)


def found(rule_id: str, text: str, url: str = "") -> list[str]:
    document = read_markdown(text, "a.md")
    if url:
        document = replace(document, metadata=Metadata(url=url))
    rule = RULES.get(rule_id)
    matches = FINDERS[rule.finder](document, **rule.options)
    return [document.words(s.start, s.end) if not m.in_source else "source" for m in matches for s in m.spans]


def test_an_article_of_an_encyclopedia_cites_another():
    entry = "Mill. https://en.wikipedia.org/wiki/Mill"
    text = f"The mill was founded in 1846 [1].\n\n## References\n\n1. {entry}"
    assert found("circular-source", text, "https://en.wikipedia.org/wiki/Loom") == [entry]
    assert found("circular-source", text, "https://example.org/a") == []
    text = "The mill was founded in 1846, when [looms](https://en.wikipedia.org/wiki/Loom) were new."
    assert found("circular-source", text, "https://en.wikipedia.org/wiki/Mill") == []  # as on every line of it


def test_copies_on_one_site_are_one_finding():
    text = "It closed ([Reuters](https://www.msn.com/a/1)). It burnt ([CNN](https://www.msn.com/a/2))."
    rule = RULES.get("syndicated-copy")
    (match,) = FINDERS[rule.finder](read_markdown(text, "a.md"))
    assert len(match.spans) == 2
    assert match.values == {"site": "msn.com", "outlet": "reuters.com"}


def test_a_rule_about_users_leaves_the_own_site_alone():
    text = "The mill lost 4 million crowns [in 2023](https://byron.substack.com/p/1)."
    assert found("user-generated", text) == ["in 2023"]
    assert found("user-generated", text, "https://byron.substack.com/p/2") == []


def test_a_post_that_came_along_as_an_embed_is_no_source_of_a_claim():
    text = "The mill lost 4 million crowns. https://t.co/abc — Ada Byron (@byron) March 3, 2023"
    assert found("user-generated", text) == []
    text = "The mill lost 4 million crowns. — Ada Byron (@byron) [March 3, 2023](https://twitter.com/byron/status/1)"
    assert found("user-generated", text) == []


def test_a_claim_with_two_sources_of_which_one_answers_for_itself():
    text = (
        "The mill lost 4 million crowns [in 2023](https://www.reddit.com/r/a/1) [1].\n\n## References\n\n1. https://example.org/a"
    )
    assert found("user-generated", text) == []


def test_a_caution_is_told_once_a_site_with_all_its_places():
    text = "The mill lost 4 million crowns [in 2023](https://www.rt.com/1). It sold [12 looms](https://www.rt.com/2) at a report.\n"
    document = read_markdown(text, "a.md")
    (match,) = FINDERS["cautioned"](document)
    assert len(match.spans) == 2
    assert match.values["site"] == "rt.com"


def test_an_entry_that_says_it_is_a_copy():
    entry = "1. Byron, A. “Mill closes.” Reuters, 4 May 2023{}. https://www.msn.com/en-us/news/mill-1"
    text = "The mill closed [1].\n\n## References\n\n"
    assert found("syndicated-copy", text + entry.format(", via MSN")) == []


@pytest.mark.parametrize(("words", "count"), [("bold-affiliate-notice", 1), ("We earn a commission on what you buy.", 0)])
def test_a_disclosure_stands_in_words_not_in_names_of_classes(words, count):
    inside = f'<p class="{words}">Hello.</p>' if count else f"<footer>{words}</footer>"
    article = '<article><p>The <a href="https://www.amazon.com/dp/B1?tag=me-20">loom</a> is good and it weaves.</p></article>'
    page = f"<html><body>{article}{inside}</body></html>"
    rule = RULES.get("undisclosed-promotion")
    assert len(list(FINDERS[rule.finder](read_html(page, "a.html"), **rule.options))) == count


def test_a_written_address_is_no_disguise():
    assert found("lookalike-domain", "The copy stood at <https://bbc-news.example/a>.") == []
    assert found("lookalike-domain", "The BBC [said so](https://bbc-news.example/a).") == ["source"]


@cache
def full_of_links(site: str, n: int):
    links = " ".join(f"[In {1900 + i % 100} 4 percent](https://{site.format(i)})" for i in range(n))
    document = read_markdown(f"{links} said Byron in a post on Facebook.", "a.md")
    _ = document.claims, document.all_links, document.quotes
    return document


@pytest.mark.parametrize("site", ["www.reddit.com/r/{}?tag=a-20", "www.google.com/search?q={}", "www.rt.com/{}"])
@pytest.mark.parametrize("rule_id", [r.id for r in RULES if r.finder in SITES])
def test_hostile_texts_take_linear_time(rule_id, site):
    def seconds(n: int) -> float:
        document = full_of_links(site, n)
        rule = RULES.get(rule_id)
        start = time.process_time()
        list(FINDERS[rule.finder](document, **rule.options))
        return time.process_time() - start

    seconds(100)
    assert seconds(1600) < 0.1 + 12 * max(seconds(400), 0.002)


def test_plain_text_is_read_too():
    document = read_text("“They will pay for the whole mill,” Byron wrote on Facebook.", "a.txt")
    rule = RULES.get("post-without-locator")
    assert [document.words(m.start, m.end) for m in FINDERS[rule.finder](document, **rule.options)] == ["wrote on Facebook"]
