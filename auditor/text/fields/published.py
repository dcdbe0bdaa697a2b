"""Where a reference was published: what follows its title."""

from __future__ import annotations

from auditor.lexicon import later
from auditor.text.fields.dates import DATE

_PAGES = later(r"\b(?:pp?|[Ss]|pages)\.?\s?(\d+(?:\s?[–—-]\s?\d+)?)\b|(?<=[:,])\s?(\d+\s?[–—-]+\s?\d+)(?=[.,;)\s]|$)")
_VOLUME = later(r"\b[Vv]ol(?:ume)?\.?\s?(\d+|[IVXLC]+)\b|\b(\d{1,4})\s?\(\d[\d–/-]*\)|\b(\d{1,4})\s?:\s?\d+|;\s?(\d{1,4})\b")
_PRESS = later(r"\b(?P<place>[A-ZÀ-ÞĀ-ŽА-Я][\w’'. -]{2,30}(?:, [A-Z]{2})?):\s(?P<publisher>[A-ZÀ-ÞĀ-ŽА-Я][^,.;:()]{2,60})")
_CONTAINER = later(r"\s*(?:[Ii]n:?\s+)?(?P<name>[A-ZÀ-ÞĀ-ŽА-Я][^,.;:()\d]{2,90})")
_TRIM = " .,;:()[]“”\"«»–—|*_<>`'‘’-"


def add_published(rest: str, fields: dict[str, str]) -> None:
    """Take container, publisher, place, volume and pages from what follows the title."""
    for name, pattern in (("pages", _PAGES), ("volume", _VOLUME)):
        match = pattern.search(rest)
        if match:
            fields[name] = next(group for group in match.groups() if group)
    press = _PRESS.search(rest)
    if press:
        fields["place"], fields["publisher"] = press["place"].strip(_TRIM), press["publisher"].strip(_TRIM)
        return
    container = _CONTAINER.match(rest)
    if container and not DATE.fullmatch(container["name"].strip(_TRIM)):
        fields["container"] = container["name"].strip(_TRIM)
