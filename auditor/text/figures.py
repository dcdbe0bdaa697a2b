"""Figures: which of the numbers in a sentence count something, and which are names, times or years."""

from __future__ import annotations

from functools import lru_cache

from auditor.lexicon import later, lazy
from auditor.text.claim_cues import DATED, NUMBER, NUMBER_WORDS

_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
# What may touch a figure: not "3D", "5th", "2B".
_COUNTED = frozenset((b"", b"%", b"k", b"m", b"bn", b"tn", b"s", b"km", b"kg", b"mph", b"cents"))
_SIZES = (b"old", b"olds", b"bit", b"way", b"page", b"part", b"step", b"minute", b"hour", b"day", b"week", b"month", b"point")
_DIGIT = later(rb"\d")
_DIGITS = frozenset(b"0123456789")
_YEAR = later(rb"1[5-9]\d\d|20\d\d")

_UNIT = (
    "%|per ?cent|percent|percentage points?|million|billion|trillion|thousand|hundred|dozen|people|men|women|children|deaths|"
    "cases|jobs|votes|seats|times|dollars|euros|pounds|cents|years|months|weeks|days|hours|minutes|seconds|miles|km|kilomet(?:re|"
    "er)s|"
    "met(?:re|er)s|feet|acres|hectares|tons?|tonnes|kg|degrees|points|mph|barrels|countries|states|cities|homes|households"
)
# First what only looks like a figure (it begins with a letter or bracket, or holds a colon or slash), then figures.
_NUMBER = lazy(
    r"\[[\d@][^\]\n]{0,200}\]|#\d+"
    r"|\b(?:https?://|www\.)\S+"
    r"|\b(?:figs?\.?|figures?|tables?|sections?|chapters?|appendix|steps?|parts?|pages?|pp?\.|versions?|no\.|items?|vol(?:ume|\.)|"
    r"episodes?|phase|round|act|lines?|rule|article|question|option|type|level|route|highway|interstate|room|gate|channel|boeing|"
    r"windows|python|ios|android|iphone|area|apollo|super bowl|world war|title|proposition|prop\.?|amendment) #?\d[\w.–-]*"
    r"|\b[a-z]+[-‑]?\d[\w-]*"
    r"|\b\d+[:/]\d[\d:/]*(?: ?[ap]\.?m\b)?|\b\d{1,2} ?(?:[ap]\.?m\b)"
    r"|[$€£¥] ?\d[\d.,]*(?: ?(?:m|bn|k|million|billion|trillion)\b)?"
    r"|\b\d[\d.,]*(?:k|m|bn|tn)\b|\b\d[\d.,]*(?:[a-z]\d|[a-rt-z]\b|[a-z]{2,}\d|-?(?:bit|way|page|part|step|minute|hour|day|week|"
    r"month|point)\b)[\w-]*"
    r"|\b\d[\d.,]*(?:[-–‑]year[-‑]olds?|s\b|(?:st|nd|rd|th)\b|[-–‑ ]?(?:" + _UNIT + r")\b|%)?"
    r"|" + NUMBER_WORDS
)


def figure(data: bytes, start: int, end: int) -> int:
    """Give the bit for the first figure in ``data[start:end]``: a number, a date (a bare year), or nothing."""
    first, last = first_figure(data, start, end)
    return _figure_kind(data[first:last]) if first >= 0 else 0


def first_figure(data: bytes, start: int, end: int) -> tuple[int, int]:
    """Give where the first figure, or bare year, of ``data[start:end]`` stands, ``(-1, -1)`` for none."""
    find = _NUMBER.find
    first, last = find(data, start, end)
    while first >= 0:
        # "1." begins a line: the number of an item
        an_item = data[last - 1] in b".)" and (first == 0 or data[first - 1] in b"\n")
        kind = _figure_kind(data[first:last])
        if kind and not (an_item and kind == NUMBER):
            break
        first, last = find(data, last, end)
    return first, last


@lru_cache(maxsize=4096)
def _figure_kind(words: bytes) -> int:
    word = words.rstrip(b".,").lower()
    if word[0] in b"[#" or (word[0] in _LETTERS and _DIGIT.search(word)) or b":" in word or b"/" in word:
        return 0
    unit = word.lstrip(b"0123456789.,")
    if unit.replace(b".", b"").strip() in (b"am", b"pm"):
        return 0
    if word[0] in _DIGITS and ((unit[:1].isalpha() and unit not in _COUNTED) or (unit[:1] == b"-" and unit.endswith(_SIZES))):
        return 0
    return DATED if _YEAR.fullmatch(word) else NUMBER
