"""The terminal report of one article: verdict, why, what to do, findings by cause, claims to source first, what was not checked."""

from __future__ import annotations

import re
from collections import defaultdict

from auditor.gate import count
from auditor.lexicon import later
from auditor.report.common import (
    PART_NAMES,
    Grouped,
    Settings,
    caveats,
    differ,
    excerpt,
    grouped,
    ignored,
    ignored_count,
    lines_of,
    main_kind,
    on_lines,
    pressing,
    question,
    quoted,
    remedy,
    sentence,
    shown,
    title_of,
    unrated,
    without_quote,
)
from auditor.report.layout import clean, crop, head, one_line, spread, width, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.audited import Audit
    from auditor.document import Document
    from auditor.model import Finding, Place, Score
    from auditor.report.layout import Paper

GUTTER = 11  # what stands left of a source line: its place
_IN_FULL = 1  # findings of one cause shown with their source line
_IN_SHORT = 5  # and with one line each
_ROWS = 8  # rows of the table of citation numbers
_CLAIMS = 3
_LONGEST = 48  # cells of words in the middle of a line
_BAR = 20


def article(audit: Audit, settings: Settings) -> Iterator[str]:
    """Yield the lines of the report of one article, without line ends."""
    paper = settings.paper
    yield heading(audit, paper)
    yield verdict_line(audit.score, paper)
    if audit.score.value is None and audit.score.without_ignores is not None:
        yield f"Without ignores it would be {audit.score.without_ignores}/100."
    yield ""
    if audit.score.value is not None:
        yield from _why(audit.score, paper)
    if audit.score.steps:
        yield from _steps(audit.score, paper)
    for group in grouped(shown(audit.findings, notes=settings.notes)):
        yield from _group(audit, group, settings)
        yield ""
    for rule, error in audit.broken:
        yield paper.ink("error  ", "error") + paper.ink("internal-error", "bold")
        message = paper.text(f"the rule {rule.id} failed on this text ({one_line(error)}); please report it. The other rules ran.")
        yield from (f"{' ' * GUTTER}{line}" for line in wrap(message, paper.columns - GUTTER, paper.columns - GUTTER))
        yield ""
    yield from ignored_lines(audit, settings)
    yield from _claims(audit, settings)


