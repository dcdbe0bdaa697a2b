"""`auditor claims` and `auditor sources`."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli.network import asked_how, fetch_options
from auditor.cli.output import color_option, format_option, paper, remark, write_lines
from auditor.cli.settings import config_option, configured, profile_option, selected, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.audited import Audit


_CLAIMS_EPILOG = """\b
Examples:
  auditor claims article.md
  auditor claims article.md --why
  auditor claims article.md --format json
  git show HEAD:post.md | auditor claims - --stdin-filename post.md
"""
_NAME_HELP = "Name (and suffix) of the text on standard input (“-”)."
_stdin_option = click.option("--stdin-filename", default="-", metavar="NAME", help=_NAME_HELP)


@click.command(epilog=_CLAIMS_EPILOG)
@click.argument("file")
@click.option("--why", is_flag=True, help="Say why each sentence needs a source, and what it rests on.")
@format_option
@_stdin_option
@profile_option
@config_option
@fetch_options
@color_option
def claims(file: str, why: bool, format_: str, color: str, **options: Any) -> int:  # noqa: ANN401, FBT001 — click's signature
    """Show every sentence of an article that needs a source, and whether it has one.

    FILE may also be “-” for standard input, or the address of an article on the web.
    """
    from auditor.report.inspect import claim_map, claims_json  # noqa: PLC0415 — `--help` needs none of these

    audit, problems = _audit(file, options)
    write_lines(claims_json(audit, why=why) if format_ == "json" else claim_map(audit, paper(color), why=why))
    return 2 if problems else 0


@click.command(epilog="\b\nExamples:\n  auditor sources article.md\n  auditor sources article.md --format json")
@click.argument("file")
@format_option
@_stdin_option
@profile_option
@config_option
@fetch_options
@color_option
def sources(file: str, format_: str, color: str, **options: Any) -> int:  # noqa: ANN401 — click's options
    """Show every source of an article: references, links, voices and documents, how often they are used, and where.

    Sites are shown by what they are (news, journal, government, forum and so on), with what makes them that and the date on
    which that was looked at; on no list says nothing for or against a site. Five and more sources show how evenly claims rest on
    them. FILE may also be “-” for standard input, or the address of an article on the web.
    """
    from auditor.report.inspect import inventory, inventory_json  # noqa: PLC0415

    audit, problems = _audit(file, options)
    write_lines(inventory_json(audit) if format_ == "json" else inventory(audit, paper(color)))
    return 2 if problems else 0


def _audit(file: str, options: dict[str, Any]) -> tuple[Audit, int]:
    """Audit a file under the configuration that holds for it; gives the number of its mistakes too."""
    from auditor.pipeline import audit_document  # noqa: PLC0415
    from auditor.read.sources import is_address, read_document, read_source  # noqa: PLC0415

    name = options["stdin_filename"] if file == "-" else file
    config, mistakes = configured(options, (file,))
    selection, problems = selected(config, options, (name,))
    number = tell((*mistakes, *problems))
    if is_address(file):
        from auditor.fetch import fetch_one  # noqa: PLC0415 — loads what asks

        source = fetch_one(file, asked_how(config, options))
    else:
        source = read_source(file, stdin_name=name)
    if name == "-":
        remark("auditor: standard input is read as plain text; --stdin-filename draft.md (or .html) says what it is")
    return audit_document(read_document(source), selection.of(name)), number
