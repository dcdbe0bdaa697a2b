"""The figures that are quoted are those of today."""

from __future__ import annotations

import importlib.util
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def load():
    spec = importlib.util.spec_from_file_location("accuracy", ROOT / "tests" / "benchmarks" / "accuracy.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_accuracy_is_up_to_date():
    module = load()
    written = module.TABLE.read_text("utf-8")
    assert written == module.document(), "python tests/benchmarks/accuracy.py --write"


def test_the_readme_quotes_that_table():
    section = (ROOT / "README.md").read_text("utf-8").partition("## How right it is")[2].partition("\n## ")[0]
    quoted = [line for line in section.splitlines() if line.startswith("| ") and not line.startswith("| set")]
    unseen = load().TABLE.read_text("utf-8").partition("## Unseen texts")[2].partition("\n## ")[0].splitlines()
    assert len(quoted) > 5
    assert set(quoted) <= set(unseen)
