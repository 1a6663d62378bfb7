"""What a KPI's own past says of it: where it is heading, and whether its latest figures are more than ordinary.

A projection assumes that the future is made like the past; it is no promise and no plan. Nothing here needs numpy
until there are enough figures, so that whoever has none does not pay for it.
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import takewhile
from typing import TYPE_CHECKING

from mkdocs_scorecards.analyse.figures import Figure, Origin
from mkdocs_scorecards.analyse.plan import Goal, span_of
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.kpi import Aggregation, Direction, FixedTarget, Kpi, RangeTarget
from mkdocs_scorecards.model.period import Period

if TYPE_CHECKING:  # they need numpy
    from mkdocs_scorecards.analyse.statistics.forecast import Likelihood, Prediction
    from mkdocs_scorecards.analyse.statistics.signal import OrdinaryVariation

FEWEST_FIGURES = 6
"""Below this there is neither a projection nor a range."""

AHEAD = 6
"""Periods projected for a KPI whose target has no date, or whose date has passed."""

_MOST_AHEAD = 24
_DIGITS = 6


@frozen
class Projection:
    """The figure that the past suggests for a later period: its middle and the ends of the 80 % range, in its unit."""

    period: Period
    median: Decimal
    low: Decimal
    high: Decimal


@frozen
class OrdinaryRange:
    """The mean of the figures from `first` to `last` and the limits of what is ordinary around it."""

    first: Period
    last: Period
    mean: Decimal
    low: Decimal
    high: Decimal


@frozen
class Variation:
    """How the latest figures lie within the KPI's ordinary variation.

    `ordinary` is None where the KPI has a trend or a season: then each figure is compared with what the model of the
    KPI's past expected of it, and no fixed limits exist. `is_current` says whether the review has a figure to judge;
    one that is partial or carried forward is none. `above` and `below` are the periods of the review with a figure
    beyond a limit. `run` is the number of figures in a row, up to the latest one, on one side of the mean or
    expectation, and 0 where they are too few to be a signal; `run_since` is the first of them.
    """

    ordinary: OrdinaryRange | None
    is_current: bool
    above: tuple[Period, ...]
    below: tuple[Period, ...]
    run: int
    run_since: Period | None
    run_is_above: bool

    @property
    def is_signal(self) -> bool:
        """Whether the latest figures are more than ordinary variation."""
        return bool(self.above or self.below or self.run)


@frozen
class Course:
    """Where a KPI is heading.

    Attributes:
        projections: one for each period after the last reported one, nearest first; at least one.
        told: the one to tell of: at the target's date, else the farthest.
        chance: of meeting the target in the period of `told`; None where that cannot be said.
        season_used: whether the projections follow a season.
    """

    projections: tuple[Projection, ...]
    told: Projection
    chance: "Likelihood | None"
    season_used: bool


@frozen
class Outlook:
    """What the past of a KPI says: of the next periods, and of the latest figures. At least one of both is there.

    `course` is None where the past is too short; `variation` also where figures overlap, because each covers several
    periods: such figures move less from one to the next than they vary.
    """

    course: Course | None
    variation: Variation | None


def outlook_of(kpi: Kpi, goal: Goal, figures: Sequence[Figure], reviewed: Period) -> Outlook | None:
    """What the past of a KPI says of its next periods and of its latest figures.

    Args:
        kpi: whose unit, aggregation and direction count.
        goal: its final target.
        figures: one a period of the KPI's own frequency, without a hole, up to the end of the review.
        reviewed: the period for which the KPI is judged.

    Returns:
        None where there are too few figures, or they never changed.
    """
    past = _reported(figures)
    if sum(value is not None for value in past.values()) < FEWEST_FIGURES:
        return None
    course, variation = _course(kpi, goal, past), _variation(kpi, past, reviewed)
    if course is None and variation is None:
        return None
    return Outlook(course=course, variation=variation)


def _reported(figures: Sequence[Figure]) -> dict[Period, float | None]:
    """The figures up to the last one that is there; partial and carried ones say nothing of their period."""
    values = {
        figure.period: None
        if figure.value is None or figure.partial or figure.origin is Origin.CARRIED
        else float(figure.value)
        for figure in figures
    }
    missing = len(list(takewhile(lambda value: value is None, reversed(values.values()))))
    return dict(list(values.items())[: len(values) - missing])


def _course(kpi: Kpi, goal: Goal, past: dict[Period, float | None]) -> Course | None:
    # Here and not above: numpy takes longer to load than most scorecards take to check.
    from mkdocs_scorecards.analyse.statistics.forecast import UnitKind, forecast, likelihood_of  # noqa: PLC0415

    last, dated = next(reversed(past)), _target_period(kpi, goal)
    steps = last.steps_to(dated) if dated is not None else 0
    is_amount = kpi.unit.is_currency or kpi.aggregate is Aggregation.SUM
    found = forecast(
        list(past.values()),
        steps=min(steps, _MOST_AHEAD) if steps > 0 else AHEAD,
        season_length=kpi.frequency.season_length,
        unit=UnitKind.PERCENT if kpi.unit.is_percent else UnitKind.AMOUNT if is_amount else UnitKind.OTHER,
    )
    if found is None:
        return None
    told = next((one for one in found.predictions if last.shifted(one.ahead) == dated), found.predictions[-1])
    is_aimed_at = isinstance(goal.target, RangeTarget) or last.shifted(told.ahead) == dated
    chance = _chance(kpi, goal, told) if is_aimed_at else None
    return Course(
        projections=tuple(_projection(last, prediction) for prediction in found.predictions),
        told=_projection(last, told),
        chance=likelihood_of(chance) if chance is not None else None,
        season_used=found.season_used,
    )


def _projection(last: Period, prediction: "Prediction") -> Projection:
    return Projection(
        period=last.shifted(prediction.ahead),
        median=_figure(prediction.median),
        low=_figure(prediction.low),
        high=_figure(prediction.high),
    )


def _target_period(kpi: Kpi, goal: Goal) -> Period | None:
    """The period of the KPI's own frequency with which the time for the target ends."""
    by = goal.target.by if isinstance(goal.target, FixedTarget) else None
    if by is None:
        return None
    if not by.frequency.is_finer_than(kpi.frequency):
        return next(reversed(by.parts(kpi.frequency)), None)
    own = Period.containing(by.last_day, kpi.frequency, by.fiscal_start)
    return own if own.last_day == by.last_day else None


