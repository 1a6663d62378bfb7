"""The chart of a KPI page: actual against plan over time, the amber band, the target on its date, numbered notes.

It is drawn twice from the same figures, wide and for the phone, so that its text is readable in both.
"""

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.kpi_editions import BreakLine, FormerDot, break_lines, former_dots, remarks
from mkdocs_scorecards.render.charts.kpi_frame import Frame, GridLine, Layout, PeriodTick, Plot, Window, frame
from mkdocs_scorecards.render.charts.kpi_labels import Label, labels
from mkdocs_scorecards.render.charts.kpi_lines import (
    Band,
    NoteMark,
    Spot,
    Traces,
    head_room,
    note_marks,
    note_numbers,
    note_rows,
    spots,
    traces,
)
from mkdocs_scorecards.render.charts.kpi_margin import margin_labels, margin_width
from mkdocs_scorecards.render.charts.kpi_outlook import Fan, Limits, outlook_lines
from mkdocs_scorecards.render.charts.kpi_signs import Flag, LastFigure, Zone, flag, last_figure, zone
from mkdocs_scorecards.render.charts.kpi_values import KpiChart, drawn_figures, shown_points, window
from mkdocs_scorecards.render.charts.points import ChartPoint, Place, point_text
from mkdocs_scorecards.render.charts.scale import points_text, px

_HEAD = 28.0
"""Room above the highest line for a flag that stands on it, in pixels."""

_FIRST_LINE, _SECOND_LINE = 18.0, 33.0
"""Baselines of the period names under the axis."""


@frozen
class LegendItem:
    """A sample and its words; `kind` is actual, plan, band, zone, target, fan, limits, was or break."""

    kind: str
    text: str


@frozen
class Note:
    """The text that belongs to a number above the lines."""

    number: int
    period: str
    text: str


@frozen
class KpiChartGeometry:
    """All coordinates in pixels; lines are `points` attributes. `tick_y` are the heights of the period names' lines."""

    width: int
    height: int
    title: str
    description: str
    plot: Plot
    grid: tuple[GridLine, ...]
    ticks: tuple[PeriodTick, ...]
    tick_y: tuple[float, float]
    bands: tuple[Band, ...]
    zone: Zone | None
    fan: Fan | None
    limits: Limits | None
    plan: tuple[str, ...]
    actual: tuple[str, ...]
    dots: tuple[Place, ...]
    former: tuple[FormerDot, ...]
    breaks: tuple[BreakLine, ...]
    spots: tuple[Spot, ...]
    notes: tuple[NoteMark, ...]
    flag: Flag | None
    last: LastFigure | None
    labels: tuple[Label, ...]
    legend: tuple[LegendItem, ...]


def chart_notes(points: tuple[ChartPoint, ...]) -> tuple[Note, ...]:
    """The notes under the chart, numbered as on both drawings."""
    return tuple(
        Note(number=number, period=str(point.period), text=point.note) for point, number in note_numbers(points).items()
    )


