"""The frame of a KPI chart: its size, margins, scales, grid and the names of the periods along its foot."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import Frequency, Period
from mkdocs_scorecards.render.charts.scale import LinearScale, px, round_ticks
from mkdocs_scorecards.render.text_width import text_width

TEXT = 12.0
"""Size of the plain text in a chart, in pixels; nothing is smaller."""

TickLabels = Callable[[tuple[Decimal, ...]], tuple[str, ...]]
"""Prints all ticks of an axis together, lowest first, so that they share scale and decimals and one names the unit."""

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STEPS = {
    Frequency.WEEK: (1, 2, 4, 13, 26, 52, 104, 260),
    Frequency.MONTH: (1, 3, 6, 12, 24, 60, 120, 240),
    Frequency.QUARTER: (1, 2, 4, 8, 20, 40, 80),
    Frequency.YEAR: (1, 2, 5, 10, 20, 50),
}
_BETWEEN_LABELS = 12.0
_LABEL_GAP, _TICK = 8.0, 5.0
_BEFORE_AXIS, _AFTER_AXIS, _ROOM_FOR_CLOTH = 10.0, 10.0, 14.0
_DAYS_A_WEEK = 7
_MONTHS_A_YEAR = 12


@frozen
class Layout:
    """One of the two forms in which each chart is drawn, so that its text has the same size on paper and phone.

    `periods` limits the past to the last few; `has_labels` says whether lines are named on the drawing or in a legend;
    `foot` is the room under the axis, `least_left` the least room left of it.
    """

    width: int
    height: int
    periods: int | None
    has_labels: bool
    foot: int
    least_left: float


WIDE = Layout(width=930, height=372, periods=None, has_labels=True, foot=30, least_left=38)
PHONE = Layout(width=358, height=300, periods=12, has_labels=False, foot=40, least_left=32)


@frozen
class Window:
    """The ends of the time axis; `last` may be of a coarser frequency."""

    first: Period
    last: Period


@frozen
class Plot:
    """The area of the lines, in pixels."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return px(self.right - self.left)

    @property
    def height(self) -> float:
        """From top to bottom."""
        return px(self.bottom - self.top)

    @property
    def label_x(self) -> float:
        """Where the figures beside the axis end."""
        return px(self.left - _LABEL_GAP)

    @property
    def tick_end(self) -> float:
        """Where the strokes under the axis end."""
        return px(self.bottom + _TICK)


@frozen
class GridLine:
    """A horizontal line at a round figure; the one at zero is drawn stronger."""

    y: float
    label: str
    label_y: float
    is_zero: bool


@frozen
class PeriodTick:
    """A period named under the axis, in one line or two."""

    x: float
    lines: tuple[str, ...]


@frozen
class Frame:
    """Both scales and what is drawn of them. `first` is the period at the left end."""

    plot: Plot
    grid: tuple[GridLine, ...]
    ticks: tuple[PeriodTick, ...]
    first: Period
    across: LinearScale
    upward: LinearScale

    def x(self, period: Period) -> float:
        """Where a period stands; one of a coarser frequency stands at its end."""
        return self.across.place(steps_between(self.first, period))

    def y(self, figure: Decimal) -> float:
        """Where a figure stands."""
        return self.upward.place(figure)

    @property
    def step(self) -> float:
        """Pixels from one period to the next; the whole width where there is but one."""
        if self.across.low == self.across.high:
            return self.plot.right - self.plot.left
        return self.across.place(Decimal(1)) - self.across.place(Decimal(0))


def steps_between(first: Period, period: Period) -> Decimal:
    """How many periods of the frequency of `first` lie between the ends of both; a fraction where grids differ."""
    if first.frequency is Frequency.WEEK:
        return Decimal((period.last_day - first.last_day).days) / _DAYS_A_WEEK
    months = period.months_since_year_0 - first.months_since_year_0
    return Decimal(months) / first.frequency.months


