from __future__ import annotations

import tomllib

import pytest

from auditor.compiled import rules_dir, table
from auditor.domains import caution, is_shortener, listing, outlet_named, same_outlet
from auditor.domains import lookalike as looks
from auditor.domains.listed import KINDS, OUTLETS, check_domains
from auditor.domains.lookalike import lookalike
from auditor.errors import RuleError
from auditor.rules import compile_rules, read_rules

LISTS = table("domains")


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://www.gov.uk/guidance", "government"),
        ("https://ministry.gouv.fr/a", "government"),
        ("https://army.mil", "government"),
        ("https://who.int/a", "intergovernmental"),
        ("https://physics.ox.ac.uk/a", "academic"),
        ("https://lib.unlisted.edu", "academic"),
        ("https://pubmed.ncbi.nlm.nih.gov/1", "journal"),
        ("https://arxiv.org/abs/2401.1", "preprint"),
        ("https://www.reuters.com/a", "news agency"),
        ("https://news.bbc.co.uk/1", "news"),
        ("https://www.prnewswire.com/a", "wire release"),
        ("https://old.reddit.com/r/a", "forum"),
        ("https://x.com/a/status/1", "social network"),
        ("https://x.com/i/grok/share/1", "AI answers"),
        ("https://someone.substack.com/p/a", "self-publishing"),
        ("https://de.wikipedia.org/wiki/A", "encyclopedia"),
        ("https://www.wikiwand.com/en/A", "mirror"),
        ("https://uk.news.yahoo.com/a", "aggregator"),
        ("https://www.yahoo.com/news/a", "aggregator"),
        ("https://www.google.com/search?q=a", "search"),
        ("https://bit.ly/a", "shortener"),
        ("https://translate.google.com/a", "translation proxy"),
        ("https://web.archive.org/web/2020/https://example.org", "archive"),
    ],
)
def test_the_kind_of_a_place(target, kind):
    found = listing(target)
    assert found is not None
    assert found.kind == kind
    assert found.basis
    assert found.date == "2026-11-25"


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org",
        "https://notreuters.com",
        "https://reuters.com.example.org",
        "https://www.google.com/maps",
        "/a/b",
        "#a",
        "",
    ],
)
def test_what_is_on_no_list(target):
    assert listing(target) is None


def test_a_path_restricts_an_entry_to_whole_names():
    assert listing("https://www.google.com/searching") is None
    assert listing("https://www.yahoo.com/newsletter") is None


def test_a_caution_stands_beside_the_kind():
    assert listing("https://www.dailymail.co.uk/a").kind == "news"
    found = caution("https://www.dailymail.co.uk/a")
    assert "2017" in found.decision
    assert "Perennial sources" in found.basis
    assert caution("https://www.theguardian.com/a") is None


def test_shorteners():
    assert is_shortener("https://tinyurl.com/x")
    assert not is_shortener("https://youtu.be/x")  # a name of one platform for its own pages
    assert not is_shortener("https://t.co/x")


@pytest.mark.parametrize(
    ("words", "domain"),
    [
        ("(The Jerusalem Post)", "jpost.com"),
        ("New York Times", "nytimes.com"),
        ("Le Monde", "lemonde.fr"),
        ("The Washington Post", "washingtonpost.com"),
        ("CNN", "cnn.com"),
        ("the guardian of the bridge", ""),
        ("reuters", ""),  # no name: in small letters
        ("A study", ""),
        ("", ""),
    ],
)
def test_names_of_outlets(words, domain):
    assert outlet_named(words) == domain


def test_one_outlet_has_several_domains():
    assert same_outlet("https://www.bbc.com/news", "bbc.co.uk")
    assert same_outlet("https://uk.reuters.com/a", "reuters.com")
    assert not same_outlet("https://www.msn.com/a", "jpost.com")


def test_every_name_is_that_of_a_listed_outlet():
    for domain, names in LISTS["names"].items():
        assert listing(domain).kind in OUTLETS, domain
        assert all(outlet_named(name.strip()) for name in names.split(","))


def test_every_kind_has_members():
    assert {group["kind"] for group in LISTS.values() if "kind" in group} == set(KINDS)


# --- the form of the file -------------------------------------------------------------------------------------

