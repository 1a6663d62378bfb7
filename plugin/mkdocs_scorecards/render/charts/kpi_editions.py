"""What earlier editions said otherwise, on the chart of a KPI: former figures, and where a series breaks."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.kpi_frame import Frame
from mkdocs_scorecards.render.charts.placement import Obstacle
from mkdocs_scorecards.render.charts.points import ChartPoint
from mkdocs_scorecards.render.charts.scale import px

FORMER_RADIUS = 3.6
"""Of the hollow dot of a former figure, in pixels."""

_WEIGHT = 1.0


@frozen
class RestatedFigure:
    """A former figure of a period: `label` for the drawing (`was 5.4`), `text` for those who do not see it.

    A period may have several; they share one text.
    """

    period: Period
    value: Decimal
    label: str
    text: str


@frozen
class SeriesBreak:
    """Where figures stop being comparable: before `period`. `label` says briefly why, `text` in a sentence."""

    period: Period
    label: str
    text: str


@frozen
class FormerDot:
    """A hollow dot at the former figure, joined to the present one, whose edge is at `line_end`, by a line.

    The line begins at `line_start`; both are None where the period has no figure now.
    """

    x: float
    y: float
    line_start: float | None
    line_end: float | None
    label: str


@frozen
class BreakLine:
    """A vertical line over the whole plot, half a period before the first figure of the new kind."""

    x: float
    top: float
    bottom: float
    label: str
    text: str


def former_dots(
    restated: Iterable[RestatedFigure], points: Sequence[ChartPoint], frame: Frame
) -> tuple[FormerDot, ...]:
    """The dots of the periods that are shown."""
    shown = {point.period: point for point in points}
    return tuple(_dot(found, shown[found.period], frame) for found in restated if found.period in shown)


def break_lines(breaks: Iterable[SeriesBreak], points: Sequence[ChartPoint], frame: Frame) -> tuple[BreakLine, ...]:
    """The lines of the periods that are shown."""
    shown = {point.period for point in points}
    plot = frame.plot
    return tuple(
        BreakLine(
            x=px(max(frame.x(found.period) - frame.step / 2, plot.left)),
            top=plot.top,
            bottom=plot.bottom,
            label=found.label,
            text=found.text,
        )
        for found in breaks
        if found.period in shown
    )


def remarks(restated: Iterable[RestatedFigure]) -> dict[Period, str]:
    """What is said of each period's former figures."""
    return {found.period: found.text for found in restated}


def former_obstacles(former: Iterable[FormerDot], breaks: Iterable[BreakLine]) -> tuple[Obstacle, ...]:
    """What labels should not cover."""
    dots = [Obstacle((dot.x - FORMER_RADIUS, dot.y), (dot.x + FORMER_RADIUS, dot.y), _WEIGHT) for dot in former]
    return (*dots, *(Obstacle((line.x, line.top), (line.x, line.bottom), _WEIGHT) for line in breaks))


def _dot(found: RestatedFigure, point: ChartPoint, frame: Frame) -> FormerDot:
    y = frame.y(found.value)
    start = end = None
    if point.actual is not None:
        end = frame.y(point.actual)
        start = y + FORMER_RADIUS if end > y else y - FORMER_RADIUS
    return FormerDot(
        x=px(frame.x(found.period)),
        y=px(y),
        line_start=px(start) if start is not None else None,
        line_end=px(end) if end is not None else None,
        label=found.label,
    )
