"""What a KPI chart is drawn from: plain figures and texts that are already printed as on the rest of the page."""

from collections.abc import Callable
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.kpi_editions import RestatedFigure, SeriesBreak
from mkdocs_scorecards.render.charts.kpi_frame import Layout, TickLabels, Window
from mkdocs_scorecards.render.charts.points import ChartPoint, ValueLabel, known

RangeLabel = Callable[[Decimal, Decimal], str]
"""Prints the ends of a range without their unit, unless it is a currency."""

_LEAST_AHEAD = 4
"""Periods that may be shown ahead of the last figure however short the past is."""

_FOOT_ROOM = Decimal("0.06")


@frozen
class ChartTarget:
    """The final target, its figure as printed, and the period by whose end it is to be reached, if any."""

    value: Decimal
    label: str
    by: Period | None


@frozen
class ChartZone:
    """The zone in which a range KPI is to stay, as printed, and the amber limits on both sides."""

    low: Decimal
    high: Decimal
    amber_low: Decimal
    amber_high: Decimal
    label: str


@frozen
class ChartLimits:
    """The mean of the figures from `first` to `last` and the limits of their ordinary variation, as printed."""

    first: Period
    last: Period
    low: Decimal
    mean: Decimal
    high: Decimal
    label: str


@frozen
class KpiChart:
    """What is drawn.

    `points` are in order and of one frequency; those after the last actual carry the plan and the projection that lie
    ahead. `title` names the drawing, `band_width` says in the legend how wide the amber band is (`0.5 points`),
    `range_label` prints the ends of a range (`3.6 to 5.0`). `restated` and `breaks` are what earlier editions said
    otherwise.
    """

    title: str
    points: tuple[ChartPoint, ...]
    value_label: ValueLabel
    tick_labels: TickLabels
    range_label: RangeLabel = lambda low, high: f"{low} to {high}"
    target: ChartTarget | None = None
    zone: ChartZone | None = None
    limits: ChartLimits | None = None
    band_width: str = ""
    restated: tuple[RestatedFigure, ...] = ()
    breaks: tuple[SeriesBreak, ...] = ()


def window(chart: KpiChart, layout: Layout) -> Window:
    """From which period to which the chart runs.

    As much past as the layout has room for, and ahead to the target's date; at most half as far ahead as back, or a
    target of the next decade would press all figures to the left.
    """
    with_actual = [point.period for point in chart.points if point.actual is not None]
    now = with_actual[-1] if with_actual else chart.points[-1].period
    first = chart.points[0].period
    if layout.periods is not None:
        first = max(first, now.shifted(1 - layout.periods))
    farthest = now.shifted(max(_LEAST_AHEAD, (first.steps_to(now) + 1) // 2))
    last = min(chart.points[-1].period, farthest)
    by = chart.target.by if chart.target is not None else None
    reaches_by = by is not None and last.last_day < by.last_day <= farthest.last_day
    return Window(first=first, last=by if by is not None and reaches_by else last)


def shown_points(chart: KpiChart, shown: Window) -> tuple[ChartPoint, ...]:
    """The points within the window."""
    first, last = shown.first.order, shown.last.order
    return tuple(point for point in chart.points if first <= point.period.order <= last)


def drawn_figures(chart: KpiChart, points: tuple[ChartPoint, ...]) -> tuple[Decimal, ...]:
    """Every figure that must fit the height, and a little room under all that carries a mark or a name.

    Without it a state mark would sit on the axis. Room alone does not take the scale below zero.
    """
    marked = [point.actual for point in points]
    if chart.target is not None:
        marked.append(chart.target.value)
    if chart.zone is not None:
        marked += [chart.zone.amber_low, chart.zone.amber_high]
    lines = [figure for point in points for figure in (point.planned, point.amber_limit)]
    ends = [end for point in points if point.projected for end in (point.projected.low, point.projected.high)]
    limits = [chart.limits.low, chart.limits.high] if chart.limits is not None else []
    figures = known((*marked, *lines, *ends, *limits))
    lowest = min(known(marked), default=min(figures))
    foot = lowest - (max(figures) - min(figures)) * _FOOT_ROOM
    shown = {point.period for point in points}
    before = [found.value for found in chart.restated if found.period in shown]
    return (*figures, *before, foot if lowest < 0 else max(foot, Decimal(0)))
