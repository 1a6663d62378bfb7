"""The lines of a KPI chart: actual, plan, amber band, and the numbered notes above them."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.render.charts.kpi_frame import Frame
from mkdocs_scorecards.render.charts.placement import Obstacle, obstacles_along
from mkdocs_scorecards.render.charts.points import ChartPoint, Place, stretches
from mkdocs_scorecards.render.charts.scale import points_text, px

NOTE_RADIUS = 9.0
"""Of the circle that carries a note's number, in pixels."""

_NOTE_ROW = 22.0
_HALF_DASH = 8.0
"""Half the width in which the plan of a lone period is drawn."""

_ACTUAL_WEIGHT, _PLAN_WEIGHT, _EDGE_WEIGHT, _NOTE_WEIGHT = 4.0, 2.0, 1.0, 1.0
_ROOM_FOR_DOTS = 8.0


@frozen
class Band:
    """A stretch of the amber band: its `area` between plan and limit as a polygon, its outer `edge` as a line."""

    area: str
    edge: str


@frozen
class NoteMark:
    """A numbered circle above the lines and the line down to its point, which ends at `line_end`."""

    number: int
    x: float
    y: float
    text_y: float
    line_start: float
    line_end: float


@frozen
class Spot:
    """A strip of the plot in which the pointer gets the figures of one period."""

    x: float
    width: float
    text: str


@frozen
class Traces:
    """The lines as places, from which markup, labels and obstacles are made.

    `limits` are the outer edges of the amber band, `inner` the plan along the same stretches.
    """

    actual: tuple[tuple[Place, ...], ...]
    plan: tuple[tuple[Place, ...], ...]
    limits: tuple[tuple[Place, ...], ...]
    inner: tuple[tuple[Place, ...], ...]
    bands: tuple[Band, ...]

    def obstacles(self) -> tuple[Obstacle, ...]:
        """What labels should not cover."""
        weighted = ((self.actual, _ACTUAL_WEIGHT), (self.plan, _PLAN_WEIGHT), (self.limits, _EDGE_WEIGHT))
        return tuple(
            obstacle for lines, weight in weighted for line in lines for obstacle in obstacles_along(line, weight)
        )

    def dots(self, frame: Frame) -> tuple[Place, ...]:
        """Every figure, or where periods stand too close for that, those that no line joins to another."""
        lines = self.actual if frame.step >= _ROOM_FOR_DOTS else [line for line in self.actual if len(line) == 1]
        return tuple((px(x), px(y)) for line in lines for x, y in line)


def traces(points: Sequence[ChartPoint], frame: Frame) -> Traces:
    """The lines through the figures, cut where a period has none."""
    limit_runs = stretches(points, lambda point: point.amber_limit if point.planned is not None else None)
    limits = tuple(_widened(_places(run.points, lambda point: point.amber_limit, frame)) for run in limit_runs)
    inner = tuple(_widened(_places(run.points, lambda point: point.planned, frame)) for run in limit_runs)
    return Traces(
        actual=_lines(points, lambda point: point.actual, frame),
        plan=tuple(_widened(line) for line in _lines(points, lambda point: point.planned, frame)),
        limits=limits,
        inner=inner,
        bands=tuple(
            Band(area=points_text((*plan, *reversed(limit))), edge=points_text(limit))
            for plan, limit in zip(inner, limits, strict=True)
        ),
    )


def _lines(
    points: Sequence[ChartPoint], figure: Callable[[ChartPoint], Decimal | None], frame: Frame
) -> tuple[tuple[Place, ...], ...]:
    return tuple(_places(run.points, figure, frame) for run in stretches(points, figure))


def _places(
    points: Iterable[ChartPoint], figure: Callable[[ChartPoint], Decimal | None], frame: Frame
) -> tuple[Place, ...]:
    return tuple((frame.x(point.period), frame.y(value)) for point in points if (value := figure(point)) is not None)


def _widened(line: tuple[Place, ...]) -> tuple[Place, ...]:
    """A lone place becomes a short dash, so that the plan of a single period can be seen."""
    if len(line) > 1:
        return line
    (x, y) = line[0]
    return ((x - _HALF_DASH, y), (x + _HALF_DASH, y))


def note_numbers(points: Iterable[ChartPoint]) -> dict[ChartPoint, int]:
    """Number the points that carry a note, from 1."""
    return {point: number for number, point in enumerate((point for point in points if point.note), start=1)}


def note_rows(places: Sequence[float]) -> tuple[int, ...]:
    """In which row above the plot each note stands: the lowest number where it touches no other."""
    ends: list[float] = []
    rows = []
    for x in places:
        row = next((index for index, end in enumerate(ends) if x - end >= _NOTE_ROW), len(ends))
        ends[row : row + 1] = [x]
        rows.append(row)
    return tuple(rows)


def head_room(rows: Sequence[int]) -> float:
    """Pixels that the notes take above the plot."""
    return (max(rows) + 1) * _NOTE_ROW if rows else 0.0


def note_marks(numbers: dict[ChartPoint, int], rows: Sequence[int], frame: Frame) -> tuple[NoteMark, ...]:
    """The circles, each with its line down to the actual, or to the axis where there is none."""
    marks = []
    for (point, number), row in zip(numbers.items(), rows, strict=True):
        middle = NOTE_RADIUS + 1 + row * _NOTE_ROW
        foot = frame.plot.bottom if point.actual is None else max(frame.y(point.actual) - 6, middle + NOTE_RADIUS)
        marks.append(
            NoteMark(
                number=number,
                x=px(frame.x(point.period)),
                y=px(middle),
                text_y=px(middle + 4.5),
                line_start=px(middle + NOTE_RADIUS),
                line_end=px(foot),
            )
        )
    return tuple(marks)


def note_obstacles(marks: Iterable[NoteMark]) -> tuple[Obstacle, ...]:
    """The lines of the notes, which labels should not cover."""
    return tuple(Obstacle((mark.x, mark.line_start), (mark.x, mark.line_end), _NOTE_WEIGHT) for mark in marks)


def spots(points: Sequence[ChartPoint], texts: Sequence[str], frame: Frame) -> tuple[Spot, ...]:
    """A strip with its text for each period, as wide as the step and not beyond the plot."""
    found = []
    half = frame.step / 2
    for point, text in zip(points, texts, strict=True):
        middle = frame.x(point.period)
        left, right = max(middle - half, frame.plot.left), min(middle + half, frame.plot.right)
        found.append(Spot(x=px(left), width=px(right - left), text=text))
    return tuple(found)
