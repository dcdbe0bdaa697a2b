"""The baseline: what was found before somebody decided to let nothing new in, and the score that each text had.

A JSON file with a line for each text and each place of a finding, sorted, so that a difference can be read and two branches merged.
"""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.errors import AuditorError, UsageError
from auditor.model.made import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = "auditor-baseline.json"
VERSION = 1
_WORDS = 60  # characters of a place that are kept for whoever reads the file


class BaselineError(UsageError):
    """A baseline that is missing, is none, or is of a newer auditor."""


class BaselineWriteError(AuditorError):
    """A baseline that cannot be written: the old one stands."""


class Entry(NamedTuple):
    """A known place: the rule that found it, its words in short for a reader, and its key (see `fingerprint.place_keys`)."""

    rule: str
    words: str
    key: str


@dataclass(frozen=True, slots=True)
class Text:
    """What is kept of a text: its score (None: not rated) under which profile, its sketch, and its known places, equal ones too."""

    score: int | None
    profile: str
    sketch: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """The texts of a baseline by their path, relative to the directory of its file, with forward slashes.

    ``auditor`` is the version that wrote it, ``score_model`` the model of its scores.
    """

    path: Path
    texts: Mapping[str, Text] = field(default_factory=dict)
    auditor: str = ""
    score_model: int = 1

    @property
    def size(self) -> int:
        """How many places are known."""
        return sum(len(text.entries) for text in self.texts.values())

    def path_of(self, name: str) -> str:
        """Give the path under which a baseline knows a file that is named from here."""
        whole, home = os.path.abspath(name), os.path.dirname(os.path.abspath(self.path))  # noqa: PTH100, PTH120 — links stay as named
        try:
            return os.path.relpath(whole, home).replace(os.sep, "/")
        except ValueError:  # another drive
            return whole.replace(os.sep, "/")

    def name_of(self, path: str) -> str:
        """Give the name from here of a file that the baseline knows."""
        return os.path.relpath(os.path.join(os.path.dirname(os.path.abspath(self.path)), path))  # noqa: PTH100, PTH118, PTH120

    def is_gone(self, path: str) -> bool:
        """Tell whether a file that the baseline knows is no longer there."""
        return not os.path.lexists(self.name_of(path))


def in_short(words: str) -> str:
    """Give the words of a place as the baseline keeps them: on one line, with nothing that a terminal would obey."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in words[: _WORDS * 4]).split())
    return plain if len(plain) <= _WORDS else plain[: _WORDS - 1].rstrip() + "…"


# --- the file -------------------------------------------------------------------------------------------------


def load_baseline(path: str | Path) -> Baseline:
    """Read a baseline. Raises `BaselineError` for anything but a whole one that this auditor understands."""
    path = Path(path)
    try:
        value = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        raise BaselineError(f"{path}: no such baseline; `auditor baseline write` makes one") from None
    except OSError as error:
        raise BaselineError(f"{path}: the baseline cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError) as error:
        hint = "resolve the merge conflict in it" if _in_conflict(path) else _MEND
        raise BaselineError(f"{path}: is no readable JSON ({error}); {hint}") from None
    if not isinstance(value, dict) or not isinstance(value.get("auditor-baseline"), int):
        raise BaselineError(f"{path}: is no baseline of auditor; name another file")
    if value["auditor-baseline"] > VERSION:
        made = value.get("auditor", "a newer version")
        newer = value["auditor-baseline"]
        raise BaselineError(f"{path}: auditor {made} wrote it in format {newer}, this one reads up to {VERSION}; upgrade auditor")
    try:
        texts = {str(name): _text(text) for name, text in value["texts"].items()}
        return Baseline(path, texts, str(value["auditor"]), _whole(value["score-model"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BaselineError(f"{path}: is a damaged baseline ({type(error).__name__}: {error}); {_MEND}") from None


_MEND = "restore it from your version control, or write it anew: delete it, then `auditor baseline write`"


def _in_conflict(path: Path) -> bool:
    return b"\n<<<<<<< " in b"\n" + path.read_bytes()


def _text(value: dict[str, Any]) -> Text:
    score = value["score"]
    entries = tuple(Entry(*(_string(entry[name]) for name in Entry._fields)) for entry in value["known"])
    return Text(None if score is None else _whole(score), _string(value["profile"]), _string(value["sketch"]), entries)


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def save_baseline(baseline: Baseline) -> None:
    """Write a baseline; the old file stands until the new one is whole. Raises `BaselineWriteError`."""
    target = os.path.realpath(baseline.path)
    draft = f"{os.path.dirname(target)}/.auditor-{os.getpid()}.part"  # noqa: PTH120
    try:
        try:
            with open(draft, "x", encoding="utf-8", newline="\n") as file:  # noqa: PTH123
                file.writelines(_lines(baseline))
            if os.path.exists(target):  # noqa: PTH110
                os.chmod(draft, stat.S_IMODE(os.stat(target).st_mode))  # noqa: PTH101, PTH116
            os.replace(draft, target)  # noqa: PTH105
        finally:
            if os.path.lexists(draft):
                os.unlink(draft)  # noqa: PTH108
    except OSError as error:
        raise BaselineWriteError(
            f"{baseline.path}: the baseline cannot be written ({error.strerror}); nothing was changed"
        ) from None


def _lines(baseline: Baseline) -> Iterator[str]:
    yield f'{{\n"auditor-baseline": {VERSION},\n"auditor": {_dump(baseline.auditor)},\n'
    yield f'"score-model": {baseline.score_model},\n"texts": {{'
    separator = "\n"
    for name, text in sorted(baseline.texts.items()):
        head = f'"score": {_dump(text.score)}, "profile": {_dump(text.profile)}, "sketch": {_dump(text.sketch)}'
        yield f'{separator}{_dump(name)}: {{{head}, "known": ['
        rows = (f"\n  {_dump(entry._asdict())}" for entry in sorted(text.entries))
        yield ",".join(rows) + ("\n]}" if text.entries else "]}")
        separator = ",\n"
    yield "\n}\n}\n"


def _dump(value: object) -> str:
    """Give JSON that keeps letters of any script, so that people can read it; names that are no Unicode as escapes."""
    plain = json.dumps(value, ensure_ascii=False)
    return plain if all(c.isprintable() for c in plain) else json.dumps(value)
