"""Former figures and breaks of a series on the chart of a KPI."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.kpi_chart import KpiChartGeometry, kpi_chart_geometry
from mkdocs_scorecards.render.charts.kpi_editions import FORMER_RADIUS, RestatedFigure, SeriesBreak
from mkdocs_scorecards.render.charts.kpi_frame import PHONE, WIDE, Layout
from mkdocs_scorecards.render.charts.kpi_values import KpiChart
from mkdocs_scorecards.render.charts.points import ChartPoint

JAN = Period.month(2026, 1)
WAS = "was 4.0 % in Q1 2026, changed in this edition"
BREAK = SeriesBreak(
    period=JAN.shifted(3), label="definition changed", text="from 2026-04 on not comparable with the figures before"
)
LAYOUTS = (WIDE, PHONE)


def former(value: str, period: Period) -> RestatedFigure:
    return RestatedFigure(period=period, value=Decimal(value), label=f"was {value} %", text=WAS)


def chart(*restated: RestatedFigure, breaks: tuple[SeriesBreak, ...] = ()) -> KpiChart:
    actuals = ("5", "6", "5", "7", None, "6")
    points = tuple(
        ChartPoint(period=JAN.shifted(index), actual=Decimal(actual) if actual else None)
        for index, actual in enumerate(actuals)
    )
    return KpiChart(
        title="Churn",
        points=points,
        value_label=lambda figure: f"{figure} %",
        tick_labels=lambda ticks: tuple(map(str, ticks)),
        restated=restated,
        breaks=breaks,
    )


def drawn(found: KpiChart, layout: Layout = WIDE) -> KpiChartGeometry:
    geometry = kpi_chart_geometry(found, layout)
    assert geometry is not None
    return geometry


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("value", ["4", "9", "40"])
def test_a_former_figure_stands_at_its_height_joined_to_the_present_one(layout: Layout, value: str) -> None:
    geometry = drawn(chart(former(value, JAN.shifted(1))), layout)

    (dot,) = geometry.former
    present = next(y for x, y in geometry.dots if x == dot.x)
    assert geometry.plot.top <= dot.y <= geometry.plot.bottom
    assert dot.line_end == present
    assert dot.line_start is not None
    assert abs(dot.line_start - dot.y) == pytest.approx(FORMER_RADIUS, abs=0.1)
    assert (dot.y > present) is (Decimal(value) < 6)
    assert (dot.line_start < dot.y) is (dot.y > present)


def test_a_figure_that_is_gone_has_a_dot_and_no_line() -> None:
    (dot,) = drawn(chart(former("6", JAN.shifted(4)))).former

    assert (dot.line_start, dot.line_end) == (None, None)


def test_all_former_figures_of_a_period_are_drawn_and_told_once() -> None:
    geometry = drawn(chart(former("4", JAN.shifted(1)), former("4.5", JAN.shifted(1))))

    assert len(geometry.former) == 2
    assert geometry.description.count(WAS) == 1
    assert [spot.text for spot in geometry.spots if WAS in spot.text] == [f"2026-02 6 %, {WAS}"]
    assert [item.text for item in geometry.legend if item.kind == "was"] == ["figure before restatement"]


def test_the_wide_drawing_names_the_former_figure_and_the_phone_leaves_it_to_the_table() -> None:
    found = chart(former("4", JAN.shifted(1)))

    assert [label.text for label in drawn(found).labels if label.role == "was"] == ["was 4 %"]
    assert [label.text for label in drawn(found, PHONE).labels if label.role == "was"] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_break_is_a_line_between_the_last_old_and_the_first_new_figure(layout: Layout) -> None:
    geometry = drawn(chart(breaks=(BREAK,)), layout)

    (line,) = geometry.breaks
    xs = [x for x, _ in geometry.dots]
    assert xs[2] < line.x < xs[3]
    assert (line.top, line.bottom) == (geometry.plot.top, geometry.plot.bottom)
    assert BREAK.text in geometry.description
    named = [label.text for label in geometry.labels if label.role == "break"]
    told = [item.text for item in geometry.legend if item.kind == "break"]
    assert (named, told) in ((["definition changed"], []), ([], [BREAK.text]))


def test_a_break_before_the_first_figure_stands_at_the_edge() -> None:
    geometry = drawn(chart(breaks=(replace(BREAK, period=JAN),)))

    assert geometry.breaks[0].x >= geometry.plot.left


def test_what_lies_outside_of_the_drawing_is_not_drawn() -> None:
    far = JAN.shifted(-40)

    geometry = drawn(chart(former("4", far), breaks=(replace(BREAK, period=far),)))

    assert (geometry.former, geometry.breaks) == ((), ())
    assert {item.kind for item in geometry.legend} & {"was", "break"} == set()
