"""Whether an entry and a register speak of the same work: title, authors and year, each with a verdict of its own."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import Literal, NamedTuple

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Agreement = Literal["agrees", "differs", "unclear"]

_TAG = later(r"</?[a-zA-Z][^>]{0,80}>")
_MATHS = later(r"<mml:|<math|\$|\\[a-z]+\{")
_WORD = later(r"[^\W_]+")
_LOCATOR = later(r"\S*[/@]\S*")
_YEAR = later(r"\b(?:1[5-9]|20)\d\d\b")
_NOTICE = later(r"^\s*\W*(?:retracted|withdrawn|removed)(?: article| chapter| paper)?\s*[:\]—–-]+\s*", re.IGNORECASE)
_SMALL = frozenset(
    "a an and as at but by for from in into is of on or the to via vs with und der die das le la les de des el".split()
)
_NUMBERS = {word: str(n) for n, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_NUMBERS |= {"ii": "2", "iii": "3", "iv": "4"}
_SUBTITLE = later(r"[:?!]\s|\s[–—-]\s")
_INITIALS = later(r"(?:[A-Z]\.?-?){1,4}")
_INITIALS_LAST = later(r"\s(?:[A-Z]\.?-?\s?){1,4}$")
_BREAK = later(r"\s*(?:;|,?\s+&|,?\s+and\s|,?\s+et\s+al\b\.?|,?\s+u\.\s?a\.)\s*", re.IGNORECASE)
_ROLE = later(r"\((?:eds?|editors?|hrsg|trans)\.?\)|\beds?\.|\bet\.? ?al\b\.?|\band others\b|\[[^\]]*\]|…|\.\.\.", re.IGNORECASE)
_PARTICLES = frozenset("van von der den de la le del della di da du dos ten ter zu af bin al el st".split())
_SPELT = 84  # likeness, of 100, of two spellings of one word: behaviour and behavior
_CLOSE_YEARS = 1


class Fields(NamedTuple):
    """The verdict on each field of an entry."""

    title: Agreement
    authors: Agreement
    year: Agreement

    @property
    def differing(self) -> tuple[str, ...]:
        """The names of the fields that differ."""
        return tuple(name for name, verdict in self._asdict().items() if verdict == "differs")


def compare(entry: Mapping[str, str], record: Mapping[str, str]) -> Fields:
    """Compare an entry's fields with a register's record: ``title`` (several on lines), ``authors`` (on lines), ``years``.

    A field that either lacks is "unclear". Entries are written in many styles and may have been read wrongly: what a field lacks
    and the words of the entry have is no difference.
    """
    words = _LOCATOR.sub(" ", getattr(entry, "words", ""))
    titles = record.get("title", "").split("\n")
    verdicts = [title_agrees(entry.get("title", ""), title) for title in titles]
    title: Agreement = "agrees" if "agrees" in verdicts else "unclear" if "unclear" in verdicts else "differs"
    if title == "differs" and any(_holds(words, one) for one in titles):
        title = "agrees"
    names = [name for name in record.get("authors", "").split("\n") if name]
    years = [int(year) for year in record.get("years", "").split()]
    year = year_agrees(entry.get("date", ""), years)
    if year == "differs" and not set(_YEAR.findall(words)).isdisjoint(map(str, years)):
        year = "agrees"
    return Fields(title, authors_agree(entry.get("author", ""), names, titles), year)


def _holds(words: str, title: str) -> bool:
    """Tell whether a title stands in the words of an entry."""
    wanted = " ".join(plain_words(title))
    return len(wanted) > 8 and f" {wanted} " in f" {' '.join(plain_words(words))} "


@lru_cache(maxsize=4096)
def plain_words(text: str) -> tuple[str, ...]:
    """Give the words of a title without case, accents, markup and the smallest words; small numbers in digits.

    >>> plain_words("The <i>Évolution</i> of Type-II Cells")
    ('evolution', 'type', '2', 'cells')
    """
    text = unicodedata.normalize("NFKD", _TAG.sub("", unescape(text)).replace("ß", "ss").replace("ø", "o").replace("ł", "l"))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold().replace("’", "'").replace("'s", "s")
    return tuple(_NUMBERS.get(word, word) for word in _WORD.findall(text) if word not in _SMALL)


def title_agrees(written: str, registered: str) -> Agreement:
    """Compare two titles: a subtitle may lack, words may be spelt or parted otherwise, but none replaced by another."""
    if _MATHS.search(registered) or _MATHS.search(written):
        return "unclear"
    a, b = plain_words(_NOTICE.sub("", written)), plain_words(_NOTICE.sub("", registered))
    if not a or not b:
        return "unclear"
    lost_a, lost_b = _unmatched(a, b), _unmatched(b, a)
    if "".join(lost_a) == "".join(lost_b):  # nothing is lost, or it is parted otherwise: data base, database
        return "agrees"
    if lost_a and lost_b:
        return "differs"
    shorter, longer, whole = (a, b, registered) if lost_b else (b, a, written)
    return "agrees" if _part_of(shorter, longer, whole) else "unclear"


def _part_of(shorter: Sequence[str], longer: Sequence[str], whole: str) -> bool:
    """Tell whether a title begins or ends another, and is long enough to be known by it, or all of it but the subtitle."""
    size = len(shorter)
    if size < 3 and plain_words(_SUBTITLE.split(whole)[0]) != tuple(shorter):
        return False
    return _alike(shorter, longer[:size]) or _alike(shorter, longer[-size:])


def _alike(a: Sequence[str], b: Sequence[str]) -> bool:
    return all(_same(x, y) for x, y in zip(a, b, strict=True))


def _unmatched(words: Sequence[str], others: Sequence[str]) -> list[str]:
    there = set(others)
    return [word for word in words if word not in there and not any(_same(word, other) for other in there)]


def _same(a: str, b: str) -> bool:
    """Tell whether two words are one, spelt in two ways; numbers are not."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or a.isdigit() or b.isdigit() or a[0] != b[0]:
        return False
    from rapidfuzz import fuzz  # noqa: PLC0415, TID251 — loaded where words are compared, nowhere else

    return fuzz.ratio(a, b) >= _SPELT


