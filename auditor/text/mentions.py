"""Whether a page names the days and the people of a sentence that cites it. Where it may name them otherwise, it does."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta
from functools import cached_property

from auditor import english
from auditor.lexicon import later
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAYS = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?(?:(?:\s?[-–/]\s?|\sto\s|\sand\s)(?P<{0}_to>\d{{1,2}})(?:st|nd|rd|th)?)?(?!\d|[,.]\d)"
_YEAR = r"(?P<{}>(?:1[5-9]|20)\d\d)(?!\d)"
_DATE = later(
    rf"\b{_DAYS.format('d1')}\s(?:of\s)?(?P<m1>{_MONTH})(?:,?\s{_YEAR.format('y1')})?"
    rf"|\b(?P<m2>{_MONTH})\s(?:the\s)?{_DAYS.format('d2')}(?:,?\s{_YEAR.format('y2')})?"
    rf"|\b(?P<m3>{_MONTH}),?\s(?:of\s)?{_YEAR.format('y3')}"
    rf"|(?<![\d/.-]){_YEAR.format('y4')}[-/.](?P<n4>0?[1-9]|1[0-2])[-/.](?P<d4>[0-3]?\d)(?!\d)"
    rf"|(?<![\d/.-])(?P<a5>[0-3]?\d)[/.](?P<b5>[0-3]?\d)[/.]{_YEAR.format('y5')}",
    re.IGNORECASE,
)
_RELATIVE = later(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|yesterday|today|tomorrow|tonight|(?:last|this|next) (?:week|month|night)"
    r"|ago)\b",
    re.IGNORECASE,
)
_NEAR = timedelta(days=8)
_LINK = r"(?:of|for|on|de|van|von|der|den|la|del|di|da|dos|al|bin|el|of the|for the|de la|van der|van den)"
_CAPITAL = r"[^\W\d_a-zß-ÿ][\w’'-]{1,40}"
_NAME = later(rf"(?<![\w@#/.-]){_CAPITAL}(?:[ \u00a0](?:{_LINK}[ \u00a0])?(?:[A-Z]\.[ \u00a0])?{_CAPITAL}){{1,12}}(?![\w’'-])")
_WORD = later(r"[^\W_]+(?:['’][^\W_]+)*")
_CAPITALS = later(r"\b[A-Z]{2,6}\b")
_NO_NAMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
    november december mr mrs ms dr prof sir lord lady st president minister mayor professor doctor senator judge king
    queen""".split()
)
_OPENERS = frozenset(
    """the a an in on at by for from of to with as and but or so if when while after before since during until under over between
    among despite unlike like although because where who why how what then now once yet still even only both this that these those
    his her their its our my your he she they it we there here yesterday today later earlier meanwhile however according former
    last next another every each some many most all no not""".split()
)
_OTHERWISE = {"britain": "uk british", "united": "us usa uk american british emirati uae", "england": "english uk british"}
_PART = 3  # letters of a part of a name, at least
_STEM = 4  # letters that a name and what comes from it share: Canada and Canadian
_SPELT = 80  # likeness, of 100, of two spellings of one name: Zelensky and Zelenskyy


class Day(NamedTuple):
    """A date as it is written: words and place in the text (code points), year and month (0: not said), days (none: all of it)."""

    words: str
    start: int
    year: int
    month: int
    days: frozenset[int]
    other: tuple[int, int] = (0, 0)  # month and day where 03/05/2024 is read the other way


class Name(NamedTuple):
    """A name of two words or more: its words and its place in the text (code points)."""

    words: str
    start: int


def find_days(text: str) -> Iterator[Day]:
    """Yield the dates of a text that name a month and a day or a year, in digits or words.

    >>> [(d.year, d.month, sorted(d.days)) for d in find_days("From 3-5 May 2024, on Sept. 7 and since June 2020; 2024-05-03.")]
    [(2024, 5, [3, 4, 5]), (0, 9, [7]), (2020, 6, []), (2024, 5, [3])]
    """
    for found in _DATE.finditer(text):
        of = found.groupdict()
        if of["a5"]:
            a, b, year = int(of["a5"]), int(of["b5"]), int(of["y5"])
            if 1 <= b <= 12 and 1 <= a <= 31:
                other = (a, b) if a <= 12 else (0, 0)
                yield Day(found[0], found.start(), year, b, frozenset({a}), other)
            elif 1 <= a <= 12 and 1 <= b <= 31:
                yield Day(found[0], found.start(), year, a, frozenset({b}))
        elif of["n4"]:
            yield Day(found[0], found.start(), int(of["y4"]), int(of["n4"]), frozenset({int(of["d4"])}))
        else:
            name = of["m1"] or of["m2"] or of["m3"]
            if name[:1].isupper():  # “may 3” is a verb
                first, last = int(of["d1"] or of["d2"] or 0), int(of["d1_to"] or of["d2_to"] or 0)
                days = frozenset(range(first, max(first, last) + 1)) if first else frozenset()
                year = int(of["y1"] or of["y2"] or of["y3"] or 0)
                yield Day(found[0], found.start(), year, _MONTHS.index(name[:3].lower()) + 1, days)