def frame(
    layout: Layout, shown: Window, figures: Sequence[Decimal], tick_labels: TickLabels, *, head: float, margin: float
) -> Frame:
    """Lay out scales, grid and period names.

    Args:
        layout: size and kind of the drawing.
        shown: the ends of the time axis.
        figures: all that must fit the height; at least one.
        tick_labels: prints the round figures.
        head: pixels kept free above the lines.
        margin: pixels kept free on the right for labels.
    """
    rounds = round_ticks(figures)
    labels = tick_labels(rounds)
    left = max(layout.least_left, *(text_width(label, TEXT) + _BEFORE_AXIS for label in labels))
    plot = Plot(left=px(left), right=px(layout.width - margin), top=px(head), bottom=px(layout.height - layout.foot))
    upward = LinearScale(low=rounds[0], high=rounds[-1], start=plot.bottom, end=plot.top)
    periods = steps_between(shown.first, shown.last)
    across = LinearScale(low=Decimal(0), high=periods, start=plot.left + _AFTER_AXIS, end=plot.right - _ROOM_FOR_CLOTH)
    bare = Frame(
        plot=plot, grid=_grid(rounds, labels, upward), ticks=(), first=shown.first, across=across, upward=upward
    )
    return replace(bare, ticks=_period_ticks(bare, shown.last, layout))


def _grid(rounds: tuple[Decimal, ...], labels: tuple[str, ...], upward: LinearScale) -> tuple[GridLine, ...]:
    has_zero = rounds[0] < 0 < rounds[-1]
    return tuple(
        GridLine(
            y=px(upward.place(figure)),
            label=label,
            label_y=px(upward.place(figure) + 4),
            is_zero=has_zero and figure == 0,
        )
        for figure, label in zip(rounds, labels, strict=True)
    )


def _period_ticks(frame: Frame, last: Period, layout: Layout) -> tuple[PeriodTick, ...]:
    """Name every period, or as few as touch nothing: quarters among months, years among quarters."""
    periods = [frame.first]
    while periods[-1].last_day < last.last_day:
        periods.append(periods[-1].next)
    for step in _STEPS[frame.first.frequency]:
        named = [period for period in periods if _ordinal(period) % step == 0] or periods[:1]
        ticks = pairwise(_named(named, frame, in_one_line=layout.has_labels))
        if all(_room_between(one, other) >= _BETWEEN_LABELS for one, other in ticks):
            break
    return tuple(_named(named, frame, in_one_line=layout.has_labels))


def _ordinal(period: Period) -> int:
    """Counts periods so that years begin at a multiple."""
    if period.frequency is Frequency.WEEK:
        return period.first_day.toordinal() // _DAYS_A_WEEK
    if period.frequency is Frequency.YEAR:
        return period.fiscal_year
    return period.fiscal_year * (_MONTHS_A_YEAR // period.frequency.months) + period.number - 1


def _named(periods: list[Period], frame: Frame, *, in_one_line: bool) -> Iterator[PeriodTick]:
    """One after the other, because two that touch are reason enough to name fewer periods."""
    year_before = ""
    for period in periods:
        year, short = _names(period)
        if year == year_before or not short:
            lines: tuple[str, ...] = (short or year,)
        elif in_one_line:
            lines = (f"{short} {year}",) if period.frequency is Frequency.MONTH else (str(period),)
        else:
            lines = (short, year)
        year_before = year
        yield PeriodTick(x=px(frame.x(period)), lines=lines)


def _names(period: Period) -> tuple[str, str]:
    """Year and short name: (`2026`, `Jan`), (`FY2026`, `Q3`), (`2026`, `W40`), (`2026`, nothing)."""
    if period.frequency is Frequency.MONTH:
        return str(period.first_day.year), _MONTHS[period.number - 1]
    year, _, short = str(period).partition("-")
    return year, short


def _room_between(one: PeriodTick, other: PeriodTick) -> float:
    half_widths = [max(text_width(line, TEXT) for line in tick.lines) / 2 for tick in (one, other)]
    return other.x - one.x - sum(half_widths)
