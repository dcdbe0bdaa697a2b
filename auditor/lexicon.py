"""The named word lists of ``rules/lexicon.toml``, shared by rules and by the text layer, and regular expressions over them.

A pattern may name a list as ``{{reporting-verb}}``: it stands for any one of its words. A plain space in a pattern matches any
run of white space, so that patterns hold in hard-wrapped text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any, AnyStr, cast

import re2

from auditor import regexes
from auditor.compiled import table
from auditor.prune import NEVER, pruned, searchable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SPACE = r"(?:[\s\x{a0}]+)"
_NO_LETTER = re.compile(r"[^a-z]")
_PLACEHOLDER = re.compile(r"\{\{([a-z0-9-]+)\}\}")
_SPACES = re.compile(r"(\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])|( +)")
_MAX_MEM = 64 << 20  # bytes a pattern; with 8 MB the automaton of unnamed-voices is built anew over and over, at 25 times the cost
_LONG = 200  # characters of a pattern from which on it is pruned for its first text
_most_pruned = 8192  # bytes of a text up to which that costs less than to compile patterns in full
_UNANCHORED = re2._re2.RE2.Anchor.UNANCHORED  # noqa: SLF001 — the wrapper has no name for it
_AT_START = re2._re2.RE2.Anchor.ANCHOR_START  # noqa: SLF001 — as above


@cache
def lists() -> dict[str, tuple[str, ...]]:
    """Every word list by its name."""
    return {name: tuple(words) for name, words in table("lexicon").items()}


def words(name: str) -> tuple[str, ...]:
    """Give the words of a list; `KeyError` names a list that does not exist."""
    return lists()[name]


@cache
def alternation(name: str) -> str:
    """Give a group that matches any word of a list, longest first."""
    return _as_group(words(name))


def _as_group(entries: Iterable[str]) -> str:
    entries = sorted(entries, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace(r"\ ", " ").replace(r"\-", "-").replace("'", "['’]") for w in entries) + ")"


def _possible(name: str, text: str) -> str:
    """Give a group of the words of a list that a text in lower case may hold, or what matches nothing."""
    entries = [word for word in words(name) if _NO_LETTER.split(word.lower(), 1)[0] in text]
    return _as_group(entries) if entries else NEVER


def expand(pattern: str) -> str:
    """Fill the lists into a pattern and let its spaces, outside of classes, match any white space."""
    return _SPACES.sub(lambda m: m[1] or SPACE, _PLACEHOLDER.sub(lambda m: alternation(m[1]), pattern))


def placeholders(pattern: str) -> list[str]:
    """Give the names of the lists that a pattern asks for."""
    return _PLACEHOLDER.findall(pattern)


def compile_pattern(pattern: str, *, ignore_case: bool = True) -> re2._Regexp:
    r"""Compile a pattern for UTF-8 bytes, in time linear in the text it will run on.

    ``\b``, ``\w``, ``\d`` know ASCII only; ``.`` and classes see whole characters. Raises `re2.error`.
    """
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MAX_MEM
    options.case_sensitive = not ignore_case
    return re2.compile(expand(pattern).encode(), options)


class Lazy:
    """A pattern that is compiled when it is first used, so that a start pays only for what it needs.

    For its first text a long pattern is compiled without what cannot match there (`auditor.prune`): often that is the only text.
    The second compiles it in full.
    """

    __slots__ = ("_compiled", "_find", "_ignore_case", "_pruned", "pattern")

    def __init__(self, pattern: str, *, ignore_case: bool = True) -> None:
        self.pattern = pattern
        self._ignore_case = ignore_case
        self._compiled: re2._Regexp | None = None
        self._find: Any = None
        self._pruned: tuple[bytes, re2._Regexp] | None = None  # and its text: one value, since threads may share the pattern

    @property
    def regex(self) -> re2._Regexp:
        """The compiled pattern, in full."""
        if self._compiled is None:
            self._compiled = compile_pattern(self.pattern, ignore_case=self._ignore_case)
            self._find = self._compiled._regexp.Match  # noqa: SLF001 — the public methods wrap each match twice
            self._pruned = None
        return self._compiled

    def _regex_for(self, data: bytes) -> re2._Regexp:
        """Give a compiled pattern that matches in ``data`` what the whole pattern does."""
        if self._compiled is not None:
            return self._compiled
        first = self._pruned
        if first is None and len(data) <= _most_pruned and (len(self.pattern) > _LONG or "{{" in self.pattern):
            lower = searchable(data)
            if lower is not None:
                pattern = pruned(self.pattern, lower, _possible)
                first = self._pruned = data, compile_pattern(pattern, ignore_case=self._ignore_case)
        return first[1] if first is not None and first[0] is data else self.regex

    def finditer(self, data: bytes, start: int = 0, end: int | None = None) -> Iterator[re2._Match]:
        """Every match in ``data[start:end]``, left to right."""
        return self._regex_for(data).finditer(data, start, len(data) if end is None else end)  # type: ignore[no-any-return]

    def search(self, data: bytes, start: int = 0, end: int | None = None) -> re2._Match | None:
        """Give the first match in ``data[start:end]``."""
        return self._regex_for(data).search(data, start, len(data) if end is None else end)

    def match(self, data: bytes, start: int = 0, end: int | None = None) -> re2._Match | None:
        """Match at ``start``."""
        return self._regex_for(data).match(data, start, len(data) if end is None else end)

    def find(self, data: bytes, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Give where the first match in ``data[start:end]`` stands, ``(-1, -1)`` for none: half the cost of `search`."""
        find = self._find or self._regex_for(data)._regexp.Match  # noqa: SLF001 — as above
        found: tuple[int, int] = find(_UNANCHORED, data, start, len(data) if end is None else end)[0]
        return found

    def groups(self, data: bytes) -> Iterator[Sequence[tuple[int, int]]]:
        """Where each match stands, then its groups, ``(-1, -1)`` for one without a part in it: as `finditer`, at half the cost."""
        find, at, stop = self._find or self._regex_for(data)._regexp.Match, 0, len(data)  # noqa: SLF001 — as above
        while at <= stop:
            spans = find(_UNANCHORED, data, at, stop)
            end = spans[0][1]
            if end < 0:
                return
            yield spans
            at = end if end > at else at + 1

    def begins(self, data: bytes, start: int, end: int) -> bool:
        """Tell whether a match stands at ``start``."""
        find = self._find or self._regex_for(data)._regexp.Match  # noqa: SLF001 — as above
        return bool(find(_AT_START, data, start, end)[0][0] >= 0)

    def spans(self, data: bytes) -> Iterator[tuple[int, int]]:
        """Where each match stands, left to right."""
        start, end = self.find(data)
        while start >= 0:
            yield start, end
            start, end = self.find(data, max(end, start + 1))


