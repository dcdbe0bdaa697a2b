"""What must occur in a text for a pattern to match there: a cheap test that spares most patterns their run.

The cues are read off the pattern itself, so no rule has to declare them and none can declare them wrongly.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from auditor.compiled import compiled
from auditor.lexicon import expand

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.document import Document

_MOST = 400   # finite strings that a part of a pattern may stand for before it is taken as unknown


class Cues(NamedTuple):
    """At least one of ``words`` (runs of ASCII letters) or of ``pieces`` (any bytes, lower case) occurs in every match.

    Both empty: nothing is known, and the pattern always runs.
    """

    words: frozenset[bytes]
    pieces: tuple[bytes, ...]

    def may_occur(self, document: Document) -> bool:
        """Tell whether the pattern may match in a document."""
        if not self.words and not self.pieces:
            return True
        if not self.words.isdisjoint(document.vocabulary):
            return True
        lower = document.lower
        return any(piece in lower for piece in self.pieces)


@lru_cache(maxsize=1024)
def pattern_cues(pattern: str) -> Cues:
    """Give the cues of a pattern, from the compiled rule data where it has them."""
    stored = compiled().get("cues", {}).get(pattern)
    if stored is None:
        return read_cues(pattern)
    return Cues(frozenset(word.encode() for word in stored[0]), tuple(piece.encode() for piece in stored[1]))


def read_cues(pattern: str) -> Cues:
    """Read the cues off a pattern; a construct that Python's parser does not know gives none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(re.sub(r"\\x\{([0-9a-fA-F]+)\}", lambda m: re.escape(chr(int(m[1], 16))), expand(pattern)))
    except (re.error, OverflowError, ValueError):
        return Cues(frozenset(), ())
    required = _required(tree)
    if not required:
        return Cues(frozenset(), ())
    words, pieces = set(), set()
    for text, whole in required:
        data = text.encode().lower()   # ASCII only, as ``document.lower``
        if whole and data.isalpha() and data.isascii():
            words.add(data)
        else:
            pieces.add(data)
    return Cues(frozenset(words), tuple(sorted(pieces)))


_Required = set[tuple[str, bool]]


def _required(tree: Any) -> _Required | None:  # noqa: ANN401 — the parser's own tree
    """The best set of strings of which one occurs in every match; the flag says that it occurs as a whole word."""
    best: _Required | None = None
    run: set[str] = {""}
    bound_before = False
    items = list(tree)
    for i, (op, value) in enumerate(items):
        strings = _strings(op, value)
        if strings is not None and len(run) * len(strings) <= _MOST:
            run = {a + b for a in run for b in strings}
            following = items[i + 1] if i + 1 < len(items) else None
            if following is None or _strings(*following) is None or op is ops.AT:
                best = _better(best, _as_required(run, before=bound_before, after=_is_bound(following)))
            continue
        if any(run):
            best = _better(best, _as_required(run, before=bound_before, after=_is_bound((op, value))))
        run, bound_before = {""}, _is_bound((op, value))
        best = _better(best, _inner(op, value))
    return best


def _inner(op: Any, value: Any) -> _Required | None:  # noqa: ANN401
    if op is ops.SUBPATTERN:
        return _required(value[3])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT) and value[0] > 0:
        return _required(value[2])
    if op is ops.BRANCH:
        union: _Required = set()
        for branch in value[1]:
            one = _required(branch)
            if one is None:
                return None
            union |= one
        return union if len(union) <= _MOST else None
    return None


def _strings(op: Any, value: Any) -> set[str] | None:  # noqa: ANN401, PLR0911 — one return a kind of node
    r"""The finite strings that a node stands for: ``\0`` marks a word bound, a space any white space; None for too many."""
    if _is_bound((op, value)):
        return {" "}
    if op is ops.LITERAL:
        return _cases(value)
    if op is ops.AT:
        return {"\0"} if value in (ops.AT_BOUNDARY, ops.AT_BEGINNING, ops.AT_END) else {""}
    if op is ops.SUBPATTERN:
        return _sequence(value[3])
    if op is ops.BRANCH:
        union: set[str] = set()
        for branch in value[1]:
            one = _sequence(branch)
            if one is None:
                return None
            union |= one
        return union if len(union) <= _MOST else None
    if op is ops.MAX_REPEAT and value[0] == 0 and value[1] == 1:
        one = _sequence(value[2])
        return None if one is None else one | {""}
    if op is ops.IN and len(value) <= 8 and all(o is ops.LITERAL for o, _ in value):
        return {c for _, v in value for c in _cases(v)}
    return None


def _cases(code: int) -> set[str]:
    """How a character may stand in a text whose ASCII letters are in lower case."""
    char = chr(code)
    return {char.lower()} if char.isascii() else {char, char.lower(), char.upper()}


def _sequence(tree: Any) -> set[str] | None:  # noqa: ANN401
    run = {""}
    for op, value in tree:
        strings = _strings(op, value)
        if strings is None or len(run) * len(strings) > _MOST:
            return None
        run = {a + b for a in run for b in strings}
    return run


def _is_bound(node: Any) -> bool:  # noqa: ANN401
    """Tell whether a node that stands for no finite strings surely matches no letter at its edge: white space."""
    if node is None:
        return False
    op, value = node
    if op is ops.SUBPATTERN and len(value[3]) == 1:
        return _is_bound(value[3][0])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT) and value[0] > 0 and len(value[2]) == 1:
        return _is_bound(value[2][0])
    return op is ops.IN and any(o is ops.CATEGORY and v is ops.CATEGORY_SPACE for o, v in value) and not any(
        (o is ops.CATEGORY and v is not ops.CATEGORY_SPACE) or o in (ops.RANGE, ops.NEGATE) for o, v in value
    )


def _as_required(strings: set[str], *, before: bool, after: bool) -> _Required | None:
    found: _Required = set()
    for text in strings:
        core = ("\0" if before else "") + text + ("\0" if after else "")
        whole = re.findall(r"(?<=[^a-z])[a-z]+(?=[^a-z])", core)
        if whole:
            found.add((max(whole, key=len), True))
            continue
        plain = max(re.split(r"[\0 ]", core), key=len)
        if not plain:
            return None
        found.add((plain, False))
    return found


def _better(one: _Required | None, other: _Required | None) -> _Required | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=_worth)


def _worth(required: _Required) -> tuple[int, int]:
    shortest = min(len(text) for text, _ in required)
    return min(shortest, 4), -len(required)
