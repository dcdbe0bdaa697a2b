"""What a run is held against: the baseline, and what changed since a commit."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from auditor.cli.settings import Number
from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from auditor.audited import Audit
    from auditor.baseline import Baseline
    from auditor.changes import Changes
    from auditor.compare import Comparison
    from auditor.config import Config, Selections
    from auditor.gate import Tally
    from auditor.model import Failure
    from auditor.read.sources import Found


def finite(_ctx: click.Context, param: click.Parameter, value: float | None) -> float | None:
    """Refuse what is no number: a range lets “nan” pass, and nothing is under it."""
    if value is not None and not math.isfinite(value):
        raise click.BadParameter(f"{value} is no number from 0 to 100", param=param)
    return value


def against_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of `Against` to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Let pass what this file knows (auditor baseline write).",
    ),
    click.option("--no-baseline", is_flag=True, help="Hold nothing against the baseline that the configuration names."),
    click.option("--strict-baseline", is_flag=True, default=None, help="Fail on entries of the baseline that are stale."),
    click.option(
        "--fail-on-drop",
        type=Number(0, 100),
        callback=finite,
        metavar="POINTS",
        help="Fail where a score is more than this below the baseline's.",
    ),
    click.option("--changed-since", metavar="REF", help="Let pass what stands outside the lines changed since this commit (git)."),
)


def with_baseline(config: Config, options: dict[str, Any]) -> Config:
    """Give the configuration with the baseline that holds; raises `UsageError` where the gate needs one and none is named."""
    if options["no_baseline"]:
        return replace(config, baseline=None, strict_baseline=False, fail_on_drop=None)
    if config.baseline is None and (config.strict_baseline or config.fail_on_drop is not None):
        name = "strict-baseline" if config.strict_baseline else "fail-on-drop"
        raise UsageError(f"--{name} needs a baseline: name it with --baseline, or as “baseline” in the configuration")
    return config


class Against:
    """Tells new findings from known ones and from context. Reads the baseline and asks git before anything is audited."""

    def __init__(self, config: Config, selection: Selections, options: dict[str, Any]) -> None:
        """Raises `UsageError` for a baseline that cannot be used, and where git cannot tell what changed."""
        self._config = config
        self._selection = selection
        self._stdin_name: str = options["stdin_filename"]
        self._baseline: Baseline | None = _baseline(config, config.baseline) if config.baseline else None
        self._comparison: Comparison | None = None
        self._changes: Changes | None = None
        self._streams = frozenset[str]()
        if options["changed_since"] is not None:
            from auditor.changes import changes_since  # noqa: PLC0415 — few runs ask git

            self._changes = changes_since(options["changed_since"])

    def worth_auditing(self, found: list[Found | Failure], tally: Tally) -> list[Found | Failure]:
        """Give what is to be audited: all but files that were met by walking and did not change, which ``tally`` counts."""
        names = [(one, self._name(one)) for one in found]
        if self._changes is not None:
            changes = self._changes
            if any(name == "-" for _, name in names):
                raise UsageError("--changed-since: which file is the text on standard input? Say so with --stdin-filename")
            changed = [one for one, name in names if name is None or changes.of(name) is not None or _is_named(one)]
            tally.unchanged = len(found) - len(changed)
            found = changed
            self._streams = frozenset(name for one, name in names if name and getattr(one, "path", "") == "-")
        if self._baseline is not None:
            from auditor.compare import comparison  # noqa: PLC0415 — only where there is a baseline

            self._comparison = comparison(self._baseline, self._config, self._selection, [n for _, n in names if n is not None])
        return found

    def _name(self, one: Found | Failure) -> str | None:
        path: str | None = getattr(one, "path", None)
        return self._stdin_name if path == "-" else path

    def judged(self, results: Iterable[Audit | Failure], tally: Tally) -> Iterator[Audit | Failure]:
        """Pass results on, each finding with its state; ``tally`` learns at the end how many entries are stale."""
        from auditor.model import Failure  # noqa: PLC0415 — `--help` needs none of these

        for result in results:
            yield result if isinstance(result, Failure) else self._judged(result)
        if self._comparison is not None:
            tally.stale = len(self._comparison.stale())

    def _judged(self, audit: Audit) -> Audit:
        if self._comparison is not None:
            audit = self._comparison.apply(audit)
        changes = self._changes
        if changes is None:
            return audit
        from auditor.pipeline import audit_version  # noqa: PLC0415

        of_stream = audit.name in self._streams
        changed = changes.of_text(audit.name, audit.document) if of_stream else changes.of(audit.name)
        return changes.judged(audit, changed, lambda name, data: audit_version(name, data, self._selection.of(name)))


def _is_named(one: Found | Failure) -> bool:
    return bool(getattr(one, "named", True))


def _baseline(config: Config, path: Path) -> Baseline:
    from auditor.baseline import load_baseline  # noqa: PLC0415 — only where there is one
    from auditor.model import SCORE_MODEL  # noqa: PLC0415

    file = config.origins.get("baseline")  # which the command line overrides, and then nobody needs to be told
    try:
        baseline = load_baseline(path)
    except UsageError as error:
        raise UsageError(f"{error}; {file} asks for it in “baseline”") if file else error from None
    if config.fail_on_drop is not None and baseline.score_model != SCORE_MODEL:
        raise UsageError(
            f"{path}: its scores are of model {baseline.score_model}, those of this auditor of model {SCORE_MODEL}: "
            "--fail-on-drop cannot compare them; `auditor baseline write` takes them anew"
        )
    return baseline
