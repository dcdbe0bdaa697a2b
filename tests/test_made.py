from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
import typing
from typing import Any

import pytest

from auditor.model.made import NamedTuple as Made
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


class Pair(Made):
    """At the top of a module, where pickle finds it."""

    name: str
    size: int = 3

    @property
    def long(self) -> bool:
        """A property of its own."""
        return self.size > 3


def _tuples(base: Any) -> Any:
    class Row(base):
        name: str
        size: int = 3
        tags: tuple[str, ...] = ("a", "b")

        def told(self) -> str:
            return f"{self.name} {self.size}"

    return Row


ASKED_OF_TUPLES = {
    "repr": lambda r: repr(r("a", tags=())),
    "equal": lambda r: (r("a") == r("a", 3), r("a") == ("a", 3, ("a", "b")), r("a") < r("b"), hash(r("a")) == hash(r("a"))),
    "fields": lambda r: (r._fields, r._field_defaults, r.__match_args__),
    "annotations": lambda r: (list(r.__annotations__), list(r.__new__.__annotations__)),
    "replace": lambda r: (r("a")._replace(size=9), type(r("a")._replace(size=9)) is r),
    "replace what is no field": lambda r: r("a")._replace(other=1),
    "make": lambda r: (r._make(["a", 1, ()]), type(r._make(["a", 1, ()])) is r),
    "make of too few": lambda r: r._make(["a"]),
    "asdict": lambda r: r("a")._asdict(),
    "unpack": lambda r: [*r("a")],
    "method": lambda r: r("a").told(),
    "copy": lambda r: repr(copy.copy(r("a", 4))),
    "assign": lambda r: setattr(r("a"), "name", "b"),
    "assign what is no field": lambda r: setattr(r("a"), "other", "b"),
    "missing": lambda r: r(),
    "unknown": lambda r: r("a", other=1),
    "too many": lambda r: r("a", 1, (), 2),
    "no dict": lambda r: hasattr(r("a"), "__dict__"),
    "doc": lambda r: (r.__doc__, r.name.__doc__, r.__name__, r.__module__),
    "a class below": lambda r: repr(type("Below", (r,), {"__slots__": ()})("a")),
    "signature": lambda r: [(p.name, p.kind, p.default) for p in inspect.signature(r).parameters.values()],
}


@pytest.mark.parametrize("asked", ASKED_OF_TUPLES)
def test_a_named_tuple_does_as_one_of_the_standard_library(asked: str) -> None:
    ask = ASKED_OF_TUPLES[asked]
    assert outcome(ask, _tuples(Made)) == outcome(ask, _tuples(typing.NamedTuple))


def test_a_named_tuple_goes_through_pickle_and_has_what_its_class_defines() -> None:
    again = pickle.loads(pickle.dumps(Pair("a", 4)))  # noqa: S301 — our own
    assert again == Pair("a", 4)
    assert type(again) is Pair
    assert again.long
    assert Pair.__new__(Pair, "b") == ("b", 3)


def test_fields_may_have_the_names_that_makers_use() -> None:
    class Row(Made):
        new: bool = False
        tuple: int = 0

    @made(slots=True)
    class Value:
        put: str
        given_not: int = 2
        tags: list[str] = dataclasses.field(default_factory=list)

    assert Row(new=True) == (True, 0)
    assert (Value("a").put, Value("a").given_not, Value("a").tags) == ("a", 2, [])
