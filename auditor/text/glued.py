"""Two words run together: a token that is no word of English, and whose halves are words that stand side by side.

New compounds are no words of a dictionary either (“microgrid”, “livestream”). What tells them apart is their halves: words of
closed classes (“the”, “between”) build no compounds, inflected and derived words (“officials”, “foreign”) hardly stand first
in one. Two bare nouns (“food”, “stamp”) are left alone: nothing tells whether someone meant them as one.
"""

from __future__ import annotations

from functools import cache

from auditor.english import common, knows
from auditor.lexicon import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAST = 4  # letters: “tobe”
_LONG = 6  # letters of a half that need not be a common word
_SURE = 11  # letters in all from which a slip of one letter is no likelier reading
_COMPOUND = 10  # letters in all of two words of open classes
_NEVER = 1_000  # letters: more than any word has
_VERB = (b"ing", b"ed")
_PLURAL = (b"ss", b"us", b"is", b"as", b"os")  # ends in -s that are mostly no plural
_DERIVED = (  # ends that a first half of a compound seldom has
    *(b"tion", b"sion", b"ment", b"ity", b"ance", b"ence", b"ism", b"ness"),
    *(b"al", b"ic", b"ous", b"ive", b"ful", b"ary", b"ory", b"ible", b"ian", b"ish", b"ant", b"ent", b"lar"),
)
_NEGATED = (b"al", b"ic", b"ous", b"ing", b"ed", b"ble", b"ate", b"ly", b"ar")  # after a- these make one word: “atypical”
_LONGER = {  # how the rest begins where a closed word only begins a longer word: “withdrawable”, “hashers”, “YouTubers”
    b"with": (b"draw", b"hold", b"st"),
    b"has": (b"h",),
    b"of": (b"f",),
    b"you": (b"tub",),
}
_LETTERS = tuple(bytes([c]) for c in range(ord("a"), ord("z") + 1))


@cache
def _list(name: str) -> frozenset[bytes]:
    return frozenset(w.encode() for w in words(name))


def find_glued(vocabulary: frozenset[bytes], *, technical: bool = False) -> Iterator[tuple[bytes, bytes, bool]]:
    """Yield what may be two words in a vocabulary, in lower case: both halves, and whether `is_slip` must still be asked.

    ``technical`` tells of a text with code in it, where names run words together: only function words count there.
    """
    for word in vocabulary - _single:
        found = None if len(word) < _LEAST or knows(word) else _split(word)
        if not found:
            if len(_single) > _MOST_KEPT:
                _single.clear()
            _single.add(word)
        elif not technical or (found := _split(word, technical=True)):
            yield found


_MOST_KEPT = 40_000  # words: a few megabytes; a corpus of news holds 20,000 different ones
_single: set[bytes] = set()  # words that are one, from this text and from those before


def is_slip(first: bytes, last: bytes) -> bool:
    """Tell whether a common word, other than a half, is one letter away: left out, put in, changed, or two changed places."""
    return any(common(word) for word in set(_one_off(first + last)) - {first, last} if len(word) > 2)


def carries_a_name(first: bytes, last: bytes) -> bool:
    """Tell whether halves are two words even with a capital: “Gonzaleshas”, “Fathersestablished”, not “Hashim”."""
    return (last in _list("glued-after-name") and len(first) > 4) or (_is_plural(first) and _is_verb(last) and len(first) >= _LONG)


def _split(word: bytes, *, technical: bool = False) -> tuple[bytes, bytes, bool] | None:
    closed, length, found = _closed_class(), len(word), None
    for i in range(1, length):
        first, last = word[:i], word[i:]
        if first not in closed and last not in closed and (length < _COMPOUND or i < 3 or length - i < 4 or not common(last)):
            continue
        if technical and not (_outspoken(first, "glued-first") or _outspoken(last, "glued-last")):
            continue
        sure = _closed(first, last) or (not technical and (_light(first, last) or _open(first, last)))
        if sure and length >= sure:
            return first, last, False
        if sure:
            found = found or (first, last, True)
    return found


# Each of the following gives from how many letters in all the reading as two words is sure, 0 where it is no such reading;
# below that, a common word that is one letter away is the likelier reading.


