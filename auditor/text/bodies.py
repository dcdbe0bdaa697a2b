"""What speaks for one body: a company, its spokesman, the officers that the text introduces as its own, its site, its papers."""

from __future__ import annotations

import re

from auditor.domains import publisher
from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from auditor.model import Claim, Reference

_MOST_VOICES = 12  # a text with more has several sources, whoever some of them work for
_WINDOW = 110  # bytes on either side of a name in which an office is looked for
_OPENING = 1_500  # bytes at the start of a text in which the one who announces something is named
_ROLE = (
    r"(?:chief \w+(?: officer)?|CEO|CTO|CFO|COO|(?:co-?)?founder|(?:vice[- ])?chair(?:man|woman|person)?|"
    r"(?:managing )?director|head|manager|spokes(?:man|woman|person)|owner|managing partner)"
)
_BODY = r"(?P<body>[A-Z][\w&’-]*(?:(?: of| for| and| the| &)* [A-Z][\w&’-]*){0,5}?)"
_AFTER = later(
    rf",? (?:who is |(?P<its>{_BODY}['’]s? )|the |its |our |a |an )?(?:[\w-]+ ){{0,3}}?{_ROLE}\b"
    rf"(?:,? [a-z][\w-]*)*? (?:of|at|for|with) (?:the )?{_BODY.replace('body', 'at')}(?![\w ][A-Z])|"
    rf",? (?:the |its |our |a |an )?(?:{_BODY.replace('body', 'own')}['’]s? )?(?:[\w-]+ ){{0,3}}?{_ROLE}\b"
)
_BEFORE = later(rf"(?:{_BODY}(?:['’]s?)? )?(?:[a-z][\w-]* ){{0,3}}{_ROLE},? $")
_ENDS_IN_ROLE = later(rf"{_ROLE},? $")  # where the other may match, faster
_OFFICE = later(rf"\b{_ROLE}\b", re.IGNORECASE)
_NAMES = later(r"[A-Z][\w&’-]*")
_GENERIC = later(
    r"(?:the|its|our) (?:[\w-]+ )?(?:company|firm|group|manufacturer|maker|start-?up|business|organi[sz]ation|foundation|charity|"
    r"agency|provider)$",
    re.IGNORECASE,
)
_ANNOUNCED = later(
    rf"\b{_BODY}(?:, [^.]{{3,120}}?,)? (?:has )?(?:today |on \w+ )?(?:announce[sd]?|unveil(?:s|ed)?|launche[sd]|introduce[sd]?)\b"
)


def bodies_behind(data: bytes, claims: Sequence[Claim], references: Iterable[Reference]) -> Mapping[str, str]:
    """Give, by the names of voices, sites and documents, the body that each speaks for; others are left out.

    Voices, where the text tells whom they speak for. The site that has a body's name for its own ("NASA", nasa.gov; "World
    Health Organization", who.int), and a document that is called the body's ("Norvane's report"), speak for that body.
    """
    used = sorted({(one.kind, one.name) for claim in claims for one in claim.support})
    voices = [name for kind, name in used if kind == "voice"]
    if not voices:
        return {}
    found = _voices_of_one_body(data, voices) if 1 < len(voices) <= _MOST_VOICES else {}
    owners: dict[str, str] = {}
    for name in sorted({*voices, *found.values()}, key=len):
        for said in _as_domain(name):
            owners.setdefault(said, found.get(name, name))
    sites = [name for kind, name in used if kind == "link"] + [publisher(entry.fields.get("url", "")) for entry in references]
    owned = {site: owners[label] for site in sites if (label := _label(site)) in owners}
    for kind, name in used:
        whose = _POSSESSED.search(name) if kind == "document" else None
        body = next((owners[said] for said in _as_domain(whose[1]) if said in owners), "") if whose else ""
        if body:
            owned[name] = body
    themselves = {name: name for name in voices if name not in found and name in owned.values()}
    return {**found, **themselves, **owned}


_POSSESSED = later(r"\b([A-Z][\w&-]*(?: [A-Z][\w&-]*){0,4})['’]s? ")
_LEGAL = frozenset("inc corp co ltd llc plc gmbh ag company corporation the".split())
_LEAST_INITIALS = 3


def _as_domain(name: str) -> Iterator[str]:
    """How a body's name may be written in the name of a site: in one word, or by its initials."""
    words = [word for word in re.findall(r"[^\W_]+", name.removesuffix("'s").removesuffix("’s")) if word.lower() not in _LEGAL]
    if words and any(word[0].isupper() for word in words):
        yield "".join(words).lower()
        initials = "".join(word[0] for word in words if word[0].isupper())
        if len(initials) >= _LEAST_INITIALS:
            yield initials.lower()


def _label(site: str) -> str:
    """The name in a site's domain: "norvane" of norvane.com, "guardian" of theguardian.com."""
    return site.partition(".")[0].replace("-", "").removeprefix("the") if " " not in site and "/" not in site else ""


def _voices_of_one_body(data: bytes, names: Sequence[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    officers: set[str] = set()
    for name in names:
        office = _office(data, name)
        if office:
            known[name] = office
        elif office is not None:
            officers.add(name)
    bodies = _distinct({*known.values(), *(_announcers(data).intersection(names))})
    found = {name: _among(bodies, body) for name, body in known.items()}
    for name in names:
        if name not in found and name not in officers and (body := _among(bodies, name.removeprefix("the ").removeprefix("The "))):
            found[name] = body
    if len(bodies) == 1:
        found.update(dict.fromkeys(officers, bodies[0]))
    return {name: body for name, body in found.items() if body}


def _office(data: bytes, name: str) -> str | None:
    """The body that a voice is introduced as an officer of; "" for an officer of one not named, None for any other voice."""
    if _GENERIC.match(name):
        return ""
    if _OFFICE.search(name):
        front, _, behind = _OFFICE.sub("\n", name, count=1).partition("\n")
        held = _words(front) or (_words(behind) if behind.startswith((" for ", " of ", " at ")) else [])
        return _body(" ".join(held))
    at = data.find(name.encode())
    if at < 0 or " " not in name:
        return None
    end = at + len(name.encode())
    after = _AFTER.match(data[end : end + _WINDOW].decode("utf-8", "replace"))
    if after:
        return _body((after["its"] and after["body"]) or after["at"] or after["own"] or "")
    words = data[max(0, at - _WINDOW) : at].decode("utf-8", "replace")
    before = _BEFORE.search(words) if _ENDS_IN_ROLE.search(words) else None
    return None if before is None else _body(before["body"] or "")


def _words(name: str) -> list[str]:
    return [word for word in _NAMES.findall(name) if word not in ("A", "An", "The")]


def _body(words: str) -> str:
    return words.removesuffix("'s").removesuffix("’s")


def _announcers(data: bytes) -> set[str]:
    found = _ANNOUNCED.search(data[:_OPENING].decode("utf-8", "replace"))
    return {found["body"]} if found else set()


def _distinct(names: Iterable[str]) -> list[str]:
    """Give each body once, by its shortest name."""
    found: list[str] = []
    for name in sorted(names, key=len):
        if not _among(found, name):
            found.append(name)
    return found


def _among(bodies: Iterable[str], name: str) -> str:
    return next((body for body in bodies if f"{name} ".startswith(f"{body} ") or f"{body} ".startswith(f"{name} ")), "")
