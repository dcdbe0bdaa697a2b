"""Whether a page says what a sentence that cites it says: its quoted words and its numbers."""

from __future__ import annotations

import re
import unicodedata

from auditor.lexicon import later
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_FOLDED = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
        "…": "...",
    }
)
_GAP = later(r"\s*(?:\[[^\]]{0,80}\]|\.\s?\.\s?\.(?:\s?\.)?)\s*")  # what the writer left out or put in
_EDGE = " .,;:!?-\"'()"
_NUMBER = later(
    r"(?<![\w.,/:-])(?P<money>[$€£¥]\s?)?(?P<digits>\d{1,3}(?:[,\u00a0\u202f' ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s?(?P<percent>%|per\s?cent\b|percent\b|percentage points?\b)|[\s-](?P<scale>thousand|million|billion|trillion)\b"
    r"|(?P<short>[kKmMbB]n?)\b)?(?![\w/:]|\.\d)",
)
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "k": 10**3, "m": 10**6, "b": 10**9}
_SPELT = {
    w: n
    for n, w in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
        nineteen twenty""".split()
    )
}
_SPELT |= {w: n * 10 for n, w in enumerate("thirty forty fifty sixty seventy eighty ninety".split(), 3)}
_SPELT_NUMBER = later(r"\b(" + "|".join(_SPELT) + r")(?:-(one|two|three|four|five|six|seven|eight|nine))?\b", re.IGNORECASE)
_WORD = later(r"[^\W_]+")
_ALIGNED = 93.0  # likeness, of 100, at which differing letters are typography and spelling, not other words
_NEAR = 60.0  # likeness from which a passage is worth showing
_SHOWN = 200  # characters of a passage that are shown
_PASSAGE = later(r"[^.!?\n]+(?:\.\d[^.!?\n]*)*")
_WITH_NUMBER = later(r"[^.!?\n]*\d[^.!?\n]*(?:\.\d[^.!?\n]*)*")
_FEW = 2  # words that a piece of a quotation needs to be looked for


class Found(NamedTuple):
    """Whether some words are on a page, and the passage that comes nearest where they are not (empty: none comes near)."""

    there: bool
    nearest: str = ""


class Number(NamedTuple):
    """A number of a sentence: its words, its value, the value of its last digit, and whether it is a percentage."""

    words: str
    value: float
    step: float
    percent: bool


class Page:
    """The text of a page, folded once for many questions."""

    def __init__(self, text: str) -> None:
        self.text = text
        shown = _even(text)
        self.folded = shown.casefold()
        self.shown = shown if len(shown) == len(self.folded) else self.folded
        self._numbers: list[Number] | None = None

    @property
    def numbers(self) -> list[Number]:
        """Every number of the page, those in words too."""
        if self._numbers is None:
            self._numbers = [*find_numbers(self.text), *_spelt(self.text)]
        return self._numbers


def fold(text: str) -> str:
    """Give a text in which quotation marks, dashes, ellipses, spaces, case and ligatures make no difference.

    >>> fold("“Over —  and out …”")
    '"over - and out ..."'
    """
    return _even(text).casefold()


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).translate(_FOLDED).split())


def find_quote(words: str, page: Page) -> Found:
    """Look for quoted words: each piece between ellipses and brackets, in order; typography and spelling may differ."""
    at, missing = 0, ""
    for piece in _pieces(words):
        exact = page.folded.find(piece, at)
        if exact < 0:
            exact = page.folded.find(piece)
        if exact >= 0:
            at = exact + len(piece)
        elif not _aligned(piece, page):
            missing = missing or piece
    return Found(there=False, nearest=_nearest(missing, page)) if missing else Found(there=True)


def _pieces(words: str) -> Iterator[str]:
    for piece in _GAP.split(fold(words)):
        bare = piece.strip(_EDGE)
        if len(_WORD.findall(bare)) >= _FEW:
            yield bare


def _aligned(piece: str, page: Page) -> bool:
    """Tell whether nearly these letters stand on the page, and no word is another one."""
    from rapidfuzz import fuzz  # noqa: PLC0415, TID251 — loaded where words are compared, nowhere else

    found = fuzz.partial_ratio_alignment(piece, page.folded, score_cutoff=_ALIGNED)
    if found is None or not found.score:
        return False
    start, end = found.dest_start, found.dest_end
    there = set(_WORD.findall(page.folded[max(0, start - 20) : end + 20]))
    return all(_spelt_alike(word, there) for word in _WORD.findall(piece))


def _spelt_alike(word: str, others: set[str]) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415, TID251

    if word in others:
        return True
    return not word.isdigit() and len(word) > 3 and any(fuzz.ratio(word, other) >= 85 for other in others)


def _nearest(piece: str, page: Page) -> str:
    from rapidfuzz import fuzz  # noqa: PLC0415, TID251

    found = fuzz.partial_ratio_alignment(piece, page.folded, score_cutoff=_NEAR)
    if found is None or not found.score:
        return ""
    return _passage(page.shown, found.dest_start, found.dest_end)


def _passage(text: str, start: int, end: int) -> str:
    """Give a stretch of a text, to the edges of its words."""
    start = text.rfind(" ", 0, start + 1) + 1
    stop = text.find(" ", end)
    words = text[start : stop if stop >= 0 else len(text)].strip(" \"'")
    return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"


# --- numbers --------------------------------------------------------------------------------------------------


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of a text that are written in digits; years and days of dates are none.

    >>> [(n.words, n.value) for n in find_numbers("In 2019, 3.4 million people, or 12%, paid $1,200.")]
    [('3.4 million', 3400000.0), ('12%', 12.0), ('$1,200', 1200.0)]
    """
    for match in _NUMBER.finditer(text):
        digits = re.sub(r"[^\d.]", "", match["digits"])
        percent = bool(match["percent"])
        plain = not (match["money"] or percent or match["scale"] or match["short"])
        if plain and re.fullmatch(r"(?:1[0-9]|20)\d\d", match["digits"]):
            continue
        scale = _SCALES.get((match["scale"] or match["short"] or "").lower()[:8].rstrip("n") or "", 1)
        scale = _SCALES.get(match["scale"] or "", scale)
        decimals = len(digits.partition(".")[2])
        trailing = len(digits) - len(digits.rstrip("0")) if not decimals else 0
        step = scale * 10.0 ** (trailing if scale == 1 else 0) / 10**decimals
        yield Number(match[0].strip(), float(digits) * scale, step, percent)


def _spelt(text: str) -> Iterator[Number]:
    for match in _SPELT_NUMBER.finditer(text):
        value = float(_SPELT[match[1].lower()] + (_SPELT[match[2].lower()] if match[2] else 0))
        yield Number(match[0], value, 1.0, percent=False)


def telling(number: Number) -> bool:
    """Tell whether a number says enough to be looked for: a share, an amount, or three digits and more."""
    digits = sum(map(str.isdigit, number.words))
    return number.percent or digits >= 3 or "." in number.words or number.words[0] in "$€£¥" or number.words[-1].isalpha()


def find_number(number: Number, sentence: str, page: Page) -> Found:
    """Look for a number on a page, as it is or before it was rounded; else give the passage that shares most words."""
    for other in page.numbers:
        if other.value == number.value or abs(other.value - number.value) <= number.step / 2 >= other.step / 2:
            return Found(there=True)
    return Found(there=False, nearest=nearest_passage(sentence, page, _WITH_NUMBER))


def nearest_passage(sentence: str, page: Page, passages: re.Pattern[str] | None = None) -> str:
    """Give the passage of a page that shares most of a sentence's words, two at least; nothing where none does."""
    wanted = {word for word in _WORD.findall(fold(sentence)) if len(word) > 3}
    best, most = "", 1
    for match in (passages or _PASSAGE).finditer(page.text[:100_000]):
        shared = len(wanted.intersection(_WORD.findall(match[0].casefold())))
        if shared > most:
            best, most = " ".join(match[0].split()), shared
    return best if len(best) <= _SHOWN else best[:_SHOWN].rsplit(" ", 1)[0] + " …"
