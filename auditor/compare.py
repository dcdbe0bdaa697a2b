"""A run against a baseline: which findings are known, which entries are stale, and what the baseline becomes.

An entry is spent on one place only, so that no more places are known than there are entries, whichever rule they are of. A text
is looked for under its path. A path that the run has and the baseline does not is a renamed text where the baseline holds one that
is gone and has many of its sentences: the likest pair first, then in order of paths. What a text has that is in no such pair may
answer to any entry of texts that are gone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from posixpath import dirname

from auditor.baseline import Baseline, Entry, Text, in_short
from auditor.errors import ReadError
from auditor.fingerprint import likeness, parts_of, place_keys, sketch
from auditor.model import Earlier
from auditor.model.made import NamedTuple
from auditor.states import divided

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from auditor.audited import Audit
    from auditor.config import Config, Selections
    from auditor.model import State

    Left = defaultdict[tuple[str, str], list[Entry]]

_ALIKE = 0.3  # share of common sentences from which a text is another one's successor
UNNAMED = "-"  # the text on standard input that nobody has named


class Stale(NamedTuple):
    """An entry to which nothing in its text answers any more; ``gone`` tells that the text itself is not there."""

    path: str
    entry: Entry
    gone: bool


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a run: the ids ``shown``, ``aliases`` from old ids to these, a way to ask for every id that there is.

    ``shown_in`` gives the ids that are shown of a text, by its name: a nearer configuration may choose others.
    """

    shown: frozenset[str]
    aliases: Mapping[str, str]
    every: Callable[[], frozenset[str]]
    shown_in: Callable[[str], frozenset[str]] | None = None

    def judge(self, rule: str, unread: frozenset[str]) -> bool:
        """Tell whether a rule would have found again what it once found; ``unread`` are those that did not run on the text."""
        return rule not in unread if rule in self.shown else rule not in self.every()


class _Seen(NamedTuple):
    """A text of this run: the path under which the baseline has it, the rules that did not run on it, what was found in it."""

    home: str
    unread: frozenset[str]
    text: Text | None = None
    found: tuple[tuple[Entry, State], ...] = ()
    model: int = 1


