"""From a KPI's review to the figures that a drawing needs."""

from dataclasses import replace
from decimal import Decimal

from mkdocs_scorecards.analyse.review import KpiReview, Result
from mkdocs_scorecards.analyse.rollup import Level
from mkdocs_scorecards.analyse.status import band_width
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Direction, FixedTarget, RangeTarget
from mkdocs_scorecards.render.charts.bullet import (
    Bullet,
    BulletGeometry,
    RangeBullet,
    bullet_geometry,
    range_bullet_geometry,
)
from mkdocs_scorecards.render.charts.counts_bar import CountsBarGeometry, counts_bar_geometry
from mkdocs_scorecards.render.charts.kpi_chart import KpiChartGeometry, Note, chart_notes, kpi_chart_geometry
from mkdocs_scorecards.render.charts.kpi_editions import RestatedFigure, SeriesBreak
from mkdocs_scorecards.render.charts.kpi_frame import PHONE, WIDE
from mkdocs_scorecards.render.charts.kpi_values import ChartLimits, ChartTarget, ChartZone, KpiChart
from mkdocs_scorecards.render.charts.points import ChartPoint, Projected
from mkdocs_scorecards.render.charts.sparkline import ROW_SIZE, Size, Sparkline, SparklineGeometry, sparkline_geometry
from mkdocs_scorecards.render.format import format_of, tick_labels
from mkdocs_scorecards.render.pages.outlook_words import bare_range, ordinary_format
from mkdocs_scorecards.render.pages.parts import amber_words, counts_of, row_format, zone_in_words


@frozen
class KpiCharts:
    """A KPI's course, drawn for wide screens and for phones, with the notes that are numbered on both."""

    wide: KpiChartGeometry
    phone: KpiChartGeometry
    notes: tuple[Note, ...]


def chart_point(kpi: KpiReview, result: Result, note: str = "") -> ChartPoint:
    """One period of a KPI for a chart."""
    return ChartPoint(
        period=result.period,
        actual=result.actual,
        planned=result.plan.value,
        amber_limit=amber_limit(kpi, result.plan.value),
        status=result.status.value,
        note=note,
    )


def amber_limit(kpi: KpiReview, planned: Decimal | None) -> Decimal | None:
    """The figure up to which a plan may be missed and still be at risk."""
    if planned is None or kpi.kpi.direction in (Direction.RANGE, Direction.NONE):
        return None
    width = band_width(kpi.kpi.amber, planned)
    return planned - width if kpi.kpi.direction is Direction.HIGHER else planned + width


def sparkline_of(kpi: KpiReview, size: Size = ROW_SIZE) -> SparklineGeometry | None:
    """The last periods of the reviewed kind."""
    return sparkline_geometry(
        Sparkline(
            title=f"{kpi.kpi.title}, {kpi.history[0].period} to {kpi.history[-1].period}",
            points=tuple(chart_point(kpi, result) for result in kpi.history),
            status=kpi.status.value,
            value_label=row_format(kpi).short,
            size=size,
        )
    )


def bullet_of(kpi: KpiReview) -> BulletGeometry | None:
    """The way from baseline to target; none without a plan."""
    label = row_format(kpi).short
    result = kpi.result
    if isinstance(result.plan.zone, RangeTarget):
        zone = result.plan.zone
        return range_bullet_geometry(
            RangeBullet(
                low=zone.low,
                high=zone.high,
                amber_low=zone.low - band_width(kpi.kpi.amber, zone.low),
                amber_high=zone.high + band_width(kpi.kpi.amber, zone.high),
                value_label=label,
                actual=result.actual,
            )
        )
    if result.plan.value is None or kpi.kpi.direction is Direction.NONE:
        return None
    return bullet_geometry(
        Bullet(
            higher_is_better=kpi.kpi.direction is Direction.HIGHER,
            planned=result.plan.value,
            value_label=label,
            actual=result.actual,
            baseline=result.baseline,
            target=_target_ahead(kpi),
            amber_limit=amber_limit(kpi, result.plan.value),
            worst_seen=_worst_seen(kpi) if result.baseline is None else None,
        )
    )


def _target_ahead(kpi: KpiReview) -> Decimal | None:
    """The final target where the plan is still on its way to it."""
    target = kpi.final_target
    return target if isinstance(kpi.goal.target, FixedTarget) and target != kpi.result.plan.value else None


def _worst_seen(kpi: KpiReview) -> Decimal | None:
    seen = [result.actual for result in kpi.history if result.actual is not None]
    if not seen:
        return None
    return min(seen) if kpi.kpi.direction is Direction.HIGHER else max(seen)


