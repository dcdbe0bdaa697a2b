"""What registers say of a work, each in its own shape, as one: title, authors, years, where it appeared, what became of it.

A record is a mapping of words: ``title`` (each of several on a line), ``authors`` (family names, one a line), ``years`` (parted
by blanks), ``container``, ``retracted``, ``concern``, ``register``. Shapes are read defensively: what is not there is left out.
"""

from __future__ import annotations

import re
from typing import Any

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_YEAR = later(r"\b(1[5-9]\d\d|20\d\d)\b")
_RETRACTED = later(r"^\W*(?:retracted|withdrawn|removed)\b(?: (?:article|paper|chapter))?\s*[:\]—–-]", re.IGNORECASE)
_DATES = ("issued", "published", "published-print", "published-online", "posted", "approved")
_RETRACTIONS = frozenset({"retraction", "withdrawal", "removal", "partial_retraction", "retraction_of"})


def record(
    register: str, titles: Iterable[object], authors: Iterable[object], years: Iterable[object], **more: str
) -> dict[str, str]:
    """Give a record of what a register says, without what it does not say."""
    named = [" ".join(title.split()) for title in titles if isinstance(title, str) and title.strip()]
    found = {
        "register": register,
        "title": "\n".join(named),
        "authors": "\n".join(" ".join(str(name).split()) for name in authors if isinstance(name, str) and name.strip()),
        "years": " ".join(sorted({year for value in years for year in _YEAR.findall(str(value))})),
        **more,
    }
    if not found.get("retracted") and any(map(_RETRACTED.match, named)):
        found["retracted"] = "retracted, as its title says"
    return {key: value for key, value in found.items() if value}


def crossref(work: Any) -> dict[str, str]:  # noqa: ANN401 — JSON
    """Read a work of Crossref (``message``, or one of its ``items``)."""
    titles = [*_list(work, "title"), *_list(work, "original-title"), *_list(work, "short-title")]
    titles += [f"{title}: {sub}" for title in _list(work, "title")[:1] for sub in _list(work, "subtitle")[:1]]
    names = [_first(one, "family", "name") for one in _list(work, "author") or _list(work, "editor")]
    years = [_path(work, key, "date-parts", 0, 0) for key in _DATES]
    more = {"container": _text(_list(work, "container-title")[:1]), "doi": _text([_get(work, "DOI")])}
    return record("Crossref", titles, names, years, **more, **_updates(work))


def _updates(work: Any) -> dict[str, str]:  # noqa: ANN401
    """Give what became of a work, as the notices say that update it."""
    found: dict[str, str] = {}
    for update in _list(work, "updated-by"):
        kind = str(_get(update, "type") or "").lower().replace("-", "_").replace(" ", "_")
        notice = _text([_get(update, "DOI")])
        day = _path(update, "updated", "date-parts", 0)
        when = "-".join(f"{part:02d}" for part in day if isinstance(part, int)) if isinstance(day, list) else ""
        said = ", ".join(part for part in (kind.replace("_", " "), when, f"notice {notice}" if notice else "") if part)
        if kind in _RETRACTIONS:
            found.setdefault("retracted", said)
        elif kind == "expression_of_concern":
            found.setdefault("concern", said)
    return found


def datacite(data: Any) -> dict[str, str]:  # noqa: ANN401
    """Read a DOI of DataCite."""
    work = _path(data, "data", "attributes")
    names = [_get(one, "familyName") or str(_get(one, "name") or "").partition(",")[0] for one in _list(work, "creators")]
    years = [_get(work, "publicationYear"), *(_get(one, "date") for one in _list(work, "dates"))]
    titles = [_get(one, "title") for one in _list(work, "titles")]
    return record("DataCite", titles, names, years, container=_text([_get(work, "publisher")]))


def openalex(work: Any) -> dict[str, str]:  # noqa: ANN401
    """Read a work of OpenAlex."""
    names = [str(_path(one, "author", "display_name") or "").split(" ")[-1] for one in _list(work, "authorships")]
    retracted = "retracted, as OpenAlex says" if _get(work, "is_retracted") is True else ""
    doi = _text([_get(work, "doi")]).removeprefix("https://doi.org/")
    return record("OpenAlex", [_get(work, "title")], names, [_get(work, "publication_year")], doi=doi, retracted=retracted)


def pubmed(work: Any) -> dict[str, str]:  # noqa: ANN401
    """Read a summary of PubMed."""
    names = [str(_get(one, "name") or "").rpartition(" ")[0] or _get(one, "name") for one in _list(work, "authors")]
    kinds = [str(kind) for kind in _list(work, "pubtype")]
    retracted = "retracted, as PubMed says" if "Retracted Publication" in kinds else ""
    titles = [str(_get(work, key) or "").strip("[].") for key in ("title", "vernaculartitle")]
    years = [_get(work, "pubdate"), _get(work, "epubdate")]
    return record("PubMed", titles, names, years, container=_text([_get(work, "source")]), retracted=retracted)


def openlibrary(book: Any) -> dict[str, str]:  # noqa: ANN401
    """Read a book of Open Library."""
    title, subtitle = _text([_get(book, "title")]), _text([_get(book, "subtitle")])
    names = [str(_get(one, "name") or "").split(" ")[-1] for one in _list(book, "authors")]
    return record("Open Library", [title, f"{title}: {subtitle}" if subtitle else ""], names, [_get(book, "publish_date")])


def arxiv(feed: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the papers of an Atom feed of arXiv by their numbers. Raises `ValueError` for what is no such feed."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 — expat itself refuses bombs of entities; a megabyte at most

    atom = "{http://www.w3.org/2005/Atom}"
    try:
        root = ET.fromstring(feed)  # noqa: S314 — see above
    except ET.ParseError as error:
        raise ValueError(str(error)) from None
    if root.tag != f"{atom}feed":
        raise ValueError("no feed")
    for entry in root.iter(f"{atom}entry"):
        number = re.sub(r"v\d+$", "", (entry.findtext(f"{atom}id") or "").partition("/abs/")[2])
        if not number:
            continue
        names = [(one.findtext(f"{atom}name") or "").split(" ")[-1] for one in entry.iter(f"{atom}author")]
        posted, changed = (entry.findtext(f"{atom}{key}") or "" for key in ("published", "updated"))
        years = [posted, changed, *(str(int(y) + n) for y in _YEAR.findall(posted)[:1] for n in (1, 2))]  # it may appear later
        yield number, record("arXiv", [entry.findtext(f"{atom}title")], names, years)


# --- JSON of strangers --------------------------------------------------------------------------------------------


def _get(value: Any, key: str) -> Any:  # noqa: ANN401
    return value.get(key) if isinstance(value, dict) else None


def _list(value: Any, key: str) -> list[Any]:  # noqa: ANN401
    found = _get(value, key)
    return found if isinstance(found, list) else []


def _first(value: Any, *keys: str) -> Any:  # noqa: ANN401
    return next((found for key in keys if (found := _get(value, key))), None)


def _path(value: Any, *steps: str | int) -> Any:  # noqa: ANN401
    for step in steps:
        if isinstance(step, str):
            value = _get(value, step)
        else:
            value = value[step] if isinstance(value, list) and len(value) > step else None
    return value


def _text(values: list[Any]) -> str:
    return next((" ".join(value.split()) for value in values if isinstance(value, str)), "")
