"""Names at the start of a sentence, where every word has a capital letter."""

from __future__ import annotations

from auditor import english

_SHORTEST = 2  # letters: “It”, “So” and “As” are in no list of words
_MOST_PLACES = 8  # at which a word is looked up elsewhere in the text
_NEXT = 24  # bytes in which the word behind a name is looked at
_PAUSES = (b",", b"(", b"\xe2\x80\x94")
_FOLLOW = frozenset(
    b"has had who also then himself herself often later further earlier thought found spoke sought "
    b"told said describes speaks wants agrees believes finds denies reveals continues implies says tells".split()
)
_ONE = (b"ss", b"us", b"is")  # endings of words that are no plural
_PARTIES = frozenset(b"democrats republicans conservatives liberals greens socialists nationalists unionists libertarians".split())
_FAR = 200_000  # bytes of the text in which it is


class Names:
    """Tells names from other words that open a sentence of one text, each looked up once."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._known: dict[str, bool] = {}
        self._many: dict[str, bool] = {}

    def holds(self, name: str, first: int, stop: int) -> bool:
        """Tell whether a capitalised word that opens a sentence, found in ``[first, stop)``, is a name.

        Common English words are names where a verb in the past follows them that none but people are often the subject of, and
        where the text has them with a capital within a sentence, too.
        """
        word = name.encode()
        end = self._data.find(word, first, stop) + len(word)
        then = next(iter(self._data[end : end + _NEXT].split(None, 1)), b"")  # nothing follows the word that ends a text
        if then.startswith(_PAUSES) or then.endswith((b"ed", b"ly")) or then in _FOLLOW:
            return True
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._looked_up(name)
        return known

    def known(self, name: str) -> bool:
        """Tell whether words are a name wherever they stand: two with a capital, or one that is no common word of English.

        A common word is a name where the text has it with a capital within a sentence, too.
        """
        words = name.split()
        if len(words) > 1:
            return sum(word[:1].isupper() for word in words) > 1
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = len(name) > _SHORTEST and name[:1].isupper() and self._looked_up(name)
        return known

    def many(self, name: str) -> bool:
        """Tell whether a word that opens a sentence is people of a sort, "Homeowners", and no name ("Waters") or party."""
        low = name.encode().lower()
        if not low.endswith(b"s") or low.endswith(_ONE) or low in _PARTIES or not name[1:].islower():
            return False
        known = self._many.get(name)
        if known is None:
            known = english.knows(low) and english.knows(low[:-1]) and not self._within(name.encode())
            self._many[name] = known
        return known

    def _looked_up(self, name: str) -> bool:
        word = name.encode()
        return not english.common(word.lower()) or self._within(word)

    def _within(self, word: bytes) -> bool:
        """Tell whether the text has a word, as it is written, behind others of a sentence."""
        data, at = self._data, -1
        for _ in range(_MOST_PLACES):
            at = data.find(b" " + word, at + 1, _FAR)
            if at < 0:
                return False
            if data[at - 1 : at].isalnum() or data[at - 1 : at] == b",":
                return True
        return False
