"""Corpora: millions of articles to tables of results, in batches, by any engine that moves Arrow batches.

`audit_batch` is the function that every engine runs: auditor's own processes, Ray, Spark's ``mapInArrow``, the ``map`` of
Hugging Face's data sets. `run_corpus` reads inputs, runs an engine and writes Parquet; `Corpus` opens what was written.

pyarrow and the rest are the extra ``corpus``; nothing here is imported before it is used.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.corpus.batch import audit_batch
    from auditor.corpus.run import Order, run_corpus
    from auditor.corpus.tables import Corpus

__all__ = ["Corpus", "Order", "audit_batch", "run_corpus"]

_HOME = {
    "Corpus": "auditor.corpus.tables",
    "Order": "auditor.corpus.run",
    "audit_batch": "auditor.corpus.batch",
    "run_corpus": "auditor.corpus.run",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module “auditor.corpus” has no attribute “{name}”")
    from auditor.corpus.extras import require  # noqa: PLC0415 — says what to install where pyarrow is not there

    require("corpus")
    return getattr(import_module(_HOME[name]), name)