def counts_bar_of(level: Level) -> CountsBarGeometry | None:
    """The counts of a level as a bar."""
    title = ", ".join(f"{found.count} {found.word}" for found in counts_of(level))
    return counts_bar_geometry(title, {status.value: count for status, count in level.counts.items()})


def kpi_charts(
    kpi: KpiReview, restated: tuple[RestatedFigure, ...] = (), breaks: tuple[SeriesBreak, ...] = ()
) -> KpiCharts | None:
    """Actual against plan over time, with what earlier editions said; `None` where there is nothing to draw."""
    chart = replace(_kpi_chart(kpi), restated=restated, breaks=breaks)
    if not any(point.actual is not None for point in chart.points):
        return None
    wide, phone = kpi_chart_geometry(chart, WIDE), kpi_chart_geometry(chart, PHONE)
    if wide is None or phone is None:
        return None
    return KpiCharts(wide=wide, phone=phone, notes=chart_notes(chart.points))


def _kpi_chart(kpi: KpiReview) -> KpiChart:
    print_as = format_of(kpi)
    past = tuple(
        chart_point(kpi, result, result.figure.observation.note if result.figure.observation is not None else "")
        for result in kpi.series
    )
    return KpiChart(
        title=f"{kpi.kpi.title}, actual and plan",
        points=_with_projections(kpi, past + _points_ahead(kpi)),
        value_label=print_as.short,
        tick_labels=lambda ticks: tick_labels(print_as, ticks),
        range_label=lambda low, high: bare_range(print_as, low, high),
        target=_chart_target(kpi),
        zone=_chart_zone(kpi),
        limits=_chart_limits(kpi),
        band_width=amber_words(kpi),
    )


def _points_ahead(kpi: KpiReview) -> tuple[ChartPoint, ...]:
    """The plan that lies ahead, as far as the target's date or the projection; the band leaves room for the fan."""
    course = kpi.outlook.course if kpi.outlook is not None else None
    plans = {plan.period: plan.value for plan in kpi.ahead}
    last = kpi.series[-1].period if kpi.series else None
    projected = [found.period for found in course.projections if last and found.period > last] if course else []
    return tuple(
        ChartPoint(
            period=period,
            actual=None,
            planned=plans.get(period),
            amber_limit=None if course is not None else amber_limit(kpi, plans.get(period)),
        )
        for period in sorted({*plans, *projected})
    )


def _with_projections(kpi: KpiReview, points: tuple[ChartPoint, ...]) -> tuple[ChartPoint, ...]:
    """The points, those after the last actual with what the past suggests for them."""
    course = kpi.outlook.course if kpi.outlook is not None else None
    if course is None:
        return points
    found = {one.period: Projected(low=one.low, median=one.median, high=one.high) for one in course.projections}
    return tuple(
        replace(point, projected=found.get(point.period)) if point.actual is None else point for point in points
    )


def _chart_limits(kpi: KpiReview) -> ChartLimits | None:
    """Limits that are the same for all figures; those that follow a trend are told in words."""
    variation = kpi.outlook.variation if kpi.outlook is not None else None
    if variation is None or variation.ordinary is None:
        return None
    found = variation.ordinary
    return ChartLimits(
        first=found.first,
        last=found.last,
        low=found.low,
        mean=found.mean,
        high=found.high,
        label=bare_range(ordinary_format(kpi), found.low, found.high),
    )


def _chart_target(kpi: KpiReview) -> ChartTarget | None:
    """The final target at its date, as it counts for one period of the chart."""
    target = kpi.goal.target
    if not isinstance(target, FixedTarget) or kpi.kpi.direction is Direction.NONE:
        return None
    plans = [*(result.plan.value for result in kpi.series), *(plan.value for plan in kpi.ahead)]
    value = next((plan for plan in reversed(plans) if plan is not None), target.value)
    return ChartTarget(value=value, label=format_of(kpi).short(value), by=target.by)


def _chart_zone(kpi: KpiReview) -> ChartZone | None:
    zone = kpi.goal.target
    if not isinstance(zone, RangeTarget):
        return None
    return ChartZone(
        low=zone.low,
        high=zone.high,
        amber_low=zone.low - band_width(kpi.kpi.amber, zone.low),
        amber_high=zone.high + band_width(kpi.kpi.amber, zone.high),
        label=zone_in_words(zone, format_of(kpi)),
    )
