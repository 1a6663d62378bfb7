"""Where a KPI is heading: a projection of its own past, with the room that such projections need.

The published interval is the computed one with half-widths times 1.2. Every model here assumes that the future is
made like the past; over a public collection the computed 80 % intervals held too few of the figures that came, the
widened ones hold about 80 in 100.
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import (
    LONGEST_HISTORY,
    Figures,
    Floats,
    array_of,
    observed,
    there_in,
    varies,
)
from mkdocs_scorecards.analyse.statistics.autocovariance import NO_SEASON
from mkdocs_scorecards.analyse.statistics.distributions import TMixture, quantiles
from mkdocs_scorecards.analyse.statistics.level_model import level_model
from mkdocs_scorecards.analyse.statistics.season import own_season
from mkdocs_scorecards.model.frozen import frozen

FEWEST_VALUES = 8
WIDENING = 1.2
_PUBLISHED = (0.1, 0.5, 0.9)
_TRENDING = 0.5
_WHOLE = 100.0


class UnitKind(Enum):
    """What kind of number a KPI is, which decides the scale on which it is projected."""

    PERCENT = "percent"
    AMOUNT = "amount"
    OTHER = "other"


class ProjectionScale(Enum):
    """The scale on which a KPI was projected."""

    PLAIN = "plain"
    LOG = "log"
    LOGIT = "logit"

    def forth(self, values: Floats) -> Floats:
        """Figures on this scale; NaN where the scale does not reach."""
        with np.errstate(divide="ignore", invalid="ignore"):
            if self is ProjectionScale.LOG:
                return np.asarray(np.log(values))
            if self is ProjectionScale.LOGIT:
                return np.asarray(np.log(values / (_WHOLE - values)))
        return values

    def back(self, value: float) -> float:
        """A figure from this scale."""
        if self is ProjectionScale.LOG:
            return float(np.exp(value))
        if self is ProjectionScale.LOGIT:
            return float(_WHOLE / (1 + np.exp(-value)))
        return value


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prediction:
    """The projected figure of one later period.

    Attributes:
        ahead: periods after the last reported figure.
        median, low, high: the middle and the ends of the published 80 % interval, in the KPI's unit.
    """

    ahead: int
    median: float
    low: float
    high: float
    scale: ProjectionScale
    distribution: TMixture
    """On `scale`, standardised by `centre` and `spread`, as computed: not yet widened."""
    middle: float
    """The median of `distribution`."""
    centre: float
    spread: float

    def chance_of_at_least(self, figure: float) -> float:
        """The chance that the figure will be this or more, by the widened distribution."""
        with np.errstate(over="ignore"):
            there = float(self.scale.forth(np.array([figure]))[0])
        if np.isnan(there):  # beyond the scale: below 0, or above 100 per cent
            return 1.0 if figure <= 0 else 0.0
        distance = (there - self.centre) / self.spread - self.middle
        return self.distribution.upper_tail(self.middle + distance / WIDENING)


@frozen
class Forecast:
    """The projections of the next periods, nearest first; fewer than asked where the history is short."""

    predictions: tuple[Prediction, ...]
    season_used: bool
    scale: ProjectionScale


class Likelihood(Enum):
    """A chance in words."""

    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    OPEN = "open"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"


def likelihood_of(chance: float) -> Likelihood:
    """The word for a chance: below .1, below .3, .3 to .7, above .7, above .9."""
    bounds = ((0.9, Likelihood.VERY_LIKELY), (0.7, Likelihood.LIKELY))
    for bound, word in bounds:
        if chance > bound:
            return word
    for bound, word in ((0.1, Likelihood.VERY_UNLIKELY), (0.3, Likelihood.UNLIKELY)):
        if chance < bound:
            return word
    return Likelihood.OPEN


def forecast(figures: Figures, *, steps: int, season_length: int = NO_SEASON, unit: UnitKind) -> Forecast | None:
    """Project a KPI at most `steps` periods, and never further ahead than half its history.

    Args:
        figures: one a period, oldest first; periods after the last reported figure count as ahead.
        steps: periods after the last reported figure.
        season_length: periods a year; a season is looked for at 4 and 12.
        unit: what kind of number the KPI is.

    Returns:
        `None` below 8 figures, or where they never changed: there is nothing to project from.
    """
    values = array_of(figures)[-LONGEST_HISTORY:]
    there = observed(values)
    if there.size < FEWEST_VALUES or not varies(values):
        return None
    scale = _scale_of(values, unit)
    reported = there_in(values)
    past = scale.forth(values)[reported[0] : reported[-1] + 1]
    season = own_season(past, season_length)
    centre, spread = float(np.nanmean(past)), float(np.nanstd(past))
    reach = min(steps, there.size // 2)
    model = level_model((past - centre) / spread, reach, season)
    predictions = []
    distributions = [model.prediction(ahead) for ahead in range(1, reach + 1)]
    found = quantiles(distributions, *_PUBLISHED)
    for ahead, (distribution, points) in enumerate(zip(distributions, found, strict=True), start=1):
        middle = points[1]
        low, median, high = (scale.back(centre + spread * (middle + (point - middle) * WIDENING)) for point in points)
        predictions.append(
            Prediction(
                ahead=ahead,
                median=median,
                low=low,
                high=high,
                scale=scale,
                distribution=distribution,
                middle=middle,
                centre=centre,
                spread=spread,
            )
        )
    return Forecast(predictions=tuple(predictions), season_used=season != NO_SEASON, scale=scale)


def _scale_of(values: Floats, unit: UnitKind) -> ProjectionScale:
    """The logit for shares strictly inside 0 and 100, the log for positive amounts with a trend, else as they are."""
    there = observed(values)
    if unit is UnitKind.PERCENT and there.min() > 0 and there.max() < _WHOLE:
        return ProjectionScale.LOGIT
    if unit is UnitKind.AMOUNT and there.min() > 0 and _trend_correlation(values) > _TRENDING:
        return ProjectionScale.LOG
    return ProjectionScale.PLAIN


def _trend_correlation(values: Floats) -> float:
    rows = there_in(values)
    return abs(float(np.corrcoef(rows, values[rows])[0, 1]))
