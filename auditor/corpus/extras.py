"""Packages that only some commands need, and what to say where one is missing."""

from __future__ import annotations

from importlib.util import find_spec

from auditor.errors import UsageError

_NEEDED = {"corpus": ("pyarrow", "duckdb", "fastwarc"), "ray": ("ray",)}


def require(extra: str) -> None:
    """Raise `UsageError` where a package of an extra is not installed; it names the package and the command that installs it."""
    missing = [name for name in _NEEDED[extra] if find_spec(name) is None]
    if missing:
        raise UsageError(
            f"{', '.join(missing)}: not installed; run: pip install 'source-auditor[{extra}]'"
            f" (in a clone of auditor: pip install '.[{extra}]')"
        )
