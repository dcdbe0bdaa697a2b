"""What a configuration says, as plain values."""

from __future__ import annotations

from dataclasses import field
from typing import Any, Literal

from auditor.model.made import NamedTuple, dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from auditor.model import Level
    from auditor.verify.options import Online

FailOn = Literal["error", "warning", "note", "never"]


class FileIgnore(NamedTuple):
    """Rules or categories that are ignored in the files that match a pattern.

    The pattern is one of ``.gitignore``, from the directory ``root``; ``origin`` is the configuration file that has it.
    """

    root: str
    pattern: str
    names: tuple[str, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Config:
    """Every decision, with its default. ``path`` is the file it came from, if any.

    ``select`` and ``ignore`` name rules or categories; ``packs`` are directories of further rules; ``levels`` and ``options``
    override a rule's level and its finder's options, by rule id. ``include`` and ``exclude`` are patterns as in .gitignore.
    ``baseline`` is the file that knows what was found before, which ``fail_on_drop`` and ``strict_baseline`` hold texts to.
    ``profile`` is for texts whose front matter asks for none; with ``one_profile`` it is for all, as on the command line.

    With ``require_reasons`` a directive in a text that gives no reason sets nothing aside. ``heed`` false audits as if nobody had
    ignored anything: no directive, no ``[sic]``, no ``per_file_ignores``. ``required_version``, ``score_model`` and
    ``rules_version`` pin what this auditor must be. ``online`` runs the rules that read what the network said; ``network`` is how
    it is asked, None for the defaults. ``origins`` tells the file that each key came from, ``extended`` the files that
    ``path`` extends, nearest first.
    """

    path: Path | None = None
    profile: str = ""
    one_profile: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    preview: bool = False
    notes: bool = False
    fail_on: FailOn = "error"
    fail_under: float | None = None
    max_warnings: int | None = None
    baseline: Path | None = None
    strict_baseline: bool = False
    fail_on_drop: float | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    packs: tuple[Path, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    per_file_ignores: tuple[FileIgnore, ...] = ()
    require_reasons: bool = False
    heed: bool = True
    required_version: str = ""
    score_model: int | None = None
    rules_version: str = ""
    online: bool = False
    network: Online | None = None
    origins: Mapping[str, str] = field(default_factory=dict, compare=False)
    extended: tuple[Path, ...] = field(default=(), compare=False)