def expect_many_texts() -> None:
    """Compile patterns in full from now on: a second text will follow anyhow."""
    global _most_pruned  # noqa: PLW0603 — a process has one set of compiled patterns
    _most_pruned = -1


@lru_cache(maxsize=4096)
def lazy(pattern: str, *, ignore_case: bool = True) -> Lazy:
    """Give the one `Lazy` for a pattern."""
    return Lazy(pattern, ignore_case=ignore_case)


class _Later:
    """A pattern of the standard library that is compiled when its first method is asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._source: tuple[Any, int] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 — whatever the compiled pattern has
        compiled = regexes.compiled(*self._source)
        for method in ("search", "match", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))  # from now on found without coming here
        return getattr(compiled, name)


def later(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Give a pattern of the standard library that is compiled at its first use: 140 of them would cost a start 60 ms."""
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))


def letter_before(data: bytes, start: int) -> bool:
    r"""Tell whether a non-ASCII letter stands right before ``start``, where RE2's ASCII ``\b`` sees a word bound.

    >>> letter_before("éditions".encode(), 2)
    True
    """
    if start == 0 or data[start - 1] < 0x80:
        return False
    return data[max(0, start - 4) : start].decode("utf-8", "ignore")[-1:].isalnum()


def letter_after(data: bytes, end: int) -> bool:
    """Tell whether a non-ASCII letter stands right after ``end``."""
    if end >= len(data) or data[end] < 0x80:
        return False
    return data[end : end + 4].decode("utf-8", "ignore")[:1].isalnum()
