"""Whose word it is: voices, sites and documents that speak for one body."""

from __future__ import annotations

import pytest

import auditor

RELEASE = """# {name} launches the quietest heat pump on the market

{name} today announced its new heat pump, the [{name} S4](https://www.{site}/s4), which cuts energy use by 38 percent.

"This is the biggest step in the history of our company," said Ida Berg, chief executive of {name}. "We will save thousands."

The pump was tested in 1,200 homes in 2024, and households saved 9,400 kroner a year, according to [{name}'s own
report](https://www.{site}/report-2025).

{name} employs 640 people in four countries and had sales of 1.2 billion kroner in 2024. The company was founded in 1987 and is the
[market leader in the Nordics](https://news.{site}/leader).

"We expect to double our production by 2027," Berg said. The factory in Alta [will hire 150 people](https://www.{site}/jobs).
"""


@pytest.mark.parametrize(
    ("name", "site"),
    [
        ("Norvane", "norvane.com"),
        ("Norvane", "www.norvane.co.uk"),
        ("North Sea Heat", "northseaheat.no"),
        ("Norvane Inc", "norvane.com"),
        ("Nordic Heat Association", "nha.org"),
        ("Alta Heat", "alta-heat.com"),
    ],
)
def test_an_issuer_its_officers_its_papers_and_its_site_are_one_source(name: str, site: str) -> None:
    audit = auditor.audit_text(RELEASE.format(name=name, site=site), name="release.md")
    assert audit.score.value is not None
    assert audit.score.value <= 60
    assert audit.score.ceiling.startswith("one source stands behind everything")


@pytest.mark.parametrize(
    ("name", "site"), [("Norvane", "heatweek.com"), ("Norvane", "nordvent.no"), ("Nordic Heat Group", "nha.org")]
)
def test_another_site_is_another_source(name: str, site: str) -> None:
    audit = auditor.audit_text(RELEASE.format(name=name, site=site), name="release.md")
    assert audit.score.value is not None
    assert audit.score.value > 60


def test_a_report_on_a_body_is_not_its_own() -> None:
    text = (
        RELEASE.format(name="Norvane", site="norvane.com")
        + "\nThe Consumer Council's report finds that 12 percent of them broke in 2024.\n"
    )
    audit = auditor.audit_text(text, name="release.md")
    assert not audit.score.ceiling.startswith("one source")