class Comparison:
    """Holds the audits of a run against a baseline, one after the other; each entry that a place answers to is spent."""

    def __init__(self, baseline: Baseline, rules: Rules, names: Iterable[str] = (), *, recording: bool = False) -> None:
        """``names`` are the texts of the run as they are named from here. ``recording`` keeps what `updated` needs."""
        self.baseline = baseline
        self.new = 0
        self._rules = rules
        self._recording = recording
        self._left = {path: self._by_key(text) for path, text in baseline.texts.items()}
        run = {baseline.path_of(name): name for name in names if name != UNNAMED}
        gone = [path for path in baseline.texts if path not in run and baseline.is_gone(path)]
        fresh = {path: name for path, name in run.items() if path not in baseline.texts}
        self._renamed = _pairs(_sketches(fresh), {p: baseline.texts[p].sketch for p in gone}) if gone and fresh else {}
        self._loose = sorted(set(gone) - set(self._renamed.values()))
        self._gone = frozenset(gone)
        self._seen: dict[str, _Seen] = {}

    def _by_key(self, text: Text) -> Left:
        left: Left = defaultdict(list)
        for entry in text.entries:
            rule = self._rules.aliases.get(entry.rule, entry.rule)
            left[rule, entry.key].append(entry._replace(rule=rule))
        return left

    def apply(self, audit: Audit) -> Audit:
        """Give an audit in which what the baseline knows is “known”, and which knows the text's earlier score."""
        path = "" if audit.name == UNNAMED else self.baseline.path_of(audit.name)
        home = path if path in self.baseline.texts else self._renamed.get(path, "")
        loose = self._loose if path and path not in self.baseline.texts else []
        pools = [self._left[one] for one in (home, *loose) if one]
        found: list[tuple[Entry, State]] = []
        states: list[list[State]] = []
        for finding, keys in zip(audit.findings, place_keys(audit), strict=True):
            states.append([finding.state] * len(keys))
            if finding.state == "new":
                site = self._pages(path, audit) if finding.rule.once else ()
                states[-1] = ["known" if _spend([*pools, *site], finding.rule.id, key) else "new" for key in keys]
                made = (Entry(finding.rule.id, in_short(p.text), key) for p, key in zip(finding.places, keys, strict=True))
                found += zip(made, states[-1], strict=True)
        self.new += sum("new" in one for one in states)
        if path:
            self._seen[path] = self._as_seen(audit, home, found)
        return replace(audit, findings=divided(audit, states), earlier=self._earlier(audit, home) or audit.earlier)

    def _pages(self, path: str, audit: Audit) -> list[Left]:
        """Give what is left of pages that may be of a page's site: what is told once a site may have been told of any of them.

        A page that names its site is known by it; the site of any other is its directory.
        """
        named = bool(audit.document.url or audit.document.metadata.url)
        return [left for other, left in self._left.items() if named or dirname(other) == dirname(path)]

    def _earlier(self, audit: Audit, home: str) -> Earlier | None:
        if not home:
            return None
        text = self.baseline.texts[home]
        same = text.profile == audit.score.profile and self.baseline.score_model == audit.score.model
        return Earlier(text.score if same else None)

    def _as_seen(self, audit: Audit, home: str, found: list[tuple[Entry, State]]) -> _Seen:
        unread = frozenset(rule.id for rule in (*audit.unread, *(rule for rule, _ in audit.broken)))
        if self._rules.shown_in is not None:
            unread |= self._rules.shown - self._rules.shown_in(audit.name)
        if not self._recording:
            return _Seen(home, unread)
        text = Text(audit.score.value, audit.score.profile, sketch(audit.document))
        return _Seen(home, unread, text, tuple(found), audit.score.model)

    # --- afterwards -------------------------------------------------------------------------------------------

    def stale(self) -> list[Stale]:
        """Give the entries, in order of paths, that are left of texts of this run, and of texts that are gone.

        An entry of a rule that did not run is not judged, unless there is no such rule any more.
        """
        seen = {one.home: one for one in self._seen.values() if one.home}
        found = []
        for path in sorted(self._left):
            for entry in sorted(entry for entries in self._left[path].values() for entry in entries):
                if path in seen:
                    if self._rules.judge(entry.rule, seen[path].unread):
                        found.append(Stale(path, entry, gone=False))
                elif path in self._gone:
                    found.append(Stale(path, entry, gone=True))
        return found

    def updated(self, *, accept_new: bool, scores: bool) -> Baseline:
        """Give the baseline without stale entries, renamed texts under their new path; the comparison must be recording.

        ``accept_new`` takes in what is new: places, texts, and scores that fell. ``scores`` keeps those that rose.
        """
        dropped: defaultdict[str, Counter[Entry]] = defaultdict(Counter)
        for one in self.stale():
            dropped[one.path][one.entry] += 1
        homes = {seen.home for seen in self._seen.values()}
        model = next((seen.model for seen in self._seen.values() if scores), self.baseline.score_model)
        texts = {}
        for path, text in self.baseline.texts.items():
            if path not in homes and path not in self._gone:
                score = text.score if model == self.baseline.score_model else None  # of another model: nothing is held against it
                texts[path] = replace(text, score=score, entries=self._rest(path, dropped[path]))
        for path, seen in self._seen.items():
            known = tuple(entry for entry, state in seen.found if state == "known" or accept_new)
            if seen.text and (seen.home or known or accept_new):
                rest = self._rest(seen.home, dropped[seen.home]) if seen.home else ()
                texts[path] = replace(self._head(seen, seen.text, accept_new=accept_new, scores=scores), entries=known + rest)
        return replace(self.baseline, texts=texts, score_model=model)

    def _rest(self, path: str, dropped: Counter[Entry]) -> tuple[Entry, ...]:
        """Give what is left of a text's entries and not stale."""
        left = Counter(entry for entries in self._left[path].values() for entry in entries)
        return tuple((left - dropped).elements())

    def _head(self, seen: _Seen, text: Text, *, accept_new: bool, scores: bool) -> Text:
        if not seen.home or accept_new:
            return text
        before = self.baseline.texts[seen.home]
        if not scores:
            return before
        fell = before.score is not None and (text.score is None or text.score < before.score)
        if fell and before.profile == text.profile and self.baseline.score_model == seen.model:
            return replace(text, score=before.score)
        return text


def _spend(pools: list[Left], rule: str, key: str) -> bool:
    for left in pools:
        if left.get((rule, key)):
            left[rule, key].pop()
            return True
    return False


def _sketches(names: Mapping[str, str]) -> dict[str, str]:
    """Give the sketch of each text by its path; ``names`` is what they are called from here."""
    from auditor.read.sources import read_document, read_source  # noqa: PLC0415 — only where texts are new and others gone

    found = {}
    for path, name in names.items():
        try:
            found[path] = sketch(read_document(read_source(name)))
        except ReadError:  # its audit will say so
            continue
    return found


def _pairs(fresh: Mapping[str, str], gone: Mapping[str, str]) -> dict[str, str]:
    """Give, for each new path that has a gone text under it, the path that this had; both by their sketches."""
    with_part: defaultdict[str, set[str]] = defaultdict(set)
    for old, other in gone.items():
        for part in parts_of(other):
            with_part[part].add(old)
    near = {(path, old) for path, one in fresh.items() for part in parts_of(one) for old in with_part[part]}
    ranked = sorted((-likeness(fresh[path], gone[old]), old, path) for path, old in near)
    pairs: dict[str, str] = {}
    taken = set()
    for alike, old, path in ranked:
        if -alike >= _ALIKE and path not in pairs and old not in taken:
            pairs[path] = old
            taken.add(old)
    return pairs


def comparison(
    baseline: Baseline, config: Config, selection: Selections, names: Iterable[str], *, recording: bool = False
) -> Comparison:
    """Begin to hold a run against a baseline; ``names`` are the texts of the run."""

    def every() -> frozenset[str]:
        from auditor.config import all_rules  # noqa: PLC0415 — only where an entry's rule is not in the run

        return frozenset(name for rule in all_rules(config)[0] for name in (rule.id, *rule.aliases))

    top = selection.top
    aliases = {old: rule.id for rule in (*top.scored, *top.extra) for old in rule.aliases}
    rules = Rules(top.shown, aliases, every, lambda name: selection.of(name).shown)
    return Comparison(baseline, rules, names, recording=recording)
