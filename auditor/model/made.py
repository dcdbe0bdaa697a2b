"""`dataclasses.dataclass` at a fraction of its cost at import: for a start the difference is 30 ms.

The standard decorator compiles seven methods for each class, one by one; a start makes 40 classes. Here only ``__init__`` is
compiled, when it is first used; the others are shared functions that do the same. Fields, ``replace``, ``asdict`` and pickling
are the standard library's.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from reprlib import recursive_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
    from typing import Any
else:

    def dataclass(*, frozen: bool = False, slots: bool = False, eq: bool = True) -> Callable[[type], type]:
        """Make a dataclass; keywords as those of `dataclasses.dataclass`. It inherits from no other and none from it."""

        def make(cls: type) -> type:
            hints = cls.__annotations__
            cls.__annotations__ = dict.fromkeys(hints, object)  # hints as text would be searched for ClassVar, which none has
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=slots)(cls)
            made.__annotations__ = hints
            fields = dataclasses.fields(made)
            for field in fields:
                field.type = hints[field.name]
            made.__init__ = _Initializer(made)
            made.__repr__ = _represent
            if frozen:
                made.__setattr__, made.__delattr__ = _refuse_assignment, _refuse_deletion
            if frozen and slots:
                made.__getstate__, made.__setstate__ = _state, _restore
            if eq:
                made.__eq__, hashed = _comparison([f.name for f in fields if f.compare])
                made.__hash__ = hashed if frozen else None
            return made

        return make


__all__ = ["dataclass"]
_GIVEN_NOT = object()


class _Initializer:
    """``__init__``, compiled when the first value is made or somebody asks for it: a run makes values of half of the classes."""

    def __init__(self, made: type) -> None:
        self._made = made  # who asks may not tell: `inspect` does not from Python 3.14 on

    def __get__(self, instance: object, cls: type) -> Callable[..., None]:
        self._made.__init__ = init = _initializer(self._made, dataclasses.fields(self._made))  # type: ignore[misc]
        return init if instance is None else init.__get__(instance, cls)


def _initializer(cls: type, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """Compile ``__init__``: its parameters are the fields, in order, with their defaults."""
    names: dict[str, Any] = {"put": object.__setattr__, "given_not": _GIVEN_NOT}
    parameters, lines = ["self"], []
    for field in fields:
        name = value = field.name
        if field.default is not dataclasses.MISSING:
            names[f"default_{name}"] = field.default
            parameters.append(f"{name}=default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            names[f"make_{name}"] = field.default_factory
            parameters.append(f"{name}=given_not")
            value = f"make_{name}() if {name} is given_not else {name}"
        else:
            parameters.append(name)
        lines.append(f" put(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    code = f"def __init__({', '.join(parameters)}):\n" + "\n".join(lines or [" pass"])
    exec(code, names)  # noqa: S102 — made of the names in our own source, as the standard library does
    init: Callable[..., None] = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__module__ = cls.__module__
    init.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    return init


def _comparison(names: list[str]) -> tuple[Callable[[Any, Any], bool], Callable[[Any], int]]:
    """Give ``__eq__`` and ``__hash__`` over some fields."""
    values: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def __eq__(self: Any, other: Any) -> bool:  # noqa: ANN401, N807 — a method of any class
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: ANN401, N807 — as above
        return hash(values(self))

    return __eq__, __hash__


@recursive_repr()
def _represent(self: Any) -> str:  # noqa: ANN401 — as above
    told = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{self.__class__.__qualname__}({told})"


def _refuse_assignment(_self: Any, name: str, _value: object) -> None:  # noqa: ANN401 — as above
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_deletion(_self: Any, name: str) -> None:  # noqa: ANN401 — as above
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:  # noqa: ANN401 — as above
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:  # noqa: ANN401 — as above
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
