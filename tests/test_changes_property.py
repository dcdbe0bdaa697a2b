"""Random changes of a text in a real repository: what is new and what is context, whatever the change."""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import auditor
from auditor.changes import changes_since

KINDS = [
    "Critics say the {} is unsafe by night.",
    "For the {}, read the full report here.",
    "The {} lies to the north of the town.",
]
MANY = [f"{kind} {n}" for n in range(40) for kind in ("quay", "mill", "weir")]  # each line is one of a kind

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="no git here")


def git(folder, *args):
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


@st.composite
def histories(draw):
    """A text before and after: lines are kept in their order, dropped, or put in between. No two are alike: git has no choice."""
    lines = [
        draw(st.sampled_from(KINDS)).format(what)
        for what in draw(st.lists(st.sampled_from(MANY), unique=True, min_size=4, max_size=30))
    ]
    split = draw(st.integers(2, len(lines)))
    before, fresh = lines[:split], lines[split:]
    after = [line for line in before if draw(st.integers(0, 3))]
    for line in fresh:
        after.insert(draw(st.integers(0, len(after))), line)
    return before, after


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=histories(), end=st.sampled_from(["\n", "\r\n"]), staged=st.booleans(), renamed=st.booleans())
def test_what_stands_in_a_new_line_is_new_and_nothing_else(tmp_path_factory, history, end, staged, renamed):
    before, after = history
    folder = tmp_path_factory.mktemp("repo")
    git(folder, "init", "-q", "-b", "main")
    path = folder / "old one.md"
    path.write_bytes("".join(f"{line}{end}" for line in before).encode())
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "before")
    if renamed:
        git(folder, "mv", "old one.md", "Straße.md")
        path = folder / "Straße.md"
    path.write_bytes("".join(f"{line}{end}" for line in after).encode())
    if staged:
        git(folder, "add", "-A")
    here = os.getcwd()  # noqa: PTH109
    os.chdir(folder)
    try:
        changes = changes_since("main")
        changed = changes.of(path.name)
        audit = changes.judged(auditor.audit(path.name), changed, lambda name, data: auditor.audit_text(data.decode(), name=name))
    finally:
        os.chdir(here)
    assert (changed is None) == (before == after and not renamed)
    if changed and not changed.before:
        assert renamed  # too little is left of the text for git to see it in the new one
        assert {f.state for f in audit.findings} <= {"new"}
        return
    lines = audit.document.source.splitlines()
    for finding in (f for f in audit.findings if f.rule.id in ("unnamed-voices", "dangling-here")):  # others judge all of a text
        for place in finding.places:
            assert finding.state == ("context" if lines[place.line - 1] in before else "new"), lines[place.line - 1]
