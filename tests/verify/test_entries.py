"""Sixty references against eight services: what is right, what is subtly wrong, what was invented, each field by itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from auditor.finders.targets import places_of
from auditor.pipeline import audit_document, selection_for
from auditor.read import READERS
from auditor.text.agree import compare


@pytest.fixture
def asked(library, ask):
    """The article, with what the services said."""
    evidence = ask(library.text(), openalex_key="k", mailto="me@town.example")
    return replace(READERS["markdown"](library.text(), "a.md"), evidence=evidence)


def test_each_field_of_each_reference(library, asked):
    cited = [(place.entry, target) for target, places in places_of(asked).items() for place in places if place.entry]
    verdicts = {entry.start: asked.evidence[target] for entry, target in reversed(cited)}
    wrong = []
    assert len(asked.references) == len(library.entries) == 60
    for reference, truth in zip(asked.references, library.entries, strict=True):
        verdict = verdicts[reference.start]
        fields = list(compare(reference.fields, verdict.facts)) if verdict.facts.get("title") else None
        said = (verdict.answer, verdict.facts.get("how"), fields)
        expected = (truth.get("answer", "ok"), truth.get("how"), truth.get("fields"))
        if said != expected:
            wrong.append((truth["text"], expected, said))
    assert wrong == []


def test_what_is_found_in_each_reference(library, asked):
    audit = audit_document(asked, selection_for(None, preview=True))
    found = {}
    for finding in audit.findings:
        if finding.rule.category == "online":
            for place in finding.places:
                found.setdefault(place.line, set()).add(finding.rule.id)
    first = asked.source.count("\n") - len(library.entries) + 1
    for number, truth in enumerate(library.entries):
        rule = "doi-mismatch" if "differs" in truth.get("fields", ()) else truth.get("finding")
        assert found.get(first + number, set()) == ({rule} if rule else set()), truth["text"]


def test_each_service_is_asked_once_for_each_work(asked, site):
    """Those that take many at once are asked once for all; nobody is asked twice."""
    asked_for = Counter(path.partition("?")[0] for path in site.paths())
    assert {asked_for[path] for path in ("/arxiv", "/pubmed/esummary.fcgi", "/openlibrary/api/books")} == {1}
    assert [path for path, count in Counter(site.paths()).items() if count > 1] == []
