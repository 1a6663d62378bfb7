"""What a KPI's own past says, as lines of its chart: the fan of the projection and the limits of ordinary variation."""

from collections.abc import Sequence

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.kpi_frame import Frame
from mkdocs_scorecards.render.charts.kpi_values import ChartLimits, KpiChart
from mkdocs_scorecards.render.charts.placement import Obstacle, obstacles_along
from mkdocs_scorecards.render.charts.points import ChartPoint, Place
from mkdocs_scorecards.render.charts.scale import points_text, px

_EDGE_WEIGHT, _MEDIAN_WEIGHT, _LIMIT_WEIGHT = 1.0, 1.0, 0.5


@frozen
class Fan:
    """The projection from the last actual on: the range as a polygon, its middle as a line.

    `upper`, `middle` and `lower` are the same as places, each beginning at the last actual.
    """

    area: str
    median: str
    upper: tuple[Place, ...]
    middle: tuple[Place, ...]
    lower: tuple[Place, ...]


@frozen
class Limits:
    """The mean and both limits as level lines from `left` to `right`; heights from top to bottom."""

    left: float
    right: float
    heights: tuple[float, float, float]


@frozen
class OutlookLines:
    """Fan and limits of one drawing; each may be absent."""

    fan: Fan | None
    limits: Limits | None

    def obstacles(self) -> tuple[Obstacle, ...]:
        """What labels should not cover."""
        found: list[Obstacle] = []
        if self.fan is not None:
            found += [*obstacles_along(self.fan.upper, _EDGE_WEIGHT), *obstacles_along(self.fan.lower, _EDGE_WEIGHT)]
            found += obstacles_along(self.fan.middle, _MEDIAN_WEIGHT)
        if self.limits is not None:
            left, right = self.limits.left, self.limits.right
            found += [Obstacle((left, y), (right, y), _LIMIT_WEIGHT) for y in self.limits.heights]
        return tuple(found)


def outlook_lines(chart: KpiChart, points: Sequence[ChartPoint], frame: Frame) -> OutlookLines:
    """The lines within the shown points."""
    return OutlookLines(fan=_fan(points, frame), limits=_limits(chart.limits, frame))


def _fan(points: Sequence[ChartPoint], frame: Frame) -> Fan | None:
    ahead = [(frame.x(point.period), point.projected) for point in points if point.projected is not None]
    if not ahead:
        return None
    actuals = [(frame.x(point.period), frame.y(point.actual)) for point in points if point.actual is not None]
    start = tuple(actuals[-1:])
    upper = (*start, *((x, frame.y(projected.high)) for x, projected in ahead))
    middle = (*start, *((x, frame.y(projected.median)) for x, projected in ahead))
    lower = (*start, *((x, frame.y(projected.low)) for x, projected in ahead))
    return Fan(
        area=points_text((*upper, *reversed(lower[len(start) :]))),
        median=points_text(middle),
        upper=upper,
        middle=middle,
        lower=lower,
    )


def _limits(limits: ChartLimits | None, frame: Frame) -> Limits | None:
    """None where all figures from which they were computed lie before the drawing."""
    if limits is None or limits.last < frame.first:
        return None
    top, middle, bottom = (px(frame.y(figure)) for figure in (limits.high, limits.mean, limits.low))
    return Limits(
        left=px(frame.x(max(limits.first, frame.first))), right=px(frame.x(limits.last)), heights=(top, middle, bottom)
    )
