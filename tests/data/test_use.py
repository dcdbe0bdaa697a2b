"""Lists that are kept are used without a network; without them, or where nothing is to be looked up, no file is opened."""

from __future__ import annotations

import json

import pytest

import auditor
from auditor import lists as reader
from auditor.cache import run_key
from auditor.config import Config, select_rules
from auditor.data import perennial, retractions, suffixes
from auditor.data.update import update
from auditor.domains import registered_domain as domain_of
from auditor.domains import rulings
from auditor.domains.suffixes import _rules
from auditor.lists import lists_path
from auditor.report.inspect import inventory_json
from auditor.verify.options import Lists, Online
from tests.data import conftest as shapes

TEXT = """# Bees

Bees sleep [1], and [Holm says](https://doi.org/10.1234/doubted) so. They [dance](https://pubmed.ncbi.nlm.nih.gov/31234567/),
they [swarm](https://doi.org/10.1234/reinstated) and they [hum](https://doi.org/10.1234/corrected).

The [Wire](https://www.wire-of-ys.example/a) saw it in 2023, the [Mill](https://millpost.example/weather/x) did not.

## References

1. Holm, A. (2019). Sleep in bees. Journal of Bees, 4(2), 10–19. doi:10.1234/Bees.2019.7
"""


@pytest.fixture
def kept(lists, monkeypatch):
    """Lists that are kept here."""
    for module in (retractions, suffixes, perennial):
        monkeypatch.setattr(module, "_LEAST", 100)
    lists.wiki, lists.retractions, lists.suffixes = shapes.pages(fill=100), shapes.retractions(fill=200), shapes.suffixes(fill=200)
    addresses = Lists(**{name: lists.site.url(path) for name, path in lists.addresses.items()})
    assert not any(one.problem for one in update(list(lists.addresses), Online(lists=addresses, polite=False)))
    lists.site.close()  # nobody is there to ask
    rulings.cache_clear()
    yield lists
    rulings.cache_clear()


def found(text, **more):
    """Give the findings about retractions: rule, words, message."""
    findings = auditor.audit_text(text, name="a.md", **more).findings
    return [(f.rule.id, f.text, f.message) for f in findings if f.rule.id in ("retracted-source", "source-in-doubt")]


# --- retractions ----------------------------------------------------------------------------------------------------


def test_works_on_the_list_are_found_offline_with_its_date(kept):
    date = reader.stored()["retractions"].date
    first, second, third = found(TEXT)
    assert first[:2] == ("source-in-doubt", "Holm says")
    assert f"(expression of concern, 2020-05-06; Retraction Watch, list of {date})" in first[2]
    assert second[:2] == ("retracted-source", "dance")
    assert f"(retraction, 2021-03-04, notice 10.1234/bees.notice; Retraction Watch, list of {date})" in second[2]
    assert third[0] == "retracted-source"
    assert third[1].startswith("Holm, A. (2019)")


def test_without_a_list_nothing_is_found_and_nobody_is_asked(lists):
    assert found(TEXT) == []
    assert found(TEXT, preview=True) == []
    assert lists.site.asked == []
    assert not lists_path().exists()


def test_a_text_that_says_so_itself_is_left_alone(kept):
    assert found("They [dance](https://pubmed.ncbi.nlm.nih.gov/31234567/), which was retracted in 2021.\n") == []


def test_a_rule_can_be_ignored_and_never_costs_a_point(kept, monkeypatch):
    score = auditor.audit_text(TEXT * 3, name="a.md").score
    assert found(TEXT, config=Config(ignore=("online",))) == []
    kept_here = lists_path()
    kept_here.rename(kept_here.with_name("aside"))
    assert auditor.audit_text(TEXT * 3, name="a.md").score == score


