from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.kpi_chart import KpiChartGeometry, chart_notes, kpi_chart_geometry
from mkdocs_scorecards.render.charts.kpi_frame import PHONE, WIDE, Layout
from mkdocs_scorecards.render.charts.kpi_labels import Label
from mkdocs_scorecards.render.charts.kpi_values import ChartLimits, ChartTarget, ChartZone, KpiChart
from mkdocs_scorecards.render.charts.points import ChartPoint, Projected

SEP = Period.month(2026, 9)
DEC = Period.month(2026, 12)
LAYOUTS = (WIDE, PHONE)
Figures = Sequence[str | None]


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def points(start: Period, actuals: Figures, planned: Figures = (), amber: str = "0.5") -> tuple[ChartPoint, ...]:
    plans = [number(plan) for plan in planned] or [None] * len(actuals)
    return tuple(
        ChartPoint(
            period=start.shifted(index),
            actual=number(actual),
            planned=plan,
            amber_limit=None if plan is None else plan + Decimal(amber),
            status="at_risk",
        )
        for index, (actual, plan) in enumerate(zip(actuals, plans, strict=True))
    )


def tick_labels(ticks: tuple[Decimal, ...]) -> tuple[str, ...]:
    return tuple(map(str, ticks))


def kpi_chart(chart_points: tuple[ChartPoint, ...], *, by: Period | None = None, target: str = "") -> KpiChart:
    aim = ChartTarget(value=Decimal(target), label=f"{target} %", by=by) if target else None
    return KpiChart(
        title="Churn",
        points=chart_points,
        value_label=lambda figure: f"{figure} %",
        tick_labels=tick_labels,
        target=aim,
    )


def drawn(chart: KpiChart, layout: Layout = WIDE) -> KpiChartGeometry:
    found = kpi_chart_geometry(chart, layout)
    assert found is not None
    return found


def label(geometry: KpiChartGeometry, role: str) -> Label:
    (found,) = [label for label in geometry.labels if label.role == role]
    return found


CHURN = kpi_chart(
    points(
        Period.month(2026, 1),
        ["6.0", "5.7", "5.7", "5.6", "5.4", "5.2", "5.2", "5.0", "4.6", None, None, None],
        ["5.9", "5.7", "5.6", "5.4", "5.2", "5.0", "4.9", "4.7", "4.5", "4.3", "4.2", "4.0"],
    ),
    by=DEC,
    target="4.0",
)


def test_both_forms_have_the_sizes_of_the_page() -> None:
    assert (drawn(CHURN).width, drawn(CHURN).height) == (930, 372)
    assert (drawn(CHURN, PHONE).width, drawn(CHURN, PHONE).height) == (358, 300)


def test_the_description_holds_every_figure_in_words() -> None:
    assert drawn(CHURN).description.startswith("2026-01 6.0 %, plan 5.9 %; 2026-02")
    assert drawn(CHURN).description.endswith("2026-12 no figure, plan 4.0 %")


def test_the_last_actual_carries_state_and_value() -> None:
    found = drawn(CHURN)

    assert found.last is not None
    assert found.last.status == "at_risk"
    assert label(found, "value").text == "4.6 % in September"


def test_the_target_is_a_flag_on_its_date_with_its_name_in_the_margin() -> None:
    found = drawn(CHURN)

    assert found.flag is not None
    assert found.flag.x == found.plot.right - 14
    assert found.flag.y - found.flag.top == 24
    assert (label(found, "target").text, label(found, "by").text) == ("target 4.0 %", "by 2026-12")
    assert label(found, "target").x > found.plot.right


def test_on_the_phone_the_lines_are_named_in_the_legend() -> None:
    assert [item.kind for item in drawn(CHURN, PHONE).legend] == ["actual", "plan", "band"]
    assert drawn(CHURN).legend == ()
    assert [item.text for item in drawn(replace(CHURN, band_width="0.5 points")).legend] == ["at risk, 0.5 points"]


def test_the_phone_shows_the_last_twelve_periods_and_what_lies_ahead() -> None:
    long = kpi_chart(points(Period.month(2024, 1), ["5"] * 33 + [None] * 3, ["4"] * 36))

    assert drawn(long).description.startswith("2024-01")
    assert drawn(long, PHONE).description.startswith("2025-10")
    assert drawn(long, PHONE).description.endswith("2026-12 no figure, plan 4 %")


def test_a_missing_figure_is_a_gap_in_the_line() -> None:
    found = drawn(kpi_chart(points(Period.month(2026, 1), ["1", "2", None, "3", None, "4", "5"])))

    assert len(found.actual) == 2
    assert len(found.dots) == 5


