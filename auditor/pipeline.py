"""From a source to its audit: the whole road for one text."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePath
from typing import Any, Literal

from auditor.audited import Audit
from auditor.check import Checked, findings, matched, settle, settled
from auditor.config import Config, Selection, load_config, names_of, select_rules
from auditor.errors import MissingError, ReadError, UsageError
from auditor.finders import PASSING
from auditor.fixers import PASSING_FIXERS
from auditor.heal import healed, staged
from auditor.ignores import Heeded, fault_hits, ignores, ran
from auditor.lists import stamp
from auditor.model import (
    Demands,
    Failure,
    Finding,
    Format,
    Rule,
    Source,
)
from auditor.model.made import NamedTuple
from auditor.read import READERS, SUFFIXES
from auditor.score import Body, freed_sentences, score

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.check import Hit
    from auditor.document import Document
    from auditor.ignores import Ignores
    from auditor.model import Verdict

    Evidence = Mapping[str, Verdict | Mapping[str, Any]] | str | Path


# --- one ------------------------------------------------------------------------------------------------------


def audit_text(
    text: str,
    *,
    name: str = "-",
    format: Format | None = None,  # noqa: A002 — the word users know from the command line
    preview: bool = False,
    profile: str | None = None,
    config: Config | str | Path | None = None,
    evidence: Evidence | None = None,
) -> Audit:
    """Audit a text.

    ``format`` is guessed from the suffix of ``name`` where it is not given, else plain text. ``preview`` also shows what
    rules find whose precision is not established. ``profile`` says what is asked of the text ("news", "wiki" …), whatever its front
    matter or the configuration say. ``config`` is a `Config` or the path of a configuration file; none is
    searched for. A text without words is audited and not rated.

    ``evidence`` is what is known of the sources, and lets the rules about that run, as ``--evidence`` does: the path of a file
    that ``--evidence`` wrote, or a mapping of targets (a URL as the text links it; ``doi:``, ``arxiv:``, ``pmid:``, ``isbn:`` and
    the number) to a `Verdict` or to the like of ``{"answer": "gone", "facts": {"reason": "404, not found"}}``. Nothing is asked.

    Raises `UsageError` for a wrong format, configuration or evidence.
    """
    if not isinstance(text, str):
        raise TypeError(f"audit_text() takes a str, not {type(text).__name__}; audit() reads bytes in a Source")
    chosen = format or SUFFIXES.get(PurePath(name).suffix.lower(), "text")
    if chosen not in READERS:
        raise UsageError(f"format “{chosen}” is not one of {', '.join(READERS)}")
    document = READERS[chosen](text, name)
    selection = selection_for(config, preview=preview, profile=profile, online=evidence is not None)
    return audit_document(_with(document, evidence), selection)


def audit(
    source: str | Path | Source,
    *,
    format: Format | None = None,  # noqa: A002
    preview: bool = False,
    profile: str | None = None,
    config: Config | str | Path | None = None,
    evidence: Evidence | None = None,
) -> Audit:
    """Audit a file by its path, an article by its address ("https://…"), or a `Source`. Options as for `audit_text`.

    An address is the only thing that is asked on the network; how, is ``Config.network`` (an `Online`). Addresses of private
    networks are refused unless that allows them, also where the first one redirects to; of a page, its article is audited.

    Raises `ReadError` where the source cannot be audited: `MissingError` where nothing stands there (no such file, “404”),
    `BinaryError` for what is no text, `EmptyError` for no words. Raises `UsageError` for a wrong configuration or evidence.
    """
    from auditor.read.sources import is_address, read_document, read_source  # noqa: PLC0415 — texts in memory need no files

    if not isinstance(source, (str, Path, Source)):
        raise TypeError(f"audit() takes a path or a Source, not {type(source).__name__}")
    selection = selection_for(config, preview=preview, profile=profile, online=evidence is not None)
    if isinstance(source, str) and is_address(source):
        source = _fetched(source, selection.config, format)
    elif not isinstance(source, Source):
        _refuse_prose(source)
        source = read_source(source, format=format)
    elif format:
        source = replace(source, format=format)
    return audit_document(_with(read_document(source), evidence), selection)


def _refuse_prose(path: str | Path) -> None:
    """Raise `MissingError` for a text in the place of a path: with a line break, longer than names are, or words and no suffix."""
    name = str(path)
    suffix, words = PurePath(name).suffix, name.split()
    wordy = (not suffix or " " in suffix) and len(words) >= (2 if name.endswith((".", "!", "?", "…")) else 3)
    if not (wordy or "\n" in name or len(name) > _LONGEST) or os.path.exists(name):  # noqa: PTH110 — Path.exists fails on long names
        return
    line = " ".join(words)
    short = line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"
    raise MissingError(
        f"“{short}”: no such file, and it reads like a text; audit() takes a path or an address, audit_text() a text"
    )


_LONGEST, _SHOWN = 255, 60  # characters of a file's name on most systems, and of a text in an error


def _with(document: Document, evidence: Evidence | None) -> Document:
    if evidence is None:
        return document
    from auditor.verify.evidence import given  # noqa: PLC0415 — most audits know nothing of the network

    return replace(document, evidence=given(evidence))


def _fetched(url: str, config: Config, format: Format | None) -> Source:  # noqa: A002
    from auditor.fetch import fetch_one  # noqa: PLC0415 — loads what asks the network
    from auditor.verify.options import Online  # noqa: PLC0415
    from auditor.version import VERSION  # noqa: PLC0415

    return fetch_one(url, replace(config.network or Online(), agent=f"auditor/{VERSION}"), format=format)


def audit_document(document: Document, selection: Selection) -> Audit:
    """Audit a document: every scored rule makes the score, the selected ones are shown.

    Its front matter may ask for a profile; raises `ReadError` where there is none of that name.
    """
    document, selection = suited(document, selection)
    found = ignores(document, selection)
    early = _matched(document, selection, "standing")
    seen = _looked(selection, found, early)
    sound = healed(document, seen.counted.hits, found, selection.scored)
    body = None
    if sound:
        read = _looked(selection, replace(found, document=sound), _matched(sound, selection, "sound" if found.none else "all"))
        heeded = _joined(seen.heeded, read.heeded)
        body = Body(document, seen.counted.hits, [hit for hit, _ in seen.counted.ignored])
    else:
        seen = read = _looked(selection, found, early, _matched(document, selection, "others"))
        heeded = seen.heeded
    known = {rule.id for rule, _ in seen.broken}
    broken = (*seen.broken, *(row for row in read.broken if row[0].id not in known))
    if found.directives or found.faults:
        heeded = _with_faults(found, heeded, seen.counted, selection, broken)
    hidden = sum(hit.level != "note" and hit.rule.id not in selection.shown for hit in heeded.hits)
    aside = [hit for hit, _ in read.counted.ignored]
    whole = sound or document
    return Audit(
        document.name,
        whole,
        _findings(document, whole, heeded, selection.shown),
        score(whole, read.counted.hits, aside, profile=selection.profile.name, body=body),
        broken,
        hidden,
        () if document.english else tuple(_unread(document, selection)),
        selection.chosen,
        any(hit.rule.finder in PASSING or hit.rule.fixer in PASSING_FIXERS for hit in heeded.hits),
        freed_sentences(whole, aside) if aside else frozenset(),
    )


class _Looked(NamedTuple):
    """What rules found in a document as it reads: ``counted`` for the score, ``heeded`` all of it."""

    counted: Heeded
    heeded: Heeded
    broken: tuple[tuple[Rule, str], ...]


_Matched = tuple[Checked, Checked]  # by the rules that count, and by the others


def _matched(document: Document, selection: Selection, stage: Literal["standing", "others", "sound", "all"]) -> _Matched:
    scored, extra = (
        matched(document, rules, selection.levels, among=getattr(staged(rules), stage))
        for rules in (selection.scored, selection.extra)
    )
    return scored, extra


def _looked(selection: Selection, found: Ignores, *stages: _Matched) -> _Looked:
    scored = settled(*(scored for scored, _ in stages))
    counted = found.heed(scored.hits)
    if not selection.extra:
        return _Looked(counted, counted, scored.broken)
    more = settled(*(extra for _, extra in stages))
    heeded = found.heed(settle((*scored.hits, *more.hits)))
    return _Looked(counted, heeded, (*scored.broken, *more.broken))


def _as_it_stands(hit: Hit) -> bool:
    return hit.rule.safety == "safe"


def _joined(seen: Heeded, read: Heeded) -> Heeded:
    """Give what can be mended safely as found in the damaged text, where its fixes belong, the rest as a mended text reads."""
    return Heeded(
        (*filter(_as_it_stands, seen.hits), *(hit for hit in read.hits if not _as_it_stands(hit))),
        (*(row for row in seen.ignored if _as_it_stands(row[0])), *(row for row in read.ignored if not _as_it_stands(row[0]))),
        seen.used | read.used,
    )


def _with_faults(
    found: Ignores, heeded: Heeded, counted: Heeded, selection: Selection, broken: Sequence[tuple[Rule, str]]
) -> Heeded:
    """Add what is wrong with the directives of a text, also that they served for nothing."""
    rules = (*selection.scored, *selection.extra)
    due = ran(found.document, rules, (rule for rule, _ in broken))
    unused = found.unused(heeded.used | counted.used, due, names_of(selection.rules))
    more = found.heed(fault_hits(found, unused, selection))
    return replace(heeded, hits=(*heeded.hits, *more.hits), ignored=(*heeded.ignored, *more.ignored))


def _findings(document: Document, sound: Document, heeded: Heeded, shown: frozenset[str]) -> tuple[Finding, ...]:
    """Give what is shown: findings that are new, and ignored ones with their reason, in order of place."""
    if sound is document and not heeded.ignored:
        return findings(document, [hit for hit in heeded.hits if hit.rule.id in shown])
    every: list[Finding] = []
    for hit in heeded.hits:
        if hit.rule.id in shown:
            every += findings(document if _as_it_stands(hit) else sound, [hit])
    for hit, reason in heeded.ignored:
        if hit.rule.id in shown:
            made = findings(document if _as_it_stands(hit) else sound, [hit])
            every += [replace(finding, state="ignored", reason=reason) for finding in made]
    return tuple(sorted(every, key=lambda f: (f.places[0].start, f.places[0].end, f.rule.id, f.state)))


def suited(document: Document, selection: Selection) -> tuple[Document, Selection]:
    """Give a document as its profile sees it, and the selection under that profile; raises `ReadError` where there is none such."""
    selection = selection.suited(document)
    chosen = selection.profile
    if chosen.claims != Demands() or chosen.stubs:
        demands = chosen.claims if chosen.claims != Demands() else None
        document = replace(document, demands=demands, stubs=chosen.stubs)
    return document, selection


def _unread(document: Document, selection: Selection) -> Iterator[Rule]:
    """Give the rules that would be shown, and know another language than the text's."""
    for rule in (*selection.scored, *selection.extra):
        if rule.id in selection.shown and rule.language not in ("any", document.language):
            yield rule


