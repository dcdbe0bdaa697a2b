"""Identifiers and entries against services that answer in the documented shapes, and against the same in every kind of trouble."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from auditor.finders.online import find_mismatched_entries
from auditor.read import READERS
from auditor.text.agree import compare

ENTRY = "Bees sleep [1].\n\n## References\n\n1. Holm, A., & Dahl, B. ({year}). {title}. Journal of Bees, 4(2), 10–19. {id}\n"
WORK = {
    "DOI": "10.1234/bees.7",
    "title": ["Sleep in Solitary Bees"],
    "subtitle": ["A Review"],
    "author": [{"family": "Holm", "given": "Anna"}, {"family": "Dahl", "given": "Bo"}],
    "issued": {"date-parts": [[2019, 3, 4]]},
    "container-title": ["Journal of Bees"],
}
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:o="http://a9.com/-/spec/opensearch/1.1/">
<o:totalResults>1</o:totalResults><entry><id>http://arxiv.org/abs/1903.01234v2</id><published>2019-03-04T00:00:00Z</published>
<updated>2019-05-04T00:00:00Z</updated><title>Sleep in
 Solitary Bees</title><author><name>Anna Holm</name></author><author><name>Bo Dahl</name></author></entry></feed>"""


EMPTY = (200, {}, {})


def crossref(**more):
    return 200, {}, {"status": "ok", "message": {**WORK, **more}}


def entry(identifier, title="Sleep in solitary bees", year=2019):
    return ENTRY.format(id=identifier, title=title, year=year)


async def silent(_site, _asked, _writer):
    await asyncio.sleep(30)


@pytest.fixture
def doi(site, ask):
    def run(**options):
        return ask(entry("https://doi.org/10.1234/bees.7"), **options)["doi:10.1234/bees.7"]

    return run


def test_a_doi_at_crossref(site, doi):
    site.pages["/crossref/works/10.1234/bees.7"] = crossref()
    verdict = doi(mailto="me@town.example")
    assert verdict.answer == "ok"
    assert verdict.facts["authors"] == "Holm\nDahl"
    assert "Sleep in Solitary Bees: A Review" in verdict.facts["title"].split("\n")
    assert [one.path for one in site.asked] == ["/crossref/works/10.1234/bees.7?mailto=me%40town.example"]
    assert "mailto:me@town.example" in site.asked[0].headers["user-agent"]


def test_a_doi_at_datacite(site, doi):
    attributes = {"titles": [{"title": "Sleep in bees"}], "creators": [{"familyName": "Holm"}], "publicationYear": 2019}
    site.pages["/datacite/dois/10.1234/bees.7"] = (200, {}, {"data": {"attributes": attributes}})
    assert doi().facts["register"] == "DataCite"


def test_a_doi_of_another_agency_exists(site, doi):
    site.pages["/handle/10.1234/bees.7"] = (200, {}, {"responseCode": 1, "handle": "10.1234/bees.7"})
    assert (doi().answer, doi().facts) == ("ok", {"register": "doi.org"})


def test_a_doi_that_is_not_registered(site, doi):
    site.pages["/handle/10.1234/bees.7"] = (404, {}, {"responseCode": 100, "handle": "10.1234/bees.7"})
    assert doi().answer == "gone"


@pytest.mark.parametrize(
    "trouble",
    [
        403,
        404,
        429,
        500,
        503,
        silent,
        (200, {}, "<html>Welcome to the hotel</html>"),
        (200, {}, "[]"),
        (200, {}, "null"),
        EMPTY,
    ],
)
def test_services_in_trouble_accuse_nobody(site, ask, trouble):
    """All of them at once, for every kind of identifier, and entries without one."""
    site.pages["/*"] = trouble
    kinds = ["doi:10.1234/bees.7", "arXiv:1903.01234", "PMID: 30712345", "ISBN 978-0-470-52157-1", ""]
    for identifier in kinds if trouble != EMPTY else kinds[:3]:  # “{}” is how Open Library says that it does not know a book
        for verdict in ask(entry(identifier), timeout=0.3).values():
            assert verdict.answer == "unknown", verdict
            assert "not-in-index" not in verdict.facts.get("how", ""), verdict
            assert verdict.facts["reason"]


def test_crossref_down_leaves_the_others(site, doi):
    site.pages |= {"/crossref/*": 503, "/handle/10.1234/bees.7": (404, {}, {"responseCode": 100})}
    assert doi().answer == "gone"


