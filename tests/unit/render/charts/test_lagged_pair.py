from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.lagged_pair import (
    HEIGHT,
    TEXT,
    WIDTH,
    LaggedPairGeometry,
    PairedLine,
    lagged,
    lagged_pair_geometry,
)
from mkdocs_scorecards.render.text_width import text_width

START = Period.month(2024, 1)


def numbers(*texts: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if text is None else Decimal(text) for text in texts)


def drawn(
    cause: tuple[Decimal | None, ...], effect: tuple[Decimal | None, ...], name: str = "Days"
) -> LaggedPairGeometry | None:
    periods = [START.shifted(step) for step in range(len(cause))]
    return lagged_pair_geometry(
        "Days above churn",
        periods,
        PairedLine(name=name, aside="moved 2 months later", figures=cause, label=str),
        PairedLine(name="Churn, %", aside="", figures=effect, label=str),
    )


def test_a_series_is_moved_later_and_loses_its_end() -> None:
    assert lagged(numbers("1", "2", "3"), 2) == numbers(None, None, "1")
    assert lagged(numbers("1", "2"), 0) == numbers("1", "2")
    assert lagged(numbers("1", "2"), 5) == numbers(None, None)


def test_the_picture_begins_and_ends_where_both_have_a_figure() -> None:
    found = drawn(numbers(None, None, "1", "2", "3"), numbers("5", "6", "7", "8", None))

    assert found is not None
    assert (found.first, found.last) == ("2024-03", "2024-04")
    assert (found.cause.end, found.effect.end) == ("2", "8")
    assert found.description == ("Days from 1 in 2024-03 to 2 in 2024-04; Churn, % from 7 in 2024-03 to 8 in 2024-04")


def test_a_gap_stays_a_gap_and_a_lone_figure_is_a_dot() -> None:
    found = drawn(numbers("1", "2", None, "4", None, "6", "7"), numbers("1", "1", "1", "1", "1", "1", "2"))

    assert found is not None
    assert len(found.cause.lines) == 2
    assert len(found.cause.dots) == 1
    assert len(found.effect.lines) == 1


def test_series_that_never_meet_make_no_picture() -> None:
    assert drawn(numbers("1", None, "3"), numbers(None, "2", None)) is None
    assert drawn(numbers("1", None), numbers("1", None)) is None


def test_a_long_name_is_cut_so_that_what_follows_still_fits() -> None:
    found = drawn(numbers("1", "2"), numbers("1", "2"), name="Active use of the marketing automation platform, %")

    assert found is not None
    assert found.cause.name.endswith("…")
    assert text_width(found.cause.name, TEXT, bold=True) + text_width(found.cause.aside, TEXT) <= WIDTH


FIGURES = st.lists(st.none() | st.decimals(-1000, 1000, places=1), min_size=12, max_size=12)


@given(FIGURES, FIGURES)
def test_every_point_lies_in_its_own_half_of_the_drawing(
    cause: list[Decimal | None], effect: list[Decimal | None]
) -> None:
    found = drawn(tuple(cause), tuple(effect))
    if found is None:
        assert sum(None not in pair for pair in zip(cause, effect, strict=True)) < 2
        return
    for line, top, bottom in ((found.cause, 15, 70), (found.effect, 80, HEIGHT - 18)):
        places = [tuple(map(float, place.split(","))) for run in line.lines for place in run.split()]
        for x, y in [*places, *line.dots]:
            assert 0 <= x <= found.right
            assert top <= y <= bottom


@pytest.mark.parametrize("lag", [0, 1, 3, 12])
def test_moving_keeps_the_length(lag: int) -> None:
    assert len(lagged(numbers(*"123456"), lag)) == 6
