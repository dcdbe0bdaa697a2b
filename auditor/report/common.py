"""What the reports share: their options, how findings are grouped, which claims come first, how lines are listed."""

from __future__ import annotations

from collections import Counter
from dataclasses import field
from itertools import groupby

from auditor.gate import Gate, Tally, count
from auditor.model import LEVELS
from auditor.model.made import NamedTuple, dataclass
from auditor.profiles import profile
from auditor.read.convert import MARKUP, conversion, suffix_of
from auditor.report.layout import Paper, one_line
from auditor.report.places import Links, Workspace
from auditor.text.language import language_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.audited import Audit
    from auditor.model import Claim, Finding, Level, Rule, Score

PART_NAMES = {"text": "clean text"}
_VAGUE = frozenset(
    {
        "unnamed-voices",
        "some-people-say",
        "passive-belief",
        "unnamed-research",
        "unnamed-report",
        "source-barely-described",
        "concern-without-holder",
    }
)
_QUOTE = "“{text}”"
_PRESSING = ("accusation", "quotation", "number", "superlative", "causal", "specialist", "event", "cited")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to report: what is printed on, whether notes and everything else are shown, and the run's tally for the last line.

    ``ignored`` lists what is ignored, too, with its reasons. ``told`` says that the reader has already been told, on the same
    screen, what could not be audited. ``workspace`` is the repository that paths are told from, for reports that are read
    elsewhere; ``links`` says where links to articles lead; ``home`` is the address where rules can be read, if any.
    """

    paper: Paper = field(default_factory=Paper)
    notes: bool = False
    full: bool = False
    ignored: bool = False
    told: bool = False
    tally: Tally = field(default_factory=lambda: Tally(Gate()))
    workspace: Workspace = field(default_factory=Workspace)
    links: Links = Links()
    home: str = ""


class Grouped(NamedTuple):
    """Findings of one cause, to be read together."""

    name: str
    level: Level
    findings: tuple[Finding, ...]

    @property
    def places(self) -> int:
        """How many places all of them have."""
        return sum(len(f.places) for f in self.findings)


def shown(findings: Iterable[Finding], *, notes: bool) -> list[Finding]:
    """Give the findings that a reader is shown: notes only on request, nothing ignored or known."""
    return [f for f in findings if f.state == "new" and (notes or f.level != "note")]


def ignored(findings: Iterable[Finding]) -> list[Finding]:
    """Give the findings that their author has set aside."""
    return [f for f in findings if f.state == "ignored"]


def ignored_count(findings: Iterable[Finding], hint: str = "") -> str:
    """Say how many findings are ignored, and how many of them with a reason; nothing where none is."""
    found = ignored(findings)
    reasons = sum(bool(f.reason) for f in found)
    said = "" if not reasons else "with a reason" if reasons == len(found) else f"{reasons} with a reason"
    aside = "; ".join(part for part in (said, hint) if part)
    return f"{len(found)} ignored{f' ({aside})' if aside else ''}" if found else ""


def grouped(findings: Sequence[Finding]) -> list[Grouped]:
    """Put findings of one cause and level together: errors first, then in order of place."""
    named = [(LEVELS.index(f.level), "vague attribution" if f.rule.id in _VAGUE else f.rule.id, f) for f in findings]
    first: dict[tuple[int, str], int] = {}
    for rank, name, finding in named:
        first.setdefault((rank, name), finding.start)
    named.sort(key=lambda row: (row[0], first[row[0], row[1]], row[1], row[2].start))
    groups = []
    for (rank, name), rows in groupby(named, key=lambda row: (row[0], row[1])):
        members = tuple(row[2] for row in rows)
        one_rule = len({f.rule.id for f in members}) == 1
        groups.append(Grouped(members[0].rule.id if one_rule else name, LEVELS[rank], members))
    return groups


def pressing(claims: Iterable[Claim]) -> list[Claim]:
    """Give the claims without a source, those first whose lack of one weighs most."""
    return sorted((c for c in claims if not c.sourced), key=lambda c: (_PRESSING.index(main_kind(c)), c.start))


def main_kind(claim: Claim) -> str:
    """Give the weightiest reason for which a claim needs a source."""
    return min(claim.kinds, key=_PRESSING.index, default="cited")


def title_of(audit: Audit) -> str:
    """Give the article's title on one line, nothing where it has none."""
    return one_line(audit.title)


def without_quote(finding: Finding) -> str:
    """Give a finding's message without the words it quotes at its beginning, for where they have just been shown."""
    template, message = finding.rule.message, finding.message
    if not template.startswith(_QUOTE):
        return message
    rest = template[len(_QUOTE) :].partition("{")[0]  # the quoted words may hold quotation marks themselves
    at = message.find("”" + rest)
    return message[at + 1 :].lstrip(" ,:;—–") if at > 0 and rest.strip() else message


def question(finding: Finding) -> str:
    """Give what a finding asks, without the words it quotes: its first question, or all of it where it asks none."""
    asks = without_quote(finding)
    return asks[: asks.index("?") + 1] if "?" in asks else asks


def quoted(words: str) -> str:
    """Put words into quotation marks, unless they bring their own."""
    return words if words.startswith(("“", '"', "«", "„")) else f"“{words}”"


