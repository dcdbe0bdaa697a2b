"""The rule data in one file that loads fast: most runs read it instead of a hundred TOML files.

A wheel carries it, made and strictly checked when the wheel was built. A source checkout makes its own under ``build/``,
anew whenever a rule, a word list or the code that reads them has changed.
"""

from __future__ import annotations

import contextlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "_rules"


@cache
def rules_dir() -> Path:
    """Where the rule files are: inside the installed package, or beside it in a source checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "rules"


@cache
def compiled() -> dict[str, Any]:
    """Give the compiled rule data, empty where there is none or it is out of date.

    ``tables`` holds the tables of ``rules/*.toml`` by their stem, ``rules`` the fields of each rule, ``profiles`` the
    tables of ``rules/profiles/*.toml``, ``cues`` what must occur for a pattern to match.
    """
    installed = rules_dir() == _INSTALLED
    try:
        data: dict[str, Any] = json.loads((_INSTALLED / "compiled.json" if installed else _cache_file()).read_bytes())
    except (OSError, ValueError):
        return {}
    return data if installed or data.get("stamp") == stamp() else {}


@cache
def table(name: str) -> dict[str, Any]:
    """Give the table of ``rules/<name>.toml``: ``lexicon``, ``score``."""
    tables = compiled().get("tables", {})
    if name in tables:
        return dict(tables[name])
    import tomllib  # noqa: PLC0415 — most runs read the compiled copy

    with (rules_dir() / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def fingerprint() -> str:
    """Give what differs where auditor's code or rules differ: of an installed auditor by content, of a checkout by its files."""
    from hashlib import blake2b  # noqa: PLC0415 — single articles need none

    if rules_dir() == _INSTALLED:  # the build wrote digests of the code and the words into it
        return blake2b((_INSTALLED / "compiled.json").read_bytes(), digest_size=16).hexdigest()
    files = [os.stat(path) for path in (*_files(rules_dir()), *_files(_PACKAGE))]  # noqa: PTH116
    return f"{_PACKAGE} " + blake2b(repr([(s.st_size, s.st_mtime_ns) for s in files]).encode(), digest_size=16).hexdigest()


def code_digest(package: Path) -> str:
    """Give a digest of all code of a package, by content."""
    from hashlib import blake2b  # noqa: PLC0415

    whole = blake2b(digest_size=16)
    for path in _files(package):
        whole.update(os.path.relpath(path, package).encode() + b"\0" + Path(path).read_bytes())
    return whole.hexdigest()


def remember(data: dict[str, Any], stamp: str) -> None:
    """Keep compiled rule data for the next start from this checkout; a place that cannot be written is no error.

    ``stamp`` is that of the files from before they were read: a file changed meanwhile makes the data out of date.
    """
    if rules_dir() == _INSTALLED:
        return
    path = _cache_file()
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps({"stamp": stamp, **data}, separators=(",", ":")), encoding="ascii")
        draft.replace(path)


def _cache_file() -> Path:
    return _PACKAGE.parent / "build" / "rules.json"


def stamp() -> str:
    """Names, sizes and times of every file that the compiled data depends on."""
    paths = [
        *_files(rules_dir()),
        *_files(_PACKAGE / "finders"),
        *(_PACKAGE / name for name in ("rules.py", "profiles.py", "lexicon.py")),
    ]
    return " ".join(f"{os.path.basename(p)}:{s.st_size}:{s.st_mtime_ns}" for p in map(str, paths) for s in [os.stat(p)])  # noqa: PTH116, PTH119 — twice as fast


def _files(folder: Path) -> list[str]:
    """Every TOML and Python file in a folder and its folders, sorted."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".toml", ".py")):
                found.append(entry.path)
            elif entry.is_dir() and not entry.name.startswith((".", "_")):
                found += _files(Path(entry.path))
    return sorted(found)
