"""Simple front matter is read without the YAML library: then both must read the same."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.read import metadata

LINES = "ab:#\"' -[],{}\\\t.1é&*!|>%@`?=~"
WRITTEN = ["title: The town's clocks\ndate: 2022-11-19\n", "a: \"x: y\"\nb: ''\nurl: https://a.b/c#d\n"]


@given(st.lists(st.text(LINES, max_size=8), min_size=1, max_size=3))
def test_flat_lines_read_as_yaml_does(values):
    raw = "".join(f"k{n}: {value}\n" for n, value in enumerate(values))
    flat = metadata._flat(raw)
    assert flat is None or flat == yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506 — builds strings only


@pytest.mark.parametrize("raw", WRITTEN)
def test_front_matter_as_people_write_it(raw):
    assert metadata._flat(raw) == yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506


@pytest.mark.parametrize("raw", ["a: b\n  c\n", "a: b\n\nc: d\n", "tags: [a, b]\n", "a: b #c\n", "a:\n- b\n"])
def test_more_than_flat_lines_is_left_to_yaml(raw):
    assert metadata._flat(raw) is None


def test_simple_front_matter_needs_no_library(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    assert metadata.front_matter("title: Ebb\nauthor: Ida Roth\n", "yaml").author == "Ida Roth"
