"""What is set on the lines of a KPI chart: the target's flag, the zone of a range, the state of the last figure."""

from collections.abc import Sequence

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.kpi_frame import Frame
from mkdocs_scorecards.render.charts.kpi_values import ChartTarget, ChartZone
from mkdocs_scorecards.render.charts.placement import Box
from mkdocs_scorecards.render.charts.points import ChartPoint
from mkdocs_scorecards.render.charts.scale import points_text, px

_MARK = 14.0
_MARK_GRID = 16.0
_POLE = 24.0
_CLOTH_ACROSS, _CLOTH_DOWN = 12.0, 5.0


@frozen
class Strip:
    """A horizontal strip over the whole plot, in pixels."""

    y: float
    height: float


@frozen
class Zone:
    """The zone of a range KPI, the strips at risk beside it, and the heights of its limits and of the outer edges."""

    strip: Strip
    risks: tuple[Strip, Strip]
    limits: tuple[float, float]
    edges: tuple[float, float]


@frozen
class Flag:
    """The target on its date: a dot at its figure, a pole of 24 px and the cloth as a polygon."""

    x: float
    y: float
    top: float
    cloth: str

    @property
    def box(self) -> Box:
        """The room it takes."""
        return Box(x=self.x - 4, y=self.top - 2, width=_CLOTH_ACROSS + 6, height=_POLE + 6)


@frozen
class LastFigure:
    """Upper left corner and scale of the state mark on the last actual, and its status."""

    x: float
    y: float
    scale: float
    status: str
    point: ChartPoint

    @property
    def is_judged(self) -> bool:
        """Whether there is a state to be marked; a figure without one is a dot like the others."""
        return self.status != "unscored"

    @property
    def box(self) -> Box:
        """The room it takes."""
        return Box(x=self.x, y=self.y, width=_MARK, height=_MARK)


def flag(target: ChartTarget | None, frame: Frame) -> Flag | None:
    """The flag; None where the target has no date or its date is not on the drawing."""
    if target is None or target.by is None:
        return None
    x, y = frame.x(target.by), frame.y(target.value)
    if not frame.plot.left <= x <= frame.plot.right:
        return None
    top = y - _POLE
    cloth = ((x, top), (x + _CLOTH_ACROSS, top + _CLOTH_DOWN), (x, top + 2 * _CLOTH_DOWN))
    return Flag(x=px(x), y=px(y), top=px(top), cloth=points_text(cloth))


def last_figure(points: Sequence[ChartPoint], frame: Frame) -> LastFigure | None:
    """The last actual that is shown, with the status of its period."""
    for point in reversed(points):
        if point.actual is not None:
            x, y = frame.x(point.period) - _MARK / 2, frame.y(point.actual) - _MARK / 2
            return LastFigure(x=px(x), y=px(y), scale=_MARK / _MARK_GRID, status=point.status, point=point)
    return None


def zone(chart_zone: ChartZone | None, frame: Frame) -> Zone | None:
    """The strips of a range KPI, from top to bottom: at risk, on target, at risk."""
    if chart_zone is None:
        return None
    levels = (chart_zone.amber_high, chart_zone.high, chart_zone.low, chart_zone.amber_low)
    top, high, low, bottom = (px(frame.y(figure)) for figure in levels)
    return Zone(
        strip=_strip(high, low),
        risks=(_strip(top, high), _strip(low, bottom)),
        limits=(high, low),
        edges=(top, bottom),
    )


def _strip(top: float, bottom: float) -> Strip:
    return Strip(y=top, height=px(bottom - top))
