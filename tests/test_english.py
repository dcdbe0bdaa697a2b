from __future__ import annotations

import pytest

from auditor import english


def test_words_are_known_and_frequent_or_only_known():
    assert english.knows(b"harbor")
    assert english.common(b"harbor")
    assert english.knows(b"inharmonious")
    assert not english.common(b"inharmonious")
    assert not english.knows(b"theharbor")
    assert not english.knows(b"qzxv")
    assert not english.common(b"qzxv")


def test_short_abbreviations_are_not_common():
    assert english.common(b"the")
    assert not english.common(b"abs")


def test_a_checkout_makes_the_words_when_they_are_missing(tmp_path, monkeypatch):
    rules = tmp_path / "rules"
    rules.mkdir()
    monkeypatch.setattr(english, "rules_dir", lambda: rules)
    monkeypatch.setattr(english, "compile_words", lambda: b" ab | abacus ")
    assert english._compiled() == b" ab | abacus "
    assert (tmp_path / "build" / "english.txt").read_bytes() == b" ab | abacus "


def test_a_place_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "build").write_text("a file where the directory would be")
    monkeypatch.setattr(english, "rules_dir", lambda: tmp_path / "rules")
    monkeypatch.setattr(english, "compile_words", lambda: b" ab | abacus ")
    assert english._compiled() == b" ab | abacus "


def test_the_library_gives_the_words_of_the_checkout():
    pytest.importorskip("spellchecker", reason="needed where words are made: to build a wheel, or in a checkout")
    data = english.compile_words()
    assert b" harbor " in data
    assert data.isascii()
    assert len(data) < 2 << 20
    assert set(data.split()) - {b"|"} == set(english._compiled().split()) - {b"|"}
