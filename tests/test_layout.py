"""The shape of the project: what reviewers should not have to look for."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

import auditor
from auditor.compiled import rules_dir

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(Path(auditor.__file__).parent.rglob("*.py"))


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_the_version_is_one():
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert project()["version"] == auditor.__version__
    assert f"## [{auditor.__version__}]" in changelog


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_files_and_functions_stay_small(path):
    text = path.read_text("utf-8")
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno - node.lineno >= 40
    ]
    assert (text.count("\n") <= 400, long) == (True, [])


def test_the_catalogue_of_rules_is_up_to_date():
    spec = importlib.util.spec_from_file_location("catalogue", ROOT / ".ci" / "catalogue.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "rules" / "README.md").read_text("utf-8") == module.catalogue(), "python .ci/catalogue.py > rules/README.md"


def test_rules_and_checkout_agree():
    """The wheel under test carries the very rules that stand in the checkout."""

    def files(folder):
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.toml")}

    assert files(rules_dir()) == files(ROOT / "rules")


def test_only_files_of_rules_stand_among_the_rules():
    assert {path.suffix for path in (ROOT / "rules").rglob("*") if path.is_file()} <= {".toml", ".md"}


def test_no_rule_speaks_of_paths_of_a_machine():
    for path in (ROOT / "rules").rglob("*.toml"):
        assert not re.search(r"/(?:home|root|work|tmp|Users)/", path.read_text("utf-8")), path
