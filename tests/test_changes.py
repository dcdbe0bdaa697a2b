"""Only what changed, in real repositories: which lines are new, what is context, and what git cannot tell."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
VAGUE = "Critics say the {} is unsafe by night."
BAD = "For the {}, read the full report here."
PLAIN = "The {} lies to the north of the town."
OLD = [PLAIN.format("quay"), BAD.format("quay"), VAGUE.format("quay"), PLAIN.format("mill"), BAD.format("mill")]

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="no git here")


def page(*sentences, end="\n"):
    return (end * 2).join(sentences) + end


class Repo:
    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *args):
        who = [
            "-c",
            "user.name=A",
            "-c",
            "user.email=a@example.org",
            "-c",
            "commit.gpgsign=false",
            "-c",
            "protocol.file.allow=always",
        ]
        subprocess.run(["git", *who, *args], cwd=self.folder, check=True, capture_output=True)

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

    def commit(self, message="change"):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def check(self, *args, since="main", stdin=None, cwd=None, env=None):
        command = [*AUDITOR, "check", *(args or ["."]), "--changed-since", since]
        done = subprocess.run(
            command, input=(stdin or "").encode(), cwd=cwd or self.folder, env=env, capture_output=True, check=False, timeout=120
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    def new(self, *args, **more):
        """Run and give where findings are new: name, line, rule."""
        status, out, err = self.check(*(args or ["."]), "--format", "json", "--fail-on", "warning", **more)
        assert status in (0, 1), err
        rows = [
            (result["name"], place["line"], finding["rule"])
            for result in json.loads(out)["results"]
            for finding in result["findings"]
            for place in finding["places"]
            if finding["state"] == "new"
        ]
        assert status == bool(rows)
        return sorted(rows)


@pytest.fixture
def repo(tmp_path):
    """An old article on main, and a branch for changes."""
    repo = Repo(tmp_path / "repo")
    repo.write("old.md", page(*OLD))
    repo.write("other.md", page(*OLD))
    repo.commit()
    repo.git("switch", "-q", "-c", "topic")
    return repo


def test_only_changed_lines_gate_and_the_rest_is_context(repo):
    changed = [*OLD]
    changed[2] = VAGUE.format("old quay")
    repo.write("old.md", page(*changed))
    for commit in (False, True):  # unstaged, then committed
        if commit:
            repo.commit()
        status, out, _ = repo.check("--fail-on", "warning", ".")
        said = " ".join(out.split())
        assert (status, out.count("unnamed-voices"), "dangling-here" in out) == (1, 1, False)
        assert "FAILED 1 warning; 2 outside the change; 1 unchanged text not audited. Exit 1." in said
        assert repo.new() == [("old.md", 5, "unnamed-voices")]
    status, out, err = repo.check("--format", "concise", ".")
    assert (status, out.count("\n"), "2 outside the change" in err) == (0, 1, True)


def test_staged_and_untracked_files_and_both_at_once(repo):
    repo.write("staged.md", page(BAD.format("weir")))
    repo.write("old.md", page(*OLD, VAGUE.format("weir")))
    repo.git("add", "-A")
    repo.write("old.md", page(*OLD, VAGUE.format("weir"), VAGUE.format("dock")))
    repo.write("new.md", page(PLAIN.format("slip"), BAD.format("slip")))
    assert repo.new() == [
        ("new.md", 3, "dangling-here"),
        ("old.md", 11, "unnamed-voices"),
        ("old.md", 13, "unnamed-voices"),
        ("staged.md", 1, "dangling-here"),
    ]


def test_a_file_that_git_ignores_is_new_when_it_is_named(repo):
    repo.write(".gitignore", "draft.md\n")
    repo.commit()
    repo.write("draft.md", page(BAD.format("weir")))
    assert repo.new("draft.md") == [("draft.md", 1, "dangling-here")]


def test_a_renamed_file_is_not_new(repo):
    repo.git("mv", "old.md", "moved it.md")
    assert repo.new() == []
    repo.write("moved it.md", page(*OLD[:4], BAD.format("old mill")))
    assert repo.new() == [("moved it.md", 9, "dangling-here")]
    repo.commit()
    assert repo.new() == [("moved it.md", 9, "dangling-here")]


def test_a_file_that_was_renamed_behind_the_back_of_git_is_not_new(repo):
    (repo.folder / "old.md").rename(repo.folder / "moved [it].md")
    repo.write("moved [it].md", page(*OLD, VAGUE.format("dock")))
    repo.write("new.md", page(BAD.format("weir")))
    index = (repo.folder / ".git" / "index").read_bytes()
    assert repo.new() == [("moved [it].md", 11, "unnamed-voices"), ("new.md", 1, "dangling-here")]
    assert (repo.folder / ".git" / "index").read_bytes() == index


@pytest.mark.parametrize(
    "name", ['say "hi" and go.md', "Straße, 北.md", "tab\there.md", "back\\slash.md", "-dash.md", "b/b/one.md", " led.md"]
)
def test_names_of_any_kind(repo, name):
    repo.write(name, page(*OLD))
    repo.commit()
    repo.git("branch", "-f", "main")
    repo.write(name, page(OLD[0], BAD.format("weir"), *OLD[1:]))
    assert repo.new() == [(name, 3, "dangling-here")]
    assert repo.new(f"./{name}") == [(f"./{name}", 3, "dangling-here")]


def test_windows_line_ends_and_lines_that_look_like_a_patch(repo):
    traps = ["-- a/old.md", "++ b/other.md", "@@ -1 +1,9 @@", "diff --git a/x b/x"]
    repo.write("crlf.md", page(*OLD, *traps, end="\r\n"))
    repo.commit()
    repo.git("branch", "-f", "main")
    repo.write("crlf.md", page(*OLD[:4], *traps[1:], BAD.format("weir"), traps[0], "++ b/yard.md", end="\r\n"))
    assert repo.new() == [("crlf.md", 15, "dangling-here")]


def test_old_line_ends_are_counted_as_git_counts(repo):
    repo.write("mac.md", page(PLAIN.format("quay"), BAD.format("quay"), end="\r") + "\n\n" + page(BAD.format("mill")))
    repo.commit()
    repo.git("branch", "-f", "main")
    repo.write("mac.md", page(PLAIN.format("quay"), BAD.format("quay"), end="\r") + "\n\n" + page(VAGUE.format("mill")))
    assert [rule for _, _, rule in repo.new()] == ["unnamed-voices"]


def test_it_is_the_merge_base_that_counts(repo):
    repo.git("switch", "-q", "main")
    repo.write("other.md", page(*OLD, VAGUE.format("weir")))
    repo.commit()
    repo.git("switch", "-q", "topic")
    repo.write("old.md", page(*OLD, VAGUE.format("dock")))
    assert repo.new() == [("old.md", 11, "unnamed-voices")]  # what main wrote since is nobody's change here


def test_what_a_change_causes_elsewhere_is_new(repo):
    words = PLAIN.format("quay") + " " + " ".join(["It is an old one and is open by day."] * 12)
    marked = [f"{words[:-1]} [1].", "The mill was shut for good after the flood [2]."]
    entries = "\n".join(
        f"{n}. Berg, Anna. “The {w} of Norburg.” Norburg Herald, 4 May 2019." for n, w in enumerate(("quay", "mill"), 1)
    )
    repo.write("old.md", page(*marked, BAD.format("weir"), "## References", entries))
    repo.commit()
    repo.git("branch", "-f", "main")
    assert repo.new("old.md") == []
    repo.write("old.md", page(*marked, BAD.format("weir")))  # the list is gone, no line of the text has changed
    assert repo.new() == [("old.md", 1, "markers-without-list"), ("old.md", 3, "markers-without-list")]


def test_of_a_finding_with_many_places_those_in_changed_lines_are_new(repo):
    marked = "The {} was shut for good after the flood [{}]."
    repo.write("old.md", page(*(marked.format(w, n) for n, w in enumerate(("quay", "mill", "weir"), 1))))
    repo.commit()
    repo.git("branch", "-f", "main")
    repo.write("old.md", page(*(marked.format(w, n) for n, w in enumerate(("quay", "old mill", "weir"), 1))))
    status, out, _ = repo.check("--format", "json", ".")
    found = [f for f in json.loads(out)["results"][0]["findings"] if f["rule"] == "markers-without-list"]
    assert (status, [(f["state"], [p["line"] for p in f["places"]]) for f in found]) == (1, [("context", [1, 5]), ("new", [3])])
    assert found[1]["message"].startswith("“[2]”")


def test_a_named_file_is_audited_changed_or_not_and_a_walk_passes_over_it(repo):
    status, out, _ = repo.check("old.md")
    assert (status, "3 outside the change" in " ".join(out.split())) == (0, True)
    status, out, _ = repo.check()
    assert (status, " ".join(out.split())) == (0, "PASSED 2 unchanged texts not audited. Exit 0.")
    status, out, _ = repo.check("--format", "json", ".")
    assert (status, json.loads(out)["summary"]["unchanged"]) == (0, 2)
    assert repo.check("nothing.md")[0] == 3


def test_a_text_on_standard_input_is_held_against_the_file_it_is_named_after(repo):
    text = page(OLD[0], BAD.format("weir"), *OLD[1:])
    assert repo.new("-", "--stdin-filename", "old.md", stdin=text) == [("old.md", 3, "dangling-here")]
    assert repo.new("-", "--stdin-filename", "old.md", stdin=page(*OLD)) == []
    assert len(repo.new("-", "--stdin-filename", "fresh.md", stdin=page(*OLD))) == 3
    status, _, err = repo.check("-", stdin=text)
    assert (status, "--stdin-filename" in err) == (2, True)


RATED = [
    f"The {word} fell in March 19{n} and killed {n} people." for n, word in enumerate("quay mill weir pier ford dock".split(), 50)
]


def test_the_least_score_is_for_new_files(repo):
    repo.write("low.md", page(*RATED))
    repo.commit()
    repo.git("branch", "-f", "main")
    repo.write("low.md", page(*RATED, PLAIN.format("yard")))
    status, out, _ = repo.check(".", "--fail-under", "60")
    assert (status, "1 older text not held to --fail-under" in " ".join(out.split())) == (0, True)
    repo.write("new.md", page(*reversed(RATED)))
    status, out, _ = repo.check(".", "--fail-under", "60")
    assert (status, "1 text under 60 (new.md: " in " ".join(out.split())) == (1, True)


def test_it_goes_together_with_a_baseline(repo):
    subprocess.run([*AUDITOR, "baseline", "write"], cwd=repo.folder, check=True, capture_output=True)
    repo.commit()
    repo.write("old.md", page(*OLD[:1], OLD[1] + " " + PLAIN.format("dock"), *OLD[2:], BAD.format("weir")))
    assert len(repo.new()) == 2  # a changed line with an old finding in it
    assert repo.new(".", "--baseline", "auditor-baseline.json") == [("old.md", 11, "dangling-here")]
    out = repo.check(".", "--baseline", "auditor-baseline.json", "--format", "json")[1]
    assert json.loads(out)["summary"]["aside"] == {"ignored": 0, "known": 3, "context": 0}


def test_it_works_from_below_the_root_and_with_odd_settings(repo):
    repo.write("posts/a.md", page(*OLD))
    repo.commit()
    repo.git("branch", "-f", "main")
    for key, value in (
        ("diff.noprefix", "true"),
        ("diff.relative", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("color.ui", "always"),
        ("diff.external", "false"),
        ("core.quotePath", "true"),
        ("diff.renames", "copies"),
        ("diff.context", "9"),
    ):
        repo.git("config", key, value)
    repo.write("posts/a.md", page(*OLD, VAGUE.format("dock")))
    repo.write("old.md", page(*OLD, VAGUE.format("dock")))
    env = {**os.environ, "GIT_DIFF_OPTS": "--unified=5", "GIT_PAGER": "false"}
    assert repo.new(".", cwd=repo.folder / "posts", env=env) == [("a.md", 11, "unnamed-voices")]
    assert repo.new("../old.md", cwd=repo.folder / "posts", env=env) == [("../old.md", 11, "unnamed-voices")]


def test_attributes_that_make_a_text_binary_do_not_hide_its_lines(repo):
    repo.write(".gitattributes", "*.md -diff\n")
    repo.commit()
    repo.git("branch", "-f", "main")
    repo.write("old.md", page(*OLD, VAGUE.format("dock")))
    assert repo.new() == [("old.md", 11, "unnamed-voices")]


def test_a_submodule_that_is_not_there_is_no_trouble_and_one_that_is_is_its_own(repo, tmp_path):
    lib = Repo(tmp_path / "lib")
    lib.write("a.md", page(*OLD))
    lib.commit()
    repo.git("submodule", "add", "-q", str(lib.folder), "lib")
    repo.commit()
    repo.git("branch", "-f", "main")
    repo.write("old.md", page(*OLD, VAGUE.format("dock")))
    assert repo.new() == [("old.md", 11, "unnamed-voices")]
    repo.git("submodule", "deinit", "-q", "-f", "lib")
    assert repo.new() == [("old.md", 11, "unnamed-voices")]


def test_a_file_in_conflict_is_audited(repo):
    repo.write("old.md", page(VAGUE.format("topic"), *OLD[1:]))
    repo.commit()
    repo.git("switch", "-q", "main")
    repo.write("old.md", page(VAGUE.format("main"), *OLD[1:]))
    repo.commit()
    repo.git("switch", "-q", "topic")
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "main")
    assert ("old.md", "unnamed-voices") in {(name, rule) for name, _, rule in repo.new()}


# --- what git cannot tell -------------------------------------------------------------------------------------


def refused(answer, said):
    status, out, err = answer
    assert (status, out, err.count("\n"), said in err, "Traceback" in err) == (2, "", 1, True, False), err


def test_an_unknown_commit(repo):
    refused(repo.check(since="nowhere"), "--changed-since nowhere: git knows no commit “nowhere”")
    refused(repo.check(since="--output=x"), "git knows no commit")
    refused(repo.check(since=""), "git knows no commit")
    assert not (repo.folder / "x").exists()


def test_no_repository_and_no_git(tmp_path, repo):
    (tmp_path / "a.md").write_text(page(*OLD))
    refused(repo.check(cwd=tmp_path), "is in no working tree of git")
    refused(repo.check(env={**os.environ, "PATH": str(tmp_path)}), "git is not installed")


def test_a_repository_without_a_commit(tmp_path):
    fresh = Repo(tmp_path / "fresh")
    fresh.write("a.md", page(*OLD))
    refused(fresh.check(), "has no commit yet")


def test_a_file_outside_of_the_repository(repo, tmp_path):
    (tmp_path / "out.md").write_text(page(*OLD))
    refused(repo.check("../out.md", "old.md"), "../out.md lies outside the repository")


def test_a_shallow_clone(repo, tmp_path):
    repo.write("old.md", page(*OLD, VAGUE.format("dock")))
    repo.commit()
    subprocess.run(["git", "clone", "-q", "--depth=1", "--branch=topic", f"file://{repo.folder}", tmp_path / "clone"], check=True)
    clone = Repo(tmp_path / "clone")
    refused(clone.check(since="origin/main"), "run git fetch --unshallow, or check out with fetch-depth: 0")
    clone.git("fetch", "-q", "--depth=1", "origin", "main:refs/remotes/origin/main")
    refused(clone.check(since="origin/main"), "have no commit in common; this clone is shallow: run git fetch --unshallow")
    clone.git("fetch", "-q", "--unshallow", "origin", "+refs/heads/*:refs/remotes/origin/*")
    assert clone.new(since="origin/main") == [("old.md", 11, "unnamed-voices")]


def test_histories_that_have_nothing_in_common(repo):
    repo.git("switch", "-q", "--orphan", "island")
    repo.write("a.md", page(*OLD))
    repo.commit()
    refused(repo.check(), "“main” and HEAD have no commit in common")
