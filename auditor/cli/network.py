"""What the commands that ask the network share: their options, evidence in a file."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from auditor import regexes
from auditor.cli.output import complain
from auditor.cli.settings import Number
from auditor.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from auditor.config import Config
    from auditor.document import Document
    from auditor.model import Failure, Verdict
    from auditor.read.sources import Found
    from auditor.verify.options import Online

_HEADER = r"(?P<host>[^:\s]+):(?P<name>[A-Za-z0-9-]+)=(?P<env>[A-Za-z_]\w*)"


def _age(_ctx: click.Context, param: click.Parameter, value: str | None) -> float | None:
    if value is None:
        return None
    from auditor.verify.options import parse_age  # noqa: PLC0415 — most runs ask nobody

    age = parse_age(value)
    if age is None:
        raise click.BadParameter(f"“{value}” is no age such as 12h, 7d or 0", param=param)
    return age


def _headers(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Read headers from the environment, so that no secret stands in a command or a log."""
    found: dict[str, dict[str, str]] = {}
    for value in values:
        match = re.fullmatch(_HEADER, value)
        if match is None:
            raise click.BadParameter("is not HOST:NAME=ENV, such as docs.example.org:Authorization=DOCS_TOKEN", param=param)
        if match["name"].lower() == "host":
            raise click.BadParameter("“Host” is what the address says; it cannot be sent another one", param=param)
        if match["env"] not in os.environ:
            raise click.BadParameter(f"the environment has no variable {match['env']}", param=param)
        secret = os.environ[match["env"]].strip()
        if not (secret.isascii() and secret.isprintable()):
            raise click.BadParameter(f"what the variable {match['env']} holds cannot stand in a header", param=param)
        found.setdefault(match["host"].lower(), {})[match["name"]] = secret
    return found


_EVIDENCE = "Keep what is answered in FILE; where nothing is asked, use what it holds."
_TIMEOUT = click.option("--timeout", type=Number(0, min_open=True), metavar="SECONDS", help="For one request (default 10).")
_PRIVATE = click.option("--allow-private", is_flag=True, help="Also ask addresses of private networks and of this machine.")
_HEADERS_HELP = "Send a header to a host."
_HEADERS = click.option("--header", "headers", multiple=True, callback=_headers, metavar="HOST:NAME=ENV", help=_HEADERS_HELP)
_OPTIONS = (
    click.option("--evidence", type=click.Path(path_type=Path), metavar="FILE", help=_EVIDENCE),
    _TIMEOUT,
    click.option("--max-age", callback=_age, metavar="AGE", help="Use kept answers up to this age: 12h, 7d, 0 (default 1d)."),
    click.option("--confirm", type=click.IntRange(1), metavar="N", help="Call a source gone when it was on N different days."),
    click.option("--no-archive", is_flag=True, help="Do not look for archived copies of what is gone."),
    click.option("--no-polite", is_flag=True, help="Keep no distance between requests to a host: for your own servers."),
    _PRIVATE,
    _HEADERS,
    click.option("--require-answers", is_flag=True, help="Exit with 3 where of any source nobody could tell."),
)


def fetch_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about fetching an article."""
    for option in reversed((_TIMEOUT, _PRIVATE, _HEADERS)):
        command = option(command)
    return command


def network_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options about the network."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def asked_how(config: Config, options: Mapping[str, Any]) -> Online:
    """Give how the network is asked: the configuration's choice, overridden by the options. Raises `click.UsageError`."""
    from auditor import __version__  # noqa: PLC0415
    from auditor.verify.options import Online  # noqa: PLC0415

    online = config.network or Online()
    given: dict[str, Any] = {key: options[key] for key in ("timeout", "max_age", "confirm") if options.get(key) is not None}
    given |= {"allow_private": True} if options["allow_private"] else {}
    given |= {key: False for key in ("archive", "polite") if options.get(f"no_{key}")}
    if options.get("cache") is False or options.get("no_cache"):
        regexes.leave_no_trace()
        given["cache"] = False
    online = replace(online, **given, headers=options["headers"], agent=f"auditor/{__version__}")
    if online.confirm > 1 and not online.cache:
        raise click.UsageError("--confirm counts days in what is kept between runs; leave --no-cache out")
    return online


def evidence_of(config: Config, options: Mapping[str, Any], *, ask: bool, fetching: bool = False) -> Evidence | None:
    """Give what gives evidence, where the network or a file is asked. ``fetching`` tells that an article comes from the network."""
    if not config.online:
        about = (
            ("max_age", "confirm", "require_answers")
            if fetching
            else ("timeout", "max_age", "confirm", "headers", "require_answers")
        )
        alone = [name for name in about if options[name]]
        if alone:
            name = alone[0].replace("_", "-").replace("headers", "header")
            raise click.UsageError(f"--{name} is about the network, which is only asked with --online")
        return None
    return Evidence(config, options, ask=ask)


def with_pages(found: list[Found | Failure], config: Config, options: Mapping[str, Any]) -> list[Found | Failure]:
    """Give what was found with the articles that stand at addresses on the web: these are asked now, all at once."""
    from auditor.read.sources import is_address  # noqa: PLC0415 — `--help` needs none of these

    if not any(is_address(getattr(one, "path", "")) for one in found):
        return found
    from auditor.fetch import fetched  # noqa: PLC0415 — loads what asks

    return fetched(found, asked_how(config, {**options, "confirm": 1, "cache": None, "no_cache": None}))  # it keeps nothing


class Evidence:
    """Gives the evidence about texts: asked, or out of a file; `known` is what it gave last."""

    def __init__(self, config: Config, options: Mapping[str, Any], *, ask: bool) -> None:
        """Check the file before anything is asked. Raises `UsageError`."""
        from auditor.verify.evidence import load  # noqa: PLC0415

        self._ask = ask
        self._path: Path | None = options["evidence"]
        self._online = asked_how(config, options)
        self.known: Mapping[str, Verdict] = {}
        self.interrupted = False
        if self._path is not None and (self._path.exists() or not ask):
            self.known = load(self._path)  # also tells that nothing else is overwritten

    def look(self, documents: Sequence[Document]) -> Mapping[str, Verdict]:
        """Give the evidence about texts."""
        if self._ask:
            from auditor.cli.progress import Hosts  # noqa: PLC0415
            from auditor.verify.run import look_up  # noqa: PLC0415 — loads what asks

            watcher = Hosts()
            with contextlib.closing(watcher):
                outcome = look_up(documents, self._online, watcher)  # type: ignore[arg-type]  # a `Watcher` in shape
            self.known, self.interrupted = outcome.evidence, outcome.interrupted
            if outcome.problem:
                complain(outcome.problem)
            self._save()
        return self.known

    def unanswered(self) -> int:
        """Count the sources of which nobody could tell, or not everything that was asked."""
        there = ("ok", "moved")
        return sum(v.answer in ("unknown", "blocked") or (v.answer in there and "unread" in v.facts) for v in self.known.values())

    def _save(self) -> None:
        if self._path is None:
            return
        from auditor.verify.evidence import dump  # noqa: PLC0415

        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}.part")
        try:
            draft.write_text(dump(self.known), encoding="utf-8", newline="\n")
            draft.replace(self._path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise UsageError(f"--evidence {self._path}: cannot be written ({error.strerror})") from None
