from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

import auditor
from auditor.config import Config, select_rules
from auditor.read.sources import Found
from auditor.runs import audit_all
from auditor.text.published import day_in_path, day_of

LINKS = "".join(f'<a href="/{n}">{n}</a> ' for n in range(14))
WORDS = "<p>The mill at Harlow closed in 1931, after a fire in which twelve people died, and nobody rebuilt the wheel.</p>" * 14

GERMAN = (
    "<p>Die Mühle ist nicht mehr, und das war nach dem Brand, der sich im Dorf und auf den Höfen wie ein Lauffeuer zeigte.</p>" * 14
)


def page(head: str = "", url: str = "", foot: str = '<a href="/contact">Contact</a> © The Post', body: str = WORDS) -> str:
    link = f'<link rel="canonical" href="{url}">' if url else ""
    return f"<html><head><title>T</title>{link}{head}</head><body>{LINKS}<article><h1>Mill</h1>{body}</article>{foot}</body></html>"


def found(text: str, name: str = "a.html") -> dict[str, str]:
    findings = auditor.audit_text(text, name=name, preview=True).findings
    return {f.rule.id: f.text for f in findings if f.rule.category == "provenance"}


def test_a_bare_page_lacks_all_and_a_full_one_nothing():
    assert set(found(page(foot=""))) == {"no-byline", "no-date", "no-publisher", "no-corrections-link"}
    full = '<meta name="author" content="Ada Byron"><meta name="date" content="2021-05-03"><meta name="publisher" content="Post">'
    assert not found(page(full))


@pytest.mark.parametrize(
    "text",
    [
        WORDS,  # a fragment says nothing of its page
        page(foot="", body="<p>The mill closed in 1931.</p>"),  # a notice
        page(foot="").replace("<article>", "<div>").replace("</article>", "</div>"),  # no article
        page(foot="").replace(LINKS, ""),  # an article that was cut out of its page
        page(foot="", body="<p>{{ body }}</p>" + WORDS),  # a template
        page(foot="", body=GERMAN),
    ],
)  # fmt: skip
def test_pages_that_are_no_whole_article_are_not_judged(text):
    assert not found(text)


@pytest.mark.parametrize(
    "byline",
    ["<p>By Ada Byron</p>", '<span class="author">A. B.</span>', '<a rel="author" href="/ada">Ada</a>',
     '<script>{"author": {"@id": "#a"}}</script>', "<p>by: <b><i>Ada</i></b></p>"],
)  # fmt: skip
def test_a_byline_is_seen_wherever_it_stands(byline):
    assert "no-byline" in found(page(foot=""))
    assert "no-byline" not in found(page(foot="", body=byline + WORDS))


@pytest.mark.parametrize("name", ["admin", "Staff", "The Editorial Team", "guest author", "Webmaster"])
def test_roles_are_no_authors(name):
    assert found(f"---\nauthor: {name}\n---\n\nThe mill.\n", "a.md") == {"generic-byline": name}


@pytest.mark.parametrize("name", ["Ada Byron", "Reuters", "Editorial", "Staff of the Harlow mill", "Adminius", "Guest, Edgar"])
def test_names_are(name):
    assert not found(f"---\nauthor: {name!r}\n---\n\nThe mill.\n", "a.md")


@pytest.mark.parametrize(
    ("written", "day"),
    [("2019-11-18T04:31:13-06:00", date(2019, 11, 18)), ("Mon, 18 Nov 2019 16:07:38 -0600", date(2019, 11, 18)),
     ("November 19, 2019", date(2019, 11, 19)), ("18 Sept. 2019", date(2019, 9, 18)), ("2019/1/2", date(2019, 1, 2)),
     ("11/12/2019", None), ("2019-13-40", None), ("yesterday", None), ("", None)],
)  # fmt: skip
def test_days_are_read_where_they_are_certain(written, day):
    assert day_of(written) == day


def test_days_in_addresses():
    assert day_in_path("https://p.example/a/2019/11/18/mill") == date(2019, 11, 18)
    assert day_in_path("https://p.example/2019/nov/18/mill") == date(2019, 11, 18)
    assert day_in_path("https://p.example/2019-11-18-mill.html") == date(2019, 11, 18)
    assert day_in_path("https://p.example/2019/11/mill") is None
    assert day_in_path("https://p.example/12019/11/18345") is None


def dated(day: str, url: str = "") -> dict[str, str]:
    return found(page(f'<meta name="author" content="Ada Byron"><meta name="date" content="{day}">', url))


def test_dates_that_cannot_be():
    url = "https://p.example/2019/11/18/mill"
    assert dated("0001-01-01T00:00:00Z") == {"date-conflict": "0001-01-01T00:00:00Z"}
    assert dated("2021-05-03", url) == {"date-conflict": "2021-05-03"}
    tomorrow = datetime.now(tz=UTC).date() + timedelta(days=1)
    assert dated((tomorrow + timedelta(days=30)).isoformat())
    assert not dated(tomorrow.isoformat())
    assert not dated("2019-11-20", url)


def test_a_dateline_over_new_year_is_none_of_another_year():
    text = "---\ndate: 2021-01-01\n---\n\nHARLOW, {} (Press) - The mill closed.\n"
    assert not found(text.format("Dec. 30"), "a.md")
    assert found(text.format("Nov. 30"), "a.md") == {"dateline-conflict": "Nov. 30"}
    assert not found(text.format("Feb. 30"), "a.md")


# --- once a site -------------------------------------------------------------------------------------------------


def test_what_a_site_lacks_is_told_on_the_first_of_its_pages(tmp_path):
    urls = ["https://one.example/a", "https://www.one.example/b", "https://two.example.org/c"]
    paths = []
    for number, url in enumerate(urls):
        paths.append(tmp_path / f"{number}.html")
        paths[-1].write_text(page(foot="", url=url, head="<meta name='date' content='0001-01-01'>"), "utf-8")
    selection = select_rules(Config(preview=True))
    audits = list(audit_all([Found(str(path), named=True) for path in paths], selection))
    told = [{f.rule.id for f in audit.findings if f.rule.category == "provenance"} for audit in audits]
    assert told[0] >= {"no-byline", "no-publisher", "no-corrections-link", "date-conflict"}
    assert told[1] == {"date-conflict"}  # a fault of the page, not of its site
    assert told[2] == told[0]
    assert {f.rule.id for f in auditor.audit(paths[1], preview=True).findings} > told[1]  # alone, a page is told all
