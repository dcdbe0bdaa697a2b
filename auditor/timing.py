"""Where the time of audits goes: to which rule, and to which view of a document that several rules share.

Nothing of this is in the way of a run that does not ask for it: what is measured is wrapped for as long as a `Timing` is open.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import cached_property, wraps
from time import perf_counter
from typing import Any

from auditor import lexicon, pipeline
from auditor.document import Document
from auditor.domains import suffixes
from auditor.finders import FINDERS
from auditor.finders.standing import standing
from auditor.model.made import NamedTuple
from auditor.plan import Plan
from auditor.read import READERS
from auditor.text import fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, MutableMapping
    from types import TracebackType
    from typing import Self

    from auditor.model import Rule

_STEPS = {  # of `auditor.pipeline`
    "matched": "choosing rules",
    "findings": "places and messages",
    "healed": "reading damage as mended",
    "score": "score",
}


class Cost(NamedTuple):
    """What one thing cost: its ``kind`` ("rule", "view" or "step"), name, seconds, and how often it was done."""

    kind: str
    name: str
    seconds: float
    times: int


class Timing:
    """Measures all audits of this process while it is open, as a context manager.

    Each moment is charged once, to the innermost thing that is going on: a rule that is the first to ask for the claims of a
    document does not pay for them. ``size`` is what was read, in bytes of text.
    """

    def __init__(self) -> None:
        self.size = 0
        self.texts = 0
        self._spent: dict[tuple[str, str], list[float]] = {}
        self._open: list[tuple[str, str]] = []
        self._since = 0.0
        self._undo: list[Callable[[], None]] = []

    def __enter__(self) -> Self:
        for name, view in vars(Document).items():
            if isinstance(view, cached_property):
                self._wrap(vars(view), "func", "view", name.strip("_").replace("_", " "))
        for name, step in _STEPS.items():
            self._wrap(vars(pipeline), name, "step", step)
        self._wrap(vars(fields), "parse_entry", "view", "fields of references")
        self._wrap(vars(lexicon), "compile_pattern", "step", "compiling patterns")
        self._wrap(vars(suffixes), "_rules", "step", "loading public suffixes")
        self._wrap_everywhere(standing, "citations against lists")
        for name in READERS:
            self._wrap(READERS, name, "step", "reading", self._count)
        self._put(Plan, "due", self._timed_rules(Plan.due))
        later = lexicon._Later  # noqa: SLF001 — the one place where patterns of the standard library are compiled
        self._put(later, "__getattr__", self._timed(later.__getattr__, "step", "compiling patterns"))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        while self._undo:
            self._undo.pop()()

    def costs(self) -> list[Cost]:
        """Give what everything cost, the dearest first."""
        found = [Cost(kind, name, seconds, int(times)) for (kind, name), (seconds, times) in self._spent.items()]
        return sorted(found, key=lambda cost: (-cost.seconds, cost.name))

    def _wrap(
        self, home: MutableMapping[Any, Any], name: str, kind: str, label: str, seen: Callable[..., None] | None = None
    ) -> None:
        function = home[name]
        home[name] = self._timed(function, kind, label, seen)
        self._undo.append(lambda: home.__setitem__(name, function))

    def _put(self, home: type, name: str, method: Callable[..., Any]) -> None:
        before = getattr(home, name)
        setattr(home, name, method)
        self._undo.append(lambda: setattr(home, name, before))

    def _timed(
        self, function: Callable[..., Any], kind: str, label: str, seen: Callable[..., None] | None = None
    ) -> Callable[..., Any]:
        @wraps(function)
        def timed(*args: Any, **options: Any) -> Any:  # noqa: ANN401 — whatever the function takes and gives
            if seen:
                seen(*args)
            with self._charged(kind, label):
                return function(*args, **options)

        return timed

    def _wrap_everywhere(self, function: object, label: str) -> None:
        """Wrap what finders share beside the views of a document, under each name by which one of them knows it."""
        for finder in list(FINDERS):
            home = sys.modules[FINDERS[finder].__module__]
            for name in [name for name, value in vars(home).items() if value is function]:
                self._wrap(vars(home), name, "view", label)

    def _count(self, text: str, _name: str) -> None:
        if not self._open:  # a damaged text is read once more, as it reads when it is mended
            self.size += len(text.encode("utf-8", "replace"))
            self.texts += 1

    def _timed_rules(self, due: Callable[..., Iterator[Rule]]) -> Callable[..., Iterator[Rule]]:
        """Charge to a rule what passes from when it is given out until the next one is asked for."""

        def timed(*args: Any) -> Iterator[Rule]:  # noqa: ANN401 — whatever it takes
            for rule in due(*args):
                with self._charged("rule", rule.id):
                    yield rule

        return timed

    @contextmanager
    def _charged(self, kind: str, name: str) -> Iterator[None]:
        self._stop()
        self._open.append((kind, name))
        self._spent.setdefault((kind, name), [0.0, 0])[1] += 1
        self._since = perf_counter()
        try:
            yield
        finally:
            self._stop()
            self._open.pop()
            self._since = perf_counter()

    def _stop(self) -> None:
        """Charge what has passed to what was going on."""
        if self._open:
            self._spent[self._open[-1]][0] += perf_counter() - self._since