def test_the_band_lies_between_plan_and_limit() -> None:
    (band,) = drawn(CHURN).bands

    area = [tuple(map(float, place.split(","))) for place in band.area.split()]
    edge = [tuple(map(float, place.split(","))) for place in band.edge.split()]
    assert len(area) == 24
    assert area[12:] == edge[::-1]
    assert all(limit[1] < plan[1] for limit, plan in zip(edge, area[:12], strict=True))


def test_notes_are_numbered_alike_on_both_drawings() -> None:
    noted = tuple(
        replace(point, note="price list" if index in (2, 20) else "")
        for index, point in enumerate(points(Period.month(2025, 1), ["5"] * 21))
    )

    assert [mark.number for mark in drawn(kpi_chart(noted)).notes] == [1, 2]
    assert [mark.number for mark in drawn(kpi_chart(noted), PHONE).notes] == [2]
    assert [(note.number, note.period) for note in chart_notes(noted)] == [(1, "2025-03"), (2, "2026-09")]


def test_notes_that_would_touch_stand_in_two_rows_above_the_lines() -> None:
    noted = tuple(replace(point, note="x") for point in points(Period.month(2022, 1), ["5"] * 48))
    found = drawn(kpi_chart(noted))
    places = [(mark.x, mark.y) for mark in found.notes]

    assert len({y for _, y in places}) == 2
    assert all(max(abs(x - one), abs(y - other)) >= 18 for (x, y), (one, other) in combinations(places, 2))
    assert all(y + 9 < found.plot.top for _, y in places)


def test_a_target_far_ahead_keeps_its_name_and_loses_its_flag() -> None:
    found = drawn(kpi_chart(points(Period.month(2026, 1), ["5"] * 9), by=Period.year(2035), target="9"))

    assert found.flag is None
    assert label(found, "by").text == "by 2035"


def test_a_target_by_the_end_of_a_year_stands_at_its_last_month() -> None:
    assert drawn(kpi_chart(CHURN.points, by=Period.year(2026), target="4.0")).flag == drawn(CHURN).flag


def test_a_constant_target_has_a_name_and_no_flag() -> None:
    found = drawn(kpi_chart(points(Period.month(2026, 1), ["5"] * 9, ["6"] * 9), target="6"))

    assert found.flag is None
    assert label(found, "target").text == "target 6 %"


@pytest.mark.parametrize(
    ("start", "count", "names"),
    [
        (Period.month(2025, 10), 24, "Oct 2025|Jan 2026|Apr|Jul|Oct|Jan 2027|Apr|Jul"),
        (Period.month(2018, 1), 36, "Jan 2018|Apr|Jul|Oct|Jan 2019|Apr|Jul|Oct|Jan 2020|Apr|Jul|Oct"),
        (Period.month(2018, 1), 60, "Jan 2018|Jul|Jan 2019|Jul|Jan 2020|Jul|Jan 2021|Jul|Jan 2022|Jul"),
        (Period.quarter(2025, 2), 6, "2025-Q2|Q3|Q4|2026-Q1|Q2|Q3"),
        (Period.quarter(2026, 1, 7), 3, "FY2026-Q1|Q2|Q3"),
        (Period.year(2021), 4, "2021|2022|2023|2024"),
        (Period.year(2021, 4), 2, "FY2021|FY2022"),
        (Period.week(2026, 52), 3, "2026-W52|W53|2027-W01"),
    ],
)
def test_periods_are_named_under_the_axis_with_each_year_once(start: Period, count: int, names: str) -> None:
    ticks = drawn(kpi_chart(points(start, ["5"] * count))).ticks

    assert [tick.lines for tick in ticks] == [(name,) for name in names.split("|")]


def test_on_the_phone_the_year_stands_on_a_second_line() -> None:
    assert [tick.lines for tick in drawn(CHURN, PHONE).ticks][:2] == [("Jan", "2026"), ("Apr",)]


def test_the_zero_line_is_told_apart_where_figures_change_sign() -> None:
    found = drawn(kpi_chart(points(Period.year(2020), ["-5.2", "-1", "2.9"])))

    assert [line.label for line in found.grid if line.is_zero] == ["0"]
    assert not any(line.is_zero for line in drawn(CHURN).grid)


def test_a_range_draws_its_zone_and_names_it() -> None:
    zone = ChartZone(
        low=Decimal(95), high=Decimal(105), amber_low=Decimal(90), amber_high=Decimal(110), label="95 to 105 %"
    )
    chart = replace(kpi_chart(points(Period.month(2026, 1), ["97", "104", "107"])), zone=zone)
    found = drawn(chart)

    assert found.zone is not None
    assert found.zone.edges[0] < found.zone.limits[0] < found.zone.limits[1] < found.zone.edges[1]
    assert label(found, "target").text == "target 95 to 105 %"
    assert [item.kind for item in drawn(chart, PHONE).legend] == ["actual", "band", "zone"]


