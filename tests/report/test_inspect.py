from __future__ import annotations

import auditor
from auditor.report.catalogue import rule_list
from auditor.report.common import caveats
from auditor.report.explain import rule_page
from auditor.report.inspect import claim_map, inventory
from auditor.report.layout import Paper

TEXT = """# The bridge

The bridge fell in March 2019 and killed 12 people, [the inquiry found](https://example.org/inquiry).

## The mayor

Taxes rose by 14 percent in 2017.
"""


def test_every_claim_is_a_line_with_its_state():
    audit = auditor.audit_text(TEXT, name="a.md")
    lines = list(claim_map(audit, Paper(100), why=False))
    assert len(audit.claims) == 2
    assert lines[1] == "1 of 2 claims leads to a source"
    assert sum("  sourced " in line for line in lines) == 1
    assert sum("  no source " in line for line in lines) == 1


def test_why_names_reason_and_source():
    text = "\n".join(claim_map(auditor.audit_text(TEXT, name="a.md"), Paper(100), why=True))
    assert "a claim: the sentence" in text
    assert "rests on link" in text


def test_a_text_without_claims():
    audit = auditor.audit_text("Hello there.", name="a.txt")
    assert "no sentence in this text needs a source" in next(claim_map(audit, Paper(), why=False))


def test_the_inventory_lists_links_with_lines():
    text = "\n".join(inventory(auditor.audit_text(TEXT, name="a.md"), Paper(100)))
    assert "Links (1)" in text
    assert "https://example.org/inquiry" in text
    assert "line 3" in text


def test_the_inventory_of_nothing():
    assert "no link" in "\n".join(inventory(auditor.audit_text("Hello there.", name="a.txt"), Paper()))


def test_the_list_names_every_rule_and_a_page_tells_all_of_one():
    rules = auditor.load_rules().rules
    listed = "\n".join(rule_list(rules, Paper(100)))
    for rule in rules:
        assert f"  {rule.id} " in listed
        page = " ".join(" ".join(rule_page(rule, Paper(80))).split())
        for text in (rule.why, rule.fix, *rule.references):
            assert " ".join(text.split()) in page


def test_the_list_cuts_no_summary_off_and_says_what_its_states_mean():
    rules = auditor.load_rules().rules
    lines = list(rule_list(rules, Paper(80)))
    listed = " ".join(" ".join(lines).split())
    left = 2 + max(len(rule.id) for rule in rules) + 1 + 9 + 9
    assert max(map(len, lines)) <= 80
    assert all(rule.summary in " ".join(" ".join(line[left:] for line in lines).split()) for rule in rules)
    assert "preview: its precision is not established yet" in listed
    assert "off: shown only where" in listed


def test_why_says_in_words_how_a_source_is_carried_over():
    told = "The inquiry led by Ann Lee said the bridge fell in 2019. She said that 12 people died there. It cost 4 million pounds."
    text = " ".join("\n".join(claim_map(auditor.audit_text(told), Paper(120), why=True)).split())
    assert "goes on with the source of the sentence before" in text or "serves the sentences that follow" in text
    assert "(topic-sentence)" not in text


def test_why_does_not_say_that_what_has_no_source_was_given_one():
    text = " ".join("\n".join(claim_map(auditor.audit_text("Many say that 12 people died in 2019."), Paper(120), why=True)).split())
    assert "no source" in text
    assert "was given a source" not in text


def _why(text: str, name: str = "a.md") -> str:
    return " ".join("\n".join(claim_map(auditor.audit_text(text, name=name), Paper(200), why=True)).split())


def test_why_shows_the_words_that_make_a_claim():
    text = _why("The bridge killed 12 people. Ada Moss was accused of fraud. Wages and taxes have risen since the war.")
    assert "gives a number (“12 people”)" in text
    assert "accuses someone (“accused”)" in text
    assert "tells of an event (“have risen”)" in text


def test_why_names_the_carry_over_rule():
    assert "carried over by “topic-sentence”" in _why("Ada Byron said the dam broke. Forty houses were lost in 1997.")


def test_why_says_why_nothing_supports_a_claim():
    assert "[3] leads to no entry" in _why("The bridge fell in 2019 and killed 12 people. [3]")
    for private in (
        "http://127.0.0.1:80/a.html",
        "https://staging.county.org/a.html",
        "https://county.org/wp-admin/post.php?post=4",
    ):
        assert "its link (local)" in _why(f"[It]({private}) holds 40 million litres.")
    assert "its link (affiliate)" in _why("[It](https://www.amazon.com/dp/B000111?tag=a-20) holds 40 million litres.")
    assert "“Critics say” names nobody" in _why("Critics say the bridge fell in 2019.")
    assert "No other sentence has a source" in _why("The bridge fell in 2019 and killed 12 people.")
    apart = "## Costs\n\nIt is gone.\n\n## Taxes\n\nTaxes rose by 14 percent in 2017."
    assert "in line 1, 4 sentences away" in _why(f"The bridge fell in 2019, [the inquiry found](https://example.org/a).\n\n{apart}")


def test_the_share_of_claims_with_a_source_is_shown():
    lines = list(claim_map(auditor.audit_text(TEXT, name="a.md"), Paper(100), why=False))
    assert lines[2] == "citation coverage 50 %: 1 by link, reference or document"


def test_one_source_is_named_once():
    link = "[the inquiry](https://example.org/a)"
    audit = auditor.audit_text(f"The bridge fell in 2019, {link} found, and 12 people died, {link} says.\n", name="a.md")
    assert "\n".join(claim_map(audit, Paper(120), why=True)).count("rests on link example.org") == 1


def test_links_are_counted_as_the_caveat_counts_them():
    text = "It fell in 2019, [it](https://example.org/a) [says](https://example.org/a), [up](#a) and [mail](mailto:a@b.org).\n"
    audit = auditor.audit_text(text, name="a.md")
    assert "Links (1, in 2 places)" in "\n".join(inventory(audit, Paper(100)))
    assert "whether the 1 link exists" in caveats(audit)[-1]
