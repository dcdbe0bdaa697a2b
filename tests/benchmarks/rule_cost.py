"""What each rule and each shared view costs: `python tests/benchmarks/rule_cost.py`. Not part of the test run.

Runs the default rules over generated articles and prints milliseconds per megabyte, the dearest first. Exit status 1 where one
rule takes more than its share of the whole.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from speed import run
from texts import from_directory, generated

from auditor.report.timing import table
from auditor.timing import Timing

MOST = 5.0  # per cent of the whole


def main() -> int:
    """Measure, print, and give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a directory of articles to measure instead")
    parser.add_argument("--most", type=float, default=MOST, help="share of the whole that one rule may take, in per cent")
    options = parser.parse_args()
    texts = from_directory(options.corpus) if options.corpus else generated((".md",), "made.md") + generated((".txt",), "made.txt")
    run(texts[:40] + texts[-40:])  # patterns are compiled and finders imported
    with Timing() as timing:
        run(texts)
    print("\n".join(table(timing, sys.maxsize)))
    whole = sum(cost.seconds for cost in timing.costs())
    dear = [c for c in timing.costs() if c.kind == "rule" and 100 * c.seconds > options.most * whole]
    for cost in dear:
        print(f"{cost.name} takes {100 * cost.seconds / whole:.1f} % of the whole, more than {options.most:g} %", file=sys.stderr)
    return 1 if dear else 0


if __name__ == "__main__":
    sys.exit(main())
