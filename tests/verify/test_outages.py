"""Every service in every kind of trouble, in turn, over references that are right: none is accused, all is told."""

from __future__ import annotations

import asyncio
import socket
from dataclasses import fields, replace

import pytest

from auditor.cli import cli
from auditor.pipeline import audit_document, selection_for
from auditor.read import READERS
from auditor.report.layout import Paper
from auditor.report.verdicts import answers_of, looked_up, print_answers
from auditor.verify import run
from auditor.verify.evidence import dump
from auditor.verify.options import Online, Services
from auditor.verify.run import look_up

# One reference that each service has, by a word of it; the last is a link to a page that is gone, for the archive
CITED = {
    "crossref": "doi:10.5555/bees.7",
    "datacite": "doi:10.5555/zenodo.55",
    "handle": "doi:10.5555/medra.1",
    "arxiv": "arxiv:1903.01234",
    "pubmed": "pmid:30712345",
    "openlibrary": "isbn:9780470521571",
    "openalex": "entry:Hald, H. | Ropes, knots and the drowning of apprentices",
    "wayback": "http://",
}
TEXTS = [
    "Holm, A., & Dahl, B. K. (2019). Sleep in solitary bees. Journal of Bees, 4(2), 10–19. https://doi.org/10.5555/bees.7",
    "Holm, A. (2020). Tide tables of the northern harbours. Zenodo. https://doi.org/10.5555/zenodo.55",
    "Rossi, M. (2010). I porti del nord. Mare, 3, 4–9. https://doi.org/10.5555/medra.1",
    "Holm, A., Dahl, B. K., & de la Cruz, L. (2020). Sleep in solitary bees at night. arXiv:1903.01234",
    "Holm A, van der Berg PJ. Seasickness in pilots of the northern coast. J Sea. 2018;3(1):1–9. PMID: 30712345",
    "Doe, J., & Stein, J. R. R. (2011). The book of weights. London: Hill Press. ISBN 978-0-470-52157-1",
    "Krag, K., & Lind, L. (2013). The price of berths in small harbours. Journal of Berths, 4(1), 3–9.",
    "Hald, H. (1994). Ropes, knots and the drowning of apprentices. Journal of Ropes, 2(1), 3–9.",
]
WHOLE = '{"status":"ok","message":{"DOI":"10.5555/bees.7","title":["Friction in worm gears"],"result":{"uids":["1"]},"feed":'


async def silent(_site, _asked, _writer):
    await asyncio.sleep(30)


TROUBLES = {
    "refused": None,
    "silent": silent,
    "429": (429, {"Retry-After": "600"}, ""),
    "500": 500,
    "html": (200, {}, "<html><title>Welcome</title><p>Log in to the hotel's network to go on.</p></html>"),
    "truncated": (200, {"Content-Type": "application/json"}, WHOLE),
    "empty": (200, {"Content-Type": "application/json"}, ""),
    "shape": (200, {}, {"message": ["up", "soon"], "data": 7, "result": "later", "results": {}, "responseCode": "no"}),
}


@pytest.fixture
def services(site):
    """Each service on a host of its own: what slows one down leaves the others alone."""
    names = [one.name for one in fields(Services)]
    return Services(**{name: site.url(f"/{name}", f"127.0.0.{n}") for n, name in enumerate(names, 2)})


@pytest.fixture
def article(site, library):
    site.pages["/gone"] = 404
    rows = "\n".join(f"{n}. {text}" for n, text in enumerate(TEXTS, 1))
    cited = " ".join(f"The quay is old [{n}]." for n in range(1, len(TEXTS) + 1))
    return f"{cited} There was [a page]({site.url('/gone')}).\n\n## References\n\n{rows}\n"


@pytest.fixture
def asked(site, services, article, monkeypatch):
    """Ask about the article while one service is in trouble; gives the document."""
    patient = run._service_terms
    monkeypatch.setattr("auditor.verify.archive.is_local", lambda _url: False)  # the page that is gone passes for a public one
    monkeypatch.setattr(run, "_service_terms", lambda online: replace(patient(online), backoff=0.01))  # the same, sooner

    def ask(**broken):
        settings = Online(timeout=0.2, polite=False, allow_private=True, cache=False, openalex_key="k")
        document = READERS["markdown"](article, "a.md")
        outcome = look_up([document], replace(settings, services=replace(services, **broken)))
        return replace(document, evidence=outcome.evidence)

    return ask


