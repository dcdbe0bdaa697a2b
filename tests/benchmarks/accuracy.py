"""How right auditor is, on labelled texts of its own: `python tests/benchmarks/accuracy.py`.

The texts beside this file, in `accuracy/`, were written for it and labelled by somebody who had not seen the rules. Those in
`known/` were looked at while rules were mended; those in `unseen/` never were, and only their figures are quoted. Each row
is one text with what is true of it; the table sets that against what auditor says of it with its default rules. `--misses SET`
prints the known rows that it gets wrong, `--write` puts the tables into ACCURACY.md.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import auditor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HERE = Path(__file__).parent
TABLE = HERE / "ACCURACY.md"
Row = dict[str, Any]
VAGUE = frozenset(
    "unnamed-voices some-people-say passive-belief hearsay-adverb unnamed-research unnamed-report source-barely-described "
    "concern-without-holder".split()
)
FIELDS = ("author", "title", "date", "url", "doi")
KINDS = {  # which rules may report a damage of a kind
    "tag": "spaced-tag orphan-tag-tail literal-tag markdown-residue".split(),
    "entity": "escaped-entity literal-tag".split(),
    "mojibake": "mojibake stray-character".split(),
    "template": "template-syntax placeholder".split(),
    "placeholder": "placeholder template-syntax empty-citation".split(),
    "chatbot": "citation-token chatbot-phrase chatbot-refusal cutoff-disclaimer reasoning-residue agent-narration search-talk-left "
    "llm-tracking".split(),
    "spacing": ["spacing-damage"],
}


class Answer(NamedTuple):
    """One thing that is asked of a row: its name in the table, what is true, and what auditor says."""

    what: str
    true: bool
    said: bool


def audit(text: str, form: str = "text") -> auditor.Audit:
    """Audit a text with the default rules."""
    return auditor.audit_text(text, name="row", format=form)  # type: ignore[arg-type]


def claims(row: Row) -> Iterator[Answer]:
    """Ask whether a sentence needs a source, and how often each kind of claim is right."""
    found = audit(row["text"]).claims
    yield Answer("a claim", row["label"], bool(found))
    for kind in sorted({kind for claim in found for kind in claim.kinds}):
        yield Answer(f"kind {kind}", row["label"], said=True)


def attribution(row: Row) -> Iterator[Answer]:
    """Ask whether somebody is said to have said something, and whether the words that name them are found."""
    found = audit(row["text"]).attributions
    yield Answer("attributed", row["attributed"], bool(found))
    gold = plain(row["source"] or "")
    named = [plain(one.source) for one in found if one.source]
    yield Answer("its source", bool(gold), any(gold and (gold in name or name in gold) for name in named) if gold else bool(named))


def vague(row: Row) -> Iterator[Answer]:
    """Ask whether a view is given to nobody who can be asked, and how often each rule is right."""
    rules = {f.rule.id for f in audit(row["text"]).findings} & VAGUE
    yield Answer("vague attribution", row["label"], bool(rules))
    for rule in sorted(rules):
        yield Answer(f"rule {rule}", row["label"], said=True)


def pointers(row: Row) -> Iterator[Answer]:
    """Ask whether a text sends its reader to something that is not there."""
    text = row["text"]
    found = audit(f"{text} {row['next']}".strip(), row["format"]).findings
    hit = any(
        (f.rule.category == "pointers" or f.rule.id == "empty-link") and place.start < len(text)
        for f in found
        for place in f.places
    )
    yield Answer("dangling pointer", row["label"], hit)


def quotes(row: Row) -> Iterator[Answer]:
    """Ask whether nobody is told to have said quoted words: those of the row's ``quote``, or any of its text."""
    words = row.get("quote", row["text"])
    start = row["text"].find(words)
    end = start + len(words)
    places = [p for f in audit(row["text"]).findings if f.rule.id == "quote-without-speaker" for p in f.places]
    yield Answer("quotation without speaker", row["label"], any(p.start < end and start < p.end for p in places))


def references(row: Row) -> Iterator[Answer]:
    """Ask for the fields of an entry: right with the same words in the same order. A wrong value counts against both figures."""
    entries = audit(f"The finding is known [1].\n\nReferences\n\n[1] {row['text']}\n").references
    found = entries[0].fields if entries else {}
    doi = re.search(r"10\.\d{4,9}/\S+", f"{found.get('doi', '')} {found.get('url', '')}")
    if doi:  # however it is written
        found = {**found, "doi": doi[0], "url": "" if "doi.org" in found.get("url", "") else found.get("url", "")}
    for field in FIELDS:
        gold, said = plain(row["fields"].get(field, "")), plain(found.get(field, ""))
        yield Answer(f"field {field}", bool(gold), bool(said) if not gold else gold == said)
        if gold and said and gold != said:
            yield Answer(f"field {field}", true=False, said=True)


