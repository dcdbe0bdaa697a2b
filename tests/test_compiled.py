from __future__ import annotations

import json
import os

import pytest

from auditor import compiled, rules
from auditor.compiled import rules_dir
from auditor.finders.cue_reader import read_cues
from auditor.finders.cues import pattern_cues
from auditor.finders.pattern import joined
from auditor.profiles import profile_names, read_profiles
from auditor.rules import load_rules, read_rules


def test_compiled_rules_are_the_rules_of_the_files():
    assert load_rules().rules == read_rules(rules_dir()).rules


def test_compiled_data_survives_json():
    loaded = read_rules(rules_dir())
    profiles, problems = read_profiles(rules_dir(), loaded.rules)
    data = json.loads(json.dumps(rules.compile_rules(loaded, profiles)))
    assert not problems
    assert set(data["profiles"]) == set(profile_names())
    assert tuple(map(rules.restored, data["rules"])) == loaded.rules


def test_compiled_cues_are_those_of_the_patterns():
    for rule in load_rules():
        if "patterns" in rule.options:
            whole = joined(tuple(rule.options["patterns"]))
            assert pattern_cues(whole) == read_cues(whole)


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A source checkout with one word list."""
    for folder in ("auditor/finders", "rules/residue"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("auditor/rules.py", "auditor/profiles.py", "auditor/lexicon.py", "auditor/finders/cues.py"):
        (tmp_path / name).write_text("")
    (tmp_path / "rules" / "lexicon.toml").write_text('colour = ["red"]')
    monkeypatch.setattr(compiled, "_PACKAGE", tmp_path / "auditor")
    monkeypatch.setattr(compiled, "_INSTALLED", tmp_path / "auditor" / "_rules")
    forget()
    yield tmp_path
    forget()


def forget():
    for function in (compiled.rules_dir, compiled.compiled, compiled.table):
        function.cache_clear()


def test_a_checkout_reads_its_files_where_nothing_is_compiled(checkout):
    assert compiled.compiled() == {}
    assert compiled.table("lexicon") == {"colour": ["red"]}


def test_a_checkout_remembers_and_forgets_when_a_rule_changes(checkout):
    compiled.remember({"tables": {"lexicon": {"colour": ["from the cache"]}}}, compiled.stamp())
    forget()
    assert compiled.table("lexicon") == {"colour": ["from the cache"]}
    (checkout / "rules" / "residue" / "new-rule.toml").write_text("")
    forget()
    assert compiled.table("lexicon") == {"colour": ["red"]}


def test_a_change_of_the_same_size_is_seen(checkout):
    before = compiled.stamp()
    (checkout / "rules" / "lexicon.toml").write_text('colour = ["tan"]')
    os.utime(checkout / "rules" / "lexicon.toml", ns=(1, 1))
    assert compiled.stamp() != before


def test_a_broken_cache_is_no_error(checkout):
    (checkout / "build").mkdir()
    (checkout / "build" / "rules.json").write_text("{")
    assert compiled.table("lexicon") == {"colour": ["red"]}


def test_an_installed_package_trusts_what_it_carries(checkout):
    home = checkout / "auditor" / "_rules"
    home.mkdir()
    (home / "compiled.json").write_text('{"tables": {"lexicon": {"colour": ["built"]}}}')
    forget()
    assert compiled.table("lexicon") == {"colour": ["built"]}
    assert compiled.rules_dir() == home


def test_code_and_rules_have_a_fingerprint(checkout):
    def fresh():
        compiled.fingerprint.cache_clear()
        return compiled.fingerprint()

    before = fresh()
    assert fresh() == before
    (checkout / "auditor" / "finders" / "cues.py").write_text("changed = True")
    changed = fresh()
    assert changed != before
    (checkout / "rules" / "lexicon.toml").write_text('colour = ["blue", "green"]')
    assert fresh() != changed


def test_a_wheel_is_known_by_what_is_in_it_not_by_the_time_of_its_installation(checkout):
    rules = checkout / "auditor" / "_rules"
    rules.mkdir()
    known = []
    for state in ("one", "two", "one"):
        (rules / "compiled.json").write_text(json.dumps({"state": state}))
        forget()
        compiled.fingerprint.cache_clear()
        known.append(compiled.fingerprint())
    compiled.fingerprint.cache_clear()
    assert known[0] == known[2] != known[1]


def test_a_digest_of_code_tells_names_and_words(tmp_path):
    (tmp_path / "a.py").write_text("x = 1")
    first = compiled.code_digest(tmp_path)
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    second = compiled.code_digest(tmp_path)
    (tmp_path / "b.py").write_text("x = 2")
    assert len({first, second, compiled.code_digest(tmp_path)}) == 3