def test_a_service_that_is_down_is_not_asked_for_ever(site, ask):
    site.pages["/crossref/*"] = (429, {"Retry-After": "600"}, "")
    text = "".join(entry(f"doi:10.1234/bees.{n}").replace("1. Holm", f"{n}. Holm") for n in range(1, 9))
    ask(text)
    assert sum(path.startswith("/crossref/") for path in site.paths()) < 8


@pytest.mark.parametrize(
    ("written", "differing"),
    [
        (("Sleep in solitary bees", 2019, None), ()),
        (("Sleep in solitary bees: a review", 2018, None), ()),
        (("Sleep in Solitary Bees", 2014, None), ("year",)),
        (("Sleep in social bees", 2019, None), ("title",)),
        (("Friction in worm gears", 2011, None), ("title", "year")),
        (("Sleep in solitary bees", 2019, "Otieno, P., & Dahl, B."), ("authors",)),
        (("Sleep in solitary bees", 2019, "Holm, A., Dahl, B., & Otieno, P."), ("authors",)),
        (("Sleep in solitary bees", 2019, "Holm, A. et al."), ()),
    ],
)
def test_each_field_has_its_own_verdict(site, ask, written, differing):
    title, year, authors = written
    site.pages["/crossref/works/10.1234/bees.7"] = crossref()
    text = entry("https://doi.org/10.1234/bees.7", title, year)
    text = text.replace("Holm, A., & Dahl, B.", authors) if authors else text
    evidence = ask(text)
    document = READERS["markdown"](text, "a.md")
    record = evidence["doi:10.1234/bees.7"].facts
    assert compare(document.references[0].fields, record).differing == differing
    object.__setattr__(document, "evidence", evidence)
    assert bool(list(find_mismatched_entries(document))) is bool(differing)


@pytest.mark.parametrize(
    ("update", "fact"),
    [
        ("retraction", "retracted"),
        ("withdrawal", "retracted"),
        ("removal", "retracted"),
        ("expression_of_concern", "concern"),
        ("correction", ""),
    ],
)
def test_what_became_of_a_work(site, doi, update, fact):
    notice = {"DOI": "10.1234/notice", "type": update, "updated": {"date-parts": [[2021, 3, 4]]}, "source": "retraction-watch"}
    site.pages["/crossref/works/10.1234/bees.7"] = crossref(**{"updated-by": [notice]})
    facts = doi().facts
    assert {key for key in ("retracted", "concern") if key in facts} == ({fact} if fact else set())
    if fact:
        assert "2021-03-04" in facts[fact]
        assert "10.1234/notice" in facts[fact]


def test_a_retraction_that_only_the_title_tells(site, doi):
    site.pages["/crossref/works/10.1234/bees.7"] = crossref(title=["RETRACTED: Sleep in Solitary Bees"])
    assert "title" in doi().facts["retracted"]


def test_openalex_is_asked_with_a_key_only(site, doi):
    site.pages |= {
        "/crossref/works/10.1234/bees.7": crossref(),
        "/openalex/works/doi:10.1234/bees.7": (200, {}, {"title": "Sleep in bees", "is_retracted": True}),
    }
    assert "retracted" not in doi(cache=False).facts
    assert "OpenAlex" in doi(cache=False, openalex_key="k").facts["retracted"]
    assert any("api_key=k" in path for path in site.paths())


def test_arxiv_is_asked_once_for_all(site, ask):
    site.pages["/arxiv"] = (200, {"Content-Type": "application/atom+xml"}, ATOM)
    evidence = ask(entry("arXiv:1903.01234v1") + "2. Berg, C. (2020). Bees that never were. arXiv:2001.99999\n")
    assert evidence["arxiv:1903.01234"].facts["authors"] == "Holm\nDahl"
    assert evidence["arxiv:2001.99999"].answer == "gone"
    (path,) = site.paths()
    assert parse_qs(urlsplit(path).query)["id_list"] == ["1903.01234,2001.99999"]


def test_an_arxiv_doi_is_asked_at_arxiv(site, ask):
    site.pages["/arxiv"] = (200, {}, ATOM)
    assert ask(entry("https://doi.org/10.48550/arXiv.1903.01234"))["arxiv:1903.01234"].answer == "ok"


@pytest.mark.parametrize("bomb", ["<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>]><feed>&a;</feed>", "<html>", ""])
def test_an_arxiv_that_answers_something_else(site, ask, bomb):
    site.pages["/arxiv"] = (200, {}, bomb)
    assert ask(entry("arXiv:1903.01234"))["arxiv:1903.01234"].answer == "unknown"


