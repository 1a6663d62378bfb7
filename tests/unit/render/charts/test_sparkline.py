from decimal import Decimal

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.points import ChartPoint
from mkdocs_scorecards.render.charts.sparkline import (
    MAP_SIZE,
    ROW_SIZE,
    Size,
    Sparkline,
    SparklineGeometry,
    sparkline_geometry,
)


def geometry(
    actuals: list[str | None], planned: list[str | None] | None = None, status: str = "at_risk", size: Size = ROW_SIZE
) -> SparklineGeometry | None:
    plans = planned or [None] * len(actuals)
    points = tuple(
        ChartPoint(
            period=Period.quarter(2024, 1).shifted(index),
            actual=None if actual is None else Decimal(actual),
            planned=None if plan is None else Decimal(plan),
        )
        for index, (actual, plan) in enumerate(zip(actuals, plans, strict=True))
    )
    return sparkline_geometry(Sparkline(title="Churn", points=points, status=status, value_label=str, size=size))


def drawn(
    actuals: list[str | None], planned: list[str | None] | None = None, status: str = "at_risk"
) -> SparklineGeometry:
    found = geometry(actuals, planned, status)
    assert found is not None
    return found


def test_eight_quarters_run_from_edge_to_mark() -> None:
    found = drawn(["1", "2", "3", "4", "5", "6", "7", "8"])

    assert found.lines == ("2,23.5 13.6,20.8 25.1,18.1 36.7,15.4 48.3,12.6 59.9,9.9 71.4,7.2 83,4.5",)
    assert found.mark is not None
    assert (found.mark.x, found.mark.y, found.mark.scale, found.mark.status) == (79, 0.5, 0.5, "at_risk")


def test_only_the_last_eight_periods_are_drawn_and_told() -> None:
    found = drawn([str(number) for number in range(1, 13)])

    assert found.description.startswith("2025-Q1 5;")
    assert len(found.lines[0].split()) == 8


def test_a_short_series_stands_at_the_right() -> None:
    assert drawn(["5", "6"]).lines == ("71.4,23.5 83,4.5",)


def test_a_missing_figure_is_a_gap_and_a_lone_one_a_dot() -> None:
    found = drawn(["1", "2", None, "2", None, "1", "1", "2"])

    assert len(found.lines) == 2
    assert len(found.dots) == 1


def test_without_a_last_figure_the_mark_stands_at_the_end_as_high_as_the_last_known_one() -> None:
    found = drawn(["1", "2", "3", "4", "5", "6", "8", None], status="no_data")

    assert found.mark is not None
    assert (found.mark.x, found.mark.y) == (79, 0.5)
    assert found.lines[0].endswith("71.4,4.5")


def test_the_plan_shares_the_scale_of_the_actual() -> None:
    found = drawn(["1"] * 8, [None] * 6 + ["2", "3"])

    assert found.plan_lines == ("71.4,14 83,4.5",)
    assert all(place.endswith(",23.5") for place in found.lines[0].split())


def test_equal_figures_make_a_line_in_the_middle() -> None:
    assert all(place.endswith(",14") for place in drawn(["7"] * 8).lines[0].split())


def test_an_unscored_kpi_ends_in_a_dot_and_not_in_a_mark() -> None:
    found = drawn(["7"] * 8, status="unscored")

    assert found.mark is None
    assert found.dots == ((83, 14),)


def test_without_any_figure_nothing_is_drawn() -> None:
    assert geometry([None] * 8) is None
    assert geometry([]) is None
    assert geometry(["4"] + [None] * 8) is None


def test_the_drawing_stays_inside_its_size() -> None:
    found = geometry(["1000000000000", "0", "5"], size=MAP_SIZE)
    assert found is not None

    places = [tuple(map(float, place.split(","))) for line in found.lines for place in line.split()]
    assert all(0 <= x <= MAP_SIZE.width and 0 <= y <= MAP_SIZE.height for x, y in places)
