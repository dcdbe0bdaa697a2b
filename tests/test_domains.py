from __future__ import annotations

import subprocess
import sys

import pytest
import tldextract  # noqa: TID251 — the judge of the table, and of what is read of its list

from auditor import domains
from auditor.domains import hosts, suffixes


def test_the_table_agrees_with_the_list_of_public_suffixes():
    judge = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    below = [f"{second}.{first}" for first, seconds in hosts._BELOW.items() for second in seconds]
    for suffix in (*hosts._PLAIN, *hosts._COMPLETE, *hosts._BELOW, *below):
        for host in (f"somename.{suffix}", f"a.b.somename.{suffix}"):
            assert domains.registered_domain(host) == judge(host).top_domain_under_public_suffix, host


def test_every_rule_of_the_list_divides_hosts_as_tldextract_does():
    judge = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
    named = [rule.lstrip("!").replace("*", "any") for rule in suffixes._rules()]
    assert len(named) > 6_000
    odd = ".us us. a..us 1.2.3.4 x。us xn--.us a.XN--P1AI a.xn--90azh Ab.CO.uk a.nosuch com x".split()
    for host in (*named, *(f"a.b.{name}" for name in named), *odd, "", "a .us"):
        assert suffixes.registered_below(host) == judge(host).top_domain_under_public_suffix, host


def test_the_list_is_had_where_a_release_of_tldextract_keeps_it_elsewhere(monkeypatch):
    rules = suffixes._rules()
    monkeypatch.setattr(suffixes, "_CARRIED", "moved")
    suffixes._rules.cache_clear()
    try:
        assert suffixes._rules() == rules
    finally:
        suffixes._rules.cache_clear()


@pytest.mark.parametrize(
    ("target", "domain"),
    [
        ("https://user@WWW.Example.org:8080/a?b", "example.org"),
        ("https://news.bbc.co.uk/1", "bbc.co.uk"),
        ("https://someone.substack.com/p/x", "someone.substack.com"),
        ("http://192.168.1.4:80/a", "192.168.1.4"),
        ("https://sub.example.gov.pl/x", "example.gov.pl"),
        ("/a/b", ""),
        ("mailto:a@example.org", ""),
    ],
)
def test_registered_domain(target, domain):
    assert domains.registered_domain(target) == domain


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("https://example.org/report", "evidence"),
        ("https://www.google.com/search?q=x", "search"),
        ("https://x.com/intent/tweet?url=y", "share"),
        ("https://www.amazon.com/dp/B0?tag=me-20", "affiliate"),
        ("https://www.amazon.co.uk/dp/B0", "shop"),
        ("https://translate.google.com/translate?u=y", "proxy"),
        ("#table", "anchor"),
        ("#", "empty"),
        ("javascript:void(0)", "empty"),
        ("mailto:a@example.org", "mail"),
        ("https://example.org/a.jpg", "media"),
        ("http://localhost:3000/a", "local"),
        ("/", "home"),
    ],
)
def test_link_kind(target, kind):
    assert domains.link_kind(target) == kind


def test_the_front_page_of_the_own_site_is_home():
    assert domains.link_kind("https://example.org", "example.org") == "home"
    assert domains.link_kind("https://example.org", "example.com") == "evidence"


def test_links_do_not_pay_for_tldextract():
    code = (
        "import sys; from auditor.domains import link_kind, registered_domain;"
        "[registered_domain(u) for u in ('https://a.example.com/x', 'https://b.co.uk', 'https://bit.ly/x')];"
        "link_kind('https://a.example.com/x'); print('tldextract' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
