import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from auditor.read.metadata import _flat, front_matter

VALUES = st.text(alphabet="abZ 019:#-'\",.?!é&*[]{}|>@`%\\~", max_size=12)


@given(st.lists(st.tuples(st.sampled_from(["title", "author", "my-key"]), VALUES), max_size=4))
def test_what_is_read_without_yaml_is_what_yaml_reads(rows: list[tuple[str, str]]):
    raw = "".join(f"{key}: {value}\n" for key, value in rows)
    flat = _flat(raw) if raw else None
    if flat is not None:
        assert flat == yaml.load(raw, Loader=yaml.BaseLoader)  # noqa: S506 — builds strings only


@pytest.mark.parametrize(
    ("raw", "author"),
    [
        ("author: Ada Brook", "Ada Brook"),
        ("authors: [Ada Brook, Ben Marsh]", "Ada Brook, Ben Marsh"),
        ("author: {name: Ada Brook, email: a@example.org}", "Ada Brook"),
        ("author:\n- given: Ada\n  family: Brook", "Ada Brook"),
        ("byline: 'By Ada'", "By Ada"),
        ("author:", None),
        ("title: x", None),
    ],
)
def test_authors_however_they_are_written(raw: str, author: str | None):
    assert front_matter(raw, "yaml").author == author


@pytest.mark.parametrize(
    "raw",
    ["- a\n- b", "just words", "", "a: &x [*x]", "a: !!python/object:os.system x", "[" * 5_000, "a: b: c" + " " * 200_000 + "d"],
)
def test_nothing_an_author_writes_breaks_the_reading(raw: str):
    start = time.process_time()
    front_matter(raw, "yaml")
    front_matter(raw, "toml")
    assert time.process_time() - start < 2
