"""Patterns of the standard library, kept between runs in the form that Python compiles them to.

To compile those that read a list of references takes twice as long as all else about a short text. What they compile to depends
on them and on Python alone, so the command keeps it in its cache, as Python keeps what modules compile to. The form is Python's
own affair and has no public door: it is only used by the very build of Python that made it, Python checks it again, and where
anything is amiss, `re.compile` does what it always does. A program that uses auditor as a library keeps and reads nothing.
"""

from __future__ import annotations

import re
import sys
from array import array
from functools import cached_property
from importlib import import_module
from typing import Any

from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    Key = tuple[str | bytes, int]

_HEAD = b"auditor: patterns compiled by Python " + sys.version.replace("\n", " ").encode() + b"\n"
_SUM = 4  # bytes of the checksum behind the head
_WORTH = 4_000  # bytes of new code, one or two milliseconds of compiling, for which the file is written
_MOST = 1_000  # patterns kept; auditor has 500, so that more are those of versions before


class _Code(NamedTuple):
    """What `re` hands to its engine: flags, code, number of groups, their names by number and numbers by name."""

    flags: int
    code: bytes
    groups: int
    numbers: dict[str, int]
    names: tuple[str | None, ...]


class _Store:
    """The patterns of a run: those that were kept, and those that it compiled itself."""

    def __init__(self) -> None:
        self.writes = True
        self.used: dict[Key, _Code] = {}
        self.fresh = 0  # bytes of code that were not kept

    @cached_property
    def known(self) -> dict[Key, _Code]:
        path = _path()
        return _read(path) if path else {}

    def compiled(self, pattern: str | bytes, flags: int) -> re.Pattern[Any]:
        key = pattern, flags
        try:
            code = self.known.get(key)
            if code is None:
                code = _code(pattern, flags)
                self.fresh += len(code.code)
            made = _made(pattern, code)
        except Exception:  # noqa: BLE001 — Python's own affair: whatever it says, there is the public way
            return re.compile(pattern, flags)
        self.used[key] = code
        return made


_store: _Store | None = None


def use_kept() -> None:
    """Compile by what earlier runs kept, from now on: for the command, which is one of many runs."""
    global _store  # noqa: PLW0603 — a process has one set of compiled patterns
    if sys.implementation.name == "cpython":
        _store = _Store()


def leave_no_trace() -> None:
    """Keep nothing at the end of this run."""
    if _store is not None:
        _store.writes = False


def compiled(pattern: str | bytes, flags: int = 0) -> re.Pattern[Any]:
    """Compile a pattern as `re.compile` does; raises what it raises."""
    return re.compile(pattern, flags) if _store is None else _store.compiled(pattern, int(flags))


def keep() -> None:
    """Keep what this run compiled, where that is worth it; a cache that cannot be written is no error."""
    if _store is None or not _store.writes or _store.fresh < _WORTH:
        return
    from auditor.kept import ForeignError, prepare  # noqa: PLC0415 — most runs find all their patterns kept

    path = _path()
    try:
        if path is not None:
            prepare(path.parent)
            _write(path, _store.used)
    except (ForeignError, OSError):
        return
    _store.fresh = 0


def _path() -> Path | None:
    from auditor.kept import PATTERNS, default_folder  # noqa: PLC0415 — as above

    folder = default_folder()
    return folder / PATTERNS.replace("*", sys.implementation.cache_tag or "python") if folder else None


def _read(path: Path) -> dict[Key, _Code]:
    """Give what is kept; nothing where the file is another Python's, or damaged."""
    import json  # noqa: PLC0415 — as above
    from zlib import crc32  # noqa: PLC0415

    try:
        data = path.read_bytes()
        front, rest = data[: len(_HEAD)], data[len(_HEAD) :]
        if front != _HEAD or rest[:_SUM] != crc32(rest[_SUM:]).to_bytes(_SUM, "big"):
            return {}
        table, _, codes = rest[_SUM:].partition(b"\n")
        return {
            (text if wide else text.encode("latin-1"), given): _Code(flags, codes[start:end], groups, numbers, tuple(names))
            for text, wide, given, flags, start, end, groups, numbers, names in json.loads(table)
        }
    except (OSError, ValueError, TypeError):
        return {}


def _write(path: Path, used: dict[Key, _Code]) -> None:
    """Write the file anew: a line of JSON that tells of each pattern, and behind it their codes."""
    import json  # noqa: PLC0415 — as above
    import os  # noqa: PLC0415
    from zlib import crc32  # noqa: PLC0415

    kept = {**_read(path), **used}
    rows, codes = [], bytearray()
    for (pattern, given), code in (kept if len(kept) <= _MOST else used).items():
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        start = len(codes)
        codes += code.code
        rows.append((text, text is pattern, given, code.flags, start, len(codes), code.groups, code.numbers, code.names))
    data = json.dumps(rows).encode() + b"\n" + codes
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_bytes(_HEAD + crc32(data).to_bytes(_SUM, "big") + data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _code(pattern: str | bytes, flags: int) -> _Code:
    """Do what `re.compile` does, but for the last step."""
    parsed = import_module("re._parser").parse(pattern, flags)
    state = parsed.state
    names: list[str | None] = [None] * state.groups
    for name, number in state.groupdict.items():
        names[number] = name
    code = array("I", import_module("re._compiler")._code(parsed, flags))  # noqa: SLF001 — see the module's own words
    return _Code(int(flags | state.flags), code.tobytes(), state.groups - 1, state.groupdict, tuple(names))


def _made(pattern: str | bytes, code: _Code) -> re.Pattern[Any]:
    """Do the last step, in which Python's engine checks the code."""
    numbers = array("I")
    numbers.frombytes(code.code)
    made: re.Pattern[Any] = import_module("_sre").compile(
        pattern, code.flags, numbers.tolist(), code.groups, code.numbers, code.names
    )
    return made
