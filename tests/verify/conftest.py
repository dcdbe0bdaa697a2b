from __future__ import annotations

import json
from dataclasses import replace

import pytest

from auditor.read import READERS
from auditor.verify.options import Online, Services
from auditor.verify.run import look_up


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("AUDITOR_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def services(site):
    """The addresses of fake services on the site; what they know is for a test to add to `site.pages`."""
    base = site.url("")
    return Services(
        crossref=f"{base}/crossref",
        datacite=f"{base}/datacite",
        handle=f"{base}/handle",
        openalex=f"{base}/openalex",
        arxiv=f"{base}/arxiv",
        pubmed=f"{base}/pubmed",
        openlibrary=f"{base}/openlibrary",
        wayback=f"{base}/wayback",
    )


@pytest.fixture
def ask(services):
    """Ask about a Markdown text; gives the evidence."""

    def run(text, **options):
        document = text if not isinstance(text, str) else READERS["markdown"](text, "a.md")
        settings = Online(services=services, allow_private=True, timeout=2.0, polite=False, archive=False)
        outcome = look_up([document], replace(settings, **options))
        json.dumps({target: dict(verdict.facts) for target, verdict in outcome.evidence.items()})  # plain words only
        return outcome.evidence

    return run