def _chance(kpi: Kpi, goal: Goal, prediction: "Prediction") -> float | None:
    """The chance that a projected figure meets the target; None where the two cannot be compared.

    A zone is to be kept in every period and has no date: it is asked of the farthest projection.
    """
    target = goal.target
    if isinstance(target, RangeTarget):
        low, high = (prediction.chance_of_at_least(float(end)) for end in (target.low, target.high))
        return max(low - high, 0.0)
    if target is None or kpi.direction not in (Direction.HIGHER, Direction.LOWER):
        return None
    if kpi.aggregate is Aggregation.SUM and span_of(kpi, target.by) is not kpi.frequency:
        return None  # the target of a year is no figure for its last month
    chance = prediction.chance_of_at_least(float(target.value))
    return chance if kpi.direction is Direction.HIGHER else 1 - chance


def _variation(kpi: Kpi, past: dict[Period, float | None], reviewed: Period) -> Variation | None:
    if _overlaps(kpi):
        return None
    from mkdocs_scorecards.analyse.statistics.signal import ordinary_variation  # noqa: PLC0415 - as above

    found = ordinary_variation(list(past.values()), season_length=kpi.frequency.season_length)
    if found is None:
        return None
    periods = list(past)
    is_above = _sides(list(past.values()), found)
    latest = [place for place in is_above if reviewed.holds(periods[place])]
    outside = [place for place in latest if place in found.outside]
    run = _latest_run(is_above, found) if latest else []
    return Variation(
        ordinary=_ordinary(periods, found),
        is_current=bool(latest),
        above=tuple(periods[place] for place in outside if is_above[place]),
        below=tuple(periods[place] for place in outside if not is_above[place]),
        run=len(run),
        run_since=periods[run[0]] if run else None,
        run_is_above=bool(run) and is_above[run[-1]],
    )


def _overlaps(kpi: Kpi) -> bool:
    """Whether each figure covers more than the period it counts for."""
    if kpi.window is None:
        return False
    if kpi.window.frequency is kpi.frequency:
        return kpi.window.length > 1
    return kpi.window.length * kpi.window.frequency.months > kpi.frequency.months


def _sides(values: list[float | None], found: "OrdinaryVariation") -> dict[int, bool]:
    """For every figure that was judged, by its position: whether it lies above the centre."""
    return {
        place: value > centre
        for place, (value, centre) in enumerate(zip(values, found.centre, strict=True))
        if value is not None and centre is not None
    }


def _latest_run(is_above: dict[int, bool], found: "OrdinaryVariation") -> list[int]:
    """The positions of the run to which the latest figure belongs, in order; empty where it belongs to none."""
    places = list(reversed(is_above))
    run = takewhile(lambda place: place in found.runs and is_above[place] is is_above[places[0]], places)
    return sorted(run)


def _ordinary(periods: list[Period], found: "OrdinaryVariation") -> OrdinaryRange | None:
    """The limits, which are the same for every figure unless they follow the model."""
    judged = [place for place, centre in enumerate(found.centre) if centre is not None]
    if found.by_model or not judged:
        return None
    mean, low, high = found.centre[judged[0]], found.lower[judged[0]], found.upper[judged[0]]
    if mean is None or low is None or high is None:
        return None
    return OrdinaryRange(
        first=periods[judged[0]],
        last=periods[judged[-1]],
        mean=_figure(mean),
        low=_figure(low),
        high=_figure(high),
    )


def _figure(value: float) -> Decimal:
    """An estimate with the digits that count; the others differ from one processor to the next."""
    return Decimal(f"{value:.{_DIGITS}g}")
