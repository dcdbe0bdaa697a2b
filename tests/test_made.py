from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest

from auditor.model.made import dataclass as made


def _values(decorator: Any) -> type:
    @decorator(frozen=True, slots=True)
    class Value:
        """A value."""

        name: str
        size: int = 3
        tags: dict[str, str] = dataclasses.field(default_factory=dict)
        seen: Any = dataclasses.field(default=None, repr=False, compare=False)

    return Value


@made(frozen=True, slots=True)
class Frozen:
    """At the top of a module, where pickle finds it."""

    name: str
    sizes: tuple[int, ...] = ()


@made(slots=True)
class Changing:
    """A class whose fields change."""

    name: str
    size: int = 0


ASKED = {
    "repr": lambda v: repr(v("a", 4)),
    "equal": lambda v: (v("a") == v("a"), v("a") == v("b"), v("a", seen=1) == v("a", seen=2), v("a") == ("a", 3)),
    "hash of what cannot be hashed": lambda v: hash(v("a")),
    "replace": lambda v: repr(dataclasses.replace(v("a"), size=9)),
    "asdict": lambda v: dataclasses.asdict(v("a", tags={"x": "y"})),
    "fields": lambda v: [(f.name, f.type, f.repr, f.compare, f.init) for f in dataclasses.fields(v)],
    "annotations": lambda v: v.__annotations__,
    "match": lambda v: v.__match_args__,
    "own dict": lambda v: v("a").tags is v("a").tags,
    "copy": lambda v: repr(copy.copy(v("a", 4))),
    "assign": lambda v: setattr(v("a"), "name", "b"),
    "assign what is no field": lambda v: setattr(v("a"), "other", "b"),
    "delete": lambda v: delattr(v("a"), "name"),
    "missing": lambda v: v(),
    "unknown": lambda v: v("a", other=1),
    "no dict": lambda v: hasattr(v("a"), "__dict__"),
    "doc": lambda v: v.__doc__,
}


def outcome(do: Any, value: type) -> Any:
    try:
        return do(value)
    except Exception as error:  # noqa: BLE001 — whatever it is, it must be the same
        return type(error), str(error).replace("test_made.", "")


@pytest.mark.parametrize("asked", [key for key in ASKED if key != "assign what is no field"])
def test_a_frozen_value_does_as_one_of_the_standard_library(asked: str) -> None:
    assert outcome(ASKED[asked], _values(made)) == outcome(ASKED[asked], _values(dataclasses.dataclass))


def test_nothing_can_be_assigned() -> None:
    assert outcome(ASKED["assign what is no field"], _values(made))[0] is dataclasses.FrozenInstanceError
    assert str(inspect.signature(Frozen)) == "(name: 'str', sizes: 'tuple[int, ...]' = ()) -> None"


def test_a_value_goes_through_pickle_and_stands_in_a_set() -> None:
    value = Frozen("a", (1, 2))
    again = pickle.loads(pickle.dumps(value))  # noqa: S301 — our own
    assert again == value
    assert len({value, again, Frozen("b")}) == 2


def test_a_class_that_is_not_frozen_changes_and_has_no_hash() -> None:
    value = Changing("a")
    value.size = 4
    assert value == Changing("a", 4)
    with pytest.raises(TypeError, match="unhashable"):
        hash(value)
