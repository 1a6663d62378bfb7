"""A document checked against its shape, every deviation told as a problem with its place.

pydantic reports in its own words and by its own paths; here they become the author's: the line and column of the key or
value, what was found and expected, the key that was probably meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mkdocs_scorecards.load.documents import ScorecardShape
from mkdocs_scorecards.load.kpi_documents import TARGET_SHAPES, Shape
from mkdocs_scorecards.load.near_miss import did_you_mean, near_miss
from mkdocs_scorecards.load.unreadable import quoted
from mkdocs_scorecards.load.yaml_lines import KeyPath, LinedYaml
from mkdocs_scorecards.model.problem import Problem, sorted_problems

_EXAMPLES = {
    "schema": "schema: 1",
    "held": "held: 2026-10-08",
    "unit": 'unit: "%"',
    "direction": "direction: higher, lower, range or none",
    "frequency": "frequency: weekly, monthly, quarterly or yearly",
}
"""What to write for a key whose values are not obvious."""


_S = TypeVar("_S", bound=Shape)


def read_document(lines: LinedYaml) -> tuple[ScorecardShape | None, tuple[Problem, ...]]:
    """The document of scorecard.yml, None where it deviates from the shape, and all its deviations."""
    return read_shape(lines, ScorecardShape)


def read_shape(lines: LinedYaml, shape: type[_S]) -> tuple[_S | None, tuple[Problem, ...]]:
    """The same for a file of any shape."""
    try:
        return shape.model_validate(lines.value), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, sorted_problems(_problem(detail, lines, shape) for detail in details)


def _problem(error: ErrorDetails, lines: LinedYaml, root: type[Shape]) -> Problem:
    loc = error["loc"]
    if error["type"] == "extra_forbidden":
        return _unknown_key((*_path(loc[:-1]), loc[-1]), _shape_at(loc[:-1], root), lines, root)
    if error["type"] == "missing":
        return _missing_key(_path(loc), _shape_at(loc[:-1], root), lines)
    path = _path(loc)
    context = error.get("ctx", {})
    expected, hint = str(context.get("expected", "")), str(context.get("hint", ""))
    code = error["type"]
    if "expected" not in context:
        expected = "a list, each item after a - of its own" if code == "tuple_type" else "keys with values"
        code = "value-of-wrong-kind"
    key = next((step for step in reversed(path) if isinstance(step, str)), "file")
    message = f"{key} is {shown(error['input'])}, expected {expected}"
    return Problem(code=code, where=lines.place(path), message=message, hint=hint)


def _path(loc: tuple[int | str, ...]) -> KeyPath:
    """The path in the file: as pydantic's, without the tags of the forms of a target."""
    return tuple(step for step in loc if step not in TARGET_SHAPES and step != "=number")


def _unknown_key(path: KeyPath, owner: type[Shape], lines: LinedYaml, root: type[Shape]) -> Problem:
    key, where = str(path[-1]), lines.key_place(path)
    if key in owner.later:
        return Problem(
            code="key-not-supported-yet",
            where=where,
            message=f"{key} is part of the format, but this version does not act on it yet",
            hint="remove it",
        )
    hint = _hint_for_unknown_key(key, _keys(owner), _homes(root))
    message = f"the key {quoted(key)} is unknown in {_named(path[:-1], lines, owner)}"
    return Problem(code="key-unknown", where=where, message=message, hint=hint)


def _hint_for_unknown_key(key: str, known: tuple[str, ...], homes: Mapping[str, Sequence[str]]) -> str:
    """The key that was meant; else where the key belongs; else what there is."""
    if near := near_miss(key, known, likeness=0.8):
        return f"did you mean {near}?"
    if key in homes:
        return f"{key} is a key of {', '.join(homes[key])}"
    return did_you_mean(key, known) or f"there are {', '.join(known)}"


def _missing_key(path: KeyPath, owner: type[Shape], lines: LinedYaml) -> Problem:
    key = str(path[-1])
    lacks = "has no value" if path in lines.key_nodes else "is missing"
    return Problem(
        code="key-missing",
        where=lines.key_place(path),
        message=f"{key} {lacks} in {_named(path[:-1], lines, owner)}",
        hint=f"write {_EXAMPLES[key]}" if key in _EXAMPLES else f"add {key}:",
    )


def _named(path: KeyPath, lines: LinedYaml, shape: type[Shape]) -> str:
    name = lines.at((*path, "id"))
    if isinstance(name, str):
        return f"the {shape.noun} {quoted(name)}"
    return f"the {shape.noun}" if not path else f"this {shape.noun}"


def _shape_at(loc: tuple[int | str, ...], root: type[Shape]) -> type[Shape]:
    """The shape of the mapping at a path of pydantic's."""
    shape = root
    for step in loc:
        if step in TARGET_SHAPES:
            shape = TARGET_SHAPES[str(step)]
        elif isinstance(step, str):
            field = next(field for name, field in shape.model_fields.items() if step in (field.alias, name))
            shape = next(_shapes_in(field.annotation), shape)
    return shape


def _keys(shape: type[Shape]) -> tuple[str, ...]:
    return tuple(field.alias or name for name, field in shape.model_fields.items())


def _shapes_in(annotation: object) -> Iterator[type[Shape]]:
    """The shapes that an annotation names, inside tuples, unions and the like."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        yield annotation
    for inner in get_args(annotation):
        yield from _shapes_in(inner)


@cache
def _homes(root: type[Shape]) -> Mapping[str, Sequence[str]]:
    """For each key of the format the things that have it, in the plural."""
    homes: dict[str, list[str]] = {}
    for shape in dict.fromkeys(_shapes_below(root)):
        for key in _keys(shape):
            homes.setdefault(key, []).append(f"{shape.noun}s")
    return homes


def _shapes_below(shape: type[Shape]) -> Iterator[type[Shape]]:
    yield shape
    for field in shape.model_fields.values():
        for inner in _shapes_in(field.annotation):
            yield from _shapes_below(inner)


def shown(value: object) -> str:
    """What was found, for a message."""
    match value:
        case None:
            return "empty"
        case bool():
            return str(value).lower()
        case Decimal():
            return str(value)
        case str():
            return quoted(value)
        case list():
            return "a list"
        case _:
            return "a mapping"
