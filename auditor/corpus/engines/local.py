"""The processes of this machine: `concurrent.futures` carries the chunks."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import Any

import pyarrow as pa

from auditor.corpus.chunks import chunks_of
from auditor.corpus.work import lost

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from multiprocessing.connection import Connection

    from auditor.corpus.chunks import Chunk
    from auditor.corpus.run import Order, Task
    from auditor.corpus.work import Outcome, Work

_WHY = (
    "the process that audited it was ended by the system (out of memory, or a fault in a library); please report it with this text"
)


def run_local(task: Task, order: Order) -> Generator[Outcome]:
    """Do a task in ``order.jobs`` processes. This one reads, and never further ahead than one chunk for each of them."""
    jobs = order.jobs or len(os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1))
    chunks = (chunk for split, done in task.splits for chunk in chunks_of(split, task.columns, task.limits, done))
    if jobs == 1:
        gc.set_threshold(20_000, 20, 100)  # documents hold no cycles worth looking for; the default looks very often
        yield from map(task.work, chunks)
        return
    left: list[Chunk] = []
    while True:
        for chunk in left:
            yield task.work.write(chunk, _alone(task.work, chunk))
        left = []
        with _processes(jobs) as pool:
            yield from _side_by_side(pool, chunks, task.work, 2 * jobs, left)
        if not left:
            return


def _side_by_side(
    pool: ProcessPoolExecutor, chunks: Iterator[Chunk], work: Work, ahead: int, left: list[Chunk]
) -> Iterator[Outcome]:
    """Yield outcomes as they come. Where a process dies, the pool loses all that was under way: that is put into ``left``."""
    under_way: dict[Future[Outcome], Chunk] = {}
    while True:
        for chunk in islice(chunks, ahead - len(under_way)):
            try:
                under_way[pool.submit(work, chunk)] = chunk
            except BrokenProcessPool:
                left.append(chunk)
                break
        if not under_way:
            return
        ended, _ = wait(under_way, return_when=FIRST_COMPLETED)
        for future in ended:
            chunk = under_way.pop(future)
            try:
                yield future.result()
            except BrokenProcessPool:
                left.append(chunk)
        if left:
            left += under_way.values()
            return


def _alone(work: Work, chunk: Chunk) -> pa.Table:
    """Audit a chunk in a process of its own; where that dies, each half, down to the record that kills it."""
    try:
        with _processes(1) as pool:
            return pool.submit(work.audit, chunk).result()
    except BrokenProcessPool:
        items = chunk.items
        if len(items) == 1:
            return lost(chunk, _WHY)
        half = len(items) // 2
        return pa.concat_tables([_alone(work, chunk._replace(items=some)) for some in (items[:half], items[half:])])


@contextmanager
def _processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """Give processes that end at once when this one leaves, or dies however suddenly."""
    context: Any = multiprocessing.get_context("spawn")  # pyarrow has threads, and a fork would copy their locks
    theirs, ours = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(count, context, initializer=_begin, initargs=(theirs,))
    try:
        yield pool
    except BaseException:
        ours.close()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        ours.close()
        theirs.close()


def _begin(lifeline: Connection) -> None:
    """Prepare a process. Ctrl-C is for the parent, which then ends this one; so does the end of the parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    gc.set_threshold(20_000, 20, 100)  # as above
    threading.Thread(target=_watch, args=(lifeline,), daemon=True).start()


def _watch(lifeline: Connection) -> None:
    """Wait for the other end of the pipe to close, and end the process: the pool's own pipes are held open by its siblings."""
    try:
        lifeline.recv()
    except (EOFError, OSError):
        os._exit(1)
