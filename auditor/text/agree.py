"""Whether an entry and a register speak of the same work: title, authors and year, each with a verdict of its own."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import Literal

from auditor.lexicon import later
from auditor.model.made import NamedTuple

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
_CAPITAL = "[A-ZÀ-ÖØ-ÞĆČĎĐĘĚĞİŁŃŇŐŒŘŚŞŠŤŮŰŹŻŽΑ-ΩЁА-Я]"
_INITIALS = later(rf"(?:{_CAPITAL}\.?-?){{1,4}}")
_INITIALS_LAST = later(rf"\s(?:{_CAPITAL}\.?-?\s?){{1,4}}$")
_JUNIOR = later(r",?\s+(?:Jr|Sr)\b\.?|,\s*(?:II|III)\b\.?(?=\s*(?:[,;&(]|$))")
_LETTERS = later(r"\b[A-Z]{3,8}\b")
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
    written = entry.get("title", "")
    titles = record.get("title", "").split("\n")
    verdicts = [title_agrees(written, title) for title in titles]
    title: Agreement = "agrees" if "agrees" in verdicts else "unclear" if "unclear" in verdicts else "differs"
    inside = title == "differs" and any(_holds(words, one) for one in titles)  # a chapter of the work, by somebody else
    names = [name for name in record.get("authors", "").split("\n") if name]
    authors = _compared_authors(entry.get("author", ""), words.partition(written)[0] if written else "", names, titles)
    return Fields(
        "agrees" if inside else title,
        "unclear" if inside and authors == "differs" and any(_stands_in(name, words) for name in names) else authors,
        _compared_year(entry.get("date", ""), written, words, [int(year) for year in record.get("years", "").split()]),
    )


def _compared_authors(written: str, before: str, names: Sequence[str], titles: Sequence[str]) -> Agreement:
    """Compare the authors; where none were read, the words ``before`` the title may show that they agree, and nothing else."""
    if written:
        return authors_agree(written, names, titles)
    return "agrees" if before and authors_agree(before, names, titles) == "agrees" else "unclear"


def _compared_year(date: str, title: str, words: str, years: Sequence[int]) -> Agreement:
    """Compare the year; one that stands elsewhere in the entry may be its own, but not one in its title."""
    year = year_agrees(date, years)
    rest = words.replace(title, " ") if title and f"({date[:4]}" not in title else words
    return "agrees" if year == "differs" and not set(_YEAR.findall(rest)).isdisjoint(map(str, years)) else year


def _stands_in(name: str, words: str) -> bool:
    """Tell whether all words of a family name stand in the words of an entry, as those of an editor do."""
    return bool(plain_words(name)) and set(plain_words(name)) <= set(plain_words(words))


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
    if _MATHS.search(registered) or _MATHS.search(written) or _in_other_letters(written, registered):
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


def _in_other_letters(a: str, b: str) -> bool:
    """Tell whether one text is written in Latin letters and the other in none of them: one may be the other, transliterated."""
    latin = [[c < "\u0250" or "\u1e00" <= c <= "\u1eff" for c in text if c.isalpha()] for text in (a, b)]
    return all(latin) and any(all(one) and not any(other) for one, other in (latin, latin[::-1]))


def _letters(name: str) -> str:
    return "".join(plain_words(name))


def families(authors: str) -> list[str]:
    """Give the family names in a list of authors, in any of the usual styles, as far as they can be told.

    >>> families("Smith, J., Lee, K. & van der Berg, P.")
    ['Smith', 'Lee', 'van der Berg']
    >>> families("J. Smith, K. Lee and P. Jones")
    ['Smith', 'Lee', 'Jones']
    """
    return [name for name, _ in _people(authors)]


def _people(authors: str) -> list[tuple[str, str]]:
    """Give the family name and the whole of each name in a list of authors; both are the family name where a comma parts it."""
    found: list[tuple[str, str]] = []
    for part in _BREAK.split(_JUNIOR.sub("", _ROLE.sub(" ", authors))):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip(" .")]
        at = 0
        while at < len(pieces):
            following = pieces[at + 1] if at + 1 < len(pieces) else ""
            inverted = bool(following) and (
                bool(_INITIALS.fullmatch(following.replace(" ", "")))
                or (len(pieces) == 2 and len(pieces[at].split()) <= 3 and " " not in pieces[at].strip())
            )
            found.append((pieces[at] if inverted else _family(pieces[at]), pieces[at]))
            at += 2 if inverted else 1
    return [(name, whole) for name, whole in found if _letters(name)]


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
    registered = [name for name in registered if not _in_other_letters(written, name)]
    if not written.strip(" .") or not registered:
        return "unclear"
    words = frozenset(plain_words(written))
    there = [_letters(name) for name in registered]
    all_written = "".join(plain_words(written))
    named = [any(map(words.__contains__, plain_words(name))) or _letters(name) in all_written for name in registered]
    named = [here or any(_same(_letters(name), word) for word in words) for here, name in zip(named, registered, strict=True)]
    bodies = {letters for name in registered if len(letters := _abbreviated(name)) > 2}
    short = {*_LETTERS.findall(written), *(_abbreviated(whole) for _, whole in _people(written) if len(whole.split()) > 2)} & bodies
    named = [here or _abbreviated(name) in short for here, name in zip(named, registered, strict=True)]
    other = frozenset(word for title in titles for word in plain_words(title))
    strangers = [
        name
        for name, whole in _people(written)
        if not (_known(name, there) or short & {name, _abbreviated(whole)} or _is_first(whole, there))
        and other.isdisjoint(plain_words(name))
    ]
    if not any(named):
        return "differs"
    if not named[0]:
        return "differs" if strangers else "unclear"
    return "differs" if strangers else "agrees"


def _abbreviated(name: str) -> str:
    """Give the letters by which a body goes: “World Port Organization” is the WPO; a name of one word is itself."""
    words = [word for word in _WORD.findall(name) if word.casefold() not in _SMALL]
    return "".join(word[0] for word in words).upper() if len(words) > 1 else name


def _is_first(whole: str, there: Sequence[str]) -> bool:
    """Tell whether a name begins with a registered family name, as where the family comes first: “Wang Xiaoming”."""
    words = whole.split()
    return len(words) > 1 and _letters(words[0]) in there


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
