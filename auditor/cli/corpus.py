"""`auditor corpus`: run, summary, filter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from auditor.cli.output import StoppedError, color_option, complain, paper, remark, write, write_lines
from auditor.cli.sections import Sectioned
from auditor.cli.settings import config_option, configured, overridden, profile_option
from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.config import Config
    from auditor.corpus.run import Totals

_RUN = """\b
Examples:
  auditor corpus run articles.jsonl.zst --out results/
  auditor corpus run crawl/*.warc.gz --out results/ --jobs 16
  auditor corpus run s3://bucket/news/ --out s3://bucket/results --engine ray
  auditor corpus summary results/ --html results.html
  auditor corpus filter results/ --where "score >= 60" --output good.txt

\b
Run it again after an interruption: what is done is not done again. Exit
status: 0, or 3 where more records than --max-failures could not be audited
(texts without words excepted); each is a row in failures/.
"""
_SQL = """\b
Examples:
  auditor corpus summary results/
  auditor corpus summary results/ --html results.html
  auditor corpus summary results/ --sql "select domain, avg(score) from documents group by 1"

\b
--sql is DuckDB's; its tables are documents, findings and failures.
"""
_WHERE = """\b
Examples:
  auditor corpus filter results/ --where "score >= 60"
  auditor corpus filter results/ --where "errors = 0 and words > 300" --output good.parquet
  auditor corpus filter results/ --where "rules['no-locator'] > 2"
"""
_COLUMNS = {
    "text": "holds the articles",
    "id": "tells them apart",
    "url": "holds their addresses",
    "title": "holds their titles",
    "date": "says when they were published",
    "format": "holds formats or media types",
}
_FORMATS = ("text", "markdown", "html")


def _column_options(command: Callable[..., int]) -> Callable[..., int]:
    for name, what in reversed(_COLUMNS.items()):
        command = click.option(f"--{name}-column", metavar="NAME", help=f"The column that {what}.")(command)
    return command


@click.group(context_settings={"max_content_width": 100})
def corpus() -> None:
    """Audit millions of articles into tables; summarise and filter them.

    Needs the extra “corpus” (pyarrow, DuckDB, FastWARC), --engine ray the extra “ray”.
    """


@corpus.command(cls=Sectioned, epilog=_RUN)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="DIR", help="Directory or URI for the results.")
@click.option("--engine", type=click.Choice(("local", "ray")), default="local", help="What carries the work (default local).")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Local processes (default: one a processor).")
@click.option(
    "--ray-address", default="", metavar="ADDRESS", help="Of a Ray cluster (default: the one in RAY_ADDRESS, or a new one)."
)
@click.option(
    "--batch-size", type=click.IntRange(1), metavar="N", help="Articles audited together, at most (default: by input size)."
)
@_column_options
@click.option("--format", "input_format", type=click.Choice(_FORMATS), help="Format of all articles (default: as each tells).")
@profile_option
@click.option("--preview", is_flag=True, default=None, help="Also note what rules find whose precision is not established.")
@click.option("--rules", "packs", multiple=True, type=click.Path(path_type=Path), metavar="DIR", help="Add a directory of rules.")
@config_option
@click.option("--max-failures", type=click.IntRange(0), default=0, metavar="N", help="Records that may fail (default 0).")
@click.option("-q", "--quiet", is_flag=True, help="Tell nothing but errors and the outcome.")
def run(inputs: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Audit a corpus into Parquet tables: documents, findings, failures.

    INPUT is a folder, a pattern, JSON lines, CSV, Parquet, WARC or WET (packed or not), or an article; a local path, or a URI
    such as s3:// and gs://. Columns are guessed by their names where no option tells.
    """
    from auditor.corpus.extras import require  # noqa: PLC0415 — `--help` needs none of these

    require("corpus")
    from auditor.cli.corpus_progress import Report  # noqa: PLC0415
    from auditor.corpus.records import Columns  # noqa: PLC0415
    from auditor.corpus.run import Order, run_corpus  # noqa: PLC0415

    config, problems = _config(options)
    if problems:
        return 2
    columns = Columns(**{name: options[f"{name}_column"] or "" for name in _COLUMNS}, fixed=options["input_format"] or "")
    engine, address = options["engine"], options["ray_address"]
    if address and engine != "ray":
        raise click.UsageError("--ray-address goes with --engine ray")
    order = Order(inputs, options["out"], engine, columns, config, options["batch_size"] or 0, options["jobs"] or 0, address)
    report = Report(options["quiet"])
    try:
        totals = run_corpus(order, progress=report)
    except OSError as error:
        complain(f"{options['out']}: cannot be written ({error}); run again to go on from here")
        return 3
    except (KeyboardInterrupt, StoppedError):
        report.stop()
        remark("auditor: interrupted before the end; run the same command again to go on from here")
        return 130
    finally:
        report.stop()
    remark(f"auditor: {report.outcome(totals)}")
    return _status(totals, options["max_failures"])


def _config(options: dict[str, Any]) -> tuple[Config, int]:
    """Give the configuration and the number of mistakes in it, each told on standard error."""
    from auditor.config import select_rules  # noqa: PLC0415

    read, mistakes = configured(options)
    config = overridden(read, options)
    problems = (*mistakes, *select_rules(config).problems)
    for problem in problems:
        complain(str(problem))
    return config, len(problems)


def _status(totals: Totals, most: int) -> int:
    failed = totals.failures - totals.empty
    return 3 if failed > most or totals.broken or not totals.records else 0


@corpus.command(epilog=_SQL)
@click.argument("folder", metavar="DIR")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write a page with plots, too.")
@click.option("--sql", metavar="QUERY", help="Ask a question of your own instead.")
@click.option("--format", "format_", type=click.Choice(("table", "csv", "jsonl")), help="Answer to --sql (default table).")
@color_option
def summary(folder: str, **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Show what a run found: scores, rules, domains, months, best and worst articles."""
    from auditor.corpus.extras import require  # noqa: PLC0415 — `--help` needs none of these

    require("corpus")
    from auditor.corpus.answers import ANSWERS  # noqa: PLC0415
    from auditor.corpus.questions import Questions  # noqa: PLC0415

    if options["sql"] and options["html"]:
        raise click.UsageError("--html shows the summary; it does not go with --sql")
    if options["format_"] and not options["sql"]:
        raise click.UsageError("--format is that of the answer to --sql")
    with Questions(folder) as questions:
        if options["sql"]:
            for text in ANSWERS[options["format_"] or "table"](questions.ask(options["sql"]), paper(options["color"])):
                write(text)
            return 0
        from auditor.corpus.figures import figures  # noqa: PLC0415
        from auditor.corpus.sheet import sheet  # noqa: PLC0415

        found = figures(questions)
        if options["html"]:
            _page(options["html"], found)
        write_lines(sheet(found, paper(options["color"])))
    return 0


def _page(file: Path, found: Any) -> None:  # noqa: ANN401
    from auditor.cli.files import Output, Sheet  # noqa: PLC0415
    from auditor.corpus.page import page  # noqa: PLC0415

    with Sheet(Output("html", str(file), f"--html {file}")) as target:
        target.write(page(found))
        target.keep()


@corpus.command("filter", epilog=_WHERE)
@click.argument("folder", metavar="DIR")
@click.option("--where", required=True, metavar="CONDITION", help="What an article must satisfy: SQL on the columns of documents.")
@click.option("--output", metavar="FILE", help="Write to a file: ids to .txt, rows to .parquet, .csv or .jsonl.")
def filter_(folder: str, where: str, output: str | None) -> int:
    """Give the articles that satisfy a condition: their ids, a line each, or the rows of the table."""
    from auditor.corpus.extras import require  # noqa: PLC0415 — `--help` needs none of these

    require("corpus")
    from auditor.corpus.filters import ids, written_rows  # noqa: PLC0415
    from auditor.corpus.questions import Questions  # noqa: PLC0415

    with Questions(folder) as questions:
        if output is None:
            line = None
            for line in ids(questions, where):
                write(f"{line}\n")
            if line is None:
                remark("auditor: no article satisfies this")
            return 0
        try:
            passed, total = written_rows(questions, where, output)
        except OSError as error:
            raise UsageError(f"--output {output}: cannot be written ({error.strerror or error})") from error
    share = f" ({passed / total:.0%})" if total else ""
    remark(f"auditor: {passed:,} of {total:,} articles{share} written to {output}")
    return 0
