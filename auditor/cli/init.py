"""`auditor init`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, cast

import click

from auditor.cli.output import complain, paper, write, write_lines
from auditor.cli.settings import Number
from auditor.model import LEVELS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.config import FailOn
    from auditor.starter import Survey

_TITLE = "Configuration of auditor"  # of the schema
_FILE, _SCHEMA = Path("auditor.toml"), Path("auditor.schema.json")
_PROFILE_HELP = "What is asked of the articles (default: what most of them read like)."
_EPILOG = """\b
Examples:
  auditor init
  auditor init posts/ --profile wiki --fail-on warning --yes
"""


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--profile", metavar="NAME", help=_PROFILE_HELP)
@click.option("--fail-on", type=click.Choice([*LEVELS, "never"]), help="Level that fails a run (default error).")
@click.option("--fail-under", type=Number(0, 100), metavar="SCORE", help="Least score of a text (default: none).")
@click.option("--schema", is_flag=True, help="Also write auditor.schema.json (beside a configuration that is there, only that).")
@click.option("--yes", is_flag=True, help="Ask nothing, on a terminal either.")
@click.option("--force", is_flag=True, help="Overwrite a configuration that is there.")
def init(paths: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Look at the articles of PATH (default: here) and write a commented auditor.toml that suits them.

    On a terminal it asks what it cannot know; else the options decide, and what most articles are like.
    """
    from auditor.errors import UsageError  # noqa: PLC0415 — `--help` needs none of these
    from auditor.profiles import profile, profile_names  # noqa: PLC0415
    from auditor.report.layout import wrap  # noqa: PLC0415
    from auditor.starter import starter  # noqa: PLC0415

    if options["profile"]:
        profile(options["profile"])  # raises `UsageError` where there is none
    wanted = [_FILE, *([_SCHEMA] if options["schema"] else [])]
    if not options["force"]:
        if options["schema"] and _SCHEMA.exists() and not _is_ours(_SCHEMA):
            raise UsageError(f"{_SCHEMA} is there already, and is none of auditor's; move it away, or overwrite it with --force")
        for there in (*(path for path in wanted[:1] if path.exists()), *_tables()):
            if options["schema"]:
                return _schema_alone(str(there))
            raise UsageError(f"{there} is there already; change it, or write a new {_FILE} with --force")
    seen = _seen(paths or (".",))
    write_lines(wrap(str(seen), *[paper().columns] * 2))
    if seen.failed:
        complain(f"{seen.failed} of the files cannot be audited; `auditor check` tells which and why")
    asks = not options["yes"] and sys.stdin.isatty() and sys.stdout.isatty()
    chosen = options["profile"] or seen.profile
    fail_on, fail_under = options["fail_on"] or "error", options["fail_under"]
    if asks:
        chosen = options["profile"] or click.prompt("Profile", default=chosen, type=click.Choice(profile_names()))
        fail_on = options["fail_on"] or click.prompt("Fail on", default=fail_on, type=click.Choice([*LEVELS, "never"]))
        if fail_under is None and click.confirm("Fail on a low score, too?", default=False):
            fail_under = click.prompt("Least score", default=float(min(seen.scores, default=60)), type=Number(0, 100))
    level = cast("FailOn", fail_on)
    text = starter(seen, profile=chosen, fail_on=level, fail_under=fail_under, schema=f"./{_SCHEMA}" if options["schema"] else "")
    _write(_FILE, text)
    if options["schema"]:
        _write_schema()
    write(f"Wrote {' and '.join(map(str, wanted))}: profile {chosen}, fail-on {fail_on}.\n")
    write(f"Next: auditor check {' '.join(paths) or '.'}\n")
    return 0


def _schema_alone(there: str) -> int:
    """Write the schema beside a configuration that stays as it is, and say how editors find it."""
    _write_schema()
    line = f"#:schema ./{_SCHEMA}"
    points = there != str(_FILE) or line in _FILE.read_text(encoding="utf-8", errors="replace")
    write(f"Wrote {_SCHEMA}; {there} is there already and stays as it is.\n")
    if not points:
        write(f"Next: put “{line}” at the top of {_FILE}, so that editors find it\n")
    return 0


def _write_schema() -> None:
    from auditor.config.schema import PATH  # noqa: PLC0415

    _write(_SCHEMA, PATH.read_text(encoding="utf-8"))


def _is_ours(path: Path) -> bool:
    """Tell whether a file is a schema that `init` wrote, by this version or another."""
    import json  # noqa: PLC0415

    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("title") == _TITLE


def _tables() -> Iterator[str]:
    """Name a table of pyproject.toml that holds here: the new file would take its place."""
    from auditor.config import find_config  # noqa: PLC0415

    found = find_config()
    if found is not None and found.parent == Path.cwd().resolve() and found.name != _FILE.name:
        yield f"[tool.auditor] in {found.name}"


def _seen(paths: tuple[str, ...]) -> Survey:
    """Audit what is there as it would be without a configuration; a bar shows how far it is."""
    from auditor.cli.progress import Bar  # noqa: PLC0415
    from auditor.config import Config, select_rules  # noqa: PLC0415
    from auditor.errors import MissingError  # noqa: PLC0415
    from auditor.model import Failure  # noqa: PLC0415
    from auditor.read.sources import walk  # noqa: PLC0415
    from auditor.runs import audit_all  # noqa: PLC0415
    from auditor.starter import survey  # noqa: PLC0415

    found = list(walk(paths))
    lost = [name for one in found if not os.path.lexists(name := one.name if isinstance(one, Failure) else one.path)]
    if lost:  # else a mistyped path would get a configuration for no articles at all
        raise MissingError(f"{lost[0]}: nothing is there, so no configuration was written; check the path")
    bar = Bar(len(found), enabled=True)
    try:
        return survey(bar.watch(audit_all(found, select_rules(Config()))))
    finally:
        bar.stop()


def _write(path: Path, text: str) -> None:
    from auditor.cli.files import WriteError  # noqa: PLC0415

    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise WriteError(f"{path}: cannot be written ({error.strerror}); nothing there holds") from error
