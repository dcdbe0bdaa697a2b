"""What `auditor fix` changes in texts of your own: `python tests/benchmarks/fixes.py PATH… [--unsafe] [--diff]`.

PATH is a file, a directory, a file of JSON lines with a "text" each, or `random:1000` for as many documents of
`tests/made/generator.py`. Counts the texts that change, the fixes by rule, and what must not be: texts that a second run changes
again, that end unsettled, whose score falls, or in which something new is found.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "made"))

from generator import document

from auditor.config import Config, select_rules
from auditor.errors import AuditorError
from auditor.fix import Mended, mend
from auditor.model import Source
from auditor.pipeline import audit_document
from auditor.read.sources import decode_source, read_source, read_text_of, walk
from auditor.report.fixes import diff


def sources(paths: list[str]):
    """Give every text as a source."""
    for path in paths:
        if path.startswith("random:"):
            for seed in range(int(path.removeprefix("random:"))):
                fmt, text = document(seed)
                yield Source(f"random-{seed}.{fmt}", text.encode(), fmt)
            continue
        if path.endswith(".jsonl"):
            for number, line in enumerate(Path(path).read_text("utf-8").splitlines(), 1):
                yield Source(f"{path}:{number}", json.loads(line)["text"].encode(), "text")
            continue
        yield from (read_source(found.path) for found in walk([path]) if hasattr(found, "path"))


def judged(source: Source, selection, *, unsafe: bool) -> tuple[Mended, list[str]]:
    """Mend one text; say what must not be."""

    def again(text: str):
        return audit_document(read_text_of(source, text), selection)

    done = mend(again(decode_source(source).text), again, unsafe=unsafe)
    wrong = [] if done.settled else ["unsettled"]
    if done.changed and mend(done.after, again, unsafe=unsafe).changed:
        wrong.append("changes again")
    before, after = done.before.score.value, done.after.score.value
    if before is not None and after is not None and after < before:
        wrong.append(f"score falls from {before} to {after}")
    wrong += [f"now found: {f.rule.id} “{' '.join(f.text.split())[:60]}”" for f in done.revealed]
    return done, wrong


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--unsafe", action="store_true")
    parser.add_argument("--diff", action="store_true")
    options = parser.parse_args()
    selection = select_rules(Config())
    texts = changed = 0
    rules: Counter[str] = Counter()
    for source in sources(options.paths):
        try:
            done, wrong = judged(source, selection, unsafe=options.unsafe)
        except AuditorError:
            continue
        texts += 1
        changed += done.changed
        rules.update(one.rule.id for one in done.applied)
        if options.diff and done.changed:
            print("\n".join(diff(done, safe=False)))
        for sentence in wrong:
            print(f"{source.name}: {sentence}")
    print(f"{texts} texts, {changed} changed ({1000 * changed / max(texts, 1):.1f} in 1,000)")
    for rule, number in rules.most_common():
        print(f"  {rule:<22} {number:>6}")


if __name__ == "__main__":
    main()
