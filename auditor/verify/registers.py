"""Identifiers: whether a DOI, an arXiv number, a PubMed number, an ISBN is registered, and for what work.

“Gone” is only said by a register that keeps all of its kind: doi.org of DOIs, arXiv and PubMed of their own. No other failure
to find something says that it is not there.
"""

from __future__ import annotations

from typing import Any

from auditor.lexicon import later
from auditor.model import Verdict
from auditor.verify import records
from auditor.verify.service import path_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from auditor.verify.service import Registers, Reply

_TOTAL = later(rb"totalResults[^>]{0,200}>\s*(\d{1,9})\s*<")
_REGISTERED, _NO_SUCH_HANDLE = 1, 100  # response codes of the handle system


def found(target: str, record: dict[str, str], when: str) -> Verdict:
    """Give the verdict that something is registered."""
    return Verdict(target, "ok", when, record)


def unknown(target: str, why: str, when: str, how: str = "") -> Verdict:
    """Give the verdict that nobody could tell."""
    return Verdict(target, "unknown", when, {"reason": why, **({"how": how} if how else {})})


def failed(target: str, when: str, otherwise: str, *replies: Reply) -> Verdict:
    """Give the verdict that nobody could tell, for the first reason that one of the services had."""
    first = next((reply for reply in replies if reply.why), None)
    return unknown(target, first.why, when, first.how) if first else unknown(target, otherwise, when, "service")


async def look_up_dois(registers: Registers, targets: Sequence[str], when: str) -> list[Verdict]:
    """Ask for a DOI at Crossref, then at DataCite; whether it exists at all is for doi.org to say."""
    return [await _doi(registers, target, when) for target in targets]


async def _doi(registers: Registers, target: str, when: str) -> Verdict:
    doi = target.removeprefix("doi:")
    reply = await registers.crossref.json(f"/works{path_of(doi)}", registers.polite)
    work = reply.data.get("message") if reply.status == 200 and isinstance(reply.data, dict) else None
    ours = isinstance(work, dict) and str(work.get("DOI") or doi).lower() == doi  # a cache in between may give another's
    if ours and (record := records.crossref(work)).get("title"):
        return found(target, await _with_openalex(registers, doi, record), when)
    other = await registers.datacite.json(f"/dois{path_of(doi)}", registers.polite)
    if other.status == 200 and (record := records.datacite(other.data)).get("title"):
        return found(target, record, when)
    lost = [] if ours and isinstance(work, dict) and "DOI" in work else [said for one in (reply, other) if (said := one.lost)]
    return await _at_doi_org(registers, target, when, lost)


async def _at_doi_org(registers: Registers, target: str, when: str, lost: Sequence[str]) -> Verdict:
    """Ask whether a DOI exists; ``lost`` are the answers of registers that could have described it."""
    reply = await registers.handle.json(path_of(target.removeprefix("doi:")), {"type": "URL"})
    code = reply.data.get("responseCode") if isinstance(reply.data, dict) else None
    if code == _REGISTERED or (code in (200, 2) and reply.status == 200):  # 200: registered, without an address
        unread = {"unread": f"title, authors and year could not be compared: {lost[0]}"} if lost else {}
        return found(target, {"register": "doi.org", **unread}, when)
    if code == _NO_SUCH_HANDLE and reply.missing:
        return Verdict(target, "gone", when, {"reason": "doi.org has no such DOI", "register": "doi.org"})
    return unknown(target, reply.why or (lost[0] if lost else "doi.org gives no clear answer"), when, reply.how or "service")


async def _with_openalex(registers: Registers, doi: str, record: dict[str, str]) -> dict[str, str]:
    """Add that a work is retracted where only OpenAlex knows."""
    if not registers.key or "retracted" in record:
        return record
    reply = await registers.openalex.json(f"/works/doi:{path_of(doi)[1:]}", {"api_key": registers.key, **registers.polite})
    work = records.openalex(reply.data) if reply.status == 200 else {}
    if not work.get("title") and reply.lost:
        return {**record, "unread": f"whether it was retracted could not be asked everywhere: {reply.lost}"}
    retracted = work.get("retracted", "")
    return {**record, "retracted": retracted} if retracted else record


