from __future__ import annotations

import json
from importlib.util import find_spec

import pytest

MISSING = [name for name in ("pyarrow", "duckdb", "fastwarc") if find_spec(name) is None]
collect_ignore_glob = ["test_*.py"] if MISSING else []


def pytest_report_header():
    return f"tests/corpus: left out, because {' and '.join(MISSING)} are not installed" if MISSING else None


SENTENCES = (
    "Mayor Ann Lee said in 2019 that the bridge would cost 4 million euros.",
    "Experts say the harbour will be closed by 2030.",
    "According to the harbour office, 12 percent of all ships were late.",
    "See the full report here.",
    "The council voted against the plan on 3 May 2021.",
    "“It is too dear,” said Tom Marlow, who owns a ferry.",
    "A study found that tolls had doubled since 1998.",
)


def _article(number):
    """An article that differs from its neighbours in length and findings, the same each time."""
    some = [SENTENCES[(number * 7 + step * (number % 5 + 1)) % len(SENTENCES)] for step in range(2 + number % 7)]
    return {
        "id": f"a{number}",
        "url": f"https://www.site{number % 4}.com/2023/{number % 12 + 1:02d}/05/x{number}",
        "title": f"Title {number}",
        "text": "\n\n".join(some),
    }


@pytest.fixture
def article():
    return _article


@pytest.fixture
def corpus_file(tmp_path):
    """A hundred articles as JSON lines, with two lines that are none."""
    path = tmp_path / "articles.jsonl"
    lines = [json.dumps(_article(number)) for number in range(100)]
    lines[40:40] = ["no json", '{"id": "textless"}']
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _table(out, name):
    """All rows of a table in the order of the records."""
    import pyarrow as pa
    from pyarrow import parquet

    from auditor.corpus.schema import TABLES

    files = sorted((out / name).glob("*.parquet"))
    return pa.concat_tables([TABLES[name].empty_table(), *(parquet.read_table(file) for file in files)]).replace_schema_metadata()


@pytest.fixture
def tables():
    """Give the rows of all tables of a run."""
    return lambda out: {name: _table(out, name).to_pylist() for name in ("documents", "findings", "failures")}
