"""Audit articles from Python: what a script, a notebook or a content system would do.

python examples/api.py [ARTICLE ...]
"""

from __future__ import annotations

import sys
from pathlib import Path

import auditor

ARTICLES = Path(__file__).parent / "articles"


def main(paths: list[str]) -> None:
    """Print what an editor wants to know of each article."""
    for path in paths:
        try:
            audit = auditor.audit(path)
        except auditor.ReadError as error:  # one bad file must not cost the others their audit
            print(f"{error}", file=sys.stderr)
            continue
        score = audit.score
        rated = "not rated" if score.value is None else f"{score.value}/100 {score.grade}"
        print(f"{Path(path).name}: sourcing {rated}, {score.sourced} of {score.claims} claims traced")
        for finding in audit.findings:
            if finding.level == "error":
                print(f"  {finding.line}:{finding.column} {finding.rule.id}: {finding.message}")
        vague = [voice for voice in audit.attributions if voice.kind == "vague"]
        if vague:
            print(f"  {len(vague)} {'statement' if len(vague) == 1 else 'statements'} by people nobody names")


if __name__ == "__main__":
    main(sys.argv[1:] or sorted(str(path) for path in ARTICLES.iterdir()))