async def look_up_arxiv(registers: Registers, targets: Sequence[str], when: str) -> list[Verdict]:
    """Ask arXiv for many papers at once: it wants three seconds between questions."""
    numbers = [target.removeprefix("arxiv:") for target in targets]
    reply = await registers.arxiv.get("", {"id_list": ",".join(numbers), "max_results": str(len(numbers))})
    if reply.status != 200 or reply.answer is None:
        return [failed(target, when, f"arXiv answers {reply.status}", reply) for target in targets]
    try:
        papers = {number.lower(): record for number, record in records.arxiv(reply.answer.body)}
    except ValueError:
        return [unknown(target, "arXiv answers in no Atom", when) for target in targets]
    # A feed that counts more than it holds was cut short, as arXiv does when it is busy
    total = _TOTAL.search(reply.answer.body)
    whole = total is not None and int(total[1]) <= len(papers) and not reply.answer.cut
    verdicts = []
    for target, number in zip(targets, numbers, strict=True):
        record = papers.get(number.lower())
        if record:
            verdicts.append(found(target, record, when))
        elif whole:
            verdicts.append(Verdict(target, "gone", when, {"reason": "arXiv has no such paper", "register": "arXiv"}))
        else:
            verdicts.append(unknown(target, "arXiv gives no clear answer", when))
    return verdicts


async def look_up_pubmed(registers: Registers, targets: Sequence[str], when: str) -> list[Verdict]:
    """Ask PubMed for many summaries at once."""
    numbers = [target.removeprefix("pmid:") for target in targets]
    who = {"tool": "auditor", **({"email": registers.polite["mailto"]} if registers.polite else {})}
    query = {"db": "pubmed", "id": ",".join(numbers), "retmode": "json", **who}
    reply = await registers.pubmed.json("/esummary.fcgi", query)
    result = reply.data.get("result") if isinstance(reply.data, dict) else None
    if not isinstance(result, dict):
        return [failed(target, when, "PubMed gives no clear answer", reply) for target in targets]
    return [_summary(target, result.get(number), when) for target, number in zip(targets, numbers, strict=True)]


def _summary(target: str, summary: Any, when: str) -> Verdict:  # noqa: ANN401 — JSON
    if isinstance(summary, dict) and summary.get("title"):
        return found(target, records.pubmed(summary), when)
    if isinstance(summary, dict) and "cannot get document" in str(summary.get("error", "")).lower():
        return Verdict(target, "gone", when, {"reason": "PubMed has no such article", "register": "PubMed"})
    return unknown(target, "PubMed gives no clear answer", when)


async def look_up_isbns(registers: Registers, targets: Sequence[str], when: str) -> list[Verdict]:
    """Ask Open Library for many books at once; it does not have every book there is."""
    keys = [f"ISBN:{target.removeprefix('isbn:')}" for target in targets]
    query = {"bibkeys": ",".join(keys), "format": "json", "jscmd": "data"}
    reply = await registers.openlibrary.json("/api/books", query)
    books = reply.data if reply.status == 200 and isinstance(reply.data, dict) else None
    if books is None or not set(books) <= set(keys):
        return [failed(target, when, "Open Library gives no clear answer", reply) for target in targets]
    verdicts = []
    for target, key in zip(targets, keys, strict=True):
        record = records.openlibrary(books.get(key))
        if record.get("title"):
            verdicts.append(found(target, record, when))
        elif key in books:
            verdicts.append(unknown(target, "Open Library gives no clear answer", when, "service"))
        else:
            verdicts.append(unknown(target, "Open Library does not know this ISBN", when, "not-in-index"))
    return verdicts
