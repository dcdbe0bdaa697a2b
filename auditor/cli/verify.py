"""`auditor verify`."""

from __future__ import annotations

from typing import Any

import click

from auditor.cli.network import network_options, with_pages
from auditor.cli.output import color_option, complain, paper, write, write_lines
from auditor.cli.sections import Sectioned
from auditor.cli.settings import config_option, configured, overridden, tell

_EPILOG = """\b
Examples:
  auditor verify article.md
  auditor verify posts/ --format json > answers.json
  auditor verify article.md --evidence seen.json
  auditor check article.md --evidence seen.json    the same answers, offline

\b
Every source is there, gone, moved, other than described, or nobody could
tell: a page that turns programs away and a server that is down are never
called gone.
Exit status: 0 all is there, 1 something is gone or differs, 3 a text could
not be read (or, with --require-answers, of a source nobody could tell).
"""


@click.command(cls=Sectioned, epilog=_EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "format_", type=click.Choice(["terminal", "json"]), default="terminal", help="How to print the answers.")
@click.option("--offline", is_flag=True, help="Ask nothing: show what --evidence FILE holds.")
@config_option
@click.option("--include", multiple=True, metavar="GLOB", help="When walking, read only files like this.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="When walking, leave out files like this.")
@click.option("--stdin-filename", default="-", metavar="NAME", help="Name (and suffix) of the text on standard input (“-”).")
@network_options
@click.option("--no-cache", is_flag=True, help="Neither use nor keep answers.")
@color_option
def verify(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Ask the network about every source of a text: whether it is there, is the work described, and says this.

    PATH is a file, a directory, a glob, “-” for standard input, or the address of an article on the web. Only what is asked leaves
    this machine: addresses, identifiers, and the words of references that have neither.
    """
    from auditor.cli.network import Evidence  # noqa: PLC0415 — `--help` needs none of these
    from auditor.model import Failure  # noqa: PLC0415
    from auditor.read.sources import is_address, walk  # noqa: PLC0415
    from auditor.report.verdicts import answers_json, answers_of, print_answers, worst  # noqa: PLC0415
    from auditor.runs import read_all  # noqa: PLC0415

    if options["offline"] and any(map(is_address, paths)):
        raise click.UsageError("--offline asks nothing, so no article either; save the page as a file")
    if options["offline"] and options["evidence"] is None:
        raise click.UsageError("--offline shows what a file holds: name it with --evidence FILE")
    read, mistakes = configured(options, paths)
    config = overridden(read, options)
    tell(mistakes)
    evidence = Evidence(config, options, ask=not options["offline"])
    walked = with_pages(list(walk(paths, include=config.include, exclude=config.exclude)), config, options)
    texts = list(read_all(walked, stdin_name=options["stdin_filename"]))
    failures = [text for text in texts if isinstance(text, Failure)]
    documents = [text for text in texts if not isinstance(text, Failure)]
    for failure in failures:
        complain(failure.reason)
    known = evidence.look(documents)
    answers = [answers_of(document, known) for document in documents]
    if options["format_"] == "json":
        write(answers_json(answers, failures))
    else:
        write_lines(print_answers(answers, paper(options["color"])))
    if evidence.interrupted:
        raise click.Abort
    if mistakes:
        return 2
    if failures or not documents or (options["require_answers"] and evidence.unanswered()):
        return 3
    return worst(answers)
