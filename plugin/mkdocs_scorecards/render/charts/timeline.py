"""Initiatives over quarters: outline is duration, fill is progress, one line is the end of the reviewed period.

The page sets names beside the bars, so head and bars are separate drawings over one common scale. Places across are
percentages of the column, as for bullets.
"""

from datetime import date, timedelta
from decimal import Decimal

from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.period import CALENDAR, Frequency, Period
from mkdocs_scorecards.render.charts.scale import LinearScale, percent
from mkdocs_scorecards.render.text_width import text_width

_START, _END = 0.3, 99.7
"""Percent, so that an outline at the rim is not cut in half."""

_BEYOND = 5.0
"""How far, in percent, an open end is drawn past the rim, where it is cut off."""

_WIDE, _NARROW = 420.0, 350.0
"""Widths in pixels for which labels are thinned out: the column beside the names on paper, and on a phone."""

_WIDE_LABEL, _NARROW_LABEL = 50.0, 58.0
_TEXT, _BEFORE_LABEL = 12.0, 4.0
_LABEL_STEPS = (1, 2, 4, 8, 20, 40)
_QUARTERS_A_YEAR = 4
_QUARTERS_WITH_LINES = 24
_LEFT_RIM, _RIGHT_RIM = 15.0, 85.0


@frozen
class TimelineBar:
    """One initiative. An end that is not known is drawn open, and progress cannot be drawn then.

    `progress` is in percent. `title` is the bar in words: `60 % done, due 2026-09, overdue`.
    """

    title: str
    start: Period | None
    due: Period | None
    progress: Decimal | None
    overdue: bool = False
    stopped: bool = False


@frozen
class Timeline:
    """The bars of a page in their order, the reviewed period, and the fiscal year by which quarters are named."""

    bars: tuple[TimelineBar, ...]
    reviewed: Period
    fiscal_start: int = CALENDAR


@frozen
class QuarterLine:
    """Where a quarter begins, in percent. A label is empty where it would touch the one before it."""

    x: float
    wide_label: str
    narrow_label: str


@frozen
class TimelineBarGeometry:
    """Left end, width and width of the fill in percent; `tone` is `plain`, `overdue` or `stopped`."""

    title: str
    x: float
    width: float
    done: float
    tone: str


@frozen
class TimelineGeometry:
    """The common scale and the bars in the order given; a bar without any date is None.

    `now` is the end of the reviewed period, `now_anchor` the side to which its label is set.
    """

    quarters: tuple[QuarterLine, ...]
    now: float
    now_label: str
    now_anchor: str
    bars: tuple[TimelineBarGeometry | None, ...]


def timeline_geometry(timeline: Timeline) -> TimelineGeometry:
    """Places of quarters, bars and the end of the reviewed period, over all quarters that any of them touches."""
    quarters = _quarters(timeline)
    scale = LinearScale(low=_day(quarters[0].first_day), high=_day_after(quarters[-1]), start=_START, end=_END)
    now = percent(scale.place(_day_after(timeline.reviewed)))
    return TimelineGeometry(
        quarters=_quarter_lines(quarters, scale),
        now=now,
        now_label=f"end of {timeline.reviewed}",
        now_anchor="start" if now < _LEFT_RIM else "end" if now > _RIGHT_RIM else "middle",
        bars=tuple(_bar(bar, scale) for bar in timeline.bars),
    )


def _quarters(timeline: Timeline) -> tuple[Period, ...]:
    periods = [period for bar in timeline.bars for period in (bar.start, bar.due) if period is not None]
    periods.append(timeline.reviewed)
    first, last = min(period.first_day for period in periods), max(period.last_day for period in periods)
    quarter = Period.containing(first, Frequency.QUARTER, timeline.fiscal_start)
    found = [quarter]
    while found[-1].last_day < last:
        found.append(found[-1].next)
    return tuple(found)


def _day(day: date) -> Decimal:
    return Decimal(day.toordinal())


def _day_after(period: Period) -> Decimal:
    """The end of a period is where the next one begins."""
    return _day(period.last_day + timedelta(days=1))


def _quarter_lines(quarters: tuple[Period, ...], scale: LinearScale) -> tuple[QuarterLine, ...]:
    wide = _labels(quarters, _WIDE, _WIDE_LABEL)
    narrow = _labels(quarters, _NARROW, _NARROW_LABEL)
    has_all = len(quarters) <= _QUARTERS_WITH_LINES
    return tuple(
        QuarterLine(
            x=percent(x),
            wide_label=_that_fits(wide.get(quarter, ""), x, _WIDE),
            narrow_label=_that_fits(narrow.get(quarter, ""), x, _NARROW),
        )
        for quarter in quarters
        if has_all or quarter.number == 1
        for x in [scale.place(_day(quarter.first_day))]
    )


def _that_fits(label: str, x: float, width: float) -> str:
    """The label, or nothing where it would run over the right rim."""
    return label if x / 100 * width + _BEFORE_LABEL + text_width(label, _TEXT) <= width else ""


def _labels(quarters: tuple[Period, ...], width: float, label_width: float) -> dict[Period, str]:
    """Every quarter, every second, or only years, as the width allows; the year is named once."""
    room = width / len(quarters)
    step = next((step for step in _LABEL_STEPS if step * room >= label_width), _LABEL_STEPS[-1])
    labels: dict[Period, str] = {}
    for quarter in quarters:
        if (quarter.fiscal_year * _QUARTERS_A_YEAR + quarter.number - 1) % step == 0:
            labels[quarter] = _label(quarter, is_first=not labels, is_year=step >= _QUARTERS_A_YEAR)
    return labels


def _label(quarter: Period, *, is_first: bool, is_year: bool) -> str:
    if is_year:
        return str(quarter).partition("-")[0]
    return str(quarter) if is_first or quarter.number == 1 else f"Q{quarter.number}"


def _bar(bar: TimelineBar, scale: LinearScale) -> TimelineBarGeometry | None:
    if bar.start is None and bar.due is None:
        return None
    left = -_BEYOND if bar.start is None else scale.place(_day(bar.start.first_day))
    right = 100 + _BEYOND if bar.due is None else scale.place(_day_after(bar.due))
    is_open = bar.start is None or bar.due is None
    share = 0.0 if is_open or bar.progress is None else float(min(max(bar.progress, Decimal(0)), Decimal(100))) / 100
    return TimelineBarGeometry(
        title=bar.title,
        x=percent(left),
        width=percent(right - left),
        done=percent((right - left) * share),
        tone="overdue" if bar.overdue else "stopped" if bar.stopped else "plain",
    )
