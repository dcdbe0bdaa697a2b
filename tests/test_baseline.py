"""The baseline as users run it: what it knows, what is new, what is stale, and what it refuses."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

import auditor
from auditor.baseline import Baseline, BaselineError, load_baseline, save_baseline
from auditor.compare import Comparison, Rules

AUDITOR = [sys.executable, "-P", "-m", "auditor"]
VAGUE = "Critics say the {} is unsafe by night."
BAD = "For the {}, read the full report here."
PLAIN = "The {} lies to the north of the town."
FILE = "auditor-baseline.json"


@pytest.fixture
def run(tmp_path):
    def run(*args, stdin=None, cwd=tmp_path):
        done = subprocess.run(
            [*AUDITOR, *map(str, args)], input=(stdin or "").encode(), capture_output=True, cwd=cwd, check=False, timeout=120
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


@pytest.fixture
def write(tmp_path):
    def write(name, *sentences):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(sentences) + "\n", "utf-8")
        return path

    return write


@pytest.fixture
def kept(run, write):
    """Two articles with debt, and their baseline."""
    write("a.md", PLAIN.format("quay"), BAD.format("quay"), VAGUE.format("quay"))
    write("posts/b.md", BAD.format("mill"))
    assert run("baseline", "write")[0] == 0
    return run


def new(out):
    return json.loads(out)["summary"]["findings"]


def folded(text):
    return " ".join(text.split())


# --- known and new --------------------------------------------------------------------------------------------


def test_what_is_known_does_not_gate_and_is_counted(kept):
    status, out, _ = kept("check", ".", "--baseline", FILE)
    assert (status, "3 known from the baseline" in folded(out)) == (0, True)
    assert "read the full report here" not in out
    assert kept("check", ".")[0] == 1  # without it, all gates as ever


def test_one_new_finding_gates_alone_in_every_report(kept, write):
    write("a.md", PLAIN.format("quay"), BAD.format("quay"), VAGUE.format("quay"), BAD.format("weir"))
    status, out, _ = kept("check", ".", "--baseline", FILE)
    assert (status, out.count("dangling-here")) == (1, 1)
    assert "1 error; 3 known from the baseline. Exit 1." in folded(out)
    status, out, _ = kept("check", ".", "--baseline", FILE, "--format", "concise")
    assert (status, out.count("\n"), out.startswith("a.md:7:15: error dangling-here")) == (1, 1, True)
    status, out, _ = kept("check", ".", "--baseline", FILE, "--format", "markdown")
    assert (status, out.count("dangling\\-here") + out.count("dangling-here")) == (1, 1)
    status, out, _ = kept("check", ".", "--baseline", FILE, "--format", "json")
    report = json.loads(out)
    states = [f["state"] for result in report["results"] for f in result["findings"]]
    assert (status, sorted(states), report["summary"]["aside"]["known"]) == (1, ["known"] * 3 + ["new"], 3)
    jsonschema.validate(report, json.loads((Path(auditor.__file__).parent / "report" / "schema.json").read_text("utf-8")))


def test_mending_one_and_adding_another_does_not_cancel_out(kept, write):
    write("a.md", PLAIN.format("quay"), BAD.format("weir"), VAGUE.format("quay"))
    status, out, _ = kept("check", ".", "--baseline", FILE)
    assert status == 1
    assert "1 error; 2 known from the baseline; 1 entry" not in folded(out)
    assert "1 entry of the baseline is stale (auditor baseline prune)" in folded(out)


def test_the_second_of_two_equal_sentences_is_new(kept, write):
    write("posts/b.md", BAD.format("mill"), PLAIN.format("mill"), BAD.format("mill"))
    status, out, _ = kept("check", ".", "--baseline", FILE, "--format", "json")
    assert (status, new(out)["error"]) == (1, 1)


def test_a_new_place_of_a_known_finding_is_new_alone(run, write):
    marked = "The {} was shut for good after the flood [{}]."
    write("a.md", *(marked.format(word, i) for i, word in enumerate(("quay", "mill", "weir"), 1)))
    assert run("baseline", "write")[0] == 0
    write("a.md", *(marked.format(word, i) for i, word in enumerate(("pier", "quay", "mill", "weir"), 4)))
    assert run("check", "a.md", "--baseline", FILE, "--format", "json")[0] == 1  # the markers have other numbers: none is known
    sentences = [marked.format("quay", 1), marked.format("pier", 9), marked.format("mill", 2), marked.format("weir", 3)]
    write("a.md", *sentences)
    status, out, _ = run("check", "a.md", "--baseline", FILE, "--format", "json")
    found = [f for f in json.loads(out)["results"][0]["findings"] if f["rule"] == "markers-without-list"]
    assert [(f["state"], [p["line"] for p in f["places"]]) for f in found] == [("known", [1, 5, 7]), ("new", [3])]
    assert found[1]["message"].startswith("“[9]” cites")
    assert found[1]["message"].endswith("(citations in this text: 1 of 4)")
    assert status == 1


def test_a_finding_about_a_whole_text_is_known_whatever_stands_first_in_it(run, write):
    first = "The lock jammed in March 1940 and killed four people."
    report = ["Critics say the quay cost 40 million in 1951.", "Experts say the mill cost 20 million in 1955.", *RATED]
    write("a.md", *report)
    assert run("baseline", "write")[0] == 0
    write("a.md", first, *report)
    status, out, _ = run("check", "a.md", "--baseline", FILE, "--format", "json")
    found = [f for f in json.loads(out)["results"][0]["findings"] if f["rule"] == "no-claim-sourced"]
    assert [(f["state"], f["places"][0]["line"]) for f in found] == [("known", 1)]
    assert (status, new(out)) == (0, {"error": 0, "warning": 0, "note": 0})


def test_notes_are_in_it_too(run, write):
    write("a.md", "This is reportedly so.", "Concerns have been raised about the quay.")
    assert run("baseline", "write")[0] == 0
    status, out, _ = run("check", "a.md", "--baseline", FILE, "--fail-on", "note")
    assert (status, "no findings" in folded(out)) == (0, True)


# --- files ----------------------------------------------------------------------------------------------------


def test_a_renamed_text_is_known_and_a_copy_of_its_fault_is_not(kept, write, tmp_path):
    (tmp_path / "posts" / "b.md").rename(tmp_path / "posts" / "z.md")
    write("posts/a-new.md", PLAIN.format("dock"), PLAIN.format("slip"), BAD.format("mill"))  # earlier in the order of paths
    status, out, _ = kept("check", ".", "--baseline", FILE, "--format", "concise")
    assert (status, out.count("\n"), out.startswith("posts/a-new.md:5")) == (1, 1, True)


def test_no_more_is_known_of_copies_than_of_the_text_that_is_gone(kept, tmp_path):
    text = (tmp_path / "posts" / "b.md").read_text("utf-8")
    (tmp_path / "posts" / "b.md").unlink()
    for name in ("c.md", "d.md"):
        (tmp_path / "posts" / name).write_text(text, "utf-8")
    status, out, _ = kept("check", ".", "--baseline", FILE, "--format", "concise")
    assert (status, out.count("\n"), out.startswith("posts/d.md:1")) == (1, 1, True)


def test_a_text_in_two_files_is_known_when_the_old_one_is_gone(kept, write, tmp_path):
    (tmp_path / "a.md").unlink()
    write("one.md", PLAIN.format("dock"), PLAIN.format("slip"), PLAIN.format("ford"), BAD.format("quay"))
    write("two.md", VAGUE.format("quay"), PLAIN.format("yard"), PLAIN.format("barn"), PLAIN.format("lock"))
    assert kept("check", ".", "--baseline", FILE, "--fail-on", "warning")[0] == 0


def test_paths_are_those_beside_the_baseline_wherever_one_stands(kept, tmp_path):
    texts = json.loads((tmp_path / FILE).read_text("utf-8"))["texts"]
    assert list(texts) == ["a.md", "posts/b.md"]
    assert kept("check", "b.md", "--baseline", f"../{FILE}", cwd=tmp_path / "posts")[0] == 0
    assert kept("check", tmp_path / "posts" / "b.md", "--baseline", tmp_path / FILE, cwd="/")[0] == 0


def test_standard_input_is_known_by_its_name(kept, tmp_path):
    text = (tmp_path / "a.md").read_text("utf-8")
    assert kept("check", "-", "--baseline", FILE, "--stdin-filename", "a.md", stdin=text)[0] == 0
    assert kept("check", "-", "--baseline", FILE, stdin=text)[0] == 1
    assert kept("check", "-", "--baseline", FILE, "--stdin-filename", "other.md", stdin=text)[0] == 1


def test_a_run_of_some_texts_judges_their_entries_and_those_of_texts_that_are_gone(kept, write, tmp_path):
    write("posts/b.md", PLAIN.format("mill"))
    assert "stale" not in kept("check", "a.md", "--baseline", FILE, "--strict-baseline")[1]
    status, out, _ = kept("check", "posts", "--baseline", FILE, "--strict-baseline")
    assert (status, "1 entry of the baseline is stale" in folded(out)) == (1, True)
    (tmp_path / "posts" / "b.md").unlink()
    assert kept("check", "a.md", "--baseline", FILE, "--strict-baseline")[0] == 1


def test_a_rule_that_was_not_asked_makes_nothing_stale(kept):
    status, out, _ = kept("check", ".", "--baseline", FILE, "--strict-baseline", "--select", "residue")
    assert (status, "stale" in out) == (0, False)


def test_a_text_that_cannot_be_read_makes_nothing_stale(kept, tmp_path):
    (tmp_path / "a.md").write_bytes(b"\x00\x01\x02" * 50)
    status, out, _ = kept("check", ".", "--baseline", FILE, "--strict-baseline")
    assert (status, "stale" in out) == (3, False)
    assert kept("baseline", "prune")[0] == 3
    assert load_baseline(tmp_path / FILE).size == 3


def test_what_is_told_once_a_site_is_known_on_whichever_page_a_run_begins(run, write):
    links = "".join(f'<a href="/{n}">{n}</a> ' for n in range(14))
    body = "<p>The mill at Harlow closed in 1931, after a fire in which twelve people died, and nobody rebuilt the wheel.</p>" * 14
    page = f"<html><head><title>T</title></head><body>{links}<article><h1>{{}}</h1>{body}</article></body></html>"
    for name in ("one.html", "two.html"):
        write(f"site/{name}", page.format(name))
    assert run("baseline", "write", "--preview")[0] == 0
    options = ("--baseline", FILE, "--preview", "--fail-on", "note", "--strict-baseline", "--select", "provenance")
    assert run("check", "site", *options)[0] == 0
    assert run("check", "site/two.html", *options)[0] == 0
    write("site/a-new.html", page.format("new"))  # the first page now, and told of all of them
    assert run("check", "site", *options)[0] == 0
    write("other/a.html", page.format("other"))
    assert run("check", "other", *options)[0] == 1


# --- scores ---------------------------------------------------------------------------------------------------

RATED = [
    f"The {word} fell in March 19{n} and killed {n} people." for n, word in enumerate("quay mill weir pier ford dock".split(), 50)
]
SOURCED = [
    f"{said[:-1]}, [the archive of {word}](https://{word}.example/1) shows." for said, word in zip(RATED, "abcdef", strict=True)
]


def test_a_score_may_fall_by_so_much_and_no_more(run, write):
    write("a.md", *SOURCED)
    assert run("baseline", "write")[0] == 0
    write("a.md", *SOURCED[:-1], RATED[-1])
    before = json.loads((write("x").parent / FILE).read_text("utf-8"))["texts"]["a.md"]["score"]
    value = auditor.audit_text("\n\n".join((*SOURCED[:-1], RATED[-1])), name="a.md").score.value
    assert value < before
    fell = before - value
    assert run("check", "a.md", "--baseline", FILE, "--fail-on-drop", fell)[0] == 0
    status, out, _ = run("check", "a.md", "--baseline", FILE, "--fail-on-drop", fell - 1)
    assert (status, f"1 text fell by more than {fell - 1} (a.md: {before} to {value})" in folded(out)) == (1, True)
    out = run("check", "a.md", "--baseline", FILE, "--fail-on-drop", 0, "--format", "json")[1]
    assert json.loads(out)["summary"]["fell"] == [{"name": "a.md", "before": before, "value": value}]


def test_the_least_score_is_for_texts_that_the_baseline_does_not_know(run, write):
    write("a.md", *RATED)
    assert run("baseline", "write")[0] == 0
    status, out, _ = run("check", "a.md", "--baseline", FILE, "--fail-under", "60")
    assert (status, "1 older text not held to --fail-under" in folded(out)) == (0, True)
    write("new.md", *reversed(RATED))
    status, out, _ = run("check", ".", "--baseline", FILE, "--fail-under", "60")
    assert (status, "1 text under 60 (new.md:" in folded(out)) == (1, True)


def test_a_renamed_text_without_findings_keeps_its_score(run, write, tmp_path):
    write("a.md", *RATED)
    assert run("baseline", "write")[0] == 0
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    write("b.md", *RATED, PLAIN.format("yard"))
    assert run("check", ".", "--baseline", FILE, "--fail-under", "60")[0] == 0


def test_a_kept_score_rises_and_falls_only_when_that_is_accepted(run, write, tmp_path):
    def score():
        return load_baseline(tmp_path / FILE).texts["a.md"].score

    write("a.md", *SOURCED[:3], *RATED[3:])
    run("baseline", "write")
    low = score()
    write("a.md", *SOURCED)
    assert run("baseline", "write")[0] == 0
    high = score()
    write("a.md", *SOURCED[:3], *RATED[3:])
    run("baseline", "write")
    assert (low < high, score()) == (True, high)
    assert run("baseline", "write", "--accept-new")[0] == 0
    assert score() == low


def test_scores_of_another_profile_or_model_are_not_compared(run, write, tmp_path):
    write("a.md", *SOURCED)
    run("baseline", "write")
    write("a.md", *RATED)
    assert run("check", "a.md", "--baseline", FILE, "--fail-on-drop", "1")[0] == 1
    assert run("check", "a.md", "--baseline", FILE, "--fail-on-drop", "1", "--profile", "blog")[0] == 0
    change(tmp_path, lambda value: value.update({"score-model": 7}))
    status, _, err = run("check", "a.md", "--baseline", FILE, "--fail-on-drop", "1")
    assert (status, "its scores are of model 7" in err) == (2, True)


# --- write, check, prune --------------------------------------------------------------------------------------


def test_new_debt_is_taken_in_only_when_that_is_said(kept, write, tmp_path):
    write("posts/b.md", BAD.format("mill"), BAD.format("weir"))
    write("new.md", VAGUE.format("dock"))
    (tmp_path / "a.md").write_text(VAGUE.format("quay"), "utf-8")
    status, out, _ = kept("baseline", "write")
    assert (status, out) == (1, f"{FILE}: 2 known places in 2 texts; 1 dropped; 2 new findings not taken in (--accept-new).\n")
    assert kept("check", ".", "--baseline", FILE, "--format", "json")[0] == 1
    status, out, _ = kept("baseline", "write", "--accept-new")
    assert (status, out) == (0, f"{FILE}: 4 known places in 3 texts.\n")
    assert kept("check", ".", "--baseline", FILE, "--fail-on", "warning", "--strict-baseline")[0] == 0


def test_stale_entries_are_named_and_pruned(kept, write, tmp_path):
    assert kept("baseline", "check") == (0, "PASSED  none of 3 entries stale. Exit 0.\n", "")
    before = (tmp_path / FILE).read_bytes()
    assert kept("baseline", "prune") == (0, f"{FILE}: nothing to drop; 3 known places in 2 texts.\n", "")
    assert (tmp_path / FILE).read_bytes() == before
    write("a.md", PLAIN.format("quay"), VAGUE.format("quay"))
    (tmp_path / "posts" / "b.md").unlink()
    status, out, _ = kept("baseline", "check")
    assert (status, out.splitlines()) == (
        1,
        [
            "a.md: dangling-here: “read the full report here”: no longer found",
            "posts/b.md: dangling-here: “read the full report here”: the text is gone",
            "FAILED  2 of 3 entries stale: auditor baseline prune. Exit 1.",
        ],
    )
    assert kept("baseline", "prune") == (0, f"{FILE}: 2 dropped; 1 known place in 1 text.\n", "")
    assert kept("baseline", "check")[0] == 0


def test_prune_follows_a_renamed_text(kept, tmp_path):
    (tmp_path / "a.md").rename(tmp_path / "z.md")
    assert kept("baseline", "prune")[0] == 0
    assert set(load_baseline(tmp_path / FILE).texts) == {"posts/b.md", "z.md"}
    assert kept("check", ".", "--baseline", FILE, "--strict-baseline", "--fail-on", "warning")[0] == 0


def test_a_baseline_is_written_the_same_for_the_same_texts_and_a_line_an_entry(kept, write, tmp_path):
    first = (tmp_path / FILE).read_text("utf-8")
    assert kept("baseline", "write", "--accept-new")[0] == 0
    assert (tmp_path / FILE).read_text("utf-8") == first
    write("a.md", VAGUE.format("quay"), PLAIN.format("quay"), BAD.format("quay"), BAD.format("über den Fluß"))
    assert kept("baseline", "write", "--accept-new")[0] == 0
    second = (tmp_path / FILE).read_text("utf-8")
    added = [line for line in second.splitlines() if line not in first.splitlines() and '"rule"' in line]
    assert len(added) == 1  # moved text changes no line


def test_a_baseline_survives_paths_that_are_no_unicode(run, tmp_path):
    name = os.fsencode(tmp_path) + b"/caf\xe9 \xe2\x80\xae.md"
    with open(name, "w") as file:  # noqa: PTH123 — bytes
        file.write(BAD.format("quay"))
    assert run("baseline", "write")[0] == 0
    assert run("check", ".", "--baseline", FILE, "--strict-baseline")[0] == 0
    assert "\u202e" not in (tmp_path / FILE).read_text("utf-8")


def test_a_broken_configuration_writes_nothing(kept, write, tmp_path):
    before = (tmp_path / FILE).read_bytes()
    write("auditor.toml", "fail-onn = 'error'")
    write("a.md", PLAIN.format("quay"))
    for command in ("write", "prune"):
        assert kept("baseline", command)[0] == 2
    assert (tmp_path / FILE).read_bytes() == before


# --- what is refused ------------------------------------------------------------------------------------------


def change(folder, how):
    value = json.loads((folder / FILE).read_text("utf-8"))
    how(value)
    (folder / FILE).write_text(json.dumps(value), "utf-8")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no readable JSON"),
        (b"\xff\xfe", "is no readable JSON"),
        (b'{"version": 1}', "is no baseline of auditor"),
        (b"[1, 2]", "is no baseline of auditor"),
        (b'{"auditor-baseline": 2, "auditor": "9.0"}', "auditor 9.0 wrote it in format 2"),
        (b'{"auditor-baseline": 1}', "is a damaged baseline"),
        (b'{"auditor-baseline": 1, "auditor": "0.1", "score-model": 1, "texts": {"a.md": {"score": 5}}}', "is a damaged baseline"),
        (b'{"auditor-baseline": 1, "auditor": "0.1", "score-model": 1, "texts": []}', "is a damaged baseline"),
        (b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n", "resolve the merge conflict"),
        (b"[" * 100_000, "is no readable JSON"),
    ],
)
def test_what_is_no_whole_baseline_is_never_taken_for_one(tmp_path, content, said):
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(BaselineError, match=said):
        load_baseline(tmp_path / FILE)


@pytest.mark.parametrize(
    ("content", "said"), [(b'{"version": 1}', "is no baseline"), (b'{"auditor-baseline": 1}', "is a damaged baseline")]
)
def test_no_command_passes_over_a_broken_baseline_or_replaces_it(run, write, tmp_path, content, said):
    write("a.md", PLAIN.format("quay"))
    (tmp_path / FILE).write_bytes(content)
    for command in (("check", "a.md", "--baseline", FILE), ("baseline", "write"), ("baseline", "prune"), ("baseline", "check")):
        status, out, err = run(*command)
        assert (status, out, err.count("\n"), said in err) == (2, "", 1, True), command
    assert (tmp_path / FILE).read_bytes() == content


def test_a_missing_baseline_is_told_with_what_to_do(run, write):
    write("a.md", PLAIN.format("quay"))
    status, _, err = run("check", "a.md", "--baseline", "none.json")
    assert (status, "none.json: no such baseline; `auditor baseline write` makes one" in err) == (2, True)
    assert run("baseline", "prune")[0] == 2


@pytest.mark.parametrize("option", [("--fail-on-drop", "5"), ("--strict-baseline",)])
def test_what_needs_a_baseline_says_so(run, write, option):
    write("a.md", PLAIN.format("quay"))
    status, _, err = run("check", "a.md", *option)
    assert (status, "needs a baseline" in err) == (2, True)
    assert run("check", "a.md", *option, "--no-baseline")[0] == 0


def test_the_configuration_names_it(kept, write):
    write("posts/auditor.toml", f'baseline = "../{FILE}"\nstrict-baseline = true\nfail-on-drop = 3')
    assert kept("check", "posts", "--config", "posts/auditor.toml")[0] == 0
    assert kept("check", "posts", "--config", "posts/auditor.toml", "--no-baseline")[0] == 1
    write("posts/b.md", PLAIN.format("mill"))
    assert kept("check", "posts", "--config", "posts/auditor.toml")[0] == 1
    write("auditor.toml", "baseline = 3")
    assert "must be the path of a baseline" in kept("check", "a.md")[2]


def test_no_report_overwrites_it(kept, tmp_path):
    before = (tmp_path / FILE).read_bytes()
    status, _, err = kept("check", ".", "--baseline", FILE, "--output", f"json={FILE}")
    assert (status, "would overwrite the baseline" in err, (tmp_path / FILE).read_bytes()) == (2, True, before)


def test_a_baseline_that_cannot_be_written_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "folder" / FILE
    with pytest.raises(auditor.AuditorError, match="cannot be written"):
        save_baseline(Baseline(path))
    path.parent.mkdir()
    save_baseline(Baseline(path, auditor="0.1"))
    before = path.read_bytes()

    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(auditor.AuditorError, match="No space left"):
        save_baseline(Baseline(path, auditor="0.2"))
    assert (path.read_bytes(), os.listdir(path.parent)) == (before, [FILE])  # noqa: PTH208


def test_an_entry_follows_a_rule_that_got_another_id(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(VAGUE.format("quay"), "utf-8")
    rules = Rules(frozenset({"unnamed-voices"}), {"old-name": "unnamed-voices"}, frozenset)
    first = Comparison(Baseline(tmp_path / FILE), rules, [str(path)], recording=True)
    first.apply(auditor.audit(path))
    save_baseline(first.updated(accept_new=True, scores=True))
    text = (tmp_path / FILE).read_text("utf-8")
    (tmp_path / FILE).write_text(text.replace('"unnamed-voices"', '"old-name"'), "utf-8")
    second = Comparison(load_baseline(tmp_path / FILE), rules, [str(path)])
    assert [f.state for f in second.apply(auditor.audit(path)).findings] == ["known"]
    (tmp_path / FILE).write_text(text.replace('"unnamed-voices"', '"no-such-rule"'), "utf-8")
    third = Comparison(load_baseline(tmp_path / FILE), rules, [str(path)])
    third.apply(auditor.audit(path))
    assert [s.entry.rule for s in third.stale()] == ["no-such-rule"]


def test_errors_of_a_baseline_are_usage_errors():
    assert issubclass(BaselineError, auditor.UsageError)


# --- forty years of debt --------------------------------------------------------------------------------------


def test_of_two_hundred_texts_with_debt_only_what_is_new_gates(run, write):
    choose = random.Random(4)  # noqa: S311 — no secret
    words = "quay mill lock weir dyke pier ford yard barn mole slip dock".split()
    for n in range(200):
        sentences = [choose.choice((VAGUE, BAD, PLAIN)).format(f"{choose.choice(words)} of 19{n % 100}") for _ in range(8)]
        write(f"posts/{n // 20}/article {n}.md", *sentences, f"The {words[n % 12]} was shut for good after the flood [4].")
    assert run("baseline", "write")[0] == 0
    assert run("check", ".", "--baseline", FILE, "--fail-on", "note", "--strict-baseline")[0] == 0

    path = write("x").parent / "posts" / "7" / "article 150.md"
    lines = path.read_text("utf-8").split("\n")
    lines[4] = BAD.format("the signal box")
    path.write_text("\n".join(lines), "utf-8")
    status, out, _ = run("check", ".", "--baseline", FILE)
    assert (status, out.count("dangling-here"), "FAILED  1 error;" in out.replace("\n", " ")) == (1, 1, True)
    status, out, _ = run("check", ".", "--baseline", FILE, "--format", "concise")
    assert (status, out.count("\n"), out.startswith("posts/7/article 150.md:5:")) == (1, 1, True)
    status, out, _ = run("check", ".", "--baseline", FILE, "--format", "json")
    assert (status, new(out)) == (1, {"error": 1, "warning": 0, "note": 0})
