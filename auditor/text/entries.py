"""The fields of a reference: a mapping that reads the entry when it is first asked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from auditor.lexicon import later

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from auditor.model import Link

_LABEL = later(r"^\s*(?:\\?\[\^?[\w.-]{1,40}\\?\]:?|\^?\(?\d{1,3}\\?[.)](?=\s)|\d{1,3}\t|[-*•–—]\s)\s*")

_SECOND_LABEL = later(r"^\s*(?:\[\d{1,3}\]|\d{1,3}[.)](?=\s+\D))\s*")  # a list numbered twice, by its markup and by hand


@lru_cache(maxsize=512)  # entries of a list: a damaged text is read twice, and most of its entries are the same both times
def _parsed(words: str, targets: tuple[str, ...], link_words: tuple[str, ...]) -> dict[str, str]:
    from auditor.text.fields import parse_entry  # noqa: PLC0415 — only where a list is read

    return parse_entry(words, targets, link_words)


class Fields(Mapping[str, str]):
    """The fields of the entry ``data[start:end]``, parsed at the first look; ``links`` are the links in it."""

    __slots__ = ("_data", "_end", "_links", "_parsed", "_start", "_words")

    def __init__(self, data: bytes, start: int, end: int, links: Sequence[Link] = ()) -> None:
        self._data = data
        self._start = start
        self._end = end
        self._links = links
        self._parsed: dict[str, str] | None = None
        self._words: str | None = None

    @property
    def words(self) -> str:
        """The entry without its number or bullet, white space folded."""
        if self._words is None:  # four rules and the fields ask for them
            text = self._data[self._start : self._end].decode("utf-8", "replace")
            self._words = " ".join(_SECOND_LABEL.sub("", _LABEL.sub("", text, count=1), count=1).split())
        return self._words

    def _fields(self) -> dict[str, str]:
        if self._parsed is None:
            targets = tuple(link.target for link in self._links)
            self._parsed = _parsed(self.words, targets, tuple(self._link_words(link) for link in self._links))
        return self._parsed

    def _link_words(self, link: Link) -> str:
        return " ".join(self._data[link.start : link.end].decode("utf-8", "replace").split())

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