def test_an_unscored_kpi_has_its_value_and_no_mark() -> None:
    plain = tuple(replace(point, status="unscored") for point in points(Period.month(2026, 1), ["5", "6"]))

    assert drawn(kpi_chart(plain)).last is None
    assert label(drawn(kpi_chart(plain)), "value").text == "6 % in February"


def test_a_single_period_is_drawn_with_a_dash_for_its_plan() -> None:
    found = drawn(kpi_chart(points(SEP, ["44"], ["47"])))

    assert found.actual == ()
    assert len(found.dots) == 1
    assert len(found.plan[0].split()) == 2


def test_a_plan_without_any_actual_is_still_drawn() -> None:
    found = drawn(kpi_chart(points(SEP, [None, None], ["4", "5"])))

    assert found.plan
    assert found.last is None


def test_without_actual_and_plan_there_is_no_chart() -> None:
    assert kpi_chart_geometry(kpi_chart(points(SEP, [None, None])), WIDE) is None
    assert kpi_chart_geometry(kpi_chart(()), WIDE) is None


def projected(chart: KpiChart, ranges: Sequence[tuple[str, str, str]]) -> KpiChart:
    """The chart with a projection for its last periods."""
    fan = [Projected(low=Decimal(low), median=Decimal(median), high=Decimal(high)) for low, median, high in ranges]
    past = chart.points[: -len(fan)]
    ahead = chart.points[-len(fan) :]
    return replace(
        chart,
        points=(*past, *(replace(point, projected=one) for point, one in zip(ahead, fan, strict=True))),
        range_label=lambda low, high: f"{low} to {high}",
    )


def limited(chart: KpiChart, first: Period, last: Period = SEP) -> KpiChart:
    limits = ChartLimits(
        first=first, last=last, low=Decimal(5), mean=Decimal("6.1"), high=Decimal("7.2"), label="5.0 to 7.2"
    )
    return replace(chart, limits=limits)


def places(text: str) -> list[tuple[float, ...]]:
    return [tuple(map(float, place.split(","))) for place in text.split()]


FAN = projected(CHURN, [("4.1", "4.6", "5.0"), ("3.8", "4.4", "5.0"), ("3.6", "4.3", "5.0")])


@pytest.mark.parametrize("layout", [WIDE, PHONE])
def test_the_fan_opens_at_the_last_actual_and_ends_on_the_date_of_the_target(layout: Layout) -> None:
    found = drawn(FAN, layout)

    assert found.fan is not None
    assert found.flag is not None
    area, median = places(found.fan.area), places(found.fan.median)
    assert area[0] == median[0] == places(found.actual[-1])[-1]
    assert len(area) == 1 + 3 + 3
    assert area[3][0] == area[4][0] == median[-1][0] == found.flag.x
    assert area[3][1] < median[-1][1] < area[4][1]


def test_the_scale_has_room_for_fan_and_limits() -> None:
    deep = drawn(projected(CHURN, [("-2", "4", "9")]))
    limits = drawn(limited(CHURN, Period.month(2026, 1))).limits

    assert (deep.grid[0].label, deep.grid[-1].label) == ("-5", "10")
    assert limits is not None
    assert all(drawn(CHURN).plot.top <= y <= drawn(CHURN).plot.bottom for y in limits.heights)


def test_the_range_of_the_projection_stands_beside_the_plot_and_touches_no_other_text() -> None:
    found = drawn(FAN)
    first, second = (one for one in found.labels if one.role == "fan")

    assert (first.text, second.text) == ("projection", "3.6 to 5.0")
    assert first.x > found.plot.right
    heights = sorted(one.y for one in found.labels if one.x > found.plot.right)
    assert all(below - above >= 15 for above, below in pairwise(heights))


@pytest.mark.parametrize("target", ["3.6", "4.3", "5.0", "9.0", "0.5"])
def test_target_and_projection_never_touch_in_the_margin(target: str) -> None:
    chart = replace(FAN, target=ChartTarget(value=Decimal(target), label=f"{target} %", by=DEC))
    found = drawn(chart)
    heights = sorted(one.y for one in found.labels if one.x > found.plot.right)

    assert len(heights) == 4
    assert all(below - above >= 15 for above, below in pairwise(heights))
    assert heights[-1] <= found.plot.bottom + 4