@cache
def _default_selection(*, preview: bool, profile: str | None, listed: bool) -> Selection:  # noqa: ARG001 — another selection each
    return select_rules(Config(preview=preview, profile=profile or "", one_profile=bool(profile)))


def selection_for(
    config: Config | str | Path | None, *, preview: bool = False, profile: str | None = None, online: bool = False
) -> Selection:
    """Give the rules to run, with ``online`` those about the network's answers, too; raises the first `UsageError` there is."""
    config = Config() if config is None and online else config
    if config is None:
        selection = _default_selection(preview=preview, profile=profile, listed=bool(stamp()))
        for problem in selection.problems if profile else ():
            raise problem
        return selection
    problems: tuple[UsageError, ...] = ()
    if not isinstance(config, Config):
        config, problems = load_config(config)
    config = replace(config, preview=config.preview or preview, online=config.online or online)
    selection = select_rules(replace(config, profile=profile, one_profile=True) if profile else config)
    for problem in (*problems, *selection.problems):
        raise problem
    return selection


def audit_version(name: str, data: bytes, selection: Selection) -> Audit | Failure:
    """Audit bytes that a file held at another time; what cannot be audited is a `Failure`."""
    from auditor.read.sources import read_document  # noqa: PLC0415 — texts in memory need no files

    try:
        return audit_document(read_document(Source(name, data)), selection)
    except ReadError as error:
        return Failure(name, str(error), error.kind)
