"""Processes that do one kind of work side by side.

A task is a path, so that handing one over never has to wait. A task whose process ends is told as lost, a new process takes its
place, and the other tasks go on. `concurrent.futures` would lose all tasks under way with the one, and not say which it was.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any, Generic, TypeVar

from auditor import regexes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_DEPTH = 2  # tasks a process has before it: while it does one, the next is there
_PATIENCE = 2.0  # seconds that a process is given to end

Reply = TypeVar("Reply")


@dataclass(frozen=True, slots=True)
class Lost:
    """What is told of a task whose process ended before it was done."""

    why: str


@dataclass(eq=False)
class _Worker:
    process: BaseProcess
    pipe: Connection[Any, Any]
    tasks: deque[tuple[int, str]] = field(default_factory=deque)


class Workers(Generic[Reply]):
    """``count`` processes that do ``work``. Raises `OSError` where the system gives none."""

    def __init__(self, count: int, work: Callable[[str], Reply], *, method: str = "") -> None:
        self._work = work
        self._method = method
        self._workers: list[_Worker] = []
        self._done: deque[tuple[int, Reply]] = deque()  # here, because the system gives no more processes
        for _ in range(count):
            try:
                self._workers.append(self._started())
            except OSError:
                if not self._workers:
                    raise
                break  # fewer will do

    @property
    def room(self) -> bool:
        """Whether some process would take one more task."""
        for worker in self._workers:
            if len(worker.tasks) < _DEPTH:
                return True
        return not (self._workers or self._done)

    def put(self, number: int, task: str) -> None:
        """Hand a task to the process with the fewest; its number comes back with the reply."""
        if not self._workers:
            self._done.append((number, self._work(task)))
            return
        worker = min(self._workers, key=lambda w: len(w.tasks))
        worker.tasks.append((number, task))
        self._send(worker, task)

    def take(self) -> tuple[int, Reply | Lost]:
        """Wait for one task that was put, and give its number and the reply."""
        if self._done:
            return self._done.popleft()
        ready = wait([worker.pipe for worker in self._workers if worker.tasks])
        worker = next(worker for worker in self._workers if worker.pipe in ready)
        try:
            reply: Reply = worker.pipe.recv()
        except (EOFError, OSError):
            return self._lost(worker)
        return worker.tasks.popleft()[0], reply

    def close(self) -> None:
        """End all processes, whatever they are doing."""
        for worker in self._workers:
            worker.pipe.close()
            if worker.tasks:
                worker.process.terminate()
        for worker in self._workers:
            worker.process.join(_PATIENCE)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers = []

    def _lost(self, worker: _Worker) -> tuple[int, Reply | Lost]:
        """Tell of the task that ended its process, and give the tasks behind it to another."""
        worker.pipe.close()
        worker.process.join(_PATIENCE)
        self._workers.remove(worker)
        number, _ = worker.tasks.popleft()
        with suppress(OSError):  # the others, or this process, will do
            self._workers.append(self._started())
        for waiting in worker.tasks:
            self.put(*waiting)
        code = worker.process.exitcode or 0
        return number, Lost(f"killed by {_signal(-code)}" if code < 0 else f"exit status {code}")

    def _send(self, worker: _Worker, task: str) -> None:
        with suppress(OSError):  # its process has ended: `take` finds out
            worker.pipe.send(task)

    def _started(self) -> _Worker:
        method = self._method or start_method()
        context = multiprocessing.get_context(method)
        ours, theirs = context.Pipe()
        # A forked process inherits our ends of all pipes; while it holds them, none of the others would notice that we are gone.
        inherited = [ours, *(worker.pipe for worker in self._workers)] if method == "fork" else []
        process = context.Process(target=_serve, args=(theirs, self._work, inherited), daemon=True)  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return _Worker(process, ours)


def start_method() -> str:
    """Give the way to start processes: by fork on Linux, which costs no start, while no other thread runs; else by spawn."""
    known = multiprocessing.get_all_start_methods()
    alone = threading.active_count() == 1
    return "fork" if sys.platform == "linux" and alone and "fork" in known else "spawn"


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _serve(pipe: Connection[Any, Any], work: Callable[[str], Any], inherited: Iterable[Connection[Any, Any]]) -> None:
    """Do tasks until the other end of the pipe is closed. Ctrl-C is for the parent, which then ends its processes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(20_000, 20, 100)  # documents hold no cycles worth looking for; the default looks very often
    for other in inherited:
        other.close()
    with suppress(EOFError, OSError):
        while True:
            pipe.send(work(pipe.recv()))
    regexes.keep()