def nobody_listens():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{one.getsockname()[1]}"


def break_down(site, name, trouble):
    """Put a service in trouble; gives what changes of the services' addresses."""
    if TROUBLES[trouble] is None:
        return {name: nobody_listens()}
    for path in [path for path in site.pages if path.startswith(f"/{name}")]:
        site.pages[path] = TROUBLES[trouble]
    site.pages[f"/{name}*"] = TROUBLES[trouble]
    return {}


def verdict_on(document, name):
    return next(verdict for target, verdict in document.evidence.items() if target.startswith(CITED[name]))


def online(document):
    audit = audit_document(document, selection_for(None, preview=True))
    return {finding.rule.id for finding in audit.findings if finding.rule.category == "online"}


def exit_status(document, tmp_path, *more):
    """What a gate says to this article with these answers."""
    (tmp_path / "a.md").write_text(document.source, encoding="utf-8")
    (tmp_path / "seen.json").write_text(dump(document.evidence), encoding="utf-8")
    args = ["check", str(tmp_path / "a.md"), "--evidence", str(tmp_path / "seen.json"), "--select", "online", "--no-cache", *more]
    return cli.main(args, standalone_mode=False)


def test_with_all_services_well_everything_is_known(asked, site):
    document = asked()
    assert {verdict.answer for verdict in document.evidence.values()} == {"ok", "gone"}
    assert "of " not in looked_up(document).partition("gone")[2]
    assert online(document) == {"dead-link"}
    assert verdict_on(document, "wayback").facts["archive"]


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.parametrize("name", CITED)
def test_a_service_in_trouble_accuses_nobody(asked, site, name, trouble):
    document = asked(**break_down(site, name, trouble))
    assert online(document) == {"dead-link"}  # the page is gone, whatever the services say
    verdict = verdict_on(document, name)
    said = verdict.facts.get("unread") or verdict.facts.get("reason", "")
    who = {"handle": "doi.org", "openlibrary": "Open Library", "wayback": "Wayback"}.get(name, name)
    assert who.lower() in said.lower()
    assert said in " ".join(" ".join(print_answers([answers_of(document, document.evidence)], Paper(400))).split())
    others = [v for target, v in document.evidence.items() if v is not verdict and v.answer not in ("ok", "gone")]
    assert [v.target for v in others if name != "crossref"] == []


@pytest.mark.parametrize("name", CITED)
def test_only_who_asks_for_certainty_is_stopped(asked, site, tmp_path, name, capsys):
    """The page that is gone is taken out: the services alone decide."""
    document = asked(**break_down(site, name, "500"))
    known = {target: verdict for target, verdict in document.evidence.items() if verdict.answer != "gone"}
    document = replace(document, source=document.source.partition(" There was")[0] + document.source.partition("gone).")[2])
    document = replace(document, evidence=known)
    assert exit_status(document, tmp_path) == 0
    expected = 0 if name == "wayback" else 3
    assert exit_status(document, tmp_path, "--require-answers") == expected
    out = " ".join(capsys.readouterr().out.split())
    assert ("(--require-answers)" in out) is bool(expected)


def test_a_healthy_run_satisfies_who_asks_for_certainty(asked, tmp_path):
    document = asked()
    assert exit_status(document, tmp_path, "--require-answers", "--fail-on", "never") == 0


def test_an_answer_in_part_is_asked_for_again(site, services, article, monkeypatch):
    """What was learnt while a register was down is not kept as if it were all."""
    settings = Online(timeout=0.5, polite=False, allow_private=True, archive=False, services=services)
    document = READERS["markdown"](article, "a.md")
    well, site.pages["/crossref/works/*"] = site.pages["/crossref/works/*"], (429, {"Retry-After": "600"}, "")
    target = "doi:10.5555/bees.7"
    assert "unread" in look_up([document], settings).evidence[target].facts
    site.pages["/crossref/works/*"] = well
    assert look_up([document], settings).evidence[target].facts["register"] == "Crossref"
