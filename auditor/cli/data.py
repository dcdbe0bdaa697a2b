"""`auditor data`."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

import click

from auditor.cli.output import complain, format_option, paper, remark, write_lines
from auditor.cli.settings import Number, config_option, configured, tell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from auditor.data.update import Outcome
    from auditor.lists import Stored

_NAMES = ("perennial", "retractions", "suffixes")
_EPILOG = """\b
Examples:
  auditor data                       what is kept
  auditor data update                load all lists, or what is new of them
  auditor data update retractions    one of them
  auditor data clear
"""
_UPDATE = """\b
Examples:
  auditor data update
  auditor data update retractions suffixes

\b
A list that cannot be had, or is broken, changes nothing of what is kept.
Exit status: 0 all lists are as new as they can be, 3 one of them could not be
loaded. [online.lists] in auditor.toml names mirrors of your own.
"""


@click.group(epilog=_EPILOG, invoke_without_command=True)
@format_option
@click.pass_context
def data(ctx: click.Context, format_: str) -> int:
    """Show which lists of others are kept here, load them, or delete them.

    They are used where they are there, without a network: retracted works, what Wikipedia's editors decided about a site, public
    suffixes. Everything works without them.
    """
    if ctx.invoked_subcommand is None:
        from auditor.lists import stored  # noqa: PLC0415 — `--help` needs it not

        found = stored()
        write_lines(_as_json(found) if format_ == "json" else _told(found))
    return 0


@data.command(epilog=_UPDATE)
@click.argument("names", nargs=-1, type=click.Choice(_NAMES), metavar="[NAME...]")
@config_option
@click.option("--timeout", type=Number(0, min_open=True), metavar="SECONDS", help="For one request (default 300).")
@click.option("--allow-private", is_flag=True, help="Also ask addresses of private networks and of this machine.")
def update(names: tuple[str, ...], **options: Any) -> int:  # noqa: ANN401 — click's options, each typed where it is used
    """Load lists, all or those that are named, where there is something new.

    NAME is perennial, retractions or suffixes.
    """
    from auditor.data.update import update as load  # noqa: PLC0415 — `--help` needs none of these
    from auditor.verify.options import Online  # noqa: PLC0415
    from auditor.version import VERSION  # noqa: PLC0415

    config, mistakes = configured(options)
    if tell(mistakes):
        return 2
    online = config.network or Online()
    if sys.stderr.isatty():
        remark("auditor: asking for lists; the largest has about 60 MB")
    private = online.allow_private or options["allow_private"]
    online = replace(online, agent=f"auditor/{VERSION}", allow_private=private)
    outcomes = load(dict.fromkeys(names or _NAMES), online, timeout=options["timeout"])  # type: ignore[arg-type]  # in order, each once
    for outcome in outcomes:
        if outcome.problem:
            complain(f"{outcome.name}: {outcome.problem}; {_still(outcome)}")
    write_lines(_outcome(one) for one in outcomes if not one.problem)
    return 3 if any(one.problem for one in outcomes) else 0


@data.command(epilog="\b\nExamples:\n  auditor data clear\n  auditor data clear retractions")
@click.argument("names", nargs=-1, type=click.Choice(_NAMES), metavar="[NAME...]")
def clear(names: tuple[str, ...]) -> int:
    """Delete lists that are kept, all or those that are named."""
    from auditor.data.keep import clear as delete  # noqa: PLC0415 — `--help` needs it not
    from auditor.lists import lists_path  # noqa: PLC0415

    gone = delete(names or _NAMES)
    write_lines([f"{lists_path()}: {'cleared ' + ', '.join(gone) if gone else 'nothing to clear'}"])
    return 0


def _still(outcome: Outcome) -> str:
    return f"the one of {outcome.kept.date} is kept" if outcome.kept else "none is kept"


def _outcome(outcome: Outcome) -> str:
    kept = outcome.kept
    assert kept is not None  # noqa: S101 — what came without a problem is kept
    return f"{outcome.name:<12} {kept.rows:>7,} entries, of {kept.date}: {f'loaded, {_size(kept)}' if outcome.new else 'unchanged'}"


def _size(kept: Stored) -> str:
    return f"{kept.size / 1e6:.1f} MB" if kept.size >= 1e6 else f"{kept.size / 1e3:.0f} kB"


def _told(found: dict[str, Stored]) -> Iterator[str]:
    """Yield what is kept, for people."""
    from auditor.data.form import ABOUT  # noqa: PLC0415 — as above
    from auditor.report.layout import wrap  # noqa: PLC0415

    sheet = paper()
    path = _path()
    yield f"{path}{'' if found else ': no list is kept'}"
    for name, about in ABOUT.items():
        kept = found.get(name)
        yield ""
        yield f"{name:<12} {f'{kept.rows:,} entries, of {kept.date}' if kept else 'not kept; `auditor data update` loads it'}"
        rows = [about.title, f"for {about.use}", f"licence: {about.licence}"]
        if kept:
            rows += [f"from {kept.final or kept.url}", f"loaded {kept.fetched}, {_size(kept)}; last asked {kept.checked}"]
        for row in rows:
            yield from (f"  {line}" for line in wrap(sheet.text(row), sheet.columns - 2, sheet.columns - 2))


def _as_json(found: dict[str, Stored]) -> Iterator[str]:
    """Yield what is kept, for programs."""
    from auditor.data.form import ABOUT  # noqa: PLC0415 — as above

    keys = ("rows", "date", "fetched", "checked", "size", "url")
    lists = []
    for name, about in ABOUT.items():
        kept = found.get(name)
        row = {key: getattr(kept, key) if kept else None for key in keys}
        lists.append({"name": name, "title": about.title, "licence": about.licence, "kept": kept is not None, **row})
    yield json.dumps({"version": 1, "file": str(_path() or ""), "lists": lists}, indent=1)


def _path() -> Path | None:
    from auditor.lists import lists_path  # noqa: PLC0415 — as above

    return lists_path()