def find_names(sentence: str) -> Iterator[Name]:
    """Yield the names of two words or more in a sentence.

    >>> [name.words for name in find_names("Yesterday Anna Holm of the World Port Organization met Mr Dahl.")]
    ['Anna Holm', 'World Port Organization']
    """
    for found in _NAME.finditer(sentence):
        start, words = found.start(), found[0]
        for link in (" of the ", " for the ", " of "):  # a person and where she works are two names
            head, mark, tail = words.partition(link)
            if mark and len(head.split()) > 1 and len(tail.split()) > 1:
                yield from _cleaned(head, start)
                start, words = start + len(head) + len(mark), tail
        yield from _cleaned(words, start)


def _cleaned(words: str, start: int) -> Iterator[Name]:
    """Yield a name without the small word that opens the sentence, titles, months and the genitive."""
    while " " in words:
        first = words.split(" ", 1)[0]
        if first[0].isupper() and first.lower().strip(".") not in _NO_NAMES and not (start == 0 and first.lower() in _OPENERS):
            break
        start, words = start + len(first) + 1, words[len(first) + 1 :]
    words = re.sub(r"['’]s?$", "", words)
    if len(words.split()) > 1 and words.split()[-1].lower() not in _NO_NAMES:
        yield Name(words, start)


class Mentions:
    """The days and the words of a page, read once for many questions."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def days(self) -> list[Day]:
        """Every date of the page."""
        return list(find_days(self.text))

    @cached_property
    def relative(self) -> bool:
        """Whether the page counts days from its own: “on Friday”, “last week”."""
        return bool(_RELATIVE.search(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the page, plain, without points within: U.S. is “us”."""
        plain = _plain(re.sub(r"(?<=\b\w)\.(?=\w\b)", "", self.text))
        return frozenset(_WORD.findall(plain)) | frozenset(re.sub(r"['’]s$", "", word) for word in _WORD.findall(plain))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of the words."""
        return frozenset(word[:_STEM] for word in self.words if len(word) > _STEM)

    @cached_property
    def initials(self) -> str:
        """The first letter of each word with a capital, in order: the short names of bodies stand in it."""
        return "".join(word[0] for word in _WORD.findall(self.text) if word[0].isupper()).lower()

    def has_day(self, day: Day) -> bool:
        """Tell whether the page names a day, or leaves room for it: the month alone, the day without its year, “on Friday”."""
        return any(_same_day(day, other) for other in self.days) or (self.relative and self._is_near(day))

    def _is_near(self, day: Day) -> bool:
        wanted = _exact(day)
        return not wanted or any(abs(one - other) <= _NEAR for one in wanted for shown in self.days for other in _exact(shown))

    def has_name(self, name: str) -> bool:
        """Tell whether any part of a name, a word made from it, its letters or another spelling are on the page."""
        parts = [word for word in _WORD.findall(_plain(name)) if len(word) >= _PART and word not in _NO_NAMES]
        told = [word for word in parts if not (word.isascii() and english.common(word.encode()))] or parts
        letters = "".join(word[0] for word in _WORD.findall(_plain(name)) if word not in ("of", "the", "for", "and"))
        if not told or letters in self.words or any(part in self.words or self._is_otherwise(part) for part in (*told, *parts)):
            return True
        if any(word.lower() in self.initials for word in _CAPITALS.findall(name)):  # WHO, and the page has it in full
            return True
        return any(self._is_spelt(part) for part in told)

    def _is_otherwise(self, part: str) -> bool:
        if not self.words.isdisjoint(_OTHERWISE.get(part, "").split()):
            return True
        return len(part) > _STEM and part[:_STEM] in self.stems

    def _is_spelt(self, part: str) -> bool:
        from rapidfuzz import fuzz, process  # noqa: PLC0415, TID251 — loaded where words are compared, nowhere else

        return process.extractOne(part, self.words, scorer=fuzz.ratio, score_cutoff=_SPELT) is not None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("Ł", "L"))
    return "".join(c for c in folded if not unicodedata.combining(c)).casefold().replace("’", "'")


def _same_day(day: Day, other: Day) -> bool:
    """Tell whether two dates may be one: what either leaves out agrees with what the other says."""
    if day.year and other.year and day.year != other.year:
        return False
    readings = ((one, two) for one in _readings(day) for two in _readings(other))
    return any(a[0] == b[0] and (not a[1] or not b[1] or not a[1].isdisjoint(b[1])) for a, b in readings)


def _readings(day: Day) -> tuple[tuple[int, frozenset[int]], ...]:
    first = (day.month, day.days)
    return (first, (day.other[0], frozenset({day.other[1]}))) if day.other[0] else (first,)


def _exact(day: Day) -> list[date]:
    """Give the dates that a day with its year may be."""
    found = []
    for month, days in _readings(day) if day.year else ():
        for number in days:
            try:
                found.append(date(day.year, month, number))
            except ValueError:
                continue
    return found