GROUP = {"kind": "forum", "basis": "anybody may write there", "date": "2026-11-25", "domains": "forum.example"}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"kind": "tabloid"}, "“a.kind” is 'tabloid'; allowed are government,"),
        ({"basis": ""}, "“a.basis” is missing"),
        ({"date": "November"}, "“a.date” is 'November'; a date is written 2026-11-25"),
        ({"domains": "Forum.example"}, "“a.domains” has 'Forum.example'; an entry is written as example.org"),
        ({"domains": ""}, "“a” has neither “domains” nor “suffixes”"),
        ({"suffixes": "gov"}, "“a.suffixes” has 'gov'; an entry is written as .gov.uk"),
        ({"caution": "x"}, "either a “kind” or a “caution”"),
        ({"colour": "red"}, "unknown key “a.colour”; allowed are kind,"),
        ({"domains": 3}, "“a.domains” must be a string, not 3"),
    ],
)
def test_a_mistake_names_file_key_and_what_is_allowed(tmp_path, changed, says):
    with pytest.raises(RuleError) as raised:
        check_domains(tmp_path / "domains.toml", {"a": {**GROUP, **changed}})
    assert str(raised.value).startswith(f"{tmp_path / 'domains.toml'}: ")
    assert says in str(raised.value)


def test_a_domain_is_of_one_kind(tmp_path):
    with pytest.raises(RuleError, match=r"“b” has “forum.example”, which “a” has"):
        check_domains(tmp_path, {"a": GROUP, "b": {**GROUP, "kind": "news"}})


def test_the_lists_keep_their_form_and_are_compiled():
    with (rules_dir() / "domains.toml").open("rb") as file:
        lists = tomllib.load(file)
    check_domains(rules_dir() / "domains.toml", lists)
    assert compile_rules(read_rules(rules_dir()), {})["tables"]["domains"] == lists


# --- domains that look like others ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "outlet"),
    [
        ("https://abcnews.com.co/a", "abcnews.com"),
        ("https://www.bbc.co.uk.example.net/a", "bbc.co.uk"),
        ("https://bbc-news.example/a", "bbc.co.uk"),
        ("https://breaking-cnn.example", "cnn.com"),
        ("https://spiegel.ltd/a", "spiegel.de"),
        ("https://www.sueddeutsche.site", "sueddeutsche.de"),
        ("https://www.nytirnes.com", "nytimes.com"),
        ("https://bl00mberg.net", "bloomberg.com"),
        ("https://washingtonpsot.com", "washingtonpost.com"),
        ("https://aljazera.com", "aljazeera.com"),
        ("https://\u0455\u0440\u0456\u0435gel.de/a", "spiegel.de"),
        ("https://xn--ruters-3of.com/a", "reuters.com"),
    ],
)
def test_lookalikes(target, outlet):
    assert lookalike(target).outlet == outlet


@pytest.mark.parametrize(
    "target",
    [
        "https://www.bbc.com/news",
        "https://feeds.bbci.co.uk/a",
        "https://france2.fr",
        "https://www.politics.co.uk",
        "https://repubblika.org",
        "https://nature.org",
        "https://people-today.example",
        "https://theguardians.example",
        "https://www-nytimes-com.ezproxy.example.net/a",
        "https://nytimes.com.proxy.example.net/a",
        "https://web.archive.org/web/2019/https://www.cnn.com/",
        "https://nature-news.example",
        "https://nature.site",
        "https://www.spiegel.tv",
        "https://bloomberg.co.jp",
        "https://xn--mnchen-3ya.de",
        "/a/b",
    ],
)
def test_what_only_resembles(target):
    assert lookalike(target) is None


def test_no_other_domain_of_the_lists_would_be_taken_for_a_copy(monkeypatch):
    """Real sites of all the world, many of them with names like others': what the rule says of them were they on no list."""
    monkeypatch.setattr(looks, "listing", lambda _: None)
    monkeypatch.setattr(looks, "caution", lambda _: None)
    looks._judged.cache_clear()
    imitated = set(LISTS["imitated"]["domains"].split())
    names = {looks._name(domain) for domain in imitated}
    others = [d for g in LISTS.values() if "kind" in g for d in g.get("domains", "").split() if d not in imitated and "/" not in d]
    wrong = {domain for domain in others if looks._name(domain) not in names and lookalike(f"https://{domain}/") is not None}
    looks._judged.cache_clear()
    assert len(others) > 2800
    assert wrong <= {"wikimedia.org", "commons.wikimedia.org", "etherpad.wikimedia.org"}  # Wikipedia's own, and listed
