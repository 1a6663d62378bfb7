"""How one KPI moves by itself: a level, a season, a drift of unknown size and errors with memory, all averaged over.

The same grid of error models as in the test of links; the drift is a random effect of variance tau^2 t t', so that a
trend is carried on only as far as the past has shown one. Each model keeps its weight: with ten figures no single
one of them can be chosen.

Source:
    Weights by the integrated (restricted) likelihood: Harville (1974). Prediction: Goldberger (1962).
"""

from dataclasses import dataclass

import numpy as np

from mkdocs_scorecards.analyse.statistics.arrays import LEAST_RESIDUAL, Floats, softmax, there_in, triangle_of
from mkdocs_scorecards.analyse.statistics.autocovariance import ErrorModels, error_models
from mkdocs_scorecards.analyse.statistics.distributions import TMixture, mixture
from mkdocs_scorecards.analyse.statistics.season import seasonal_columns

DRIFTS = (0.0, 0.05, 0.15, 0.4, 1.0)
"""Standard deviations of the drift per period, in those of the innovations."""

_NO_DRIFT_PRIOR = 0.3
_LOG_PRIORS = np.log([_NO_DRIFT_PRIOR, *[(1 - _NO_DRIFT_PRIOR) / (len(DRIFTS) - 1)] * (len(DRIFTS) - 1)])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LevelModel:
    """The models fitted to the past of one series; the first axis of each array runs over drifts and error models.

    Attributes:
        weights: of each model; they add up to 1.
        df: degrees of freedom, common to all.
        variances: innovation variance.
        expected: what each observed figure was expected to be, knowing those before it; models by rows.
        locations, scales: the prediction of each later period, models by steps.
    """

    weights: Floats
    df: int
    variances: Floats
    expected: Floats
    locations: Floats
    scales: Floats

    def prediction(self, ahead: int) -> TMixture:
        """The distribution of the figure `ahead` periods after the last one, from 1."""
        return mixture(self.locations[:, ahead - 1], self.scales[:, ahead - 1], self.weights, self.df)

    @property
    def mean_expected(self) -> Floats:
        """What each observed figure was expected to be, over all models."""
        return np.asarray(self.weights @ self.expected)


def level_model(values: Floats, steps: int, season_length: int) -> LevelModel:
    """Fit all models to a series that varies and starts and ends with a figure.

    Args:
        values: at least 8 figures on their grid, NaN where missing.
        steps: periods to predict.
        season_length: 4 or 12 to allow for a season, else `NO_SEASON`.
    """
    rows = there_in(values)
    later = np.arange(values.size, values.size + steps)
    times = np.concatenate([rows, later]).astype(np.float64)
    season = seasonal_columns(times, season_length, rows.size - 1)
    columns = np.column_stack([np.ones(times.size), *season, times - times[: rows.size].mean()])
    models = error_models(tuple(times.astype(int).tolist()), season_length)
    return _fitted(_whitened(values[rows], columns, models))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Whitened:
    """The columns without the drift, the drift and the figures, in this order, freed of the memory of the errors.

    Attributes:
        y: the figures.
        log_priors: prior weight of each error model by the width of its errors.
        own_errors: how much of each figure is its own innovation; models by rows.
        past: of the figures that are there; models by rows by columns.
        later: of the later periods less what the errors carry on of the past ones, with 0 for the unknown figures.
        fresh: the variance of that part of the later errors which the past has not made.
    """

    y: Floats
    log_priors: Floats
    own_errors: Floats
    past: Floats
    later: Floats
    fresh: Floats


def _whitened(y: Floats, columns: Floats, models: ErrorModels) -> _Whitened:
    past = models.first(y.size)
    with_figures = np.column_stack([columns, np.concatenate([y, np.zeros(len(columns) - y.size)])])
    white = past.whitening @ with_figures[: y.size]
    return _Whitened(
        y=y,
        log_priors=models.log_prior - past.log_determinants,
        own_errors=np.diagonal(past.factors, axis1=1, axis2=2),
        past=white,
        later=with_figures[y.size :] - models.factors[:, y.size :, : y.size] @ white,
        fresh=(models.factors[:, y.size :, y.size :] ** 2).sum(axis=2),
    )


def _fitted(data: _Whitened) -> LevelModel:
    """Generalised least squares under all error models and sizes of drift, the drift shrunk as a random effect.

    Shrinking adds a row to the least squares that is 1 / drift in the drift's column and 0 elsewhere. Taken up into
    the triangle, it rotates the last two rows only: so one decomposition serves all sizes of drift, and without a
    drift its row outweighs all others. Arrays run over drifts by models.
    """
    triangle = triangle_of(data.past)
    others, across = np.linalg.inv(triangle[:, :-2, :-2]), triangle[:, :-2, -2:]
    own, common, rest = triangle[:, -2, -2], triangle[:, -2, -1], triangle[:, -1, -1]
    drifts = np.array(DRIFTS)[:, None]
    shrinking = np.hypot(1.0, drifts * own)
    slope = (own * common * (drifts / shrinking) ** 2)[:, :, None]
    residual = np.maximum(rest**2 + (common / shrinking) ** 2, LEAST_RESIDUAL)
    df = data.y.size - others.shape[1]
    log_weights = (
        data.log_priors
        + _LOG_PRIORS[:, None]
        - df / 2 * np.log(residual)
        - np.log(shrinking)
        - np.log(np.abs(np.diagonal(triangle, axis1=1, axis2=2)[:, :-2])).sum(axis=1)
    )
    leverage = data.later[:, :, :-2] @ others
    past = data.past[:, :, -2:] - data.past[:, :, :-2] @ others @ across
    later = data.later[:, :, -2:] - leverage @ across
    uncertainty = data.fresh + (leverage**2).sum(axis=2) + ((drifts / shrinking)[:, :, None] * later[:, :, 0]) ** 2
    return LevelModel(
        weights=softmax(log_weights.ravel())[0],
        df=df,
        variances=(residual / df).ravel(),
        expected=_stacked(data.y - (past[:, :, 1] - slope * past[:, :, 0]) * data.own_errors),
        locations=_stacked(slope * later[:, :, 0] - later[:, :, 1]),
        scales=_stacked(np.sqrt(residual[:, :, None] / df * uncertainty)),
    )


def _stacked(values: Floats) -> Floats:
    """Drifts and models on one axis."""
    return values.reshape(-1, values.shape[-1])
