"""Which voices speak for one body: a company, its spokesman, and the officers that the text introduces as its own."""

from __future__ import annotations

import re

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.model import Claim

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


def voices_of_one_body(data: bytes, claims: Iterable[Claim]) -> Mapping[str, str]:
    """Give, by the names of voices, the body that each speaks for, where the text tells; other voices are left out."""
    names = sorted({one.name for claim in claims for one in claim.support if one.kind == "voice"})
    if not 1 < len(names) <= _MOST_VOICES:
        return {}
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
    before = _BEFORE.search(data[max(0, at - _WINDOW) : at].decode("utf-8", "replace"))
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
