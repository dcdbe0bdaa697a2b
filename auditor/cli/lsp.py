"""`auditor lsp`."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any

import click

from auditor.cli.output import complain
from auditor.cli.settings import config_option, overridden, profile_option, selected

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.config import Config, Selections
    from auditor.errors import UsageError

_EPILOG = """\b
Examples:
  auditor lsp                  what an editor is set up to start
  auditor lsp --notes          with notes, too
  auditor lsp --profile wiki

\b
The editor speaks to it on standard input and output; no socket is opened.
The README has the settings for VS Code, Neovim and Helix.
Exit status: 0 the editor said goodbye, 1 it left without, 2 wrong usage.
"""


@click.command(epilog=_EPILOG)
@profile_option
@click.option("--preview", is_flag=True, default=None, help="Also show what rules find whose precision is not established.")
@click.option("--notes", is_flag=True, default=None, help="Show notes too.")
@click.option("--rules", "packs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Add a directory of rules.")
@config_option
@click.option("--stdio", is_flag=True, help="Speak on standard input and output, as it always does: some editors say so.")
def lsp(**options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Show findings and fixes in an editor while you write: a language server for Markdown, HTML and plain text.

    Configuration, ignores and baseline are those that `auditor check` would use, started in the folder that is open.
    """
    try:
        from auditor.lsp.server import serve  # noqa: PLC0415 — an extra that only this command needs
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol", "attrs", "cattrs"):
            raise
        raise click.UsageError("auditor lsp needs the library pygls; install it: pip install 'pygls>=2.1'") from None
    for number in (signal.SIGTERM, signal.SIGINT):  # nothing is to be saved, and a thread waits for input that may never come
        signal.signal(number, signal.SIG_DFL)
    if sys.stdin.isatty():
        complain("lsp waits for an editor on standard input; the README says how to set one up. Ctrl-C ends")

    def choose(folder: str, name: str) -> tuple[Config, Selections, tuple[UsageError, ...]]:
        from auditor.config import Config, find_config, load_config  # noqa: PLC0415

        path = options["config_file"] or find_config(Path(folder))
        read, mistakes = load_config(path) if path else (Config(), ())
        chosen, wrong = selected(read, options, (name,))
        return overridden(read, options), chosen, (*mistakes, *wrong)

    return serve(choose)
