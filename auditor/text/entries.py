"""The fields of a reference: a mapping that reads the entry when it is first asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Link, Mark

_LABEL = later(r"^\s*(?:\\?\[\^?[\w.-]{1,40}\\?\]:?|\^?\(?\d{1,3}\\?[.)](?=\s)|\d{1,3}\t|[-*•–—]\s)\s*")

_BACK = later(  # Wikipedia's way back to the text: “^”, “^ a b”, “^ Jump up to: a b”
    r"^\s*[\^↑]\s*(?:Jump up(?: to)?:?\s*)?(?:[a-z]?(?:\s[a-z]){0,12}(?=[A-ZÀ-Þ“\"])|(?:[a-z]\s+){1,12})?"
)
_SIGNAL = later(  # what a note says before its source
    r"^(?:[Ss]ee(?: also)?|[Cc]f\.|[Vv]gl\.|[Ss]iehe(?: auch)?|[Vv]oir|[Cc]fr\.|[Qq]uoted (?:by|in)|[Cc]ited (?:by|in)),?\s+"
    r"(?=[A-ZÀ-Þ][\w’'.-]*,?\s[A-ZÀ-Þ]|[“\"«])"
)
_SECOND_LABEL = later(r"^\s*(?:\[\d{1,3}\]|\d{1,3}[.)](?=\s+\D))\s*")  # a list numbered twice, by its markup and by hand


@lru_cache(maxsize=512)  # entries of a list: a damaged text is read twice, and most of its entries are the same both times
def _parsed(words: str, targets: tuple[str, ...], link_words: tuple[str, ...], italics: tuple[str, ...]) -> dict[str, str]:
    from auditor.text.fields import parse_entry  # noqa: PLC0415 — only where a list is read

    return parse_entry(words, targets, link_words, italics)


class Fields(Mapping[str, str]):
    """The fields of the entry ``data[start:end]``, parsed at the first look; ``links`` and ``italics`` are those in it."""

    __slots__ = ("_data", "_end", "_italics", "_links", "_parsed", "_start", "_words")

    def __init__(self, data: bytes, start: int, end: int, links: Sequence[Link] = (), italics: Sequence[Mark] = ()) -> None:
        self._data = data
        self._start = start
        self._end = end
        self._links = links
        self._italics = italics
        self._parsed: dict[str, str] | None = None
        self._words: str | None = None

    @property
    def words(self) -> str:
        """The entry without its number or bullet, white space folded."""
        if self._words is None:  # four rules and the fields ask for them
            text = self._data[self._start : self._end].decode("utf-8", "replace")
            if text[:1] in "^↑":
                text = _BACK.sub("", text, count=1)
            self._words = " ".join(_SECOND_LABEL.sub("", _LABEL.sub("", text, count=1), count=1).split())
        return self._words

    def _fields(self) -> dict[str, str]:
        if self._parsed is None:
            targets = tuple(link.target for link in self._links)
            italics = tuple(self._words_of(mark) for mark in self._italics)
            self._parsed = _parsed(_SIGNAL.sub("", self.words, count=1), targets, tuple(map(self._words_of, self._links)), italics)
        return self._parsed

    def _words_of(self, part: Link | Mark) -> str:
        return " ".join(self._data[part.start : part.end].decode("utf-8", "replace").split())

    def __getitem__(self, key: str) -> str:
        return self._fields()[key]

    def __contains__(self, key: object) -> bool:
        return key in self._fields()

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401 — as the mapping's own
        """Give a field, or ``default``."""
        return self._fields().get(key, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields())

    def __len__(self) -> int:
        return len(self._fields())

    def __repr__(self) -> str:
        return repr(self._fields())
