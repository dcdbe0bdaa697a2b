"""How the citations of a document stand to its lists: computed once, asked by every rule of ``citations/`` and ``references/``."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from auditor.lexicon import later, lazy
from auditor.model import Span
from auditor.model.made import NamedTuple
from auditor.text.authors import entry_keys
from auditor.text.works import same_url

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from auditor.document import Document
    from auditor.lexicon import Lazy
    from auditor.model import Marker, Reference, ReferenceList

__all__ = ["Standing", "apart", "author_years", "same_url", "standing"]

# keys that a build step or another tool turns into citations
_OTHER_SYSTEM = lazy(
    r"\[-?@[\w:.-]+|<ref\b|\{\{(?:sfn|cite|harv|refn|r\|)|<d-cite|\\(?:cite|citep|citet|parencite|autocite)\b"
    r"|:cite:`|\bcite_note"
)
_NUMBERS = r"[0-9]{1,3}(?:, ?[0-9]{1,3}){0,5}"
_GLUED = lazy(
    rf"(?:[a-z]{{3}}[)”\"’]?|[a-z]{{2}}[)”\"’]?[.,;]|[A-Z]{{3}}\.)({_NUMBERS})(?:[.,;:]?(?:[\s]|$)|[A-Z“])"
    rf"|(?:[a-z]{{3}}[)”\"’]?|\b(?:1[89]|20)\d\d)[ ]({_NUMBERS})\.(?:[\s]+[A-Z“\"]|[\s]*$|[ \t]*\n)",
    ignore_case=False,
)
_GLUED_YEAR = lazy(r"\b(?:1[89]|20)\d\d[.,]?([1-9][0-9]?)(?:[.,;:]?(?:[\s]|$))", ignore_case=False)  # “in 19063”, “by 2040.1 The”
_BEHIND_WORDS = later(rb"\]((?:\[\d{1,3}\])+)(?![(:])")
_FEWEST_FLAT = 3
_FEWEST_WORDS = 2  # numbers stuck to words


class Standing(NamedTuple):
    """Markers and entries of one document, each set against the other.

    ``lists`` are the lists with entries; ``labels`` maps each number or key that an entry carries to its entries. ``plain``
    are the markers that need a list: numbers in brackets that link nowhere themselves. ``cited`` are all the numbers, footnote
    labels and author–year keys that the text names. ``flattened`` are digits that look like raised markers that fell down.
    ``other_system`` tells that citations are keys which another program resolves.
    """

    lists: tuple[ReferenceList, ...]
    labels: Mapping[str, tuple[Reference, ...]]
    plain: tuple[Marker, ...]
    cited: frozenset[str]
    flattened: tuple[tuple[Span, tuple[str, ...]], ...]
    other_system: bool


@lru_cache(maxsize=2)
def standing(document: Document) -> Standing:
    """Give how citations and lists of a document stand to each other."""
    markers = document.markers
    lists = tuple(one for one in document.reference_lists if one.entries)
    labels: dict[str, list[Reference]] = {}
    for one in lists:
        for entry in one.entries:
            if entry.label is not None:
                labels.setdefault(entry.label.casefold(), []).append(entry)
    plain = tuple(m for m in markers if m.kind == "numeric" and not m.target and not m.superscript)
    cited = frozenset(key.casefold() for m in markers for key in m.keys) | _behind_words(document)
    cited |= {digit for m in markers if m.superscript for digit in apart(m, labels)}
    other = (bool(plain) or bool(document.reference_lists)) and (
        bool(_OTHER_SYSTEM.search(document.data))
        or (document.format == "markdown" and bool(_OTHER_SYSTEM.search(document.source_data)))
    )
    frozen = {key: tuple(entries) for key, entries in labels.items()}
    return Standing(lists, frozen, plain, cited, _flattened(document, lists, frozen, cited), other)


def apart(marker: Marker, labels: Container[str]) -> tuple[str, ...]:
    """Give the numbers that a raised one is made of, where it is in no list and each of its digits is: “¹⁴” may cite 1 and 4."""
    return tuple(
        digit for key in marker.keys if key not in labels and all(digit in labels for digit in key) for digit in key if len(key) > 1
    )


def _behind_words(document: Document) -> frozenset[str]:
    """Give the numbers that follow words in brackets, as in ``[the survey][4]`` where no definition makes a link of it."""
    if b"][" not in document.data:
        return frozenset()
    found = (m for m in _BEHIND_WORDS.finditer(document.data) if not document.in_references(m.start()))
    return frozenset(number.decode() for match in found for number in match[1][1:-1].split(b"]["))


def _flattened(
    document: Document, lists: tuple[ReferenceList, ...], labels: Mapping[str, tuple[Reference, ...]], cited: frozenset[str]
) -> tuple[tuple[Span, tuple[str, ...]], ...]:
    """Digits after words, as raised markers become when their form is lost; nothing where brackets cite the list."""
    numbered = [one for one in lists if one.style == "numbered"]
    if not numbered or len(cited & labels.keys()) * 2 > len(labels):
        return ()
    found = list(_glued(document, labels, _GLUED))
    if len({key for _, keys in found for key in keys}) >= _FEWEST_WORDS:
        found = sorted([*found, *_glued(document, labels, _GLUED_YEAR)])  # a year with a digit too many cites only among others
    distinct = {key for _, keys in found for key in keys}
    firsts = list(dict.fromkeys(int(key) for _, keys in found for key in keys))
    rising = sum(a < b for a, b in pairwise(firsts))
    if len(distinct) < min(_FEWEST_FLAT, max(len(labels), 2)) or len(distinct) * 3 < len(labels) or rising * 2 < len(firsts) - 1:
        return ()
    return tuple(found)


def _glued(document: Document, labels: Mapping[str, tuple[Reference, ...]], glued: Lazy) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Digits behind words that are all numbers of entries, outside of lists."""
    spans = document.reference_spans
    for match in glued.finditer(document.data):
        group = 2 if glued is _GLUED and not match[1] else 1
        keys = tuple(re.split(r", ?", match[group].decode()))
        start, end = match.span(group)
        if not all(key in labels for key in keys) or any(a <= start < b for a, b in spans):
            continue
        if not document.marked(start, end, "superscript", "subscript", "code", "math"):
            yield Span(start, end), keys


def author_years(document: Document) -> frozenset[str]:
    """Give the keys ``"smith 2019"`` under which the unnumbered and numbered entries of a document can be cited."""
    return frozenset(key for entry in document.references for key in entry_keys(document.data[entry.start : entry.end]))
