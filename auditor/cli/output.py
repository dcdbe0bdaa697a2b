"""Where reports go: the terminal or pipe on standard output, and files."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from auditor.errors import AuditorError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from auditor.report.layout import Paper

MISTAKEN = "auditor.mistaken"  # in click's context: mistakes of configuration or rules were told
COLORS = ("auto", "always", "never")
_HELP = "Colour: auto (on a terminal; NO_COLOR, FORCE_COLOR), always, never."
color_option = click.option("--color", type=click.Choice(COLORS), default="auto", help=_HELP)
format_option = click.option(
    "--format", "format_", type=click.Choice(["terminal", "json"]), default="terminal", help="Report on standard output."
)


def paper(color: str = "auto") -> Paper:
    """Give the paper that standard output is: its width from 60 to 120 cells, ASCII where it does not take UTF-8."""
    from auditor.report.layout import Paper  # noqa: PLC0415 — help and completion print on none

    out = sys.stdout
    columns = min(max(_columns(), 60), 120)
    wants = color == "always" or (color == "auto" and _takes_color(out))
    encoding = (out.encoding or "ascii").lower().replace("-", "").replace("_", "")
    return Paper(columns, color=wants, ascii=encoding not in ("utf8", "utf8sig"))


def _takes_color(out: TextIO) -> bool:
    """Tell whether colour is wanted where nobody said: NO_COLOR and FORCE_COLOR come before what the stream is."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "")
    return forced != "0" if forced else out.isatty() and os.environ.get("TERM") != "dumb"


def _columns() -> int:
    """The width that ``COLUMNS`` gives, else that of the terminal of standard output or (in a pipe) of standard error, else 100."""
    given = os.environ.get("COLUMNS", "")
    if given.isascii() and given.isdigit() and int(given):
        return int(given)
    for number in (1, 2):
        try:
            return os.get_terminal_size(number).columns or 100
        except OSError:
            continue
    return 100


def one_screen() -> bool:
    """Tell whether standard output and standard error are one: what was told on one is read on the other."""
    try:
        return os.path.samestat(os.fstat(1), os.fstat(2))
    except OSError:
        return False


class StoppedError(BaseException):
    """The system asked the command to end (SIGTERM)."""


class StreamError(AuditorError):
    """Standard output does not take the report: exit status 3."""


class PipeClosedError(Exception):
    """Whoever reads standard output has gone; not a `BrokenPipeError`, which click takes for its own. ``status`` is the run's."""

    status = 3


def write(text: str) -> None:
    """Write to standard output at once; letters that it does not take become escapes. Raises `PipeClosedError`, `StreamError`."""
    out = sys.stdout
    try:
        try:
            out.write(text)
        except UnicodeEncodeError:
            out.write(text.encode(out.encoding, "backslashreplace").decode(out.encoding))
        out.flush()
    except BrokenPipeError:
        raise PipeClosedError from None
    except OSError as error:
        raise StreamError(f"standard output: cannot be written ({error.strerror}); the report is not complete") from error


def write_data(data: bytes) -> None:
    """Write bytes to standard output as they are. Raises `PipeClosedError`, `StreamError`."""
    write("")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise PipeClosedError from None
    except OSError as error:
        raise StreamError(f"standard output: cannot be written ({error.strerror}); the text is not complete") from error


def write_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    write("".join(f"{line}\n" for line in lines))


def complain(text: str) -> None:
    """Write one line to standard error."""
    from auditor.report.layout import one_line  # noqa: PLC0415

    remark(f"auditor: {one_line(text)}")


def remark(text: str) -> None:
    """Write lines to standard error as they are; where nobody can be told (a closed pipe), the exit status still tells."""
    with suppress(OSError):  # click would end the command at a closed pipe, with a status of its own
        click.echo(text, err=True)
