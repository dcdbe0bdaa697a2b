"""Where reports go: the terminal or pipe on standard output, and files."""

from __future__ import annotations

import os
import shutil
import sys

import click

from auditor.report.layout import Paper, one_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

COLORS = ("auto", "always", "never")
_HELP = "Colour: auto (on a terminal), always, never."
color_option = click.option("--color", type=click.Choice(COLORS), default="auto", help=_HELP)


def paper(color: str = "auto") -> Paper:
    """Give the paper that standard output is: its width from 80 to 120 cells, ASCII where it does not take UTF-8."""
    out = sys.stdout
    columns = min(max(shutil.get_terminal_size((100, 24)).columns, 80), 120)
    wants = color == "always" or (
        color == "auto" and out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )
    encoding = (out.encoding or "ascii").lower().replace("-", "").replace("_", "")
    return Paper(columns, color=wants, ascii=encoding not in ("utf8", "utf8sig"))


class PipeClosedError(Exception):
    """Whoever reads standard output has gone; not a `BrokenPipeError`, which click takes for its own."""


def write(text: str) -> None:
    """Write to standard output at once; letters that it does not take become escapes. Raises `PipeClosedError`."""
    out = sys.stdout
    try:
        try:
            out.write(text)
        except UnicodeEncodeError:
            out.write(text.encode(out.encoding, "backslashreplace").decode(out.encoding))
        out.flush()
    except BrokenPipeError:
        raise PipeClosedError from None


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    write("".join(f"{line}\n" for line in lines))


def complain(text: str) -> None:
    """Write one line to standard error."""
    click.echo(f"auditor: {one_line(text)}", err=True)
