"""Which profile's sort of text an article reads like. A suggestion for whoever reads the report: it never changes an audit."""

from __future__ import annotations

from auditor.lexicon import lazy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document

_WIKIS = ("wikipedia.org", "wiktionary.org", "fandom.com", "wikimedia.org", "citizendium.org")
_WIKI_ENDS = frozenset(("see also", "external links", "further reading"))
_SOURCES = frozenset(("references", "notes", "sources", "bibliography", "citations", "notes and references"))
_PAPER = frozenset(
    (
        "abstract", "methods", "method", "methodology", "materials and methods", "experiments", "experimental setup", "results",
        "results and discussion", "discussion", "related work", "literature review", "statement of need", "limitations",
        "acknowledgements", "acknowledgments", "data availability", "future work", "background and related work",
    )
)  # fmt: skip
_PAPER_ONLY = frozenset(("abstract", "related work", "statement of need", "materials and methods", "literature review"))
_FEWEST_PARTS = 3  # headings of a paper
_FEWEST_MARKERS = 5
_FEWEST_AUTHOR_YEARS = 8
_ONE_MARKER_IN = 6  # sentences
_FEWEST_I = 6
_ONE_I_IN = 6  # sentences
_I = lazy(r"\bI\b", ignore_case=False)
_ARTICLE = 5  # bytes of “The ”, and one more
_EDGES = " \t\n#*_:.0123456789"


def suggested_profile(document: Document) -> str:
    """Give the name of the profile for the sort of text that a document reads like; nothing where it could be any."""
    if not document.english:
        return ""
    headings = {_heading(document, b.start, b.end) for b in document.blocks if b.kind == "heading" and b.end - b.start < 60}
    if _is_wiki(document, headings):
        return "wiki"
    if _is_paper(document, headings):
        return "academic"
    numbers = [m for m in document.markers if m.kind == "numeric" or m.superscript]
    enough = len(numbers) >= _FEWEST_MARKERS and len(numbers) * _ONE_MARKER_IN >= len(document.sentences)
    if enough and not document.metadata.author:
        return "cited-answer"
    return "blog" if _is_blog(document) else ""


def _heading(document: Document, start: int, end: int) -> str:
    return document.words(start, end).strip(_EDGES).lower()


def _is_wiki(document: Document, headings: set[str]) -> bool:
    host = (document.url or "").partition("//")[2].partition("/")[0].lower()
    if document.wikitext or host.endswith(_WIKIS):
        return True
    if not headings & _SOURCES or not document.markers:
        return False
    return bool(headings & _WIKI_ENDS) or _opens_with_subject(document)


def _opens_with_subject(document: Document) -> bool:
    """Tell whether the first paragraph opens with its subject in bold, as encyclopedias do: “The **Harlow ferry** was”."""
    first = next((b.start for b in document.blocks if b.kind == "paragraph"), 0)
    return document.marked(first, first + _ARTICLE, "strong")


def _is_paper(document: Document, headings: set[str]) -> bool:
    parts = len(headings & _PAPER)
    if parts >= _FEWEST_PARTS or (headings & _PAPER_ONLY and parts + bool(headings & _SOURCES) >= 2):
        return True
    return sum(m.kind == "author-year" for m in document.markers) >= _FEWEST_AUTHOR_YEARS and bool(document.references)


def _is_blog(document: Document) -> bool:
    """Tell whether an author speaks of herself in a text that says it is a post."""
    if document.format == "text" or not (document.metadata.date or document.metadata.author):
        return False
    said = sum(not document.quoted_at(start, spoken=True) for start, _ in _I.spans(document.data))
    return said >= _FEWEST_I and said * _ONE_I_IN >= len(document.sentences)