def kpi_chart_geometry(chart: KpiChart, layout: Layout) -> KpiChartGeometry | None:
    """Coordinates of one form of the chart; None where no period has an actual or a plan."""
    if all(point.actual is None and point.planned is None for point in chart.points):
        return None
    shown = window(chart, layout)
    points = shown_points(chart, shown)
    numbers = {point: number for point, number in note_numbers(chart.points).items() if point in points}
    laid_out = _frame(chart, points, layout, shown)
    rows = note_rows([laid_out.x(point.period) for point in numbers])
    if rows:
        laid_out = _frame(chart, points, layout, shown, head_room(rows))
    lines, outlook = traces(points, laid_out), outlook_lines(chart, points, laid_out)
    notes = note_marks(numbers, rows, laid_out)
    former, breaks = former_dots(chart.restated, points, laid_out), break_lines(chart.breaks, points, laid_out)
    said = remarks(chart.restated)
    figures = tuple(point_text(point, chart.value_label, said) for point in points)
    target_flag, last = flag(chart.target, laid_out), last_figure(points, laid_out)
    texts = (
        *margin_labels(chart, points, layout, laid_out),
        *labels(
            chart,
            layout,
            laid_out,
            lines=lines,
            notes=notes,
            flag=target_flag,
            last=last,
            outlook=outlook,
            former=former,
            breaks=breaks,
        ),
    )
    return KpiChartGeometry(
        width=layout.width,
        height=layout.height,
        title=chart.title,
        description="; ".join([*figures, *(line.text for line in breaks)]),
        plot=laid_out.plot,
        grid=laid_out.grid,
        ticks=laid_out.ticks,
        tick_y=(px(laid_out.plot.bottom + _FIRST_LINE), px(laid_out.plot.bottom + _SECOND_LINE)),
        bands=lines.bands,
        zone=zone(chart.zone, laid_out),
        fan=outlook.fan,
        limits=outlook.limits,
        plan=tuple(map(points_text, lines.plan)),
        actual=tuple(points_text(line) for line in lines.actual if len(line) > 1),
        dots=lines.dots(laid_out),
        former=former,
        breaks=breaks,
        spots=spots(points, figures, laid_out),
        notes=notes,
        flag=target_flag,
        last=last if last is not None and last.is_judged else None,
        labels=texts,
        legend=(
            *_legend(chart, layout, lines, texts),
            *_outlook_legend(chart, points, texts),
            *_editions_legend(former, breaks, texts),
        ),
    )


def _frame(chart: KpiChart, points: tuple[ChartPoint, ...], layout: Layout, shown: Window, head: float = 0) -> Frame:
    figures, margin = drawn_figures(chart, points), margin_width(chart, points, layout)
    return frame(layout, shown, figures, chart.tick_labels, head=_HEAD + head, margin=margin)


def _legend(chart: KpiChart, layout: Layout, lines: Traces, texts: tuple[Label, ...]) -> tuple[LegendItem, ...]:
    """What the drawing itself does not name, and how wide the amber band is."""
    named = {label.role for label in texts}
    items = []
    if lines.actual and not layout.has_labels:
        items.append(LegendItem(kind="actual", text="actual"))
    if lines.plan and "plan" not in named:
        items.append(LegendItem(kind="plan", text="plan"))
    has_band = bool(lines.bands) or chart.zone is not None
    if has_band and (chart.band_width or "risk" not in named):
        items.append(LegendItem(kind="band", text=f"at risk, {chart.band_width}" if chart.band_width else "at risk"))
    if chart.zone is not None and "target" not in named:
        items.append(LegendItem(kind="zone", text=f"target {chart.zone.label}"))
    if chart.target is not None and "target" not in named:
        by = "" if chart.target.by is None else f" by {chart.target.by}"
        items.append(LegendItem(kind="target", text=f"target {chart.target.label}{by}"))
    return tuple(items)


def _outlook_legend(
    chart: KpiChart, points: tuple[ChartPoint, ...], texts: tuple[Label, ...]
) -> tuple[LegendItem, ...]:
    """What fan and dotted lines mean, with the figures that the drawing does not name."""
    named = {label.text for label in texts}
    items = []
    projected = [(point.period, point.projected) for point in points if point.projected is not None]
    for period, end in projected[-1:]:
        ends = chart.range_label(end.low, end.high)
        until = "" if points[-1].period == period else f" until {period}"
        figures = "" if ends in named else f" {ends}{until}"
        items.append(LegendItem(kind="fan", text=f"projection of the past, 80\u00a0% range{figures}"))
    if chart.limits is not None:
        figures = "" if f"ordinary range, {chart.limits.label}" in named else f", {chart.limits.label}"
        items.append(LegendItem(kind="limits", text=f"mean and ordinary range{figures}"))
    return tuple(items)


def _editions_legend(
    former: tuple[FormerDot, ...], breaks: tuple[BreakLine, ...], texts: tuple[Label, ...]
) -> tuple[LegendItem, ...]:
    """What a hollow dot is, and why lines break where the drawing had no room to say so."""
    named = {label.text for label in texts}
    items = [LegendItem(kind="was", text="figure before restatement")] if former else []
    items += [LegendItem(kind="break", text=line.text) for line in breaks if line.label not in named]
    return tuple(items)
