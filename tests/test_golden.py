"""What auditor finds in the examples, held fast: a change of a rule shows here as a change of lines.

After a change that is meant, `python tests/test_golden.py` writes the golden files anew; read the difference before committing.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import auditor

ROOT = Path(__file__).resolve().parents[1]
ARTICLES = ROOT / "examples" / "articles"
SEEDS = ROOT.parent / "shared" / "seeds"  # real articles that are not ours to publish: positions and scores only
GOLDEN = Path(__file__).parent / "golden"
MODELS = ("chicxulub-crater.html", "ferry-strike.txt", "leap-second.md", "ozone-hole.md")


def result(path: Path) -> dict[str, object]:
    audit = auditor.audit(path)
    return {
        "score": audit.score.value,
        "grade": audit.score.grade,
        "claims": audit.score.claims,
        "sourced": audit.score.sourced,
        "findings": [f"{f.line}:{f.column} {f.level} {f.rule.id}" for f in audit.findings],
    }


def seed_result(path: Path) -> dict[str, object]:
    audit = auditor.audit(path)
    return {
        "score": audit.score.value,
        "findings": [[f.rule.id, *([p.start, p.end] for p in f.places)] for f in audit.findings],
    }


def articles() -> list[Path]:
    return sorted(path for path in ARTICLES.iterdir() if path.suffix in (".txt", ".md", ".html"))


def seeds() -> list[Path]:
    return sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []


def golden(name: str) -> dict[str, object]:
    loaded: dict[str, object] = json.loads((GOLDEN / name).read_text("utf-8"))
    return loaded


def test_there_are_twelve_articles_and_each_has_a_golden_result():
    assert len(articles()) == 12
    assert sorted(golden("examples.json")) == [path.name for path in articles()]


@pytest.mark.parametrize("path", articles(), ids=lambda path: path.name)
def test_examples(path):
    assert result(path) == golden("examples.json")[path.name]


@pytest.mark.parametrize("name", MODELS)
def test_models_of_good_sourcing_reach_grade_a_without_an_error_or_a_warning(name):
    audit = auditor.audit(ARTICLES / name)
    assert (audit.score.grade, [f.rule.id for f in audit.findings if f.level != "note"]) == ("A", [])


def test_a_recipe_is_not_rated():
    assert auditor.audit(ARTICLES / "sourdough-starter.md").score.value is None


@pytest.mark.skipif(not seeds(), reason="the seed articles are not here")
@pytest.mark.parametrize("path", seeds(), ids=lambda path: path.stem)
def test_seeds(path):
    assert seed_result(path) == golden("seeds.json")[path.stem]


def dump(rows: dict[str, object]) -> str:
    """One finding a line: a difference should show what moved."""
    return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"


def dump_seeds(rows: dict[str, object]) -> str:
    parts = []
    for name, row in rows.items():
        lines = ",\n   ".join(json.dumps(finding) for finding in row["findings"])
        parts.append(f' "{name}": {{\n  "score": {json.dumps(row["score"])},\n  "findings": [\n   {lines}\n  ]\n }}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    (GOLDEN / "examples.json").write_text(dump({path.name: result(path) for path in articles()}), "utf-8")
    if seeds():
        (GOLDEN / "seeds.json").write_text(dump_seeds({path.stem: seed_result(path) for path in seeds()}), "utf-8")
