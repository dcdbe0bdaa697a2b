"""Other engines than auditor's own processes, where they are installed: the same rows come out."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from auditor.corpus import Order, audit_batch, run_corpus

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "corpus.py"


@pytest.fixture
def expected(corpus_file, tmp_path, tables):
    run_corpus(Order([str(corpus_file)], str(tmp_path / "expected"), jobs=1))
    return tables(tmp_path / "expected")


def test_a_ray_cluster_that_loses_a_node(corpus_file, expected, tmp_path, tables):
    """Three nodes of a real cluster on this machine; one is killed in the middle."""
    ray = pytest.importorskip("ray", reason="the extra “ray” is not installed")
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "include_dashboard": False})
    nodes = [cluster.add_node(num_cpus=1) for _ in range(2)]
    killed = []

    def progress(totals):
        if totals.records >= 20 and not killed:
            cluster.remove_node(nodes[1], allow_graceful=False)
            killed.append(totals.records)

    order = Order([str(corpus_file)], str(tmp_path / "out"), engine="ray", batch=4, address=cluster.address)
    try:
        totals = run_corpus(order, progress=progress)
    finally:
        ray.shutdown()
        cluster.shutdown()
    assert killed
    assert killed[0] < 102
    assert totals.records == 102
    assert tables(tmp_path / "out") == expected


def test_ray_says_what_is_missing(corpus_file, tmp_path, monkeypatch):
    from auditor.corpus import extras
    from auditor.errors import UsageError

    found = extras.find_spec
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "ray" else found(name))
    with pytest.raises(UsageError, match=r"ray: not installed; run: pip install 'source-auditor\[ray\]'"):
        run_corpus(Order([str(corpus_file)], str(tmp_path / "out"), engine="ray"))


@pytest.fixture
def example():
    spec = importlib.util.spec_from_file_location("corpus_example", EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_hugging_face_map(article, example):
    datasets = pytest.importorskip("datasets", reason="Hugging Face's datasets are not installed")
    rows = [article(number) for number in range(25)]
    audited = example.of_hugging_face(datasets.Dataset.from_list(rows))
    assert audited.to_list() == audit_batch(pa.RecordBatch.from_pylist(rows)).to_pylist()


def test_spark_map_in_arrow(article, example, monkeypatch):
    sql = pytest.importorskip("pyspark.sql", reason="Spark is not installed")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    rows = [{key: article(number)[key] for key in ("id", "url", "text")} for number in range(25)]
    spark = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        frame = spark.createDataFrame([tuple(row.values()) for row in rows], "id string, url string, text string")
        found = [row.asDict(recursive=True) for row in example.of_spark(frame).collect()]
    finally:
        spark.stop()
    assert found == audit_batch(pa.RecordBatch.from_pylist(rows)).to_pylist()


def test_the_example_runs(example, capsys):
    example.main()
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all("claims have a source" in line for line in lines)
