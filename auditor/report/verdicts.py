"""What the network said of each source of a text: for `auditor verify`, and the lines about it in other reports."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from auditor.finders.online import in_words
from auditor.finders.says import what_is_said
from auditor.finders.targets import places_of
from auditor.gate import count
from auditor.report.layout import head, one_line, spread, width, wrap
from auditor.text.agree import Fields, compare

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from auditor.document import Document
    from auditor.finders.says import Said
    from auditor.finders.targets import Cited
    from auditor.model import Failure, Verdict
    from auditor.report.layout import Paper

_ORDER = ("gone", "differs", "moved", "unknown", "ok", "")
_WORDS = {"gone": "gone", "differs": "differs", "moved": "moved", "unknown": "?", "ok": "ok", "": "not asked"}
_INK = {"gone": "error", "differs": "error", "moved": "warning", "unknown": "note", "ok": "good", "": "dim"}
_BAD = frozenset({"gone", "differs"})
_HIDDEN = frozenset({"text"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One source of a text: what was answered (None: not asked), where it is cited, and how an entry agrees with a register."""

    target: str
    verdict: Verdict | None
    places: tuple[Cited, ...]
    lines: tuple[int, ...]
    fields: Fields | None = None
    said: tuple[Said, ...] = ()

    @property
    def answer(self) -> str:
        """One of gone, differs, moved, unknown, ok; nothing where it was not asked."""
        if self.verdict is None:
            return ""
        if self.fields is not None and self.fields.differing:
            return "differs"
        if self.verdict.answer in ("ok", "moved") and (self.verdict.facts.get("retracted") or self._elsewhere):
            return "gone" if self._elsewhere else "differs"
        return "unknown" if self.verdict.answer == "blocked" else self.verdict.answer

    @property
    def _elsewhere(self) -> bool:
        """Whether a front page or a domain for sale stands where the source was."""
        return self.verdict is not None and self.verdict.facts.get("how") in ("home", "parked")


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was answered about one text."""

    name: str
    sources: tuple[Asked, ...]

    def count(self, *answers: str) -> int:
        """Count the sources with one of these answers."""
        return sum(one.answer in answers for one in self.sources)


def answers_of(document: Document, evidence: Mapping[str, Verdict]) -> Answers:
    """Give what is known of each source of a text, in order of its first place."""
    document = replace(document, evidence=evidence)
    said: dict[str, list[Said]] = {}
    for one in what_is_said(document):
        said.setdefault(one.page, []).append(one)
    found = []
    for target, places in places_of(document).items():
        verdict = evidence.get(target)
        lines = tuple(sorted({_line(document, place) for place in places}))
        found.append(Asked(target, verdict, tuple(places), lines, _fields(verdict, places), tuple(said.get(target, ()))))
    return Answers(document.name, tuple(found))


def _fields(verdict: Verdict | None, places: Sequence[Cited]) -> Fields | None:
    """Compare the first entry that cites a target with what the register has."""
    entry = next((place.entry for place in places if place.entry is not None), None)
    if verdict is None or entry is None or "://" in verdict.target[:9] or not verdict.facts.get("title"):
        return None
    return compare(entry.fields, verdict.facts)


def _line(document: Document, place: Cited) -> int:
    at = place.start if place.in_source else document.offsets.to_source(place.start, place.end).start
    return document.lines.line_column(document.lines.point(at))[0]


def worst(answers: Sequence[Answers]) -> int:
    """Give 1 where something is gone or differs, else 0."""
    return int(any(one.count(*_BAD) for one in answers))


# --- for programs -----------------------------------------------------------------------------------------------


def answers_json(answers: Sequence[Answers], failures: Sequence[Failure]) -> str:
    """Give all answers as one JSON object."""
    from auditor.report.json import pretty  # noqa: PLC0415 — answers in words do without

    value = {
        "version": 1,
        "texts": [{"name": one.name, "sources": [source_value(asked) for asked in one.sources]} for one in answers],
        "failures": [{"name": failure.name, "reason": failure.reason} for failure in failures],
        "summary": {name or "not_asked": sum(one.count(name) for one in answers) for name in _ORDER},
    }
    return pretty(value) + "\n"


def source_value(asked: Asked) -> dict[str, Any]:
    """Give a source and its answer as plain values; not the words of its page."""
    verdict = asked.verdict
    facts = {key: value for key, value in sorted(verdict.facts.items()) if key not in _HIDDEN} if verdict else {}
    return {
        "target": asked.target,
        "answer": asked.answer or None,
        "verdict": verdict.answer if verdict else None,
        "reason": facts.pop("reason", None),
        "when": verdict.when if verdict else None,
        "lines": list(asked.lines),
        "fields": asked.fields._asdict() if asked.fields else None,
        "said": [{"kind": s.kind, "words": s.words, "there": s.there, "nearest": s.nearest or None} for s in asked.said],
        "facts": facts,
    }


# --- for people -------------------------------------------------------------------------------------------------


def print_answers(answers: Sequence[Answers], paper: Paper) -> Iterator[str]:
    """Yield the answers about texts, worst first in each, and a last line about all."""
    for one in answers:
        if one.sources:
            yield from _one_text(one, paper)
        else:
            yield f"{one_line(one.name)}: no source to ask about"
        yield ""
    yield from wrap(paper.text(_total(answers)), paper.columns, paper.columns)


def _one_text(one: Answers, paper: Paper) -> Iterator[str]:
    yield paper.ink(head(paper.text(one_line(one.name)), paper.columns, paper.ellipsis), "bold")
    for answer in _ORDER:
        for asked in one.sources:
            if asked.answer == answer:
                yield from _source(asked, paper)


def _source(asked: Asked, paper: Paper) -> Iterator[str]:
    where = f"line {asked.lines[0]}" + ("…" if len(asked.lines) > 1 else "")
    word = _WORDS[asked.answer].ljust(9)
    room = paper.columns - 13 - width(where)
    target = head(paper.text(one_line(_shown(asked.target))), room, paper.ellipsis)
    yield f"  {paper.ink(word, _INK[asked.answer])}{spread(target, paper.text(where), paper.columns - 11)}"
    for text in _explained(asked):
        for line in wrap(paper.text(one_line(text)), paper.columns - 11, paper.columns - 11):
            yield f"           {paper.ink(line, 'dim')}"


def _shown(target: str) -> str:
    """Give a target for people: of an entry that is looked for by its words, the title."""
    parts = target.removeprefix("entry:").split(" | ")
    return f"“{parts[1]}”" if target.startswith("entry:") and len(parts) > 1 else target


def _explained(asked: Asked) -> Iterator[str]:
    """Yield what a reader wants to know of an answer."""
    verdict = asked.verdict
    if verdict is None:
        return
    facts = verdict.facts
    if reason := facts.get("reason", ""):
        yield reason + (f": {facts['url']}" if verdict.answer == "moved" and facts.get("url") else "")
    elif facts.get("title"):
        yield _described(facts)
    if unread := facts.get("unread", ""):
        yield unread
    if facts.get("fragment") == "missing":
        yield f"the page has no part “#{asked.target.partition('#')[2]}”"
    if copy := facts.get("archive", ""):
        yield "the Wayback Machine has no copy" if copy == "none" else f"a copy of {facts.get('archived', '')}: {copy}"
    if asked.fields is not None:
        yield "; ".join(_field(name, value, facts) for name, value in asked.fields._asdict().items())
    yield from (f"{words}: {facts[key]}" for key, words in _MARKED if facts.get(key))
    yield from _compared(asked)


_MARKED = (("retracted", "retracted"), ("concern", "its journal doubts it"))


def _compared(asked: Asked) -> Iterator[str]:
    """Yield what the page says of what the text takes from it, or why that could not be told."""
    readable = asked.verdict.facts.get("readable") if asked.verdict else ""
    if readable:
        yield _UNREAD.get(readable, "its words could not all be read")
    for one in asked.said:
        near = f"; nearest there: “{one.nearest}”" if one.nearest else ""
        yield f"{one.words}: {'on the page' if one.there else 'not found on the page'}{near if not one.there else ''}"


_UNREAD = {
    "script": "drawn by scripts: what it says could not be compared",
    "paywall": "behind a wall: what it says could not be compared",
    "binary": "no web page: what it says was not compared",
    "cut": "too long: only its beginning was read",
}


def _described(facts: Mapping[str, str]) -> str:
    title = facts["title"].partition("\n")[0]
    register = f"{facts['register']}: " if facts.get("register") else ""
    people = in_words("authors", facts)
    return (
        f"{register}“{title}”" + (f", {people}" if people else "") + (f", {in_words('year', facts)}" if facts.get("years") else "")
    )


def _field(name: str, value: str, facts: Mapping[str, str]) -> str:
    if value == "differs":
        return f"{name} {'differ' if name == 'authors' else 'differs'}: there {in_words(name, facts) or 'nothing'}"
    verb = {"agrees": "agree" if name == "authors" else "agrees", "unclear": "could not be compared"}[value]
    return f"{name} {verb}"


def _total(answers: Sequence[Answers]) -> str:
    sources = [asked for one in answers for asked in one.sources]
    if not sources:
        return "Nothing to ask about."
    parts = [
        f"{number} {words}"
        for name, words in (("ok", "there"), ("moved", "moved"), ("gone", "gone"), ("differs", "other than described"))
        if (number := sum(asked.answer == name for asked in sources))
    ]
    unknown = [asked.verdict for asked in sources if asked.answer == "unknown" and asked.verdict]
    if unknown:
        parts.append(f"of {len(unknown)} nobody could tell ({reasons(unknown)})")
    partly = sum(asked.answer in ("ok", "moved") and "unread" in asked.verdict.facts for asked in sources if asked.verdict)
    if partly:
        parts.append(f"of {partly} not all could be told")
    if unasked := sum(not asked.answer for asked in sources):
        parts.append(f"{unasked} not asked")
    absent = sum(not said.there for asked in sources for said in asked.said)
    more = f" {count(absent, 'detail')} (quotations, numbers, days, names) not found on the pages cited." if absent else ""
    return f"{count(len(sources), 'source')}: {', '.join(parts)}.{more}"


def reasons(verdicts: Sequence[Verdict], most: int = 3) -> str:
    """Say why nobody could tell, the most frequent reasons first."""
    counts = Counter(_why(verdict.facts) for verdict in verdicts)
    named = [f"{words}: {number}" if len(counts) > 1 else words for words, number in counts.most_common(most)]
    return "; ".join(named) + ("; …" if len(counts) > most else "")


def _why(facts: Mapping[str, str]) -> str:
    how = facts.get("how", "")
    if how in _HOW:
        return _HOW[how]
    status = facts.get("status", "")
    return f"answered {status}" if status else facts.get("reason", "no answer")[:60]


_HOW = {
    "timeout": "no answer in time",
    "refused": "connection refused",
    "unreachable": "not to be reached",
    "reset": "broken off",
    "protocol": "no valid HTTP",
    "proxy": "trouble with the proxy",
    "empty": "nothing on the page",
    "dns-failed": "name not looked up",
    "no-network": "no network",
    "tls-expired": "certificate out of date",
    "tls-name": "certificate of another host",
    "tls-untrusted": "certificate not trusted",
    "tls": "no working TLS",
    "redirect-loop": "redirects without end",
    "bad-redirect": "redirects to nowhere",
    "private-address": "private address",
    "bad-url": "no valid address",
    "interrupted": "interrupted",
    "not-in-index": "in no index",
    "unconfirmed": "not confirmed yet",
    "soft-404": "perhaps an error page",
    "login": "wants a login",
    "internal": "internal error",
    "portal": "caught by the network",
    "service": "register in trouble",
}


def looked_up(document: Document) -> str:
    """Say in a line what of a text's sources was asked and answered; nothing where nothing was asked."""
    return all_looked_up([answers_of(document, document.evidence)])


def all_looked_up(answers: Sequence[Answers]) -> str:
    """Say in a line what of some texts' sources was asked and answered; nothing where nothing was asked."""
    asked = [one.verdict for text in answers for one in text.sources if one.verdict is not None]
    if not asked:
        return ""
    if all(verdict.facts.get("how") == "no-network" for verdict in asked):
        return f"Not checked: whether the {count(len(asked), 'source')} exist and say this: there is no network."
    days = sorted({verdict.when[:10] for verdict in asked})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"Looked up online, {when}: {_total(answers)}"
