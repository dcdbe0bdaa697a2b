"""Audit articles wherever Arrow batches move: in memory, in Hugging Face's data sets, on Spark.

python examples/corpus.py
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from auditor.corpus import audit_batch
from auditor.corpus.schema import RESULT

if TYPE_CHECKING:
    from datasets import Dataset
    from pyspark.sql import DataFrame

ARTICLES = Path(__file__).parent / "articles"


def of_hugging_face(dataset: Dataset) -> Dataset:
    """Give a data set with a column “text” (and, where it has them, “id”, “url”, “date”, “format”) as a data set of audits."""

    def audit(table: pa.Table) -> pa.Table:
        return pa.Table.from_batches([audit_batch(batch) for batch in table.combine_chunks().to_batches()], schema=RESULT)

    arrow = dataset.with_format("arrow")
    return arrow.map(audit, batched=True, batch_size=500, remove_columns=dataset.column_names).with_format(None)


def of_spark(frame: DataFrame) -> DataFrame:
    """Give a Spark frame with such columns as a frame of audits; Spark plans, spreads and repeats."""
    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 — only where there is Spark

    return frame.mapInArrow(lambda batches: map(audit_batch, batches), from_arrow_schema(RESULT))


def main() -> None:
    """Audit the example articles as one batch, and print the least sourced ones."""
    formats = {".txt": "text", ".md": "markdown", ".html": "html"}
    rows = [
        {"id": path.name, "text": path.read_bytes(), "format": formats[path.suffix]}
        for path in sorted(ARTICLES.iterdir())
        if path.suffix in formats
    ]
    audits = audit_batch(pa.RecordBatch.from_pylist(rows)).to_pylist()
    rated = sorted((audit for audit in audits if audit["score"] is not None), key=lambda audit: audit["score"])
    for audit in rated[:3]:
        print(f"{audit['score']:>3} {audit['grade']}  {audit['id']}: {audit['sourced']} of {audit['claims']} claims have a source")


if __name__ == "__main__":
    main()