def sentence(text: str) -> str:
    """End a text as a sentence."""
    return text if text.endswith((".", "!", "?", "…")) else text + "."


def suggestions(finding: Finding) -> list[str]:
    """Give what a rule that only suggests says may be meant, for a person to judge: one line each, article text among it."""
    if finding.rule.safety != "suggestion":
        return []
    return list(dict.fromkeys(one_line(fix.what) for fix in finding.fixes))


def remedy(finding: Finding) -> str:
    """Say what to do, and what may be meant."""
    said = "".join(f" Suggestion: {sentence(what)}" for what in suggestions(finding))
    return f"{sentence(finding.fix)}{said}"


def line_list(lines: Iterable[int], most: int = 12) -> str:
    """Give lines as ranges.

    >>> line_list([3, 4, 5, 9, 9])
    '3–5, 9'
    """
    numbers = sorted(set(lines))
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in ranges]
    return ", ".join(parts[:most]) + (", …" if len(parts) > most else "")


def on_lines(lines: Iterable[int], most: int = 12) -> str:
    """Say on which lines something stands.

    >>> on_lines([4, 3]), on_lines([9, 9])
    ('lines 3–4', 'line 9')
    """
    numbers = set(lines)
    return f"{'lines' if len(numbers) > 1 else 'line'} {line_list(numbers, most)}"


def lines_of(findings: Iterable[Finding], room: int = 40) -> str:
    """Say on which lines findings stand, in ``room`` cells if that can be: ``line 3``, ``lines 3–5``, ``lines 3 and 15``."""
    lines = {place.line for finding in findings for place in finding.places}
    said = on_lines(lines, 3)
    if not said.endswith("…"):
        said = " and ".join(said.rsplit(", ", 1))
    return next((short for short in (said, on_lines(lines, 2)) if len(short) <= room), on_lines(lines, 1))


def unrated(score: Score) -> str:
    """Say why a text has no score."""
    return score.verdict.removeprefix("Not rated").lstrip(":. ")


def differ(finding: Finding) -> bool:
    """Tell whether the places of a finding hold different words, worth showing one by one; signs such as commas are not."""
    words = {" ".join(place.text[:400].split()).casefold() for place in finding.places}
    return len(words) > 1 and all(any(map(str.isalnum, text)) for text in words)


def excerpt(finding: Finding) -> str:
    """Give the words of a finding; a sign without words, such as a comma, with the words that its message quotes it with."""
    words = finding.text
    if any(map(str.isalnum, words[:200])) or not finding.rule.message.startswith(_QUOTE) or "”" not in finding.message:
        return words
    return finding.message[1 : finding.message.index("”")]


def caveats(audit: Audit) -> list[str]:
    """Say what the input could not show, and what was not checked."""
    said = []
    if audit.format == "text" and audit.name == "-":
        said.append("Read as plain text, since it has no name: --stdin-filename draft.md (or .html) says what it is.")
    elif audit.format == "text" and suffix_of(audit.name) in MARKUP:
        said.append(
            f"Read as plain text, since “{suffix_of(audit.name)}” is no format that auditor knows: links and markup "
            f"in it are not seen. To have them seen: {one_line(conversion(audit.name))}"
        )
    elif audit.format == "text":
        said.append("Read as plain text: links the original may have had are not in this file.")
    if audit.templated:
        said.append("The source holds template tags: parts of the page may be supplied elsewhere.")
    numbers = {"reference": len(audit.references), "link": audit.targets}
    targets = " and ".join(count(n, noun) for noun, n in numbers.items() if n)
    verbs = "exists and says" if sum(numbers.values()) == 1 else "exist and say"
    whether = f"whether the {targets} {verbs} this; nothing" if targets else "nothing"
    return [*said, *under(audit), _looked_up(audit) or f"Not checked: {whether} was looked up online."]


def _looked_up(audit: Audit) -> str:
    if not audit.looked_up:
        return ""
    from auditor.report.verdicts import looked_up  # noqa: PLC0415 — plain runs ask nobody

    return looked_up(audit.document)


def under(audit: Audit) -> list[str]:
    """Say which profile a text was audited under, which one it reads like, and which rules could not read its language."""
    said = [f"Profile: {audit.score.profile}{_CHOSEN[audit.chosen]}."]
    if audit.suggested:
        said.append(
            f"Reads like {profile(audit.suggested).reads_like}: --profile {audit.suggested} asks what such a text should have."
        )
    return [*said, language_note(audit)] if audit.unread else said


def language_note(audit: Audit) -> str:
    """Say which language a text is in, and which rules could not read it."""
    known = language_name(audit.language) if audit.language else "another language than English"
    return f"Detected: {known}. Did not run, since they know other words: {_unread(audit.unread)}."


_CHOSEN = {"command line": "", "front matter": ", as its front matter asks", "configuration": "", "default": ""}


def _unread(rules: Iterable[Rule]) -> str:
    """Give how many rules of each category could not read a text."""
    counts = Counter(rule.category for rule in rules)
    each = ", ".join(f"{number} of {category}" for category, number in sorted(counts.items()))
    return f"{count(sum(counts.values()), 'rule')} ({each})"
