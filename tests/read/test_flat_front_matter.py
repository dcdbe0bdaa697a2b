"""Simple front matter is read without the YAML library: then both must read the same."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.read import metadata


def check(raw: str) -> None:
    try:
        expected = yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506 — builds strings only
    except yaml.YAMLError:
        with pytest.raises(ValueError, match=""):
            metadata._yaml(raw)
    else:
        assert metadata._yaml(raw) == expected


@given(st.lists(st.text("ab:#\"' -[],{}\\\t.1é&*!|>%@`?=~", max_size=8), min_size=1, max_size=3))
def test_flat_lines_read_as_yaml_does(values):
    check("".join(f"k{n}: {value}\n" for n, value in enumerate(values)))


@pytest.mark.parametrize("raw", ["title: The town's clocks\ndate: 2022-11-19\n", 'a: "x: y"\nb: \'\'\nurl: https://a.b/c#d\n', "a: b\n  c\n", "a: b\n\nc: d\n"])
def test_front_matter_as_people_write_it(raw):
    check(raw)


def test_simple_front_matter_needs_no_library(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "yaml", None)
    assert metadata.front_matter("title: Ebb\nauthor: Ida Roth\n", "yaml").author == "Ida Roth"
