"""Records of a corpus: which columns hold what, and one record as the fields of an article."""

from __future__ import annotations

import json
from typing import Any

from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

# Names that corpora in use give their columns, the likeliest first; compared without case.
_GUESSES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "content", "body", "article", "article_text", "raw_content", "markdown", "html", "raw_html", "page_content",
        "maintext", "full_text", "article_body", "articlebody", "document", "answer", "response", "output",
    ),
    "id": (
        "id", "_id", "doc_id", "docid", "document_id", "article_id", "uuid", "guid", "warc_record_id", "warc-record-id",
        "metadata.id",
    ),
    "url": (
        "url", "uri", "link", "permalink", "canonical_url", "source_url", "page_url", "warc_target_uri", "metadata.url", "meta.url",
    ),
    "title": ("title", "headline", "metadata.title", "meta.title"),
    "date": (
        "date", "published", "date_published", "datepublished", "date_publish", "publish_date", "publication_date", "published_at",
        "pub_date", "pubdate", "timestamp", "created", "created_at", "date_download", "metadata.date",
    ),
    "format": ("format", "content_type", "media_type", "mime_type", "mime", "mimetype"),
}  # fmt: skip
_TOLD = {"markdown": "markdown", "html": "html", "raw_html": "html"}  # columns whose name says what they hold


class Columns(NamedTuple):
    """The column that holds each field of an article; empty where there is none. A dot leads into an object: ``metadata.url``.

    ``fixed`` is the format of all articles, where it is known.
    """

    text: str = ""
    id: str = ""
    url: str = ""
    title: str = ""
    date: str = ""
    format: str = ""
    fixed: str = ""

    def found_in(self, names: Iterable[str]) -> Columns:
        """Fill what is not chosen with the names of columns that look like it."""
        by_lower: dict[str, str] = {}
        for name in names:
            by_lower.setdefault(name.lower(), name)
        chosen = {field: getattr(self, field) or _first(field, by_lower) for field in _GUESSES}
        return Columns(**chosen, fixed=self.fixed or _TOLD.get(chosen["text"].lower(), "") * (not chosen["format"]))


def _first(field: str, names: dict[str, str]) -> str:
    return next((names[guess] for guess in _GUESSES[field] if guess in names), "")


class Fields(NamedTuple):
    """An article as it came, without any judgement of the values."""

    text: Any
    id: Any = None
    url: Any = None
    title: Any = None
    date: Any = None
    format: Any = None


class Bad(NamedTuple):
    """A record that is no article, and why."""

    cause: str
    reason: str


class Path(NamedTuple):
    """A file that holds one article."""

    name: str
    uri: str


class Item(NamedTuple):
    """A record: its number in its input, its size in bytes, and what is known of it before it is looked into."""

    record: int
    size: int
    raw: bytes | Fields | Bad | Path


def fields_of(get: Callable[[str], Any], columns: Columns) -> Fields:
    """Give the fields of a record, whose values ``get`` gives by the name of the column."""
    values = (get(name) if name else None for name in columns[:6])
    found = Fields(*values)
    return found._replace(format=columns.fixed) if columns.fixed else found


def from_json(line: bytes, columns: Columns) -> Fields | Bad:
    """Read a line of JSON."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Bad("unreadable", f"is no JSON ({error})")
    if not isinstance(value, dict):
        return Bad("unreadable", f"is {_kind(value)}, not an object with a “{columns.text}”")
    return _checked(fields_of(lambda name: within(value, name), columns), columns)


def _checked(found: Fields, columns: Columns) -> Fields | Bad:
    if found.text is None:
        return Bad("unreadable", f"has no “{columns.text}”")
    if not isinstance(found.text, (str, bytes)):
        return Bad("unreadable", f"“{columns.text}” is {_kind(found.text)}, not text")
    return found


def within(value: Any, name: str) -> Any:  # noqa: ANN401 — any JSON
    """Give what a name with dots leads to; None where it leads nowhere."""
    if isinstance(value, dict) and name in value:
        return value[name]
    head, dot, rest = name.partition(".")
    inner = value.get(head) if dot and isinstance(value, dict) else None
    return within(inner, rest) if inner is not None else None


def names_of(value: Any) -> list[str]:  # noqa: ANN401 — any JSON
    """Give the names of an object's values, those of objects in it with a dot."""
    if not isinstance(value, dict):
        return []
    return [*value, *(f"{name}.{inner}" for name, part in value.items() if isinstance(part, dict) for inner in part)]


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "null")


def no_text_column(names: Sequence[str], columns: Columns) -> str:
    """Say that there is no column with the text."""
    there = ", ".join(f"“{name}”" for name in names[:12]) + (", …" if len(names) > 12 else "")
    wanted = f"no column “{columns.text}”" if columns.text else "no column that looks like the text of articles"
    return f"{wanted}; it has {there or 'none'}; name one with --text-column"
