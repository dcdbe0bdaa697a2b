"""Tables of TOML read strictly: an unknown key is named with its file and with what is allowed."""

from __future__ import annotations

from auditor.errors import RuleError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any


def read_table(path: Path) -> dict[str, Any]:
    """Read a file of TOML; raises `RuleError` where that cannot be."""
    import tomllib  # noqa: PLC0415 — most runs read compiled data

    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError(f"{path}: {error}") from error


def check_known(path: Path, prefix: str, table: Mapping[str, Any], allowed: Iterable[str]) -> None:
    """Raise a `RuleError` for the first key of a table that is not allowed."""
    allowed = tuple(allowed)
    for key in table:
        if key not in allowed:
            from difflib import get_close_matches  # noqa: PLC0415 — only an error needs it

            near = get_close_matches(key, allowed, 1)
            hint = f"; did you mean “{near[0]}”?" if near else f"; allowed are {listed(allowed)}"
            raise RuleError(f"{path}: unknown key “{prefix}{key}”{hint}")


def listed(names: Iterable[str]) -> str:
    """Give names as a list in a sentence."""
    return ", ".join(names)


def nearest(name: str, allowed: Iterable[str], listing: str = "auditor rules list") -> str:
    """Give the end of a sentence about an unknown name: the nearest known one, all where they are few, else what lists them."""
    allowed = sorted(allowed)
    from difflib import get_close_matches  # noqa: PLC0415 — only an error needs it

    near = get_close_matches(name, allowed, 1)
    if near:
        return f"; did you mean “{near[0]}”?"
    return f"; allowed are {', '.join(allowed)}" if len(allowed) <= 12 else f"; `{listing}` names them"