def test_what_the_network_says_goes_before_the_list(kept):
    told = {"pmid:31234567": {"answer": "ok", "facts": {"retracted": "retraction, as PubMed says"}}}
    assert "as PubMed says" in next(message for _, words, message in found(TEXT, evidence=told) if words == "dance")
    silent = {"pmid:31234567": {"answer": "unknown", "facts": {"how": "service"}}}
    assert "Retraction Watch" in next(message for _, words, message in found(TEXT, evidence=silent) if words == "dance")


def test_nothing_is_opened_for_a_text_that_cites_no_work(kept, monkeypatch):
    def opened():
        raise AssertionError("opened")

    monkeypatch.setattr(reader, "_opened", opened)
    audit = auditor.audit_text("# Bees\n\nBees sleep, as [the *Wire*](https://www.example.org/a) said in 2023.\n", name="a.md")
    assert audit.broken == ()
    assert [rule.id for rule, _ in auditor.audit_text(TEXT, name="a.md").broken] == ["retracted-source", "source-in-doubt"]


def test_a_damaged_file_is_no_silence(kept):
    (kept.folder / "a.md").write_text(TEXT)
    lists_path().write_bytes(b"no database at all, but long enough to be looked at" * 100)
    status, _, err = kept.run("check", "a.md")
    assert status == 3
    assert "lists.sqlite: cannot be read" in err
    assert "auditor data clear" in err


def test_results_of_earlier_runs_know_that_a_list_changed(lists, kept):
    (kept.folder / "texts").mkdir()
    (kept.folder / "texts" / "a.md").write_text(TEXT)
    with_list = kept.run("check", "texts", "--format", "concise")
    key = run_key(select_rules(Config()))
    aside = lists_path().rename(lists_path().with_name("aside"))
    assert run_key(select_rules(Config())) != key
    without = kept.run("check", "texts", "--format", "concise")
    aside.rename(lists_path())
    assert run_key(select_rules(Config())) == key
    assert "retracted-source" in with_list[1]
    assert "retracted-source" not in without[1]


# --- public decisions -----------------------------------------------------------------------------------------------


def test_sources_tell_what_is_decided_about_a_site(kept):
    (kept.folder / "a.md").write_text(TEXT)
    status, out, _ = kept.run("sources", "a.md")
    said = " ".join(out.split())
    assert status == 0
    assert (
        "advice: The Wire of Ys: generally unreliable (Wikipedia's editors, 2023; "
        "Wikipedia: Reliable sources/Perennial sources, list of 2026-11-20)"
    ) in said
    assert "advice: Mill Post (weather): generally reliable" in said
    value = json.loads("".join(inventory_json(auditor.audit_text(TEXT, name="a.md"))))
    sites = {one["domain"]: one for one in value["sites"]}
    (decision,) = sites["wire-of-ys.example"]["decisions"]
    assert (decision["status"], decision["year"], decision["date"]) == ("generally unreliable", "2023", "2026-11-20")
    assert sites["doi.org"]["decisions"] == []


def test_a_part_of_a_site_may_be_decided_about_apart(kept):
    assert [one.status for one in rulings("https://millpost.example/weather/a")] == ["generally reliable"]
    assert [one.status for one in rulings("https://news.millpost.example/politics")] == ["deprecated; blacklisted"]
    assert rulings("https://millpost.example.org/") == ()


# --- public suffixes ------------------------------------------------------------------------------------------------


def test_domains_are_told_by_the_list_that_is_kept(kept, monkeypatch):
    _rules.cache_clear()
    domain_of.cache_clear()
    try:
        assert domain_of("https://a.b.suffix7/") == "b.suffix7"
        assert domain_of("https://a.b.co.uk/") == "b.co.uk"
        assert domain_of("https://a.b.c.ck/") == "b.c.ck"
        _rules.cache_clear()
        domain_of.cache_clear()
        monkeypatch.setenv("AUDITOR_CACHE_DIR", str(kept.folder / "nothing"))
        assert domain_of("https://a.b.suffix7/") == "a.b.suffix7"
    finally:
        _rules.cache_clear()
        domain_of.cache_clear()
