"""Pins: what this auditor must be, so that an upgrade is a decision and no surprise."""

from __future__ import annotations

from auditor.errors import ConfigError
from auditor.model import SCORE_MODEL
from auditor.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.config.values import Config


def pin_problems(config: Config) -> tuple[ConfigError, ...]:
    """Give a `ConfigError` for each pin that this auditor does not meet, naming what is asked and what is there."""
    if not (config.required_version or config.score_model or config.rules_version):
        return ()
    return tuple(_problems(config))


def _problems(config: Config) -> Iterator[ConfigError]:
    if config.required_version:
        yield from _version_problem(config, VERSION)
    if config.score_model not in (None, SCORE_MODEL):
        where = config.origins.get("score-model", config.path)
        yield ConfigError(
            f"{where}: “score-model” asks for model {config.score_model}, and auditor {VERSION} scores by model {SCORE_MODEL}; "
            f"install a version that knows it, or look at the scores again and pin {SCORE_MODEL}"
        )
    if config.rules_version:
        from auditor.rules import rules_version  # noqa: PLC0415 — few configurations ask

        here, where = rules_version(), config.origins.get("rules-version", config.path)
        if config.rules_version != here:
            yield ConfigError(
                f"{where}: “rules-version” asks for {config.rules_version}, and auditor {VERSION} has the rules {here}; install "
                f"the version that had them, or look at what the new ones find and pin {here}"
            )


def _version_problem(config: Config, version: str) -> Iterator[ConfigError]:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415 — few configurations ask
    from packaging.version import InvalidVersion, Version  # noqa: PLC0415

    asked, where = config.required_version.strip(), config.origins.get("required-version", config.path)
    try:
        allowed = SpecifierSet(f"=={Version(asked)}")
    except InvalidVersion:
        try:
            allowed = SpecifierSet(asked)
        except InvalidSpecifier:
            yield ConfigError(f"{where}: “required-version” is {asked!r}; write a version, 0.1.0, or a range, >=0.1, <0.3")
            return
    if not allowed.contains(version, prereleases=True):
        yield ConfigError(
            f"{where}: “required-version” asks for {asked}, and this is auditor {version}; install the one, or change the other"
        )