def _letters(name: str) -> str:
    return "".join(plain_words(name))


def families(authors: str) -> list[str]:
    """Give the family names in a list of authors, in any of the usual styles, as far as they can be told.

    >>> families("Smith, J., Lee, K. & van der Berg, P.")
    ['Smith', 'Lee', 'van der Berg']
    >>> families("J. Smith, K. Lee and P. Jones")
    ['Smith', 'Lee', 'Jones']
    """
    found: list[str] = []
    for part in _BREAK.split(_ROLE.sub(" ", authors)):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip(" .")]
        at = 0
        while at < len(pieces):
            following = pieces[at + 1] if at + 1 < len(pieces) else ""
            inverted = bool(following) and (
                bool(_INITIALS.fullmatch(following.replace(" ", "")))
                or (len(pieces) == 2 and len(pieces[at].split()) <= 3 and " " not in pieces[at].strip())
            )
            found.append(pieces[at] if inverted else _family(pieces[at]))
            at += 2 if inverted else 1
    return [name for name in found if _letters(name)]


def _family(name: str) -> str:
    """Give the family name of one name: “J. van Smith”, “Smith JB”."""
    bare = _INITIALS_LAST.sub("", f"{name} ".rstrip(" .")) if len(name.split()) > 1 else name
    if bare != name.rstrip(" ."):
        return bare
    words = [word for word in name.split() if not _INITIALS.fullmatch(word)]
    at = len(words) - 1
    while at > 0 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return " ".join(words[at:])


def authors_agree(written: str, registered: Sequence[str], titles: Sequence[str] = ()) -> Agreement:
    """Compare an entry's authors with the family names of a register: the first is named, and nobody who is not there.

    Words of the registered ``titles`` among the authors are no names: the entry was cut in the wrong place.
    """
    if not written.strip(" .") or not registered:
        return "unclear"
    words = frozenset(plain_words(written))
    there = [_letters(name) for name in registered]
    all_written = "".join(plain_words(written))
    named = [any(map(words.__contains__, plain_words(name))) or _letters(name) in all_written for name in registered]
    named = [here or any(_same(_letters(name), word) for word in words) for here, name in zip(named, registered, strict=True)]
    other = frozenset(word for title in titles for word in plain_words(title))
    strangers = [name for name in families(written) if not _known(name, there) and other.isdisjoint(plain_words(name))]
    if not any(named):
        return "differs"
    if not named[0]:
        return "differs" if strangers else "unclear"
    return "differs" if strangers else "agrees"


def _known(name: str, there: Sequence[str]) -> bool:
    letters = _letters(name)
    parts = [word for word in plain_words(name) if len(word) > 2]
    return any(
        letters == other or _same(letters, other) or any(part in other or other in part for part in parts)
        for other in there
        if other
    )


def year_agrees(written: str, registered: Sequence[int]) -> Agreement:
    """Compare a year with those in which a work was posted, published online and in print: one beside them is unclear."""
    found = _YEAR.search(written)
    if found is None or not registered:
        return "unclear"
    year, low, high = int(found[0]), min(registered), max(registered)
    if low <= year <= high:
        return "agrees"
    return "unclear" if low - _CLOSE_YEARS <= year <= high + _CLOSE_YEARS else "differs"
