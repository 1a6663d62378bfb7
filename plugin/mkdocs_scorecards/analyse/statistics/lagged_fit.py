"""The effect regressed on one lagged cause, by generalised least squares under every error model of the grid.

The models are not chosen between but averaged, by their integrated likelihood: how long a business series remembers
cannot be told from twenty figures, and choosing one model as if it could is what makes false links look certain.

Source:
    Generalised least squares: Aitken (1935). Weights by the integrated (restricted) likelihood: Harville (1974).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import (
    LEAST_RESIDUAL,
    Flags,
    Floats,
    Positions,
    determine_one,
    independent_columns,
    softmax,
    standardised,
    triangle_of,
    varies,
)
from mkdocs_scorecards.analyse.statistics.autocovariance import error_models
from mkdocs_scorecards.analyse.statistics.distributions import TMixture, mixture, t_upper_tail
from mkdocs_scorecards.analyse.statistics.season import seasonal_columns
from mkdocs_scorecards.model.frozen import frozen
from mkdocs_scorecards.model.hypothesis import EventKind

FEWEST_DF = 6
_UPPER_QUANTILE = 1.645


@frozen
class Shock:
    """A known event at a position of the grid: a new level from then on, or that one period."""

    position: int
    kind: EventKind


class Untestable(Enum):
    """Why a link could not be tested."""

    TOO_FEW_VALUES = "too few values"
    NO_VARIATION = "no variation"
    TOO_FEW_PAIRS = "too few pairs"
    NOTHING_OF_ITS_OWN = "nothing of its own"
    """The cause, or the effect, is nothing but trend, season and declared events."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LaggedProblem:
    """What a link claims, ready for least squares.

    Attributes:
        cause, effect: standardised, NaN where missing.
        season_length: of the season to allow for.
        shocks: declared events.
        sign: the expected one.
    """

    cause: Floats
    effect: Floats
    season_length: int
    shocks: Sequence[Shock]
    sign: int

    def driver(self, lags: Sequence[int]) -> Floats:
        """The mean of the lagged causes, NaN where one is missing."""
        return np.asarray(np.mean([_lagged(self.cause, lag) for lag in lags], axis=0))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LaggedFit:
    """One candidate under all error models, both series standardised.

    Attributes:
        lags: the delays whose mean is the driver.
        slopes: distribution of the slope.
        t: the slope of each error model in its standard errors.
        weights: of the error models.
        r: partial correlation.
        log_likelihood: integrated over the models.
        n: pairs.
    """

    lags: tuple[int, ...]
    slopes: TMixture
    t: Floats
    weights: Floats
    r: float
    log_likelihood: float
    n: int

    def p(self, sign: int) -> float:
        """The p value of a link of this sign: the chance of a slope at least as far from zero without any link."""
        return min(1.0, float(self.weights @ t_upper_tail(sign * self.t, self.slopes.df)))

    def reach(self, sign: int) -> float:
        """The upper end of the correlation in this direction, at 95 %."""
        centre = np.arctanh(np.clip(sign * self.r, -1 + 1e-12, 1 - 1e-12))
        return float(np.tanh(centre + _UPPER_QUANTILE / np.sqrt(self.slopes.df - 1)))


def _lagged(values: Floats, lag: int) -> Floats:
    if lag == 0:
        return values
    moved = np.full_like(values, np.nan)
    moved[lag:] = values[:-lag]
    return moved


def lagged_fits(problem: LaggedProblem, window: Sequence[int]) -> list[LaggedFit] | Untestable:
    """Each delay of the window and, for two or more, their mean; those that cannot be fitted are left out."""
    candidates: list[tuple[int, ...]] = [(lag,) for lag in window]
    if len(window) > 1:
        candidates.append(tuple(window))
    fits: list[LaggedFit] = []
    reason = Untestable.TOO_FEW_PAIRS
    for lags in candidates:
        driver = problem.driver(lags)
        found = _fits(problem, {lags: driver}, ~np.isnan(driver + problem.effect))
        if not isinstance(found, Untestable):
            fits += found
        elif found is Untestable.NOTHING_OF_ITS_OWN:
            reason = found
    return fits or reason


