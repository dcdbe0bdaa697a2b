"""Plots as SVG: bars that lie and columns that stand, each with its value to read and, where a pointer rests, to see."""

from __future__ import annotations

from html import escape

from auditor.model.made import NamedTuple
from auditor.report.layout import one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDE = 480
_HIGH = 180
_ROW = 22
_THICK = 60
_NAMES = 170  # for the names of bars that lie
_CHARS = 24


class Bar(NamedTuple):
    """A bar: its name, its value, how that is written, a class of the page's style, and what only a pointer shows."""

    name: str
    value: float
    told: str
    style: str = ""
    more: str = ""


def bars(given: Sequence[Bar], *, most: float = 0) -> str:
    """Draw bars that lie, one under the other; ``most`` is the value of a full one (0: the largest). Nothing for none."""
    if not given:
        return ""
    full = most or max(bar.value for bar in given) or 1
    room = _WIDE - _NAMES - 90
    drawn = []
    for number, bar in enumerate(given):
        y = number * _ROW
        length = max(room * bar.value / full, 1)
        drawn.append(
            f'<g>{_title(bar)}<text x="{_NAMES - 8}" y="{y + 15}" text-anchor="end">{_short(bar.name)}</text>'
            f'<rect x="{_NAMES}" y="{y + 3}" width="{length:.1f}" height="{_ROW - 6}"{_style(bar)}/>'
            f'<text class="axis" x="{_NAMES + length + 6:.1f}" y="{y + 15}">{escape(bar.told)}</text></g>'
        )
    return f'<svg viewBox="0 0 {_WIDE} {len(given) * _ROW}" role="img">{"".join(drawn)}</svg>'


def columns(given: Sequence[Bar], *, most: float = 0, quiet: bool = False) -> str:
    """Draw columns side by side; with ``quiet`` only some names are written. Nothing for none."""
    if not given:
        return ""
    full = most or max(bar.value for bar in given) or 1
    step = _WIDE / len(given)
    thick = min(step * 0.8, _THICK)
    every = max(1, -(-len(given) // 8)) if quiet else 1
    drawn = [f'<line x1="0" y1="{_HIGH + 20}" x2="{_WIDE}" y2="{_HIGH + 20}"/>']
    for number, bar in enumerate(given):
        high = _HIGH * bar.value / full
        x, y = number * step, _HIGH + 20 - high
        middle = x + step / 2
        value = (
            "" if quiet else f'<text class="axis" x="{middle:.1f}" y="{y - 4:.1f}" text-anchor="middle">{escape(bar.told)}</text>'
        )
        name = f'<text class="axis" x="{middle:.1f}" y="{_HIGH + 36}" text-anchor="middle">{_short(bar.name)}</text>'
        box = f'x="{x + (step - thick) / 2:.1f}" y="{y:.1f}" width="{thick:.1f}" height="{high:.1f}"'
        drawn.append(f"<g>{_title(bar)}<rect {box}{_style(bar)}/>{value}{name if number % every == 0 else ''}</g>")
    return f'<svg viewBox="0 0 {_WIDE} {_HIGH + 44}" role="img">{"".join(drawn)}</svg>'


def _title(bar: Bar) -> str:
    return f"<title>{escape(one_line(bar.name[:200]))}: {escape(bar.told + bar.more)}</title>"


def _style(bar: Bar) -> str:
    return f' class="{escape(bar.style)}"' if bar.style else ""


def _short(name: str) -> str:
    name = one_line(name[:200])
    return escape(name if len(name) <= _CHARS else name[: _CHARS - 1] + "…")
