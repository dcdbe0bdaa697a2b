from __future__ import annotations

import json

import auditor
from auditor.report.inspect import inventory, inventory_json
from auditor.report.layout import Paper, width
from auditor.report.sources import Use, in_words, load, sites, spread

SENTENCES = [
    "The mill lost 4 million crowns in 2023, [its accounts show](https://www.registry.gov.uk/accounts).",
    "Orders fell by 30 percent in 2022, [a count shows](https://www.reuters.com/orders).",
    "It sold 12 looms in 2021, [a list shows](https://www.dailymail.co.uk/looms).",
    "It had 300 workers in 1990, [a book shows](https://unlisted.example/book).",
    "It burnt down in 1846, [a letter shows](https://letters.example.net/1846).",
]
TEXT = "# The mill\n\n" + "\n\n".join(SENTENCES) + "\n"


def shown(text: str, columns: int = 100) -> list[str]:
    return list(inventory(auditor.audit_text(text, name="a.md"), Paper(columns)))


def test_sites_stand_under_what_they_are():
    text = "\n".join(shown(TEXT))
    assert "Sites (5), by what they are, not by how good" in text
    assert "news agency: sells its reports" in text
    at = text.index("news agency: sells")
    assert at < text.index("    reuters.com", at) < text.index("  on no list: that says nothing for or against a site")
    assert "(2026-11-25)" in text


def test_a_public_decision_is_told_as_advice_with_its_basis_and_date():
    text = " ".join(" ".join(shown(TEXT)).split())
    assert "advice: Wikipedia's editors decided in 2017" in text
    assert "request for comment; 2026-11-25)" in text


def test_a_link_says_the_kind_of_its_site():
    line = next(line for line in shown(TEXT) if "https://www.reuters.com/orders" in line)
    assert "news agency, used 1×" in line
    line = next(line for line in shown(TEXT) if "https://unlisted.example/book" in line)
    assert line.rstrip().endswith("used 1×, line 9")


def test_nothing_is_wider_than_the_paper():
    for columns in (80, 120):
        assert max(map(width, shown(TEXT, columns))) <= columns


def test_groups_are_in_order_of_use_and_the_unlisted_last():
    uses = [Use("https://a.example/1", 9, 1), Use("https://www.nature.com/1", 1, 2), Use("https://www.reuters.com/1", 2, 3)]
    assert [group.kind for group in sites(uses)] == ["news agency", "journal", "on no list"]
    assert sites([Use("/a/b", 1, 1)]) == []


def test_the_spread_of_equal_sources():
    found = spread(auditor.audit_text(TEXT, name="a.md").document)
    assert (found.claims, found.sources) == (5, 5)
    assert abs(found.concentration - 1 / 5) < 1e-9
    assert "5 sources stand behind 5 claims. None stands behind more than one of them. Concentration 0.20" in in_words(found)


def test_the_spread_of_a_text_that_leans_on_one_source():
    more = [f"It made {n} thousand bolts in {1900 + n}, [a count shows](https://www.reuters.com/{n})." for n in range(12, 20)]
    found = spread(auditor.audit_text(TEXT + "\n" + "\n\n".join(more) + "\n", name="a.md").document)
    assert found.sources == 5
    assert found.top == "reuters.com"
    assert found.top_claims == 9
    assert abs(found.concentration - (9 / 13) ** 2 - 4 / 13**2) < 1e-9
    assert "leans on few of them" in in_words(found)


def test_few_sources_have_no_spread():
    assert spread(auditor.audit_text("\n\n".join(SENTENCES[:4]), name="a.md").document) is None
    assert "Spread" not in "\n".join(shown(SENTENCES[0]))


def test_works_behind_one_service_of_identifiers_are_several_sources():
    claims = "\n\n".join(f"The mill made {n} bolts in {1900 + n} [{n}]." for n in range(1, 7))
    entries = "\n".join(f"{n}. Byron, A. ({1950 + n}). Bolts. https://doi.org/10.1000/{n}" for n in range(1, 7))
    found = spread(auditor.audit_text(f"{claims}\n\n## References\n\n{entries}\n", name="a.md").document)
    assert found.sources == 6


def test_one_reference_that_carries_the_text_is_told():
    claims = " ".join(f"The mill made {n} bolts in {1900 + n} [1]." for n in range(1, 12)) + " It sold 40 bolts in 1950 [2]."
    text = f"{claims}\n\n## References\n\n1. Byron, A. (1950). Bolts. https://example.org/1\n2. Moss, C. (1951). Nuts. https://example.net/2\n"
    document = auditor.audit_text(text, name="a.md").document
    assert load(document) == "11 of the 12 citation numbers point to one reference, [1]."
    assert load(auditor.audit_text(TEXT, name="a.md").document) == ""


def test_the_inventory_for_programs_says_the_same():
    value = json.loads("".join(inventory_json(auditor.audit_text(TEXT, name="a.md"))))
    assert value["version"] == 1
    by_domain = {site["domain"]: site for site in value["sites"]}
    assert by_domain["reuters.com"]["kind"] == "news agency"
    assert by_domain["reuters.com"]["date"] == "2026-11-25"
    assert by_domain["unlisted.example"]["kind"] is None
    assert by_domain["dailymail.co.uk"]["caution"].startswith("Wikipedia's editors")
    assert [link["claims"] for link in value["links"]] == [1] * 5
    assert value["spread"]["sources"] == 5


def test_the_inventory_for_programs_of_nothing():
    value = json.loads("".join(inventory_json(auditor.audit_text("Hello there.", name="a.txt"))))
    assert value["sites"] == value["links"] == value["references"] == value["voices"] == value["documents_named"] == []
    assert value["spread"] is None