def _fits(
    problem: LaggedProblem, drivers: Mapping[tuple[int, ...], Floats], there: Flags
) -> list[LaggedFit] | Untestable:
    """Each candidate, on the same rows; one decomposition frees all of them of the known columns."""
    rows = np.flatnonzero(there)
    if rows.size <= FEWEST_DF:
        return Untestable.TOO_FEW_PAIRS
    known = _known_columns(problem, rows)
    width = known.shape[1]
    if rows.size - width - 1 < FEWEST_DF:
        return Untestable.TOO_FEW_PAIRS
    series = np.column_stack([*drivers.values(), problem.effect])[rows]
    if determine_one(known, series):
        return Untestable.NOTHING_OF_ITS_OWN
    models = error_models(tuple(rows.tolist()), problem.season_length)
    triangle = triangle_of(models.whitening @ np.column_stack([known, series]))
    of_known = np.log(np.abs(np.diagonal(triangle, axis1=1, axis2=2)[:, :width])).sum(axis=1)
    log_widths = models.log_prior - models.log_determinants - of_known
    rests = triangle[:, width:, width:]
    return [
        _fit(lags, triangle_of(rests[:, :, [place, -1]]), log_widths, rows.size - width - 1, int(rows.size))
        for place, lags in enumerate(drivers)
    ]


def _fit(lags: tuple[int, ...], triangle: Floats, log_widths: Floats, df: int, pairs: int) -> LaggedFit:
    """One candidate by the triangle of its driver and the effect, both freed of the known columns."""
    of_driver = np.abs(triangle[:, 0, 0])
    residual = np.maximum(triangle[:, 1, 1] ** 2, LEAST_RESIDUAL)
    weights, log_likelihood = softmax(log_widths - df / 2 * np.log(residual) - np.log(of_driver))
    slopes = triangle[:, 0, 1] / triangle[:, 0, 0]
    errors = np.sqrt(residual / df) / of_driver
    t = slopes / errors
    return LaggedFit(
        lags=lags,
        slopes=mixture(slopes, errors, weights, df),
        t=t,
        weights=weights,
        r=float(np.clip(weights @ (t / np.sqrt(t * t + df)), -1.0, 1.0)),
        log_likelihood=log_likelihood,
        n=pairs,
    )


def _known_columns(problem: LaggedProblem, rows: Positions) -> Floats:
    """Level, trend, season and declared events, without columns that the others determine."""
    times = rows.astype(np.float64)
    shocks = [_shock_column(times, shock) for shock in problem.shocks]
    season = seasonal_columns(times, problem.season_length, rows.size - 2 - len(shocks) - 1)
    trend = (times - times.mean()) / max(float(np.ptp(times)), 1.0)
    return independent_columns(np.column_stack([np.ones(rows.size), trend, *season, *shocks]))


def _shock_column(times: Floats, shock: Shock) -> Floats:
    happened = times >= shock.position if shock.kind is EventKind.STEP else times == shock.position
    return happened.astype(np.float64)


def fits_on_common_rows(problem: LaggedProblem, candidates: Iterable[tuple[int, ...]]) -> list[LaggedFit]:
    """The candidates on the rows that all of them have, each driver at the same scale, so that likelihoods compare.

    Empty where one of them cannot be fitted there.
    """
    drivers = {lags: problem.driver(lags) for lags in candidates}
    there = ~np.isnan(sum(drivers.values(), start=problem.effect))
    on_rows = {lags: np.where(there, driver, np.nan) for lags, driver in drivers.items()}
    if not all(varies(driver) for driver in on_rows.values()):
        return []
    fits = _fits(problem, {lags: standardised(driver) for lags, driver in on_rows.items()}, there)
    return [] if isinstance(fits, Untestable) else fits
