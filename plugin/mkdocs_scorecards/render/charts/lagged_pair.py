"""Cause and effect above one another, the cause moved later by the delay that was found.

Two scales and no common axis: what can be compared is when the lines turn, not how high they are. Each line is named
at its start and carries its last figure at its end.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Period
from mkdocs_scorecards.render.charts.points import ChartPoint, Place, known, stretches
from mkdocs_scorecards.render.charts.scale import LinearScale, points_text, px
from mkdocs_scorecards.render.text_width import shortened, text_width

WIDTH, HEIGHT = 350, 150
TEXT = 12.0

_ROOM_FOR_VALUE = 62.0
_LINE_HEIGHT = 42.0
_NAMES = (12.0, 77.0)
_GRID_LINES = 4


@frozen
class PairedLine:
    """One of the two: its name, what is said after the name, and its figure at each period of the picture."""

    name: str
    aside: str
    figures: Sequence[Decimal | None]
    label: Callable[[Decimal], str]


@frozen
class LineGeometry:
    """Where one line is drawn, in pixels; `dots` are figures that stand alone."""

    name: str
    aside: str
    name_y: float
    lines: tuple[str, ...]
    dots: tuple[Place, ...]
    end: str
    end_x: float
    end_y: float


@frozen
class LaggedPairGeometry:
    """Where both are drawn."""

    width: int
    height: int
    title: str
    description: str
    grid: tuple[float, ...]
    right: float
    first: str
    last: str
    cause: LineGeometry
    effect: LineGeometry


def lagged(figures: Sequence[Decimal | None], lag: int) -> tuple[Decimal | None, ...]:
    """The figures moved later by `lag` periods; what leaves the row at its end is not shown."""
    return (None,) * min(lag, len(figures)) + tuple(figures[: max(len(figures) - lag, 0)])


def lagged_pair_geometry(
    title: str, periods: Sequence[Period], cause: PairedLine, effect: PairedLine
) -> LaggedPairGeometry | None:
    """Coordinates from the first period in which both have a figure; None where they never have."""
    both = [place for place, pair in enumerate(zip(cause.figures, effect.figures, strict=True)) if None not in pair]
    if len(both) < 2:  # noqa: PLR2004 - a line needs two ends
        return None
    window = slice(both[0], both[-1] + 1)
    shown = periods[window]
    across = LinearScale(low=Decimal(0), high=Decimal(len(shown) - 1), start=1, end=WIDTH - _ROOM_FOR_VALUE)
    return LaggedPairGeometry(
        width=WIDTH,
        height=HEIGHT,
        title=title,
        description="; ".join(_described(line, shown, line.figures[window]) for line in (cause, effect)),
        grid=tuple(px(1 + (WIDTH - _ROOM_FOR_VALUE - 1) * line / _GRID_LINES) for line in range(_GRID_LINES)),
        right=px(WIDTH - _ROOM_FOR_VALUE),
        first=str(shown[0]),
        last=str(shown[-1]),
        cause=_line(cause, shown, cause.figures[window], across, _NAMES[0]),
        effect=_line(effect, shown, effect.figures[window], across, _NAMES[1]),
    )


def _line(
    line: PairedLine, periods: Sequence[Period], figures: Sequence[Decimal | None], across: LinearScale, name_y: float
) -> LineGeometry:
    points = [ChartPoint(period=period, actual=figure) for period, figure in zip(periods, figures, strict=True)]
    there = known(figures)
    upward = LinearScale(low=min(there), high=max(there), start=name_y + 8 + _LINE_HEIGHT, end=name_y + 8)
    first = periods[0]

    def place(point: ChartPoint) -> Place:
        return across.place(Decimal(first.steps_to(point.period))), upward.place(point.actual or Decimal(0))

    runs = [[place(point) for point in run.points] for run in stretches(points, lambda point: point.actual)]
    end_x, end_y = runs[-1][-1]
    aside = f", {line.aside}" if line.aside else ""
    room = WIDTH - text_width(aside, TEXT)
    return LineGeometry(
        name=shortened(line.name, width=room, size=TEXT, bold=True),
        aside=aside,
        name_y=px(name_y),
        lines=tuple(points_text(run) for run in runs if len(run) > 1),
        dots=tuple((px(run[0][0]), px(run[0][1])) for run in runs if len(run) == 1),
        end=line.label(there[-1]),
        end_x=px(end_x + 6),
        end_y=px(end_y + 4),
    )


def _described(line: PairedLine, periods: Sequence[Period], figures: Sequence[Decimal | None]) -> str:
    """A line by its ends, since the KPI's own page holds every figure."""
    there = [(period, figure) for period, figure in zip(periods, figures, strict=True) if figure is not None]
    (start, first), (end, last) = there[0], there[-1]
    return f"{line.name} from {line.label(first)} in {start} to {line.label(last)} in {end}"
