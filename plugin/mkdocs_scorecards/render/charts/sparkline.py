"""The line of the last eight periods beside a figure: its own scale, no axis, the state at its end."""

from collections.abc import Callable
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen, frozen_positional
from mkdocs_scorecards.render.charts.points import ChartPoint, Place, ValueLabel, figures_text, known, stretches
from mkdocs_scorecards.render.charts.scale import LinearScale, points_text, px

PERIODS = 8
MARK = 8
"""Side of the state mark, in pixels."""

MARK_GRID = 16
"""Side of the square on which marks are drawn, in pixels."""

_LEFT, _RIGHT, _EDGE = 2.0, 5.0, 4.5
"""Room for the round end of the line on the left, and for half a mark on the other sides."""


@frozen_positional
class Size:
    """Width and height of a drawing in pixels."""

    width: int
    height: int


ATTENTION_SIZE = Size(96, 26)
ROW_SIZE = Size(88, 28)
MAP_SIZE = Size(52, 20)


@frozen
class Sparkline:
    """What is drawn: the points up to the reviewed period, in order and of one frequency.

    `status` is that of the KPI in the reviewed period, `title` says what is shown.
    """

    title: str
    points: tuple[ChartPoint, ...]
    status: str
    value_label: ValueLabel
    size: Size = ROW_SIZE


@frozen
class Mark:
    """The state at the end: upper left corner, scale and status."""

    x: float
    y: float
    scale: float
    status: str


@frozen
class SparklineGeometry:
    """Where it is drawn, in pixels.

    `lines` and `plan_lines` are `points` attributes; `dots` are figures that stand alone, and the last one where the
    KPI is not scored and has no mark.
    """

    width: int
    height: int
    title: str
    description: str
    lines: tuple[str, ...]
    plan_lines: tuple[str, ...]
    dots: tuple[Place, ...]
    mark: Mark | None


def sparkline_geometry(sparkline: Sparkline) -> SparklineGeometry | None:
    """Coordinates of the last eight periods; None where none of them has a figure, which is better said in words.

    The mark stands on the last figure. Where the last period has none, it stands at the right end, as high as the
    last figure that is known.
    """
    window = _window(sparkline.points)
    actuals = [point for point in window if point.actual is not None]
    if not actuals:
        return None
    place = _placement(window, sparkline.size)
    lines, dots = _drawn(window, place, lambda point: point.actual)
    plan_lines, _ = _drawn(window, place, lambda point: point.planned)
    end = (place(window[-1], Decimal(0))[0], place(actuals[-1], actuals[-1].actual or Decimal(0))[1])
    is_judged = sparkline.status != "unscored"
    return SparklineGeometry(
        width=sparkline.size.width,
        height=sparkline.size.height,
        title=sparkline.title,
        description=figures_text(window, sparkline.value_label),
        lines=lines,
        plan_lines=plan_lines,
        dots=dots if is_judged else (*dots, (px(end[0]), px(end[1]))),
        mark=_mark(end, sparkline.status) if is_judged else None,
    )


def _mark(middle: Place, status: str) -> Mark:
    x, y = middle
    return Mark(x=px(x - MARK / 2), y=px(y - MARK / 2), scale=MARK / MARK_GRID, status=status)


def _window(points: tuple[ChartPoint, ...]) -> tuple[ChartPoint, ...]:
    return tuple(point for point in points if point.period.steps_to(points[-1].period) < PERIODS)


def _placement(window: tuple[ChartPoint, ...], size: Size) -> Callable[[ChartPoint, Decimal], Place]:
    """Time runs from left to right, with the last of eight periods at the right end however many have figures."""
    figures = known(figure for point in window for figure in (point.actual, point.planned))
    across = LinearScale(low=Decimal(1 - PERIODS), high=Decimal(0), start=_LEFT, end=size.width - _RIGHT)
    upward = LinearScale(low=min(figures), high=max(figures), start=size.height - _EDGE, end=_EDGE)
    last = window[-1].period

    def place(point: ChartPoint, figure: Decimal) -> Place:
        return across.place(Decimal(-point.period.steps_to(last))), upward.place(figure)

    return place


def _drawn(
    window: tuple[ChartPoint, ...],
    place: Callable[[ChartPoint, Decimal], Place],
    figure: Callable[[ChartPoint], Decimal | None],
) -> tuple[tuple[str, ...], tuple[Place, ...]]:
    """Lines through figures of consecutive periods, and the places of figures that stand alone."""
    runs = [
        [place(point, value) for point in stretch.points if (value := figure(point)) is not None]
        for stretch in stretches(window, figure)
    ]
    lines = tuple(points_text(run) for run in runs if len(run) > 1)
    return lines, tuple((px(run[0][0]), px(run[0][1])) for run in runs if len(run) == 1)
