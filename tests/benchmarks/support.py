"""How well `weak-support` tells sentences that a page bears out from others: `python tests/benchmarks/support.py [FILE]`.

The pages and sentences of support.toml were written for this, short and by one hand. A file of articles, one JSON object with a
`text` a line, adds what real writing shows: the first two sentences of an article against the rest of it, and against others.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from auditor.rules import load_rules
from auditor.text.overlap import Passages, stems


def written():
    """The share of each sentence on its page: said there, about the same subject, and on pages about something else."""
    pages = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))["page"]
    shelf = [Passages(page["text"]) for page in pages]
    found = {"said": [], "beside": [], "elsewhere": []}
    for page, here in zip(pages, shelf, strict=True):
        for kind, key in (("said", "says"), ("beside", "beside")):
            found[kind] += [here.best(stems(one)).share for one in page[key]]
        others = [other for other in shelf if other is not here]
        found["elsewhere"] += [other.best(stems(one)).share for one in (*page["says"], *page["beside"]) for other in others]
    return found


def real(path, words):
    """The same for the openings of articles against the rest of their article, and of another."""
    pairs = []
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        sentences = [one for one in Passages(json.loads(line)["text"])._sentences if len(one) > 20]
        rest = "\n".join(sentences[2:])
        if len(rest.split()) >= 150:
            pairs += [(stems(one), Passages(rest)) for one in sentences[:2] if len(stems(one)) >= words]
    others = [(wanted, pairs[(n * 31 + 77) % len(pairs)][1]) for n, (wanted, _) in enumerate(pairs)]
    return {
        "its article": [page.best(wanted).share for wanted, page in pairs],
        "another": [page.best(wanted).share for wanted, page in others],
    }


def options():
    """What the rule asks for."""
    return load_rules().get("weak-support").options


if __name__ == "__main__":
    asked = options()
    results = written() | (real(sys.argv[1], asked["words"]) if len(sys.argv) > 1 else {})
    for kind, shares in results.items():
        flagged = sum(share < asked["share"] for share in shares)
        print(f"{kind:12} {flagged:4} of {len(shares):4} flagged, {flagged / len(shares):.1%}")
