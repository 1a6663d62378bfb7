"""How values are declared: frozen dataclasses with slots and keywords only, at a quarter of the usual cost.

For each class `dataclasses` writes and compiles seven functions, and there are hundreds of classes: it was the greater
part of the time that the package took to import. Of the seven only `__init__` has to know the fields, so it alone is
compiled here. To `fields` and `replace`, to type checkers and to readers such a class is a dataclass like any other.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field,))
def frozen(declared: type[T]) -> type[T]:
    """The class as `dataclass(frozen=True, slots=True, kw_only=True)` makes it, but for copies and pickles.

    Fields may have a default or a factory of one; all are given to `__init__`, compared, hashed and shown.

    Raises:
        TypeError: a field is to be left out of one of these.
    """
    return _made(declared, kw_only=True)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen_positional(declared: type[T]) -> type[T]:
    """The same for a class of few fields in an order that everybody knows: x and y, file and line."""
    return _made(declared, kw_only=False)


def _made(declared: type[T], *, kw_only: bool) -> type[T]:
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(declared)
    contents = attrgetter("__class__", *made.__dataclass_fields__)

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - it becomes a method
        return contents(self) == contents(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807 - as above
        return hash(contents(self))

    made.__init__ = _init_of(made, "self, *" if kw_only else "self")
    made.__eq__, made.__hash__, made.__repr__ = __eq__, __hash__, _spelled
    made.__setattr__ = made.__delattr__ = _refuse
    return cast("type[T]", made)


def _init_of(made: Any, first: str) -> Callable[..., None]:
    """`__init__`; it fills the slots by themselves, which is faster than `object.__setattr__`."""
    known: dict[str, Any] = {"MISSING": MISSING}
    parameters, body = [first], []
    for member in fields(made):
        name = value = member.name
        if not (member.init and member.compare and member.repr):
            raise TypeError(f"{name} of {made.__qualname__} needs an ordinary dataclass")
        known[f"set_{name}"] = getattr(made, name).__set__
        known[f"default_{name}"] = member.default
        known[f"new_{name}"] = member.default_factory
        if member.default_factory is not MISSING:
            value = f"new_{name}() if {name} is MISSING else {name}"
        required = member.default is MISSING and member.default_factory is MISSING
        parameters.append(name if required else f"{name}=default_{name}")
        body.append(f"set_{name}(self, {value})")
    exec(f"def __init__({', '.join(parameters)}): {'; '.join(body)}", known)  # noqa: S102 - names of fields
    return cast("Callable[..., None]", known["__init__"])


def _spelled(self: Any) -> str:
    shown = ", ".join(f"{member.name}={getattr(self, member.name)!r}" for member in fields(self))
    return f"{type(self).__qualname__}({shown})"


def _refuse(self: object, name: str, *_: object) -> None:
    """Both assignment and deletion."""
    raise FrozenInstanceError(f"cannot change {name!r} of a {type(self).__name__}")
