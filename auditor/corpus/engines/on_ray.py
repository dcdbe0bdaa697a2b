"""A Ray cluster: Ray Data plans, spreads, holds back and repeats; here is only what it is to do.

The results, and inputs that are files, must be where all nodes see them: a shared disk, or a URI.
"""

from __future__ import annotations

import logging
import pickle
from typing import Any

import ray
from ray import data
from ray.exceptions import RayError

from auditor.corpus.chunks import chunks_of
from auditor.errors import AuditorError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from auditor.corpus.run import Order, Task
    from auditor.corpus.work import Outcome

_READ, _AUDIT = (
    0.01,
    0.99,
)  # of a processor: reading is light; two shares keep Ray from making one step of both, one of each fits on one


class EngineError(AuditorError):
    """The cluster gave up: exit status 3."""


def run_on_ray(task: Task, order: Order) -> Generator[Outcome]:
    """Do a task on the cluster at ``order.address``, the one of ``RAY_ADDRESS``, or one of this machine for the run.

    Raises `EngineError` where the cluster gives up.
    """
    if not task.splits:
        return
    began = not ray.is_initialized()
    if began:
        _begin(order.address)
    try:
        for row in _planned(task).iter_rows():
            yield pickle.loads(row["outcome"])  # noqa: S301 — made by our own work
    except RayError as error:
        raise EngineError(f"ray: {_first_line(error)}; run again to go on from here, or with --engine local") from error
    finally:
        if began:
            ray.shutdown()


def _begin(address: str) -> None:
    try:
        ray.init(address or None, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, ValueError, RuntimeError, OSError) as error:
        raise EngineError(f"ray: no cluster at {address or 'this machine'} ({_first_line(error)})") from error


def _planned(task: Task) -> data.Dataset:
    """Plan: a task that reads for each split, a task that audits and writes for each chunk.

    A chunk is one value, so that Ray neither divides nor joins what makes one file.
    """
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.target_max_block_size = context.target_min_block_size = 1  # a block, and so a task, for each chunk
    splits = [{"split": pickle.dumps(one)} for one in task.splits]
    chosen, limits, work = task.columns, task.limits, task.work

    def read(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
        split, done = pickle.loads(row["split"])  # noqa: S301
        for chunk in chunks_of(split, chosen, limits, done):
            yield {"chunk": pickle.dumps(chunk)}

    def do(row: dict[str, Any]) -> dict[str, Any]:
        return {"outcome": pickle.dumps(work(pickle.loads(row["chunk"])))}  # noqa: S301

    found = data.from_items(splits, override_num_blocks=len(splits))
    chunks = found.flat_map(read, num_cpus=_READ)
    return chunks.map(do, num_cpus=_AUDIT)


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