def _closed(first: bytes, last: bytes) -> int:
    """One half is of a closed class and builds no words."""
    firsts, lasts = _list("glued-first"), _list("glued-last")
    if _is_closed(first) and _is_closed(last):
        return 0 if last == b"a" and first.endswith((b"ould", b"ight", b"ust")) else _LEAST + 1  # “shoulda” is said so
    if first in firsts and _word(last) and last not in _list("glued-ending") and (len(last) > 3 or len(first) > 2):
        return 0 if last.startswith(_LONGER.get(first, ())) else _SURE
    if last in lasts and _word(first) and not _torn(first, last):
        if last in (b"is", b"us"):  # “jihadis” is a plural, “orientalis” Latin
            plain = len(first) > 5 and common(first) and not first.endswith(_DERIVED)
            return _NEVER if plain or _is_verb(first) or _is_plural(first) else 0
        if len(last) == 2:
            return _NEVER if len(first) > 4 else 0
        return _SURE if len(first) > 3 or len(last) > 3 else 0
    return 0


def _light(first: bytes, last: bytes) -> int:
    """One half is of a closed class and builds some words, but none with such another half."""
    inflected = _is_verb(first) or _is_plural(first)
    if last in (b"in", b"on", b"at", b"an", b"be", b"it"):
        found = _word(first) and ((len(first) > 5 and common(first)) or inflected or first.endswith(b"ly"))
    elif last in _list("glued-after-verb"):
        found = len(first) > 4 and inflected and _word(first)
    elif last == b"a":
        found = len(first) > 4 and (inflected or first.endswith((b"ly", b"ment", b"self"))) and _word(first)
    elif first == b"a":
        found = len(last) > 4 and common(last) and last not in _list("glued-ending") and not last.endswith(_NEGATED)
    elif first == b"an":
        found = len(last) > 3 and last[:1] in b"aeiou" and common(last) and last not in _list("glued-ending")
    elif first in (b"for", b"by", b"at"):
        found = len(last) > 5 and _word(last) and last not in _list("glued-ending")
    elif first == b"in":
        found = len(last) > 6 and common(last) and _is_plural(last) and not last.endswith(b"tions")
    else:
        found = False
    return _NEVER if found else 0


def _open(first: bytes, last: bytes) -> int:
    """Both halves are of open classes; the form of one is rare at its place in a compound."""
    if len(last) < 4 or len(first + last) < _COMPOUND or not common(last) or not common(first):
        return 0
    if _is_closed(first) or _is_closed(last) or first in _list("glued-prefix") or last in _list("glued-ending"):
        return 0
    if len(first) > 4 and (_is_verb(first) or _is_plural(first) or _is_derived(first)):
        return 0 if _torn(first, last) else _SURE
    return 0


def _outspoken(half: bytes, name: str) -> bool:
    return len(half) > 3 and half in _list(name) and half not in _list("glued-name")


def _is_closed(half: bytes) -> bool:
    return half in _closed_class()


@cache
def _closed_class() -> frozenset[bytes]:
    return _list("glued-first") | _list("glued-last") | _list("glued-either")


def _word(half: bytes) -> bool:
    return common(half) or (len(half) >= _LONG and knows(half))


def _is_verb(half: bytes) -> bool:
    return len(half) > 4 and half.endswith(_VERB) and not half.endswith(b"eed")


def _is_derived(half: bytes) -> bool:
    return (len(half) > 5 and half.endswith(_DERIVED)) or (len(half) > 5 and half.endswith(b"ly") and knows(half[:-2]))


def _torn(first: bytes, last: bytes) -> bool:
    """Tell “name|space” from “names|pace”."""
    return last != b"and" and first.endswith(b"s") and knows(first[:-1]) and common(b"s" + last)


def _is_plural(half: bytes) -> bool:
    return len(half) > 3 and half.endswith(b"s") and not half.endswith(_PLURAL)


def _one_off(word: bytes) -> Iterator[bytes]:
    for i in range(len(word) + 1):
        left, right = word[:i], word[i:]
        rest = right[1:]
        if right:
            yield left + rest
            yield left + right[1:2] + right[:1] + right[2:]
            yield from [left + letter + rest for letter in _LETTERS]
        yield from [left + letter + right for letter in _LETTERS]