def test_the_legend_says_that_the_fan_is_of_the_past_and_on_the_phone_its_range() -> None:
    said = {layout.width: [item.text for item in drawn(FAN, layout).legend if item.kind == "fan"] for layout in LAYOUTS}

    assert said == {
        WIDE.width: ["projection of the past, 80\u00a0% range"],
        PHONE.width: ["projection of the past, 80\u00a0% range 3.6 to 5.0"],
    }


def test_a_fan_that_ends_before_the_drawing_is_told_with_its_last_period() -> None:
    short = replace(FAN, points=(*FAN.points[:-1], replace(FAN.points[-1], projected=None)))

    assert not [one for one in drawn(short).labels if one.role == "fan"]
    assert [item.text for item in drawn(short).legend if item.kind == "fan"] == [
        "projection of the past, 80\u00a0% range 3.8 to 5.0 until 2026-11"
    ]


def test_limits_are_drawn_over_the_range_where_they_were_computed() -> None:
    found = drawn(limited(FAN, Period.month(2026, 3)))

    assert found.limits is not None
    actual = places(found.actual[0])
    assert (found.limits.left, found.limits.right) == (actual[2][0], actual[-1][0])
    assert list(found.limits.heights) == sorted(found.limits.heights)
    assert label(found, "limits").text == "ordinary range, 5.0 to 7.2"


def test_on_the_phone_limits_begin_at_its_left_end_and_are_named_in_the_legend() -> None:
    long = kpi_chart(points(Period.month(2024, 1), ["5", "6"] * 16 + ["5"]))
    found = drawn(limited(long, Period.month(2024, 1)), PHONE)

    assert found.limits is not None
    assert found.limits.left == places(found.actual[0])[0][0]
    assert [item.text for item in found.legend if item.kind == "limits"] == ["mean and ordinary range, 5.0 to 7.2"]


def test_limits_of_a_past_that_is_not_shown_are_not_drawn() -> None:
    long = kpi_chart(points(Period.month(2024, 1), ["5", "6"] * 16 + ["5"]))

    assert drawn(limited(long, Period.month(2024, 1), Period.month(2024, 9)), PHONE).limits is None


def test_a_projection_is_read_out_with_its_range() -> None:
    assert drawn(FAN).description.endswith("2026-12 no figure, plan 4.0 %, projection 3.6 % to 5.0 %")


FIGURE = st.none() | st.decimals(min_value=-(10**12), max_value=10**12, places=2).map(str)


@given(st.lists(st.tuples(FIGURE, FIGURE), min_size=1, max_size=40), st.sampled_from([WIDE, PHONE]), FIGURE)
def test_whatever_the_figures_all_lines_keep_to_the_plot_and_no_texts_overlap(
    figures: list[tuple[str | None, str | None]], layout: Layout, target: str | None
) -> None:
    chart_points = points(Period.month(2023, 1), [actual for actual, _ in figures], [plan for _, plan in figures])
    found = kpi_chart_geometry(kpi_chart(chart_points, by=DEC, target=target or ""), layout)
    if found is None:
        return

    lines = [*found.actual, *found.plan, *(band.area for band in found.bands)]
    for x, y in (tuple(map(float, place.split(","))) for line in lines for place in line.split()):
        assert found.plot.left <= x <= found.plot.right
        assert found.plot.top - 0.1 <= y <= found.plot.bottom + 0.1
    heights = [(label.x, label.y) for label in found.labels]
    assert len(heights) == len(set(heights))


@given(st.lists(st.integers(-(10**6), 10**6), min_size=3, max_size=3), st.sampled_from(LAYOUTS), st.integers(1, 3))
def test_whatever_is_projected_the_fan_keeps_to_the_plot(ends: list[int], layout: Layout, count: int) -> None:
    low, median, high = sorted(map(str, ends), key=int)
    found = drawn(projected(limited(CHURN, Period.month(2026, 1)), [(low, median, high)] * count), layout)

    assert found.fan is not None
    for x, y in places(found.fan.area) + places(found.fan.median):
        assert found.plot.left <= x <= found.plot.right
        assert found.plot.top - 0.1 <= y <= found.plot.bottom + 0.1
    heights = [(one.x, one.y) for one in found.labels]
    assert len(heights) == len(set(heights))


@given(st.lists(FIGURE, min_size=1, max_size=20))
def test_the_same_figures_give_the_same_drawing(figures: list[str | None]) -> None:
    chart = kpi_chart(points(Period.month(2025, 1), figures))

    assert kpi_chart_geometry(chart, WIDE) == kpi_chart_geometry(chart, WIDE)
