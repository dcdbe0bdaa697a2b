"""HTML: pages and fragments, every word with its exact place in the source."""

from __future__ import annotations

import re

from auditor.document import Document
from auditor.lexicon import later
from auditor.model import Comment, Metadata, Span
from auditor.read.build import Builder
from auditor.read.elements import Elements
from auditor.read.metadata import page_metadata
from auditor.read.page import article
from auditor.read.tags import find_rows, named, speaks, unclosed
from auditor.read.typed import holds_prose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.read.tags import Row

_PAGE = later(rb"<(?:html|head|body|!doctype\s+html)\b", re.IGNORECASE)
_TEMPLATE = later(rb"\{[{%]")  # in a page's scripts, a quarter of the time that two looks for whole strings take


def read_html(source: str, name: str) -> Document:
    """Read HTML. Of a complete page (with ``html``, ``head`` or ``body``) only its article is prose; of a fragment, all."""
    data = source.encode("utf-8", "replace")
    metadata, whole = Metadata(), bool(_PAGE.search(data))
    if whole:
        tags = list(find_rows(data, 0, len(data)))
        metadata = page_metadata(data, tags)
        build = _article(data, tags, metadata.url)
        if holds_prose(data, tags, besides=build.size):
            build = _article(data, tags, metadata.url, typed=True)
    else:
        build = Builder()
        elements = Elements(data, build)
        elements.feed(0, len(data))
        elements.finish()
    prose, offsets = build.finish()
    comments = _comments(data, build.comments, tags if whole else ())
    document = Document(
        name=name,
        format="html",
        source=source,
        data=prose,
        offsets=offsets,
        blocks=tuple(build.blocks),
        links=tuple(sorted(build.links)),
        images=tuple(sorted(build.images)),
        marks=tuple(sorted(build.marks)),
        footnotes=tuple(build.footnotes),
        metadata=metadata,
        templated=bool(_TEMPLATE.search(data)),
        whole_page=whole,
        comments=comments,
        url=metadata.url,
    )
    vars(document)["source_data"] = data  # the view would encode the page again
    return document


def _article(data: bytes, tags: Sequence[Row], url: str | None, *, typed: bool = False) -> Builder:
    """Read the article of a page; ``typed`` also reads what stands in ``pre``."""
    build = Builder()
    elements = Elements(data, build, typed=typed)
    for first, last in article(data, tags, url, typed=typed):
        end = tags[last][3] if last < len(tags) else len(data)  # where the tag after it starts
        elements.feed(tags[first][3], end, named(tags[first:last]))
    elements.finish()
    return build


def _comments(data: bytes, found: Sequence[Comment], tags: Iterable[Row]) -> tuple[Comment, ...]:
    """Give the comments to auditor, in order: those in the article, and of a page those around it."""
    known = {comment.source: comment for comment in found}
    if b"uditor" not in data:
        return ()
    for name, _, _, start, end, _ in tags:
        if not name and speaks(data, start):
            span = Span(start, end)
            known.setdefault(span, Comment(span))
    last = unclosed(data)
    if last:
        known = {span: comment for span, comment in known.items() if span.start != last[0]}
        known[Span(*last)] = Comment(Span(*last))
    return tuple(sorted(known.values()))
