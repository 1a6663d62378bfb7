"""Frozen values behave as the dataclasses that they stand for."""

from collections.abc import Callable
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from mkdocs_scorecards.model.frozen import frozen, frozen_positional


@frozen
class Figure:
    """A value with every kind of field."""

    name: str
    amount: int = 7
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Usual:
    name: str
    amount: int = 7
    notes: list[str] = field(default_factory=list)


@frozen_positional
class Place:
    """A value whose fields have a known order."""

    x: int
    y: int = 0


@frozen
class Title:
    """A value of one field."""

    name: str


@frozen
class Name:
    """Another class of the same field."""

    name: str


def test_a_value_holds_what_it_was_given_and_defaults_for_the_rest() -> None:
    figure = Figure(name="churn")

    assert (figure.name, figure.amount, figure.notes) == ("churn", 7, [])
    assert Figure(name="churn", amount=8, notes=["late"]).notes == ["late"]


def test_each_value_gets_a_default_of_its_own_from_a_factory() -> None:
    assert Figure(name="churn").notes is not Figure(name="churn").notes


@pytest.mark.parametrize(
    "wrong",
    [
        lambda made: made("churn"),
        lambda made: made(),
        lambda made: made(name="churn", colour="red"),
    ],
)
def test_wrong_arguments_are_refused(wrong: Callable[[Any], object]) -> None:
    for made in (Figure, _Usual):
        with pytest.raises(TypeError):
            wrong(made)


def test_fields_in_a_known_order_need_no_keywords() -> None:
    assert Place(3) == Place(x=3, y=0)
    assert Place(3, 4).y == 4
    match Place(3, 4):
        case Place(x, y):
            assert (x, y) == (3, 4)


def test_values_are_equal_where_class_and_all_fields_are() -> None:
    assert Figure(name="churn") == Figure(name="churn")
    assert Figure(name="churn") != Figure(name="churn", amount=8)
    assert Title(name="churn") == Title(name="churn")
    others: list[object] = [Name(name="churn"), "churn", Title(name="growth")]
    assert Title(name="churn") not in others


def test_equal_values_are_one_in_a_set() -> None:
    assert {Place(3, 4), Place(3, 4), Place(4, 3)} == {Place(4, 3), Place(3, 4)}
    assert len({Title(name="churn"), Title(name="churn")}) == 1


def test_a_value_of_something_that_cannot_be_hashed_cannot_be_hashed() -> None:
    with pytest.raises(TypeError, match="unhashable type: 'list'"):
        hash(Figure(name="churn"))


def test_nothing_can_be_changed_added_or_deleted() -> None:
    figure: Any = Figure(name="churn")

    with pytest.raises(FrozenInstanceError, match="cannot change 'name' of a Figure"):
        figure.name = "growth"
    with pytest.raises(FrozenInstanceError):
        figure.colour = "red"
    with pytest.raises(FrozenInstanceError):
        del figure.name
    assert figure.name == "churn"
    assert not hasattr(figure, "__dict__")


def test_a_value_reads_as_a_dataclass_does() -> None:
    ours, usual = Figure(name="churn", notes=["late"]), _Usual(name="churn", notes=["late"])

    assert repr(ours) == repr(usual).replace("_Usual", "Figure")
    assert [(one.name, one.type) for one in fields(ours)] == [(one.name, one.type) for one in fields(usual)]
    assert replace(ours, amount=8) == Figure(name="churn", amount=8, notes=["late"])


def test_a_field_that_is_to_be_left_out_is_refused() -> None:
    with pytest.raises(TypeError, match=r"place of .*Named needs an ordinary dataclass"):

        @frozen
        class Named:
            name: str
            place: str = field(default="", compare=False)
