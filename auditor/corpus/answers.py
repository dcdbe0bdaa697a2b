"""Answers to questions of the user's: a table for people, CSV and JSON lines for programs."""

from __future__ import annotations

import csv
import json
from io import StringIO
from itertools import chain, islice
from typing import Any

from auditor.report.layout import Paper, head, one_line, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from auditor.corpus.questions import Answer

_LOOKED_AT = 200  # rows that decide how wide the columns are
_WIDEST = 60


def _table(answer: Answer, paper: Paper) -> Iterator[str]:
    """Yield the lines of a table; numbers stand to the right."""
    rows = ([_cell(value, paper) for value in row] for row in answer.rows)
    first = list(islice(rows, _LOOKED_AT))
    names = [paper.text(one_line(name)) for name in answer.names]
    wide = [min(max(map(width, column)), _WIDEST) for column in zip(names, *first, strict=True)] if names else []
    right = [bool(column) and all(_is_number(cell) for cell in column) for column in zip(*first, strict=True)] or [False] * len(
        names
    )
    yield paper.ink(_line(names, wide, right, paper), "bold") + "\n"
    for row in chain(first, rows):
        yield _line(row, wide, right, paper) + "\n"


def _line(cells: list[str], wide: list[int], right: list[bool], paper: Paper) -> str:
    out = []
    for cell, cells_wide, to_right in zip(cells, wide, right, strict=True):
        short = head(cell, cells_wide, paper.ellipsis)
        space = " " * (cells_wide - width(short))
        out.append(space + short if to_right else short + space)
    return "  ".join(out).rstrip()


def _cell(value: Any, paper: Paper) -> str:  # noqa: ANN401 — any SQL value
    if value is None:
        return "–" if not paper.ascii else "-"
    if isinstance(value, float):
        return f"{value:,.2f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return paper.text(one_line(value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)))


def _is_number(cell: str) -> bool:
    return cell in ("–", "-") or cell.replace(",", "").replace(".", "").removeprefix("-").isdigit()


def _csv(answer: Answer, _paper: Paper) -> Iterator[str]:
    for row in chain([answer.names], answer.rows):
        sheet = StringIO()
        csv.writer(sheet, lineterminator="\r\n").writerow([_plain(value) for value in row])
        yield sheet.getvalue()


def _plain(value: Any) -> Any:  # noqa: ANN401 — any SQL value
    return json.dumps(value, default=str) if isinstance(value, (dict, list)) else value


def _jsonl(answer: Answer, _paper: Paper) -> Iterator[str]:
    for row in answer.rows:
        yield json.dumps(dict(zip(answer.names, row, strict=True)), default=str) + "\n"


ANSWERS: dict[str, Callable[[Answer, Paper], Iterator[str]]] = {"table": _table, "csv": _csv, "jsonl": _jsonl}
