"""Random scripts of edits: the baseline never hides a new finding and never reports an untouched one."""

from __future__ import annotations

import textwrap
from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import auditor
from auditor.baseline import Baseline, load_baseline, save_baseline
from auditor.compare import Comparison, Rules

PLACES = "quay mill lock weir dyke pier ford yard barn mole slip dock".split()
# What each kind of sentence is found for; the words in it make it one of a kind.
DEFECTS = {
    "Critics say the {} in Norburg is unsafe by night.": "unnamed-voices",
    "Studies show that the {} in Norburg saves fuel.": "unnamed-research",
    "For the {} in Norburg, read the full report here.": "dangling-here",
    "The {} in Norburg was shut for good after the flood[4].": "markers-without-list",
    "Some people believe the {} in Norburg will go.": "some-people-say",
}
CLEAN = "The {} in Norburg lies to the north of the town and is open by day."
LONG = [["It has been there for longer than the town itself and will be there when the town is gone."] * 4] * 4
RULES = Rules(frozenset({*DEFECTS.values()}), {}, frozenset)

sentences = st.builds(str.format, st.sampled_from([*DEFECTS, CLEAN, CLEAN]), st.sampled_from(PLACES))
paragraphs = st.lists(sentences, min_size=1, max_size=4)
articles = st.lists(paragraphs, min_size=3, max_size=8)
index = st.integers(0, 99)
edits = st.one_of(
    st.tuples(st.just("insert"), index, sentences),
    st.tuples(st.just("begin"), index, paragraphs),
    st.tuples(st.just("delete"), index, index),
    st.tuples(st.just("cut"), index, st.none()),
    st.tuples(st.just("move"), index, index),
    st.tuples(st.just("shift"), index, index),
    st.tuples(st.just("rename"), index, st.none()),
    st.tuples(st.just("reflow"), st.integers(30, 100), st.none()),
)


class Article:
    """An article as its author sees it: paragraphs of sentences, how wide the lines are, and what the file is called."""

    def __init__(self, article, suffix):
        self.article = [list(p) for p in article]
        self.suffix = suffix
        self.wide = 10_000
        self.name = f"posts/first{suffix}"

    def edit(self, kind, a, b):
        some = self.article
        if kind == "rename":
            self.name = f"essays/called {a}{self.suffix}"
        elif kind == "reflow":
            self.wide = max(a, 45 if self.suffix == ".txt" else 0)  # narrower lines of plain text are read as verse or a list
        elif kind == "begin":
            some.insert(a % (len(some) + 1), list(b))
        elif not some:
            return
        elif kind == "insert":
            some[a % len(some)].insert(a % 3, b)
        elif kind == "cut":
            some.pop(a % len(some))
        elif kind == "move":
            moved = some.pop(a % len(some))
            some.insert(b % (len(some) + 1), moved)
        else:
            moved = some[a % len(some)].pop(b % len(some[a % len(some)]))
            if kind == "shift":
                some[b % len(some)].append(moved)
        self.article = [p for p in some if p]

    @property
    def text(self):
        whole = [["The harbour of Norburg is an old one."], *self.article, *LONG]  # by these, lines are seen to be wrapped
        return "\n\n".join(textwrap.fill(" ".join(p), self.wide, break_on_hyphens=False) for p in whole) + "\n"


def sentence_of(place, source):
    """The sentence of the test that a place stands in: what lies between two full stops."""
    start = max(source.rfind(".", 0, place.start), source.rfind("\n\n", 0, place.start)) + 1
    return " ".join(source[start : source.index(".", place.end) + 1].split())


def told(folder, article, baseline):
    """Audit an article; give what is told of its sentences, by state, with each sentence as the test knows it."""
    path = folder / article.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(article.text, "utf-8")
    comparison = Comparison(baseline, RULES, [str(path)], recording=True)
    audit = comparison.apply(auditor.audit(path))
    found = {"new": Counter(), "known": Counter()}
    for finding in audit.findings:
        if finding.rule.id in RULES.shown:
            found[finding.state].update((finding.rule.id, sentence_of(place, audit.document.source)) for place in finding.places)
    return path, comparison, found


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(article=articles, script=st.lists(edits, min_size=1, max_size=8), suffix=st.sampled_from([".md", ".txt"]))
def test_no_new_finding_is_hidden_and_no_untouched_one_reported(tmp_path_factory, article, script, suffix):
    folder = tmp_path_factory.mktemp("edits")
    one = Article(article, suffix)
    path, comparison, found = told(folder, one, Baseline(folder / "b.json"))
    before = found["new"]
    assert not found["known"]
    save_baseline(comparison.updated(accept_new=True, scores=True))
    path.unlink()

    for edit in script:
        one.edit(*edit)
    _, _, alone = told(folder, one, Baseline(folder / "none.json"))
    after = alone["new"]  # what anybody finds in the edited text who knows nothing of the old one
    _, comparison, found = told(folder, one, load_baseline(folder / "b.json"))
    assert found["known"] == before & after
    assert found["new"] == after - before
    assert len([s for s in comparison.stale() if s.entry.rule in RULES.shown]) == (before - after).total()

    # a baseline that takes in nothing new only gets smaller
    save_baseline(comparison.updated(accept_new=False, scores=False))
    _, comparison, again = told(folder, one, load_baseline(folder / "b.json"))
    assert again == found
    assert not [s for s in comparison.stale() if s.entry.rule in RULES.shown]


@settings(max_examples=20, deadline=None)
@given(article=articles)
def test_the_sentences_of_this_test_are_found_for_what_they_are(article):
    one = Article([[s for s in p if "[4]" not in s] for p in article], ".md")  # a marker is a source to what stands before it
    audit = auditor.audit_text(one.text, name="a.md")
    found = Counter(sentence_of(f, audit.document.source) for f in audit.findings if f.rule.id in RULES.shown)
    assert found == Counter(s for p in one.article for s in p if not s.startswith("The "))
