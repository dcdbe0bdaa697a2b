"""One run with everything in it that a format for CI has to tell, made of values; its golden reports are in `golden/`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import auditor
from auditor.audited import Audit
from auditor.check import place
from auditor.gate import Gate, Tally
from auditor.model import Failure, Finding, Rule, Score, Span
from auditor.read import READERS
from auditor.report import REPORTERS
from auditor.report.common import Settings
from auditor.report.places import Workspace

GOLDEN = Path(__file__).parent / "golden"
SUFFIXES = {
    "jsonl": "jsonl",
    "csv": "csv",
    "sarif": "sarif",
    "github": "github.txt",
    "gitlab": "gitlab.json",
    "junit": "junit.xml",
    "rdjson": "rdjson.json",
    "checkstyle": "checkstyle.xml",
}
HOME = "https://git.example.org/team/auditor/blob/main/rules"

CLEAN = "The harbour lies in the north of the town. Ferries call there.\n"
TEXT = (
    "# The bridge 🌉 of Åmål\r\n"
    "\r\n"
    "🌉🌉 Critics say the bridge is unsafe [1] [2]. Many were told\r\n"
    "to look for the full\r\n"
    "report here, which cost 50 %.\r\n"
    "\r\n"
    '=HYPERLINK("x") says: critics say so, ::error::boom, ##[error]bang, [see](https://example.org) {0} &lt;b> '
    "&amp; \x1b[31m\x07.\r\n"
    "\r\n"
    "It is believed that the bridge will stand. It is believed that the bridge will stand. Experts differ, as ever.\r\n"
)


def rule(name: str, level: str, message: str, category: str = "attribution", **more: object) -> Rule:
    return Rule(
        id=name,
        category=category,
        summary=f"A fault: {name}",
        message=message,
        level=level,
        status="stable",
        since="0.1",
        why="A reader cannot check it.",
        fix="Name who said it, and link to it.",
        references=("A code of practice: sources", "A handbook"),
        finder="pattern",
        options={},
        **more,
    )


VOICES = rule("unnamed-voices", "warning", "“{text}”: who? Nobody is named")
MARKERS = rule("markers-without-list", "error", "“{text}” counts no list", category="citations")
POINTER = rule("dangling-here", "error", "Where? “{text}” has no link", category="pointers", aliases=("see-here",))
HOUSE = rule("house-rule", "note", "“{text}” is not our style", category="house")
PREVIEW = replace(rule("passive-belief", "warning", "“{text}”: by whom?"), status="preview")


def finding(document, a_rule, *words, state="new", reason="", after=0, related=""):
    """A finding of a rule at each of the words, in their order, from a byte of the prose onwards."""
    spans = []
    for word in words:
        start = document.data.index(word.encode(), spans[-1].end if spans else after)
        spans.append(Span(start, start + len(word.encode())))
    places = tuple(place(document, span) for span in spans)
    message = a_rule.message.format_map({"text": places[0].text})
    near = document.data.find(related.encode()) if related else -1
    beside = ((place(document, Span(near, near + len(related.encode()))), "the words it stands beside"),) if related else ()
    return Finding(a_rule, a_rule.level, message, places, beside, state, reason)


SCORE = Score(37, "F", "3 of 9 claims can be traced to a source.", (), 9, 3)


def results() -> list[Audit | Failure]:
    """A clean text, one with findings of every kind and state, one that a rule broke on, two that could not be audited."""
    clean = READERS["markdown"](CLEAN, "clean.md")
    bad = READERS["markdown"](TEXT, "a,b: ünï 100%.md")
    second = bad.data.index(b"It is believed that", bad.data.index(b"It is believed that") + 1)
    found = (
        finding(bad, VOICES, "Critics say", related="The bridge"),
        finding(bad, MARKERS, "[1]", "[2]"),
        finding(bad, POINTER, "look for the full\nreport here"),
        finding(bad, HOUSE, '=HYPERLINK("x")'),
        finding(bad, VOICES, "critics say so, ::error::boom, ##[error]bang, see {0} <b> & \x1b[31m\x07"),
        finding(bad, PREVIEW, "It is believed that", state="ignored", reason="everybody -- says\nso"),
        finding(bad, PREVIEW, "It is believed that", state="known", after=second),
        finding(bad, VOICES, "Experts differ", state="context"),
    )
    return [
        Audit("clean.md", clean, (), Score(None, "–", "Not rated.", (), 0, 0)),
        Audit("a,b: ünï 100%.md", bad, found, SCORE),
        Audit(
            "../broken.txt",
            READERS["text"](CLEAN, "b"),
            (),
            replace(SCORE, value=95, grade="A"),
            ((HOUSE, "ValueError: no\n::error::x"),),
        ),
        Failure("gone.md", "gone.md: no such file; check the path", "missing"),
        Failure("/elsewhere/=1+1\n.md", "/elsewhere/=1+1\n.md: holds no text", "binary"),
    ]


def write(name: str, values=None, *, notes=True, gate=Gate("warning", 60), workspace=Workspace("/repo", "/repo/posts")) -> str:  # noqa: B008 — frozen
    """Give a report of the run."""
    tally = Tally(gate, notes=notes)
    settings = Settings(notes=notes, tally=tally, workspace=workspace, home=HOME)
    return "".join(REPORTERS[name](tally.watch(results() if values is None else values), settings))


def golden(name: str) -> str:
    """Give a report without the number of the version, which changes with each release."""
    return write(name).replace(f'"semanticVersion":"{auditor.__version__}"', '"semanticVersion":"0"')


def main() -> None:
    """Write the golden reports: look at the difference before you keep it."""
    GOLDEN.mkdir(exist_ok=True)
    for name, suffix in SUFFIXES.items():
        (GOLDEN / f"run.{suffix}").write_text(golden(name), "utf-8", newline="")


if __name__ == "__main__":
    main()
