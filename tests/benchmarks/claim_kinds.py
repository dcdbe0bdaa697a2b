"""How good each kind of claim is: `python tests/benchmarks/claim_kinds.py FILE.jsonl`. Not part of the test run.

Each line of the file is an object with `text`, one sentence or a few, and `label`, whether people judged it worth checking
(1 or 0), as in ClaimBuster's set of debate sentences. Prints precision, recall and F1 of “is a claim”, then for each kind how
often it was given, how often rightly, and the same where it was the only kind; `--misses N` shows what was missed or wrong.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.read.text import read_text

if TYPE_CHECKING:
    from auditor.model import ClaimKind


def kinds_of(text: str) -> frozenset[ClaimKind]:
    """Give all kinds of the claims in a text."""
    return frozenset(kind for claim in read_text(text, "x").claims for kind in claim.kinds)


def share(right: int, of: int) -> str:
    """Give a share to three places, a dash for none."""
    return f"{right / of:.3f}" if of else "–"


def main() -> None:
    """Read the file and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    whole: Counter[tuple[bool, bool]] = Counter()
    given: Counter[tuple[str, bool]] = Counter()
    alone: Counter[tuple[str, bool]] = Counter()
    left = args.misses
    for line in args.file.open(encoding="utf-8"):
        row = json.loads(line)
        label, kinds = bool(row["label"]), kinds_of(row["text"])
        whole[label, bool(kinds)] += 1
        given.update((kind, label) for kind in kinds)
        if len(kinds) == 1:
            alone[next(iter(kinds)), label] += 1
        if label != bool(kinds) and left > 0:
            left -= 1
            print(f"{'missed' if label else 'wrong '} {'/'.join(sorted(kinds)) or '-':20} {row['text'][:200]}")
    right, wrong, missed = whole[True, True], whole[False, True], whole[True, False]
    harmonic = share(2 * right, 2 * right + wrong + missed)
    print(
        f"claims       P {share(right, right + wrong)}  R {share(right, right + missed)}  F1 {harmonic}  of {whole.total()} texts"
    )
    for kind in sorted({kind for kind, _ in given}):
        total, single = given[kind, True] + given[kind, False], alone[kind, True] + alone[kind, False]
        print(f"{kind:12} {total:5}  P {share(given[kind, True], total)}   alone {single:5}  P {share(alone[kind, True], single)}")


if __name__ == "__main__":
    main()