def test_a_feed_that_counts_more_than_it_holds_tells_nothing_of_the_rest(site, ask):
    site.pages["/arxiv"] = (200, {}, ATOM.replace("<o:totalResults>1<", "<o:totalResults>2<"))
    evidence = ask(entry("arXiv:1903.01234") + "2. Berg, C. (2020). Bees that never were. arXiv:2001.99999\n")
    assert (evidence["arxiv:1903.01234"].answer, evidence["arxiv:2001.99999"].answer) == ("ok", "unknown")


def test_the_record_of_another_doi_describes_nothing(site, doi):
    site.pages |= {
        "/crossref/works/10.1234/bees.7": crossref(DOI="10.1234/wasps", title=["Friction in worm gears"]),
        "/handle/10.1234/bees.7": (200, {}, {"responseCode": 1}),
    }
    verdict = doi()
    assert (verdict.answer, verdict.facts["register"]) == ("ok", "doi.org")
    assert "Crossref gives no clear answer" in verdict.facts["unread"]


def test_pubmed(site, ask):
    known = {"title": "Sleep in solitary bees.", "authors": [{"name": "Holm A"}, {"name": "van der Berg P"}], "pubdate": "2019 Mar"}
    result = {
        "uids": ["301", "302"],
        "301": {**known, "pubtype": ["Retracted Publication"]},
        "302": {"error": "cannot get document summary"},
    }
    site.pages["/pubmed/esummary.fcgi"] = (200, {}, {"result": result})
    evidence = ask(entry("PMID: 301") + "2. Berg, C. (2020). Bees that never were. Apidologie, 3, 4–9. PMID: 302\n")
    assert evidence["pmid:301"].facts["authors"] == "Holm\nvan der Berg"
    assert evidence["pmid:301"].facts["retracted"]
    assert evidence["pmid:302"].answer == "gone"
    assert len(site.asked) == 1


def test_isbn(site, ask):
    book = {"title": "The Book of Weights", "authors": [{"name": "Jane Doe"}], "publish_date": "May 2011"}
    site.pages["/openlibrary/api/books"] = (200, {}, {"ISBN:9780470521571": book})
    evidence = ask("Stones [1].\n\n## References\n\n1. Doe, J. The Book of Weights. London: Hill, 2011. ISBN 978-0-470-52157-1.\n")
    assert evidence["isbn:9780470521571"].facts["years"] == "2011"


def test_an_isbn_that_no_library_knows_is_a_question(site, ask):
    site.pages["/openlibrary/api/books"] = (200, {}, {})
    verdict = ask(entry("ISBN 978-0-470-52157-1"))["isbn:9780470521571"]
    assert (verdict.answer, verdict.facts["how"]) == ("unknown", "not-in-index")


def only(evidence):
    (verdict,) = [verdict for target, verdict in evidence.items() if target.startswith("entry:")]
    return verdict


def test_an_entry_without_identifier_is_found_by_its_words(site, ask):
    other = {**WORK, "title": ["Sleep in solitary wasps"], "DOI": "10.1234/wasps"}
    site.pages["/crossref/works"] = (200, {}, {"message": {"items": [other, WORK]}})
    verdict = only(ask(entry("")))
    assert (verdict.answer, verdict.facts["doi"]) == ("ok", "10.1234/bees.7")
    query = parse_qs(urlsplit(site.paths()[0]).query)
    assert "Sleep in solitary bees" in unquote(query["query.bibliographic"][0])


def test_an_entry_that_no_index_knows(site, ask):
    other = {**WORK, "title": ["Sleep in solitary wasps"], "DOI": "10.1234/wasps"}
    site.pages["/crossref/works"] = (200, {}, {"message": {"items": [other]}})
    verdict = only(ask(entry("")))
    assert (verdict.answer, verdict.facts["how"], verdict.facts["nearest"]) == (
        "unknown",
        "not-in-index",
        "Sleep in solitary wasps",
    )


def test_the_same_title_by_others_in_another_year_is_another_work(site, ask):
    other = {**WORK, "author": [{"family": "Otieno"}], "issued": {"date-parts": [[1987]]}}
    site.pages["/crossref/works"] = (200, {}, {"message": {"items": [other]}})
    assert only(ask(entry(""))).facts["how"] == "not-in-index"
