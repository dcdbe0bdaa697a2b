"""`dataclasses.dataclass` and `typing.NamedTuple` at a fraction of their cost at import: for a start the difference is 40 ms.

The standard decorator compiles seven methods for each class, one by one; a start makes 40 classes. Here only ``__init__`` is
compiled, when it is first used; the others are shared functions that do the same. Fields, ``replace``, ``asdict`` and pickling
are the standard library's. `typing.NamedTuple` compiles each annotation, and each class's ``__new__``; a start makes 50. Here
only ``__new__`` is compiled, when it is first used, and annotations stay as they are written.
"""

from __future__ import annotations

import dataclasses
import sys
from operator import attrgetter, itemgetter
from reprlib import recursive_repr

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from dataclasses import dataclass
    from typing import Any, NamedTuple
else:
    try:
        from _collections import _tuplegetter as _getter
    except ImportError:  # as `collections` does where there is none

        def _getter(at: int, doc: str) -> property:
            return property(itemgetter(at), doc=doc)

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

    class _Tuples(type):
        """Makes the classes that are written as named tuples."""

        def __new__(cls, name: str, _bases: tuple[type, ...], space: dict[str, Any]) -> type:
            fields = tuple(space.get("__annotations__", ()))
            defaults = {field: space[field] for field in fields if field in space}
            read = {field: _getter(at, f"Alias for field number {at}") for at, field in enumerate(fields)}
            space = {"__doc__": f"{name}({', '.join(fields)})", **_SHARED, **space, **read, "__new__": _Maker()}
            made = type(name, (tuple,), {**space, "_fields": fields, "__match_args__": fields, "_field_defaults": defaults})
            space["__new__"].made = made
            return made

    NamedTuple = type.__new__(_Tuples, "NamedTuple", (), {})


__all__ = ["NamedTuple", "dataclass"]
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
    names: dict[str, Any] = {"_put": object.__setattr__, "_given_not": _GIVEN_NOT}
    parameters, lines = ["self"], []
    for field in fields:
        name = value = field.name
        if field.default is not dataclasses.MISSING:
            names[f"_default_{name}"] = field.default
            parameters.append(f"{name}=_default_{name}")
        elif field.default_factory is not dataclasses.MISSING:
            names[f"_make_{name}"] = field.default_factory
            parameters.append(f"{name}=_given_not")
            value = f"_make_{name}() if {name} is _given_not else {name}"
        else:
            parameters.append(name)
        lines.append(f" _put(self, {name!r}, {value})")
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


class _Maker:
    """``__new__`` of a named tuple, compiled when the first one is made or somebody asks for it."""

    made: type  # as above

    def __get__(self, _instance: object, _cls: type | None = None) -> Callable[..., Any]:
        owner: Any = self.made
        code = f"lambda _cls, {', '.join(owner._fields)}: _new(_cls, ({', '.join(owner._fields)},))"  # no field has a name with _
        made: Any = eval(code, {"_new": tuple.__new__})  # noqa: S307 — made of the names in our own source, as the standard library does
        made.__name__, made.__qualname__ = "__new__", f"{owner.__name__}.__new__"
        made.__module__, made.__annotations__ = owner.__module__, owner.__annotations__
        made.__defaults__ = tuple(owner._field_defaults.values())
        owner.__new__ = staticmethod(made)
        return made  # type: ignore[no-any-return]


def _make(cls: type, values: Iterable[Any]) -> Any:  # noqa: ANN401 — a value of any class
    made: Any = tuple.__new__(cls, values)
    if len(made) != len(made._fields):
        raise TypeError(f"Expected {len(made._fields)} arguments, got {len(made)}")
    return made


def _replace(self: Any, /, **changes: Any) -> Any:  # noqa: ANN401 — as above
    made = self._make(map(changes.pop, self._fields, self))
    if changes:
        unknown = TypeError if sys.version_info >= (3, 13) else ValueError  # as the standard library does
        raise unknown(f"Got unexpected field names: {list(changes)!r}")
    return made


def _as_dict(self: Any) -> dict[str, Any]:  # noqa: ANN401 — as above
    return dict(zip(self._fields, self, strict=True))


def _told(self: Any) -> str:  # noqa: ANN401 — as above
    return f"{self.__class__.__name__}({', '.join(map('{}={!r}'.format, self._fields, self))})"


def _values(self: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(self)


_SHARED = {
    "__slots__": (),
    "__repr__": _told,
    "__getnewargs__": _values,
    "_make": classmethod(_make),
    "_replace": _replace,
    "__replace__": _replace,
    "_asdict": _as_dict,
}
