"""The command line: options in, values to the library, text and an exit status out. No logic of its own.

Each command is a file here, imported when it is called.
"""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module

gc.set_threshold(200_000, 20, 100)  # what a start loads stays: to look for garbage in it, again and again, costs 15 ms

import click  # noqa: E402 — a quarter of the time that its import takes goes to the search for garbage

_COMMANDS = {
    "check": ("check", "Audit articles: score, findings, what to mend first."),
    "fix": ("fix", "Mend what can be mended: broken markup, encodings, spacing, lists."),
    "claims": ("inspect", "Show every sentence that needs a source, and whether it has one."),
    "sources": ("inspect", "Show every source of an article: links, references, voices, documents."),
    "diff": ("diff", "Compare two versions of an article: what got better, what got worse."),
    "baseline": ("baseline", "Keep what is found today, so that only what is new fails a run."),
    "lsp": ("lsp", "Show findings and fixes in an editor while you write: a language server."),
    "verify": ("verify", "Ask the network: do the sources exist, and say what is said?"),
    "data": ("data", "Show or load lists: retracted works, perennial sources, public suffixes."),
    "corpus": ("corpus", "Audit millions of articles into tables; summarise and filter them."),
    "rules": ("rules", "List the rules, explain one, or test your own."),
    "config": ("config", "Show which configuration holds for a file, or its schema."),
    "init": ("init", "Write a configuration, after a look at your articles."),
    "cache": ("cache", "Show where results of earlier runs are kept, or delete them."),
}
_EPILOG = """\b
Examples:
  auditor check article.md               one article, in full
  auditor check posts/ --fail-under 60   a folder, as a gate in CI
  auditor fix article.md --diff          what can be mended, as a diff
  auditor claims article.md --why        what needs a source, and why
  auditor diff before.md after.md        what a revision mended, and broke
  auditor verify article.md              are its sources there? (asks the network)
  auditor rules explain no-locator       what a rule finds and how to mend it

\b
Exit status: 0 passed, 1 the gate failed, 2 wrong usage, configuration or
rule, 3 something could not be audited, 130 interrupted (--watch: 0).

\b
Completion (bash; zsh and fish likewise):
  eval "$(_AUDITOR_COMPLETE=bash_source auditor)"
"""


class _Commands(click.Group):
    """A group that imports a command when it is asked for: a start pays for one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 — click's signature
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"auditor.cli.{_COMMANDS[cmd_name][0]}"), cmd_name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of a line; where there is none of that name, say what may be meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(error.message + _meant(args[0]), ctx) from error

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; where its report is cut short and its configuration is wrong, too, the worse status holds."""
        from auditor.cli.output import MISTAKEN, PipeClosedError  # noqa: PLC0415 — completion needs neither
        from auditor.errors import AuditorError  # noqa: PLC0415

        try:
            return super().invoke(ctx)
        except (AuditorError, PipeClosedError) as error:
            if MISTAKEN in ctx.meta:
                error.status = 2
            raise

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 — click's signature
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


def _meant(word: str) -> str:
    """Give the end of a sentence about a command that there is not: articles are audited by one, too."""
    from auditor.read.sources import is_address  # noqa: PLC0415 — only an error needs it

    if os.path.exists(word) or is_address(word):  # noqa: PTH110 — any word: paths have more rules
        from shlex import quote  # noqa: PLC0415

        return f" To audit it: auditor check {quote(word)}"
    from difflib import get_close_matches  # noqa: PLC0415

    near = get_close_matches(word, _COMMANDS, 1)
    return f" Did you mean '{near[0]}'?" if near else ""


def _version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 — click's signature
    if value and not ctx.resilient_parsing:
        from auditor.model import SCORE_MODEL  # noqa: PLC0415 — needed for this option only
        from auditor.rules import rules_version  # noqa: PLC0415
        from auditor.version import VERSION  # noqa: PLC0415

        click.echo(f"auditor {VERSION} (score model {SCORE_MODEL}, rules {rules_version()})")
        ctx.exit()


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Show the version and stop.")
def cli() -> None:
    """Audit how well articles are sourced: find every place where a reader cannot check what is said."""


def main() -> None:
    """Run the command and leave with its exit status."""
    from auditor import regexes  # noqa: PLC0415 — completion needs none of these
    from auditor.cli.output import PipeClosedError, StoppedError, complain, remark  # noqa: PLC0415
    from auditor.errors import AuditorError  # noqa: PLC0415

    _fill_gaps()
    regexes.use_kept()
    signal.signal(signal.SIGTERM, _stop)
    try:
        status = cli.main(prog_name="auditor", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        with suppress(OSError):
            error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt, StoppedError):
        remark("auditor: interrupted before the end; what was reported so far stands")
        status = 130
    except AuditorError as error:
        complain(str(error))
        status = error.status
    except PipeClosedError as closed:
        remark("auditor: standard output was closed; the report is cut short")
        status = closed.status
    except OSError as error:  # from click's own printing: a full disk behind standard output
        complain(f"standard output: cannot be written ({error.strerror})")
        status = 3
    regexes.keep()
    _leave(status or 0)


def _fill_gaps() -> None:
    """Put something where a stream was closed (``>&-``), else a file that is opened would get its number, and its words."""
    if sys.stdout is None:
        os.open(os.devnull, os.O_RDONLY)  # the lowest free number is 1; what is written there fails, and is told
        sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115 — open as long as the command runs
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _stop(_number: int, _frame: object) -> None:
    """End on SIGTERM as on Ctrl-C, so that drafts are taken away."""
    from auditor.cli.output import StoppedError  # noqa: PLC0415 — loaded by now

    raise StoppedError


def _leave(status: int) -> None:
    """Exit; what standard output did not take goes nowhere, else the interpreter writes it again and complains.

    Everything is written and closed by now. To take modules and documents apart one by one would only cost a sixth of a short run.
    """
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if sys.getprofile() or sys.gettrace():  # somebody measures, and has something to say at the end
        sys.exit(status)
    atexit._run_exitfuncs()  # noqa: SLF001 — no public name calls them; processes are ended there
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(status)
