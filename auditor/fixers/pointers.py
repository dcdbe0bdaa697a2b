"""Words that send the reader somewhere, with nothing behind them: the one link or entry of the text that they may mean."""

from __future__ import annotations

from auditor.fixers.places import escaped, exact
from auditor.lexicon import lazy
from auditor.model import Edit, Fix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.document import Document
    from auditor.model import Match

_DOCUMENT = lazy(r"\b({{document-noun}})\b")


def suggest_target(document: Document, match: Match) -> Iterator[Fix]:
    """Yield, for each pointer to a kind of document, the address of the only document of that kind that the text gives.

    Whether it is meant, nobody but the author knows: these are suggestions.
    """
    targets = _targets(document)
    for start, end in match.spans:
        nouns = {found[0].lower().rstrip(b"s") for found in _DOCUMENT.finditer(document.data, start, end)}
        fitting = {url for words, url in targets if any(noun in words for noun in nouns)}
        where = exact(document, start, end)
        if len(fitting) == 1 and where:
            (url,) = fitting
            words = document.source_data[where.start : where.end].decode("utf-8", "replace")
            yield Fix((Edit(*where, _linked(document, words, url)),), f"may mean {url}", "suggestion")


def _targets(document: Document) -> list[tuple[bytes, str]]:
    """Give every address with the words in lower case that it stands behind, or in the entry of."""
    found = [(document.lower[link.start : link.end], link.target) for link in document.links if "://" in link.target]
    found += [(document.lower[e.start : e.end], e.fields["url"]) for e in document.references if "://" in e.fields.get("url", "")]
    return [(words, url) for words, url in found if not set(' ()<>"') & set(url)]


def _linked(document: Document, words: str, url: str) -> str:
    if document.format == "markdown":
        return f"[{words}]({url})"
    return f'<a href="{escaped(document, url)}">{words}</a>' if document.format == "html" else f"{words} ({url})"