def structural(row: Row) -> Iterator[Answer]:
    """Ask each rule about markers and lists whether a document has its defect."""
    found = {f.rule.id for f in audit(row["text"], row["format"]).findings}
    for rule in STRUCTURAL:
        yield Answer(rule, rule in row["expected"], rule in found)


def markup(row: Row) -> Iterator[Answer]:
    """Ask whether a paragraph is damaged; a report of another kind of damage than the row's is wrong."""
    found = {f.rule.id for f in audit(row["text"], row["format"]).findings if f.rule.category in ("markup", "residue")}
    label = row["label"]
    right = not found.isdisjoint(KINDS[label]) if label != "none" else bool(found)
    yield Answer("any damage", label != "none", right)
    if label != "none":
        yield Answer(f"damage: {label}", true=True, said=right)


PARTS = {"unseen": "Unseen texts", "known": "Texts that were looked at while rules were mended"}
HEAD = """# How right auditor is on labelled texts

Made by `python tests/benchmarks/accuracy.py --write`. “True of” is how many of the texts the thing asked is true of: the base rate.
Precision says how much of what is reported is right, recall how much of what is there is reported. The texts are short, written for
this purpose and denser in what is looked for than articles are; `auditor rules explain ID` has the figures on real texts.
"""
SETS: dict[str, Callable[[Row], Iterator[Answer]]] = {
    "claims": claims,
    "attribution": attribution,
    "vague": vague,
    "pointers": pointers,
    "quotes": quotes,
    "references": references,
    "structural": structural,
    "markup": markup,
}
STRUCTURAL = (
    "markers-without-list marker-not-in-list uncited-entry list-never-cited duplicate-entry no-locator empty-reference-section "
    "broken-numbering flattened-markers"
).split()


def plain(words: str) -> str:
    """Give words without signs and in lower case."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def rows(part: str, name: str) -> list[Row]:
    """Read a set of a part, “known” or “unseen”."""
    return [json.loads(line) for line in (HERE / "accuracy" / part / f"{name}.jsonl").read_text("utf-8").splitlines() if line]


def table(part: str) -> str:
    """Measure every set of a part and give the table as Markdown."""
    lines = [
        "| set | asked | texts | true of | precision | recall | F1 | false alarms |",
        "|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, ask in SETS.items():
        if not (HERE / "accuracy" / part / f"{name}.jsonl").exists():
            continue
        counts: dict[str, Counter[tuple[bool, bool]]] = {}
        texts = rows(part, name)
        for row in texts:
            for what, true, said in ask(row):
                counts.setdefault(what, Counter())[true, said] += 1
        lines += [line(name, what, counts[what], len(texts)) for what in sorted(counts, key=lambda w: (":" in w or " " in w, w))]
    return "\n".join(lines) + "\n"


def line(name: str, what: str, count: Counter[tuple[bool, bool]], texts: int) -> str:
    """Give a line of the table."""
    hit, missed, false = count[True, True], count[True, False], count[False, True]
    only_said = not missed and not count[False, False] and what.startswith(("kind", "rule"))
    precision = hit / (hit + false) if hit + false else None
    recall = hit / (hit + missed) if hit + missed else None
    f1 = 2 * hit / (2 * hit + false + missed) if hit + false + missed else None
    shown = ["–" if x is None else f"{x:.2f}" for x in (precision, recall, f1)]
    if only_said:
        shown[1:] = ["–", "–"]
    true = "–" if only_said else str(hit + missed)
    return f"| {name} | {what} | {hit + false if only_said else texts} | {true} | {' | '.join(shown)} | {false} |"


def document() -> str:
    """Give the whole of ACCURACY.md."""
    return HEAD + "".join(f"\n## {PARTS[part]}\n\n{table(part)}" for part in PARTS)


def misses(name: str) -> Iterator[str]:
    """Give the rows of a set that are answered wrongly."""
    for row in rows("known", name):
        for what, true, said in SETS[name](row):
            if true != said:
                yield f"{'missed' if true else 'false '} {what}: {row['text'][:300]!r}"


def main() -> None:
    """Measure and print, or write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", choices=SETS)
    parser.add_argument("--write", action="store_true", help=f"write the table to {TABLE.name}")
    options = parser.parse_args()
    if options.misses:
        print(*misses(options.misses), sep="\n")
    elif options.write:
        TABLE.write_text(document(), "utf-8")
    else:
        print(*(f"{PARTS[part]}\n\n{table(part)}" for part in PARTS), sep="\n")


if __name__ == "__main__":
    main()
