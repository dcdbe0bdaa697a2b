"""Reads off a pattern what must occur in a text for it to match there, by Python's own parser of regular expressions."""

from __future__ import annotations

import re
import warnings
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from auditor.finders.cues import Cues, Need
from auditor.lexicon import expand

_MOST = 400  # finite strings that a part of a pattern may stand for before it is taken as unknown
_NEEDS = 5  # needs a way is tested for: each further one spares less than it costs
_MOST_PIECES = 6  # each is a search through the text: more of them cost what the pattern itself costs
_COMMON = frozenset(
    """
    a about after all also an and are as at be been before but by can could for from had has have he her his how i if in
    into is it its just like made many may more most new no not now of on one only or other our out over said she should
    so some than that the their them then there these they this those to two under up us was we were what when where which
    while who will with would you your
    """.split()
)


def read_cues(pattern: str) -> Cues:
    """Read the cues off a pattern; a construct that Python's parser does not know gives none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expanded = expand(pattern).replace("(?P<it>", "(")  # the name may occur only once
            tree = parser.parse(re.sub(r"\\x\{([0-9a-fA-F]+)\}", lambda m: re.escape(chr(int(m[1], 16))), expanded))
    except (re.error, OverflowError, ValueError):
        return Cues(())
    ways = [_best(needs) for needs in _ways(list(tree))]
    return Cues(tuple(ways)) if all(ways) else Cues(())


def _ways(items: list[Any]) -> list[list[_Required]]:
    """What each alternative of a pattern requires: one that ends with a choice between long alternatives has one for each."""
    if not items:
        return [[]]
    op, value = items[-1]
    if op is ops.SUBPATTERN and _strings(op, value) is None:
        return _ways([*items[:-1], *value[3]])
    if op is ops.BRANCH and _strings(op, value) is None:
        return [way for branch in value[1] for way in _ways([*items[:-1], *branch])]
    return [_candidates(items)]


def _best(needs: list[_Required]) -> tuple[Need, ...]:
    """The needs that tell most, the rarest first; none where only testing them would cost more than running the pattern."""
    telling = sorted((n for n in needs if _worth(n)[0] > 0), key=_worth, reverse=True)
    distinct = dict.fromkeys(_need(n) for n in telling)
    return tuple(n for n in distinct if len(n.pieces) <= _MOST_PIECES)[:_NEEDS]


def _need(required: _Required) -> Need:
    words, pieces = set(), set()
    for text, whole in required:
        data = text.encode().lower()  # ASCII only, as ``document.lower``
        if whole and data.isalpha() and data.isascii():
            words.add(data)
        else:
            pieces.add(data)
    return Need(frozenset(words), tuple(sorted(pieces)))


_Required = set[tuple[str, bool]]


def _required(tree: Any) -> _Required | None:  # noqa: ANN401 — the parser's own tree
    """The best set of strings of which one occurs in every match; the flag says that it occurs as a whole word."""
    return max(_candidates(list(tree)), key=_worth, default=None)


def _candidates(items: list[Any]) -> list[_Required]:
    """Sets of strings, of each of which one occurs in every match."""
    found: list[_Required | None] = []
    run, first = {""}, 0
    for i, (op, value) in enumerate([*items, (None, None)]):
        strings = None if op is None else _strings(op, value)
        if strings is not None and len(run) * len(strings) <= _MOST:
            run = {a + b for a in run for b in strings}
            continue
        if any(run):
            found += _as_required(run, before=_bounded(items[:first], -1), after=_bounded(items[i:], 1))
        if strings is not None:
            run, first = strings, i
        else:
            run, first = {""}, i + 1
            found.append(_inner(op, value))
    return [one for one in found if one]


def _bounded(items: list[Any], step: int) -> bool:  # noqa: PLR0911 — one return a kind of node
    """Tell whether what ``items`` match has no letter at its near edge: its start for ``step`` 1, its end for -1."""
    if not items:
        return False
    (op, value), rest = (items[0], items[1:]) if step > 0 else (items[-1], items[:-1])
    if op is ops.AT:
        return value in (ops.AT_BOUNDARY, ops.AT_BEGINNING, ops.AT_END) or _bounded(rest, step)
    if op is ops.LITERAL:
        return not _is_letter(value)
    if op is ops.IN:
        return _is_bound((op, value)) or all(o is ops.LITERAL and not _is_letter(v) for o, v in value)
    if op is ops.SUBPATTERN:
        return _bounded([*value[3], *rest] if step > 0 else [*rest, *value[3]], step)
    if op is ops.BRANCH:
        return all(_bounded([*branch, *rest] if step > 0 else [*rest, *branch], step) for branch in value[1])
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT):
        return _bounded(list(value[2]), step) and (value[0] > 0 or _bounded(rest, step))
    return False


def _is_letter(code: int) -> bool:
    """Tell whether a character may be part of a word of a document's vocabulary: an ASCII letter."""
    return code < 0x80 and chr(code).isalpha()


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
    return (
        op is ops.IN
        and any(o is ops.CATEGORY and v is ops.CATEGORY_SPACE for o, v in value)
        and not any((o is ops.CATEGORY and v is not ops.CATEGORY_SPACE) or o in (ops.RANGE, ops.NEGATE) for o, v in value)
    )


def _as_required(strings: set[str], *, before: bool, after: bool) -> list[_Required | None]:
    """What a run of finite strings requires: the rarest word of each, the first, the last, and signs that all hold.

    Where it is one sequence of words, each of them.
    """
    parts = []
    for text in strings:
        core = ("\0" if before else "") + text + ("\0" if after else "")
        parts.append((re.findall(r"(?<=[^a-z])[a-z]+(?=[^a-z])", core), max(re.split(r"[\0 ]", core), key=len)))
    if len(parts) == 1 and len(parts[0][0]) > 1:
        return [{(word, True)} for word in parts[0][0]]
    found: _Required = set()
    for whole, plain in parts:
        if whole:
            found.add((max(whole, key=_rarity), True))
        elif plain:
            found.add((plain, False))
        else:
            return [None]
    signs = set.intersection(
        *({c for c in text if c.isascii() and c.isprintable() and c != " " and not c.isalnum()} for text in strings)
    )
    ends: list[_Required | None] = []
    if all(whole for whole, _ in parts):
        ends = [{(whole[at], True) for whole, _ in parts} for at in (0, -1)]
    return [found, *ends, *({(sign, False)} for sign in sorted(signs))]


def _rarity(word: str) -> tuple[bool, int]:
    return word not in _COMMON, len(word)


def _worth(required: _Required) -> tuple[int, int]:
    """How much it tells that one of the strings occurs: by the commonest of them, then by how few they are."""
    shortest = min(0 if text in _COMMON else len(text) for text, _ in required)
    return min(shortest, 4), -len(required)