def ignored_lines(audit: Audit, settings: Settings) -> Iterator[str]:
    """Yield one line that counts what is ignored, and where it is asked for a line for each."""
    paper, listed = settings.paper, settings.ignored or settings.full
    said = ignored_count(audit.findings, "" if listed else "--show-ignored")
    if not said:
        return
    yield paper.ink(f"  {said}", "dim")
    for finding in ignored(audit.findings) if listed else ():
        left = f"    {f'{finding.line}:{finding.column}':<7} {finding.rule.id}  "
        reason = paper.text(one_line(finding.reason) or "no reason given")
        room = paper.columns - width(left)
        quote = _quote(excerpt(finding), max(room - min(width(reason), room * 3 // 5) - 2, 12), paper)
        yield paper.ink(f"{left}{quote}  {head(reason, max(room - width(quote) - 2, 4), paper.ellipsis)}", "dim")
    yield ""


def closing(audit: Audit, settings: Settings) -> Iterator[str]:
    """Yield the lines that say what was not checked."""
    paper = settings.paper
    for caveat in caveats(audit):
        for line in wrap(paper.text(caveat), paper.columns, paper.columns):
            yield paper.ink(line, "dim")


def heading(audit: Audit, paper: Paper) -> str:
    """Give the line with name and title of an article."""
    name, title = paper.text(one_line(audit.name)), paper.text(title_of(audit))
    dot = paper.text(" · ")
    name = head(name, paper.columns, paper.ellipsis)
    room = paper.columns - width(name) - len(dot)
    return paper.ink(name, "bold") + (dot + head(title, room, paper.ellipsis) if title and room > 8 else "")


def verdict_line(score: Score, paper: Paper) -> str:
    """Give the line with score, grade, bar and verdict."""
    verdict = paper.text(score.verdict)
    if score.value is None:
        why = paper.text(unrated(score))
        return paper.ink("Sourcing not rated", "bold") + (": " + head(why, paper.columns - 20, paper.ellipsis) if why else "")
    figures = f"Sourcing {score.value}/100  {score.grade}"
    left = f"{figures}  {bar(score.value, _BAR, paper)}  "
    style = grade_style(score)
    painted = f"{paper.ink(figures, 'bold')}  {paper.ink(bar(score.value, _BAR, paper), style)}  "
    room = paper.columns - width(left)
    lines = wrap(verdict, room, room)
    return ("\n" + " " * width(left)).join([painted + lines[0], *lines[1:]]) if lines else painted.rstrip()


def bar(value: int, cells: int, paper: Paper) -> str:
    """Draw a score as a bar."""
    filled = round(value * cells / 100)
    return paper.text("█" * filled + "░" * (cells - filled))


def grade_style(score: Score) -> str:
    """Give the colour of a grade."""
    return {"A": "good", "B": "good", "C": "warning", "D": "warning"}.get(score.grade, "error")


def _why(score: Score, paper: Paper) -> Iterator[str]:
    yield f"  {paper.ink(f'Why {score.value}', 'bold')}"
    for part in score.parts:
        points = f"{part.points:3.0f} of {part.of:.0f}"
        left = f"    {PART_NAMES.get(part.name, part.name):16} {points:>9}   "
        lines = wrap(paper.text(part.why), paper.columns - len(left), paper.columns - len(left))
        yield (left + (lines[0] if lines else "")).rstrip()
        for line in lines[1:]:
            yield " " * len(left) + line
    if score.ceiling:
        ceiling = wrap(paper.text(f"held down by: {score.ceiling}"), paper.columns - 4, paper.columns - 4)
        yield from (f"    {line}" for line in ceiling)
    if score.without_ignores is not None and score.without_ignores != score.value:
        yield f"    {score.without_ignores} without ignores"
    yield ""


def _steps(score: Score, paper: Paper) -> Iterator[str]:
    title = "What to do, in this order" if len(score.steps) > 1 else "What to do"
    yield spread(f"  {title}", "score, at best", paper.columns - 8).replace(title, paper.ink(title, "bold"), 1)
    room = paper.columns - 7 - 26
    for number, step in enumerate(score.steps, 1):
        gain = f"{step.before:3d} {paper.text('→')} {step.after}" if step.after != step.before else ""
        lines = wrap(paper.text(one_line(step.what)), room, room)
        yield spread(f"  {number:3d}  {lines[0] if lines else ''}", gain.ljust(9), paper.columns - 11).rstrip()
        for line in lines[1:]:
            yield f"       {line}"
    yield ""


# --- findings -------------------------------------------------------------------------------------------------


def _group(audit: Audit, group: Grouped, settings: Settings) -> Iterator[str]:
    paper = settings.paper
    name = group.name
    if group.places > 1:
        keys = len(marker_lines(group.findings[0])) if _is_markers(group) else 0
        name += f" · {count(group.places, 'place')}" + (f", {count(keys, 'number')}" if keys else "")
    level = f"{group.level}  "
    title = paper.text(name)
    where = paper.text(lines_of(group.findings, paper.columns - len(level) - width(title) - 2))
    gap = " " * max(2, paper.columns - len(level) - width(title) - len(where))
    yield paper.ink(level, group.level) + paper.ink(title, "bold") + gap + paper.ink(where, "dim")
    several = len({f.rule.id for f in group.findings}) > 1
    in_full = len(group.findings) if settings.full else _IN_FULL
    for finding in group.findings[:in_full]:
        yield from _in_full(audit, finding, paper, rule=finding.rule.id if several else "")
    rest = group.findings[in_full:]
    for finding in rest[:_IN_SHORT]:
        yield _in_short(finding, paper, rule=finding.rule.id if several else "")
    if len(rest) > _IN_SHORT:
        lines = on_lines(f.line for f in rest[_IN_SHORT:])
        yield " " * GUTTER + paper.text(f"and {len(rest) - _IN_SHORT} more: {lines} (--full)")


def _in_full(audit: Audit, finding: Finding, paper: Paper, rule: str) -> Iterator[str]:
    """One finding with its source line, a caret under its words, message and fix; then its other places."""
    place = finding.places[0]
    indent = " " * GUTTER
    before, words, after = map(paper.text, source_line(audit.document, place))
    if before.strip() and width(words) > _LONGEST:  # where many words are meant, their beginning shows the place
        words, after = head(words, _LONGEST, paper.ellipsis), ""
    before, words, after = crop(before, words, after, paper.columns - GUTTER, paper.ellipsis)
    where = f"   {place.line}:{place.column}"
    yield f"{paper.ink(where.ljust(GUTTER), 'dim')}{before}{paper.ink(words, 'bold')}{after}".rstrip()
    at, carets = width(before), "^" * max(1, width(words))
    message = paper.text(sentence(one_line(without_quote(finding))))
    fix = paper.text(remedy(finding))
    room = paper.columns - GUTTER
    beside = room - at - len(carets) - 1
    whole_line = not before.strip() and not after.strip() and len(carets) > room // 2
    lines = wrap(f"{message} {fix}", beside if beside >= 24 and not whole_line else room, room)
    painted = _green(lines, len(message.split()), paper)
    if whole_line:  # carets under everything say nothing
        yield f"{indent}{painted.pop(0)}"
    elif beside >= 24:
        yield f"{indent}{' ' * at}{paper.ink(carets, 'caret')} {painted.pop(0)}"
    else:
        yield f"{indent}{' ' * at}{paper.ink(carets, 'caret')}"
    yield from (indent + line for line in painted[:-1])
    if painted:
        gap = room - width(lines[-1]) - len(rule)
        yield indent + painted[-1] + (" " * gap + paper.ink(rule, "dim") if rule and gap >= 2 else "")
        rule = "" if gap >= 2 else rule
    if rule:
        yield " " * (paper.columns - len(rule)) + paper.ink(rule, "dim")
    if len(finding.places) > 1:
        yield from _other_places(finding, paper)


def _green(lines: list[str], words: int, paper: Paper) -> list[str]:
    """Colour what follows the first ``words`` words: the remedy."""
    painted = []
    for line in lines:
        here = line.split(" ")
        said, remedy = " ".join(here[: max(words, 0)]), " ".join(here[max(words, 0) :])
        painted.append(" ".join(part for part in (said, paper.ink(remedy, "good")) if part))
        words -= len(here)
    return painted


def source_line(document: Document, place: Place) -> tuple[str, str, str]:
    """Give the first line of a place in three: what stands before its words, the words, what follows; no more than is shown.

    Of a page, what a reader sees of it: no tags, no entities, unless the place is in a tag.
    """
    source = document.source
    start = place.start - place.column + 1
    stop = source.find("\n", place.start, place.start + 800)
    stop = stop if stop >= 0 else min(len(source), place.start + 800)
    end = min(place.end, stop)
    before = source[max(start, place.start - 400) : place.start]
    if document.format == "html" and before.rfind("<") <= before.rfind(">"):
        return _seen(before).lstrip(), clean(place.text[:800]), _seen(source[end : min(stop, end + 400)]).rstrip()
    if start == place.start - len(before):
        before = before.lstrip()
    return clean(before), clean(source[place.start : end].rstrip("\r")), clean(source[end : min(stop, end + 400)].rstrip())


_TAG = later(r"<[^<>]*>|^[^<>]*>|<[^<>]*$")
_EDGE = later(r"(?:</?(?:p|div|li|td|th|tr|h[1-6]|br|hr|section|article|blockquote)\b[^<>]*>\s*)+", re.IGNORECASE)


def _seen(part: str) -> str:
    """Give what a reader sees of a part of a page, which may begin or end inside a tag."""
    from html import unescape  # noqa: PLC0415 — pages only

    return clean(unescape(_TAG.sub("", _EDGE.sub(" ", part))))


def _in_short(finding: Finding, paper: Paper, rule: str) -> str:
    """One line: where, the words, what is asked, and the rule where a group holds several."""
    where = f"   {finding.line}:{finding.column}".ljust(GUTTER)
    room = paper.columns - GUTTER - (len(rule) + 2 if rule else 0)
    text = quote_and_question(finding, room, paper)
    return paper.ink(where, "dim") + (_right(text, rule, paper) if rule else text)


def _right(text: str, rule: str, paper: Paper) -> str:
    """Put a rule's name at the end of a line."""
    return spread(text, rule, paper.columns - GUTTER).removesuffix(rule) + paper.ink(rule, "dim")


def quote_and_question(finding: Finding, room: int, paper: Paper) -> str:
    """Give the words of a finding and what it asks, in at most so many cells."""
    asks = paper.text(one_line(question(finding)))
    quote = _quote(excerpt(finding), max(room - min(width(asks), room * 3 // 5) - 2, 12), paper)
    return f"{quote}  {head(asks, max(room - width(quote) - 2, 4), paper.ellipsis)}"


def _quote(words: str, most: int, paper: Paper) -> str:
    """Quote words of the article in at most so many cells."""
    words = one_line(words[:800])
    quote = paper.text(quoted(words))
    if width(quote) <= most:
        return quote
    closing = paper.text("”") if quoted(words) != words else ""
    return head(quote, most - len(closing), paper.ellipsis) + closing


def _other_places(finding: Finding, paper: Paper) -> Iterator[str]:
    if finding.rule.covers == "markers":
        yield from _marker_table(finding, paper)
        return
    others = finding.places[1:]
    if differ(finding):
        for place in others[:2]:
            where = f"   {place.line}:{place.column}".ljust(GUTTER)
            yield paper.ink(where, "dim") + _quote(place.text, paper.columns - GUTTER, paper)
        others = others[2:]
    if others:
        more = f"the same in {count(len(others), 'more place')}: {on_lines(p.line for p in others)}"
        yield from (" " * GUTTER + line for line in wrap(paper.text(more), paper.columns - GUTTER, paper.columns - GUTTER))


# --- citation numbers without a list --------------------------------------------------------------------------


def _is_markers(group: Grouped) -> bool:
    return len(group.findings) == 1 and group.findings[0].rule.covers == "markers"


_NUMBER = later(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")


def marker_lines(finding: Finding) -> dict[str, list[int]]:
    """Give each citation number of the places and the lines on which it stands, ranges written out."""
    found: dict[str, list[int]] = defaultdict(list)
    for place in finding.places:
        for low, high in _NUMBER.findall(place.text[:200]):
            last = int(high) if high and int(low) < int(high) < int(low) + 50 else int(low)
            for number in range(int(low), last + 1):
                found[str(number)].append(place.line)
    return dict(sorted(found.items(), key=lambda row: int(row[0])))


def _marker_table(finding: Finding, paper: Paper) -> Iterator[str]:
    """Two columns: which number is missing, how often it is used, on which lines."""
    rows = list(marker_lines(finding).items())
    if len(rows) < 2:
        return
    cell = (paper.columns - GUTTER) // 2
    yield ""
    title = " number  used  on lines"
    two = len(rows) > 3
    yield (" " * GUTTER + (title.ljust(cell) if two else "") + title).rstrip()
    half = min((len(rows) + 1) // 2, _ROWS) if two else len(rows)
    for i in range(half):
        cells = [_marker_row(rows[j], cell, paper) for j in ((i, i + half) if two else (i,)) if j < len(rows)]
        yield (" " * GUTTER + "".join(text + " " * max(0, cell - width(text)) for text in cells)).rstrip()
    if two and len(rows) > 2 * half:
        yield " " * GUTTER + f"and {count(len(rows) - 2 * half, 'more number')}"


def _marker_row(row: tuple[str, list[int]], cell: int, paper: Paper) -> str:
    number, lines = row
    left = f"{'[' + number + ']':>6}   {len(lines):3d}{paper.text('×')}   "
    return left + head(" ".join(map(str, lines)), cell - len(left) - 2, paper.ellipsis)


# --- claims ---------------------------------------------------------------------------------------------------


def _claims(audit: Audit, settings: Settings) -> Iterator[str]:
    paper = settings.paper
    open_claims = pressing(audit.claims)
    if not audit.claims:
        return
    if not open_claims:
        leads = f"All {len(audit.claims)} claims lead" if len(audit.claims) > 1 else "The one claim leads"
        yield f"  {leads} to a source (auditor claims FILE)"
        yield ""
        return
    some = open_claims if settings.full else open_claims[:_CLAIMS]
    of = f"{len(some)} of {len(open_claims)}; all: " if len(some) < len(open_claims) else f"{len(some)}; all: "
    yield f"  {paper.ink('Claims to source first', 'bold')} ({of}auditor claims FILE)"
    for claim in some:
        line, column = audit.line_column(claim)
        left = f"    {f'{line}:{column}':<7} {main_kind(claim):<11} "
        yield left + _quote(audit.words(claim), paper.columns - len(left), paper)
    yield ""
